"""Asks for a passphrase, and has a signal come that interrupts nothing.

That of the signal's own thread is noted like any other, and wakes nobody who waits for a line: so
it is with one that comes in the instant before the waiting begins.
"""

import os
import signal
import termios
from threading import Thread, get_ident

from circle_tui.cli.passphrases import hidden


def end() -> None:
    """Send the signal once typing does not show any more."""
    while termios.tcgetattr(0)[3] & termios.ECHO:
        os.sched_yield()
    signal.pthread_kill(get_ident(), signal.SIGTERM)


Thread(target=end, daemon=True).start()
hidden("Passphrase: ")
