"""A session was running when the program ended: go on, give the time back, or leave it."""

from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from circle_tui.domain.view import LiveView
from circle_tui.services.publishing import UNKNOWN
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
    """Says where the session stands, and as ``told`` what became of the time.

    ``lost`` tells that there is some to be given back.
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
        view: LiveView,
        told: str,
        *,
        lost: bool = False,
        presenters: bool = False,
        unknown: bool = False,
    ) -> None:
        super().__init__()
        self._told = told
        self._view = view
        self._lost = lost
        self._presenters = presenters
        self._unknown = unknown

    def compose(self) -> ComposeResult:
        """Lay out where the session stands, what the absence did, and the keys."""
        view = self._view
        left = f"{view.clock} over" if view.clock.startswith("+") else f"{view.clock} left"
        place = f"{view.segment} {view.place}".strip()
        where = ", ".join(filter(None, (place, view.who, left.lstrip("+"))))
        if view.agenda:
            where = f"{view.agenda}: {where}"
        gone = f"\n{LOST}" if self._presenters else ""
        gone += f"\n{UNKNOWN}" if self._unknown else ""
        with Vertical(id="box"):
            yield Static(Content.styled("A session is running", "bold"))
            text = Fitted(id="text")
            text.show(plain(f"{where}.\n{self._told}{gone}", multiline=True))
            yield text
            yield Line(id="answers")

    def on_resize(self, _event: Resize) -> None:
        """Cut what is told, and no key, where there is no room for all of it."""
        back = [("g", "go on, give it back")] if self._lost else []
        keys = self.fitting(("enter", "go on"), *back, ("esc", "later"))
        self.query_one("#answers", Line).show(keys)

    def action_choose(self, choice: str) -> None:
        """Answer."""
        chosen = Choice(choice)
        if chosen is not Choice.GIVE_BACK or self._lost:
            self.dismiss(chosen)
