"""Commands that look after a circle's files: backup, restore, doctor, purge and export."""

import json
import os
import pty
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tinydb import TinyDB

from circle_tui.agendas.library import find_agenda
from circle_tui.agendas.reader import load_agenda
from circle_tui.bootstrap import choose_circle, opened
from circle_tui.config.home import Home
from circle_tui.services import seating
from circle_tui.services.workspace import Workspace
from tests.cli.conftest import Circle
from tests.upkeep import NEW_TEXT, OLD_TEXT, fill


@contextmanager
def at_work(home: Path) -> Iterator[Workspace]:
    """Hold the circle, as another window would."""
    where = Home(home, "the test")
    with opened(where, choose_circle(where, None)) as workspace:
        yield workspace


def folder_of(home: Path) -> Path:
    """Return the circle's folder."""
    return choose_circle(Home(home, "the test"), None)


@pytest.fixture
def aged(thursday: Circle, home: Path) -> Circle:
    """Give the circle a session of 2020 and one of 2090."""
    with at_work(home) as workspace:
        fill(workspace)
    return thursday


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Return what types an answer in a terminal."""
    master, slave = pty.openpty()
    with os.fdopen(slave, encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)

        def type_in(line: str) -> None:
            os.write(master, f"{line}\n".encode())

        yield type_in
    os.close(master)


def test_a_healthy_circle_is_one_calm_line(thursday: Circle) -> None:
    """Nothing wrong is one line and exit status 0."""
    answer = thursday("doctor")
    assert answer.status == 0
    assert len(answer.out.splitlines()) == 1
    assert "Thursday circle: all is well" in answer.out


def test_no_circle_is_nothing_wrong(circle: Circle) -> None:
    """Where there is no circle yet, the doctor says so and makes nothing."""
    answer = circle("doctor")
    assert answer.status == 0
    assert "no circle here yet" in answer.out


def test_the_doctor_works_where_opening_is_refused(aged: Circle, home: Path) -> None:
    """A damaged circle: told with status 1, for programs too; repaired on request."""
    store = folder_of(home) / "circle.store"
    data = store.read_bytes().splitlines(keepends=True)
    store.write_bytes(b"".join([data[0], b"spoilt\n", *data[2:]]))
    refused = aged("notes")
    assert refused.status == 1
    assert "circle doctor --repair" in refused.err
    seen = aged("doctor", "--json")
    assert seen.status == 1
    (told,) = json.loads(seen.out)["circles"]
    assert not told["healthy"]
    assert [finding["wrong"] for finding in told["findings"]] == [True]
    assert aged("doctor", "--circle", "Thursday circle").status == 1
    assert store.read_bytes().splitlines()[1] == b"spoilt", "looking changes nothing"
    mended = aged("doctor", "--repair")
    assert mended.status == 1, "something was lost"
    assert "1 change lost" in mended.out
    assert "circle notes list" in mended.out
    assert "all is well" not in mended.out
    assert mended.out.rstrip().endswith("What is left is sound.")
    assert aged("notes").status == 0
    assert aged("doctor").status == 0


def test_a_circle_in_use_is_not_called_well_by_a_repair(aged: Circle, home: Path) -> None:
    """Nothing was repaired nor looked through, so that is what is said, with status 1."""
    with at_work(home):
        answer = aged("doctor", "--repair")
        told = json.loads(aged("doctor", "--repair", "--json").out)["circles"]
    assert answer.status == 1
    assert "open in another window" in answer.out
    assert "Nothing was looked through" in answer.out
    assert "well" not in answer.out
    assert [one["healthy"] for one in told] == [False]


def test_a_repair_that_loses_nothing_is_well(aged: Circle, home: Path) -> None:
    """Rights that are taken away cost nothing."""
    folder_of(home).chmod(0o755)
    answer = aged("doctor", "--repair")
    assert answer.status == 0
    assert "all is well now" in answer.out


def test_removing_leftovers_goes_with_repairing(thursday: Circle) -> None:
    """Looking never removes anything."""
    answer = thursday("doctor", "--remove-leftovers")
    assert answer.status == 2
    assert "--repair" in answer.err


def test_backup_and_restore(aged: Circle, home: Path, tmp_path: Path) -> None:
    """A backup is counted before it is called one, and comes back as the circle it was."""
    made = aged("backup", str(tmp_path / "stick"))
    assert made.status == 0, made.err
    assert "It was read again and holds all" in made.out
    assert "not sealed" in made.out
    (folder,) = (tmp_path / "stick").iterdir()
    assert "thursday" not in folder.name.casefold()
    assert "same disk" in made.out, "a folder of this very disk is no other disk"
    assert "nobody knows whose open action items are" in made.out
    back = aged("restore", str(folder), "--home", str(tmp_path / "other"))
    assert back.status == 0, back.err
    assert "given a new" in back.out
    notes = [note["text"] for note in json.loads(aged("notes", "--json").out)["notes"]]
    again = aged("notes", "--json", "--home", str(tmp_path / "other"))
    assert [note["text"] for note in json.loads(again.out)["notes"]] == notes
    assert aged("members", "add", "Zoe").status == 0
    refused = aged("restore", str(folder))
    assert refused.status == 1
    assert "--replace" in refused.err
    replaced = aged("restore", str(folder), "--replace")
    assert replaced.status == 0
    assert "not lost" in replaced.out
    assert "Zoe" not in aged("members").out


def test_a_backup_without_a_place_says_that_it_is_on_the_same_disk(
    thursday: Circle, home: Path
) -> None:
    """The data folder's own backups are better than none, and I am told what they are not."""
    answer = thursday("backup")
    assert answer.status == 0
    assert "same disk" in answer.out
    assert len(list((home / "backups").iterdir())) == 1
    told = json.loads(thursday("backup", "--json").out)
    assert Path(told["folder"]).parent == home / "backups"
    assert told["sealed"] is False


def test_a_backup_during_a_session_says_what_more_is_in_it(thursday: Circle, home: Path) -> None:
    """While a session runs its facts tell who came late, so I am told to make another copy."""
    assert "who came late" not in thursday("backup").out
    with at_work(home) as workspace:
        agenda = load_agenda(find_agenda("troika-30"))
        members = workspace.circle.people.members()
        seating.start(workspace.circle, agenda, members, workspace.token(), workspace.clock)
    assert "who came late" in thursday("backup").out


def test_a_backup_on_another_disk_is_not_called_the_same(
    thursday: Circle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a stick there is nothing to warn of; a path that is not there is refused."""
    monkeypatch.setattr("circle_tui.cli.backup.same_disk", lambda _one, _other: False)
    assert "same disk" not in thursday("backup", str(tmp_path / "stick")).out
    refused = thursday("backup", str(tmp_path / "stikc" / "backups"))
    assert refused.status == 2
    assert "no backup was made" in refused.err


def test_a_circle_that_can_only_be_read_is_backed_up(
    aged: Circle, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is failing and can only be read, a backup elsewhere is still made."""
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    answer = aged("backup", str(tmp_path / "stick"))
    assert answer.status == 0, answer.err
    assert "could not take note" in answer.out
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before
    (folder,) = (tmp_path / "stick").iterdir()
    assert aged("restore", str(folder), "--home", str(tmp_path / "other")).status == 0


def test_purge_shows_asks_removes_and_names_the_backups(
    aged: Circle, home: Path, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    """What goes is shown; no is no; after yes it is in no file, and backups with it are told."""
    aged("backup", str(tmp_path / "stick"))
    typed("n")
    kept = aged("purge", "--older-than", "1 year")
    assert kept.status == 0
    assert "1 note from 1 session" in kept.out
    assert "1 action item, settled (open ones stay)" in kept.out
    assert "1 session record" in kept.out
    assert "Nothing was removed." in kept.out
    assert OLD_TEXT in aged("notes").out
    typed("yes")
    gone = aged("purge", "--older-than", "1 year")
    assert "It is removed" in gone.out
    assert str(next((tmp_path / "stick").iterdir())) in gone.out
    data = b"".join(path.read_bytes() for path in folder_of(home).iterdir() if path.is_file())
    assert OLD_TEXT.encode() not in data
    assert NEW_TEXT.encode() in data
    assert "still-open" in aged("actions").out
    assert "Nothing is older" in aged("purge", "--older-than", "1 year").out


def test_purge_takes_old_copies_along(aged: Circle, home: Path) -> None:
    """What was set aside holds old text too: it is named and goes, unless I keep it."""
    left = folder_of(home) / "circle.store.format-1"
    left.write_text(OLD_TEXT)
    kept = aged("purge", "--older-than", "99y", "--keep", "copies", "--yes")
    assert "Nothing is older" in kept.out
    gone = aged("purge", "--older-than", "99y", "--yes")
    assert str(left) in gone.out
    assert "1 copy, set aside" in gone.out
    assert not left.exists()


def test_without_a_terminal_nothing_is_removed(
    aged: Circle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A script has to say --yes."""
    (tmp_path / "nothing").touch()
    with (tmp_path / "nothing").open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        answer = aged("purge", "--older-than", "1 year")
    assert answer.status == 1
    assert "--yes" in answer.err
    assert OLD_TEXT in aged("notes").out


def test_a_default_is_told_of_and_removes_nothing_by_itself(aged: Circle) -> None:
    """How long things are kept is the circle's to say; what is older waits for me."""
    assert "keeps everything" in aged("purge").out
    assert "90 days" in aged("purge", "--default", "90d").out
    assert OLD_TEXT in aged("notes").out
    assert "1 note from 1 session" in aged("purge", "--yes").out
    assert OLD_TEXT not in aged("notes").out
    assert "until you purge" in aged("purge", "--default", "never").out
    assert "keeps everything" in aged("purge").out
    assert aged("purge", "--default", "soon").status == 2
    assert aged("purge", "--default", "90d", "--older-than", "90d").status == 2


def test_export_is_a_plain_file_without_names(aged: Circle, tmp_path: Path) -> None:
    """Stock TinyDB opens it; names are in it only when I say so, and that is said."""
    file = tmp_path / "circle.json"
    answer = aged("export", "--tinydb", str(file))
    assert answer.status == 0, answer.err
    assert "not sealed" in answer.out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Ana" not in file.read_text()
    with TinyDB(file, access_mode="r") as plain:
        assert "members" not in plain.tables()
        assert {row["people"] for row in plain.table("records")} == {0}, "too few to be counted"
        assert len(plain.table("notes")) == 2
    refused = aged("export", "--tinydb", str(file), "--with-people")
    assert refused.status == 2
    assert "--force" in refused.err
    assert "Ana" not in file.read_text()
    named = aged("export", "--tinydb", str(file), "--with-people", "--force")
    assert named.status == 0
    assert "traced to people" in named.out
    with TinyDB(file, access_mode="r") as plain:
        assert {row["name"] for row in plain.table("members")} > {"Sam"}
