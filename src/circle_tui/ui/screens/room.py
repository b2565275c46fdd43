"""What a window over the live screen is handed, and what it comes back with."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field
from datetime import datetime
from typing import NamedTuple

from textual.app import App
from textual.screen import Screen

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.rules import Rule
from circle_tui.domain.session import Session
from circle_tui.domain.values import value
from circle_tui.domain.view import LiveView
from circle_tui.services.drafting import Sheets
from circle_tui.services.live import LiveSession
from circle_tui.services.publishing import Seen
from circle_tui.services.workspace import Workspace

Written = dict[int, dict[int, int]]
"""What was written down of bids: minutes by seat, for each part by its index. Who is not in it was
not asked yet, which is not the same as having asked for nothing."""


class Decision(NamedTuple):
    """What is to happen, and what to say once it has."""

    rule: Rule
    told: str


@value
class Left:
    """How a live screen was left when its session ended, should that go on after all.

    ``seen`` is what lookers-on saw, ``sheets`` what was being typed, ``bids`` as those of a room.
    """

    seen: Seen
    sheets: Sheets = field(repr=False)
    bids: Written = field(repr=False)


@value
class Room:
    """The running session as its windows see it.

    ``screen`` is the live screen and ``view`` its picture of this moment: the clock runs on beneath
    a window. ``names`` says who sits where, ``script`` is the agenda in its author's words.
    ``bids`` outlives the window that they are written down in.
    """

    screen: Screen[bool]
    workspace: Workspace
    live: LiveSession
    view: Callable[[], LiveView]
    names: Mapping[int, str] = field(repr=False)
    script: Agenda = field(repr=False)
    bids: Written = field(repr=False)

    @property
    def app(self) -> App[object]:
        """The app, in which a window is opened."""
        return self.screen.app

    @property
    def session(self) -> Session:
        """The session as it stands."""
        return self.live.session

    def now(self) -> datetime:
        """Return what the clock says."""
        return self.workspace.clock.now()


Decide = Callable[[Room], Awaitable[Decision | None]]
"""Opens a window, and returns what was decided in it; ``None`` leaves all as it was."""
