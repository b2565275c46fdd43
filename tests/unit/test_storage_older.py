"""Circles of the first format: brought up to date when they are opened, with everything there."""

import json
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.errors import StoreDamaged, StoreError, StoreReadOnly
from circle_tui.domain.meeting import Meeting
from circle_tui.domain.notes import Note
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.record import SessionRecord
from circle_tui.domain.rotation import Duty
from circle_tui.privacy.gate import check
from circle_tui.storage.circle import StoredCircle, open_circle
from circle_tui.storage.codec import decode, decode_fact
from circle_tui.storage.listing import list_circles
from tests.kills import snapshots

VECTORS = Path(__file__).parent / "vectors" / "format1"
OLD = {path.name: path.read_bytes() for path in VECTORS.iterdir()}
"""What circle-tui saved in its first format: a circle of two and one who left, in a session."""

CIRCLE, PEOPLE = (json.loads(OLD[name]) for name in ("circle.store", "people.store"))
ALIASES = {"1" * 18: "Cedar", "2" * 18: "Delta", "3" * 18: "Comet"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a circle as the first version left it."""
    folder = tmp_path / "circles" / "10"
    shutil.copytree(VECTORS, folder)
    return folder


def values(tables: dict[str, Any], name: str, kind: type) -> Iterator[Any]:
    """Return the values of a table of an old file, as they were saved."""
    return (decode(kind, document) for document in tables[name].values())


def assert_all_there(circle: StoredCircle) -> None:
    """Assert that a circle holds what the old files do, and whose alias is whose."""
    assert set(circle.notes.all()) == set(values(CIRCLE, "notes", Note))
    assert set(circle.actions.all()) == set(values(CIRCLE, "actions", ActionItem))
    assert circle.records.all() == tuple(values(CIRCLE, "records", SessionRecord))
    assert circle.journal.read() == tuple(map(decode_fact, CIRCLE["facts"].values()))
    people = circle.people
    assert people.known() == tuple(values(PEOPLE, "members", Member))
    assert {member.id: member.alias for member in people.known()} == ALIASES
    assert people.profile() == next(values(PEOPLE, "profile", Profile))
    assert people.ledger() == tuple(values(PEOPLE, "ledger", Duty))
    assert people.script() == next(values(PEOPLE, "script", Agenda))
    assert people.seating() == {1: "1" * 18, 2: "2" * 18}
    assert circle.meetings.get() == next(values(PEOPLE, "meeting", Meeting))
    assert circle.drafts.all() == ()


def assert_brought_up(folder: Path) -> None:
    """Assert that a circle opens with everything there, and that the old files were kept."""
    for _ in range(2):
        circle = open_circle(folder, check)
        assert_all_there(circle)
        circle.close()
    for name, data in OLD.items():
        copy = folder / f"{name}.format-1"
        assert copy.read_bytes() == data
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert len(list(folder.glob("*.format-1*"))) == 2
    assert not list(folder.glob("*.new"))
    assert not any(alias in (folder / "people.store").read_text() for alias in ALIASES.values())


def test_an_old_circle_opens_with_everything_there(folder: Path) -> None:
    """After an update my circle is there as I left it, and I am told what was kept beside it."""
    assert list_circles(folder.parent) == [(folder, "Thursdays in March")]
    circle = open_circle(folder, check)
    assert_all_there(circle)
    for name in OLD:
        assert sum(f"{name}.format-1" in notice for notice in circle.notices) == 1
    assert list_circles(folder.parent) == [(folder, "Thursdays in March")]
    circle.close()
    again = open_circle(folder, check)
    assert again.notices == ()
    again.close()
    assert_brought_up(folder)


def test_a_kill_while_it_is_brought_up_to_date_loses_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whenever the plug is pulled in the update, the next start finishes it."""
    taken = snapshots(folder, tmp_path / "kills", monkeypatch, lambda f: open_circle(f, check))
    assert len(taken) > 15
    for copy in taken:
        assert_brought_up(copy)


def test_looking_at_an_old_circle_changes_nothing(folder: Path) -> None:
    """A command that only looks says that the circle has to be opened once, and leaves it."""
    with pytest.raises(StoreReadOnly, match="saved by an older"):
        open_circle(folder, check, read_only=True)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == OLD


@pytest.mark.parametrize("name", OLD)
def test_a_damaged_old_file_is_left_as_it_is(folder: Path, name: str) -> None:
    """Of two old files one of which is damaged, none is lost, and the good one opens later."""
    (folder / name).write_bytes(OLD[name][:-9])
    for read_only in (True, False):
        with pytest.raises(StoreDamaged):
            open_circle(folder, check, read_only=read_only)
    assert (folder / name).read_bytes() == OLD[name][:-9]
    (folder / name).write_bytes(OLD[name])
    assert_brought_up(folder)


@pytest.mark.parametrize("name", OLD)
def test_an_old_file_that_is_missing_is_told(folder: Path, name: str) -> None:
    """An old circle that lacks a file is not opened as one that never had any notes or people."""
    (folder / name).unlink()
    with pytest.raises(StoreError, match=rf"\({name}\) is missing"):
        open_circle(folder, check)
    assert not (folder / name).exists()


def test_what_an_old_kill_left_behind_is_forgotten(folder: Path) -> None:
    """Seats that the first version could not clear, as it was killed, do not outlast the update."""
    tables = {**CIRCLE, "facts": {}}
    (folder / "circle.store").write_text(json.dumps(tables))
    circle = open_circle(folder, check)
    assert (circle.people.seating(), circle.people.script()) == ({}, None)
    assert b'"number"' not in (folder / "people.store").read_bytes()
    assert len(circle.notes.all()) == 3
    circle.close()
