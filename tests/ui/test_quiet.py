"""A clock that costs little: what has not changed is not painted again."""

from pathlib import Path
from typing import Any

import pytest
from textual.widget import Widget

from circle_tui.ui.screens.live import LiveScreen
from tests.ui.rooms import NAMES, circle_of, opened, running


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Note every widget that asks to be painted, by its id, and whether all is laid out again."""
    seen: list[tuple[str, bool]] = []
    refresh = Widget.refresh

    def noted(self: Widget, *regions: Any, layout: bool = False, **options: Any) -> Widget:  # noqa: ANN401
        seen.append((self.id or type(self).__name__, layout))
        return refresh(self, *regions, layout=layout, **options)

    monkeypatch.setattr(Widget, "refresh", noted)
    return seen


async def test_nothing_new_nothing_painted(painted: list[tuple[str, bool]], tmp_path: Path) -> None:
    """Looked at again within the same second, the live screen paints nothing."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("right", "space", "space")
        painted.clear()
        for _ in range(5):
            room.live.redraw()
            room.clock.advance(0.19)
        assert painted == []


async def test_a_second_paints_the_clock(painted: list[tuple[str, bool]], tmp_path: Path) -> None:
    """A second that passes paints the clock and its words, and moves nothing."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        for _ in range(3):
            painted.clear()
            room.clock.advance(1)
            room.live.redraw()
            assert sorted(set(painted)) == [("clock", False), ("said", False)]


async def test_typing_leaves_the_clock_alone(
    painted: list[tuple[str, bool]], tmp_path: Path
) -> None:
    """A letter typed paints the line and its preview, and no other part of the screen."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("n", "a")
        painted.clear()
        await room.press("b")
        assert {name for name, _ in painted} == {"typed", "preview"}


async def test_paused_is_still(painted: list[tuple[str, bool]], tmp_path: Path) -> None:
    """While the clock is paused only the pause and the end are painted, once a minute."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("space")
        await room.pass_time(minutes=2)
        painted.clear()
        for _ in range(10):
            room.clock.advance(1)
            room.live.redraw()
        assert painted == []
        room.clock.advance(minutes=1)
        room.live.redraw()
        assert {name for name, _ in painted} == {"head", "aside", "say"}
