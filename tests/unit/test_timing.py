"""The words and figures of the clock."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain import rules
from circle_tui.domain.session import fold
from circle_tui.domain.timing import (
    Tone,
    clock_text,
    drift_of,
    drift_sign,
    drift_text,
    hours_text,
    pause_text,
    projected_end,
    tone,
    until_change,
    warning_seconds,
    whole_seconds,
)
from circle_tui.domain.view import live_view
from tests.unit.circles import AGENDA, after, at, begun


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        *((0, "0:00"), (5, "0:05"), (754, "12:34"), (3_599, "59:59"), (3_600, "1:00:00")),
        *((3_723, "1:02:03"), (-5, "+0:05"), (-60, "+1:00"), (-3_600, "+1:00:00")),
    ],
)
def test_clock_reads_as_it_is_said(seconds: int, text: str) -> None:
    """Minutes and seconds, hours when there are some, a plus for overtime."""
    assert clock_text(seconds) == text


@given(st.floats(-9_000, 9_000).map(lambda left: round(left, 3)))
def test_a_second_is_on_the_screen_until_it_is_over(left: float) -> None:
    """After exactly that time the clock shows one second less, and a moment before it does not."""
    change = until_change(left)
    assert 0 < change <= 1
    assert whole_seconds(left - change + 0.000_1) == whole_seconds(left)
    assert whole_seconds(left - change - 0.000_1) == whole_seconds(left) - 1


@pytest.mark.parametrize(
    ("left", "shown"), [(120.0, 120), (119.9, 120), (0.1, 1), (0.0, 0), (-0.9, 0), (-1.0, -1)]
)
def test_zero_is_shown_when_time_is_up(left: float, shown: int) -> None:
    """0:00 appears exactly when time is up, and a whole second over is the first to be counted."""
    assert whole_seconds(left) == shown


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        *((0, "on time"), (60, "1 min late"), (-60, "1 min early"), (120, "2 min late")),
        *((240, "4 min late"), (-3_540, "59 min early"), (-3_600, "1 h early")),
        *((4_860, "1 h 21 min late"), (5_400, "1 h 30 min late"), (-7_260, "2 h 01 min early")),
    ],
)
def test_drift_reads_as_it_is_said(seconds: float, text: str) -> None:
    """The same minute is on time; another is so many minutes late or early."""
    assert drift_text(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "±0"), (20, "+20 s"), (60, "+1"), (-60, "−1"), (240, "+4"), (5_640, "+94")],
)
def test_where_words_have_no_room_drift_is_minutes_with_a_sign(seconds: float, text: str) -> None:
    """The same minutes as in words, with a sign before them."""
    assert drift_sign(seconds) == text


@pytest.mark.parametrize(
    ("end", "text"), [(at(1, 29), "1 min late"), (at(1, 30), "2 min late"), (at(-1), "1 min early")]
)
def test_drift_is_the_difference_of_the_minutes_shown(end: datetime, text: str) -> None:
    """Whoever takes one minute that is shown from the other gets what is said."""
    assert drift_of(end, at(0, 12)) == text


@pytest.mark.parametrize(
    ("began", "seconds", "drift"),
    [
        (29, 1, "1 min late"),
        (30, 15, "on time"),
        (30, 59, "55 s late"),
        (30, 60, "1 min late"),
        (29, 0, "on time"),
    ],
)
def test_what_is_said_of_the_end_is_what_the_room_reads(
    began: int, seconds: int, drift: str
) -> None:
    """It is on time while the two ends that are shown are the same, but for seconds that count."""
    session = fold([rules.begin(AGENDA, (1, 2, 3), "5e551011", at(0, began))])
    late = after(session, (rules.pause, at(0, began)))
    view = live_view(late, at(0, began + seconds), {}, UTC)
    assert view.drift == drift
    assert view.on_time == (drift == "on time")
    assert (view.promised == view.projected) == ("min" not in drift)
    assert (view.drift_sign == "±0") == view.on_time


@pytest.mark.parametrize(
    ("allotted", "warning"),
    [(1, 0), (10, 5), (30, 10), (50, 10), (120, 24), (300, 60), (3_600, 60)],
)
def test_soon_is_a_fifth_within_bounds(allotted: int, warning: int) -> None:
    """Without a word from the author, "soon" is the last fifth: 10 to 60 s, at most half."""
    assert warning_seconds(AGENDA.segments[0], allotted) == warning


def test_the_author_may_say_when_soon_is() -> None:
    """The author's own warning holds, also none at all."""
    assert warning_seconds(replace(AGENDA.segments[0], warn_at=0), 600) == 0
    assert warning_seconds(replace(AGENDA.segments[0], warn_at=90), 600) == 90


def test_a_pause_says_how_long_it_is() -> None:
    """While the clock is paused I read for how many minutes; before and after nothing."""
    paused = after(begun(), (rules.pause, at(1)))
    assert pause_text(begun(), at(1)) == ""
    assert pause_text(paused, at(1, 59)) == "paused"
    assert pause_text(paused, at(4, 10)) == "paused 3 min"
    moved = after(paused, (rules.advance, at(2)), (rules.undo, at(3)))
    assert pause_text(moved, at(121)) == "paused 2 h"
    assert pause_text(after(moved, (rules.resume, at(5))), at(6)) == ""
    assert pause_text(after(moved, (rules.close, at(5))), at(6)) == ""


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0 min"), (59, "59 min"), (60, "1 h"), (124, "2 h 04 min"), (605, "10 h 05 min")],
)
def test_hours_read_as_an_hours_log_has_them(minutes: int, text: str) -> None:
    """Hours and minutes, no fractions."""
    assert hours_text(minutes) == text


def test_tones_change_at_shown_seconds() -> None:
    """The word and the figure change together: 0:24 is soon, 0:00 is over."""
    session = begun()
    assert tone(session, at(1, 35.9)) is Tone.CALM
    assert tone(session, at(1, 36)) is Tone.SOON
    assert tone(session, at(1, 59.999)) is Tone.SOON
    assert tone(session, at(2)) is Tone.OVER


def test_overtime_moves_the_end() -> None:
    """Overtime of one turn moves the projected end; the others keep their time."""
    assert projected_end(begun(), at(2)) == at(21)
    assert projected_end(begun(), at(5)) == at(24)


def test_a_turn_that_was_left_early_comes_back_with_its_rest() -> None:
    """Going back puts what the later person still has into the forecast, and no more."""
    session = after(begun(), (rules.advance, at(2)), (rules.go_back, at(3)))
    assert projected_end(session, at(3)) == at(21)


def test_an_ended_session_ended_when_it_did() -> None:
    """After the end the forecast is the end."""
    session = after(begun(), (rules.close, at(7)))
    assert projected_end(session, at(60)) == at(7)
