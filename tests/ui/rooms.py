"""A made-up circle on a screen: keys go in, and what a person would read comes out.

The clock stands still until a test moves it, and the circle is kept in memory, so that a test
can look at what was kept and make a save slow or failing.
"""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, TypeVar

from textual import events, work
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from circle_tui.domain.agenda import Agenda, ClockMode, NotesPolicy, Segment
from circle_tui.domain.meeting import Cadence, Rhythm
from circle_tui.domain.people import Member, Profile
from circle_tui.services import seating
from circle_tui.services.founding import NewCircle
from circle_tui.services.workspace import Workspace
from circle_tui.ui.app import CircleApp
from circle_tui.ui.screens.live import LiveScreen
from tests.fakes import FakeCircle, FakeClock, Tokens, choose

S = TypeVar("S", bound=Screen[Any])

NAMES = ("Noor Haddad", "Mira Sandoval", "Teodor Lind", "Will Achterberg")
"""Made-up people, in roster order."""

ALIASES = ("Anchor", "Beacon", "Cedar", "Delta")

RHYTHM = Cadence(Rhythm.WEEKS, 3, 3, time(18, 30), "Europe/Berlin", 90, anchor=date(2026, 11, 19))
"""Every third Thursday in Berlin; the tests' clock begins at such a meeting's start."""

AGENDA = Agenda(
    name="small",
    title="Small circle",
    segments=(
        Segment("Check-in", "check-in", ClockMode.EACH, 120, show="How are you?", say="Begin."),
        Segment("Talk", "discussion", ClockMode.GROUP, 600, show="What stays with you?"),
        Segment("Case", "exercise", ClockMode.GROUP, 300, notes=NotesPolicy.FORBIDDEN),
    ),
)
"""Two minutes each, ten together, and five of which nothing is kept: 23 minutes for four."""

SMALL = """
title = "Small circle"

[[segment]]
title = "Check-in"
clock = "each"
seconds_each = "2m"
show = "How are you?"
say = "Begin."

[[segment]]
title = "Talk"
minutes = 10
show = "What stays with you?"

[[segment]]
title = "Case"
kind = "exercise"
minutes = 5
notes = "forbidden"
"""
"""The same meeting as a file."""

ROUNDS = 2
"""A key causes messages and a save, and what was saved causes messages, perhaps a save, again."""

MOST_WAITS = 100
"""How often a test looks for a screen before it gives up: a bound, never a time."""


def circle_of(
    *names: str, title: str = "Thursday circle", cadence: Cadence | None = RHYTHM
) -> FakeCircle:
    """Return a circle in memory with these members, which offers the agenda file ``small``."""
    members = [
        Member(f"{place:016x}", name, alias)
        for place, (name, alias) in enumerate(zip(names, ALIASES, strict=False), start=0xA0)
    ]
    circle = FakeCircle(*members)
    circle.people.put_profile(Profile(title, cadence, "small"))
    return circle


def running(circle: FakeCircle, agenda: Agenda = AGENDA) -> FakeCircle:
    """Return the circle with everybody in a session that begins at this moment."""
    seating.start(circle, agenda, circle.people.members(), "5e5510115e551011", circle.clock)
    return circle


def workspace_of(circle: FakeCircle, folder: Path, agenda: str = SMALL) -> Workspace:
    """Return the circle opened for work, with one agenda file of its own."""
    agendas = folder / "agendas"
    agendas.mkdir(exist_ok=True)
    (agendas / "small.toml").write_text(agenda, encoding="utf-8")
    return Workspace(circle, circle.clock, Tokens(), choose, folder / "exports", agendas)


class OneScreen(CircleApp):
    """The app opened on one screen; ``answer`` is what that screen was dismissed with."""

    def __init__(self, first: Callable[[], Screen[Any]], **options: Any) -> None:  # noqa: ANN401
        super().__init__(**options)
        self._first = first
        self.answer: object = ...

    @work(description="one screen")
    async def _evening(self) -> None:
        assert isinstance(self._start, Workspace)
        self.workspace = self._start
        self.answer = await self.push_screen_wait(self._first())


def make_app(
    workspace: Workspace,
    screen: Callable[[Workspace], Screen[Any]] | None = None,
    make: Callable[[NewCircle], object] | None = None,
    at_once: bool = False,
) -> CircleApp:
    """Return the app on a circle: from its beginning, or opened on one ``screen``."""

    def made(new: NewCircle) -> Workspace:
        assert make is not None
        make(new)
        return workspace

    options: dict[str, Any] = {
        "start": made if make else workspace,
        "agenda": None,
        "at_once": at_once,
        "crash_folder": workspace.exports.parent / "reports",
        "environment": {},
        "today": workspace.here().date(),
    }
    if screen is None:
        return CircleApp(**options)
    return OneScreen(lambda: screen(workspace), **options)


@dataclass
class Room:
    """A running app, the circle behind it, and the hands on its keyboard."""

    app: CircleApp
    pilot: Pilot[None]
    workspace: Workspace

    @property
    def clock(self) -> FakeClock:
        """The clock on the wall."""
        assert isinstance(self.workspace.clock, FakeClock)
        return self.workspace.clock

    @property
    def live(self) -> LiveScreen:
        """The live screen, which must be on top."""
        assert isinstance(self.app.screen, LiveScreen)
        return self.app.screen

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and wait until all that follows from them is done."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            character = " " if key == "space" else key if len(key) == 1 else None
            self.app.post_message(events.Key(name, character))
            await self.settle()

    async def write(self, text: str) -> None:
        """Write a text where the cursor is, all at once as a paste does."""
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def settle(self) -> None:
        """Wait for the saves that were asked for and for what they cause on the screen."""
        for _ in range(ROUNDS):
            await self.pilot._wait_for_screen()
            await self.workspace.writer.run(lambda: None)
            await self.workspace.stagehand.run(lambda: None)
        await self.pilot.pause()

    async def pass_time(self, seconds: float = 0, *, minutes: float = 0) -> None:
        """Let time pass on the wall, and the live screen look at it as its timer would."""
        self.clock.advance(seconds, minutes=minutes)
        self.live.redraw()
        await self.pilot.pause()

    async def on(self, kind: type[S]) -> S:
        """Wait for a screen to be on top and return it."""
        for _ in range(MOST_WAITS):
            if isinstance(self.app.screen, kind) and self.app.screen.is_mounted:
                break
            await self.settle()
        assert isinstance(self.app.screen, kind), f"on top is {self.app.screen}"
        return self.app.screen

    @property
    def shown(self) -> str:
        """What can be read on the screen on top, line by line."""
        return "\n".join(strip.text.rstrip() for strip in strips_of(self.app.screen))

    @property
    def prose(self) -> str:
        """What can be read as one line, without frames: for sentences that are wrapped."""
        return " ".join(re.sub("[─-╿▏▔]", " ", self.shown).split())

    def text(self, selector: str) -> str:
        """Return what can be read in the place of one widget."""
        region = self.app.screen.query_one(selector).region
        lines = strips_of(self.app.screen)[region.y : region.bottom]
        return "\n".join(line.crop(region.x, region.right).text.rstrip() for line in lines)


def strips_of(screen: Screen[Any]) -> list[Strip]:
    """Return the lines of cells as they would be sent to the terminal."""
    return screen._compositor.render_strips()


@asynccontextmanager
async def entered(
    workspace: Workspace,
    screen: Callable[[Workspace], Screen[Any]] | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    make: Callable[[NewCircle], object] | None = None,
    at_once: bool = False,
) -> AsyncIterator[Room]:
    """Open the app on a workspace, from its beginning or on one ``screen``; close it at the end."""
    app = make_app(workspace, screen, make, at_once)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            room = Room(app, pilot, workspace)
            await pilot.pause()
            await room.settle()
            yield room
    finally:
        workspace.close()


@asynccontextmanager
async def opened(
    circle: FakeCircle,
    folder: Path,
    screen: Callable[[Workspace], Screen[Any]] | None = None,
    *,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[Room]:
    """Open the app on a circle in memory; ``folder`` is the test's own, for its files."""
    async with entered(workspace_of(circle, folder), screen, size=size) as room:
        yield room
