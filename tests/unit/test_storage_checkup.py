"""The doctor: what it finds in a circle's folder, and what it puts right."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from circle_tui import upkeep
from circle_tui.bootstrap import opened
from circle_tui.domain.errors import StoreBusy, StoreError
from circle_tui.domain.facts import Paused
from circle_tui.domain.notes import Note
from circle_tui.domain.upkeep import Checkup
from circle_tui.storage.changes import parse, payload
from circle_tui.storage.disk import REAL
from circle_tui.storage.storefile import StoreFile
from tests.fakes import THURSDAY_EVENING
from tests.unit.circles import begun
from tests.upkeep import EVERYTHING, content, home_at, make, secret

SEALED = pytest.mark.parametrize("sealed", [False, True])


def look(folder: Path) -> Checkup:
    """Examine a circle and make sure that looking changed nothing."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = upkeep.examine(folder, secret())
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    return found


def said(found: Checkup) -> str:
    """Return all sentences."""
    return "\n".join(finding.sentence for finding in found.findings)


def mend(folder: Path, *, remove_leftovers: bool = False) -> list[str]:
    """Repair a circle; return all that is said of it."""
    repaired = upkeep.repair(folder, secret(), remove_leftovers=remove_leftovers)
    return [*repaired.done, *repaired.lost]


@SEALED
def test_a_healthy_circle_has_no_findings(tmp_path: Path, sealed: bool) -> None:
    """Where all is well, nothing is said but how much was read."""
    found = look(make(home_at(tmp_path), sealed=sealed))
    assert found.healthy
    assert found.findings == ()
    assert found.steps >= 3


@SEALED
def test_a_damaged_store_is_found_and_saved_from(tmp_path: Path, sealed: bool) -> None:
    """Opening refuses it; the doctor says what is lost, keeps the file, and saves the rest."""
    home = home_at(tmp_path)
    folder = make(home, sealed=sealed)
    with opened(home, folder, passphrase=secret()) as workspace:
        for number in range(3):
            workspace.circle.notes.add(_note(number))
    data = (folder / "circle.store").read_bytes()
    spoilt = bytearray(data)
    records = len(EVERYTHING[2])  # stand last, and the notes before them
    spoilt[len(b"".join(data.splitlines(keepends=True)[:-records])) - 9] ^= 1
    (folder / "circle.store").write_bytes(bytes(spoilt))
    with pytest.raises(StoreError), opened(home, folder, passphrase=secret()):
        pass
    found = look(folder)
    assert not found.healthy
    assert "damaged" in said(found)
    done = "\n".join(mend(folder))
    assert "1 change lost" in done
    assert "circle notes list" in done
    assert "members list" not in done
    assert look(folder).healthy
    assert (folder / "circle.store.damaged-1").read_bytes() == bytes(spoilt)
    assert len(content(home, folder)[0]) == 4
    assert "circle.store.damaged-1" in said(look(folder)), "and it is still told of"
    mend(folder, remove_leftovers=True)
    assert look(folder).findings == ()
    assert not list(folder.glob("*damaged*"))


@SEALED
def test_a_lost_line_of_one_store_takes_nothing_from_the_others(
    tmp_path: Path, sealed: bool
) -> None:
    """Members and their names stay, though the notes file lost its half of making them."""
    home = home_at(tmp_path)
    folder = make(home, sealed=sealed)
    with opened(home, folder, passphrase=secret()) as workspace:
        workspace.roster.add(["Noor Sample"])
        store = folder / "circle.store"
        data = store.read_bytes().splitlines(keepends=True)
    store.write_bytes(b"".join([data[0], *[b"spoilt\n" for _ in data[1:]], b"spoilt\n"]))
    mend(folder)
    assert look(folder).healthy, said(look(folder))
    with opened(home, folder, passphrase=secret()) as workspace:
        people = workspace.circle.people
        assert people.profile().name == "Thursday circle"
        names = {member.name for member in people.members()}
        assert names == {"Ana Example", "Noor Sample"}
        assert all(member.alias for member in people.members())


def test_rights_of_others_are_found_and_taken_away(tmp_path: Path) -> None:
    """A file that others can read is named, and closed on request."""
    folder = make(home_at(tmp_path))
    (folder / "people.store").chmod(0o644)
    folder.chmod(0o755)
    found = look(folder)
    assert not found.healthy
    assert "people.store" in said(found)
    assert "the folder itself" in said(found)
    assert "circle.store" not in said(found)
    folder.chmod(0o700)
    assert look(folder).healthy
    assert "people.store, if it were not for" in said(look(folder))
    mend(folder)
    assert look(folder).healthy
    assert (folder / "people.store").stat().st_mode & 0o077 == 0


def test_what_opening_puts_right_by_itself_is_told_calmly(tmp_path: Path) -> None:
    """A torn end, a missing side file and a half-written file are told of, and are not wrong."""
    folder = make(home_at(tmp_path))
    with (folder / "circle.store").open("ab") as file:
        file.write(b"17 torn")
    (folder / "people.store.head").unlink()
    (folder / "people.store.new").write_bytes(b"half")
    (folder / "people.store.new").chmod(0o600)
    found = look(folder)
    assert found.healthy
    assert "never confirmed" in said(found)
    assert "side file is missing" in said(found)
    assert "people.store.new was never finished" in said(found)
    mend(folder)
    assert "never confirmed" in said(look(folder)), "what was cut off is kept, and told of"


def test_a_missing_store_is_found(tmp_path: Path) -> None:
    """A store that is gone is wrong, and repairing says so instead of making an empty one."""
    folder = make(home_at(tmp_path))
    (folder / "people.store").unlink()
    assert not look(folder).healthy
    with pytest.raises(StoreError, match="gone"):
        mend(folder)
    assert not (folder / "people.store").exists()


def test_missing_aliases_are_no_damage(tmp_path: Path) -> None:
    """A circle from a backup has none yet."""
    folder = make(home_at(tmp_path))
    for path in folder.glob("aliases.*"):
        path.unlink()
    found = look(folder)
    assert found.healthy
    assert "no aliases" in said(found)


def test_a_session_that_makes_no_sense_is_cut_where_it_stops_to(tmp_path: Path) -> None:
    """Facts that do not follow refuse the whole circle; repairing keeps those that do."""
    home = home_at(tmp_path)
    folder = make(home)
    session = begun()
    with opened(home, folder) as workspace:
        workspace.circle.journal.append([*session.standing, Paused(THURSDAY_EVENING)])
    path = folder / "circle.store"
    store = StoreFile(path, "notes")
    step = payload(parse([b'{"tables":{"facts":{"put":{"9":{"fact":"Nonsense"}}}}}'])[0][0])
    store.append(step)
    store.close()
    assert not look(folder).healthy
    done = "\n".join(mend(folder))
    assert "2 of its 3 changes" in done
    assert "damaged-1" in done
    assert look(folder).healthy
    with opened(home, folder) as workspace:
        assert len(workspace.circle.journal.read()) == 2


def test_half_a_joint_step_is_told(tmp_path: Path) -> None:
    """A change that was never finished is taken back by opening; the doctor says so before."""
    folder = make(home_at(tmp_path))
    store = StoreFile(folder / "people.store", "people")
    joint = {"id": "f" * 32, "by": "circle.store"}
    store.append(json.dumps({"tables": {"seats": {}}, "joint": joint}).encode())
    store.close()
    found = look(folder)
    assert found.healthy
    assert "half of one that was never finished" in said(found)
    mend(folder)
    assert "half of one" not in said(look(folder))


def test_repaired_stores_open_even_if_they_end_in_half_a_step(tmp_path: Path) -> None:
    """A repair that leaves a joint step last keeps it, instead of failing to take it back."""
    home = home_at(tmp_path)
    folder = make(home)
    path = folder / "people.store"
    store = StoreFile(path, "people")
    store.append(b'{"tables":{"seats":{}},"joint":{"id":"%s","by":"circle.store"}}' % (b"f" * 32))
    for _ in range(2):
        store.append(b'{"tables":{"seats":{}}}')
    store.close()
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:-2], b"spoilt\n", b"spoilt\n"]))
    mend(folder)
    assert look(folder).healthy
    assert content(home, folder) == EVERYTHING


def test_keys_that_do_not_open_are_told(tmp_path: Path) -> None:
    """A damaged key file is one sentence, and the stores are not blamed."""
    folder = make(home_at(tmp_path), sealed=True)
    (folder / "keys").write_bytes(b"nothing")
    found = look(folder)
    assert not found.healthy
    assert "key file" in said(found)
    assert len(found.findings) == 1


def test_a_sealed_circle_without_its_passphrase_is_not_called_well(tmp_path: Path) -> None:
    """What could not be looked into is said."""
    folder = make(home_at(tmp_path), sealed=True)
    found = upkeep.examine(folder, None)
    assert not found.healthy
    assert "sealed" in said(found)


def test_a_circle_in_use_is_looked_at_and_not_repaired(tmp_path: Path) -> None:
    """The doctor looks on while somebody works, and changes nothing then."""
    home = home_at(tmp_path)
    folder = make(home)
    with opened(home, folder):
        assert upkeep.examine(folder, None).healthy
        with pytest.raises(StoreBusy):
            mend(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_folder_that_can_only_be_read_is_looked_at(tmp_path: Path) -> None:
    """A backup on a disc can be examined."""
    folder = make(home_at(tmp_path))
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    for path in (copy, *copy.iterdir()):
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        assert look(copy).healthy
    finally:
        copy.chmod(0o700)
    assert REAL.exists(copy)
    assert os.access(copy, os.W_OK)


@SEALED
def test_an_intact_backup_is_named_before_a_repair_and_after(tmp_path: Path, sealed: bool) -> None:
    """A backup may have what a repair loses, so I hear of it first: also with spoilt people."""
    home = home_at(tmp_path / "home")
    folder = make(home, sealed=sealed)
    with opened(home, folder, passphrase=secret()) as workspace:
        made = upkeep.back_up(workspace, tmp_path / "stick", THURSDAY_EVENING).folder
        workspace.roster.add(["Noor Sample"])
    spoil(folder / "people.store", line=3)  # the second member
    first = look(folder).findings[0].sentence
    assert str(made) in first
    assert f'circle restore "{made}"' in first
    assert "change lost" in said(look(folder))
    done = "\n".join(mend(folder))
    assert "whoever is missing there is not masked" in done
    assert f'circle restore "{made}"' in done
    with opened(home, folder, passphrase=secret()) as workspace:
        assert [member.name for member in workspace.circle.people.members()] == ["Ana Example"]


def test_a_damaged_backup_or_one_that_is_gone_is_not_named(tmp_path: Path) -> None:
    """Only what would come back is offered."""
    home = home_at(tmp_path / "home")
    folder = make(home)
    with opened(home, folder) as workspace:
        made = upkeep.back_up(workspace, tmp_path / "stick", THURSDAY_EVENING).folder
        workspace.roster.add(["Noor Sample"])
    spoil(folder / "people.store", line=3)  # the second member
    assert "A backup of" in said(look(folder))
    spoil(made / "circle.store")
    assert "A backup of" not in said(look(folder))
    shutil.rmtree(made)
    assert "A backup of" not in said(look(folder))


def test_lost_aliases_are_told_and_no_backup_is_offered_for_them(tmp_path: Path) -> None:
    """No backup has the aliases, so the price of losing one is said and nothing is promised."""
    home = home_at(tmp_path / "home")
    folder = make(home)
    with opened(home, folder) as workspace:
        upkeep.back_up(workspace, tmp_path / "stick", THURSDAY_EVENING)
        workspace.roster.add(["Noor Sample"])
    spoil(folder / "aliases.store")
    assert "A backup of" not in said(look(folder))
    done = "\n".join(mend(folder))
    assert "New aliases are drawn" in done
    assert "A backup of" not in done


def test_what_was_lost_is_told_though_the_repair_failed_later(tmp_path: Path) -> None:
    """A member who is gone is named as unmasked, also when the notes are beyond repair."""
    folder = make(home_at(tmp_path))
    spoil(folder / "people.store")
    for name in ("circle.store", "circle.store.head"):
        (folder / name).write_bytes(b"nothing at all\n")
    repaired = upkeep.repair(folder, None, remove_leftovers=False)
    assert repaired.failed
    assert any("not masked" in sentence for sentence in repaired.lost)


def spoil(path: Path, line: int = -1) -> None:
    """Damage a line of a store, else the last one."""
    lines = path.read_bytes().splitlines(keepends=True)
    lines[line] = lines[line][:-9] + bytes([lines[line][-9] ^ 1]) + lines[line][-8:]
    path.write_bytes(b"".join(lines))


def _note(number: int) -> Note:
    return Note(f"{number:018}", "9" * 18, 0, f"more-{number}")
