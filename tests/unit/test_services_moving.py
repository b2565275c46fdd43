"""What a move changes for those who knew of the meeting."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from circle_tui.domain.meeting import Meeting, cancel, plan_meeting, renew
from circle_tui.domain.rsvp import Rsvp, Said
from circle_tui.services.moving import moved_from, moved_words

NOW = datetime(2026, 11, 19, 17, 30, tzinfo=UTC)

BEFORE = plan_meeting(None, NOW.replace(tzinfo=None), "Europe/Berlin", 90, uid="u", stamp=NOW)
ANSWERED = replace(BEFORE, rsvps=(Rsvp("m1", Said.ACCEPTED, 0, NOW),))


def moved(before: Meeting, *, hours: int = 0, minutes: int = 90) -> Meeting:
    """Return the meeting at another hour of its day, or of another length."""
    starts = before.starts.replace(hour=(before.starts.hour + hours) % 24)
    return plan_meeting(before, starts, before.zone, minutes, uid="", stamp=NOW)


def test_i_read_when_it_was() -> None:
    """Moved or made longer, I am told what people have in their calendars."""
    was = "Thursday 19 November 2026, 17:30 in Berlin, 90 min"
    for after in (moved(BEFORE, hours=1), moved(BEFORE, minutes=45)):
        assert moved_from(BEFORE, after) == was
        assert moved_words(BEFORE, after) == (f"Moved, it was: {was}",)


def test_answers_to_the_time_before_are_said_to_be_gone() -> None:
    """Who said yes to the old hour has said nothing to the new one."""
    _, told = moved_words(ANSWERED, moved(ANSWERED, hours=1))
    assert told == "1 answer was to that, and counts no more: ask again."
    two = replace(ANSWERED, rsvps=(*ANSWERED.rsvps, Rsvp("m2", Said.DECLINED, 0, NOW)))
    _, told = moved_words(two, moved(two, hours=1))
    assert told == "2 answers were to that, and count no more: ask again."


def test_answers_that_a_law_took_are_said_to_be_gone() -> None:
    """A country changed its clocks: the wall time is the same, and yet people are asked anew."""
    after = renew(ANSWERED, NOW + timedelta(hours=1), NOW)
    assert moved_words(ANSWERED, after) == ("1 answer was to that, and counts no more: ask again.",)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, BEFORE),
        (ANSWERED, ANSWERED),
        (ANSWERED, cancel(ANSWERED, NOW)),
        (cancel(BEFORE, NOW), moved(cancel(BEFORE, NOW), hours=1)),
        (BEFORE, replace(moved(BEFORE, hours=1), uid="another")),
    ],
)
def test_nothing_was_moved(before: Meeting | None, after: Meeting) -> None:
    """A first, an unchanged, another and a called-off meeting have no time before to speak of."""
    assert moved_words(before, after) == ()
