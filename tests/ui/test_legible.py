"""What is said can be read: in full where there is room, from its beginning where there is not."""

from datetime import date
from pathlib import Path

import pytest

from circle_tui.domain.agenda import Agenda, ClockMode, NotesPolicy, Segment
from circle_tui.domain.people import Member
from circle_tui.ui.screens.cover import CoverScreen
from circle_tui.ui.screens.kept import KeptScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.promise import PromiseScreen
from tests.fakes import FakeCircle
from tests.ui.places import attendance
from tests.ui.rooms import NAMES, circle_of, opened, running

SMALL = (40, 12)

CASE = Agenda(
    "case",
    "Case",
    (Segment("The case", "exercise", ClockMode.GROUP, 600, notes=NotesPolicy.FORBIDDEN),),
)


async def test_a_refusal_can_be_read_in_a_small_window(tmp_path: Path) -> None:
    """In 40 by 12 a sentence that says why something does not happen begins at its beginning."""
    circle = running(circle_of(*NAMES), CASE)
    async with opened(circle, tmp_path, LiveScreen, size=SMALL) as room:
        for key in ("n", "k"):
            await room.press(key)
            said = " ".join(room.text("#preview").split())
            assert said[0].isupper(), said
            assert len(room.text("#preview").splitlines()) == 2
        assert said == "Nobody is still to speak one after the other in this part."


async def test_the_line_has_its_row_in_a_small_window(tmp_path: Path) -> None:
    """What I write stands above what is kept of it, and nothing else moves as the line opens."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=SMALL) as room:
        above = room.shown.splitlines()[:9]
        await room.press("n")
        await room.write("An idea")
        assert room.shown.splitlines()[:8] == above[:8]
        assert "An idea" in room.text("#typed")
        assert "kept as  An idea" in room.text("#preview")


async def test_nobody_is_out_of_sight_unsaid(tmp_path: Path) -> None:
    """Where the roster has more people than rows, who is here says how many more there are."""
    circle = running(circle_of(*NAMES))
    more = [Member(f"{place:016x}", f"Person {place}", f"Alias {place}") for place in range(5)]
    circle.people.put_members([*circle.people.members(), *more])
    async with opened(circle, tmp_path, attendance, size=SMALL) as room:
        assert "more" in room.text("Roll").splitlines()[-1]
        await room.press("up")
        assert more[-1].name in room.text("Roll")
        assert "more" in room.text("Roll").splitlines()[0]
        assert "enter start  space here or not  ? more" in room.text("#keys")


async def test_undo_says_what_it_took_back(tmp_path: Path) -> None:
    """After u a line says what was undone; after l who comes back later."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("l")
        assert f"{NAMES[0]} comes back later." in room.text("#writing")
        await room.press("u")
        assert "Taken back: the change of order." in room.text("#writing")
        await room.press("space", "u")
        assert "Taken back: the pause." in room.text("#writing")
        await room.press("u")
        assert "There is nothing to undo yet." in room.text("#writing")


@pytest.mark.parametrize(
    ("seconds", "shared", "told"),
    [
        (115, False, f"{NAMES[0]} comes back later."),
        (116, False, f"{NAMES[0]} comes back later, with no time left."),
        (300, False, f"{NAMES[0]} comes back later, with no time left."),
        (300, True, "This turn comes back later, with no time left."),
    ],
)
async def test_who_has_used_their_time_up_comes_back_with_none(
    seconds: float, shared: bool, told: str, tmp_path: Path
) -> None:
    """L in overtime says that no time is left; while others look it names nobody."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press(*["x"] * shared)
        await room.pass_time(seconds)
        await room.press("l")
        assert told in room.text("#writing")


async def test_a_correction_keeps_its_day_and_its_place(tmp_path: Path) -> None:
    """What I add to an action item comes before its date, and it stays where it was in the list."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        for text in ("write a draft by 2099-11-20", "open the door"):
            await room.press("a")
            await room.write(text)
            await room.press("enter")
        await room.press("o")
        await room.on(KeptScreen)
        await room.press("enter")
        await room.press("space", *"again")
        await room.press("enter")
        first, second = circle.actions.all()
        assert (first.text, first.due) == ("write a draft again", date(2099, 11, 20))
        assert second.text == "open the door"
        await room.press("o")
        await room.on(KeptScreen)
        assert room.shown.index("write a draft") < room.shown.index("open the door")


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle in its session."""
    return running(circle_of(*NAMES))


async def test_the_promise_is_moved_on_a_shared_screen(circle: FakeCircle, tmp_path: Path) -> None:
    """Moving the promised end names nobody, so I can do it while others look."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("x", "t")
        await room.on(PromiseScreen)
        assert not [name for name in NAMES if name.split()[0] in room.shown]
        await room.press("up", "enter")
        await room.on(LiveScreen)
        assert "Promised now: 18:54." in room.text("#writing")
        assert room.live.sharing


async def test_an_interruption_is_explained_on_a_shared_screen(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """While others look, the line that says what g is for stays: it names nobody."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("x")
        room.clock.sleep(minutes=5)
        room.live._tick()
        await room.settle()
        assert "5:00 without the clock, and it counts. Press g to give it back." in room.prose


@pytest.mark.parametrize("opens", ["m", ""])
async def test_x_covers_who_is_here(circle: FakeCircle, tmp_path: Path, opens: str) -> None:
    """X hides the names on who is here too, before the session and during it."""
    first = LiveScreen if opens else attendance
    async with opened(circle, tmp_path, first) as room:
        await room.press(*opens)
        assert NAMES[0] in room.shown
        await room.press("x")
        await room.on(CoverScreen)
        assert NAMES[0] not in room.shown
