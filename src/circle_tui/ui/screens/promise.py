"""Moving the promised end: seen before and after, accepted or not."""

from datetime import datetime, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize

from circle_tui.domain.promise_rules import (
    MINUTE,
    as_it_stands,
    promise_end,
    promised_text,
    within_reach,
)
from circle_tui.domain.timing import drift_of, hours_text, projected_end, to_the_minute
from circle_tui.domain.view import wall
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.commands.live import HELP
from circle_tui.ui.commands.promise import PROMISE_COMMANDS, STANDS
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.room import Decision, Room
from circle_tui.ui.screens.tight import WindowHead, WindowKeys
from circle_tui.ui.screens.window import Window
from circle_tui.ui.widgets.fitted import Fitted

SHOWN = [command for command in PROMISE_COMMANDS if command is not HELP]
"""What the key line says: in the smallest window the way back goes before more help."""


BRIEF = 36
"""With fewer columns each end is said in fewer words, so that it stays on its line."""


class PromiseScreen(Window[datetime | None]):
    """Dismissed with the end to promise, or with ``None``: the promise stays as it is.

    It begins with the promise as it is: opened and accepted, it changes nothing.
    """

    CSS_PATH = "promise.tcss"
    AUTO_FOCUS = ""
    WISHES = (("keys", 1), ("after", 2), ("head", 1), ("before", 2))
    BINDINGS: ClassVar[list[BindingType]] = bindings(PROMISE_COMMANDS)

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._end: datetime | None = None
        self._stands = False

    def compose(self) -> ComposeResult:
        """Lay out the clock, the promise before and after, and the keys."""
        with Vertical(id="box"):
            yield WindowHead(self._room.view, "The promised end", "The end")
            yield Fitted(id="before")
            yield Fitted(id="after")
            yield WindowKeys(SHOWN)

    def on_resize(self, _event: Resize) -> None:
        """Say less where there is little room."""
        self.call_after_refresh(self._show)

    def on_mount(self) -> None:
        """Keep the clock and the ends true."""
        self._show()
        self.set_interval(0.5, self._show)

    @property
    def _chosen(self) -> datetime:
        """The end that is looked at; where none was chosen, the one that is promised."""
        session, now = self._room.session, self._room.now()
        if self._stands:
            return as_it_stands(session, now)
        return session.promised_end if self._end is None else within_reach(self._end, now)

    def _show(self) -> None:
        """Show what is promised, and what would be."""
        session, zone = self._room.session, self._room.workspace.zone
        promised, end = to_the_minute(session.promised_end), to_the_minute(self._chosen)
        ends = to_the_minute(projected_end(session, self._room.now()))
        drift = drift_of(ends, promised)
        brief, tiny = self.size.width < BRIEF, self.has_class("-tiny")
        self.query_one("#before", Fitted).show(
            Content.assemble(
                ("ends      ", "$quiet"),
                wall(ends, zone),
                *(() if brief else (" as it stands (", (STANDS.shown, "bold $accent"), ")")),
                "\n",
                ("promised  ", "$quiet"),
                f"{wall(promised, zone)}{'' if tiny else f': {drift}'}",
            )
        )
        drift = "" if brief or tiny else f"{drift_of(ends, end)}, "
        self.query_one("#after", Fitted).show(
            Content.assemble(
                ("then" if tiny else "then     ", "$quiet"),
                (f" {wall(end, zone)}", "bold $accent"),
                f": {drift}{_moved(end - promised)}",
            )
        )

    def action_move(self, minutes: int) -> None:
        """Look at an end that is so many minutes later, or earlier."""
        now = self._room.now()
        self._end = within_reach(self._chosen + minutes * MINUTE, now)
        self._stands = False
        self._show()

    def action_stands(self) -> None:
        """Look at the end as it stands, also while that moves."""
        self._stands = True
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


def _moved(apart: timedelta) -> str:
    """Return ``promised 8 min later``."""
    minutes = round(apart / MINUTE)
    if not minutes:
        return "as now"
    return f"promised {hours_text(abs(minutes))} {'later' if minutes > 0 else 'earlier'}"


async def decide_promise(room: Room) -> Decision | None:
    """Show the promised end before and after, and let it hold when it is accepted."""
    end = await room.app.push_screen_wait(PromiseScreen(room))
    if end is None:
        return None
    return Decision(promise_end(end), promised_text(end, room.workspace.zone))
