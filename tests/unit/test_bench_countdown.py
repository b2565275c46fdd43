"""The arithmetic of the bench: how true a countdown is."""

import pytest
from bench.countdown import countdown_off, seconds_skipped
from hypothesis import given
from hypothesis import strategies as st


@given(st.integers(1, 3600), st.integers(1, 60), st.floats(0, 1), st.lists(st.floats(-0.02, 0.02)))
def test_a_true_clock_is_not_off(shown: int, long: int, phase: float, late: list[float]) -> None:
    """Wherever in a second it is met; each change as far off as it came late or early."""
    delays = [*late, *[0.0] * long][:long]
    changes = [(n + phase + delay, shown - n) for n, delay in enumerate(delays)]
    assert countdown_off(changes) <= 40 + 1e-6
    assert countdown_off([(n + phase, shown - n) for n in range(long)]) == pytest.approx(
        0, abs=1e-6
    )
    assert seconds_skipped(changes) == 0


def test_one_late_change_shows_whole() -> None:
    """A single change that comes late is off by all of it, on a clock that is true otherwise."""
    changes = [(n + (0.07 if n == 4 else 0), 300 - n) for n in range(10)]
    assert countdown_off(changes) == pytest.approx(70)


def test_drift_shows() -> None:
    """A clock that is a hundredth slow is off by half of what it loses while it is looked at."""
    assert countdown_off([(n * 1.01, 300 - n) for n in range(11)]) == pytest.approx(50)


def test_a_second_late_is_no_grid() -> None:
    """A clock that stays a whole second behind is not true again, although it changes on time."""
    changes = [(n + (n > 6), 300 - n) for n in range(10)]
    assert countdown_off(changes) == pytest.approx(1000)
    assert seconds_skipped(changes) == 0


def test_skipped_seconds_are_counted() -> None:
    """Two that were never shown are two, and the clock is true for all that."""
    changes = [(0.0, 9), (1.0, 8), (3.0, 6), (5.0, 4), (6.0, 3)]
    assert seconds_skipped(changes) == 2
    assert countdown_off(changes) == pytest.approx(0)


def test_a_clock_that_stands_has_no_figure() -> None:
    """Where nothing changed there is nothing to tell."""
    with pytest.raises(ValueError, match="never changed"):
        countdown_off([])
