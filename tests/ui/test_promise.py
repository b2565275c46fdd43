"""Honest time on the screen: what a pause does, a late start, and moving the promise."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Static

from circle_tui.domain import rules
from circle_tui.domain.agenda import Silent
from circle_tui.domain.facts import Closed, Promised
from circle_tui.services.closing import finish
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.livehead import LiveHead
from circle_tui.ui.screens.promise import PromiseScreen
from circle_tui.ui.widgets.bigclock import BigClock
from tests.ui.rooms import (
    AGENDA,
    NAMES,
    Room,
    circle_of,
    entered,
    opened,
    running,
    workspace_of,
)


def promises(room: Room) -> list[Promised]:
    """Return the facts by which the promise was moved."""
    return [fact for fact in room.workspace.circle.journal.read() if isinstance(fact, Promised)]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_late_start_is_told_at_the_end(size: tuple[int, int], tmp_path: Path) -> None:
    """Planned for 18:30 and begun at 18:37: the page at the end says so."""
    circle = circle_of(*NAMES)
    planned = circle.clock.now()
    circle.clock.advance(minutes=7)
    now = circle.clock.now()
    began = rules.begin(AGENDA, (1, 2, 3, 4), "5e5510115e551011", now, scheduled=planned)
    circle.journal.append([began, Closed(now)])
    space = workspace_of(circle, tmp_path)
    closing = finish(circle, space.exports, space.clock, space.token, space.zone)
    async with entered(space, lambda opened: ClosedScreen(closing, opened), size=size) as room:
        said = " ".join(str(room.app.screen.query_one("#time", Static).content).split())
        assert "Start 18:37, 7 min late; planned for 18:30" in said


async def test_promise_is_seen_before_it_is_moved(tmp_path: Path) -> None:
    """Four minutes late, s offers the end as it stands; enter promises it, undo takes it back."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.pass_time(minutes=6)
        await room.press("t")
        await room.on(PromiseScreen)
        assert "ends 18:57 as it stands" in room.prose
        assert "promised 18:53: 4 min late" in room.prose
        assert "then 18:53: 4 min late, as now" in room.prose
        await room.press("s")
        assert "then 18:57: on time, promised 4 min later" in room.prose
        assert not promises(room)
        await room.press("enter")
        await room.on(LiveScreen)
        assert len(promises(room)) == 1
        assert "Promised now: 18:57." in room.shown
        assert "ends 18:57   on time" in room.text("#head")
        await room.press("u")
        assert "promised 18:53   ends 18:57   4 min late" in room.text("#head")


async def test_minutes_are_chosen(tmp_path: Path) -> None:
    """Up and down move it a minute, page keys five, and s goes back to the end as it stands."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("t", "up", "up")
        assert "then 18:55: 2 min early, promised 2 min later" in room.prose
        await room.press("pagedown", "down")
        assert "then 18:49: 4 min late, promised 4 min earlier" in room.prose
        await room.press("s")
        assert "then 18:53: on time, as now" in room.prose
        await room.press("enter")
        assert "That is when the meeting is promised to end already." in room.prose
        assert not promises(room)


async def test_looking_at_the_promise_moves_nothing(tmp_path: Path) -> None:
    """Late by minutes and some seconds, opened and accepted the promise is what it was."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.pass_time(minutes=6)
        await room.pass_time(20)
        await room.press("t", "enter")
        await room.on(LiveScreen)
        assert "That is when the meeting is promised to end already." in room.prose
        assert not promises(room)


async def test_the_end_as_it_stands_is_the_end_that_is_shown(tmp_path: Path) -> None:
    """Twenty seconds past a minute both ends are the same one, and then I am on time."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.pass_time(minutes=6)
        await room.pass_time(20)
        await room.press("t", "s")
        assert "ends 18:57 as it stands" in room.prose
        assert "then 18:57: on time, promised 4 min later" in room.prose
        room.clock.advance(minutes=1)
        (await room.on(PromiseScreen))._show()
        assert "then 18:58: on time, promised 5 min later" in room.prose
        await room.press("enter")
        assert "Promised now: 18:58." in room.shown
        assert "ends 18:58   on time" in room.text("#head")
        await room.press("r")
        assert "The meeting is on time, so there is nothing to plan again." in room.prose


async def test_early_promise_is_not_moved_by_a_key_too_many(tmp_path: Path) -> None:
    """Ahead of time it begins with the promise as it is; the earlier end is one key away."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("s", "s", "t")
        assert "promised 18:53: 4 min early" in room.prose
        assert "then 18:53: 4 min early, as now" in room.prose
        await room.press("s")
        assert "then 18:49: on time, promised 4 min earlier" in room.prose


async def test_escape_leaves_the_promise(tmp_path: Path) -> None:
    """Esc changes nothing."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("t", "up", "escape")
        await room.on(LiveScreen)
        assert not promises(room)
        assert "ends 18:53   on time" in room.text("#head")


async def test_clock_runs_on_in_the_window(tmp_path: Path) -> None:
    """While the promise is looked at, the clock and the ends stay true."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("t")
        screen = await room.on(PromiseScreen)
        room.clock.advance(minutes=3)
        screen.query_one(LiveHead).look()
        screen._show()
        assert "1:00 over 2:00" in room.prose
        assert "ends 18:54 as it stands" in room.prose


@pytest.mark.parametrize(
    ("size", "place"), [((120, 36), "#aside"), ((80, 24), "#aside"), ((40, 12), "#words")]
)
async def test_a_pause_says_what_it_does(size: tuple[int, int], place: str, tmp_path: Path) -> None:
    """Paused, I read for how long, that the promise stays, and when the meeting now ends."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=size) as room:
        before = room.text("#clock")
        await room.press("space")
        await room.pass_time(minutes=3)
        assert room.text(place).strip() == "paused 3 min: promise stays 18:53"
        assert "18:56" in room.text("#head")
        assert "3 min late" in room.text("#head")
        assert room.text("#clock") == before
        await room.press("space")
        assert "2:00 left of 2:00 · 0:00 used" in room.text("#words")


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_time_is_whole_at_every_size(size: tuple[int, int], tmp_path: Path) -> None:
    """Planned, used, left, over, the end and how it stands to the promise: always on the screen."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=size) as room:
        await room.pass_time(75)
        assert "0:45 left of 2:00 · 1:15 used" in room.text("#words")
        assert "18:53" in room.text("#head")
        assert "on time" in room.text("#head")
        assert "○ calm" in room.text("#segment")
        await room.pass_time(30)
        assert "● soon" in room.text("#segment")
        await room.pass_time(20)
        assert room.live.query_one(BigClock).time == "+0:05"
        assert "0:05 over 2:00 · 2:05 used" in room.text("#words")
        assert "▲ time is up" in room.text("#segment")
        await room.pass_time(minutes=2)
        assert "2 min late" in room.text("#head")


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_silence_keeps_the_time(size: tuple[int, int], tmp_path: Path) -> None:
    """In a silent part, too, I see what is used and left, the end, and the promise."""
    first = replace(AGENDA.segments[0], silent_for=Silent.ALL)
    quiet = replace(AGENDA, segments=(first, *AGENDA.segments[1:]))
    async with opened(running(circle_of(*NAMES), quiet), tmp_path, LiveScreen, size=size) as room:
        await room.pass_time(minutes=4)
        assert "2:00 over 2:00 · 4:00 used" in room.text("#words")
        assert "18:55" in room.text("#head")
        assert "2 min late" in room.text("#head")


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_time_is_whole_after_a_new_plan(size: tuple[int, int], tmp_path: Path) -> None:
    """After a re-plan the new times are what is planned, used and left, and the end is on time."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=size) as room:
        await room.pass_time(minutes=4)
        await room.press("r", "enter", "right")
        await room.pass_time(30)
        assert re.search(r"1:[0-2]\d left of 1:[3-5]\d · 0:30 used", room.text("#words"))
        assert "18:53" in room.text("#head")
        assert "on time" in room.text("#head")


async def test_the_keys_of_the_promise_fit(tmp_path: Path) -> None:
    """At forty columns the keys that move the end are named, and so is the way back."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=(40, 12)) as room:
        await room.press("t")
        await room.on(PromiseScreen)
        assert "enter promise  ↑ ↓ minute  esc back" in room.shown


async def test_the_smallest_window_says_what_enter_promises(tmp_path: Path) -> None:
    """At 20 by 5 the end that enter promises stands beside the key."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=(20, 5)) as room:
        await room.pass_time(minutes=6)
        await room.press("t", "s")
        await room.on(PromiseScreen)
        assert "then 18:57: promised 4 min later" in room.prose
        assert "enter promise" in room.shown


async def test_how_far_the_promise_moves_is_whole_in_a_small_window(tmp_path: Path) -> None:
    """At 30 by 8 I read to the end by how much the promise would move."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=(30, 8)) as room:
        await room.press("t", "up")
        await room.on(PromiseScreen)
        assert "18:54: promised 1 min later" in room.prose
        assert "enter promise esc back" in room.prose


async def test_nothing_beneath_shows_in_the_smallest_window(tmp_path: Path) -> None:
    """Made 20 by 5, a window is all that I see: no half of the session stands beside it."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("t")
        await room.on(PromiseScreen)
        await room.pilot.resize_terminal(20, 5)
        await room.settle()
        assert room.app.screen.query_one("#box").region == room.app.screen.region
