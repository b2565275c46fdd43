"""The strip that shows a fair time: a mark for each half hour, and where the meeting lies."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.calendars.slots import half_hours_from, walls
from circle_tui.domain.heat import (
    MARKS,
    MEANING,
    NOT_POSSIBLE,
    Within,
    hours,
    marks,
    points_legend,
    within,
    worst,
)
from circle_tui.domain.week import DAY_OFF, FORBIDDEN, OUTSIDE, SHOULDER, WORK

DAY = datetime(2026, 12, 3, tzinfo=UTC)
COSTS = st.sampled_from([WORK, SHOULDER, OUTSIDE, DAY_OFF, FORBIDDEN])


def test_every_cost_has_a_mark_of_its_own() -> None:
    """I can tell work, nearly work, free time, a day off and what is not possible apart."""
    assert marks([WORK, SHOULDER, OUTSIDE, DAY_OFF, FORBIDDEN]) == ".-+*x"
    assert {*MARKS.values(), NOT_POSSIBLE} < set(MEANING)


@pytest.mark.parametrize(
    ("minute", "minutes", "place"),
    [
        (0, 30, Within(0, 1)),
        (18 * 60, 90, Within(36, 39)),
        (18 * 60, 40, Within(36, 38)),
        (23 * 60 + 30, 120, Within(47, 48)),
    ],
)
def test_where_a_meeting_lies(minute: int, minutes: int, place: Within) -> None:
    """Under the half hours of the meeting there is a mark, and none beyond the day."""
    start = DAY + timedelta(minutes=minute)
    assert within(DAY, 48, start, start + timedelta(minutes=minutes)) == place


@given(st.lists(COSTS, min_size=46, max_size=50), st.data())
def test_the_worst_half_hour_counts(costs: list[int], data: st.DataObject) -> None:
    """Where there is no room for a strip, one word tells what the meeting is to me at its worst."""
    first = data.draw(st.integers(0, len(costs) - 1))
    minutes = data.draw(st.integers(1, 300))
    start = DAY + timedelta(minutes=30 * first)
    meeting = within(DAY, len(costs), start, start + timedelta(minutes=minutes))
    told = marks(costs)
    there = [cost for place, cost in enumerate(costs) if place in meeting]
    assert there, "a meeting is somewhere"
    assert worst(told, meeting) == marks([max(there)])
    assert len(told) == len(costs)


@pytest.mark.parametrize(
    ("day", "zone_name", "places"),
    [
        (date(2026, 12, 3), "Europe/Berlin", {0: 0, 3: 6, 12: 24, 21: 42}),
        (date(2027, 3, 28), "Europe/Berlin", {0: 0, 3: 4, 12: 22, 21: 40}),
        (date(2027, 10, 31), "Europe/Berlin", {0: 0, 3: 8, 12: 26, 21: 44}),
        (date(2027, 4, 4), "Australia/Lord_Howe", {0: 0, 3: 7, 12: 25, 21: 43}),
        (date(2027, 10, 3), "Australia/Lord_Howe", {0: 0, 3: 5, 12: 23, 21: 41}),
    ],
)
def test_the_hours_stand_over_their_half_hours(
    day: date, zone_name: str, places: dict[int, int]
) -> None:
    """The hours over a strip stand where they begin, also on the day the clocks change."""
    clocks = walls(half_hours_from(day, 1, zone_name), zone_name)
    heading = hours(clocks)
    assert {hour: heading.index(f"{hour:02}") for hour in places} == places
    assert len(heading) <= len(clocks)


def test_what_a_point_is() -> None:
    """One short line tells me what each half hour costs, in the words of the strip's legend."""
    told = points_legend()
    assert told == "Points for each half hour: at work 0, nearly 1, outside 3, day off 6."
    assert all(f"{MEANING[mark]} {cost}" in told for cost, mark in MARKS.items())
