"""What must be seen is seen, at every size of the window."""

import re
from collections.abc import Callable
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Input, OptionList

from circle_tui.domain.errors import Refused
from circle_tui.domain.people import Member
from circle_tui.ui.screens.bids import BidsScreen
from circle_tui.ui.screens.counting import CountingScreen
from circle_tui.ui.screens.here import HereScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.pick import PickScreen
from circle_tui.ui.widgets.bidtable import BidTable
from circle_tui.ui.widgets.bigclock import BigClock
from circle_tui.ui.widgets.roll import Roll
from tests.ui.places import SCREENS
from tests.ui.rooms import NAMES, Room, circle_of, opened, running

SIZES = ((120, 36), (40, 12), (30, 8), (20, 5), (1, 1), (80, 24))
"""Columns and rows; the last one is the size that the tests begin with."""

LOOKS = 100
"""How often to look again whether a resize has come through."""

LONG_NAMES = ("Oluwaseun Marrobrook-Altavintro", "Priyamvada Sunderkeel-Corvanti", "Bo Lind")

PARTS = ("#clock", "#who", "#prompt", "#order", "#head", "#keys")
"""Clock, who, next, prompt, running order, projected end and keys."""

SMALL_PARTS = ("#clock", "#who", "#head", "#typed", "#keys")


def widget(room: Room, selector: str) -> Widget:
    """Return a widget of the screen on top."""
    return room.app.screen.query_one(selector)


def inside(room: Room, *selectors: str) -> dict[str, Region]:
    """Return the place of each widget, all of which must be wholly on the screen."""
    window = room.app.screen.region
    regions = {selector: widget(room, selector).region for selector in selectors}
    for selector, region in regions.items():
        assert region.area, f"{selector} has no room"
        assert window.contains_region(region), f"{selector} is cut"
        visible = room.app.screen.find_widget(widget(room, selector)).visible_region
        assert visible == region, f"{selector} is partly hidden"
    return regions


async def waited(look: Callable[[], object], expected: object, room: Room) -> None:
    """Let a busy machine catch up: Textual lays a window out a moment after it was resized."""
    for _ in range(LOOKS):
        if look() == expected:
            return
        await room.settle()
    assert look() == expected


def _rows_fit(room: Room, height: int) -> bool:
    return len(room.shown.splitlines()) <= height


@pytest.mark.parametrize("name", SCREENS)
async def test_any_size(name: str, tmp_path: Path) -> None:
    """However small the window gets, no screen breaks, and at its old size it is as it was."""
    async with opened(running(circle_of(*NAMES)), tmp_path, SCREENS[name]) as room:
        before = room.shown
        assert before.strip()
        for width, height in SIZES:
            await room.pilot.resize_terminal(width, height)
            await waited(lambda: room.app.screen.size, (width, height), room)
            await waited(partial(_rows_fit, room, height), True, room)
        await waited(lambda: room.shown, before, room)


@pytest.mark.parametrize("size", [(40, 12), (120, 36)])
@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_is_what_its_window_makes_it(
    name: str, size: tuple[int, int], tmp_path: Path
) -> None:
    """A screen that opened in another size looks as one that opened in this one."""
    folders = tmp_path / "one-1", tmp_path / "two-2"
    for folder in folders:
        folder.mkdir()
    async with opened(running(circle_of(*NAMES)), folders[0], SCREENS[name]) as room:
        wanted = room.shown
    async with opened(running(circle_of(*NAMES)), folders[1], SCREENS[name], size=size) as room:
        await room.pilot.resize_terminal(80, 24)
        await waited(lambda: room.app.screen.size, (80, 24), room)
        await waited(lambda: room.shown.replace("two-2", "one-1"), wanted, room)


@pytest.mark.parametrize("names", [NAMES, LONG_NAMES])
async def test_live_parts(names: tuple[str, ...], tmp_path: Path) -> None:
    """At 80 by 24 and above everything that matters is in full view, and nothing overlaps."""
    async with opened(running(circle_of(*names)), tmp_path, LiveScreen) as room:
        for size in ((80, 24), (120, 36)):
            await room.pilot.resize_terminal(*size)
            regions = inside(room, *PARTS, "#segment", "#kept", "#typed", "#preview")
            for (one, first), (two, second) in combinations(regions.items(), 2):
                assert not first.overlaps(second), f"{one} overlaps {two}"
            assert room.text("#who").strip().startswith(names[0])
            assert f"  next: {names[1][0]}" in room.text("#who")
            assert room.text("#prompt").strip() == "How are you?"
            assert "ends 18:5" in room.text("#head")
            assert "on time" in room.text("#head")
            assert room.text("#clock").count("█") > 20
            assert "? more" in room.text("#keys")


async def test_live_in_a_small_window(tmp_path: Path) -> None:
    """In a small window clock, who, next, the end, the line to write in and the keys remain."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("An idea")
        for size in ((40, 12), (40, 11), (40, 10), (60, 18), (79, 19), (200, 10)):
            await room.pilot.resize_terminal(*size)
            await waited(lambda: "ends 18:53" in room.text("#head"), True, room)
            inside(room, *SMALL_PARTS)
            assert "Noor Haddad" in room.text("#who")
            assert "next: M" in room.text("#who")
            assert "ends 18:53" in room.text("#head")
            assert "enter keep  tab look  esc out" in room.text("#keys")
            assert "f1 more" in room.text("#keys")
            assert "An idea" in room.text("#typed")
            assert "kept as  An idea" in room.text("#preview")


async def test_live_in_a_tiny_window(tmp_path: Path) -> None:
    """In a tiny window the clock and the name remain, and how to see more; notes still work."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        for notes, size in enumerate(((39, 24), (30, 8), (100, 9), (20, 5)), start=1):
            await room.pilot.resize_terminal(*size)
            await waited(lambda: "More at 40 by 10 or larger." in room.shown, size != (20, 5), room)
            inside(room, "#clock", "#who")
            assert "Noor Haddad" in room.text("#who")
            assert room.text("#clock").strip()
            await room.press("n")
            await room.write("An idea")
            assert "An idea" in room.shown
            await room.press("enter")
            assert "An idea" not in room.shown
            assert len(room.workspace.circle.notes.all()) == notes


async def test_nothing_moves(tmp_path: Path) -> None:
    """Nothing on the live screen moves when I write, when time runs over, or when it is paused."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        before = inside(room, *PARTS)
        await room.press("n")
        await room.write("A rather long note " * 10)
        assert inside(room, *PARTS) == before
        await room.press("escape", "space")
        assert {part: inside(room, part)[part] for part in ("#clock", "#prompt", "#order")} == {
            part: before[part] for part in ("#clock", "#prompt", "#order")
        }
        await room.press("space")
        await room.pass_time(minutes=75)
        assert room.live.query_one(BigClock).time == "+1:13:00"
        assert inside(room, "#clock", "#prompt", "#order")["#clock"] == before["#clock"]
        assert "█" in room.text("#clock")


async def test_overtime_in_a_small_window(tmp_path: Path) -> None:
    """An hour over is still a clock, also where the window is small."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=(40, 12)) as room:
        await room.pass_time(minutes=75)
        assert any(block in room.text("#clock") for block in "█▀▄")
        await room.pilot.resize_terminal(20, 5)
        await waited(lambda: "+1:13:00" in room.shown, True, room)


class Said(NamedTuple):
    """What has to be read in a window, as patterns: what is asked, what is looked at, the keys."""

    asked: str
    looked_at: str
    decides: str
    leaves: str


WINDOWS = {
    "here": Said(r"12 of 12", r"Noor Haddad .*present", r"space (mark|here or not)", r"esc back"),
    "bids": Said(r"How many minutes", r"Noor .*240 min → +55:00", r"0-9 minutes", r"esc"),
    "turns": Said(r"Who goes first\?", r"Noor Haddad", r"enter (take|has the turn)", r"esc back"),
    "counting": Said(r"Check-in", r"such as 5 2 1.*Type three", r"enter take", r"esc back"),
    "prompt": Said(r"prompt", r"What made you smile on the way here\?", r"enter take", r"esc back"),
    "promise": Said(r"The (promised )?end", r"then +19:09: .*as now", r"enter promise", r"esc"),
    "airtime": Said(r"Airtime", r"Noor Had.* 0:00( of |/)2:00", r"esc back", r"esc back"),
    "replan": Said(r"What remains", r"To see .*larger\.|Shorten.*18:57", r"esc", r"esc leave it"),
    "ask": Said(r"End the session\?", r"Would end 18:30: on time\.", r"enter end it", r"esc back"),
    "pick": Said(r"Which agenda\?|1 of 24", r"Learning by as.* 60 min", r"enter take", r"esc back"),
    "help": Said(r"During the session", r"During the session", r"↑ ↓", r"esc back"),
    "read": Said(r"Check-in", r"How are you\?", r"esc back", r"esc back"),
}
"""Each window that stands over the session, and what it must say at every size."""

WINDOW_SIZES = ((20, 5), (30, 8), (40, 12), (80, 24))


async def resized(room: Room, size: tuple[int, int]) -> None:
    """Give the window another size, and wait until all of it has come through."""
    await room.pilot.resize_terminal(*size)
    await waited(lambda: room.app.screen.size, size, room)
    await waited(partial(_rows_fit, room, size[1]), True, room)
    await room.settle()


def crowd() -> tuple[str, ...]:
    """Return the names of eight more people than the list has rows for in a small window."""
    return tuple(f"Person {place}" for place in range(8))


@pytest.mark.parametrize("size", WINDOW_SIZES)
@pytest.mark.parametrize("name", WINDOWS)
async def test_a_window_says_what_matters(name: str, size: tuple[int, int], tmp_path: Path) -> None:
    """However small it is, a window says what is asked, what the cursor is on and the keys.

    No figure is cut, and at its old size the window is as it was.
    """
    circle = circle_of(*NAMES)
    more = [Member(f"{at:016x}", called, f"Alias {at}") for at, called in enumerate(crowd())]
    circle.people.put_members([*circle.people.members(), *more])
    async with opened(running(circle), tmp_path, SCREENS[name]) as room:
        before = room.shown
        await resized(room, size)
        for told in WINDOWS[name]:
            assert re.search(told, room.prose), f"{told} is not in {room.shown}"
        assert not re.search(r"\d…", room.shown)
        assert all(len(line) <= size[0] for line in room.shown.splitlines())
        await resized(room, (80, 24))
        await waited(lambda: room.shown, before, room)


async def test_what_was_marked_is_seen_and_stays(tmp_path: Path) -> None:
    """Made tiny and large again, the list is where I left it; meanwhile I see whom I look at."""
    async with opened(running(circle_of(*LONG_NAMES)), tmp_path, SCREENS["here"]) as room:
        await room.press("down", "l")
        before = room.shown
        await resized(room, (20, 5))
        assert "Who is here: 3 of 3" in room.shown
        assert "↑↓ 2/3 Priyamvada S…" in room.shown
        assert "+ → came late" in room.shown
        assert "enter accept  esc" in room.shown
        await room.press("down")
        assert "↑↓ 3/3 Bo Lind" in room.shown
        await room.press("up")
        await resized(room, (80, 24))
        await waited(lambda: room.shown, before, room)
        assert room.app.screen.query_one(Roll).row == 1


async def test_bids_are_written_and_accepted_in_the_smallest_window(tmp_path: Path) -> None:
    """At 20 by 5 I see each number as I type it, and on the last line what Enter does."""
    async with opened(running(circle_of(*NAMES)), tmp_path, SCREENS["bids"], size=(20, 5)) as room:
        await room.press("down", "down", *"120")
        assert "↑↓ 3/4 Teodor Lind" in room.shown
        assert "120 min → " in room.shown
        await room.press("down", "down")
        assert "Share it so?" in room.shown
        assert "enter accept  esc" in room.shown
        assert "Would end " in room.shown
        await resized(room, (80, 24))
        assert (await room.on(BidsScreen)).query_one(BidTable).accepting


async def test_what_was_typed_stays(tmp_path: Path) -> None:
    """Counts that I was typing are whole in the smallest window, and after it."""
    async with opened(running(circle_of(*NAMES)), tmp_path, SCREENS["counting"]) as room:
        await room.press(*"2 1 1")
        for size in ((20, 5), (30, 8), (80, 24)):
            await resized(room, size)
            assert (await room.on(CountingScreen)).query_one(Input).value == "2 1 1"
            assert "2 1 1" in room.shown
            assert "Counted." in room.shown
            assert "enter take" in room.shown


async def test_the_choice_at_the_cursor_stays_in_sight(tmp_path: Path) -> None:
    """Made smaller, a list still shows the line that I look at."""
    async with opened(running(circle_of(*NAMES)), tmp_path, SCREENS["pick"]) as room:
        await room.press(*["down"] * 9)
        row = (await room.on(PickScreen)).looked_at
        listed = room.app.screen.query_one(OptionList)
        title = str(listed.get_option_at_index(row).prompt).split("  ")[0]
        for size in ((40, 12), (30, 8)):
            await resized(room, size)
            assert title[:10] in room.text("OptionList")
        await resized(room, (80, 24))
        assert room.app.screen.query_one(OptionList).highlighted == row


async def test_a_long_refusal_covers_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is here says why it cannot be accepted, at any length, above the keys."""
    why = "There are too many people, which is why this is told at length. " * 6
    monkeypatch.setattr(HereScreen, "_found", lambda _self: Refused(why.strip()))
    async with opened(running(circle_of(*NAMES)), tmp_path, SCREENS["here"], size=(40, 12)) as room:
        inside(room, "#head", "Roll", "#sum", "#keys")
        assert "▸ ✓ Noor Haddad" in room.text("Roll")
        assert room.text("#sum").rstrip().endswith("…")
        assert "esc back" in room.shown.splitlines()[-1]


async def test_the_bar_begins_where_the_other_lines_do(tmp_path: Path) -> None:
    """At 80 by 24 the bar stands beneath the part's name and above whose turn it is."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        left = inside(room, "#bar")["#bar"].x
        assert left == room.live.query_one("#segment").content_region.x
        assert left == room.live.query_one("#who").content_region.x
        assert inside(room, "#said")["#said"].width == 36
