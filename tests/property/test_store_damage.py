"""A small store is cut off and spoiled at every byte: it is intact, or says so, or is refused.

Never a traceback, never fewer documents than were confirmed without a word, and never a document
that nobody saved.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from circle_tui.domain.errors import KeysDamaged, StoreError, StoreNewer
from circle_tui.storage.database import Database
from circle_tui.storage.doctor import repair
from circle_tui.storage.keys import create_keys, open_keys
from circle_tui.storage.lines import Sealing, Seals
from tests.circle_life import PASSPHRASE, NoLock, assert_sentence
from tests.disks import MemoryDisk
from tests.powercut import Files
from tests.unit.draws import CHEAP

STORE = Path("/circle/small.store")
HEAD = Path("/circle/small.store.head")
KEYS = Path("/circle/keys")

TEXTS = ["It rained all day.", "Comet swam \N{OCTOPUS}", "It rained again.", "So it is.", "Bye."]

Texts = list[str]
Spoil = Callable[[bytes], Iterable[bytes]]
"""From the content of a file to what becomes of it."""


@pytest.fixture(autouse=True)
def _no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("circle_tui.storage.database.Lock", NoLock)
    monkeypatch.setattr("circle_tui.storage.joint.Lock", NoLock)


@dataclass(frozen=True)
class Small:
    """A store, as it is on the disk once all its ``states`` were confirmed one after the other.

    ``old_head`` is its head before the last of them was confirmed, ``seals`` what opens it.
    """

    files: Files
    old_head: bytes
    states: list[Texts]
    seals: Seals | None

    def open(self, disk: MemoryDisk, *, read_only: bool = False) -> Database:
        """Open what is on a disk. Raises what ``Database`` does."""
        return Database(STORE, disk=disk, seals=self.seals, read_only=read_only)


def small_store(*, sealed: bool) -> Small:
    """Make a store: two documents that it began its generation with, and three changes."""
    disk = MemoryDisk()
    seals, sealing = None, None
    if sealed:
        keys = create_keys(KEYS, PASSPHRASE, disk=disk, cost=CHEAP)
        seals, sealing = keys.seals, Sealing(KEYS.name, keys.new_key())
    base = Database(STORE, disk=disk, seals=seals, sealed_by=sealing)
    notes = base.table("notes")
    notes.insert({"text": TEXTS[0]})
    middle = notes.insert({"text": TEXTS[1]})
    base.compact()
    states = [texts(base)]
    notes.insert({"text": TEXTS[2]})
    states.append(texts(base))
    notes.remove(doc_ids=[middle])
    states.append(texts(base))
    old_head = disk.files()[HEAD]
    with base.transaction():
        notes.insert({"text": TEXTS[3]})
        base.table("facts").insert({"text": TEXTS[4]})
    states.append(texts(base))
    return Small(disk.files(), old_head, states, seals)


def texts(base: Database) -> Texts:
    """Return everything that is in a database."""
    return [entry["text"] for table in sorted(base.tables()) for entry in base.table(table)]


def cuts(data: bytes) -> Iterator[bytes]:
    """Yield a file that was cut off, at every byte."""
    for end in range(len(data)):
        yield data[:end]


def flips(data: bytes) -> Iterator[bytes]:
    """Yield a file in which one byte is another: each in several ways."""
    for at, byte in enumerate(data):
        others = {byte ^ 1, byte ^ 0x20, byte ^ 0x80, byte ^ 0xFF, ord("\n"), ord("0"), 0} - {byte}
        for other in sorted(others):
            yield data[:at] + bytes([other]) + data[at + 1 :]


def rearrangements(data: bytes) -> Iterator[bytes]:
    """Yield a file of which a line was dropped, doubled or moved, or that was doubled."""
    lines = data.splitlines(keepends=True)
    for at in range(len(lines)):
        yield b"".join(lines[:at] + lines[at + 1 :])
        yield b"".join(lines[: at + 1] + lines[at:])
        for to in range(len(lines)):
            moved = lines[:at] + lines[at + 1 :]
            moved.insert(to, lines[at])
            yield b"".join(moved)
    yield data + data
    yield data + b"\0" * 600


def outcome(small: Small, files: Files, *, allowed: int, confirmed: int) -> str:
    """Open a store that was spoiled, and return what became of it.

    What is found is one of the states from ``allowed`` on. If it is older than that which was
    ``confirmed``, that was said, as is everything that was set aside. What is refused was left as
    it is. Who only looks on is told the same, and writes nothing.
    """
    disk = MemoryDisk(files)
    looked = seen_only(small, disk)
    assert disk.files() == files
    try:
        base = small.open(disk)
    except StoreError as error:
        refusal = str(error)
    else:
        refusal = ""
        found = texts(base)
    if refusal:
        assert_private(refusal)
        assert looked == refusal
        assert disk.files() == files
        return "refused"
    assert looked == found
    assert found in small.states[allowed:]
    for notice in base.notices:
        assert_private(notice)
    aside = disk.files().get(STORE.with_name(STORE.name + ".aside-1"), b"")
    assert disk.files()[STORE] + aside == files[STORE]
    if aside or found not in small.states[confirmed:]:
        assert base.notices
    return "whole" if found == small.states[-1] else "recovered"


def seen_only(small: Small, disk: MemoryDisk) -> Texts | str:
    """Return what somebody sees who only looks on, or is told."""
    try:
        return texts(small.open(disk, read_only=True))
    except StoreError as error:
        return str(error)


def assert_private(sentence: str) -> None:
    """Assert that a person can be shown this, and that it holds nothing of the documents."""
    assert_sentence(sentence)
    assert not any(text.rstrip(".") in sentence for text in TEXTS)


both = pytest.mark.parametrize("sealed", [False, True])
every_way = pytest.mark.parametrize("spoil", [cuts, flips, rearrangements])


@both
@every_way
def test_a_spoiled_store_is_never_taken_for_a_whole_one(sealed: bool, spoil: Spoil) -> None:
    """Where all was confirmed, a damaged file is refused, or holds all of it nevertheless."""
    small = small_store(sealed=sealed)
    last = len(small.states) - 1
    found = {
        outcome(small, {**small.files, STORE: data}, allowed=last, confirmed=last)
        for data in spoil(small.files[STORE])
    }
    assert found <= {"refused", "whole"}
    assert "refused" in found


@both
@every_way
def test_only_a_step_that_nobody_was_told_of_is_set_aside(sealed: bool, spoil: Spoil) -> None:
    """A last change that was never confirmed may be gone, and what was set aside of it is said."""
    small = small_store(sealed=sealed)
    before = len(small.states) - 2
    found = {
        outcome(
            small,
            {**small.files, STORE: data, HEAD: small.old_head},
            allowed=before,
            confirmed=before,
        )
        for data in spoil(small.files[STORE])
    }
    assert found <= {"refused", "whole", "recovered"}
    assert {"refused", "recovered"} <= found


@both
@every_way
def test_without_its_side_file_a_store_says_what_it_cannot_know(sealed: bool, spoil: Spoil) -> None:
    """If the side file is lost as well, an end that is missing is said to be possible.

    What is spoiled further up is refused: a spoiled byte costs the last line, or what it joins.
    """
    small = small_store(sealed=sealed)
    last = len(small.states) - 1
    allowed = 0 if spoil is cuts else last - 2
    for data in spoil(small.files[STORE]):
        files = {**small.files, STORE: data}
        del files[HEAD]
        outcome(small, files, allowed=allowed, confirmed=last)


@both
@every_way
def test_a_spoiled_side_file_costs_nothing(sealed: bool, spoil: Spoil) -> None:
    """Whatever happens to the side file, all is there, or the file is refused and left alone."""
    small = small_store(sealed=sealed)
    last = len(small.states) - 1
    found = {
        outcome(small, {**small.files, HEAD: data}, allowed=last, confirmed=last)
        for data in spoil(small.files[HEAD])
    }
    assert "whole" in found


@both
def test_a_lost_file_is_said(sealed: bool) -> None:
    """A side file that is gone is written anew; a store that is gone is never begun anew."""
    small = small_store(sealed=sealed)
    last = len(small.states) - 1
    for gone in (HEAD, STORE):
        files = {path: data for path, data in small.files.items() if path != gone}
        found = outcome(small, files, allowed=last, confirmed=last)
        assert found == ("whole" if gone == HEAD else "refused")


@every_way
def test_a_spoiled_key_file_is_no_wrong_passphrase(spoil: Spoil) -> None:
    """A damaged key file is called that, and is left as it is."""
    files = small_store(sealed=True).files
    for data in spoil(files[KEYS]):
        if data == files[KEYS]:
            continue
        disk = MemoryDisk({**files, KEYS: data})
        with pytest.raises((KeysDamaged, StoreNewer)) as refused:
            open_keys(KEYS, PASSPHRASE, disk=disk, cost=CHEAP)
        assert_private(str(refused.value))
        assert disk.files() == {**files, KEYS: data}


@both
@every_way
def test_a_repair_saves_what_can_be_saved(sealed: bool, spoil: Spoil) -> None:
    """What was repaired opens, holds nothing that nobody saved, and the damaged file is kept."""
    small = small_store(sealed=sealed)
    for data in list(spoil(small.files[STORE]))[::5]:
        disk = MemoryDisk({**small.files, STORE: data})
        try:
            findings = repair(STORE, "data", seals=small.seals, disk=disk)
        except StoreError as error:
            assert_private(str(error))
            assert disk.files() == {**small.files, STORE: data}
            continue
        assert_private(findings.sentence)
        assert findings.healthy or (findings.copy and disk.read(findings.copy) == data)
        assert set(texts(small.open(disk))) <= set(TEXTS)
