"""What comes between: a window dragged about, a terminal that goes away, a computer that sleeps."""

import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from tests.e2e.test_evening import begin, demo, only
from tests.terminal import PYTHON, Terminal

AWAY = 600.0
"""Seconds that a computer was away, for as much as the program can tell."""


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """Return a home with nothing in it, for the demo to make its folder in."""
    return tmp_path


def clock(text: str) -> int:
    """Return the seconds left that the live screen says in words."""
    found = re.search(r"(\d+):(\d\d) left of", text)
    assert found, text
    return 60 * int(found[1]) + int(found[2])


def bare(screen: Terminal) -> list[str]:
    """Return what the screen shows, without what goes on while the meeting is paused.

    How long that is, in its own row, and in two more the time of day and what follows from it.
    """
    return [
        re.sub(r"\d+", "0", row) if "promised" in row or "behind" in row else row
        for row in screen.screen()
        if "paused" not in row
    ]


def test_a_storm_of_resizes(room: Path) -> None:
    """Dragged about as fast as it can be, down to nothing and back, my screen is as it was."""
    random = Random(6)
    with demo(room) as screen:
        begin(screen)
        screen.send("+")
        screen.wait_for("behind")
        screen.send("space")
        screen.wait_for("PAUSED")
        screen.send("n")
        screen.wait_for("names are masked")
        screen.send("half a thought")
        screen.wait_for("kept as")
        screen.settle()
        before = bare(screen)
        for _ in range(120):
            screen.resize(random.randint(1, 220), random.randint(1, 70))
            screen.pump(0)
        screen.resize(20, 5)
        screen.wait_for("half a thought")
        screen.resize(80, 24)
        screen.wait_for(lambda seen: bare(seen) == before)
        screen.send(" and the rest", "enter")
        screen.wait_for("notes 1")


def test_the_terminal_goes_away(room: Path) -> None:
    """Closing the window, or losing the line to another computer, loses not even half a word."""
    with demo(room) as screen:
        begin(screen)
        screen.send("right")
        screen.wait_for("1 of 7")
        screen.send("n")
        screen.wait_for("names are masked")
        screen.send("half a thought")
        screen.wait_for("kept as  half a thought")
        screen.close_terminal()
        assert screen.wait_exit() == 128 + signal.SIGHUP
    with demo(room) as screen:
        screen.wait_for("A session is running")
        screen.answer("enter go on", "1 of 7")
        screen.wait_for("What you were typing is still here")
        screen.send("n")
        screen.wait_for("half a thought")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_shared_screen_comes_back_shared(room: Path, number: signal.Signals) -> None:
    """However the program ended while others were looking, it goes on without a name."""
    with demo(room) as screen:
        begin(screen)
        screen.send("right")
        screen.wait_for("Quillmere")
        screen.send("x")
        screen.wait_for("SHARED, names hidden")
        screen.signal(number)
        screen.wait_exit()
    with demo(room) as screen:
        screen.wait_for("A session is running")
        assert "Quillmere" not in screen.text()
        screen.answer("enter go on", "SHARED, names hidden")
        assert "Quillmere" not in screen.text()
        screen.send("x")
        screen.wait_for("Quillmere")


def test_time_away_is_asked_about(room: Path) -> None:
    """After ten minutes away I am told of them, and may give them back to whose turn it is."""
    with demo(room) as screen:
        begin(screen)
        screen.wait_for(lambda _: list(room.rglob("alive")))
        screen.signal(signal.SIGKILL)
        screen.wait_exit()
    for answer, least, most in (("g", 200, 300), ("enter", -400, -300)):
        sign = only(room.rglob("alive"))
        at, boot, running = sign.read_text().split()
        sign.write_text(f"{at}\n{boot}\n{float(running) - AWAY!r}\n")
        with demo(room) as screen:
            screen.wait_for("A session is running")
            screen.wait_for(lambda seen: re.search(r"away for 10:\d\d", seen.text()))
            screen.send(answer)
            screen.wait_for(lambda seen: re.search(r"\d (left of|over) 5:00", seen.text()))
            over = re.search(r"(\d+):(\d\d) over", screen.text())
            left = -(60 * int(over[1]) + int(over[2])) if over else clock(screen.text())
            assert least <= left <= most
            screen.signal(signal.SIGKILL)
            screen.wait_exit()


@contextmanager
def multiplexer(room: Path) -> Iterator[list[str]]:
    """Yield how to call a tmux of our own, which is gone afterwards."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    call = ["tmux", "-S", str(room / "tmux"), "-f", "/dev/null"]
    try:
        yield call
    finally:
        with Terminal([*call, "kill-server"], home=room) as end:
            end.wait_exit()


def pane(tmux: list[str]) -> str:
    """Return what the program shows in tmux.

    Of a client that reads slowly, as a busy machine lets it, tmux drops what comes meanwhile and
    draws it seconds later.
    """
    capture = [*tmux, "capture-pane", "-p", "-t", "evening"]
    return subprocess.run(capture, capture_output=True, check=True, text=True).stdout


def fits(shown: str) -> bool:
    """Tell whether the screen is there from its first line to the line that is typed."""
    seen = ("left of", "half a thought")
    return shown.startswith(" Thursday circle") and all(text in shown for text in seen)


def fitted(screen: Terminal, tmux: list[str]) -> str:
    """Wait until tmux has the terminal and what it shows fits, and return it.

    Before that the terminal makes another key of Enter.
    """
    screen.wait_for(lambda seen: "alternate screen" in seen.modes())
    shown = ""

    def look(_: Terminal) -> bool:
        nonlocal shown
        shown = pane(tmux)
        return fits(shown)

    screen.wait_for(look)
    return shown


@pytest.mark.parametrize("lost", ["detached", "killed"])
def test_a_lost_tmux_client(room: Path, lost: str) -> None:
    """When the terminal around tmux goes, the session runs on, and fits where I come back."""
    with multiplexer(room) as tmux:
        start = [*tmux, "new-session", "-s", "evening", PYTHON, "-m", "circle_tui", "demo"]
        with Terminal(start, home=room, columns=80, rows=25) as screen:
            begin(screen)
            screen.send("n")
            screen.wait_for("names are masked")
            screen.send("half a thought")
            screen.wait_for("kept as")
            before = clock(screen.text())
            if lost == "detached":
                screen.send("ctrl+b", "d")
                screen.wait_exit()
        for columns, rows in ((120, 37), (40, 13), (80, 25)):
            with Terminal([*tmux, "attach"], home=room, columns=columns, rows=rows) as screen:
                assert clock(fitted(screen, tmux)) <= before
                if columns == 80:
                    screen.send("enter")
                    screen.wait_for(lambda _: "notes 1" in pane(tmux))
