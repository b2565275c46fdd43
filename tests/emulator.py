"""What a terminal shows and has switched on, from the bytes it was sent.

pyte draws; around it stands what pyte 0.8 does not know: the alternate screen, private
sequences (it would draw the rest of ``CSI > 1 u``), and that text goes on behind a character
without width.
"""

import codecs
import re

import pyte

_SEQUENCE = re.compile(
    r"\x1b\[(?P<prefix>[<=>?]?)(?P<numbers>[0-9;:]*)(?P<middle>[ -/]*)(?P<final>[@-~])"
    r"|\x1b[P^_X][^\x1b]*\x1b\\"  # strings to the terminal: DCS, PM, APC, SOS
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    r"|\x1b[ -/]*[0-OQ-WYZ`-~]"
    r"|[^\x1b]+"
)
_WITHOUT_WIDTH = re.compile("[\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]")
_MODES = {
    1: "application cursor keys",
    7: "no line wrap",
    25: "cursor hidden",
    47: "alternate screen",
    1000: "mouse",
    1002: "mouse drag",
    1003: "mouse motion",
    1004: "focus",
    1006: "mouse encoding",
    1015: "mouse encoding (urxvt)",
    1016: "mouse encoding (pixels)",
    1047: "alternate screen",
    1049: "alternate screen",
    2004: "bracketed paste",
    2026: "synchronized update",
    2048: "in-band resize",
}
_ON_BY_DEFAULT = {7, 25}


def _is_private(match: re.Match[str]) -> bool:
    """Whether pyte must not see the sequence."""
    return bool(match["prefix"] or match["middle"] or ":" in match["numbers"])


class Emulator:
    """A terminal's screen and modes. Feed it bytes."""

    def __init__(self, columns: int, rows: int) -> None:
        self._size = columns, rows
        self._main = pyte.Screen(columns, rows)
        self._alternate = pyte.Screen(columns, rows)
        self._streams = {s: pyte.Stream(s) for s in (self._main, self._alternate)}
        self._screen = self._main
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self._modes: set[int] = set()
        self._keyboard_pushed = 0

    def feed(self, data: bytes) -> None:
        """Obey what the program wrote; an unfinished sequence waits for the rest."""
        text = self._rest + self._decoder.decode(data)
        start = position = 0  # what stands between them is for pyte
        while position < len(text) and (match := _SEQUENCE.match(text, position)):
            if match["final"] and _is_private(match):
                self._draw(text[start:position])
                self._obey(match)
                start = match.end()
            position = match.end()
        self._draw(text[start:position])
        self._rest = text[position:]

    def _draw(self, text: str) -> None:
        if text:
            self._streams[self._screen].feed(_WITHOUT_WIDTH.sub("", text))

    def _obey(self, match: re.Match[str]) -> None:
        prefix, final = match["prefix"], match["final"]
        if prefix == "?" and final in "hl" and not match["middle"]:
            for number in filter(None, match["numbers"].split(";")):
                self._set_mode(int(number), final == "h")
        elif (prefix, final) == (">", "u"):
            self._keyboard_pushed += 1
        elif (prefix, final) == ("<", "u"):
            self._keyboard_pushed = max(0, self._keyboard_pushed - int(match["numbers"] or 1))

    def _set_mode(self, number: int, on: bool) -> None:
        if on != (number in _ON_BY_DEFAULT):
            self._modes.add(number)
        else:
            self._modes.discard(number)
        if _MODES.get(number) == "alternate screen":
            if on and self._screen is self._main:
                self._alternate.reset()
            self._screen = self._alternate if on else self._main

    def resize(self, columns: int, rows: int) -> None:
        """Take another size, as when the window is dragged."""
        self._size = columns, rows
        for screen in (self._main, self._alternate):
            screen.resize(rows, columns)

    def lines(self) -> list[str]:
        """Return the rows of the screen, without spaces at their ends."""
        return [line.rstrip() for line in self._screen.display]

    def is_bold(self, row: int, column: int) -> bool:
        """Tell whether a cell is written bold."""
        return bool(self._screen.buffer[row][column].bold)

    def modes(self) -> set[str]:
        """Return the names of the modes that are not as a shell expects them."""
        names = {_MODES[number] for number in self._modes if number in _MODES}
        return names | ({"kitty keyboard"} if self._keyboard_pushed else set())
