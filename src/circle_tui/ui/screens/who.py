"""Who has a role: choose a role of the agenda, then the person who has it now."""

from circle_tui.domain.cast import roles_of
from circle_tui.domain.role_rules import give_role, holders_now, parts_of, settled
from circle_tui.domain.session import Session
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
    rows = [(capital(role), seat_name(held[role], names), _about(session, role)) for role in roles]
    ahead = next(i for i, role in enumerate(roles) if not settled(session, role))
    place: int | None = ahead
    if len(roles) > 1:
        place = await app.push_screen_wait(PickScreen("Which role?", rows, ahead))
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
    return Decision(give_role(role, seat), f"{capital(role)}: {seat_name(seat, names)}.")


def _about(session: Session, role: str) -> str:
    """Say in which parts a role counts, and how its holder was found."""
    titles = [session.agenda.segments[index].title for index in parts_of(session.agenda, role)]
    if settled(session, role):
        return f"over: {', '.join(titles)}"
    found = "chosen" if role in session.named else "dealt by turn"
    return f"{found}; {', '.join(titles)}"
