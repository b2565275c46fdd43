"""What remains of a session, before and after it is planned again, down to the two ends."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from circle_tui.domain.lengths import figure_text
from circle_tui.domain.replan_table import PROTECTED, Row
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.order import cut, cut_inside

FIGURES = 20
"""The width of both lengths: ``1:30:00`` now and ``1:20:00`` then, with air."""

NOTES = 24
"""The width of ``14:10 to 14:15 each`` or ``1:35 each, its shortest``, where there is room."""

TITLES = 20
"""The width of ``in all, from now`` and of most titles: what a longer note leaves to them."""

NOTED_FROM = 56
"""Cells from which on there is room for notes."""

LEAST_TITLE = 6
"""Cells of a part's title that stay, whatever else has to be said beside it."""

SUM = "in all, from now"
ENDS = "ends"
LINES = 3
"""Lines beside those of the parts: the heading, the sum, the ends."""


class PlanTable(Widget):
    """A line for each part that remains, their sum and the end, which they add up to.

    What changes stands out by its arrow. Where not all fit, parts that change come first, then
    those that are protected; the others are counted, and their sum is told. ``ends`` are the ends
    now and then, as they are said.
    """

    rows: reactive[Sequence[Row]] = reactive(())
    ends: reactive[tuple[str, str]] = reactive(("", ""))

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = titles

    def render(self) -> RenderResult:
        """Draw a heading, the parts, and what they come to."""
        if not self.rows:
            return Content("")
        width, height = self.size
        noted = self._noted(width)
        room = max(LEAST_TITLE, width - FIGURES - (noted + 3 if noted else 0))
        shown, more = list(self.rows), list[Row]()
        whole = len(shown) + LINES <= height
        if not whole and len(shown) + LINES - 1 > height:
            first = sorted(shown, key=lambda row: (row.before == row.after, row.why != PROTECTED))
            more = first[max(1, height - LINES) :]
            shown = [row for row in shown if row not in more]
        lines = [Content.styled(f"{'':{room}} {'now':>8}   {'then':>8}", "$quiet")]
        lines += [self._line(row, room, noted) for row in shown]
        if more:
            lines.append(_figures(f"{len(more)} more", *_sums(more), room))
        lines.append(_figures(SUM, *_sums(self.rows), room, "bold"))
        if whole:
            lines.append(_told(ENDS, *self.ends, room, "bold"))
        return Content("\n").join(lines)

    def _noted(self, width: int) -> int:
        """Return the cells that notes have: enough for the widest that leaves titles their room."""
        if width < NOTED_FROM:
            return 0
        most = width - FIGURES - 3 - TITLES
        widths = (cell_len(row.note) for row in self.rows)
        return max([NOTES, *(cells for cells in widths if cells <= most)])

    def _line(self, row: Row, room: int, noted: int) -> Content:
        title = plain(self._titles[row.segment]).plain
        piece = f", {row.piece}" if row.piece else ""
        if not noted and row.why == PROTECTED:
            piece = f", {PROTECTED}" if room - cell_len(PROTECTED) > 2 * LEAST_TITLE else ", kept"
        space = min(cell_len(title), max(LEAST_TITLE, room - cell_len(piece)))
        name = cut_inside(title, space).rstrip()
        then = "left out" if row.left_out else figure_text(row.after)
        style = "bold $warning" if row.after < row.before else "bold"
        note = Content.styled(f"   {_note(row, noted)}".rstrip(), "$quiet")
        return _told(f"{name}{piece}", figure_text(row.before), then, room, style).append(note)


def _note(row: Row, width: int) -> str:
    """Return a row's note on its one line, and only why it keeps its time where all is too long."""
    note = row.note if cell_len(row.note) <= width else row.why or row.each
    return cut(note, width).rstrip()


def _sums(rows: Sequence[Row]) -> tuple[int, int]:
    """Return what these lines come to, before and after."""
    return sum(row.before for row in rows), sum(row.after for row in rows)


def _figures(name: str, before: int, after: int, room: int, style: str = "") -> Content:
    return _told(name, figure_text(before), figure_text(after), room, style)


def _told(name: str, before: str, after: str, room: int, style: str) -> Content:
    """Return a line; one on which nothing changes is quiet."""
    same = before == after
    return Content.assemble(
        (f"{cut_inside(name, room)} {before:>8} ", "$quiet" if same else ""),
        (f"{' ' if same else '→'} {after:>8}", "$quiet" if same else style),
    )
