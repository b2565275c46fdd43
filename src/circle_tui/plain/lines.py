"""The lines that are typed, or come through a pipe, one after the other."""

import asyncio
import os
import re
from threading import Semaphore, Thread
from typing import Final, Protocol

BACK: Final = frozenset({"back", "esc"})
"""What is typed in place of an answer to leave all as it was; a line of Esc alone means it too."""

LONGEST: Final = 4000
"""Characters of a line at most, as on the screen: everything typed is looked through."""

NO_DESCRIPTOR: Final = -1
"""Stands for an input that is closed: it has no lines."""

_CHUNK: Final = 65_536
_WAITING: Final = 1_000
"""Lines that may wait to be taken, before no more are read: a pipe could send them for ever."""

_KEYS: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O[@-~])")
"""What arrow and function keys leave in a line where the terminal edits it."""


class EndOfInput(Exception):
    """There is nobody any more who could type: the pipe is closed, or Ctrl-D was pressed."""


class Lines(Protocol):
    """Where the lines come from. ``echoes`` is whether a terminal shows them as they are typed."""

    @property
    def echoes(self) -> bool:
        """Whether what is typed is on a terminal, with the end of its line."""
        ...

    async def next(self, within: float) -> str | None:
        """Return the next line, ``None`` when none came within so many seconds.

        Raises ``EndOfInput``.
        """
        ...


class Typed:
    """Lines from a file descriptor.

    A thread of its own waits for them: an event loop can watch neither a file nor, without leaving
    it in another mode for the shell, a terminal. It reads the descriptor itself, since a thread
    that waits inside ``sys.stdin`` could not be left behind when the program ends.
    """

    def __init__(self, descriptor: int = 0, encoding: str = "utf-8") -> None:
        self.echoes = os.isatty(descriptor)
        self._descriptor = descriptor
        self._encoding = encoding
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._room = Semaphore(_WAITING)
        self._thread: Thread | None = None

    async def next(self, within: float) -> str | None:
        """Return the next line, ``None`` when none came within so many seconds.

        Raises ``EndOfInput``, and again whenever more is asked for.
        """
        if self._thread is None:
            loop = asyncio.get_running_loop()
            self._thread = Thread(target=self._read, args=(loop,), name="lines", daemon=True)
            self._thread.start()
        try:
            async with asyncio.timeout(within):
                line = await self._lines.get()
        except TimeoutError:
            return None
        self._room.release()
        if line is None:
            self._lines.put_nowait(None)
            raise EndOfInput
        return line

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        """Read until the end, in the thread."""
        rest = b""
        try:
            while chunk := os.read(self._descriptor, _CHUNK):
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    self._pass_on(loop, line)
                rest = rest[:_CHUNK]
        except OSError:  # the terminal is gone
            pass
        if rest:
            self._pass_on(loop, rest)
        self._post(loop, None)

    def _pass_on(self, loop: asyncio.AbstractEventLoop, line: bytes) -> None:
        self._room.acquire()
        self._post(loop, understood(line.decode(self._encoding, "replace")))

    def _post(self, loop: asyncio.AbstractEventLoop, line: str | None) -> None:
        try:
            loop.call_soon_threadsafe(self._lines.put_nowait, line)
        except RuntimeError:  # the program has ended meanwhile
            return


def understood(line: str) -> str:
    """Return a line without what keys left in it; one of Esc alone is the word for going back."""
    line = _KEYS.sub("", line)
    return "back" if line and not line.strip("\x1b\r ") and "\x1b" in line else line
