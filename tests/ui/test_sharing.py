"""Sharing the session's own screen, and what the console publishes for the public view."""

from dataclasses import replace
from pathlib import Path
from random import Random
from threading import Event
from typing import Any

import pytest
from textual.screen import Screen

from circle_tui.domain import rules
from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import Agenda, ClockMode, NotesPolicy, Segment
from circle_tui.domain.errors import StoreError
from circle_tui.domain.stage import Shown, Stage
from circle_tui.ui.commands.live import LIVE_COMMANDS, SHARE
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.cover import CoverScreen
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.read import ReadScreen
from circle_tui.ui.screens.replan import ReplanScreen
from circle_tui.ui.screens.resume import ResumeScreen
from circle_tui.ui.terminal.keys import StrayTyping
from circle_tui.ui.widgets.keyline import KeyLine
from tests.fakes import FakeCircle
from tests.ui.rooms import ALIASES, Room, circle_of, opened, running, strips_of

NAMES = (
    *("Zubayda Kestrelmoor", "Ottoline Farthingvale"),
    *("Evander Lindqvale", "Isaura Brackenfell"),
)
"""Made-up people, in roster order, whose names are in no sentence of the program's own."""

SIZES = ((80, 24), (120, 36), (40, 12), (20, 5))

NAMING = Agenda(
    "naming",
    "An evening for Zubayda Kestrelmoor",
    (
        Segment(
            *("Welcome Ottoline Farthingvale", "check-in", ClockMode.EACH, 120),
            show="Zubayda Kestrelmoor begins.",
            say="Give Evander Lindqvale time.",
        ),
        Segment("Pairs", "discussion", ClockMode.PAIRS, 300, show="In pairs."),
        Segment("Talk", "discussion", ClockMode.GROUP, 600, show="What stays?"),
    ),
)
"""An agenda whose own words name people."""

PRIVATE = (
    *(part for name in NAMES for part in name.split()),
    *ALIASES,
    *("Thursday", "shore leave", "lighthouse"),
)

RICH = replace(
    NAMING,
    segments=(
        *NAMING.segments,
        Segment("Shares", "round", ClockMode.BID, 3_600, least=300, show="Ask for time."),
        Segment(
            *("Case", "exercise", ClockMode.ONE, 480),
            roles=("presenter",),
            notes=NotesPolicy.PRESENTER_KEEPS,
            say="Light the lighthouse.",
        ),
        Segment("Close", "closing", ClockMode.EACH, 120, show="One word."),
    ),
)
"""A part of nearly every kind, so that nearly every key does something somewhere."""

KEYS = sorted(
    {key for command in LIVE_COMMANDS if command is not SHARE for key in command.keys}
    | {"enter", "escape", "tab", "shift+tab", "up", "down", "home", "end", "pagedown", "backspace"}
    | set("abcdefghijklmnopqrstuvwyz0123456789/:.") - {"x"}
)
"""Every key that is not the one that shows all again."""


def stage(room: Room) -> Stage:
    """Return what the public view reads."""
    found = getattr(room.workspace.circle, "stage")  # noqa: B009 - only the fake has it
    assert isinstance(found, Stage)
    return found


def names_nobody(text: str) -> None:
    """Assert that nothing private stands in a text."""
    assert [word for word in PRIVATE if word.casefold() in text.casefold()] == []


def seen(room: Room) -> str:
    """Return what can be seen: the screen on top, and those that a window leaves to be seen."""
    lines: list[str] = []
    for screen in reversed(room.app.screen_stack):
        lines += [strip.text for strip in strips_of(screen)]
        if not screen.is_modal:
            break
    return "\n".join(lines)


@pytest.mark.parametrize("size", SIZES)
async def test_a_shared_screen_shows_nothing_private(size: tuple[int, int], tmp_path: Path) -> None:
    """After x no name, note or word to say is on my screen, at any size, until x again."""
    async with opened(running(circle_of(*NAMES), NAMING), tmp_path, LiveScreen, size=size) as room:
        await room.press("n")
        await room.write("shore leave")
        await room.press("enter", "a")
        await room.write("Zubayda: ask about shore leave by fri")
        await room.press("escape")
        for key in ("x", "f2"):
            await room.press(key)
            for _ in range(6):
                names_nobody(room.shown)
                await room.press("right")
            names_nobody(room.shown)
            if size[0] >= 40:
                assert "SHARED" in room.text("#head")
                assert ("x show all" if size[0] >= 80 else "x show  ") in room.text("#keys")
                assert "space pause" in room.text("#keys")
            await room.press(*["left"] * 6, key)
        await room.press("n", "escape")
        assert "Zubayda" in room.shown or size == (20, 5)
        assert "SHARED" not in room.shown


async def test_the_header_says_so(tmp_path: Path) -> None:
    """The first line says that the screen is shared; the clock, the parts and the end stay."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        clock = room.text("#clock")
        await room.press("x")
        assert "SHARED, names hidden" in room.text("#head")
        assert "ends 18:53   on time" in room.text("#head")
        assert room.text("#clock") == clock
        assert "How are you?" in room.text("#prompt")
        assert "CHECK-IN  1 of 4" in room.text("#segment")
        assert [row.split()[1] for row in room.text("#order").splitlines() if "0" in row]
        await room.press("x")
        assert "Thursday circle" in room.text("#head")


async def test_what_would_show_names_waits(tmp_path: Path) -> None:
    """While I share, keys that open something private do nothing and say why; the clock obeys."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen, size=(120, 36)) as room:
        await room.press("x")
        for key in ("n", "a", "i", "w", "b", "ctrl+n", "ctrl+t"):
            await room.press(key)
            assert "Not while the screen is shared. Wait a moment, then x" in room.text("#writing")
            assert room.live.sharing
            await room.press("space")
            assert "Not while" not in room.text("#writing")
        offered = [command.name for command in room.live.query_one(KeyLine).commands]
        assert offered[0] == "share"
        assert not {"note", "action", "script", "who", "bids"} & set(offered)
        await room.press("?")
        await room.on(HelpScreen)
        await room.press("escape", "right", "e")
        await room.on(AskScreen)
        names_nobody(room.shown)
        await room.press("escape", "x", "n")
        assert "enter keep it" in room.text("#keys")


async def test_sharing_while_writing(tmp_path: Path) -> None:
    """F2 in the middle of a note hides it at once and keeps it as a draft."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("n")
        await room.write("shore leave")
        await room.press("f2")
        names_nobody(room.shown)
        await room.press("x", "n")
        assert "shore leave" in room.text("#typed")


async def test_the_console_publishes(tmp_path: Path) -> None:
    """The public view hears of every change, of every sign of life, and of the end."""
    async with opened(running(circle_of(*NAMES), NAMING), tmp_path, LiveScreen) as room:
        assert stage(room).title == "Welcome [A]"
        names_nobody(repr(stage(room)))
        await room.press("space")
        assert stage(room).paused
        await room.press("space", "right", "right", "right")
        assert not stage(room).paused
        assert stage(room).following == "Pairs"
        await room.press("right")
        assert stage(room).title == "Pairs"
        room.clock.advance(6)
        room.live._tick()
        await room.settle()
        assert stage(room).left == pytest.approx(294, abs=1)
        await room.press("e")
        await room.on(AskScreen)
        await room.press("enter")
        assert stage(room).shown is Shown.OVER


async def test_blanking_from_the_console(tmp_path: Path) -> None:
    """V leaves nothing on the public view, my header says so, and v brings it back."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("v")
        assert stage(room).shown is Shown.BLANK
        assert (stage(room).title, stage(room).prompt) == ("", "")
        assert "public view blank" in room.text("#head")
        await room.press("right")
        assert stage(room).shown is Shown.BLANK
        await room.press("f4")
        assert stage(room).prompt == "How are you?"
        assert "public view" not in room.text("#head")


@pytest.mark.parametrize(
    ("size", "told"), [((80, 24), "SHARED · public view blank"), ((40, 12), "SHARED · blank")]
)
async def test_shared_comes_before_blank(size: tuple[int, int], told: str, tmp_path: Path) -> None:
    """That my screen is shared is never cut by the word that the public view is blank."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=size) as room:
        await room.press("v")
        await room.pass_time(minutes=6)
        await room.press("x")
        assert room.text("#head").strip().startswith(told)
        assert "ends 18:57  4 min late" in room.text("#head").replace("   ", "  ")


async def test_the_key_says_what_it_does_to_the_view(tmp_path: Path) -> None:
    """Once the public view is blank its key shows it again, and says so."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=(200, 40)) as room:
        assert "v blank view" in room.text("#keys")
        await room.press("v")
        assert "v show view" in room.text("#keys")
        await room.press("x")
        assert "v show view" in room.text("#keys")
        await room.press("x", "v")
        assert "v blank view" in room.text("#keys")


async def test_initials_if_the_circle_wants_them(tmp_path: Path) -> None:
    """Who is next is told to others by initials, and only where the circle chose so."""
    circle = circle_of(*NAMES)
    async with opened(running(circle), tmp_path, LiveScreen) as room:
        assert stage(room).following == ""
    circle = circle_of(*NAMES)
    circle.people.put_profile(replace(circle.people.profile(), initials=True))
    async with opened(running(circle), tmp_path, LiveScreen) as room:
        assert stage(room).following == "O."
        await room.press("x")
        assert room.text("#who").split() == ["Z.", "next:", "O."]


async def write_down(room: Room) -> None:
    """Write a note and an action item, and leave a draft of another note."""
    await room.press("n")
    await room.write("shore leave")
    await room.press("enter", "a")
    await room.write("Zubayda: paint the lighthouse by fri")
    await room.press("enter", "n")
    await room.write("shore leave, lighthouse")
    await room.press("escape")


@pytest.mark.parametrize("seed", range(4))
async def test_no_key_shows_anything_private(seed: int, tmp_path: Path) -> None:
    """Whatever I press while I share, in whatever order, time and size: nobody is named."""
    random = Random(seed)
    async with opened(running(circle_of(*NAMES), RICH), tmp_path, LiveScreen) as room:
        await write_down(room)
        await room.press("x")
        for _ in range(60):
            match random.randrange(12):
                case 0:
                    await room.pilot.resize_terminal(*random.choice(SIZES))
                case 1:
                    room.clock.advance(random.choice((1, 30, 200, 900)))
                case 2:
                    room.clock.sleep(minutes=1)
                case 3:
                    await room.write(random.choice(("word", "two\nlines")))
                case 4:
                    await room.press("right")
                case _:
                    await room.press(random.choice(KEYS))
            if room.app._exit:
                break
            names_nobody(seen(room))


async def test_a_failure_while_sharing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save that fails while I share is told without a word of what it was about."""
    circle = running(circle_of(*NAMES), RICH)

    def full(_facts: object) -> None:
        raise StoreError("The disk is full. Everything that was saved before is safe.")

    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_down(room)
        await room.press("x")
        monkeypatch.setattr(circle.journal, "append", full)
        await room.press("right")
        assert "The disk is full" in room.shown
        names_nobody(seen(room))


@pytest.mark.parametrize(("opens", "window"), [("r", ReplanScreen), ("i", ReadScreen)])
@pytest.mark.parametrize("key", ["x", "f2"])
async def test_a_window_is_covered(
    opens: str, window: type[Screen[Any]], key: str, tmp_path: Path
) -> None:
    """With a window open the same key covers it, names and all, and brings it back as it was."""
    async with opened(running(circle_of(*NAMES), RICH), tmp_path, LiveScreen) as room:
        await write_down(room)
        await room.pass_time(minutes=10)
        await room.press(opens)
        top = await room.on(window)
        before = room.shown
        await room.press(key)
        await room.on(CoverScreen)
        assert room.shown.split() == ["one", "moment", "x", "show", "all"]
        await room.press("enter", "escape", "space", "right", "q", "e")
        names_nobody(seen(room))
        await room.press(key)
        assert room.app.screen is top
        assert room.shown == before
        assert len(room.workspace.circle.journal.read()) == 1


async def test_a_covered_window_is_shared_for_the_next_process(tmp_path: Path) -> None:
    """A program that is lost while it covers a window goes on without a name."""
    async with opened(running(circle_of(*NAMES), RICH), tmp_path, LiveScreen) as room:
        await room.press("m")
        assert not stage(room).sharing
        await room.press("f2")
        await room.on(CoverScreen)
        assert stage(room).sharing
        await room.press("f2")
        assert not stage(room).sharing


@pytest.mark.parametrize("opens", [(), ("j",)])
async def test_a_text_that_nobody_takes_presses_no_keys(
    opens: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What I type after a key that would have opened a line does nothing, and shows nothing."""
    monkeypatch.setattr(StrayTyping, "PAUSE", 3600)
    circle = running(circle_of(*NAMES), RICH)
    for number in range(3):
        made = circle.clock.now().date()
        circle.actions.put(ActionItem(f"{number:018}", "earlier", "Beacon", "shore leave", made))
    async with opened(circle, tmp_path, LiveScreen) as room:
        live = room.live
        await room.press("x", *opens)
        before = room.app.screen
        await room.press("n", *"Max said so,", "space", *"x Zubayda does", "backspace")
        assert room.app.screen is before
        assert live.sharing
        names_nobody(seen(room))
        assert len(room.workspace.circle.journal.read()) == 1
        await room.press("escape", "f2")
        assert not live.sharing


async def test_what_is_typed_while_i_share_presses_no_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F2 in the middle of a text puts it away, and the rest of it does nothing."""
    monkeypatch.setattr(StrayTyping, "PAUSE", 3600)
    async with opened(running(circle_of(*NAMES), RICH), tmp_path, LiveScreen) as room:
        await room.press("n", *"Zub", "f2", *"ayda x s")
        assert room.live.sharing
        names_nobody(seen(room))
        assert len(room.workspace.circle.journal.read()) == 1
        await room.press("enter", "f2", "n")
        assert "Zub" in room.text("#typed")


async def test_the_end_while_sharing(tmp_path: Path) -> None:
    """A session that ends on a shared screen says so; what was kept is shown when I say so."""
    async with opened(running(circle_of(*NAMES), RICH), tmp_path) as room:
        await room.on(ResumeScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        await write_down(room)
        await room.press("x", "e", "enter")
        await room.on(CoverScreen)
        assert "the session is over" in room.shown
        assert stage(room).shown is Shown.OVER
        await room.press("enter", "escape", "q", "right")
        names_nobody(seen(room))
        await room.press("x")
        await room.on(ClosedScreen)
        assert stage(room).shown is Shown.OVER


@pytest.mark.parametrize("way", [("q", "enter"), ("ctrl+c",), ("ctrl+c", "enter")])
async def test_leaving_while_sharing(way: tuple[str, ...], tmp_path: Path) -> None:
    """Leaving with a presenter's notes in memory asks where they go, but not for all to see."""
    async with opened(running(circle_of(*NAMES), RICH), tmp_path, LiveScreen) as room:
        await room.press(*["right"] * 10)
        assert "CASE" in room.text("#segment")
        await room.press("n")
        await room.write("shore leave")
        await room.press("enter", "x")
        assert room.workspace.held.notes
        await room.press(*way)
        names_nobody(seen(room))


async def test_a_crash_while_sharing(tmp_path: Path) -> None:
    """Whoever looked at my screen when the program was lost is named nobody by the next one."""
    circle = running(circle_of(*NAMES), RICH)
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_down(room)
        await room.press("v", "x")
        left = stage(room)
        assert (left.sharing, left.shown) == (True, Shown.BLANK)
    again = taken_up(circle, left)
    async with opened(again, tmp_path) as room:
        await room.on(ResumeScreen)
        assert "CHECK" not in room.shown
        assert "Welcome [A] 1 of 4, 2:00 left." in room.prose
        names_nobody(seen(room))
        await room.press("enter")
        await room.on(LiveScreen)
        names_nobody(seen(room))
        assert "SHARED" in room.text("#head")
        assert "public view blank" in room.text("#head")
        assert stage(room).shown is Shown.BLANK
        await room.press("x", "v")
        assert "Zubayda" in room.shown
        assert (stage(room).sharing, stage(room).shown) == (False, Shown.TURN)


async def test_a_session_left_for_later_stays_hidden(tmp_path: Path) -> None:
    """Where others looked on, what comes after the question is covered until I say otherwise."""
    circle = running(circle_of(*NAMES), RICH)
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("x")
        left = stage(room)
    async with opened(taken_up(circle, left), tmp_path) as room:
        await room.on(ResumeScreen)
        await room.press("escape")
        await room.on(CoverScreen)
        names_nobody(seen(room))
        await room.press("x")
        await room.on(HomeScreen)


async def test_a_crash_that_left_nothing_to_read(tmp_path: Path) -> None:
    """Where it is not known whether others look on, nobody is named until I go on."""
    circle = running(circle_of(*NAMES), RICH)
    circle.left = None
    async with opened(circle, tmp_path) as room:
        await room.on(ResumeScreen)
        assert "not known, so nobody is named until you go on." in room.prose
        names_nobody(seen(room))
        await room.press("enter")
        await room.on(LiveScreen)
        assert "Zubayda" in room.shown
        assert "SHARED" not in room.text("#head")


FULL = "The public view could not be written: the disk is full."


def full(_stage: object) -> None:
    """Stand for a disk that takes nothing more."""
    raise StoreError(FULL)


@pytest.mark.parametrize(("key", "told"), [("x", "SHARED"), ("v", "public view blank")])
async def test_hidden_at_once_and_said_to_hold_when_it_does(
    key: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names go with the key; that it holds after a crash, too, is said when it is on the disk."""
    circle = running(circle_of(*NAMES), RICH)
    async with opened(circle, tmp_path, LiveScreen) as room:
        show, go_on = circle.show, Event()

        def slowly(stage: Stage) -> None:
            assert go_on.wait(60)
            show(stage)

        monkeypatch.setattr(circle, "show", slowly)
        await room.pilot.press(key)
        if key == "x":
            names_nobody(seen(room))
            assert "names hidden …" in room.text("#head")
        assert told not in room.text("#head")
        go_on.set()
        await room.settle()
        assert told in room.text("#head")
        assert stage(room).sharing is (key == "x")


@pytest.mark.parametrize(("key", "told"), [("x", "SHARED"), ("v", "public view blank")])
async def test_a_full_disk_takes_the_public_view_away(
    key: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be written is removed: the public view waits, and a crash would name nobody."""
    circle = running(circle_of(*NAMES), RICH)
    async with opened(circle, tmp_path, LiveScreen) as room:
        monkeypatch.setattr(circle, "show", full)
        await room.press(key)
        assert circle.stage is None
        assert told in room.text("#head")
        assert f"The public view shows nothing now. {FULL}" in room.prose


@pytest.mark.parametrize(("key", "told"), [("x", "SHARED"), ("v", "public view blank")])
async def test_a_disk_that_takes_nothing_and_gives_nothing_back(
    key: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the old view cannot be removed either, it is not said to hold, but what may be seen."""
    circle = running(circle_of(*NAMES), RICH)
    async with opened(circle, tmp_path, LiveScreen) as room:
        monkeypatch.setattr(circle, "show", full)
        monkeypatch.setattr(circle, "hide", lambda: full(None))
        await room.press(key)
        assert told not in room.text("#head")
        assert "may show what it showed for 15 seconds more." in room.prose
        assert ("A crash now would show names." in room.prose) is (key == "x")
        if key == "x":
            names_nobody(seen(room))


@pytest.mark.parametrize("fails", ["show", "beat"])
async def test_a_full_disk_is_told_once_while_it_lasts(
    fails: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written by the way and cannot be is told once, marked, and gone when it can again."""
    circle = running(circle_of(*NAMES), RICH)
    async with opened(circle, tmp_path, LiveScreen) as room:

        async def tick() -> None:
            room.clock.advance(6)
            room.live._tick()
            await room.settle()

        works = getattr(circle, fails)
        monkeypatch.setattr(circle, fails, full)
        await tick()
        assert FULL in room.prose
        assert "disk: cannot write" in room.text("#kept")
        room.clock.advance(2)
        await room.press("right")
        await tick()
        assert FULL not in room.prose
        assert "disk: cannot write" in room.text("#kept")
        await room.press("x")
        assert room.text("#kept").split() == ["disk:", "cannot", "write"]
        await room.press("x")
        assert "notes" in room.text("#kept")
        monkeypatch.setattr(circle, fails, works)
        await tick()
        assert "What could not be written before was written now." in room.prose
        assert "disk: cannot write" not in room.text("#kept")


async def test_what_was_said_of_the_disk_goes_when_it_holds_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Right after the public view shows again nothing says that it does not, without a key."""
    circle = running(circle_of(*NAMES), RICH)
    async with opened(circle, tmp_path, LiveScreen) as room:
        works = circle.show
        monkeypatch.setattr(circle, "show", full)
        await room.press("right")
        assert "The public view shows nothing now." in room.prose
        monkeypatch.setattr(circle, "show", works)
        room.live.publish()
        await room.settle()
        assert "shows nothing" not in room.prose
        assert "What could not be written before was written now." in room.prose
        assert "disk: cannot write" not in room.text("#kept")


async def test_an_end_that_fails_is_said_before_what_else_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk the session goes on, and I read that, whatever is written by the way."""
    circle = running(circle_of(*NAMES), RICH)

    def not_kept(_facts: object) -> None:
        raise StoreError("The disk is full. Nothing was changed.")

    async with opened(circle, tmp_path, LiveScreen) as room:
        monkeypatch.setattr(circle.journal, "append", not_kept)
        monkeypatch.setattr(circle, "beat", full)
        room.live.do(rules.close)
        await room.settle()
        room.live.beat()
        await room.settle()
        assert f"The disk is full. Nothing was changed. {FULL}" in room.prose


def taken_up(circle: FakeCircle, left: Stage) -> FakeCircle:
    """Return the circle as the next process finds it, after one that did not end in order."""
    again = FakeCircle(clock=circle.clock)
    again.kept = circle.kept
    again.left = left
    return again


async def test_before_and_after_a_session(tmp_path: Path) -> None:
    """Home and who is here can be covered as well: the key is the same everywhere."""
    async with opened(circle_of(*NAMES), tmp_path) as room:
        for opens in ((), ("enter",)):
            await room.press(*opens)
            before = room.shown
            await room.press("f2")
            await room.on(CoverScreen)
            names_nobody(seen(room))
            await room.press("f2")
            assert room.shown == before
