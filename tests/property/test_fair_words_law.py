"""Why a time is fair, in sentences: each of them is true, whatever the circle and its past."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st

from circle_tui.domain.fair_time import Choice, choose
from circle_tui.domain.week import FORBIDDEN
from circle_tui.services.asked import Asked
from circle_tui.services.finding_words import why
from circle_tui.services.found import Found, Share, Slot
from tests.strategies import LAW

NAMES = ("Ana", "Noor", "Sam", "Mira")
COSTS = st.sampled_from([0, 0, 1, 2, 3, 6, 9, 10, 18, FORBIDDEN])
NEAR = st.sampled_from([6, 6, 7, 8, FORBIDDEN])
"""Costs that are all within the slack, often: what is the fairest is decided among them."""

BEGAN = datetime(2027, 2, 1, tzinfo=UTC)
WALL = BEGAN.replace(tzinfo=None)

Costs = list[list[int]]


@st.composite
def circles(draw: st.DrawFn) -> tuple[Costs, list[int]]:
    """Draw what some starts cost one member or several, and what they had so far; nobody often."""
    starts, members = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    costs = draw(st.sampled_from([COSTS, NEAR, NEAR, st.sampled_from([0, 1, 3])]))
    row = st.lists(costs, min_size=starts, max_size=starts)
    before = st.integers(0, draw(st.sampled_from([0, 3, 30])))
    table = draw(st.lists(row, min_size=members, max_size=members))
    return table, draw(st.lists(before, min_size=members, max_size=members))


def found(costs: Costs, before: list[int], choice: Choice) -> Found:
    """Return a time as it was chosen."""
    shares = tuple(
        Share(f"id{at}", NAMES[at], "UTC", WALL, WALL, row[choice.start], so_far)
        for at, (row, so_far) in enumerate(zip(costs, before, strict=True))
    )
    slot = Slot(BEGAN, BEGAN + timedelta(hours=1), choice.total, shares)
    return Found(slot, "UTC", 60, (), choice, len(costs[0]), BEGAN, (), (), Asked())


class Truth:
    """What is so, by counting it out: the rule as ``docs/next-meeting.md`` states it."""

    def __init__(self, costs: Costs, before: list[int], start: int) -> None:
        columns = [*zip(*costs, strict=True)]
        self.count, self.start = len(columns), start
        self.names = NAMES[: len(before)]
        self.possible = [n for n, column in enumerate(columns) if max(column) < FORBIDDEN]
        self.total = {n: sum(columns[n]) for n in self.possible}
        self.least = min(self.total.values())
        self.near = [n for n in self.possible if 4 * self.total[n] <= 5 * self.least]
        self.after = {
            n: [b + c for b, c in zip(before, columns[n], strict=True)] for n in self.possible
        }
        self.everybody = "everybody" if len(self.names) > 1 else self.names[0]
        self.together = "all members together" if len(self.names) > 1 else self.names[0]

    def rank(self, start: int) -> list[int]:
        """Return how fair a start is: the least is the fairest."""
        return sorted(self.after[start], reverse=True)

    def require(self, sentence: str) -> None:
        """Fail for a sentence that is not true, and for one that nobody knows."""
        for pattern, check in self._known().items():
            if told := re.fullmatch(pattern, sentence):
                check(*told.groups())
                return
        raise AssertionError(sentence)

    def _known(self) -> dict[str, Callable[..., None]]:
        points = r"(\d+) (points?)"
        return {
            r"(\d+) of (\d+) times (is|are) possible for (\w+)\.": self._possible,
            r"At this one (\w+) is at work anyway\.": self._at_work,
            rf"This one costs ([\w ]+?) {points}\.": self._only,
            rf"This one costs ([\w ]+?) {points}, the least of all\.": self._the_least,
            rf"The least that one of them costs ([\w ]+?) is {points}\.": self._least,
            r"(\d+) cost at most a quarter more, and of these it is the fairest\.": self._fairest,
            rf"After it nobody has more than {points}, as few as can be: (.+)\.": self._most,
            rf"It costs {points} more than the least, which would be less fair\.": self._more,
            r"Of those that are equal it is the earliest\.": self._earliest,
        }

    def _possible(self, possible: str, count: str, verb: str, whom: str) -> None:
        assert (int(possible), int(count)) == (len(self.possible), self.count)
        assert (verb == "is") == (int(possible) == 1)
        assert whom == self.everybody

    def _at_work(self, whom: str) -> None:
        assert self.total[self.start] == 0
        assert whom == self.everybody

    def _only(self, whom: str, number: str, word: str) -> None:
        assert self.possible == [self.start]
        self._costs(whom, number, word, self.total[self.start])

    def _the_least(self, whom: str, number: str, word: str) -> None:
        assert self.total[self.start] == self.least
        self._costs(whom, number, word, self.least)

    def _least(self, whom: str, number: str, word: str) -> None:
        self._costs(whom, number, word, self.least)

    def _costs(self, whom: str, number: str, word: str, cost: int) -> None:
        assert (int(number), whom) == (cost, self.together)
        assert (word == "point") == (cost == 1)

    def _fairest(self, near: str) -> None:
        assert int(near) == len(self.near) > 1
        assert self.start in self.near
        assert all(self.rank(self.start) <= self.rank(n) for n in self.near)

    def _most(self, number: str, word: str, names: str) -> None:
        most = max(self.after[self.start])
        assert int(number) == most == min(max(self.after[n]) for n in self.near)
        assert (word == "point") == (most == 1)
        assert re.split(", | and ", names) == [
            name
            for name, after in zip(self.names, self.after[self.start], strict=True)
            if after == most
        ]

    def _more(self, number: str, word: str) -> None:
        assert int(number) == self.total[self.start] - self.least > 0
        assert (word == "point") == (int(number) == 1)
        cheap = [n for n in self.possible if self.total[n] == self.least]
        assert all(self.rank(self.start) < self.rank(n) for n in cheap)

    def _earliest(self) -> None:
        equal = [
            n
            for n in self.near
            if (self.rank(n), self.total[n]) == (self.rank(self.start), self.total[self.start])
        ]
        assert len(equal) > 1
        assert min(equal) == self.start


@given(circles())
@example(([[8, 5], [0, 4]], [20, 0]))
@example(([[0, 5], [8, 4]], [2, 0]))
@example(([[6, 6, 6], [1, 1, 2]], [0, 0]))
@example(([[3, 3]], [7]))
@example(([[1]], [0]))
@LAW
def test_every_sentence_is_true(circle: tuple[Costs, list[int]]) -> None:
    """Whatever I am told about a time is so: for one member, with and without a past, in a tie."""
    costs, before = circle
    choice = choose(costs, before)
    assume(choice is not None)
    assert isinstance(choice, Choice)
    truth = Truth(costs, before, choice.start)
    told = why(found(costs, before, choice), lambda share: share.alias)
    for sentence in told:
        truth.require(sentence)
    assert len(told) >= 2, "how many there were, and why this one"
    assert len(set(told)) == len(told)
    if choice.total:
        assert any("point" in sentence for sentence in told)
