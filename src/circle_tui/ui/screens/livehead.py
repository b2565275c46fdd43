"""The head of what stands over the live screen: what this is, and the clock, which runs on."""

from collections.abc import Callable

from textual.content import Content

from circle_tui.domain.view import LiveView
from circle_tui.ui.screens import live_text
from circle_tui.ui.screens.headline import fitted
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.tones import STYLES

LOOKS = 0.5
"""Seconds between two looks at the clock: with whole ones it could stand for nearly two."""


class LiveHead(Header):
    """Shows a title on the left and the live screen's clock on the right.

    ``view`` is the picture of the moment; ``floor`` names who has the floor beside the clock. Where
    there is little room less is said of the clock, so that the title can be read.
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

    def on_resize(self) -> None:
        """Say as much as has room now."""
        self.look()

    def look(self, title: Content | None = None) -> None:
        """Show how the clock stands now, and another title if there is one."""
        self._title = title or self._title
        view = self._view()
        who = [plain(view.who).stylize("bold")] if self._floor and view.who else []
        told = [live_text.words(view), live_text.words(view, brief=True)]
        clocks = [Content("  ").join([words, *who]) for words in told]
        if who:
            clocks.append(told[-1])
        style, width = STYLES[live_text.tone_of(view)], self.content_size.width
        forms = [clock.stylize(style) for clock in clocks]
        self.show(
            *fitted([self._title], self._title, forms, width) if width else (self._title, forms[0])
        )
