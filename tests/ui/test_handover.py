"""A presenter's notes on the screens: written, held, handed over, or lost on purpose."""

import re
from pathlib import Path

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, NotesPolicy, Segment
from circle_tui.domain.errors import StoreError
from circle_tui.domain.facts import Closed
from circle_tui.domain.session import fold
from circle_tui.services.handover import Due
from circle_tui.services.seating import names_by_seat
from circle_tui.ui.screens.ask import AskScreen, Question
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.handover import HandoverScreen
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.resume import ResumeScreen
from circle_tui.ui.screens.type_in import TypeInScreen
from circle_tui.ui.screens.window import answers
from circle_tui.ui.screens.writing import Writing
from tests.fakes import FakeCircle
from tests.ui.rooms import NAMES, Room, circle_of, entered, opened, running, workspace_of

THEIRS = NotesPolicy.PRESENTER_KEEPS
AGENDA = Agenda(
    "cases",
    "Two cases",
    (
        Segment("Welcome", "welcome", ClockMode.GROUP, 60),
        Segment("First case", "exercise", ClockMode.ONE, 60, notes=THEIRS, roles=("presenter",)),
        Segment("Talk", "discussion", ClockMode.GROUP, 60),
        Segment(
            *("Second case", "exercise", ClockMode.ONE, 60),
            notes=THEIRS,
            roles=("second presenter",),
        ),
        Segment("Balint", "balint", ClockMode.GROUP, 60, notes=NotesPolicy.FORBIDDEN),
    ),
)


@pytest.fixture(autouse=True)
def questions_are_seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an answer count at once; the wait before it is tested with the questions."""
    monkeypatch.setattr(Question, "UNSEEN", 0.0)


@pytest.fixture
def circle() -> FakeCircle:
    """Give a circle in a session with two cases."""
    return running(circle_of(*NAMES), AGENDA)


async def note(room: Room, text: str) -> None:
    """Write a note and keep it."""
    await room.press("n")
    await room.write(text)
    await room.press("enter")


def written(folder: Path) -> dict[str, str]:
    """Return every file below a folder by its name."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.name: path.read_text(errors="replace") for path in files}


async def test_the_line_says_where_the_note_is(circle: FakeCircle, tmp_path: Path) -> None:
    """While I write, and when it is held, I read that it is in memory and on no disk."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("right", "n")
        assert "kept in memory until the end of the meeting, lost if the program is" in room.prose
        await room.write("ask Noor again")
        assert "in memory only" in room.prose
        await room.press("enter")
        assert "1 in memory" in room.text("#kept")
        assert "saved" not in room.text("#writing")
        await room.press("f6")
        await note(room, "for everybody")
        assert "1 in memory · saved 18:30" in room.text("#kept")
        (held,) = room.workspace.held.notes
        assert held.title == "First case"
        assert "Noor" not in held.text
    assert [kept.text for kept in circle.kept.notes.values()] == ["for everybody"]


async def test_no_draft_of_it_reaches_the_disk(circle: FakeCircle, tmp_path: Path) -> None:
    """However long I pause, what I type of a case lies in no draft, in this part or a later one."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("before the case")
        pause = room.live.query_one(Writing).keep_drafts
        pause()
        await room.settle()
        assert circle.kept.drafts
        await room.press("f6")
        await room.press("space")
        await room.write("and in it")
        pause()
        await room.settle()
        assert circle.kept.drafts == ()
        await room.press("f6")
        await room.press("space")
        await room.write("and after it")
        pause()
        await room.settle()
        assert circle.kept.drafts == ()
        await room.press("enter")
        (held,) = room.workspace.held.notes
        assert (held.title, held.text) == ("First case", "before the case and in it and after it")
        await note(room, "for everybody")
    assert [kept.text for kept in circle.kept.notes.values()] == ["for everybody"]


async def end(room: Room) -> None:
    """End the session."""
    await room.press("e", "enter")


async def test_handed_over_at_the_end(circle: FakeCircle, tmp_path: Path) -> None:
    """At the end each presenter's notes go into a file, and nothing of them stays in the circle."""
    workspace = workspace_of(circle, tmp_path)
    async with entered(workspace) as room:
        await room.on(ResumeScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        await note(room, "for everybody")
        await room.press("right")
        await note(room, "the first: ask again")
        await room.press("right", "right")
        await note(room, "the second: wait")
        await end(room)
        await room.on(HandoverScreen)
        assert "1 about First case" in room.prose
        assert "1 about Second case" in room.prose
        await room.press("enter")
        await room.on(ClosedScreen)
        assert "for-presenter-1.md, for-presenter-2.md" in room.prose
        assert "there is no copy" in room.prose
        assert "1 note, 0 action items" in room.prose
        await room.press("enter")
        await room.on(HomeScreen)
    files = written(workspace.exports)
    assert "the first" in files["for-presenter-1.md"]
    assert "the second" in files["for-presenter-2.md"]
    assert "for everybody" in files["summary.md"]
    kept = repr(list(circle.kept.notes.values())) + files["summary.md"]
    assert "ask again" not in kept
    assert [kept.text for kept in circle.kept.notes.values()] == ["for everybody"]
    assert not circle.kept.drafts


async def test_another_place(circle: FakeCircle, tmp_path: Path) -> None:
    """I can have the file written to a stick that the presenter takes along."""
    stick = tmp_path / "stick"
    async with entered(workspace_of(circle, tmp_path)) as room:
        await held_and_ended(room)
        await room.press("p")
        await room.on(TypeInScreen)
        await room.press("ctrl+u")
        await room.write(str(stick))
        await room.press("enter")
        await room.on(HandoverScreen)
        assert "stick" in room.prose
        await room.press("enter")
        await room.on(ClosedScreen)
    assert list(written(stick)) == ["for-presenter-1.md"]


async def held_and_ended(room: Room) -> None:
    """Take a note in the first case and end the session."""
    await room.on(ResumeScreen)
    await room.press("enter")
    await room.on(LiveScreen)
    await room.press("right")
    await note(room, "ask again")
    await end(room)
    await room.on(HandoverScreen)


async def test_lost_on_purpose(circle: FakeCircle, tmp_path: Path) -> None:
    """Losing the notes is asked twice, and leaves no file."""
    async with entered(workspace_of(circle, tmp_path)) as room:
        await held_and_ended(room)
        await room.press("l")
        await room.on(AskScreen)
        await room.press("escape")
        await room.on(HandoverScreen)
        await room.press("l", "enter")
        await room.on(ClosedScreen)
        assert "presenter" not in room.prose, "there is nothing to say of them"
        assert not room.workspace.held.notes
    assert "for-presenter-1.md" not in written(tmp_path)


async def test_later_is_on_the_closing_screen(circle: FakeCircle, tmp_path: Path) -> None:
    """If I put the question off I read that they are in memory, and cannot leave by oversight."""
    async with entered(workspace_of(circle, tmp_path)) as room:
        await held_and_ended(room)
        await room.press("escape")
        await room.on(ClosedScreen)
        assert "1 note of a presenter's, in memory only" in room.prose
        assert "h hand notes over" in room.prose
        await room.press("enter")
        await room.on(HandoverScreen)
        await room.press("escape")
        await room.on(ClosedScreen)
        await room.press("ctrl+q")
        await room.on(HandoverScreen)
        await room.press("escape", "h")
        await room.on(HandoverScreen)
        await room.press("enter")
        await room.on(ClosedScreen)
        assert "h hand notes over" not in room.prose
        assert "for-presenter-1.md" in room.prose
        await room.press("enter")
        await room.on(HomeScreen)


async def test_a_disk_that_is_full_is_told_and_asks_again(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the file cannot be written I read why, and nothing is lost."""

    def fail(path: Path, data: bytes) -> None:
        raise StoreError("The disk is full.")

    async with entered(workspace_of(circle, tmp_path)) as room:
        await held_and_ended(room)
        with monkeypatch.context() as broken:
            broken.setattr("circle_tui.export.files.write_private", fail)
            await room.press("enter")
            await room.on(HandoverScreen)
        assert "The disk is full." in room.prose
        assert len(room.workspace.held.notes) == 1
        await room.press("enter")
        await room.on(ClosedScreen)


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
async def test_leaving_asks_first(circle: FakeCircle, tmp_path: Path, key: str) -> None:
    """Leaving in the middle hands the notes over or loses them, and says so before."""
    workspace = workspace_of(circle, tmp_path)
    async with entered(workspace) as room:
        await room.on(ResumeScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        await room.press("right")
        await note(room, "ask again")
        await room.press(key)
        await room.on(AskScreen)
        await room.press("enter")
        await room.on(HandoverScreen)
        await room.press("escape")
        await room.on(LiveScreen)
        await room.press(key, "enter")
        await room.on(HandoverScreen)
        await room.press("enter")
    assert "for-presenter-1.md" in written(workspace.exports)
    assert circle.kept.facts, "the session can be taken up again"


async def test_ctrl_c_twice_always_leaves(circle: FakeCircle, tmp_path: Path) -> None:
    """Whoever insists is let go: a second Ctrl-C ends the program, and the notes with it."""
    async with entered(workspace_of(circle, tmp_path)) as room:
        await held_and_ended(room)
        await room.press("escape")
        await room.on(ClosedScreen)
        await room.press("ctrl+c")
        await room.on(HandoverScreen)
        await room.press("ctrl+c")
    assert room.app.return_code == 130
    assert "for-presenter-1.md" not in written(tmp_path)


def moved_on(circle: FakeCircle, times: int) -> FakeCircle:
    """Return the circle after its session went on by so many turns and the program was lost."""
    for _ in range(times):
        circle.clock.advance(5)
        outcome = rules.advance(fold(circle.journal.read()), circle.clock.now())
        assert isinstance(outcome, tuple)
        circle.journal.append(outcome)
    return circle


@pytest.mark.parametrize(("turns", "told"), [(0, False), (1, True), (2, True)])
async def test_going_on_says_that_they_are_lost(
    circle: FakeCircle, tmp_path: Path, turns: int, told: bool
) -> None:
    """After a crash I read that a presenter's notes are lost, if there can have been any."""
    async with entered(workspace_of(moved_on(circle, turns), tmp_path)) as room:
        await room.on(ResumeScreen)
        assert ("not handed over are lost" in room.prose) is told


@pytest.mark.parametrize(("turns", "told"), [(0, False), (1, True)])
async def test_an_end_that_was_interrupted_says_so_too(
    circle: FakeCircle, tmp_path: Path, turns: int, told: bool
) -> None:
    """If the program was lost right at the end, the page after it says what went with it."""
    moved_on(circle, turns).journal.append([Closed(circle.clock.now())])
    async with entered(workspace_of(circle, tmp_path)) as room:
        await room.on(ClosedScreen)
        assert ("not handed over are lost" in room.prose) is told


@pytest.mark.parametrize("typed", ["x" * 300, "~nobody-of-this-name/x"])
async def test_a_bad_place_is_told_and_nothing_is_lost(
    circle: FakeCircle, tmp_path: Path, typed: str
) -> None:
    """If I name a folder that cannot be, I read so, and can name another."""
    async with entered(workspace_of(circle, tmp_path)) as room:
        await held_and_ended(room)
        await room.press("p", "ctrl+u")
        await room.write(typed)
        await room.press("enter")
        if typed.startswith("~"):
            await room.on(TypeInScreen)
            assert "That is no folder here." in room.prose
            await room.press("escape")
            await room.on(HandoverScreen)
        else:
            await room.on(HandoverScreen)
            await room.press("enter")
            await room.on(HandoverScreen)
            assert "name too long" in room.prose
        assert len(room.workspace.held.notes) == 1


async def test_a_place_when_the_current_folder_is_gone(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the folder I started in was deleted, I am asked for the whole path."""

    def gone(_path: Path) -> Path:
        raise FileNotFoundError

    async with entered(workspace_of(circle, tmp_path)) as room:
        await held_and_ended(room)
        await room.press("p", "ctrl+u")
        await room.write("here")
        with monkeypatch.context() as broken:
            broken.setattr(Path, "absolute", gone)
            await room.press("enter")
        await room.on(TypeInScreen)
        assert "from / or ~/ on" in room.prose


async def test_of_several_presenters_i_read_whose_file_is_whose(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """With each number of a file stands who gets it; where it is one person no name is shown."""
    async with opened(moved_on(circle, 1), tmp_path, LiveScreen) as room:
        await note(room, "the first: ask again")
        held = room.workspace.held
        alone = HandoverScreen(held.due(tmp_path), tmp_path)
        await room.press("right", "right")
        await note(room, "the second: wait")
        both = HandoverScreen(held.due(tmp_path), tmp_path)
        room.app.push_screen(alone)
        await room.settle()
        assert "1 about First case" in room.text("#parts")
        assert not any(name in room.text("#parts") for name in NAMES)
        room.app.push_screen(both)
        await room.settle()
        one, two = room.text("#parts").split("\n")
        presenters = [names_by_seat(circle)[file.seat] for file in held.notes]
        assert one == f"1: {presenters[0]}, 1 about First case"
        assert two == f"2: {presenters[1]}, 1 about Second case"


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_many_parts_and_a_long_path_fit(
    circle: FakeCircle, tmp_path: Path, size: tuple[int, int]
) -> None:
    """However much there is to hand over, and however deep, I read every key and whole names."""
    folder = Path("/home/somebody with a blank/Documents/peer circles/exports/2026-11-19-5e5510")
    due = [Due(folder / f"for-presenter-{n}.md", NAMES[0], {"Case": 2}) for n in range(1, 13)]
    async with opened(circle, tmp_path, LiveScreen, size=size) as room:
        room.app.push_screen(HandoverScreen(due, folder, "The disk is full. " * 5))
        await room.settle()
        assert "1: Noor Haddad, 2 about Case" in room.prose
        assert re.search(r"and \d+ more", room.prose)
        lines = room.text("#folder").split("\n")
        assert str(folder).startswith("".join(lines))
        assert size == (40, 12) or lines[-1].endswith(folder.name)
        assert all(line.endswith("/") for line in lines[:-1])
        for words in ("enter hand over", "l lose", "esc back"):
            assert words in room.prose


async def test_the_keys_are_there_before_they_count(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question shows its keys from the first moment, dim until they count."""
    monkeypatch.setattr(Question, "UNSEEN", 3600)
    async with opened(circle, tmp_path, LiveScreen) as room:
        for screen in (AskScreen("Well?", "It is so.", "do it"), HandoverScreen([], tmp_path)):
            room.app.push_screen(screen)
            await room.settle()
            assert "enter" in room.prose
            assert "esc back" in room.prose
            await room.press("enter")
            assert screen.is_active
            waiting = answers(("enter", "do it"), counting=False)
            assert "$quiet" in str(waiting.spans)
            await room.press("escape")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 12)])
async def test_the_question_fits(circle: FakeCircle, tmp_path: Path, size: tuple[int, int]) -> None:
    """In a window of any size I can read what to press."""
    async with entered(workspace_of(circle, tmp_path), size=size) as room:
        await held_and_ended(room)
        for words in ("Hand the notes over?", "enter hand over", "l lose", "esc back"):
            assert words in room.prose


async def test_nothing_is_written_in_a_part_that_forbids_it(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """By no way does a word of a Balint case reach memory to be kept, a draft, or the disk."""
    async with opened(moved_on(circle, 3), tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("held for the second")
        await room.press("f6")
        assert "Nothing is written down in this part" in room.text("#writing")
        before = circle.kept
        for key in ("n", "a", "ctrl+n", "ctrl+t"):
            await room.press(key)
            await room.write("a word of the case")
            room.live.query_one(Writing).keep_drafts()
            await room.press("enter")
        assert circle.kept == before
        assert not room.workspace.held.notes
        assert "a word of the case" not in room.shown


async def test_a_begun_note_stays_theirs_after_an_end_that_was_taken_back(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """What I began to write in a presenter's part is held for them, though the part is over."""
    async with opened(circle, tmp_path) as room:
        await room.on(ResumeScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        await room.press("right", "n", *"Ask Noor again", "escape", "right", "e", "enter")
        await room.on(ClosedScreen)
        await room.press("u")
        await room.on(LiveScreen)
        assert room.text("#segment").strip().startswith("TALK")
        await room.press("n")
        assert "in memory only  Ask [A] again" in room.prose.replace("only Ask", "only  Ask")
        await room.press("enter")
        assert [held.text for held in room.workspace.held.notes] == ["Ask [A] again"]
        assert not circle.kept.notes


async def test_that_notes_were_lost_is_told_at_the_second_end_too(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """After an end that was taken back, the page says again what a crash before it took."""
    moved_on(circle, 2).journal.append([Closed(circle.clock.now())])
    async with opened(circle, tmp_path) as room:
        for key in ("u", "enter"):
            await room.on(ClosedScreen)
            assert "not handed over are lost" in room.prose
            await room.press(key)
            if key == "u":
                await room.on(LiveScreen)
                await room.press("e", "enter")


async def test_what_was_handed_over_is_named_at_the_second_end_too(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """As long as a presenter's file lies there, each last page says so; and no more after that."""
    async with opened(circle, tmp_path) as room:
        await room.on(ResumeScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        await room.press("right")
        await note(room, "ask Noor again")
        await room.press("e", "enter")
        await room.on(HandoverScreen)
        await room.press("enter")
        await room.on(ClosedScreen)
        assert "Given for-presenter-1.md in" in room.prose
        await room.press("u")
        await room.on(LiveScreen)
        assert "What was handed over stays so." in room.prose
        await room.press("e", "enter")
        await room.on(ClosedScreen)
        assert "Given for-presenter-1.md in" in room.prose
        (path,) = tmp_path.rglob("for-presenter-1.md")
        path.unlink()
        await room.press("u")
        await room.on(LiveScreen)
        assert "handed over" not in room.prose
        await room.press("e", "enter")
        await room.on(ClosedScreen)
        assert "Given" not in room.prose
