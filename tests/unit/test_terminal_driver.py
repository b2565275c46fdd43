"""The driver: how the terminal is given back when the orderly way is stuck."""

import os
import pty
import termios
from contextlib import suppress
from types import SimpleNamespace
from typing import cast

from circle_tui.ui.terminal.driver import GuardedDriver


def test_the_terminal_is_given_back_also_where_nobody_reads_it() -> None:
    """My connection hangs and the program is ended: once it is back, so is my terminal."""
    screen, terminal = pty.openpty()
    try:
        before = termios.tcgetattr(terminal)
        os.set_blocking(terminal, False)
        with suppress(BlockingIOError):
            while os.write(terminal, b"x" * 4096):
                pass
        driver = SimpleNamespace(
            fileno=terminal, attrs_before=before, _output=SimpleNamespace(fileno=lambda: terminal)
        )
        GuardedDriver.restore_at_once(cast(GuardedDriver, driver))
        os.set_blocking(screen, False)
        shown = b""
        with suppress(BlockingIOError):
            while True:
                shown += os.read(screen, 4096)
        assert shown.endswith(b"\x1b[?1004l\x1b[0m")
    finally:
        os.close(terminal)
        os.close(screen)
