"""Closing a session on a real disk: whatever a kill leaves there, the next start finishes it."""

import os
import shutil
from collections.abc import Callable
from datetime import date, time
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from circle_tui.domain import rules
from circle_tui.domain.meeting import Cadence, Rhythm
from circle_tui.domain.notes import Note
from circle_tui.domain.people import Member, Profile
from circle_tui.privacy.gate import check
from circle_tui.services.closing import finish
from circle_tui.services.seating import start
from circle_tui.storage.circle import open_circle
from circle_tui.storage.making import create_circle
from tests.fakes import FakeClock, Tokens
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
        "meeting": circle.meetings.get(),
        "notes": circle.notes.all(),
    }
    circle.close()
    files = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }
    return held | files


def snapshots(
    folder: Path, into: Path, patch: pytest.MonkeyPatch, work: Callable[[Path], object]
) -> list[Path]:
    """Do ``work`` on a folder and return a copy of it from before each step of a save."""
    numbers = count(1)
    taken: list[Path] = []

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any call to the system
            copy = into / str(next(numbers))
            shutil.copytree(folder, copy)
            taken.append(copy)
            return real(*args, **kwargs)

        return call

    with patch.context() as inner:
        for name in ("fsync", "replace"):
            inner.setattr(os, name, watched(getattr(os, name)))
        work(folder)
    return taken


def test_a_kill_at_any_moment_of_closing_is_made_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whenever the plug is pulled while closing, starting again ends in the same state."""
    folder = ended(tmp_path / "circles")
    reference = tmp_path / "reference"
    shutil.copytree(folder, reference)
    expected = close_up(reference)
    assert (expected["facts"], expected["seating"], expected["script"]) == ((), {}, None)
    assert "exports/2026-11-19-999999/summary.md" in expected
    taken = snapshots(folder, tmp_path / "kills", monkeypatch, close_up)
    assert len(taken) > 8
    for copy in taken:
        assert close_up(copy) == expected


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
