"""The real clock: wall time read once, then a clock that runs on while the computer sleeps.

Setting the computer's wall clock during a session does not move it, and sleep is not lost.
Linux: ``CLOCK_BOOTTIME`` (``CLOCK_MONOTONIC`` stops in suspend, PEP 418). macOS:
``CLOCK_MONOTONIC_RAW`` (``time.monotonic()`` stops in sleep, cpython #86273). Elsewhere
``time.monotonic()``, which on Windows counts sleep.
"""

import sys
import time
from datetime import UTC, datetime, timedelta


def _running() -> float:
    """Return seconds from a clock that neither stops in sleep nor follows the wall clock."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC_RAW)
    return time.monotonic()


class AnchoredClock:
    """``ports.Clock`` for real life, anchored to the wall time of its making."""

    def __init__(self) -> None:
        self._wall = datetime.now(UTC)
        self._running = _running()
        self._awake = time.monotonic()

    def now(self) -> datetime:
        """Return the present instant, aware and in UTC."""
        return self._wall + timedelta(seconds=_running() - self._running)

    def slept(self) -> timedelta:
        """Return how long the computer has slept since this clock was made.

        Known where a second clock stops in sleep (Linux, macOS); elsewhere always nothing.
        """
        gap = (_running() - self._running) - (time.monotonic() - self._awake)
        return timedelta(seconds=max(0.0, gap))
