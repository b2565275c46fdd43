"""The words beneath the line to write in, before the text as it will be kept."""

from collections.abc import Mapping

from textual.content import Content

from circle_tui.domain.capture import ActionLine
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.capture import Kind

HINTS = {
    Kind.NOTE: "note: names are masked before it is kept",
    Kind.ACTION: "action: what will be done, by when",
}

NOTE_LEAD = Content.styled("kept as  ", "$quiet")
HELD_HINT = "note: the presenter's own; names are masked in it"
HELD_LEAD = Content.styled("in memory only  ", "$quiet")
HELD_EMPTY = Content.styled(
    "kept in memory until the end of the meeting, lost if the program is", "$quiet"
)
NOTE_EMPTY = Content.styled("enter keeps it, esc puts it away", "$quiet")


def action_lead(read: ActionLine, names: Mapping[str, str]) -> Content:
    """Say whose an action item is and by when, before what is to be done; or how to say it."""
    if not read.text.strip():
        hint = 'for example "Noor: send the draft by fri"' if not read.owner else "for "
        return Content.assemble((hint, "$quiet"), plain(names.get(read.owner, "")))
    due = f", due {read.due:%a} {read.due.day} {read.due:%b}" if read.due else ", no date"
    owner = names.get(read.owner, "the circle")
    return Content.assemble(("for ", "$quiet"), plain(owner), f"{due}:  ")
