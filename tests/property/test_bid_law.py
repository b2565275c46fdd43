"""Laws of bids: a look changes nobody's time, and late the promised end is one of the choices."""

from collections.abc import Sequence

import pytest
from hypothesis import given

from circle_tui.domain.bid_pots import Pot
from circle_tui.domain.bid_rules import (
    UNCHANGED,
    Proposal,
    accept_bids,
    may_bid,
    open_part,
    proposals,
)
from circle_tui.domain.errors import Refused
from circle_tui.domain.plan import EVERYBODY, TurnId
from circle_tui.domain.session import NOTHING, Session, apply
from circle_tui.domain.sharing import STEP
from circle_tui.domain.state import kept, part_times
from circle_tui.domain.timing import is_late, projected_end
from tests.strategies import LAW, SESSIONS, WALKS, Step, walk


@LAW
@given(SESSIONS, WALKS)
def test_a_look_changes_nobodys_time(session: Session, steps: Sequence[Step]) -> None:
    """Whatever was done before, who asks for the same again keeps what they have, to the second."""
    for moment in walk(session, steps):
        now, here = moment.after, moment.now
        part = open_part(now)
        if isinstance(may_bid(now, here), Refused) or part is None or part not in now.shared:
            continue
        bids = now.shared[part]
        found = proposals(now, here, bids)
        if isinstance(found, Refused):
            continue
        seen = found[0]
        assert seen.pot is Pot.STANDS
        has = {turn.id: now.allotted(turn) for turn in now.turns}
        assert all(has[id_] == seconds for id_, seconds in seen.shares.items())
        assert seen.ends == projected_end(now, here)
        assert accept_bids(bids, seen)(now, here) == UNCHANGED


@LAW
@given(SESSIONS, WALKS)
def test_what_is_told_of_each_end_is_what_comes(session: Session, steps: Sequence[Step]) -> None:
    """The end that is told is the one there is; late, the one that is promised comes first."""
    for moment in walk(session, steps):
        now, here = moment.after, moment.now
        wishes = [(seat, 600) for seat in now.seats]
        found = proposals(now, here, wishes)
        if isinstance(found, Refused):
            continue
        ways = {way.pot: way for way in found}
        assert len(ways) == len(found)
        for way in (way for way in found if way.pot is not Pot.STANDS):
            assert projected_end(apply(now, way.fact), here) == way.ends
            assert accept_bids(wishes, way)(now, here) == (way.fact,)
        if Pot.PROMISE in ways:
            _keeps_the_promise(now, ways[Pot.PROMISE], ways.get(Pot.PLAN))
            held = not is_late(ways[Pot.PROMISE].ends, now.promised_end)
            assert found[0].pot in ((Pot.PROMISE if held else Pot.PLAN), Pot.STANDS)


@LAW
@given(SESSIONS, WALKS)
def test_what_is_accepted_is_what_is_planned(session: Session, steps: Sequence[Step]) -> None:
    """Turns are held against the shares that were shown, and a part against these and the asking.

    What a new plan said before, or another way to share it out would have said, counts no more.
    """
    for moment in walk(session, steps):
        now, here = moment.after, moment.now
        found = proposals(now, here, [(seat, 240 + 60 * seat) for seat in now.seats])
        for way in () if isinstance(found, Refused) else found:
            if way.pot is Pot.STANDS:
                continue
            part, then = way.fact.segment, apply(now, way.fact)
            mine = [turn for turn in then.turns if turn.id.segment == part]
            stay = {turn.id: now.planned(turn) for turn in kept(now, part)}
            planned = {turn.id: then.planned(turn) for turn in mine}
            assert planned == {**stay, **way.shares}
            asking = then.used.get(TurnId(part, EVERYBODY, 0), NOTHING).total_seconds()
            if not stay:
                assert part_times(then, part)[0] == round(asking) + way.granted


def _keeps_the_promise(session: Session, promise: Proposal, plan: Proposal | None) -> None:
    """Check that as much as must be, and no more, is taken for the promise."""
    segment = session.agenda.segments[promise.fact.segment]
    assert not segment.protected
    late = (promise.ends - session.promised_end).total_seconds()
    if late > 0:  # at the shortest turns
        assert promise.granted <= max(
            -(-promise.asked // 2 // STEP) * STEP + STEP,
            max(STEP, segment.least or 0) * len(promise.bids) + STEP,
        )
    else:
        assert late == pytest.approx(0, abs=STEP)
    if plan:
        assert is_late(plan.ends, session.promised_end)
        assert promise.granted < plan.granted
