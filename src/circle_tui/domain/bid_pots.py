"""How much time there is to share out by bids: as it stands, as planned, as the promise leaves it.

What a meeting is late by is missing from its end, and a part that is shared out anew can give it:
the promised end stays unless the facilitator moves it. Nothing here is below anybody's shortest.
"""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from circle_tui.domain.bids import Bid
from circle_tui.domain.plan import Turn, by_segment, laid, planned_seconds
from circle_tui.domain.sharing import STEP
from circle_tui.domain.state import Session, kept, used_by


class Pot(StrEnum):
    """Which time is shared out."""

    STANDS = "stands"
    """What people have already: nobody's time changes."""
    PROMISE = "promise"
    """What is left of it where the meeting is to end when it was promised."""
    PLAN = "plan"
    """What was planned, whatever that does to the end."""


def seconds_kept(session: Session, index: int, now: datetime) -> dict[int, int]:
    """Return the seats whose turn a new sharing-out leaves as it is, and what each takes."""
    return {turn.id.seat: taken(session, turn, now) for turn in kept(session, index)}


def taken(session: Session, turn: Turn, now: datetime) -> int:
    """Return what a turn takes of its segment: what it used when it lies behind, else what it has.

    A turn that runs over takes what it used; part of a second counts as one.
    """
    seconds = -(-used_by(session, turn.id, now) // timedelta(seconds=1))
    behind = session.turns.index(turn) < session.position
    return seconds if behind else max(seconds, session.allotted(turn))


def first_pot(session: Session, index: int) -> int:
    """Return the seconds that a segment was planned for with those who are here."""
    turns = laid(session.agenda, session.seats, session.cast)
    return planned_seconds(by_segment(session.agenda, turns)[index])


def planned_pot(session: Session, index: int, now: datetime) -> int:
    """Return the seconds of a segment that are planned, and that nobody has had or has now."""
    had = sum(seconds_kept(session, index, now).values())
    return first_pot(session, index) + session.cuts.get(index, 0) - had


def promised_pot(
    session: Session, index: int, granted: int, people: int, late: float
) -> int | None:
    """Return the seconds that end ``late`` seconds sooner than the ``granted`` ones would.

    So many ``people`` share them: never less than their shortest turns take, which is half where
    none is stated. ``None`` where a segment is protected, or has nothing to give.
    """
    segment = session.agenda.segments[index]
    if segment.protected:
        return None
    shortest = -(-granted // 2) if segment.least is None else segment.least * people
    shortest = -(-max(shortest, STEP * people) // STEP) * STEP
    left = max(shortest, (granted - math.ceil(late)) // STEP * STEP)
    return left if left < granted else None


def bids_now(session: Session, index: int, asked: Mapping[int, int]) -> tuple[Bid, ...]:
    """Return what everybody who is still to speak in a segment has, beside what they ``asked``."""
    stay = kept(session, index)
    turns = [turn for turn in session.turns if turn.id.segment == index and turn not in stay]
    has = {turn.id.seat: session.allotted(turn) for turn in turns}
    return tuple(Bid(seat, asked.get(seat, seconds), seconds) for seat, seconds in has.items())
