"""The keyboard: every key once, in its order, and never waiting for the next one."""

import asyncio
import os
import pty
import tty
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from textual.events import Key, Paste
from textual.message import Message

from circle_tui.ui.terminal.keyboard import PASTE_WAIT, Keyboard


class Loop:
    """What a keyboard asks of the loop: to be told of bytes, and of a while in which none came."""

    def __init__(self) -> None:
        self.readers: dict[int, Callable[[], None]] = {}
        self.timers: list[tuple[float, Callable[[], None]]] = []

    def add_reader(self, descriptor: int, call: Callable[..., None], *given: object) -> None:
        """Tell of bytes; not of a file's, which a real loop refuses as well."""
        if not os.isatty(descriptor):
            raise PermissionError
        self.readers[descriptor] = partial(call, *given)

    def remove_reader(self, descriptor: int) -> None:
        """Tell of no more."""
        self.readers.pop(descriptor, None)

    def call_later(self, seconds: float, call: Callable[..., None], *given: object) -> "Loop":
        """Tell when so much time has gone by; the last one asked for is the one that counts."""
        self.timers = [(seconds, partial(call, *given))]
        return self

    def cancel(self) -> None:
        """Forget the timer that was asked for last."""
        self.timers.clear()

    def wake(self) -> None:
        """Say that there is something to be read."""
        for call in list(self.readers.values()):
            call()

    def wait(self) -> None:
        """Let the time go by that is waited for."""
        ((_, call),) = self.timers
        self.timers = []
        call()


class Desk:
    """A terminal, somebody who types, and all that the program hears of it."""

    def __init__(self, descriptor: int, typist: int) -> None:
        self.descriptor, self.typist = descriptor, typist
        self.loop = Loop()
        self.heard: list[Message] = []
        self.gone = 0
        self.faults: list[Exception] = []
        loop = cast(asyncio.AbstractEventLoop, self.loop)
        self.keyboard = Keyboard(descriptor, loop, self._hear, self._count, self.faults.append)

    def _hear(self, message: Message) -> None:
        if isinstance(message, Key) and message.key == "f12":
            raise LookupError("no such key")
        self.heard.append(message)

    def _count(self) -> None:
        self.gone += 1

    def type(self, data: bytes) -> None:
        """Type something and let the program read it."""
        os.write(self.typist, data)
        self.loop.wake()

    def close(self) -> None:
        """Go away, and take the terminal's other end along."""
        if self.typist >= 0:
            os.close(self.typist)
            self.typist = -1

    @property
    def keys(self) -> str:
        """The characters that were heard as keys."""
        return "".join(key.character or "" for key in self.heard if isinstance(key, Key))


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Sit down at a terminal that hands over every byte as it is."""
    typist, terminal = pty.openpty()
    tty.setraw(terminal)
    desk = Desk(terminal, typist)
    desk.keyboard.start()
    yield desk
    desk.keyboard.stop()
    desk.close()
    os.close(terminal)


def test_keys_come_in_their_order_also_cut_inside_a_letter(desk: Desk) -> None:
    """What I type arrives as I typed it, over however bad a line."""
    for byte in "né日n":
        for piece in byte.encode():
            desk.type(bytes([piece]))
    assert desk.keys == "né日n"


def test_it_never_waits_for_a_key(desk: Desk) -> None:
    """A clock must not stand still because a key that was announced was read by somebody else."""
    desk.loop.wake()
    assert not desk.heard
    assert os.get_blocking(desk.descriptor), "for the shell, which has the same terminal, nothing"


def test_nothing_is_read_once_it_has_stopped(desk: Desk) -> None:
    """What I type for the shell is the shell's; coming back, it goes on."""
    desk.keyboard.stop()
    desk.type(b"ls")
    assert not desk.loop.readers
    assert os.read(desk.descriptor, 10) == b"ls"
    again = Desk(desk.descriptor, desk.typist)
    again.keyboard.start()
    again.type(b"n")
    again.keyboard.stop()
    assert again.keys == "n"


def test_a_terminal_that_is_closed_is_told_once(desk: Desk) -> None:
    """No busy loop is left behind by a window that I closed."""
    desk.close()
    desk.loop.wake()
    desk.loop.wake()
    assert desk.gone == 1
    assert not desk.loop.readers


def test_a_file_is_no_keyboard(tmp_path: Path) -> None:
    """With nobody to press a key the program ends, and does not wait forever."""
    (tmp_path / "keys").write_text("n", encoding="utf-8")
    descriptor = os.open(tmp_path / "keys", os.O_RDONLY)
    desk = Desk(descriptor, descriptor)
    desk.keyboard.start()
    os.close(descriptor)
    assert desk.gone == 1


def test_a_paste_that_never_ends_ends_after_a_while(desk: Desk) -> None:
    """A lost end mark costs me a moment, and not the keyboard."""
    desk.type(b"\x1b[200~so far")
    assert [seconds for seconds, _ in desk.loop.timers] == [PASTE_WAIT]
    assert not desk.heard
    desk.loop.wait()
    (paste,) = desk.heard
    assert isinstance(paste, Paste)
    assert paste.text == "so far"
    assert not desk.loop.timers, "an idle keyboard wakes nobody"
    desk.type(b"n")
    assert desk.keys == "n"


@pytest.mark.parametrize("letter", "NOPXo]^_[\\ aé")
def test_escape_and_what_was_typed_at_once_behind_it(desk: Desk, letter: str) -> None:
    """Over a slow network both come together, and my line must not stay open for the letter."""
    desk.type(f"\x1b{letter}".encode())
    if desk.loop.timers:
        desk.loop.wait()
    assert desk.keys == f"\x1b{letter}"
    assert not desk.loop.timers


@pytest.mark.parametrize(
    "text", ["Ole", "Oo", "OO", "[é", "]11;n", "Pause", "_a_", "]x\x1bn", "[1;\t", "\x1bn"]
)
def test_escape_and_a_text_that_begins_like_a_sequence(desk: Desk, text: str) -> None:
    """A text is a text, whatever terminals send when nobody types."""
    desk.type(f"\x1b{text}".encode())
    if desk.loop.timers:
        desk.loop.wait()
    assert desk.keys == f"\x1b{text}"


@pytest.mark.parametrize("piece", [1, 2, 3, 99])
@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("\x1b[A", "up"),
        ("\x1bOA", "up"),
        ("\x1bOP", "f1"),
        ("\x1bOd", "ctrl+left"),
        ("\x1b[[A", "f1"),
        ("\x1b[5~", "pageup"),
        ("\x1b[1;5C", "ctrl+right"),
        ("\x1b[27u", "escape"),
    ],
)
def test_keys_that_are_sent_as_sequences(desk: Desk, sent: str, key: str, piece: int) -> None:
    """An arrow is an arrow, wherever the line cuts it."""
    for at in range(0, len(sent), piece):
        desk.type(sent[at : at + piece].encode())
    desk.type(b"n")
    assert [message.key for message in desk.heard if isinstance(message, Key)] == [key, "n"]


@pytest.mark.parametrize("piece", [1, 2, 99])
@pytest.mark.parametrize(
    "sent",
    [
        "\x1b[1;9Z",
        "\x1b[?62;4c",
        "\x1b[<35;-1;4M",
        "\x1b[M !!",
        "\x1b]11;rgb:1e1e/2020/3030\x07",
        "\x1b]11;rgb:1e1e/2020/3030\x1b\\",
        "\x1bP>|a terminal with a name of more than thirty-two letters\x1b\\",
        "\x1b_Gi=1;OK\x1b\\",
    ],
)
def test_sequences_that_nobody_knows_are_no_keys(desk: Desk, sent: str, piece: int) -> None:
    """What my terminal says of itself is not taken for what I typed, nor is it waited for."""
    for at in range(0, len(sent), piece):
        desk.type(sent[at : at + piece].encode())
    desk.type(b"n")
    assert not desk.loop.timers
    assert desk.keys == "n"


def test_a_paste_that_a_stop_cuts_in_two_is_no_typing(desk: Desk) -> None:
    """I suspend the program while a long paste comes in: its second half gives no commands."""
    desk.type(b"\x1b[200~so far")
    desk.keyboard.stop()
    assert not desk.keyboard.reading
    assert not desk.loop.timers
    desk.keyboard.start()
    assert [seconds for seconds, _ in desk.loop.timers] == [PASTE_WAIT]
    desk.type(b"qy\x1b[201~n")
    assert [message.text for message in desk.heard if isinstance(message, Paste)] == ["so farqy"]
    assert desk.keys == "n"


def test_a_fault_over_a_key_is_told(desk: Desk) -> None:
    """A program that no key reaches any more must end, and not stand there."""
    desk.type(b"\x1b[24~")
    assert [type(fault) for fault in desk.faults] == [LookupError]
