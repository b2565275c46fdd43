"""What an undo takes back, in words: who presses the key is told what was undone."""

from collections.abc import Mapping
from types import MappingProxyType

from circle_tui.domain.attendance import HERE
from circle_tui.domain.attendance_words import named
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
from circle_tui.domain.plan import EVERYBODY
from circle_tui.domain.session import Session, fold
from circle_tui.domain.turn_rules import waits_for_volunteer
from circle_tui.domain.who import seat_name, stopped

NAMES: Mapping[type[Fact], str] = {
    Moved: "the last step",
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
"""By the kind of fact. An interruption is nobody's doing, and no undo takes one back.

Taking a pause back can state one: what that comes to is told where every interruption is.
"""

THE_END = "Taken back: the end of the session."

RAN_ON = "whose clock ran on"
"""What is to be known of a skip that is taken back: it was none, so all time since is that turn's.

Going back to the turn takes it up where its clock stood.
"""

NO_NAMES: Mapping[int, str] = MappingProxyType({})
"""Nobody is to be named, since others see the screen."""


def taken_back_text(session: Session, names: Mapping[int, str] = NO_NAMES) -> str:
    """Say what an undo takes back now, ``Taken back: the re-plan.``; empty if that is nothing.

    Where ``names`` has everybody, who came and went is named, ``Taken back: Noor came, Sam left.``,
    and after a step who or what is on again: ``Taken back: the last step. Noor is on again.``
    """
    standing = list(session.standing)
    while isinstance(standing[-1], Interrupted):
        standing.pop()
    done = standing.pop()
    name = NAMES.get(type(done), "")
    if isinstance(done, AttendanceChanged) and names:
        name = _came_and_went(fold(standing), done, names) or name
    if isinstance(done, Passed) and session.running_since is not None:
        name = f"{name}, {RAN_ON}"
    told = name and stopped(f"Taken back: {name}")
    if isinstance(done, Moved) and names:
        return f"{told} {_on(fold(standing), names)} is on again."
    return told


def _on(session: Session, names: Mapping[int, str]) -> str:
    """Return whose turn is on, ``Noor``; the part, ``"Close"``, where it is nobody's own."""
    on = session.current
    seat = EVERYBODY if waits_for_volunteer(session) else session.volunteers.get(on, on.seat)
    return f'"{session.segment.title}"' if seat == EVERYBODY else seat_name(seat, names)


def _came_and_went(before: Session, done: AttendanceChanged, names: Mapping[int, str]) -> str:
    """Return ``Noor came, Sam left``; empty where nobody came into the room and nobody left it.

    Who was counted in and on the way came, too, though nobody's turn changed by that.
    """
    there = {seat: state in HERE for seat, state in done.states}
    seen = set(before.seats) - before.awaited
    came = [seat for seat, is_here in there.items() if is_here and seat not in seen]
    went = [seat for seat, is_here in there.items() if not is_here and seat in before.seats]
    told = ((came, "came"), (went, "left"))
    return ", ".join(f"{named(seats, names)} {did}" for seats, did in told if seats)
