"""Who is with whom: tried out for every circle from 2 to 40 people."""

from itertools import combinations

import pytest

from circle_tui.domain.agenda import Agenda, ClockMode, EachInGroup, Segment
from circle_tui.domain.groups import Grouping, at_work, blocks, fours, pairs, rounds_in, trios
from circle_tui.domain.plan import plan, planned_seconds

EVENING = 12
"""As many rounds as an agenda may have."""


def _meetings(rounds: tuple[Grouping, ...]) -> list[tuple[int, int]]:
    """Return everybody who was together, once for each time."""
    return [
        pair for grouping in rounds for group in grouping for pair in combinations(sorted(group), 2)
    ]


@pytest.mark.parametrize("people", range(2, 41))
def test_everybody_is_in_a_pair_every_round(people: int) -> None:
    """In each round everybody has a partner, and an odd one out joins a pair."""
    seats = range(1, people + 1)
    for grouping in pairs(seats, EVENING):
        assert sorted(seat for group in grouping for seat in group) == list(seats)
        sizes = sorted(map(len, grouping))
        assert sizes == [2] * (people // 2 - people % 2) + [3] * (people % 2)


@pytest.mark.parametrize("people", range(2, 41, 2))
def test_even_circles_meet_everybody(people: int) -> None:
    """An even circle goes through all its partners before anybody meets one twice."""
    rounds = pairs(range(people), people - 1)
    assert sorted(_meetings(rounds)) == list(combinations(range(people), 2))


IMPOSSIBLE = {5: 2, 7: 4}
"""Circles for which the bound cannot be reached: two trios of five people share two of them, and
``test_seven_people_have_three_rounds`` tries out every four rounds of seven."""


@pytest.mark.parametrize("people", range(3, 41, 2))
def test_odd_circles_meet_nobody_twice(people: int) -> None:
    """An odd circle has every round without a repeat that there can be.

    A round of pairs and a trio uses up (n + 3) / 2 of n(n - 1) / 2 meetings.
    """
    bound = people * (people - 1) // (people + 3)
    met = _meetings(pairs(range(people), bound - (people in IMPOSSIBLE)))
    assert len(set(met)) == len(met)
    if people in IMPOSSIBLE:
        assert bound == IMPOSSIBLE[people]


def _rounds(people: range) -> list[frozenset[tuple[int, int]]]:
    """Return who meets whom in every possible round of one trio and pairs."""

    def paired(rest: tuple[int, ...]) -> list[tuple[tuple[int, int], ...]]:
        if not rest:
            return [()]
        one, *others = rest
        return [
            ((one, two), *more)
            for two in others
            for more in paired(tuple(seat for seat in others if seat != two))
        ]

    return [
        frozenset([*combinations(trio, 2), *more])
        for trio in combinations(people, 3)
        for more in paired(tuple(seat for seat in people if seat not in trio))
    ]


def test_seven_people_have_three_rounds() -> None:
    """Seven people cannot have a fourth round with new partners only, whatever the other three."""
    first, *_ = rounds = _rounds(range(7))
    fresh = [met for met in rounds if not met & first]
    for one, two in combinations(fresh, 2):
        if not one & two:
            assert all(met & (one | two) for met in fresh)


@pytest.mark.parametrize("people", range(6, 41))
def test_three_rounds_are_always_with_new_people(people: int) -> None:
    """The published form of three rounds has three new partners for six people and more."""
    met = _meetings(pairs(range(people), 3))
    assert len(set(met)) == len(met)


@pytest.mark.parametrize("people", range(2, 14))
def test_rounds_past_the_last_new_one_still_work(people: int) -> None:
    """When everybody has met, rounds start over; nobody is ever without a group."""
    rounds = pairs(range(people), 60)
    assert len(rounds) == 60
    assert all(sum(map(len, grouping)) == people for grouping in rounds)


def test_five_people_do_not_stay_in_the_same_groups() -> None:
    """Where a repeat cannot be helped, the groups are at least not the same ones again."""
    rounds = pairs(range(5), 5)
    assert len(set(rounds)) == 5
    assert set(_meetings(rounds)) == set(combinations(range(5), 2))


def test_fewer_rounds_are_the_beginning_of_more() -> None:
    """Adding a round changes nothing about the rounds before it."""
    for people in (6, 7, 12, 13):
        assert pairs(range(people), 5)[:3] == pairs(range(people), 3)


@pytest.mark.parametrize(
    ("people", "sizes"),
    [
        *[(1, [1]), (2, [2]), (3, [3]), (4, [4]), (5, [5]), (6, [3, 3]), (7, [3, 4])],
        *[(8, [4, 4]), (9, [3, 3, 3]), (10, [3, 3, 4]), (11, [3, 4, 4]), (12, [3, 3, 3, 3])],
    ],
)
def test_trios_as_circles_form_them(people: int, sizes: list[int]) -> None:
    """Seven are three and four, eight are two fours, and five stay together: never a pair."""
    assert [len(group) for group in trios(range(people))] == sizes


@pytest.mark.parametrize("people", range(6, 41))
def test_trios_are_threes_and_fours(people: int) -> None:
    """From six people on there are threes and fours only, and everybody is in one."""
    groups = trios(range(people))
    assert [seat for group in groups for seat in group] == list(range(people))
    assert {len(group) for group in groups} <= {3, 4}


@pytest.mark.parametrize(
    ("people", "sizes"),
    [
        *[(1, [1]), (2, [2]), (3, [3]), (4, [4]), (5, [5]), (6, [3, 3]), (7, [3, 4])],
        *[(8, [4, 4]), (9, [3, 3, 3]), (10, [3, 3, 4]), (11, [3, 4, 4]), (12, [4, 4, 4])],
    ],
)
def test_fours_without_pairs_before(people: int, sizes: list[int]) -> None:
    """Where nobody was in a pair there are fours and threes, seven are three and four."""
    assert [len(group) for group in fours(range(people))] == sizes


@pytest.mark.parametrize(
    ("people", "sizes"),
    [
        *[(2, [2]), (3, [3]), (4, [4]), (5, [5]), (6, [6]), (7, [4, 3]), (8, [4, 4])],
        *[(9, [4, 5]), (10, [4, 6]), (11, [4, 4, 3]), (12, [4, 4, 4]), (13, [4, 4, 5])],
    ],
)
def test_fours_are_pairs_together(people: int, sizes: list[int]) -> None:
    """Two pairs come together and no pair is torn apart; a trio too many stays as it is."""
    seats = range(1, people + 1)
    for before in pairs(seats, 3):
        joined = fours(seats, before)
        assert [len(group) for group in joined] == sizes
        assert sorted(seat for group in joined for seat in group) == list(seats)
        for pair in before:
            assert any(set(pair) <= set(group) for group in joined)


def test_threes_before_do_not_become_sixes() -> None:
    """Fours after trios are formed anew."""
    assert [len(group) for group in fours(range(9), trios(range(9)))] == [3, 3, 3]


def _client(title: str, seconds: int, each: EachInGroup = EachInGroup.BLOCK) -> Segment:
    return Segment(title, "exercise", ClockMode.TRIOS, seconds, each_in_group=each)


def test_nobody_in_a_four_goes_without() -> None:
    """Where there is a four its fourth person has a turn too, and the threes are free by then."""
    assert at_work(((1, 2, 3), (4, 5, 6, 7))) == (
        *[((1, 2, 3), (4, 5, 6, 7))] * 3,
        ((4, 5, 6, 7),),
    )


@pytest.mark.parametrize("people", range(1, 41))
def test_each_in_a_group_is_as_often_as_the_largest(people: int) -> None:
    """The plan counts on as many turns as the largest group of today has people."""
    sizes = [len(group) for group in trios(range(people))]
    assert rounds_in(_client("Ask", 60), people) == max(sizes)
    assert rounds_in(_client("Ask", 60, EachInGroup.NO), people) == 1


@pytest.mark.parametrize("people", range(3, 13))
def test_parts_of_a_block_come_together(people: int) -> None:
    """The first client has all the steps before the second begins; a part alone goes on its own."""
    segments = (
        Segment("Think", "exercise", ClockMode.GROUP, 60),
        _client("Ask", 120),
        _client("Listen", 300),
        _client("Share", 180, EachInGroup.PART),
        Segment("Close", "closing", ClockMode.GROUP, 60),
    )
    assert blocks(segments) == (0, 1, 1, 3, 4)
    turns = plan(Agenda("help", "Help", segments), range(1, people + 1))
    clients = range(1, max(map(len, trios(range(people)))) + 1)
    block = [(part, client) for client in clients for part in (1, 2)]
    alone = [(3, client) for client in clients]
    told = [(turn.id.segment, turn.id.round) for turn in turns]
    assert told == [(0, 1), *block, *alone, (4, 1)]
    assert planned_seconds(turns) == 120 + 600 * len(clients)
    asked = [turn for turn in turns if turn.id.segment == 1]
    had = [group[turn.id.round - 1] for turn in asked for group in turn.groups]
    assert sorted(had) == list(range(1, people + 1))


def test_fours_in_a_plan_are_the_pairs_before() -> None:
    """Alone, in pairs, in fours: who was a pair is together in the four."""
    segments = (
        Segment("Pairs", "exercise", ClockMode.PAIRS, 120, rounds=2),
        Segment("Fours", "exercise", ClockMode.FOURS, 240),
    )
    *_, last, joined = plan(Agenda("grow", "Grow", segments), range(1, 9))
    assert all(any(set(pair) <= set(group) for group in joined.groups) for pair in last.groups)
