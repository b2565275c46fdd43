"""The running order: what is done, what is on, what is ahead."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from rich.cells import cell_len, set_cell_size
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.widget import Widget

from circle_tui.domain.order import Line, Mark
from circle_tui.ui.text import plain

SIGNS = {Mark.DONE: "✓", Mark.NOW: "▸", Mark.AHEAD: " ", Mark.PASSED: "–"}
STYLES = {Mark.DONE: "$quiet", Mark.NOW: "bold $accent", Mark.AHEAD: "", Mark.PASSED: "dim"}


def cut(text: str, width: int) -> str:
    """Return ``text`` in exactly ``width`` cells, with an ellipsis where it was cut."""
    if cell_len(text) > width:
        text = set_cell_size(text, max(0, width - 1)).rstrip() + "…"
    return set_cell_size(text, width)


def cut_inside(text: str, width: int) -> str:
    """Return ``text`` in exactly ``width`` cells, with an ellipsis in the middle where it was cut.

    Titles of parts often begin alike and differ in how they end.
    """
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    tail, room = "", max(0, width - 1) // 2
    for character in reversed(text[-4 * width :]):
        if cell_len(character + tail) > room:
            break
        tail = character + tail
    tail = tail.lstrip()
    head = set_cell_size(text, max(0, width - 1 - cell_len(tail))).rstrip()
    return set_cell_size(f"{head}…{tail}", width)


def window(count: int, now: int, height: int) -> range:
    """Return which of ``count`` lines to show so that line ``now`` has neighbours on both sides."""
    first = max(0, min(now - height // 3, count - height))
    return range(first, min(count, first + height))


def wrapped(line: Line, width: int) -> list[Line]:
    """Return a line without figures on as many lines as it takes; any other one as it is.

    Such a line tells who is together: a name that is cut off would be somebody left out.
    """
    room = width - 2 * line.indent - 3
    if line.time or line.over or cell_len(line.title) <= room:
        return [line]
    told = [""]
    for word in line.title.split(" "):
        longer = f"{told[-1]} {word}".strip()
        if told[-1] and cell_len(longer) > room:
            told.append(word)
        else:
            told[-1] = longer
    first, *rest = told
    return [replace(line, title=first), *(replace(line, title=f"  {text}") for text in rest)]


class RunningOrder(Widget):
    """The lines of the running order around the current one, in fixed columns.

    Of new lines only those are painted that differ: most keys change the figures of one.
    """

    lines: reactive[Sequence[Line]] = reactive((), repaint=False)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[Content] = []

    def watch_lines(self) -> None:
        """Paint the rows that the new lines change."""
        before, self._rows = self._rows, self._drawn()
        pairs = zip_longest(before, self._rows, fillvalue=Content(""))
        if differing := [row for row, (old, new) in enumerate(pairs) if not old.is_same(new)]:
            self.refresh(*(Region(0, row, self.size.width, 1) for row in differing))

    def render(self) -> RenderResult:
        """Draw as many lines as fit."""
        self._rows = self._drawn()
        return Content("\n").join(self._rows)

    def _drawn(self) -> list[Content]:
        """Return the rows, the last one with a count of the lines that have no room."""
        width, height = self.size
        lines = [row for line in self.lines for row in wrapped(line, width)]
        # The last line that is on is the person's; its segment stands above it.
        now = max((i for i, line in enumerate(lines) if line.mark is Mark.NOW), default=0)
        shown = window(len(lines), now, height)
        rows = [self._row(lines[i], width) for i in shown]
        hidden = len(lines) - shown.stop
        if hidden and len(rows) > 1 and now != shown.stop - 1:
            rows[-1] = Content.styled(f"  {hidden + 1} more", "$quiet")
        return rows

    def _row(self, line: Line, width: int) -> Content:
        figures = f"{line.time} {line.over}".rstrip()
        title = f"{'  ' * line.indent}{SIGNS[line.mark]} {plain(line.title).plain}"
        room = max(4, width - cell_len(figures) - 1)
        told = cut(title, room) if line.indent else cut_inside(title, room)
        return plain(f"{told} {figures}").stylize(STYLES[line.mark])
