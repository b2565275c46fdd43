"""Textual's driver for Linux and macOS, with the guards it lacks.

Verified against Textual 8.2.8. What is overridden, and why:

- ``run_input_thread``: one byte that is not UTF-8, or a key code that does not exist, ends the
  app; the escapes of a paste become keystrokes (``paste``); a closed terminal makes it spin.
  Textual's looks ten times a second whether it should end; this one is woken instead, so that
  an idle app sleeps.
- the output file: an error of a closed terminal ends the writing thread, and the app hangs at
  its next frame. And a frame that the terminal can take goes there without that thread, which
  gets its turn only once the app has nothing else to do: see ``output``.
- SIGTSTP and SIGCONT: Textual's handlers work inside the signal, where a lock may be held. And
  after a bare SIGSTOP it would start a second time, and leave the terminal raw at the end.
- SIGWINCH: Textual reads the size inside the signal. A second signal that comes in between is
  handled first, so that the older size is told last and stays, until the window changes again.
- ``send_message``: Textual makes a task for each key on its way from the thread that reads it.
- ``write``: does not enter the alternate screen again when the splash is on it; frames, see above.
"""

import os
import select
import signal
import termios
from codecs import getincrementaldecoder
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Resize
from textual.geometry import Size
from textual.message import Message

from circle_tui.ui.terminal import splash
from circle_tui.ui.terminal.output import TerminalOutput
from circle_tui.ui.terminal.paste import PasteGuard

if TYPE_CHECKING:
    from circle_tui.ui.terminal.app import GuardedApp

_ESCAPE_WAIT: Final = 0.05
"""Seconds between looks at the clock while an escape may still be the Escape key."""

_ESC: Final = "\x1b"

_INTRODUCERS: Final = "[O]PX^_N\\"
"""What behind an escape begins a sequence that a terminal sends, or ends one."""

_PASTE_WAIT: Final = 3.0
"""Seconds of silence inside a paste after which its end mark is taken as lost. Until then the
keyboard goes into the paste; a paste over a slow line must not be cut, or its rest is typing."""

_RESTORE: Final = (
    "\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
    "\x1b[?1016l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
)
"""Undoes all that the driver switches on."""


def _is_typed(character: str) -> bool:
    """Tell whether a character behind an escape is a key of its own, and begins no sequence."""
    return character in "\r\t" or (character.isprintable() and character not in _INTRODUCERS)


def _fresh(parser: XTermParser) -> XTermParser:
    """Return a parser at its beginning, that knows of the terminal what this one does."""
    fresh = XTermParser()
    fresh.mouse_pixels = parser.mouse_pixels
    fresh.terminal_size = parser.terminal_size
    fresh.terminal_pixel_size = parser.terminal_pixel_size
    return fresh


class GuardedDriver(LinuxDriver):
    """Textual's driver for a real terminal, with guards. Its app must be a ``GuardedApp``."""

    def __init__(self, app: "GuardedApp[Any]", **options: Any) -> None:  # noqa: ANN401
        super().__init__(app, **options)
        self._guarded_app = app
        assert self._file is not None
        self._output = TerminalOutput(self._file, self._hung_up)
        self._file = self._output  # type: ignore[assignment]  # all that the thread needs
        self._wake: tuple[int, int] | None = None

    # -- into and out of the application's screen ---------------------------------------

    def write(self, data: str) -> None:
        """Write data to the terminal."""
        if data == splash.ENTER and splash.take_over():
            return
        if (rest := self._output.send(data)) is not None:
            super().write(rest)

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._wake = os.pipe()
        self._output.open_way()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGWINCH, self._resized)

    def close(self) -> None:
        """Send what is still to be sent, and write no more."""
        self._output.close_way()
        super().close()

    def disable_input(self) -> None:
        """Stop reading the keyboard."""
        if self._wake is None:
            return
        os.write(self._wake[1], b"!")
        super().disable_input()
        for descriptor in self._wake:
            os.close(descriptor)
        self._wake = None

    def restore_at_once(self) -> None:
        """Give the terminal back from wherever the program is stuck; the process must end."""
        with suppress(termios.error):
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        with suppress(OSError):
            os.set_blocking(self._output.fileno(), False)
            os.write(self._output.fileno(), _RESTORE.encode())

    def _resized(self, *_: object) -> None:
        if not self._in_band_window_resize:
            self._loop.call_soon_threadsafe(self._tell_size)

    def _tell_size(self) -> None:
        """Tell the app how large the terminal is by now: the last call knows the last size."""
        size = Size(*self._get_terminal_size())
        self._app.post_message(Resize(size, size))

    def _sigtstp_application(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(super()._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._come_back)

    def _come_back(self) -> None:
        """Take the terminal again after a stop; who used it meanwhile may have changed it."""
        if not self._auto_restart:
            return
        if self._wake is not None:  # SIGSTOP gives no chance to leave first
            self.suspend_application_mode()
        self._must_signal_resume = True
        self.resume_application_mode()

    # -- input --------------------------------------------------------------------------

    def run_input_thread(self) -> None:
        """Read the keyboard until ``disable_input`` or the end of the terminal."""
        assert self._wake is not None
        keyboard, wake = self.fileno, self._wake[0]
        decode = getincrementaldecoder("utf-8")("replace").decode
        guard, parser, escaped = PasteGuard(), XTermParser(), False
        while True:
            waiting = parser._timeout_time is not None
            timeout = _ESCAPE_WAIT if waiting else _PASTE_WAIT if guard.pasting else None
            ready, _, _ = select.select([keyboard, wake], [], [], timeout)
            if wake in ready:
                return
            text = ""
            if keyboard in ready:
                try:
                    data = os.read(keyboard, 4096)
                except BlockingIOError:
                    continue
                except OSError:
                    data = b""
                if not data:
                    self._hung_up()
                    return
                text = guard.feed(decode(data), parser_waits=waiting)
            elif guard.pasting and not waiting:
                text = guard.give_up()
            for character in text:
                if escaped and _is_typed(character):
                    parser = self._escape(parser)
                parser = self._parse(parser, character)
                escaped = character == _ESC
            self._send(parser.tick())
            escaped = escaped and parser._timeout_time is not None

    def _parse(self, parser: XTermParser, character: str) -> XTermParser:
        """Send the events this character completes; return the parser to go on with."""
        try:
            self._send(parser.feed(character))
        except (ArithmeticError, ParseError, ValueError):
            return _fresh(parser)  # not a key that exists, and the parser is at its end
        return parser

    def _escape(self, parser: XTermParser) -> XTermParser:
        """Send the Escape key behind which something was typed at once; return a parser to go on.

        Over a slow network both come together. Textual would take them for a sequence, and what it
        makes of one that it does not know is text: a circumflex, and all that was typed since.
        """
        self._send([Key("escape", _ESC)])
        return _fresh(parser)

    def send_message(self, message: Message) -> None:
        """Hand a message to the app from the thread that reads the keyboard, without a task."""
        with suppress(RuntimeError):  # the loop is closed: the app has ended already
            self._loop.call_soon_threadsafe(self._app.post_message, message)

    def _send(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            self._loop.call_soon_threadsafe(self._guarded_app._handle_exception, error)

    def _hung_up(self) -> None:
        """From either thread: there is no terminal any more."""
        with suppress(RuntimeError):  # the loop is closed: the app has ended already
            self._loop.call_soon_threadsafe(self._guarded_app.terminal_closed)
