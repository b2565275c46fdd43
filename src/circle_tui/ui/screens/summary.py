"""The summary exactly as it leaves the circle, before it does."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from circle_tui.ui.screens.window import Window, answers
from circle_tui.ui.text import plain


class SummaryScreen(Window[bool]):
    """A summary to read; dismissed with whether it is to be written.

    ``written`` tells that it is a file already, so that there is nothing to agree to.
    """

    CSS_PATH = "summary.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "write it", show=False),
        Binding("escape,q,s", "leave", "back", show=False),
    ]

    def __init__(self, text: str, *, written: bool) -> None:
        super().__init__()
        self._text = text
        self._written = written

    def compose(self) -> ComposeResult:
        """Lay out what leaves, word for word, and the keys."""
        with VerticalScroll(id="text") as text:
            yield Static(plain(self._text, multiline=True))
            text.border_title = "as it was written" if self._written else "exactly what leaves"
            write = () if self._written else (("enter", "write it"),)
            text.border_subtitle = answers(("↑ ↓", "more"), *write, ("esc", "back"))

    def action_write(self) -> None:
        """Agree to what is shown; where it is written already, only leave."""
        self.dismiss(not self._written)

    def action_leave(self) -> None:
        """Write nothing."""
        self.dismiss(False)
