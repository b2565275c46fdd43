"""Who has a role: choose a role of the agenda, then the person who has it now."""

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.cast import NOBODY, roles_of
from circle_tui.domain.role_rules import (
    asked_for,
    give_role,
    holders_now,
    lasts,
    parts_of,
    settled,
)
from circle_tui.domain.session import Session
from circle_tui.domain.telling import given_text
from circle_tui.domain.who import capital, seat_name
from circle_tui.ui.screens.pick import PickScreen
from circle_tui.ui.screens.room import Decision, Room


async def decide_who(room: Room) -> Decision | None:
    """Choose who has a role, or confirm who was dealt it.

    Where the agenda has one role only, that one is meant.
    """
    app, session, names = room.app, room.live.session, room.names
    held = holders_now(session)
    roles = roles_of(session.agenda)
    rows = [
        (capital(role), seat_name(held[role], names), _about(session, role, room.script))
        for role in roles
    ]
    wanted = asked_for(session)
    place: int | None = roles.index(wanted) if wanted else 0
    if len(roles) > 1:
        place = await app.push_screen_wait(PickScreen("Which role?", rows, place or 0))
    if place is None:
        return None
    role = roles[place]
    people = [
        (seat_name(seat, names), ", ".join(r for r in roles if held[r] == seat), "")
        for seat in session.seats
    ]
    now = session.seats.index(held[role]) if held[role] in session.seats else 0
    chosen = await app.push_screen_wait(PickScreen(f"{capital(role)}: who is it?", people, now))
    if chosen is None:
        return None
    seat = session.seats[chosen]
    told = given_text(session, role, seat, room.now(), names, room.script)
    return Decision(give_role(role, seat), told)


def _about(session: Session, role: str, script: Agenda) -> str:
    """Say in which parts a role counts, and how its holder was found."""
    titles = ", ".join(script.segments[index].title for index in parts_of(session.agenda, role))
    if settled(session, role):
        return f"over: {titles}"
    found = "chosen" if role in session.named else "dealt by turn"
    if holders_now(session)[role] == NOBODY:
        found = "who had it has left; choose who goes on"
    return f"{found}; {titles}{', until the end' if lasts(role) else ''}"
