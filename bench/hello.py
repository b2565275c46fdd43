"""The least a Textual program can be: what the measured ratios are ratios to.

Usage: ``python bench/hello.py [--clock]``. Says which key was pressed; with ``--clock`` it also
counts down in large digits, once a second.
"""

import sys
import time

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Digits, Static

CLOCK = "--clock" in sys.argv


class Hello(App[None]):
    """A text, the last key, and perhaps a clock."""

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static("Hello, circle")
        yield Static("", id="key")
        if CLOCK:
            yield Digits("10:00")

    def on_mount(self) -> None:
        """Start the clock."""
        self._end = time.monotonic() + 600
        if CLOCK:
            self.set_interval(1, self._tick)

    def on_key(self, event: events.Key) -> None:
        """Show which key it was, and when, so that every press changes the screen."""
        self.query_one("#key", Static).update(f"{event.key} {event.time}", layout=False)

    def _tick(self) -> None:
        minutes, seconds = divmod(round(self._end - time.monotonic()), 60)
        self.query_one(Digits).update(f"{minutes}:{seconds:02}")


if __name__ == "__main__":
    Hello().run()
