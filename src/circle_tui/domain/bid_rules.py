"""Bids in a session: who may still ask, what each would get, and the rule that accepts them.

Turns by the minutes that people ask for are the format of Every Other Thursday
(eot-time-bids.toml). The group sees both figures before the facilitator accepts; until then the
shares are equal. Later, too, somebody may be put in or ask for more: turns that were had stay, and
the rest is shared again.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from circle_tui.domain.agenda import ClockMode
from circle_tui.domain.bids import Bid, percent_above, safe_floor, settle_bids
from circle_tui.domain.cast import holders, speakers
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import BidsAccepted
from circle_tui.domain.lengths import Said
from circle_tui.domain.plan import IN_TURNS, Turn, TurnId, by_segment, laid, planned_seconds
from circle_tui.domain.rules import ENDED, Outcome, Rule
from circle_tui.domain.seen import MOVED, shares_have_moved
from circle_tui.domain.session import Session, apply, kept, untouched, used_by
from circle_tui.domain.sharing import STEP
from circle_tui.domain.timing import clock_text, projected_end

LONGEST_BID = 4 * 3600
"""Nobody asks for more than four hours; a digit too many is not a wish."""


class Proposal(NamedTuple):
    """What accepting bids would do: the fact, every share, and when the meeting would end.

    ``budget`` are the seconds there are to share out; ``floor`` is what everybody keeps of what
    they ask when it is too little. ``silent`` are the seats of those who were not asked.
    """

    fact: BidsAccepted
    bids: tuple[Bid, ...]
    budget: int
    floor: int
    silent: tuple[int, ...]
    ends: datetime

    @property
    def asked(self) -> int:
        """The seconds that were asked for in all."""
        return sum(bid.asked for bid in self.bids)

    @property
    def granted(self) -> int:
        """The seconds that are handed out in all."""
        return sum(bid.granted for bid in self.bids)

    @property
    def shares(self) -> Mapping[TurnId, int]:
        """The seconds of each turn that is handed out."""
        return {TurnId(self.fact.segment, bid.seat): bid.granted for bid in self.bids}

    @property
    def percent(self) -> int:
        """How much is granted of what is asked above the floor; 100 when it is all."""
        return percent_above(self.bids, self.floor)


def by_bids(session: Session) -> tuple[int, ...]:
    """Return the segments that are shared out by bids."""
    segments = session.agenda.segments
    there = {turn.id.segment for turn in session.turns}
    return tuple(i for i in sorted(there) if segments[i].clock is ClockMode.BID)


def open_part(session: Session) -> int | None:
    """Return the segment whose bids may be accepted now: the one that is on, else the next one."""
    return next((i for i in by_bids(session) if i >= session.current.segment), None)


def bidders(session: Session, index: int) -> tuple[int, ...]:
    """Return who may ask for time in a segment, in the order in which they are asked.

    That is the order of the round just before it, in which people most often say their wish; so
    the turns come in the order of the bids. Who had no turn in it comes last. Without such a
    round it is the segment's own order.
    """
    segment = session.agenda.segments[index]
    held = holders(session.agenda, session.seats, session.cast)
    here = speakers(segment, session.seats, held, session.cast)
    before = [
        turn.id.seat
        for turn in session.turns
        if turn.id.segment == index - 1 and session.agenda.segments[index - 1].clock in IN_TURNS
    ]
    asked = [seat for seat in dict.fromkeys(before) if seat in here]
    return (*asked, *(seat for seat in here if seat not in asked))


def seconds_kept(session: Session, index: int, now: datetime) -> dict[int, int]:
    """Return the seats whose turn a new sharing-out leaves as it is, and what each takes."""
    return {turn.id.seat: _taken(session, turn, now) for turn in kept(session, index)}


def _taken(session: Session, turn: Turn, now: datetime) -> int:
    """Return what a turn takes of its segment: what it used when it lies behind, else what it has.

    A turn that runs over takes what it used; part of a second counts as one.
    """
    seconds = -(-used_by(session, turn.id, now) // timedelta(seconds=1))
    behind = session.turns.index(turn) < session.position
    return seconds if behind else max(seconds, session.allotted(turn))


def propose(session: Session, now: datetime, bids: Sequence[tuple[int, int]]) -> Proposal | Refused:
    """Return what these bids (seat and seconds) would come to, or why they cannot be accepted.

    Bids of those whose turn stays as it is mean nothing, and are left out.
    """
    refused = may_bid(session, now)
    if isinstance(refused, Refused):
        return refused
    index = open_part(session)
    assert index is not None
    segment = session.agenda.segments[index]
    stay = seconds_kept(session, index, now)
    here = [seat for seat in bidders(session, index) if seat not in stay]
    wishes = {seat: _in_steps(seconds) for seat, seconds in bids if seat in here}
    claims = [(seat, seconds) for seat, seconds in wishes.items() if seconds]
    if not claims:
        who = "Nobody who is still to speak has asked for time" if stay else "Nobody has asked yet"
        return Refused(f"{who}, so there is nothing to share out.")
    whole = by_segment(session.agenda, laid(session.agenda, session.seats, session.cast))[index]
    budget = planned_seconds(whole) + session.cuts.get(index, 0) - sum(stay.values())
    if budget < STEP * len(claims):
        return Refused(
            "This part has begun, and too little of its time is left to share out."
            if stay
            else "This part is too short to be shared out to so many."
        )
    fact = BidsAccepted(now, index, tuple(wishes.items()), budget)
    floor = segment.least or 0
    return Proposal(
        fact,
        settle_bids(claims, budget, floor),
        budget,
        safe_floor(floor, budget, len(claims)),
        tuple(seat for seat in here if seat not in wishes),
        projected_end(apply(session, fact), now),
    )


def _in_steps(seconds: int) -> int:
    return -(-max(0, min(seconds, LONGEST_BID)) // STEP) * STEP


def may_bid(session: Session, _now: datetime) -> Outcome:
    """Allow bids to be written down; it leaves no fact."""
    if session.closed:
        return ENDED
    if not by_bids(session):
        return Refused("Nothing in this agenda is shared out by bids.")
    if open_part(session) is None:
        return Refused("The part that was shared out by bids is over.")
    return ()


def accept_bids(bids: Sequence[tuple[int, int]], seen: Proposal | None = None) -> Rule:
    """Return the rule that shares a segment out by bids: pairs of a seat and its seconds.

    ``seen`` is what somebody was told that it comes to; where the shares have moved by now it is
    refused. The end alone moves with every second of asking, in which nobody's share changes.
    """

    def rule(session: Session, now: datetime) -> Outcome:
        proposal = propose(session, now, bids)
        if isinstance(proposal, Refused):
            return proposal
        if seen is not None and shares_have_moved(seen.shares, proposal.shares):
            return MOVED
        return (proposal.fact,)

    return rule


def in_minutes(seconds: int) -> str:
    """Return ``90`` for 90:00 and for 90:45, but ``7:30``: below ten minutes seconds matter."""
    return clock_text(seconds) if seconds % 60 and seconds < 600 else str(seconds // 60)


def shared_text(proposal: Proposal, said: Said = in_minutes) -> str:
    """Say what sharing time out by bids came to."""
    if proposal.granted < proposal.asked:
        asked = -(-proposal.asked // 60)
        return f"Shared out: {asked} min asked, {said(proposal.granted)} given."
    return "Shared out as people asked."


def unsettled(session: Session) -> bool:
    """Tell whether the segment that is on waits to be shared out by bids."""
    here = session.current.segment
    waits = here in by_bids(session) and here not in session.shared
    return waits and untouched(session, here)
