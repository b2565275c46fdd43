"""A cover over whatever is on the screen, for as long as others look at it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen

from circle_tui.ui.commands.command import Command, bindings
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.line import Line

HIDING = ("x", "f2")
"""The keys that hide what is on the screen, where it takes no letters, and show it again."""

SHOW = Command("app.uncover", HIDING, "x", "show all", "Show again what is private.")

ONE_MOMENT = "one moment"


class CoverScreen(Screen[None]):
    """Says a few words and nothing else, until the key that hides also shows.

    Any other key does nothing: what is beneath must not come up by chance.
    """

    CSS_PATH = "cover.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings([SHOW])

    def __init__(self, said: str = ONE_MOMENT, more: str = "") -> None:
        super().__init__()
        self._said = said
        self._more = more

    def compose(self) -> ComposeResult:
        """Lay out the words, and the one key."""
        yield Line(id="said")
        yield Line(id="more")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Say it."""
        self._show()
        self.query_one(KeyLine).commands = (SHOW,)

    def say(self, said: str, more: str = "") -> None:
        """Say something else; it stays covered."""
        self._said, self._more = said, more
        if self.is_mounted:  # if not, it is said when it is
            self._show()

    def _show(self) -> None:
        self.query_one("#said", Line).show(Content.styled(self._said, "bold"))
        self.query_one("#more", Line).show(Content.styled(self._more, "$quiet"))
