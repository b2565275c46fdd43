"""What people and files supply is shown as it is: never obeyed, never a button, never a crash."""

import re
from collections.abc import Iterator
from pathlib import Path
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
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.attendance import AttendanceScreen
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.pick import PickScreen
from circle_tui.ui.screens.read import ReadScreen
from circle_tui.ui.screens.resume import ResumeScreen
from circle_tui.ui.screens.type_in import TypeInScreen
from circle_tui.ui.terminal.characters import clean_paste
from tests.fakes import FakeCircle
from tests.ui.places import SCREENS
from tests.ui.rooms import RHYTHM, Room, circle_of, drawn, opened, running, workspace_of

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

LARGE = (120, 36)

CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


def harmless(room: Room) -> None:
    """Assert that nothing on any screen of the stack can be obeyed by a terminal or clicked."""
    for screen in room.app.screen_stack:
        for strip in drawn(screen):
            assert strip.cell_length == screen.size.width
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
    """Return a circle whose every text is ``text``, with a session running; no gate was asked."""
    members = (Member("a0", text, "Anchor"), Member("a1", f"B {text}", "Beacon"))
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


@pytest.mark.parametrize("name", MARKUP | OTHER)
async def test_every_screen(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a circle, its people and its agenda are called, each screen shows it and lives."""
    text = (MARKUP | OTHER)[name]
    circle = hostile_circle(text)
    monkeypatch.setattr(circle, "guard", lambda *_: None)
    workspace = workspace_of(circle, tmp_path)
    own: list[Screen[Any]] = [
        PickScreen(text, [(text, "5 min", text), (text, "", "")]),
        TypeInScreen(text, "Names"),
        AskScreen(text, text, "end it"),
        ReadScreen(text, text, text),
    ]
    makers = [SCREENS[name] for name in ("attendance", "live", "resume", "public", "closed")]
    async with opened(circle, tmp_path, HomeScreen, size=LARGE) as room:
        harmless(room)
        if name in MARKUP:
            assert text in room.shown
        for screen in [*own, *(maker(workspace) for maker in makers)]:
            room.app.push_screen(screen)
            await room.pilot.pause()
            harmless(room)
            if name in MARKUP and not isinstance(screen, ClosedScreen | TypeInScreen):
                assert text in room.shown or text.upper() in room.shown
            room.app.pop_screen()
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
