"""Which of many times is fair: possible for everybody, then cheap, then kind to who bore most.

The choice is exact, and on plain data: what every possible start costs every member, and what each
has borne so far. Hard constraints come first; then the least total, as the sum over the members;
and within a slack of a quarter above that least, the start that leaves the one who bears most with
the least, then the next one, and so on (leximax). Fairness alone, without the total, does harm:
the most even meeting is one at which everybody suffers equally.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from circle_tui.domain.values import value
from circle_tui.domain.week import FORBIDDEN, HALF_HOUR, Week, half_hours

SLACK = (5, 4)
"""How far above the least total a fairer start may be: at most five quarters of it."""

RUNNERS_UP = 3

_STEP = timedelta(minutes=HALF_HOUR)


@value
class Span:
    """A stretch in which somebody is busy; both instants are aware, the end is free again."""

    start: datetime
    end: datetime


@value
class Choice:
    """The start that was chosen, by its number in the costs, and what it was chosen from.

    ``least`` is the least total of all ``possible`` starts; ``within`` is how many of them are
    within the slack. ``equal`` tells that there was a later one just as good. ``runners_up`` come
    next, best first.
    """

    start: int
    total: int
    least: int
    possible: int
    within: int
    equal: bool
    runners_up: tuple[int, ...]


@value
class Nearest:
    """The start that most can make, and the members (by their place) who cannot."""

    start: int
    missing: tuple[int, ...]


def meeting_costs(
    week: Week, walls: Sequence[datetime], minutes: int, began: datetime, busy: Iterable[Span] = ()
) -> list[int]:
    """Return what a meeting of ``minutes`` costs a member, by the half hour at which it starts.

    ``walls`` are the wall times (naive, where the member is) of half hours that follow one another
    from the instant ``began`` (aware) on; there is a cost for each whose meeting ends within them.
    Whoever is asleep, busy or never can at any minute of it has ``FORBIDDEN``. A half hour that is
    begun counts as one.
    """
    whole, rest = divmod(minutes, HALF_HOUR)
    spans = tuple(busy)
    sums = [0]
    for cost in _with_busy(half_hours(week, walls), HALF_HOUR, began, spans):
        sums.append(sums[-1] + cost)
    ends = [0] * len(sums)
    if rest:
        ends = _with_busy(half_hours(week, walls, rest), rest, began, spans)
    starts = range(len(walls) - whole + (0 if rest else 1))
    return [min(sums[n + whole] - sums[n] + ends[n + whole], FORBIDDEN) for n in starts]


def choose(costs: Sequence[Sequence[int]], burdens: Sequence[int]) -> Choice | None:
    """Return the fair start, ``None`` when none is possible for everybody.

    ``costs`` has a row for each member with what each start costs them; starts are in the order of
    time. ``burdens`` are what the members have borne so far. Of equals the earliest is chosen.
    """
    totals = {
        start: total
        for start, total in enumerate(map(sum, zip(*costs, strict=True)))
        if total < FORBIDDEN
    }
    if not totals:
        return None
    least = min(totals.values())
    most, of = SLACK

    def borne(start: int) -> list[int]:
        return sorted((b + row[start] for b, row in zip(burdens, costs, strict=True)), reverse=True)

    fair = sorted(
        (borne(start), total, start)
        for start, total in totals.items()
        if total * of <= least * most
    )
    others = [start for _, _, start in fair[1 : RUNNERS_UP + 1]]
    if len(others) < RUNNERS_UP:
        beyond = sorted((total, n) for n, total in totals.items() if total * of > least * most)
        others += [start for _, start in beyond[: RUNNERS_UP - len(others)]]
    _, total, start = fair[0]
    equal = len(fair) > 1 and fair[1][:2] == fair[0][:2]
    return Choice(start, total, least, len(totals), len(fair), equal, tuple(others))


def nearest(costs: Sequence[Sequence[int]]) -> Nearest | None:
    """Return the start that the fewest members miss, ``None`` when there is none to look at.

    Of these it is the one with the least total for the others, and then the earliest.
    """
    best: tuple[int, int] | None = None
    at = 0
    for start, column in enumerate(zip(*costs, strict=True)):
        missing = column.count(FORBIDDEN)
        told = missing, sum(column) - missing * FORBIDDEN
        if best is None or told < best:
            best, at = told, start
    if best is None:
        return None
    return Nearest(at, tuple(n for n, row in enumerate(costs) if row[at] == FORBIDDEN))


def _with_busy(costs: list[int], minutes: int, began: datetime, busy: Sequence[Span]) -> list[int]:
    """Forbid the half hours whose first ``minutes`` a member is busy in."""
    lasting = timedelta(minutes=minutes)
    for span in busy:
        # From the first that ends after the span has begun to those that begin before its end.
        first = (span.start - began - lasting) // _STEP + 1
        after = -((began - span.end) // _STEP)
        if span.start < span.end:
            for place in range(max(first, 0), min(after, len(costs))):
                costs[place] = FORBIDDEN
    return costs
