"""The public view looks at one small file, and makes the best of whatever it finds there."""

import json
import stat
from pathlib import Path

import pytest

from circle_tui.domain.stage import SEVERAL, WAITING, Shown, Stage, left_behind
from circle_tui.publicview import BACK_WITHIN, Onlooker
from circle_tui.storage.stage import NAME, read_stages, remove_stage, write_stage
from tests.fakes import FakeClock


def turn(clock: FakeClock, title: str = "Talk", left: float = 60.0) -> Stage:
    """Return the stage of a turn, made now."""
    beat = clock.beat()
    return Stage(Shown.TURN, beat.boot, beat.running, title=title, left=left, warn=10)


def over(clock: FakeClock) -> Stage:
    """Return the stage of a session that has ended now."""
    return Stage(Shown.OVER, clock.beat().boot, clock.beat().running)


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """Return the folder of a circle."""
    folder = tmp_path / "111"
    folder.mkdir()
    return folder


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """Return the folder of another circle."""
    folder = tmp_path / "222"
    folder.mkdir()
    return folder


def test_written_and_read(first: Path, tmp_path: Path) -> None:
    """What was published is what is read; only its owner may read it."""
    clock = FakeClock()
    write_stage(first, turn(clock))
    assert read_stages(tmp_path) == {"111": turn(clock)}
    assert [path.name for path in first.iterdir()] == [NAME]
    assert stat.S_IMODE((first / NAME).stat().st_mode) == 0o600
    remove_stage(first)
    remove_stage(first)
    assert read_stages(tmp_path) == {}
    assert read_stages(tmp_path / "none") == {}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "\0",
        "[" * 100_000,
        '{"shown": "turn"}',
        '{"shown": "naked", "boot": "1", "running": 1.0}',
        '{"shown": "turn", "boot": "1", "running": NaN}',
        '{"shown": "turn", "boot": "1", "running": NOW, "left": Infinity}',
        '{"shown": "turn", "boot": "1", "running": NOW, "left": 1e308}',
        '{"shown": "turn", "boot": "1", "running": "1", "left": 60.0}',
    ],
)
def test_a_file_that_makes_no_sense(first: Path, content: str) -> None:
    """Whatever stands in the file, the public view lives, and waits for a better one."""
    clock = FakeClock()
    (first / NAME).write_text(content.replace("NOW", str(clock.beat().running)))
    onlooker = Onlooker(first.parent, clock)
    assert onlooker.look() == (WAITING, 1.0)
    (first / NAME).unlink()
    (first / NAME).mkdir()
    assert onlooker.look() == (WAITING, 1.0)


def test_before_during_and_after(first: Path) -> None:
    """Started before, during or after a session, it shows what there is to show."""
    clock = FakeClock()
    early = Onlooker(first.parent, clock)
    assert early.look()[0] == WAITING
    write_stage(first, turn(clock, left=60.5))
    clock.advance(0.25)
    for onlooker in (early, Onlooker(first.parent, clock)):
        view, wait = onlooker.look()
        assert view.clock == "1:01"
        assert wait == pytest.approx(0.25)
    write_stage(first, over(clock))
    for onlooker in (early, Onlooker(first.parent, clock)):
        assert onlooker.look()[0].shown is Shown.OVER
    remove_stage(first)
    assert early.look()[0].shown is Shown.OVER
    assert Onlooker(first.parent, clock).look()[0] == WAITING
    write_stage(first, turn(clock, "Again"))
    assert early.look()[0].title == "Again"


def test_whole_seconds_do_not_spin(first: Path) -> None:
    """At the very change of a second it waits for the next one, and does not spin."""
    clock = FakeClock()
    for left in (60.0, 0.0, -5.0):
        write_stage(first, turn(clock, left=left))
        assert Onlooker(first.parent, clock).look()[1] == 1.0


def test_a_crash_and_the_way_back(first: Path) -> None:
    """When the console dies it waits; when the console is back it goes on by itself."""
    clock = FakeClock()
    onlooker = Onlooker(first.parent, clock)
    write_stage(first, turn(clock))
    assert onlooker.look()[0].shown is Shown.TURN
    clock.advance(20)
    assert onlooker.look()[0] == WAITING
    write_stage(first, turn(clock, left=40.0))
    assert onlooker.look()[0].clock == "0:40"


def test_several_sessions(first: Path, second: Path) -> None:
    """It stays with its session; where two run before it began, it shows neither but says so."""
    clock = FakeClock()
    write_stage(first, turn(clock, "First"))
    early = Onlooker(first.parent, clock)
    assert early.look()[0].title == "First"
    write_stage(second, turn(clock, "Second"))
    assert early.look()[0].title == "First"
    late = Onlooker(first.parent, clock)
    assert late.look()[0] == SEVERAL
    assert Onlooker(first.parent, clock, "22").look()[0].title == "Second"
    write_stage(first, over(clock))
    assert early.look()[0].title == "Second"
    assert late.look()[0].title == "Second"


def test_it_stays_with_a_session_that_nobody_holds(first: Path, second: Path) -> None:
    """My console died, or I left it for now: my projector waits, and shows no other circle's."""
    clock = FakeClock()
    write_stage(first, turn(clock, "First"))
    onlooker = Onlooker(first.parent, clock)
    assert onlooker.look()[0].title == "First"
    clock.advance(20)
    write_stage(second, turn(clock, "Second"))
    assert onlooker.look() == (WAITING, 1.0)
    left = left_behind(turn(clock))
    assert left is not None
    write_stage(first, left)
    assert onlooker.look() == (WAITING, 1.0)
    remove_stage(first)
    clock.advance(BACK_WITHIN)
    write_stage(second, turn(clock, "Second"))
    assert onlooker.look() == (WAITING, 1.0), "the console is back, and asks whether to go on"
    write_stage(first, turn(clock, "First"))
    assert onlooker.look()[0].title == "First"
    write_stage(first, over(clock))
    assert onlooker.look()[0].title == "Second"


def test_it_lets_go_of_a_session_that_is_gone(first: Path, second: Path) -> None:
    """A session of which nothing is left for minutes keeps no other one from the wall."""
    clock = FakeClock()
    write_stage(first, turn(clock, "First"))
    onlooker = Onlooker(first.parent, clock)
    assert onlooker.look()[0].title == "First"
    remove_stage(first)
    clock.advance(BACK_WITHIN + 1)
    write_stage(second, turn(clock, "Second"))
    assert onlooker.look()[0].title == "Second"


def test_the_file_holds_what_is_shown_and_no_more(first: Path) -> None:
    """Somebody who reads the file learns what is on the public view, and how long is left."""
    write_stage(first, turn(FakeClock()))
    assert set(json.loads((first / NAME).read_text())) == {
        *("shown", "boot", "running", "title", "prompt", "following", "left", "warn", "paused"),
        *("silent", "sharing", "progress", "item"),
    }
