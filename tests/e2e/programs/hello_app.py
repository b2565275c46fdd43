"""The app of ``hello``: a text field, what was pressed and pasted, and faults on F-keys."""

import signal
import termios
import threading
import tty
from pathlib import Path
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from circle_tui.ui.terminal.app import GuardedApp
from circle_tui.ui.terminal.driver import GuardedDriver
from circle_tui.ui.text import plain
from tests.e2e.programs.hello import SECRET


class Line(Input):
    """A text field that also says what was pasted, escaped."""

    def _on_paste(self, event: events.Paste) -> None:
        self.app.query_one("#pasted", Static).update(plain(f"pasted {event.text!a}"))


class Hello(GuardedApp[None]):
    """Says hello; F2 to F4 fail, F5 gets stuck, F6 drags the window about, F7 looks at a return.

    F8 has each signal come to another thread, as the kernel does now and then.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "fail_here", priority=True),
        Binding("f3", "fail_in_worker", priority=True),
        Binding("f4", "fail_in_thread", priority=True),
        Binding("f5", "get_stuck", priority=True),
        Binding("f6", "drag", priority=True),
        Binding("f7", "look", priority=True),
        Binding("f8", "divert", priority=True),
    ]
    GRACE = 3

    def __init__(self, home: Path) -> None:
        super().__init__(home / "crashes")
        self._home = home
        self._escapes = 0

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static("Hello, circle")
        line = Line()
        line.cursor_blink = False
        yield line
        yield Static(id="pasted")
        yield Static("no strays", id="strays")
        yield Static(id="size")

    def on_resize(self, event: events.Resize) -> None:
        """Say how large the window is."""
        self.query_one("#size", Static).update(plain("{} by {}".format(*event.size)))

    def on_key(self, event: events.Key) -> None:
        """Count the Escapes that nobody took."""
        if event.key == "escape":
            self._escapes += 1
            self.query_one("#strays", Static).update(plain(f"{self._escapes} escapes"))

    async def save_before_end(self) -> None:
        """Leave a trace for the test."""
        (self._home / "saved").write_text("yes")

    def action_fail_here(self) -> None:
        """Fail in a message handler, with a private text in a local variable."""
        note = f"private {SECRET}"
        raise ValueError(note)

    @work
    async def action_fail_in_worker(self) -> None:
        """Fail in a worker, because of another error."""
        try:
            self.action_fail_here()
        except ValueError as error:
            raise RuntimeError(SECRET) from error

    def action_fail_in_thread(self) -> None:
        """Fail in a thread that nobody waits for."""
        thread = threading.Thread(target=self.action_fail_here)
        thread.start()
        thread.join()
        self.query_one("#strays", Static).update(plain("a stray"))

    def action_get_stuck(self) -> None:
        """Never come back to the event loop, which a signal between two rounds may interrupt."""
        if self._driver is not None:
            self._driver.write("stuck")
        never = threading.Event()
        while not never.wait(0.01):
            pass

    def action_drag(self) -> None:
        """Make the window 80 wide, and 90 as soon as the driver has read that it is 80."""
        driver = self._driver
        assert isinstance(driver, GuardedDriver)
        read = driver._get_terminal_size

        def read_before_the_next() -> tuple[int, int]:
            driver._get_terminal_size = read  # type: ignore[method-assign]
            seen = read()
            termios.tcsetwinsize(driver.fileno, (25, 90))
            return seen

        driver._get_terminal_size = read_before_the_next  # type: ignore[method-assign]
        termios.tcsetwinsize(driver.fileno, (20, 80))

    def action_look(self) -> None:
        """When the terminal is taken again, say whether the kernel kept keys for itself by then."""
        driver = self._driver
        assert isinstance(driver, GuardedDriver)
        take = driver.start_application_mode

        def look_and_take() -> None:
            kept = termios.tcgetattr(driver.fileno)[tty.IFLAG] & termios.IXON
            take()
            self.query_one("#strays", Static).update("kept some" if kept else "kept none")

        driver.start_application_mode = look_and_take  # type: ignore[method-assign]
        self.query_one("#strays", Static).update("looking")

    def action_divert(self) -> None:
        """Let no signal come to the thread of the loop, but to one that waits for nothing."""
        threading.Thread(target=threading.Event().wait, daemon=True).start()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCONT, signal.SIGTERM})
        self.query_one("#strays", Static).update("diverted")
