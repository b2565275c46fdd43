"""Says what is being waited for, where a slow disk would leave an empty screen."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from circle_tui.ui.screens.window import Window
from circle_tui.ui.text import plain


class WaitScreen(Window[None], inherit_bindings=False):
    """A sentence, with nothing to press; whoever showed it takes it away.

    It cannot even be covered: only the topmost screen can be taken away, and it holds nothing
    private.
    """

    CSS_PATH = "wait.tcss"

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        """Lay out the sentence."""
        with Vertical(id="box"):
            yield Static(plain(self._sentence))
