"""``circle notes``: what was written down, de-identified."""

from argparse import Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from circle_tui.services.workspace import Workspace


def list_notes(options: Namespace) -> int:
    """Print the notes, newest session last, under the part of the meeting they belong to."""
    with workspace_of(options) as workspace:
        notes = _notes(workspace)
    if options.json:
        document({"notes": notes})
        return 0
    if not notes:
        say("No notes are kept yet.")
    heading = ""
    for note in notes:
        here = f"{note['date'] or 'The session that is running'}, {note['segment']}"
        if here != heading:
            if heading:
                say()
            say(heading := here)
        say(f"  {note['text']}")
    return 0


def _notes(workspace: "Workspace") -> list[dict[str, str | None]]:
    """Return the notes by session and segment; ``date`` is ``None`` while a session runs."""
    from circle_tui.domain.facts import Began

    circle, zone = workspace.circle, workspace.zone
    sessions: dict[str, tuple[str | None, list[str]]] = {
        record.id: (
            record.began.astimezone(zone).date().isoformat(),
            [segment.title for segment in record.segments],
        )
        for record in circle.records.all()
    }
    for fact in circle.journal.read()[:1]:
        if isinstance(fact, Began):
            sessions[fact.session] = None, [segment.title for segment in fact.agenda.segments]
    return [
        {"session": session, "date": day, "segment": titles[note.segment], "text": note.text}
        for session, (day, titles) in sessions.items()
        for note in sorted(circle.notes.all(session), key=lambda note: note.segment)
    ]


VERBS = {
    "list": Command(
        list_notes,
        "List the notes of every session. No note has an author.",
        ("circle notes", "circle notes list --json"),
        json_option,
    ),
}
