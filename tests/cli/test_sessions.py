"""The sessions that were held, for an hours log, and the cue a circle has chosen."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from circle_tui.agendas.library import find_agenda
from circle_tui.agendas.reader import load_agenda
from circle_tui.bootstrap import choose_circle, opened
from circle_tui.config.home import Home
from circle_tui.domain import rules
from circle_tui.domain.airtime import Airtime
from circle_tui.domain.people import Cue
from circle_tui.domain.record import SegmentRecord, SessionRecord
from circle_tui.domain.session import fold
from circle_tui.services.seating import start
from tests.cli.conftest import Circle
from tests.fakes import THURSDAY_EVENING

LAST = SessionRecord(
    "1" * 18,
    "Equal turns",
    THURSDAY_EVENING,
    THURSDAY_EVENING + timedelta(minutes=124, seconds=20),
    THURSDAY_EVENING + timedelta(minutes=120),
    8,
    (SegmentRecord("Turns", 7_200, 7_440), SegmentRecord("Close", 300, 20)),
    airtime=Airtime(40, 2, 1),
)


def hold(home: Path, *records: SessionRecord) -> None:
    """Keep records of sessions."""
    there = Home(home, "CIRCLE_TUI_HOME")
    with opened(there, choose_circle(there, None)) as workspace:
        workspace.circle.records.put(*records)


def test_no_session_yet(thursday: Circle) -> None:
    """A circle that never met says so."""
    assert thursday("sessions").out == "No session was held yet.\n"
    assert json.loads(thursday("sessions", "--json").out) == {"sessions": []}


@pytest.mark.parametrize("earlier", [(), (LAST,)])
def test_a_session_that_is_not_filed_yet(
    thursday: Circle, home: Path, earlier: tuple[SessionRecord, ...]
) -> None:
    """A session that ended without its summary is told, with what to do, beside earlier ones."""
    hold(home, *earlier)
    there = Home(home, "CIRCLE_TUI_HOME")
    with opened(there, choose_circle(there, None)) as workspace:
        members, clock = workspace.circle.people.members(), workspace.clock
        agenda = load_agenda(find_agenda("swims-equal-share"))
        start(workspace.circle, agenda, members, workspace.token(), clock)
        closed = rules.close(fold(workspace.circle.journal.read()), clock.now())
        assert isinstance(closed, tuple)
        workspace.circle.journal.append(closed)
        ended = closed[-1].at.astimezone(workspace.zone)
    said = " ".join(thursday("sessions").out.split())
    assert ("No session was held yet." in said) is False
    assert ("1 session," in said) is bool(earlier)
    assert f"A session ended on {ended:%Y-%m-%d} at {ended:%H:%M} and is not filed yet" in said
    assert "Nothing is lost. Start circle and press Enter to write it." in said


def test_sessions_are_listed(thursday: Circle, home: Path) -> None:
    """I see the day, the agenda, how many were there, the time together and the overtime."""
    hold(home, LAST)
    answer = thursday("sessions", "list")
    assert answer.status == 0
    assert [line.split("  ") for line in answer.out.splitlines()] == [
        [f"{THURSDAY_EVENING:%Y-%m-%d}", "Equal turns", "8 people", "2 h 04 min", "4 min late"],
        ["1 session, 2 h 04 min in the room."],
    ]


def test_sessions_are_a_document(thursday: Circle, home: Path) -> None:
    """Other programs read every figure, and nothing about anybody."""
    hold(home, LAST)
    (session,) = json.loads(thursday("sessions", "--json").out)["sessions"]
    assert session["people"] == 8
    assert session["contact_minutes"] == 124
    assert session["overtime_minutes"] == 4
    assert session["segments"] == [
        {
            "title": "Turns",
            "planned_seconds": 7_200,
            "used_seconds": 7_440,
            "overtime_seconds": 240,
        },
        {"title": "Close", "planned_seconds": 300, "used_seconds": 20, "overtime_seconds": 0},
    ]
    assert session["airtime"] == {"spread_seconds": 40, "over_30_seconds": 2, "passes": 1}


def test_cue_is_chosen_and_told(thursday: Circle, home: Path) -> None:
    """A flash is the cue until another is chosen; what is chosen stays."""
    assert "the cue is a flash of the clock" in thursday("cue").out
    assert "the cue is the terminal's bell." in thursday("cue", "bell").out
    assert json.loads(thursday("cue", "--json").out) == {"cue": "bell"}
    there = Home(home, "CIRCLE_TUI_HOME")
    with opened(there, choose_circle(there, None), looking=True) as workspace:
        assert workspace.circle.people.profile().cue is Cue.BELL


def test_a_cue_there_is_not(thursday: Circle) -> None:
    """What is no cue is refused with those there are."""
    answer = thursday("cue", "fanfare")
    assert answer.status == 2
    assert "flash" in answer.err
