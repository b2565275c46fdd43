"""Type counts of people, such as ``5 2 1``: what they would do is told at every key."""

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from circle_tui.domain.counting import read_counts
from circle_tui.domain.errors import Refused
from circle_tui.ui.screens.room import Room
from circle_tui.ui.screens.tight import WindowHead
from circle_tui.ui.screens.window import Window, answers
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.oneline import OneLine

Counts = tuple[int, ...]

LONGEST = 80
"""Characters that can be typed: more than any counts take."""


class Question(NamedTuple):
    """What is counted: ``answers`` in the order in which their counts are typed.

    ``before`` says how things stand, ``means`` what counts would do. ``hint`` stands in the line
    until something is typed.
    """

    title: str
    before: str
    hint: str
    answers: tuple[str, ...]
    means: Callable[[Counts], str]


class CountingScreen(Window[Counts | None]):
    """Dismissed with the counts, or with ``None``: all stays as it was.

    Enter does nothing while what was typed is no count of those who are here; a sentence says why,
    and what was typed stays.
    """

    CSS_PATH = "counting.tcss"
    WISHES = (
        *(("answers", 1), ("Input", 1), ("head", 1), ("after", 2), ("before", 1), ("after", 3)),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", show=False),
        Binding("tab", "next_number", "next number", show=False),
    ]

    def __init__(self, question: Question, room: Room) -> None:
        super().__init__()
        self._question = question
        self._people = len(room.session.seats)
        self._view = room.view

    def compose(self) -> ComposeResult:
        """Lay out the clock, the question, the line, what it comes to and the keys."""
        with Vertical(id="box"):
            yield WindowHead(self._view, plain(self._question.title).stylize("bold"))
            yield Fitted(id="before")
            field = OneLine(
                compact=True,
                placeholder=self._question.hint,
                max_length=LONGEST,
                select_on_focus=False,
            )
            field.cursor_blink = False
            yield field
            yield Fitted(id="after")
            yield Line(id="answers")

    def on_mount(self) -> None:
        """Ask."""
        self.query_one("#before", Fitted).show(plain(self._question.before, multiline=True))
        self._show_meaning()

    def _counts(self, typed: str) -> Counts | Refused:
        return read_counts(typed, self._question.answers, self._people)

    def _show_meaning(self) -> None:
        """Say what Enter would do, or why it does nothing."""
        typed = self.query_one(Input).value
        counts = self._counts(typed)
        refused = isinstance(counts, Refused)
        said = counts.why if isinstance(counts, Refused) else self._question.means(counts)
        style = "$warning" if refused and typed else "$quiet"
        self.query_one("#after", Fitted).show(
            plain(said).stylize(style if refused else "bold $accent")
        )
        take, apart = ("take", "  ") if self.one_at_a_time else ("take it", "   ")
        self.query_one("#answers", Line).show(
            answers(("enter", take), ("esc", "back"), counting=not refused, apart=apart)
        )

    def on_resize(self) -> None:
        """Say the keys in fewer words where there is little room."""
        self._show_meaning()

    def action_next_number(self) -> None:
        """Go on to the next number, as Tab does from field to field."""
        field = self.query_one(Input)
        before = field.value[: field.cursor_position]
        if before[-1:].isdigit() and len(field.value) < LONGEST:
            field.insert_text_at_cursor(" ")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what the counts typed so far would do."""
        event.stop()
        self._show_meaning()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand over the counts, if they are some."""
        event.stop()
        counts = self._counts(event.value)
        if not isinstance(counts, Refused):
            self.dismiss(counts)


async def counted(room: Room, question: Question) -> Counts | None:
    """Ask for the counts of those who are here; ``None`` leaves all as it was."""
    return await room.app.push_screen_wait(CountingScreen(question, room))
