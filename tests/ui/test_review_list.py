"""The list of what is open: what was answered in this review, whose it is, and what others do."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.timer import Timer

from circle_tui.domain.actions import ActionStatus, Step, taken
from circle_tui.domain.people import Agreed
from circle_tui.domain.stage import FRESH, Reading, Shown, StageView, stage_before, stage_view
from circle_tui.services.reviewing import Reviewing
from circle_tui.services.workspace import Workspace
from circle_tui.ui.screens.attendance import AttendanceScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.public import PublicScreen
from circle_tui.ui.screens.review_group import BeforeScreen
from circle_tui.ui.screens.review_mine import MineScreen
from tests.fakes import FakeCircle
from tests.ui.rooms import Room, entered, opened, workspace_of
from tests.ui.test_review import TEXTS, furnished, together


def line_of(room: Room, text: str) -> str:
    """Return the line of the list that an item stands in."""
    (line,) = (line for line in room.text("Items").splitlines() if text in line)
    return line


async def test_only_what_was_answered_today_has_a_mark(tmp_path: Path) -> None:
    """What was said in an earlier review looks open; an answer of now has a mark and its word."""
    circle = furnished()
    earlier = circle.clock.now().date() - timedelta(days=14)
    for number, status in enumerate((ActionStatus.PARTLY, ActionStatus.CARRIED)):
        item = circle.kept.actions[f"{number:018}"]
        circle.actions.put(taken(item, Step(earlier, status, after="")))
    async with opened(circle, tmp_path, together) as room:
        assert not any(mark in room.text("Items") for mark in "◐→✓○")
        await room.press("h", "c", "d")
        for text, mark, word in zip(TEXTS, "◐→✓", ("partly", "carried", "done"), strict=True):
            line = line_of(room, text)
            assert f" {mark} " in line
            assert line.endswith(word)


async def test_a_line_alone_is_looked_at(tmp_path: Path) -> None:
    """An item of which only was said how it went counts as looked at, and the list says so."""
    async with opened(furnished(), tmp_path, together) as room:
        await room.press("n")
        await room.write("it went")
        await room.press("enter")
        assert line_of(room, TEXTS[0]).strip().endswith("looked at")


@pytest.mark.parametrize(("width", "whole"), [(80, False), (120, True)])
async def test_a_wide_window_has_room_for_names(tmp_path: Path, width: int, whole: bool) -> None:
    """A name of 26 letters is cut at 80 columns, and not at 120."""
    circle = furnished()
    first, *others = circle.people.members()
    name = "Bartholomea Quillfeatherby"
    circle.people.put_members([replace(first, name=name), *others])
    async with opened(circle, tmp_path, together, size=(width, 36)) as room:
        line = line_of(room, TEXTS[0])
        assert (name in line) is whole
        assert name[:15] in line


async def test_every_small_window_says_how_to_skip(tmp_path: Path) -> None:
    """In 40 columns all four answers and skipping are in the line of keys, on a member's too."""
    circle = furnished("Beacon", "Beacon", "Beacon")
    screen = lambda space: MineScreen(Reviewing(space), "Beacon", lambda _: None)  # noqa: E731
    async with opened(circle, tmp_path, screen, size=(40, 12)) as room:
        keys = room.text("#keys")
        assert all(key in keys for key in ("d done", "h ½", "c carry", "x drop", "s skip", "?"))


@asynccontextmanager
async def beside(circle: FakeCircle, folder: Path) -> AsyncIterator[tuple[Room, MineScreen]]:
    """Look at a circle that another window holds, and changes."""
    seen = [circle.kept.actions]
    space: list[Workspace] = []

    async def follow() -> Reviewing | None:
        if circle.kept.actions == seen[-1]:
            return None
        seen.append(circle.kept.actions)
        return Reviewing(space[0])

    def screen(workspace: Workspace) -> MineScreen:
        space.append(workspace)
        return MineScreen(Reviewing(workspace), "Beacon", lambda _: None, follow)

    async with opened(circle, folder, screen) as room:
        shown = room.app.screen
        assert isinstance(shown, MineScreen)
        yield room, shown


async def test_it_follows_what_the_session_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the session holds the circle I see what is answered there, from where I am."""
    circle = furnished("Beacon", "Beacon", "Beacon")
    monkeypatch.setattr(circle, "read_only", True)
    async with beside(circle, tmp_path) as (room, screen):
        await room.press("down")
        assert "Read-only: another window holds this circle." in room.shown
        assert TEXTS[1] in room.text("#text")
        item = circle.kept.actions[f"{0:018}"]
        circle.actions.put(taken(item, Step(circle.clock.now().date(), ActionStatus.CARRIED)))
        screen._look_again()
        await room.settle()
        assert line_of(room, TEXTS[0]).endswith("carried")
        assert TEXTS[1] in room.text("#text")
        circle.actions.remove([f"{1:018}"])
        screen._look_again()
        await room.settle()
        assert TEXTS[0] in room.text("#text")


async def stage(room: Room) -> tuple[Shown, str, str] | None:
    """Return what others see."""
    await room.settle()
    circle = room.workspace.circle
    assert isinstance(circle, FakeCircle)
    seen = circle.stage
    return None if seen is None else (seen.shown, seen.progress, seen.item)


@pytest.mark.parametrize("agreed", [False, True])
async def test_others_see_how_far_it_is_before_the_clock(tmp_path: Path, agreed: bool) -> None:
    """Before the start the public view tells how far the group is, and items only as agreed."""
    circle = furnished()
    if agreed:
        circle.people.put_profile(replace(circle.people.profile(), agreed=(Agreed.ITEMS,)))
    async with entered(workspace_of(circle, tmp_path)) as room:
        await room.press("enter", "enter")
        await room.on(BeforeScreen)
        assert await stage(room) == (Shown.REVIEW, "0 of 3", TEXTS[0] if agreed else "")
        await room.press("d")
        assert await stage(room) == (Shown.REVIEW, "1 of 3", TEXTS[1] if agreed else "")
        await room.press("escape")
        await room.on(AttendanceScreen)
        assert await stage(room) is None
        await room.press("enter")
        await room.on(BeforeScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        assert await stage(room) == (Shown.TURN, "", "")


@pytest.mark.parametrize("item", ["", TEXTS[0]])
async def test_what_the_public_view_shows_before_the_clock(tmp_path: Path, item: str) -> None:
    """It says that the circle looks at last time, how far it is, and the item if that may be."""

    def public(workspace: Workspace) -> PublicScreen:
        beat = workspace.clock.beat()
        told = stage_view(stage_before(beat, Reading("4 of 7", item)), beat)
        return PublicScreen(lambda: (told, 1.0))

    async with opened(furnished(), tmp_path, public) as room:
        assert "last time" in room.text("#title")
        assert room.text("#state").strip() == "4 of 7 looked at"
        assert room.text("#prompt").strip() == (item or "what became of what we took on")
        assert "waiting" not in room.shown
        screen = room.app.screen
        assert isinstance(screen, PublicScreen)
        await room.press("b")
        assert room.prose.startswith("one moment")
        assert "4 of 7" not in room.shown


async def test_others_see_it_as_long_as_it_lasts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While nobody touches a key the review stays in sight, longer than a stage is fresh."""
    circle, timers = furnished(), list[tuple[float, Callable[[], Awaitable[None]]]]()
    set_interval = BeforeScreen.set_interval

    def noted(screen: BeforeScreen, seconds: float, call: Any, **options: Any) -> Timer:  # noqa: ANN401
        if seconds >= 1:
            timers.append((seconds, call))
        return set_interval(screen, seconds, call, **options)

    monkeypatch.setattr(BeforeScreen, "set_interval", noted)
    async with entered(workspace_of(circle, tmp_path)) as room:
        await room.press("enter", "enter")
        await room.on(BeforeScreen)
        await room.settle()
        for passed in range(1, FRESH + 2):
            room.clock.advance(1)
            for seconds, call in timers:
                if passed % seconds == 0:
                    await call()
        assert circle.stage is not None
        assert stage_view(circle.stage, room.clock.beat()).shown is Shown.REVIEW


def test_it_is_gone_when_its_process_is(tmp_path: Path) -> None:
    """A review that is not renewed is no more seen than a session."""
    space = workspace_of(furnished(), tmp_path)
    beat = space.clock.beat()
    old = stage_before(replace(beat, running=beat.running - 60), Reading("1 of 2", ""))
    assert stage_view(old, beat) == StageView(Shown.WAITING)
