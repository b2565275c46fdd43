"""The rotation ledger: who began, hosted, kept time or had the hot seat, and when last.

It is kept with the people and says nothing of what was said: one date for each duty and member,
so that no history of a person builds up.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import accumulate, cycle

from circle_tui.domain.agenda import Agenda, Order
from circle_tui.domain.cast import Cast, duty_of, holders, roles_in, roles_of
from circle_tui.domain.digest import blake2b
from circle_tui.domain.plan import EVERYBODY, IN_TURNS
from circle_tui.domain.session import Session, apply, fold
from circle_tui.domain.state import named, was_had
from circle_tui.domain.values import value

BEGAN = "began"
"""The duty of whoever has the first turn of a meeting."""


@value
class Duty:
    """When a member (by id) last had a duty; ``at`` is aware and in UTC."""

    duty: str
    member: str
    at: datetime


Ledger = tuple[Duty, ...]


SERVING = frozenset({"host", "facilitator", "timekeeper"})
"""The duties of those who see to the meeting, which a circle wants to know beforehand."""


def fairest(ledger: Ledger, duty: str, members: Sequence[str]) -> str:
    """Return whose turn it is: who never had the duty, else who had it longest ago.

    Where that is several, the first of ``members``. Raises ``ValueError`` when there is nobody.
    """
    last = {entry.member: entry.at for entry in ledger if entry.duty == duty}
    return min(members, key=lambda member: (member in last, last.get(member)))


def fair_cast(
    agenda: Agenda,
    members: Sequence[str],
    ledger: Ledger,
    token: str,
    late: Collection[str] = (),
) -> Cast:
    """Return the cast an agenda needs: the fair person begins where it rotates, and has each role.

    ``members`` are the ids of those present by seat, from seat 1, ``late`` those of them who are
    still on their way: none of them begins or has a role while others are there for it. A member
    gets a second role only when everybody has one. The order for ``random`` is drawn from
    ``token``, the session's random id: whoever starts a session cannot foresee it, and no second
    source of chance is needed.
    """
    seat_of = {member: seat for seat, member in enumerate(members, start=1)}
    dealt = _dealt(agenda, members, ledger, late)
    roles = {role: seat_of[member] for role, member in dealt.items()}
    orders = {segment.order for segment in agenda.segments}
    rotates, by_lot = Order.ROTATE in orders, Order.RANDOM in orders
    return Cast(
        first=seat_of[fairest(ledger, BEGAN, _pools(members, late)[0])]
        if rotates and members
        else None,
        drawn=tuple(sorted(seat_of.values(), key=partial(_lot, token))) if by_lot else (),
        roles=tuple(roles.items()),
    )


def next_to_serve(
    agenda: Agenda, members: Sequence[str], ledger: Ledger
) -> tuple[tuple[str, str], ...]:
    """Return whose turn it is to see to the next meeting: pairs of a duty and a member's id.

    It is what ``fair_cast`` deals if all of ``members`` come; the duties are those of ``SERVING``
    that the agenda has a role for.
    """
    dealt = _dealt(agenda, members, ledger).items()
    return tuple((duty_of(role), member) for role, member in dealt if duty_of(role) in SERVING)


def _dealt(
    agenda: Agenda, members: Sequence[str], ledger: Ledger, late: Collection[str] = ()
) -> dict[str, str]:
    """Return who gets each role of an agenda; nobody a second one before everybody has one."""
    held: dict[str, str] = {}
    free: list[str] = []
    pools = cycle(_pools(members, late))
    for role in roles_of(agenda) if members else ():
        free = free or list(next(pools))
        held[role] = fairest(ledger, duty_of(role), free)
        free.remove(held[role])
    return held


def _pools(members: Sequence[str], late: Collection[str]) -> list[list[str]]:
    """Return those who are there, then those who are still on their way; nothing for nobody."""
    there = [member for member in members if member not in late]
    coming = [member for member in members if member in late]
    return [pool for pool in (there, coming) if pool]


def _lot(token: str, seat: int) -> bytes:
    return blake2b(f"{token}:{seat}".encode()).digest()


def written(
    ledger: Ledger, session: Session, seating: Mapping[int, str], members: Collection[str]
) -> Ledger:
    """Return the ledger after a session: only duties that were really had, and only of members.

    ``seating`` tells who sat where, ``members`` who is in the circle.
    """
    had = {
        (duty, seating[seat]): Duty(duty, seating[seat], session.began)
        for duty, seat in _duties(session)
        if seating.get(seat) in members
    }
    kept = {(entry.duty, entry.member): entry for entry in ledger if entry.member in members}
    return tuple({**kept, **had}.values())


def _duties(session: Session) -> list[tuple[str, int]]:
    """Return the duties of a session and the seats that had them."""
    ran = [turn for turn in session.turns if was_had(session, turn)]
    segments = session.agenda.segments
    persons = [t for t in ran if t.id.seat != EVERYBODY]  # volunteers' turns are nobody's
    in_turns = [t.id for t in persons if segments[t.id.segment].clock in IN_TURNS]
    duties = [(BEGAN, id_.seat) for id_ in in_turns[:1] if named(session, id_)]
    held = _holders_by_segment(session)
    for index in sorted({turn.id.segment for turn in ran}):
        duties += [(duty_of(role), held[index][role]) for role in roles_in(segments[index])]
    return duties


def _holders_by_segment(session: Session) -> dict[int, dict[str, int]]:
    """Return who held each role when a segment was on, for the last time."""
    first, *rest = session.standing
    held: dict[int, dict[str, int]] = {}
    for state in accumulate(rest, apply, initial=fold([first])):
        held[state.current.segment] = holders(state.agenda, state.seats, state.cast)
    return held
