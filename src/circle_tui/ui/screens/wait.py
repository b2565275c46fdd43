"""Says what is being waited for, where a slow disk would leave an empty screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from circle_tui.ui.screens.window import COVER, Window
from circle_tui.ui.text import plain


class WaitScreen(Window[None], inherit_bindings=False):
    """A sentence, with nothing to press; whoever showed it takes it away.

    It holds nothing private, but what comes after it may: so it can be covered.
    """

    CSS_PATH = "wait.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [COVER]

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        """Lay out the sentence."""
        with Vertical(id="box"):
            yield Static(plain(self._sentence))
