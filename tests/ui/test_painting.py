"""What is sent to the terminal: as little as makes the screen what it should be."""

from pathlib import Path
from typing import Any

import pyte
import pytest
from textual._compositor import Compositor, CompositorUpdate
from textual.app import App
from textual.content import Content
from textual.screen import Screen

from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.livehead import LiveHead
from circle_tui.ui.terminal.painting import SpanCompositor, SparingScreen
from circle_tui.ui.widgets.line import Line
from tests.ui.rooms import NAMES, Room, circle_of, opened, running, strips_of
from tests.ui.test_counting import crowd

SIZE = (120, 36)
KEYS = ("plus", "minus", "space", "space", "n", "ä", "漢", "escape", "right", "left", "s", "u", "x")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note what would be sent to a terminal."""
    seen: list[str] = []

    def display(app: App[None], _screen: Screen[Any], update: object) -> None:
        if isinstance(update, CompositorUpdate):
            seen.append(update.render_segments(app.console))

    monkeypatch.setattr(App, "_display", display)
    return seen


def cells(texts: list[str]) -> list[list[tuple[object, ...]]]:
    """Return the cells of a terminal that was sent this, each with its letter and its colours."""
    screen = pyte.Screen(*SIZE)
    stream = pyte.Stream(screen)
    for text in texts:
        stream.feed(text)
    return [[tuple(screen.buffer[y][x]) for x in range(SIZE[0])] for y in range(SIZE[1])]


def whole(room: Room) -> str:
    """Return what paints the whole screen anew."""
    return room.live._compositor.render_full_update().render_segments(room.app.console)


async def test_every_change_arrives(sent: list[str], tmp_path: Path) -> None:
    """Whatever I press, the terminal shows what it would if all of it were painted anew."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=SIZE) as room:
        await room.settle()
        sent[:] = [whole(room)]
        for key in KEYS:
            await room.press(key)
            room.clock.advance(7)
            room.live.redraw()
            await room.settle()
            assert cells(sent) == cells([whole(room)]), f"after {key}"
        assert len(sent) > len(KEYS)


async def test_a_window_over_a_clock_changes_with_it(
    sent: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What changes in a window in the same instant as the clock beneath it is painted."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=SIZE) as room:
        live = room.live
        await room.press("e")
        await room.settle()
        window = room.app.screen
        line = window.query_one("#answers", Line)
        paint = SparingScreen._compositor_refresh

        def change_and_paint(screen: SparingScreen[Any]) -> None:
            if screen is live:
                line.show(Content("changed"))
                window._dirty_widgets.add(line)  # as Textual does, a moment later
            paint(screen)

        monkeypatch.setattr(SparingScreen, "_compositor_refresh", change_and_paint)
        sent.clear()
        room.clock.advance(1)
        live.redraw()
        await room.settle()
        assert "changed" in "".join(sent)


@pytest.mark.parametrize("begins", [SIZE, (80, 24), (40, 12)])
async def test_beneath_a_window_the_clock_goes_on(begins: tuple[int, int], tmp_path: Path) -> None:
    """What is seen through a window is the room of this moment, in the size of this moment."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=begins) as room:
        live = room.live
        await room.press("e")
        await room.pilot.resize_terminal(*SIZE)
        await room.settle()
        beneath = [strip.text for strip in strips_of(live)][:4]
        assert [strip.text for strip in strips_of(room.app.screen)][:4] == beneath
        room.clock.advance(minutes=1)
        live.redraw()
        await room.settle()
        now = [strip.text for strip in strips_of(live)][:4]
        assert now != beneath
        assert [strip.text for strip in strips_of(room.app.screen)][:4] == now


async def test_a_change_is_painted_at_once(sent: list[str], tmp_path: Path) -> None:
    """What a redraw changes is sent before anything else is done, and is not sent twice."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=SIZE) as room:
        await room.settle()
        sent[:] = [whole(room)]
        room.clock.advance(1)
        room.live.redraw()
        assert len(sent) == 2
        assert cells(sent) == cells([whole(room)])
        await room.settle()
        assert len(sent) == 2


async def test_nothing_is_painted_that_is_not_to_be_seen_yet(
    sent: list[str], tmp_path: Path
) -> None:
    """Neither what lies beneath a window nor half of several changes is painted at once."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=SIZE) as room:
        live = room.live
        await room.settle()
        sent.clear()
        with room.app.batch_update():
            room.clock.advance(1)
            live.redraw()
            assert sent == []
        await room.settle()
        assert sent
        await room.press("e")
        await room.settle()
        sent.clear()
        room.clock.advance(1)
        live.redraw()
        assert sent == []


async def test_what_moves_is_left_to_be_laid_out(sent: list[str], tmp_path: Path) -> None:
    """Where something takes more room than before nothing is painted before that is laid out."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=SIZE) as room:
        await room.settle()
        sent[:] = [whole(room)]
        room.live.query_one("#prompt").styles.height = 5
        room.clock.advance(1)
        room.live.redraw()
        assert len(sent) == 1
        await room.settle()
        assert cells(sent) == cells([whole(room)])


def test_another_textual_paints_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Textual has changed within, its own compositor paints a screen."""
    assert isinstance(SparingScreen()._compositor, SpanCompositor)
    monkeypatch.delattr(Compositor, "_regions_to_spans")
    assert not isinstance(SparingScreen()._compositor, SpanCompositor)


async def test_a_second_costs_few_bytes(sent: list[str], tmp_path: Path) -> None:
    """A clock that runs, over ssh and on battery, sends less than 400 bytes a second."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=SIZE) as room:
        await room.press("right")
        await room.settle()
        sent.clear()
        for _ in range(50):
            room.clock.advance(1)
            room.live.redraw()
            await room.settle()
        assert len(sent) >= 50
        assert sum(len(text.encode()) for text in sent) / 50 < 400


async def test_a_key_lays_nothing_out_again(sent: list[str], tmp_path: Path) -> None:
    """A minute more changes figures, and so moves nothing: only what differs is sent."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=SIZE) as room:
        await room.press("plus")
        everything = len(whole(room))
        sent.clear()
        await room.press("minus")
        await room.settle()
        assert sent
        assert len("".join(sent)) < everything / 2


@pytest.mark.parametrize(("key", "budget"), [("t", 400), ("m", 400), ("k", 400), ("y", 600)])
async def test_a_window_with_a_clock_costs_few_bytes(
    key: str, budget: int, sent: list[str], tmp_path: Path
) -> None:
    """A window over the clock that is left open costs little more than the clock alone."""
    async with opened(running(crowd(10)), tmp_path, LiveScreen, size=SIZE) as room:
        live = room.live
        await room.press(*["right"] * 5, key)
        window: Any = room.app.screen
        assert window is not live
        await room.settle()
        sent.clear()
        for _ in range(20):
            room.clock.advance(1)
            live.redraw()
            window.query_one(LiveHead).look()
            window._show()
            await room.settle()
        assert len(sent) >= 20
        assert sum(len(text.encode()) for text in sent) / 20 < budget
