"""The conversation: what is said, what is asked, and what the clock says in between."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from textwrap import wrap
from typing import Final, Protocol, TextIO, TypeVar

from circle_tui.plain.lines import BACK, Lines

T = TypeVar("T")

QUOTED: Final = "| "
"""Goes before each row of what somebody else wrote."""

MOST_DIGITS: Final = 6
"""Digits of a number at most: of minutes, or of a row."""


class Clean(Protocol):
    """Takes out of a text whatever a terminal would obey."""

    def __call__(self, text: str, *, multiline: bool = False) -> str:
        """Return the text as it may be written; of its line ends spaces, unless ``multiline``."""
        ...


class Meanwhile(Protocol):
    """What goes on while nobody types."""

    def seconds(self) -> float:
        """Return in how many seconds there may be something to say or to note."""
        ...

    async def tick(self) -> None:
        """Say and note what is due."""
        ...


class Nothing:
    """Before the session and after it nothing happens by itself."""

    def seconds(self) -> float:
        """Return how long to wait for a line before waiting again."""
        return 60.0

    async def tick(self) -> None:
        """Do nothing."""


class Talk:
    """Lines out and lines in. Everything that is written goes through ``clean``.

    ``columns`` is how wide a terminal is at the moment, 0 where none is: a line that is wider goes
    on in the next row with a whole word, or a screen reader would read two halves of one.

    ``meanwhile`` is looked at before every line that comes, and whenever it asks for it. What it
    says has a line of its own; what somebody was typing then still stands in the terminal's line.
    """

    def __init__(
        self, lines: Lines, out: TextIO, clean: Clean, columns: Callable[[], int] = lambda: 0
    ) -> None:
        self._lines = lines
        self._columns = columns
        self._out = out
        self._clean = clean
        self._open = False
        self.meanwhile: Meanwhile = Nothing()

    def say(self, *sentences: str) -> None:
        """Write each sentence as a line, or as several if it has line ends; nothing for none."""
        self._say(sentences)

    def quote(self, text: str) -> None:
        """Write a text that somebody else wrote: each row is marked, so that none asks anything."""
        self._say([text], QUOTED)

    def _say(self, sentences: Iterable[str], mark: str = "") -> None:
        written = "".join(
            f"{mark}{row}\n"
            for sentence in sentences
            for line in self._clean(sentence, multiline=True).split("\n")
            for row in self._rows(line.rstrip(), len(mark))
        )
        if written:
            self._write(f"\n{written}" if self._open else written)
            self._open = False

    def _rows(self, line: str, taken: int) -> Sequence[str]:
        """Return a line as it is written: nothing of an empty one, in rows at a terminal.

        ``taken`` are the columns that each row leaves free.
        """
        columns = max(2, self._columns() - taken) if self._columns() else 0
        if len(line) < columns or not columns:
            return [line] if line else []
        # The row that a terminal would begin by itself has no mark.
        return wrap(line, columns - 1, break_long_words=bool(taken), break_on_hyphens=False)

    def ring(self) -> None:
        """Ring the terminal's bell."""
        self._write("\a")

    async def hear(self, question: str = "") -> str:
        """Return the next line that is typed, without what a terminal would obey.

        The ``question`` is written before it: on a terminal in the same line, else in one of its
        own. Raises ``EndOfInput``.
        """
        asked = self._clean(question)
        if self._lines.echoes:
            self._write(f"\n{asked}> " if self._open else f"{asked}> ")
            self._open = True
        elif asked:
            self.say(f"{asked}>")
        while True:
            line = await self._lines.next(self.meanwhile.seconds())
            if line is not None:
                self._open = False  # the terminal went to the next line by itself
            await self.meanwhile.tick()
            if line is not None:
                return self._clean(line).strip()

    async def wait(self, saving: Awaitable[T]) -> T:
        """Wait for a save; the clock goes on saying what it has to say. Raises what it raises."""
        task = asyncio.ensure_future(saving)
        while not (await asyncio.wait([task], timeout=self.meanwhile.seconds()))[0]:
            await self.meanwhile.tick()
        return task.result()

    async def agreed(self, what: str) -> bool:
        """Ask whether to do something that weighs much; only the word itself does it."""
        return (await self.hear(f"Type yes to {what}, or Enter to go back")).casefold() == "yes"

    async def choose(self, question: str, rows: Sequence[str]) -> int | None:
        """Return the place of the row that is chosen by its number, or ``None`` for none."""
        self.say(*(f"{place}: {row}" for place, row in enumerate(rows, 1)))
        while True:
            said = await self.hear(f"{question} A number, or Enter to leave it")
            if not said or is_back(said):
                return None
            picked = number(said)
            if picked is not None and 1 <= picked <= len(rows):
                return picked - 1
            self.say(f"A number from 1 to {len(rows)} is meant; Enter or back leaves the question.")

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


def number(said: str) -> int | None:
    """Return the number that was typed, in digits alone, or ``None`` where none is meant.

    One of more than ``MOST_DIGITS`` means nothing here, and Python refuses to read a very long one.
    """
    meant = said.isascii() and said.isdecimal() and len(said) <= MOST_DIGITS
    return int(said) if meant else None


def is_back(said: str) -> bool:
    """Tell whether a line means to leave all as it was."""
    return said.casefold() in BACK
