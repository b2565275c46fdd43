"""``circle review``: a member's own items, in lines or on a screen, beside a session or not."""

import asyncio
import sys
from pathlib import Path

import pytest

from circle_tui.bootstrap import choose_circle, opened
from circle_tui.config.home import Home
from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken
from circle_tui.fronts import to_review
from circle_tui.ui.reviewing import ReviewApp
from circle_tui.ui.screens.pick import PickScreen
from tests.cli.conftest import Circle
from tests.cli.test_upkeep import at_work


@pytest.fixture
def aliases(thursday: Circle, home: Path) -> dict[str, str]:
    """Give Noor two items, one of them done, and the circle one; return who has which alias."""
    where = Home(home, "the test")
    with opened(where, choose_circle(where, None)) as workspace:
        circle, today = workspace.circle, workspace.here().date()
        aliases = {member.name: member.alias for member in circle.people.members()}
        noor = aliases["Noor Sample"]
        done = ActionItem("2" * 18, "9" * 18, noor, "ask two colleagues", today)
        circle.actions.put(
            ActionItem("1" * 18, "9" * 18, noor, "write the one-page case", today, today),
            taken(done, Step(today, ActionStatus.DONE, "it went well")),
            ActionItem("3" * 18, "9" * 18, "", "find a room", today),
        )
    return aliases


def test_everybodys_until_i_say_who_i_am(thursday: Circle, aliases: dict[str, str]) -> None:
    """Into a pipe it prints the list by alias, and says how to see mine alone."""
    answer = thursday("review")
    assert answer.status == 0
    assert f"1: {aliases['Noor Sample']}: write the one-page case (due today, new)" in answer.out
    assert "the whole circle: find a room" in answer.out
    assert "it went well" not in answer.out, "what is settled is not open"
    assert "how it went: it went well" in thursday("review", "--show", "settled").out
    assert "Noor" not in answer.out
    assert "--alias ALIAS" in answer.err


def test_mine_alone(thursday: Circle, aliases: dict[str, str]) -> None:
    """With my alias, in any case, it prints what is mine: what is open, due or settled."""
    mine = ("review", "--plain", "--alias", aliases["Noor Sample"].upper())
    assert "1: write the one-page case" in thursday(*mine).out
    assert "find a room" not in thursday(*mine).out
    assert "ask two colleagues" in thursday(*mine, "--show", "settled").out
    assert thursday("review", "--alias", aliases["Sam"], "--show", "due").out == (
        "Nothing is due.\n"
    )


def test_an_alias_that_nobody_has(thursday: Circle, aliases: dict[str, str]) -> None:
    """A slip in the alias is answered with those there are."""
    answer = thursday("review", "--alias", "Nobody")
    assert answer.status == 2
    assert aliases["Sam"] in answer.err


def test_the_list_works_beside_a_session(
    thursday: Circle, home: Path, aliases: dict[str, str]
) -> None:
    """While another window holds the circle the list is printed, and changes nothing."""
    with at_work(home):
        assert "find a room" in thursday("review", "--plain", "--all").out


def test_beside_a_session_it_is_only_looked_at(home: Path, aliases: dict[str, str]) -> None:
    """The screen opens beside a session without the right to change anything, and with it else."""
    where = Home(home, "the test")
    folder = choose_circle(where, None)
    with at_work(home), to_review(where, folder) as workspace:
        assert workspace.circle.read_only
    with to_review(where, folder) as workspace:
        assert not workspace.circle.read_only


def test_who_i_am_is_remembered(
    thursday: Circle, home: Path, aliases: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The alias I chose on the screen holds for the list, until people are forgotten."""
    noor = aliases["Noor Sample"]

    async def choose(app: ReviewApp) -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            for _ in range(20):
                await pilot.pause()
            assert isinstance(app.screen, PickScreen), "nobody was asked yet"
            await pilot.press(*["down"] * sorted(aliases.values()).index(noor), "enter")
            await pilot.press("q")

    def screen(app: ReviewApp) -> int:
        asyncio.run(choose(app))
        return 7

    monkeypatch.setattr(ReviewApp, "run_in_terminal", screen)
    monkeypatch.setattr("circle_tui.cli.curtain.require_terminal", lambda: None)
    with monkeypatch.context() as terminal:
        terminal.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        assert thursday("review").status == 7
    assert all(noor not in text for text in kept_beside(home))
    mine = thursday("review", "--plain")
    assert "1: write the one-page case" in mine.out
    assert "find a room" not in mine.out
    assert thursday("forget", "people", "--yes").status == 0
    everybodys = thursday("review", "--plain")
    assert "find a room" in everybodys.out
    assert "--alias ALIAS" in everybodys.err


def kept_beside(home: Path) -> list[str]:
    """Return what the files beside the circles hold: what is kept of this computer."""
    return [file.read_text(encoding="utf-8") for file in home.iterdir() if file.is_file()]
