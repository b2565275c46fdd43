"""Invites of ours are known again, and nothing else is taken for one."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from circle_tui.calendars.invite import invite, withdrawal
from circle_tui.calendars.read_back import is_ours, last_day, meeting_in
from circle_tui.calendars.series import series_file
from circle_tui.calendars.todo import todos
from circle_tui.domain.errors import InputError
from circle_tui.domain.invitation import Guest, Organizer, Style
from circle_tui.domain.meeting import Cadence, Meeting, Rhythm, cancel
from circle_tui.domain.series import Moved, Series, SeriesPlan
from tests.calendars import calendar, event
from tests.cards import TODAY, items

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
MEETING = Meeting(
    uid="161803" * 6,
    starts=datetime(2027, 3, 4, 18, 30),  # noqa: DTZ001 - wall time
    zone="Europe/Berlin",
    minutes=90,
    sequence=2,
    stamp=NOW,
)
ALONE = replace(MEETING, uid="0123456789abcdef" * 2, zone="UTC")
"""As it is kept where there is no circle."""
STYLE = Style(
    "Evening: circle; " * 12, "https://meet.example.org/a", 30, Organizer("a@example.org")
)
NOOR = Guest("noor@example.net", "Noor Haddad")
STEP = datetime(2026, 12, 10, 18, 30)  # noqa: DTZ001 - wall time
SERIES = Series(
    MEETING.uid,
    SeriesPlan(
        Cadence(Rhythm.WEEKS, 3, 3, time(18, 30), "Europe/Berlin", 90, date(2026, 11, 19)),
        first_step=STEP,
        last_step=STEP + timedelta(weeks=9),
        without=(),
        moved=(Moved(STEP.replace(hour=17, tzinfo=UTC), STEP.replace(day=11, tzinfo=UTC), 60),),
    ),
    sequence=0,
    stamp=NOW,
)
FIRST = invite(MEETING)

OURS = {
    "an invite": (FIRST, date(2027, 3, 4)),
    "one that says more": (invite(MEETING, style=STYLE), date(2027, 3, 4)),
    "a member's own": (invite(MEETING, style=STYLE, guest=NOOR), date(2027, 3, 4)),
    "a cancellation": (invite(cancel(MEETING, NOW)), date(2027, 3, 4)),
    "a member's withdrawal": (withdrawal(MEETING, NOOR, STYLE), date(2027, 3, 4)),
    "made without a circle": (invite(ALONE), date(2027, 3, 4)),
    "a series": (series_file(SERIES, STYLE), date(2027, 2, 11)),
}


@pytest.mark.parametrize("what", OURS)
def test_what_we_wrote_is_known_again(what: str) -> None:
    """Whatever invite it is, writing it anew asks for no --force, and its day is known."""
    data, day = OURS[what]
    assert is_ours(data)
    assert last_day(data) == day


QUOTED = "DESCRIPTION:PRODID:-//circle-tui//circle-tui//EN"
OWN_EVENT = FIRST[FIRST.index(b"BEGIN:VEVENT") : FIRST.index(b"END:VCALENDAR")]

OTHERS = {
    "nothing": b"",
    "a letter": b"Dear Noor,\r\nPRODID:-//circle-tui//circle-tui//EN\r\n",
    "it quotes us": calendar(event("UID:1", "DTSTART:20270304T183000Z", QUOTED)),
    "it quotes all of an invite": calendar(
        event(f"UID:{MEETING.uid}", "DESCRIPTION:" + FIRST.decode().replace("\r\n", "\\n"))
    ),
    "it quotes us in its own name": calendar(head=["X-WR-CALDESC:x", QUOTED]),
    "it was taken in elsewhere": FIRST.replace(b"PRODID:-//circle-tui", b"PRODID:-//Example"),
    "our event is among others": FIRST.replace(
        b"BEGIN:VEVENT", b"BEGIN:VEVENT\r\nUID:2\r\nEND:VEVENT\r\nBEGIN:VEVENT", 1
    ),
    "our event is there twice by other names": FIRST.replace(
        b"END:VCALENDAR", OWN_EVENT.replace(b"161803", b"271828") + b"END:VCALENDAR"
    ),
    "it has two identities": FIRST.replace(b"UID:", b"UID:3\r\nUID:"),
    "an identity that is none of ours": FIRST.replace(b"161803", b"mine-3"),
    "a calendar without events": FIRST.replace(OWN_EVENT, b""),
    "another calendar comes after it": FIRST + calendar(event("UID:4")),
    "a list of tasks": todos(items()[:2], lambda name: name * 2, made=TODAY, sequence=3),
    "with the ends of lines of an editor": FIRST.replace(b"\r\n", b"\n"),
    "cut off": FIRST[:-20],
    "as long as a film": FIRST.replace(b"SUMMARY:", b"SUMMARY:" + b"x" * 1_000_000),
}


@pytest.mark.parametrize("what", OTHERS)
def test_what_is_somebody_elses_is_not_ours(what: str) -> None:
    """My other calendars are never written over, whatever they quote, unless I say so."""
    assert not is_ours(OTHERS[what])
    assert last_day(OTHERS[what]) is None
    assert meeting_in(OTHERS[what]) is None


@pytest.mark.parametrize("meeting", [MEETING, ALONE, cancel(ALONE, NOW)])
def test_an_invite_is_read_back(meeting: Meeting) -> None:
    """Where I have no circle, the file is enough to move the meeting or to call it off."""
    assert meeting_in(invite(meeting)) == replace(meeting, since=0)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (b"DTSTART;TZID=Europe/Berlin:2027", b"DTSTART;TZID=Europe/Berlin:0001"),
        (b"DTEND;TZID=Europe/Berlin:2027", b"DTEND;TZID=Europe/Berlin:9999"),
        (b"DTEND;TZID=Europe/Berlin:2027", b"DTEND;TZID=Europe/Berlin:2026"),
        (b"DTEND;TZID=Europe/Berlin:20270304T200000", b"DTEND;TZID=Asia/Tokyo:00010101T000000"),
        (b"DTSTART;TZID=Europe/Berlin", b"DTSTART;TZID=" + b"Z" * 10_000),
        (b"DTSTART;TZID=Europe/Berlin", b"DTSTART;TZID=Mars/Olympus"),
        (b"SEQUENCE:2", b"SEQUENCE:-2"),
        (b"SEQUENCE:2", b"SEQUENCE:2147483647"),
        (b"SEQUENCE:2", b"SEQUENCE:" + b"9" * 5000),
        (b"STATUS:CONFIRMED", b"STATUS:PERHAPS"),
        (b"DTSTAMP:20261122T090000Z\r\n", b""),
    ],
)
def test_an_invite_that_was_changed_by_hand_is_refused(was: bytes, now: bytes) -> None:
    """It is not written over by something half understood: I am told, and nothing is written."""
    changed = FIRST.replace(was, now)
    assert changed != FIRST
    with pytest.raises(InputError, match="somebody has changed it"):
        meeting_in(changed)


def test_a_day_that_is_none_is_not_told() -> None:
    """A day that somebody made up is no day, so nothing goes by it."""
    assert last_day(FIRST.replace(b":20270304T183000", b":20270230T183000")) is None
