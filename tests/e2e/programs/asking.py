"""Asks for a passphrase, and has a signal come that interrupts nothing.

That of the signal's own thread is noted like any other, and wakes nobody who waits for a line: so
it is with one that comes in the instant before the waiting begins.
"""

import os
import signal
import termios
from pathlib import Path
from threading import Thread, get_ident

from circle_tui.cli.passphrases import hidden


def end() -> None:
    """Send the signal once typing does not show any more, and the line is waited for."""
    while termios.tcgetattr(0)[3] & termios.ECHO or not waits():
        os.sched_yield()
    signal.pthread_kill(get_ident(), signal.SIGTERM)


def waits() -> bool:
    """Tell whether the main thread sleeps, and that not for this one to let it compute."""
    main = Path(f"/proc/self/task/{os.getpid()}")
    state = (main / "stat").read_text().rpartition(")")[2].split()[0]
    return state == "S" and "futex" not in (main / "wchan").read_text()


Thread(target=end, daemon=True).start()
hidden("Passphrase: ")
