"""Choose one of several things."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from circle_tui.ui.screens.window import Window, answers
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.order import cut


class PickScreen(Window[int | None]):
    """Dismissed with the index of what was chosen; Esc leaves everything as it was.

    ``rows`` are a title, a short figure beside it, and what it means, which is told of the one at
    the cursor; ``now`` is the one that holds at present. ``missing`` says what is not in the list.
    """

    CSS_PATH = "pick.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "back", show=False)
    ]

    def __init__(
        self,
        question: str,
        rows: Sequence[tuple[str, str, str]],
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
        room = min(62, self.app.size.width - 8)
        with Vertical(id="box"):
            yield Static(plain(self._question).stylize("bold"))
            yield OptionList(
                *(
                    Option(
                        Content.assemble(
                            cut(plain(title).plain, max(8, room - len(figure))), (figure, "$quiet")
                        )
                    )
                    for title, figure, _ in self._rows
                ),
                markup=False,
            )
            yield Line(id="meaning")
            yield Static(answers(("↑ ↓", "move"), ("enter", "take it"), ("esc", "back")))
            if self._missing:  # the last, so that a low terminal keeps the keys
                yield Static(plain(self._missing).stylize("$warning"))

    def on_mount(self) -> None:
        """Begin at what holds at present."""
        self.query_one(OptionList).highlighted = self._now

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell what the choice at the cursor means."""
        event.stop()
        self.query_one("#meaning", Line).show(plain(self._rows[event.option_index][2]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was chosen."""
        event.stop()
        self.dismiss(event.option_index)
