"""With several circles and none named, a screen asks which; from one I get to another."""

from collections.abc import Collection
from contextlib import nullcontext

import pytest

from circle_tui.config.home import Home
from tests.cli.conftest import Circle

Opened = tuple[list[str | None], list[int]]
CIRCLES = ("Friday circle", "Thursday circle")


class Asked:
    """Stands for the screen that asks: what it offered, and what is chosen on it in turn."""

    def __init__(self) -> None:
        self.choices: list[int | None] = []
        self.offered: list[tuple[list[str], int]] = []

    def __call__(
        self, names: list[str], now: int, _running: Collection[str], **_options: object
    ) -> "Asked":
        """Note what would be offered."""
        self.offered.append((names, now))
        return self

    def run_in_terminal(self) -> int:
        """Choose."""
        self.return_value = self.choices.pop(0)
        return 0


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Pretend there is a terminal, and choose on it."""
    screen = Asked()
    monkeypatch.setattr("circle_tui.ui.choosing.ChoosingApp", screen)
    monkeypatch.setattr("circle_tui.cli.curtain.require_terminal", lambda *_: None)
    monkeypatch.setattr("circle_tui.cli.curtain.curtain", nullcontext)
    return screen


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Return the circles that were opened, and the exit statuses to end with, in turn."""
    names: list[str | None] = []
    statuses: list[int] = []

    def run_app(_home: Home, circle: str | None, *_more: object, **_options: object) -> int:
        names.append(circle)
        return statuses.pop(0)

    monkeypatch.setattr("circle_tui.fronts.run_app", run_app)
    return names, statuses


@pytest.fixture
def several(circle: Circle) -> Circle:
    """Make two circles."""
    for name in CIRCLES:
        assert circle("new", name, "--members", "Ana Example, Noor Sample").status == 0
    return circle


@pytest.mark.parametrize("words", [(), ("run",)])
def test_i_choose_one(
    several: Circle, asked: Asked, opened: Opened, words: tuple[str, ...]
) -> None:
    """Instead of a refusal I am asked, and what I chose is opened."""
    asked.choices, opened[1][:] = [1], [7]
    assert several(*words).status == 7
    assert opened[0] == ["Thursday circle"]
    assert asked.offered == [(list(CIRCLES), 0)]


@pytest.mark.parametrize("words", [(), ("run",)])
def test_choosing_none_opens_none(
    several: Circle, asked: Asked, opened: Opened, words: tuple[str, ...]
) -> None:
    """Esc leaves, and nothing is opened."""
    asked.choices = [None]
    assert several(*words).status == 0
    assert opened[0] == []


def test_a_named_one_is_not_asked_for(several: Circle, asked: Asked, opened: Opened) -> None:
    """If I name a circle that one is opened."""
    opened[1][:] = [0]
    assert several("--circle", "friday circle").status == 0
    assert (opened[0], asked.offered) == (["friday circle"], [])


def test_another_one_follows(several: Circle, asked: Asked, opened: Opened) -> None:
    """From the home screen I get to another circle; Esc goes back to the one I came from."""
    asked.choices, opened[1][:] = [0, 1, None], [-1, -1, 0]
    assert several().status == 0
    assert opened[0] == ["Friday circle", "Thursday circle", "Thursday circle"]
    assert [now for _, now in asked.offered] == [0, 0, 1]


def test_one_circle_needs_no_choice(thursday: Circle, asked: Asked, opened: Opened) -> None:
    """With one circle, or none yet, I am asked nothing."""
    opened[1][:] = [0]
    assert thursday().status == 0
    assert asked.offered == []


def test_lists_still_want_a_name(several: Circle) -> None:
    """A command that only prints says which circles there are."""
    answer = several("members")
    assert answer.status == 2
    assert "There are several circles" in answer.err
