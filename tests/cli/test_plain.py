"""``circle run --plain`` and ``circle demo --plain``: what they check, and what they open."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from circle_tui.bootstrap import choose_circle, opened
from circle_tui.config.home import Home
from circle_tui.fronts import Ready
from tests.cli.conftest import Circle

Opened = list[tuple[Path, str | None, str | None]]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Note which session would have been held in lines."""
    seen: Opened = []

    def run_plain(
        home: Home,
        circle: str | None,
        agenda: str | None = None,
        *,
        ready: Ready | None = None,
        **_options: object,
    ) -> int:
        if ready is not None:
            with opened(home, choose_circle(home, circle)) as workspace:
                ready(workspace)
        seen.append((home.root, circle, agenda))
        return 7

    monkeypatch.setattr("circle_tui.fronts.run_plain", run_plain)
    return seen


def test_no_terminal_is_needed(thursday: Circle, home: Path, lines: Opened) -> None:
    """Run --plain opens the circle and the agenda I named, with everything in pipes."""
    assert thursday("run", "--plain", "troika-30", "--circle", "Thursday circle").status == 7
    assert lines == [(home, "Thursday circle", "troika-30")]


@pytest.mark.parametrize(
    ("words", "status"),
    [(("troyka-30",), 2), (("./none.toml",), 2), (("--circle", "Monday"), 2)],
)
def test_it_checks_first(
    thursday: Circle, lines: Opened, words: tuple[str, ...], status: int
) -> None:
    """A missing agenda or circle is refused in one sentence before anything is asked."""
    assert thursday("run", "--plain", *words).status == status
    assert not lines


def test_a_circle_that_is_open_elsewhere(thursday: Circle, home: Path, lines: Opened) -> None:
    """A circle that another window holds is refused."""
    where = Home(home, "the test")
    with opened(where, choose_circle(where, None)):
        answer = thursday("run", "--plain")
    assert answer.status == 1
    assert "another window" in answer.err
    assert not lines


def test_the_refusal_of_a_pipe_names_it(thursday: Circle) -> None:
    """Whoever runs the screen without a terminal reads what works without one."""
    assert "circle run --plain" in thursday("run").err


def test_the_demo(tmp_path: Path, circle: Circle, lines: Opened) -> None:
    """Demo --plain holds the demo's session in lines and says where its files are."""
    answer = circle("demo", "--plain", "--home", str(tmp_path / "demo"))
    assert answer.status == 7
    assert lines == [(tmp_path / "demo", None, None)]
    assert "The demo's files are in" in answer.out


def test_a_fault_quotes_nothing(
    thursday: Circle,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[..., int],
    secret: str,
    home: Path,
) -> None:
    """A fault in the program ends it with one sentence that holds nothing anybody wrote."""
    monkeypatch.setattr("circle_tui.plain.evening.overview", fault)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    answer = thursday("run", "--plain")
    assert answer.status == 1
    assert answer.err.startswith("circle: circle-tui stopped because of a fault")
    assert secret not in answer.out + answer.err
    assert all(secret not in file.read_text() for file in home.glob("reports/*"))
