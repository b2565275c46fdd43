"""Files that come from others: whatever became of them, I get a sentence and never a fault."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, example, given, settings

from circle_tui.calendars.freebusy import busy
from circle_tui.calendars.invite import invite
from circle_tui.calendars.read_back import is_ours, last_day, meeting_in
from circle_tui.calendars.rsvp import read_rsvp
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Meeting, cancel
from circle_tui.domain.replies import read_reply
from circle_tui.domain.rsvp_rules import Heard
from tests.calendars import calendar, event, zone
from tests.mutants import mutants
from tests.strategies import LAW
from tests.unit.test_calendar_rsvp import mail, reply

NOW = datetime(2026, 12, 1, tzinfo=UTC)
MEETING = Meeting(
    uid="271828" * 6,
    starts=datetime(2027, 3, 4, 18, 30),  # noqa: DTZ001 - wall time
    zone="Europe/Berlin",
    minutes=90,
    sequence=2,
    stamp=datetime(2026, 11, 22, 9, tzinfo=UTC),
)
INVITE = invite(MEETING)
ANSWER = reply()
MAIL = mail(ANSWER).as_bytes().replace(b"\n", b"\r\n")
BUSY = calendar(
    event("UID:a", "DTSTART;TZID=Made/Up:20270102T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"),
    event("UID:a", "RECURRENCE-ID:20270109T100000", "DTSTART:20270110T100000Z"),
    event("UID:b", "DTSTART;VALUE=DATE:20270112", "BEGIN:VALARM", "TRIGGER:-PT1H", "END:VALARM"),
    zone("Made/Up", "+0300"),
    "BEGIN:VFREEBUSY|FREEBUSY:20270105T100000Z/PT1H,20270106T100000Z/PT2H|END:VFREEBUSY",
)
CARD_REPLY = (
    b'{"format": "circle-tui reply",\r\n"version": 1,\r\n"circle": "71",\r\n"card": "72",\r\n'
    b'"reply": "73",\r\n"items": [\r\n{"id": "5",\r\n"status": "done",\r\n"how": "well"}\r\n]}'
)

MANY = settings(LAW, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
"""More than other laws: a file has many places in which something can be wrong."""


def test_the_good_ones_are_read() -> None:
    """What is mangled below is read as it stands."""
    assert meeting_in(INVITE) == MEETING
    assert read_rsvp(ANSWER) == read_rsvp(MAIL)
    assert len(busy(BUSY, "Europe/Berlin", NOW, NOW + timedelta(days=60)).spans) > 5
    assert read_reply(CARD_REPLY).answers


@MANY
@given(mutants(INVITE))
@example(INVITE.replace(b"DTSTART;TZID=Europe/Berlin:2027", b"DTSTART;TZID=Europe/Berlin:0001"))
@example(INVITE.replace(b"DTEND;TZID=Europe/Berlin:2027", b"DTEND;TZID=Europe/Berlin:9999"))
@example(INVITE.replace(b"DTEND;TZID=Europe/Berlin:20270304T20", b"DTEND:00010101T00"))
@example(INVITE.replace(b"DTSTART;TZID=Europe/Berlin", b"DTSTART;TZID=" + b"Z" * 10_000))
@example(INVITE.replace(b"SEQUENCE:2", b"SEQUENCE:2147483647"))
def test_an_invite_that_was_changed(data: bytes) -> None:
    """It is nobody's business of ours, or cannot be read, or can be called off like any other."""
    day = last_day(data)
    assert day is None or (is_ours(data) and isinstance(day, date))
    try:
        meeting = meeting_in(data)
    except InputError:
        assert is_ours(data)
        return
    assert (meeting is not None) == is_ours(data)
    if meeting is not None:
        off = replace(cancel(meeting, NOW), since=0)
        assert meeting_in(invite(off)) == off


@MANY
@given(mutants(ANSWER))
@example(ANSWER.replace(b"DTSTAMP:20270201T120000Z", b"DTSTAMP;TZID=Asia/Tokyo:00010101T000000"))
@example(ANSWER.replace(b"DTSTAMP:2027", b"DTSTAMP:9999"))
def test_an_answer_that_was_changed(data: bytes) -> None:
    """It is an answer still, or a sentence says what is the matter."""
    _heard(data)


@MANY
@given(mutants(MAIL))
def test_a_mail_that_was_changed(data: bytes) -> None:
    """So it is where the answer comes in a mail."""
    _heard(data)


def _heard(data: bytes) -> None:
    try:
        heard = read_rsvp(data)
    except InputError:
        return
    assert isinstance(heard, Heard)
    assert len(heard.addresses) == len(heard.said)
    assert heard.stamp.tzinfo is UTC


@MANY
@given(mutants(BUSY))
def test_a_calendar_that_was_changed(data: bytes) -> None:
    """It tells of times within those I asked about, or a sentence says that it is none."""
    last = NOW + timedelta(days=60)
    try:
        found = busy(data, "Europe/Berlin", NOW, last)
    except InputError:
        return
    assert all(NOW <= span.start < span.end <= last for span in found.spans)


@MANY
@given(mutants(CARD_REPLY))
def test_a_reply_that_was_changed(data: bytes) -> None:
    """It answers an item still, or a sentence says what is the matter."""
    try:
        found = read_reply(data)
    except InputError:
        return
    assert found.answers
