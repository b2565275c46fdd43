"""The first line of a screen: what this is on the left, how it stands on the right."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from circle_tui.ui.widgets.line import Line


class Header(Horizontal):
    """One line with a left and a right part; the left one gives way when room is short."""

    DEFAULT_CSS = """
    Header {
        height: 1;
        padding: 0 1;
        Line { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #left { width: 1fr; }
        #right { width: auto; margin-left: 2; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out both parts."""
        yield Line(id="left")
        yield Line(id="right")

    def show(self, left: Content, right: Content) -> None:
        """Show both parts."""
        self.query_one("#left", Line).show(left)
        self.query_one("#right", Line).show(right)
