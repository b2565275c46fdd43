"""The keys: what the page says, what the help says and what happens are the same."""

import inspect
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.actions import parse
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from circle_tui.ui.app import CircleApp
from circle_tui.ui.commands.attendance import ATTENDANCE_COMMANDS, HERE_COMMANDS
from circle_tui.ui.commands.closed import CLOSED_COMMANDS
from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.home import HOME_COMMANDS
from circle_tui.ui.commands.live import LIVE_COMMANDS, LIVE_HELP
from circle_tui.ui.commands.public import PUBLIC_COMMANDS
from circle_tui.ui.commands.review import BEFORE_COMMANDS, MINE_COMMANDS, REVIEW_COMMANDS
from circle_tui.ui.commands.writing import MASK_COMMANDS, WRITING_COMMANDS
from circle_tui.ui.screens.help import HelpScreen, key_names
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.read import ReadScreen
from circle_tui.ui.widgets.capture import Capture
from tests.ui.places import SCREENS
from tests.ui.rooms import NAMES, circle_of, opened, running

README = Path(__file__).parents[2] / "README.md"

TABLES = {
    "home": HOME_COMMANDS,
    "attendance": ATTENDANCE_COMMANDS,
    "here": HERE_COMMANDS,
    "live": LIVE_COMMANDS,
    "public": PUBLIC_COMMANDS,
    "review": REVIEW_COMMANDS,
    "before": BEFORE_COMMANDS,
    "mine": MINE_COMMANDS,
    "closed": CLOSED_COMMANDS,
}
"""The commands of each screen that has some."""

WRITTEN = {"→": "right", "←": "left", "+": "plus", "−": "minus", "?": "question_mark"}
"""Keys as the README writes them, and what Textual calls them."""

ALL_LIVE = [command for commands in LIVE_HELP.values() for command in commands]
"""The commands of the live screen in the order of its help."""

UNSHIFTED = {"equals_sign"}
"""The key of + on most keyboards, pressed without shift: works, and needs no mention."""


def documented(heading: str = "During a session") -> set[str]:
    """Return every key of a table of the README, from the columns that hold keys."""
    text = README.read_text(encoding="utf-8")
    section = text.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| `")]
    assert rows
    keys = [
        key for row in rows for cell in (row[1], row[3]) for key in re.findall(r"`(.+?)`", cell)
    ]
    assert len(keys) == len(set(keys)), "a key is in two rows"
    return {WRITTEN.get(key, key) for key in keys}


def keys_of(commands: Sequence[Command]) -> list[str]:
    """Return every key of some commands."""
    return [key for command in commands for key in command.keys]


def bound(owner: type[Screen[object]] | type[Widget] | type[CircleApp]) -> list[tuple[str, str]]:
    """Return the keys and actions that a class binds."""
    return [
        (key, binding.action if isinstance(binding, Binding) else binding[1])
        for binding in owner.BINDINGS
        for key in (binding.key if isinstance(binding, Binding) else binding[0]).split(",")
    ]


def test_the_readme_tells_the_keys() -> None:
    """Every key of a session is in the README, and every key in the README does something."""
    assert documented() == set(keys_of(LIVE_COMMANDS)) - UNSHIFTED


def test_the_help_has_the_groups_of_the_readme() -> None:
    """? tells the keys of a session under the headings that the README has them under."""
    assert sorted(keys_of(ALL_LIVE)) == sorted(keys_of(LIVE_COMMANDS))
    text = README.read_text(encoding="utf-8").split("## During a session\n")[1].split("\n## ")[0]
    _, *groups = re.split(r"\| \| \*\*(.+)\*\* \| \|", text)
    assert [heading.capitalize() for heading in groups[::2]] == [
        heading.capitalize() for heading in LIVE_HELP
    ]
    for rows, commands in zip(groups[1::2], LIVE_HELP.values(), strict=True):
        keys = re.findall(r"^\| (`.+?) \|", rows, re.MULTILINE)
        told = {WRITTEN.get(key, key) for cell in keys for key in re.findall(r"`(.+?)`", cell)}
        assert told == {command.keys[0] for command in commands}


def test_the_readme_tells_the_keys_while_writing() -> None:
    """Every key that the README names for writing does something there."""
    keys = documented("While you write")
    assert {"tab", "u", "c", "ctrl+r", "esc"} <= keys
    known = {*keys_of(WRITING_COMMANDS), *keys_of(MASK_COMMANDS)}
    assert {key.replace("esc", "escape") for key in keys} <= known


def test_the_readme_tells_the_theme_key() -> None:
    """The key for light colours is the one that the README names."""
    assert "`t` on the home\nscreen" in README.read_text(encoding="utf-8")
    (theme,) = (command for command in HOME_COMMANDS if command.name == "theme")
    assert theme.keys == ("t",)


@pytest.mark.parametrize("name", TABLES)
def test_one_meaning_a_key(name: str) -> None:
    """No key means two things on one screen."""
    keys = keys_of(TABLES[name])
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", TABLES)
def test_every_command_is_explained(name: str) -> None:
    """Every command has keys and a sentence that says what it does."""
    for command in TABLES[name]:
        assert command.keys, command.name
        assert re.fullmatch(r"[A-Z].*\.", command.help), command.name


async def test_every_key_does_something(tmp_path: Path) -> None:
    """No screen has a key whose action does not exist, and none that no command explains."""
    async with opened(running(circle_of(*NAMES)), tmp_path, SCREENS["home"]) as room:
        for name, screen in SCREENS.items():
            await room.app.push_screen(screen(room.workspace))
            top = room.app.screen
            assert bound(type(top)), f"{name} has no keys"
            for owner in (top, room.app, *top.query("*")):
                for key, action in bound(type(owner)):
                    target, method, _ = parse(action)
                    found = room.app if target == "app" else owner
                    assert hasattr(found, f"action_{method}"), f"{key} on {owner}"
            if name in TABLES:
                assert sorted(key for key, _ in bound(type(top))) == sorted(keys_of(TABLES[name]))
            room.app.pop_screen()


def test_rules_have_commands() -> None:
    """Each key that asks a rule asks one there is."""
    for _, action in bound(LiveScreen):
        _, method, arguments = parse(action)
        if method == "rule":
            assert [c for c in LIVE_COMMANDS if (c.name,) == arguments and c.rule]


def test_keys_that_work_while_writing() -> None:
    """The keys meant for while I write are not editing keys of the line I write in."""
    held_back = {"ctrl+z"}  # undo would mean the session, while the eye is on the line
    editing = {key for key, _ in bound(Input)} | {key for key, _ in bound(Capture)} - held_back
    chords = {key for key in keys_of(LIVE_COMMANDS) if re.match(r"ctrl\+|shift\+f|f\d", key)}
    assert not chords & editing
    for command in LIVE_COMMANDS:
        if command.name in {"toggle_pause", "advance", "go_back", "lengthen", "shorten", "undo"}:
            assert chords & set(command.keys), command.name


@pytest.mark.parametrize("name", ["home", "attendance", "live", "review", "before", "mine"])
async def test_help_tells_every_key(name: str, tmp_path: Path) -> None:
    """? shows every key of the screen I am on with a sentence, and Esc comes back."""
    async with opened(running(circle_of(*NAMES)), tmp_path, SCREENS[name], size=(80, 90)) as room:
        assert "? more" in room.text("#keys")
        before = room.app.screen
        for key in ("?", "f1"):
            await room.press(key)
            await room.on(HelpScreen)
            read = room.prose
            for command in TABLES[name]:
                assert command.help in read
                assert key_names(command) in read
            assert "_" not in read
            await room.press("escape")
            assert room.app.screen is before


async def test_help_can_be_scrolled(tmp_path: Path) -> None:
    """Help that is longer than the window can be read to its end with the arrow keys."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=(40, 12)) as room:
        room.app.animation_level = "none"
        await room.press("?")
        await room.on(HelpScreen)
        last = ALL_LIVE[-1].keys[-1]
        assert last not in room.shown
        assert "↑ ↓ more" in room.shown
        await room.press("end")
        assert last in room.shown
        assert "esc back" in room.shown


async def test_windows_close_with_the_key_that_opened_them(tmp_path: Path) -> None:
    """? closes help and i closes the script; the session has not moved."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        for key, window in (("?", HelpScreen), ("i", ReadScreen)):
            await room.press(key)
            await room.on(window)
            await room.press("space", "right", "s", key)
            await room.on(LiveScreen)
        assert len(circle.kept.facts) == 1


async def test_help_is_plain_text(tmp_path: Path) -> None:
    """Help shows brackets and quotes as they are written."""
    async with opened(circle_of(*NAMES), tmp_path, SCREENS["help"], size=(80, 90)) as room:
        texts = [
            str(widget.content) for widget in room.app.screen.query(".meaning").results(Static)
        ]
        assert texts == [command.help for command in ALL_LIVE]


def test_no_screen_makes_the_app_wait_for_a_key() -> None:
    """The app gives a key to a screen itself: one that waits for the app would stop it for good."""
    assert len(below(Screen)) > 20
    for screen in below(Screen):
        for name, does in inspect.getmembers(screen, inspect.isfunction):
            of_textual = does.__module__.startswith("textual.")
            handles_keys = name.lstrip("_") == "on_key" or name.startswith("key_")
            assert of_textual or not handles_keys or not inspect.iscoroutinefunction(does), screen


def below(base: type[Screen[Any]]) -> set[type[Screen[Any]]]:
    """Return all that is made from a screen, with it."""
    return {base}.union(*map(below, base.__subclasses__()))
