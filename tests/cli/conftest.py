"""A data folder of the test's own, and commands run on it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from circle_tui.bootstrap import choose_circle, make_circle, opened
from circle_tui.cli import main
from circle_tui.config.home import Home
from circle_tui.services import clock
from circle_tui.services.demo import NAMES, furnish, profile
from tests.fakes import FakeClock

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
"""A Saturday; the demo's next meeting is on Thursday, 26 November."""


class Answer(NamedTuple):
    """What a command left: its exit status and what it printed on either stream."""

    status: int
    out: str
    err: str


Circle = Callable[..., Answer]
"""Runs ``circle`` with these words."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Choose a data folder that does not exist yet."""
    folder = tmp_path / "home"
    monkeypatch.setenv("CIRCLE_TUI_HOME", str(folder))
    return folder


@pytest.fixture
def circle(home: Path, capsys: pytest.CaptureFixture[str]) -> Circle:
    """Return what runs a command in this process, on the test's data folder."""

    def run(*words: str) -> Answer:
        status = main(words)
        printed = capsys.readouterr()
        return Answer(status, printed.out, printed.err)

    return run


@pytest.fixture
def thursday(circle: Circle) -> Circle:
    """Make a circle of three that meets every third Thursday in Berlin."""
    made = circle(
        *("new", "Thursday circle", "--members", "Ana Example, Noor Sample, Sam"),
        *("--every", "3 weeks", "--on", "thu", "--at", "18:30", "--zone", "Europe/Berlin"),
    )
    assert made.status == 0, made.err
    return circle


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """Stop every clock at ``NOW``."""
    stopped = FakeClock(NOW)
    monkeypatch.setattr("circle_tui.bootstrap.AnchoredClock", lambda _: stopped)
    monkeypatch.setattr(clock, "AnchoredClock", lambda: stopped)
    return stopped


@pytest.fixture
def mailed(thursday: Circle, now: FakeClock) -> Circle:
    """Return a circle of three of whom two have the next meeting by mail."""
    for name, address in (("Ana", "ana@example.org"), ("Noor", "noor@example.net")):
        assert thursday("members", "edit", name, "--email", address).status == 0
    assert thursday("next", "--mail", "--organizer", "Ada <ada@example.org>").status == 0
    return thursday


@pytest.fixture
def demo(circle: Circle, home: Path, now: FakeClock) -> Circle:
    """Make the demo's circle in the test's data folder."""
    where = Home(home, "the test")
    make_circle(where, profile("Europe/Berlin", now.now().date()), NAMES)
    with opened(where, choose_circle(where, None)) as workspace:
        furnish(workspace)
    return circle


class _Never(ValueError):
    """An error nobody foresees, with a message that must not be quoted."""


@pytest.fixture
def secret() -> str:
    """Return words that may appear nowhere."""
    return "Ana said that"


@pytest.fixture
def fault(secret: str) -> Callable[..., int]:
    """Return a function that fails as nobody foresaw, with the secret in its message."""

    def fail(*_words: object, **_options: object) -> int:
        raise _Never(secret)

    return fail
