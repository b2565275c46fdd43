"""What was written down in the session that runs: to take back into the line, or to delete."""

from collections.abc import Callable, Sequence
from dataclasses import field
from textwrap import shorten
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.errors import StoreError
from circle_tui.domain.notes import Draft
from circle_tui.domain.things import Thing
from circle_tui.domain.values import value
from circle_tui.domain.writing import Kind
from circle_tui.services.handover import HeldNote
from circle_tui.services.notebook import Notebook
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.window import Window
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.order import cut

HELD = "A presenter's note is never taken back into the line. Delete it, and write it anew."

_QUOTED = 200
"""Characters of a text that a question quotes at most: its keys have to be seen."""

_WIDEST = 62
"""Cells of a line in the list, where the window has so many."""


@value
class Entry:
    """One thing in the list; ``about`` says what it is, and whose an action item is."""

    kind: Kind
    thing: Thing | HeldNote
    about: str = field(repr=False)


@value
class Choice:
    """What is to become of an entry: it is deleted, or else corrected."""

    entry: Entry
    delete: bool


def kept_now(notebook: Notebook) -> list[Entry]:
    """Return what was written down in the session, kind by kind."""
    names = {member.alias: member.name for member in notebook.members}
    entries = [
        Entry(kind, thing, _about(kind, thing, names))
        for kind, things in notebook.kept.items()
        for thing in things
    ]
    held = [Entry(Kind.NOTE, note, "in memory only") for note in notebook.held.notes]
    return [*entries, *held]


def _about(kind: Kind, thing: Thing, names: dict[str, str]) -> str:
    if not isinstance(thing, ActionItem):
        return kind.label
    due = f", due {thing.due:%a} {thing.due.day} {thing.due:%b}" if thing.due else ""
    return f"{kind.label} for {names.get(thing.owner, 'the circle')}{due}"


async def look_back(
    app: App[None], notebook: Notebook, drafts: Callable[[], Sequence[Draft]]
) -> tuple[Kind, Thing] | None:
    """Show the list until it is left, or something is to be corrected; return that.

    What is deleted is asked about first, and gone from the disk afterwards. ``drafts`` is what is
    being typed meanwhile.
    """
    at, problem = 0, ""
    while entries := kept_now(notebook):
        choice = await app.push_screen_wait(KeptScreen(entries, min(at, len(entries) - 1), problem))
        if choice is None:
            return None
        entry, problem = choice.entry, ""
        at = entries.index(entry)
        if isinstance(entry.thing, HeldNote):
            if not choice.delete:
                problem = HELD
            elif await _sure(app, entry):
                notebook.held.drop(entry.thing)
        elif not choice.delete:
            return entry.kind, entry.thing
        elif await _sure(app, entry):
            try:
                await notebook.remove(entry.kind, entry.thing, drafts())
            except StoreError as error:
                problem = str(error)
    return None


async def _sure(app: App[None], entry: Entry) -> bool:
    """Ask before something is deleted: there is no other copy."""
    text = shorten(entry.thing.text, _QUOTED, placeholder=" …")
    question = AskScreen(f"Delete this {entry.kind.label}?", text, "delete it")
    return await app.push_screen_wait(question)


class KeptScreen(Window[Choice | None]):
    """Choose one of the things that were kept; Esc leaves everything as it was.

    ``at`` is the place to begin at, ``problem`` why the last choice came to nothing.
    """

    CSS_PATH = "kept.tcss"
    WISHES = (("answers", 2), ("whole", 3), ("OptionList", 3), ("answers", 3))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,o,q", "dismiss(None)", "back", show=False),
        Binding("delete,backspace", "delete", "delete", show=False),
    ]

    def __init__(self, entries: Sequence[Entry], at: int = 0, problem: str = "") -> None:
        super().__init__()
        self._entries = entries
        self._at = at
        self._problem = problem

    def compose(self) -> ComposeResult:
        """Lay out a line for each thing, the one at the cursor in full, and the keys."""
        room = min(_WIDEST, self.app.size.width - 8)
        wide = len(str(len(self._entries)))
        with Vertical(id="box"):
            yield Static(Content.styled("Written down in this session", "bold"), id="title")
            yield OptionList(
                *(
                    Option(self._row(number, entry, wide, room))
                    for number, entry in enumerate(self._entries, start=1)
                ),
                markup=False,
            )
            yield Fitted(id="whole")
            yield Line(id="answers")

    def _row(self, number: int, entry: Entry, wide: int, room: int) -> Content:
        text = cut(plain(entry.thing.text).plain, max(8, room - wide - 12))
        return Content.assemble((f"{number:>{wide}}  {entry.kind:<8}  ", "$quiet"), text)

    def on_mount(self) -> None:
        """Begin where the list was left."""
        self.query_one(OptionList).highlighted = self._at

    def on_resize(self) -> None:
        """Say the keys on as many lines as they take; without a list, where in it we are."""
        self._show_whole()
        keys = self.fitting(("enter", "edit"), ("esc", "back"), ("del", "delete"))
        self.query_one("#answers", Line).show(keys)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the whole of what is at the cursor, or what there is to say of the last choice."""
        event.stop()
        if event.option_index != self._at:
            self._at, self._problem = event.option_index, ""
        self._show_whole()

    def _show_whole(self) -> None:
        entry, count = self._entries[self._at], len(self._entries)
        place = f"↑↓ {self._at + 1}/{count} " if self.one_at_a_time else ""
        about = plain(f"{place}{entry.about}: ").stylize("$quiet")
        whole = Content.assemble(about, plain(entry.thing.text))
        said = plain(self._problem).stylize("$warning") if self._problem else whole
        self.query_one("#whole", Fitted).show(said)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take it back into the line."""
        event.stop()
        self.dismiss(Choice(self._entries[event.option_index], delete=False))

    def action_delete(self) -> None:
        """Delete what is at the cursor, after a question."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.dismiss(Choice(self._entries[at], delete=True))
