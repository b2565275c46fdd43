"""Who is with whom: tried out for every circle from 2 to 40 people."""

from itertools import combinations

import pytest

from circle_tui.domain.groups import MOST_ROUNDS, Grouping, pairs, trios


def _meetings(rounds: tuple[Grouping, ...]) -> list[tuple[int, int]]:
    """Return everybody who was together, once for each time."""
    return [
        pair for grouping in rounds for group in grouping for pair in combinations(sorted(group), 2)
    ]


@pytest.mark.parametrize("people", range(2, 41))
def test_everybody_is_in_a_pair_every_round(people: int) -> None:
    """In each round everybody has a partner, and an odd one out joins a pair."""
    seats = range(1, people + 1)
    for grouping in pairs(seats, MOST_ROUNDS):
        assert sorted(seat for group in grouping for seat in group) == list(seats)
        sizes = sorted(map(len, grouping))
        assert sizes == [2] * (people // 2 - people % 2) + [3] * (people % 2)


@pytest.mark.parametrize("people", range(2, 41, 2))
def test_even_circles_meet_everybody(people: int) -> None:
    """An even circle goes through all its partners before anybody meets one twice."""
    rounds = pairs(range(people), people - 1)
    assert sorted(_meetings(rounds)) == list(combinations(range(people), 2))


POSSIBLE = {3: 1, 5: 1, 7: 3, 9: 6, 11: 6, 13: 8}
"""Rounds without a repeat for small odd circles; two trios of five must share two people."""


@pytest.mark.parametrize("people", range(3, 41, 2))
def test_odd_circles_meet_nobody_twice(people: int) -> None:
    """An odd circle has as many rounds without a repeat as an evening may need, and says so."""
    rounds = pairs(range(people), POSSIBLE.get(people, 10))
    met = _meetings(rounds)
    assert len(set(met)) == len(met)


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
