"""The real clock and the writer's thread."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from circle_tui.domain.beat import Beat
from circle_tui.services import clock as clock_module
from circle_tui.services.clock import AnchoredClock
from circle_tui.services.writer import Writer


class Counters:
    """A computer: a counter that stops in sleep and one that does not, and a clock one can set."""

    boot = "7"
    wall = datetime(2031, 5, 1, 12, tzinfo=UTC)
    running = 1_000.0
    awake = 400.0


@pytest.fixture
def counters(monkeypatch: pytest.MonkeyPatch) -> Counters:
    """Give counters that the clock reads instead of the computer's."""
    counters = Counters()
    monkeypatch.setattr(clock_module, "_boot", lambda: counters.boot)
    monkeypatch.setattr(clock_module, "_wall", lambda: counters.wall)
    monkeypatch.setattr(clock_module, "_running", lambda: counters.running)
    monkeypatch.setattr(clock_module, "time", SimpleNamespace(monotonic=lambda: counters.awake))
    return counters


def test_time_passes_in_sleep_too(counters: Counters) -> None:
    """A laptop that sleeps for an hour has lost an hour, and the clock knows both."""
    clock = AnchoredClock()
    start = clock.now()
    counters.running += 3_660
    counters.awake += 60
    assert clock.now() - start == timedelta(seconds=3_660)
    assert clock.slept() == timedelta(seconds=3_600)
    assert clock.awake() == 60
    assert start.utcoffset() == timedelta(0)


def test_sleep_is_never_negative(counters: Counters) -> None:
    """Two counters that disagree by a hair make no negative sleep."""
    clock = AnchoredClock()
    counters.awake += 0.001
    assert clock.slept() == timedelta(0)


@pytest.mark.parametrize("hours", [-1, 0, 1])
def test_a_wall_clock_that_was_set_is_no_matter_after_a_crash(
    counters: Counters, hours: int
) -> None:
    """Back after a crash, the session's time is exact whatever the wall clock was set to."""
    first = AnchoredClock()
    start = first.now()
    counters.running += 90
    beat = first.beat()
    assert beat == Beat(start + timedelta(seconds=90), "7", 1_090.0)
    counters.wall += timedelta(hours=hours, seconds=120)
    counters.running += 30
    second = AnchoredClock(beat)
    assert second.now() == first.now() == start + timedelta(seconds=120)
    assert second.slept() == timedelta(0)
    counters.running += 5
    counters.awake += 5
    assert second.beat() == first.beat()
    assert second.slept() == timedelta(0)


@pytest.mark.parametrize(("boot", "running"), [("8", 1_000.0), ("", 1_000.0), ("7", 1_000.5)])
@pytest.mark.parametrize("behind", [timedelta(hours=-1), timedelta(0), timedelta(hours=1)])
def test_after_a_restart_time_never_goes_back(
    counters: Counters, boot: str, running: float, behind: timedelta
) -> None:
    """When the computer was restarted its wall clock counts, unless it is behind the session."""
    beat = Beat(counters.wall + behind, boot, running)
    clock = AnchoredClock(beat)
    start = max(counters.wall, beat.at)
    assert clock.now() == start
    counters.running += 10
    assert clock.now() == start + timedelta(seconds=10)


def test_a_boot_without_a_name_is_never_the_same(counters: Counters) -> None:
    """Where the system does not tell one boot from another, the wall clock counts."""
    counters.boot = ""
    beat = AnchoredClock().beat()
    counters.wall += timedelta(hours=1)
    assert AnchoredClock(beat).now() == counters.wall


def test_the_name_of_a_boot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name of a boot is made of digits, which spell nobody; a system may have none."""
    file = tmp_path / "boot_id"
    monkeypatch.setattr(clock_module, "_BOOT", file)
    assert AnchoredClock().beat().boot == ""
    file.write_text("00000000-0000-4000-8000-0000000000ad\n")
    assert AnchoredClock().beat().boot == str(0x4000_8000_0000_0000_00AD)
    file.write_text("none")
    assert AnchoredClock().beat().boot == ""


def test_the_computers_own_counter_runs() -> None:
    """On this computer the clock goes forward, and does not follow the wall clock's date."""
    clock = AnchoredClock()
    before = clock.now()
    until = time.monotonic() + 0.01
    while time.monotonic() < until:
        pass
    assert timedelta(seconds=0.005) < clock.now() - before < timedelta(seconds=5)


async def test_saves_run_in_order_and_report_failures() -> None:
    """Saves happen one after the other, and a failure reaches whoever asked."""
    writer = Writer()
    done: list[int] = []
    for number in range(3):
        await writer.run(lambda number=number: done.append(number))  # type: ignore[misc]
    assert done == [0, 1, 2]
    with pytest.raises(OSError, match="full"):
        await writer.run(_fail)
    writer.close()


def _fail() -> None:
    raise OSError("the disk is full")
