"""Who is with whom: pairs that change every round, and threes and fours.

People are seats, in the order in which they are given.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, count, islice

Group = tuple[int, ...]
Grouping = tuple[Group, ...]
Strangers = Mapping[int, set[int]]
"""Each seat, and those it has not met yet."""

PATIENCE = 2_000
"""Dead ends of one round before it counts as impossible: what is possible is found in far fewer."""


def trios(seats: Sequence[int]) -> Grouping:
    """Return the seats in threes, and in fours where they do not come out even.

    Never a pair, since one listener cannot consult (FORMATS.md 1.4): 7 = 3 + 4, 8 = 4 + 4, and five
    people stay together, because 3 + 2 would leave a pair. Fewer than three stay together as well.
    """
    count = max(1, len(seats) // 3)
    size, larger = divmod(len(seats), count)
    rest = iter(seats)
    sizes = [size] * (count - larger) + [size + 1] * larger
    return tuple(tuple(islice(rest, wanted)) for wanted in sizes)


MOST_ROUNDS = 12
"""For how many rounds an odd circle looks for new partners: more than any evening has."""


def pairs(seats: Sequence[int], rounds: int) -> tuple[Grouping, ...]:
    """Return the pairs of each round; nobody meets the same partner twice while that is possible.

    With an odd number there is one trio a round, and all three have met. An even circle of n has
    n - 1 rounds without a repeat; an odd one has one or two fewer than could be thought of
    (n(n - 1) / (n + 3)), which is one round for five people, three for seven and six for nine.
    Then the rounds start over with everybody one place on. One person alone is a group of one.
    """
    return tuple(
        tuple(tuple(seats[place] for place in group) for group in grouping)
        for grouping in _rounds(len(seats), rounds)
    )


def _rounds(people: int, rounds: int) -> tuple[Grouping, ...]:
    fresh = _fresh(people)
    return tuple(
        _moved(fresh[place % len(fresh)], place // len(fresh), people) for place in range(rounds)
    )


@lru_cache(maxsize=64)
def _fresh(people: int) -> tuple[Grouping, ...]:
    """Return rounds in which nobody meets the same partner twice, at least one of them."""
    if people < 4:
        return ((tuple(range(people)),),)
    return _odd(people, MOST_ROUNDS) if people % 2 else _even(people)


def _moved(grouping: Grouping, by: int, people: int) -> Grouping:
    """Return a round with everybody in the place of their neighbour ``by`` seats on."""
    return tuple(
        sorted(tuple(sorted((seat + by) % people for seat in group)) for group in grouping)
    )


def _even(people: int) -> tuple[Grouping, ...]:
    """Return every round of a round robin: one seat stays, the others move on around it."""
    stays, ring = people - 1, people - 1
    return tuple(
        tuple(
            [
                tuple(sorted((turn, stays))),
                *(
                    tuple(sorted(((turn + step) % ring, (turn - step) % ring)))
                    for step in range(1, people // 2)
                ),
            ]
        )
        for turn in range(ring)
    )


def _odd(people: int, rounds: int) -> tuple[Grouping, ...]:
    """Return up to ``rounds`` rounds of one trio and pairs in which nobody meets anyone twice."""
    strangers = {seat: set(range(people)) - {seat} for seat in range(people)}
    done: list[Grouping] = []
    while len(done) < rounds and (made := _fresh_round(strangers)):
        done.append(made)
        for one, two in (pair for group in made for pair in combinations(group, 2)):
            strangers[one].discard(two)
            strangers[two].discard(one)
    return tuple(done)


def _fresh_round(strangers: Strangers) -> Grouping | None:
    """Return a trio and pairs of people who have not met, ``None`` when there is no such round.

    The trio is of those who have met the fewest others.
    """
    order = sorted(strangers, key=lambda seat: (-len(strangers[seat]), seat))
    tries = count(1)
    for trio in combinations(order, 3):
        if all(two in strangers[one] for one, two in combinations(trio, 2)):
            rest = frozenset(strangers).difference(trio)
            made = _paired(rest, strangers, tries)
            if made is not None:
                return tuple(sorted([tuple(sorted(trio)), *made]))
            if next(tries) > PATIENCE:
                break
    return None


def _paired(rest: frozenset[int], strangers: Strangers, tries: Iterator[int]) -> Grouping | None:
    """Return pairs of strangers from ``rest``; who has the fewest left is paired first."""
    if not rest:
        return ()
    seat = min(rest, key=lambda one: (len(strangers[one] & rest), one))
    for partner in sorted(strangers[seat] & rest):
        made = _paired(rest - {seat, partner}, strangers, tries)
        if made is not None:
            return (tuple(sorted((seat, partner))), *made)
        if next(tries) > PATIENCE:
            break
    return None
