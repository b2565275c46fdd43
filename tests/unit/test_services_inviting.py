"""The next meeting: one answer, whoever asks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.meeting import Cadence, MeetingStatus, Rhythm
from circle_tui.domain.people import Profile
from circle_tui.domain.series import Stands
from circle_tui.services.coming import coming_dates, falling_away
from circle_tui.services.inviting import (
    call_off,
    move,
    next_words,
    planned,
    set_rhythm,
    settle,
    upcoming,
    usual_minutes,
)
from tests.fakes import FakeCircle, Tokens

BERLIN = "Europe/Berlin"
CADENCE = Cadence(Rhythm.WEEKS, 2, 3, time(18, 30), BERLIN, 90, date(2026, 11, 19))
FIRST, SECOND = (datetime.combine(date(2026, 12, day), time(18, 30)) for day in (3, 17))
TUESDAY = datetime.combine(date(2026, 12, 8), time(17))
FRIDAYS = replace(CADENCE, every=1, weekday=4, minutes=60)
FRIDAY = datetime.combine(date(2026, 11, 20), time(18, 30))


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle that meets every second Thursday, at the start of such a meeting."""
    circle = FakeCircle()
    circle.people.put_profile(Profile("Test circle", CADENCE))
    return circle


@pytest.fixture
def token() -> Tokens:
    """Return what draws ids."""
    return Tokens()


def test_asking_keeps_nothing(circle: FakeCircle) -> None:
    """Looking at when we meet next plans nothing yet."""
    assert upcoming(circle, circle.clock) == (FIRST, BERLIN)
    assert planned(circle, circle.clock) is None
    assert circle.kept.meeting is None


def test_what_was_agreed_stays(circle: FakeCircle, token: Tokens) -> None:
    """A meeting that was moved is the next one for everybody who asks, again and again."""
    moved = move(circle, circle.clock, token, TUESDAY)
    assert moved.words == "Tuesday 8 December 2026, 17:00 in Berlin"
    assert settle(circle, circle.clock, token) == planned(circle, circle.clock) == moved
    assert upcoming(circle, circle.clock) == (TUESDAY, BERLIN)


def test_a_moved_meeting_keeps_its_id(circle: FakeCircle, token: Tokens) -> None:
    """Moving a meeting moves it in everybody's calendar instead of adding a second one."""
    first = settle(circle, circle.clock, token).meeting
    moved = move(circle, circle.clock, token, TUESDAY).meeting
    back = move(circle, circle.clock, token, FIRST).meeting
    assert first.uid == moved.uid == back.uid
    assert (first.sequence, moved.sequence, back.sequence) == (0, 1, 2)
    assert back.starts == first.starts


def test_a_meeting_that_is_over_makes_way(circle: FakeCircle, token: Tokens) -> None:
    """Once the kept meeting is over, the next one is a new one with an id of its own."""
    first = settle(circle, circle.clock, token).meeting
    circle.clock.advance(minutes=60 * 24 * 15)
    assert planned(circle, circle.clock) is None
    second = settle(circle, circle.clock, token).meeting
    assert second.starts == SECOND
    assert first.uid != second.uid


def test_called_off_stays_called_off_until_another_is_settled(
    circle: FakeCircle, token: Tokens
) -> None:
    """What was called off is told so; the next one that takes place is the one after, a new one."""
    first = settle(circle, circle.clock, token).meeting
    off = call_off(circle, circle.clock)
    assert (off.called_off, off.meeting.sequence) == (True, 1)
    assert planned(circle, circle.clock) == off == call_off(circle, circle.clock)
    assert upcoming(circle, circle.clock) == (SECOND, BERLIN)
    second = settle(circle, circle.clock, token)
    assert (second.meeting.starts, second.called_off) == (SECOND, False)
    assert second.meeting.uid != first.uid
    assert planned(circle, circle.clock) == second


def test_called_off_then_at_another_time(circle: FakeCircle, token: Tokens) -> None:
    """A meeting that was called off can take place at another time; calendars know it again."""
    first = settle(circle, circle.clock, token).meeting
    call_off(circle, circle.clock)
    moved = move(circle, circle.clock, token, TUESDAY).meeting
    assert (moved.uid, moved.sequence) == (first.uid, 2)
    assert moved.status is MeetingStatus.CONFIRMED


def test_nothing_to_call_off(circle: FakeCircle, token: Tokens) -> None:
    """Where none is planned, none is called off; one that is over cannot be any more."""
    with pytest.raises(Refusal, match="No meeting is planned"):
        call_off(circle, circle.clock)
    settle(circle, circle.clock, token)
    circle.clock.advance(minutes=60 * 24 * 15)
    with pytest.raises(Refusal, match="No meeting is planned"):
        call_off(circle, circle.clock)


def test_a_new_rhythm_takes_the_meeting_along(circle: FakeCircle, token: Tokens) -> None:
    """A meeting at the rhythm's own time follows a new rhythm, and keeps its identity."""
    first = settle(circle, circle.clock, token).meeting
    now = set_rhythm(circle, circle.clock, token, FRIDAYS)
    assert now is not None
    assert (now.meeting.starts, now.meeting.minutes) == (FRIDAY, 60)
    assert (now.meeting.uid, now.meeting.sequence) == (first.uid, 1)
    assert circle.kept.profile == Profile("Test circle", FRIDAYS)


@pytest.mark.parametrize(
    ("starts", "friday"), [(TUESDAY, date(2026, 12, 4)), (SECOND, date(2026, 12, 4))]
)
def test_a_new_rhythm_leaves_what_was_moved_by_hand(
    circle: FakeCircle, token: Tokens, starts: datetime, friday: date
) -> None:
    """Changing the length or the day does not undo what the circle agreed for this once.

    It has the place of the Friday then that is nearest to the Thursday it stood for.
    """
    settle(circle, circle.clock, token)
    moved = move(circle, circle.clock, token, starts)
    assert set_rhythm(circle, circle.clock, token, replace(CADENCE, minutes=60)) == moved
    place = datetime.combine(friday, time(17, 30), tzinfo=UTC)
    meeting = replace(moved.meeting, stands_for=place)
    assert set_rhythm(circle, circle.clock, token, FRIDAYS) == replace(moved, meeting=meeting)


def test_a_length_for_this_once_stays(circle: FakeCircle, token: Tokens) -> None:
    """Leaving out a later date tells nobody of another end of the next meeting."""
    move(circle, circle.clock, token, FIRST, minutes=45)
    left = CADENCE.leaving_out(SECOND.date())
    now = set_rhythm(circle, circle.clock, token, left)
    assert now is not None
    assert (now.meeting.minutes, now.meeting.sequence) == (45, 0)


def test_a_length_for_this_once_goes_with_its_meeting(circle: FakeCircle, token: Tokens) -> None:
    """Called off, a long meeting makes no other one long; taken up again it is as it was."""
    move(circle, circle.clock, token, TUESDAY, minutes=240)
    assert usual_minutes(circle, circle.clock) == 240
    call_off(circle, circle.clock)
    assert usual_minutes(circle, circle.clock) == 90
    assert move(circle, circle.clock, token, TUESDAY).meeting.minutes == 240
    call_off(circle, circle.clock)
    assert move(circle, circle.clock, token, SECOND).meeting.minutes == 90


def test_a_called_off_date_holds_no_new_rhythm_back(circle: FakeCircle, token: Tokens) -> None:
    """I call a far meeting off and then we meet every week: next is the very next week's."""
    settle(circle, circle.clock, token)
    call_off(circle, circle.clock)
    for cadence in (replace(CADENCE, every=1), FRIDAYS):
        set_rhythm(circle, circle.clock, token, cadence)
        day = date(2026, 11, 20 if cadence == FRIDAYS else 26)
        assert upcoming(circle, circle.clock)[0].date() == day
        days = [each.starts.date() for each in coming_dates(circle, circle.clock, 4)]
        assert sorted(set(days)) == days, "no date twice"


def test_another_hour_does_not_bring_a_date_back(circle: FakeCircle, token: Tokens) -> None:
    """What was called off, or held on another day, is so at another hour of the rhythm as well."""
    later = replace(CADENCE, at=time(19))
    settle(circle, circle.clock, token)
    call_off(circle, circle.clock)
    set_rhythm(circle, circle.clock, token, later)
    assert upcoming(circle, circle.clock)[0].date() == SECOND.date()
    set_rhythm(circle, circle.clock, token, CADENCE)
    move(circle, circle.clock, token, datetime.combine(date(2026, 12, 1), time(18, 30)))
    circle.clock.advance(minutes=60 * 24 * 13)  # Wednesday 2 December
    set_rhythm(circle, circle.clock, token, later)
    assert upcoming(circle, circle.clock)[0].date() == SECOND.date()


def test_dates_before_the_next_meeting_fall_away(circle: FakeCircle, token: Tokens) -> None:
    """Moved beyond the date after it, the meeting is the next one; both are told where I look."""
    settle(circle, circle.clock, token)
    moved = move(circle, circle.clock, token, datetime.combine(date(2026, 12, 22), time(17)))
    (fallen,) = falling_away(circle, circle.clock, moved)
    assert fallen.words == "Thursday 17 December 2026, 18:30 in Berlin"
    told = [
        (each.starts.date().day, each.standing) for each in coming_dates(circle, circle.clock, 2)
    ]
    assert told == [(17, Stands.FALLS_AWAY), (22, Stands.PLANNED), (31, Stands.RHYTHM)]
    call_off(circle, circle.clock)
    assert upcoming(circle, circle.clock)[0] == SECOND, "it does not fall away any more"
    third = SECOND + timedelta(weeks=2)
    move(circle, circle.clock, token, third)
    call_off(circle, circle.clock)
    assert upcoming(circle, circle.clock)[0] == SECOND, "nor at a date of the rhythm itself"
    days = [each.starts for each in coming_dates(circle, circle.clock, 2)]
    assert days.count(third) == 1


@pytest.mark.parametrize(
    ("moves", "left"),
    [
        ((SECOND, SECOND - timedelta(hours=1)), [17, 31]),
        ((SECOND, SECOND + timedelta(days=1)), [18, 31]),
        ((SECOND, FIRST + timedelta(days=1)), [4, 17]),
    ],
)
def test_moved_on_and_moved_again(
    circle: FakeCircle, token: Tokens, moves: tuple[datetime, ...], left: list[int]
) -> None:
    """From the 3rd to the 17th and then elsewhere: it has the place of the nearer of both."""
    settle(circle, circle.clock, token)
    for starts in moves:
        move(circle, circle.clock, token, starts)
    dates = coming_dates(circle, circle.clock, 2)
    assert [each.starts.day for each in dates if each.standing.held] == left


def test_called_off_and_met_before_the_next(circle: FakeCircle, token: Tokens) -> None:
    """The 3rd was called off; we meet on the 15th instead of the 17th, and not twice that week."""
    settle(circle, circle.clock, token)
    call_off(circle, circle.clock)
    move(circle, circle.clock, token, SECOND - timedelta(days=2))
    dates = coming_dates(circle, circle.clock, 2)
    assert [each.starts.day for each in dates if each.standing.held] == [15, 31]


def test_a_new_rhythm_revives_nothing(circle: FakeCircle, token: Tokens) -> None:
    """What was called off stays so under a new rhythm, and so does the one put after it."""
    settle(circle, circle.clock, token)
    off = call_off(circle, circle.clock)
    assert set_rhythm(circle, circle.clock, token, replace(CADENCE, minutes=60)) == off
    after = settle(circle, circle.clock, token)
    assert after.meeting.starts == SECOND
    assert set_rhythm(circle, circle.clock, token, CADENCE) == after


def test_a_first_rhythm_plans_nothing(circle: FakeCircle, token: Tokens) -> None:
    """Setting a rhythm only says how often; a meeting is planned when its invite is wanted."""
    circle.people.put_profile(Profile("Test circle"))
    assert set_rhythm(circle, circle.clock, token, CADENCE) is None
    assert circle.kept.meeting is None
    assert upcoming(circle, circle.clock) == (FIRST, BERLIN)


def test_a_rhythm_that_cannot_be_kept_changes_nothing(circle: FakeCircle, token: Tokens) -> None:
    """If the new rhythm's next time does not exist, rhythm and meeting stay as they were."""
    circle.clock.advance(minutes=60 * 24 * 125)  # Wednesday 24 March 2027
    settle(circle, circle.clock, token)
    before = circle.kept
    with pytest.raises(InputError, match="does not exist"):
        set_rhythm(circle, circle.clock, token, replace(FRIDAYS, weekday=6, at=time(2, 30)))
    assert circle.kept == before


def test_without_a_rhythm_there_is_no_next_meeting(circle: FakeCircle, token: Tokens) -> None:
    """A circle without a rhythm is told how to set one, whatever it asks."""
    circle.people.put_profile(Profile("Test circle"))
    for ask in (
        lambda: upcoming(circle, circle.clock),
        lambda: settle(circle, circle.clock, token),
        lambda: move(circle, circle.clock, token, TUESDAY),
    ):
        with pytest.raises(Refusal, match="circle rhythm --every"):
            ask()


def test_a_meeting_lies_ahead(circle: FakeCircle, token: Tokens) -> None:
    """A meeting cannot be moved into the past, nor to this very moment."""
    now = datetime.combine(date(2026, 11, 19), time(18, 30))
    for starts in (now, now - timedelta(days=300)):
        with pytest.raises(InputError, match="is over already"):
            move(circle, circle.clock, token, starts)
    assert circle.kept.meeting is None


def test_every_file_words_it_alike(circle: FakeCircle, token: Tokens) -> None:
    """What leaves tells when we meet, and what was called off with what comes instead."""
    thursday, later = (f"Thursday {day} December 2026, 18:30 in Berlin" for day in (3, 17))
    assert next_words(circle, circle.clock) == thursday
    assert circle.kept.meeting is None, "nothing is kept by looking"
    settle(circle, circle.clock, token)
    assert next_words(circle, circle.clock) == thursday
    call_off(circle, circle.clock)
    assert next_words(circle, circle.clock) == f"{thursday}, called off; then {later}"
    circle.people.put_profile(Profile("Test circle"))
    assert next_words(circle, circle.clock) == f"{thursday}, called off"
    circle.kept = replace(circle.kept, meeting=None)
    assert not next_words(circle, circle.clock)
