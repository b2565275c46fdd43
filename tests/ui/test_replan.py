"""Planning what remains again on the screen: seen before and after, accepted or not, and undone."""

import re
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.facts import Replanned
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.replan import ReplanScreen
from circle_tui.ui.widgets.keyline import KeyLine
from tests.ui.rooms import NAMES, Room, circle_of, opened, running

AGENDA = Agenda(
    "late",
    "Late",
    (
        Segment("Arrive", "welcome", ClockMode.GROUP, 300, protected=True),
        Segment("Turns", "round", ClockMode.EACH, 300),
        Segment("Talk", "discussion", ClockMode.GROUP, 600, say="Begin."),
        Segment("Close", "closing", ClockMode.GROUP, 300, protected=True),
    ),
)
"""Five minutes, five each, ten and five: forty for four people, from 18:30 to 19:10."""


def accepted(room: Room) -> list[Replanned]:
    """Return the facts by which what remains was planned again."""
    return [fact for fact in room.workspace.circle.journal.read() if isinstance(fact, Replanned)]


def offered(room: Room) -> list[str]:
    """Return the commands on the key line."""
    return [command.name for command in room.live.query_one(KeyLine).commands]


async def test_times_are_seen_before_they_are_accepted(tmp_path: Path) -> None:
    """Each part that remains stands before and after, in words too; enter lets it hold.

    What is left of the turn that is on is one of the lines, so that I can add up to both ends.
    """
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.pass_time(minutes=11)
        await room.press("right")
        assert "6 min late" in room.shown
        await room.press("r")
        assert "The meeting would end 6 min after the promised 19:10." in room.shown
        rows = re.findall(r"(\w[\w, ]*\w) +([\d:]+) +(→?) +([\d:]+)", room.text("PlanTable"))
        assert rows == [
            ("Turns, now", "5:00", "", "5:00"),
            ("Turns, to come", "15:00", "→", "11:25"),
            ("Talk", "10:00", "→", "7:35"),
            ("Close", "5:00", "", "5:00"),
            ("in all, from now", "35:00", "→", "29:00"),
            ("ends", "19:16", "→", "19:10"),
        ]
        assert "3:45 to 3:50 each" in room.shown
        assert 'Shorten "Turns" from 15:00 to 11:25' in room.prose
        assert "(3:45 to 3:50 each still to speak)" in room.prose
        assert "Would end 19:10: on time." in room.shown
        assert not accepted(room)
        await room.press("enter")
        assert len(accepted(room)) == 1
        assert "Shortened 2 parts: ends 19:10." in room.shown
        assert "on time" in room.text("#head")
        await room.press("r")
        assert isinstance(room.app.screen, LiveScreen)
        assert "The meeting is on time, so there is nothing to plan again." in room.shown


async def test_times_that_have_moved_are_seen_anew(tmp_path: Path) -> None:
    """After minutes in which nothing was drawn, enter shows the times as they are; then it holds.

    So after a sleep of the computer: what I accept is what I saw.
    """
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.pass_time(minutes=11)
        await room.press("r")
        assert "would end 6 min after" in room.shown
        room.clock.advance(minutes=3)
        room.app.screen.action_accept()  # type: ignore[attr-defined]
        await room.settle()
        assert isinstance(room.app.screen, ReplanScreen)
        assert not accepted(room)
        assert "would end 9 min after" in room.shown
        await room.press("enter")
        assert len(accepted(room)) == 1


async def test_a_talk_that_is_on_is_told_as_it_is(tmp_path: Path) -> None:
    """Of a talk that is on I see what is left, and what it then takes in all: not what was planned.

    One whose time is up adds nothing, however long it was to be.
    """
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.pass_time(minutes=7)
        await room.press("r")
        assert re.search("Arrive, the rest +0:00 +0:00 +protected", room.shown)
        assert re.search("in all, from now +35:00 → +33:00", room.shown)
        await room.press("escape", *["right"] * 5)
        await room.pass_time(minutes=4)
        for _ in range(26):
            await room.press("plus")
        await room.press("r")
        table = room.text("PlanTable")
        assert re.search(r"Talk, the rest +32:00 → +24:00 +28:00 in all", table)
        assert re.search("in all, from now +37:00 → +29:00", table)


async def test_a_part_that_keeps_its_time_says_why(tmp_path: Path) -> None:
    """What is protected says so, and what has come down to the least it needs; narrow or not."""
    circle = running(circle_of(*NAMES), AGENDA)
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.pass_time(minutes=23)
        await room.press("r")
        assert re.search("Close +5:00 +5:00 +protected", room.shown)
        assert re.search("Talk +10:00 → +5:00 +its shortest", room.shown)
        await room.pilot.resize_terminal(40, 14)
        await room.settle()
        assert re.search("Close, kept +5:00 +5:00", room.shown)


@pytest.mark.parametrize("size", [(39, 12), (40, 9), (20, 5)])
async def test_what_cannot_be_read_cannot_be_accepted(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """In a window too small for the new times it says so, and enter changes nothing."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen, size=size) as room:
        await room.pass_time(minutes=11)
        await room.press("r", "enter")
        assert isinstance(room.app.screen, ReplanScreen)
        assert not accepted(room)
        assert "make the window 40 by 10" in room.prose
        assert "esc" in room.shown
        assert "enter" not in room.shown
        await room.pilot.resize_terminal(40, 10)
        await room.settle()
        assert "enter accept" in room.shown
        await room.press("enter")
        assert len(accepted(room)) == 1


async def test_escape_leaves_all_as_it_was(tmp_path: Path) -> None:
    """Esc changes nothing, and undo takes back what was accepted."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.pass_time(minutes=11)
        await room.press("right")
        before = room.live.live.session
        await room.press("r", "escape")
        assert room.live.live.session == before
        await room.press("r", "enter", "u")
        assert room.live.live.session == before
        assert "6 min late" in room.shown


async def test_hint_appears_when_behind(tmp_path: Path) -> None:
    """On time nothing speaks of it; from fifteen seconds on a quiet line names the key."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.pass_time(minutes=5)
        assert "replan" not in offered(room)
        await room.pass_time(15)
        assert "behind" not in room.shown
        assert "on time" in room.text("#head")
        await room.pass_time(5)
        assert "20 s behind. Press r for new times." in room.shown
        assert "20 s late" in room.text("#head")
        assert offered(room)[0] == "replan"
        await room.pass_time(10)
        assert "1 min behind. Press r for new times." in room.shown
        assert "1 min late" in room.text("#head")
        assert offered(room)[0] == "replan"


async def test_floors_that_do_not_fit_are_said(tmp_path: Path) -> None:
    """When the floors leave too little it says so, and offers the other ways out."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.pass_time(minutes=23)
        await room.press("r")
        assert "each part needs at least its shortest time" in room.prose
        assert "floor" not in room.shown
        assert "▸ Shorten 2 parts, end 3 min later  19:13  1 of 4" in room.shown
        assert "End 3 min later than promised." in room.prose
        assert '2 of 4 speak in "Turns", end 8 min later  19:18' in room.shown
        assert 'Leave out "Talk", shorten "Turns"  19:10' in room.shown
        assert "End 18 min later" in room.shown
        await room.press("up")
        assert "Would end 19:28: 18 min later than promised." in room.shown
        await room.press("enter")
        assert accepted(room)[0].turns[-1] == ((3, 0, 1), 300)
        assert "Moved the end 18 min later: ends 19:28." in room.shown
        assert "on time" in room.text("#head")


async def test_why_there_is_nothing_to_accept_can_be_read(tmp_path: Path) -> None:
    """In a small window, too, all of the reason is there: nothing else wants the rows."""
    ends = time(18, 35)
    walled = replace(AGENDA.segments[1], ends_at=ends)
    agenda = replace(AGENDA, segments=(AGENDA.segments[0], walled, *AGENDA.segments[2:]))
    async with opened(running(circle_of(*NAMES), agenda), tmp_path, LiveScreen) as room:
        await room.press("r")
        await room.on(ReplanScreen)
        for width, height in ((80, 24), (40, 12)):
            await room.pilot.resize_terminal(width, height)
            await room.settle()
            assert "each part needs at least its shortest time." in room.prose


async def test_a_part_is_left_out(tmp_path: Path) -> None:
    """What is left out says so in the running order, and the clock goes past it."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.pass_time(minutes=14)
        await room.press("right", "r")
        while "▸ Leave out" not in room.shown:
            await room.press("down")
        assert "left out" in room.text("PlanTable")
        await room.press("enter")
        assert re.search("Talk +left out", room.text("#order"))
        await room.press(*["right"] * 4)
        assert room.live.view().segment == "Close"


async def test_volunteers_speak(tmp_path: Path) -> None:
    """When only some speak, their turns are nobody's until somebody takes one."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.pass_time(minutes=10)
        await room.press("r", "down")
        assert '▸ 3 of 4 speak in "Turns"' in room.shown
        await room.press("enter", "right")
        assert room.live.view().place == "volunteer 1 of 3"
        assert room.live.view().who == "Whoever wants to"


async def test_saved_time_is_given_back_on_request(tmp_path: Path) -> None:
    """Ahead of time nothing changes by itself; the key offers to give the time back."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("right", "s", "s")
        assert "behind" not in room.shown
        await room.press("r")
        assert "15 min were saved." in room.shown
        assert re.search("Talk +10:00 → +25:00", room.shown)
        await room.press("enter")
        assert "Lengthen" in room.shown
        assert "on time" in room.text("#head")


async def test_in_a_small_window(tmp_path: Path) -> None:
    """At 40 by 12 the parts, the end and the key to accept are there."""
    circle = running(circle_of(*NAMES), AGENDA)
    async with opened(circle, tmp_path, LiveScreen, size=(40, 12)) as room:
        await room.pass_time(minutes=11)
        await room.press("right", "r")
        assert isinstance(room.app.screen, ReplanScreen)
        assert "1 of 3: Shorten 2 parts" in room.shown
        assert re.search("Talk +10:00 → +7:35", room.shown)
        assert "Would end 19:10: on time." in room.shown
        assert "enter accept" in room.shown


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_turn_with_new_times_says_what_was_planned(
    size: tuple[int, int], tmp_path: Path
) -> None:
    """I read what was planned in full, and what holds beside the clock; a pause cuts neither."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen, size=size) as room:
        await room.pass_time(minutes=11)
        await room.press("right", "r")
        await room.on(ReplanScreen)
        assert "Close, " in room.shown or size == (80, 24)
        await room.press("enter")
        await room.on(LiveScreen)
        await room.press("right")
        place = "#aside" if size[0] == 80 else "#segment"
        assert re.search(r"planned 5:00(, now 3:45)?( |$)", room.text(place))
        assert "TURNS  2 of 4" in room.text("#segment")
        assert "left of 3:45" in room.text("#words")
        for width, height in ((120, 36), (40, 12), (80, 24), (40, 12), size):
            await room.pilot.resize_terminal(width, height)
            await room.settle()
            told = room.text("#aside") + room.text("#segment")
            assert re.search(r"planned 5:00(, now 3:45)?(\W|$)", told)
            assert (", now 3:45" in told) == (width >= 80)
        await room.press("space")
        assert "…" not in room.text("#aside") + room.text("#segment")
        assert "promise stays 19:10" in room.shown
        assert "TURNS  2 of 4" in room.text("#segment")


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (72, 24)])
async def test_a_long_note_keeps_to_its_line(size: tuple[int, int], tmp_path: Path) -> None:
    """Every part is one line, whatever is said beside it, and both ends stand beneath the sum."""
    turns = Segment("Turns", "round", ClockMode.DIVIDE, 110)
    talk = Segment("Discussion", "discussion", ClockMode.GROUP, 60, least=30)
    circle = running(circle_of(*NAMES), Agenda("a", "A", (turns, talk)))
    async with opened(circle, tmp_path, LiveScreen, size=size) as room:
        await room.pass_time(minutes=2, seconds=24)
        await room.press("r")
        await room.on(ReplanScreen)
        rows = [row.strip() for row in room.text("PlanTable").splitlines() if row.strip()]
        assert [row.split("  ")[0] for row in rows[1:]] == [
            *("Turns, now", "Turns, to come", "Discussion", "in all, from now", "ends"),
        ]
        assert "its shortest" in rows[2]
        assert ("0:15 to 0:20 each" in rows[2]) == (size[0] >= 80)


async def test_a_part_that_is_cut_has_no_gap_before_its_mark(tmp_path: Path) -> None:
    """At 40 by 12 no row of the table has a blank before its comma."""
    for title in ("Close: next date, next host", "Close", "Closing the round together"):
        last = replace(AGENDA.segments[-1], title=title)
        agenda = replace(AGENDA, segments=(*AGENDA.segments[:-1], last))
        folder = tmp_path / title.replace(" ", "").replace(",", "").replace(":", "")
        folder.mkdir()
        circle = running(circle_of(*NAMES), agenda)
        async with opened(circle, folder, LiveScreen, size=(40, 12)) as room:
            await room.pass_time(minutes=11)
            await room.press("right", "r")
            await room.on(ReplanScreen)
            assert re.search(r"\w, (kept|protected)", room.text("PlanTable"))
            assert " ," not in room.text("PlanTable")
