"""Closing a session on a real disk: whatever a kill leaves there, the next start finishes it."""

import re
import shutil
from datetime import date, time
from pathlib import Path
from typing import cast

import pytest

from circle_tui.domain import rules
from circle_tui.domain.meeting import Cadence, Rhythm
from circle_tui.domain.notes import Draft, Note
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.rotation import Duty
from circle_tui.domain.session import fold
from circle_tui.privacy.gate import check
from circle_tui.services.closing import finish
from circle_tui.services.ending import file_away, take_back
from circle_tui.services.seating import start
from circle_tui.services.workspace import Workspace
from circle_tui.storage.circle import open_circle
from circle_tui.storage.making import create_circle
from tests.fakes import FakeClock, Tokens, choose
from tests.kills import files, snapshots
from tests.unit.circles import AGENDA, begun

CADENCE = Cadence(Rhythm.WEEKS, 2, 3, time(18, 30), "Europe/Berlin", 90, date(2026, 11, 19))
NOOR = Member("1" * 18, "Noor Haddad", "Cedar", zone="America/Denver")
SESSION = "9" * 18

Remains = dict[str, object]


def ended(root: Path) -> Path:
    """Return the folder of a circle whose session has ended and is not yet closed up."""
    folder = create_circle(root, Profile("Thursdays", CADENCE), [NOOR], check, lambda: "10")
    clock = FakeClock()
    circle = open_circle(folder, check)
    start(circle, AGENDA, [NOOR], SESSION, clock)
    circle.notes.add(Note("2" * 18, SESSION, 0, "We want clearer roles."))
    circle.drafts.put_all([Draft("note", SESSION, 0, "half a thought")])
    clock.advance(minutes=15)
    outcome = rules.close(begun(people=1), clock.now())
    assert isinstance(outcome, tuple)
    circle.journal.append(outcome)
    circle.close()
    return folder


def close_up(folder: Path) -> Remains:
    """Open a circle, close up what has ended in it, and return all there is afterwards."""
    clock = FakeClock()
    clock.advance(minutes=15)
    circle = open_circle(folder, check)
    if circle.journal.read():
        finish(circle, folder / "exports", clock, Tokens(), None)
    held: Remains = {
        "records": circle.records.all(),
        "facts": circle.journal.read(),
        "seating": circle.people.seating(),
        "script": circle.people.script(),
        "ledger": circle.people.ledger(),
        "meeting": circle.meetings.get(),
        "notes": circle.notes.all(),
        "drafts": circle.drafts.all(),
    }
    circle.close()
    left = {str(path.relative_to(folder)): path.read_bytes() for path in files(folder)}
    for name, data in left.items():
        assert not any(word in data for word in (b"half a thought", b"Began", b'"seats":{"')), name
    return held | {name: "store" in name or data for name, data in left.items()}


def test_a_kill_at_any_moment_of_closing_is_made_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whenever the plug is pulled while closing, starting again ends in the same state."""
    folder = ended(tmp_path / "circles")
    reference = tmp_path / "reference"
    shutil.copytree(folder, reference)
    expected = close_up(reference)
    assert (expected["facts"], expected["seating"], expected["script"]) == ((), {}, None)
    assert (expected["drafts"], len(cast(tuple[Duty], expected["ledger"]))) == ((), 1)
    assert "exports/2026-11-19-999999/summary.md" in expected
    taken = snapshots(folder, tmp_path / "kills", monkeypatch, close_up)
    assert len(taken) > 12
    for copy in taken:
        assert close_up(copy) == expected


def test_closing_is_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At no moment is there a record beside the facts, or the ledger without the record."""
    folder = ended(tmp_path / "circles")
    states = set()
    for copy in snapshots(folder, tmp_path / "kills", monkeypatch, close_up):
        circle = open_circle(copy, check)
        people = circle.people
        states.add(
            (
                *(bool(circle.journal.read()), bool(people.seating()), people.script() is not None),
                *(bool(circle.drafts.all()), not circle.records.all(), not people.ledger()),
            )
        )
        circle.close()
    assert states == {(True,) * 6, (False,) * 6}


def taken_back(folder: Path) -> None:
    """Open a circle, close up what has ended in it, and take the end back."""
    clock = FakeClock()
    clock.advance(minutes=15)
    circle = open_circle(folder, check)
    space = Workspace(circle, clock, Tokens(), choose, folder / "exports", folder)
    filed = file_away(space)
    clock.advance(minutes=1)
    take_back(space, filed)
    circle.close()


def test_a_kill_at_any_moment_of_taking_an_end_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the disk the session has ended, is filed, or goes on: never two of them, never half."""
    folder = ended(tmp_path / "circles")
    states = []
    for copy in snapshots(folder, tmp_path / "kills", monkeypatch, taken_back):
        circle = open_circle(copy, check)
        facts, people = circle.journal.read(), circle.people
        goes_on = bool(facts) and fold(facts).closed is None
        summary = list(copy.rglob("summary.md"))
        states.append((bool(facts), goes_on))
        assert bool(circle.records.all()) is not bool(facts)
        kept = (bool(people.seating()), people.script() is not None, bool(circle.drafts.all()))
        assert kept == (bool(facts),) * 3
        assert bool(people.ledger()) is not bool(facts)
        if goes_on:
            assert not summary, "it tells of an end that did not come"
        circle.close()
    assert {(True, False), (False, False), (True, True)} == set(states)
    assert states == sorted(states, key=[(True, False), (False, False), (True, True)].index)


def test_after_closing_the_order_of_notes_tells_nothing(tmp_path: Path) -> None:
    """Who finds the file after a session reads the notes by their random ids, whoever spoke first.

    So do the lines before: of the order in which they came nothing is left.
    """
    orders = []
    numbers = [f"{number * 7919 % 10007:018}" for number in range(1, 30)]
    for number, ids in enumerate((numbers, numbers[::-1])):
        folder = ended(tmp_path / str(number))
        circle = open_circle(folder, check)
        for id_ in ids:
            circle.notes.add(Note(id_, SESSION, 0, f"said {id_}"))
        circle.close()
        close_up(folder)
        kept = (folder / "circle.store").read_text()
        orders.append(re.findall(r"said ([0-9]+)", kept))
    assert orders[0] == orders[1]
    assert sorted(orders[0]) == sorted(numbers)
    assert orders[0] not in (sorted(numbers), numbers, numbers[::-1])


def test_a_kill_while_starting_leaves_nobody_seated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill between the seats and the first fact leaves no seats and no agenda behind."""

    def begin(folder: Path) -> None:
        circle = open_circle(folder, check)
        start(circle, AGENDA, [NOOR], SESSION, FakeClock())
        circle.close()

    folder = create_circle(tmp_path / "all", Profile("Thursdays"), [NOOR], check, lambda: "10")
    lengths = set()
    for copy in snapshots(folder, tmp_path / "kills", monkeypatch, begin):
        circle = open_circle(copy, check)
        facts, seating, script = (
            circle.journal.read(),
            circle.people.seating(),
            circle.people.script(),
        )
        assert (bool(seating), script is not None) == (bool(facts), bool(facts))
        lengths.add(len(facts))
        circle.close()
    assert lengths == {0, 1}
