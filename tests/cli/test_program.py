"""The program as a whole: help, errors, pipes, and what a command may import."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from circle_tui import __version__
from circle_tui.cli import CLOSED_PIPE, INTERRUPTED, main
from circle_tui.cli.parsing import COMMANDS, Command, _module, parse
from tests.cli.conftest import Circle

HEAVY = ("textual", "rich", "icalendar", "dateutil", "tinydb", "asyncio")


def _commands() -> list[tuple[tuple[str, ...], Command]]:
    """Return every command and verb there is."""
    found: list[tuple[tuple[str, ...], Command]] = []
    for name in COMMANDS:
        module = _module(name)
        verbs = getattr(module, "VERBS", None)
        if verbs is None:
            found.append(((name,), module.COMMAND))
        else:
            found += [((name, verb), command) for verb, command in verbs.items()]
    return found


def _python(code: str, *words: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments, as a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        env={**os.environ, "CIRCLE_TUI_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def _shell(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a shell line in which $CIRCLE is the program."""
    circle = f"{shlex.quote(sys.executable)} -m circle_tui"
    return subprocess.run(
        ["bash", "-c", command.replace("$CIRCLE", circle)],
        env={**os.environ, "CIRCLE_TUI_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("path", [(), *(path for path, _ in _commands())], ids=" ".join)
def test_help_teaches_by_example(circle: Circle, path: tuple[str, ...]) -> None:
    """Every help has lines to type, and each of them is understood as it stands."""
    answer = circle(*path, "--help")
    assert answer.status == 0
    assert max(map(len, answer.out.splitlines())) <= 100
    typed = re.sub(r"\\\n", " ", answer.out)
    examples = re.findall(r"^  (circle [a-z].*?)(?:   +.*)?$", typed, re.MULTILINE)
    assert examples
    for example in examples:
        shown = example.split("  ")[0] if not path else example
        run, _ = parse(shlex.split(shown)[1:])
        assert callable(run)
        if path:
            assert shlex.split(shown)[1] == path[0]


def test_first_help_shows_the_first_three_things(circle: Circle) -> None:
    """The first help begins with looking around, making a circle and running a session."""
    out = circle("--help").out
    assert out.index("circle demo") < out.index("circle new") < out.index("circle run")
    assert all(f"\n  {name} " in out for name in COMMANDS)


def test_version(circle: Circle) -> None:
    """The version is one line; verbose names Python, Textual and the zone data."""
    assert circle("--version").out == f"circle-tui {__version__}\n"
    for words in (("--version", "--verbose"), ("-V", "-v")):
        lines = circle(*words).out.splitlines()
        assert [line.split()[0] for line in lines] == ["circle-tui", "Python", "Textual", "zone"]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("memebrs",), 'Did you mean "members"?'),
        (("actoins", "list"), 'Did you mean "actions"?'),
        (("members", "ad", "Kim"), 'Did you mean "add"?'),
        (("xyzzy",), "agenda"),
        (("members", "add"), "circle members add --help"),
        (("agenda", "check"), "AGENDA"),
        (("locate", "--jsn"), "--jsn"),
        (("--hom", "x", "locate"), "x"),
        (("--home",), "--home"),
        (("\x1b[31mred",), "red"),
    ],
)
def test_usage_mistakes(circle: Circle, words: tuple[str, ...], named: str) -> None:
    """A mistake in typing is one sentence that says what was meant or where to read, and 2."""
    answer = circle(*words)
    assert answer.status == 2
    assert named in answer.err
    assert answer.err.startswith("circle: ")
    assert answer.err.count("\n") == 1
    assert "\x1b" not in answer.err


def test_unwritable_data_folder(circle: Circle, home: Path) -> None:
    """A data folder that cannot be made is one sentence and 1."""
    home.write_text("a file where the folder should be")
    answer = circle("new", "Thursday circle")
    assert answer.status == 1
    assert answer.err.startswith("circle: ")
    assert answer.err.count("\n") == 1


def test_fault_quotes_nothing(
    thursday: Circle,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[..., int],
    secret: str,
) -> None:
    """A fault in the program is one sentence; the report names places in the code, not my words."""
    monkeypatch.setattr("circle_tui.bootstrap.choose_circle", fault)
    answer = thursday("members")
    assert answer.status == 1
    assert answer.err.count("\n") == 1
    assert secret not in answer.err
    (report,) = (home / "reports").iterdir()
    assert report.stat().st_mode & 0o777 == 0o600
    assert str(report) in answer.err
    text = report.read_text()
    assert secret not in text
    assert "opening.py" in text


def test_interrupt(thursday: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends a command quietly with 130."""

    def interrupt(*_words: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("circle_tui.bootstrap.choose_circle", interrupt)
    assert thursday("members") == (INTERRUPTED, "", "\n")


def test_head_of_a_listing(home: Path) -> None:
    """Reading only the first line of a listing says nothing on standard error."""
    done = _shell("$CIRCLE agenda list --json | head -1", home)
    assert (done.stdout, done.stderr) == ("{\n", "")


@pytest.mark.parametrize("words", ["agenda list", "agenda show troika-30 --json", "--help"])
def test_closed_pipe(home: Path, words: str) -> None:
    """A pipe that nobody reads any more gives 141, and nothing is said."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "circle_tui", *words.split()],
        env={**os.environ, "CIRCLE_TUI_HOME": str(home), "PYTHONUNBUFFERED": ""},
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (CLOSED_PIPE, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", ["agenda list", "locate"])
def test_full_output(home: Path, words: str, unbuffered: str) -> None:
    """Output that cannot be written is one sentence and 1."""
    done = _shell(f"PYTHONUNBUFFERED={unbuffered} $CIRCLE {words} >/dev/full", home)
    assert done.returncode == 1
    assert "the output cannot be written: no space left" in done.stderr
    assert done.stderr.count("\n") == 1


def test_closed_streams(home: Path) -> None:
    """A caller that closes the streams still gets the right status."""
    assert _shell("$CIRCLE agenda list >&-", home).returncode == 0
    assert _shell("$CIRCLE memebrs 2>&-", home).returncode == 2


def test_no_file_takes_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    """Where I close a stream, what would be said there goes nowhere, and into no file."""
    script = (
        "import os, sys\n"
        "from circle_tui.cli import _fill_closed_streams\n"
        "os.close(0), os.close(2)\n"
        "_fill_closed_streams()\n"
        "opened = os.open(sys.argv[1], os.O_CREAT | os.O_RDWR)\n"
        "os.write(2, b'a name')\n"
        "sys.exit(0 if opened > 2 and not os.fstat(opened).st_size and not os.read(0, 1) else 3)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path / "store")], check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_fault(home: Path, closed: str) -> None:
    """No command stops with a fault because its caller closed a stream."""
    assert (
        _shell(f'$CIRCLE new "Quiet circle" --members "Ana Example" {closed}', home).returncode == 0
    )
    for words in ("review", "next", "actions list", "doctor", "notes list", "agenda list"):
        ended = _shell(f"$CIRCLE {words} {closed}", home)
        assert ended.returncode in (0, 1, 2), words
        assert "fault" not in ended.stderr, words
    assert not list(home.rglob("crash-*"))


def test_ascii_output(home: Path, circle: Circle) -> None:
    """A terminal that knows only ASCII shows ? for a letter it lacks, and JSON loses none."""
    circle("new", "Café", "--members", "Zoë")
    plain = _shell("PYTHONIOENCODING=ascii $CIRCLE members", home)
    assert (plain.returncode, "Zo?" in plain.stdout) == (0, True)
    data = _shell("PYTHONIOENCODING=ascii $CIRCLE members --json", home)
    assert "Zo\\u00eb" in data.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("--version",),
        ("--help",),
        ("agenda", "--help"),
        ("agenda", "list"),
        ("agenda", "show", "troika-30"),
        ("agenda", "check", "FILE"),
        ("memebrs",),
    ],
    ids=" ".join,
)
def test_light_commands_stay_light(tmp_path: Path, words: Sequence[str]) -> None:
    """Help, version and agendas never load the screen, the calendar or the store."""
    file = tmp_path / "a.toml"
    file.write_text('title = "A"\n[[segment]]\ntitle = "B"\nminutes = 1\n')
    code = (
        "import sys; from circle_tui.cli import main; main(sys.argv[1:]);"
        f"found = [name for name in {HEAVY} if name in sys.modules]; sys.exit(str(found))"
    )
    done = _python(code, *(str(file) if w == "FILE" else w for w in words), home=tmp_path)
    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize("words", [("members",), ("actions",), ("notes",), ("locate",), ("run",)])
def test_no_listing_loads_the_screen(thursday: Circle, home: Path, words: tuple[str, ...]) -> None:
    """A listing of what is kept loads neither the screen nor the calendar's reader."""
    assert thursday("locate").status == 0
    code = (
        "import sys; from circle_tui.cli import main; main(sys.argv[1:]);"
        "found = [name for name in ('textual', 'rich', 'icalendar') if name in sys.modules];"
        "sys.exit(str(found))"
    )
    done = _python(code, *words, home=home)
    assert done.stderr.splitlines()[-1] == "[]"


def test_a_command_imports_no_other(home: Path) -> None:
    """A command costs its own module and no other command's."""
    code = (
        "import sys; from circle_tui.cli import main; main(['agenda', 'list']);"
        "sys.exit(str(sorted(n for n in sys.modules if n.startswith('circle_tui.cli.'))))"
    )
    loaded = _python(code, home=home).stderr
    assert not any(f"circle_tui.cli.{name}'" in loaded for name in COMMANDS if name != "agenda")


def test_main_reads_the_words_of_the_process(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Called without words, as the installed command does, it reads those typed."""
    monkeypatch.setattr(sys, "argv", ["circle", "--version"])
    assert main() == 0
    assert __version__ in capsys.readouterr().out


@pytest.mark.parametrize("number", ["9" * 5_000, "0" * 5_000], ids=["nines", "zeros"])
@pytest.mark.parametrize(
    "words",
    [
        ("rhythm", "--every", "week", "--on", "thu", "--at", "18:30", "--minutes"),
        ("agenda", "plan", "swims-equal-share", "--people"),
        ("agenda", "plan", "swims-equal-share", "--minutes"),
        ("agreement", "show", "--version"),
        ("actions", "done"),
        ("members", "list", "--passphrase-fd"),
    ],
    ids=" ".join,
)
def test_a_number_too_long_to_be_one_is_a_mistake(
    thursday: Circle, words: Sequence[str], number: str
) -> None:
    """However long a number is that somebody pastes, the answer is a sentence and no crash."""
    answer = thursday(*words, number)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("circle: ")
    assert "a fault" not in answer.err
