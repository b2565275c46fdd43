"""Giving saved time back: who gets how much of it, when that is asked for.

First everybody gets back what a new plan took from them, also who has the floor. Nothing else grows
above its agenda time unless its author said so (``absorb``, ``max``), or that is asked for as well.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from circle_tui.domain.agenda import IN_GROUPS, ClockMode
from circle_tui.domain.bid_pots import first_pot, taken
from circle_tui.domain.bids import settle_bids
from circle_tui.domain.lengths import takes_slack
from circle_tui.domain.plan import EVERYBODY, Turn, TurnId
from circle_tui.domain.replan import Limit, may_change, remaining
from circle_tui.domain.session import Session, had, used_by
from circle_tui.domain.sharing import STEP, apportion_within

NO_BOUND = 24 * 3600
"""More seconds than any meeting has to give back."""


class _Tier(NamedTuple):
    """How much each turn that remains may grow by in all, and what it gets of too little by."""

    rooms: list[int]
    claims: list[int]


def lengthened(
    session: Session, now: datetime, must: Sequence[Limit], *, beyond: bool = False
) -> tuple[int, ...]:
    """Return the seconds of each turn that remains when saved time is given back.

    Turns that were shortened, or asked for more, get theirs first, each by what it lacks; then
    parts that absorb, then those with a ``most``; ``beyond`` its agenda time also any other whose
    author gave it a whole and not a time for each turn. Nothing is over too late by it.
    """
    turns = remaining(session)
    gained = [0] * len(turns)
    start = 0
    tiers = _tiers(session, turns, now)
    for place, limit in enumerate(must):
        spare = int(min(-later.late for later in must[place:])) - sum(gained)
        for tier in tiers if beyond else tiers[:-1]:
            here = range(start, limit.turns)
            shares = apportion_within(
                max(0, spare) // STEP * STEP,
                [max(1, tier.claims[i]) for i in here],
                [(tier.rooms[i] - gained[i]) // STEP * STEP for i in here],
            )
            for i, seconds in zip(here, shares, strict=True):
                gained[i] += seconds
            spare -= sum(shares)
        start = limit.turns
    return tuple(turn.seconds + more for turn, more in zip(turns, gained, strict=True))


def _tiers(session: Session, turns: Sequence[Turn], now: datetime) -> list[_Tier]:
    """Return who gets something first, and who only once those before have all that they may have.

    One whose time is up gets nothing: it would go on from where it is.
    """
    lacks, absorbs, stated, whole = [], [], [], []
    planned = {turn.id: session.planned(turn) for turn in session.turns}
    asked = _asked(session, turns, now)
    for turn in turns:
        segment, mine, grows = session.agenda.segments[turn.id.segment], 0, 0
        if _can_use(session, turn, now):
            less = min(0, session.extra.get(turn.id, 0))  # was taken by hand, and not by a plan
            first = max(planned[turn.id], asked.get(turn.id, 0))
            mine = max(0, first - (turn.seconds - less))
            grows = _grows(session, turn, mine, planned)
        lacks.append(mine)
        absorbs.append(grows if takes_slack(segment) else mine)
        stated.append(grows if takes_slack(segment) or segment.most is not None else mine)
        whole.append(grows)
    weighed = [turn.seconds * session.agenda.segments[turn.id.segment].weight for turn in turns]
    return [_Tier(lacks, lacks), *(_Tier(rooms, weighed) for rooms in (absorbs, stated, whole))]


def _can_use(session: Session, turn: Turn, now: datetime) -> bool:
    """Tell whether more time is of use: it is not up, and no group is at work in it already."""
    at_work = turn.id == session.current and turn.groups
    return not at_work and used_by(session, turn.id, now).total_seconds() <= turn.seconds


def _grows(session: Session, turn: Turn, mine: int, planned: Mapping[TurnId, int]) -> int:
    """Return by how much a turn may grow at most, of which ``mine`` is what it lacks."""
    segment = session.agenda.segments[turn.id.segment]
    stated = segment.clock in IN_GROUPS | {ClockMode.EACH, ClockMode.ONE}
    closed = stated or segment.protected or turn.id.segment in session.shared
    if closed or not may_change(session, turn):
        return mine
    return max(mine, _most(session, turn, planned) - turn.seconds)


def _most(session: Session, turn: Turn, planned: Mapping[TurnId, int]) -> int:
    """Return the most seconds a turn may have: its share of the most of its part."""
    segment = session.agenda.segments[turn.id.segment]
    if segment.most is None:
        return turn.seconds + NO_BOUND
    part = (seconds for id_, seconds in planned.items() if id_.segment == turn.id.segment)
    return planned[turn.id] * segment.most // max(1, sum(part))


def _asked(session: Session, turns: Sequence[Turn], now: datetime) -> dict[TurnId, int]:
    """Return what those who asked for time, and are on or still to speak, could have of their part.

    That is of all that was planned for it and that nobody before them has taken: who has the floor
    has it in common with those ahead, unless they run over.
    """
    found: dict[TurnId, int] = {}
    for index in {turn.id.segment for turn in turns} & session.shared.keys():
        mine = [turn for turn in turns if turn.id.segment == index and turn.id.seat != EVERYBODY]
        open_ = [turn for turn in mine if _can_use(session, turn, now)]
        ids = {turn.id for turn in open_}
        gone = sum(taken(session, t, now) for t in had(session, index) if t.id not in ids)
        wishes = dict(session.shared[index])
        claims = [(turn.id.seat, wishes.get(turn.id.seat, turn.seconds)) for turn in open_]
        least = session.agenda.segments[index].least or 0
        pot = max(0, first_pot(session, index) - gone)
        settled = settle_bids(claims, pot, least) if claims else ()
        found |= {TurnId(index, bid.seat): bid.granted for bid in settled}
    return found
