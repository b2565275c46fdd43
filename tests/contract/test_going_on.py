"""Going on after a crash: the session keeps its own clock, whatever the computer's was set to."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from circle_tui.bootstrap import circles_in_session, make_circle, open_workspace
from circle_tui.config.home import Home
from circle_tui.domain.people import Profile
from circle_tui.services import clock as clock_module
from circle_tui.services.recovery import unfinished
from circle_tui.services.seating import start
from tests.unit.circles import AGENDA

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)


class Computer:
    """A computer whose wall clock can be set."""

    wall = NOON
    running = 1_000.0


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> Computer:
    """Give the clock a computer of the test's own."""
    computer = Computer()
    monkeypatch.setattr(clock_module, "_boot", lambda: "7")
    monkeypatch.setattr(clock_module, "_wall", lambda: computer.wall)
    monkeypatch.setattr(clock_module, "_running", lambda: computer.running)
    return computer


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_session_goes_on_by_its_own_clock(computer: Computer, tmp_path: Path, hours: int) -> None:
    """If the wall clock is set by an hour and the program dies, I am told the true absence."""
    home = Home(tmp_path, "the test")
    folder = make_circle(home, Profile("Test circle"), ["Noor Haddad", "Mira Sandoval"])
    space = open_workspace(home, folder)
    start(space.circle, AGENDA, space.circle.people.members(), space.token(), space.clock)
    computer.running += 60
    space.circle.beat(space.clock.beat())
    space.close()

    computer.running += 50
    computer.wall += timedelta(hours=hours)
    space = open_workspace(home, folder)
    found = unfinished(space.circle)
    assert found is not None
    assert found.lost_since(space.clock.now()) == NOON + timedelta(seconds=60)
    assert space.clock.now() == NOON + timedelta(seconds=110)
    space.circle.journal.replace(())
    space.close()

    space = open_workspace(home, folder)
    assert space.clock.now() == computer.wall, "the next session begins at the wall clock's time"
    space.close()


def test_it_is_known_where_a_session_is_not_over(computer: Computer, tmp_path: Path) -> None:
    """Of my circles I am told in which a session goes on, killed or left for now: opening none."""
    home = Home(tmp_path, "the test")
    for name in ("Friday circle", "Test circle"):
        folder = make_circle(home, Profile(name), ["Noor Haddad", "Mira Sandoval"])
    space = open_workspace(home, folder)
    start(space.circle, AGENDA, space.circle.people.members(), space.token(), space.clock)
    assert circles_in_session(home) == {"Test circle"}
    space.close()
    assert circles_in_session(home) == {"Test circle"}

    space = open_workspace(home, folder)
    space.circle.journal.replace(())
    space.close()
    assert circles_in_session(home) == frozenset()
