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
    """Dismissed with what was typed; Esc leaves everything as it was."""

    CSS_PATH = "type_in.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back", show=False)]

    def __init__(self, question: str, hint: str) -> None:
        super().__init__()
        self._question = question
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Lay out the question, the line and the two keys."""
        with Vertical(id="box"):
            yield Static(plain(self._question).stylize("bold"))
            field = Input(compact=True, placeholder=self._hint)
            field.cursor_blink = False
            yield field
            yield Static(
                Content.assemble(
                    ("enter", "bold $accent"), " take it   ", ("esc", "bold $accent"), " back"
                )
            )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand over what was typed."""
        event.stop()
        self.dismiss(event.value)
