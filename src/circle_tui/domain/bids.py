"""Time bids: everybody says how long they need, and it is made to fit without a silent cut.

The bids are the format of Every Other Thursday (eot-time-bids.toml); scaling above a floor and
showing both figures before the group accepts is ours.
"""

from collections.abc import Sequence
from typing import NamedTuple

from circle_tui.domain.sharing import STEP


class Bid(NamedTuple):
    """What one seat asked for and what it gets, in seconds: before and after, side by side."""

    seat: int
    asked: int
    granted: int


def settle_bids(bids: Sequence[tuple[int, int]], budget: int, floor: int = 0) -> tuple[Bid, ...]:
    """Fit bids (seat and seconds, in the order they were made) into ``budget`` seconds.

    Bids that fit are granted as they are. Otherwise what each asks for above ``floor`` shrinks by
    the same proportion, so that the parts sum exactly to the budget; nobody gets more than they
    asked for, less than the floor (or their bid, where that is less), or less than somebody who
    asked for less. Where the budget cannot give everybody the floor, the floor is the budget's
    equal share. Everything is in steps of five seconds: bids are rounded up to one, a floor down,
    and what is left of an uneven budget is not handed out.
    """
    asked = [(seat, -(-max(0, seconds) // STEP)) for seat, seconds in bids]
    units = budget // STEP
    if sum(claim for _, claim in asked) <= units:
        granted = [claim for _, claim in asked]
    else:
        granted = _scaled([c for _, c in asked], units, safe_floor(floor, budget, len(bids)))
    return tuple(
        Bid(seat, STEP * claim, STEP * got)
        for (seat, claim), got in zip(asked, granted, strict=True)
    )


def safe_floor(floor: int, budget: int, people: int) -> int:
    """Return the seconds that everybody keeps of what they ask: ``floor``, where there is enough.

    Where the budget cannot give everybody the floor it is the equal share, in steps of five.
    """
    return min(floor, budget // max(1, people)) // STEP * STEP


def percent_above(bids: Sequence[Bid], floor: int) -> int:
    """Return what was granted of all that was asked above ``floor`` (a safe one), in percent."""
    asked = sum(bid.asked - min(bid.asked, floor) for bid in bids)
    granted = sum(bid.granted - min(bid.asked, floor) for bid in bids)
    return 100 if asked <= 0 else round(100 * granted / asked)


def _scaled(claims: Sequence[int], units: int, floor: int) -> list[int]:
    """Return the claims cut down to ``units`` in all, each to at least ``floor`` seconds.

    Whole totals are rounded, and not the part above the floor, so that a larger claim stays so.
    """
    safe = [min(claim, floor // STEP) for claim in claims]
    above = [claim - least for claim, least in zip(claims, safe, strict=True)]
    left, whole = units - sum(safe), sum(above)
    parts = [least + left * extra // whole for least, extra in zip(safe, above, strict=True)]
    ranked = sorted(range(len(claims)), key=lambda i: (-(left * above[i] % whole), -claims[i], i))
    for place in ranked[: units - sum(parts)]:
        parts[place] += 1
    return parts
