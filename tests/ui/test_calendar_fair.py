"""The screen of a fair time: everybody's hours as a strip, why this time, and what would help."""

from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from circle_tui.domain.heat import MEANING, points_legend
from circle_tui.domain.week import Hours, NoGo, Week
from circle_tui.services.asked import MOST_WEEKS
from circle_tui.ui.screens.calendar import CalendarScreen
from circle_tui.ui.screens.fair_text import WORDS
from circle_tui.ui.screens.fair_time import FairTimeScreen
from tests.fakes import FakeCircle
from tests.ui.rooms import NAMES, Room, circle_of, opened

NEVER = Week(never=(NoGo(tuple(range(7)), Hours(time(0), time(0))),))
"""The week of somebody who can at no time at all."""


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle of four, the second of whom lives in New York and the third in Kolkata."""
    circle = circle_of(*NAMES)
    first, second, third, *others = circle.kept.members
    west, east = replace(second, zone="America/New_York"), replace(third, zone="Asia/Kolkata")
    circle.change(members=(first, west, east, *others))
    return circle


def never(circle: FakeCircle) -> FakeCircle:
    """Return the circle with a first member who can at no time."""
    first, *others = circle.kept.members
    circle.change(members=(replace(first, week=NEVER), *others))
    return circle


def strips(room: Room) -> dict[str, str]:
    """Return the strip of each member, by the first word of their name."""
    rows = [line for line in room.shown.splitlines() if set(line[-48:].strip()) <= set(".-+*x")]
    return {row.split()[0]: row.split()[-1] for row in rows if len(row.split()) > 3}


async def test_a_fair_time(circle: FakeCircle, tmp_path: Path) -> None:
    """F shows a strip for each of us with our hours, says why, and Enter plans the meeting then."""
    async with opened(circle, tmp_path, CalendarScreen) as room:
        await room.press("f")
        await room.on(FairTimeScreen)
        assert "Monday 7 December 2026, 15:00 in Berlin, 90 min" in room.shown
        assert "Mira Sandoval    Mon 09:00" in room.shown
        assert "Teodor Lind      Mon 19:30" in room.shown
        shown = strips(room)
        assert [*shown] == ["Noor", "Mira", "Teodor", "Will"]
        assert {len(strip) for strip in shown.values()} == {48}
        (under,) = (line for line in room.shown.splitlines() if line and not line.strip(" ^"))
        at = under.index("^") - (len(under) - len(under.lstrip())) + 30
        assert under.count("^") == 3
        assert shown["Teodor"][at : at + 3] == "+++", "half past seven in the evening there"
        assert "times are possible for everybody" in room.prose
        assert "Beacon" not in room.prose, "one word for a person, not two"
        for mark, meaning in MEANING.items():
            assert f"{mark} {meaning}" in room.shown
        assert circle.kept.meeting is None, "looking keeps nothing"
        await room.press("enter")
        await room.on(CalendarScreen)
        assert "Monday 7 December 2026, 15:00 in Berlin, 90 min." in room.text("#said")
        assert "planned" in room.text("#dates")
    assert circle.kept.meeting is not None


async def test_leaving_while_the_weeks_are_looked_through(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """Esc before anything was found ends nothing but the looking: what comes later has no place."""
    async with opened(circle, tmp_path, CalendarScreen) as room:
        await room.press("f")
        screen = await room.on(FairTimeScreen)
        await room.press("escape")
        await room.on(CalendarScreen)
        assert not screen.query("*")
        screen._show()


async def test_leaving_it(circle: FakeCircle, tmp_path: Path) -> None:
    """Esc leaves everything as it was."""
    async with opened(circle, tmp_path, CalendarScreen) as room:
        await room.press("f")
        await room.on(FairTimeScreen)
        await room.press("escape")
        await room.on(CalendarScreen)
        assert room.text("#said").strip() == ""
    assert circle.kept.meeting is None


async def test_no_time_fits(circle: FakeCircle, tmp_path: Path) -> None:
    """When no time fits I see whom the nearest one leaves out, and what I can change, and how."""
    async with opened(never(circle), tmp_path, CalendarScreen) as room:
        await room.press("f")
        await room.on(FairTimeScreen)
        assert "No time is possible for everybody" in room.shown
        assert strips(room)["Noor"] == "x" * 48
        assert "without Noor Haddad" in room.prose
        assert "other hours for Noor Haddad: circle members week 'Noor Haddad'" in room.prose
        assert "circle next --find --weeks 4" in room.prose
        assert "meet then" not in room.text("#keys")
        await room.press("enter")
        await room.on(FairTimeScreen)
        await room.press("escape")
        await room.on(CalendarScreen)
    assert circle.kept.meeting is None


WORLD = {
    "Ana Example-Longname": "Pacific/Honolulu",
    "Mira Fiction": "America/Halifax",
    "Leo Madeup": "America/Sao_Paulo",
    "Sam Test": "Europe/Lisbon",
    "Teo Invented": "Europe/Berlin",
    "Rui Pretend": "Africa/Johannesburg",
    "Ida Nobody": "Australia/Sydney",
    "Noor Sample": "Pacific/Auckland",
}
"""Eight members from Honolulu to Auckland."""


def around_the_world() -> FakeCircle:
    """Return a circle of all of them; they sleep little, so that there is a fair time."""
    circle = circle_of(*NAMES)
    first, *_ = circle.kept.members
    week = Week(sleep=Hours(time(0), time(5)))
    members = tuple(
        replace(first, id=f"{at:016x}", alias=f"Orbit {at}", name=name, zone=zone, week=week)
        for at, (name, zone) in enumerate(WORLD.items(), start=0xB0)
    )
    circle.change(members=members)
    return circle


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 12)])
async def test_where_everybody_lives(size: tuple[int, int], tmp_path: Path) -> None:
    """I read everybody's city in full in any window, and a strip loses no half hour to a bar."""
    async with opened(around_the_world(), tmp_path, CalendarScreen, size=size) as room:
        await room.press("f")
        await room.on(FairTimeScreen)
        assert len(strips(room)) == (8 if size[0] >= 80 else 0)
        assert {len(strip) for strip in strips(room).values()} <= {48}
        read = room.prose
        told = room.app.screen.query_one("#told")
        for _ in range(told.max_scroll_y // 2 + 1):
            told.scroll_relative(y=2, animate=False)
            await room.settle()
            read = f"{read} {room.prose}"
        for name, zone in WORLD.items():
            place = zone.rpartition("/")[2].replace("_", " ")
            beside = f"{name}  {place} "
            assert beside in room.shown.replace("   ", "  ") or place in read, name
        if size == (80, 24):
            assert (
                "Clocks elsewhere: Honolulu (Ana Example-Longname), Halifax (Mira Fiction)" in read
            )
        if size == (120, 36):
            assert "Clocks" not in read, "they stand beside the names"


async def test_one_city_is_not_told_twice(tmp_path: Path) -> None:
    """Where we all live in one city, the heading names it, and no list does."""
    async with opened(circle_of(*NAMES), tmp_path, CalendarScreen) as room:
        await room.press("f")
        await room.on(FairTimeScreen)
        assert "By the clock in Berlin" in room.shown
        assert "Clocks" not in room.prose


async def test_points_are_told(circle: FakeCircle, tmp_path: Path) -> None:
    """Where the reasons speak of points, I read what a point is."""
    async with opened(circle, tmp_path, CalendarScreen, size=(80, 36)) as room:
        await room.press("f")
        await room.on(FairTimeScreen)
        assert "nobody has more than 9 points, as few as can be: Teodor Lind." in room.prose
        assert points_legend() in room.prose
    async with opened(circle_of(*NAMES), tmp_path, CalendarScreen) as room:
        await room.press("f")
        await room.on(FairTimeScreen)
        assert "At this one everybody is at work anyway." in room.prose
        assert "oint" not in room.prose


async def test_more_weeks(circle: FakeCircle, tmp_path: Path) -> None:
    """+ looks through more weeks, half a year at most, and then offers no more."""
    async with opened(never(circle), tmp_path, CalendarScreen) as room:
        await room.press("f")
        await room.on(FairTimeScreen)
        assert "1 week looked at" in room.shown
        await room.press("+")
        assert "2 weeks looked at" in room.shown
        assert "in these 14 days" in room.prose
        assert "+ more weeks" in room.text("#keys")
        await room.press("+", "+", "+", "+", "+")
        assert f"{MOST_WEEKS} weeks looked at" in room.shown
        assert "more weeks" not in room.prose


async def test_a_narrow_window(circle: FakeCircle, tmp_path: Path) -> None:
    """Where a strip finds no room I read in words when it is for whom, and what that hour is."""
    async with opened(circle, tmp_path, CalendarScreen, size=(40, 12)) as room:
        await room.press("f")
        await room.on(FairTimeScreen)
        assert "Mon 19:30  Teodor Lind  outside work" in room.shown
        assert "Mon 09:00  Mira Sando…  at work" in room.shown
        assert "enter meet then" in room.text("#keys")
        await room.pilot.resize_terminal(20, 5)
        await room.settle()
        assert "Monday 7 December 2026, 15:00 in" in room.prose
        assert "enter take" in room.text("#keys")
        await room.pilot.resize_terminal(74, 24)
        await room.settle()
        assert len(strips(room)) == len(NAMES)
    assert set(WORDS) == set(MEANING)


async def test_nobody_to_find_a_time_for(tmp_path: Path) -> None:
    """With nobody in the circle the screen says so, and how to add somebody."""
    async with opened(circle_of(), tmp_path, CalendarScreen) as room:
        await room.press("f")
        await room.on(FairTimeScreen)
        assert "Nobody is expected in these weeks" in room.prose
        await room.press("enter", "escape")
        await room.on(CalendarScreen)


async def test_a_long_name(circle: FakeCircle, tmp_path: Path) -> None:
    """A long name is cut, and markup in one is only text; the strips stand below each other."""
    first, *others = circle.kept.members
    name = "[b]Oluwaseun[/b] Marrobrook-Altavintro of the Far Hills"
    circle.change(members=(replace(first, name=name), *others))
    async with opened(circle, tmp_path, CalendarScreen) as room:
        for size in ((80, 24), (120, 36)):
            await room.pilot.resize_terminal(*size)
            await room.settle()
            await room.press("f")
            await room.on(FairTimeScreen)
            assert "[b]Oluwaseun[/" in room.shown
            shown = strips(room)
            assert len(shown) == len(NAMES)
            lines = [line for line in room.shown.splitlines() if line.endswith((*shown.values(),))]
            assert len({len(line) for line in lines}) == 1
            await room.press("escape")
            await room.on(CalendarScreen)
