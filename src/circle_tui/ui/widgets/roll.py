"""A list of people with a cursor: one line for each, with a mark and what holds of them."""

from collections.abc import Sequence
from dataclasses import field
from typing import ClassVar

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from circle_tui.domain.attendance import HERE, Attendance, state_text
from circle_tui.domain.values import value
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.order import cut, window

MARKS = {
    Attendance.PRESENT: "✓",
    Attendance.LATE: "+",
    Attendance.LEFT: "◂",
    Attendance.EXCUSED: "–",
    Attendance.ABSENT: "·",
}

BESIDE = 7
"""Cells of a line for the cursor, the mark, the arrow and what stands between them."""

WORDS = {
    awaited: max(len(state_text(state, awaited=awaited)) for state in Attendance)
    for awaited in (False, True)
}
"""Cells of the longest word for a state, by whether somebody may be on the way."""


@value
class Row:
    """A line: whose it is, a mark before the name, and a word behind it.

    ``style`` is how it is drawn, ``changed`` whether it differs from what holds at present.
    """

    mark: str
    name: str = field(repr=False)
    word: str
    style: str = ""
    changed: bool = False


class Roll(Widget):
    """The people, as many as fit around the cursor, which is on ``row``.

    ``keeps`` are the cells of the longest word that may come to stand behind a name: the words stay
    where they are as they change, as long as no name has to be cut for that.
    """

    WIDEST: ClassVar[int] = 40
    """Cells of a name, where the window has so many."""

    rows: reactive[Sequence[Row]] = reactive(())
    row = reactive(0)

    def __init__(self, keeps: int = 0) -> None:
        super().__init__()
        self._keeps = keeps

    def render(self) -> RenderResult:
        """Draw as many lines as fit, and how many there are above and below them."""
        width, height = self.size
        shown = window(len(self.rows), self.row, height)
        cells = self._cells(width)
        lines = [self._line(index, cells) for index in shown]
        below = len(self.rows) - shown.stop
        if shown.start and self.row > shown.start:
            lines[0] = Content.styled(f"  ↑ {shown.start + 1} more", "$quiet")
        if below and self.row < shown.stop - 1:
            lines[-1] = Content.styled(f"  ↓ {below + 1} more", "$quiet")
        return Content("\n").join(lines)

    @property
    def _words(self) -> int:
        """The cells of the longest word behind a name."""
        return max((len(row.word) for row in self.rows), default=0)

    def _cells(self, width: int) -> int:
        """Return the cells that every name has, in a line of so many."""
        words = self._words
        names = max((cell_len(plain(row.name).plain) for row in self.rows), default=0)
        kept = width - max(words, self._keeps) - BESIDE
        room = kept if names <= kept else width - words - BESIDE
        return max(4, min(self.WIDEST, room))

    def _line(self, index: int, cells: int) -> Content:
        row, here = self.rows[index], index == self.row
        name = cut(plain(row.name).plain, cells)
        style = "bold $accent" if row.changed else row.style
        arrow = "→" if row.changed else " "
        return Content.assemble(
            ("▸ " if here else "  ", "bold $accent"),
            (f"{row.mark} {name} {arrow} {row.word}", f"{style} bold" if here else style),
        )


def attendance_row(
    name: str, state: Attendance, *, changed: bool = False, awaited: bool = False
) -> Row:
    """Return the line of somebody in a state; who is not here is drawn in the quiet colour."""
    style = "" if state in HERE and not awaited else "$quiet"
    return Row(MARKS[state], name, state_text(state, awaited=awaited), style, changed)
