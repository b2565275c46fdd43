"""Cues on the console: the bell, and a flash of the clock.

A flash lights up behind the clock for a second: nothing moves, the digits stay what they are, and
since one has to be over before the next begins, it never comes near the three flashes a second that
can bring on a seizure (WCAG 2.2, 2.3.1).
"""

from collections.abc import Iterator
from datetime import datetime

from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

from circle_tui.domain.cues import Look, look
from circle_tui.domain.people import Cue
from circle_tui.domain.session import Session
from circle_tui.ui.terminal.timers import once
from circle_tui.ui.widgets.bigclock import BigClock

LASTS = 1.0
"""Seconds a flash lasts: long enough to catch an eye that looks at a person."""


LIGHT = 0.4
"""How much of the clock's own colour lies behind it in a flash: the digits stand out from it."""


class Cueing:
    """Tells the cues of one live session, in the way its circle has chosen."""

    def __init__(self, screen: Screen[bool], cue: Cue) -> None:
        self._screen = screen
        self._cue = cue
        self._last: Look | None = None
        self._flashing: tuple[Widget, ...] = ()

    def look(self, session: Session, now: datetime) -> None:
        """Look at the session, and tell what has become due since the last look."""
        self._last = look(self._last, session, now)
        if self._last.due is None:
            return
        if self._cue.rings:
            self._screen.app.bell()
        if self._cue.flashes and not self._flashing:
            self._flash()

    def _flash(self) -> None:
        self._flashing = tuple(clocks(self._screen.app, self._screen))
        for widget in self._flashing:
            if isinstance(widget, BigClock):
                # Inverted, digits as high as their room would run into what is above and below.
                widget.styles.background = widget.styles.color.with_alpha(LIGHT)
            else:
                widget.styles.text_style = "reverse"
        once(self._screen, LASTS, self.calm)

    def calm(self) -> None:
        """End the flash that is on."""
        for widget in self._flashing:
            # Not clear_rule, which leaves on the screen what does not change by itself.
            widget.styles.text_style = None
            widget.styles.background = None
        self._flashing = ()


def clocks(app: App[None], screen: Screen[bool]) -> Iterator[Widget]:
    """Yield what shows the clock: the live screen's, and that of a window which lies over it."""
    yield from screen.query(BigClock)
    if app.screen is not screen:
        yield from app.screen.query(BigClock)
        yield from app.screen.query("#head").results(Widget)
