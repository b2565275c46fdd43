"""What the rest of the app asks of the live screen, so that it can be asked before that is loaded.

The live screen brings the rules and every word of theirs along, and the home screen does not wait
for that.
"""

from circle_tui.domain.view import LiveView
from circle_tui.ui.terminal.painting import SparingScreen


class SessionScreen(SparingScreen[bool]):
    """A running session on the screen. Dismissed with ``True`` when the session was closed."""

    @property
    def sharing(self) -> bool:
        """Whether nothing private is shown."""
        raise NotImplementedError

    @property
    def has_draft(self) -> bool:
        """Whether something was typed that is not kept yet."""
        raise NotImplementedError

    def view(self) -> LiveView:
        """Return the picture of this moment, as far as it may be seen, but for the order."""
        raise NotImplementedError

    def seconds_to_change(self) -> float:
        """Return in how many seconds the clock will show another one."""
        raise NotImplementedError

    async def keep_drafts(self) -> bool:
        """Keep what is being typed, for the program is about to end; whether it is safe."""
        raise NotImplementedError

    def action_share(self) -> None:
        """Hide everything that is not for all to see, or show it again."""
        raise NotImplementedError

    def covered(self, *, on: bool) -> None:
        """Take note that a window over it is covered since others look on, or is no more."""
        raise NotImplementedError

    def action_leave(self) -> object:
        """Ask, then leave; the session can be taken up again."""
        raise NotImplementedError
