"""One session from its first question to its last line."""

import asyncio

from circle_tui.domain.presenting import presenters_parts_begun
from circle_tui.domain.session import fold
from circle_tui.plain import ending, opening, writing
from circle_tui.plain.basics import Left
from circle_tui.plain.command import found
from circle_tui.plain.commands import COMMANDS
from circle_tui.plain.crier import Crier
from circle_tui.plain.lines import EndOfInput
from circle_tui.plain.room import Room
from circle_tui.plain.talk import Nothing, Talk
from circle_tui.services import recovery
from circle_tui.services.ending import Ended
from circle_tui.services.overview import overview
from circle_tui.services.workspace import Workspace

UNFINISHED = 1
"""Exit status when the input ended before the session did, and nobody had left it on purpose."""


async def evening(workspace: Workspace, talk: Talk, agenda: str | None) -> int:
    """Run a session, or go on with one, and return the exit status.

    ``agenda`` is one that was named for today. The status is 0 where the session ended or somebody
    left it.
    """
    talk.say(*workspace.notices)
    try:
        return await _session(workspace, talk, agenda)
    except Left:
        talk.say(*stays(workspace))
        return 0
    except EndOfInput:
        talk.say("The input has ended.", *stays(workspace))
        return UNFINISHED


async def _session(workspace: Workspace, talk: Talk, agenda: str | None) -> int:
    unfinished = recovery.unfinished(workspace.circle)
    if unfinished is None:
        seen = overview(workspace, agenda)
        if seen.agenda is None:
            talk.say(seen.agenda_words)
            return UNFINISHED
        if not await opening.begin(workspace, talk, seen.agenda):
            talk.say("Nothing was started.")
            return 0
    else:
        session = unfinished.session
        lost = presenters_parts_begun(session) and not workspace.held.session
        if session.closed:
            ended = await ending.close(workspace, talk, lost_notes=lost)
            if not ended.goes_on:
                return _status(ended)
            talk.say(ended.goes_on)
            return await _to_its_end(workspace, talk, lost_notes=lost)
        if not await opening.take_up(workspace, talk, unfinished, lost_notes=lost):
            raise Left
    return await _to_its_end(workspace, talk)


async def _to_its_end(workspace: Workspace, talk: Talk, *, lost_notes: bool = False) -> int:
    """Run the session to its end, again where that is taken back, and return the exit status."""
    room: Room | None = None
    while True:
        room = Room(workspace, talk, room)
        await _run(room)
        ended = await ending.close(workspace, talk, lost_notes=lost_notes)
        if not ended.goes_on:
            return _status(ended)
        talk.say(ended.goes_on)


def _status(ended: Ended) -> int:
    return 0 if ended.filed else UNFINISHED


async def _run(room: Room) -> None:
    """Take commands until the session is closed."""
    talk = room.talk
    talk.meanwhile = Crier(room)
    room.publish()
    room.by_the_way(_warm(room))
    room.by_the_way(_load_model(room))
    room.tell_turn(whole=True)
    talk.say("help says what can be typed.")
    writing.take_up(room)
    try:
        while not room.session.closed:
            meant = found(await talk.hear() or "where", COMMANDS)
            if isinstance(meant, str):
                talk.say(meant)
            else:
                command, said = meant
                await command.run(room, said)
    finally:
        talk.meanwhile = Nothing()
        await room.settled()


async def _warm(room: Room) -> None:
    """Read the word lists in a thread, so that the first note is heard as soon as the second."""
    await asyncio.to_thread(room.notebook.warm_up)


async def _load_model(room: Room) -> None:
    """Load the language model, if there is one; whatever comes of that, the session goes on."""
    if trouble := await room.workspace.opinion.ready():
        room.talk.say(trouble)


def stays(workspace: Workspace) -> list[str]:
    """Return what becomes of a session that is left, and of what is in memory alone."""
    told = []
    if held := workspace.held.notes:
        told.append(f"Lost, as they were in memory only: notes of a presenter's, {len(held)}.")
    if facts := workspace.circle.journal.read():
        session = fold(facts)
        clock = "runs on" if session.running_since else "stays paused"
        told.append(f"The session keeps its place and its clock {clock}.")
        told.append("Start the program again to go on with it.")
    return told
