"""Writing while the circle goes on: no key is lost, no clock stops, no text disappears."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from textual.events import Key
from textual.widgets import Input

from circle_tui.domain.errors import StoreError
from circle_tui.domain.facts import Closed
from circle_tui.domain.notes import Note
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.writing import Writing
from circle_tui.ui.widgets.bigclock import BigClock
from tests.fakes import FakeCircle
from tests.ui.rooms import NAMES, OneScreen, Room, circle_of, opened, running

FULL = "The disk is full. The note is still in the line; free some space and press Enter again."


@pytest.fixture
def circle() -> FakeCircle:
    """Return four people in a session that begins now."""
    return running(circle_of(*NAMES))


@contextmanager
def slow_disk(circle: FakeCircle, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Let every note wait on the disk until the event is set."""
    done = Event()
    put = circle.notes.put

    def slowly(*notes: Note) -> None:
        assert done.wait(60)
        put(*notes)

    monkeypatch.setattr(circle.notes, "put", slowly)
    try:
        yield done
    finally:
        done.set()


def typed(room: Room) -> str:
    """Return what stands in the line."""
    return room.live.query_one("#typed", Input).value


def texts(circle: FakeCircle) -> list[str]:
    """Return the notes that are kept."""
    return [note.text for note in circle.kept.notes.values()]


async def test_letters_are_letters(circle: FakeCircle, tmp_path: Path) -> None:
    """While I write, letters, spaces and signs go into the text and do nothing else."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n", "s", "q", "space", "e", "+", "u", "?", "left", "i")
        assert typed(room) == "sq e+ui?"
        assert len(circle.kept.facts) == 1
        assert isinstance(room.app.screen, LiveScreen)


async def test_clock_keys_while_writing(circle: FakeCircle, tmp_path: Path) -> None:
    """While I write, f5 pauses, f6 goes on to the next, f7 and f8 give and take a minute."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("An idea")
        await room.press("f7")
        assert "left of 3:00" in room.text("#words")
        await room.press("f8")
        assert "left of 2:00" in room.text("#words")
        await room.press("f5")
        assert "PAUSED" in room.text("#segment")
        await room.press("f5", "f6")
        assert "Mira Sandoval" in room.text("#who").split("next")[0]
        await room.press("shift+f6")
        assert "Noor Haddad" in room.text("#who").split("next")[0]
        assert typed(room) == "An idea"
        assert room.app.focused is not None


async def test_other_kind_while_writing(circle: FakeCircle, tmp_path: Path) -> None:
    """ctrl+t turns from the note to an action item, ctrl+n back; each has its own draft."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("An idea")
        await room.press("ctrl+t")
        assert typed(room) == ""
        await room.write("call the library")
        await room.press("ctrl+n")
        assert typed(room) == "An idea"
        await room.press("escape", "a")
        assert typed(room) == "call the library"


async def test_the_clock_goes_on(circle: FakeCircle, tmp_path: Path) -> None:
    """While I write, the clock goes on."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n", "x")
        for left in ("1:59", "1:58", "1:57"):
            await room.pass_time(1)
            assert room.live.query_one(BigClock).time == left


async def test_escape_keeps_the_draft(circle: FakeCircle, tmp_path: Path) -> None:
    """Esc puts a half-written note away and the same key brings it back; nothing was kept."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("Half a tho")
        await room.press("escape")
        assert room.app.focused is None
        assert "draft kept" in room.text("#writing")
        assert "Half" not in room.shown
        await room.press("space")
        assert "PAUSED" in room.shown
        await room.press("n", "u")
        assert typed(room) == "Half a thou"
        assert not circle.kept.notes


async def test_ending_tells_of_a_draft(circle: FakeCircle, tmp_path: Path) -> None:
    """Ending the session with a draft says that it is not kept, and would be lost."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("Half a tho")
        await room.press("escape", "e")
        await room.on(AskScreen)
        assert "waits as a draft only, and would be lost." in room.prose


async def test_nothing_typed(circle: FakeCircle, tmp_path: Path) -> None:
    """Enter on an empty line keeps nothing and says so."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        for key in ("n", "a"):
            await room.press(key, "space", "enter")
            assert "There is nothing to keep yet" in room.text("#writing")
            await room.press("escape")
        assert not circle.kept.notes
        assert not circle.kept.actions


async def test_an_action_is_for_whoever_speaks(circle: FakeCircle, tmp_path: Path) -> None:
    """An action item that names nobody is for whoever has the floor, as the line says."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("right", "a")
        await room.write("write to the editor")
        assert "for Mira Sandoval, no date:  write to the editor" in room.text("#writing")
        await room.press("enter")
        (action,) = circle.kept.actions.values()
        assert (action.owner, action.text) == ("Beacon", "write to the editor")


async def test_failing_save(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a note cannot be saved I read why, the text stays, and Enter tries again."""
    put = circle.notes.put

    def full(*_notes: Note) -> None:
        raise StoreError(FULL)

    async with opened(circle, tmp_path, LiveScreen, size=(120, 36)) as room:
        monkeypatch.setattr(circle.notes, "put", full)
        await room.press("n")
        await room.write("Noor has an idea")
        await room.press("enter")
        assert FULL in room.text("#writing")
        assert typed(room) == "Noor has an idea"
        assert "notes 0" in room.text("#writing")
        assert "saved" not in room.text("#kept")
        monkeypatch.setattr(circle.notes, "put", put)
        await room.press("enter")
        assert texts(circle) == ["[A] has an idea"]
        assert typed(room) == ""
        assert "saved" in room.text("#kept")


async def test_failing_rule(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a step of the session cannot be saved it did not happen, and I read why."""

    def full(_facts: object) -> None:
        raise StoreError("The disk is full.")

    async with opened(circle, tmp_path, LiveScreen) as room:
        monkeypatch.setattr(circle.journal, "append", full)
        await room.press("right")
        assert "The disk is full." in room.text("#writing")
        assert "CHECK-IN  1 of 4" in room.text("#segment")


async def test_slow_save(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow disk stops neither the clock nor my typing; "saved" comes when it is true."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        with slow_disk(circle, monkeypatch) as done:
            await room.press("n")
            await room.write("An idea")
            await room.pilot.press("enter")
            await room.pass_time(30)
            assert room.live.query_one(BigClock).time == "1:30"
            assert "saved" not in room.shown
            assert "notes 0" in room.shown
            assert typed(room) == "An idea"
            assert not circle.kept.notes
            done.set()
            await room.settle()
        assert "saved 18:30" in room.shown
        assert "notes 1" in room.shown
        assert typed(room) == ""
        assert texts(circle) == ["An idea"]


async def test_enter_twice(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Enter pressed twice on a slow disk keeps one note."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        with slow_disk(circle, monkeypatch) as done:
            await room.press("n")
            await room.write("An idea")
            await room.pilot.press("enter", "enter", "enter")
            done.set()
            await room.settle()
        await room.press("enter")
        assert texts(circle) == ["An idea"]


async def test_typing_on_while_saving(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What I type once it is said that a note is being saved stays in the line."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        with slow_disk(circle, monkeypatch) as done:
            await room.press("n")
            await room.write("An idea")
            await room.pilot.press("enter", "o", "k")
            room.live.query_one(Writing).under_way._look()
            await room.pilot.pause()
            assert typed(room) == "An ideaok"
            done.set()
            await room.settle()
        assert texts(circle) == ["An idea"]
        assert typed(room) == "ok"
        assert room.app.focused is not None
        assert "notes 1" in room.shown
        await room.press("enter")
        assert texts(circle) == ["An idea", "ok"]


async def test_what_comes_with_enter_is_a_command(circle: FakeCircle, tmp_path: Path) -> None:
    """However fast I type, or however late my line delivers: a key behind Enter is no text."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        for typed_at_once in ("nfirst thing", "\n", "nsecond", "\n", "x"):
            for sign in typed_at_once:
                name = "enter" if sign == "\n" else "space" if sign == " " else sign
                room.app.post_message(Key(name, None if sign == "\n" else sign))
        await room.settle()
        await room.settle()
        assert texts(circle) == ["first thing", "second"]
        assert room.live.sharing
        assert typed(room) == ""


async def test_put_away_while_saving(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note put away while it is being saved is kept once and is no draft any more."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        with slow_disk(circle, monkeypatch) as done:
            await room.press("n")
            await room.write("An idea")
            await room.pilot.press("enter", "escape")
            done.set()
            await room.settle()
        assert texts(circle) == ["An idea"]
        assert "draft kept" not in room.shown
        await room.press("n")
        assert typed(room) == ""


async def test_ending_while_saving(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ending the session while a note is being saved loses neither."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        with slow_disk(circle, monkeypatch) as done:
            await room.press("n")
            await room.write("An idea")
            await room.pilot.press("enter", "escape", "e", "enter")
            done.set()
            await room.settle()
        assert isinstance(room.app, OneScreen)
        assert room.app.answer is True
    assert texts(circle) == ["An idea"]
    assert isinstance(circle.kept.facts[-1], Closed)


async def test_undo_is_not_for_the_session_while_i_write(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """Ctrl+Z in the line leaves the floor where it is, and the text."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("right")
        before = room.live.live.session
        await room.press("n", "h", "i", "ctrl+z")
        assert typed(room) == "hi"
        assert room.live.live.session == before


async def test_leaving_tells_of_a_draft(circle: FakeCircle, tmp_path: Path) -> None:
    """Before I leave with a draft, the question says that it waits."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("half a thought")
        await room.press("escape", "q")
        await room.on(AskScreen)
        assert "typing waits as a draft, maybe without its last words." in room.prose


@pytest.mark.parametrize(
    "why",
    ["the disk is full", "it is too long", "the part forbids it", "a word was begun"],
)
async def test_leaving_tells_of_a_draft_that_would_be_lost(
    why: str, circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not get to the disk is lost when I leave, and the question says that."""

    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    async with opened(circle, tmp_path, LiveScreen) as room:
        if why == "the part forbids it":
            await room.press("right", "right", "right", "right")
        await room.press("n")
        await room.write("zzyq" if why == "a word was begun" else "half a thought of mine")
        if why == "the disk is full":
            monkeypatch.setattr(circle, "beat", full)
            monkeypatch.setattr(circle.drafts, "put_all", full)
            room.live.beat()
            await room.settle()
        if why == "it is too long":  # all else still has room on the disk
            monkeypatch.setattr(circle.drafts, "put_all", full)
        if why == "the part forbids it":
            await room.press("f6")
        else:
            await room.press("escape")
        await room.press("q")
        await room.on(AskScreen)
        assert "What you were typing would be lost." in room.prose
        await room.press("enter")
        await room.settle()
    assert room.app.lost_typing
