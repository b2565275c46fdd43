"""What must be seen is seen, at every size of the window."""

from collections.abc import Callable
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.widget import Widget

from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.widgets.bigclock import BigClock
from tests.ui.places import SCREENS
from tests.ui.rooms import NAMES, Room, circle_of, opened, running

SIZES = ((120, 36), (40, 12), (30, 8), (20, 5), (1, 1), (80, 24))
"""Columns and rows; the last one is the size that the tests begin with."""

LOOKS = 100
"""How often to look again whether a resize has come through."""

LONG_NAMES = ("Oluwaseun Marrobrook-Altavintro", "Priyamvada Sunderkeel-Corvanti", "Bo Lind")

PARTS = ("#clock", "#who", "#prompt", "#order", "#head", "#keys")
"""Clock, who, next, prompt, running order, projected end and keys."""

SMALL_PARTS = ("#clock", "#who", "#head", "#typed", "#keys")


def widget(room: Room, selector: str) -> Widget:
    """Return a widget of the screen on top."""
    return room.app.screen.query_one(selector)


def inside(room: Room, *selectors: str) -> dict[str, Region]:
    """Return the place of each widget, all of which must be wholly on the screen."""
    window = room.app.screen.region
    regions = {selector: widget(room, selector).region for selector in selectors}
    for selector, region in regions.items():
        assert region.area, f"{selector} has no room"
        assert window.contains_region(region), f"{selector} is cut"
        visible = room.app.screen.find_widget(widget(room, selector)).visible_region
        assert visible == region, f"{selector} is partly hidden"
    return regions


async def waited(look: Callable[[], object], expected: object, room: Room) -> None:
    """Let a busy machine catch up: Textual lays a window out a moment after it was resized."""
    for _ in range(LOOKS):
        if look() == expected:
            return
        await room.settle()
    assert look() == expected


def _rows_fit(room: Room, height: int) -> bool:
    return len(room.shown.splitlines()) <= height


@pytest.mark.parametrize("name", SCREENS)
async def test_any_size(name: str, tmp_path: Path) -> None:
    """However small the window gets, no screen breaks, and at its old size it is as it was."""
    async with opened(running(circle_of(*NAMES)), tmp_path, SCREENS[name]) as room:
        before = room.shown
        assert before.strip()
        for width, height in SIZES:
            await room.pilot.resize_terminal(width, height)
            await waited(lambda: room.app.screen.size, (width, height), room)
            await waited(partial(_rows_fit, room, height), True, room)
        await waited(lambda: room.shown, before, room)


@pytest.mark.parametrize("names", [NAMES, LONG_NAMES])
async def test_live_parts(names: tuple[str, ...], tmp_path: Path) -> None:
    """At 80 by 24 and above everything that matters is in full view, and nothing overlaps."""
    async with opened(running(circle_of(*names)), tmp_path, LiveScreen) as room:
        for size in ((80, 24), (120, 36)):
            await room.pilot.resize_terminal(*size)
            regions = inside(room, *PARTS, "#segment", "#kept", "#typed", "#preview")
            for (one, first), (two, second) in combinations(regions.items(), 2):
                assert not first.overlaps(second), f"{one} overlaps {two}"
            assert room.text("#who").strip().startswith(names[0])
            assert f"  next: {names[1][0]}" in room.text("#who")
            assert room.text("#prompt").strip() == "How are you?"
            assert "ends 18:5" in room.text("#head")
            assert "on time" in room.text("#head")
            assert room.text("#clock").count("█") > 20
            assert "? more" in room.text("#keys")


async def test_live_in_a_small_window(tmp_path: Path) -> None:
    """In a small window clock, who, next, the end, the line to write in and the keys remain."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("An idea")
        for size in ((40, 12), (40, 11), (40, 10), (60, 18), (79, 19), (200, 10)):
            await room.pilot.resize_terminal(*size)
            await waited(lambda: "ends 18:53" in room.text("#head"), True, room)
            inside(room, *SMALL_PARTS)
            assert "Noor Haddad" in room.text("#who")
            assert "next: M" in room.text("#who")
            assert "ends 18:53" in room.text("#head")
            assert "enter keep  tab look  esc out" in room.text("#keys")
            assert "f1 more" in room.text("#keys")
            assert "An idea" in room.text("#typed")
            assert "kept as  An idea" in room.text("#preview")


async def test_live_in_a_tiny_window(tmp_path: Path) -> None:
    """In a tiny window the clock and the name remain, and how to see more; notes still work."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        for notes, size in enumerate(((39, 24), (30, 8), (100, 9), (20, 5)), start=1):
            await room.pilot.resize_terminal(*size)
            await waited(lambda: "More at 40 by 10 or larger." in room.shown, size != (20, 5), room)
            inside(room, "#clock", "#who")
            assert "Noor Haddad" in room.text("#who")
            assert room.text("#clock").strip()
            await room.press("n")
            await room.write("An idea")
            assert "An idea" in room.shown
            await room.press("enter")
            assert "An idea" not in room.shown
            assert len(room.workspace.circle.notes.all()) == notes


async def test_nothing_moves(tmp_path: Path) -> None:
    """Nothing on the live screen moves when I write, when time runs over, or when it is paused."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        before = inside(room, *PARTS)
        await room.press("n")
        await room.write("A rather long note " * 10)
        assert inside(room, *PARTS) == before
        await room.press("escape", "space")
        assert {part: inside(room, part)[part] for part in ("#clock", "#prompt", "#order")} == {
            part: before[part] for part in ("#clock", "#prompt", "#order")
        }
        await room.press("space")
        await room.pass_time(minutes=75)
        assert room.live.query_one(BigClock).time == "+1:13:00"
        assert inside(room, "#clock", "#prompt", "#order")["#clock"] == before["#clock"]
        assert "█" in room.text("#clock")


async def test_overtime_in_a_small_window(tmp_path: Path) -> None:
    """An hour over is still a clock, also where the window is small."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=(40, 12)) as room:
        await room.pass_time(minutes=75)
        assert any(block in room.text("#clock") for block in "█▀▄")
        await room.pilot.resize_terminal(20, 5)
        await waited(lambda: "+1:13:00" in room.shown, True, room)
