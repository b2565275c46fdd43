"""A Textual app that leaves a clean terminal, whatever happens.

Textual 8.2.8 by itself leaves the alternate screen, mouse reporting and raw mode behind after
SIGTERM and SIGHUP, ends with status 0 after a crash, prints local variables, and comes back
from a stop without repainting. Driven by a test (``run_test``) none of the guards is active
but the one about crashes.
"""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar, Final

from rich.console import RenderableType
from textual._callback import invoke
from textual.app import App, ReturnType
from textual.driver import Driver
from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump
from textual.timer import Timer

from circle_tui.ui.terminal import collector
from circle_tui.ui.terminal.crash import CrashReports, sentence
from circle_tui.ui.terminal.environment import is_developer
from circle_tui.ui.terminal.keys import OneKeyAtATime
from circle_tui.ui.terminal.sheet import ReadOnce
from circle_tui.ui.terminal.timers import late_counts

_ENDING: Final = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)
)
_HANG_UP: Final = 1
"""The number of SIGHUP, also where there is no such signal."""

SWITCH_INTERVAL: Final = 0.0005
"""Seconds for which a thread that computes may keep another one waiting, a tenth of Python's own.

A key has its fact saved on a thread: what is left to do for the key does not go before that, nor
does the clock wait for the thread that reads the word lists.
"""


class GuardedApp(App[ReturnType]):
    """The base of the app: start it with ``run_in_terminal``.

    ``crash_folder`` takes the reports of faults; it is made when it is first needed.
    Ctrl-C as a key is no signal: it runs ``action_help_quit``, which the app may override.
    """

    GRACE: ClassVar[int] = 10
    """Seconds an ending by signal may take: saving, then leaving the terminal. Much longer than
    a forced write to a slow disk, and shorter than the patience of an init system."""

    def __init__(self, crash_folder: Path, **options: Any) -> None:  # noqa: ANN401
        super().__init__(**options)
        self.stylesheet = ReadOnce(variables=self.get_css_variables())
        self._reports = CrashReports(crash_folder)
        self._report: Path | None = None
        self._ending: asyncio.Task[None] | None = None
        self._keys = OneKeyAtATime(self.post_message)

    async def on_event(self, event: Event) -> None:
        """Take keys one at a time, and pastes among them; see ``keys.py``."""
        if not isinstance(event, Key | Paste):
            await super().on_event(event)
        elif event.is_forwarded and isinstance(event, Key) and not self.screen.is_mounted:
            # Nobody took it on the screen that was on top: it is for the one that opens.
            self._keys.hold(Key(event.key, event.character), self.screen)
        elif event.is_forwarded:
            await super().on_event(event)
            self._keys.follow_again()
        elif self._keys.admit(event, self.screen):
            path: list[MessagePump] = [*(self.focused or self.screen).ancestors_with_self]
            if self.focused is None and isinstance(event, Paste):
                self.screen._forward_event(event)
            elif self.focused is None and self.app_focus and isinstance(event, Key):
                await self._to_screen(event)
            else:
                await super().on_event(event)
            self._keys.follow(path)

    @property
    def key_came(self) -> float:
        """When the key that is being done was pressed, in the seconds of ``Event.time``."""
        return self._keys.came

    def stop_keys(self) -> Callable[[], None]:
        """Let no further key go on until what this returns is called: ``OneKeyAtATime.stop``."""
        return self._keys.stop()

    async def _to_screen(self, key: Key) -> None:
        """Let the screen have a key where nothing on it has the focus, then look for its binding.

        Textual sends it to the screen and back, in a message each. What a screen does itself with a
        key must not wait for the app, which waits for that.
        """
        if await self._check_bindings(key.key, priority=True):
            return
        screen = self.screen
        with screen._context():
            for _, method in screen._get_dispatch_methods("on_key", key):
                await invoke(method, key)
        if key._stop_propagation:
            return
        if self.screen.is_mounted:
            await self._on_key(key)
        else:  # it is for the screen that this one opened
            self._keys.hold(Key(key.key, key.character), self.screen)

    def set_timer(self, *given: Any, **options: Any) -> Timer:  # noqa: ANN401
        """Let nothing be lost that is to happen once, as a window that was resized: ``timers``."""
        return late_counts(super().set_timer(*given, **options))

    async def save_before_end(self) -> None:
        """Save what is not safe yet; called once when a signal ends the app. Override it.

        May take up to ``GRACE`` seconds, after which the process is ended in any case. After SIGHUP
        there may be no terminal any more.
        """

    # -- running ------------------------------------------------------------------------

    def run_in_terminal(self) -> int:
        """Run the app and return the exit status of the process.

        The app's ``return_code``; 128 + n after signal n; 1 after a crash, with one sentence on
        standard error. If the terminal was closed meanwhile, what is printed afterwards goes
        nowhere, and is no error.
        """
        terminals = [descriptor for descriptor in range(3) if os.isatty(descriptor)]
        sys.setswitchinterval(SWITCH_INTERVAL)
        try:
            # Debugging, which ``python -X dev`` switches on, writes what a slow task works on to
            # the terminal.
            with asyncio.Runner(debug=None if is_developer() else False) as runner:
                loop = runner.get_loop()
                with self._signals_handled(loop), self._reports.catch_strays(loop):
                    runner.run(self.run_async())
        except KeyboardInterrupt:
            return 128 + signal.SIGINT
        except Exception as error:
            self._handle_exception(error)
        finally:
            _let_go_of_closed(terminals)
        if self._exception is None:
            return self.return_code or 0
        with suppress(OSError):
            os.write(2, f"{sentence(self._report)}\n".encode(errors="replace"))
        return 1

    def get_driver_class(self) -> type[Driver]:
        """Use the guarded driver wherever there is one: on Linux and macOS."""
        if sys.platform == "win32":
            return super().get_driver_class()
        from circle_tui.ui.terminal.driver import GuardedDriver

        return GuardedDriver

    def _on_mount(self) -> None:
        if self.is_headless:
            return
        self.call_after_refresh(collector.release)
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True))

    # -- signals ------------------------------------------------------------------------

    @contextmanager
    def _signals_handled(self, loop: asyncio.AbstractEventLoop) -> Iterator[None]:
        """End the app in order when a signal asks for it.

        Set with ``signal.signal``, whose handlers run even when the loop is stuck.
        """

        def handle(number: int, _frame: FrameType | None) -> None:
            if hasattr(signal, "alarm"):
                signal.signal(signal.SIGALRM, lambda *_: self._end_at_once(number))
                signal.alarm(self.GRACE)
            loop.call_soon_threadsafe(self.end_by_signal, number)

        before = {number: signal.signal(number, handle) for number in _ENDING}
        try:
            with _woken_by_signals(loop):
                yield
        finally:
            if hasattr(signal, "alarm"):
                signal.alarm(0)
            for number, handler in before.items():
                signal.signal(number, handler)

    def end_by_signal(self, number: int) -> None:
        """Save, then end with status 128 + ``number``; a second call does nothing."""
        if self._ending is None:
            self._ending = asyncio.create_task(self._save_and_exit(128 + number))

    def terminal_closed(self) -> None:
        """End because the terminal is gone, which SIGHUP may have said already."""
        self.end_by_signal(_HANG_UP)

    async def _save_and_exit(self, status: int) -> None:
        with self._context():
            try:
                await self.save_before_end()
            except Exception as error:
                self._handle_exception(error)
            else:
                self.exit(return_code=status)

    def _end_at_once(self, number: int) -> None:
        """End the process: the orderly way is stuck. What was shown as saved is on disk."""
        restore = getattr(self._driver, "restore_at_once", None)
        if restore is not None:
            restore()
        os._exit(128 + number)

    # -- crashes ------------------------------------------------------------------------

    def _handle_exception(self, error: Exception) -> None:
        """End the app because of a fault; Textual brings all its own and the workers' here.

        Textual would print the message and the local variables.
        """
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            self._report = self._reports.write(error)
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """End the app because of a fault; what Textual would print may quote what is shown."""
        self._handle_exception(RuntimeError())

    def _print_error_renderables(self) -> None:
        with suppress(OSError):  # the terminal may be gone
            super()._print_error_renderables()


def _let_go_of_closed(terminals: list[int]) -> None:
    """Point those descriptors that have lost their terminal to the null device.

    Otherwise Python fails to flush them at its end and makes the exit status 120.
    """
    for descriptor in terminals:
        if not os.isatty(descriptor):
            null = os.open(os.devnull, os.O_RDWR)
            os.dup2(null, descriptor)
            os.close(null)


@contextmanager
def _woken_by_signals(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Wake the loop for each signal that has a handler, whichever thread the kernel tells of it.

    Python's handlers run on the main thread alone, when it next does something. Where the kernel
    tells another one, as it may after a stop, the loop would sleep on until a key is pressed.
    """
    if sys.platform == "win32":  # its loop sees to that itself, and waits for no sockets so
        yield
        return
    woken, waking = socket.socketpair()
    with woken, waking:
        woken.setblocking(False)
        waking.setblocking(False)
        loop.add_reader(woken, woken.recv, 4096)
        before = signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(before)
            loop.remove_reader(woken)
