"""Bids in a session: who may still ask, what each would get, and the rule that accepts them.

Turns by the minutes that people ask for are the format of Every Other Thursday (FORMATS.md 1.2).
The group sees both figures before the facilitator accepts; until then the shares are equal.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from circle_tui.domain.agenda import ClockMode
from circle_tui.domain.bids import Bid, settle_bids
from circle_tui.domain.cast import holders, speakers
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import BidsAccepted
from circle_tui.domain.plan import EVERYBODY
from circle_tui.domain.rules import ENDED, Outcome, Rule
from circle_tui.domain.session import Session, apply
from circle_tui.domain.timing import projected_end

LONGEST_BID = 4 * 3600
"""Nobody asks for more than four hours; a digit too many is not a wish."""


class Proposal(NamedTuple):
    """What accepting bids would do: every share, the segment's time, and when the meeting ends."""

    bids: tuple[Bid, ...]
    budget: int
    floor: int
    ends: datetime

    @property
    def asked(self) -> int:
        """The seconds that were asked for in all."""
        return sum(bid.asked for bid in self.bids)

    @property
    def granted(self) -> int:
        """The seconds that are handed out in all."""
        return sum(bid.granted for bid in self.bids)


def open_part(session: Session) -> int | None:
    """Return the segment whose bids may be accepted now: the next one by bids not yet begun.

    It counts as begun once anybody but its first speaker has had the floor, for a new sharing-out
    could take back what they have had.
    """
    here = session.current
    for index in range(here.segment, len(session.agenda.segments)):
        if session.agenda.segments[index].clock is not ClockMode.BID:
            continue
        first = next(turn.id for turn in session.turns if turn.id.segment == index)
        had = {id_ for id_ in session.used if id_.segment == index and id_.seat != EVERYBODY}
        if had <= {first} and (index > here.segment or here == first):
            return index
    return None


def bidders(session: Session, index: int) -> tuple[int, ...]:
    """Return who may ask for time in a segment, in the order in which they are asked.

    That is the order of the round just before it, in which people most often say their wish; so
    the turns come in the order of the bids. Without such a round it is the segment's own order.
    """
    segment = session.agenda.segments[index]
    held = holders(session.agenda, session.seats, session.cast)
    here = speakers(segment, session.seats, held, session.cast)
    before = [turn.id.seat for turn in session.turns if turn.id.segment == index - 1]
    if set(before) == set(here) and EVERYBODY not in before:
        return tuple(dict.fromkeys(before))
    return here


def propose(session: Session, now: datetime, bids: Sequence[tuple[int, int]]) -> Proposal | Refused:
    """Return what these bids (seat and seconds) would come to, or why they cannot be accepted."""
    if session.closed:
        return ENDED
    index = open_part(session)
    if index is None:
        return Refused("No part is left that is shared out by bids.")
    segment = session.agenda.segments[index]
    here = bidders(session, index)
    asked = tuple(
        (s, min(seconds, LONGEST_BID)) for s, seconds in bids if seconds > 0 and s in here
    )
    if not asked:
        return Refused("Nobody has asked for time yet, so there is nothing to share out.")
    floor = segment.least or 0
    after = apply(session, BidsAccepted(now, index, asked))
    settled = settle_bids(asked, segment.seconds, floor)
    return Proposal(settled, segment.seconds, floor, projected_end(after, now))


def may_bid(session: Session, now: datetime) -> Outcome:
    """Allow bids to be written down; it leaves no fact."""
    if session.closed:
        return ENDED
    if open_part(session) is None:
        return Refused("No part is left that is shared out by bids.")
    return ()


def accept_bids(bids: Sequence[tuple[int, int]]) -> Rule:
    """Return the rule that shares a segment out by bids: pairs of a seat and its seconds."""

    def rule(session: Session, now: datetime) -> Outcome:
        proposal = propose(session, now, bids)
        if isinstance(proposal, Refused):
            return proposal
        index = open_part(session)
        assert index is not None
        return (BidsAccepted(now, index, tuple((bid.seat, bid.asked) for bid in proposal.bids)),)

    return rule


def unsettled(session: Session) -> bool:
    """Tell whether the segment that is on is to be shared out by bids, and has not been."""
    here = session.current.segment
    return open_part(session) == here and here not in session.shared
