"""After the session: the summary and the invite, and a presenter's notes handed over."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from circle_tui.domain.errors import CircleError
from circle_tui.domain.record import began_text, told
from circle_tui.domain.timing import drift_of
from circle_tui.domain.words import confirmed
from circle_tui.plain.heard import heard, with_veiled_titles
from circle_tui.plain.lines import EndOfInput
from circle_tui.plain.opening import LOST
from circle_tui.plain.talk import Talk, is_back
from circle_tui.plain.words import counted, spoken, stopped
from circle_tui.services import summaries
from circle_tui.services.ending import FILED, UNFILED, Ended, Filed, file_away, goes_on, take_back
from circle_tui.services.handover import Due
from circle_tui.services.summaries import Results
from circle_tui.services.summary_files import put
from circle_tui.services.workspace import Workspace

UNDO = ("undo", "u")
"""What takes the end back; while the session runs the same words take back the last thing."""


async def close(workspace: Workspace, talk: Talk, *, lost_notes: bool = False) -> Ended:
    """Write what the session leaves behind, as often as it takes, say it, and let it be taken back.

    ``lost_notes`` tells that the program ended between a presenter's part and this.
    """
    while True:
        try:
            filed = await talk.wait(workspace.writer.run(partial(file_away, workspace)))
            break
        except CircleError as error:
            talk.say(str(error), "The session has ended and nothing of it is lost.")
            if not await _tries_again(talk):
                return UNFILED
    talk.say("The session has ended.", *_came_to(workspace, filed.results))
    if lost_notes:
        talk.say(LOST)
    _tell_files(talk, filed.results)
    asks = filed.results.summary is None
    while True:
        if told := await _taken_back(
            workspace, talk, filed, rest=asks or bool(workspace.held.notes)
        ):
            return goes_on(told)
        if asks:
            filed = replace(filed, results=await _summary(workspace, talk, filed.results))
        if not asks and not workspace.held.notes:
            return FILED
        asks = False
        await handed_over(workspace, talk)


async def _tries_again(talk: Talk) -> bool:
    """Ask whether to try again what could not be written."""
    while said := await talk.hear("Enter tries again, back leaves it for the next start"):
        if is_back(said):
            return False
        talk.say("Only Enter and back mean something here.")
    return True


def _tell_files(talk: Talk, closed: Results) -> None:
    """Say where the files lie, if there are any."""
    if files := [path for path in (closed.summary, closed.invite) if path]:
        names = " and ".join(path.name for path in files)
        talk.say(f"Files: {names}, in {files[0].parent}")


async def _taken_back(workspace: Workspace, talk: Talk, filed: Filed, *, rest: bool) -> str:
    """Ask whether the session is to go on after all; return what that did, if it does.

    ``rest`` is whether something is left to be asked where it does not.
    """
    leaves = "goes on to what is left to do" if rest else "leaves"
    while True:
        try:
            said = await talk.hear(f"Enter {leaves}, undo takes the end back")
        except EndOfInput:
            if rest:
                raise
            return ""
        if not said or is_back(said):
            return ""
        if said.casefold() not in UNDO:
            talk.say("The session has ended. Only Enter and undo mean something here.")
            continue
        try:
            return await talk.wait(workspace.writer.run(partial(take_back, workspace, filed)))
        except CircleError as error:
            talk.say(str(error), "The session has ended, and what it came to is kept.")


def _came_to(workspace: Workspace, closed: Results) -> Iterator[str]:
    """Yield the times, what was kept, and when the next meeting is; no names."""
    record = closed.record
    for segment in record.segments:
        late = f", {spoken(segment.over)} over" if segment.over else ""
        planned, used = spoken(segment.planned), spoken(segment.used)
        yield f"{segment.title}: planned {planned}, took {used}{late}."
    yield f"In all: {heard(drift_of(record.ended, record.promised_end))}."
    if began := began_text(record, workspace.zone):
        yield f"Start: {heard(began, tells_time=True)}."
    for label, line in told(with_veiled_titles(record), spoken):
        yield f"{label}: {heard(line)}."
    words = len(confirmed(workspace.circle.people.words()))
    masked = (
        f"{counted(words, 'word')} of members' names left readable by you (circle words)"
        if words
        else "members' names are masked"
    )
    yield f"Kept: {closed.kept}; {masked}."
    yield f"Next: {closed.next_meeting if closed.invite else closed.why_no_invite}"


async def _summary(workspace: Workspace, talk: Talk, closed: Results) -> Results:
    """Show the summary of a sealed circle, and ask whether it is to be written.

    Anybody can read it then.
    """
    talk.say("The circle is sealed, so no summary was written as plain text.")
    said = await talk.hear("Type summary to read it as it would leave, or Enter to go on")
    if said.casefold() != "summary":
        return closed
    text = summaries.as_markdown(closed, workspace.zone)
    talk.say(*text.splitlines())
    if not await talk.agreed("write exactly this to a file"):
        return closed
    try:
        path = summaries.place_of(closed, workspace.exports, workspace.zone, summaries.MARKDOWN)
        closed = await talk.wait(workspace.writer.run(partial(put, closed, text, path)))
        _tell_files(talk, closed)
        return closed
    except CircleError as error:
        talk.say(str(error))
        return closed


async def handed_over(workspace: Workspace, talk: Talk) -> bool:
    """Ask until no presenter's note is held any more; ``False`` when somebody went back."""
    held, folder = workspace.held, _usual_folder(workspace)
    while held.notes:
        due = await talk.wait(workspace.writer.run(partial(held.due, folder)))
        talk.say("A presenter's notes are in memory only, and lost with the program.")
        talk.say(*_rows(due), f"They would be written into {folder}")
        said = await talk.hear(
            "Enter writes them there, a folder writes them elsewhere, lose forgets them, back"
        )
        if is_back(said):
            return False
        if said.casefold() == "lose":
            talk.say("Nobody has them then, and nothing brings them back.")
            if await talk.agreed("lose the notes"):
                held.let_go()
                talk.say("The notes are gone.")
            continue
        if said:
            try:
                typed = Path(said).expanduser()
            except RuntimeError:  # no such user
                typed = Path()
            if typed.is_absolute():  # a word may be a command that means nothing here
                folder = typed
            else:
                talk.say("That is no folder here. Type the whole of it, from / or ~/ on, or back.")
            continue
        try:
            given = await talk.wait(
                workspace.writer.run(
                    partial(held.hand_over, workspace.circle, folder, workspace.zone)
                )
            )
        except CircleError as error:
            talk.say(str(error))
        else:
            names = ", ".join(path.name for path in given)
            talk.say(
                f"Handed over: {names}, in {folder}",
                "Hand over what lies there and delete it: there is no copy.",
            )
    return True


def _rows(due: list[Due]) -> Iterator[str]:
    """Yield for each file whose it is, which stands in none of them, and what would be in it."""
    for file in due:
        notes = ", ".join(f"{count} about {title}" for title, count in file.parts.items())
        yield stopped(f"{file.path.name} for {file.whose or 'nobody by name'}: {notes}")


def _usual_folder(workspace: Workspace) -> Path:
    """Return the session's own folder of exports."""
    held = workspace.held
    if held.began is None:
        return workspace.exports
    began = held.began.astimezone(workspace.zone)
    return workspace.exports / summaries.folder_name(began, held.session)
