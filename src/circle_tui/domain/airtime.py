"""Airtime with restraint: who is short of their share, and what of it may be kept.

The first is for the facilitator's eyes while the session runs; it is computed anew each time and
kept of nobody. What stays of a session is about the group, since a table of who spoke for how long
would be about persons: how far its turns lay apart, how many ran over, how many were passed. Never
who; and nothing at all where so few had a turn that a figure about the group would be one about
somebody.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from circle_tui.domain.plan import EVERYBODY, Turn
from circle_tui.domain.session import NOTHING, Session, used_by
from circle_tui.domain.sharing import STEP
from circle_tui.domain.state import speaker, was_had, was_passed
from circle_tui.domain.values import value

LEAST_PEOPLE = 5
"""Of fewer people's turns nothing is kept: the least group that is counted inside a circle."""

KEPT = "Nothing of it is kept but three figures about all turns together."
"""What becomes of who is short of their share, wherever that is told."""

FIRST_PLAN = "Shares are as first planned or accepted, before any new times."
"""What a share is, wherever one is told: the running order beside it shows the new times."""

RAN_OVER = timedelta(seconds=30)
"""A turn counts as one that ran over when it took more than this above what it had."""


class Share(NamedTuple):
    """What one seat was to have of the turns that came up so far, and what it had, in seconds.

    ``ahead`` is what it is still to have. ``on`` tells whether it has the floor, ``passed`` whether
    it passed a turn on, ``later`` whether a turn that it began goes on later, and ``gone`` whether
    it has left the room.
    """

    seat: int
    share: int
    used: int
    ahead: int
    on: bool
    passed: bool
    later: bool = False
    gone: bool = False

    @property
    def short(self) -> int:
        """The seconds it got less than its share.

        Whoever still speaks, or goes on later, or has left is short of nothing.
        """
        return 0 if self.on or self.later or self.gone else max(0, self.share - self.used)

    @property
    def stands(self) -> str:
        """Say in a word what else is to be known of it; empty for nothing."""
        words = (self.on, "speaks"), (self.passed, "passed"), (self.later, "goes on later")
        return next((word for holds, word in (*words, (self.gone, "left")) if holds), "")


def shares(session: Session, now: datetime) -> tuple[Share, ...]:
    """Return how everybody who had or has a turn stands, in the order of their first turns.

    A share is what a turn was planned for first, or as bids were accepted: who was cut short by a
    new plan is short of it.
    """
    had = tuple(_had(session))
    theirs: dict[int, list[Turn]] = {speaker(session, turn.id): [] for turn in had}
    for turn in session.turns:
        theirs.get(speaker(session, turn.id), []).append(turn)
    return tuple(_share(session, seat, own, had, now) for seat, own in theirs.items())


def _share(
    session: Session, seat: int, theirs: Sequence[Turn], had: Sequence[Turn], now: datetime
) -> Share:
    begun = [turn for turn in theirs if turn in had]
    ahead = session.turns[session.position + 1 :]
    used = sum((used_by(session, turn.id, now) for turn in begun), NOTHING)
    return Share(
        seat,
        share=sum(map(session.planned, begun)),
        used=int(used.total_seconds()),
        ahead=sum(session.allotted(turn) for turn in theirs if turn not in had),
        on=session.closed is None and any(turn.id == session.current for turn in begun),
        passed=any(was_passed(session, turn) for turn in theirs),
        later=any(turn in ahead for turn in begun),
        gone=seat not in session.seats,
    )


@value
class Airtime:
    """What is kept of a session's turns, about the group alone.

    ``spread`` is how many seconds the middle half of the turns lie apart, each held against its own
    plan; ``over`` how many took more than half a minute above what they had, ``passes`` how many
    were passed.
    """

    spread: int
    over: int
    passes: int


def airtime(session: Session) -> Airtime | None:
    """Return what may be kept of a closed session's turns, ``None`` where too few people had one.

    Who passed, or was stepped over, had none.

    The spread is that of how much more or less than planned each turn took, so that a presenter's
    longer talk is no unfairness. It is that of the middle half: the difference of the longest and
    the shortest would be two persons' figure, which whoever was there could put names to.
    """
    turns = [turn for turn in _had(session) if was_had(session, turn)]
    if len({speaker(session, turn.id) for turn in turns}) < LEAST_PEOPLE:
        return None
    took = {turn.id: session.used.get(turn.id, NOTHING) for turn in turns}
    apart = sorted(took[turn.id].total_seconds() - session.planned(turn) for turn in turns)
    quarter = len(apart) // 4
    return Airtime(
        spread=round((apart[-1 - quarter] - apart[quarter]) / STEP) * STEP,
        over=sum(
            took[turn.id] > timedelta(seconds=session.allotted(turn)) + RAN_OVER for turn in turns
        ),
        passes=sum(was_passed(session, turn) for turn in session.turns),
    )


def _had(session: Session) -> Iterator[Turn]:
    """Yield the turns of one known person each that they have had or passed, or have now."""
    here = session.position
    for place, turn in enumerate(session.turns):
        begun = place <= here or session.used.get(turn.id, NOTHING) > NOTHING
        if begun and speaker(session, turn.id) != EVERYBODY:
            yield turn
