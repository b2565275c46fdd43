"""The first start: a name, the people and a rhythm, each of which can wait."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from circle_tui.domain.errors import CircleError
from circle_tui.services.founding import NewCircle, names_in, rhythm_in
from circle_tui.services.workspace import Workspace
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.line import Line

DEFAULT_NAME = "Our circle"


class NewCircleScreen(Screen[Workspace | None]):
    """Three lines to fill in; ``make`` makes the circle, and opens it for work.

    Dismissed with that workspace, or with ``None`` to leave. ``make`` raises ``CircleError`` when
    the circle cannot be made: the sentence is shown, and what was typed stays.
    """

    CSS_PATH = "new_circle.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+q", "dismiss(None)", "quit", show=False),
        Binding("up", "app.focus_previous", "up", show=False),
        Binding("down", "app.focus_next", "down", show=False),
    ]

    def __init__(self, make: Callable[[NewCircle], Workspace], today: date) -> None:
        super().__init__()
        self._make = make
        self._today = today

    def compose(self) -> ComposeResult:
        """Lay out the three steps."""
        with Vertical(id="steps"):
            yield Static(Content.styled("Welcome. There is no circle here yet.", "bold"))
            yield Static(
                Content("Three steps make one; each can be left empty and filled in later."),
                id="lead",
            )
            for label, name, hint in (
                ("1  What is it called?", "name", DEFAULT_NAME),
                ("2  Who is in it?", "people", "names, separated by commas"),
                ("3  When does it meet?", "when", "every 3 weeks on thu at 18:30"),
            ):
                yield Static(Content(label), classes="label")
                typed = Input(id=name, placeholder=hint, compact=True)
                typed.cursor_blink = False
                yield typed
            yield Static(
                Content("To protect it with a passphrase, leave afterwards and type: circle seal"),
                id="protect",
            )
            yield Line(id="said")
            yield Static(
                Content.assemble(
                    ("enter", "bold $accent"), " next step   ", ("esc", "bold $accent"), " quit"
                )
            )

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    @on(Input.Submitted)
    def _step(self, event: Input.Submitted) -> None:
        """Go to the next step; after the last one, make the circle."""
        event.stop()
        if event.input.id != "when":
            self.app.action_focus_next()
            return
        try:
            cadence = rhythm_in(self._typed("when"), self._today)
            members = names_in(self._typed("people"))
            made = self._make(NewCircle(self._typed("name") or DEFAULT_NAME, members, cadence))
        except CircleError as error:
            self.query_one("#said", Line).show(plain(str(error)).stylize("$warning"))
            return
        self.dismiss(made)
