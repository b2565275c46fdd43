"""Writing something down: typed, heard as it would be kept, decided over, and kept."""

from contextlib import suppress
from dataclasses import replace

from circle_tui.domain.errors import StoreError
from circle_tui.domain.things import line_of
from circle_tui.domain.writing import Kind, nothing_yet
from circle_tui.plain import masks
from circle_tui.plain.lines import LONGEST
from circle_tui.plain.room import Room
from circle_tui.plain.talk import is_back, number
from circle_tui.services.drafting import Sheet, piled
from circle_tui.services.masks import Masked

HOW = (
    "Enter keeps it. A number leaves that word readable, or masks it again; always and a number "
    "leaves it readable in this circle from now on; mask and a word masks that word. back types "
    "it again, later puts it away, delete throws it away."
)
BRIEF = "Enter keeps it, ? says what else."
LEAVES = "An empty line leaves it, and so does back."
GOES_ON = "Enter goes on with it, back leaves it."


async def write(room: Room, kind: Kind, said: str, *, again: bool = False) -> None:
    """Write something of a kind down, unless nothing of it may be kept of this part.

    ``said`` is the text where it came with the command: it begins anew, and what waits as a draft
    is put away until it is kept. Without such a text the draft is gone on with: what is typed comes
    behind it, unless it is to be typed ``again``.
    """
    if refused := room.notebook.refused(kind, room.moment()):
        room.talk.say(refused.why)
        return
    sheet = room.sheets.get(kind, Sheet(""))
    if sheet.text and said and not is_back(said):
        room.talk.say(f"Put away: {sheet.text}")
        of = room.notebook.correcting.pop(kind, "")
        sheet = Sheet("", under=replace(sheet, of=of))
    elif sheet.text and not said:
        room.talk.say(f"You were writing: {sheet.text}", GOES_ON)
    elif not (said or room.shown_out):
        room.talk.say(LEAVES)
        room.shown_out = True
    while True:
        said = said or await room.talk.hear(kind.label)
        if is_back(said) or not (said or sheet.text):
            old = room.notebook.corrected(kind)
            if old is not None and sheet.text == line_of(old):
                await _drop(room, kind)  # it stays as it was, so there is no draft
                room.talk.say(f"Nothing was kept; the {kind.label} stays as it was.")
            elif sheet.text:
                room.talk.say(f"Nothing was kept; what you typed waits. {_goes_on(kind)}")
            else:
                room.talk.say("Nothing was kept.")
            return
        if said and sheet.text and not again:
            sheet = replace(sheet, text=_cut(room, f"{sheet.text} {said}"))
        elif said and said != sheet.text:
            sheet = Sheet(_cut(room, said), under=sheet.under)
        if kind is Kind.NOTE and sheet.theirs is None:
            sheet = replace(sheet, theirs=room.moment().theirs)
        room.sheets[kind], said, again = sheet, "", True
        await _keep_drafts(room)
        if not await _typed_again(room, kind):
            return
        sheet = room.sheets[kind]


async def _drop(room: Room, kind: Kind) -> None:
    """Forget a text, and its draft; what it was to correct stays as it is."""
    room.notebook.correcting.pop(kind, None)
    _uncover(room, kind)
    await _keep_drafts(room)


def _uncover(room: Room, kind: Kind) -> None:
    """Take a text away, so that the one that was put away for it can be gone on with."""
    under = room.sheets.pop(kind).under
    if under is not None:
        room.sheets[kind] = replace(under, of="")
        if under.of:
            room.notebook.correcting[kind] = under.of


def _goes_on(kind: Kind) -> str:
    """Say how to go on with a text that waits."""
    return f"{kind[0]} alone goes on with it."


def _still_away(room: Room, kind: Kind) -> list[str]:
    """Say what was put away and waits still; nothing where nothing does."""
    sheet = room.sheets.get(kind)
    return [f"Still put away: {sheet.text}", _goes_on(kind)] if sheet else []


def _cut(room: Room, text: str) -> str:
    if len(text) > LONGEST:
        room.talk.say(f"Only the first {LONGEST:,} characters are taken.")
    return text[:LONGEST]


async def _typed_again(room: Room, kind: Kind) -> bool:
    """Say how a text would be kept and do what is decided; whether it is to be typed again."""
    room.talk.say(*await _read(room, kind), BRIEF if room.taught else HOW)
    room.taught = True
    while True:
        said = await room.talk.hear("keep")
        match said.casefold().split(maxsplit=1):
            case []:
                if await _kept(room, kind):
                    return False
            case ["back" | "esc"]:
                return True
            case ["later"]:
                room.talk.say(f"Put away. {_goes_on(kind)}")
                return False
            case ["delete"]:
                await _drop(room, kind)
                room.talk.say("Thrown away.", *_still_away(room, kind))
                return False
            case [typed] if (place := number(typed)) is not None:
                await _switch(room, kind, place, always=False)
            case ["always", typed] if (place := number(typed)) is not None:
                await _switch(room, kind, place, always=True)
            case ["mask", _]:
                await _hide(room, kind, said.split(maxsplit=1)[1])
            case _:
                room.talk.say(f"It is not kept yet. {HOW}")


async def _masked(room: Room, kind: Kind) -> tuple[str, Masked]:
    """Return what goes before a text, and the text as it would be kept.

    A language model, if there is one, has read it then.
    """
    sheet, moment = room.sheets[kind], room.moment()
    lead, body = "", sheet.text
    if kind is Kind.ACTION:
        read = room.notebook.read(body, moment)
        names = {member.alias: member.name for member in room.notebook.members}
        due = f"due {read.due:%a} {read.due.day} {read.due:%b}" if read.due else "no date"
        due = "no next meeting is known, so no date" if read.no_meeting else due
        lead, body = f"for {names.get(read.owner, 'the circle')}, {due}: ", read.text
    await room.talk.wait(room.notebook.consider(body))
    return lead, room.notebook.masks(body, sheet.choices)


async def _read(room: Room, kind: Kind) -> list[str]:
    """Return how a text would be kept, and what is masked in it."""
    lead, masked = await _masked(room, kind)
    if not masked.kept.strip():
        return [nothing_yet(kind).why]
    where = "Would be kept in memory only" if room.sheets[kind].theirs else "Would be kept"
    return [f"{where}: {lead}{masked.kept}", *masks.told(masked)]


async def _switch(room: Room, kind: Kind, place: int, *, always: bool) -> None:
    """Take a mask off or put it on again, and say how the text stands then."""
    _, masked = await _masked(room, kind)
    if not 1 <= place <= len(masked.masks):
        room.talk.say(f"There is no mask {place}.")
        return
    mask, sheet = masked.masks[place - 1], room.sheets[kind]
    choices = await masks.switch(room, sheet.choices, mask, always=always)
    room.sheets[kind] = replace(sheet, choices=choices)
    room.talk.say(*await _read(room, kind))


async def _hide(room: Room, kind: Kind, word: str) -> None:
    """Mask a word, or leave it readable again if it was masked so."""
    (_, masked), sheet = await _masked(room, kind), room.sheets[kind]
    choices = masks.hide(masked, sheet.choices, word)
    if isinstance(choices, str):
        room.talk.say(choices)
        return
    room.sheets[kind] = replace(sheet, choices=choices)
    if (await _masked(room, kind))[1] == masked:
        room.sheets[kind] = sheet
        room.talk.say("That word does not stand in the text.")
        return
    room.talk.say(*await _read(room, kind))


async def _keep_drafts(room: Room) -> None:
    """Let a crash lose nothing of what was written."""
    with suppress(StoreError):  # a full disk is said when the text is to be kept
        await room.talk.wait(room.notebook.keep_drafts(room.sheets, room.moment()))


async def _kept(room: Room, kind: Kind) -> bool:
    """Keep a text, and say so once the disk has; whether it was kept."""
    lead, masked = await _masked(room, kind)
    sheet, moment = room.sheets[kind], room.moment()
    besides = room.notebook.drafts_of(room.sheets, moment, kind)
    if sheet.theirs:
        moment = replace(moment, session=sheet.theirs)
    refused = await room.saved(
        lambda: room.notebook.keep(kind, moment, sheet.text, besides, sheet.choices)
    )
    if refused is not None:
        room.talk.say(f"{refused.why} It is not kept; later puts it away.")
        return False
    _uncover(room, kind)
    room.notebook.opinion.forget()
    where = "held in memory only" if sheet.theirs else "saved"
    kept = f"{where}: {lead}{masked.kept}"
    room.talk.say(kept, room.notebook.warning, *_still_away(room, kind))
    return True


def take_up(room: Room) -> None:
    """Offer what was being written when the session was left, by a program that was lost or not."""
    lacks = "" if room.sheets else ", maybe without its last words"
    room.sheets = room.sheets or piled(room.notebook.drafts())
    if room.sheets:
        kinds = " and ".join(kind.label for kind in room.sheets)
        room.talk.say(f"What you were writing is still here: {kinds}{lacks}.")
