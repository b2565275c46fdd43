"""Cues on the console: the bell and the flash, each once, and nothing moves for it."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App

from circle_tui.domain.people import Cue
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.replan import ReplanScreen
from circle_tui.ui.widgets.bigclock import BigClock
from circle_tui.ui.widgets.header import Header
from tests.fakes import FakeCircle
from tests.ui.rooms import NAMES, Room, circle_of, opened, running, strips_of


def circle_with(cue: Cue) -> FakeCircle:
    """Return a circle that has chosen this cue, with a session that begins now."""
    circle = circle_of(*NAMES)
    circle.people.put_profile(replace(circle.people.profile(), cue=cue))
    return running(circle)


def flashing(room: Room) -> bool:
    """Tell whether it is light behind the live screen's clock; its digits are as ever."""
    styles = room.live.query_one(BigClock).styles
    assert not styles.text_style.reverse
    return styles.background.a > 0


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each bell."""
    rung: list[str] = []
    monkeypatch.setattr(App, "bell", lambda _: rung.append("bell"))
    return rung


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12), (20, 5)])
async def test_clock_flashes_once(size: tuple[int, int], bells: list[str], tmp_path: Path) -> None:
    """At soon and when time is up the clock lights up for a moment; nothing moves or rings."""
    circle = circle_with(Cue.FLASH)
    async with opened(circle, tmp_path, LiveScreen, size=size) as room:
        await room.pass_time(95)
        assert not flashing(room)
        regions = {widget.id: widget.region for widget in room.live.query("*")}
        await room.pass_time(1)
        assert flashing(room)
        assert {widget.id: widget.region for widget in room.live.query("*")} == regions
        room.live._cues.calm()
        assert not flashing(room)
        for _ in range(3):
            await room.pass_time(1)
            assert not flashing(room)
        await room.pass_time(30)
        assert flashing(room)
        assert bells == []


async def test_a_flash_is_over(tmp_path: Path) -> None:
    """After its second nothing of a flash is left on the screen, whatever digits change then."""

    def grounds(room: Room) -> set[object]:
        clock = room.live.query_one(BigClock).region
        rows = strips_of(room.live)[clock.y : clock.bottom]
        cells = (segment for row in rows for segment in row.crop(clock.x, clock.right))
        return {segment.style.bgcolor for segment in cells if segment.style}

    async with opened(circle_with(Cue.FLASH), tmp_path, LiveScreen) as room:
        await room.pass_time(95)
        before = grounds(room)
        await room.pass_time(1)
        lit = grounds(room)
        assert lit.isdisjoint(before)
        await room.pass_time(0.5)
        assert grounds(room) == lit
        room.live._cues.calm()
        await room.pass_time(1)
        assert grounds(room) == before


async def test_one_flash_is_over_before_the_next_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time is up while the clock is lit: it is lit for its one second, and not a second time."""
    lit: list[float] = []

    def noted(_: object, seconds: float, __: object) -> None:
        lit.append(seconds)

    monkeypatch.setattr("circle_tui.ui.cueing.once", noted)
    async with opened(circle_with(Cue.FLASH), tmp_path, LiveScreen) as room:
        await room.pass_time(96)
        await room.press("minus")
        assert "▲ time is up" in room.text("#segment")
        assert flashing(room)
        assert lit == [1.0]
        room.live._cues.calm()
        assert not flashing(room)
        await room.press("right")
        await room.pass_time(96)
        assert lit == [1.0, 1.0]


async def test_bell_rings_while_somebody_types(bells: list[str], tmp_path: Path) -> None:
    """Typing a note keeps no cue away, and the cue keeps no letter away."""
    async with opened(circle_with(Cue.BELL), tmp_path, LiveScreen) as room:
        await room.press("n", "a")
        await room.pass_time(100)
        await room.press("b")
        await room.pass_time(20)
        await room.press("c")
        assert bells == ["bell", "bell"]
        assert not flashing(room)
        assert "abc" in room.text("#typed")


async def test_both_and_none(bells: list[str], tmp_path: Path) -> None:
    """A circle that wants both has both, and one that wants none has the word alone."""
    async with opened(circle_with(Cue.BOTH), tmp_path, LiveScreen) as room:
        await room.pass_time(120)
        assert flashing(room)
        assert bells == ["bell"]
    bells.clear()
    async with opened(circle_with(Cue.NONE), tmp_path, LiveScreen) as room:
        await room.pass_time(120)
        assert not flashing(room)
        assert bells == []
        assert "▲ time is up" in room.text("#segment")


async def test_nothing_repeats_it(bells: list[str], tmp_path: Path) -> None:
    """Redraws, resizes, pauses, undo and a program that comes back ring no second time."""
    circle = circle_with(Cue.BELL)
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.pass_time(130)
        assert bells == ["bell"]
        for size in ((20, 5), (120, 36), (80, 24)):
            await room.pilot.resize_terminal(*size)
            await room.settle()
        await room.press("plus", "u", "space", "space", "right", "u")
        room.live.redraw()
        assert bells == ["bell"]
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.pass_time(5)
        assert bells == ["bell"]


async def test_window_over_the_clock_flashes_too(tmp_path: Path) -> None:
    """Where a window hides the clock, the clock in its first line flashes."""
    async with opened(circle_with(Cue.FLASH), tmp_path, LiveScreen) as room:
        live = room.live
        await room.pass_time(minutes=13)
        await room.press("right")
        live._cues.calm()
        await room.press("r")
        screen = await room.on(ReplanScreen)
        room.clock.advance(100)
        live.redraw()
        head = screen.query_one("#head", Header)
        assert head.styles.text_style.reverse
        live._cues.calm()
        assert not head.styles.text_style.reverse
        await room.press("escape", "plus")
        await room.press("r")
        room.clock.advance(60)
        live.redraw()
        await room.press("escape")
        live._cues.calm()
        assert not flashing(room)
