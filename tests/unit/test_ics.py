"""The strict reader of the tests: what it is there for, it finds."""

import re

import pytest

from circle_tui.calendars.invite import invite
from circle_tui.domain.invitation import Guest, Organizer, Style
from tests.ics import checked
from tests.unit.test_calendar_invite import DENVER

GOOD = invite(
    DENVER,
    style=Style("Evening", "https://meet.example.org/x", 30, Organizer("ada@example.org", "Ada X")),
    guest=Guest("noor@example.net", "Noor X"),
)

UNFOLDED = GOOD.replace(b"\r\n ", b"")

PLAIN = invite(DENVER)

LONG = b"SUMMARY:" + "é".encode() * 40
"""A line of 88 octets, the 75th of which is the first half of a letter."""


def folded(data: bytes) -> bytes:
    """Fold the two kinds of line that are too long, which no test here makes longer."""
    return re.sub(rb"(?m)^((?:ATTENDEE|CONFERENCE).{60})", rb"\1\r\n ", data)


def test_a_good_file_passes() -> None:
    """What the program writes is let through."""
    checked(GOOD)
    checked(PLAIN)
    checked(folded(UNFOLDED))


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b"\r\n", b"\n"),
        (b"END:VCALENDAR\r\n", b"END:VCALENDAR"),
        (b"BEGIN:VCALENDAR", b"\xef\xbb\xbfBEGIN:VCALENDAR"),
        (b"SUMMARY:Evening", LONG),
        (b"SUMMARY:Evening", LONG[:75] + b"\r\n " + LONG[75:]),
        (b"SUMMARY:Evening", b"SUMMARY:Even\x07ing"),
        (b"SUMMARY:Evening", b"SUMMARY:Evening; morning"),
        (b"SUMMARY:Evening", b"SUMMARY:a\r\nSUMMARY:b"),
        (b"SUMMARY:Evening\r\n", b""),
        (b"SUMMARY:Evening", b"SUMMARY:x\r\nX-WR-CALNAME:x"),
        (b"TZID:America/Denver", b"TZID:America/Boise"),
        (b"DTSTART;TZID=America/Denver:20261203T183000", b"DTSTART:20261203T183000"),
        (b"DTSTART;TZID=America/Denver:20261203T183000", b"DTSTART;TZID=America/Denver:20261203"),
        (b"DTSTAMP:20261120T090000Z", b"DTSTAMP:20261120T090000"),
        (b"DTEND;TZID=America/Denver:20261203T20", b"DTEND;TZID=America/Denver:20261203T10"),
        (b"RRULE:FREQ=YEARLY", b"RDATE:20270314T020000\r\nRRULE:FREQ=YEARLY"),
        (b"SEQUENCE:2", b"SEQUENCE:-2"),
        (b"METHOD:REQUEST", b"METHOD:request"),
        (b"METHOD:REQUEST", b"METHOD:PUBLISH"),
        (b"METHOD:REQUEST", b"METHOD:CANCEL"),
        (b"METHOD:REQUEST\r\n", b""),
        (b"STATUS:CONFIRMED", b"STATUS:CANCELLED"),
        (b"STATUS:CONFIRMED", b"STATUS:CONFIRMED\r\nMETHOD:REQUEST"),
        (b"ROLE=CHAIR", b"ROLE=REQ-PARTICIPANT"),
        (b"noor@example.net", b"ada@example.org"),
        (b"mailto:noor", b"noor"),
        (b"PARTSTAT=NEEDS-ACTION", b"PARTSTAT=ACCEPTED"),
        (b'CN="Noor X"', b'CN="Noor; X"'),
        (b'CN="Noor X"', b"CN=Noor; X"),
        (b"FEATURE=VIDEO", b'FEATURE="VIDEO,AUDIO"'),
        (b"TRIGGER:-PT30M", b"TRIGGER:20261203T180000Z"),
        (b"ACTION:DISPLAY", b"ACTION:EMAIL"),
        (b"END:VALARM\r\n", b"END:VALARM\r\nPRIORITY:1\r\n"),
        (b"END:VALARM\r\n", b""),
        (b"END:VEVENT\r\n", b"END:VEVENT\r\nBEGIN:VTODO\r\nEND:VTODO\r\n"),
    ],
)
def test_a_bad_file_does_not(was: bytes, becomes: bytes) -> None:
    """Each of these has broken a calendar somewhere, and is found here first."""
    assert was in UNFOLDED
    with pytest.raises((AssertionError, UnicodeDecodeError)):
        checked(folded(UNFOLDED.replace(was, becomes)))
