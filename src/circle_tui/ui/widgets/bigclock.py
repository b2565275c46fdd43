"""The clock in large digits: the largest thing on the screen, at the size that fits.

One bitmap of five rows, drawn with half blocks (three rows high, for a small window), with whole
cells (five rows), and two to four times as large (to be read across a room).
"""

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

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
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def _bitmap(text: str) -> list[list[bool]]:
    """Return five rows of dots for a clock's text, a column of air between characters."""
    rows = [" ".join(_BITS[character][row] for character in text) for row in range(5)]
    return [[dot == "#" for dot in row] for row in rows]


def draw(text: str, width: int, height: int) -> str:
    """Return ``text`` (digits, colon, plus) as large as fits into ``width`` by ``height`` cells.

    Plain text when not even the smallest size fits.
    """
    if not text or any(character not in _BITS for character in text):
        return text
    dots = _bitmap(text)
    for across, down in ((8, 4), (6, 3), (4, 2), (2, 1)):
        if len(dots[0]) * across <= width and 5 * down <= height:
            lines = ["".join(("█" if dot else " ") * across for dot in row) for row in dots]
            return "\n".join(line for line in lines for _ in range(down))
    if len(dots[0]) <= width and height >= 3:
        upper, lower = dots[0::2], [*dots[1::2], [False] * len(dots[0])]
        return "\n".join(
            "".join(_HALVES[pair] for pair in zip(top, bottom, strict=True))
            for top, bottom in zip(upper, lower, strict=True)
        )
    return text


def changed(before: list[str], after: list[str]) -> list[Region]:
    """Return the part of each row outside which two pictures of one size are the same."""
    regions = []
    for row, (old, new) in enumerate(zip(before, after, strict=True)):
        pairs = enumerate(zip(old, new, strict=True))
        if differing := [column for column, (was, is_now) in pairs if was != is_now]:
            first, last = differing[0], differing[-1]
            regions.append(Region(first, row, last - first + 1, 1))
    return regions


class BigClock(Widget):
    """Large digits, centred in whatever room there is; ``time`` is like ``12:34`` or ``+0:05``.

    Most seconds change one digit, and of it only the dots that differ are painted: a clock over ssh
    should cost next to nothing.
    """

    time = reactive("", repaint=False)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[str] = []
        self._style = Style.null()

    def watch_time(self) -> None:
        """Paint what the new time changes."""
        before, self._rows = self._rows, self._drawn()
        if [len(row) for row in before] != [len(row) for row in self._rows]:
            self.refresh()
        elif regions := changed(before, self._rows):
            self.refresh(*regions)

    def on_resize(self) -> None:
        """Draw at the size that fits now."""
        self._rows = self._drawn()
        self.refresh()

    def _drawn(self) -> list[str]:
        width, height = self.size
        lines = draw(self.time, width, height).split("\n")
        above = [""] * ((height - len(lines)) // 2)
        rows = [*above, *lines, *[""] * height][:height]
        return [row.center(width)[:width] for row in rows]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return rows of the picture, in the style that holds now: it is looked up once for all."""
        self._style = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return one row of the picture."""
        row = self._rows[y] if y < len(self._rows) else " " * self.size.width
        return Strip([Segment(row, self._style)], len(row))
