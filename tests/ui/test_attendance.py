"""Who is here, and what gives when the plan does not fit: all before the clock starts."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from circle_tui.domain import fit as fitting
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.cast import NOTHING_SETTLED, Cast
from circle_tui.domain.facts import Began
from circle_tui.domain.plan import Turn, plan
from circle_tui.domain.session import fold
from circle_tui.services.workspace import Workspace
from circle_tui.ui.screens.attendance import AttendanceScreen
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.pick import PickScreen
from tests.fakes import FakeCircle
from tests.ui.rooms import NAMES, circle_of, entered, opened, workspace_of

TIGHT = Agenda(
    name="tight",
    title="Tight circle",
    segments=(
        Segment("Check-in", "check-in", ClockMode.EACH, 180),
        Segment("Talk", "discussion", ClockMode.GROUP, 1_200, least=600),
        Segment("Close", "closing", ClockMode.GROUP, 300, protected=True),
    ),
    sizes=(3, 6),
    minutes=35,
)
"""37 minutes for four, two more than the promised 35, and one too many; three just fit."""

TIGHT_FILE = """
title = "Tight circle"
minutes = 35
sizes = [3, 6]
[[segment]]
title = "Check-in"
clock = "each"
seconds_each = "3m"
[[segment]]
title = "Talk"
minutes = 20
min = 10
[[segment]]
title = "Close"
kind = "closing"
minutes = 5
protected = true
"""
"""The same meeting as a file."""


def tight(workspace: Workspace) -> Screen[Any]:
    """Ask who is here for the meeting that is too long for everybody."""
    return AttendanceScreen(workspace, TIGHT)


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle of four."""
    return circle_of(*NAMES)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_words_that_others_see_masked_are_told_before(
    size: tuple[int, int], tmp_path: Path
) -> None:
    """Said and Time are members: I know before the start that prompts lose such words on a share.

    That they are masked does not depend on a capital, nor on whether a person was meant.
    """
    said = Segment("Arrive", "welcome", ClockMode.GROUP, 60, show="What is said here stays here.")
    time = Segment("Ann begins", "talk", ClockMode.GROUP, 60, show="This time is yours.")
    agenda = Agenda("small", "Small", (said, time))
    for names, told in (
        (("Yara Said", "Ann Time"), "3 words of this agenda are members' names too; others see"),
        (("Yara Said", "Will Hope"), "1 word of this agenda is a member's name too; others see"),
        (("Noor Haddad", "Mira Sandoval"), ""),
    ):
        folder = tmp_path / names[0].replace(" ", "") / names[1].replace(" ", "")
        folder.mkdir(parents=True)
        made = partial(AttendanceScreen, agenda=agenda)
        async with opened(circle_of(*names), folder, made, size=size) as room:
            await room.on(AttendanceScreen)
            assert told in room.prose
            assert told or "others see" not in room.prose


async def test_a_way_out_is_chosen_before_the_clock_starts(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """W offers what can be done; what I choose is in the plan line and in today's agenda."""
    async with opened(circle, tmp_path, tight) as room:
        screen = await room.on(AttendanceScreen)
        assert "37 min for 4, 2 min more than the promised 35 min · would end" in room.shown
        assert "w shows what can be done" in room.shown
        assert "w ways out" in room.text("#keys")
        await room.press("w")
        await room.on(PickScreen)
        assert "As it is written: ends 2 min late, promise stays" in room.shown
        assert "End 2 min later: promise moves" in room.shown
        await room.press("down")
        assert (
            'Shorten "Check-in" from 12 to 11 min (2:45 each), "Talk" from 20 to 19' in room.prose
        )
        await room.press("enter")
        await room.on(AttendanceScreen)
        assert "35 min for 4, fits into the promised 35 min · would end 19:05" in room.shown
        assert "Today: Shorten" in room.shown
        assert [segment.seconds for segment in screen.agenda.segments] == [165, 1_140, 300]


async def test_a_choice_can_be_taken_back(circle: FakeCircle, tmp_path: Path) -> None:
    """The list opens at what holds; its first line is the agenda as it was written."""
    async with opened(circle, tmp_path, tight) as room:
        screen = await room.on(AttendanceScreen)
        await room.press("w", "end", "enter")
        assert screen.agenda.minutes == 37
        assert "Today: End 2 min later than promised." in room.shown
        assert "37 min for 4, fits into the promised 37 min" in room.shown
        await room.press("w")
        assert "End 2 min later than promised." in room.shown
        await room.press("escape")
        assert screen.agenda.minutes == 37
        await room.press("w", "home", "enter")
        assert screen.agenda == TIGHT
        assert "2 min more than the promised 35 min" in room.shown


async def test_a_choice_was_for_those_who_were_here(circle: FakeCircle, tmp_path: Path) -> None:
    """When somebody comes or goes after I chose, the plan starts afresh and says how it stands."""
    async with opened(circle, tmp_path, tight) as room:
        screen = await room.on(AttendanceScreen)
        await room.press("w", "down", "enter")
        assert "Today:" in room.shown
        await room.press("space")
        assert screen.agenda == TIGHT
        assert "Today:" not in room.shown
        assert "34 min for 3, fits into the promised 35 min with 1 min to spare" in room.shown
        assert "ways out" not in room.shown
        await room.press("w")
        await room.on(AttendanceScreen)
        await room.press("down", "space")
        assert "This format is meant for 3 to 6 people." in room.shown
        await room.press("asterisk", "asterisk", "w")
        await room.on(AttendanceScreen)


async def test_what_was_chosen_is_what_is_run(circle: FakeCircle, tmp_path: Path) -> None:
    """The session that starts has the shortened parts, and ends when it was promised to."""
    workspace = workspace_of(circle, tmp_path, TIGHT_FILE)
    async with entered(workspace) as room:
        await room.on(HomeScreen)
        await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("w", "down", "enter", "enter")
        await room.on(LiveScreen)
        assert "2:45 left of 2:45" in room.shown
        assert "ends 19:05" in room.shown


async def test_the_ways_out_in_a_small_terminal(circle: FakeCircle, tmp_path: Path) -> None:
    """In 40 by 12 the hint, the list and what was chosen can be read whole."""
    async with opened(circle, tmp_path, tight, size=(40, 12)) as room:
        assert "w shows what can be done" in room.shown
        await room.press("w")
        assert 'in "Check-in"' in room.shown
        await room.press("down", "enter")
        assert "Today: Shorten 2 parts" in room.shown
        await room.pilot.resize_terminal(80, 24)
        await room.settle()
        assert 'Today: Shorten "Check-in" from' in room.shown


async def test_five_states(circle: FakeCircle, tmp_path: Path) -> None:
    """One key each says late, excused, absent or present; who is late is planned for."""
    async with opened(circle, tmp_path, tight) as room:
        screen = await room.on(AttendanceScreen)
        await room.press("l", "down", "c", "down", "a")
        assert re.findall(r"(\S) \w+ \w+ +(late|excused|absent|present)", room.text("Roll")) == [
            ("+", "late"),
            ("–", "excused"),
            ("·", "absent"),
            ("✓", "present"),
        ]
        assert " for 2, " in room.text("#plan")
        await room.press("p")
        assert " for 3, " in room.text("#plan")
        await room.press("e")
        assert "left early" not in room.shown, "before it begins nobody can have left"
        await room.press("enter")
        assert set(screen.attendance.values()) == {"late", "excused", "present"}


async def test_who_is_marked_is_who_sits_there(tmp_path: Path) -> None:
    """The session knows of everybody, here or not, so that they may come; by seats alone."""
    circle = circle_of(*NAMES)
    async with entered(workspace_of(circle, tmp_path)) as room:
        await room.on(HomeScreen)
        await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("l", "down", "c", "down", "a", "enter")
        await room.on(LiveScreen)
        (began,) = circle.journal.read()
        assert isinstance(began, Began)
        assert began.seats == (1, 4), "in the order in which they stood on the screen"
        assert began.attendance == ((1, "late"), (2, "excused"), (3, "absent"))
        assert len(circle.people.seating()) == len(NAMES)
        assert fold([began]).everybody == (4,), "who is on the way is not counted until seen"


async def test_who_pauses_is_listed_below(tmp_path: Path) -> None:
    """A member who pauses is not expected, but may come; all or none leaves them alone."""
    circle = circle_of(*NAMES)
    first, *others = circle.people.members()
    circle.people.put_members([replace(first, paused=date(2026, 1, 1)), *others])
    async with opened(circle, tmp_path, tight) as room:
        screen = await room.on(AttendanceScreen)
        *_, last = filter(str.strip, room.text("Roll").splitlines())
        assert f"{first.name} (paused)" in last
        assert "excused" in last
        assert " for 3, " in room.text("#plan")
        await room.press("asterisk")
        assert "Nobody is marked as here." in room.shown
        await room.press("asterisk", "up", "space")
        assert screen.attendance[first.id] == "present"
        assert " for 4, " in room.text("#plan")


async def test_a_key_plans_once(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Marking somebody lays the agenda out once, however much is told of it."""
    planned: list[int] = []

    def counted(
        agenda: Agenda, seats: Sequence[int], cast: Cast = NOTHING_SETTLED
    ) -> tuple[Turn, ...]:
        planned.append(len(seats))
        return plan(agenda, seats, cast)

    monkeypatch.setattr(fitting, "plan", counted)
    async with opened(circle, tmp_path, tight) as room:
        await room.on(AttendanceScreen)
        planned.clear()
        await room.press("space")
        assert planned == [3]
        await room.press("down")
        assert planned == [3]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_states_keep_their_column(tmp_path: Path, size: tuple[int, int]) -> None:
    """However I mark people, what stands beside their names stays where it is."""
    async with opened(circle_of(*NAMES), tmp_path, tight, size=size) as room:
        column = room.text("Roll").splitlines()[0].index("present")
        await room.press("down", "l", "down", "a", "down", "c")
        lines = room.text("Roll").splitlines()[:4]
        words = ("present", "late, on the way", "absent", "excused")
        assert [line.find(word) for line, word in zip(lines, words, strict=True)] == [column] * 4


async def test_a_name_is_not_cut_for_a_word_that_may_come(tmp_path: Path) -> None:
    """In a narrow window a long name is read whole as long as what stands beside it lets it."""
    circle = circle_of("Bartholomew Achterberg", "Ana")
    async with opened(circle, tmp_path, tight, size=(40, 12)) as room:
        assert "Bartholomew Achterberg" in room.text("Roll")
        await room.press("l")
        assert "late, on the way" in room.text("Roll")


async def test_a_late_start_is_seen_in_a_small_window(circle: FakeCircle, tmp_path: Path) -> None:
    """At forty columns how late we are comes first, and w, which is needed, before space."""
    circle.clock.advance(minutes=12)
    async with opened(circle, tmp_path, tight, size=(40, 12)) as room:
        rows = room.text("#plan").splitlines()
        assert rows[0].strip() == "12 min late: ends 19:19, promised 19:05"
        assert rows[1].strip().startswith("37 min for 4, 14 min more")
        assert "w ways out" in room.text("#keys")
        await room.pilot.resize_terminal(80, 24)
        await room.settle()
        assert "Planned for 18:30, starts 12 min late: ends 19:19, promised 19:05." in room.prose


async def test_the_ways_out_go_with_the_clock(circle: FakeCircle, tmp_path: Path) -> None:
    """While I read the ways out time passes: their ends are true, and the cursor stays on its way.

    What I take is what stands there by then.
    """
    circle.clock.advance(minutes=2)
    async with opened(circle, tmp_path, tight) as room:
        screen = await room.on(AttendanceScreen)
        await room.press("w", "end")
        await room.on(PickScreen)
        assert re.search("As it is written: ends 4 min late, promise stays +19:09", room.shown)
        assert re.search("End 4 min later: promise moves +19:09", room.shown)
        circle.clock.advance(minutes=1)
        screen._show_plan()
        await room.settle()
        assert re.search("As it is written: ends 5 min late, promise stays +19:10", room.shown)
        assert "End 5 min later than promised." in room.shown
        await room.press("enter")
        assert screen.agenda.minutes == 40
        assert "Today: End 5 min later than promised." in room.shown


async def test_one_key_line_at_a_time(circle: FakeCircle, tmp_path: Path) -> None:
    """While a window is open only its own keys are named, and the others come back with it gone."""
    async with opened(circle, tmp_path, tight) as room:
        await room.press("w")
        await room.on(PickScreen)
        assert room.shown.count("enter") == 1
        await room.press("escape")
        assert "enter start" in room.text("#keys")


@pytest.mark.parametrize("size", [(27, 12), (40, 7), (20, 5)])
async def test_in_the_smallest_window_ways_come_one_by_one(
    circle: FakeCircle, tmp_path: Path, size: tuple[int, int]
) -> None:
    """Too small for a list, the window shows me whole the one way that enter takes, and its end."""
    async with opened(circle, tmp_path, tight, size=size) as room:
        screen = await room.on(AttendanceScreen)
        await room.press("w")
        await room.on(PickScreen)
        await room.press("down")
        assert "2 of 4: Shorten 2 parts, 19:05" in room.prose
        assert "enter take" in room.shown
        await room.press("enter")
        await room.on(AttendanceScreen)
        assert [segment.seconds for segment in screen.agenda.segments] == [165, 1_140, 300]


async def test_a_way_that_cannot_be_read_is_not_taken(circle: FakeCircle, tmp_path: Path) -> None:
    """Where not even one way can be read whole, the window says so, and enter takes none."""
    first, *others = TIGHT.segments
    long = replace(first, title="A check-in with a very long name that says a lot of it")
    agenda = replace(TIGHT, segments=(long, *others))
    made = partial(AttendanceScreen, agenda=agenda)
    async with opened(circle, tmp_path, made, size=(20, 5)) as room:
        screen = await room.on(AttendanceScreen)
        await room.press("w", "down", "down", "enter")
        await room.on(PickScreen)
        assert "make the window 28 by 8 or larger" in room.prose
        assert "esc back" in room.shown
        await room.pilot.resize_terminal(80, 24)
        await room.settle()
        assert "What gives, and when does it end?" in room.shown
        await room.press("enter")
        await room.on(AttendanceScreen)
        assert screen.agenda != agenda


async def test_what_was_chosen_is_seen_in_a_small_window(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """At 40 by 12 it stands below the roster; at 20 by 5 the key that starts is named."""
    circle.clock.advance(minutes=12)
    async with opened(circle, tmp_path, tight, size=(40, 12)) as room:
        await room.press("w", "end", "enter")
        assert "Today: End 14 min later" in room.prose
        await room.pilot.resize_terminal(20, 5)
        await room.settle()
        assert "enter start" in room.shown
        assert "12 min late" in room.shown
