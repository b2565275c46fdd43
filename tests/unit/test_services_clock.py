"""The real clock and the writer's thread."""

import time
from datetime import timedelta
from types import SimpleNamespace

import pytest

from circle_tui.services import clock as clock_module
from circle_tui.services.clock import AnchoredClock
from circle_tui.services.writer import Writer


class Counters:
    """The two counters of a computer: one stops in sleep, one does not."""

    running = 1_000.0
    awake = 400.0


@pytest.fixture
def counters(monkeypatch: pytest.MonkeyPatch) -> Counters:
    """Give counters that the clock reads instead of the computer's."""
    counters = Counters()
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
    assert start.utcoffset() == timedelta(0)


def test_sleep_is_never_negative(counters: Counters) -> None:
    """Two counters that disagree by a hair make no negative sleep."""
    clock = AnchoredClock()
    counters.awake += 0.001
    assert clock.slept() == timedelta(0)


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
