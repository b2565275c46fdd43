"""Which parts give how much when time is short: the arithmetic of every plan that gets shorter."""

from collections.abc import Sequence
from math import lcm
from typing import NamedTuple

from circle_tui.domain.sharing import STEP, apportion_within


class Part(NamedTuple):
    """A part that may get shorter: how long it is, and how many seconds of it may go.

    It gives in steps of ``grain`` seconds, and the less the heavier it is. One that ``absorbs``
    gives before the others do.
    """

    seconds: int
    room: int
    grain: int = STEP
    weight: int = 1
    absorbs: bool = False


def cuts(need: int, parts: Sequence[Part]) -> tuple[int, ...] | None:
    """Return how many seconds each part gives so that it is ``need`` in all, in steps of five.

    In proportion to their length, none more than its room; ``None`` when they have too little.
    Where a part's grain saves too much, others give that much less, the heavier before the lighter.
    """
    need = -(-max(0, need) // STEP) * STEP
    rooms = [max(0, part.room) // part.grain * part.grain for part in parts]
    if sum(rooms) < need:
        return None
    unit = lcm(*(part.weight for part in parts))
    given = [0] * len(parts)
    for absorbing in (True, False):
        group = [place for place, part in enumerate(parts) if part.absorbs is absorbing]
        shares = apportion_within(
            need - sum(given),
            [parts[place].seconds * unit // parts[place].weight for place in group],
            [rooms[place] for place in group],
        )
        for place, share in zip(group, shares, strict=True):
            given[place] = -(-share // parts[place].grain) * parts[place].grain
    back = sorted(range(len(parts)), key=lambda i: (-parts[i].grain, -parts[i].weight))
    for place in back:
        if not parts[place].absorbs:
            excess = sum(given) - need
            given[place] -= min(excess, given[place]) // parts[place].grain * parts[place].grain
    return tuple(given)
