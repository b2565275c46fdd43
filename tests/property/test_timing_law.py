"""Laws of the clock: no second is lost or made up, whatever anybody presses and whenever."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.facts import (
    AttendanceChanged,
    Began,
    BidsAccepted,
    Closed,
    Extended,
    Fact,
    GivenBack,
    Moved,
    Passed,
    Paused,
    Replanned,
    Resumed,
    RolesGiven,
    Voted,
)
from circle_tui.domain.groups import blocks
from circle_tui.domain.order import Mark
from circle_tui.domain.record import record_of
from circle_tui.domain.replan import may_change
from circle_tui.domain.session import NOTHING, Session, apply, fold, untouched, used_by_current
from circle_tui.domain.timing import Tone, projected_end, seconds_left, tone, whole_seconds
from circle_tui.domain.view import LiveView, live_view
from tests.strategies import LAW, PAUSES, SESSIONS, WALKS, Steps, walk

LEFT_OUT = "left out"
"""What a part that was left out has in the running order, wherever it stood."""

NAMES = {1: "Noor", 2: "Mira", 3: "[b]Will[/"}


def view(session: Session, now: datetime) -> LiveView:
    """Return the picture with some of the seats named."""
    return live_view(session, now, NAMES, UTC)


def moments(session: Session, steps: Steps) -> list[tuple[Session, datetime]]:
    """Return the session after each step and when, the beginning included."""
    return [(session, session.began), *((m.after, m.now) for m in walk(session, steps))]


@LAW
@given(SESSIONS, WALKS, PAUSES)
def test_paused_clock_stands_still(session: Session, steps: Steps, wait: timedelta) -> None:
    """While the clock is paused the time left does not change, however long the pause."""
    for now_session, now in moments(session, steps):
        if now_session.running_since is None:
            assert seconds_left(now_session, now + wait) == seconds_left(now_session, now)


@LAW
@given(SESSIONS, WALKS, PAUSES)
def test_running_clock_loses_exactly_what_passes(
    session: Session, steps: Steps, wait: timedelta
) -> None:
    """While the clock runs, a second that passes is a second less, also past the end."""
    for now_session, now in moments(session, steps):
        if now_session.running_since is not None:
            lost = seconds_left(now_session, now) - seconds_left(now_session, now + wait)
            assert lost == pytest.approx(wait.total_seconds(), abs=1e-6)


@LAW
@given(SESSIONS, WALKS)
def test_only_a_gift_changes_what_is_left(session: Session, steps: Steps) -> None:
    """Nothing but giving, taking or giving back time, or another turn, makes the clock jump.

    Who speaks, and for how long, may be settled while nobody but the first speaker has spoken. A
    part in which all talk may be planned again while it is on; who speaks keeps their time.
    """
    for moment in walk(session, steps):
        moved: tuple[type[Fact], ...] = (Extended, GivenBack, Moved, Passed, Voted)
        if untouched(moment.before, moment.before.current.segment):
            moved = (*moved, BidsAccepted, RolesGiven)
        if may_change(moment.before, moment.before.turns[moment.before.position]):
            moved = (*moved, Replanned)
        if moment.after.current != moment.before.current:
            continue
        if moment.facts and not isinstance(moment.facts[0], moved) and moment.step.name != "undo":
            before = seconds_left(moment.before, moment.now)
            assert seconds_left(moment.after, moment.now) == pytest.approx(before, abs=1e-6)


def _running(facts: Sequence[Fact], until: datetime) -> timedelta:
    """Return how long a clock ran, counted the simple way: the sum of the running stretches."""
    total, since = NOTHING, None
    for fact in facts:
        if isinstance(fact, Began | Resumed):
            since = fact.at
        elif isinstance(fact, Paused | Closed) and since is not None:
            total, since = total + (fact.at - since), None
    return total if since is None else total + (until - since)


@LAW
@given(SESSIONS, WALKS)
def test_no_time_is_lost_or_made_up(session: Session, steps: Steps) -> None:
    """All turns together have had exactly the time the clock ran, less what was given back."""
    for now_session, now in moments(session, steps):
        if any(isinstance(fact, GivenBack) for fact in now_session.standing):
            continue
        others = [used for id_, used in now_session.used.items() if id_ != now_session.current]
        spent = sum(others, used_by_current(now_session, now))
        assert spent == _running(now_session.standing, now)


@LAW
@given(SESSIONS, WALKS)
def test_giving_back_never_exceeds_what_was_used(session: Session, steps: Steps) -> None:
    """Giving an interruption back returns that time once, and never more than the turn had."""
    for moment in walk(session, steps):
        if moment.facts and isinstance(moment.facts[0], GivenBack):
            gained = seconds_left(moment.after, moment.now) - seconds_left(
                moment.before, moment.now
            )
            assert gained == pytest.approx(moment.before.pending.total_seconds(), abs=1e-6)
            assert gained > 0
            assert moment.after.pending == NOTHING
        assert all(used >= NOTHING for used in moment.after.used.values())


@LAW
@given(SESSIONS, WALKS, PAUSES)
def test_projected_end_is_what_is_left(session: Session, steps: Steps, wait: timedelta) -> None:
    """The end is never foretold in the past: it is now, what this turn has, and what is ahead."""
    for now_session, moment in moments(session, steps):
        if now_session.closed:
            assert projected_end(now_session, moment) == now_session.closed
            continue
        now = moment + wait
        ahead = sum(
            max(0.0, now_session.allotted(turn) - used.total_seconds())
            for turn in now_session.turns[now_session.position + 1 :]
            for used in [now_session.used.get(turn.id, NOTHING)]
        )
        left = max(0.0, seconds_left(now_session, now))
        end = projected_end(now_session, now)
        assert end >= now
        assert (end - now).total_seconds() == pytest.approx(left + ahead, abs=1e-5)


def _seconds(figure: str) -> int:
    """Return what a figure of the running order comes to."""
    seconds = 0
    for part in figure.split(":"):
        seconds = 60 * seconds + int(part)
    return seconds


@LAW
@given(SESSIONS, WALKS)
def test_the_running_order_adds_up_to_the_end(session: Session, steps: Steps) -> None:
    """Now, what the clock has left and every figure ahead in the column are the end foretold."""
    for now_session, now in moments(session, steps):
        if now_session.closed:
            continue
        figures = [
            _seconds(line.time)
            for line in view(now_session, now).order
            if line.mark is Mark.AHEAD and line.time
        ]
        left = max(0.0, seconds_left(now_session, now))
        end = (projected_end(now_session, now) - now).total_seconds()
        assert left + sum(figures) == pytest.approx(end, abs=len(now_session.turns))


@LAW
@given(SESSIONS, WALKS)
def test_a_part_is_the_sum_of_its_lines(session: Session, steps: Steps) -> None:
    """Whatever happened in the part that is on, its lines come to its figure, to the second."""
    for now_session, now in moments(session, steps):
        order = view(now_session, now).order
        (part,) = (line for line in order if line.mark is Mark.NOW and not line.indent)
        turns = [line for line in order if line.indent == 1 and line.mark is not Mark.PASSED]
        if turns:
            assert sum(_seconds(line.time) for line in turns) == _seconds(part.time)


@LAW
@given(SESSIONS, st.integers(min_value=0, max_value=500))
def test_overtime_counts_second_by_second(session: Session, over: int) -> None:
    """Once time is up the clock counts on, one second at a time, and says that it is over."""
    up = session.began + timedelta(seconds=session.turns[0].seconds)
    at = up + timedelta(seconds=over)
    assert whole_seconds(seconds_left(session, at)) == -over
    assert tone(session, at) is Tone.OVER
    assert tone(session, up - timedelta(microseconds=1)) is not Tone.OVER
    minutes, seconds = divmod(over, 60)
    assert view(session, at).clock == f"{'+' if over else ''}{minutes}:{seconds:02}"


@LAW
@given(SESSIONS, WALKS, st.timedeltas(NOTHING, timedelta(seconds=1)))
def test_view_is_the_same_within_a_second(session: Session, steps: Steps, later: timedelta) -> None:
    """Nothing on the screen moves within a shown second, but the wall clock and the forecast."""
    for now_session, now in moments(session, steps):
        first, second = view(now_session, now), view(now_session, now + later)
        if first.clock == second.clock and first.tone is second.tone:
            changing = ["now"]
            if now_session.running_since is None or first.tone is Tone.OVER:
                changing += ["projected", "drift", "drift_sign", "on_time", "late", "behind"]
                changing.append("pause")
            same = {name: getattr(second, name) for name in changing}
            assert replace(first, **same) == second


@LAW
@given(SESSIONS, WALKS)
def test_view_is_whole_for_any_walk(session: Session, steps: Steps) -> None:
    """The screen can always be drawn, and the running order agrees with who is on."""
    for now_session, now in moments(session, steps):
        picture = view(now_session, now)
        assert 0 <= picture.portion <= 100
        marks = [line.mark for line in picture.order if line.indent == 0 and line.time != LEFT_OUT]
        if max(Counter(blocks(now_session.agenda.segments)).values()) == 1:  # parts come once
            assert marks == sorted(marks, key=[Mark.DONE, Mark.NOW, Mark.AHEAD].index)
        assert marks.count(Mark.NOW) == 1
        turns = [line for line in picture.order if line.indent == 1]
        if turns:
            here = [line.mark for line in turns].index(Mark.NOW)
            round_on = picture.place.partition(" of ")[0].capitalize()
            called = turns[here].title.removesuffix(", the rest").partition(", extended")[0]
            assert not picture.who or called in {picture.who, picture.volunteer, round_on}
            assert all(line.mark in {Mark.DONE, Mark.PASSED} for line in turns[:here])
            assert all(line.mark in {Mark.AHEAD, Mark.PASSED} for line in turns[here + 1 :])
        assert picture.ended == (now_session.closed is not None)
        assert not (picture.ended and picture.paused)


@LAW
@given(SESSIONS, WALKS)
def test_soon_comes_before_over(session: Session, steps: Steps) -> None:
    """A turn goes from calm to soon to over, each shown second in that order."""
    for now_session, now in moments(session, steps):
        if now_session.running_since is None:
            continue
        left = math.ceil(max(0.0, seconds_left(now_session, now)))
        tones = [
            tone(now_session, now + timedelta(seconds=passed))
            for passed in sorted({0, left // 2, max(0, left - 1), left, left + 1})
        ]
        order = [Tone.CALM, Tone.SOON, Tone.OVER]
        assert tones == sorted(tones, key=order.index)
        assert tones[-1] is Tone.OVER


@LAW
@given(SESSIONS, WALKS)
def test_record_sums_to_the_meeting(session: Session, steps: Steps) -> None:
    """The record of a meeting adds up: planned time to the plan, used time to the time used.

    The plan is the first one, whatever was planned again while it ran.
    """
    last, now = moments(session, steps)[-1]
    if not last.closed:
        last = apply(last, Closed(now))
    record = record_of(last)
    planned = sum(segment.planned for segment in record.segments)
    again = {Replanned, Voted}
    laying = {*again, BidsAccepted, RolesGiven, AttendanceChanged}
    relaid = {type(fact) for fact in last.standing} & laying
    if not relaid & again:
        assert planned == sum(turn.seconds for turn in last.turns)
    elif relaid <= again:
        assert planned == sum(turn.seconds for turn in fold(last.standing[:1]).turns)
    used = sum(last.used.values(), NOTHING).total_seconds()
    assert abs(sum(segment.used for segment in record.segments) - used) <= len(record.segments)
    assert used <= (record.ended - record.began).total_seconds()
