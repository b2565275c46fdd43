"""Which circle, before any is open: where there are several and none was named."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from circle_tui.ui import themes
from circle_tui.ui.app import CircleApp
from circle_tui.ui.screens.pick import PickScreen
from circle_tui.ui.terminal.app import GuardedApp

RUNNING = "a session is running"
"""What stands beside a circle whose session goes on when it is chosen."""


class ChoosingApp(GuardedApp[int]):
    """Asks once, and ends with the place of the circle in ``names``, or with none.

    ``now`` is the place at which it begins, ``running`` are the names of those with a session.
    """

    TITLE = "circle"
    ENABLE_COMMAND_PALETTE = False
    CSS = CircleApp.CSS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,ctrl+q", "leave", "leave", show=False, priority=True)
    ]

    def __init__(
        self,
        names: Sequence[str],
        now: int,
        running: Collection[str] = (),
        *,
        crash_folder: Path,
        environment: Mapping[str, str],
    ) -> None:
        super().__init__(crash_folder)
        self._names = names
        self._now = now
        self._in_session = running
        themes.dress(self, environment)

    def on_mount(self) -> None:
        """Ask."""
        self._ask()

    @work(description="which circle")
    async def _ask(self) -> None:
        rows = [(name, RUNNING if name in self._in_session else "", "") for name in self._names]
        self.exit(await self.push_screen_wait(PickScreen("Which circle?", rows, self._now)))

    def action_leave(self) -> None:
        """Leave without one."""
        self.exit(None)
