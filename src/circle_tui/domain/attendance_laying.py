"""What becomes of a session when people come or go: its floor, its turns, its roles.

Turns that were had stay, and so does the one that is on, unless it is that of somebody who goes:
then the floor goes on. A turn that nobody has come forward for is nobody's. What is ahead is laid
anew, part by part (``attendance_parts``); a part that is over stays over. A turn in which somebody
left goes on last in its round, where they are back by then (``Session.broken``); so does that of
somebody who was on their way and arrives after the floor went past them. A role goes to
somebody else with its holder, and comes back with them unless the other one spoke in it; that of a
presenter who has told their case waits for them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from circle_tui.domain.agenda import ClockMode, Order
from circle_tui.domain.attendance import here
from circle_tui.domain.attendance_parts import Change, Laid, Part, laid_anew
from circle_tui.domain.cast import NOBODY, PRESENTER, Cast, duty_of, holders, roles_in
from circle_tui.domain.facts import AttendanceChanged
from circle_tui.domain.groups import Grouping, blocks
from circle_tui.domain.laying import renamed
from circle_tui.domain.plan import EVERYBODY, IN_TURNS, Turn, TurnId, by_segment, in_order
from circle_tui.domain.sharing import STEP
from circle_tui.domain.state import (
    NOTHING,
    Session,
    named,
    of_round,
    settled,
    steps_left,
    used_by_current,
    was_had,
)

K = TypeVar("K")
V = TypeVar("V")


def attend(session: Session, fact: AttendanceChanged) -> Session:
    """Return the session with people in the states of a fact, and its turns laid anew for it.

    Raises ``ValueError`` for a seat that there is not, and when nobody would be left.
    """
    states = MappingProxyType({**session.attendance, **dict(fact.states)})
    seats = here(states)
    if states.keys() != session.attendance.keys() or not seats:
        raise ValueError("those who are in the room have seats, and somebody is")
    arrived = session.awaited & dict(fact.states).keys() & {*seats}
    session = _with_put_off(session, arrived) if fact.again else session
    if set(seats) == set(session.seats):
        return replace(session, attendance=states)
    session = with_place_kept(session, seats)
    on = session.turns[session.position]
    goes = on.id.seat != EVERYBODY and on.id.seat not in seats
    unused = goes and used_by_current(session, fact.at) == NOTHING
    session = settled(session, fact.at) if goes else session
    session, left = _broken_off(session, seats, again=fact.again)
    start = session.position + (0 if unused else 1)
    behind, ahead = session.turns[:start], session.turns[start:]
    unspent = _unspent(session, left, ahead)
    cast = _cast(session, seats, session.awaited - dict(fact.states).keys())
    change = Change(session, seats, cast, unspent, _may_go_on(session, seats))
    laid = _laid(change, behind, ahead)
    if unused and not laid:  # nobody is left whom the floor could go to
        behind = session.turns[: session.position + 1]
    session = _with(change, behind, laid)
    if goes and laid:
        session = replace(session, current=laid[0].turn.id, pending=NOTHING)
    held = holders(session.agenda, session.seats, session.cast)
    return replace(
        session,
        seats=seats,
        attendance=states,
        cast=change.cast,
        broken=_only(session.broken, lambda id_: id_.seat not in seats),
        named=frozenset(role for role in session.named if held[role] == change.held[role]),
    )


def stepped_over(session: Session, seats: Collection[int]) -> tuple[Turn, ...]:
    """Return the turns of these in the round that is on that lie behind and that nobody has had."""
    segment = session.segment
    if segment.clock not in IN_TURNS or segment.order is Order.VOLUNTEER:
        return ()
    round_ = of_round(session, session.current)
    return tuple(
        turn
        for turn in session.turns[: session.position]
        if turn.id in round_ and turn.id.seat in seats and not was_had(session, turn)
    )


def _with_put_off(session: Session, arrived: Collection[int]) -> Session:
    """Return the session in which those who arrive come last in a round that went past them."""
    late = stepped_over(session, arrived)
    if not late:
        return session
    turns = [turn for turn in session.turns if turn not in late]
    ids = [turn.id for turn in turns]
    end = max(ids.index(id_) for id_ in of_round(session, session.current) if id_ in ids) + 1
    return replace(session, turns=(*turns[:end], *late, *turns[end:]))


def without_gone(session: Session) -> Session:
    """Return the session with nobody ahead who has gone: the floor went back past their turn.

    What they had of it is nobody's time, and the others have what is ahead as if they left now.
    """
    ahead = session.turns[session.position + 1 :]
    if all(turn.id.seat in (EVERYBODY, *session.seats) for turn in ahead):
        return session
    change = Change(session, session.seats, session.cast)
    behind = session.turns[: session.position + 1]
    return _with(change, behind, _laid(change, behind, ahead))


def with_place_kept(session: Session, seats: Collection[int]) -> Session:
    """Return the session in which somebody of ``seats`` keeps the place of a turn without a name.

    Where whoever wants to speaks, the seat of such a turn says nothing of who has the floor: with
    its holder one of the turns to come goes, and the one that is on goes on. Where none is to come,
    it has the seat of one that went by without a name, which is nobody's with either seat.
    """
    on = session.current
    if on.seat in seats or named(session, on) or on.seat == EVERYBODY:
        return session
    others = [id_ for id_ in of_round(session, on) if id_ != on and id_.seat in seats]
    to_come = [id_ for id_ in others if session.used.get(id_, NOTHING) == NOTHING]
    for id_ in (*reversed(to_come), *others):
        if id_ not in session.volunteers:
            return replace(renamed(session, on, id_), pending=session.pending)
    return session


def _broken_off(
    session: Session, seats: Collection[int], *, again: bool
) -> tuple[Session, dict[TurnId, int]]:
    """Return the session in which turns of who goes are broken off, and what is left of each.

    One that waits in the round that is on, since somebody comes back later, lies behind then. It is
    not known whose a turn without a name was, so it goes on with nobody; nor does one go on of
    which the fact does not tell that it may, ``again``.
    """
    if session.segment.clock not in IN_TURNS:
        return session, {}
    here, on = session.position, session.current
    known = session.volunteers if session.segment.order is Order.VOLUNTEER else session.used
    known = known if again else {}
    left = {
        turn.id: steps_left(session, turn)
        for turn in session.turns[here:]
        if turn.id in of_round(session, on) and turn.id.seat not in (EVERYBODY, *seats)
        if session.used.get(turn.id) and (turn.id in known or turn.id == on)
    }
    ahead = sorted(session.turns[here:], key=lambda turn: turn.id == on or turn.id not in left)
    broken = {**session.broken, **{id_: left[id_] for id_ in left if id_ in known}}
    turns = (*session.turns[:here], *ahead)
    return replace(session, turns=turns, broken=MappingProxyType(broken)), left


def _may_go_on(session: Session, seats: Collection[int]) -> dict[TurnId, int]:
    """Return the turns of the round that is on in which somebody left who is here then."""
    round_ = set(of_round(session, session.current)) - {session.current}
    return {
        id_: left
        for id_, left in session.broken.items()
        if id_ in round_ and id_.seat in seats and left >= STEP
    }


def _unspent(
    session: Session, left: Mapping[TurnId, int], ahead: Iterable[Turn]
) -> dict[TurnId, int]:
    """Return what is left of turns that end, where others of their part share a total."""
    part, clock = session.current.segment, session.segment.clock
    mine = (turn.id for turn in ahead if turn.id.segment == part)
    waited = any(session.used.get(id_, NOTHING) == NOTHING for id_ in mine)
    if clock not in (ClockMode.DIVIDE, ClockMode.BID) or not waited or part in session.shared:
        return {}
    return {id_: seconds for id_, seconds in left.items() if seconds}


def _cast(session: Session, seats: Sequence[int], awaited: Collection[int]) -> Cast:
    """Return the cast for those who are in ``seats`` then, in which each role has a stand-in.

    A role is for good that of who spoke in it for one. Whoever told a case stays its presenter: no
    other becomes that by himself, and while they are away the role is left open. Other roles go to
    those who were seen before they go to who is ``awaited``.
    """
    held = holders(session.agenda, session.seats, session.cast)
    spoke = {
        (roles_in(session.agenda.segments[id_.segment])[0], id_.seat)
        for id_, taken in session.used.items()
        if taken and session.agenda.segments[id_.segment].clock is ClockMode.ONE
    }
    ranked = {role: [seat for r, seat in session.cast.roles if r == role] for role in held}
    for role, seat in held.items():
        if (role, seat) in spoke:
            ranked[role] = [NOBODY, seat] if duty_of(role) == PRESENTER else [seat]
        ranked[role] = ranked[role] or [seat]
    pairs = tuple((role, seat) for role, own in ranked.items() for seat in own)
    settled = session.cast._replace(roles=pairs)
    seen_first = sorted(seats, key=lambda seat: seat in awaited)
    stands_in = holders(session.agenda, seen_first, settled).items()
    first = tuple(pair for pair in stands_in if pair not in pairs)
    return settled._replace(roles=(*first, *pairs))


def _laid(change: Change, behind: tuple[Turn, ...], ahead: tuple[Turn, ...]) -> tuple[Laid, ...]:
    """Return every turn that is ahead then, in order.

    A part has not begun of which only people who go had something, before the floor went back.
    """
    session = change.session
    again = [turn for turn in behind if turn.id in change.back]
    behind = tuple(turn for turn in behind if turn not in again)
    ahead = in_order(session.agenda, (*ahead, *again))
    parts = by_segment(session.agenda, behind), by_segment(session.agenda, ahead)
    begins = blocks(session.agenda.segments)
    stays = [t for t in ahead if change.had(t) and t.id.seat in (EVERYBODY, *change.seats)]
    begun = {begins[turn.id.segment] for turn in (*behind, *stays)}
    laid: dict[TurnId, Laid] = {}
    together: Grouping = ()
    for index, (segment, mine, ahead_of_it) in enumerate(
        zip(session.agenda.segments, *parts, strict=True)
    ):
        new: tuple[Laid, ...] = ()
        if ahead_of_it or index == session.current.segment:
            part = Part(index, segment, mine, ahead_of_it, begins[index] in begun)
            new = laid_anew(change, part, together)
        laid |= {one.turn.id: one for one in new}
        last = (*mine, *(one.turn for one in new))[-1:]
        together = last[0].groups if last else together
    ordered = in_order(session.agenda, (one.turn for one in laid.values()))
    return tuple(laid[turn.id] for turn in ordered)


def _with(change: Change, behind: tuple[Turn, ...], laid: Sequence[Laid]) -> Session:
    """Return the session with these turns; what was had of turns that go is nobody's time."""
    session, ahead = change.session, {one.turn.id for one in laid}
    turns = (*(t for t in behind if t.id not in ahead), *(one.turn for one in laid))
    replanned, anew = dict(session.replanned), {one.turn.id for one in laid if one.anew}
    if any(id_.segment == session.current.segment for id_ in anew):
        less = change.unspent
        turns = tuple(
            replace(t, seconds=session.allotted(t) - less[t.id]) if t.id in less else t
            for t in turns
        )
        anew |= less.keys()
        replanned |= {id_: replanned[id_] - less[id_] for id_ in less.keys() & replanned.keys()}
    gone = {turn.id for turn in session.turns} - {turn.id for turn in turns}
    for one in laid:
        replanned[one.turn.id] = one.planned
    seconds = {turn.id: turn.seconds for turn in turns}
    used = {id_: taken for id_, taken in session.used.items() if id_ not in gone}
    for id_ in gone & session.used.keys():
        nobodys = TurnId(id_.segment, EVERYBODY, 0)
        if session.used[id_]:
            used[nobodys] = used.get(nobodys, NOTHING) + session.used[id_]
    parts = {id_.segment for id_ in anew}
    return replace(
        session,
        turns=turns,
        used=MappingProxyType(used),
        extra=_only(session.extra, lambda id_: id_ not in gone | anew),
        broken=_only(session.broken, lambda id_: id_ not in gone),
        replanned=_only(
            replanned, lambda id_: id_ not in gone and replanned[id_] != seconds.get(id_)
        ),
        shared=_only(session.shared, lambda index: index not in parts),
    )


def _only(table: Mapping[K, V], holds: Callable[[K], bool]) -> Mapping[K, V]:
    return MappingProxyType({key: value for key, value in table.items() if holds(key)})
