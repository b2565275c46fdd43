"""One line on the screen while Textual is being imported.

The import takes a third of a second, in which a person would look at nothing. The splash is
on the screen in the first milliseconds; the app then takes the screen over as it is. If there
never is an app, because an import failed, a signal came or somebody pressed Ctrl-C, the splash
takes itself away. This module must not import Textual.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Final

ENTER: Final = "\x1b[?1049h"
"""Go to the alternate screen, as Textual does."""
_SHOW: Final = ENTER + "\x1b[?25l\x1b[H\x1b[2J"
_LEAVE: Final = "\x1b[?1049l\x1b[?25h"
_ENDING: Final = tuple(getattr(signal, n) for n in ("SIGTERM", "SIGHUP") if hasattr(signal, n))

_showing = False
"""Whether the splash holds the terminal. There is one terminal, hence one variable."""


@contextmanager
def splash(title: str) -> Iterator[None]:
    """Show ``title`` until the app takes over; leave a clean terminal in every case.

    The title is the program's own word: it is sent as it stands.

    Wrap the import of the app and its run::

        with splash("circle"):
            from circle_tui.ui.app import CircleApp
            status = CircleApp(...).run_in_terminal()

    Does nothing unless standard output and standard error (where Textual writes) are terminals.
    SIGTERM and SIGHUP raise ``SystemExit(128 + number)`` inside the block, until the app puts
    handlers of its own in their place.
    """
    global _showing
    if not (_is_terminal(1) and _is_terminal(2)):
        yield
        return
    before = {number: signal.signal(number, _end) for number in _ENDING}
    _showing = True
    try:
        _write(f"{_SHOW} {title}")
        yield
    finally:
        if take_over():
            _write(_LEAVE)
        for number, handler in before.items():
            signal.signal(number, handler)


def take_over() -> bool:
    """Whether the splash held the terminal; from now on it does not, the caller does."""
    global _showing
    held, _showing = _showing, False
    return held


def _is_terminal(descriptor: int) -> bool:
    with suppress(OSError):
        return os.isatty(descriptor)
    return False


def _write(text: str) -> None:
    """Write straight to the terminal. A terminal that is gone is no reason to fail."""
    with suppress(OSError):
        os.write(2, text.encode(errors="replace"))


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)
