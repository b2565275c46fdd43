"""The first start: a name, the people and a rhythm, each of which can wait."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from circle_tui.domain.errors import CircleError, InputError
from circle_tui.domain.meeting import Cadence
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.line import Line

DEFAULT_NAME = "Our circle"
DEFAULT_MINUTES = 90


@dataclass(frozen=True, slots=True)
class NewCircle:
    """What was typed for a new circle."""

    name: str = field(repr=False)
    members: tuple[str, ...] = field(repr=False)
    cadence: Cadence | None


def read_rhythm(words: str, today: date) -> Cadence | None:
    """Understand ``every 3 weeks on thu at 18:30``, in this computer's zone; empty is ``None``.

    Raises ``InputError`` naming what is allowed.
    """
    from circle_tui.calendars.phrases import parse_cadence
    from circle_tui.calendars.zones import local_zone_name

    if not words.strip():
        return None
    found = re.fullmatch(r"\s*every (.+) on (?:the )?(.+) at (.+?)\s*", words, re.IGNORECASE)
    if found is None:
        raise InputError('Say it like "every 3 weeks on thu at 18:30", or leave it empty.')
    every, on_day, at = found.groups()
    return parse_cadence(every, on_day, at, local_zone_name(), DEFAULT_MINUTES, today)


class NewCircleScreen(Screen[bool]):
    """Three lines to fill in; ``make`` makes the circle and raises ``CircleError`` if it cannot.

    Dismissed with ``True`` when the circle was made.
    """

    CSS_PATH = "new_circle.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+q", "dismiss(False)", "quit", show=False),
        Binding("up", "app.focus_previous", "up", show=False),
        Binding("down", "app.focus_next", "down", show=False),
    ]

    def __init__(self, make: Callable[[NewCircle], None], today: date) -> None:
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
            cadence = read_rhythm(self._typed("when"), self._today)
            members = tuple(n.strip() for n in self._typed("people").split(",") if n.strip())
            self._make(NewCircle(self._typed("name") or DEFAULT_NAME, members, cadence))
        except CircleError as error:
            self.query_one("#said", Line).show(plain(str(error)).stylize("$warning"))
            return
        self.dismiss(True)
