"""Sharing the session's own screen, and what the console publishes for the public view."""

from dataclasses import replace
from pathlib import Path

import pytest

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.stage import Shown, Stage
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.widgets.keyline import KeyLine
from tests.ui.rooms import NAMES, Room, circle_of, opened, running

SIZES = ((80, 24), (120, 36), (40, 12), (20, 5))

NAMING = Agenda(
    "naming",
    "An evening for Noor Haddad",
    (
        Segment(
            *("Welcome Mira Sandoval", "check-in", ClockMode.EACH, 120),
            show="Noor Haddad begins.",
            say="Give Teodor Lind time.",
        ),
        Segment("Pairs", "discussion", ClockMode.PAIRS, 300, show="In pairs."),
        Segment("Talk", "discussion", ClockMode.GROUP, 600, show="What stays?"),
    ),
)
"""An agenda whose own words name people."""

PRIVATE = (*(part for name in NAMES for part in name.split()), "Thursday", "Give ", "shore leave")


def stage(room: Room) -> Stage:
    """Return what the public view reads."""
    found = getattr(room.workspace.circle, "stage")  # noqa: B009 - only the fake has it
    assert isinstance(found, Stage)
    return found


def names_nobody(text: str) -> None:
    """Assert that nothing private stands in a text."""
    assert [word for word in PRIVATE if word.casefold() in text.casefold()] == []


@pytest.mark.parametrize("size", SIZES)
async def test_a_shared_screen_shows_nothing_private(size: tuple[int, int], tmp_path: Path) -> None:
    """After x no name, note or word to say is on my screen, at any size, until x again."""
    async with opened(running(circle_of(*NAMES), NAMING), tmp_path, LiveScreen, size=size) as room:
        await room.press("n")
        await room.write("shore leave")
        await room.press("enter", "a")
        await room.write("Noor: ask about shore leave by fri")
        await room.press("escape")
        for key in ("x", "f2"):
            await room.press(key)
            for _ in range(6):
                names_nobody(room.shown)
                await room.press("right")
            names_nobody(room.shown)
            if size[0] >= 40:
                assert "SHARED" in room.text("#head")
                assert "x show all" in room.text("#keys")
            await room.press(*["left"] * 6, key)
        await room.press("n", "escape")
        assert "Noor" in room.shown or size == (20, 5)
        assert "SHARED" not in room.shown


async def test_the_header_says_so(tmp_path: Path) -> None:
    """The first line says that the screen is shared; the clock, the parts and the end stay."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        clock = room.text("#clock")
        await room.press("x")
        assert "SHARED, names hidden" in room.text("#head")
        assert "ends 18:53   on time" in room.text("#head")
        assert room.text("#clock") == clock
        assert "How are you?" in room.text("#prompt")
        assert "CHECK-IN  1 of 4" in room.text("#segment")
        assert [row.split()[1] for row in room.text("#order").splitlines() if "0" in row]
        await room.press("x")
        assert "Thursday circle" in room.text("#head")


async def test_what_would_show_names_waits(tmp_path: Path) -> None:
    """While I share, keys that open something private do nothing and say why; the clock obeys."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen, size=(120, 36)) as room:
        await room.press("x")
        for key in ("n", "a", "i", "w", "b", "ctrl+n", "ctrl+t"):
            await room.press(key)
            assert "Not while the screen is shared. Press x first" in room.text("#writing")
            assert room.live.sharing
            await room.press("space")
            assert "Not while" not in room.text("#writing")
        offered = [command.name for command in room.live.query_one(KeyLine).commands]
        assert offered[0] == "share"
        assert not {"note", "action", "script", "who", "bids"} & set(offered)
        await room.press("?")
        await room.on(HelpScreen)
        await room.press("escape", "right", "e")
        await room.on(AskScreen)
        names_nobody(room.shown)
        await room.press("escape", "x", "n")
        assert "enter keep it" in room.text("#keys")


async def test_sharing_while_writing(tmp_path: Path) -> None:
    """F2 in the middle of a note hides it at once and keeps it as a draft."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("shore leave")
        await room.press("f2")
        names_nobody(room.shown)
        await room.press("x", "n")
        assert "shore leave" in room.text("#typed")


async def test_the_console_publishes(tmp_path: Path) -> None:
    """The public view hears of every change, of every sign of life, and of the end."""
    async with opened(running(circle_of(*NAMES), NAMING), tmp_path, LiveScreen) as room:
        assert stage(room).title == "Welcome [A]"
        names_nobody(repr(stage(room)))
        await room.press("space")
        assert stage(room).paused
        await room.press("space", "right", "right", "right")
        assert not stage(room).paused
        assert stage(room).following == "Pairs"
        await room.press("right")
        assert stage(room).title == "Pairs"
        room.clock.advance(6)
        room.live._tick()
        await room.settle()
        assert stage(room).left == pytest.approx(294, abs=1)
        await room.press("e")
        await room.on(AskScreen)
        await room.press("enter")
        assert stage(room).shown is Shown.OVER


async def test_blanking_from_the_console(tmp_path: Path) -> None:
    """V leaves nothing on the public view, my header says so, and v brings it back."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("v")
        assert stage(room).shown is Shown.BLANK
        assert (stage(room).title, stage(room).prompt) == ("", "")
        assert "public view blank" in room.text("#head")
        await room.press("right")
        assert stage(room).shown is Shown.BLANK
        await room.press("f4")
        assert stage(room).prompt == "How are you?"
        assert "public view" not in room.text("#head")


async def test_initials_if_the_circle_wants_them(tmp_path: Path) -> None:
    """Who is next is told to others by initials, and only where the circle chose so."""
    circle = circle_of(*NAMES)
    async with opened(running(circle), tmp_path, LiveScreen) as room:
        assert stage(room).following == ""
    circle = circle_of(*NAMES)
    circle.people.put_profile(replace(circle.people.profile(), initials=True))
    async with opened(running(circle), tmp_path, LiveScreen) as room:
        assert stage(room).following == "M."
        await room.press("x")
        assert room.text("#who").split() == ["N.", "next:", "M."]
