"""A prompt for the check-in on the screen: offered, changed, taken, and shown to all."""

from pathlib import Path

import pytest

from circle_tui.domain.facts import Prompted
from circle_tui.domain.prompts import Depth, used_after
from circle_tui.services.prompting import bank
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.prompt import PromptScreen
from tests.fakes import FakeCircle
from tests.ui.rooms import NAMES, Room, circle_of, opened, running

LIGHT = [prompt for prompt in bank().values() if prompt.depth is Depth.LIGHT]
OPEN = [prompt for prompt in bank().values() if prompt.depth is Depth.OPEN]


def prompted(room: Room) -> list[Prompted]:
    """Return the facts by which prompts were taken."""
    return [fact for fact in room.workspace.circle.journal.read() if isinstance(fact, Prompted)]


async def test_a_prompt_is_offered_and_taken(tmp_path: Path) -> None:
    """One is offered beside what is shown now; space, d and enter: another, deeper, take it."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("f")
        assert "now How are you?" in room.prose
        assert LIGHT[0].text in room.prose
        await room.press("space")
        assert LIGHT[1].text in room.prose
        await room.press("d")
        assert OPEN[0].text in room.prose
        assert "▸ open" in room.shown
        assert "2:00 left of 2:00" in room.shown
        assert not prompted(room)
        await room.press("enter")
        assert prompted(room) == [Prompted(room.clock.now(), 0, OPEN[0].id)]
        assert OPEN[0].text in room.text("#prompt")
        assert "How are you?" not in room.shown
        await room.press("u")
        assert "How are you?" in room.text("#prompt")


async def test_a_taken_prompt_is_on_the_public_view_and_in_the_script(tmp_path: Path) -> None:
    """What I took is what others see, on a screen of their own and on mine while I share it."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("f", "enter")
        assert circle.stage is not None
        assert circle.stage.prompt == LIGHT[0].text
        await room.press("x")
        assert LIGHT[0].text in room.text("#prompt")
        await room.press("x", "i")
        assert LIGHT[0].text in room.prose
        assert "Begin." in room.prose


async def test_undo_after_going_on(tmp_path: Path) -> None:
    """Undo takes a prompt back on my screen and on the public one, also after going on again."""
    circle = running(circle_of(*NAMES))
    circle.journal.append([Prompted(circle.clock.now(), 0, LIGHT[0].id)])
    async with opened(circle, tmp_path, LiveScreen) as room:
        assert LIGHT[0].text in room.text("#prompt")
        await room.press("u")
        assert circle.stage is not None
        assert circle.stage.prompt == "How are you?"
        assert "How are you?" in room.text("#prompt")


async def test_escape_leaves_the_check_in_as_it_is(tmp_path: Path) -> None:
    """Looking costs nothing."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("f", "space", "d", "escape")
        assert not prompted(room)
        assert "How are you?" in room.text("#prompt")


async def test_prompts_are_offered_in_check_ins(tmp_path: Path) -> None:
    """In another part a sentence says why there is none."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press(*["right"] * 4, "f")
        assert isinstance(room.app.screen, LiveScreen)
        assert "Prompts are offered in a check-in, and this part is none." in room.prose


async def test_what_was_used_lately_is_not_offered(tmp_path: Path) -> None:
    """Where every light one was used I am told so, enter takes nothing, and deeper ones come."""
    circle: FakeCircle = running(circle_of(*NAMES))
    circle.prompts.put_all(used_after((), [prompt.id for prompt in LIGHT]))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("f", "enter")
        assert isinstance(room.app.screen, PromptScreen)
        assert "Every prompt of this depth was used in the last 12 sessions." in room.prose
        await room.press("d", "enter")
        assert prompted(room)[0].prompt == OPEN[0].id


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12), (20, 5)])
async def test_the_window_works_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    """The prompt that is offered and the way out are there in the smallest window."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=size) as room:
        await room.press("f")
        if size >= (40, 12):
            assert LIGHT[0].text in room.prose
            assert "enter take f other esc back" in room.prose
        await room.press("enter")
        assert len(prompted(room)) == 1
