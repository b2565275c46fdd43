"""Type one line in answer to a question."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from circle_tui.ui.screens.window import Window
from circle_tui.ui.text import plain


class TypeInScreen(Window[str | None]):
    """Dismissed with what was typed; Esc leaves everything as it was.

    ``typed`` is what stands in the line already, ``problem`` why it could not be used.
    """

    CSS_PATH = "type_in.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back", show=False)]

    def __init__(self, question: str, hint: str, typed: str = "", problem: str = "") -> None:
        super().__init__()
        self._typed = typed
        self._problem = problem
        self._question = question
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Lay out the question, the line and the two keys."""
        with Vertical(id="box"):
            yield Static(plain(self._question).stylize("bold"))
            field = Input(self._typed, compact=True, placeholder=self._hint, select_on_focus=False)
            field.cursor_blink = False
            yield field
            if self._problem:
                yield Static(plain(self._problem).stylize("$warning"), id="text")
            yield Static(
                Content.assemble(
                    ("enter", "bold $accent"), " take it   ", ("esc", "bold $accent"), " back"
                )
            )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand over what was typed."""
        event.stop()
        self.dismiss(event.value)
