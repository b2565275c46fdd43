"""Who is short of their share: for the facilitator alone, and never on a shared screen."""

import re
from pathlib import Path

import pytest

from circle_tui.domain.airtime import FIRST_PLAN, KEPT
from circle_tui.ui.screens.airtime import YOURS, AirtimeScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.sharing import HIDDEN
from tests.ui.rooms import NAMES, circle_of, opened, running


async def test_who_is_short_is_seen(tmp_path: Path) -> None:
    """Those who had or have a turn are listed with their share; who is short says by how much."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.pass_time(90)
        await room.press("right")
        await room.pass_time(10)
        await room.press("s")
        await room.pass_time(5)
        await room.press("y")
        await room.on(AirtimeScreen)
        rows = re.findall(r"(\w+ \w+) +[█░]+ +([\d:]+ of +[\d:]+) +(.*?) *│", room.shown)
        assert [(name, " ".join(figures.split()), told) for name, figures, told in rows] == [
            ("Noor Haddad", "1:30 of 2:00", "short 0:30"),
            ("Mira Sandoval", "0:10 of 2:00", "passed"),
            ("Teodor Lind", "0:05 of 2:00", "speaks"),
        ]
        assert "Achterberg" not in room.text("#box")
        assert f"{YOURS} {KEPT}" in " ".join(room.text("#kept").split())
        await room.press("escape")
        await room.on(LiveScreen)


async def test_it_is_not_on_a_shared_screen(tmp_path: Path) -> None:
    """While the screen is shared the key says why not, and nothing of it is offered."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("x", "y")
        await room.on(LiveScreen)
        assert HIDDEN in room.prose
        assert "airtime" not in room.text("#keys")


async def test_nothing_of_it_is_written(tmp_path: Path) -> None:
    """Looking leaves no fact behind."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        before = room.workspace.circle.journal.read()
        await room.press("y", "escape")
        assert room.workspace.circle.journal.read() == before


async def test_names_give_way_in_a_small_window(tmp_path: Path) -> None:
    """At forty columns the figures and who speaks are still whole."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen, size=(40, 12)) as room:
        await room.pass_time(20)
        await room.press("y")
        await room.on(AirtimeScreen)
        assert re.search(r"Noor Haddad +0:20/2:00 +speaks", room.shown)
        assert f"{YOURS} {KEPT}" in " ".join(room.text("#kept").split())


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_what_a_share_is_is_said(size: tuple[int, int], tmp_path: Path) -> None:
    """After a new plan I read what the shares are of: the order beside it has the new times."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=size) as room:
        await room.pass_time(minutes=6)
        await room.press("r", "enter", "right", "y")
        await room.on(AirtimeScreen)
        assert FIRST_PLAN in " ".join(room.text("#kept").split())
        told = re.search(r"Mira .*?([\d:]+)(?: of |/)([\d:]+)", room.shown)
        assert told is not None
        assert told[2] == "2:00"
