"""Some of everybody speak in a part, whoever wants to: how many may, and what that saves."""

from collections.abc import Sequence
from typing import NamedTuple

from circle_tui.domain.agenda import ClockMode, Segment
from circle_tui.domain.choices import Words
from circle_tui.domain.lengths import figure_text, minutes_text
from circle_tui.domain.plan import Turn


class Volunteers(NamedTuple):
    """So many of everybody speak in a part, in each round, for so many seconds each."""

    people: int
    everybody: int
    share: int
    rounds: int

    @property
    def seconds(self) -> int:
        """How long they take in all."""
        return self.people * self.share * self.rounds

    @property
    def silent(self) -> float:
        """The share of everybody who have to do without."""
        return 1 - self.people / self.everybody

    def told(self, name: str, before: int) -> Words:
        """Say it of a part, by its title in quotes, that took ``before`` seconds."""
        title = f"{self.people} of {self.everybody} speak in {name}"
        sentence = (
            f"Ask for {self.people} of {self.everybody} to speak in {name}, whoever wants to: "
            f"{minutes_text(self.seconds)} instead of {minutes_text(before)} "
            f"({figure_text(self.share)} each)."
        )
        return Words(title, title, sentence)


def volunteers_in(segment: Segment, turns: Sequence[Turn]) -> tuple[Volunteers, ...]:
    """Return how many may speak in a segment instead of everybody, most of them first.

    At least two and half of those who would: when most only listen, a round is no round any more
    (our own figure, as the floor of a part). Bids are left alone: whoever bid came forward already.
    """
    if segment.protected or segment.clock not in (ClockMode.EACH, ClockMode.DIVIDE):
        return ()
    everybody = len({turn.id.seat for turn in turns})
    share, rounds = min(turn.seconds for turn in turns), len(turns) // everybody
    fewest = max(2, -(-everybody // 2))
    found = (Volunteers(n, everybody, share, rounds) for n in range(everybody - 1, fewest - 1, -1))
    return tuple(one for one in found if share and one.seconds >= (segment.least or 0))
