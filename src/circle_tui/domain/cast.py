"""The cast: what is settled about the people of a session.

Seats stand for people, as everywhere in a session. It is in the session's first fact; what changes
later (a role that goes to somebody else, bids that are accepted) is a fact of its own, so that the
plan is the same after a crash.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from circle_tui.domain.agenda import Agenda, ClockMode, Order, Segment

PRESENTER = "presenter"
"""The role of who speaks in a segment for one, unless it names another."""

NOBODY = 0
"""The seat of who holds a role that is left open: somebody in the room has to be asked."""

ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "sixth"})
"""The second presenter of an evening has the same duty as the first."""

ONE_DUTY = {
    "hot seat": PRESENTER,
    "seat": PRESENTER,
    "time keeper": "timekeeper",
    "note taker": "scribe",
}
"""Roles that are one duty under several names; a presenter is whoever is at the centre."""


class Cast(NamedTuple):
    """Who begins, who holds which role, and what was asked for.

    ``first`` is the seat that begins where ``order`` is ``rotate``; ``drawn`` are the seats in the
    order that was drawn for ``random``. ``roles`` are pairs of a role and its holder's seat, of
    several for a role the last one that is here; ``NOBODY`` always is, and leaves it open. ``bids``
    are pairs of a seat and the seconds it asked for, in the order in which they were made. What is
    not settled has a sensible default.
    """

    first: int | None = None
    drawn: tuple[int, ...] = ()
    roles: tuple[tuple[str, int], ...] = ()
    bids: tuple[tuple[int, int], ...] = ()


NOTHING_SETTLED = Cast()


def on_seats(cast: Cast, seats: Sequence[int]) -> Cast:
    """Return a cast that was made for people on the seats from 1 for them on these ``seats``."""
    at = dict(enumerate(seats, start=1))
    return Cast(
        None if cast.first is None else at[cast.first],
        tuple(at[seat] for seat in cast.drawn),
        tuple((role, at[seat]) for role, seat in cast.roles),
        tuple((at[seat], seconds) for seat, seconds in cast.bids),
    )


def duty_of(role: str) -> str:
    """Return the duty that a role counts as."""
    words = role.casefold().replace("-", " ").split()
    plain = " ".join(words[1:] if len(words) > 1 and words[0] in ORDINALS else words)
    return ONE_DUTY.get(plain, plain)


def roles_in(segment: Segment) -> tuple[str, ...]:
    """Return the roles a segment needs; the first is the speaker's in a segment for one."""
    return segment.roles or ((PRESENTER,) if segment.clock is ClockMode.ONE else ())


def roles_of(agenda: Agenda) -> tuple[str, ...]:
    """Return the roles an agenda needs, in the order in which they first appear."""
    met: dict[str, None] = {}
    for segment in agenda.segments:
        met.update(dict.fromkeys((*roles_in(segment), *segment.exclude)))
    return tuple(met)


def holders(agenda: Agenda, seats: Sequence[int], cast: Cast = NOTHING_SETTLED) -> dict[str, int]:
    """Return who holds each role, ``NOBODY`` where that is left open.

    The cast decides; the other roles go to the seats in their order, first to those without a
    role. With more roles than people somebody holds two.
    """
    settled = {role: seat for role, seat in cast.roles if seat in seats or seat == NOBODY}
    free = [seat for seat in seats if seat not in settled.values()] or list(seats)
    needed = roles_of(agenda)
    others = [role for role in needed if role not in settled]
    dealt = {role: free[place % len(free)] for place, role in enumerate(others)}
    held = dealt | settled
    return {role: held[role] for role in needed}


def speakers(
    segment: Segment,
    seats: Sequence[int],
    held: Mapping[str, int],
    cast: Cast = NOTHING_SETTLED,
) -> tuple[int, ...]:
    """Return who has a turn in a segment, in speaking order.

    ``volunteer`` is the order of the seats, since nobody knows yet who will come forward. Where
    nobody would be left nobody is left out, so that every segment can be run (``warnings`` tells).
    """
    out = {held[role] for role in segment.exclude if role in held}
    ordered = in_turn(segment.order, tuple(seats), cast)
    return tuple(seat for seat in ordered if seat not in out) or ordered


def in_turn(order: Order, seats: tuple[int, ...], cast: Cast) -> tuple[int, ...]:
    """Return these seats in a speaking order. Fewer seats never come in another order."""
    if order is Order.REVERSE:
        return seats[::-1]
    if order is Order.ROTATE and cast.first in seats:
        place = seats.index(cast.first)
        return seats[place:] + seats[:place]
    if order is Order.RANDOM:
        drawn = tuple(seat for seat in cast.drawn if seat in seats)
        return drawn + tuple(seat for seat in seats if seat not in drawn)
    return seats
