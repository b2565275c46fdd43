"""Moving the promised end: seen before and after, accepted or not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from circle_tui.domain.promise_rules import MINUTE, as_it_stands, promise_end, within_reach
from circle_tui.domain.timing import drift_text, projected_end, to_the_minute
from circle_tui.domain.view import LiveView, wall
from circle_tui.services.live import LiveSession
from circle_tui.services.workspace import Workspace
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.commands.promise import PROMISE_COMMANDS
from circle_tui.ui.screens import live_text
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.room import Decision, Room
from circle_tui.ui.screens.window import Window
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.tones import STYLES


class PromiseScreen(Window[datetime | None]):
    """Dismissed with the end to promise, or with ``None``: the promise stays as it is.

    Late, it begins with the end as it stands, which is what is promised most often; else with the
    promise as it is, which nobody should move by a key too many. ``view`` is the clock, which runs
    on.
    """

    CSS_PATH = "promise.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(PROMISE_COMMANDS)

    def __init__(
        self, workspace: Workspace, live: LiveSession, view: Callable[[], LiveView]
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._live = live
        self._view = view
        self._end: datetime | None = None

    def compose(self) -> ComposeResult:
        """Lay out the clock, the promise before and after, and the keys."""
        with Vertical(id="box"):
            yield Header(id="head")
            yield Line(id="before")
            yield Line(id="after")
            yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Keep the clock and the ends true."""
        self.query_one(KeyLine).commands = PROMISE_COMMANDS
        self._show()
        self.set_interval(0.5, self._show)

    @property
    def _chosen(self) -> datetime:
        """The end that is looked at; where none was chosen, the promise or a later end."""
        now = self._workspace.clock.now()
        if self._end is not None:
            return within_reach(self._end, now)
        session = self._live.session
        return max(within_reach(session.promised_end, now), as_it_stands(session, now))

    def _show(self) -> None:
        """Show the clock, what is promised, and what would be."""
        view, session, zone = self._view(), self._live.session, self._workspace.zone
        clock = live_text.words(view).stylize(STYLES[live_text.tone_of(view)])
        self.query_one("#head", Header).show(Content.styled("The promised end", "bold"), clock)
        promised, end = to_the_minute(session.promised_end), self._chosen
        ends = to_the_minute(projected_end(session, self._workspace.clock.now()))
        drift = _drift(ends - promised)
        self.query_one("#before", Line).show(
            Content.assemble(
                ("ends      ", "$quiet"),
                f"{wall(ends, zone)} as it stands\n",
                ("promised  ", "$quiet"),
                f"{wall(promised, zone)}: {drift}",
            )
        )
        self.query_one("#after", Line).show(
            Content.assemble(
                ("then      ", "$quiet"),
                (wall(end, zone), "bold $accent"),
                f": {_drift(ends - end)}, {_moved(end - promised)}",
            )
        )

    def action_move(self, minutes: int) -> None:
        """Look at an end that is so many minutes later, or earlier."""
        now = self._workspace.clock.now()
        self._end = within_reach(self._chosen + minutes * MINUTE, now)
        self._show()

    def action_stands(self) -> None:
        """Look at the end as it stands."""
        self._end = as_it_stands(self._live.session, self._workspace.clock.now())
        self._show()

    def action_accept(self) -> None:
        """Promise the end that is looked at."""
        self.dismiss(self._chosen)

    def action_leave(self) -> None:
        """Leave the promise as it is."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen("The promised end", PROMISE_COMMANDS))


def _drift(apart: timedelta) -> str:
    return drift_text(apart.total_seconds())


def _moved(apart: timedelta) -> str:
    """Return ``promised 8 min later``."""
    minutes = round(apart / MINUTE)
    if not minutes:
        return "as now"
    return f"promised {abs(minutes)} min {'later' if minutes > 0 else 'earlier'}"


async def decide_promise(room: Room) -> Decision | None:
    """Show the promised end before and after, and let it hold when it is accepted."""
    end = await room.app.push_screen_wait(PromiseScreen(room.workspace, room.live, room.view))
    if end is None:
        return None
    return Decision(promise_end(end), f"Promised now: {wall(end, room.workspace.zone)}.")
