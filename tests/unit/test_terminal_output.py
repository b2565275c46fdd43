"""What goes to the terminal: all of it, once, in its order, and never waiting for it."""

import os
import pty
import tty
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import TextIO

import pytest
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.drivers._writer_thread import WriterThread

from circle_tui.ui.terminal.output import TerminalOutput

FULL = 200_000
"""Bytes that no terminal takes while nobody reads them."""


class Line:
    """A terminal, what writes to it as the driver does, and a reader at its other end."""

    def __init__(self, file: TextIO, reader: int) -> None:
        self.gone = 0
        self.reader = reader
        self.output = TerminalOutput(file, self._count)
        self.thread = WriterThread(self.output)  # type: ignore[arg-type]  # all that it needs
        self.thread.start()

    def _count(self) -> None:
        self.gone += 1

    def send(self, text: str) -> bool:
        """Send a text; tell whether the thread had nothing to do with it."""
        rest = self.output.send(text)
        if rest is not None:
            self.thread.write(rest)
        return rest is None

    def read(self, count: int) -> str:
        """Return so many bytes of what arrived."""
        data = b""
        while len(data) < count:
            data += os.read(self.reader, count - len(data))
        return data.decode()

    def end(self) -> None:
        """Let all be sent."""
        self.output.close_way()
        self.thread.stop()


@pytest.fixture
def line() -> Iterator[Line]:
    """Open a terminal that hands over every byte as it is."""
    reader, terminal = pty.openpty()
    tty.setraw(terminal)
    with os.fdopen(terminal, "w") as file:
        made = Line(file, reader)
        made.output.open_way()
        yield made
        os.close(reader)  # so that nothing waits for it
        if made.thread.is_alive():
            made.end()


def test_a_text_goes_at_once(line: Line) -> None:
    """What a key changes is on its way before anything else is done."""
    assert line.send("1\N{OCTOPUS}")
    assert line.read(5) == "1\N{OCTOPUS}"


def test_what_nobody_reads_is_not_waited_for(line: Line) -> None:
    """While the terminal takes nothing the app goes on; then all of it comes, in its order."""
    random = Random(7)
    texts = ["first", *(chr(0x2500 + n) * random.randint(1, 9000) for n in range(24))]
    at_once = [line.send(text) for text in texts]
    assert at_once[0]
    assert not all(at_once)
    wanted = "".join(texts)
    assert len(wanted.encode()) > FULL
    assert line.read(len(wanted.encode())) == wanted
    line.thread.stop()  # it has told that it is done
    assert line.send("and on")
    assert line.read(6) == "and on"


def test_a_frame_comes_in_one_piece(line: Line) -> None:
    """A terminal never has half of a picture to show."""
    for text in (SYNC_START, "a", "b"):
        assert line.send(text)
    os.set_blocking(line.reader, False)
    with pytest.raises(BlockingIOError):
        os.read(line.reader, 1)
    assert line.send(SYNC_END)
    assert os.read(line.reader, 99).decode() == f"{SYNC_START}ab{SYNC_END}"


def test_nothing_that_a_terminal_obeys_gets_past(line: Line) -> None:
    """What came to a widget by whatever way cannot retitle a window."""
    assert line.send("a\x9b\u202eb")
    assert line.read(2) == "ab"


def test_the_shell_keeps_its_terminal_as_it_was(line: Line) -> None:
    """Not to wait is a matter of this program alone."""
    assert line.send("a")
    assert os.get_blocking(line.output.fileno())


def test_a_terminal_that_is_gone_is_told_once(line: Line) -> None:
    """When the window was closed the app hears of it, and nothing fails."""
    line.end()
    reader, terminal = pty.openpty()
    with os.fdopen(terminal, "w") as file:
        other = Line(file, reader)
        other.output.open_way()
        os.close(reader)
        for _ in range(3):
            assert not other.send("nobody reads this")
        other.end()
        assert other.gone == 1


def test_what_is_no_terminal_is_left_to_the_thread(tmp_path: Path) -> None:
    """Into a file everything goes as it always did."""
    with (tmp_path / "out").open("w", encoding="utf-8") as file:
        written = Line(file, -1)
        written.output.open_way()
        assert not written.send("a")
        assert not written.send("b")
        written.end()
    assert (tmp_path / "out").read_text(encoding="utf-8") == "ab"


def test_before_and_after_it_is_open_the_thread_has_it(line: Line) -> None:
    """While the program is put aside for the shell, nothing goes past the thread."""
    line.output.close_way()
    assert not line.send("a")
    assert line.read(1) == "a"
    line.output.open_way()
    assert line.send("b")
    assert line.read(1) == "b"
