"""The commitment round: the agreement is read aloud before the clock starts.

What is said in it stays in the room. Nobody is named here, and nothing is entered for anybody: one
key says that the circle adopted the text.
"""

from enum import Enum, auto
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from circle_tui.domain.agreement import AgreementVersion, Why
from circle_tui.domain.people import day_text
from circle_tui.ui.screens.ask import Question
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.line import Line

HOW = "Read it aloud. Each one says aye in their own way."

WORDS = {
    Why.NEW: "not adopted yet",
    Why.CHANGED: "reworded, not adopted yet",
    Why.JOINED: "somebody joined since",
}
"""Why the circle is asked, in so few words that they fit beside the title everywhere."""


class Commitment(Enum):
    """What became of a commitment round."""

    ADOPTED = auto()
    NOT_TODAY = auto()
    """Nothing is kept; the next opening asks again."""
    TO_CHANGE = auto()
    """The circle wants another wording, and meets without a commitment today."""
    BACK = auto()
    """The session is not started."""


class CommitScreen(Question[Commitment]):
    """Shows the version that holds, and why the circle is asked to commit to it.

    It comes right after a press of Enter, so that Enter counts only once it can have been seen.
    """

    CSS_PATH = "commit.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('ADOPTED', 'enter')", "adopted", show=False, priority=True),
        Binding("n", "answer('NOT_TODAY', 'n')", "not today", show=False),
        Binding("c", "answer('TO_CHANGE', 'c')", "change it later", show=False),
        Binding("escape,q", "answer('BACK')", "back", show=False),
        Binding("down,j", "read(1)", "more", show=False),
        Binding("up,k", "read(-1)", "back up", show=False),
    ]

    def __init__(self, version: AgreementVersion, why: Why) -> None:
        super().__init__(
            ("enter", "adopted"),
            ("n", "not today"),
            ("c", "change later"),
            ("↑ ↓", "read on"),
            ("esc", "back"),
        )
        self._version = version
        self._why = why

    def compose(self) -> ComposeResult:
        """Lay out how it is done, the text, and the keys."""
        with Vertical(id="page"):
            yield Header(id="head")
            yield Static(Content.styled(HOW, "bold $accent"), id="how")
            yield Static(plain(self._dates()).stylize("$quiet"), id="dates")
            with VerticalScroll(id="text"):
                yield Static(plain(self._version.text, multiline=True).stylize("bold"), id="words")
            yield Line(id="answers")

    def on_mount(self) -> None:
        """Title the screen, and say why the circle is asked."""
        self.query_one("#head", Header).show(
            plain(f"Agreement {self._version.number}").stylize("bold"),
            Content.styled(WORDS[self._why], "$warning"),
        )

    def _dates(self) -> str:
        """Say when the text was written and last adopted."""
        version = self._version
        adopted = f", last adopted {day_text(version.adopted)}" if version.adopted else ""
        return f"Written {day_text(version.written)}{adopted}."

    def action_read(self, lines: int) -> None:
        """Move the text."""
        self.query_one("#text", VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_answer(self, answer: str, key: str = "") -> None:
        """Answer; going back, which has no ``key``, counts at once."""
        if not key or self.counts(key):
            self.dismiss(Commitment[answer])
