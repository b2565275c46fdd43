"""On a busy machine what is to happen once happens late, and not never."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual import _time

from circle_tui.ui.screens.live import LiveScreen
from tests.ui.rooms import MOST_WAITS, NAMES, circle_of, opened, running

LATE = 10.0
"""Seconds that pass for a timer between its start and its first look at the clock."""

SOURCES = Path(__file__).parents[2] / "src" / "circle_tui"


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Yield what makes the computer busy elsewhere when the next timers that tick once begin."""
    begun = set[asyncio.Task[Any]]()
    room = 0

    def get_time() -> float:
        task = asyncio.current_task()
        late = task in begun
        if task and len(begun) < room and task.get_name().startswith("set_timer#"):
            begun.add(task)
        return monotonic() + (LATE if late else 0)

    def begin() -> None:
        nonlocal room
        room = 3

    monkeypatch.setattr(_time, "get_time", get_time)
    yield begin
    assert begun, "no timer was late, so nothing was tried"


async def test_a_window_is_laid_out_anew(busy: Callable[[], None], tmp_path: Path) -> None:
    """However busy the computer is when I drag a window, what I see fits into it."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=(120, 36)) as room:
        busy()
        await room.pilot.resize_terminal(60, 20)
        for _ in range(MOST_WAITS):
            if len(room.shown.splitlines()) <= 20:
                break
            await room.settle()
        assert len(room.shown.splitlines()) <= 20


async def test_the_clock_goes_on(busy: Callable[[], None], tmp_path: Path) -> None:
    """However busy the computer is, the live clock does not stand still."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        before = room.text("#clock")
        busy()
        room.live.redraw()
        room.clock.advance(7)
        for _ in range(MOST_WAITS):
            if room.text("#clock") != before:
                break
            await room.settle()
        assert room.text("#clock") != before


def test_no_timer_can_be_lost() -> None:
    """Whatever ticks once here is made in the one place that lets it be late."""
    others = [
        str(path)
        for path in SOURCES.rglob("*.py")
        if "set_timer(" in path.read_text("utf-8")
        and path.relative_to(SOURCES / "ui" / "terminal" if "terminal" in path.parts else SOURCES)
        not in (Path("timers.py"), Path("app.py"))
    ]
    assert others == []
