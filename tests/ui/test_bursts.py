"""Keys that arrive all at once, as over a slow network, do what they would have done one by one."""

from pathlib import Path

from textual import events
from textual.keys import _character_to_key

from circle_tui.ui.screens.live import LiveScreen
from tests.ui.rooms import NAMES, Room, circle_of, opened, running


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
