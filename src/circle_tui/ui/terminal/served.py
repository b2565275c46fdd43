"""Textual's driver for a program that a browser shows, with the guard it lacks.

Verified against Textual 8.2.8. A server between the two (``textual serve``) reads what the program
draws, and tells it what is typed. If that server is killed nobody tells the program to end: by
itself it would go on for nobody, and fall over its next frame.
"""

import os
from contextlib import suppress
from functools import partial
from typing import Any

from textual.app import App
from textual.drivers.web_driver import WebDriver


class ServedDriver(WebDriver):
    """Textual's driver for browsers, which also leaves when there is no server any more."""

    def __init__(self, app: App[Any], **options: Any) -> None:  # noqa: ANN401
        super().__init__(app, **options)
        self._write = partial(self._send)

    def _send(self, data: bytes) -> int:
        """Write to the server; where there is none, nothing: the end of the input ends the app."""
        with suppress(BrokenPipeError):
            return os.write(self.fileno, data)
        return len(data)

    def run_input_thread(self) -> None:
        """Read what the server says, and leave when it says no more."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._loop.call_soon_threadsafe(self._app.exit)
