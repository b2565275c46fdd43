"""What is covered stays covered: no screen comes up over a cover, whatever was on its way."""

import asyncio
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual.app import App
from textual.events import Key
from textual.screen import Screen
from textual.widget import Widget

from circle_tui.domain import rules
from circle_tui.domain.agenda import NotesPolicy
from circle_tui.storage.circle import StoredCircle
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.cover import CoverScreen
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.read import ReadScreen
from circle_tui.ui.screens.resume import ResumeScreen
from circle_tui.ui.screens.wait import WaitScreen
from circle_tui.ui.terminal.keys import OneKeyAtATime, Patience, StrayTyping
from tests.ui.rooms import AGENDA, NAMES, Room, circle_of, entered, opened, running
from tests.ui.test_slow_disk import circle, held, workspace

__all__ = ["circle"]

MEANWHILE = 12
"""How often a test lets everything that is on its way happen, before it looks what came of it."""


async def still_covered(room: Room) -> None:
    """Assert that nothing comes up by itself."""
    for _ in range(MEANWHILE):
        await room.settle()
        assert isinstance(room.app.screen, CoverScreen)
        assert not [name for name in NAMES if name.split()[0] in room.shown]


@pytest.mark.parametrize("key", ["x", "f2"])
async def test_the_end_of_a_session_waits_behind_a_cover(
    circle: StoredCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """I hide the screen while the disk takes its time: the page that was coming waits for me."""
    monkeypatch.setattr("circle_tui.services.writer.PATIENCE", 0.01)
    async with entered(workspace(circle, tmp_path)) as room:
        await room.on(ResumeScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        await room.settle()  # what it begins with is saved, so that the one write is the end's
        with held(monkeypatch, after=1) as done:
            await room.pilot.press("e", "enter")
            await room.on(WaitScreen)
            await room.pilot.press(key)
            await room.pilot.pause()
            assert isinstance(room.app.screen, CoverScreen)
            done.set()
            await still_covered(room)
        assert not circle.journal.read()
        await room.press(key)
        await room.on(ClosedScreen)
        assert len(room.app.screen_stack) == 2


async def test_a_session_that_starts_waits_behind_a_cover(tmp_path: Path) -> None:
    """Between two screens, too, the key that hides holds: the room comes up when I say so."""
    async with opened(running(circle_of(*NAMES)), tmp_path) as room:
        await room.on(ResumeScreen)
        room.app.post_message(Key("enter", None))
        while isinstance(room.app.screen, ResumeScreen):
            await asyncio.sleep(0)
        assert not isinstance(room.app.screen, LiveScreen)
        room.app.action_cover()
        await still_covered(room)
        await room.press("x")
        await room.on(LiveScreen)


@pytest.mark.parametrize("key", ["x", "f2"])
async def test_a_question_is_covered_too(tmp_path: Path, key: str) -> None:
    """A question over a screen with names can be hidden as anything else, and asks on then."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("e", key)
        await still_covered(room)
        await room.press("enter", "escape", "n")
        await still_covered(room)
        await room.press(key)
        assert isinstance(room.app.screen, AskScreen)
        await room.press("n")
        assert isinstance(room.app.screen, LiveScreen)


async def test_what_is_done_with_goes_when_the_cover_does(tmp_path: Path) -> None:
    """A screen that is done with behind a cover leaves the cover where it is."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        help_ = HelpScreen("Help", ())
        await room.app.push_screen(help_)
        room.app.action_cover()
        await room.settle()
        help_.dismiss(None)
        await still_covered(room)
        await room.app.push_screen(HelpScreen("Late", ()))
        await still_covered(room)
        await room.press("x")
        assert isinstance(room.app.screen, LiveScreen)


async def test_one_cover_is_enough(tmp_path: Path) -> None:
    """Who covers a window as the session ends reads that it has ended, and presses one key."""
    async with opened(running(circle_of(*NAMES)), tmp_path) as room:
        await room.on(ResumeScreen)
        await room.press("enter")
        live = await room.on(LiveScreen)
        room.app.action_cover()
        await room.settle()
        live.do(rules.close)
        await still_covered(room)
        assert "the session is over" in room.shown
        await room.press("x")
        assert not isinstance(room.app.screen, CoverScreen)


async def test_leaving_is_not_held_up(tmp_path: Path) -> None:
    """Ctrl-C on a covered screen leaves, though a line is begun: that is kept."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("half a line")
        await room.press("escape")
        room.app.action_cover()
        await room.settle()
        await room.press("ctrl+c")
        for _ in range(MEANWHILE):
            await room.settle()
        assert room.app._exit
        assert [draft.text for draft in room.workspace.circle.drafts.all()] == ["half a line"]


async def test_a_screen_that_opens_is_covered_before_it_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key that hides waits for no screen to be there: of one that opens nothing is painted."""
    painted: list[str] = []
    display = App._display

    def shown(app: App[None], screen: Screen[Any], update: Any) -> None:  # noqa: ANN401
        painted.append(type(screen).__name__ if update is not None else "")
        display(app, screen, update)

    async with opened(running(circle_of(*NAMES)), tmp_path, HomeScreen) as room:
        monkeypatch.setattr(App, "_display", shown)
        painted.clear()
        room.app.push_screen(ReadScreen("Arrive", "Noor Haddad begins.", ""))
        assert not room.app.screen.is_mounted
        room.app.post_message(Key("f2", None))
        await still_covered(room)
        assert "ReadScreen" not in painted
        await room.press("x")
        assert isinstance(room.app.screen, ReadScreen)


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
async def test_leaving_a_covered_screen_with_notes_in_memory(tmp_path: Path, key: str) -> None:
    """The cover says what waits, and asks nothing over it; the same key once more leaves."""
    agenda = replace(
        AGENDA, segments=(replace(AGENDA.segments[0], notes=NotesPolicy.PRESENTER_KEEPS),)
    )
    async with opened(running(circle_of(*NAMES), agenda), tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("for the presenter alone")
        await room.press("enter")
        assert room.workspace.held.notes
        room.app.action_cover()
        await room.settle()
        await room.press(key)
        await still_covered(room)
        assert "Notes in memory wait to be handed over." in room.shown
        assert not room.app._exit
        await room.press(key)
        for _ in range(MEANWHILE):
            await room.settle()
        assert room.app._exit


class Standing(asyncio.SelectorEventLoop):
    """A loop whose computer can stand still: then the time jumps, and whoever waits is late."""

    stood = 0.0

    def time(self) -> float:
        """Return the time of the computer's clock."""
        return super().time() + self.stood


def test_letters_of_a_text_are_taken_after_a_standstill(monkeypatch: pytest.MonkeyPatch) -> None:
    """What I typed while the computer stood still is part of my text, and no command."""
    monkeypatch.setattr(StrayTyping, "PAUSE", 1.5)
    loop = Standing()

    async def typed() -> list[bool]:
        stray = StrayTyping()
        stray.begin()
        Standing.stood = 60
        taken = []
        for letter in "x me":
            await asyncio.sleep(0)
            taken.append(stray.takes(Key(letter, letter)))
        taken.append(stray.takes(Key("enter", None)))
        taken.append(stray.takes(Key("x", "x")))
        return taken

    try:
        assert loop.run_until_complete(typed()) == [True] * 5 + [False]
    finally:
        Standing.stood = 0.0
        loop.close()


def test_a_key_waits_for_the_one_before_it_also_over_a_standstill() -> None:
    """A computer that stood still for a minute still does the key before this one first."""
    loop = Standing()
    screen = cast(Widget, SimpleNamespace(is_mounted=True))
    posted: list[object] = []

    async def typed() -> list[bool]:
        keys, second = OneKeyAtATime(posted.append), Key("e", "e")
        assert keys.admit(Key("enter", None), screen)
        assert not keys.admit(second, screen)
        gone_on = []
        for _ in range(Patience.PIECES):
            gone_on.append(bool(posted))
            Standing.stood += 60
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        assert posted == [second]
        return gone_on

    try:
        assert loop.run_until_complete(typed()) == [False] * Patience.PIECES
    finally:
        Standing.stood = 0.0
        loop.close()


def test_a_moment_without_a_key_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once nothing was typed for a moment a key is meant."""
    monkeypatch.setattr(StrayTyping, "PAUSE", 1.5)
    loop = Standing()

    async def typed() -> list[bool]:
        stray = StrayTyping()
        stray.begin()
        taken = []
        for _ in range(Patience.PIECES):
            taken.append(stray._patience is not None)
            Standing.stood += StrayTyping.PAUSE / Patience.PIECES
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        return [*taken, stray.takes(Key("x", "x"))]

    try:
        assert loop.run_until_complete(typed()) == [True] * Patience.PIECES + [False]
    finally:
        Standing.stood = 0.0
        loop.close()
