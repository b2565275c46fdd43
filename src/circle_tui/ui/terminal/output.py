"""What goes to the terminal: at once if it can take it, else by a thread that may wait for it.

Textual 8.2.8 leaves all of it to a thread, which gets its turn only once the app has nothing else
to do. What a key changes would come a while after it was drawn.
"""

import os
import select
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

from textual._ansi_sequences import SYNC_END, SYNC_START

from circle_tui.ui.terminal.characters import clean_output


class TerminalOutput:
    """The file Textual's writing thread writes to, with a way past that thread.

    Calls ``gone`` once when the terminal cannot be written to any more, and drops the rest.
    """

    def __init__(self, file: TextIO, gone: Callable[[], None]) -> None:
        self._descriptor = file.fileno()
        self._encoding = file.encoding or "utf-8"
        self._gone = gone
        self._parts: list[str] = []
        self._open = True
        self._at_once: int | None = None
        self._begun = b""
        self._frame: list[str] = []
        # Texts that the thread was to be given, has been given, and has sent.
        self._asked = self._taken = self._done = 0

    def open_way(self) -> None:
        """Open the terminal once more, so as never to wait for it.

        That is its own to this process: not to wait, set for the descriptor that was inherited,
        would hold for the shell as well.
        """
        self.close_way()
        self._asked = self._taken = self._done = 0
        with suppress(OSError):
            name = os.ttyname(self._descriptor)
            self._at_once = os.open(name, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)

    def close_way(self) -> None:
        """Leave all to the thread from now on."""
        if self._at_once is not None:
            os.close(self._at_once)
            self._at_once = None

    def send(self, text: str) -> str | None:
        """Send a text at once, and return what to give to the thread of it, ``None`` if nothing.

        All of it goes to the thread while that has others before it. Where the terminal takes only
        a part the rest is kept for the next ``flush``, and the thread has to be woken all the same.
        A frame, from the mark at its beginning to that at its end, goes in one piece.
        """
        if self._frame or text == SYNC_START:
            self._frame.append(text)
            if text != SYNC_END:
                return None
            text = "".join(self._frame)
            self._frame.clear()
        if self._at_once is None or self._asked != self._done:
            self._asked += 1
            return text
        data = self._encoded(text)
        with suppress(OSError):  # it is full, or gone: both are the thread's to deal with
            data = data[os.write(self._at_once, data) :]
            os.sched_yield()  # to whoever shows it, if that one waits for this processor
        if not data:
            return None
        self._asked += 1
        self._begun = data
        return ""

    def write(self, text: str) -> None:
        """Keep the text until the next ``flush``."""
        self._taken += 1
        self._parts.append(text)

    def flush(self) -> None:
        """Send what was written. Never raises an error of the terminal."""
        data = self._begun + self._encoded("".join(self._parts))
        self._begun = b""
        self._parts.clear()
        while data and self._open:
            try:
                data = data[os.write(self._descriptor, data) :]
            except BlockingIOError:  # another program on this terminal made it so
                select.select([], [self._descriptor], [])
            except OSError:
                self._open = False
                self._gone()
        self._done = self._taken

    def _encoded(self, text: str) -> bytes:
        return clean_output(text).encode(self._encoding, "replace")

    def fileno(self) -> int:
        """Return the terminal's descriptor."""
        return self._descriptor
