"""The app of ``circle review``: one screen, for a member, on a circle that is open."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from circle_tui.domain.errors import StoreLocked
from circle_tui.services.reviewing import Reviewing
from circle_tui.services.workspace import Workspace
from circle_tui.ui import themes
from circle_tui.ui.app import CircleApp
from circle_tui.ui.locking import LockingApp
from circle_tui.ui.screens.review_mine import MineScreen


class ReviewApp(LockingApp[None]):
    """Shows the action items of a circle that whoever opened it closes.

    ``alias`` is the member's own, ``None`` if nobody was asked yet. ``choose`` keeps it. ``again``
    opens the circle anew to look at it, if another process has changed it since.
    """

    TITLE = "circle"
    ENABLE_COMMAND_PALETTE = False
    CSS = CircleApp.CSS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "leave(130)", "leave", show=False, priority=True),
        Binding("ctrl+q", "leave(0)", "leave", show=False),
    ]

    def __init__(
        self,
        workspace: Workspace,
        alias: str | None,
        choose: Callable[[str], None],
        again: Callable[[], Workspace | None] = lambda: None,
        *,
        crash_folder: Path,
        environment: Mapping[str, str],
    ) -> None:
        super().__init__(crash_folder)
        self.workspace = workspace
        self._alias = alias
        self._choose = choose
        self._again = again
        self.sealed_meanwhile = False
        """Whether another process sealed the circle while it was looked at."""
        themes.dress(self, environment)

    def on_mount(self) -> None:
        """Show the items; ask first which alias is theirs, if nobody was asked yet."""
        self._show()

    @work(description="the action items")
    async def _show(self) -> None:
        assert self.workspace is not None
        review = Reviewing(self.workspace)
        screen = MineScreen(review, self._alias or "", self._choose, self._changed)
        if self._alias is None and self.workspace.circle.people.members():
            self.call_later(screen.action_who)
        await self.push_screen_wait(screen)
        self.exit()

    async def _changed(self) -> Reviewing | None:
        """Return the review begun anew if another process has changed something.

        Once the circle is sealed there nothing of it stays on this screen.
        """
        assert self.workspace is not None
        try:
            workspace = await self.workspace.writer.run(self._again)
        except StoreLocked:
            self.sealed_meanwhile = True
            self.exit(return_code=1)
            return None
        return None if workspace is None else Reviewing(workspace)
