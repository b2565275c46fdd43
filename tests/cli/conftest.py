"""A data folder of the test's own, and commands run on it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from circle_tui.cli import main


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
