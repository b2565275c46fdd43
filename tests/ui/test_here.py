"""Who is here, at any moment: what coming and going does is seen before it holds."""

import re
from pathlib import Path

import pytest

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.facts import AttendanceChanged
from circle_tui.services import seating
from circle_tui.ui.screens.here import HereScreen
from circle_tui.ui.screens.live import LiveScreen
from tests.fakes import FakeCircle
from tests.ui.rooms import NAMES, Room, circle_of, opened, running

AGENDA = Agenda(
    "shared",
    "Shared",
    (
        Segment("Arrive", "welcome", ClockMode.GROUP, 300),
        Segment("Turns", "round", ClockMode.DIVIDE, 3_600),
        Segment("One word", "closing", ClockMode.EACH, 120),
    ),
)
"""Five minutes, an hour shared, and two minutes each."""


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle of four in a session that began without the last of them."""
    circle = circle_of(*NAMES)
    here = circle.people.members()[:-1]
    seating.start(circle, AGENDA, here, "5e5510115e551011", circle.clock)
    return circle


def changes(room: Room) -> list[AttendanceChanged]:
    """Return the facts by which people came and went."""
    facts = room.workspace.circle.journal.read()
    return [fact for fact in facts if isinstance(fact, AttendanceChanged)]


def states(room: Room) -> list[tuple[str, str]]:
    """Return each name on the list and the state beside it."""
    pattern = r"(\w+) [\w-]+ +→? *(present|came late|left early|excused|absent)"
    return re.findall(pattern, room.text("Roll"))


async def test_a_latecomer_gets_a_turn(circle: FakeCircle, tmp_path: Path) -> None:
    """Before I accept I see what the latecomer gets, what the others keep, and the new end."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.pass_time(minutes=5)
        await room.press("right")
        await room.press("m")
        await room.on(HereScreen)
        assert "Who is here: 3 of 4" in room.shown
        assert states(room)[-1][1] == "absent"
        assert "Nobody's state has changed." in room.shown
        assert "accept" not in room.text("#keys")
        await room.press("up", "space")
        late = circle.people.members()[-1].name
        assert states(room)[-1][1] == "came late"
        assert f'{late} arrives: gets 13:20 in "Turns", 2:00 in "One word".' in room.prose
        assert 'In "Turns" those after this turn have 13:20 now, not 20:00.' in room.prose
        assert "Ends 19:43, 2 min later than now: 2 min late." in room.prose
        assert not changes(room)
        await room.press("enter")
        await room.on(LiveScreen)
        assert len(changes(room)) == 1
        assert f"{late} here." in room.shown
        assert "1 of 4" in room.text("#segment")
        assert "2 min late" in room.text("#head")
        await room.press("u")
        assert "1 of 3" in room.text("#segment")


async def test_esc_leaves_all_as_it_was(circle: FakeCircle, tmp_path: Path) -> None:
    """I may look at what would be, and go back to the clock: nothing has happened."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        before = room.live.live.session
        await room.press("f3", "space", "down", "e", "escape")
        await room.on(LiveScreen)
        assert room.live.live.session == before
        await room.press("m", "enter")
        await room.on(HereScreen)
        assert not changes(room)


async def test_several_are_accepted_together(circle: FakeCircle, tmp_path: Path) -> None:
    """One comes as another goes: the floor and the running order follow at once, undone at once."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("right")
        await room.pass_time(minutes=8)
        first, second, _, last = (member.name for member in circle.people.members())
        await room.press("m", "e", "up", "l")
        assert f"{first} leaves: 2:00 given back." in room.prose
        assert f"The floor goes to {second}." in room.prose
        await room.press("enter")
        (fact,) = changes(room)
        assert fact.states == ((1, "left early"), (4, "late"))
        assert f"{last} here, {first} has left." in room.shown
        assert second in room.text("#who")
        assert "17:20" in room.shown, "52 minutes are left to three"
        await room.press("u")
        assert first in room.text("#who")


async def test_space_says_the_usual_and_takes_it_back(circle: FakeCircle, tmp_path: Path) -> None:
    """One key lets whoever is looked at come or go, and again as they were."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("m", "space")
        assert states(room)[0][1] == "left early"
        await room.press("space")
        assert states(room)[0][1] == "present"
        await room.press("a", "p", "l", "c")
        assert states(room)[0][1] == "excused"
        await room.press("p")
        assert "Nobody's state has changed." in room.shown


async def test_somebody_has_to_stay(circle: FakeCircle, tmp_path: Path) -> None:
    """Nobody left in the room is no meeting: that is said, and enter does nothing."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("m", "e", "down", "e", "down", "e")
        assert "Somebody has to stay." in room.shown
        await room.press("enter")
        await room.on(HereScreen)


async def test_nothing_private_while_sharing(circle: FakeCircle, tmp_path: Path) -> None:
    """On a shared screen the list of names does not open, and neither does the order."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("x", "m", "k")
        await room.on(LiveScreen)
        assert all(name not in room.shown for name in NAMES)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 12), (20, 5)])
async def test_the_end_is_told_at_every_size(
    circle: FakeCircle, tmp_path: Path, size: tuple[int, int]
) -> None:
    """However small the window, the end it would lead to is there; in twenty by five no crash."""
    async with opened(circle, tmp_path, LiveScreen, size=size) as room:
        await room.press("m", "up", "l")
        if size[0] >= 40:
            assert "Ends 19:43" in room.shown
            assert "accept" in room.text("#keys")
            assert " left" in room.text("#head")
        await room.press("enter")
        assert len(changes(room)) == 1


def with_one_on_the_way() -> FakeCircle:
    """Return a circle in a session that began while its second member was on the way."""
    circle = circle_of(*NAMES)
    members = circle.people.members()
    asked = {member.id: Attendance.PRESENT for member in members}
    asked[members[1].id] = Attendance.LATE
    seating.start(circle, AGENDA, members, "5e5510115e551011", circle.clock, asked)
    return circle


async def test_who_was_on_the_way_arrives(tmp_path: Path) -> None:
    """Marked late before the start, somebody is on the way until I say that they are here."""
    circle = with_one_on_the_way()
    members = circle.people.members()
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("m", "down")
        assert "Who is here: 3 of 4" in room.shown
        assert "late, on the way" in room.text("Roll")
        await room.press("space")
        assert f"{members[1].name} arrives and keeps the time planned." in room.prose
        await room.press("enter")
        assert room.live.live.session.everybody == (1, 2, 3, 4)
        await room.press("m")
        assert "on the way" not in room.text("Roll")
        assert "Who is here: 4 of 4" in room.shown


async def test_late_says_that_who_was_on_the_way_has_come(tmp_path: Path) -> None:
    """They walk in late, so I press l on them: they are here, and the words keep their column."""
    circle = with_one_on_the_way()
    members = circle.people.members()
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("m", "down")
        column = room.text("Roll").splitlines()[0].index("present")
        await room.press("l")
        assert f"{members[1].name} arrives and keeps the time planned." in room.prose
        assert {line.find("present") for line in room.text("Roll").splitlines()[:4]} == {column}
        await room.press("space")
        assert "Nobody's state has changed." in room.shown
        await room.press("l", "up", "e", "enter")
        here = f"{members[1].name} here, {members[0].name} has left."
        assert here in room.prose
        assert room.live.live.session.everybody == (1, 2, 3, 4)
        await room.press("u")
        assert f"Taken back: {members[1].name} came, {members[0].name} left." in room.prose


async def test_undo_says_who_is_away_again(circle: FakeCircle, tmp_path: Path) -> None:
    """Who came, and is taken back, is named; on a screen that others see nobody is."""
    late = circle.people.members()[-1].name
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("m", "up", "space", "enter", "u")
        assert f"Taken back: {late} came." in room.prose
        await room.press("m", "up", "space", "enter", "x", "u")
        assert late not in room.shown


PAIRS = Agenda("pairs", "Pairs", (Segment("Pairs", "exercise", ClockMode.PAIRS, 300),))


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_who_will_be_alone_in_a_group_is_seen_before(
    size: tuple[int, int], tmp_path: Path
) -> None:
    """Pairs are at work and one of a pair leaves: I see who is alone then, in any window."""
    circle = running(circle_of(*NAMES), PAIRS)
    async with opened(circle, tmp_path, LiveScreen, size=size) as room:
        await room.press("m")
        await room.on(HereScreen)
        await room.press("e")
        assert f"{NAMES[0]} leaves. {NAMES[3]} is alone in the group that is on." in room.prose
        assert "Still ends 18:35: on time." in room.prose


async def test_who_comes_while_pairs_are_at_work_has_none(tmp_path: Path) -> None:
    """Somebody comes in the last round of pairs: I see that a group is to be chosen for them."""
    circle = circle_of(*NAMES)
    here = circle.people.members()[:-1]
    seating.start(circle, PAIRS, here, "5e5510115e551011", circle.clock)
    async with opened(circle, tmp_path, LiveScreen, size=(40, 12)) as room:
        await room.press("m")
        await room.on(HereScreen)
        await room.press("up", "space")
        none = f"{NAMES[3]} is in no group of this part: choose one together."
        assert none in room.prose
