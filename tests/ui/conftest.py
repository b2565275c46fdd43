"""What all tests of the screens share."""

import gc
from collections.abc import Iterator

import pytest

from circle_tui.ui.screens.ask import Question
from circle_tui.ui.terminal.keys import StrayTyping


@pytest.fixture(scope="package", autouse=True)
def rare_collections() -> Iterator[None]:
    """Collect garbage seldom: a hundred apps, each full of cycles, take a sixth longer else."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    yield
    gc.set_threshold(*before)


@pytest.fixture(autouse=True)
def questions_are_seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test wait for a question to have been seen; the one about that sets its own time."""
    monkeypatch.setattr(Question, "UNSEEN", 0)


@pytest.fixture(autouse=True)
def every_key_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every key count: a test types faster than whoever reads why nothing can be written."""
    monkeypatch.setattr(StrayTyping, "PAUSE", 0)
