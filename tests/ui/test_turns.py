"""Whose turn it is: coming back later, changing places, coming forward; and silence."""

from dataclasses import replace
from pathlib import Path

from circle_tui.domain.agenda import Agenda, ClockMode, Order, Segment, Silent
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.facts import Volunteered
from circle_tui.domain.plan import TurnId
from circle_tui.services.seating import start
from circle_tui.ui.screens.airtime import AirtimeScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.turns import TurnsScreen
from tests.ui.rooms import NAMES, circle_of, opened, running

ROUND = Agenda("round", "Round", (Segment("Turns", "round", ClockMode.EACH, 300),))

OPEN = Agenda(
    "open", "Open", (Segment("Turns", "round", ClockMode.EACH, 300, order=Order.VOLUNTEER),)
)

SILENT = Agenda(
    "silent",
    "Silent",
    (
        Segment(
            "Write",
            "exercise",
            ClockMode.GROUP,
            120,
            show="Write it down.",
            say="Three minutes.",
            silent_for=Silent.ALL,
        ),
        Segment("Talk", "discussion", ClockMode.GROUP, 120, silent_for=Silent.PRESENTER),
    ),
)


def seats(screen: LiveScreen) -> list[int]:
    """Return whose turns there are, in their order."""
    return [turn.id.seat for turn in screen.live.session.turns]


async def test_come_back_later(tmp_path: Path) -> None:
    """Not now: the same person comes last in the round, with the time that was left."""
    async with opened(running(circle_of(*NAMES), ROUND), tmp_path, LiveScreen) as room:
        await room.pass_time(60)
        await room.press("l")
        assert seats(room.live) == [2, 3, 4, 1]
        assert "5:00 left of 5:00" in room.shown
        await room.press("right", "right", "right")
        assert "4:00 left of 5:00" in room.shown
        await room.press("l")
        assert "Nobody is left to speak before this person comes back." in room.prose


async def test_two_change_places(tmp_path: Path) -> None:
    """I take one, then the other: what it comes to is told before, and nobody loses a second."""
    circle = circle_of(*NAMES)
    async with opened(running(circle, ROUND), tmp_path, LiveScreen) as room:
        _, second, third, last = (member.name for member in circle.people.members())
        await room.press("k")
        await room.on(TurnsScreen)
        assert "Who changes places?" in room.shown
        await room.press("enter", "up")
        assert f"Then: {last}, {third}, {second}." in room.prose
        await room.press("escape")
        await room.on(LiveScreen)
        assert seats(room.live) == [1, 2, 3, 4]
        await room.press("k", "enter", "up", "enter")
        assert seats(room.live) == [1, 4, 3, 2]
        assert f"{second} and {last} change places." in room.prose
        await room.press("u")
        assert seats(room.live) == [1, 2, 3, 4]


async def test_whoever_wants_to_goes_first(tmp_path: Path) -> None:
    """Where volunteers speak nobody is named before they come forward, by typing or arrows."""
    circle = circle_of(*NAMES)
    async with opened(running(circle, OPEN), tmp_path, LiveScreen) as room:
        names = [member.name for member in circle.people.members()]
        assert "Who goes first?" in room.text("#who")
        assert "next: whoever wants to" in room.text("#who")
        assert "k who goes" in room.text("#keys")
        await room.pass_time(20)
        await room.press("k")
        await room.press(*names[2][:2].lower())
        assert f"{names[2]} has this turn." in room.shown
        await room.press("enter")
        assert room.live.live.session.current == TurnId(0, 3)
        assert names[2] in room.text("#who")
        assert "5:00 left of 5:00" in room.shown, "the asking is nobody's time"
        await room.press("right")
        assert "Who goes next?" in room.text("#who")
        await room.press("k")
        assert names[2] not in room.text("Roll"), "who has spoken is not offered"
        await room.press("down", "down", "enter")
        assert seats(room.live) == [3, 4, 1, 2]
        await room.press("right", "k", "enter", "right")
        assert "Who goes" not in room.shown, "the last one needs no asking"
        facts = circle.journal.read()
        assert sum(isinstance(fact, Volunteered) for fact in facts) == 3


async def test_a_turn_nobody_was_named_for_is_nobodys(tmp_path: Path) -> None:
    """I press on without naming anybody: the list names nobody, and all four are still offered."""
    circle = circle_of(*NAMES)
    async with opened(running(circle, OPEN), tmp_path, LiveScreen) as room:
        names = [member.name for member in circle.people.members()]
        await room.pass_time(62)
        await room.press("right")
        assert "Somebody" in room.text("RunningOrder")
        assert not any(name.split()[0] in room.text("RunningOrder") for name in names)
        await room.press("y")
        await room.on(AirtimeScreen)
        assert "Nobody has had a turn of their own yet." in room.prose
        await room.press("escape")
        await room.on(LiveScreen)
        await room.press("k")
        await room.on(TurnsScreen)
        assert all(name in room.text("Roll") for name in names)
        assert room.text("Roll").count("5:00") == 3, "all but the one on in the plan's order"
        await room.press(*names[0][:2].lower(), "enter")
        await room.on(LiveScreen)
        assert names[0] in room.text("#who")
        assert "5:00 left of 5:00" in room.shown


async def test_who_is_on_the_way_is_marked(tmp_path: Path) -> None:
    """The floor is of somebody who is not here yet: I see it, and let them speak later."""
    circle = circle_of(*NAMES)
    members = circle.people.members()
    late = {members[0].id: Attendance.PRESENT, members[1].id: Attendance.LATE}
    start(circle, ROUND, members, "5e5510115e551011", circle.clock, late)
    async with opened(circle, tmp_path, LiveScreen) as room:
        name = members[1].name
        assert f"next: {name} (on the" in room.text("#who")
        await room.press("right")
        assert f"{name} (on the way)" in room.text("#who")
        assert f"▸ {name[:4]}" in room.text("RunningOrder")
        assert "… (on the way) 5:00" in room.text("RunningOrder"), (
            "the name is cut, the mark is not"
        )
        await room.press("l")
        assert "(on the way)" not in room.text("#who")


async def test_a_silent_stretch_looks_silent(tmp_path: Path) -> None:
    """While all keep silent there are the prompt and the clock, and no name, and nothing urges."""
    async with opened(running(circle_of(*NAMES), SILENT), tmp_path, LiveScreen) as room:
        await room.pass_time(110)
        assert "WRITE  everybody: silent" in room.text("#segment")
        assert not room.text("#aside").strip(), "there is air around the clock"
        assert "calm" in room.text("#segment"), "ten seconds before its end it still is"
        assert not room.text("#who").replace("next: Talk", "").strip()
        assert "Write it down." in room.shown
        assert "Three minutes." not in room.shown
        column = room.live.query_one("RunningOrder").region
        assert [word for word in room.text("RunningOrder").split() if word != "▏"] == [
            "▸",
            "Write",
            "2:00",
            "Talk",
            "2:00",
        ]
        await room.pass_time(11)
        assert "time is up" in room.text("#segment")
        await room.press("right")
        assert "the presenter keeps silent" in room.text("#aside")
        assert "Everybody" in room.text("#who")
        assert room.live.query_one("RunningOrder").region == column


async def test_nobody_is_named_in_silence(tmp_path: Path) -> None:
    """Where each has a turn in a silent part, the column tells the parts and names nobody."""
    each = replace(ROUND.segments[0], silent_for=Silent.ALL)
    quiet = replace(ROUND, segments=(each, *SILENT.segments))
    async with opened(running(circle_of(*NAMES), quiet), tmp_path, LiveScreen) as room:
        assert "Turns" in room.text("RunningOrder")
        assert not any(name in room.text("RunningOrder") for name in NAMES)
        await room.press(*["right"] * 4)
        assert "▸ Write" in room.text("RunningOrder")


async def test_times_stand_beneath_each_other(tmp_path: Path) -> None:
    """The times are in one column, and who is taken is marked without a word of another time."""
    async with opened(running(circle_of(*NAMES), ROUND), tmp_path, LiveScreen) as room:
        await room.pass_time(60)
        await room.press("l", *["plus"] * 6, "k")
        await room.on(TurnsScreen)
        await room.press("enter")
        rows = [row.rstrip() for row in room.text("Roll").splitlines() if row.strip()]
        assert [row.split()[-1] for row in rows] == ["5:00", "5:00", "4:00"]
        assert len({len(row) for row in rows}) == 1
        assert "◆" in rows[0]
        assert "→" not in room.text("Roll")
        assert "esc back" in room.text("#keys")
