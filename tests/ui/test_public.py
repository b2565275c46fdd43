"""The public view: read across a room, on any screen, and nothing else on it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from circle_tui.domain.stage import SEVERAL, WAITING, Shown, StageView
from circle_tui.domain.timing import Tone
from circle_tui.ui.onlooker import OnlookerApp
from circle_tui.ui.screens.public import PublicScreen
from tests.ui.rooms import strips_of

TURN = StageView(Shown.TURN, "Turns", "12:34", "What do you need from us tonight?", "P.", Tone.CALM)

SIZES = {(80, 24): 10, (120, 36): 15, (200, 60): 20, (40, 12): 5, (20, 5): 3}
"""Columns and rows, and how high the digits are there."""


class Public:
    """A public view, and what it is handed to show."""

    def __init__(self, app: OnlookerApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.view = WAITING

    async def show(self, view: StageView) -> str:
        """Hand it something to show and return what can be read then."""
        self.view = view
        assert isinstance(self.app.screen, PublicScreen)
        self.app.screen.redraw()
        await self.pilot.pause()
        return self.shown

    @property
    def shown(self) -> str:
        """What can be read, line by line."""
        return "\n".join(strip.text.rstrip() for strip in strips_of(self.app.screen))

    def region(self, selector: str) -> Region:
        """Return where a widget is, which must be wholly on the screen."""
        region = self.app.screen.query_one(selector).region
        assert self.app.screen.region.contains_region(region), selector
        return region


@asynccontextmanager
async def opened(folder: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Public]:
    """Open the public view, with nothing to show yet."""
    found: list[Public] = []
    app = OnlookerApp(
        lambda: (found[0].view if found else WAITING, 1.0), crash_folder=folder, environment={}
    )
    async with app.run_test(size=size) as pilot:
        found.append(Public(app, pilot))
        await pilot.pause()
        yield found[0]


@pytest.mark.parametrize(("size", "height"), SIZES.items())
async def test_the_clock_is_the_largest_thing(
    size: tuple[int, int], height: int, tmp_path: Path
) -> None:
    """The clock fills what there is, the prompt stands beneath it, and nothing is cut or moves."""
    async with opened(tmp_path, size) as public:
        read = await public.show(TURN)
        assert "TURNS" in read
        assert "What do" in read
        assert ("next: P." in read) == (size != (20, 5))
        blocks = [row for row in read.splitlines() if any(block in row for block in "█▀▄")]
        assert len(blocks) == height
        place = public.region("#clock")
        assert place.y < public.region("#prompt").y
        over = StageView(Shown.TURN, "Turns", "+0:05", TURN.prompt, "P.", Tone.OVER)
        assert "time is up" in await public.show(over)
        assert public.region("#clock") == place
        assert "PAUSED" in await public.show(
            StageView(Shown.TURN, "Turns", "0:05", TURN.prompt, "", Tone.SOON, paused=True)
        )
        assert public.region("#clock") == place
        assert "next" not in public.shown


async def test_words_for_what_is_not_a_turn(tmp_path: Path) -> None:
    """It says that it waits, that the session is over, or that there are several."""
    async with opened(tmp_path) as public:
        assert "waiting" in public.shown
        assert "q quit" in public.shown
        await public.show(TURN)
        assert "quit" not in public.shown
        assert "the session is over" in await public.show(StageView(Shown.OVER))
        assert "(circle locate lists them)" in " ".join((await public.show(SEVERAL)).split())
        blank = await public.show(StageView(Shown.BLANK))
        assert blank.split() == ["one", "moment"]


async def test_blank_here(tmp_path: Path) -> None:
    """One key leaves nothing but "one moment", however the session goes on; it brings it back."""
    async with opened(tmp_path) as public:
        await public.show(TURN)
        for key in ("space", "b"):
            await public.pilot.press(key)
            assert public.shown.split() == ["one", "moment"]
            await public.show(TURN)
            assert public.shown.split() == ["one", "moment"]
            await public.pilot.press(key)
            assert "TURNS" in public.shown


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
async def test_leaving(key: str, tmp_path: Path) -> None:
    """Q leaves at once: there is nothing to lose here."""
    async with opened(tmp_path) as public:
        await public.pilot.press(key)
        assert public.app._exit
        assert public.app.return_code == 0


async def test_a_long_prompt(tmp_path: Path) -> None:
    """A prompt with no room says that there is more of it, and pushes nothing off the screen."""
    async with opened(tmp_path) as public:
        long = StageView(Shown.TURN, "T" * 200, "1:02:03", "What do you need? " * 60, "N" * 200)
        for size in SIZES:
            await public.pilot.resize_terminal(*size)
            assert "…" in await public.show(long)
            for part in ("#title", "#clock", "#prompt"):
                public.region(part)
