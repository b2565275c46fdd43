"""Sharing seconds out so that not one of them is lost, in steps that can be said aloud."""

from collections.abc import Sequence

STEP = 5
"""Shares are multiples of five seconds: a share of 17:08.57 cannot be announced aloud."""


def apportion(total: int, claims: Sequence[int]) -> tuple[int, ...]:
    """Share ``total`` seconds in proportion to ``claims`` so that the parts sum exactly to it.

    Largest-remainder rounding to ``STEP``; where remainders are equal the larger claim comes first,
    then the earlier one, so a larger claim never gets less. What is left of a total that is no
    multiple of ``STEP`` goes to the largest claim, the first of them. Raises ``ValueError`` when
    nobody claims anything.
    """
    whole = sum(claims)
    if whole <= 0:
        raise ValueError("there is nobody to share the time out to")
    units, loose = divmod(total, STEP)
    parts = [units * claim // whole for claim in claims]
    rest = [units * claim % whole for claim in claims]
    ranked = sorted(range(len(claims)), key=lambda i: (-rest[i], -claims[i], i))
    for place in ranked[: units - sum(parts)]:
        parts[place] += 1
    seconds = [STEP * part for part in parts]
    seconds[max(range(len(claims)), key=lambda i: (claims[i], -i))] += loose
    return tuple(seconds)


def apportion_within(total: int, claims: Sequence[int], rooms: Sequence[int]) -> tuple[int, ...]:
    """Share ``total`` seconds in proportion to ``claims`` (each above 0), none above its room.

    What one has no room for goes to the others. The parts sum exactly to the total, or to all the
    rooms where those are smaller.
    """
    parts = [0] * len(claims)
    takers = [place for place, room in enumerate(rooms) if room > 0]
    left = min(total, sum(rooms[place] for place in takers))
    while left > 0:
        shares = apportion(left, [claims[place] for place in takers])
        asked = dict(zip(takers, shares, strict=True))
        full = {place: rooms[place] for place in takers if asked[place] >= rooms[place]}
        for place, seconds in (full or asked).items():
            parts[place] = seconds
            left -= seconds
        takers = [place for place in takers if place not in full]
    return tuple(parts)


def level(total: int, had: Sequence[int]) -> int:
    """Return what each who gets some of ``total`` seconds then has in all, to the whole second.

    Those who ``had`` least get of it first, until all have the same. Raises ``ValueError`` when
    there is nobody.
    """
    ranked = sorted(had)
    for count in range(len(ranked), 0, -1):
        reach = (total + sum(ranked[:count])) // count
        if reach >= ranked[count - 1]:
            return reach
    raise ValueError("there is nobody to share the time out to")


def split(total: int, people: int) -> tuple[int, ...]:
    """Share ``total`` seconds equally among ``people``; who cannot be equal is longer first.

    7,200 s for seven people is five shares of 1,030 s and two of 1,025 s.
    """
    return apportion(total, (1,) * people)
