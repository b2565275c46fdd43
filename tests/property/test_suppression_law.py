"""What is shown of counts tells nothing about fewer than five people, whoever looks at it."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.suppression import LEAST, Shown, suppressed
from tests.strategies import LAW

Counts = tuple[int, ...]


def every_count(answers: int, people: int) -> Iterator[Counts]:
    """Yield every way in which so many people can have answered, or not."""
    if not answers:
        yield ()
        return
    for first in range(people + 1):
        for rest in every_count(answers - 1, people - first):
            yield (first, *rest)


def by_picture(answers: int, people: int, silent: int | None) -> dict[Shown, list[Counts]]:
    """Return all counts that lead to the same picture; ``silent`` gave no answer, if known."""
    found: dict[Shown, list[Counts]] = defaultdict(list)
    for counts in every_count(answers, people):
        if silent is None or people - sum(counts) == silent:
            found[suppressed(counts, people)].append(counts)
    return found


@pytest.mark.parametrize(
    ("answers", "people", "silent"),
    [
        *((3, people, None) for people in range(1, 27)),
        *((3, people, 0) for people in range(5, 32)),
        *((3, people, 2) for people in range(10, 26)),
        *((5, people, None) for people in (9, 10, 12, 14)),
        *((5, people, 0) for people in (10, 12, 16, 21)),
    ],
)
def test_nothing_small_follows_from_what_is_shown(
    answers: int, people: int, silent: int | None
) -> None:
    """Nobody can work out a count of fewer than five, or of how many did not answer.

    Not even who knows how many were here, how many of them answered, and the rule itself: some
    other answers would have looked the same.
    """
    for shown, alike in by_picture(answers, people, silent).items():
        hidden = [place for place, figure in enumerate(shown) if figure is None]
        for size in range(1, len(hidden) + 1):
            if size == len(hidden) == answers:
                continue  # all of them together: how many answered, of which nothing is said
            for places in combinations(hidden, size):
                sums = {sum(counts[place] for place in places) for counts in alike}
                assert len(sums) > 1 or min(sums) >= LEAST, (shown, places)
        if silent is None:
            unanswered = {people - sum(counts) for counts in alike}
            assert len(unanswered) > 1 or not 0 < min(unanswered) < LEAST


COUNTS = st.integers(0, 40).flatmap(
    lambda least: st.lists(st.integers(0, least), min_size=3, max_size=5).map(tuple)
)


@LAW
@given(COUNTS, st.integers(0, 20))
def test_a_count_is_shown_as_it_is_or_not_at_all(counts: Counts, silent: int) -> None:
    """A figure on the screen is the true one, and at least five others gave another answer."""
    shown = suppressed(counts, sum(counts) + silent)
    assert len(shown) == len(counts)
    for figure, count in zip(shown, counts, strict=True):
        if figure is not None:
            assert figure == count >= LEAST
            assert sum(counts) - count >= LEAST


@pytest.mark.parametrize(
    ("counts", "people", "shown"),
    [
        ((6, 4, 2), 12, (6, None, None)),
        ((6, 6, 0), 12, (None, None, None)),
        ((5, 4, 4), 13, (None, None, None)),
        ((5, 2, 1), 8, (None, None, None)),
        ((12, 0, 0), 12, (None, None, None)),
        ((5, 5, 5), 15, (5, 5, 5)),
        ((5, 5, 5), 17, (None, None, None)),
        ((0, 1, 3, 7, 2), 13, (None, None, None, 7, None)),
        ((0, 0, 0), 0, (None, None, None)),
    ],
)
def test_figures(counts: Counts, people: int, shown: Shown) -> None:
    """Where one small count would follow from the others, those are hidden with it."""
    assert suppressed(counts, people) == shown
