"""The locked screen: the clock and nothing else, until the passphrase is typed.

What lies beneath goes on as it was, down to the last letter typed; only nobody sees it. The clock
is the one thing shown of a session: no name, no title, no word of the agenda.
"""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input

from circle_tui.domain.errors import StoreError
from circle_tui.domain.view import LiveView
from circle_tui.services.workspace import Lock
from circle_tui.ui.screens import live_text
from circle_tui.ui.terminal.painting import SparingScreen
from circle_tui.ui.terminal.timers import once
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.bigclock import BigClock
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.oneline import OneLine
from circle_tui.ui.widgets.tones import TONES

Look = Callable[[], tuple[LiveView, float] | None]
"""Returns this moment's picture and the seconds to the next one, ``None`` without a session."""


class LockScreen(SparingScreen[None]):
    """Covers everything. ``opened`` is called once the passphrase or recovery code was typed."""

    CSS_PATH = "lock.tcss"
    AUTO_FOCUS = "#typed"
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (8, "-low"), (16, "-middle"), (34, "-large")]  # noqa: RUF012 - so in Textual
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "erase", "erase", show=False)]

    def __init__(self, lock: Lock, look: Look, opened: Callable[[], object]) -> None:
        super().__init__()
        self._lock = lock
        self._look = look
        self._opened = opened
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the clock, a word, and the line to type in."""
        yield BigClock(id="clock")
        yield Line(id="state")
        yield Line(id="title")
        with Center():
            field = OneLine(id="typed", password=True, compact=True, placeholder="passphrase")
            field.cursor_blink = False
            yield field
        with Center():
            yield Fitted(id="said")

    def on_mount(self) -> None:
        """Show the clock, and that this is locked."""
        self.query_one("#title", Line).show(Content.styled("Locked", "bold"))
        self._say("")
        self.redraw()

    def redraw(self) -> None:
        """Draw the clock, and ask for the next redraw at the next change."""
        if self._timer is not None:
            self._timer.stop()
        seen = self._look()
        clock = self.query_one(BigClock)
        clock.display = seen is not None
        self.query_one("#state", Line).display = seen is not None
        if seen is None:
            return
        view, wait = seen
        clock.time = view.clock
        tone = live_text.tone_of(view)
        for name in TONES:
            clock.set_class(name == tone, name)
        self.query_one("#state", Line).show(live_text.state(view))
        self._timer = once(self, wait, self.redraw)

    def _say(self, why: str) -> None:
        hint = Content.assemble(("enter", "bold $accent"), " open")
        self.query_one("#said", Fitted).show(plain(why).stylize("$warning") if why else hint)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try what was typed."""
        event.stop()
        if event.value and not event.input.disabled:
            event.input.disabled = True
            self._try(event.value)

    @work(group="unlock", description="a passphrase being tried")
    async def _try(self, typed: str) -> None:
        """Try a passphrase on a thread of its own: it takes longer than a frame, and has to."""
        field = self.query_one(OneLine)
        self.query_one("#said", Fitted).show(Content.styled("one moment", "$quiet"))
        try:
            await asyncio.to_thread(self._lock.require, typed)
        except StoreError as wrong:
            field.value = ""
            field.disabled = False
            self.set_focus(field)
            self._say(str(wrong))
        else:
            self._opened()

    def action_erase(self) -> None:
        """Take back what was typed."""
        self.query_one(OneLine).value = ""
