"""Small groups once they have begun, when people come or go: what can stay as it is does."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from circle_tui.domain.groups import Group, Grouping, pairs


def paired_again(
    seats: Sequence[int], rounds: int, had: Iterable[Grouping]
) -> tuple[Grouping, ...]:
    """Return so many rounds of pairs in which as few as possible meet whom they have met.

    ``had`` are the rounds there were.
    """
    met = Counter(meeting for grouping in had for meeting in _meetings(grouping))
    choice = list(dict.fromkeys(pairs(seats, rounds + len(seats))))
    chosen: list[Grouping] = []
    for _ in range(rounds):
        best = min(choice, key=lambda grouping: sum(met[m] for m in _meetings(grouping)))
        met.update(_meetings(best))
        chosen.append(best)
    return tuple(chosen)


def _meetings(grouping: Grouping) -> list[tuple[int, int]]:
    return [pair for group in grouping for pair in combinations(sorted(group), 2)]


def regrouped(
    rounds: Sequence[Grouping], seats: Collection[int], came: Sequence[int]
) -> tuple[Grouping, ...]:
    """Return rounds of groups that stay together, without those who are not in ``seats``.

    Each of those who ``came`` joins the smallest group, and whoever is left alone another one, or
    all who are in none join them. A round in which nobody is left has no group. Rounds that were
    laid at different times, because somebody went back to one of them, keep their own groups.
    """
    wholes = [whole_round(grouping, rounds) for grouping in rounds]
    then = {one: _changed(one, seats, came) for one in wholes}
    return tuple(
        tuple(tuple(sorted(then[one][group])) for group in grouping if then[one][group])
        for one, grouping in zip(wholes, rounds, strict=True)
    )


def whole_round(grouping: Grouping, rounds: Sequence[Grouping]) -> Grouping:
    """Return the one of ``rounds`` with all groups of this one, and those not at work in it."""
    laid_with_it = [other for other in rounds if set(grouping) <= set(other)]
    return max(laid_with_it, key=lambda other: sum(map(len, other)))


def _changed(
    grouping: Grouping, seats: Collection[int], came: Sequence[int]
) -> Mapping[Group, list[int]]:
    """Return who is in each group then."""
    then = {group: [seat for seat in group if seat in seats] for group in grouping}
    there = {seat for group in grouping for seat in group}
    for seat in (seat for seat in came if seat not in there):
        min(then.values(), key=len).append(seat)
    for alone in [members for members in then.values() if len(members) == 1]:
        others = [members for members in then.values() if members and members is not alone]
        if others and len(alone) == 1:
            min(others, key=len).append(alone.pop())
        elif not others:
            alone.extend(seat for seat in seats if seat not in alone)
    return then
