"""``circle`` on a clock that a test moves by hand.

Usage: ``python -m tests.e2e.programs.by_hand FILE WORD...``. ``FILE`` holds two numbers: seconds
since ``START``, and how many of them the computer slept. All else is the program as it is.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from circle_tui.domain.beat import Beat
from circle_tui.services import clock

START = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)
"""What the clock says at 0 seconds."""


class MovedClock:
    """``ports.Clock`` that reads what it says from a file; it stands still while that does."""

    file = Path()

    def __init__(self, after: Beat | None = None) -> None:
        """Go on as the file says, whoever noted an ``after``: it is the same clock."""

    def now(self) -> datetime:
        """Return the instant the clock was moved to."""
        return START + timedelta(seconds=self._read()[0])

    def slept(self) -> timedelta:
        """Return how much of the time since the start was slept."""
        return timedelta(seconds=self._read()[1])

    def awake(self) -> float:
        """Return nothing: what time is moved by hand passes between two looks."""
        return 0.0

    def beat(self) -> Beat:
        """Return a sign of life of the instant the clock was moved to."""
        return Beat(self.now(), "1", self._read()[0])

    def _read(self) -> tuple[float, float]:
        seconds, slept = map(float, self.file.read_text(encoding="ascii").split())
        return seconds, slept


def main() -> int:
    """Put the clock in the place of the real one, then run the program."""
    MovedClock.file = Path(sys.argv.pop(1))
    clock.AnchoredClock = MovedClock  # type: ignore[misc,assignment]
    sys.argv[0] = "circle"
    from circle_tui.cli import main as circle

    return circle()


if __name__ == "__main__":
    sys.exit(main())
