"""The clock in large digits: the largest thing on the screen, at the size that fits.

One bitmap of five rows, drawn with half blocks (three rows high, for a small window), with whole
cells (five rows), and two to four times as large (to be read across a room).
"""

from functools import cache

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from circle_tui.ui.widgets.line import Steady

_BITS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
    "+": ("   ", " # ", "###", " # ", "   "),
}
_HALVES = {(" ", " "): " ", ("█", " "): "▀", (" ", "█"): "▄", ("█", "█"): "█"}
"""What shows an upper and a lower dot in one cell."""


@cache
def _glyph(character: str, across: int) -> tuple[str, ...]:
    """Return the five rows of a character, each dot so many cells wide."""
    rows = _BITS[character]
    return tuple("".join(("█" if dot == "#" else " ") * across for dot in row) for row in rows)


def draw(text: str, width: int, height: int) -> str:
    """Return ``text`` (digits, colon, plus) as large as fits into ``width`` by ``height`` cells.

    Plain text when not even the smallest size fits.
    """
    if not text or any(character not in _BITS for character in text):
        return text
    dots = sum(len(_BITS[character][0]) for character in text) + len(text) - 1  # with air between
    for across, down in ((8, 4), (6, 3), (4, 2), (2, 1)):
        if dots * across <= width and 5 * down <= height:
            rows = zip(*(_glyph(character, across) for character in text), strict=True)
            lines = [(" " * across).join(row) for row in rows]
            return "\n".join(line for line in lines for _ in range(down))
    return _halved(text) if dots <= width and height >= 3 else text


def _halved(text: str) -> str:
    """Return ``text`` in three rows of half blocks."""
    rows = zip(*(_glyph(character, 1) for character in text), strict=True)
    lines = [" ".join(row) for row in rows]
    return "\n".join(
        "".join(_HALVES[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(lines[0::2], [*lines[1::2], " " * len(lines[0])], strict=True)
    )


def changed(before: list[str], after: list[str]) -> list[Region]:
    """Return the part of each row outside which two pictures of one size are the same."""
    regions = []
    for row, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            pairs = list(zip(old, new, strict=True))
            first = next(i for i, (was, is_now) in enumerate(pairs) if was != is_now)
            behind = next(i for i, (was, is_now) in enumerate(reversed(pairs)) if was != is_now)
            regions.append(Region(first, row, len(pairs) - behind - first, 1))
    return regions


class BigClock(Steady):
    """Large digits, centred in whatever room there is; ``time`` is like ``12:34`` or ``+0:05``.

    Most seconds change one digit, and of it only the dots that differ are painted: a clock over ssh
    should cost next to nothing.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._time = ""
        self._rows: list[str] = []

    @property
    def time(self) -> str:
        """What it shows."""
        return self._time

    @time.setter
    def time(self, time: str) -> None:
        """Show another time: paint what that changes."""
        if time == self._time:
            return
        self._time = time
        before, self._rows = self._rows, self._picture()
        if [len(row) for row in before] != [len(row) for row in self._rows]:
            self.refresh()
        elif regions := changed(before, self._rows):
            self.refresh(*regions)

    def on_resize(self) -> None:
        """Draw at the size that fits now."""
        self._rows = self._picture()
        self.refresh()

    def _picture(self) -> list[str]:
        width, height = self.size
        lines = draw(self.time, width, height).split("\n")
        above = [""] * ((height - len(lines)) // 2)
        rows = [*above, *lines, *[""] * height][:height]
        return [row.center(width)[:width] for row in rows]

    def render_line(self, y: int) -> Strip:
        """Return one row of the picture."""
        row = self._rows[y] if y < len(self._rows) else " " * self.size.width
        return Strip([Segment(row, self.visual_style.rich_style)], len(row))
