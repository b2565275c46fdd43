"""One whole evening at the keyboard, on a circle on the disk."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual import events

from circle_tui.bootstrap import make_circle, open_workspace
from circle_tui.config.home import Home
from circle_tui.domain.people import Profile
from circle_tui.services.seating import start
from circle_tui.services.workspace import Workspace
from circle_tui.ui.screens.ask import AskScreen, Question
from circle_tui.ui.screens.attendance import AttendanceScreen
from circle_tui.ui.screens.closed import AIR, LABEL, ClosedScreen
from circle_tui.ui.screens.cover import CoverScreen
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.resume import ResumeScreen
from circle_tui.ui.widgets.capture import Capture
from tests.fakes import FakeCircle, FakeClock
from tests.ui.places import SCREENS
from tests.ui.rooms import AGENDA, NAMES, RHYTHM, SMALL, circle_of, entered, opened, running

NAME_PARTS = [part.casefold() for name in NAMES for part in name.split() if part != "Will"]
"""Every part of a member's name that is no everyday word."""


def a_circle(folder: Path) -> Workspace:
    """Make a circle of four on the disk and open it."""
    home = Home(folder / "home", "the test")
    home.agendas.mkdir(parents=True)
    (home.agendas / "small.toml").write_text(SMALL, encoding="utf-8")
    made = make_circle(home, Profile("Thursday circle", RHYTHM, "small"), NAMES)
    return open_workspace(home, made, FakeClock())


async def test_a_whole_evening(tmp_path: Path) -> None:
    """I come in, mark who is here, run the circle, keep a note and an action item, and leave."""
    workspace = a_circle(tmp_path)
    circle = workspace.circle
    async with entered(workspace) as room:
        await room.on(HomeScreen)
        assert "Thursday circle" in room.shown
        assert "Small circle · 23 min for 4" in room.shown
        assert "▸ Start the session" in room.shown

        await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("down", "space")
        assert "· Mira Sandoval" in room.shown
        assert "21 min for 3 · would end 18:51" in room.shown

        await room.press("enter")
        await room.on(LiveScreen)
        assert "CHECK-IN  1 of 3" in room.shown
        assert "Mira" not in room.shown
        await room.pass_time(30)
        assert "1:30 left of 2:00" in room.shown

        await room.press("right")
        assert "CHECK-IN  2 of 3" in room.shown
        assert "2:00 left of 2:00" in room.shown
        await room.press("left")
        assert "1:30 left of 2:00" in room.shown
        await room.press("right", "s")
        assert "CHECK-IN  3 of 3" in room.shown
        assert "Will Achterberg" in room.text("#who")

        await room.press("plus")
        assert "3:00 left of 3:00" in room.shown
        await room.press("minus")
        assert "2:00 left of 2:00" in room.shown
        await room.press("u")
        assert "3:00 left of 3:00" in room.shown

        await room.press("space")
        await room.pass_time(45)
        assert "PAUSED" in room.shown
        assert "3:00 left of 3:00" in room.shown
        await room.press("space")
        assert "PAUSED" not in room.shown

        await room.press("n")
        await room.write("Noor told mira that Teodor's draft is late")
        assert "kept as  [A] told [B] that [C]" in room.shown
        await room.press("enter")
        assert "notes 1   actions 0" in room.shown
        assert "saved 18:31" in room.shown

        await room.press("a")
        await room.write("mira: send the draft by fri")
        assert "for Mira Sandoval, due Fri 20 Nov:  send the draft" in room.shown
        await room.press("enter")
        assert "notes 1   actions 1" in room.shown

        await room.press("right", "right")
        assert "CASE" in room.shown
        assert "next: the end" in room.shown
        await room.press("e")
        await room.on(AskScreen)
        await room.press("enter")

        await room.on(ClosedScreen)
        assert "The session has ended" in room.shown
        assert "1 note, 1 action item; members' names are masked" in room.prose
        assert "summary.md and next-meeting.ics in" in room.shown
        assert not [part for part in NAME_PARTS if part in room.shown.casefold()]

        await room.press("enter")
        await room.on(HomeScreen)
        assert "1 open" in room.shown
        assert "send the draft  due Fri 20 Nov" in room.shown

        owner = next(m for m in circle.people.members() if m.name == "Mira Sandoval")
        (note,), (action,), (record,) = (
            circle.notes.all(),
            circle.actions.all(),
            circle.records.all(),
        )
        assert note.text.startswith("[A] told [B] that [C]")
        assert (action.owner, action.text) == (owner.alias, "send the draft")
        assert (record.people, len(record.segments)) == (3, 3)
        assert not circle.journal.read()
        assert not circle.people.seating()

        await room.press("q")
    assert not room.app.is_running


async def test_nothing_kept_names_anybody(tmp_path: Path) -> None:
    """No file that a session leaves behind, but the one for people, holds a member's name."""
    workspace = a_circle(tmp_path)
    async with entered(workspace) as room:
        await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        await room.press("n")
        await room.write("Teodor and NOOR met Ms Sandoval; haddad agreed")
        await room.press("enter", "a")
        await room.write("Achterberg: call Noor-Haddad by tomorrow")
        await room.press("enter", "e", "enter")
        await room.on(ClosedScreen)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    kept = {path: path.read_bytes().decode().casefold() for path in files}
    assert any("noor" in text for path, text in kept.items() if path.name == "people.store")
    assert len([path for path in kept if path.name == "summary.md"]) == 1
    for path, text in kept.items():
        if path.name != "people.store":
            assert not [part for part in NAME_PARTS if part in text], path.name


async def test_the_program_ends_with_the_session_it_was_started_for(tmp_path: Path) -> None:
    """After ``circle run`` and the end of its session, Enter leads out and starts nothing."""
    async with entered(a_circle(tmp_path), at_once=True) as room:
        await room.on(AttendanceScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        await room.press("e", "enter")
        await room.on(ClosedScreen)
        await room.press("enter")
    assert not room.app.is_running
    assert room.app.return_code == 0


async def test_a_session_taken_up_ends_the_program_too(tmp_path: Path) -> None:
    """It is the same when ``circle run`` went on with a session that was interrupted."""
    workspace = a_circle(tmp_path)
    start(workspace.circle, AGENDA, workspace.circle.people.members(), "5e55", workspace.clock)
    async with entered(workspace, at_once=True) as room:
        await room.on(ResumeScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        await room.press("e", "enter")
        await room.on(ClosedScreen)
        await room.press("enter")
        assert not isinstance(room.app.screen, AttendanceScreen)
    assert room.app.return_code == 0


@pytest.mark.parametrize("at_once", [True, False])
async def test_an_end_that_came_too_early_is_taken_back(tmp_path: Path, *, at_once: bool) -> None:
    """I end the session by mistake, u takes that back, and it goes on at its place to its end."""
    workspace = a_circle(tmp_path)
    async with entered(workspace, at_once=at_once) as room:
        if not at_once:
            await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        await room.press("right", "n", *"A thought", "enter")
        await room.pass_time(30)
        await room.press("e", "enter")
        page = await room.on(ClosedScreen)
        assert "u undo the end" in room.shown
        assert page.results.summary is not None
        room.clock.advance(20)
        await room.press("u")
        await room.on(LiveScreen)
        assert "CHECK-IN  2 of 4" in room.shown
        assert "Taken back: the end of the session." in room.prose
        assert "1:10 left of 2:00" in room.shown
        assert not workspace.circle.records.all()
        assert not page.results.summary.exists()
        await room.press("g")
        assert "1:30 left of 2:00" in room.shown
        await room.press("right", "e", "enter")
        page = await room.on(ClosedScreen)
        assert page.results.summary is not None
        assert "A thought" in page.results.summary.read_text()
        assert len(workspace.circle.records.all()) == 1
        await room.press("enter")
        if not at_once:
            await room.on(HomeScreen)
    assert room.app.is_running is False


@pytest.mark.parametrize("keys", [("v",), ("x",), ("v", "x")])
async def test_who_looks_on_sees_no_more_after_an_end_that_was_taken_back(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    """A public view that was blank is blank still, and a screen that was shared names nobody."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path) as room:
        await room.on(ResumeScreen)
        await room.press("enter")
        live = await room.on(LiveScreen)
        await room.press(*keys)
        before = circle.stage
        assert before is not None
        await room.press("e", "enter")
        if "x" in keys:
            await room.press("x")
        await room.on(ClosedScreen)
        await room.press("u")
        again = await room.on(LiveScreen)
        assert again is not live
        await room.settle()
        assert circle.stage is not None
        assert (circle.stage.shown, circle.stage.sharing) == (before.shown, before.sharing)
        if "x" in keys:
            assert not [name for name in NAMES if name in room.shown]


async def test_a_shared_end_is_covered_also_by_the_next_process(tmp_path: Path) -> None:
    """Killed behind the cover of a shared session that has ended: neither page nor undo names."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path) as room:
        await room.on(ResumeScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        await room.press("x", "e", "enter")
        await room.on(CoverScreen)
        await room.settle()
        assert circle.stage is not None
        assert circle.stage.sharing
    again = FakeCircle(clock=circle.clock)
    again.kept, again.left = circle.kept, circle.left
    async with opened(again, tmp_path) as room:
        await room.on(CoverScreen)
        await room.press("x")
        await room.on(ClosedScreen)
        await room.press("u")
        await room.on(LiveScreen)
        assert "SHARED, names hidden" in room.shown
        assert not [name for name in NAMES if name in room.shown]


async def test_the_page_of_the_end_is_not_left_by_an_enter_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Enter pressed twice ends the session and shows what it came to; I can still take it back."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("e")
        await room.on(AskScreen)
        monkeypatch.setattr(Question, "UNSEEN", 3600)
        await room.press("enter")
    again = FakeCircle(clock=circle.clock)
    again.kept = circle.kept
    async with opened(again, tmp_path) as room:
        page = await room.on(ClosedScreen)
        await room.press("enter", "escape", "q")
        assert room.app.screen is page
        assert "enter done" not in room.shown
        page._be_left()
        await room.settle()
        assert "enter done" in room.shown
        await room.press("enter")
        await room.on(HomeScreen)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_why_the_end_stands_is_seen_at_once(size: tuple[int, int], tmp_path: Path) -> None:
    """Why an end could not be taken back stands at the top, also in a small window."""
    why = "The end was not taken back. The disk is full."

    def refused(workspace: Workspace) -> ClosedScreen:
        page = SCREENS["closed"](workspace)
        assert isinstance(page, ClosedScreen)
        return ClosedScreen(page.results, workspace, problem=why)

    async with opened(running(circle_of(*NAMES)), tmp_path, refused, size=size) as room:
        assert why in room.prose


async def test_the_second_undo_of_two_takes_no_turn_back(tmp_path: Path) -> None:
    """I press u twice on the page of the end: the end is taken back, and nothing I did not see."""
    async with entered(a_circle(tmp_path)) as room:
        await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        await room.press("right", "e", "enter")
        await room.on(ClosedScreen)
        second = events.Key("u", "u")  # it came before anything was shown of the session
        await room.press("u")
        await room.on(LiveScreen)
        room.app.post_message(second)
        await room.settle()
        assert "CHECK-IN  2 of 4" in room.shown
        assert "Taken back: the end of the session." in room.prose
        assert "Keys pressed too fast were not taken." in room.prose
        await room.press("u")
        assert "CHECK-IN  1 of 4" in room.shown


async def test_what_was_being_typed_is_there_after_an_end_that_was_taken_back(
    tmp_path: Path,
) -> None:
    """Word for word, as I typed it: nothing was lost but the end."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path) as room:
        await room.on(ResumeScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        await room.press("n", *"Mira said Noor asked", "escape", "e", "enter")
        await room.on(ClosedScreen)
        await room.press("u")
        await room.on(LiveScreen)
        assert "What you were typing is still here: note (n)." in room.prose
        await room.press("n")
        assert room.live.query_one(Capture).text == "Mira said Noor asked"
        assert "[A] said [B] asked" in room.prose


async def test_every_key_of_the_last_page_can_be_looked_up(tmp_path: Path) -> None:
    """The question mark names the keys of the end page, also where the key line has no room."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, SCREENS["closed"], size=(40, 12)) as room:
        assert "? more" in room.shown
        await room.press("question_mark")
        await room.on(HelpScreen)
        seen = room.prose
        for _ in range(20):
            await room.press("down")
            seen += room.prose
        assert "Go on with the session, as if it had not ended." in seen
        assert "Read the summary as it leaves." in seen


async def test_no_second_session_by_mistake(tmp_path: Path) -> None:
    """Where the home screen comes after a session, Enter asks before it starts another one."""
    async with entered(a_circle(tmp_path)) as room:
        await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        await room.press("e", "enter")
        await room.on(ClosedScreen)
        await room.press("enter")
        await room.on(HomeScreen)
        await room.press("enter")
        await room.on(AskScreen)
        assert "Start another session?" in room.shown
        await room.press("escape")
        await room.on(HomeScreen)
        await room.press("enter")
        await room.on(AskScreen)
        await room.press("enter")
        await room.on(AttendanceScreen)


async def test_what_is_told_at_the_end_goes_on_beneath_itself(tmp_path: Path) -> None:
    """In a narrow window a line that goes on stands under its own text, not under its word."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, SCREENS["closed"], size=(40, 24)) as room:
        first, *others = [row for row in room.text("#kept").splitlines() if row.strip()]
        place = first.index("Kept") + 8
        assert others
        assert all(row[:place].strip() == "" and row[place] != " " for row in others)
        assert "members' names are masked" in room.prose


@pytest.mark.parametrize("name", ["circles", "a-folder-with-a-rather-long-name"])
@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_where_the_files_are_stands_beneath_what_they_are(
    size: tuple[int, int], name: str, tmp_path: Path
) -> None:
    """At the end every line of the path begins where the files' names do; a name stays whole."""
    folder = Path("/home/somebody") / name / "504614008614368974/exports/2026-11-23-894789"
    async with opened(running(circle_of(*NAMES)), tmp_path, SCREENS["closed"], size=size) as room:
        screen = await room.on(ClosedScreen)
        screen._results = replace(screen._results, summary=folder / "summary.md", invite=None)
        lines = screen._files().plain.split("\n")
        assert lines[0] == "Files   summary.md in"
        indented = len(name) < size[0] - AIR - LABEL
        assert all(line.startswith(" " * LABEL) is indented for line in lines[1:])
        assert "".join(line.strip() for line in lines[1:]) == str(folder)
        assert all(name in "".join(lines) and len(line) <= size[0] - AIR for line in lines)
