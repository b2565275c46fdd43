"""The words beneath the line to write in, before the text as it will be kept."""

from collections.abc import Iterable, Mapping

from textual.content import Content

from circle_tui.domain.capture import ActionLine
from circle_tui.services.masks import Masked, hint
from circle_tui.services.notebook import Notebook
from circle_tui.ui.screens import live_text
from circle_tui.ui.screens.moment import Moment
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.capture import Capture, Kind
from circle_tui.ui.widgets.masks import counted, told
from circle_tui.ui.widgets.oneline import LONGEST

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
FULL = f"Full at {LONGEST:,} characters: what came after is left out. Keep it, then go on."
FULL_BRIEF = f"full at {LONGEST:,}: the rest is left out"
LOADING = Content.styled("language model: loading", "$quiet")
NOTE_EMPTY = Content.styled("enter keeps it, esc puts it away", "$quiet")


def still_here(kinds: Iterable[Kind]) -> str:
    """Offer what was being typed when the program was lost, with the key for each kind."""
    keys = " and ".join(f"{kind} ({kind[0]})" for kind in kinds)
    return f"What you were typing is still here: {keys}."


def read_line(
    notebook: Notebook, moment: Moment, kind: Kind, text: str, *, theirs: bool
) -> tuple[Content, str]:
    """Return what goes before the preview of what is typed, and what of it is masked.

    ``theirs`` tells of a note that is the presenter's own.
    """
    if kind is Kind.NOTE and text.strip():
        return HELD_LEAD if theirs else NOTE_LEAD, text
    if kind is Kind.NOTE:
        return HELD_EMPTY if theirs else NOTE_EMPTY, ""
    read = notebook.read(text, moment.today, moment.floor)
    return action_lead(read, {m.alias: m.name for m in notebook.members}), read.text


def action_lead(read: ActionLine, names: Mapping[str, str]) -> Content:
    """Say whose an action item is and by when, before what is to be done; or how to say it."""
    if not read.text.strip():
        hint = 'for example "Noor: send the draft by fri"' if not read.owner else "for "
        return Content.assemble((hint, "$quiet"), plain(names.get(read.owner, "")))
    due = f", due {read.due:%a} {read.due.day} {read.due:%b}" if read.due else ", no date"
    owner = names.get(read.owner, "the circle")
    return Content.assemble(("for ", "$quiet"), plain(owner), f"{due}:  ")


def counts(notebook: Notebook, capture: Capture) -> Content:
    """Count what is kept; say if something was typed that waits, with the key to go on with it."""
    kept = live_text.kept(len(notebook.notes), len(notebook.actions))
    if capture.kind is not None or not capture.drafts:
        return kept
    keys = ", ".join(sorted(kind[0] for kind in capture.drafts))
    return kept + Content.styled(f"   draft waiting: {keys}", "$quiet")


def safe(held: int, saved: str, *, brief: bool) -> Content:
    """Say what is in memory alone, and when something was saved last."""
    memory = f"{held} in memory" if held else ""
    joint = " " if brief else " · "
    return Content.styled(joint.join(filter(None, (memory, saved))), "$quiet")


def status(masked: Masked, capture: Capture, notice: str, *, loading: bool, brief: bool) -> Content:
    """Say how the masks of a text stand: a notice, or why one is there, or how many there are.

    Without a text, that the language model is ``loading``, or nothing.
    """
    if capture.kind is None or not capture.text.strip():
        return LOADING if loading else Content("")
    if notice:
        return plain(notice).stylize("$warning")
    if capture.place is not None:
        return told(masked, capture.place)
    if capture.full:
        return Content.styled(FULL_BRIEF if brief else FULL, "$warning")
    return counted(masked, hint(masked.kept), brief=brief)
