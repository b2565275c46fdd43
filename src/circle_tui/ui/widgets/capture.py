"""One line to write a note or an action item in, while the clock goes on."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.message import Message
from textual.widgets import Input

from circle_tui.domain.writing import Kind
from circle_tui.services.masks import Mask, Masked, place_in
from circle_tui.ui.commands.command import Command, bindings
from circle_tui.ui.commands.writing import (
    KEEP,
    LOOK,
    MASK_AGAIN,
    MASK_COMMANDS,
    MASK_WORD,
    NARROW_COMMANDS,
    WRITING_COMMANDS,
)
from circle_tui.ui.host import host
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.masks import Preview
from circle_tui.ui.widgets.oneline import LONGEST, OneLine


class Field(OneLine):
    """The field of the capture line. Enter is for all of the line, and at once."""

    async def action_submit(self) -> None:
        """Ask for it to be kept."""
        assert isinstance(self.parent, Capture)
        self.parent.action_keep()


class Capture(Vertical):
    """The capture line, beneath it what would be kept, and beneath that what to know about it.

    Closed, all of it stays where it is, so that nothing on the screen moves; in a small window a
    message has the row of the line, too, until that is opened. Esc closes it and
    keeps what was typed as a draft of its kind. Tab goes to the masks, where letters are commands,
    and comes back to the line as it was left.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "put_away", "back", show=False),
        # Here it would mean the typing, which the line cannot undo; the session it must not mean.
        Binding("ctrl+z", "nothing", "undo", show=False),
        *bindings((LOOK, MASK_WORD, MASK_AGAIN, KEEP)),
    ]

    class Typed(Message):
        """The text changed; the screen answers with ``preview``."""

        def __init__(self, kind: Kind, text: str) -> None:
            super().__init__()
            self.kind = kind
            self.text = text

        def __rich_repr__(self) -> list[tuple[str, Kind]]:
            return [("kind", self.kind)]

    class Switched(Message):
        """The line was opened, left for its masks or closed: other keys do something now."""

    class PutAway(Message):
        """The line was left with Esc; the screen keeps the draft and answers with ``preview``."""

        def __init__(self, kind: Kind) -> None:
            super().__init__()
            self.kind = kind

    class WordPicked(Message):
        """The word at the cursor is to be masked, or to be left readable again."""

    class Submitted(Typed):
        """Enter was pressed; the screen answers with ``saved`` or ``problem``, and then ``go_on``.

        Keys typed behind it wait for that, but no longer than ``keys.MOST``.
        """

        def __init__(self, kind: Kind, text: str, go_on: Callable[[], None]) -> None:
            super().__init__(kind, text)
            self.go_on = go_on

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.kind: Kind | None = None
        self._drafts = dict.fromkeys(Kind, "")

    def compose(self) -> ComposeResult:
        """Lay out the line and its preview."""
        yield Field(
            id="typed", compact=True, select_on_focus=False, disabled=True, max_length=LONGEST
        )
        yield Preview(id="preview")
        yield Line(id="status")

    @property
    def _input(self) -> OneLine:
        return self.query_one("#typed", OneLine)

    @property
    def _preview(self) -> Preview:
        return self.query_one(Preview)

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self._input.value

    @property
    def cursor(self) -> int:
        """How many characters stand before the cursor."""
        return self._input.cursor_position

    @cursor.setter
    def cursor(self, place: int) -> None:
        self._input.cursor_position = place

    @property
    def place(self) -> int | None:
        """The number of the mask that is looked at, ``None`` while typing."""
        return self._preview.place

    @property
    def chosen(self) -> Mask | None:
        """The mask that is looked at."""
        return self._preview.chosen

    @property
    def full(self) -> bool:
        """Whether nothing more fits into the line."""
        return len(self.text) >= LONGEST

    @property
    def commands(self) -> Sequence[Command]:
        """What can be done here now; nothing while the line is closed."""
        if self.kind is None:
            return ()
        if self.place is not None:
            return MASK_COMMANDS
        return NARROW_COMMANDS if self.screen.has_class("small") else WRITING_COMMANDS

    @property
    def drafts(self) -> dict[Kind, str]:
        """What was typed and has not been kept."""
        return {kind: draft for kind, draft in self._drafts.items() if draft.strip()}

    def take_up(self, drafts: Mapping[Kind, str]) -> None:
        """Go on with what was being typed when the program was lost."""
        self._drafts = {**self._drafts, **drafts}

    def offer(self, line: str) -> None:
        """Let → at the end of the line make this of it; nothing, if that is empty."""
        self._input.offered = line

    def open(self, kind: Kind, hint: str) -> None:
        """Start writing, from the draft of that kind if there is one."""
        self.kind = kind
        self.offer("")
        self._preview.say(Content(""))
        field = self._input
        field.cursor_blink = False
        field.disabled = False
        field.placeholder = hint
        field.value = self._drafts[kind]
        field.cursor_position = len(field.value)
        self.set_class(True, "open")
        # Not field.focus(), which waits its turn: a key typed meanwhile would be lost.
        self.screen.set_focus(field)
        self.post_message(self.Switched())
        self.post_message(self.Typed(kind, field.value))

    def preview(self, content: Content) -> None:
        """Show what to know about what is typed, in place of what would be kept of it."""
        self._preview.say(content)
        self._type_on()

    def show_masked(self, lead: Content, masked: Masked) -> None:
        """Show what would be kept of what is typed, after ``lead``."""
        self._preview.show_masked(lead, masked)

    def status(self, content: Content) -> None:
        """Show beneath all what to know of the masks."""
        self.query_one("#status", Line).show(content)

    def problem(self, why: str) -> None:
        """Say why the text was not kept; it stays in the line."""
        self.preview(plain(why).stylize("$warning"))

    def saved(self, kind: Kind, text: str) -> None:
        """Forget a text that is on the disk now; what was typed on meanwhile stays."""
        self._keep_up()
        if not self._drafts[kind].startswith(text):
            return
        rest = self._drafts[kind].removeprefix(text).lstrip()
        self._drafts[kind] = rest
        if self.kind is kind:
            self._input.value = rest
            self._input.cursor_position = len(rest)
            if not rest:
                self.put_away()
        elif self.kind is None:
            self.preview(Content(""))

    def action_put_away(self) -> None:
        """Close the line and let what was typed be kept as a draft."""
        if (kind := self.kind) is not None:
            self.put_away()
            self.post_message(self.PutAway(kind))

    def action_look(self) -> None:
        """Step through the masks, from the first."""
        self._look(0)

    @on(Preview.Pointed)
    def _pointed(self, event: Preview.Pointed) -> None:
        event.stop()
        self._look(event.place)

    def _look(self, place: int) -> None:
        preview = self._preview
        if self.kind is not None and preview.has_masks:
            preview.can_focus = True
            preview.choose(place)
            self.screen.set_focus(preview)
            self.post_message(self.Switched())

    @on(Preview.Left)
    def _type_on(self) -> None:
        """Go on typing where the cursor was left."""
        if self.screen.focused is self._preview:
            self.screen.set_focus(self._input)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Leave the masks when the line is gone back to, by whatever way."""
        preview = self._preview
        if event.widget is self._input and preview.can_focus:
            preview.can_focus = False
            if preview.place is not None:
                preview.choose(None)
            self.post_message(self.Switched())

    @on(Preview.Stepped)
    def _stepped(self) -> None:
        """Keep in sight what is looked at."""
        preview = self._preview
        if preview.place is None:
            self._input.show_cursor()
        else:
            self._input.show_place(place_in(self.text, preview.masked, preview.place))

    def action_mask_word(self) -> None:
        """Mask the word at the cursor, or leave it readable again; or mask what is looked at."""
        self.post_message(self.WordPicked())

    def action_keep(self) -> None:
        """Ask the screen to keep what is typed; a key behind it is for what is on then."""
        if self.kind is not None:
            go_on = host(self).stop_keys()
            self.post_message(self.Submitted(self.kind, self.text, go_on))

    def action_nothing(self) -> None:
        """Do nothing with a key that would do something else outside the line."""

    def put_away(self) -> None:
        """Close the line; what was typed stays with it."""
        self._keep_up()
        self.kind = None
        self.offer("")
        field = self._input
        field.value = ""
        field.placeholder = ""
        field.disabled = True
        self.set_class(False, "open")
        self._preview.say(Content(""))
        self._preview.can_focus = False
        self.screen.set_focus(None)
        self.post_message(self.Switched())

    def _keep_up(self) -> None:
        """Take the draft from the line itself: word of the last letters may be on its way."""
        if self.kind is not None:
            self._drafts[self.kind] = self.text

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep the draft up to date and ask for a preview."""
        event.stop()
        if self.kind is not None:
            self._keep_up()  # what the event says may be past: another key, another kind
            self.post_message(self.Typed(self.kind, self.text))
