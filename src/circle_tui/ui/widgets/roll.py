"""A list of people with a cursor: one line for each, with a mark and what holds of them."""

from collections.abc import Sequence
from dataclasses import field
from typing import ClassVar

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
    """The people, as many as fit around the cursor, which is on ``row``."""

    WIDEST: ClassVar[int] = 40
    """Cells of a name, where the window has so many."""

    rows: reactive[Sequence[Row]] = reactive(())
    row = reactive(0)

    def render(self) -> RenderResult:
        """Draw as many lines as fit, and how many there are above and below them."""
        width, height = self.size
        shown = window(len(self.rows), self.row, height)
        lines = [self._line(index, width) for index in shown]
        below = len(self.rows) - shown.stop
        if shown.start and self.row > shown.start:
            lines[0] = Content.styled(f"  ↑ {shown.start + 1} more", "$quiet")
        if below and self.row < shown.stop - 1:
            lines[-1] = Content.styled(f"  ↓ {below + 1} more", "$quiet")
        return Content("\n").join(lines)

    def _line(self, index: int, width: int) -> Content:
        row, here = self.rows[index], index == self.row
        words = max((len(other.word) for other in self.rows), default=0)
        name = cut(plain(row.name).plain, max(4, min(self.WIDEST, width - words - 7)))
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
