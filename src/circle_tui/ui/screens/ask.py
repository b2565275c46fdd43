"""A question before something that cannot be taken back."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from circle_tui.ui.screens.window import Window
from circle_tui.ui.text import plain


class AskScreen(Window[bool]):
    """Enter does it, Esc leaves everything as it was."""

    CSS_PATH = "ask.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer(True)", "yes", show=False),
        Binding("escape", "answer(False)", "no", show=False),
    ]

    def __init__(self, question: str, text: str, yes: str) -> None:
        super().__init__()
        self._question = question
        self._text = text
        self._yes = yes

    def compose(self) -> ComposeResult:
        """Lay out the question, what it means, and the two keys."""
        with Vertical(id="box"):
            yield Static(plain(self._question).stylize("bold"))
            yield Static(plain(self._text, multiline=True), id="text")
            yield Static(
                Content.assemble(
                    ("enter", "bold $accent"),
                    f" {self._yes}   ",
                    ("esc", "bold $accent"),
                    " back",
                )
            )

    def action_answer(self, yes: bool) -> None:
        """Answer the question."""
        self.dismiss(yes)
