"""The invite: valid to the letter, the same bytes every time, and silent about people."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from circle_tui.calendars.invite import invite
from circle_tui.calendars.text import one_line
from circle_tui.calendars.words import local_times
from circle_tui.calendars.zones import WallTimeProblem
from circle_tui.domain.errors import InputError
from circle_tui.domain.invitation import Organizer, Style
from circle_tui.domain.meeting import Meeting, cancel
from tests.ics import checked, unfolded

DENVER = Meeting(
    uid="5d0c5b5e-7d2a-4f43-9b0e-4a3a2c1d0e9f",
    starts=datetime(2026, 12, 3, 18, 30),  # noqa: DTZ001
    zone="America/Denver",
    minutes=130,
    sequence=2,
    stamp=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
)

GOLDEN = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//circle-tui//circle-tui//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
BEGIN:VTIMEZONE
TZID:America/Denver
BEGIN:DAYLIGHT
DTSTART:20250309T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZNAME:MDT
TZOFFSETFROM:-0700
TZOFFSETTO:-0600
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20251102T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZNAME:MST
TZOFFSETFROM:-0600
TZOFFSETTO:-0700
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Circle meeting
DTSTART;TZID=America/Denver:20261203T183000
DTEND;TZID=America/Denver:20261203T204000
DTSTAMP:20261120T090000Z
UID:5d0c5b5e-7d2a-4f43-9b0e-4a3a2c1d0e9f
SEQUENCE:2
DESCRIPTION:Thu 3 Dec 2026\\, 18:30 in Denver\\; 20:30 in New York
STATUS:CONFIRMED
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""

HOSTILE = [
    "\x00\x1b[31mred\x07\x7f\x9b",
    "first\r\nATTENDEE:mailto:someone@example.org\r\nX:",
    "a\nb\u2028c\u2029d\x0be\x85f",
    "END:VEVENT END:VCALENDAR begin:valarm",
    '; : , ^ " \\ \\n \\; =',
    "\u202eesrever\u2066\u2069\ufeff",
    "lone \ud800 surrogate",
    "long " * 60,
    "家族👩\u200d👩\u200d👧 " * 20,
    "",
    "\n\t ",
]


def at(text: str, zone: str, minutes: int = 60) -> Meeting:
    """Return a meeting at this wall time."""
    return replace(DENVER, starts=datetime.fromisoformat(text), zone=zone, minutes=minutes)


def checked_lines(data: bytes) -> list[str]:
    """Return the file's unfolded lines, having checked it to the letter; it names nobody."""
    (event,) = checked(data).within("VEVENT")
    assert not event.all("ATTENDEE")
    lines = unfolded(data)
    assert not [line for line in lines if line.startswith(("X-", "NAME", "COMMENT", "RDATE"))]
    return lines


def test_golden_file() -> None:
    """The invite is, byte for byte, the one that every tested calendar reads right."""
    data = invite(DENVER, member_zones=["America/New_York", "America/Denver"])
    assert data == GOLDEN.replace("\n", "\r\n").encode()
    checked_lines(data)


def test_the_same_meeting_gives_the_same_bytes() -> None:
    """Exporting again is no update, and the order of the roster does not show."""
    zones = ["Asia/Tokyo", "Europe/Berlin", "America/New_York", "Europe/Berlin"]
    assert invite(DENVER, member_zones=zones) == invite(DENVER, member_zones=sorted(zones))


def test_icalendar_reads_back_what_was_planned() -> None:
    """Another program finds the meeting's own times, uid and sequence in the file."""
    calendar = Calendar.from_ical(invite(DENVER))
    (event,) = calendar.events
    assert not calendar.errors
    assert not event.errors
    start, end = event.start, event.end
    assert isinstance(start, datetime)
    assert isinstance(end, datetime)
    assert start.replace(tzinfo=None) == DENVER.starts
    assert str(start.tzinfo) == "America/Denver"
    assert end - start == timedelta(minutes=130)
    assert (str(event["UID"]), event["SEQUENCE"]) == (DENVER.uid, 2)
    assert DENVER.stamp == event.DTSTAMP
    calendar.validate()  # type: ignore[no-untyped-call]


def test_a_cancelled_meeting_says_so() -> None:
    """Importing the file of a meeting that was called off removes it."""
    off = cancel(DENVER, DENVER.stamp + timedelta(hours=1))
    lines = checked_lines(invite(off))
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3", f"UID:{off.uid}"} <= set(lines)


@pytest.mark.parametrize("zone", ["UTC", "Etc/UTC", "Zulu"])
def test_a_meeting_in_utc(zone: str) -> None:
    """A circle on UTC gets plain UTC times and no zone table."""
    lines = checked_lines(invite(at("2026-12-03T18:30", zone)))
    assert "DTSTART:20261203T183000Z" in lines
    assert "DTEND:20261203T193000Z" in lines
    assert "BEGIN:VTIMEZONE" not in lines
    assert "DESCRIPTION:Thu 3 Dec 2026\\, 18:30 in UTC" in lines


@pytest.mark.parametrize(
    ("meeting", "end"),
    [
        # Clocks go forward at 02:00: an hour and a half from 01:00 ends at 03:30.
        (at("2027-03-28T01:00", "Europe/Berlin", 90), "DTEND;TZID=Europe/Berlin:20270328T033000"),
        # Clocks go back at 03:00: three hours from 01:00 end at 03:00.
        (at("2027-10-31T01:00", "Europe/Berlin", 180), "DTEND;TZID=Europe/Berlin:20271031T030000"),
        # An end in the hour that comes twice is said in UTC, which has one meaning.
        (at("2027-10-31T01:00", "Europe/Berlin", 90), "DTEND:20271031T003000Z"),
        (at("2027-10-31T01:00", "Europe/Berlin", 150), "DTEND:20271031T013000Z"),
        (at("2027-10-31T00:30", "Europe/Dublin", 60), "DTEND:20271031T003000Z"),
        (
            at("2027-10-03T01:45", "Australia/Lord_Howe", 30),
            "DTEND;TZID=Australia/Lord_Howe:20271003T024500",
        ),
        (at("2026-12-31T23:30", "Asia/Kolkata"), "DTEND;TZID=Asia/Kolkata:20270101T003000"),
        # Since November 2026 clocks in British Columbia stay as they are.
        (
            at("2026-11-01T00:30", "America/Vancouver", 120),
            "DTEND;TZID=America/Vancouver:20261101T023000",
        ),
    ],
)
def test_the_length_is_real_time(meeting: Meeting, end: str) -> None:
    """A 90-minute meeting lasts 90 minutes, also across a clock change."""
    assert end in checked_lines(invite(meeting))


@pytest.mark.parametrize("starts", ["2027-03-28T02:30", "2027-10-31T02:30"])
def test_a_start_that_clocks_skip_or_repeat_is_refused(starts: str) -> None:
    """No invite is made for a time that calendars would disagree about."""
    with pytest.raises(WallTimeProblem, match="Next valid times: 03:00 or 03:30"):
        invite(at(starts, "Europe/Berlin"))


@pytest.mark.parametrize("summary", HOSTILE)
def test_hostile_summaries_stay_one_title(summary: str) -> None:
    """Whatever is typed as a title, the file keeps its shape and the title is one clean line."""
    data = invite(DENVER, style=Style(summary))
    lines = checked_lines(data)
    assert len(lines) == len(checked_lines(invite(DENVER)))
    (event,) = Calendar.from_ical(data).events
    assert str(event["SUMMARY"]) == (one_line(summary) or "Circle meeting")
    (title,) = [line for line in lines if line.startswith("SUMMARY:")]
    assert not re.search(r"\\[nN]|(BEGIN|END):", title.replace("\\\\", "").upper())


def test_one_line_keeps_what_people_write() -> None:
    """Accents, joined emoji and other scripts come through untouched."""
    text = "Zoë und die 家族, 👩\u200d👩\u200d👧, กลุ่ม a\u200cb"
    assert one_line(f"  {text}\n") == text


def test_member_zones_in_words() -> None:
    """Everybody finds their own hour, with the day where it is another one, and no zone twice."""
    zones = ["Asia/Tokyo", "Europe/Berlin", "Pacific/Honolulu", "Asia/Tokyo", "US/Mountain"]
    assert local_times(at("2026-12-03T18:30", "Europe/Berlin"), zones) == (
        "Thu 3 Dec 2026, 18:30 in Berlin; 07:30 in Honolulu; 10:30 in Mountain; "
        "Fri 4 Dec 2026, 02:30 in Tokyo"
    )


def test_an_unknown_member_zone_is_refused() -> None:
    """A mistyped zone is named, not left out of the invite."""
    with pytest.raises(InputError, match="Did you mean Europe/Berlin"):
        invite(DENVER, member_zones=["Berlin"])


def test_the_organizer_is_written_only_when_given() -> None:
    """My address leaves the laptop only if I hand it over."""
    assert b"ORGANIZER" not in invite(DENVER)
    ada = Organizer("facilitator@example.org", "Ada Example")
    lines = checked_lines(invite(DENVER, style=Style(organizer=ada)))
    assert 'ORGANIZER;CN="Ada Example":mailto:facilitator@example.org' in lines


@pytest.mark.parametrize(
    "address", ["nobody", "a@b@c", "a@b\r\nX:1", "a b@example.org", "mailto:a@b", "a?cc=x@b"]
)
def test_an_organizer_must_be_an_address(address: str) -> None:
    """What is no plain e-mail address does not become one in the file."""
    with pytest.raises(InputError, match="is not an e-mail address"):
        invite(DENVER, style=Style(organizer=Organizer(address)))
