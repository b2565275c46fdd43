"""Who is here: one line for each member, with a mark."""

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from circle_tui.ui.text import plain
from circle_tui.ui.widgets.order import cut, window


class Roll(Widget):
    """The roster with a cursor; ``here`` holds the rows that are marked present."""

    here: reactive[frozenset[int]] = reactive(frozenset())
    row = reactive(0)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names

    def render(self) -> RenderResult:
        """Draw as many rows as fit around the cursor."""
        width, height = self.size
        shown = window(len(self._names), self.row, height)
        return Content("\n").join(self._line(index, width) for index in shown)

    def _line(self, index: int, width: int) -> Content:
        pointer = "▸" if index == self.row else " "
        mark, word, style = ("✓", "here", "") if index in self.here else ("·", "not here", "dim")
        name = cut(plain(self._names[index]).plain, max(4, width - 16))
        line = Content.assemble((f"{pointer} ", "bold $accent"), f"{mark} {name} {word}")
        return line.stylize(style) if style else line
