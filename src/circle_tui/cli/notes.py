"""``circle notes``: what was written down, de-identified."""

from argparse import Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from circle_tui.services.kept import KeptNote


def list_notes(options: Namespace) -> int:
    """Print the notes, newest session last, under the part of the meeting they belong to."""
    from circle_tui.services.kept import kept_notes

    with workspace_of(options, looking=True) as workspace:
        notes = kept_notes(workspace.circle, workspace.zone)
    if options.json:
        document({"notes": [_as_json(note) for note in notes]})
        return 0
    if not notes:
        say("No notes are kept yet.")
    heading = ""
    for note in notes:
        here = f"{note.day or 'The session that is running'}, {note.segment}"
        if here != heading:
            if heading:
                say()
            say(heading := here)
        say(f"  {note.text}")
    return 0


def _as_json(note: "KeptNote") -> dict[str, str | None]:
    return {
        "session": note.session,
        "date": note.day.isoformat() if note.day else None,
        "segment": note.segment,
        "text": note.text,
    }


VERBS = {
    "list": Command(
        list_notes,
        "List the notes of every session. No note has an author.",
        ("circle notes", "circle notes list --json"),
        json_option,
    ),
}
