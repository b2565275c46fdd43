"""What the half hours of a day are to somebody, as marks: the strip that shows a fair time.

A mark tells all by itself; whoever shows it may give it a colour besides.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from circle_tui.domain.values import value
from circle_tui.domain.week import DAY_OFF, HALF_HOUR, OUTSIDE, SHOULDER, WORK

NOT_POSSIBLE = "x"
"""The mark of a half hour in which somebody sleeps, is busy or never can."""

MEETING = "^"
"""What stands under the half hours of the meeting."""

MARKS = {WORK: ".", SHOULDER: "-", OUTSIDE: "+", DAY_OFF: "*"}
"""What stands for the cost of a half hour; ``NOT_POSSIBLE`` for every other."""

MEANING = {
    ".": "at work",
    "-": "nearly",
    "+": "outside",
    "*": "day off",
    NOT_POSSIBLE: "not possible",
    MEETING: "the meeting",
}
"""The marks in words, from the best to the worst."""

_STEP = timedelta(minutes=HALF_HOUR)


@value
class Within:
    """The half hours of a strip in which a meeting lies: the first, and the one after the last.

    Both are places in the strip, and neither is beyond its end.
    """

    first: int
    after: int

    def __contains__(self, place: int) -> bool:
        """Tell whether the meeting goes on in a half hour."""
        return self.first <= place < self.after


def marks(costs: Iterable[int]) -> str:
    """Return a mark for what each half hour costs."""
    return "".join(MARKS.get(cost, NOT_POSSIBLE) for cost in costs)


def within(day: datetime, count: int, start: datetime, end: datetime) -> Within:
    """Return where a meeting lies in a strip of ``count`` half hours that begins at ``day``.

    All are instants (aware); the meeting starts within the strip, and a half hour that it begins is
    its own.
    """
    first, after = (start - day) // _STEP, -((day - end) // _STEP)
    return Within(first, min(after, count))


def worst(told: str, meeting: Within) -> str:
    """Return the worst mark of a strip's while the meeting goes on."""
    order = tuple(MEANING)
    return max(told[meeting.first : meeting.after], key=order.index)


def hours(clocks: Sequence[datetime], every: int = 3) -> str:
    """Return the heading of a strip: every third hour, over the half hour that it begins.

    ``clocks`` are what clocks show as each half hour begins. On a day on which they are changed an
    hour may be missing, or come twice: then it stands over the first.
    """
    heading, told = "", set[int]()
    for place, shown in enumerate(clocks):
        if not shown.minute and not shown.hour % every and shown.hour not in told:
            told.add(shown.hour)
            heading = f"{heading:<{place}}{shown.hour:02}"
    return heading


def legend() -> str:
    """Return what the marks mean, in one line."""
    return "  ".join(f"{mark} {meaning}" for mark, meaning in MEANING.items())


def points_legend() -> str:
    """Return how many points each half hour of a meeting costs a member, in one line."""
    told = ", ".join(f"{MEANING[mark]} {cost}" for cost, mark in MARKS.items())
    return f"Points for each half hour: {told}."
