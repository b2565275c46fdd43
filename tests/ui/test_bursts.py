"""Keys that arrive all at once, as over a slow network, do what they would have done one by one."""

from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key

from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import END, HELP, KEPT, LIVE_COMMANDS, QUIT, SCRIPT
from circle_tui.ui.screens.here import HereScreen
from circle_tui.ui.screens.live import LiveScreen
from tests.ui.rooms import NAMES, ROUNDS, Room, circle_of, opened, running


async def burst(room: Room, keys: str) -> None:
    """Let all keys arrive before the first of them is looked at."""
    for key in keys:
        name = {"\r": "enter", " ": "space", "\x1b": "escape"}.get(key) or _character_to_key(key)
        room.app.post_message(events.Key(name, None if key in "\r\x1b" else key))
    for _ in range(2 * len(keys)):
        await room.settle()


async def test_a_note_typed_while_the_computer_was_busy_is_whole(tmp_path: Path) -> None:
    """The letters after "n" are the note, and none of them is a key; the Enter keeps it."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await burst(room, "nthe sad quick session\r")
        assert [note.text for note in circle.kept.notes.values()] == ["the sad quick session"]
        assert "CHECK-IN  1 of 4" in room.text("#segment")


async def test_what_is_put_away_is_the_whole_text(tmp_path: Path) -> None:
    """Escape right after the last letter keeps the draft up to that letter."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await burst(room, "nan idea\x1b")
        assert "draft kept" in room.shown
        await room.press("n")
        assert "an idea" in room.text("#writing")


WINDOWS = (*(c for c in LIVE_COMMANDS if c.decides), KEPT, SCRIPT, HELP, END, QUIT)


@pytest.mark.parametrize("opening", WINDOWS, ids=lambda command: command.name)
async def test_a_key_waits_for_the_window_that_opens(opening: Command, tmp_path: Path) -> None:
    """Whatever I press right after the key that opens a window, nothing breaks."""
    key = opening.keys[0]
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        live = room.live
        enter = () if opening in (END, QUIT) else ("enter",)  # there it would be the end
        for second in ("up", "delete", "plus", "q", "l", *enter, key):
            for name in (key, second):
                room.app.post_message(events.Key(name, name if len(name) == 1 else None))
            for _ in range(2 * ROUNDS):
                await room.settle()
            while (window := room.app.screen) is not live:
                if window.is_mounted:
                    window.dismiss(None)
                await room.settle()
        assert live.is_running


async def test_a_key_counts_in_the_window_it_came_too_early_for(tmp_path: Path) -> None:
    """What I pressed while a window was still opening is done there, and once."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await burst(room, "ml")
        await room.on(HereScreen)
        await room.settle()
        assert room.text("Roll").count("late") == 1
