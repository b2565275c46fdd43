"""Between sessions: the home screen, who is here, and the small windows."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.invitation import Organizer, Style
from circle_tui.domain.meeting import Posted
from circle_tui.domain.record import SessionRecord
from circle_tui.domain.rsvp import Rsvp, Said
from circle_tui.services.inviting import settle
from circle_tui.ui.screens.attendance import AttendanceScreen
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.pick import PickScreen
from circle_tui.ui.screens.type_in import TypeInScreen
from tests.fakes import FakeCircle
from tests.ui.places import SCREENS
from tests.ui.rooms import NAMES, circle_of, entered, opened, running, strips_of, workspace_of


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle of four."""
    return circle_of(*NAMES)


async def test_choosing_an_agenda(circle: FakeCircle, tmp_path: Path) -> None:
    """G offers every agenda there is; what I choose is offered again next time."""
    async with opened(circle, tmp_path, HomeScreen) as room:
        await room.press("g")
        await room.on(PickScreen)
        assert "Small circle" in room.shown, "the list opens at the one that holds"
        await room.press("escape")
        await room.on(HomeScreen)
        assert circle.kept.profile.agenda == "small"
        await room.press("g", "end", "enter")
        await room.on(HomeScreen)
        assert circle.kept.profile.agenda == "ypo-half-and-half"
        assert "Half questions, half advice" in room.shown


async def test_adding_members(circle: FakeCircle, tmp_path: Path) -> None:
    """M adds people by name; a name that cannot be used is answered with a sentence."""
    async with opened(circle, tmp_path, HomeScreen) as room:
        await room.press("m")
        await room.on(TypeInScreen)
        await room.write("Grace Okonjo, ")
        await room.press("enter")
        await room.on(HomeScreen)
        assert circle.kept.members[-1].name == "Grace Okonjo"
        assert "Members        5" in room.shown
        await room.press("m")
        await room.write("Ode Bright, Grace Okonjo")
        await room.press("enter")
        again = await room.on(TypeInScreen)
        assert '"Grace Okonjo" is in the circle already' in room.prose
        assert again.query_one(Input).value == "Ode Bright, Grace Okonjo", "nothing typed is lost"
        assert len(circle.kept.members) == 5
        await room.press("escape")
        await room.on(HomeScreen)


async def test_light_and_dark(circle: FakeCircle, tmp_path: Path) -> None:
    """T changes between dark, light and high-contrast colours, and back."""
    async with opened(circle, tmp_path, HomeScreen) as room:
        for theme in ("circle-light", "circle-contrast", "circle-dark"):
            await room.press("t")
            assert room.app.theme == theme


async def test_who_is_here(circle: FakeCircle, tmp_path: Path) -> None:
    """The plan follows who is marked; with nobody here Enter does not start."""
    async with opened(running(circle), tmp_path, SCREENS["attendance"]) as room:
        assert "23 min for 4 · would end 18:53" in room.shown
        assert "Check-in 2:00 each" in room.shown
        await room.press("up", "space")
        assert "· Will Achterberg" in room.shown
        assert "21 min for 3 · would end 18:51" in room.shown
        await room.press("asterisk", "asterisk")
        assert "Nobody is marked as here." in room.shown
        await room.press("enter")
        await room.on(AttendanceScreen)


async def test_first_window_like_the_last(circle: FakeCircle, tmp_path: Path) -> None:
    """A window stands in the middle of the screen, whether it is the first one or not."""
    async with opened(circle, tmp_path, HomeScreen) as room:
        await room.press("m")
        await room.on(TypeInScreen)
        region = room.app.screen.query_one("#box").region
        assert region.x == (80 - region.width) // 2
        assert region.y == (24 - region.height) // 2


@pytest.mark.parametrize("name", ["ask", "resume", "pick", "type in"])
async def test_windows_say_their_keys(name: str, circle: FakeCircle, tmp_path: Path) -> None:
    """Every window says which key goes back, also in a small terminal."""
    async with opened(running(circle), tmp_path, SCREENS[name], size=(40, 12)) as room:
        assert "esc" in room.shown
        await room.press("escape")
        assert room.app.screen_stack[-1] is room.app.screen_stack[0]


async def test_ctrl_c(circle: FakeCircle, tmp_path: Path) -> None:
    """ctrl+c leaves at once from any screen, with the shell's status for it."""
    for screen in (HomeScreen, SCREENS["live"], SCREENS["ask"]):
        async with opened(running(circle_of(*NAMES)), tmp_path, screen) as room:
            await room.press("ctrl+c")
        assert not room.app.is_running
        assert room.app.return_code == 130


async def test_what_is_older_than_wanted_is_told(circle: FakeCircle, tmp_path: Path) -> None:
    """A circle that keeps things for 90 days says when something is older, and removes nothing."""
    long_ago = circle.clock.now() - timedelta(days=200)
    circle.records.put(SessionRecord("1" * 18, "Plan", long_ago, long_ago, long_ago, 3, ()))
    async with opened(circle, tmp_path, HomeScreen) as room:
        assert "circle purge" not in room.shown
    circle.people.put_profile(replace(circle.people.profile(), keep_days=90))
    async with opened(circle, tmp_path, HomeScreen) as room:
        assert "circle purge" in room.shown
        assert circle.records.all()


async def test_what_opening_found_is_told_once(circle: FakeCircle, tmp_path: Path) -> None:
    """What there is to say of the files stands on the home screen until I do something."""
    said = "The last change was set aside."
    workspace = replace(workspace_of(circle, tmp_path), notices=(said,))
    async with entered(workspace) as room:
        await room.on(HomeScreen)
        assert said in room.prose
        await room.press("g", "enter")
        await room.on(HomeScreen)
        assert said not in room.prose


async def test_what_waits_for_me_before_the_next_meeting(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """At home I read how many come, and, as a warning, that members are to be told by mail."""
    async with opened(circle, tmp_path, HomeScreen) as room:
        for said in ("coming", "To tell", "--mail"):
            assert said not in room.shown
    workspace = workspace_of(circle, tmp_path)
    meeting = settle(circle, circle.clock, workspace.token).meeting
    first, second, *_ = (member.id for member in circle.kept.members)
    rsvps = (Rsvp(first, Said.ACCEPTED, 0, meeting.stamp),)
    style = Style(organizer=Organizer("fac@example.org"))
    circle.people.put_profile(replace(circle.kept.profile, quorum=2, invite=style))
    asked = replace(meeting, asked=(first, second), rsvps=rsvps, posted=Posted(7, ""))
    circle.change(meeting=asked)
    async with entered(workspace, HomeScreen) as room:
        for size in ((80, 24), (120, 36), (40, 12)):
            await room.pilot.resize_terminal(*size)
            await room.settle()
            assert "Answers 1 of 4 coming; the quorum of 2 needs 1 more" in room.prose
            assert "To tell members, by mail: circle next --mail" in room.prose
        assert not any(name.split()[0] in room.shown for name in NAMES[1:]), "nobody is named"
        room.app.theme = "circle-dark"
        await room.settle()
        (line,) = (
            strip for strip in strips_of(room.app.screen) if "members, by mail" in strip.text
        )
        warning = room.app.theme_variables["warning"].lower()
        (part,) = (segment for segment in line if "members, by mail" in segment.text)
        assert part.style is not None
        assert part.style.color is not None
        assert part.style.color.get_truecolor().hex == warning


async def test_nothing_is_cut_in_a_small_window(circle: FakeCircle, tmp_path: Path) -> None:
    """At 40 by 12 what is long goes on in the next line, and I see how to start."""
    circle.clock.advance(minutes=600)
    async with opened(circle, tmp_path, HomeScreen, size=(40, 12)) as room:
        assert "Next Thursday 10 December, 18:30 in Berlin · in 20 days" in room.prose
        assert "Agenda Small circle · 23 min for 4" in room.prose
        assert "…" not in room.shown
        assert "▸ Start the session" in room.shown
        assert "enter start" in room.shown


async def test_the_smallest_window_says_when_what_and_how(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """At 20 by 5 I see the circle, when it meets, its agenda and the key that starts it.

    What a key has to say takes their place.
    """
    async with opened(circle, tmp_path, HomeScreen, size=(20, 5)) as room:
        for said in ("Thursday circle", "today 18:30", "Small circle", "enter start"):
            assert said in room.shown
        await room.press("o")
        assert "There is no other" in room.shown
        assert "enter start" in room.shown


@pytest.mark.parametrize("name", ["ask", "resume"])
async def test_a_question_can_be_answered_in_the_smallest_window(
    name: str, circle: FakeCircle, tmp_path: Path
) -> None:
    """At 20 by 5 I see what is asked and what each key does."""
    async with opened(running(circle), tmp_path, SCREENS[name], size=(20, 5)) as room:
        await room.settle()
        first, *_ = room.shown.splitlines()
        assert first.strip()
        assert "enter" in room.shown
        assert "esc" in room.shown


async def test_items_are_told_by_alias_and_where_the_names_are(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """What is open stands by alias, since others may look on; I am told which key says whose."""
    today = circle.clock.now().date()
    circle.actions.put(ActionItem("ac" * 9, "5e55", "Beacon", "Ask for a desk", today))
    async with opened(circle, tmp_path, HomeScreen) as room:
        assert "Open from last time, by alias; v says whose it is" in room.shown
        assert "Mira" not in room.shown
        await room.press("v")
        assert "Mira Sandoval" in room.shown
