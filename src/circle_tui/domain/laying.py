"""Turns laid anew while a session runs: by bids, roles, volunteers, a plan for what remains."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import TypeVar

from circle_tui.domain.agenda import ClockMode
from circle_tui.domain.bids import settle_bids
from circle_tui.domain.cast import holders
from circle_tui.domain.facts import BidsAccepted, Reordered, Replanned, RolesGiven, Volunteered
from circle_tui.domain.plan import (
    EVERYBODY,
    IN_TURNS,
    Turn,
    TurnId,
    by_segment,
    laid,
    planned_seconds,
)
from circle_tui.domain.sharing import apportion
from circle_tui.domain.state import NOTHING, Session, had, kept, settled, untouched, went_by

V = TypeVar("V")


def share(session: Session, fact: BidsAccepted) -> Session:
    """Return the session with the turns of one segment as its bids have them.

    Turns that were had stay. Time that was taken before the first sharing-out is nobody's turn: it
    was spent on the asking. Turns are held against the shares that were accepted, and the segment
    against these and the asking, since the end that was shown with them comes after both.
    """
    index = fact.segment
    segment = session.agenda.segments[index]
    stay = kept(session, index)
    claims = [(seat, seconds) for seat, seconds in fact.bids if seconds > 0]
    budget = segment.seconds if fact.budget is None else fact.budget
    granted = settle_bids(claims, budget, segment.least or 0)
    gone_by = session.turns[: session.position + 1]
    later = [turn for turn in stay if turn not in gone_by]  # who goes on last does so still
    fresh = (Turn(TurnId(index, bid.seat), bid.granted) for bid in granted)
    new = (*(turn for turn in stay if turn in gone_by), *fresh, *later)
    seats = {turn.id.seat for turn in stay}
    before = [bid for bid in session.shared.get(index, ()) if bid[0] in seats]
    shared = MappingProxyType({**session.shared, index: (*before, *fact.bids)})
    session = session if stay else _nobodys(session, fact.at, index)
    broken = {id_: left for id_, left in session.broken.items() if id_.segment != index}
    session = replace(session, broken=MappingProxyType(broken))  # what was left is in the budget
    asking = TurnId(index, EVERYBODY, 0)
    stays = {asking, *(turn.id for turn in stay)}
    replanned = {
        id_: planned
        for id_, planned in session.replanned.items()
        if id_.segment != index or id_ in stays
    }
    if asking in session.used and not stay:
        replanned[asking] = round(session.used[asking].total_seconds())
    session = replace(session, shared=shared, replanned=MappingProxyType(replanned))
    return _with_turns(session, index, new)


def recast(session: Session, fact: RolesGiven) -> Session:
    """Return the session with its roles given, and what is ahead planned for who holds them now.

    Segments that are over, that others than their first speaker have begun, or that were shared out
    by bids stay as they are. Who has the floor keeps it unless it is a role's that went to another.
    """
    given = dict(fact.roles)
    held = {**holders(session.agenda, session.seats, session.cast), **given}
    others = tuple(pair for pair in session.cast.roles if pair[0] not in given)
    dealt = tuple(pair for pair in held.items() if pair not in others)
    cast = session.cast._replace(roles=(*dealt, *others))
    session = replace(session, cast=cast, named=session.named | given.keys())
    planned = by_segment(session.agenda, laid(session.agenda, session.seats, cast))
    for index in range(session.current.segment, len(planned)):
        clock = session.agenda.segments[index].clock
        old = [turn for turn in session.turns if turn.id.segment == index]
        alone = bool(old) and (  # neither left out, nor volunteers'; one may wait for a presenter
            clock is ClockMode.ONE or (clock in IN_TURNS and old[0].id.seat != EVERYBODY)
        )
        same = {turn.id for turn in old} == {turn.id for turn in planned[index]}
        if not alone or same or index in session.shared or not untouched(session, index):
            continue
        first = [turn.id for turn in had(session, index)]
        again = _as_long(session, old, planned[index])
        new = sorted(again, key=lambda turn: turn.id not in first)
        if first and new[0].id not in first:
            session = _nobodys(session, fact.at, index)
        session = _with_turns(session, index, tuple(new))
        if again != planned[index]:
            before = {turn.id: turn.seconds for turn in planned[index]}
            session = replace(session, replanned=MappingProxyType({**session.replanned, **before}))
    return session


def _as_long(session: Session, old: Sequence[Turn], new: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Return new turns of a segment, as much shorter or longer than planned as the old ones are."""
    then, now = sum(map(session.planned, old)), planned_seconds(old)
    if then == now:
        return new
    planned = [turn.seconds for turn in new]
    shares = apportion(sum(planned) * now // then, planned)
    return tuple(replace(turn, seconds=share) for turn, share in zip(new, shares, strict=True))


def _nobodys(session: Session, at: datetime, index: int) -> Session:
    """Return the session with all that was taken of a segment so far as nobody's turn."""
    asking = TurnId(index, EVERYBODY, 0)
    if session.current.segment == index:
        session = replace(settled(session, at), current=asking, pending=NOTHING)
    mine = [taken for id_, taken in session.used.items() if id_.segment == index]
    used = {id_: taken for id_, taken in session.used.items() if id_.segment != index}
    used |= {asking: sum(mine, NOTHING)} if mine else {}
    extra = {id_: seconds for id_, seconds in session.extra.items() if id_.segment != index}
    return replace(session, used=MappingProxyType(used), extra=MappingProxyType(extra))


def _with_turns(session: Session, index: int, new: tuple[Turn, ...]) -> Session:
    """Return the session with other turns in a segment; the first is on if nobody's was.

    Turns of persons stand side by side, whatever comes before and after them.
    """
    others = [turn for turn in session.turns if turn.id.segment != index]
    place = next(i for i, turn in enumerate(session.turns) if turn.id.segment == index)
    nobodys = session.current == TurnId(index, EVERYBODY, 0)
    laid = {turn.id for turn in new if turn not in session.turns}
    laid |= {turn.id for turn in session.turns if turn.id.segment == index and turn not in new}
    replanned = {id_: planned for id_, planned in session.replanned.items() if id_ not in laid}
    return replace(
        session,
        turns=(*others[:place], *new, *others[place:]),
        replanned=MappingProxyType(replanned),
        current=new[0].id if nobodys else session.current,
    )


def replan(session: Session, fact: Replanned) -> Session:
    """Return the session with what remains as it was planned again.

    Raises ``ValueError`` when that does not begin with the turn that is on, or takes up one that
    lies behind.
    """
    here = session.position
    remaining = {turn.id: turn for turn in session.turns[here:]}
    ids = [id_ for id_, _ in fact.turns]
    behind = {turn.id for turn in session.turns[:here]}
    parts = range(len(session.agenda.segments))
    if ids[:1] != [session.current] or len(set(ids)) < len(ids) or behind & set(ids):
        raise ValueError("a plan for what remains begins with the turn that is on")
    if any(id_.segment not in parts for id_ in ids):
        raise ValueError("a plan for what remains has the parts of its agenda")
    planned, extra, cuts = dict(session.replanned), dict(session.extra), dict(session.cuts)
    turns = []
    for id_, seconds in fact.turns:
        turn = remaining.pop(id_, Turn(id_, seconds))
        if session.allotted(turn) != seconds:
            cut = seconds - session.allotted(turn)
            cuts[id_.segment] = cuts.get(id_.segment, 0) + cut
            planned.setdefault(id_, turn.seconds)
            extra.pop(id_, None)
            turn = replace(turn, seconds=seconds)
        turns.append(turn)
    for id_, left_out in remaining.items():
        planned.setdefault(id_, left_out.seconds)
    return replace(
        session,
        turns=(*session.turns[:here], *turns),
        replanned=MappingProxyType(planned),
        extra=MappingProxyType(extra),
        cuts=MappingProxyType(cuts),
        promised_end=fact.promised_end,
    )


def reorder(session: Session, fact: Reordered) -> Session:
    """Return the session with turns of one round in another order, in the places they had.

    The floor goes to the first of them if one of them was on. Raises ``ValueError`` for turns that
    are not on or ahead, or not of one round.
    """
    there = {turn.id: place for place, turn in enumerate(session.turns)}
    places = sorted(there.get(id_, -1) for id_ in fact.turns)
    rounds = {(id_.segment, id_.round) for id_ in fact.turns}
    if len(rounds) != 1 or len(set(places)) < len(places) or places[0] < session.position:
        raise ValueError("turns of one round that are on or ahead come in another order")
    turns = list(session.turns)
    for place, id_ in zip(places, fact.turns, strict=True):
        turns[place] = session.turns[there[id_]]
    first = turns[session.position].id
    if first != session.current:
        session = replace(settled(session, fact.at), current=first, pending=NOTHING)
    return replace(session, turns=tuple(turns))


def volunteer(session: Session, fact: Volunteered) -> Session:
    """Return the session with the turn that is on as somebody's who came forward for it.

    Where everybody has a turn of their own it is theirs that is on now, and the other one stands
    where theirs was. Of one that was begun there without a name the time stays where it was had.
    Raises ``ValueError`` for somebody who has none to come.
    """
    on = session.current
    if on.seat not in (EVERYBODY, fact.seat):
        theirs = on._replace(seat=fact.seat)
        if stays := went_by(session, theirs):
            session = renamed(settled(session, fact.at), on, theirs)
        else:
            session = reorder(session, Reordered(fact.at, swapped(session, on, theirs)))
        used = dict(session.used)
        asking = TurnId(on.segment, EVERYBODY, 0)
        used[asking] = used.get(asking, NOTHING) + used.pop(theirs if stays else on, NOTHING)
        session = replace(session, used=MappingProxyType(used))
    others = {id_: seat for id_, seat in session.volunteers.items() if id_ != on}
    volunteers = MappingProxyType({**others, session.current: fact.seat})
    return replace(session, volunteers=volunteers)


def renamed(session: Session, one: TurnId, other: TurnId) -> Session:
    """Return the session with the seats of two turns exchanged: places and times stay."""
    there = {one: other, other: one}

    def anew(table: Mapping[TurnId, V]) -> Mapping[TurnId, V]:
        return MappingProxyType({there.get(id_, id_): value for id_, value in table.items()})

    return replace(
        session,
        turns=tuple(replace(turn, id=there.get(turn.id, turn.id)) for turn in session.turns),
        current=there.get(session.current, session.current),
        used=anew(session.used),
        extra=anew(session.extra),
        passed=frozenset(there.get(id_, id_) for id_ in session.passed),
        replanned=anew(session.replanned),
        pending=NOTHING,
    )


def swapped(session: Session, one: TurnId, other: TurnId) -> tuple[TurnId, ...]:
    """Return two turns that are on or ahead in the order in which each has the other's place."""
    there = {one: other, other: one}
    ids = [turn.id for turn in session.turns[session.position :]]
    return tuple(there[id_] for id_ in ids if id_ in there)
