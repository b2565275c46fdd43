"""The clock in large digits: the largest thing on the screen, at the size that fits.

One bitmap of five rows, drawn at three scales: with half blocks (three rows high, for a small
window), with whole cells (five rows), and doubled (ten rows, to be read across a room).
"""

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
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
    for across, down in ((4, 2), (2, 1)):
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


class BigClock(Widget):
    """Large digits, centred in whatever room there is; ``time`` is like ``12:34`` or ``+0:05``."""

    time = reactive("")

    def render(self) -> RenderResult:
        """Draw the time at the size that fits."""
        return Content(draw(self.time, self.size.width, self.size.height))
