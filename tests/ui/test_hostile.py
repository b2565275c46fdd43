"""What people and files supply is shown as it is: never obeyed, never a button, never a crash."""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from textual.screen import Screen
from textual.strip import Strip

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.errors import StoreError
from circle_tui.domain.facts import Began
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.rules import begin
from circle_tui.privacy.redaction import redact_text
from circle_tui.services.handover import Due
from circle_tui.services.roster import LONGEST_NAME
from circle_tui.services.workspace import Workspace
from circle_tui.ui import screens
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.attendance import AttendanceScreen
from circle_tui.ui.screens.calendar import CalendarScreen
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.handover import HandoverScreen
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.pick import PickScreen
from circle_tui.ui.screens.read import ReadScreen
from circle_tui.ui.screens.resume import ResumeScreen
from circle_tui.ui.screens.summary import SummaryScreen
from circle_tui.ui.screens.type_in import TypeInScreen
from circle_tui.ui.terminal.characters import clean_paste
from tests.fakes import FakeCircle
from tests.ui.places import SCREENS
from tests.ui.rooms import RHYTHM, Room, circle_of, opened, running, strips_of, workspace_of

MARKUP = {
    "markup": "[b]x [@click=app.quit]hi[/] [link=http://x]y[/link] [ ] do [x] did $who {x}",
    "broken markup": "a [/ \\[b]",
}
"""Markup, which must be readable as it was typed."""

OTHER = {
    "unprintable": "a\x1b[2J\x1b]0;t\x07\x1b]52;c;aG=\x07 \x9b31m\x90q\x9c \x85\x00\x7f\ud800 "
    "\u202e\u2066gnp.exe\u200f\u061c a\u200b\u2060c\ufeff one\r\ntwo\x0bthree\u2028four\tfive\nsix",
    "storm": "z" + "\u0301\u0323\u20dd" * 400 + " end",
    "long": "x" * 5_000 + " word" * 1_000,
    "wide": "\u6f22\u5b57\u3000\u05e9\u05dc\u05d5\u05dd \U0001f468\u200d\U0001f469\u200d\U0001f467 "
    * 30,
    "nothing": "",
}
"""Everything else that has no business on a screen as it is, or that is hard to lay out."""

NAMES = ("Noor Haddad", "Mira Sandoval")

LARGE, SMALL = (120, 36), (40, 12)

CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


def harmless(room: Room) -> None:
    """Assert that nothing on any screen of the stack can be obeyed by a terminal or clicked."""
    for screen in room.app.screen_stack:
        for strip in strips_of(screen):
            # Textual tells a screen of another size when it comes back to the top.
            assert strip.cell_length == screen.size.width or screen is not room.app.screen
            assert not CONTROL.search(strip.text)
            assert not list(clickable(strip))


def clickable(strip: Strip) -> Iterator[object]:
    """Yield what a click on the line would do."""
    for segment in strip:
        if segment.style is not None:
            if segment.style.link:
                yield segment.style.link
            yield from (key for key in segment.style.meta if key.startswith("@click"))


def hostile_circle(text: str) -> FakeCircle:
    """Return a circle whose every text is ``text``, with a session running; no gate was asked.

    Its people are called so as well, as far as ten times what a name may have.
    """
    name = text[: 10 * LONGEST_NAME]
    members = (Member("a0", name, "Anchor"), Member("a1", f"B {name}", "Beacon"))
    circle = FakeCircle(*members)
    segments = (
        Segment(text, "check-in", ClockMode.EACH, 120, show=text, say=text),
        Segment(text, "discussion", ClockMode.GROUP, 600, show=text, say=text),
    )
    agenda = Agenda("small", text, segments, summary=text, source=text)
    began = begin(agenda, (1, 2), "5e5510115e551011", circle.clock.now())
    today = circle.clock.now().date()
    item = ActionItem("ac", "5e55", text, text, today, today)
    circle.change(
        profile=Profile(text, RHYTHM, "small"),
        facts=(began,),
        seating={1: "a0", 2: "a1"},
        actions={item.id: item},
    )
    return circle


Maker = Callable[[str, Workspace], Screen[Any]]

SAID: dict[str, Maker] = {
    "ask": lambda text, _: AskScreen(text, text, "end it"),
    "handover": lambda text, workspace: HandoverScreen(
        [Due(workspace.exports / f"for-presenter-{n}.md", text, {text: n}) for n in (1, 2)],
        workspace.exports,
        text,
    ),
    "pick": lambda text, _: PickScreen(text, [(text, "5 min", text), (text, "", "")]),
    "read": lambda text, _: ReadScreen(text, text, text),
    "summary": lambda text, _: SummaryScreen(text, written=False),
    "type in": lambda text, _: TypeInScreen(text, "Names"),
}
"""Screens that show what they are handed: here that is a hostile text, wherever there is one."""

LITERAL = {
    *("home", "attendance", "live", "replan", "bids", "read", "ask", "resume", "handover", "pick"),
    *("public", "commit", "counting", "prompt", "kept", "airtime", "turns", "here", "summary"),
    *("review", "before", "mine", "calendar"),
}
"""Screens on which such a text can be read as somebody wrote it, where it fits."""

QUIET = {
    *("help", "new circle", "lock", "type in", "cover", "wait", "promise", "closed"),
    "fair time",
}
"""Screens that show no such text, or no more than a piece of it."""


def test_every_screen_has_its_row() -> None:
    """Nobody adds a screen that hostile texts are not put through."""
    assert set(SCREENS) == LITERAL | QUIET
    assert set(SAID) <= set(SCREENS)


def test_every_screen_is_a_place(tmp_path: Path) -> None:
    """Nobody adds a screen that no test opens."""
    for module in iter_modules(screens.__path__, f"{screens.__name__}."):
        import_module(module.name)
    opened = set()
    for name, maker in SCREENS.items():
        circle = running(circle_of(*NAMES))
        folder = tmp_path / name
        folder.mkdir()
        workspace = workspace_of(circle, folder)
        opened.add(type(maker(workspace)))
        workspace.close()
    assert leaves(Screen) == opened


def leaves(base: type[Screen[Any]]) -> set[type[Screen[Any]]]:
    """Return the program's screens: of what is made from ``base`` what nothing is made from."""
    below = base.__subclasses__()
    if not below:
        return {base} if base.__module__.startswith(screens.__name__) else set()
    return set().union(*map(leaves, below))


@pytest.mark.parametrize("name", MARKUP | OTHER)
async def test_every_screen(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a circle, its people and its agenda are called, each screen shows it and lives."""
    text = (MARKUP | OTHER)[name]
    monkeypatch.setattr(FakeCircle, "guard", lambda *_: None)
    async with opened(hostile_circle(text), tmp_path, HomeScreen, size=LARGE) as room:
        for place in SCREENS:
            folder = tmp_path / place
            folder.mkdir()
            workspace = workspace_of(hostile_circle(text), folder)
            said = SAID.get(place)
            room.app.push_screen(said(text, workspace) if said else SCREENS[place](workspace))
            await room.pilot.pause()
            harmless(room)
            if name in MARKUP and place in LITERAL:
                seen = (room.shown, room.prose)  # where a line is full it goes on in the next one
                assert any(text in part or text.upper() in part for part in seen), place
            for size in (SMALL, LARGE):
                await room.pilot.resize_terminal(*size)
                await room.settle()
                harmless(room)
            room.app.pop_screen()
            await room.pilot.pause()
            workspace.close()


async def test_typed(tmp_path: Path) -> None:
    """Whatever I type or paste into a note or an action item is shown and kept harmlessly."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen, size=LARGE) as room:
        for name, text in (MARKUP | OTHER).items():
            for key in ("n", "a"):
                await room.press(key)
                await room.write(clean_paste(text))
                harmless(room)
                if name in MARKUP:
                    assert text in room.text("#typed")
                if name in MARKUP and redact_text(text, NAMES) == text:
                    assert text in room.text("#preview")
                await room.press("enter", "escape")
                harmless(room)
    notes = [note.text for note in circle.kept.notes.values()]
    assert notes[: len(MARKUP)] == [redact_text(text, NAMES) for text in MARKUP.values()]
    assert len(notes) == len(circle.kept.actions) == len(MARKUP | OTHER) - 1


async def test_a_hostile_evening(tmp_path: Path) -> None:
    """A circle of such people with such an agenda gets through a whole evening."""
    texts = {**MARKUP, **{name: text for name, text in OTHER.items() if text.strip()}}
    circle = FakeCircle(
        *(Member(f"{i:016x}", text, f"Al{i}") for i, text in enumerate(texts.values()))
    )
    circle.people.put_profile(Profile(MARKUP["markup"], RHYTHM, "small"))
    async with opened(circle, tmp_path) as room:
        await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("up")
        harmless(room)
        await room.press("down", "enter")
        await room.on(LiveScreen)
        for _ in range(3):
            harmless(room)
            await room.press("right")
        await room.press("n")
        await room.write(MARKUP["markup"])
        await room.press("enter", "a")
        await room.write("[b]x: a [/ by fri")
        harmless(room)
        await room.press("enter")
        await room.pilot.click("#prompt")
        await room.press("e", "enter")
        await room.on(ClosedScreen)
        harmless(room)
        await room.press("c")
        await room.on(CalendarScreen)
        harmless(room)
        await room.press("enter")
        await room.on(ClosedScreen)
        await room.press("enter")
        await room.on(HomeScreen)
        harmless(room)
        assert room.app.is_running
    assert not [fact for fact in circle.kept.facts if isinstance(fact, Began)]


async def test_hostile_failures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure that quotes such a text is shown as it is too."""
    circle = hostile_circle("[b]x")
    monkeypatch.setattr(circle, "guard", lambda *_: None)

    def full(_facts: object) -> None:
        raise StoreError("[/ \x1b[2J no room for [@click=app.quit]hi[/]")

    async with opened(circle, tmp_path) as room:
        await room.on(ResumeScreen)
        harmless(room)
        await room.press("enter")
        await room.on(LiveScreen)
        monkeypatch.setattr(circle.journal, "append", full)
        await room.press("right")
        assert "[/ [2J no room for [@click=app.quit]hi[/]" in room.text("#writing")
        harmless(room)
