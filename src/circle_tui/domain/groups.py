"""Who is with whom: pairs that change every round, threes and fours.

People are seats, in the order in which they are given.
"""

from collections.abc import Sequence
from itertools import islice

from circle_tui.domain.agenda import ClockMode, EachInGroup, Segment

Group = tuple[int, ...]
Grouping = tuple[Group, ...]

SMALL_ODD: dict[int, tuple[Grouping, ...]] = {
    3: (((0, 1, 2),),),
    5: (((0, 1, 2), (3, 4)),),
    7: (
        ((0, 1, 2), (3, 4), (5, 6)),
        ((0, 3, 5), (1, 4), (2, 6)),
        ((0, 4, 6), (1, 3), (2, 5)),
    ),
    9: (
        ((0, 1, 2), (3, 4), (5, 6), (7, 8)),
        ((0, 3, 5), (1, 7), (2, 8), (4, 6)),
        ((0, 6), (1, 4, 8), (2, 5), (3, 7)),
        ((0, 4), (1, 3), (2, 6, 7), (5, 8)),
        ((0, 7), (1, 5), (2, 4), (3, 6, 8)),
        ((0, 8), (1, 6), (2, 3), (4, 5, 7)),
    ),
}
"""Rounds without a repeat for odd circles that are too small for the general way."""


def trios(seats: Sequence[int]) -> Grouping:
    """Return the seats in threes, and in fours where they do not come out even.

    Never a pair, since a client and one listener are no consultation (troika-30.toml): 7 = 3 + 4,
    8 = 4 + 4, and five people stay together, because 3 + 2 would leave a pair. Fewer than three
    stay together as well.
    """
    return _evenly(seats, max(1, len(seats) // 3))


def fours(seats: Sequence[int], before: Grouping = ()) -> Grouping:
    """Return the seats in fours: two groups of the round before together, if those were pairs.

    One pair too many joins two others, and a trio too many stays as it is: 6 = 2 + 2 + 2,
    7 = 4 + 3, 9 = 4 + 5. Without pairs there are fours and threes, and five people stay together.
    """
    if before and min(map(len, before)) == 2:
        return _joined(before)
    return _evenly(seats, 1 if len(seats) == 5 else -(-len(seats) // 4))


def _joined(groups: Grouping) -> Grouping:
    """Return pairs, one of which may be a trio, put together two by two."""
    halves = sorted(groups, key=len)
    odd = [halves.pop()] if len(halves) % 2 else []
    joined = [one + two for one, two in zip(halves[::2], halves[1::2], strict=True)]
    if odd and joined and len(odd[0]) == 2:
        joined[-1] += odd.pop()
    return tuple(tuple(sorted(group)) for group in (*joined, *odd))


def _evenly(seats: Sequence[int], groups: int) -> Grouping:
    """Return the seats in so many groups that differ by one at most, the smaller first."""
    size, larger = divmod(len(seats), groups)
    rest = iter(seats)
    sizes = [size] * (groups - larger) + [size + 1] * larger
    return tuple(tuple(islice(rest, wanted)) for wanted in sizes)


def at_work(groups: Grouping) -> tuple[Grouping, ...]:
    """Return, for each person's turn within the groups, those groups that have such a person.

    In the fourth turn of 3 + 4 the three have had theirs: only the four is still at work.
    """
    return tuple(
        tuple(group for group in groups if len(group) >= number)
        for number in range(1, max(map(len, groups)) + 1)
    )


def rounds_in(segment: Segment, people: int) -> int:
    """Return how often the turns of a segment in groups come, with so many people."""
    if segment.each_in_group is EachInGroup.NO:
        return segment.rounds
    return -(-people // max(1, people // 3))


def blocks(segments: Sequence[Segment]) -> tuple[int, ...]:
    """Return for each segment the index of the first one of its block.

    A block is a run of segments that come together for each person of a group, all of them for the
    first person, then all of them for the second. Any other segment is a block of its own, also one
    without groups whose persons could take turns, whatever it says of them.
    """
    begins: list[int] = []
    for index, segment in enumerate(segments):
        goes_on = index and _in_block(segments[index - 1]) and _in_block(segment)
        begins.append(begins[-1] if goes_on else index)
    return tuple(begins)


def _in_block(segment: Segment) -> bool:
    return segment.clock is ClockMode.TRIOS and segment.each_in_group is EachInGroup.BLOCK


def pairs(seats: Sequence[int], rounds: int) -> tuple[Grouping, ...]:
    """Return the pairs of each round; nobody meets the same partner twice while that is possible.

    With an odd number there is one trio a round, and all three have met. An even circle of n has
    n - 1 rounds without a repeat, an odd one n(n - 1) / (n + 3), rounded down: each round uses up
    (n + 3) / 2 of n(n - 1) / 2 meetings. Only five people have one round less, and seven, three.
    Then the rounds start over with everybody one place on. One person alone is a group of one.
    """
    people = len(seats)
    fresh = _fresh(people)
    chosen = (
        _moved(fresh[place % len(fresh)], place // len(fresh), people) for place in range(rounds)
    )
    return tuple(
        tuple(tuple(seats[place] for place in group) for group in grouping) for grouping in chosen
    )


def _fresh(people: int) -> tuple[Grouping, ...]:
    """Return as many rounds as there are in which nobody meets anyone twice, at least one."""
    if people < 3:
        return ((tuple(range(people)),),)
    if people % 2 == 0:
        return tuple(_even(people, turn) for turn in range(people - 1))
    return SMALL_ODD.get(people) or tuple(_odd(people, turn) for turn in range(people - 4))


def _moved(grouping: Grouping, by: int, people: int) -> Grouping:
    """Return a round with everybody in the place of their neighbour ``by`` seats on."""
    return tuple(
        sorted(tuple(sorted((seat + by) % people for seat in group)) for group in grouping)
    )


def _even(people: int, turn: int) -> Grouping:
    """Return a round of a round robin: one seat stays, the others move on around it."""
    ring = people - 1
    return ((turn, ring), *(_facing(turn, step, ring) for step in range(1, people // 2)))


def _odd(people: int, turn: int) -> Grouping:
    """Return a round for eleven people or more: four seats stay, the others move on around them.

    On the ring those who face each other at 1, 2 and 3 places from the turn are 2, 4 and 6 places
    apart. Those at 1, 3 and -3 are just as far apart, so they are the trio instead; the four who
    are left over meet the four who stay. So every distance on the ring is used once in a round, and
    nobody meets twice in as many rounds as the ring has places.
    """
    ring = people - 4
    trio = tuple((turn + step) % ring for step in (1, 3, -3))
    met = [((turn + step) % ring, ring + stays) for stays, step in enumerate((0, -1, 2, -2))]
    return (trio, *met, *(_facing(turn, step, ring) for step in range(4, ring // 2 + 1)))


def _facing(turn: int, step: int, ring: int) -> Group:
    """Return the two seats of a ring that are ``step`` places from ``turn`` on either side."""
    return ((turn + step) % ring, (turn - step) % ring)
