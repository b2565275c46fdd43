"""What an undo takes back, in words: who presses the key is told what was undone."""

from collections.abc import Mapping

from circle_tui.domain.facts import (
    AttendanceChanged,
    BidsAccepted,
    Extended,
    Fact,
    GivenBack,
    Interrupted,
    Moved,
    Passed,
    Paused,
    Polled,
    Promised,
    Prompted,
    Reordered,
    Replanned,
    Resumed,
    RolesGiven,
    Volunteered,
    Voted,
)
from circle_tui.domain.state import Session

NAMES: Mapping[type[Fact], str] = {
    Moved: "the step to this turn",
    Passed: "the skipped turn",
    Paused: "the pause",
    Resumed: "going on after the pause",
    Extended: "the change of this turn's time",
    BidsAccepted: "sharing the time out by bids",
    RolesGiven: "who has the role",
    Replanned: "the re-plan",
    AttendanceChanged: "who came and went",
    Reordered: "the change of order",
    Volunteered: "who came forward",
    Promised: "the new promised end",
    Voted: "the vote",
    Polled: "the count",
    Prompted: "the fresh prompt",
    GivenBack: "giving time back",
}
"""By the kind of fact. An interruption is nobody's doing, and no undo takes one back."""


def taken_back_text(session: Session) -> str:
    """Say what an undo takes back now, ``Taken back: the re-plan.``; empty if that is nothing."""
    done = next(fact for fact in reversed(session.standing) if not isinstance(fact, Interrupted))
    name = NAMES.get(type(done), "")
    return name and f"Taken back: {name}."
