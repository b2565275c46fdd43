"""How true a countdown is: the instants at which it changed, beside the seconds it showed then.

Nothing is asked of the program: it is looked at from outside, and so is the computer's clock.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

Change = tuple[float, int]
"""When the clock changed, in seconds, and the seconds that it showed then."""


def countdown_off(changes: Sequence[Change]) -> float:
    """Return by how many milliseconds the worst change came too early or too late.

    A true clock shows ``n`` seconds at ``end - n``. The end is the median of what the changes say
    it is, since nobody outside knows it; nothing else is fitted, so that a clock that runs fast or
    slow is off, and more so the longer it is looked at. Raises ``ValueError`` without a change.
    """
    if not changes:
        raise ValueError("the clock never changed")
    ends = [when + shown for when, shown in changes]
    end = median(ends)
    return max(abs(said - end) for said in ends) * 1000


def seconds_skipped(changes: Sequence[Change]) -> int:
    """Return how many seconds between the first shown and the last were never shown."""
    return sum(max(before - after - 1, 0) for (_, before), (_, after) in pairwise(changes))
