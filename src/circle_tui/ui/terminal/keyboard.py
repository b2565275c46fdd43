"""What comes from the terminal: keys, the mouse, pastes, answers; read by the app's own loop.

Textual 8.2.8 has a thread for it, which ends the app over one byte that is not UTF-8 or a key code
that does not exist, takes the escapes of a paste for keystrokes (``paste``), and spins when the
terminal is closed. It looks ten times a second whether it should end, and each key has to be handed
over from it to the loop.
"""

import asyncio
import os
import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Final

from textual import constants
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.events import Key
from textual.message import Message

from circle_tui.ui.terminal.paste import PasteGuard

ESCAPE_WAIT: Final = constants.ESCAPE_DELAY
"""Seconds of silence behind an escape after which it was the Escape key, and the rest was typed."""

PASTE_WAIT: Final = 3.0
"""Seconds of silence inside a paste after which its end mark is taken as lost. Until then the
keyboard goes into the paste; a paste over a slow line must not be cut, or its rest is typing."""

_ESC: Final = "\x1b"

_BEGUN: Final = re.compile(
    rf"{_ESC}(?:\[(?:[0-?-]*[ -/]*(?:\[?[@-~])?|M.{{0,3}})|O[A-DFHP-Sa-d]?"
    rf"|[P\]X^_][^\x07{_ESC}]*(?:\x07|{_ESC}\\?)?)?",
    re.DOTALL,
)
"""What may become a sequence that a terminal sends: ECMA-48's control sequences, those of the
Linux console and of a mouse; arrows, Home, End and F1 to F4 in their short forms, rxvt's among
them; and ECMA-48's strings, by which a terminal answers, maybe a program before this one."""

_WHOLE: Final = re.compile(rf"{_ESC}\[(?!M)[0-?-]*[ -/]*(?:\[[@-~]|[@-Z\\-~])")
"""A control sequence to which nothing more belongs."""

_STRING: Final = re.compile(rf"{_ESC}[P\]X^_]")
"""How a string begins. Textual knows of none, and would take it for typing."""

_STRING_ENDS: Final = ("\x07", f"{_ESC}\\")


class Keyboard:
    """Reads a terminal from ``start`` to ``stop``, and hands over what comes, as messages.

    Calls ``gone`` when there is no terminal any more, and reads no further; ``failed`` with a fault
    in what is done with it, which the loop would note and nobody else.
    """

    def __init__(
        self,
        descriptor: int,
        loop: asyncio.AbstractEventLoop,
        send: Callable[[Message], object],
        gone: Callable[[], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self._descriptor = descriptor
        self._loop = loop
        self._send = send
        self._gone = gone
        self._failed = failed
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._guard = PasteGuard()
        self._parser = XTermParser()
        self._begun = ""
        self._silence: asyncio.TimerHandle | None = None
        self._own: int | None = None
        self._source: int | None = None

    def start(self) -> None:
        """Read from now on, and go on in a paste of which a part came before ``stop``.

        The terminal is opened once more, so as never to wait for it: that is its own to this
        process, and not to wait, set for the descriptor that was inherited, would hold for the
        shell as well.
        """
        with suppress(OSError):
            name = os.ttyname(self._descriptor)
            self._own = os.open(name, os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK)
        self._source = self._descriptor if self._own is None else self._own
        try:
            self._loop.add_reader(self._source, self._safely, self._read)
        except OSError:  # a file, or nothing at all: nobody is there to press a key
            self._gone()
        self._wait()

    @property
    def reading(self) -> bool:
        """Whether it was started, and not stopped since."""
        return self._source is not None

    def stop(self) -> None:
        """Read no more."""
        if self._source is not None:
            self._loop.remove_reader(self._source)
            self._source = None
        self._forget_silence()
        if self._own is not None:
            os.close(self._own)
            self._own = None

    def _safely(self, call: Callable[[], None]) -> None:
        try:
            call()
        except Exception as error:
            self._failed(error)

    def _read(self) -> None:
        if self._source is None:
            return  # it was stopped in the same turn of the loop
        try:
            data = os.read(self._source, 4096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._take(self._guard.feed(self._decode(data), parser_waits=bool(self._begun)))
        else:
            self.stop()
            self._gone()

    def _take(self, text: str) -> None:
        """Hand over what this text completes; what it begins, once no more of it comes."""
        for character in text:
            self._take_one(character)
        self._wait()

    def _take_one(self, character: str) -> None:
        begun = self._begun + character if self._begun or character == _ESC else ""
        if begun and not _BEGUN.fullmatch(begun):
            self._typed()
            self._take_one(character)
            return
        if _STRING.match(begun):
            self._begin_anew()
            self._begun = "" if begun.endswith(_STRING_ENDS) else begun
            return
        self._parse(character)
        if self._parser_waits and _WHOLE.fullmatch(begun):
            self._begin_anew()  # unknown to it: it would take the keys that follow for the rest
        self._begun = begun if self._parser_waits else ""

    @property
    def _parser_waits(self) -> bool:
        """Whether the parser waits for the rest of a sequence."""
        return self._parser._timeout_time is not None

    def _wait(self) -> None:
        """Wait for what does not come, if it makes a difference that it does not."""
        self._forget_silence()
        if self._begun or self._guard.pasting:
            seconds = ESCAPE_WAIT if self._begun else PASTE_WAIT
            self._silence = self._loop.call_later(seconds, self._safely, self._hush)

    def _forget_silence(self) -> None:
        if self._silence is not None:
            self._silence.cancel()
            self._silence = None

    def _hush(self) -> None:
        """Take note that nothing has come for a while."""
        if self._begun:
            self._typed()
            self._wait()
        else:
            self._take(self._guard.give_up())

    def _parse(self, character: str) -> None:
        try:
            self._hand_over(self._parser.feed(character))
        except (ArithmeticError, ParseError, ValueError):
            self._begin_anew()  # not a key that exists, and the parser is at its end

    def _typed(self) -> None:
        """Hand over the Escape key, and all that was typed behind it, if anything was.

        Over a slow network they come together. Textual would take them for a sequence, and what it
        makes of one that it does not know is text: a circumflex, and all that was typed since.
        """
        keys, self._begun = self._begun[1:], ""
        self._begin_anew()
        self._send(Key("escape", _ESC))
        for key in keys:
            self._take_one(key)

    def _begin_anew(self) -> None:
        """Put a parser at its beginning that knows of the terminal what the last one did."""
        last, self._parser = self._parser, XTermParser()
        self._parser.mouse_pixels = last.mouse_pixels
        self._parser.terminal_size = last.terminal_size
        self._parser.terminal_pixel_size = last.terminal_pixel_size

    def _hand_over(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self._send(message)
