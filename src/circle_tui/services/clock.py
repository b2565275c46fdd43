"""The real clock: wall time read once, then a clock that runs on while the computer sleeps.

Setting the computer's wall clock during a session does not move it, and sleep is not lost. Nor does
the end of the process matter: the next one goes on by the last sign of life, in the same boot of
the computer exactly, else by the wall clock, but never back.
Linux: ``CLOCK_BOOTTIME`` (``CLOCK_MONOTONIC`` stops in suspend, PEP 418). macOS:
``CLOCK_MONOTONIC_RAW`` (``time.monotonic()`` stops in sleep, cpython #86273). Elsewhere
``time.monotonic()``, which on Windows counts sleep.
"""

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from circle_tui.domain.beat import Beat

_BOOT = Path("/proc/sys/kernel/random/boot_id")
"""Linux' random name of the present boot, a UUID (random(4))."""


def _wall() -> datetime:
    """Return what the computer's wall clock says, in UTC."""
    return datetime.now(UTC)


def _boot() -> str:
    """Return a name for this boot of the computer, empty where the system gives none.

    Digits, because hexadecimal letters can spell a name.
    """
    try:
        return str(int(_BOOT.read_text(encoding="ascii").strip().replace("-", ""), 16))
    except (OSError, ValueError):
        return ""


def _running() -> float:
    """Return seconds from a clock that neither stops in sleep nor follows the wall clock."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC_RAW)
    return time.monotonic()


class AnchoredClock:
    """``ports.Clock`` for real life, anchored to the wall time of its making.

    ``after`` is the last sign of life of a process whose clock this one goes on with.
    """

    def __init__(self, after: Beat | None = None) -> None:
        self._boot = _boot()
        self._running = _running()
        self._awake = time.monotonic()
        self._start = _wall() if after is None else self._going_on(after)

    def _going_on(self, after: Beat) -> datetime:
        gone = self._running - after.running
        # The running clock of one boot never goes back: where it did, it is not the same clock.
        if self._boot and self._boot == after.boot and gone >= 0:
            return after.at + timedelta(seconds=gone)
        return max(_wall(), after.at)

    def now(self) -> datetime:
        """Return the present instant, aware and in UTC."""
        return self._at(_running())

    def slept(self) -> timedelta:
        """Return how long the computer has slept since this clock was made.

        Known where a second clock stops in sleep (Linux, macOS); elsewhere always nothing.
        """
        gap = (_running() - self._running) - self.awake()
        return timedelta(seconds=max(0.0, gap))

    def awake(self) -> float:
        """Return seconds since this clock was made: where sleep is not known, also those of it."""
        return time.monotonic() - self._awake

    def beat(self) -> Beat:
        """Return the sign of life by which a later process can go on with this very clock."""
        running = _running()
        return Beat(self._at(running), self._boot, running)

    def _at(self, running: float) -> datetime:
        return self._start + timedelta(seconds=running - self._running)
