"""Which ways out earn their place where no single one is enough, or only one that is hard.

A way out begins with one cut: fewer people speak in a part, or it is left out. Where that alone
does not do it, other parts are shortened as well; where that is still too little, the end moves by
what is missing, and by no more. A list that is read in a hurry has five ways at most.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from circle_tui.domain.sharing import STEP

T = TypeVar("T")

MOST_WAYS = 5
"""So many ways can be taken in while a room waits (our own figure, as the others here)."""

WORTH = 2
"""An end that moves anyway is worth a cut where it moves by so many minutes less."""

QUARTER = 4
"""A cut that is not enough earns its place where it saves a quarter of what is missing; beside
shortening alone, where that takes more than a quarter of what the floors let go."""


class Comes(NamedTuple):
    """What a cut comes to: by how many minutes the end still moves, and whether others give."""

    later: int
    shorter: bool


class Squeeze(NamedTuple):
    """What shortening alone comes to: ``need`` seconds are missing, the floors let ``room`` go.

    ``later`` is by how many minutes the end still moves with it, ``whole`` by how many where
    nothing is shortened. ``enough`` is whether nothing is over too late with it.
    """

    need: float
    room: float
    later: int
    whole: int
    enough: bool

    @property
    def hard(self) -> bool:
        """Whether it takes so much that another way should be offered beside it."""
        return self.need * QUARTER > self.room


def whole_steps(seconds: float) -> int:
    """Return seconds rounded up to whole steps, in which time is given."""
    return int(-(-seconds // STEP)) * STEP


def minutes_missing(seconds: float) -> int:
    """Return the fewest whole minutes that hold so many seconds, be there one in the last of them.

    By these an end moves that is promised anew where parts are at their floors: what is missing
    then nothing can give any more, so a promise that is a second short could not be kept.
    """
    return max(0, int(-(-seconds // 60)))


def minutes_late(seconds: float) -> int:
    """Return the fewest whole minutes after which less than a step is missing.

    By these a running meeting is late: no part gives less than a step, so none of that is late. No
    end is promised by them; where every part keeps its time, it is the one to which the parts lead.
    """
    return max(0, int((seconds - STEP) // 60) + 1)


def comes_to(squeeze: Squeeze, saved: float, alone: int | None, others: int | None) -> Comes | None:
    """Return what a cut that saves so many seconds comes to, ``None`` where it earns no place.

    ``alone`` and ``others`` are by how many minutes the end moves with the cut alone, and where
    other parts are shortened as well; ``None`` where something else would still be over too late.
    """
    if alone == 0:
        return Comes(0, shorter=False)
    worth = saved * QUARTER >= squeeze.need
    if others == 0:
        worth = not squeeze.enough or (worth and squeeze.hard)
        return Comes(0, shorter=True) if worth else None
    if squeeze.enough:
        return None
    for later, shorter, least in (
        (alone, False, squeeze.later),
        (others, True, squeeze.later),
        (alone, False, squeeze.whole if worth else 0),
    ):
        if later is not None and later <= least - WORTH:
            return Comes(later, shorter)
    return None


def best_of(tried: Sequence[tuple[T, Comes | None]]) -> list[tuple[T, Comes]]:
    """Return the best of cuts, of which the one that is missed least comes first: one, or two.

    One that is enough alone stands beside one that is missed less and takes more to end on time.
    """
    found = [(comes, place) for place, (_, comes) in enumerate(tried) if comes]
    alone = min((one for one in found if one[0] == (0, False)), default=None)
    besides = min((one for one in found if one[0] != (0, False)), default=None)
    if alone and besides and (besides[0].later or besides[1] > alone[1]):
        besides = None
    return [(tried[place][0], comes) for comes, place in filter(None, (besides, alone))]


def fewest_silent(tried: Sequence[tuple[T, Comes, float]]) -> list[tuple[T, Comes]]:
    """Return the best of cuts by which only some speak in a part: one, or none.

    Of those that do as well it is the one with the fewest ``silent`` people, by the weight of the
    part, that comes with each; then the first.
    """
    best = min(tried, key=lambda one: one[1:], default=None)
    return [best[:2]] if best else []


def mildest(tried: Sequence[T], comes: Callable[[T], Comes | None]) -> tuple[T, Comes] | None:
    """Return the first of cuts, each deeper than the one before, that does as well as the deepest.

    What they come to gets better with each and never worse again, so not all have to be tried.
    """
    best = comes(tried[-1]) if tried else None
    if best is None:
        return None
    low, high = 0, len(tried) - 1
    while low < high:
        middle = (low + high) // 2
        if comes(tried[middle]) == best:
            high = middle
        else:
            low = middle + 1
    return tried[low], best
