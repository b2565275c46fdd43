"""Backups: what is in them, what is not, and how one becomes a circle again."""

import os
import stat
from datetime import datetime
from pathlib import Path

import pytest

from circle_tui import upkeep
from circle_tui.bootstrap import NEW_ALIASES, Passphrase, opened
from circle_tui.domain.errors import (
    InputError,
    Refusal,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreLocked,
    WrongPassphrase,
)
from circle_tui.services.keeping import known_backups
from circle_tui.storage.backup import Copy
from circle_tui.storage.listing import list_circles
from tests.upkeep import EVERYTHING, OLD, OLD_TEXT, content, home_at, make, secret

NOW = datetime(2031, 5, 1, 18, 30).astimezone()
SEALED = pytest.mark.parametrize("sealed", [False, True])


def backed_up(root: Path, folder: Path, place: Path) -> Copy:
    """Back a circle up."""
    with opened(home_at(root), folder, passphrase=secret()) as workspace:
        return upkeep.back_up(workspace, place, NOW)


@SEALED
def test_a_backup_holds_the_circle_but_not_the_aliases(tmp_path: Path, sealed: bool) -> None:
    """It has the stores and, sealed, the key file; neither aliases nor their key nor exports."""
    folder = make(home_at(tmp_path / "home"), sealed=sealed)
    made = backed_up(tmp_path / "home", folder, tmp_path / "stick")
    names = {"circle.store", "circle.store.head", "people.store", "people.store.head"}
    assert {path.name for path in made.folder.iterdir()} == names | ({"keys"} if sealed else set())
    assert made.folder.name == "circle-backup-2031-05-01-1830"
    assert made.documents == 2 + 3 + 2 + 1 + 1 + 1  # with profile, member, and the backup itself
    assert not made.notices
    for path in (made.folder, *made.folder.iterdir()):
        assert path.stat().st_mode & 0o077 == 0


def test_two_backups_of_a_minute_lie_side_by_side(tmp_path: Path) -> None:
    """A backup never takes the place of another, and the circle knows of both."""
    folder = make(home_at(tmp_path / "home"))
    first, second = (backed_up(tmp_path / "home", folder, tmp_path / "stick") for _ in range(2))
    assert first.folder != second.folder
    with opened(home_at(tmp_path / "home"), folder) as workspace:
        known = [Path(backup.folder) for backup in known_backups(workspace.circle)]
    assert set(known) == {first.folder, second.folder}


def test_what_was_removed_is_not_in_a_backup(tmp_path: Path) -> None:
    """Only what the circle holds now is copied, not what its file held before."""
    home = home_at(tmp_path / "home")
    folder = make(home)
    with opened(home, folder) as workspace:
        circle = workspace.circle
        circle.notes.remove([note.id for note in circle.notes.all(OLD)])
        made = upkeep.back_up(workspace, tmp_path / "stick", NOW)
    data = b"".join(path.read_bytes() for path in made.folder.iterdir())
    assert f'"text":"{OLD_TEXT}"'.encode() in data, "the action item of that session is there"
    assert data.count(f'"text":"{OLD_TEXT}"'.encode()) == 1


def test_a_folder_that_is_there_keeps_its_rights(tmp_path: Path) -> None:
    """The place I name is mine: the program makes its own folder private and nothing else."""
    place = tmp_path / "stick"
    place.mkdir()
    place.chmod(0o755)
    backed_up(tmp_path / "home", make(home_at(tmp_path / "home")), place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o755


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    """A file where the folder should be is a sentence, and the circle forgets the attempt."""
    home = home_at(tmp_path / "home")
    folder = make(home)
    (tmp_path / "stick").write_text("mine")
    with opened(home, folder) as workspace:
        with pytest.raises(StoreError, match="backup could not be made"):
            upkeep.back_up(workspace, tmp_path / "stick", NOW)
        assert workspace.circle.backups.all() == ()
    assert (tmp_path / "stick").read_text() == "mine"
    assert content(home, folder) == EVERYTHING


@SEALED
def test_a_backup_becomes_a_circle_on_another_computer(tmp_path: Path, sealed: bool) -> None:
    """Everything is there again, under new aliases, and that is said."""
    folder = make(home_at(tmp_path / "home"), sealed=sealed)
    made = backed_up(tmp_path / "home", folder, tmp_path / "stick")
    elsewhere = home_at(tmp_path / "other")
    put, notices = upkeep.restore(elsewhere, made.folder, secret(), replace=False)
    assert put.set_aside is None
    assert put.sealed == sealed
    assert notices == (NEW_ALIASES,)
    assert [found for found, _ in list_circles(elsewhere.circles)] == [put.folder]
    assert content(elsewhere, put.folder) == EVERYTHING
    with opened(elsewhere, put.folder, passphrase=secret()) as workspace:
        (member,) = workspace.circle.people.members()
        assert member.alias
        assert member.alias != "Cedar", "an alias that action items name is not drawn again"
        assert workspace.notices == ()
        assert [Path(b.folder) for b in known_backups(workspace.circle)] == [made.folder]


def test_a_circle_that_is_newer_is_left_alone(tmp_path: Path) -> None:
    """What came after the backup is not lost by putting it back, unless I say so; even then."""
    home = home_at(tmp_path / "home")
    folder = make(home)
    made = backed_up(home.root, folder, tmp_path / "stick")
    with opened(home, folder) as workspace:
        alias = workspace.circle.people.members()[0].alias
        workspace.circle.notes.remove([note.id for note in workspace.circle.notes.all()])
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(Refusal, match="--replace"):
        upkeep.restore(home, made.folder, None, replace=False)
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    put, notices = upkeep.restore(home, made.folder, None, replace=True)
    assert (put.folder, notices) == (folder, ())
    assert content(home, folder) == EVERYTHING
    assert put.set_aside is not None
    assert content(home, put.set_aside)[0] == set()
    with opened(home, folder) as workspace:
        assert workspace.circle.people.members()[0].alias == alias, "the aliases were still here"
        known = {Path(backup.folder) for backup in known_backups(workspace.circle)}
    assert known == {made.folder, put.set_aside}


def test_a_damaged_circle_that_is_not_newer_makes_room(tmp_path: Path) -> None:
    """After a crash of the disk the backup takes its place, and the wreck is kept."""
    home = home_at(tmp_path / "home")
    folder = make(home)
    made = backed_up(home.root, folder, tmp_path / "stick")
    (folder / "circle.store").write_bytes(b"")
    (folder / "aliases.store").write_bytes(b"nothing")
    put, notices = upkeep.restore(home, made.folder, None, replace=False)
    assert content(home, folder) == EVERYTHING
    assert put.set_aside is not None
    assert (put.set_aside / "circle.store").read_bytes() == b""
    assert notices == (NEW_ALIASES,)


def test_a_circle_that_is_open_is_not_replaced(tmp_path: Path) -> None:
    """Somebody is at work in it."""
    home = home_at(tmp_path / "home")
    folder = make(home)
    made = backed_up(home.root, folder, tmp_path / "stick")
    with opened(home, folder), pytest.raises(StoreBusy, match="open in another window"):
        upkeep.restore(home, made.folder, None, replace=True)


def test_a_damaged_backup_is_refused_before_anything_is_changed(tmp_path: Path) -> None:
    """Every line of a backup is proven before it is put anywhere."""
    home = home_at(tmp_path / "home")
    made = backed_up(home.root, make(home), tmp_path / "stick")
    path = made.folder / "people.store"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    before = sorted(home.circles.rglob("*"))
    with pytest.raises(StoreDamaged, match="backup's people file"):
        upkeep.restore(home, made.folder, None, replace=True)
    assert sorted(home.circles.rglob("*")) == before


def test_a_folder_without_a_backup_is_told(tmp_path: Path) -> None:
    """Naming the folder above the backup is a sentence that says what to name."""
    with pytest.raises(InputError, match="circle-backup"):
        upkeep.restore(home_at(tmp_path / "home"), tmp_path, None, replace=False)


def test_a_place_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """A typing error, or a stick that is not plugged in, makes no folders and no backup."""
    home = home_at(tmp_path / "home")
    folder = make(home)
    with opened(home, folder) as workspace:
        with pytest.raises(InputError, match="plugged in"):
            upkeep.back_up(workspace, tmp_path / "stikc" / "backups", NOW)
        assert workspace.circle.backups.all() == ()
    assert not (tmp_path / "stikc").exists()


def test_the_only_backup_in_a_folder_is_the_one_that_is_meant(tmp_path: Path) -> None:
    """Naming the stick is enough for one backup; of several, they are named."""
    home, other = home_at(tmp_path / "home"), home_at(tmp_path / "other")
    folder = make(home)
    first = backed_up(home.root, folder, tmp_path / "stick").folder
    put, _ = upkeep.restore(other, tmp_path / "stick", None, replace=False)
    assert content(other, put.folder) == EVERYTHING
    with opened(other, put.folder) as workspace:
        assert [Path(b.folder) for b in known_backups(workspace.circle)] == [first]
    second = backed_up(home.root, folder, tmp_path / "stick").folder
    with pytest.raises(InputError, match=f"{first.name}, {second.name}"):
        upkeep.restore(other, tmp_path / "stick", None, replace=True)


def test_a_sealed_backup_needs_its_passphrase(tmp_path: Path) -> None:
    """Without the passphrase, or with a wrong one, nothing is put back."""
    home = home_at(tmp_path / "home")
    made = backed_up(home.root, make(home, sealed=True), tmp_path / "stick")
    other = home_at(tmp_path / "other")
    with pytest.raises(StoreLocked):
        upkeep.restore(other, made.folder, None, replace=False)
    wrong = Passphrase(lambda _why: "another altogether", tries=1)
    with pytest.raises(WrongPassphrase):
        upkeep.restore(other, made.folder, wrong, replace=False)
    assert list_circles(other.circles) == []


def test_one_passphrase_is_typed_once(tmp_path: Path) -> None:
    """Putting a sealed backup back in its place asks for the passphrase a single time."""
    home = home_at(tmp_path / "home")
    made = backed_up(home.root, make(home, sealed=True), tmp_path / "stick")
    asked: list[str] = []
    passphrase = secret()

    def ask(why: str) -> str:
        asked.append(why)
        return passphrase.ask(why)

    upkeep.restore(home, made.folder, Passphrase(ask), replace=True)
    assert asked == [""]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_disk_without_rights_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A memory stick that knows no rights gets its backup all the same, and I am told."""
    home = home_at(tmp_path / "home")
    folder = make(home)
    real = os.open

    def without_rights(path: Path, flags: int, mode: int = 0o777) -> int:
        return real(path, flags, 0o666 if flags & os.O_EXCL else mode)

    monkeypatch.setattr(os, "open", without_rights)
    monkeypatch.setattr(Path, "mkdir", lambda path, *_modes, **_more: os.mkdir(path))  # noqa: PTH102
    (tmp_path / "stick").mkdir()
    made = backed_up(home.root, folder, tmp_path / "stick")
    assert made.readable
