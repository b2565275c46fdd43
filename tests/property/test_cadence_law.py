"""Laws of the cadence: dateutil, in each of its versions, agrees with a calendar counted by hand.

The calendar here walks from day to day and asks of each whether the circle meets. It knows the
rhythm's words and nothing of recurrence rules.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.calendars.cadence import next_dates, require_meetings, steps
from circle_tui.calendars.zones import WallTimeProblem, instant, zone
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Cadence, Holiday, Rhythm
from tests.strategies import LAW

ZONES = ("Europe/Berlin", "America/Vancouver", "Pacific/Auckland", "Australia/Lord_Howe", "UTC")
DAYS = st.dates(date(2025, 1, 1), date(2031, 12, 31))
HOLIDAYS = st.builds(
    lambda first, days, yearly: Holiday(first, first + timedelta(days=days), yearly),
    DAYS,
    st.integers(0, 60),
    st.booleans(),
)
CADENCES = st.builds(
    Cadence,
    rhythm=st.sampled_from(Rhythm),
    every=st.integers(1, 12),
    weekday=st.integers(0, 6),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES),
    minutes=st.just(90),
    anchor=DAYS,
    nth=st.sampled_from([1, 2, 3, 4, 5, -1]),
    skipped=st.sets(st.integers(1, 12), max_size=6).map(lambda months: tuple(sorted(months))),
    holidays=st.lists(HOLIDAYS, max_size=3).map(tuple),
)
INSTANTS = st.datetimes(
    datetime(2025, 1, 1),  # noqa: DTZ001 - made aware by the next argument
    datetime(2033, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def by_hand(cadence: Cadence, after: datetime, last: date) -> Iterator[datetime]:
    """Yield the circle's meetings after an instant, up to a day, found day by day."""
    here = after.astimezone(zone(cadence.zone)).replace(tzinfo=None)
    day = max(here.date(), cadence.anchor)
    while day <= last:
        starts = datetime.combine(day, cadence.at)
        if starts > here and is_step(cadence, day) and not is_off(cadence, day):
            yield starts
        day += timedelta(days=1)


def is_step(cadence: Cadence, day: date) -> bool:
    """Tell whether a day on or after the anchor is one of the rhythm's."""
    if day.weekday() != cadence.weekday:
        return False
    if cadence.rhythm is Rhythm.WEEKS:
        first = cadence.anchor
        while first.weekday() != cadence.weekday:
            first += timedelta(days=1)
        return (day - first).days % (7 * cadence.every) == 0
    months = (day.year - cadence.anchor.year) * 12 + day.month - cadence.anchor.month
    same = [day + timedelta(weeks=n) for n in range(-5, 6)]
    same = [each for each in same if (each.year, each.month) == (day.year, day.month)]
    wanted = same[-1:] if cadence.nth == -1 else same[cadence.nth - 1 : cadence.nth]
    return months % cadence.every == 0 and wanted == [day]


def is_off(cadence: Cadence, day: date) -> bool:
    """Tell whether the circle does not meet on a day, asked of every day of every holiday."""
    if day.month in cadence.skipped:
        return True
    for holiday in cadence.holidays:
        for n in range((holiday.last - holiday.first).days + 1):
            off = holiday.first + timedelta(days=n)
            if off == day or (holiday.yearly and (off.month, off.day) == (day.month, day.day)):
                return True
            leap = (day.month, day.day, off.month, off.day) == (2, 29, 3, 1)
            if holiday.yearly and leap and n > 0:
                return True  # 29 February lies between the two, whatever year was typed
    return False


@LAW
@given(CADENCES, INSTANTS)
def test_dates_are_those_counted_by_hand(cadence: Cadence, after: datetime) -> None:
    """Every date that is proposed is one I would find in a paper calendar, and none is missing."""
    last = max(after.date(), cadence.anchor) + timedelta(days=3 * 366)
    counted = list(by_hand(cadence, after, last))
    found = list(islice(next_dates(cadence, after), len(counted) + 1))
    assert [start for start in found if start.date() <= last] == counted


@LAW
@given(CADENCES, INSTANTS)
def test_no_date_is_left_out_twice_or_early(cadence: Cadence, after: datetime) -> None:
    """Dates come in order, after now; what is left out stands among them and is never proposed."""
    some = list(islice(steps(cadence, after), 20))
    starts = [start for start, _ in some]
    here = after.astimezone(zone(cadence.zone)).replace(tzinfo=None)
    assert starts == sorted(set(starts))
    assert all(start > here for start in starts)
    assert [off for _, off in some] == [is_off(cadence, start.date()) for start in starts]


@LAW
@given(CADENCES, INSTANTS)
def test_the_clock_on_the_wall_stays(cadence: Cadence, after: datetime) -> None:
    """Whatever clocks do, we meet at the same time on the wall, or are told it is not there."""
    for starts in islice(next_dates(cadence, after), 12):
        assert starts.time() == cadence.at
        try:
            begins = instant(starts, cadence.zone)
        except WallTimeProblem:
            continue
        assert begins > after
        assert begins.astimezone(zone(cadence.zone)).replace(tzinfo=None) == starts


@LAW
@given(CADENCES, INSTANTS)
def test_a_rhythm_is_refused_only_when_it_does_not_come(cadence: Cadence, now: datetime) -> None:
    """A rhythm is kept if the circle meets by it within two years, and refused if not."""
    begins = max(now.astimezone(zone(cadence.zone)).date(), cadence.anchor)
    comes = next(by_hand(cadence, now, begins + timedelta(days=732)), None)
    try:
        assert require_meetings(cadence, now) is cadence
    except InputError:
        assert comes is None
    else:
        assert comes is not None


def test_midnight_is_a_time_like_any_other() -> None:
    """A meeting at midnight belongs to the day that begins."""
    cadence = Cadence(Rhythm.WEEKS, 1, 3, time(), "Europe/Berlin", 60, date(2026, 12, 3))
    first = next(next_dates(cadence, datetime(2026, 12, 2, 22, 59, tzinfo=UTC)))
    assert first == datetime(2026, 12, 3)  # noqa: DTZ001 - wall time
