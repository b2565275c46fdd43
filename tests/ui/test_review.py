"""What is open from last time, on the screen: one key each, and nothing of anybody for others."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.screen import Screen

from circle_tui.domain.actions import ActionItem, ActionStatus
from circle_tui.domain.agenda import Agenda, ClockMode, NotesPolicy, Segment
from circle_tui.domain.errors import StoreError
from circle_tui.domain.people import Agreed
from circle_tui.domain.session import fold
from circle_tui.domain.stage import Reading, stage_of, stage_view
from circle_tui.services.reviewing import READ_ONLY, Reviewing
from circle_tui.services.workspace import Workspace
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.attendance import AttendanceScreen
from circle_tui.ui.screens.cover import CoverScreen
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.pick import PickScreen
from circle_tui.ui.screens.public import PublicScreen
from circle_tui.ui.screens.review_group import BeforeScreen, LastTimeScreen
from circle_tui.ui.screens.review_mine import MineScreen
from circle_tui.ui.screens.type_in import TypeInScreen
from tests.fakes import FakeCircle
from tests.ui.rooms import (
    NAMES,
    OneScreen,
    Room,
    circle_of,
    entered,
    opened,
    running,
    workspace_of,
)

TEXTS = ("Write the one-page case", "Ask two colleagues", "Send the draft aims")

LOOKING_BACK = Agenda(
    "back",
    "Looking back",
    (
        Segment("Welcome", "welcome", ClockMode.GROUP, 60),
        Segment("Last time", "actions", ClockMode.GROUP, 300, show="What became of it?"),
        Segment("Talk", "discussion", ClockMode.GROUP, 600),
    ),
)
"""An agenda with a part for the items of last time."""


def furnished(*owners: str) -> FakeCircle:
    """Return a circle of four with three open items of an earlier session."""
    circle = circle_of(*NAMES)
    today = circle.clock.now().date()
    for number, (text, owner) in enumerate(
        zip(TEXTS, owners or ("Anchor", "Beacon", ""), strict=True)
    ):
        due = today + timedelta(days=7 * number)
        made = today - timedelta(days=21)
        circle.actions.put(ActionItem(f"{number:018}", "earlier", owner, text, made, due))
    return circle


def together(workspace: Workspace) -> Screen[bool]:
    """Look through the items between two sessions."""
    return LastTimeScreen(Reviewing(workspace))


def mine(alias: str = "Beacon") -> Callable[[Workspace], Screen[bool]]:
    """Look through the items as a member."""
    return lambda workspace: MineScreen(Reviewing(workspace), alias, lambda _alias: None)


def standings(circle: FakeCircle) -> list[str]:
    """Return how the items stand, in the order of their texts."""
    return [circle.kept.actions[f"{number:018}"].status.value for number in range(len(TEXTS))]


async def test_one_key_an_item(tmp_path: Path) -> None:
    """D, h and c say what became of an item, it is saved, and the next one comes up by itself."""
    circle = furnished()
    async with opened(circle, tmp_path, together) as room:
        assert "Last time: 0 of 3 looked at" in room.shown
        assert "Noor Haddad" in room.text("#whose")
        await room.press("d")
        assert TEXTS[1] in room.text("#text")
        assert standings(circle)[0] == "done"
        await room.press("h", "c")
        assert standings(circle) == ["done", "partly", "carried"]
        assert "Last time: 3 of 3 looked at" in room.shown
        await room.press("escape")
        assert isinstance(room.app, OneScreen)
        assert room.app.answer is False


async def test_a_skip_is_no_review(tmp_path: Path) -> None:
    """S goes on without a word said; when I come back later I go on where it was left."""
    circle = furnished()
    async with opened(circle, tmp_path, together) as room:
        await room.press("s")
        assert TEXTS[1] in room.text("#text")
        await room.press("d")
        assert TEXTS[2] in room.text("#text")
        await room.press("s")
        assert TEXTS[0] in room.text("#text"), "behind the last comes the first, which was skipped"
        await room.press("q")
    assert standings(circle) == ["open", "done", "open"]
    async with opened(circle, tmp_path, together) as room:
        assert "Last time: 1 of 3 looked at" in room.shown
        assert TEXTS[0] in room.text("#text")


async def test_dropping_asks_once(tmp_path: Path) -> None:
    """X asks before something is dropped on purpose; Esc leaves it as it was."""
    circle = furnished()
    async with opened(circle, tmp_path, together) as room:
        await room.press("x")
        await room.on(AskScreen)
        assert TEXTS[0] in room.prose
        await room.press("escape")
        await room.on(LastTimeScreen)
        assert standings(circle)[0] == "open"
        await room.press("x", "enter")
        await room.on(LastTimeScreen)
        assert standings(circle)[0] == "dropped"


async def test_undo_brings_each_one_back(tmp_path: Path) -> None:
    """U takes back what was said last, again and again, until all is as it was."""
    circle = furnished()
    before = dict(circle.kept.actions)
    async with opened(circle, tmp_path, together) as room:
        await room.press("d", "h")
        await room.press("u")
        assert TEXTS[1] in room.text("#text")
        await room.press("u")
        assert circle.kept.actions == before
        await room.press("u")
        assert "Nothing was said yet" in room.shown


async def test_how_it_went_is_masked(tmp_path: Path) -> None:
    """N takes a line, shows it as it will be kept, and no name of a member reaches the disk."""
    circle = furnished()
    async with opened(circle, tmp_path, together) as room:
        await room.press("n")
        await room.write("Mira asked her chair")
        assert "kept as  [A] asked her chair" in room.text("#preview")
        await room.press("enter")
        (step,) = circle.kept.actions[f"{0:018}"].steps
        assert step.text == "[A] asked her chair"
        assert "how it went: [A] asked her chair" in room.shown
        assert TEXTS[0] in room.text("#text"), "the key comes after the line"
        await room.press("d")
        (step,) = circle.kept.actions[f"{0:018}"].steps
        assert (step.status, step.text) == (ActionStatus.DONE, "[A] asked her chair")


async def test_a_line_is_never_lost(tmp_path: Path) -> None:
    """Esc keeps what was typed with its item; leaving the review asks before it is lost."""
    circle = furnished()
    async with opened(circle, tmp_path, together) as room:
        await room.press("n")
        await room.write("It went")
        await room.press("escape", "s", "n")
        assert room.text("#typed").strip() in (
            "",
            f"how “{TEXTS[1]}” went: names are masked before it is kept",
        )
        await room.press("escape", "left", "n")
        assert "It went" in room.text("#typed")
        await room.press("escape", "escape")
        await room.on(AskScreen)
        await room.press("escape")
        await room.on(LastTimeScreen)
        await room.press("n", "enter")
        assert circle.kept.actions[f"{0:018}"].steps[-1].text == "It went"


async def test_a_line_is_for_what_was_answered_last(tmp_path: Path) -> None:
    """N right after an answer is for that item and says so; once I move on it is for the next."""
    circle = furnished()
    async with opened(circle, tmp_path, together) as room:
        await room.press("h", "n")
        assert TEXTS[0] in room.text("#text")
        assert f"how “{TEXTS[0]}” went" in room.text("#typed")
        await room.write("It went slowly")
        await room.press("enter")
        assert f"Kept with “{TEXTS[0]}”." in room.shown
        assert TEXTS[1] in room.text("#text"), "and the next key is for the next item"
        assert circle.kept.actions[f"{0:018}"].steps[-1].text == "It went slowly"
        await room.press("h", "down", "n")
        assert TEXTS[0] in room.text("#text"), "I moved on, behind the last to the first"
        assert "It went slowly" in room.text("#typed")
        await room.press("escape", "up", "d", "escape")
        assert isinstance(room.app, OneScreen)
        assert room.app.answer is False, "a line that is kept as it stands is not asked about"
    assert standings(circle) == ["partly", "partly", "done"]
    assert [circle.kept.actions[f"{n:018}"].steps[-1].text for n in (1, 2)] == ["", ""]


async def find(room: Room, words: str) -> None:
    """Show only the items that have some words in them."""
    await room.press("slash")
    await room.on(TypeInScreen)
    await room.write(words)
    await room.press("enter")
    await room.on(LastTimeScreen)


async def test_an_answer_is_not_rewritten_by_the_way(tmp_path: Path) -> None:
    """S passes over what was answered; when all is, it says so, and a key changes nothing."""
    circle = furnished()
    async with opened(circle, tmp_path, together) as room:
        await room.press("down", "d", "up", "s")
        assert TEXTS[2] in room.text("#text"), "the one between was answered"
        await room.press("h")
        assert TEXTS[0] in room.text("#text")
        await room.press("s")
        assert "Nothing else here is left to look at." in room.shown
        await room.press("c")
        assert "All looked at: esc stops." in room.shown
        await room.press("d")
        assert "Answered already." in room.shown
        await room.press("x")
        await room.on(LastTimeScreen)
        assert standings(circle) == ["carried", "done", "partly"]
        await room.press("s")
        assert "All looked at: esc stops." in room.shown
        await room.press("right", "h")
        assert standings(circle) == ["carried", "partly", "partly"], "I went there to say it"


async def test_esc_shows_everything_again_first(tmp_path: Path) -> None:
    """While only some items are shown, Esc shows all of them; then it leaves."""
    async with opened(furnished(), tmp_path, together) as room:
        await find(room, "aims")
        assert TEXTS[0] not in room.shown
        await room.press("escape")
        await room.on(LastTimeScreen)
        assert TEXTS[0] in room.shown
        await room.press("escape")
        assert isinstance(room.app, OneScreen)
        assert room.app.answer is False


async def test_a_small_window_shows_how_far_it_is(tmp_path: Path) -> None:
    """Beside the clock of a small window there is room for how far the group is."""
    circle = running(furnished(), LOOKING_BACK)
    async with opened(circle, tmp_path, LiveScreen, size=(40, 12)) as room:
        await room.press("j")
        await room.on(LastTimeScreen)
        assert "0 of 3" in room.text("#head")
        keys = room.text("#keys")
        assert keys.split("  ") == [" d done", "h ½", "c carry", "x drop", "s skip", "?"]


async def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If it cannot be saved I am told, the item stands as it stood, and the line is still there."""
    circle = furnished()

    def full(*_items: object) -> None:
        raise StoreError("The disk is full.")

    async with opened(circle, tmp_path, together) as room:
        monkeypatch.setattr(circle.actions, "put", full)
        await room.press("d")
        assert "The disk is full." in room.shown
        assert "0 of 3 looked at" in room.shown
        await room.press("n")
        await room.write("It went")
        await room.press("enter")
        assert "The disk is full." in room.shown
        assert "It went" in room.text("#typed")
    assert standings(circle) == ["open"] * 3


async def test_finding_and_sorting(tmp_path: Path) -> None:
    """/ shows only what has my words in it, and nothing typed shows all again; o sorts."""
    async with opened(furnished(), tmp_path, together) as room:
        await find(room, "DRAFT aims")
        assert TEXTS[2] in room.shown
        assert TEXTS[1] not in room.shown
        assert "0 of 3" in room.shown, "how far the group is, is told of all"
        await room.press("slash")
        await room.on(TypeInScreen)
        await room.press(*["backspace"] * 10, "enter")
        await room.on(LastTimeScreen)
        assert TEXTS[1] in room.shown
        await room.press("o")
        assert "by age" in room.shown
        await room.press("o")
        assert "by owner" in room.shown


async def test_it_comes_before_the_clock(tmp_path: Path) -> None:
    """With something open, the way to a session goes through it; Enter starts the clock."""
    circle = furnished()
    async with entered(workspace_of(circle, tmp_path)) as room:
        await room.on(HomeScreen)
        await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("enter")
        await room.on(BeforeScreen)
        assert not circle.kept.facts
        await room.press("d", "escape")
        await room.on(AttendanceScreen)
        await room.press("enter")
        await room.on(BeforeScreen)
        assert "1 of 3 looked at" in room.shown
        await room.press("enter")
        await room.on(LiveScreen)
    assert standings(circle)[0] == "done"


async def test_the_key_that_goes_on_is_seen_in_a_small_window(tmp_path: Path) -> None:
    """Before the clock the one key I need is in the line, behind the answers."""
    async with entered(workspace_of(furnished(), tmp_path), size=(40, 12)) as room:
        await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("enter")
        await room.on(BeforeScreen)
        keys = room.text("#keys")
        assert keys.split("  ") == [" d done", "h ½", "c carry", "enter begin", "?"]


async def test_in_a_presenters_part_it_is_said_where_it_is_looked_through(tmp_path: Path) -> None:
    """J where all is the presenter's own answers what I asked, and not what a note would."""
    theirs = Segment(
        *("The case", "exercise", ClockMode.ONE, 300), notes=NotesPolicy.PRESENTER_KEEPS
    )
    agenda = replace(LOOKING_BACK, segments=(*LOOKING_BACK.segments[:2], theirs))
    async with opened(running(furnished(), agenda), tmp_path, LiveScreen) as room:
        await room.press("right", "right", "j")
        assert "What is open is looked through in another one." in room.prose


async def test_enter_pressed_twice_skips_no_review(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Enter that ended who is here does not start the clock before the review was seen."""
    monkeypatch.setattr(AskScreen, "UNSEEN", 3600)
    monkeypatch.setattr("circle_tui.ui.screens.ask.Question.UNSEEN", 3600)
    async with entered(workspace_of(furnished(), tmp_path)) as room:
        await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("enter")
        await room.on(BeforeScreen)
        await room.press("enter")
        await room.on(BeforeScreen)


async def test_nothing_where_nothing_is_open(tmp_path: Path) -> None:
    """A circle with nothing open goes from who is here to the clock, as ever."""
    async with entered(workspace_of(circle_of(*NAMES), tmp_path)) as room:
        await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("enter")
        await room.on(LiveScreen)


async def test_home_looks_through_them(tmp_path: Path) -> None:
    """V on the home screen opens the same list; the home screen knows afterwards."""
    async with opened(furnished(), tmp_path, HomeScreen) as room:
        assert "v review" in room.text("#keys")
        assert "3 open, 1 due" in room.shown
        await room.press("v")
        await room.on(LastTimeScreen)
        await room.press("d", "f2")
        await room.on(CoverScreen)
        assert TEXTS[0] not in room.shown
        await room.press("x", "escape")
        await room.on(HomeScreen)
        assert "2 open" in room.shown


async def test_in_its_part_of_the_agenda(tmp_path: Path) -> None:
    """In the part that looks back the key for it comes first, and the clock stays in sight."""
    circle = running(furnished(), LOOKING_BACK)
    async with opened(circle, tmp_path, LiveScreen) as room:
        assert "go through them" not in room.text("#keys")
        await room.press("right")
        assert room.text("#keys").strip().startswith("j go through them")
        await room.press("j")
        await room.on(LastTimeScreen)
        assert "5:00" in room.text("#head")
        await room.press("d", "escape")
        await room.on(LiveScreen)
    assert standings(circle)[0] == "done"


async def stage(room: Room) -> tuple[str, str]:
    """Return what others see of the review."""
    await room.settle()
    circle = room.workspace.circle
    assert isinstance(circle, FakeCircle)
    assert circle.stage is not None
    return circle.stage.progress, circle.stage.item


async def test_others_see_how_far_the_group_is(tmp_path: Path) -> None:
    """The public view tells the group's progress, and no item and nobody, unless it was agreed."""
    circle = running(furnished(), LOOKING_BACK)
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("j")
        await room.on(LastTimeScreen)
        assert await stage(room) == ("0 of 3", "")
        await room.press("d")
        assert await stage(room) == ("1 of 3", "")
        await room.press("escape")
        await room.on(LiveScreen)
        assert await stage(room) == ("", "")
    profile = circle.people.profile()
    circle.people.put_profile(replace(profile, agreed=(Agreed.ITEMS,)))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("j")
        await room.on(LastTimeScreen)
        assert await stage(room) == ("1 of 3", TEXTS[1])
        await room.press("up")
        assert await stage(room) == ("1 of 3", ""), "what is done is no open item"


@pytest.mark.parametrize("item", ["", TEXTS[0]])
async def test_what_the_public_view_shows(tmp_path: Path, item: str) -> None:
    """It shows how far the group is beside the clock, and the item, if any, for the prompt."""

    def public(workspace: Workspace) -> Screen[None]:
        session = fold(workspace.circle.journal.read())
        beat = workspace.clock.beat()
        stage = stage_of(session, beat, {}, reading=Reading("4 of 7", item))
        return PublicScreen(lambda: (stage_view(stage, beat), 1.0))

    async with opened(running(furnished()), tmp_path, public) as room:
        assert "Last time: 4 of 7 looked at" in room.text("#state")
        assert room.text("#prompt").strip() == (item or "How are you?")


@pytest.mark.parametrize("agreed", [False, True])
async def test_a_shared_screen_names_nobody(tmp_path: Path, agreed: bool) -> None:
    """While my screen is shared the review shows no name, and texts only as far as agreed."""
    circle = furnished()
    if agreed:
        circle.people.put_profile(replace(circle.people.profile(), agreed=(Agreed.ITEMS,)))
    running(circle, LOOKING_BACK)
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("x", "j")
        await room.on(LastTimeScreen)
        shown = room.shown
        assert (TEXTS[0] in shown) is agreed
        for private in (*NAMES, "Anchor", "Beacon"):
            assert private.split()[0] not in shown.replace("Everybody", "")
        for key in ("n", "slash"):
            await room.press(key)
            await room.on(LastTimeScreen)
            assert "Not while the screen is shared" in room.shown
        await room.press("x")
        await room.on(AskScreen)
        assert (TEXTS[0] in room.prose) is agreed
        await room.press("escape")
        await room.on(LastTimeScreen)
        await room.press("f2")
        assert "Noor Haddad" in room.shown


async def test_mine_alone(tmp_path: Path) -> None:
    """A member sees their own items with their own name, and others by alias alone."""
    async with opened(furnished(), tmp_path, mine()) as room:
        assert "Mira Sandoval (Beacon)" in room.text("#head")
        assert TEXTS[1] in room.shown
        assert TEXTS[0] not in room.shown
        await room.press("m")
        assert TEXTS[0] in room.shown
        assert "Anchor" in room.shown
        assert "Noor" not in room.shown


async def test_what_is_due_and_what_is_done(tmp_path: Path) -> None:
    """Tab shows what is open, what is due, what is settled, and all of it."""
    async with opened(furnished("Beacon", "Beacon", "Beacon"), tmp_path, mine()) as room:
        assert "3 open" in room.text("#head")
        await room.press("d", "tab")
        assert "0 due" in room.text("#head"), "it was done, and stays to be taken back"
        assert TEXTS[0] in room.shown
        await room.press("tab")
        assert "1 settled" in room.text("#head")
        assert TEXTS[0] in room.shown
        assert TEXTS[1] not in room.shown
        await room.press("tab")
        assert "3 all" in room.text("#head")


async def test_open_is_what_is_open(tmp_path: Path) -> None:
    """What was settled stays in sight until I leave, is not counted, and is gone when I am back."""
    circle = furnished("Beacon", "Beacon", "Beacon")
    async with opened(circle, tmp_path, mine()) as room:
        await room.press("d")
        assert "2 open" in room.text("#head")
        assert TEXTS[0] in room.shown
        await room.press("u", "d")
    async with opened(circle, tmp_path, mine()) as room:
        assert "2 open" in room.text("#head")
        assert TEXTS[0] not in room.shown


async def test_the_alias_is_asked_for_once(tmp_path: Path) -> None:
    """W asks which alias is mine, and it is handed over to be remembered."""
    kept: list[str] = []
    screen = lambda space: MineScreen(Reviewing(space), "", kept.append)  # noqa: E731
    async with opened(furnished(), tmp_path, screen) as room:
        assert "everybody's" in room.text("#head")
        await room.press("w")
        await room.on(PickScreen)
        assert "Noor" not in room.shown
        await room.press("enter")
        await room.on(MineScreen)
        assert kept == ["Anchor"]
        assert "Noor Haddad (Anchor)" in room.text("#head")


async def test_only_to_look_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another window holds the circle I can look and move about, and am told so."""
    circle = furnished("Beacon", "Beacon", "Beacon")
    monkeypatch.setattr(circle, "read_only", True)
    async with opened(circle, tmp_path, mine()) as room:
        assert "only to look at" in room.text("#head")
        assert "d done" not in room.text("#keys")
        for key in ("d", "h", "c", "x", "n", "u"):
            await room.press(key)
            assert READ_ONLY.why[:40] in room.prose
        await room.press("down")
        assert TEXTS[1] in room.text("#text")
    assert standings(circle) == ["open"] * 3


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 12)])
@pytest.mark.parametrize("dated", [True, False])
async def test_nothing_moves_as_items_are_answered(
    size: tuple[int, int], dated: bool, tmp_path: Path
) -> None:
    """However I answer, no text of the list is cut anew, and what stands behind it stays there."""
    circle = furnished()
    for item in circle.actions.all():
        text = f"{item.text} and more of it than any list has room for " * 3
        circle.actions.put(replace(item, text=text, due=item.due if dated else None))
    async with opened(circle, tmp_path, together, size=size) as room:
        left, behind = [], []
        for key in ("d", "h", "c", ""):
            lines = room.text("Items").split("\n")[:3]
            left.append([line.lstrip(" ▸")[1:].partition("…")[0] for line in lines])
            words = [re.search("(?<=…) +\\S", line) for line in lines]
            behind.append({found.end() for found in words if found})
            if key:
                await room.press(key)
        assert left == [left[0]] * 4
        assert {column for columns in behind for column in columns} == behind[-1]
        assert len(behind[-1]) == 1
