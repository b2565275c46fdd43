"""The running order: what is done, what is on, what is ahead; beneath it, what was written down."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.reactive import reactive

from circle_tui.domain.order import Line, Mark
from circle_tui.domain.who import ON_THE_WAY
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import NOTHING, Rows

SIGNS = {Mark.DONE: "✓", Mark.NOW: "▸", Mark.AHEAD: " ", Mark.PASSED: "–"}
STYLES = {Mark.DONE: "$quiet", Mark.NOW: "bold $accent", Mark.AHEAD: "", Mark.PASSED: "dim"}

LEAST_NAME = 10
"""With fewer cells for a sign and a name, a name is not cut for what stands behind it."""


WRITTEN = Content.styled("Written down", "$quiet")

APART = 2
"""Rows between the order and what was written down: a free one, and one that says what follows."""

T = TypeVar("T")


def cut(text: str, width: int) -> str:
    """Return ``text`` in exactly ``width`` cells, with an ellipsis where it was cut."""
    if cell_len(text) > width:
        text = set_cell_size(text, max(0, width - 1)).rstrip() + "…"
    return set_cell_size(text, width)


def cut_inside(text: str, width: int) -> str:
    """Return ``text`` in exactly ``width`` cells, with an ellipsis in the middle where it was cut.

    Titles of parts often begin alike and differ in how they end. What stands behind the ellipsis
    begins with a word, if a whole one has room there.
    """
    text = plain(text).plain  # as it will be shown
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    tail, room = "", max(0, width - 1) * 11 // 20  # "the question" stays whole in 24 cells
    for character in reversed(text[-4 * width :]):
        if cell_len(character + tail) > room:
            break
        tail = character + tail
    if not text[-len(tail) - 1 : -len(tail)].isspace():
        tail = tail.partition(" ")[2] or tail
    tail = tail.lstrip(" \u200d")
    head = set_cell_size(text, max(0, width - 1 - cell_len(tail))).rstrip()
    return set_cell_size(f"{head}…{tail}", width)


def cut_name(text: str, width: int) -> str:
    """Return ``text`` in exactly ``width`` cells; that somebody is on the way outlasts their name.

    Where that would leave too little of the name, the name comes first.
    """
    name, way, rest = text.rpartition(ON_THE_WAY)
    room = width - cell_len(way)
    if not way or rest or cell_len(text) <= width or room < LEAST_NAME:
        return cut(text, width)
    return cut(name, room) + way


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


def latest(groups: Sequence[Sequence[T]], room: int) -> list[T]:
    """Return the last of each group, as many as have room, in the order in which they stand.

    A long group gives way to a short one, and where there is not room for one of each, the first
    groups come first.
    """
    counts = [0] * len(groups)
    for index, _ in sorted(
        ((index, n) for index, group in enumerate(groups) for n in range(len(group))),
        key=lambda one: (one[1], one[0]),
    )[: max(0, room)]:
        counts[index] += 1
    pairs = zip(groups, counts, strict=True)
    return [one for group, count in pairs for one in group[len(group) - count :]]


class RunningOrder(Rows):
    """The lines of the running order around the current one, in fixed columns.

    In what they leave free stands what was ``written`` last: of each kind a group, the latest at
    the end. It has a third of the height at most, and begins in the same row as long as it can.
    """

    lines: reactive[Sequence[Line]] = reactive((), repaint=False)
    written: reactive[Sequence[Sequence[Content]]] = reactive((), repaint=False)

    def watch_lines(self) -> None:
        """Paint the rows that the new lines change."""
        self.changed()

    def watch_written(self) -> None:
        """Paint the rows that what was written changes."""
        self.changed()

    def fitting(self, width: int, height: int) -> list[Content]:
        """Return the rows of the order, and beneath them those of what was written."""
        rows = self._ordered(width, height)
        room = min(height // 3, height - len(rows) - APART)
        if room <= 0 or not any(self.written):
            return rows
        free = [NOTHING] * (height - len(rows) - room - 1)
        told = [one.truncate(width, ellipsis=True) for one in latest(self.written, room)]
        return [*rows, *free, WRITTEN, *told]

    def _ordered(self, width: int, height: int) -> list[Content]:
        """Return the rows, the last one with a count of the lines that have no room."""
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
        told = cut_name(title, room) if line.indent else cut_inside(title, room)
        return plain(f"{told} {figures}").stylize(STYLES[line.mark])
