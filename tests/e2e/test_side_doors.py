"""The ways in which a meeting could leak beside the store: each of them tried, and found shut."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar

from circle_tui.services.demo import NAMES
from circle_tui.ui.terminal.environment import DEVELOPER_SWITCH
from tests.e2e.test_evening import begin
from tests.terminal import PYTHON, Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")

SAID = "Ana asked Noor for marmalade"
"""What is typed, and shall be nowhere but on the screen while it is typed."""

OSC = re.compile(rb"\x1b\]([^\x07\x1b]*)")
"""Operating system commands: 0 to 2 name the window, 52 is the clipboard, 9 and 777 notify."""

POINTER = b"22;"
"""The one that is used: the shape of the mouse's pointer."""


def curious(folder: Path) -> dict[str, str]:
    """Return an environment in which everything is asked for that could write or tell something."""
    (folder / "shots").mkdir(parents=True)
    return {
        "TEXTUAL": "debug,devtools",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_DEVTOOLS_PORT": "8081",
        "TEXTUAL_DRIVER": "tests.e2e.programs.hello:main",
        "TEXTUAL_LOG": str(folder / "log"),
        "TEXTUAL_PRESS": "q",
        "TEXTUAL_SCREENSHOT": "0",
        "TEXTUAL_SCREENSHOT_FILENAME": "shot.svg",
        "TEXTUAL_SCREENSHOT_LOCATION": str(folder / "shots"),
        "TEXTUAL_SHOW_RETURN": "1",
        "PYTHONASYNCIODEBUG": "1",
        "PYTHONDEVMODE": "1",
        "PYTHONFAULTHANDLER": "1",
        "PYTHONTRACEMALLOC": "1",
    }


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    """Return the folder that a curious environment wants to have things written to."""
    return tmp_path / "asked"


@pytest.fixture
def screen(tmp_path: Path, asked: Path) -> Iterator[Terminal]:
    """Open the demo in such an environment."""
    home = tmp_path / "home"
    home.mkdir()
    words = [PYTHON, "-m", "circle_tui", "demo"]
    with Terminal(words, home=home, columns=80, rows=24, env=curious(asked)) as terminal:
        yield terminal


def write(screen: Terminal) -> None:
    """Begin a session and type a note."""
    begin(screen)
    screen.send("n")
    screen.wait_for("names are masked")
    screen.send(SAID)
    screen.wait_for("for marmalade")


def below(folder: Path) -> list[Path]:
    """Return all files and folders in a folder, however deep."""
    return sorted(folder.rglob("*"))


def test_an_evening_leaves_nothing_beside_the_store(
    screen: Terminal, tmp_path: Path, asked: Path
) -> None:
    """Whatever is set in my shell's profile, what I type goes nowhere before it is masked.

    No log and no picture of it is made, the window is not named after it, nothing is put into the
    clipboard, and folders, files and calendar entries are called by days and random digits.
    """
    write(screen)
    screen.send("enter")
    screen.wait_for("notes 1")
    screen.send("e")
    screen.answer("enter end it", "enter done")
    screen.send("enter")
    screen.wait_for("Start the session")
    screen.send("q")
    assert screen.wait_exit() == 0

    assert {command[:3] for command in OSC.findall(screen.raw)} <= {POINTER}
    assert "marmalade" not in screen.text()
    assert below(asked) == [asked / "shots"]

    (demo,) = (tmp_path / "home").iterdir()
    files = [path for path in below(demo) if path.is_file()]
    assert [path for path in files if SAID.encode() in path.read_bytes()] == []
    assert any(b"for marmalade" in path.read_bytes() for path in files), "it was kept, masked"

    names = {part.casefold() for name in NAMES for part in re.findall(r"\w+", name)}
    called = [str(path.relative_to(demo)).casefold() for path in below(demo)]
    assert [path for path in called for name in names if name in path] == []
    (invite,) = demo.rglob("*.ics")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-\d{6}", invite.parent.name)
    assert re.fullmatch(r"\d{18}", invite.parents[2].name)
    (event,) = Calendar.from_ical(invite.read_bytes()).walk("VEVENT")
    assert re.fullmatch(r"\d{36}", str(event["UID"]))


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is of Linux")
def test_other_programs_see_no_word_of_it(screen: Terminal) -> None:
    """Who lists the processes sees a program's name; dumps and debuggers are refused."""
    screen.wait_for("Start the session")
    process = Path("/proc") / str(screen.pid)
    assert process.joinpath("cmdline").read_text().split("\0")[1:-1] == ["-m", "circle_tui", "demo"]
    limits = process.joinpath("limits").read_text()
    assert re.search(r"Max core file size +0 +0 ", limits)


FAULT = """
from circle_tui.cli import main
from circle_tui.services.notebook import Notebook

async def fail(self, kind, moment, text, *rest):
    raise ValueError(text) from KeyError(text)

Notebook.keep = fail
raise SystemExit(main())
"""


def test_a_fault_while_a_note_is_kept_quotes_nothing(tmp_path: Path) -> None:
    """When the program fails over my note, neither its last words nor its report hold the note."""
    words = [PYTHON, "-X", "dev", "-c", FAULT, "demo"]
    with Terminal(words, home=tmp_path, columns=80, rows=24) as screen:
        write(screen)
        screen.send("enter")
        assert screen.wait_exit() == 1
        assert "marmalade" not in screen.text()
        assert "a fault in the program" in screen.text()
        assert not screen.leftovers()
    (report,) = tmp_path.rglob("crash-*.txt")
    assert "builtins.ValueError" in report.read_text()
    assert "marmalade" not in report.read_text()


LATE = """
import circle_tui.cli.failures, sys
from circle_tui.cli import main

class Late:
    def __del__(self):
        raise ValueError("marmalade")

def fail(*words):
    raise ValueError("marmalade")

def answer(error, options):
    Late()
    raise KeyError("marmalade") from error

circle_tui.cli.failures.explain = answer
circle_tui.cli._never_fail_to_encode = fail
raise SystemExit(main())
"""


@pytest.mark.parametrize("developer", ["", "1"])
def test_a_fault_that_nobody_catches_quotes_nothing(tmp_path: Path, developer: str) -> None:
    """A fault while a fault is told of, or in a destructor, is no leak; a developer sees it."""
    done = subprocess.run(
        [PYTHON, "-X", "dev", "-c", LATE, "locate"],
        env={"HOME": str(tmp_path), DEVELOPER_SWITCH: developer},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 1
    assert ("marmalade" in done.stderr) is bool(developer)
    assert ("Traceback" in done.stderr) is bool(developer)
    if not developer:
        assert done.stderr == "circle: a fault in the program; what it told as saved is safe.\n"
