"""A disk whose every forced write waits: the real store behind the live screen goes on living."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input

from circle_tui.domain.errors import StoreError
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.stage import Shown
from circle_tui.privacy.gate import check
from circle_tui.services import seating
from circle_tui.services.workspace import Workspace
from circle_tui.services.writer import Writer
from circle_tui.storage import disk
from circle_tui.storage.circle import StoredCircle, open_circle
from circle_tui.storage.making import create_circle
from circle_tui.storage.stage import read_stage
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.resume import ResumeScreen
from circle_tui.ui.screens.wait import WaitScreen
from circle_tui.ui.screens.writing import Writing
from circle_tui.ui.widgets.bigclock import BigClock
from tests.fakes import FakeClock, Tokens, choose
from tests.ui.rooms import AGENDA, ALIASES, NAMES, RHYTHM, Room, entered


@contextmanager
def held(monkeypatch: pytest.MonkeyPatch, after: int = 0) -> Iterator[Event]:
    """Let every forced write but the first ``after`` wait until the event is set."""
    done = Event()
    force = disk._force
    free = iter(range(after))

    def slowly(handle: int) -> None:
        assert next(free, None) is not None or done.wait(60)
        force(handle)

    monkeypatch.setattr(disk, "_force", slowly)
    try:
        yield done
    finally:
        done.set()


@pytest.fixture
def circle(tmp_path: Path) -> StoredCircle:
    """Return a circle on the disk, with four people in a session that begins now."""
    members = [
        Member(f"{place:016x}", name, alias)
        for place, (name, alias) in enumerate(zip(NAMES, ALIASES, strict=True), start=0xA0)
    ]
    profile = Profile("Thursday circle", RHYTHM, "small")
    folder = create_circle(tmp_path, profile, members, check, lambda: "10")
    made = open_circle(folder, check)
    seating.start(made, AGENDA, members, "5e5510115e551011", FakeClock())
    return made


def workspace(circle: StoredCircle, folder: Path) -> Workspace:
    """Return the circle opened for work."""
    return Workspace(circle, FakeClock(), Tokens(), choose, folder / "exports", folder / "agendas")


def line(room: Room) -> str:
    """Return what stands in the line."""
    return room.live.query_one("#typed", Input).value


async def test_clock_and_typing_go_on_and_saved_is_true(
    circle: StoredCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the disk waits the clock ticks and letters appear; "saved" comes with the disk."""
    async with entered(workspace(circle, tmp_path), LiveScreen) as room:
        with held(monkeypatch) as done:
            await room.pilot.press("n")
            await room.write("An idea")
            await room.pilot.press("enter", "o", "k")
            room.live.query_one(Writing).under_way._look()
            room.clock.advance(30)
            room.live._tick()
            await room.pilot.pause()
            assert room.live.query_one(BigClock).time == "1:30"
            assert line(room) == "An ideaok"
            assert "saving …" in room.shown
            assert "saved" not in room.shown
            assert not circle.notes.all()
            done.set()
            await room.settle()
        assert "saved 18:30" in room.shown
        assert line(room) == "ok"
        assert [note.text for note in circle.notes.all()] == ["An idea"]


@pytest.mark.parametrize(("keys", "told"), [("x", ""), ("xx", "Skipped: Noor Haddad.")])
async def test_who_was_skipped_is_not_said_to_those_who_look_on_by_then(
    keys: str, told: str, circle: StoredCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I skip somebody and share the screen before the disk is done: it names nobody."""
    async with entered(workspace(circle, tmp_path), LiveScreen) as room:
        with held(monkeypatch) as done:
            await room.pilot.press("s", *keys)
            done.set()
            await room.settle()
        assert "2 of 4" in room.text("#segment")
        assert told in room.prose
        assert told or not any(name in room.prose for name in NAMES)
        await room.press("right")
        assert "3 of 4" in room.text("#segment"), "the floor goes on"


async def test_a_skip_that_fails_is_said_to_everybody(
    circle: StoredCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That the disk is full names nobody: I hear it also if I shared the screen meanwhile."""
    async with entered(workspace(circle, tmp_path), LiveScreen) as room:
        go_on = Event()

        def full(_facts: object) -> None:
            assert go_on.wait(60)
            raise StoreError("The disk is full.")

        monkeypatch.setattr(circle.journal, "append", full)
        await room.pilot.press("s", "x")
        go_on.set()
        await room.settle()
        assert "The disk is full." in room.prose
        assert "1 of 4" in room.text("#segment")


async def test_a_key_waits_for_the_disk_and_the_clock_does_not(
    circle: StoredCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next person is shown when that is safe, and has had the floor since the key."""
    async with entered(workspace(circle, tmp_path), LiveScreen) as room:
        with held(monkeypatch) as done:
            await room.pilot.press("right")
            room.clock.advance(5)
            room.live._tick()
            await room.pilot.pause()
            assert "1 of 4" in room.text("#segment")
            assert room.live.query_one(BigClock).time == "1:55"
            done.set()
            await room.settle()
        assert "2 of 4" in room.text("#segment")
        assert room.live.query_one(BigClock).time == "1:55"


@pytest.mark.parametrize("key", ["right", "s", "l"])
async def test_a_step_that_waits_is_said_and_not_taken_twice(
    circle: StoredCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """I see that a key is being saved; pressed again meanwhile it skips nobody unseen."""
    async with entered(workspace(circle, tmp_path), LiveScreen) as room:
        before = room.live.live.session
        with held(monkeypatch) as done:
            await room.pilot.press(key, key, key)
            assert "saving …" not in room.text("#kept")
            room.live.query_one(Writing).under_way._look()
            await room.pilot.pause()
            assert "saving …" in room.text("#kept")
            assert room.live.live.session == before
            done.set()
            await room.settle()
        assert "saving …" not in room.text("#kept")
        assert len(circle.journal.read()) == 2
        await room.press(key)
        assert len(circle.journal.read()) == 3


async def test_sharing_waits_for_no_save(
    circle: StoredCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With saves waiting for the disk, sharing is kept at once: a kill -9 then names nobody."""
    async with entered(workspace(circle, tmp_path), LiveScreen) as room:
        with held(monkeypatch) as done:
            await room.pilot.press("right", "x", "v")
            await room.workspace.stagehand.run(lambda: None)
            await room.pilot.pause()
            left = read_stage(circle.stores.folder)
            assert left is not None
            assert (left.sharing, left.shown) == (True, Shown.BLANK)
            assert "SHARED" in room.text("#head")
            assert "public view blank" in room.text("#head")
            done.set()
            await room.settle()


async def test_a_draft_writes_one_line_and_not_the_store(
    circle: StoredCircle, tmp_path: Path
) -> None:
    """However often I pause while typing, the files are not written anew for it."""
    async with entered(workspace(circle, tmp_path), LiveScreen) as room:
        generation = circle.stores.circle.journal.file.header.generation
        await room.press("n")
        for word in ("the", "re", "fore"):
            await room.write(word)
            room.live.query_one(Writing).keep_drafts()
            await room.settle()
        assert [draft.text for draft in circle.drafts.all()] == ["therefore"]
        await room.press("enter")
        assert not circle.drafts.all()
        assert circle.stores.circle.journal.file.header.generation == generation


async def test_ending_says_what_it_waits_for(
    circle: StoredCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the disk takes its time over the end of a session, a sentence stands on the screen."""
    monkeypatch.setattr("circle_tui.services.writer.PATIENCE", 0.01)
    async with entered(workspace(circle, tmp_path)) as room:
        await room.on(ResumeScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        await room.settle()  # what it begins with is saved, so that the one write is the end's
        with held(monkeypatch, after=1) as done:
            await room.pilot.press("e", "enter")
            await room.on(WaitScreen)
            assert "The session has ended. Writing the summary and the invite" in room.prose
            assert circle.journal.read()
            done.set()
            await room.on(ClosedScreen)
        assert not circle.journal.read()


def test_leaving_says_that_it_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk keeps the end of the program waiting, I am told; and the saves are made."""
    monkeypatch.setattr("circle_tui.services.writer.PATIENCE", 0.01)
    told, saved = Event(), Event()

    def last() -> None:
        assert told.wait(60)
        saved.set()

    Writer().close(last, told.set)
    assert saved.is_set()
    quiet = Event()
    Writer().close(lambda: None, quiet.set)
    assert not quiet.is_set()
