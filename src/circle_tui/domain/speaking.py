"""Some of everybody speak in a part, whoever wants to: how many, and what that saves."""

from collections.abc import Sequence
from typing import NamedTuple

from circle_tui.domain.agenda import ClockMode, Segment
from circle_tui.domain.lengths import figure_text, minutes_text
from circle_tui.domain.plan import Turn, planned_seconds


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

    def title(self, name: str) -> str:
        """Return the choice in a few words; ``name`` is the part's, in quotes."""
        return f"{self.people} of {self.everybody} speak in {name}"

    def sentence(self, name: str, before: int) -> str:
        """Return the choice in a sentence, for a part that took ``before`` seconds."""
        return (
            f"Ask for {self.people} of {self.everybody} to speak in {name}, whoever wants to: "
            f"{minutes_text(self.seconds)} instead of {minutes_text(before)} "
            f"({figure_text(self.share)} each)."
        )


def volunteers_in(segment: Segment, turns: Sequence[Turn], need: int) -> Volunteers | None:
    """Return how many may speak in a segment so that it saves ``need`` seconds, if that does it.

    At least two and half of those who would: when most only listen, a round is no round any more
    (our own figure, as the floor of a part). Bids are left alone: whoever bid came forward already.
    """
    if segment.protected or segment.clock not in (ClockMode.EACH, ClockMode.DIVIDE):
        return None
    everybody = len({turn.id.seat for turn in turns})
    share, rounds = min(turn.seconds for turn in turns), len(turns) // everybody
    before = planned_seconds(turns)
    people = min(everybody - 1, (before - need) // (share * rounds)) if share else 0
    found = Volunteers(people, everybody, share, rounds)
    enough = people >= max(2, -(-everybody // 2)) and found.seconds >= (segment.least or 0)
    return found if enough else None
