"""What was written down in the session that runs: said again, corrected, deleted."""

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.errors import Refused, StoreError
from circle_tui.domain.things import Thing
from circle_tui.domain.writing import Kind
from circle_tui.plain.room import Room
from circle_tui.plain.talk import number
from circle_tui.plain.writing import write
from circle_tui.services.drafting import Sheet
from circle_tui.services.handover import HeldNote

Entry = tuple[Kind, Thing | HeldNote]


async def look_back(room: Room, _said: str) -> None:
    """Say all that was kept, with numbers; correct one, or delete it after a question."""
    entries = _entries(room)
    if not entries:
        room.talk.say("Nothing was written down yet.")
        return
    room.talk.say(*(f"{n}: {_told(room, entry)}" for n, entry in enumerate(entries, 1)))
    said = await room.talk.hear("A number corrects it, delete and a number deletes it, or Enter")
    *verb, last = said.casefold().split() or [""]
    picked = number(last)
    if picked is None or not 1 <= picked <= len(entries) or verb not in ([], ["delete"]):
        return
    kind, thing = entries[picked - 1]
    if verb:
        await _delete(room, kind, thing)
    elif isinstance(thing, HeldNote):
        room.talk.say("A presenter's note is not taken back. Delete it, and write it anew.")
    else:
        line = room.notebook.take_up(kind, thing, room.moment(), room.sheets)
        if isinstance(line, Refused):
            room.talk.say(line.why)
            return
        room.sheets[kind] = Sheet(line)
        await write(room, kind, "", again=True)


def _entries(room: Room) -> list[Entry]:
    kept = [(kind, thing) for kind, things in room.notebook.kept.items() for thing in things]
    return [*kept, *((Kind.NOTE, note) for note in room.notebook.held.notes)]


def _told(room: Room, entry: Entry) -> str:
    """Return what a thing is, whose an action item is, and its text."""
    kind, thing = entry
    if isinstance(thing, HeldNote):
        return f"note in memory only: {thing.text}"
    if not isinstance(thing, ActionItem):
        return f"{kind.label}: {thing.text}"
    names = {member.alias: member.name for member in room.notebook.members}
    due = f", due {thing.due:%a} {thing.due.day} {thing.due:%b}" if thing.due else ""
    return f"{kind.label} for {names.get(thing.owner, 'the circle')}{due}: {thing.text}"


async def _delete(room: Room, kind: Kind, thing: Thing | HeldNote) -> None:
    room.talk.say(thing.text, "There is no other copy.")
    if not await room.talk.agreed(f"delete this {kind.label}"):
        return
    if isinstance(thing, HeldNote):
        room.notebook.held.drop(thing)
    else:
        try:
            drafts = room.notebook.drafts_of(room.sheets, room.moment())
            await room.talk.wait(room.notebook.remove(kind, thing, drafts))
        except StoreError as error:
            room.talk.say(str(error))
            return
    room.talk.say("Deleted.")
