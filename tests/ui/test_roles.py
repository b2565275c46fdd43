"""Roles on the screen: who was dealt one is said, and somebody else can be named."""

from dataclasses import replace
from pathlib import Path

import pytest

from circle_tui.domain.agenda import Agenda, Capture, ClockMode, NotesPolicy, Segment, Silent
from circle_tui.domain.facts import RolesGiven
from circle_tui.domain.role_rules import NO_ROLES
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.pick import PickScreen
from circle_tui.ui.screens.read import ReadScreen
from circle_tui.ui.widgets.keyline import KeyLine
from tests.ui.rooms import NAMES, Room, circle_of, opened, running

CASE = Agenda(
    "case",
    "One case",
    (
        Segment("Who has a case?", "welcome", ClockMode.GROUP, 120, say="Wait."),
        Segment(
            *("The case", "exercise", ClockMode.ONE, 480),
            roles=("presenter",),
            silent_for=Silent.OTHERS,
            say="Listen.",
        ),
        Segment("Thoughts", "discussion", ClockMode.GROUP, 600, silent_for=Silent.PRESENTER),
    ),
)

HOSTED = Agenda(
    "hosted",
    "Hosted",
    (
        Segment("Begin", "welcome", ClockMode.GROUP, 120, roles=("host", "scribe")),
        Segment("Talk", "discussion", ClockMode.GROUP, 600, roles=("host",)),
    ),
)


def given(room: Room) -> list[tuple[str, int]]:
    """Return every role that was given, in order."""
    facts = room.workspace.circle.journal.read()
    return [pair for fact in facts if isinstance(fact, RolesGiven) for pair in fact.roles]


def first_key(room: Room) -> str:
    """Return the command that the key line offers first."""
    return room.live.query_one(KeyLine).commands[0].name


async def test_who_has_a_case_is_named_by_the_room(tmp_path: Path) -> None:
    """I ask who has a case; the screen says who it would be, and I name who comes forward."""
    async with opened(running(circle_of(*NAMES), CASE), tmp_path, LiveScreen) as room:
        hint = "Presenter: Noor Haddad, dealt by turn. Press w to change it."
        assert hint in " ".join(room.text("#say").split())
        assert "Wait." in room.text("#say")
        assert first_key(room) == "who"
        await room.press("w")
        await room.on(PickScreen)
        assert "Presenter: who is it?" in room.shown
        await room.press("down", "down", "enter")
        await room.on(LiveScreen)
        assert given(room) == [("presenter", 3)]
        assert "Presenter: Teodor Lind." in room.text("#writing")
        assert "dealt by turn" not in room.shown
        await room.press("right")
        assert room.text("#who").split("next:")[0].strip() == "Teodor Lind"
        await room.press("u", "u", "right")
        assert room.text("#who").split("next:")[0].strip() == "Noor Haddad"


async def test_a_minute_of_silence_is_consent(tmp_path: Path) -> None:
    """While the case begins it can still be somebody else's; after a minute the hint is gone."""
    async with opened(running(circle_of(*NAMES), CASE), tmp_path, LiveScreen) as room:
        await room.press("right")
        assert "dealt by turn" in room.text("#say")
        await room.pass_time(61)
        assert room.text("#say").strip() == "Listen."
        assert first_key(room) != "who"
        await room.press("w", "down", "enter")
        assert room.text("#who").split("next:")[0].strip() == "Mira Sandoval"
        assert "8:00 left of 8:00" in room.text("#words")


async def test_who_was_dealt_a_role_can_be_confirmed(tmp_path: Path) -> None:
    """Enter on the one who stands there answers the question, and esc leaves it open."""
    async with opened(running(circle_of(*NAMES), CASE), tmp_path, LiveScreen) as room:
        await room.press("w", "escape")
        assert "dealt by turn" in room.text("#say")
        await room.press("w", "enter")
        assert given(room) == [("presenter", 1)]
        assert room.text("#say").strip() == "Wait."


async def test_several_roles_are_a_list(tmp_path: Path) -> None:
    """Every role is listed with who has it and in which parts, then the people with theirs."""
    async with opened(running(circle_of(*NAMES), HOSTED), tmp_path, LiveScreen) as room:
        assert "Host: Noor Haddad · Scribe: Mira Sandoval" in " ".join(room.text("#say").split())
        await room.press("w")
        assert "Which role?" in room.shown
        assert "dealt by turn; Begin, Talk" in room.prose
        await room.press("down", "enter")
        assert "Scribe: who is it?" in room.shown
        assert "host" in room.shown
        await room.press("end", "enter")
        await room.on(LiveScreen)
        assert given(room) == [("scribe", 4)]
        await room.press("w", "escape")
        await room.on(LiveScreen)
        assert len(given(room)) == 1
        await room.press("right", "w")
        assert "chosen" not in room.shown
        await room.press("down", "enter", "enter")
        assert "Every part with this role is over" in room.text("#writing")


async def test_a_host_who_is_called_away_hands_over_at_any_time(tmp_path: Path) -> None:
    """Their part is long over: w still offers the role, and says that it lasts until the end."""
    agenda = replace(
        HOSTED, segments=(HOSTED.segments[0], Segment("Talk", "discussion", ClockMode.GROUP, 600))
    )
    async with opened(running(circle_of(*NAMES), agenda), tmp_path, LiveScreen) as room:
        await room.press("right", "w")
        await room.on(PickScreen)
        assert "dealt by turn; Begin, until the end" in room.prose
        await room.press("enter", "down", "enter")
        await room.on(LiveScreen)
        assert given(room) == [("host", 2)]
        assert "Host: Mira Sandoval." in room.text("#writing")


TWO_CASES = Agenda(
    "two",
    "Two cases",
    (
        Segment("Welcome", "welcome", ClockMode.GROUP, 120),
        Segment("The question", "exercise", ClockMode.ONE, 180, roles=("first presenter",)),
        Segment(
            *("The talk", "discussion", ClockMode.GROUP, 600),
            roles=("first presenter",),
            say="Ask first.",
        ),
        Segment("Another question", "exercise", ClockMode.ONE, 180, roles=("second presenter",)),
    ),
)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_presenter_who_is_called_away_is_followed(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """That nobody presents comes first, with one key for it; then it is said how they begin."""
    circle = running(circle_of(*NAMES), TWO_CASES)
    async with opened(circle, tmp_path, LiveScreen, size=size) as room:
        await room.press("right")
        await room.pass_time(45)
        await room.press("m", "e", "enter")
        said = " ".join(room.text("#say").split())
        assert said.startswith("No first presenter is here. Press w to choose one.")
        assert "dealt by turn" not in said
        assert room.text("#keys").count("w roles") == 1
        await room.press("w")
        await room.on(PickScreen)
        assert "who had it has left; choose who goes on; The question, The talk" in room.prose
        await room.press("enter", "down", "enter")
        await room.on(LiveScreen)
        assert given(room) == [("first presenter", 3)]
        assert "Second presenter: Mira Sandoval, dealt by turn." in room.prose
        assert 'First presenter: Teodor Lind. Going back begins their "The question".' in room.prose
        await room.press("left")
        assert room.text("#who").split("next:")[0].strip() == "Teodor Lind"


async def test_without_roles_the_key_says_why(tmp_path: Path) -> None:
    """An agenda without roles does not offer the key, and says why it does nothing."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        assert "who" not in [command.name for command in room.live.query_one(KeyLine).commands]
        await room.press("w")
        assert NO_ROLES in room.text("#writing")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_who_keeps_silent_and_who_has_a_role_can_be_read(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """The part says who keeps silent, and its script who has a role in it, at any size."""
    async with opened(running(circle_of(*NAMES), CASE), tmp_path, LiveScreen, size=size) as room:
        await room.press("right")
        assert ("the others keep silent" if size[0] == 80 else "others: silent") in room.shown
        await room.press("i")
        await room.on(ReadScreen)
        assert "Presenter: Noor Haddad" in room.shown


async def test_groups_are_read_in_full(tmp_path: Path) -> None:
    """Nobody is cut from a group: names go on on the next line, and the script has them all."""
    long = ("Oluwaseun Marrobrook", "Priyamvada Sunderkeel", "Bartholomew Lind", "Wilhelmina Acht")
    agenda = Agenda(
        "help",
        "Help",
        (
            Segment("Make groups", "welcome", ClockMode.GROUP, 60, say="Make the groups."),
            Segment("Help", "exercise", ClockMode.TRIOS, 600),
        ),
    )
    async with opened(running(circle_of(*long), agenda), tmp_path, LiveScreen) as room:
        group = "Oluwaseun + Priyamvada + Bartholomew + Wilhelmina"
        await room.press("i")
        assert f"Together next: {group}" in room.prose
        await room.press("escape", "right")
        assert group in " ".join(room.text("#order").replace("▏", "").split())
        assert "…" not in room.text("#order")
        await room.pilot.resize_terminal(40, 12)
        room.app.animation_level = "none"
        await room.press("i")
        assert "Together now: Oluwaseun" in room.prose
        await room.press("end")
        assert "Bartholomew + Wilhelmina" in room.prose


async def test_actions_where_notes_are_the_presenters(tmp_path: Path) -> None:
    """Where notes are the presenter's own, an action item can be kept if the part is for one."""
    segment = Segment(
        *("Next step", "exercise", ClockMode.GROUP, 300),
        notes=NotesPolicy.PRESENTER_KEEPS,
        capture=(Capture.PRESENTER, Capture.ACTION),
    )
    circle = running(circle_of(*NAMES), Agenda("next", "Next", (segment,)))
    async with opened(circle, tmp_path, LiveScreen) as room:
        assert "a action" in room.text("#keys")
        await room.press("n")
        await room.write("what was heard")
        await room.press("enter", "a")
        await room.write("mira: send the draft")
        await room.press("enter")
        assert [item.text for item in circle.kept.actions.values()] == ["send the draft"]
        assert not circle.kept.notes


async def test_where_nobody_passes_skip_is_not_offered(tmp_path: Path) -> None:
    """A part in which everybody speaks does not offer to skip anybody, and says why."""
    each = Segment("Round", "round", ClockMode.EACH, 60, may_pass=False)
    circle = running(circle_of(*NAMES), Agenda("all", "All", (each,)))
    async with opened(circle, tmp_path, LiveScreen) as room:
        assert "s skip" not in room.text("#keys")
        await room.press("s")
        assert "Nobody skips their turn in this part" in room.text("#writing")
