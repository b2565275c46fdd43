"""Which counts about people may be shown, so that nothing small can be told from them.

A count is shown where it and its complement, all the other answers, are both at least five
(docs/architecture.md, "Counts"). That alone is not enough: what is hidden can follow from the sum,
from how many people are here, or from knowing this very rule. So it is all or one: every count
where every one may be shown, else the answer that most people gave, alone, else nothing. Hiding
more than the small cells is what statistical offices call complementary suppression; that one at
most is left over is ours, because then all others are alike to whoever looks at it.
"""

from collections.abc import Sequence

LEAST = 5
"""Fewer people than this are never shown as a count, nor are all but so few."""

LEAST_OUTSIDE = 11
"""The same, for what leaves the circle: there nobody knows who was in the room."""

Shown = tuple[int | None, ...]
"""Counts as they may be shown; ``None`` stands for what is too few to show."""


def suppressed(counts: Sequence[int], people: int, least: int = LEAST) -> Shown:
    """Return the counts of three answers or more by ``people``, some of whom may have given none.

    Every count is shown where each, and all others together, are at least ``least``, and so many
    people gave no answer, or none. Otherwise the largest is shown, if no other is as large, under
    the same condition, and unless the others can only be as large as they are: all of them just
    smaller than that one.
    """
    answers = sum(counts)
    silent = people - answers
    if all(_enough(count, answers, least) for count in counts) and not 0 < silent < least:
        return tuple(counts)
    most = max(counts)
    others = (len(counts) - 1) * (most - 1)
    alone = _enough(most, answers, least) and list(counts).count(most) == 1
    shown = alone and answers - most < others
    return tuple(count if shown and count == most else None for count in counts)


def _enough(count: int, answers: int, least: int) -> bool:
    """Tell whether a count and its complement are both large enough."""
    return count >= least and answers - count >= least
