"""A session in lines, in the real program: over pipes and in a terminal that knows no escapes."""

import json
import re
import shlex
import signal
import subprocess
from pathlib import Path
from typing import Any

import icalendar
import pytest

from circle_tui.bootstrap import SLOW_DISK, make_circle
from circle_tui.config.home import Home
from circle_tui.domain.people import Profile
from circle_tui.plain.running import NOBODY_READS
from circle_tui.sealing import sealed_from_the_start
from circle_tui.services.demo import NAMES
from circle_tui.storage import open_database
from tests.e2e.spoken import Spoken
from tests.sealed import PASSPHRASE
from tests.terminal import PYTHON, Terminal

CIRCLE = [PYTHON, "-m", "circle_tui"]
DEMO = [*CIRCLE, "demo"]
PLAIN = [*DEMO, "--plain"]


def only(paths: list[Path]) -> Path:
    """Return the one path there is."""
    assert len(paths) == 1, paths
    return paths[0]


def store(room: Path) -> dict[str, Any]:
    """Return the demo circle's notes database as it lies on the disk."""
    with open_database(only(list(room.rglob("circle.store"))), read_only=True) as db:
        return db.storage.read() or {}


def begin(spoken: Spoken) -> None:
    """Start the session with everybody but the second one."""
    spoken.wait_for("1 Ana Quillmere, 2 Oluwaseun Marrobrook")
    spoken.write("2")
    spoken.wait_for("would end")
    spoken.write("")
    spoken.wait_for("Last time: 0 of 3 looked at.")
    spoken.write("")
    spoken.wait_for("Everybody has 5 minutes. Next: Turns.")


def test_a_whole_session_by_a_script(tmp_path: Path) -> None:
    """Attendance, turns, a note, an action, overtime, undo, a pause: at the end all is there."""
    with Spoken(PLAIN, tmp_path) as spoken:
        begin(spoken)
        spoken.write("next")
        spoken.wait_for("Turns, 1 of 7. Ana Quillmere has")
        spoken.write("next")
        spoken.wait_for("Turns, 2 of 7. Noor Tamberlane-Vost has")
        spoken.write("n Ana asked Noor for time away from the wards")
        spoken.wait_for("Would be kept: [A] asked [B] for time away from the wards")
        spoken.write("")
        spoken.wait_for("saved: [A] asked [B]")
        spoken.write("a Jo: send the draft to Ana by fri")
        spoken.wait_for("for Jo Fennimarch, due Fri")
        spoken.write("")
        spoken.wait_for("saved: for Jo")
        spoken.write("undo")
        spoken.wait_for("Turns, 1 of 7. Ana Quillmere has")
        spoken.write(*["-"] * 18)
        spoken.wait_for("Ana Quillmere: time. Next: Noor Tamberlane-Vost.")
        spoken.write("pause")
        spoken.wait_for("Ana Quillmere: paused, ")
        spoken.write("where")
        spoken.wait_for("The clock is paused; the promise stays.")
        spoken.wait_for("1 note, 1 action item.")
        spoken.write("go", "end")
        spoken.wait_for("Type yes to end the session")
        spoken.write("yes")
        spoken.wait_for("The session has ended.")
        spoken.wait_for("Kept: 1 note, 1 action item")
        spoken.wait_for("Enter leaves, undo takes the end back")
        spoken.write("")
        assert spoken.wait_exit() == 0
        assert "\x1b" not in spoken.said
        assert "\a" not in spoken.said

    kept = store(tmp_path)
    assert not kept.get("facts"), "the facts make way for the record"
    assert len(kept["records"]) == 2
    text = json.dumps(kept, ensure_ascii=False)
    assert "asked [B] for time away from the wards" in text
    exports = only(list(tmp_path.rglob("summary.md"))).parent
    summary = (exports / "summary.md").read_text()
    for part in (part for name in NAMES for part in re.split(r"[\s-]", name)):
        assert not re.search(rf"\b{re.escape(part)}\b", text + summary, re.IGNORECASE), part
    invite = icalendar.Calendar.from_ical((exports / "next-meeting.ics").read_bytes())
    assert [event["SUMMARY"] for event in invite.walk("VEVENT")] == ["Circle meeting"]


def test_a_file_can_hold_the_session(tmp_path: Path) -> None:
    """A script in a file runs from its first to its last line; the status tells that it ended."""
    (tmp_path / "script").write_text("\n\n\nn All is well\n\nnext\nend\nyes")
    with (tmp_path / "script").open() as script:
        done = subprocess.run(
            PLAIN,
            stdin=script,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={"HOME": str(tmp_path), "TMPDIR": str(tmp_path)},
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert "saved: All is well" in done.stdout


def test_the_end_of_the_input_is_no_end_of_the_session(tmp_path: Path) -> None:
    """When the pipe closes the session keeps its place, which is said, and the status is not 0."""
    with Spoken(PLAIN, tmp_path) as spoken:
        begin(spoken)
        spoken.close_input()
        spoken.wait_for("The session keeps its place and its clock runs on.")
        assert spoken.wait_exit() == 1
    with Spoken(PLAIN, tmp_path) as spoken:
        spoken.wait_for("A session is running")
        spoken.write("", "quit")
        spoken.wait_for("Start the program again to go on with it.")
        assert spoken.wait_exit() == 0


def test_a_kill_in_the_middle(tmp_path: Path) -> None:
    """After kill -9 the session goes on in lines, and after another one on the screen."""
    with Spoken(PLAIN, tmp_path) as spoken:
        begin(spoken)
        spoken.write("next", "next", "n Half a thought about the budget", "later", "pause")
        spoken.wait_for("Noor Tamberlane-Vost: paused, ")
        spoken.process.kill()
        assert spoken.wait_exit() == -signal.SIGKILL
    with Spoken(PLAIN, tmp_path) as spoken:
        spoken.wait_for("Turns, 2 of 7. Noor Tamberlane-Vost: ")
        spoken.wait_for("The clock was paused.")
        spoken.write("")
        spoken.wait_for("What you were writing is still here: note, maybe without its last words.")
        spoken.write("n", "", "")
        spoken.wait_for("saved: Half a thought about the budget")
        spoken.process.kill()
        spoken.wait_exit()
    with Terminal(DEMO, home=tmp_path, columns=80, rows=24) as screen:
        screen.wait_for("A session is running")
        screen.wait_for("2 of 7")
        screen.send("enter")
        screen.wait_for("PAUSED")
        screen.wait_for("notes 1")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_session_whole(tmp_path: Path, number: int) -> None:
    """Ctrl-C, a shutdown and a closed window end it with their own status; the rest is said."""
    with Spoken(PLAIN, tmp_path) as spoken:
        begin(spoken)
        spoken.process.send_signal(number)
        spoken.wait_for("The session keeps its place and its clock runs on.")
        assert spoken.wait_exit() == 128 + number


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    """When nobody reads any more it ends as every program in a pipe does; nothing is lost."""
    with Spoken(PLAIN, tmp_path) as spoken:
        begin(spoken)
        spoken.wait_for("help says what can be typed.")
        assert spoken.process.stdout
        spoken.process.stdout.close()
        spoken.write("next", "where")
        assert spoken.process.wait(timeout=60) == 141
    with Spoken(PLAIN, tmp_path) as spoken:
        spoken.wait_for("Turns, 1 of 7. Ana Quillmere")


def shell(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell, in which ``$CIRCLE`` is the program."""
    env = {"HOME": str(home), "TMPDIR": str(home), "CIRCLE": shlex.join(CIRCLE), "PYTHON": PYTHON}
    return subprocess.run(
        ["sh", "-c", command],
        cwd=home,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("begun", [False, True])
def test_an_output_that_the_caller_closed(tmp_path: Path, begun: bool) -> None:
    """Where nobody can hear it nothing is begun, and I am told why on standard error."""
    named = "--plain --home room"
    if begun:
        shell(f"printf '\\n\\n\\nnext\\n' | $CIRCLE demo {named}", tmp_path)
    done = shell(f"printf '\\n\\n\\nnext\\nend\\nyes\\n' | $CIRCLE demo {named} >&-", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.replace(f"{SLOW_DISK}\n", "") == f"circle: {NOBODY_READS}\n"
    assert not list(tmp_path.rglob("reports"))
    again = shell(f"printf '\\n\\n\\n' | $CIRCLE demo {named}", tmp_path)
    assert ("Turns, 1 of 8" in again.stdout) is begun
    assert ("Who is not here?" in again.stdout) is not begun


NUMBER_TAKEN = "import sys; sys.stdin = None; from circle_tui.cli import main; sys.exit(main())"
"""Runs the program where the input was closed, and its number is that of a file by now."""


@pytest.mark.parametrize("program", ["$CIRCLE", f"$PYTHON -c '{NUMBER_TAKEN}'"])
def test_an_input_that_the_caller_closed(tmp_path: Path, program: str) -> None:
    """Where nobody can type the input has ended; no file of the circle's is read for it."""
    (tmp_path / "file").write_text("2\n\n\n\nnext\n")
    closed = "<&-" if program == "$CIRCLE" else "<file"
    done = shell(f"{program} demo --plain --home room {closed}", tmp_path)
    assert done.returncode == 1, done.stderr
    assert "Enter for nobody>\nThe input has ended.\n" in done.stdout


def test_a_terminal_without_escapes(tmp_path: Path) -> None:
    """In a dumb terminal not one escape is written, and questions stand before what is typed."""
    with Terminal(PLAIN, home=tmp_path, columns=80, rows=24, env={"TERM": "dumb"}) as screen:
        screen.wait_for("Enter for nobody>")
        screen.send("enter")
        screen.wait_for("Enter goes on to what is open from last time")
        screen.send("enter")
        screen.wait_for("What became of it?")
        screen.send("enter")
        screen.wait_for("help says what can be typed.")
        screen.send("?", "enter")
        screen.wait_for("An empty line says where everything is.")
        screen.send("n", "enter")
        screen.wait_for("note>")
        screen.send("Ana asked for \u4e16 and left", "enter")
        screen.wait_for("keep>")
        screen.send("enter")
        screen.wait_for("saved: [A] asked for")
        screen.send("up", "next", "enter")
        screen.wait_for("Ana Quillmere has 15 minutes")
        screen.send("e", "enter")
        screen.wait_for("Type yes to end the session")
        screen.send("yes", "enter")
        screen.wait_for("The session has ended.")
        screen.wait_for("Enter leaves, undo takes the end back")
        screen.send("enter")
        assert screen.wait_exit() == 0
        written = screen.raw.replace(b"^[[A", b"")
        assert b"\x1b" not in written, "the terminal's own echo of a key is in other letters"
        assert not screen.leftovers()


def test_ctrl_d_and_ctrl_c_at_a_terminal(tmp_path: Path) -> None:
    """Ctrl-D ends the input, Ctrl-C the program; either way the session can be taken up."""
    env = {"TERM": "dumb"}
    with Terminal(PLAIN, home=tmp_path, env=env) as screen:
        screen.wait_for("Enter for nobody>")
        screen.send("enter")
        screen.wait_for("Enter goes on to what is open from last time")
        screen.send("enter")
        screen.wait_for("What became of it?")
        screen.send("enter")
        screen.wait_for("help says what can be typed.")
        screen.send("ctrl+d")
        screen.wait_for("The input has ended.")
        assert screen.wait_exit() == 1
    with Terminal(PLAIN, home=tmp_path, env=env) as screen:
        screen.wait_for("later leaves it")
        screen.send("enter")
        screen.wait_for("help says what can be typed.")
        screen.send("ctrl+c")
        screen.wait_for("The session keeps its place")
        assert screen.wait_exit() == 130
    with Terminal(PLAIN, home=tmp_path, env=env) as screen:
        screen.wait_for("later leaves it")
        screen.close_terminal()
        assert screen.wait_exit() in (1, 129)
    with Spoken(PLAIN, tmp_path) as spoken:
        spoken.wait_for("A session is running")


def test_a_sealed_circle_by_a_script(tmp_path: Path) -> None:
    """The passphrase comes through a descriptor; the summary is written only when asked for."""
    home = Home(tmp_path / "data", "the test")
    names = ("Noortje Haddadian", "Marisol Sandovalle")
    make_circle(home, Profile("Fernwick circle"), names, sealed_from_the_start(PASSPHRASE, None))
    (tmp_path / "passphrase").write_text(f"{PASSPHRASE}\n")
    command = [*CIRCLE, "run", "--plain", "--home", str(home.root), "--passphrase-fd", "3"]
    with Spoken(["sh", "-c", f"exec {shlex.join(command)} 3< passphrase"], tmp_path) as spoken:
        spoken.wait_for("1 Noortje Haddadian, 2 Marisol Sandovalle")
        spoken.write("", "")
        spoken.wait_for("help says what can be typed.")
        spoken.write("n Noortje asked for time", "", "end", "yes", "")
        spoken.wait_for("so no summary was written as plain text")
        assert not list(tmp_path.rglob("summary.md"))
        spoken.write("summary")
        spoken.wait_for("Type yes to write exactly this to a file")
        assert not list(tmp_path.rglob("summary.md"))
        spoken.write("yes")
        spoken.wait_for("Files: summary.md")
        spoken.wait_for("Enter leaves, undo takes the end back")
        spoken.write("")
        assert spoken.wait_exit() == 0
    (summary,) = tmp_path.rglob("summary.md")
    assert "[A] asked for time" in summary.read_text().replace("\\", "")
    files = b"".join(file.read_bytes() for file in home.circles.rglob("*.store"))
    assert b"asked for time" not in files


CASE = """
title = "A case"

[[segment]]
title = "Case"
kind = "exercise"
minutes = 30
notes = "presenter-keeps"
"""


def test_ctrl_c_does_not_lose_a_presenters_notes_at_once(tmp_path: Path) -> None:
    """With such notes in memory the first Ctrl-C says so, and the second one leaves."""
    (tmp_path / "case.toml").write_text(CASE)
    home = Home(tmp_path / "data", "the test")
    make_circle(home, Profile("Fernwick circle"), ("Noortje Haddadian", "Marisol Sandovalle"))
    command = [*CIRCLE, "run", "--plain", "./case.toml", "--home", str(home.root)]
    with Spoken(command, tmp_path) as spoken:
        spoken.write("", "", "n She asked for time", "")
        spoken.wait_for("held in memory only: ")
        spoken.process.send_signal(signal.SIGINT)
        spoken.wait_for("Ctrl-C again loses them.")
        spoken.write("where")
        spoken.wait_for("1 note in memory only.")
        spoken.process.send_signal(signal.SIGINT)
        spoken.wait_for("Lost, as they were in memory only")
        assert spoken.wait_exit() == 130
    assert not list(tmp_path.rglob("for-presenter*"))
