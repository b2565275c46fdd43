"""Promises about a damaged store file: each byte of it cut or changed, and each side file gone.

What comes back is all that was saved, or less with a notice, or a refusal in words that leaves the
file as it is. Never a traceback, and never less without a word.
"""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from circle_tui.domain.errors import StoreDamaged, StoreError, StoreNewer
from circle_tui.storage.head import Head, head_line, head_path
from circle_tui.storage.lines import Seals
from tests.storefiles import NEW, SEALED, STORE, FaultyDisk, kept, made, opened, toy_seals

SAVED = [b'{"a":1}', b'{"b":2}', b'{"c":3}']
MASKS = (0x01, 0x20, 0xFF)


@pytest.fixture(params=["plain", "sealed"])
def seals(request: pytest.FixtureRequest) -> Seals | None:
    """Return the keys of the store under test, if it has any."""
    return toy_seals if request.param == "sealed" else None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the notes are kept."""
    return tmp_path / "notes.store"


def sample(path: Path, seals: Seals | None) -> bytes:
    """Make a store of three steps, and return its file."""
    new = NEW if seals is None else NEW._replace(sealed_by=SEALED)
    return made(path, *SAVED, seals=seals, create=new)


def flips(data: bytes) -> Iterator[bytes]:
    """Yield ``data`` with each byte changed in some ways."""
    for at in range(len(data)):
        for mask in MASKS:
            yield data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :]


def clear(folder: Path) -> None:
    """Remove what the opening before this one left."""
    for file in folder.iterdir():
        file.unlink()


def test_no_cut_goes_unnoticed(path: Path, seals: Seals | None) -> None:
    """A file that is shorter than its side file says is refused, wherever it was cut."""
    whole, head = sample(path, seals), head_path(path).read_bytes()
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        with pytest.raises(StoreDamaged, match="circle doctor --repair"):
            opened(path, seals=seals)
        assert path.read_bytes() == whole[:size]
        assert head_path(path).read_bytes() == head


def test_no_changed_byte_goes_unnoticed(path: Path, seals: Seals | None) -> None:
    """A file in which any byte is not what was saved is refused, and left as it is."""
    for broken in flips(sample(path, seals)):
        path.write_bytes(broken)
        with pytest.raises((StoreDamaged, StoreNewer), match="othing was changed"):
            opened(path, seals=seals)
        assert path.read_bytes() == broken
    assert {file.name for file in path.parent.iterdir()} == {path.name, head_path(path).name}


def test_torn_end_is_set_aside_and_said(path: Path, seals: Seals | None) -> None:
    """What a power cut left of a step that was never confirmed is kept aside, with a notice."""
    whole, head = sample(path, seals), head_path(path).read_bytes()
    store = opened(path, seals=seals)
    store.append(b'{"d":4}')
    store.close()
    longer = path.read_bytes()
    ends = [longer[len(whole) : size] for size in range(len(whole) + 1, len(longer))]
    ends += [*flips(longer[len(whole) :]), bytes(4096), b"\n", bytes(512) + b"\nold\n\nrest"]
    for end in ends:
        clear(path.parent)
        path.write_bytes(whole + end)
        head_path(path).write_bytes(head)
        store = opened(path, seals=seals)
        assert store.take() == SAVED
        assert len(store.notices) == 1
        assert "notes.store.aside-1" in store.notices[0]
        store.append(b'{"e":5}')
        store.close()
        aside = path.with_name("notes.store.aside-1")
        assert aside.read_bytes() == end
        assert stat.S_IMODE(aside.stat().st_mode) == 0o600
        assert kept(path, seals) == [*SAVED, b'{"e":5}']


def test_nothing_is_set_aside_over_what_was_before(path: Path) -> None:
    """What was set aside once is not overwritten by the next time."""
    whole, head = sample(path, None), head_path(path).read_bytes()
    for number in (1, 2):
        path.write_bytes(whole + b"torn %d" % number)
        head_path(path).write_bytes(head)
        opened(path).close()
    asides = [path.with_name(f"notes.store.aside-{number}").read_bytes() for number in (1, 2)]
    assert asides == [b"torn 1", b"torn 2"]


def test_without_its_head_a_store_says_what_it_cannot_tell(path: Path, seals: Seals | None) -> None:
    """With the side file gone as well, any cut is refused or leaves whole steps and a notice."""
    whole = sample(path, seals)
    for broken in (*(whole[:size] for size in range(len(whole))), *flips(whole)):
        clear(path.parent)
        path.write_bytes(broken)
        try:
            store = opened(path, seals=seals)
        except (StoreDamaged, StoreNewer):
            assert path.read_bytes() == broken
            continue
        payloads = store.take()
        assert payloads == SAVED[: len(payloads)]
        assert any("side file" in notice for notice in store.notices)
        store.close()
        assert opened(path, seals=seals).notices == []


def test_damaged_head_costs_nothing(path: Path) -> None:
    """Whatever happens to the side file, all steps come back, with a notice."""
    sample(path, None)
    head = head_path(path).read_bytes()
    first = head.index(b"\n") + 1
    for broken in (*(head[:size] for size in range(first - 1)), *flips(head[:first])):
        head_path(path).write_bytes(broken)
        store = opened(path)
        assert store.take() == SAVED
        assert store.notices == [
            "The side file of the notes file was damaged, and was written anew. All that is in the "
            "file was checked; only whether changes are missing at its end could not be."
        ]
        store.close()
        assert head_path(path).read_bytes()[:first] == head[:first]


def test_missing_head_is_written_anew(path: Path) -> None:
    """A store whose side file was removed opens, says so, and has one again."""
    sample(path, None)
    head = head_path(path).read_bytes()
    head_path(path).unlink()
    store = opened(path)
    assert "was missing, and was written anew" in store.notices[0]
    store.close()
    assert head_path(path).read_bytes() == head


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (Head("f" * 32, 3, b"a" * 16), "belongs to another store"),
        (Head(STORE, 3, b"a" * 16), "names another last step"),
        (Head(STORE, 5, b"a" * 16), "it ends 2 steps too early"),
    ],
)
def test_head_that_does_not_fit_is_refused(path: Path, head: Head, what: str) -> None:
    """A file that was put in the place of another one is noticed."""
    sample(path, None)
    head_path(path).write_bytes(head_line(head))
    for read_only in (False, True):
        with pytest.raises(StoreDamaged, match=what):
            opened(path, read_only=read_only)


def test_file_that_is_gone_is_no_new_store(path: Path) -> None:
    """If the file is gone and its side file is not, nobody gets an empty store instead."""
    sample(path, None)
    path.unlink()
    with pytest.raises(StoreDamaged, match="is gone, while its side file is there"):
        opened(path)
    assert not path.exists()


def test_lines_cannot_be_swapped_dropped_or_repeated(path: Path) -> None:
    """Lines that were moved around, left out or copied are noticed, though each is genuine."""
    header, one, two, three = sample(path, None).splitlines(keepends=True)
    orders = (
        [two, one, three],
        [one, three, two],
        [one, three],
        [two, three],
        [one, one, two, three],
    )
    for order in orders:
        path.write_bytes(header + b"".join(order))
        with pytest.raises(StoreDamaged, match="not what was saved"):
            opened(path)


def test_bad_line_before_a_good_one_is_damage_even_without_a_head(path: Path) -> None:
    """A line that is gone from the middle is never taken for a torn end."""
    whole = sample(path, None)
    head_path(path).unlink()
    path.write_bytes(whole.replace(b'"b":2', b'"b":9'))
    with pytest.raises(StoreDamaged, match="its line 3 is not"):
        opened(path)


def test_snapshot_must_be_whole(path: Path) -> None:
    """Of what a rewriting kept nothing can be missing, whatever became of the side file."""
    store = opened(path)
    store.rewrite(SAVED, extra={}, sealed_by=None)
    store.close()
    whole = path.read_bytes()
    head_path(path).unlink()
    path.write_bytes(whole[: whole.index(b'{"c"') - 40])
    with pytest.raises(StoreDamaged):
        opened(path)


@pytest.mark.parametrize("what", ["create.aside-1", "write.aside-1", "sync.aside-1", "truncate"])
def test_full_disk_while_setting_aside_changes_nothing(path: Path, what: str) -> None:
    """If there is no room to set a torn end aside, opening fails in words, and works later."""
    whole, head = sample(path, None), head_path(path).read_bytes()
    path.write_bytes(whole + b"4 torn")
    with pytest.raises(StoreError, match="could not be opened: the disk is full"):
        opened(path, FaultyDisk(what))
    assert path.read_bytes() == whole + b"4 torn"
    assert head_path(path).read_bytes() == head
    store = opened(path)
    assert store.take() == SAVED
    store.close()
