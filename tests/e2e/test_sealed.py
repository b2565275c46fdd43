"""A sealed circle in a real terminal: sealing, opening, an evening, and what its files show."""

import re
import signal
from functools import partial
from pathlib import Path

from tests.sealed import PASSPHRASE, showing
from tests.terminal import PYTHON, Terminal

CIRCLE = [PYTHON, "-m", "circle_tui"]

NAMES = ("Noortje", "Haddadian", "Marisol", "Sandovalle", "Thursday circle")

AGENDA = """
title = "Small circle"

[[segment]]
title = "Weathervane round"
minutes = 30
show = "What stays with you?"
"""


def circle(home: Path, *words: str) -> Terminal:
    """Start ``circle`` with these words."""
    env = {"CIRCLE_TUI_HOME": str(home / "data")}
    return Terminal([*CIRCLE, *words], home=home, columns=80, rows=24, env=env)


def done(home: Path, *words: str) -> str:
    """Run a command to its end and return what it left on the screen."""
    with circle(home, *words) as screen:
        assert screen.wait_exit() == 0, screen.text()
        return screen.text()


def seal(home: Path) -> str:
    """Seal the circle by hand, and return its recovery code."""
    with circle(home, "seal") as screen:
        for prompt in ("New passphrase:", "The same again:"):
            screen.wait_for(prompt)
            screen.send(PASSPHRASE, "enter")
        screen.wait_for("Press Enter when it is written down")
        groups = re.findall(r"\b[0-9A-Z]{4}\b", screen.text())
        assert len(groups) == 8
        assert "alternate screen" in screen.modes()
        screen.send("enter")
        for _ in range(2):
            screen.wait_for(lambda seen: re.search(r"Group \d of the code: $", _last(seen)))
            asked = int(_last(screen).split()[1])
            screen.send(groups[asked - 1].lower(), "enter")
            screen.wait_for(partial(_is_past, f"Group {asked}"))
        assert screen.wait_exit() == 0
        assert "The circle is sealed." in screen.text()
        assert not screen.leftovers()
        assert PASSPHRASE not in screen.text(), "what is typed does not show"
        assert "-".join(groups) not in screen.text()
        return "-".join(groups)


def _is_past(question: str, screen: Terminal) -> bool:
    """Tell whether something else is asked now."""
    return question not in _last(screen)


def _has_asked(times: int, screen: Terminal) -> bool:
    """Tell whether the passphrase was asked for so often."""
    return screen.text().count("Passphrase:") == times


def _last(screen: Terminal) -> str:
    """Return the last line that has something on it, with a blank behind a question."""
    lines = [line for line in screen.screen() if line]
    return f"{lines[-1]} " if lines else ""


def test_an_evening_with_a_sealed_circle(tmp_path: Path) -> None:
    """Seal, open, write, lock, open, lose the power, go on, end: no file shows anything."""
    agenda = tmp_path / "small.toml"
    agenda.write_text(AGENDA)
    names = "Noortje Haddadian, Marisol Sandovalle"
    done(tmp_path, "new", "Thursday circle", "--members", names)
    code = seal(tmp_path)
    circles = tmp_path / "data" / "circles"
    private = (*NAMES, "Weathervane", "lighthouse", "umbrella")
    on_the_public_view = {"Weathervane"}  # which has no key, so that file is plain
    assert showing(circles, private) == set()

    with circle(tmp_path, "run", str(agenda)) as screen:
        screen.wait_for("Passphrase:")
        assert "alternate screen" not in screen.modes(), "it is asked for on the plain terminal"
        screen.send("wrong", "enter")
        screen.wait_for("does not open the circle")
        screen.wait_for(lambda seen: _last(seen).startswith("Passphrase:"))
        screen.send(PASSPHRASE, "enter")
        screen.wait_for("Who is here?")
        screen.send("enter")
        screen.wait_for("left of 30:00")
        screen.send("n")
        screen.wait_for("names are masked")
        screen.send("Noortje drew a lighthouse", "enter")
        screen.wait_for("notes 1")
        screen.send("n")
        screen.wait_for("names are masked")
        screen.send("an umbrella for Marisol")
        screen.wait_for("an umbrella for")
        screen.send("ctrl+l")
        screen.wait_for("Locked")
        screen.settle()
        assert not [word for word in private if word in screen.text()]
        before = screen.text()
        screen.wait_for(lambda seen: seen.text() != before)  # the clock goes on
        screen.send("not it", "enter")
        screen.wait_for("does not open the circle")
        screen.send(PASSPHRASE, "enter")
        screen.wait_for("an umbrella for")
        screen.settle()
        assert showing(circles, private) <= on_the_public_view
        screen.signal(signal.SIGKILL)
        screen.wait_exit()
    assert showing(circles, private) <= on_the_public_view

    with circle(tmp_path) as screen:
        screen.wait_for("Passphrase:")
        screen.send(code.lower(), "enter")
        screen.wait_for("A session is running")
        screen.send("enter")
        screen.wait_for("notes 1")
        screen.send("e")
        screen.answer("enter end it", "The session has ended")
        screen.wait_for("no summary was written")
        screen.wait_for("enter done")
        screen.send("enter")
        screen.wait_for("Start the session")
        screen.send("q")
        assert screen.wait_exit() == 0
        assert not screen.leftovers()
    assert showing(circles, private) == set()

    with circle(tmp_path, "notes") as screen:
        screen.wait_for("Passphrase:")
        screen.send(PASSPHRASE, "enter")
        assert screen.wait_exit() == 0
        assert "drew a lighthouse" in screen.text()


def test_a_review_that_is_open_ends_when_the_circle_is_sealed(tmp_path: Path) -> None:
    """What only the passphrase opens from now on does not stay on a screen that asked for none."""
    done(tmp_path, "new", "Thursday circle", "--members", "Noortje Haddadian")
    with circle(tmp_path) as holder:
        holder.wait_for("Start the session")
        with circle(tmp_path, "review") as screen:
            screen.wait_for("Which alias is yours?")
            screen.send("enter")
            screen.wait_for("only to look at")
            holder.send("q")
            assert holder.wait_exit() == 0
            seal(tmp_path)
            assert screen.wait_exit() == 1
            assert "was sealed in another window" in screen.text()
            assert not screen.leftovers()


def test_three_wrong_passphrases(tmp_path: Path) -> None:
    """After the third wrong passphrase the program ends with a sentence and a clean terminal."""
    done(tmp_path, "new", "Thursday circle", "--members", "Noortje Haddadian")
    seal(tmp_path)
    with circle(tmp_path) as screen:
        for number in range(3):
            screen.wait_for(partial(_has_asked, number + 1))
            screen.send("wrong", "enter")
        assert screen.wait_exit() == 1
        assert screen.text().count("does not open the circle") == 3
        assert not screen.leftovers()


def test_a_signal_at_the_question(tmp_path: Path) -> None:
    """Whatever ends the program while it asks, typing shows again afterwards."""
    done(tmp_path, "new", "Thursday circle", "--members", "Noortje Haddadian")
    seal(tmp_path)
    for number, status in ((signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)):
        with circle(tmp_path) as screen:
            screen.wait_for("Passphrase:")
            screen.wait_for(lambda seen: seen.leftovers() == {"line discipline"})
            screen.signal(number)
            assert screen.wait_exit() == status
            assert not screen.leftovers()
    with circle(tmp_path, "passphrase", "--new-code") as screen:
        screen.wait_for("Passphrase:")
        screen.send(PASSPHRASE, "enter")
        screen.wait_for("Press Enter")
        screen.signal(signal.SIGTERM)
        assert screen.wait_exit() == 143
        assert not screen.leftovers()


def test_a_signal_just_before_the_question_waits_for_no_key(tmp_path: Path) -> None:
    """A signal that finds nobody waiting yet ends the program all the same, and at once."""
    env = {"PYTHONPATH": str(Path(__file__).parents[2])}
    program = [PYTHON, "-m", "tests.e2e.programs.asking"]
    with Terminal(program, home=tmp_path, env=env) as screen:
        assert screen.wait_exit() == 143
        assert not screen.leftovers()
