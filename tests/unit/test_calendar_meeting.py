"""A meeting's calendar identity: one uid for life, a higher sequence for every change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from circle_tui.domain.meeting import Meeting, MeetingStatus, cancel, plan_meeting

STARTS = datetime(2026, 12, 3, 18, 30)  # noqa: DTZ001
STAMP = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LATER = STAMP + timedelta(days=1)


def first() -> Meeting:
    """Return a meeting planned for the first time."""
    return plan_meeting(None, STARTS, "America/Denver", 130, uid="uid-1", stamp=STAMP)


def test_a_new_meeting_starts_at_zero() -> None:
    """A meeting planned for the first time is confirmed, with the fresh uid and sequence 0."""
    assert first() == Meeting("uid-1", STARTS, "America/Denver", 130, 0, STAMP)


def test_planning_the_same_again_changes_nothing() -> None:
    """Exporting an unchanged meeting is no update for anybody's calendar."""
    meeting = first()
    again = plan_meeting(meeting, STARTS, "America/Denver", 130, uid="uid-2", stamp=LATER)
    assert again is meeting


@pytest.mark.parametrize(
    ("starts", "zone", "minutes"),
    [
        (STARTS + timedelta(days=7), "America/Denver", 130),
        (STARTS, "Europe/Berlin", 130),
        (STARTS, "America/Denver", 90),
    ],
)
def test_moving_a_meeting_keeps_its_uid(starts: datetime, zone: str, minutes: int) -> None:
    """A moved meeting replaces the old entry instead of doubling it."""
    moved = plan_meeting(first(), starts, zone, minutes, uid="uid-2", stamp=LATER)
    assert moved == Meeting("uid-1", starts, zone, minutes, 1, LATER, since=1)


def test_cancelling_once_and_twice() -> None:
    """Calling a meeting off is one change; doing it again is none."""
    off = cancel(first(), LATER)
    assert off == replace(first(), sequence=1, since=1, stamp=LATER, status=MeetingStatus.CANCELLED)
    assert cancel(off, LATER + timedelta(days=1)) is off


def test_taking_up_a_cancelled_meeting() -> None:
    """A meeting that was called off can be planned again, even at the same time."""
    again = plan_meeting(
        cancel(first(), STAMP), STARTS, "America/Denver", 130, uid="uid-2", stamp=LATER
    )
    assert again == replace(first(), sequence=2, since=2, stamp=LATER)


def test_a_stamp_is_a_whole_second_in_utc() -> None:
    """What is stored is what the file says, so reading it back gives the same bytes."""
    local = STAMP.astimezone(timezone(timedelta(hours=2))).replace(microsecond=999_999)
    meeting = plan_meeting(None, STARTS, "UTC", 60, uid="uid-1", stamp=local)
    assert meeting.stamp == STAMP
    assert meeting.stamp.tzinfo is UTC
