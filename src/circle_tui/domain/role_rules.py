"""Roles in a session: who holds them, and the rule that gives one to somebody.

Roles are dealt when a session starts, fairly, by the rotation ledger. Who really presents, hosts
or keeps the time is found out in the room; so a role can go to anybody until its part is over.
Who sees to the whole meeting does so until its end, and may be called away at any minute of it.
"""

from datetime import datetime

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.cast import NOBODY, duty_of, holders, roles_in, roles_of
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import RolesGiven
from circle_tui.domain.rotation import SERVING
from circle_tui.domain.rules import ENDED, Outcome, Rule
from circle_tui.domain.session import Session

NO_ROLES = 'This agenda names no roles to give. Its file can: roles = ["host"].'


def parts_of(agenda: Agenda, role: str) -> tuple[int, ...]:
    """Return the segments a role counts in: where its holder has a task, or has no turn."""
    return tuple(
        index
        for index, segment in enumerate(agenda.segments)
        if role in roles_in(segment) or role in segment.exclude
    )


def holders_now(session: Session) -> dict[str, int]:
    """Return the seat that holds each role, in the order in which the roles appear."""
    return holders(session.agenda, session.seats, session.cast)


def lasts(role: str) -> bool:
    """Tell whether a role lasts until the meeting ends, whichever part it is said in."""
    return duty_of(role) in SERVING


def settled(session: Session, role: str) -> bool:
    """Tell whether a role is over: every part that it counts in is, and it does not last."""
    return not lasts(role) and not _comes_up(session, role)


def _comes_up(session: Session, role: str) -> bool:
    """Tell whether a part that a role counts in is on, or ahead."""
    parts = parts_of(session.agenda, role)
    return any(turn.id.segment in parts for turn in session.turns[session.position :])


def asked_for(session: Session) -> str | None:
    """Return the role that is most likely to be given now; ``None`` if none can be.

    One that nobody has comes first, then one of the part that is on, then one of a part ahead.
    """
    held, here = holders_now(session), roles_in(session.segment)
    can = [role for role in roles_of(session.agenda) if not settled(session, role)]
    can.sort(
        key=lambda role: (held[role] != NOBODY, role not in here, not _comes_up(session, role))
    )
    return next(iter(can), None)


def may_give(session: Session, _now: datetime) -> Outcome:
    """Allow a role to be given to somebody; it leaves no fact."""
    if session.closed:
        return ENDED
    roles = roles_of(session.agenda)
    if not roles:
        return Refused(NO_ROLES)
    if all(settled(session, role) for role in roles):
        return Refused("Every part that somebody has a role in is over.")
    return ()


def give_role(role: str, seat: int) -> Rule:
    """Return the rule that gives a role to a seat, or confirms who holds it."""

    def rule(session: Session, now: datetime) -> Outcome:
        if session.closed:
            return ENDED
        if role not in roles_of(session.agenda) or seat not in session.seats:
            return Refused("This role or this person is not in the session.")
        if settled(session, role):
            return Refused("Every part with this role is over, so it stays with who had it.")
        if role in session.named and holders_now(session)[role] == seat:
            return Refused("This person has the role already.")
        return (RolesGiven(now, ((role, seat),)),)

    return rule
