"""Whatever happens, the terminal is given back as it was: each guard in a real terminal."""

import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.programs.hello import SECRET
from tests.terminal import PYTHON, Terminal, TerminalTimeout

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")

ROOT = Path(__file__).parents[2]
QUIT = "ctrl+q"


@dataclass(frozen=True)
class Program:
    """A program that must leave a clean terminal."""

    argv: tuple[str, ...]
    ready: str
    """A text on its first screen."""


PROGRAMS = {
    "hello": Program((PYTHON, "-m", "tests.e2e.programs.hello"), "Hello, circle"),
    "circle demo": Program(
        (PYTHON, "-c", "from circle_tui.cli import main; raise SystemExit(main())", "demo"),
        "Start the session",
    ),
}
HELLO = PROGRAMS["hello"].argv

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a program in a terminal of its own; ended with the test."""
    running: list[Terminal] = []

    def start_one(
        argv: tuple[str, ...], ready: str = "", env: dict[str, str] | None = None, **options: bool
    ) -> Terminal:
        both = {"PYTHONPATH": str(ROOT)} | (env or {})
        terminal = Terminal(argv, home=tmp_path, env=both, **options)
        running.append(terminal)
        if ready:
            terminal.wait_for(ready)
        return terminal

    yield start_one
    for terminal in running:
        terminal.kill()


@pytest.fixture(params=PROGRAMS)
def program(request: pytest.FixtureRequest) -> Program:
    """Every program that makes the promises."""
    return PROGRAMS[request.param]


def hello(start: Start) -> Terminal:
    """Start ``hello`` and wait for its screen."""
    return start(HELLO, "Hello, circle")


def has_written(count: int, terminal: Terminal) -> bool:
    """Whether the program has written so many bytes."""
    return len(terminal.raw) >= count


# -- every program ----------------------------------------------------------------------


def test_quit(start: Start, program: Program) -> None:
    """When I quit, my shell looks as before."""
    terminal = start(program.argv, program.ready)
    assert "alternate screen" in terminal.modes()
    terminal.send(QUIT)
    assert terminal.wait_exit() == 0
    assert terminal.leftovers() == set()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_ended_by_signal(start: Start, program: Program, number: signal.Signals) -> None:
    """When the computer shuts down or I am logged out, the terminal is given back."""
    terminal = start(program.argv, program.ready)
    terminal.signal(number)
    assert terminal.wait_exit() == 128 + number
    assert terminal.leftovers() == set()
    assert b"Traceback" not in terminal.raw


@pytest.mark.parametrize("controlling", [True, False], ids=["with SIGHUP", "without SIGHUP"])
def test_terminal_closed(start: Start, program: Program, controlling: bool) -> None:
    """When I close the window, nothing stays behind, with or without a signal."""
    terminal = start(program.argv, program.ready, controlling=controlling)
    terminal.close_terminal()
    assert terminal.wait_exit() == 128 + signal.SIGHUP


@pytest.mark.parametrize("stop", [signal.SIGTSTP, signal.SIGSTOP])
def test_stop_and_continue(start: Start, program: Program, stop: signal.Signals) -> None:
    """After Ctrl-Z and fg the whole screen is back, and quitting still leaves a clean shell."""
    terminal = start(program.argv, program.ready)
    terminal.signal(stop)
    terminal.wait_stopped()
    if stop == signal.SIGTSTP:
        assert terminal.leftovers() == set()
    shown = len(terminal.raw)

    def is_back(seen: Terminal) -> bool:
        """Tell whether it is there again, and no frame that it was stopped in the middle of."""
        _, entered, after = seen.raw[shown:].rpartition(b"\x1b[?1049h")
        return bool(entered) and program.ready.encode() in after

    terminal.signal(signal.SIGCONT)
    terminal.wait_for(is_back)
    terminal.wait_for(program.ready)
    terminal.send(QUIT)
    assert terminal.wait_exit() == 0
    assert terminal.leftovers() == set()


def test_what_was_typed_while_it_stood_still_is_not_lost(start: Start, program: Program) -> None:
    """A program that was stopped and goes on has the keys that were pressed meanwhile."""
    terminal = start(program.argv, program.ready)
    terminal.signal(signal.SIGSTOP)
    terminal.wait_stopped()
    terminal.send(QUIT)
    terminal.signal(signal.SIGCONT)
    assert terminal.wait_exit() == 0
    assert terminal.leftovers() == set()


@pytest.mark.parametrize(
    "noise",
    [b"\xff\xfe", b"\xe9t\xe9", b"\x9b\x9b3;4R", b"\x1b[1114112u", b"\x1b[99999999999u"],
    ids=["not UTF-8", "Latin-1", "8-bit controls", "no such character", "no such number"],
)
def test_noise_on_the_keyboard(start: Start, program: Program, noise: bytes) -> None:
    """A stray byte from my keyboard or line does not end the meeting."""
    terminal = start(program.argv, program.ready)
    terminal.send_bytes(noise)
    terminal.wait_taken()
    terminal.send(QUIT)
    assert terminal.wait_exit() == 0
    assert terminal.leftovers() == set()


def test_paste_never_presses_keys(start: Start, program: Program) -> None:
    """A pasted text cannot quit the program, whatever it contains."""
    terminal = start(program.argv, program.ready)
    terminal.paste("\x1b" + "\x11" * 40 + "\x1b[113;5u\x1b" + "x" * 40)
    terminal.wait_taken()
    terminal.settle()
    repainted = len(terminal.raw) + 500
    terminal.resize(90, 30)  # answered after all that came before it
    terminal.wait_for(partial(has_written, repainted))
    terminal.signal(signal.SIGTERM)
    assert terminal.wait_exit() == 128 + signal.SIGTERM


# -- what only hello can show -----------------------------------------------------------


def test_no_key_goes_to_the_kernel_when_it_comes_back(start: Start) -> None:
    """Between a stop and going on there is no moment in which Ctrl-Q is the kernel's own key."""
    terminal = hello(start)
    terminal.send("f7")
    terminal.wait_for("looking")
    terminal.signal(signal.SIGSTOP)
    terminal.wait_stopped()
    terminal.signal(signal.SIGCONT)
    terminal.wait_for("kept none")
    terminal.send(QUIT)
    assert terminal.wait_exit() == 0
    assert terminal.leftovers() == set()


def test_signal_that_comes_to_another_thread(start: Start) -> None:
    """It comes back from a stop, and ends, whichever of its threads the kernel tells of it."""
    terminal = hello(start)
    terminal.send("f8")
    terminal.wait_for("diverted")
    terminal.settle()
    terminal.signal(signal.SIGSTOP)
    terminal.wait_stopped()
    shown = len(terminal.raw)
    terminal.signal(signal.SIGCONT)
    terminal.wait_for(lambda seen: b"diverted" in seen.raw[shown:])
    terminal.settle()
    terminal.signal(signal.SIGTERM)
    assert terminal.wait_exit() == 128 + signal.SIGTERM
    assert terminal.leftovers() == set()


def test_saves_when_ended(start: Start, tmp_path: Path) -> None:
    """What I had not saved is saved when a signal ends the program."""
    terminal = hello(start)
    terminal.signal(signal.SIGTERM)
    terminal.wait_exit()
    assert (tmp_path / "saved").read_text() == "yes"


def test_stuck(start: Start) -> None:
    """Even a program that hangs gives the terminal back when it is told to end."""
    terminal = hello(start)
    terminal.send("f5")
    terminal.wait_for(lambda t: b"stuck" in t.raw)
    terminal.signal(signal.SIGTERM)
    assert terminal.wait_exit() == 128 + signal.SIGTERM
    assert terminal.leftovers() == set()


@pytest.mark.parametrize("fault", ["f2", "f3"], ids=["in a handler", "in a worker"])
def test_crash(start: Start, tmp_path: Path, fault: str) -> None:
    """When the program fails, nobody in the room reads my notes in its last words."""
    terminal = hello(start)
    terminal.send(fault)
    assert terminal.wait_exit() == 1
    assert terminal.leftovers() == set()
    (report,) = (tmp_path / "crashes").iterdir()
    words = b" ".join(terminal.raw.split())
    assert b"everything it showed as saved is safe" in words
    assert str(report).encode() in words
    assert report.stat().st_mode & 0o777 == 0o600
    assert "in action_fail_here" in report.read_text()
    assert SECRET not in report.read_text()
    assert SECRET.encode() not in terminal.raw


def test_crash_in_a_thread(start: Start, tmp_path: Path) -> None:
    """A fault beside the meeting is reported without a word on the screen."""
    terminal = hello(start)
    terminal.send("f4")
    terminal.wait_for("a stray")
    terminal.send(QUIT)
    assert terminal.wait_exit() == 0
    (report,) = (tmp_path / "crashes").iterdir()
    assert "ValueError" in report.read_text()
    assert SECRET not in report.read_text()
    assert SECRET.encode() not in terminal.raw


def test_the_last_size_counts(start: Start) -> None:
    """A window that is dragged on while its size is being read is shown as large as it ends."""
    terminal = hello(start)
    terminal.wait_for("100 by 30")
    terminal.send("f6")
    terminal.wait_for(lambda seen: "100 by 30" not in seen.text())
    terminal.settle()
    assert "90 by 25" in terminal.text()


def test_typing_after_noise(start: Start) -> None:
    """After a stray byte I can go on typing."""
    terminal = hello(start)
    terminal.send_bytes(b"\xff\x1b[1114112u")
    terminal.wait_taken()
    terminal.send("go on")
    terminal.wait_for("go on")


@pytest.mark.parametrize("cut", [3, 4, 8])
def test_escape_and_a_letter_that_come_together_are_two_keys(start: Start, cut: int) -> None:
    """Over a slow line Esc and what I type next arrive at once: nothing of it is text but that."""
    terminal = hello(start)
    typed = b"one\x1btwo\x1b\x1b\x1b[Dthree\x1b 4"
    terminal.send_bytes(typed[:cut])
    terminal.send_bytes(typed[cut:])
    terminal.wait_for("4 escapes")
    terminal.wait_for("onetwthree 4o")


def test_paste_is_cleaned(start: Start) -> None:
    """Of a paste I get the text, and none of the codes that terminals obey."""
    terminal = hello(start)
    terminal.paste("a\x1b]52;c;eHg=\x07b\x9bc\x00d\u202ee\tf")
    terminal.wait_for(r"pasted 'a]52;c;eHg=bcde\tf'")
    assert b"\x1b]52" not in terminal.raw


@pytest.mark.parametrize("cut", [1, 2, 4, 5])
def test_paste_marks_in_pieces(start: Start, cut: int) -> None:
    """A slow line that cuts the marks of a paste in two does not spoil the paste."""
    terminal = hello(start)
    text = "\x1b[200~one\x1btwo\x1b[201~"
    end = len(text) - 6 + cut
    for piece in (text[:cut], text[cut:end], text[end:]):
        terminal.send_bytes(piece.encode())
        terminal.wait_taken()
    terminal.wait_for("pasted 'onetwo'")


def test_paste_without_an_end(start: Start) -> None:
    """If the end of a paste is lost, my keyboard comes back by itself."""
    terminal = hello(start)
    terminal.send("\x1b[200~lost")
    terminal.wait_for("pasted 'lost'")
    terminal.send("typed")
    terminal.wait_for("typed")


def test_no_doors_for_developers(start: Start, tmp_path: Path) -> None:
    """A variable in my shell's profile cannot make the program write my notes to a log."""
    log, shot = tmp_path / "log", tmp_path / "shots"
    shot.mkdir()
    environment = {
        "TEXTUAL": "debug,devtools",
        "TEXTUAL_LOG": str(log),
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_PRESS": "f2",
        "TEXTUAL_SCREENSHOT": "0",
        "TEXTUAL_SCREENSHOT_LOCATION": str(shot),
        "TEXTUAL_DRIVER": "tests.e2e.programs.hello:main",
    }
    terminal = start(HELLO, "Hello, circle", env=environment)
    terminal.send("private")
    terminal.wait_for("private")
    terminal.send(QUIT)
    assert terminal.wait_exit() == 0
    assert not log.exists()
    assert not Path("keys.log").exists()
    assert list(shot.iterdir()) == []


def test_splash_is_there_at_once(start: Start) -> None:
    """I see a line before the program has loaded, and one screen, not two, to leave."""
    terminal = hello(start)
    assert b"hello is starting" in terminal.chunks[0][1]
    assert terminal.raw.count(b"\x1b[?1049h") == 1
    terminal.send(QUIT)
    terminal.wait_exit()
    assert terminal.raw.count(b"\x1b[?1049l") == 1


def test_splash_goes_when_the_program_cannot_start(start: Start) -> None:
    """If the program cannot start, I read why in my shell."""
    terminal = start((*HELLO, "fault"))
    assert terminal.wait_exit() == 1
    assert terminal.leftovers() == set()
    assert "hello could not start" in terminal.text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_splash_goes_when_a_signal_comes(start: Start, number: signal.Signals) -> None:
    """A signal while the program loads leaves a clean terminal, too."""
    terminal = start((*HELLO, "slow"), "hello is starting")
    terminal.signal(number)
    assert terminal.wait_exit() == 128 + number
    assert terminal.leftovers() == set()


def test_the_terminal_of_the_tests_sees_what_is_left(tmp_path: Path) -> None:
    """The tests' own terminal notices a program that leaves a mess, and says what it saw."""
    script = "import sys; sys.stdout.write('\\x1b[?1049h\\x1b[?25l\\x1b[>1uoh'); sys.stdout.flush()"
    with Terminal((PYTHON, "-c", script), home=tmp_path) as terminal:
        assert terminal.wait_exit() == 0
        assert terminal.leftovers() == {"alternate screen", "cursor hidden", "kitty keyboard"}
        with pytest.raises(TerminalTimeout, match=r"\| oh"):
            terminal.wait_for("never", timeout=1)
