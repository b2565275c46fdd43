"""What a search of a folded text found."""

from dataclasses import dataclass

from circle_tui.domain.masking import Certainty, Kind


@dataclass(frozen=True, slots=True)
class Found:
    """A range of a folded text to mask, and why."""

    start: int
    end: int
    kind: Kind
    certainty: Certainty
    reason: str
