"""A text that is painted only when it changes."""

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from circle_tui.ui.widgets.steady import Steady


class Line(Steady, Static):
    """A ``Static`` that takes ``Content`` only, and repaints for a different one only.

    Each repaint costs bytes on the terminal, which matters over ssh and on battery.
    """

    auto_links = reactive(False)  # nothing in it is one, and looking for them takes time

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(Content(""), id=id, classes=classes)
        self._shown = Content("")

    def show(self, content: Content) -> None:
        """Show ``content``, if it is not what is shown already."""
        if not self._shown.is_same(content):
            self._shown = content
            self.update(content, layout=self._size_follows_text())

    def row(self, y: int) -> Content | None:
        """Return the text, if it is the only line."""
        return None if y else self._shown

    def _size_follows_text(self) -> bool:
        """Whether a new text may change the widget's size, so that the screen is laid out again."""
        return bool(self.styles.is_auto_height or self.styles.is_auto_width)
