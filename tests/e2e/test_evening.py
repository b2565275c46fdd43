"""A whole evening with the demo circle, in a real terminal, with the computer dying in between."""

import json
import re
import signal
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from circle_tui.services.demo import NAMES
from circle_tui.storage import open_database
from tests.terminal import PYTHON, Terminal

DEMO = [PYTHON, "-m", "circle_tui", "demo"]


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """Return a home with nothing in it, for the demo to make its folder in."""
    return tmp_path


def demo(room: Path, columns: int = 80, rows: int = 24) -> Terminal:
    """Start ``circle demo``."""
    return Terminal(DEMO, home=room, columns=columns, rows=rows)


def only(found: Iterator[Path]) -> Path:
    """Return the one path there is."""
    paths = list(found)
    assert len(paths) == 1, paths
    return paths[0]


def store(room: Path) -> dict[str, Any]:
    """Return the demo circle's notes database as it lies on the disk."""
    with open_database(only(room.rglob("circle.store")), read_only=True) as db:
        return db.storage.read() or {}


def digits(screen: Terminal) -> list[str]:
    """Return the rows of the large clock."""
    rows = [row.partition("▏")[0] for row in screen.screen()]
    return [row for row in rows if "█" in row and "paused" not in row]


def begin(screen: Terminal) -> None:
    """Go from home to the running clock, with everybody but one present."""
    screen.wait_for("Start the session")
    screen.send("enter")
    screen.wait_for("Who is here?")
    screen.send("down", "space")
    screen.wait_for("absent")
    screen.send("enter")
    screen.wait_for("enter begin")
    screen.send("enter")
    screen.wait_for("left of 5:00")


def test_an_evening_survives_a_kill_and_leaves_everything_behind(room: Path) -> None:
    """Start, take turns, write, pause, lose the power, go on, end: all of it is there."""
    with demo(room) as screen:
        begin(screen)
        screen.send("right")
        screen.wait_for("1 of 7")
        screen.send("right")
        screen.wait_for("2 of 7")
        assert "Oluwaseun" not in screen.text(), "who is absent has no turn"
        screen.send("n")
        screen.wait_for("names are masked")
        screen.send("Ana asked Noor for time away from the wards", "enter")
        screen.wait_for("notes 1")
        screen.wait_for("saved")
        screen.send("a")
        screen.wait_for("what will be done")
        screen.send("Jo: send the draft to Ana by fri", "enter")
        screen.wait_for("actions 1")
        screen.send("space")
        screen.wait_for("PAUSED")
        screen.settle(quiet=0.2)
        stood = digits(screen)
        assert stood
        screen.signal(signal.SIGKILL)
        assert screen.wait_exit() == -signal.SIGKILL

    with demo(room) as screen:
        screen.wait_for("A session is running")
        screen.wait_for("2 of 7")
        screen.send("enter")
        screen.wait_for("PAUSED")
        screen.wait_for(lambda seen: digits(seen) == stood)  # a paused clock loses nothing
        screen.wait_for("notes 1   actions 1")
        screen.send("space")
        screen.wait_for(lambda seen: "PAUSED" not in seen.text())
        screen.send("e")
        screen.answer("enter end it", "The session has ended")
        screen.wait_for("1 note, 1 action item")
        screen.wait_for("enter done")
        screen.send("enter")
        screen.wait_for("Start the session")
        screen.send("q")
        assert screen.wait_exit() == 0
        assert not screen.leftovers()

    kept = store(room)
    assert not kept.get("facts"), "the facts make way for the record"
    assert len(kept["records"]) == 2
    text = json.dumps(kept, ensure_ascii=False)
    assert "asked [B] for time away from the wards" in text
    assert "send the draft to [A]" in text
    for name in NAMES:
        for part in re.split(r"[\s-]", name):
            assert not re.search(rf"\b{re.escape(part)}\b", text, re.IGNORECASE), part

    exports = only(room.rglob("summary.md")).parent
    summary = (exports / "summary.md").read_text()
    assert "time away from the wards" in summary
    assert "send the draft to" in summary
    assert not any(part in summary for name in NAMES for part in name.split())

    invite = icalendar.Calendar.from_ical((exports / "next-meeting.ics").read_bytes())
    assert invite["METHOD"] == "PUBLISH"
    (event,) = invite.walk("VEVENT")
    assert event["SUMMARY"] == "Circle meeting"
    assert isinstance(event.decoded("DTSTART"), datetime)
    assert event["SEQUENCE"] == 0


def test_time_lost_to_a_kill_is_counted_unless_it_is_given_back(room: Path) -> None:
    """A running clock goes on through a kill: the session comes back further on, not reset."""
    with demo(room) as screen:
        begin(screen)
        screen.wait_for(lambda seen: re.search(r"4:5\d left of", seen.text()))  # no time of day
        screen.signal(signal.SIGKILL)
        screen.wait_exit()
    with demo(room) as screen:
        screen.wait_for("A session is running")
        screen.send("enter")
        screen.wait_for("left of 5:00")
        clock = re.search(r"(\d):(\d\d) left of", screen.text())
        assert clock is not None
        assert int(clock[1]) * 60 + int(clock[2]) < 5 * 60, "the clock did not start again"


def test_ctrl_c_leaves_in_order_and_the_session_can_be_taken_up(room: Path) -> None:
    """Ctrl-C during a session ends the program with 130 and a clean terminal; nothing is lost."""
    with demo(room) as screen:
        begin(screen)
        screen.send("ctrl+c")
        assert screen.wait_exit() == 130
        assert not screen.leftovers()
    with demo(room) as screen:
        screen.wait_for("A session is running")


def test_letters_typed_into_a_note_are_not_commands(room: Path) -> None:
    """A note may hold e, q and space; only its line takes them."""
    with demo(room) as screen:
        begin(screen)
        screen.send("n")
        screen.wait_for("names are masked")
        screen.send("quiet evening  [x] e q +")
        screen.wait_for("kept as")
        screen.wait_for("quiet evening")
        screen.send("escape")
        screen.wait_for("draft kept")
        screen.send("n")
        screen.wait_for("quiet evening")
        screen.send("enter")
        screen.wait_for("notes 1")
    assert "quiet evening [x] e q +" in json.dumps(store(room))
