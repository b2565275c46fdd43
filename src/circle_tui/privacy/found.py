"""What a search of a folded text found."""

from circle_tui.domain.masking import Certainty, Kind
from circle_tui.domain.values import value


@value
class Found:
    """A range of a folded text to mask, and why."""

    start: int
    end: int
    kind: Kind
    certainty: Certainty
    reason: str


MEMBERS_NAME = "a member's name"


@value
class Hit:
    """A range of a folded text that names a member, given by the place in the roster."""

    start: int
    end: int
    member: int
    certainty: Certainty = Certainty.SURE
    reason: str = MEMBERS_NAME
