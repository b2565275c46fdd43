"""The session in lines can do what the screen can: the same commands by the same rules."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from circle_tui.plain.command import ELSEWHERE, found
from circle_tui.plain.commands import COMMANDS, ONLY_ON_SCREEN
from circle_tui.ui.commands.live import HELP, LIVE_COMMANDS

PLAIN = {command.name: command for command in COMMANDS}


def test_every_command_of_the_screen_can_be_typed() -> None:
    """What a key does on the live screen a word does in lines, but for what has no sense there."""
    assert {command.name for command in LIVE_COMMANDS} - PLAIN.keys() == ONLY_ON_SCREEN.keys()


def test_a_word_does_what_its_key_does() -> None:
    """A command that lets a rule happen lets the same rule happen in lines."""
    for command in LIVE_COMMANDS:
        if command.rule is not None:
            assert PLAIN[command.name].rule is command.rule, command.name


def test_the_letters_are_the_same() -> None:
    """A letter that is a key on the live screen means the same command in lines."""
    for command in LIVE_COMMANDS:
        for key in command.keys:
            if len(key) == 1 and key.isalpha() and command.name in PLAIN:
                assert key in PLAIN[command.name].words, command.name


LABELS = {
    *((command.label, command.name) for command in LIVE_COMMANDS if command.label != HELP.label),
    ("go on", "resume"),
    ("who goes", "order"),
    ("go through them", "review"),
    ("show view", "blank"),
    ("hands up", "vote"),
}
"""What the key line and the guide call each command. "more" of the help key is a minute here."""


@pytest.mark.parametrize(("label", "name"), sorted(pair for pair in LABELS if pair[0]))
def test_what_the_key_line_says_can_be_typed(label: str, name: str) -> None:
    """A label of the screen, typed as it stands, does the same or names what does."""
    meant = found(label.upper(), COMMANDS)
    if isinstance(meant, str):
        words = PLAIN[name].words if name in PLAIN else ("view",)
        assert any(f'"{word}"' in meant for word in words), meant
    else:
        command, said = meant
        same = ("toggle_pause", "pause") if name == "toggle_pause" else (name,)
        assert (command.name in same, said) == (True, ""), command.name


def test_no_phrase_hides_a_word() -> None:
    """What is typed whole is no command's word, and one command's phrase alone."""
    words = [word for command in COMMANDS for word in command.words]
    phrases = [phrase for command in COMMANDS for phrase in command.phrases]
    every = [*words, *phrases, *ELSEWHERE]
    assert len(every) == len(set(every))


def test_no_word_means_two_commands() -> None:
    """Each word belongs to one command, and is lower-case without blanks, as it is looked up."""
    every = [word for command in COMMANDS for word in command.words]
    assert len(every) == len(set(every))
    assert all(word == word.casefold() and " " not in word for word in every)


def test_each_command_does_something() -> None:
    """A command has a rule or a conversation, and not both."""
    for command in COMMANDS:
        assert (command.rule is None) is not (command.conversation is None), command.name


PROBE = """
import json, sys
from circle_tui.cli import main
status = main(["demo", "--plain", "--home", sys.argv[1]])
print(json.dumps({"status": status, "loaded": sorted(sys.modules)}))
"""
"""Holds a session in lines, and tells what that loaded."""


def test_no_screen_is_loaded(tmp_path: Path) -> None:
    """A session in lines starts without Textual, Rich or anything else that paints."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(tmp_path / "demo")],
        input="\n\n\nn A note\n\nreplan\n\nbids\nprompt\nhere\n\nparts\nend\nyes\n",
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "HOME": str(tmp_path)},
        check=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["status"] == 0, done.stdout
    painting = ("textual", "rich", "circle_tui.ui.screens", "circle_tui.ui.widgets")
    assert [name for name in told["loaded"] if name.split(".")[0] in painting] == []
    assert not [name for name in told["loaded"] if name.startswith(painting[2:])]
