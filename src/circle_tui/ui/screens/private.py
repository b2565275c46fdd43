"""Going on to what is not for all to see."""

from typing import Any

from textual.app import App

from circle_tui.ui.host import host
from circle_tui.ui.screens.cover import ONE_MOMENT
from circle_tui.ui.screens.session import SessionScreen


async def in_private(app: App[Any], said: str = ONE_MOMENT, more: str = "") -> None:
    """Where others look at the screen, cover it until whoever holds the keyboard says otherwise."""
    shared = [s for s in app.screen_stack if isinstance(s, SessionScreen) and s.sharing]
    if shared or host(app).covered:
        await host(app).until_shown(said, more)
    for screen in shared:
        screen.action_share()
