"""A law of store files: whatever was done to one, it gives back what was confirmed, and no more."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from circle_tui.domain.errors import StoreError
from circle_tui.storage.lines import Sealing
from tests.storefiles import FaultyDisk, kept, opened, toy_seals

PAYLOADS = st.binary(max_size=12).map(lambda data: data.replace(b"\n", b""))
SEALINGS = st.sampled_from([None, Sealing("k", "1"), Sealing("k", "2")])
FAULTS = st.sampled_from(["write.store", "create.new", "write.new", "sync.new", "replace"])
MOVES = st.one_of(
    st.tuples(st.just("append"), PAYLOADS),
    st.tuples(st.just("take back"), st.none()),
    st.tuples(st.just("reopen"), st.none()),
    st.tuples(st.just("fault"), FAULTS),
    st.tuples(st.just("rewrite"), SEALINGS),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(MOVES, max_size=25))
def test_what_was_confirmed_is_what_comes_back(moves: list[tuple[str, object]]) -> None:
    """After any walk of saving, failing, reopening and rewriting, all that was confirmed is there.

    A failure is followed by the very next save or rewriting; what failed leaves no trace.
    """
    with TemporaryDirectory() as folder:
        path, disk = Path(folder) / "notes.store", FaultyDisk()
        store = opened(path, disk, seals=toy_seals)
        confirmed: list[bytes] = []
        for move, value in moves:
            try:
                if isinstance(value, bytes):
                    store.append(value)
                    confirmed.append(value)
                elif move == "take back" and store.loose:
                    store.take_back()
                    confirmed.pop()
                elif move == "rewrite":
                    sealed_by = value if isinstance(value, Sealing) else None
                    store.rewrite(confirmed[::2], extra={"n": len(moves)}, sealed_by=sealed_by)
                    confirmed = confirmed[::2]
                elif move == "fault":
                    disk.failing = {str(value)}
                    continue
                elif move == "reopen":
                    store.close()
                    store = opened(path, disk, seals=toy_seals)
                    assert store.take() == confirmed
            except StoreError:
                assert disk.failing
            disk.failing = set()
            assert store.notices == []
            assert kept(path, toy_seals) == confirmed
        store.close()
        assert kept(path, toy_seals) == confirmed
