"""Textual's driver for Linux and macOS, with the guards it lacks.

Verified against Textual 8.2.8. What is overridden, and why:

- the thread that reads the keyboard: the loop does that, see ``keyboard``.
- ``send_message``: Textual makes a task for each message, to bring it from that thread to the loop.
- the output file: an error of a closed terminal ends the writing thread, and the app hangs at
  its next frame. And a frame that the terminal can take goes there without that thread, which
  gets its turn only once the app has nothing else to do: see ``output``.
- SIGTSTP and SIGCONT: Textual's handlers work inside the signal, where a lock may be held. And
  after a bare SIGSTOP it would start a second time, and leave the terminal raw at the end.
- SIGWINCH: Textual reads the size inside the signal. A second signal that comes in between is
  handled first, so that the older size is told last and stays, until the window changes again.
- ``write``: does not enter the alternate screen again when the splash is on it; frames, see above.
"""

import os
import signal
import termios
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message

from circle_tui.ui.terminal import splash
from circle_tui.ui.terminal.keyboard import Keyboard
from circle_tui.ui.terminal.output import TerminalOutput

if TYPE_CHECKING:
    from circle_tui.ui.terminal.app import GuardedApp

_RESTORE: Final = (
    "\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
    "\x1b[?1016l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
)
"""Undoes all that the driver switches on."""


class GuardedDriver(LinuxDriver):
    """Textual's driver for a real terminal, with guards. Its app must be a ``GuardedApp``."""

    def __init__(self, app: "GuardedApp[Any]", **options: Any) -> None:  # noqa: ANN401
        super().__init__(app, **options)
        self._guarded_app = app
        assert self._file is not None
        self._stopped = False
        self._output = TerminalOutput(self._file, self._hung_up)
        self._file = self._output  # type: ignore[assignment]  # all that the thread needs
        # One for all the times that it is in application mode: the second half of a paste that a
        # stop has cut in two must not be taken for typing.
        self._keyboard = Keyboard(
            self.fileno, self._loop, self.process_message, self._hung_up, app._handle_exception
        )

    # -- into and out of the application's screen ---------------------------------------

    def write(self, data: str) -> None:
        """Write data to the terminal."""
        if data == splash.ENTER and splash.take_over():
            return
        if (rest := self._output.send(data)) is not None:
            super().write(rest)

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._output.open_way()
        before = self._key_thread
        super().start_application_mode()  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGWINCH, self._resized)
        if self._key_thread is not before:  # else the terminal is somebody else's for the moment
            self._keyboard.start()

    def close(self) -> None:
        """Send what is still to be sent, and write no more."""
        self._output.close_way()
        super().close()

    def disable_input(self) -> None:
        """Stop reading the keyboard."""
        if self._keyboard.reading:
            self._keyboard.stop()
            if self._stopped:
                self._disable_mouse_support()
            else:
                super().disable_input()  # it throws away what was typed and not read

    def restore_at_once(self) -> None:
        """Give the terminal back from wherever the program is stuck; the process must end."""
        with suppress(termios.error):
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            termios.tcflush(self._output.fileno(), termios.TCOFLUSH)  # else there is no room
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
        """Take the terminal again after a stop; who used it meanwhile may have changed it.

        Unless it was left before, it is never the shell's in between: in those settings a Ctrl-Q
        goes to the kernel, which knows of it as the key that lets a held terminal go on.
        """
        if not self._auto_restart:
            return
        self._must_signal_resume = True
        if not self._keyboard.reading:
            self.resume_application_mode()
            return
        before, self.attrs_before = self.attrs_before, None  # SIGSTOP gives no chance to leave
        self._stopped = True
        self.suspend_application_mode()
        self._stopped = False
        self.resume_application_mode()
        self.attrs_before = before

    def _run_input_thread(self) -> None:
        """Do nothing: Textual's thread has no work here, see ``keyboard``."""

    def send_message(self, message: Message) -> None:
        """Hand a message to the app; from its own loop, so that no task has to do that."""
        self._app.post_message(message)

    def _hung_up(self) -> None:
        """From either thread: there is no terminal any more."""
        with suppress(RuntimeError):  # the loop is closed: the app has ended already
            self._loop.call_soon_threadsafe(self._guarded_app.terminal_closed)
