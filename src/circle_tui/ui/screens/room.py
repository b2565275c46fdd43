"""What a window over the live screen is handed, and what it comes back with."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from textual.app import App

from circle_tui.domain.rules import Rule
from circle_tui.domain.view import LiveView
from circle_tui.services.live import LiveSession
from circle_tui.services.workspace import Workspace

Written = dict[int, dict[int, int]]
"""What was written down of bids: minutes by seat, for each part by its index. Who is not in it was
not asked yet, which is not the same as having asked for nothing."""


class Decision(NamedTuple):
    """What is to happen, and what to say once it has."""

    rule: Rule
    told: str


@dataclass(frozen=True, slots=True)
class Room:
    """The running session as its windows see it.

    ``view`` is the picture of this moment: the clock runs on beneath a window. ``names`` says who
    sits where. ``bids`` outlives the window they are written down in.
    """

    app: App[None]
    workspace: Workspace
    live: LiveSession
    view: Callable[[], LiveView]
    names: Mapping[int, str] = field(repr=False)
    bids: Written = field(repr=False)


Decide = Callable[[Room], Awaitable[Decision | None]]
"""Opens a window, and returns what was decided in it; ``None`` leaves all as it was."""
