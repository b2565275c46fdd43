"""Choosing an agenda from the home screen, where some cannot be chosen or do not suit."""

from pathlib import Path

import pytest

from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.pick import PickScreen
from tests.ui.rooms import NAMES, SMALL, circle_of, opened


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_broken_agenda_is_not_hidden(tmp_path: Path, size: tuple[int, int]) -> None:
    """A file of mine with mistakes is named below the list, and the keys are still told."""
    async with opened(circle_of(*NAMES), tmp_path, HomeScreen, size=size) as room:
        own = tmp_path / "agendas"
        own.mkdir(exist_ok=True)
        (own / "broken.toml").write_text("title = ")
        await room.press("g")
        await room.on(PickScreen)
        assert "esc" in room.shown
        if size == (80, 24):
            assert "Not here: broken, with mistakes. See: circle agenda list" in room.prose
            (own / "odd.toml").write_text("title = ")
            await room.press("escape", "g")
            assert "Not here: broken and 1 more, with mistakes." in room.prose


async def test_what_does_not_suit_is_marked(tmp_path: Path) -> None:
    """In a circle of four, what is meant for five or more says so, and why at the cursor."""
    async with opened(circle_of(*NAMES), tmp_path, HomeScreen) as room:
        own = tmp_path / "agendas"
        own.mkdir(exist_ok=True)
        (own / "a-first.toml").write_text(SMALL)
        await room.press("g", "end")
        await room.on(PickScreen)
        assert "50 min, not for 4" in room.shown
        assert "This format is meant for 5 to 10 people." in room.prose
        assert "Not here" not in room.prose
        await room.press("home")
        assert "Small circle" in room.shown


async def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """Where my agendas should be and are not, the list says why."""
    async with opened(circle_of(*NAMES), tmp_path, HomeScreen) as room:
        own = tmp_path / "agendas"
        own.rename(tmp_path / "elsewhere")
        own.symlink_to("gone")
        await room.press("g")
        await room.on(PickScreen)
        assert "Your own agendas are left out" in room.prose
        assert "esc" in room.shown


async def test_an_oddly_saved_file_is_survived(tmp_path: Path) -> None:
    """A faulty file with odd line ends is named like any other, and the list stays."""
    async with opened(circle_of(*NAMES), tmp_path, HomeScreen) as room:
        own = tmp_path / "agendas"
        own.mkdir(exist_ok=True)
        text = 'title="a"\r\r\n[[segment]]\r\r\ntitle="x"\r\r\nminuts=1\r\r\n'
        (own / "dbl.toml").write_bytes(text.encode())
        await room.press("g")
        await room.on(PickScreen)
        assert "Not here: dbl, with mistakes." in room.prose
