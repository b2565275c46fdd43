"""What is being typed survives a crash: masked, offered back, and never kept twice."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from textual.timer import Timer
from textual.widgets import Input

from circle_tui.domain.errors import StoreError
from circle_tui.domain.notes import Draft
from circle_tui.domain.writing import Kind
from circle_tui.services.workspace import Lock
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.previewing import KEPT_WITHIN
from circle_tui.ui.screens.writing import Writing
from circle_tui.ui.widgets.capture import Capture
from tests.fakes import FakeCircle
from tests.ui.rooms import NAMES, Room, circle_of, entered, opened, running, workspace_of


@pytest.fixture
def circle() -> FakeCircle:
    """Return four people in a session that begins now."""
    return running(circle_of(*NAMES))


async def pause(room: Room) -> None:
    """Stop typing for as long as it takes for a draft to be kept."""
    room.live.query_one(Writing).keep_drafts()
    await room.settle()


def drafts(circle: FakeCircle) -> list[tuple[str, str]]:
    """Return what is being typed, as it lies on the disk."""
    return [(draft.kind, draft.text) for draft in circle.drafts.all()]


async def test_a_pause_keeps_what_i_was_typing_without_names(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """What lies on the disk is what would be kept, and not a name that is half typed."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("Noor Haddad fears the review, and so does Mi")
        await pause(room)
        ((kind, text),) = drafts(circle)
        assert kind == "note"
        assert text == "[A] fears the review, and so does"


async def test_a_word_that_is_only_begun_is_not_said_to_be_here(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """The beginning of a name stays off the disk; where it was all, nothing is said to be kept."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("Mi")
        await room.press("escape")
        assert "draft in memory: n goes on with it" in room.shown
        assert not drafts(circle)
    async with opened(circle, tmp_path, LiveScreen) as room:
        assert "still here" not in room.shown


async def test_a_crash_while_i_type_on_loses_seconds(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any pause a draft is kept every few seconds, and not at each key."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        writing, due = room.live.query_one(Writing), list[Callable[[], object]]()

        def set_timer(seconds: float, call: Callable[[], object]) -> Timer:
            assert seconds == KEPT_WITHIN <= 4
            due.append(call)
            return Timer(writing, seconds, name="draft")

        monkeypatch.setattr(writing, "set_timer", set_timer)
        await room.press("n")
        await room.write("some words and more")
        await room.press("space", "i", "t", "space")
        (keep,) = due
        keep()
        await room.settle()
        assert drafts(circle) == [("note", "some words and more it")]
        await room.write("again")
        assert len(due) == 2


async def test_what_i_was_typing_is_offered_after_a_crash(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """The screen says that it is there, and the same key goes on with it."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("A half sentence")
        await pause(room)
    async with opened(circle, tmp_path, LiveScreen) as room:
        assert "still here: note (n), maybe without its last words." in room.prose
        await room.press("space")
        assert "still here" not in room.shown
        assert "draft waiting: n" in room.text("#kept")
        await room.press("n")
        assert "draft waiting" not in room.text("#kept")
        assert room.live.query_one("#typed", Input).value == "A half sentence"
        await room.press("enter")
        assert [note.text for note in circle.kept.notes.values()] == ["A half sentence"]
        assert not drafts(circle)


async def test_what_was_kept_is_no_draft_any_more(circle: FakeCircle, tmp_path: Path) -> None:
    """A note that was kept never comes back as a draft; another text that waits does."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("a")
        await room.write("Noor: send the draft by fri")
        await room.press("escape", "n")
        await room.write("An idea")
        await pause(room)
        assert sorted(kind for kind, _ in drafts(circle)) == ["action", "note"]
        await room.press("enter")
        assert [kind for kind, _ in drafts(circle)] == ["action"]


@pytest.mark.parametrize("more", [" and ", " and on", "x"])
async def test_a_letter_at_the_instant_of_a_save_stays(
    circle: FakeCircle, tmp_path: Path, more: str
) -> None:
    """What I type on while a text is being kept is in the line, to its last letter."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("An idea")
        capture = room.live.query_one(Capture)
        field = room.live.query_one("#typed", Input)
        field.value += more  # nobody has heard of that yet
        capture.saved(Kind.NOTE, "An idea")
        assert field.value == more.lstrip()
        await room.settle()
        assert capture.drafts == {Kind.NOTE: more.lstrip()}
        field.value += "."
        capture.action_put_away()
        assert capture.drafts == {Kind.NOTE: f"{more.lstrip()}."}
        capture.open(Kind.DECISION, "")
        await room.settle()
        assert capture.drafts == {Kind.NOTE: f"{more.lstrip()}."}


async def test_what_i_deleted_is_no_draft(circle: FakeCircle, tmp_path: Path) -> None:
    """When I take the words back there is nothing to come back to."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("No")
        await pause(room)
        await room.press("backspace", "backspace")
        await pause(room)
        assert not drafts(circle)


async def test_nothing_is_kept_where_nothing_may_be_written(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """A text begun before a part in which nothing is written down stays off the disk in it."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press(*["right"] * 4, "n")
        await room.write("Begun in time")
        await room.press("f6")
        await pause(room)
        assert not drafts(circle)


def full(_drafts: object) -> None:
    """Take no draft."""
    raise StoreError("The disk is full.")


async def test_a_disk_that_takes_no_draft_disturbs_nobody(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is told when I keep the text, and not while I type."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        monkeypatch.setattr(circle.drafts, "put_all", full)
        await room.press("n")
        await room.write("An idea")
        await pause(room)
        assert "disk" not in room.shown
        await room.press("enter")
        assert "The disk is full." in room.shown
        assert room.live.query_one("#typed", Input).value == "An idea"


async def test_what_i_put_away_is_on_the_disk(circle: FakeCircle, tmp_path: Path) -> None:
    """When the screen says that the draft is kept it is, without a pause; and it names the key."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("a")
        await room.write("Noor: send the draft by 3 Dec")
        await room.press("escape")
        assert "draft kept: a goes on with it" in room.shown
        assert drafts(circle) == [("action", "Anchor: send the draft by 2026-12-03")]
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("a")
        assert "for Noor Haddad, due Thu 3 Dec:  send the draft" in room.text("#preview")


async def test_what_i_emptied_and_put_away_is_gone(circle: FakeCircle, tmp_path: Path) -> None:
    """A line that was emptied leaves no draft on the disk, and nothing is said to be kept."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("An idea")
        await room.press("escape", "n", "ctrl+u", "escape")
        assert not drafts(circle)
        assert "draft" not in room.text("#writing")


async def test_a_draft_that_could_not_be_kept_is_not_said_to_be(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Put away while the disk is full, I am told that, and the text is still in the line."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        monkeypatch.setattr(circle.drafts, "put_all", full)
        await room.press("n")
        await room.write("An idea")
        await room.press("escape")
        assert "The disk is full." in room.shown
        assert "kept:" not in room.text("#writing")
        await room.press("n")
        assert room.live.query_one("#typed", Input).value == "An idea"


async def test_kept_is_said_after_the_disk(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the disk takes its time, the draft is being kept; it is kept when the disk says so."""
    done, put_all = Event(), circle.drafts.put_all

    def slowly(drafts: Sequence[Draft]) -> None:
        assert done.wait(60)
        put_all(drafts)

    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("An idea")
        monkeypatch.setattr(circle.drafts, "put_all", slowly)
        try:
            await room.pilot.press("escape")
            assert "keeping the draft" in room.shown
            assert "draft kept" not in room.shown
        finally:
            done.set()
        await room.settle()
        assert "draft kept: n goes on with it" in room.shown


async def test_what_others_look_at_does_not_lose_a_draft(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """Sharing the screen puts the line away; what stood there is on the disk, and not told."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("An idea")
        await room.press("f2")
        assert drafts(circle) == [("note", "An idea")]
        assert "draft" not in room.shown


async def test_in_a_small_window_the_key_of_a_draft_is_seen(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """At forty columns what waits is told first, with its key; and nothing is left on two lines."""
    async with opened(circle, tmp_path, LiveScreen, size=(40, 12)) as room:
        await room.press("n")
        await room.write("An idea")
        await room.press("enter", "a")
        await room.write("Send it")
        await room.press("escape")
        assert room.text("#kept").strip().startswith("draft: a  notes 1")
        assert room.text("#preview").strip() == "draft kept: a goes on with it"


@pytest.mark.parametrize("window", [(), ("f1",)])
@pytest.mark.parametrize("answer", ["ctrl+c", "enter"])
async def test_leaving_asks_and_keeps_a_draft(
    circle: FakeCircle, tmp_path: Path, window: tuple[str, ...], answer: str
) -> None:
    """Ctrl-C asks before I leave what I am typing, also while I read the help; it is not lost."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("An idea")
        await room.press(*window, "ctrl+c")
        await room.on(AskScreen)
        assert "What you were typing waits as a draft" in room.prose
        assert not drafts(circle)
        await room.press(answer)
        assert room.app.return_code == {"ctrl+c": 130, "enter": 0}[answer]
    assert drafts(circle) == [("note", "An idea")]


async def test_leaving_below_the_lock_keeps_a_draft(circle: FakeCircle, tmp_path: Path) -> None:
    """Where the lock is on nothing is asked; Ctrl-C leaves, and what I was typing is not lost."""
    sealed = replace(workspace_of(circle, tmp_path), lock=Lock(lambda _: None, 10))
    async with entered(sealed, LiveScreen) as room:
        await room.press("n")
        await room.write("An idea")
        await room.press("ctrl+l")
        assert room.app.locked
        await room.press("ctrl+c")
        assert room.app.return_code == 130
    assert drafts(circle) == [("note", "An idea")]
