"""Conversations over the session as a whole: where it stands, its script, its end."""

from circle_tui.domain import rules
from circle_tui.domain.telling import not_done_text
from circle_tui.domain.timing import drift_of, to_the_minute
from circle_tui.domain.view import wall
from circle_tui.plain import words
from circle_tui.plain.ending import handed_over
from circle_tui.plain.heard import heard
from circle_tui.plain.room import Room


class Left(Exception):
    """Somebody leaves the program; the session can be taken up again."""


async def where(room: Room, _said: str) -> None:
    """Say all that the screen would show."""
    room.tell_all()


async def parts(room: Room, _said: str) -> None:
    """Say the running order."""
    room.talk.say(*map(words.in_order, room.view().order))


async def read(room: Room, _said: str) -> None:
    """Read the prompt and the script of this part, and who is who in it."""
    view = room.view()
    room.talk.say(words.place(view), *words.script(view), view.roles, *words.beside(view))


async def blank(room: Room, _said: str) -> None:
    """Let the public view show nothing, or show it again."""
    publisher = room.publisher
    publisher.blank = not publisher.blank
    trouble = await room.talk.wait(publisher.publish(room.session))
    room.heard("view", trouble, asked=True)
    if not trouble:
        room.talk.say(f"The public view {'is blank' if publisher.blank else 'shows again'}.")


async def end(room: Room, _said: str) -> None:
    """Ask, then end the session."""
    view, session = room.view(), room.session
    now = room.workspace.clock.now()
    ends, drift = wall(to_the_minute(now), room.zone), drift_of(now, session.promised_end)
    told = f"Would end {ends}: {drift}, promised for {view.promised}."
    room.talk.say(heard(told, tells_time=True))
    if left := not_done_text(session, view, now):
        room.talk.say(left)
    _warn(room, "It would be lost.")
    if await room.talk.agreed("end the session"):
        await room.do(rules.close)


async def leave(room: Room, _said: str) -> None:
    """Leave the session, which keeps its place."""
    _warn(room)
    if await handed_over(room.workspace, room.talk):
        raise Left


def _warn(room: Room, more: str = "") -> None:
    if room.sheets:
        begun = ", ".join(kind.label for kind in room.sheets)
        room.talk.say(f"Written and not kept yet: {begun}. {more}".rstrip())
