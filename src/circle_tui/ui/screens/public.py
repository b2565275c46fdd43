"""The public view: the prompt, the clock, what comes next. For a screen that others look at.

It is handed what it shows and cannot ask for more: no name, no note and no circle is anywhere near.
"""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize
from textual.timer import Timer

from circle_tui.domain.stage import Shown, StageView
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.commands.public import PUBLIC_COMMANDS
from circle_tui.ui.terminal.painting import SparingScreen
from circle_tui.ui.terminal.timers import once
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.bigclock import BigClock
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.tones import STYLES, TONES, WORDS, tone_name

Look = Callable[[], tuple[StageView, float]]
"""Returns what to show now, and in how many seconds the clock will show another second."""

POLL = 0.25
"""Seconds after which to look again, however far off the next second is."""

PAST_THE_CHANGE = 0.002
"""Seconds a look waits past the change of second: one that came early would lose a second."""

SAID = {
    Shown.WAITING: ("waiting", "for a session on this computer"),
    Shown.SEVERAL: (
        "several sessions are running",
        "name one by its folder: circle screen --circle 0123 (circle locate lists them)",
    ),
    Shown.REVIEW: ("last time", "what became of what we took on"),
    Shown.BLANK: ("one moment", ""),
    Shown.OVER: ("the session is over", "thank you"),
}
"""What is on the screen when there is no turn to show: large, and beneath it."""


class PublicScreen(SparingScreen[None]):
    """Shows what ``look`` finds, as soon as it changes; ``blank`` hides it here."""

    CSS_PATH = "public.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(PUBLIC_COMMANDS)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._timer: Timer | None = None
        self.blank = False

    def compose(self) -> ComposeResult:
        """Lay the view out, the largest in the middle."""
        yield Line(id="title")
        yield BigClock(id="clock")
        yield Line(id="state")
        yield Fitted(id="prompt")
        yield Line(id="next")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Begin to look."""
        self.query_one(KeyLine).commands = PUBLIC_COMMANDS
        self.redraw()

    def on_resize(self, event: Resize) -> None:
        """Choose the layout for the size of the window."""
        width, height = event.size
        self.set_class(width >= 110 and height >= 32, "large")
        self.set_class(width >= 160 and height >= 44, "huge")
        self.set_class(width < 60 or height < 20, "small")
        self.set_class(height < 9, "tiny")
        self.redraw()

    def redraw(self) -> None:
        """Draw what has changed, and look again soon."""
        view, wait = self._look()
        if self.blank:
            view = StageView(Shown.BLANK)
        self._show(view)
        if self._timer is not None:
            self._timer.stop()
        self._timer = once(self, min(wait + PAST_THE_CHANGE, POLL), self.redraw)

    def _show(self, view: StageView) -> None:
        turn = view.shown is Shown.TURN
        self.set_class(turn, "turn")
        self.set_class(view.shown is Shown.REVIEW, "review")
        self.query_one(KeyLine).display = view.shown is Shown.WAITING
        said, more = SAID.get(view.shown, ("", ""))
        tone = tone_name(view.tone, paused=view.paused)
        state = Content.styled(WORDS[tone], STYLES[tone])
        title = plain(view.title.upper()).stylize("bold $accent")
        # The smallest window has one line for both, and how the clock stands comes first.
        first = state if self.has_class("tiny") and state.plain else title
        self.query_one("#title", Line).show(first if turn else Content.styled(said, "bold"))
        clock = self.query_one(BigClock)
        clock.time = view.clock
        for name in TONES:
            clock.set_class(turn and name == tone, name)
        far = f"{view.progress} looked at" if view.progress else ""
        looked = f"Last time: {far}" if far and turn else far
        quiet = [Content.styled(said, "$quiet") for said in (view.silent, looked)]
        told = [part for part in (state, *quiet) if part.plain]
        self.query_one("#state", Line).show(Content(" · ").join(told))
        shown = view.item or view.prompt
        prompt = plain(shown, multiline=True) if shown else Content.styled(more, "$quiet")
        self.query_one("#prompt", Fitted).show(prompt)
        coming = Content.assemble(("next: ", "$quiet"), plain(view.following))
        self.query_one("#next", Line).show(coming if view.following else Content(""))

    def action_blank(self) -> None:
        """Show nothing, or show it again."""
        self.blank = not self.blank
        self.redraw()
