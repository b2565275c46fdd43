"""What stands over a window of the session: its title first, then as much of the clock as fits."""

from pathlib import Path

import pytest

from circle_tui.ui.screens.livehead import LiveHead
from tests.ui.places import SCREENS
from tests.ui.rooms import NAMES, circle_of, opened, running

TITLES = {
    "here": "Who is here: 4 of 4",
    "replan": "What remains",
    "turns": "Who goes first?",
    "prompt": "The check-in's prompt",
    "promise": "The promised end",
}


@pytest.mark.parametrize("name", TITLES)
async def test_a_title_is_whole_in_a_small_window(name: str, tmp_path: Path) -> None:
    """At 40 by 12 I can read what a window is about and how long is left; wider, all of it."""
    async with opened(running(circle_of(*NAMES)), tmp_path, SCREENS[name], size=(40, 12)) as room:
        head = room.app.screen.query_one(LiveHead)
        assert TITLES[name] in room.text("#head")
        assert " left" in room.text("#head")
        await room.pilot.resize_terminal(80, 24)
        await room.settle()
        head.look()
        assert " left of " in room.text("#head")
