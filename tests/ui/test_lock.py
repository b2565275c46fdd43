"""The locked screen: the clock, nobody's name, and everything as it was once it is open again."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Static

from circle_tui.domain import rules
from circle_tui.domain.errors import KeysDamaged, WrongPassphrase
from circle_tui.services import summaries
from circle_tui.services.workspace import Lock, Workspace
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.lock import LockScreen
from circle_tui.ui.screens.read import ReadScreen
from circle_tui.ui.screens.summary import SummaryScreen
from circle_tui.ui.widgets.bigclock import BigClock
from circle_tui.ui.widgets.oneline import OneLine
from tests.fakes import FakeCircle
from tests.ui.rooms import ALIASES, NAMES, Room, circle_of, entered, running, workspace_of

PASSPHRASE = "Anemone, 4 grey boats"

PRIVATE = (
    *(part for name in NAMES for part in name.split()),
    *(*ALIASES, "Thursday circle", "Small circle", "Check-in", "Talk", "How are you?"),
)
"""Names, aliases, the circle, the agenda, its parts and its prompt."""


def require(typed: str) -> None:
    """Take the one passphrase that is right."""
    if typed != PASSPHRASE:
        raise WrongPassphrase("This passphrase does not open the circle. Type it again.")


def sealed(circle: FakeCircle, folder: Path, lock: Lock | None = None) -> Workspace:
    """Return the circle opened for work, sealed."""
    return replace(workspace_of(circle, folder), lock=lock or Lock(require, 10))


@asynccontextmanager
async def session(
    folder: Path, size: tuple[int, int] = (80, 24), lock: Lock | None = None
) -> AsyncIterator[Room]:
    """Run a session of a sealed circle."""
    async with entered(
        sealed(running(circle_of(*NAMES)), folder, lock), LiveScreen, size=size
    ) as r:
        yield r


async def opens(room: Room) -> None:
    """Wait until what was typed was tried."""
    tries = [worker for worker in room.app.workers if worker.group == "unlock"]
    if tries:
        await room.app.workers.wait_for_complete(tries)
    await room.settle()


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (120, 36), (20, 5)])
async def test_nothing_but_the_clock(tmp_path: Path, size: tuple[int, int]) -> None:
    """Locked, the clock goes on in large digits, and nothing says whose circle this is."""
    async with session(tmp_path, size) as room:
        before = room.live.query_one(BigClock).time
        await room.press("ctrl+l")
        screen = await room.on(LockScreen)
        assert not [word for word in PRIVATE if word in room.shown]
        clock = room.app.screen.query_one(BigClock)
        assert clock.time == before == "2:00"
        room.clock.advance(75)
        screen.redraw()
        await room.pilot.pause()
        assert clock.time == "0:45"
        assert "passphrase" in room.shown or size == (20, 5)
        assert not [word for word in PRIVATE if word in room.shown]


async def test_overtime_shows_in_words_too(tmp_path: Path) -> None:
    """On the locked screen, too, colour is never alone in saying that the time is up."""
    async with session(tmp_path) as room:
        await room.press("ctrl+l")
        screen = await room.on(LockScreen)
        room.clock.advance(minutes=3)
        screen.redraw()
        await room.pilot.pause()
        assert "time is up" in room.shown
        assert screen.query_one(BigClock).time == "+1:00"


async def test_the_passphrase_opens_it(tmp_path: Path) -> None:
    """A wrong passphrase is said, the right one opens; what was typed does not show."""
    async with session(tmp_path) as room:
        await room.press("ctrl+l")
        await room.write("not this")
        assert "not this" not in room.shown
        assert "••••" in room.shown
        await room.press("enter")
        await opens(room)
        assert "does not open the circle" in room.prose
        assert room.app.screen.query_one(OneLine).value == ""
        await room.write(PASSPHRASE)
        await room.press("enter")
        await opens(room)
        await room.on(LiveScreen)
        assert "Noor Haddad" in room.shown
        assert not room.app.locked


async def test_nothing_typed_is_lost(tmp_path: Path) -> None:
    """A note half written is there after the lock, with the cursor where it was."""
    async with session(tmp_path) as room:
        await room.press("n")
        await room.write("An idea about")
        await room.press("ctrl+l")
        await room.on(LockScreen)
        assert "idea" not in room.shown
        await room.write(PASSPHRASE)
        await room.press("enter")
        await opens(room)
        await room.on(LiveScreen)
        await room.press("space")
        await room.write("boats")
        await room.press("enter")
        assert [note.text for note in room.workspace.circle.notes.all()] == ["An idea about boats"]


async def test_the_session_goes_on(tmp_path: Path) -> None:
    """While locked the program goes on noting that it is alive, and that the computer slept."""
    async with session(tmp_path) as room:
        live = room.live
        await room.press("ctrl+l")
        await room.on(LockScreen)
        room.clock.sleep(minutes=5)
        live._tick()
        await room.settle()
        assert live.view().interruption
        beat = room.workspace.circle.last_beat()
        assert beat is not None
        assert beat.at == room.clock.now()


async def test_idle_minutes(tmp_path: Path) -> None:
    """It locks by itself after ten minutes in which nobody touches anything, not before."""
    async with session(tmp_path) as room:
        assert not room.app.lock_if_idle()
        room.clock.advance(minutes=9)
        await room.press("space", "space")
        room.clock.advance(minutes=9)
        assert not room.app.lock_if_idle()
        room.clock.advance(minutes=1)
        assert room.app.lock_if_idle()
        await room.on(LockScreen)
        assert not room.app.lock_if_idle(), "once is enough"
        await room.write(PASSPHRASE)
        await room.press("enter")
        await opens(room)
        await room.on(LiveScreen)
        assert not room.app.lock_if_idle()


async def test_the_key_that_wakes_the_computer(tmp_path: Path) -> None:
    """Opening the lid after an hour, the first key locks the screen and does nothing else."""
    async with session(tmp_path) as room:
        before = room.workspace.circle.journal.read()
        room.app.lock_if_idle()  # as it does every few seconds
        room.clock.sleep(minutes=60)
        await room.press("right")
        await room.on(LockScreen)
        assert room.workspace.circle.journal.read() == before


async def test_never(tmp_path: Path) -> None:
    """With --lock-after 0 only the key locks."""
    async with session(tmp_path, lock=Lock(require, 0)) as room:
        room.clock.advance(minutes=600)
        assert not room.app.lock_if_idle()
        await room.press("ctrl+l")
        await room.on(LockScreen)


async def test_a_circle_that_is_not_sealed(tmp_path: Path) -> None:
    """On a circle without a passphrase the key says how to get one."""
    async with entered(workspace_of(circle_of(*NAMES), tmp_path)) as room:
        await room.on(HomeScreen)
        await room.press("ctrl+l")
        await room.on(HomeScreen)
        assert "circle seal" in room.prose
        room.clock.advance(minutes=600)
        assert not room.app.lock_if_idle()


async def test_at_home(tmp_path: Path) -> None:
    """The home screen can be locked as well; without a session there is no clock."""
    async with entered(sealed(circle_of(*NAMES), tmp_path)) as room:
        await room.on(HomeScreen)
        await room.press("ctrl+l")
        screen = await room.on(LockScreen)
        assert "Thursday circle" not in room.shown
        assert "Locked" in room.shown
        assert not screen.query_one(BigClock).display
        assert not [block for block in "█▀▄" if block in room.shown]
        await room.write(PASSPHRASE)
        await room.press("enter")
        await opens(room)
        await room.on(HomeScreen)


async def test_over_a_window(tmp_path: Path) -> None:
    """A window that is open is covered, too, and there again afterwards."""
    async with session(tmp_path) as room:
        await room.press("i")
        await room.on(ReadScreen)
        await room.press("ctrl+l")
        await room.on(LockScreen)
        assert "How are you?" not in room.shown
        await room.write(PASSPHRASE)
        await room.press("enter")
        await opens(room)
        await room.on(ReadScreen)


async def test_no_screen_comes_over_the_lock(tmp_path: Path) -> None:
    """What a key or a slow disk opens late waits behind the lock, or stays away."""
    async with session(tmp_path) as room:
        live = room.live
        await room.press("ctrl+l")
        await room.on(LockScreen)
        live.action_script()
        live.action_end()
        await room.settle()
        assert isinstance(room.app.screen, LockScreen)
        assert not [word for word in PRIVATE if word in room.shown]


async def test_a_summary_that_cannot_be_written_goes_nowhere_else(tmp_path: Path) -> None:
    """Where its folder takes no file I am told to put that right, and s works once it is."""
    space = sealed(running(circle_of(*NAMES)), tmp_path)
    async with entered(space) as room:
        await room.press("enter")
        await room.on(LiveScreen)
        await room.press("e", "enter")
        page = await room.on(ClosedScreen)
        path = summaries.place_of(page.results, space.exports, space.zone, summaries.MARKDOWN)
        path.mkdir(parents=True)
        await room.press("s")
        await room.on(SummaryScreen)
        await room.press("enter")
        await room.on(ClosedScreen)
        assert "The circle's own data is safe. Put that right, then try again." in room.prose
        assert "another place" not in room.prose
        path.rmdir()
        await room.press("s")
        await room.on(SummaryScreen)
        await room.press("enter")
        await room.on(ClosedScreen)
        assert path.is_file()


async def test_a_summary_that_was_asked_for_goes_with_its_end(tmp_path: Path) -> None:
    """The plain file that I had written on the last page is gone once the session goes on."""
    async with entered(sealed(running(circle_of(*NAMES)), tmp_path)) as room:
        await room.press("enter")
        await room.on(LiveScreen)
        await room.press("e", "enter")
        await room.on(ClosedScreen)
        await room.press("s")
        await room.on(SummaryScreen)
        await room.press("enter")
        await room.on(ClosedScreen)
        (path,) = tmp_path.rglob("summary.md")
        ours = path.read_text()
        path.write_text("My own words.")
        await room.press("u")
        await room.on(ClosedScreen)
        assert "The end was not taken back." in room.prose
        assert "was changed since it was written, and that would be lost." in room.prose
        path.write_text(ours)
        await room.press("u")
        await room.on(LiveScreen)
        assert not list(tmp_path.rglob("summary.md"))


async def test_a_session_that_ends_behind_the_lock(tmp_path: Path) -> None:
    """A session whose end reaches a slow disk behind the lock is closed once it is open again."""
    async with entered(sealed(running(circle_of(*NAMES)), tmp_path)) as room:
        await room.press("enter")
        live = await room.on(LiveScreen)
        await room.press("ctrl+l")
        await room.on(LockScreen)
        live.do(rules.close)
        await room.settle()
        assert isinstance(room.app.screen, LockScreen)
        await room.write(PASSPHRASE)
        await room.press("enter")
        await opens(room)
        await room.on(ClosedScreen)
        assert "no summary was written as plain text" in room.prose
        assert not list(tmp_path.rglob("summary.md"))
        await room.press("s")
        await room.on(SummaryScreen)
        assert "## Action items" in room.prose
        await room.press("escape", "s")
        assert not list(tmp_path.rglob("summary.md")), "it was only looked at"
        await room.press("enter")
        await room.on(ClosedScreen)
        (written,) = tmp_path.rglob("summary.md")
        assert "no summary" not in room.prose
        await room.press("s")
        window = await room.on(SummaryScreen)
        shown = str(window.query_one("#text > Static", Static).content)
        assert shown.encode() == written.read_bytes()
        await room.press("enter")
        await room.press("enter")
        await room.on(HomeScreen)


async def test_trying_takes_its_time(tmp_path: Path) -> None:
    """While a passphrase is tried the clock goes on, and a second Enter tries nothing."""
    let_through, tried = threading.Event(), []

    def slow(typed: str) -> None:
        tried.append(typed)
        let_through.wait(20)

    async with session(tmp_path, lock=Lock(slow, 10)) as room:
        await room.press("ctrl+l")
        screen = await room.on(LockScreen)
        await room.write("anything")
        await room.press("enter", "enter")
        assert "one moment" in room.shown
        room.clock.advance(30)
        screen.redraw()
        await room.pilot.pause()
        assert screen.query_one(BigClock).time == "1:30"
        let_through.set()
        await opens(room)
        await room.on(LiveScreen)
        assert tried == ["anything"]


async def test_a_broken_key_file(tmp_path: Path) -> None:
    """Whatever else keeps the passphrase from being tried is said, and may be tried again."""

    def broken(_typed: str) -> None:
        raise KeysDamaged("The computer has too little memory free.")

    async with session(tmp_path, lock=Lock(broken, 10)) as room:
        await room.press("ctrl+l")
        await room.write(PASSPHRASE)
        await room.press("enter")
        await opens(room)
        assert "too little memory" in room.prose
        await room.write("typed")
        await room.press("escape")
        assert room.app.screen.query_one(OneLine).value == ""
