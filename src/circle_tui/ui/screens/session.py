"""What the rest of the app asks of the live screen, so that it can be asked before that is loaded.

The live screen brings the rules and every word of theirs along, and the home screen does not wait
for that.
"""

from typing import Any, Protocol, cast

from textual.app import App

from circle_tui.domain.view import LiveView
from circle_tui.ui.screens.cover import ONE_MOMENT
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

    async def keep_drafts(self) -> None:
        """Keep what is being typed: the program is about to end, and nobody was asked."""
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


class Covering(Protocol):
    """The app, as far as it hides its screens."""

    @property
    def covered(self) -> bool:
        """Whether a cover hides everything."""
        ...

    async def until_shown(self, said: str, more: str = "") -> None:
        """Hide everything behind these words until the key is pressed that shows it again."""
        ...


async def in_private(app: App[Any], said: str = ONE_MOMENT, more: str = "") -> None:
    """Where others look at the screen, cover it until whoever holds the keyboard says otherwise."""
    covering = cast("Covering", app)
    shared = [s for s in app.screen_stack if isinstance(s, SessionScreen) and s.sharing]
    if shared or covering.covered:
        await covering.until_shown(said, more)
    for screen in shared:
        screen.action_share()
