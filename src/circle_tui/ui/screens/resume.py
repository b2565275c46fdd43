"""A session was running when the program ended: go on, give the time back, or leave it."""

from collections.abc import Callable
from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from circle_tui.domain.ports import Clock
from circle_tui.domain.timing import clock_text
from circle_tui.domain.view import LiveView
from circle_tui.services.publishing import UNKNOWN
from circle_tui.services.recovery import Unfinished
from circle_tui.ui.screens.window import Window
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.line import Line

LOST = "A presenter's notes were in memory only: any that were not handed over are lost."


class Choice(StrEnum):
    """What to do with the time the program was away."""

    COUNT = "count"
    GIVE_BACK = "give_back"
    LATER = "later"


class ResumeScreen(Window[Choice]):
    """Says where the session ``found`` stands, and what became of the time.

    The clock runs on while it is read, and what it says with it: ``view`` makes the picture of each
    moment, and the lost time can be given back as soon as there is enough to be asked about.
    ``presenters`` tells that a part had come up whose notes are in memory only, ``unknown`` that
    nobody is named, since others may look on.
    """

    CSS_PATH = "ask.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose('count')", "go on", show=False),
        Binding("g", "choose('give_back')", "give back", show=False),
        Binding("escape,q", "choose('later')", "later", show=False),
    ]

    def __init__(
        self,
        found: Unfinished,
        view: Callable[[], LiveView],
        clock: Clock,
        *,
        presenters: bool = False,
        unknown: bool = False,
    ) -> None:
        super().__init__()
        self._found = found
        self._view = view
        self._clock = clock
        self._presenters = presenters
        self._unknown = unknown

    def compose(self) -> ComposeResult:
        """Lay out where the session stands, what the absence did, and the keys."""
        with Vertical(id="box"):
            yield Static(Content.styled("A session is running", "bold"))
            text = Fitted(id="text")
            text.show(self._told())
            yield text
            yield Line(id="answers")

    def on_mount(self) -> None:
        """Keep true what it says."""
        self.set_interval(0.5, self._show)

    def on_resize(self, _event: Resize) -> None:
        """Cut what is told, and no key, where there is no room for all of it."""
        self._show()

    @property
    def _lost(self) -> bool:
        """Whether there is time to be given back."""
        return self._found.lost_since(self._clock.now()) is not None

    def _told(self) -> Content:
        """Return where the session stands, and what became of the time."""
        view = self._view()
        left = f"{view.clock} over" if view.clock.startswith("+") else f"{view.clock} left"
        place = f"{view.segment} {view.place}".strip()
        where = ", ".join(filter(None, (place, view.who, left.lstrip("+"))))
        if view.agenda:
            where = f"{view.agenda}: {where}"
        lines = [f"{where}.", self._found.told(self._clock.now(), clock_text)]
        lines += [LOST] if self._presenters else []
        lines += [UNKNOWN] if self._unknown else []
        return plain("\n".join(lines), multiline=True)

    def _show(self) -> None:
        self.query_one("#text", Fitted).show(self._told())
        back = [("g", "go on, give it back")] if self._lost else []
        keys = self.fitting(("enter", "go on"), *back, ("esc", "later"))
        self.query_one("#answers", Line).show(keys)

    def action_choose(self, choice: str) -> None:
        """Answer."""
        chosen = Choice(choice)
        if chosen is not Choice.GIVE_BACK or self._lost:
            self.dismiss(chosen)
