"""What was typed is in the memory of the program until it is kept, and not a key press longer.

The tests look at every text that can be reached in this process. They write backwards what they
type, so that they do not find themselves.
"""

import gc
from dataclasses import replace
from pathlib import Path

import pytest

from circle_tui.services.opinion import Opinion
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.previewing import KEPT_WITHIN
from tests.fakes import FakeModel
from tests.ui.rooms import NAMES, Room, circle_of, entered, opened, running, workspace_of

NOTE = ".sgif tuoba dnetsop rooN deggeb ariM"
ITEM = "yadnom yb rooN ot sgif dnes :ariM"
PARTS = ("deggeb ariM", "tuoba dnetsop rooN", "rooN ot sgif")
"""Of each text a part that is nowhere but in what was typed, since the names are masked."""

LOOKS = 5
"""A worker that is done, and a frame that was just drawn, let go of a text a moment later."""


def remembered() -> list[str]:
    """Return the parts of what was typed that any text in this process still holds."""
    gc.collect()
    to_do = gc.get_objects()
    seen = set(map(id, to_do))
    texts: list[str] = []
    while to_do:
        for held in gc.get_referents(to_do.pop()):
            if isinstance(held, str):
                texts.append(held)
            elif isinstance(held, bytes | bytearray):
                texts.append(held.decode(errors="replace"))
            elif id(held) not in seen:
                seen.add(id(held))
                to_do.append(held)
    return [part for part in PARTS if any(part[::-1] in text for text in texts)]


async def forgotten(room: Room) -> bool:
    """Tell whether nothing of it is held any more once what Enter set going has come to its end."""
    for _ in range(LOOKS):
        await room.settle()
        if not remembered():
            return True
    return False


async def typed(room: Room, key: str, backwards: str) -> None:
    """Open a line, put most of a text there, and type the rest."""
    await room.press(key)
    await room.write(backwards[:2:-1])
    await room.press(*backwards[2::-1])


def test_nobody_else_says_these_words() -> None:
    """What the tests below find in memory is what was typed, and no text of another test."""
    assert not remembered(), "another test says the same words: say something else here"


async def test_a_note_is_forgotten_once_it_is_kept(tmp_path: Path) -> None:
    """After Enter nothing in the program knows the names that I typed into a note."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await typed(room, "n", NOTE)
        assert remembered(), "what is being typed is found, or the test could not fail"
        await room.press("enter")
        assert "notes 1" in room.text("#kept")
        assert await forgotten(room)


async def test_an_action_item_is_forgotten_once_it_is_kept(tmp_path: Path) -> None:
    """After Enter nothing in the program knows the names that I typed into an action item."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await typed(room, "a", ITEM)
        assert remembered()
        await room.press("enter")
        assert "actions 1" in room.text("#kept")
        assert await forgotten(room)


async def test_a_draft_is_forgotten_once_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note that I put away, took up again and kept is as forgotten as any other."""
    monkeypatch.setattr("circle_tui.ui.screens.previewing.KEPT_WITHIN", KEPT_WITHIN / 100)
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await typed(room, "n", NOTE)
        await room.pilot.pause(KEPT_WITHIN / 20)
        assert circle.drafts.all(), "a draft lies on the disk by now"
        await room.press("escape")
        assert remembered(), "a draft is in memory as it was typed"
        await room.press("n", "enter")
        assert "notes 1" in room.text("#kept")
        assert await forgotten(room)


async def test_what_was_wiped_is_forgotten(tmp_path: Path) -> None:
    """A draft that I rub out is gone, although nothing was ever kept."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await typed(room, "n", NOTE)
        await room.press("ctrl+u", "escape")
        assert not room.live.has_draft
        assert await forgotten(room)


@pytest.mark.parametrize("failing", [False, True])
async def test_a_language_model_has_nothing_left_of_it(tmp_path: Path, failing: bool) -> None:
    """What a model read, or failed on, is forgotten when I kept it and when I rubbed it out."""
    model = FakeModel("figs")
    model.failing = failing
    opinion = Opinion(lambda: model)
    workspace = replace(workspace_of(running(circle_of(*NAMES)), tmp_path), opinion=opinion)
    async with entered(workspace, LiveScreen) as room:
        for keys in (("enter",), ("ctrl+u", "escape")):
            await typed(room, "n", NOTE)
            await opinion.of(NOTE[::-1])
            assert remembered()
            await room.press(*keys)
            assert await forgotten(room)
        assert "notes 1" in room.text("#kept")
    opinion.close(lambda: None)
