"""The head of what stands over the live screen: what this is, and the clock, which runs on."""

from collections.abc import Callable

from textual.content import Content

from circle_tui.domain.view import LiveView
from circle_tui.ui.screens import live_text
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.tones import STYLES

LOOKS = 0.5
"""Seconds between two looks at the clock: with whole ones it could stand for nearly two."""


class LiveHead(Header):
    """Shows a title on the left and the live screen's clock on the right.

    ``view`` is the picture of the moment; ``floor`` names who has the floor beside the clock.
    """

    def __init__(
        self, view: Callable[[], LiveView], title: Content | str = "", *, floor: bool = False
    ) -> None:
        super().__init__(id="head")
        self._view = view
        self._title = Content.styled(title, "bold") if isinstance(title, str) else title
        self._floor = floor

    def on_mount(self) -> None:
        """Keep the clock true."""
        self.look()
        self.set_interval(LOOKS, self.look)

    def look(self, title: Content | None = None) -> None:
        """Show how the clock stands now, and another title if there is one."""
        self._title = title or self._title
        view = self._view()
        clock = live_text.words(view)
        if self._floor:
            clock = Content.assemble(clock, "  ", plain(view.who).stylize("bold"))
        self.show(self._title, clock.stylize(STYLES[live_text.tone_of(view)]))
