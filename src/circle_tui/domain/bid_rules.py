"""Bids in a session: who may still ask, what each would get, and the rule that accepts them.

Turns by the minutes that people ask for are the format of Every Other Thursday
(eot-time-bids.toml). The group sees both figures before the facilitator accepts; until then the
shares are equal. Later, too, somebody may be put in or ask for more: turns that were had stay, and
the rest is shared again.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from circle_tui.domain.agenda import ClockMode
from circle_tui.domain.bid_pots import Pot, bids_now, planned_pot, promised_pot, seconds_kept
from circle_tui.domain.bids import Bid, percent_above, safe_floor, settle_bids
from circle_tui.domain.cast import holders, speakers
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import BidsAccepted
from circle_tui.domain.lengths import Said
from circle_tui.domain.plan import IN_TURNS, TurnId
from circle_tui.domain.rules import ENDED, Outcome, Rule
from circle_tui.domain.seen import MOVED, NOTICED, shares_have_moved
from circle_tui.domain.session import Session, apply, untouched
from circle_tui.domain.sharing import STEP
from circle_tui.domain.timing import BEHIND, clock_text, is_late, projected_end

LONGEST_BID = 4 * 3600
"""Nobody asks for more than four hours; a digit too many is not a wish."""

UNCHANGED = Refused("Everybody keeps the time they have, so nothing was changed.")


class Proposal(NamedTuple):
    """What accepting bids would do: the fact, every share, and when the meeting would end.

    ``budget`` are the seconds there are to share out; ``floor`` is what everybody keeps of what
    they ask when it is too little. ``silent`` are the seats of those who were not asked. ``pot``
    is which time it is that they share.
    """

    fact: BidsAccepted
    bids: tuple[Bid, ...]
    budget: int
    floor: int
    silent: tuple[int, ...]
    ends: datetime
    pot: Pot = Pot.PLAN

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


class _Asked(NamedTuple):
    """What everybody who is still to speak ``asks``, by seat, of a ``part`` by its index.

    ``here`` are all who may ask.
    """

    session: Session
    now: datetime
    part: int
    here: tuple[int, ...]
    asks: Mapping[int, int]

    @property
    def claims(self) -> list[tuple[int, int]]:
        """Those who ask for some time, and how much."""
        return [(seat, seconds) for seat, seconds in self.asks.items() if seconds]

    def shared(self, pot: Pot, budget: int) -> Proposal:
        """Return what they get of so many seconds."""
        fact = BidsAccepted(self.now, self.part, tuple(self.asks.items()), budget)
        floor = self.session.agenda.segments[self.part].least or 0
        bids = settle_bids(self.claims, budget, floor)
        ends = projected_end(apply(self.session, fact), self.now)
        return self._proposal(fact, bids, ends, pot)

    def as_it_stands(self) -> Proposal | None:
        """Return what they have, if that is what they were given for just what they ask now."""
        before = dict(self.session.shared.get(self.part, ()))
        asked = {seat: seconds for seat, seconds in before.items() if seat in self.here}
        bids = bids_now(self.session, self.part, asked)
        if self.part not in self.session.shared or asked != self.asks or not bids:
            return None
        budget = sum(bid.granted for bid in bids)
        fact = BidsAccepted(self.now, self.part, tuple(self.asks.items()), budget)
        return self._proposal(fact, bids, projected_end(self.session, self.now), Pot.STANDS)

    def _proposal(
        self, fact: BidsAccepted, bids: tuple[Bid, ...], ends: datetime, pot: Pot
    ) -> Proposal:
        assert fact.budget is not None
        least = self.session.agenda.segments[self.part].least or 0
        floor = safe_floor(least, fact.budget, len(bids))
        told = {*self.asks, *(bid.seat for bid in bids)}
        silent = tuple(seat for seat in self.here if seat not in told)
        return Proposal(fact, bids, fact.budget, floor, silent, ends, pot)


def proposals(
    session: Session, now: datetime, bids: Sequence[tuple[int, int]]
) -> tuple[Proposal, ...] | Refused:
    """Return what these bids (seat and seconds) may come to, or why they cannot be accepted.

    What comes first is what holds unless another is chosen. Where nobody asks for anything else
    than before that is what they have; else, where the meeting would end too late, what the promise
    leaves, if that holds it; else what was planned. Bids of those whose turn stays as it is mean
    nothing, and are left out.
    """
    refused = may_bid(session, now)
    if isinstance(refused, Refused):
        return refused
    index = open_part(session)
    assert index is not None
    stay = seconds_kept(session, index, now)
    here = tuple(seat for seat in bidders(session, index) if seat not in stay)
    wishes = {seat: _in_steps(seconds) for seat, seconds in bids if seat in here}
    asked = _Asked(session, now, index, here, wishes)
    if not asked.claims:
        who = "Nobody who is still to speak has asked for time" if stay else "Nobody has asked yet"
        return Refused(f"{who}, so there is nothing to share out.")
    budget = planned_pot(session, index, now)
    enough = budget >= STEP * len(asked.claims)
    shared = _of_pots(asked, budget) if enough else ()
    if stands := asked.as_it_stands():
        return (stands, *(other for other in shared if _apart(stands, other)))
    return shared or Refused(
        "This part has begun, and too little of its time is left to share out."
        if stay
        else "This part is too short to be shared out to so many."
    )


def _of_pots(asked: _Asked, budget: int) -> tuple[Proposal, ...]:
    """Return what the promise leaves, where a meeting would be late without it, and the plan.

    Where even the shortest turns are over too late, nobody's time is taken unless that is chosen.
    """
    session, plan = asked.session, asked.shared(Pot.PLAN, budget)
    late = (plan.ends - session.promised_end).total_seconds()
    if late <= BEHIND or not is_late(plan.ends, session.promised_end):
        return (plan,)
    left = promised_pot(session, asked.part, plan.granted, len(asked.claims), late)
    if left is None:
        return (plan,)
    promise = asked.shared(Pot.PROMISE, left)
    held = not is_late(promise.ends, session.promised_end)
    return (promise, plan) if held else (plan, promise)


def _apart(one: Proposal, other: Proposal) -> bool:
    """Tell whether two ways to share out differ by more than steps of rounding."""
    if one.shares.keys() != other.shares.keys():
        return True
    moved = [other.shares[id_] - seconds for id_, seconds in one.shares.items()]
    return abs(sum(moved)) >= NOTICED or max(map(abs, moved)) >= NOTICED


def propose(
    session: Session, now: datetime, bids: Sequence[tuple[int, int]], pot: Pot | None = None
) -> Proposal | Refused:
    """Return what these bids would come to of a ``pot``, or why they cannot be accepted.

    Where there is no such pot, or none was chosen, it is the first of ``proposals``.
    """
    found = proposals(session, now, bids)
    if isinstance(found, Refused):
        return found
    return next((proposal for proposal in found if proposal.pot is pot), found[0])


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
    refused. The end alone moves with every second of asking, in which nobody's share changes. What
    everybody has already is no new sharing-out: it is refused, and nobody's time changes.
    """

    def rule(session: Session, now: datetime) -> Outcome:
        proposal = propose(session, now, bids, seen.pot if seen else None)
        if isinstance(proposal, Refused):
            return proposal
        if seen is not None and shares_have_moved(seen.shares, proposal.shares):
            return MOVED
        return UNCHANGED if proposal.pot is Pot.STANDS else (proposal.fact,)

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


def pot_text(proposal: Proposal, session: Session) -> str:
    """Say which time is shared out; where the promise cannot be kept, that turns get no shorter."""
    if proposal.pot is Pot.STANDS:
        return "as it stands"
    if proposal.pot is Pot.PLAN:
        return "as planned"
    late = is_late(proposal.ends, session.promised_end)
    return "the shortest turns" if late else "what the promise leaves"


def unsettled(session: Session) -> bool:
    """Tell whether the segment that is on waits to be shared out by bids."""
    here = session.current.segment
    waits = here in by_bids(session) and here not in session.shared
    return waits and untouched(session, here)
