"""Laws of a fair time: possible for everybody, then cheap, then kind to whoever bore most."""

from datetime import UTC, datetime, time, timedelta
from itertools import permutations

from hypothesis import assume, given
from hypothesis import strategies as st

from circle_tui.domain.fair_time import Choice, Span, choose, meeting_costs, nearest
from circle_tui.domain.week import (
    DAY_OFF,
    FORBIDDEN,
    OUTSIDE,
    SHOULDER,
    WORK,
    Hours,
    NoGo,
    Week,
    half_hours,
)
from tests.strategies import LAW

COSTS = st.sampled_from([0, 0, 1, 2, 3, 6, 9, 10, 18, FORBIDDEN])
MONDAY = datetime(2027, 2, 1)  # noqa: DTZ001 - wall time
BEGAN = datetime(2027, 2, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)

Costs = list[list[int]]


@st.composite
def circles(draw: st.DrawFn) -> tuple[Costs, list[int]]:
    """Draw what some starts cost some members, and what they have borne so far."""
    starts, members = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    row = st.lists(COSTS, min_size=starts, max_size=starts)
    costs = draw(st.lists(row, min_size=members, max_size=members))
    return costs, draw(st.lists(st.integers(0, 30), min_size=members, max_size=members))


TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 10, 15, 30, 45]))
HOURS = st.builds(Hours, TIMES, TIMES).filter(lambda hours: hours.since != hours.until)
DAYS = st.sets(st.integers(0, 6), max_size=3).map(lambda days: tuple(sorted(days)))
NO_GOS = st.builds(NoGo, DAYS.filter(bool), st.builds(Hours, TIMES, TIMES))
WEEKS = st.builds(
    *(Week, st.none() | HOURS, st.none() | HOURS, DAYS),
    st.lists(NO_GOS, max_size=2).map(tuple),
)
"""Any weeks, night shifts and days without a night among them."""
SPANS = st.builds(
    lambda start, minutes: Span(
        BEGAN + timedelta(minutes=start), BEGAN + timedelta(minutes=start + minutes)
    ),
    st.integers(-300, 1_500),
    st.integers(0, 300),
)


def borne(costs: Costs, burdens: list[int], start: int) -> list[int]:
    """Return what everybody has borne after a start, the most first."""
    return sorted((b + row[start] for b, row in zip(burdens, costs, strict=True)), reverse=True)


def by_trying(costs: Costs, burdens: list[int]) -> int | None:
    """Return the fair start by comparing every pair, word for word as the rule is stated."""
    possible = [n for n in range(len(costs[0])) if all(row[n] != FORBIDDEN for row in costs)]
    if not possible:
        return None
    total = {n: sum(row[n] for row in costs) for n in possible}
    least = min(total.values())
    fair = [n for n in possible if total[n] <= least + least / 4]

    def beats(one: int, other: int) -> bool:
        first, second = borne(costs, burdens, one), borne(costs, burdens, other)
        if first != second:
            return first < second
        return (total[one], one) < (total[other], other)

    return next(n for n in fair if all(n == other or beats(n, other) for other in fair))


@given(circles())
@LAW
def test_it_is_the_best_there_is(circle: tuple[Costs, list[int]]) -> None:
    """No other time is fairer by the stated rule: all of them were tried."""
    costs, burdens = circle
    choice = choose(costs, burdens)
    assert (choice.start if choice else None) == by_trying(costs, burdens)


@given(circles())
@LAW
def test_nobody_is_asked_the_impossible(circle: tuple[Costs, list[int]]) -> None:
    """Neither the time nor a runner-up is one that anybody cannot make, and none comes twice."""
    costs, burdens = circle
    choice = choose(costs, burdens)
    possible = [n for n in range(len(costs[0])) if all(row[n] != FORBIDDEN for row in costs)]
    if choice is None:
        assert not possible
        return
    told = (choice.start, *choice.runners_up)
    assert set(told) <= set(possible)
    assert len(told) == len(set(told)) == min(len(possible), 4)
    assert choice.possible == len(possible)


@given(circles())
@LAW
def test_fairness_costs_a_quarter_at_most(circle: tuple[Costs, list[int]]) -> None:
    """Being fair never makes a meeting cost more than five quarters of the least."""
    costs, burdens = circle
    choice = choose(costs, burdens)
    assume(choice is not None)
    assert isinstance(choice, Choice)
    assert choice.total == sum(row[choice.start] for row in costs)
    assert choice.least <= choice.total
    assert choice.total * 4 <= choice.least * 5


@given(circles())
@LAW
def test_nobody_else_could_bear_less(circle: tuple[Costs, list[int]]) -> None:
    """Within that quarter no time leaves whoever bears most, or then the next, with less."""
    costs, burdens = circle
    choice = choose(costs, burdens)
    assume(choice is not None)
    assert isinstance(choice, Choice)
    chosen = borne(costs, burdens, choice.start)
    for other in range(len(costs[0])):
        total = sum(row[other] for row in costs)
        if total < FORBIDDEN and total * 4 <= choice.least * 5:
            assert chosen <= borne(costs, burdens, other)


@given(circles().filter(lambda circle: len(circle[1]) < 4))
@LAW
def test_the_order_of_the_roster_says_nothing(circle: tuple[Costs, list[int]]) -> None:
    """However the members are listed, the time is the same."""
    costs, burdens = circle
    chosen = {
        choose([costs[n] for n in order], [burdens[n] for n in order])
        for order in permutations(range(len(burdens)))
    }
    assert len(chosen) == 1


@given(circles(), st.data())
@LAW
def test_a_constraint_more_never_makes_it_cheaper(
    circle: tuple[Costs, list[int]], data: st.DataObject
) -> None:
    """When somebody cannot make one more time, the least total stays or rises."""
    costs, burdens = circle
    before = choose(costs, burdens)
    member = data.draw(st.integers(0, len(costs) - 1))
    start = data.draw(st.integers(0, len(costs[0]) - 1))
    fewer = [list(row) for row in costs]
    fewer[member][start] = FORBIDDEN
    after = choose(fewer, burdens)
    if before is None:
        assert after is None
    elif after is not None:
        assert after.least >= before.least


@given(circles())
@LAW
def test_the_nearest_is_missed_by_the_fewest(circle: tuple[Costs, list[int]]) -> None:
    """Where nothing suits all, what is told is missed by no more than any other time."""
    costs, _ = circle
    close = nearest(costs)
    assert close is not None
    missing = [
        [n for n, row in enumerate(costs) if row[s] == FORBIDDEN] for s in range(len(costs[0]))
    ]
    assert list(close.missing) == missing[close.start]
    assert len(close.missing) == min(map(len, missing))


def level(week: Week, wall: datetime) -> int:
    """Return the cost of one minute of a member's week, as it is described in words."""

    def within(hours: Hours, days: tuple[int, ...], wider: timedelta = timedelta()) -> bool:
        for back in range(-1, 3):
            day = (wall - timedelta(days=back)).date()
            since = datetime.combine(day, hours.since)
            until = datetime.combine(day, hours.until)
            until += timedelta(days=1) if until <= since else timedelta()
            if day.weekday() in days and since - wider <= wall < until + wider:
                return True
        return False

    works = tuple(day for day in range(7) if day not in week.off)
    if week.sleep and within(week.sleep, tuple(range(7))):
        return FORBIDDEN
    if any(within(no_go.hours, no_go.days) for no_go in week.never):
        return FORBIDDEN
    if week.work and within(week.work, works):
        return WORK
    if wall.weekday() in week.off:
        return DAY_OFF
    near = week.work and within(week.work, works, timedelta(hours=1))
    return SHOULDER if near else OUTSIDE


@given(WEEKS, st.integers(0, 7 * 96 - 1), st.integers(1, 30))
@LAW
def test_a_half_hour_costs_its_worst_minute(week: Week, quarter: int, minutes: int) -> None:
    """A half hour costs what the worst of its minutes does, on any day, in any week."""
    wall = MONDAY + timedelta(minutes=15 * quarter)
    worst = max(level(week, wall + timedelta(minutes=n)) for n in range(minutes))
    assert half_hours(week, [wall], minutes) == [worst]


@given(WEEKS, st.integers(1, 200), st.lists(SPANS, max_size=3))
@LAW
def test_a_meeting_costs_its_half_hours(week: Week, minutes: int, busy: list[Span]) -> None:
    """A meeting costs the sum of its half hours, and cannot be where one minute of it cannot."""
    walls = [MONDAY + n * HALF_HOUR for n in range(30)]
    costs = meeting_costs(week, walls, minutes, BEGAN, busy)
    assert len(costs) == 30 - -(-minutes // 30) + 1
    for start in range(0, len(costs), 7):
        begins = BEGAN + start * HALF_HOUR
        ends = begins + timedelta(minutes=minutes)
        met = any(
            span.start < ends and begins < span.end and span.start < span.end for span in busy
        )
        parts = [
            half_hours(week, [walls[start] + n * HALF_HOUR], min(30, minutes - 30 * n))[0]
            for n in range(-(-minutes // 30))
        ]
        wanted = FORBIDDEN if met or max(parts) == FORBIDDEN else sum(parts)
        assert costs[start] == wanted
