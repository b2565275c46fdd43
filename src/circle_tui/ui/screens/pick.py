"""Choose one of several things."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from circle_tui.ui.screens.window import NARROW, TINY, Window, answers
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.order import cut

GAP = 1
"""Cells between a title and its figure."""

MARK = "▸ "
"""What stands before the choice that is looked at."""

LEAST = Size(NARROW, TINY)
"""In a smaller window there is one choice at a time instead of a list; where not even that can be
read whole, nothing can be taken."""

TOO_SMALL = f"To choose, make the window {LEAST.width} by {LEAST.height} or larger."

FRAME = 4
"""Cells of a frame and its air, in a window that has one."""

Rows = Sequence[tuple[str, str, str]]
"""A title, a short figure beside it, and what it means."""


class PickScreen(Window[int | None]):
    """Dismissed with the index of what was chosen; Esc leaves everything as it was.

    ``rows`` are told by title and figure, and of the one at the cursor what it means; ``now`` is
    the one that holds at present. ``missing`` says what is not in the list.
    """

    CSS_PATH = "pick.tcss"
    WISHES = (
        *(("keys", 1), ("OptionList", 1), ("question", 1), ("meaning", 1)),
        *(("OptionList", 3), ("question", 2)),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "back", show=False)
    ]

    def __init__(
        self,
        question: str,
        rows: Rows,
        now: int = 0,
        missing: str = "",
    ) -> None:
        super().__init__()
        self._missing = missing
        self._now = now
        self._question = question
        self._rows = rows

    def compose(self) -> ComposeResult:
        """Lay out the question, a line for each choice, and what the one at the cursor means."""
        with Vertical(id="box"):
            yield Static(plain(self._question).stylize("bold"), id="question")
            yield OptionList(*map(Option, self._lines(self._now)), markup=False)
            yield Fitted(id="meaning")
            yield Line(id="keys")
            if self._missing:  # the last, so that a low terminal keeps the keys
                yield Static(plain(self._missing).stylize("$warning"))

    def on_mount(self) -> None:
        """Begin at what holds at present."""
        self.query_one(OptionList).highlighted = self._now

    def on_resize(self) -> None:
        """Show one choice at a time where a list cannot be read, and the choice at the cursor."""
        tiny = self.one_at_a_time
        self.set_class(tiny, "-one")
        take = ("enter", "take") if tiny else ("enter", "take it")
        keys = answers(take, ("esc", "back"), apart="  " if tiny else "   ")
        whole = answers(("↑ ↓", "move"), take, ("esc", "back"))
        fits = not tiny and whole.cell_length <= self.size.width - FRAME
        self.query_one("#keys", Line).show(whole if fits else keys)
        self._list()
        self.call_after_refresh(self.query_one(OptionList).scroll_to_highlight)
        self._tell(self.looked_at)

    @property
    def _one(self) -> Content | None:
        """The choice that is looked at, in lines, where it is the only one that is shown.

        ``None`` where it cannot be read whole.
        """
        title, figure, _ = self._rows[self.looked_at]
        counted = f"↑↓ {self.looked_at + 1} of {len(self._rows)}: " if len(self._rows) > 1 else ""
        said = plain(f"{counted}{title}{f', {figure}' if figure else ''}")
        width, height = self.size
        framed = height >= TINY
        lines = said.wrap(max(1, width - (FRAME if framed else 0)))
        room = height - (2 if framed else 0) - self.query_one("#keys").size.height
        return Content("\n").join(lines) if len(lines) <= room else None

    def _lines(self, at: int) -> list[Content]:
        """Return each choice as a line that fits, with a mark at the one that is looked at."""
        room = min(62, self.app.size.width - FRAME - 2 - len(MARK))
        return [
            Content.assemble(
                (MARK if index == at else " " * len(MARK), "bold $accent"),
                cut(plain(title).plain, max(8, room - len(figure) - GAP)),
                (" " * GAP + figure, "$quiet"),
            )
            for index, (title, figure, _) in enumerate(self._rows)
        ]

    def _list(self) -> None:
        """Show each choice anew, in the room there is now."""
        listed = self.query_one(OptionList)
        for index, line in enumerate(self._lines(self.looked_at)):
            listed.replace_option_prompt_at_index(index, line)

    def renew(self, rows: Rows, now: int) -> None:
        """Show other figures, or other choices, and go to one of them: time passes meanwhile."""
        if list(rows) == list(self._rows):
            return
        listed, as_many = self.query_one(OptionList), len(rows) == len(self._rows)
        self._rows = rows
        if as_many:
            self._list()
        else:
            listed.clear_options()
            listed.add_options(map(Option, self._lines(now)))
        listed.highlighted = now
        self._tell(now)

    @property
    def looked_at(self) -> int:
        """The index of the choice at the cursor."""
        return self.query_one(OptionList).highlighted or 0

    def _tell(self, index: int) -> None:
        """Tell what a choice means; where there is no list, which one it is."""
        told = plain(self._rows[index][2])
        if self.has_class("-one"):
            told = self._one or Content(TOO_SMALL)
        self.query_one("#meaning", Fitted).show(told)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Mark the choice at the cursor, and tell what it means."""
        event.stop()
        if event.option_index < len(self._rows):
            self._list()
            self._tell(event.option_index)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was chosen, if it can be read."""
        event.stop()
        if not self.has_class("-one") or self._one is not None:
            self.dismiss(event.option_index)
