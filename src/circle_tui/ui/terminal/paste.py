"""What a terminal sends, made safe before Textual's parser sees it.

In bracketed paste mode a terminal puts marks around a paste. Textual 8.2.8 looks for key
sequences between the marks, too: an escape followed by enough characters is issued as
keystrokes, so that a pasted text can quit the app or confirm a question. Most terminals take
escapes out of a paste; tmux buffers and scripts do not.
"""

from typing import Final

from circle_tui.ui.terminal.characters import clean_paste

START: Final = "\x1b[200~"
END: Final = "\x1b[201~"


class PasteGuard:
    """A filter for terminal input: between the marks of a paste only text gets through.

    Outside a paste everything passes at once and unchanged. Input comes in pieces cut anywhere,
    also inside a mark.
    """

    def __init__(self) -> None:
        self.pasting = False
        """Whether the start of a paste was seen and its end was not."""
        self._kept = ""
        """The end of the input so far, if it may be the beginning of a mark."""
        self._passed = 0
        """How many characters of it the parser has already."""

    def feed(self, data: str, *, parser_waits: bool = False) -> str:
        """Return what the parser may have.

        ``parser_waits``: it still waits for the rest of a sequence. It gives up a tenth of a
        second after an escape; when that happened in the middle of a start mark, the mark is
        passed whole once more, or the text behind it would be taken for typing.
        """
        passed, data = self._passed, self._kept + data
        self._kept, self._passed = "", 0
        out: list[str] = []
        while data:
            mark = END if self.pasting else START
            before, found, data = data.partition(mark)
            if not found:
                cut = _cut_mark(before, mark)
                self._kept = before[cut:]
                # An escape alone, or with a bracket, may be all of it: the Escape key, Alt+[.
                if not self.pasting and len(self._kept) < 3:
                    self._passed, cut = len(self._kept), len(before)
                before = before[:cut]
            out.append(clean_paste(before) if self.pasting else before)
            if found:
                out.append(mark)
                self.pasting = not self.pasting
        safe = "".join(out)
        if not safe:
            self._passed = passed
        if passed and not parser_waits and safe.startswith(START):
            return safe
        return safe[passed:]

    def give_up(self) -> str:
        """End a paste whose end mark never came: return what is kept back, and the mark."""
        rest, self._kept, self.pasting = clean_paste(self._kept), "", False
        return rest + END


def _cut_mark(text: str, mark: str) -> int:
    """Return where the beginning of a mark stands at the end of the text, or its length."""
    for length in range(min(len(mark) - 1, len(text)), 0, -1):
        if text.endswith(mark[:length]):
            return len(text) - length
    return len(text)
