"""A program in a real terminal: start it, press keys, look at the screen, see what it leaves.

Used by the end-to-end tests and by ``bench``. All waiting is for the program's output or end,
with a deadline; when it passes, the error shows the screen.
"""

import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.emulator import Emulator

_KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "insert": "\x1b[2~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    **{f"f{n}": f"\x1b[{c}~" for n, c in enumerate((15, 17, 18, 19, 20, 21, 23, 24), 5)},
}
_MODE_QUERY = re.compile(rb"\x1b\[\?(\d+)\$p")
_SLICE = 0.02
"""Seconds between two looks whether the program has ended."""

_LAST = b"\0"
"""What no program writes and no terminal shows: written after the program's own last byte."""


class TerminalTimeout(AssertionError):
    """What was waited for did not come; the message holds the screen."""


def key(name: str) -> str:
    """Return what a terminal sends for a key: ``enter``, ``ctrl+n``, ``alt+x``, or the text."""
    if re.fullmatch(r"ctrl\+[a-z@\[\\\]^_]", name):
        return chr(ord(name[-1].upper()) & 0x1F)
    if name.startswith("alt+"):
        return "\x1b" + key(name.removeprefix("alt+"))
    return _KEYS.get(name, name)


_ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)


class Terminal:
    """A pseudo-terminal of ``columns`` by ``rows`` with one program in it.

    The environment is clean: of the tests' own only ``PATH`` is passed on; ``home`` becomes
    HOME and the folder of temporary files. No signal is ignored, as SIGINT is in what a script
    left to the background. Without ``controlling`` the program gets no SIGHUP when the terminal is
    closed.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        home: Path,
        columns: int = 100,
        rows: int = 30,
        env: Mapping[str, str] | None = None,
        controlling: bool = True,
    ) -> None:
        self.argv = list(argv)
        self.chunks: list[tuple[float, bytes]] = []
        """What was read, and when (``time.perf_counter``)."""
        self.status: int | None = None
        """The exit status once it is known; minus the number if a signal ended the program."""
        self._emulator = Emulator(columns, rows)
        self._unread = 0
        self._answered = 0
        self._master, self._slave = os.openpty()
        os.set_blocking(self._master, False)
        self._set_size(columns, rows)
        self._discipline = termios.tcgetattr(self._slave)
        flags = os.O_RDWR if controlling else os.O_RDWR | os.O_NOCTTY
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(home),
            "TMPDIR": str(home),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            **(env or {}),
        }
        self.started = time.perf_counter()
        self.pid = os.posix_spawnp(
            self.argv[0],
            self.argv,
            environment,
            setsid=True,
            setsigdef=_ENDING,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.ttyname(self._slave), flags, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1),
                (os.POSIX_SPAWN_DUP2, 0, 2),
            ],
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.kill()

    # -- looking ------------------------------------------------------------------------

    def screen(self) -> list[str]:
        """Return the rows of the screen."""
        self._parse()
        return self._emulator.lines()

    def text(self) -> str:
        """Return the screen as one text."""
        return "\n".join(self.screen())

    @property
    def raw(self) -> bytes:
        """All the program has written."""
        return b"".join(data for _, data in self.chunks)

    def modes(self) -> set[str]:
        """Return the names of the terminal's modes that are not as a shell expects them."""
        self._parse()
        return self._emulator.modes()

    def leftovers(self) -> set[str]:
        """Return what a program that has ended or stopped did not undo."""
        left = self.modes()
        if termios.tcgetattr(self._slave) != self._discipline:
            left.add("line discipline")
        return left

    def replay(self) -> Iterator[tuple[float, str]]:
        """Look at what was read since the last look, piece by piece: when it came, and the text."""
        while self._unread < len(self.chunks):
            when, data = self.chunks[self._unread]
            self._emulator.feed(data)
            self._unread += 1
            yield when, "\n".join(self._emulator.lines())

    # -- waiting ------------------------------------------------------------------------

    def wait_for(self, expected: str | Callable[["Terminal"], object], timeout: float = 30) -> None:
        """Wait until a text is on the screen, or until a predicate of this terminal holds."""
        if isinstance(expected, str):
            self._wait(lambda: expected in self.text(), f"{expected!r} on the screen", timeout)
        else:
            self._wait(lambda: expected(self), repr(expected), timeout)

    def answer(self, offer: str, expected: str) -> None:
        """Press the key an offer begins with ("enter end it"), once, and wait for a text.

        A question counts its keys only once it could be read; from then on they stand out.
        """
        self.wait_for(lambda seen: seen.stands_out(offer))
        self.send(offer.split()[0])
        self.wait_for(expected)

    def stands_out(self, offer: str) -> bool:
        """Tell whether an offer is on the screen, with its key in bold."""
        return any(
            self._emulator.is_bold(row, line.index(offer))
            for row, line in enumerate(self.screen())
            if offer in line
        )

    def wait_exit(self, timeout: float = 30) -> int:
        """Wait until the program has ended and return its exit status (-n after signal n)."""
        self._wait(lambda: self.status is not None, "the program's end", timeout)
        assert self.status is not None
        return self.status

    def wait_stopped(self, timeout: float = 30) -> None:
        """Wait until the program is stopped, as by Ctrl-Z."""

        def stopped() -> bool:
            pid, how = os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)
            return bool(pid) and os.WIFSTOPPED(how)

        self._wait(stopped, "the program to stop", timeout)
        self._read_to_end()

    def wait_taken(self, timeout: float = 30) -> None:
        """Wait until the program has read all that was sent (it must be in raw mode)."""

        def taken() -> bool:
            return fcntl.ioctl(self._slave, termios.FIONREAD, b"\0" * 4) == b"\0" * 4

        self.pump(_SLICE)  # the kernel hands input over a moment after it was written
        self._wait(taken, "the program to read", timeout)

    def settle(self, quiet: float = 0.3, timeout: float = 30) -> None:
        """Wait until nothing has been written for ``quiet`` seconds."""
        deadline = time.perf_counter() + timeout
        while self.pump(quiet):
            if time.perf_counter() > deadline:
                raise TerminalTimeout(f"never quiet for {quiet} s\n{self._show()}")

    def watch(self, seconds: float) -> None:
        """Read all that is written for so many seconds."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            self.pump(left)

    def _wait(self, done: Callable[[], object], what: str, timeout: float) -> None:
        deadline = time.perf_counter() + timeout
        while not done():
            if self.status is not None and not self.pump(0) and not done():
                raise TerminalTimeout(f"ended with {self.status} before {what}\n{self._show()}")
            if time.perf_counter() > deadline:
                raise TerminalTimeout(f"waited {timeout} s for {what}\n{self._show()}")
            self.pump(_SLICE)

    def _show(self) -> str:
        rows = "\n".join(f"| {line}" for line in self.screen())
        return f"{' '.join(self.argv)}\n{rows}\nmodes: {sorted(self.modes())}"

    def pump(self, timeout: float) -> bool:
        """Read what there is, waiting at most ``timeout`` seconds; whether bytes came."""
        came = False
        if self._master >= 0:
            ready, _, _ = select.select([self._master], [], [], timeout)
            with suppress(BlockingIOError, OSError):
                while ready and (data := os.read(self._master, 65536)):
                    self.chunks.append((time.perf_counter(), data))
                    came = True
        else:
            select.select([], [], [], timeout)
        if self.status is None and not came:
            pid, how = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(how)
                self._read_to_end()
        if came:
            self._answer()
        return came

    def _read_to_end(self) -> None:
        """Read all that was written: the kernel hands the last of it over a moment later."""
        if self._master < 0:
            return
        os.write(self._slave, _LAST)
        deadline = time.perf_counter() + 30
        while not self._take_out(_LAST):
            if time.perf_counter() > deadline:
                raise TerminalTimeout(f"the last bytes never came\n{self._show()}")
            self.pump(_SLICE)

    def _take_out(self, mark: bytes) -> bool:
        """Remove a mark from what was read last; whether it was there."""
        for place, (when, data) in enumerate(self.chunks[self._unread :], self._unread):
            if mark in data:
                self.chunks[place] = when, data.replace(mark, b"")
                return True
        return False

    def _parse(self) -> None:
        while self._unread < len(self.chunks):
            self._emulator.feed(self.chunks[self._unread][1])
            self._unread += 1

    def _answer(self) -> None:
        """Say that synchronized updates are known and no other mode is, as xterm would."""
        recent = b"".join(data for _, data in self.chunks[self._answered :])
        self._answered = len(self.chunks)
        for number in _MODE_QUERY.findall(recent):
            self.send_bytes(b"\x1b[?%b;%d$y" % (number, 2 if number == b"2026" else 0))

    # -- doing --------------------------------------------------------------------------

    def send(self, *keys: str) -> None:
        """Press keys: names (``enter``, ``space``, ``ctrl+n``, ``f5``) or literal texts."""
        self.send_bytes("".join(key(name) for name in keys).encode())

    def send_bytes(self, data: bytes) -> None:
        """Send bytes as they are."""
        while data and self._master >= 0:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                self.pump(_SLICE)

    def paste(self, text: str) -> None:
        """Paste a text as a terminal in bracketed paste mode does that filters nothing."""
        self.send(f"\x1b[200~{text}\x1b[201~")

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self._parse()
        self._emulator.resize(columns, rows)
        self._set_size(columns, rows)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def close_terminal(self) -> None:
        """Take the terminal away, as closing its window does."""
        self.pump(0)
        for descriptor in (self._master, self._slave):
            if descriptor >= 0:
                os.close(descriptor)
        self._master = self._slave = -1

    def kill(self) -> None:
        """End the program if it has not ended, and close the terminal."""
        if self.status is None:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            _, how = os.waitpid(self.pid, 0)
            self.status = os.waitstatus_to_exitcode(how)
        self.close_terminal()


PYTHON = sys.executable
"""The interpreter the tests run in, for programs that shall run in the same."""
