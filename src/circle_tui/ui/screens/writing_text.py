"""The words beneath the line to write in, before the text as it will be kept."""

from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content

from circle_tui.domain.actions import WHOLE_CIRCLE, ActionItem
from circle_tui.domain.capture import ActionLine
from circle_tui.domain.things import Thing
from circle_tui.domain.writing import Kind, Moment
from circle_tui.services.masks import Masked, hint
from circle_tui.services.notebook import Notebook
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.capture import Capture
from circle_tui.ui.widgets.fitted import first_fitting
from circle_tui.ui.widgets.masks import counted, told
from circle_tui.ui.widgets.oneline import LONGEST

HINTS = {
    Kind.NOTE: "note: names are masked before it is kept",
    Kind.ACTION: "action: what will be done, by when",
    Kind.PARKED: "parking lot: what is to wait for a later meeting",
    Kind.DECISION: "decision: what the group decided",
}
COUNTED = {
    Kind.NOTE: "notes",
    Kind.ACTION: "actions",
    Kind.PARKED: "parked",
    Kind.DECISION: "decided",
}
"""What the counts are called."""

LEAD = Content.styled("kept as  ", "$quiet")
HELD_HINT = "note: the presenter's own; names are masked in it"
HELD_LEAD = Content.styled("in memory only  ", "$quiet")
HELD_EMPTY = Content.styled(
    "kept in memory until the end of the meeting, lost if the program is", "$quiet"
)
FULL = f"Full at {LONGEST:,} characters: what came after is left out. Keep it, then go on."
FULL_BRIEF = f"full at {LONGEST:,}: the rest is left out"
LOADING = Content.styled("language model: loading", "$quiet")
TROUBLE = Content.styled("disk: cannot write", "bold $warning")
KEEPING = Content.styled("keeping the draft …", "$quiet")
EMPTY = Content.styled("enter keeps it, esc puts it away", "$quiet")


def draft_told(kind: Kind, *, kept: bool) -> str:
    """Say that a draft is on the disk, or in memory alone, and the key that goes on with it."""
    return f"draft {'kept' if kept else 'in memory'}: {kind[0]} goes on with it"


def still_here(kinds: Iterable[Kind], *, whole: bool) -> str:
    """Offer what was being typed when the session was left, with the key for each kind.

    Unless it is ``whole`` it is a draft, of a program that was lost: some seconds old, and without
    a word that may have been the beginning of a name.
    """
    keys = " and ".join(f"{kind.label} ({kind[0]})" for kind in kinds)
    lacks = "" if whole else ", maybe without its last words"
    return f"What you were typing is still here: {keys}{lacks}."


def read_line(
    notebook: Notebook, moment: Moment, kind: Kind, text: str, *, theirs: bool, brief: bool
) -> tuple[Content, str]:
    """Return what goes before the preview of what is typed, and what of it is masked.

    ``theirs`` tells of a note that is the presenter's own. ``brief`` is for a narrow window, where
    an owner's first name has to do.
    """
    if kind is Kind.ACTION:
        read = notebook.read(text, moment)
        return action_lead(read, _names(notebook, brief=brief), brief=brief), read.text
    if text.strip():
        return HELD_LEAD if theirs else LEAD, text
    return HELD_EMPTY if theirs else EMPTY, ""


def _names(notebook: Notebook, *, brief: bool) -> dict[str, str]:
    """Return each member's name by alias; in ``brief`` the first name, if there is one."""
    names = {member.alias: member.name for member in notebook.members}
    return {alias: next(iter(name.split()), "") if brief else name for alias, name in names.items()}


def offered(lines: Sequence[str], *, brief: bool) -> Content:
    """Show whose name → at the end of the line completes, and who else it could become."""
    if not lines:
        return Content("")
    first, *others = (f"{line.partition(':')[0]}:" for line in lines)
    more = f" or {', '.join(other.removesuffix(':') for other in others[:2])}" if others else ""
    more += " …" if len(others) > 2 else ""
    gap = "" if brief else "   "
    return Content.assemble(
        ("→ ", "bold $accent"), plain(first), plain(more).stylize("$quiet"), gap
    )


def action_lead(read: ActionLine, names: Mapping[str, str], *, brief: bool) -> Content:
    """Say whose an action item is and by when, before what is to be done; or how to say it."""
    if not read.text.strip():
        hint = 'for example "Noor: send the draft by fri"' if not read.owner else "for "
        return Content.assemble((hint, "$quiet"), plain(names.get(read.owner, "")))
    due = f", due {read.due:%a} {read.due.day} {read.due:%b}" if read.due else ", no date"
    if read.no_meeting:
        due += " (no rhythm yet)" if brief else " (no rhythm yet, so no next meeting)"
    owner = names.get(read.owner, WHOLE_CIRCLE)
    if brief:
        return Content.assemble(plain(owner), due.replace(" due", ""), ":  ")
    return Content.assemble(("for ", "$quiet"), plain(owner), f"{due}:  ")


def counts(notebook: Notebook, capture: Capture, width: int, *, brief: bool) -> Content:
    """Count what is kept; say if something was typed that waits, with the key to go on with it.

    ``brief`` is for a narrow window: what waits comes first there. Where there are not cells enough
    for each kind, only what there is is counted, at last in one figure.
    """
    found = {kind: len(things) for kind, things in notebook.kept.items()}
    waiting = () if capture.kind is not None else sorted(kind[0] for kind in capture.drafts)
    if not waiting:
        return _numbers(found, brief=brief)
    keys, total = ", ".join(waiting), f"{sum(found.values())}"
    draft, kept = Content.styled(f"draft: {keys}", "$quiet"), Content.styled("kept ", "$quiet")
    short = [_numbers(found, brief=True), _numbers(found, brief=True, nought=False), kept + total]
    forms = [draft + "  " + counted for counted in short]
    if not brief:
        numbers, waits = _numbers(found), Content.styled(f"   draft waiting: {keys}", "$quiet")
        forms = [numbers + waits, numbers + "   " + draft, *forms]
    return first_fitting(forms, width)


def _numbers(found: Mapping[Kind, int], *, brief: bool = False, nought: bool = True) -> Content:
    """Count each kind; in ``brief`` parked things and decisions are counted if there are any.

    Each kind has its key for a name then. Without ``nought`` what there is nothing of is left out.
    """
    letters = brief and found[Kind.PARKED] + found[Kind.DECISION]
    return Content("  " if brief else "   ").join(
        Content.assemble((f"{kind[0] if letters else word} ", "$quiet"), f"{found[kind]}")
        for kind, word in COUNTED.items()
        if (letters or not brief or kind in (Kind.NOTE, Kind.ACTION)) and (nought or found[kind])
    )


def written(notebook: Notebook) -> tuple[tuple[Content, ...], ...]:
    """Return what is kept of this session, a line each, in a group for each kind.

    What is a presenter's, in memory alone, is not among it.
    """
    names = _names(notebook, brief=True)
    return tuple(
        tuple(_line(kind, thing, names) for thing in things)
        for kind, things in notebook.kept.items()
    )


def _line(kind: Kind, thing: Thing, names: Mapping[str, str]) -> Content:
    """Return what it is, whose an action item is, and the text."""
    owner = f"{names.get(thing.owner, WHOLE_CIRCLE)}: " if isinstance(thing, ActionItem) else ""
    return Content.assemble((f"{kind:<9}", "$quiet"), plain(owner), plain(thing.text))


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
