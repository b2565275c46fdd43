"""Promises about examining and repairing a store file: what proves itself is kept."""

from pathlib import Path

import pytest

from circle_tui.domain.errors import StoreDamaged, StoreError, StoreLocked, StoreNewer
from circle_tui.storage.doctor import Line, examine, repair
from circle_tui.storage.head import Head, head_line, head_path
from circle_tui.storage.lines import Seals, checksum
from tests.storefiles import NEW, SEALED, FaultyDisk, kept, made, opened, toy_seals

SAVED = [b'{"a":1}', b'{"b":2}', b'{"c":3}', b'{"d":4}']


@pytest.fixture(params=["plain", "sealed"])
def seals(request: pytest.FixtureRequest) -> Seals | None:
    """Return the keys of the store under test, if it has any."""
    return toy_seals if request.param == "sealed" else None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the notes are kept."""
    return tmp_path / "notes.store"


def sample(path: Path, seals: Seals | None = None) -> bytes:
    """Make a store of four steps, two of them in its snapshot, and return its file."""
    sealed_by = None if seals is None else SEALED
    store = opened(path, create=NEW._replace(sealed_by=sealed_by), seals=seals)
    store.rewrite(SAVED[:2], extra={"with": "x"}, sealed_by=sealed_by)
    store.append(SAVED[2])
    store.append(SAVED[3])
    store.close()
    return path.read_bytes()


def files(path: Path) -> dict[str, bytes]:
    """Return every file there is."""
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


def test_healthy_store_is_left_alone(path: Path, seals: Seals | None) -> None:
    """A store that is well is said to be, and repairing it changes nothing."""
    sample(path, seals)
    before = files(path)
    for findings in (examine(path, "notes", seals=seals), repair(path, "notes", seals=seals)):
        assert findings.healthy
        assert (findings.kept, findings.lost, findings.copy) == (4, 0, None)
        assert findings.lines == (Line.OK,) * 4
        assert findings.sentence == "The notes file is well: 4 steps, and each is what was saved."
    assert files(path) == before


def test_torn_end_and_missing_head_are_no_damage(path: Path) -> None:
    """What opening puts right by itself is mentioned, and is no reason for a repair."""
    whole = sample(path)
    path.write_bytes(whole + b"5 torn")
    head_path(path).unlink()
    before = files(path)
    findings = repair(path, "notes")
    assert findings.healthy
    assert "never confirmed" in findings.sentence
    assert "missing" in findings.sentence
    assert files(path) == before


def test_every_changed_byte_can_be_repaired(path: Path, seals: Seals | None) -> None:
    """Whatever single byte is damaged, a repair keeps every step but the one it belongs to."""
    whole, head = sample(path, seals), head_path(path).read_bytes()
    line_feeds = {at for at, byte in enumerate(whole) if byte == 10}
    header = whole.index(b"\n")
    for at in range(len(whole)):
        for file in path.parent.iterdir():
            file.unlink()
        broken = whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :]
        path.write_bytes(broken)
        head_path(path).write_bytes(head)
        findings = examine(path, "notes", seals=seals)
        assert not findings.healthy
        lost = SAVED[whole[: at + 1].count(b"\n", 0, at) - 1] if at > header else None
        if at in line_feeds:
            lost = None
        assert findings.lost == (lost is not None)
        repaired = repair(path, "notes", seals=seals, disk=FaultyDisk())
        assert repaired.lines == findings.lines
        assert kept(path, seals) == [step for step in SAVED if step != lost]
        assert path.with_name("notes.store.damaged-1").read_bytes() == broken
        assert path.with_name("notes.store.damaged-1.head").read_bytes() == head
        assert examine(path, "notes", seals=seals).healthy


def test_every_cut_can_be_repaired(path: Path, seals: Seals | None) -> None:
    """Wherever a file was cut, a repair keeps the steps before the cut and counts the others."""
    whole, head = sample(path, seals), head_path(path).read_bytes()
    ends = [at for at, byte in enumerate(whole) if byte == 10][1:]
    for size in range(1, len(whole)):
        for file in path.parent.iterdir():
            file.unlink()
        path.write_bytes(whole[:size])
        head_path(path).write_bytes(head)
        left = sum(size >= end for end in ends)
        findings = repair(path, "notes", seals=seals, disk=FaultyDisk())
        assert (findings.kept, findings.lost) == (left, 4 - left)
        assert kept(path, seals) == SAVED[:left]


def test_repaired_store_goes_on(path: Path) -> None:
    """After a repair the store takes new steps, keeps what its header said, and closes well."""
    whole = sample(path)
    path.write_bytes(whole.replace(b'"b":2', b'"b":9'))
    findings = repair(path, "notes")
    assert findings.sentence == (
        "The notes file was repaired: 3 steps kept, 1 step lost. The damaged file is "
        "notes.store.damaged-1; what it holds is as private as before, so remove it when you do "
        "not need it any more."
    )
    assert findings.lines == (Line.OK, Line.BAD, Line.OK, Line.OK)
    store = opened(path)
    assert store.header.extra == {"with": "x"}
    assert store.notices == []
    store.append(b"five")
    store.close()
    assert kept(path) == [SAVED[0], SAVED[2], SAVED[3], b"five"]


def test_examining_says_what_a_repair_would_do(path: Path) -> None:
    """Before anything is changed the user is told what would be kept and what is lost."""
    path.write_bytes(sample(path).replace(b'"b":2', b'"b":9'))
    before = files(path)
    sentence = examine(path, "notes").sentence
    assert "its line 3 is not what was saved" in sentence
    assert sentence.endswith("That would keep 3 steps; 1 step lost.")
    assert files(path) == before


def test_swapped_lines_are_put_in_order(path: Path) -> None:
    """Lines that were moved around or copied are kept once each, in the order of saving."""
    header, one, two, three, four = sample(path).splitlines(keepends=True)
    path.write_bytes(header + one + three + two + four + four)
    findings = repair(path, "notes")
    assert findings.lines == (
        Line.OK,
        Line.OK,
        Line.OUT_OF_ORDER,
        Line.OK,
        Line.OUT_OF_ORDER,
    )
    assert findings.lost == 0
    assert kept(path) == SAVED


def test_lost_first_line_is_known_to_the_side_file(path: Path) -> None:
    """Even if the start of the file is overwritten, what follows it can be kept."""
    whole = sample(path)
    size = whole.index(b"\n") + 20
    path.write_bytes(bytes(size) + whole[size:])
    assert repair(path, "notes").lost == 1
    assert kept(path) == SAVED[1:]


def test_copy_from_a_backup_can_be_taken_over(path: Path) -> None:
    """An older copy in the place of the file is refused, and opens after a repair."""
    whole = sample(path)
    store = opened(path)
    store.append(b"later")
    store.close()
    path.write_bytes(whole)
    with pytest.raises(StoreDamaged, match="it ends 1 step too early"):
        opened(path)
    assert repair(path, "notes").lost == 1
    assert kept(path) == SAVED


def test_side_file_of_another_store_is_replaced(path: Path) -> None:
    """A side file that does not belong there costs nothing once a repair was asked for."""
    sample(path)
    head_path(path).write_bytes(head_line(Head("f" * 32, 99, b"a" * 16)))
    assert repair(path, "notes").lost == 0
    assert kept(path) == SAVED


def test_nothing_readable_is_refused(path: Path) -> None:
    """Where nothing can be kept, nothing is changed, and a backup is what is left."""
    whole = sample(path)
    head_path(path).unlink()
    for data in (b"", b"\n", b"x" * len(whole), b"x" + whole[1:]):
        path.write_bytes(data)
        with pytest.raises(StoreDamaged, match="Put a copy from a backup in its place"):
            repair(path, "notes")
        assert files(path) == {path.name: data}


def test_missing_file_is_refused(path: Path) -> None:
    """A file that is not there cannot be repaired, and none is made."""
    with pytest.raises(StoreError, match="There is no notes file"):
        repair(path, "notes")
    sample(path)
    path.unlink()
    with pytest.raises(StoreDamaged, match="is gone"):
        repair(path, "notes")
    assert not path.exists()


def test_newer_and_locked_are_told_from_damage(path: Path) -> None:
    """A store from a newer version, or a sealed one without its passphrase, is not touched."""
    whole = sample(path, toy_seals)
    with pytest.raises(StoreLocked, match="passphrase"):
        repair(path, "notes")
    path.write_bytes(whole[:-1])
    with pytest.raises(StoreLocked, match="passphrase"):
        repair(path, "notes")
    path.write_bytes(b"circle-tui store 3 %s {}\n" % checksum(b"{}"))
    with pytest.raises(StoreNewer, match="newer version"):
        repair(path, "notes")
    assert len(files(path)) == 2


@pytest.mark.parametrize("what", ["create", "write", "sync", "replace"])
def test_repair_that_fails_leaves_the_file(path: Path, what: str) -> None:
    """A full disk while repairing leaves the damaged file where it is, for another try."""
    broken = sample(path)[:-1]
    path.write_bytes(broken)
    with pytest.raises(StoreError, match="could not be repaired"):
        repair(path, "notes", disk=FaultyDisk(what))
    assert path.read_bytes() == broken
    repair(path, "notes")
    assert kept(path) == SAVED


def test_unfinished_line_that_is_whole_is_kept(path: Path) -> None:
    """A last line that lacks nothing but its end is kept by a repair."""
    made(path, b"one")
    path.write_bytes(path.read_bytes()[:-1])
    assert repair(path, "notes").kept == 1
    assert kept(path) == [b"one"]
