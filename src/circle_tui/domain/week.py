"""A member's week: when they work, sleep, are off and never can, and what half hours cost them.

All of it is wall time where the member is, so that it holds through every clock change. What it is
for lies nowhere: a no-go time has no reason.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, time

from circle_tui.domain.values import value

HALF_HOUR = 30
"""Minutes of the step in which times are looked at and costs are counted."""

WORK, SHOULDER, OUTSIDE, DAY_OFF = 0, 1, 3, 6
"""What a half hour of a meeting costs a member who works then, could nearly, is free, is off."""

FORBIDDEN = 1_000_000
"""The cost of a half hour that must not be; more than any meeting that may be can cost."""

_SHOULDER_MINUTES = 60
"""How long before and after work it is nearly as good as work."""

_DAY, _WEEK = 24 * 60, 7 * 24 * 60


@value
class Hours:
    """A stretch of wall time. It runs into the next day where ``until`` is not after ``since``."""

    since: time
    until: time


@value
class NoGo:
    """Times that are never possible: on each of ``days`` (0 is Monday) from ``hours.since`` on."""

    days: tuple[int, ...]
    hours: Hours


@value
class Week:
    """What a member's week looks like; the defaults stand for a member of whom nobody said.

    ``off`` are the weekdays (0 is Monday) on which they do not work. Whoever has no working hours
    or no sleep to be spared has ``None`` there.
    """

    work: Hours | None = Hours(time(9), time(17))
    sleep: Hours | None = Hours(time(22), time(7))
    off: tuple[int, ...] = (5, 6)
    never: tuple[NoGo, ...] = ()


def half_hours(week: Week, walls: Sequence[datetime], minutes: int = HALF_HOUR) -> list[int]:
    """Return what a meeting costs a member in the ``minutes`` (up to 30) after each wall time.

    It is that of the worst minute. ``walls`` are naive and where the member is.
    """
    edges, levels = _table(week)
    seen: dict[tuple[int, int, int], int] = {}
    costs = []
    for wall in walls:
        key = wall.weekday(), wall.hour, wall.minute
        cost = seen.get(key)
        if cost is None:
            begins = key[0] * _DAY + key[1] * 60 + key[2]
            cost = seen[key] = _worst(edges, levels, begins, begins + minutes)
        costs.append(cost)
    return costs


def _worst(edges: list[int], levels: list[int], begins: int, ends: int) -> int:
    """Return the highest level between two minutes of the week; the end may be in the next."""
    over = _worst(edges, levels, 0, ends - _WEEK) if ends > _WEEK else WORK
    return max(over, *levels[bisect_right(edges, begins) - 1 : bisect_left(edges, ends)])


def _table(week: Week) -> tuple[list[int], list[int]]:
    """Return the minutes of a week at which its cost may change, and the cost from each on."""
    edges = sorted({0, *_edges(week)})
    cost_at = _cost_at(week)
    return edges, [cost_at(*divmod(edge, _DAY)) for edge in edges]


def _edges(week: Week) -> Iterator[int]:
    """Yield every minute of the week at which anything begins or ends."""
    stretches = [no_go.hours for no_go in week.never]
    if week.sleep:
        stretches.append(week.sleep)
    minutes = {0, *(edge for hours in stretches for edge in _minutes(hours))}
    if week.work:
        since, until = _minutes(week.work)
        minutes |= {since, until, since - _SHOULDER_MINUTES, until + _SHOULDER_MINUTES}
    yield from ((day * _DAY + minute) % _WEEK for day in range(7) for minute in minutes)


def _cost_at(week: Week) -> Callable[[int, int], int]:
    """Return what tells the cost of a half hour by weekday and minute of the day."""
    works = [day for day in range(7) if day not in week.off]

    def cost(day: int, minute: int) -> int:
        if week.sleep and _within(week.sleep, range(7), day, minute):
            return FORBIDDEN
        if any(_within(no_go.hours, no_go.days, day, minute) for no_go in week.never):
            return FORBIDDEN
        if week.work and _within(week.work, works, day, minute):
            return WORK
        if day in week.off:
            return DAY_OFF
        if week.work and _within(week.work, works, day, minute, wider=_SHOULDER_MINUTES):
            return SHOULDER
        return OUTSIDE

    return cost


def _within(hours: Hours, days: Collection[int], day: int, minute: int, wider: int = 0) -> bool:
    """Tell whether a minute lies in hours that begin on some weekdays, ``wider`` at both ends."""
    since, until = _minutes(hours)
    return any(
        (day - before) % 7 in days and since - wider <= minute + before * _DAY < until + wider
        for before in range(-1, 3)
    )


def _minutes(hours: Hours) -> tuple[int, int]:
    """Return first minute and end, counted from the midnight before it begins."""
    since, until = (at.hour * 60 + at.minute for at in (hours.since, hours.until))
    return since, until if until > since else until + _DAY
