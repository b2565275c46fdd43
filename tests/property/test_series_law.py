"""Law of the coming dates: list, series file, proposal and home tell of the very same meetings.

Whatever was done with the next meeting and with the rhythm before. The file is read by
recurring-ical-events, which nobody here wrote.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module
from itertools import islice, pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from circle_tui.calendars.cadence import next_dates
from circle_tui.calendars.dates_ahead import is_step
from circle_tui.calendars.zones import instant
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.meeting import Cadence, Holiday, Rhythm
from circle_tui.domain.people import Profile
from circle_tui.domain.series import Stands
from circle_tui.services.coming import coming_dates, falling_away, next_day
from circle_tui.services.inviting import (
    call_off,
    move,
    next_words,
    planned,
    proposed,
    set_rhythm,
    settle,
    upcoming,
)
from circle_tui.services.meeting_series import export_series, series_dates
from tests.fakes import FakeCircle, Tokens
from tests.ics import checked
from tests.strategies import LAW

BERLIN = "Europe/Berlin"
ZONES = (BERLIN, "America/New_York", "Pacific/Auckland", "UTC")
FIRST = date(2026, 11, 19)
COUNT = 4

HOURS = st.times(time(9), time(21)).map(lambda at: at.replace(minute=0, second=0, microsecond=0))
"""Hours that no clock change skips or repeats."""

CADENCES = st.builds(
    Cadence,
    rhythm=st.sampled_from(Rhythm),
    every=st.integers(1, 4),
    weekday=st.integers(0, 6),
    at=HOURS,
    zone=st.sampled_from(ZONES),
    minutes=st.sampled_from([60, 90]),
    anchor=st.dates(FIRST - timedelta(days=60), FIRST + timedelta(days=10)),
    nth=st.sampled_from([1, 3, -1]),
    skipped=st.sampled_from([(), (1,), (7, 8)]),
    holidays=st.sampled_from([(), (Holiday(date(2026, 12, 24), date(2027, 1, 6), yearly=True),)]),
)

FIRSTS = st.none() | st.builds(
    datetime.combine, st.dates(FIRST + timedelta(days=1), FIRST + timedelta(days=60)), HOURS
)
SHIFTS = st.one_of(st.integers(-20, 20), st.integers(21, 200))
ACTIONS = st.one_of(
    st.tuples(st.just("settle")),
    st.tuples(st.just("move"), SHIFTS, HOURS, st.sampled_from(ZONES), st.sampled_from([45, None])),
    st.tuples(st.just("move to the date after"), st.integers(0, 3)),
    st.tuples(st.just("call off")),
    st.tuples(st.just("time goes by"), st.integers(1, 60)),
    st.tuples(st.just("another rhythm"), CADENCES),
    st.tuples(st.just("another hour"), HOURS),
    st.tuples(st.just("leave out"), st.integers(0, 3)),
    st.tuples(st.just("write the series"), st.integers(2, 6)),
)
"""What may be done with the next meeting, the rhythm and the clock, one step after the other."""


class Room:
    """A circle to which things happen; what is refused changes nothing."""

    def __init__(self, cadence: Cadence, first: datetime | None) -> None:
        """Begin with a rhythm; ``first`` (naive) is planned before there was one."""
        self.circle, self.token = FakeCircle(), Tokens()
        circle, clock, token = self.circle, self.circle.clock, self.token
        self.circle.people.put_profile(Profile("Test circle"))
        if first is not None:
            move(circle, clock, token, first, zone=BERLIN)
        set_rhythm(circle, clock, token, cadence)

    def do(self, what: str, *how: Any) -> None:  # noqa: ANN401 - the steps differ
        """Do one step, as far as it is allowed."""
        with suppress(Refusal, InputError):
            self._steps()[what](*how)

    def _steps(self) -> dict[str, Callable[..., object]]:
        circle, clock, token = self.circle, self.circle.clock, self.token
        return {
            "settle": lambda: settle(circle, clock, token),
            "move": self._move,
            "move to the date after": self._move_to_the_date_after,
            "call off": lambda: call_off(circle, clock),
            "time goes by": lambda days: clock.advance(minutes=60 * 24 * days + 61),
            "another rhythm": lambda cadence: set_rhythm(circle, clock, token, cadence),
            "another hour": lambda at: set_rhythm(
                circle, clock, token, replace(self.cadence, at=at)
            ),
            "leave out": self._leave_out,
            "write the series": lambda count: export_series(circle, clock, token, count),
        }

    @property
    def cadence(self) -> Cadence:
        """The rhythm as it is now."""
        cadence = self.circle.people.profile().cadence
        assert cadence is not None
        return cadence

    def _move(self, days: int, at: time, zone: str, minutes: int | None) -> None:
        day = upcoming(self.circle, self.circle.clock)[0].date() + timedelta(days=days)
        starts = datetime.combine(day, at)
        move(self.circle, self.circle.clock, self.token, starts, zone=zone, minutes=minutes)

    def _move_to_the_date_after(self, number: int) -> None:
        dates = coming_dates(self.circle, self.circle.clock, number + 1)
        move(self.circle, self.circle.clock, self.token, dates[-1].starts, zone=dates[-1].zone)

    def _leave_out(self, number: int) -> None:
        dates = coming_dates(self.circle, self.circle.clock, number + 1)
        cadence = self.cadence.leaving_out(dates[-1].starts.date())
        set_rhythm(self.circle, self.circle.clock, self.token, cadence)


def after(cadence: Cadence, first: datetime | None, actions: list[tuple[Any, ...]]) -> Room:
    """Return a circle of this rhythm in which these things were done, one after the other."""
    room = Room(cadence, first)
    for action in actions:
        room.do(*action)
    return room


@LAW
@given(CADENCES, FIRSTS, st.lists(ACTIONS, max_size=8))
def test_all_tell_of_the_same_dates(
    cadence: Cadence, first: datetime | None, actions: list[tuple[Any, ...]]
) -> None:
    """However we moved, called off and changed our rhythm, I hear of the same dates everywhere."""
    room = after(cadence, first, actions)
    circle, clock = room.circle, room.circle.clock
    dates = coming_dates(circle, clock, COUNT)
    at = [instant(each.starts, each.zone) for each in dates]
    held = [begins for begins, each in zip(at, dates, strict=True) if each.standing.held]
    assert all(earlier < later for earlier, later in pairwise([clock.now(), *at])), "time order"
    assert len(held) == COUNT
    kept = planned(circle, clock)
    following = kept if kept and not kept.called_off else proposed(circle, clock)
    assert instant(following.meeting.starts, following.meeting.zone) == held[0]
    assert instant(*upcoming(circle, clock)) == held[0]
    assert following.words in next_words(circle, clock)
    fallen = [each for each in dates if each.standing is Stands.FALLS_AWAY]
    told = falling_away(circle, clock, following)
    first = instant(following.meeting.starts, following.meeting.zone)
    before = [each for each in fallen if instant(each.starts, each.zone) < first]
    assert list(told) == before
    day = next_day(circle, clock)
    assert day in [each.starts.date() for each in dates if each.standing.held]
    assert in_the_file(room, held[-1] + timedelta(days=400)) == held


@LAW
@given(CADENCES, CADENCES, st.integers(-20, 200), HOURS, st.booleans())
def test_a_moved_meeting_takes_one_date_at_most(
    cadence: Cadence, after: Cadence, days: int, at: time, off: bool
) -> None:
    """Moved by hand, and then another rhythm: of the dates after it, one is replaced at most.

    Called off besides, it holds none of the new rhythm's dates back but one, and its own.
    """
    room = Room(cadence, None)
    room.do("move", days, at, BERLIN, None)
    circle, clock = room.circle, room.circle.clock
    kept = planned(circle, clock)
    if kept is None:
        return
    if off:
        call_off(circle, clock)
    stood = instant(kept.meeting.starts, kept.meeting.zone)
    set_rhythm(circle, clock, room.token, after)
    now = planned(circle, clock)
    assert now is not None
    if not off and now.meeting.sequence > kept.meeting.sequence:
        stood = instant(now.meeting.starts, now.meeting.zone)  # it went along
    since = clock.now() + timedelta(days=1) if off else stood  # today's was held by the old one
    rhythm = [instant(starts, after.zone) for starts in islice(next_dates(after, since), COUNT)]
    held = [
        instant(each.starts, each.zone)
        for each in coming_dates(circle, clock, COUNT + 1)
        if each.standing is Stands.RHYTHM
    ]
    assert len([each for each in rhythm if each not in held and each != stood]) <= 1
    assert [each for each in held if since < each <= rhythm[-1]] == [
        each for each in rhythm if each in held
    ]


@LAW
@given(CADENCES, FIRSTS, st.lists(ACTIONS, max_size=8))
def test_what_is_told_of_a_series_is_in_its_file(
    cadence: Cadence, first: datetime | None, actions: list[tuple[Any, ...]]
) -> None:
    """Each meeting that I am told of with a series is in my calendar, as long, and no other is."""
    room = after(cadence, first, actions)
    circle, clock = room.circle, room.circle.clock
    series, data = export_series(circle, clock, room.token, COUNT)
    dates = series_dates(circle, clock, series)
    told = [(each.begins, each.minutes) for each in dates if each.stands.held]
    reader: Any = import_module("recurring_ical_events")
    far = timedelta(days=1000)
    events = reader.of(Calendar.from_ical(data)).between(told[0][0] - far, told[-1][0] + far)
    assert told == sorted(
        (each["DTSTART"].dt.astimezone(UTC), (each["DTEND"].dt - each["DTSTART"].dt).seconds // 60)
        for each in events
    )
    assert all(begins > clock.now() for begins, _ in told[-COUNT:])
    for each in dates:
        usual = is_step(room.cadence, each.begins)
        assert usual or each.stands is Stands.MOVED
        if not each.stands.held:
            assert each.begins > clock.now(), "what is over is no question"
            assert each.starts in series.plan.without
        if each.stands is Stands.LEFT_OUT:
            assert room.cadence.leaves_out(each.starts.date())


def in_the_file(room: Room, last: datetime) -> list[datetime]:
    """Return when a calendar that knows nothing of us shows the meetings ahead, up to ``last``."""
    reader: Any = import_module("recurring_ical_events")
    _, data = export_series(room.circle, room.circle.clock, room.token, COUNT)
    checked(data)
    now = room.circle.clock.now()
    events = reader.of(Calendar.from_ical(data)).between(now, last)
    return sorted(
        event["DTSTART"].dt.astimezone(UTC) for event in events if event["DTSTART"].dt > now
    )
