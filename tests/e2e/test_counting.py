"""Prompts, counts and votes in a real terminal, with the computer dying in between."""

import json
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from circle_tui.storage import open_database
from tests.terminal import PYTHON, Terminal

CIRCLE = [PYTHON, "-m", "circle_tui"]

PEOPLE = ", ".join(f"Person {letter}." for letter in "ABCDEFGHIJKL")
"""Twelve made-up people: fewer than ten have no count that may be shown."""

AGENDA = """
title = "Signs"

[[segment]]
title = "Lights"
kind = "check-in"
minutes = 5
poll = "traffic-light"
show = "Green, yellow or red?"

[[segment]]
title = "Talk"
clock = "vote-extend"
total = 20
minutes = 5
extend = [2, 1]

[[segment]]
title = "Close"
kind = "closing"
minutes = 5
capture = "rating"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make a circle of twelve, and an agenda that asks them three things."""
    (tmp_path / "signs.toml").write_text(AGENDA, encoding="utf-8")
    run(tmp_path, "new", "Thursday circle", "--members", PEOPLE)
    return tmp_path


def run(home: Path, *words: str) -> str:
    """Run a command of the program to its end, and return what it printed."""
    env = {"HOME": str(home), "TMPDIR": str(home)}
    return subprocess.run(
        [*CIRCLE, *words], env=env, capture_output=True, text=True, check=True, timeout=60
    ).stdout


def open_room(home: Path) -> Terminal:
    """Start the program on the agenda, or on the session that runs."""
    return Terminal([*CIRCLE, "run", str(home / "signs.toml")], home=home, columns=80, rows=24)


def kept(home: Path) -> dict[str, Any]:
    """Return the circle's notes database as it lies on the disk."""
    (path,) = home.rglob("circle.store")
    with open_database(path, read_only=True) as db:
        return db.storage.read() or {}


def test_what_is_counted_survives_a_kill_and_hides_the_few(home: Path) -> None:
    """A prompt, lights, a vote, a kill, a rating: all goes on, and no small count is kept."""
    with open_room(home) as screen:
        screen.wait_for("Who is here?")
        screen.send("enter")
        screen.wait_for("left of 5:00")
        screen.send("f")
        screen.wait_for("The check-in's prompt")
        screen.send("enter")
        screen.wait_for("Shown now:")
        screen.send("c")
        screen.wait_for("12 are here.")
        screen.send("7 3 banana")
        screen.wait_for("Only whole numbers")
        screen.send("enter", *["backspace"] * 6, "2")
        screen.wait_for("Counted: 7 gave green; the rest too few to show.")
        screen.send("enter")
        screen.wait_for("7 gave green")
        screen.send("right")
        screen.wait_for("topic 1 of 4")
        screen.send("h")
        screen.wait_for("A majority adds 2 min, else on to topic 2.")
        screen.send("8 4", "enter")
        screen.wait_for("topic 1 of 3, extended once")
        screen.signal(signal.SIGKILL)
        assert screen.wait_exit() == -signal.SIGKILL

    on_the_disk = json.dumps(kept(home)["facts"])
    assert '"shown": [7, null, null]' in on_the_disk

    with open_room(home) as screen:
        screen.wait_for("A session is running")
        screen.send("enter")
        screen.wait_for("topic 1 of 3, extended once")
        screen.send("h")
        screen.wait_for("A majority adds 1 min, else on to topic 2.")
        screen.send("6 6", "enter")
        screen.wait_for("topic 2 of 3")
        screen.send("right")
        screen.wait_for("topic 3 of 3")
        screen.send("right")
        screen.wait_for("To be counted: 1 to 5.")
        screen.send("c")
        screen.wait_for("12 are here.")
        screen.send("0 0 2 7 3", "enter")
        screen.wait_for("7 gave 4")
        screen.send("e")
        screen.answer("enter end it", "The session has ended")
        assert "Close: 7 gave 4; the rest too few to show" in screen.text()
        screen.wait_for("enter done")
        screen.send("enter")
        assert screen.wait_exit() == 0
        assert not screen.leftovers()

    (record,) = kept(home)["records"].values()
    assert [segment["shown"] for segment in record["segments"]] == [
        [7, None, None],
        [],
        [None, None, None, 7, None],
    ]
    used = json.loads(run(home, "prompts", "--json"))["prompts"]
    assert [one["sessions_ago"] for one in used if one["sessions_ago"]] == [1]
