"""What a change costs: it is told by how often a file is read through and written out."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.facts import Paused, Resumed
from circle_tui.domain.notes import Note
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.record import record_of
from circle_tui.services.roster import Roster
from circle_tui.storage.circle import StoredCircle, open_circle
from circle_tui.storage.making import create_circle
from tests.fakes import THURSDAY_EVENING, Tokens, choose
from tests.unit.circles import begun

NOOR = Member("1" * 18, "Noor Haddad", "Cedar")


def lenient(document: object, roster: Sequence[str]) -> None:
    """Let everything pass: these tests are about costs."""


@dataclass
class Cost:
    """How often a file was parsed, put into words, and replaced on the disk."""

    parsed: int = 0
    worded: int = 0
    replaced: int = 0


@pytest.fixture
def cost(monkeypatch: pytest.MonkeyPatch) -> Cost:
    """Count from now on."""
    counted = Cost()
    loads, dumps, replaced = json.loads, json.dumps, os.replace

    def counting_loads(text: bytes) -> object:
        counted.parsed += 1
        return loads(text)

    def counting_dumps(tables: object, **options: object) -> str:
        counted.worded += 1
        return dumps(tables, **options)  # type: ignore[arg-type]

    def counting_replace(new: Path, old: Path) -> None:
        counted.replaced += 1
        replaced(new, old)

    monkeypatch.setattr(json, "loads", counting_loads)
    monkeypatch.setattr(json, "dumps", counting_dumps)
    monkeypatch.setattr(os, "replace", counting_replace)
    return counted


def filled(root: Path, notes: int) -> StoredCircle:
    """Return a circle with so many notes, as many action items, a record and a session."""
    folder = create_circle(root, Profile("Thursdays"), [NOOR], lenient, lambda: "10")
    circle = open_circle(folder, lenient)
    session = begun()
    circle.notes.replace(
        [Note(f"{number:018}", session.id, 0, "a matter of grace") for number in range(notes)]
    )
    circle.actions.put(
        *(
            ActionItem(f"{number:018}", session.id, "Cedar", "read", date(2031, 5, 1))
            for number in range(notes)
        )
    )
    ended = replace(session, closed=session.began, running_since=None)
    circle.records.put(record_of(ended))
    circle.journal.append(session.standing)
    return circle


@pytest.mark.parametrize("notes", [1, 40])
def test_adding_a_member_costs_the_same_with_many_notes(
    tmp_path: Path, cost: Cost, notes: int
) -> None:
    """A new member masks what names them; each file is read through and written once."""
    circle = filled(tmp_path, notes)
    vars(cost).update(vars(Cost()))
    circle.people.members()  # read once after each change, whatever follows
    Roster(circle, Tokens(), choose).add(["Grace Okonjo"])
    assert (cost.worded, cost.replaced) == (2, 2)
    assert cost.parsed <= 5
    assert {note.text for note in circle.notes.all()} == {"a matter of [A]"}
    circle.close()


def test_a_change_that_names_nobody_leaves_the_notes_alone(tmp_path: Path, cost: Cost) -> None:
    """Setting somebody's time zone writes the people file, and looks at no note."""
    circle = filled(tmp_path, 3)
    before = (tmp_path / "10" / "circle.store").stat()
    vars(cost).update(vars(Cost()))
    Roster(circle, Tokens(), choose).edit(NOOR, zone="Europe/Berlin")
    assert (cost.worded, cost.replaced) == (1, 1)
    assert (tmp_path / "10" / "circle.store").stat().st_ino == before.st_ino
    assert circle.people.members()[0].zone == "Europe/Berlin"
    circle.close()


def test_a_batch_is_read_once_and_written_once(tmp_path: Path, cost: Cost) -> None:
    """A note, a hundred notes, or facts of a session: one reading, one writing each."""
    circle = filled(tmp_path, 2)
    many = [Note(f"{number:018}", "1", 0, "fine") for number in range(100)]
    circle.people.members()
    for batch in (many[:1], many):
        vars(cost).update(vars(Cost()))
        circle.notes.replace(batch)
        assert cost == Cost(parsed=1, worded=1, replaced=1)
    vars(cost).update(vars(Cost()))
    circle.journal.append([Paused(THURSDAY_EVENING), Resumed(THURSDAY_EVENING)])
    assert cost == Cost(parsed=1, worded=1, replaced=1)
    assert len(circle.notes.all()) == 100
    circle.close()


def test_of_two_of_one_id_the_last_is_kept(tmp_path: Path) -> None:
    """One batch with the same note twice keeps what came last, and keeps it once."""
    circle = filled(tmp_path, 0)
    circle.notes.replace([Note("1" * 18, "1", 0, "first"), Note("1" * 18, "1", 2, "second")])
    assert circle.notes.all() == (Note("1" * 18, "1", 2, "second"),)
    circle.close()


def test_nothing_to_put_back_is_nothing_written(tmp_path: Path, cost: Cost) -> None:
    """An empty batch does not touch the disk."""
    circle = filled(tmp_path, 1)
    vars(cost).update(vars(Cost()))
    circle.notes.replace([])
    circle.actions.put()
    circle.records.put()
    circle.journal.append([])
    assert (cost.worded, cost.replaced) == (0, 0)
    circle.close()
