"""What is not on the screen any more does not stay in memory for the rest of the meeting."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from circle_tui.bootstrap import make_circle, open_workspace
from circle_tui.config.home import Home
from circle_tui.domain.people import Profile
from circle_tui.ui.screens.attendance import AttendanceScreen
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.terminal import collector
from tests.fakes import FakeClock
from tests.ui.rooms import NAMES, RHYTHM, SMALL, circle_of, entered, opened, running


@pytest.fixture
def _as_before() -> Iterator[None]:
    """Leave nothing set aside for good, and the collector as it was."""
    yield
    gc.unfreeze()
    gc.enable()


class _Ring:
    """Something that only a collector can let go of."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.usefixtures("_as_before")
def test_what_was_set_aside_goes_when_nobody_needs_it() -> None:
    """The screen I started from takes no memory in the meeting, though it was set aside first."""
    ring = _Ring()
    gone = weakref.ref(ring)
    collector.release()
    del ring
    gc.collect()
    assert gone() is not None
    collector.sweep()
    assert gone() is None
    assert gc.isenabled()


async def test_a_session_lets_go_of_the_home_screen(tmp_path: Path) -> None:
    """While I run a session, the home screen and all that it drew are in memory no more."""
    home = Home(tmp_path / "home", "the test")
    home.agendas.mkdir(parents=True)
    (home.agendas / "small.toml").write_text(SMALL, encoding="utf-8")
    folder = make_circle(home, Profile("Thursday circle", RHYTHM, "small"), NAMES)
    async with entered(open_workspace(home, folder, FakeClock())) as room:
        await room.on(HomeScreen)
        gone = weakref.ref(room.app.screen)
        await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        await room.settle()
        gc.collect()
        assert gone() is None


async def test_the_lines_of_a_screen_are_kept_once(tmp_path: Path) -> None:
    """A line that was drawn is not kept a second time, in the pieces it was cut into."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=(120, 36)) as room:
        await room.settle()
        room.live._compositor.render_full_update()
        for _region, _clip, lines in room.live._compositor._get_renders():
            assert not any(line._divide_cache for line in lines)
