"""The whole prompt and script of a part, for when the live screen has no room for it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from circle_tui.ui.screens.window import Reading, Window
from circle_tui.ui.text import plain


class ReadScreen(Window[None]):
    """A text to read; the clock goes on behind it."""

    CSS_PATH = "read.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i,q,enter", "dismiss", "back", show=False)
    ]

    def __init__(self, title: str, prompt: str, script: str) -> None:
        super().__init__()
        self._title = title
        self._prompt = prompt
        self._script = script or "There is no script for this part."

    def compose(self) -> ComposeResult:
        """Lay out the title, the public prompt, the script and how to get back."""
        with Reading(id="text"):
            yield Static(plain(self._title).stylize("bold $accent"))
            yield Static(plain(self._prompt, multiline=True).stylize("bold"), classes="part")
            yield Static(plain(self._script, multiline=True), classes="part")
