"""Laws of re-planning: nothing is lost, nothing goes below its floor, and it comes to rest."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings

from circle_tui.domain.choices import Way
from circle_tui.domain.errors import Refused
from circle_tui.domain.plan import EVERYBODY, planned_seconds
from circle_tui.domain.replan import (
    BEHIND,
    SAVED,
    behind,
    floors,
    limits,
    may_change,
    remaining,
)
from circle_tui.domain.replan_parts import to_come
from circle_tui.domain.replan_rules import Replan, Replans, may_replan, replan, replans
from circle_tui.domain.session import NOTHING, Session, apply, used_by_current
from circle_tui.domain.sharing import STEP
from circle_tui.domain.timing import projected_end, to_the_minute
from tests.strategies import LAW, SESSIONS, WALKS, Step, walk

TRIED = settings(LAW, max_examples=int(os.environ.get("CIRCLE_TUI_EXAMPLES", LAW.max_examples)))
"""The issue's figure is 10,000; every run of the tests tries some of them."""

IN_ALL = 1e-4
"""Seconds that floating point may be off by."""


def moments(session: Session, steps: Sequence[Step]) -> list[tuple[Session, datetime]]:
    """Return the session after each step and when."""
    open_ = [(m.after, m.now) for m in walk(session, steps) if not m.after.closed]
    return [(session, session.began), *open_]


def ways(session: Session, now: datetime) -> tuple[Replan, ...]:
    """Return the ways that are offered."""
    found = replans(session, now, UTC)
    return found.ways if isinstance(found, Replans) else ()


def taken(session: Session, now: datetime, way: Replan) -> Session:
    """Return the session after a way was accepted, by the rule."""
    outcome = replan(way, UTC)(session, now)
    assert outcome == (way.fact,)
    return apply(session, way.fact)


def late(session: Session, now: datetime) -> float:
    """Return by how much the meeting would end after its promise."""
    return (projected_end(session, now) - session.promised_end).total_seconds()


@TRIED
@given(SESSIONS, WALKS)
def test_parts_sum_exactly_to_what_is_left(session: Session, steps: Sequence[Step]) -> None:
    """Accepted times sum to what is left until the promise, in steps of five seconds."""
    for before, now in moments(session, steps):
        must = limits(before, now, UTC)
        for way in ways(before, now):
            after = taken(before, now, way)
            assert projected_end(after, now) == way.ends
            assert all(
                limit.late < STEP or way.choice.way is Way.LATER
                for limit in limits(after, now, UTC)
            )
            if way.choice.way is Way.SHORTEN:
                given = planned_seconds(remaining(before)) - planned_seconds(remaining(after))
                assert given % STEP == 0
                assert given >= max(limit.late for limit in must) - STEP
                if must[:-1] == () or must[-1].late == max(limit.late for limit in must):
                    assert -STEP < late(after, now) <= IN_ALL
            if way.choice.way is Way.LATER:
                shown = to_the_minute(after.promised_end) - to_the_minute(before.promised_end)
                assert shown.total_seconds() == way.choice.later
                assert late(after, now) == 0
            else:
                assert after.promised_end == before.promised_end


@TRIED
@given(SESSIONS, WALKS)
def test_nothing_goes_below_its_floor(session: Session, steps: Sequence[Step]) -> None:
    """No turn gets less than its floor or than it has used; who speaks keeps what they have."""
    for before, now in moments(session, steps):
        for way in ways(before, now):
            after = taken(before, now, way)
            had = {turn.id: turn for turn in remaining(before)}
            least = floors(before)
            for turn in remaining(after):
                old = had.get(turn.id)
                if old is None:
                    assert turn.id.seat == EVERYBODY
                    assert way.choice.way is Way.VOLUNTEERS
                    continue
                if turn.seconds == old.seconds:
                    continue
                assert may_change(before, old)
                if turn.seconds < old.seconds:
                    assert turn.seconds >= least[turn.id]
                    used = before.used.get(turn.id, NOTHING)
                    if turn.id == before.current:
                        used = used_by_current(before, now) + timedelta(seconds=60)
                    assert timedelta(seconds=turn.seconds) >= used
                else:
                    assert way.choice.way is Way.LENGTHEN
                assert (turn.seconds - old.seconds) % STEP == 0


@TRIED
@given(SESSIONS, WALKS)
def test_it_comes_to_rest(session: Session, steps: Sequence[Step]) -> None:
    """Right after accepting there is nothing more to accept, and nothing goes to and fro.

    A part that was left out, or one with a wall time of its own, may leave minutes over; those can
    be given back, once, and nothing is ever late by it.
    """
    for before, now in moments(session, steps):
        for way in ways(before, now):
            after = taken(before, now, way)
            if way.choice.way is Way.LATER:
                assert not any(w.choice.way is Way.SHORTEN for w in ways(after, now)) or any(
                    limit.late >= STEP for limit in limits(after, now, UTC)[:-1]
                )
                continue
            assert not behind(after, now, UTC)
            then = ways(after, now)
            assert all(other.choice.way is Way.LENGTHEN for other in then)
            if then:
                assert late(after, now) <= -SAVED
                assert way.choice.way is not Way.LENGTHEN
                assert not ways(taken(after, now, then[0]), now)


@TRIED
@given(SESSIONS, WALKS)
def test_what_is_said_is_what_happens(session: Session, steps: Sequence[Step]) -> None:
    """The parts that are shown, before and after, are the turns there are then."""
    for before, now in moments(session, steps):
        found = replans(before, now, UTC)
        if isinstance(found, Refused):
            assert found.why.endswith(".")
            assert not ways(before, now)
            continue
        assert found.ways
        assert found.said.endswith(".")
        assert len({way.pick for way in found.ways}) == len(found.ways)
        assert may_replan(before, now) == ()
        for way in found.ways:
            after = taken(before, now, way)
            assert way.choice.title
            assert way.choice.sentence.endswith(".")
            for part in way.parts:
                turns = [t for t in remaining(after) if t.id.segment == part.segment]
                shown = [to_come(after, t) for t in turns if may_change(after, t)]
                assert part.after == sum(shown)
                assert not part.turns or part.turns == tuple(filter(None, shown))
            assert way.choice.changes == tuple(p for p in way.parts if p.before != p.after)
            assert sum(seconds for _, seconds in way.fact.turns) == way.choice.seconds


@TRIED
@given(SESSIONS, WALKS)
def test_the_figures_add_up_to_the_end(session: Session, steps: Sequence[Step]) -> None:
    """Now, what is left of the turn that is on and the figures of the parts are the end shown.

    A talk that is on is told whole, as its clock does; what of it was used is not to come.
    """
    for before, now in moments(session, steps):
        for way in ways(before, now):
            seconds = dict(way.fact.turns)[before.current]
            left = max(0.0, seconds - used_by_current(before, now).total_seconds())
            told = sum(part.after for part in way.parts)
            if may_change(before, before.turns[before.position]):
                told -= seconds
            comes = now + timedelta(seconds=left + told)
            assert abs((comes - way.ends).total_seconds()) <= len(way.fact.turns)


@TRIED
@given(SESSIONS, WALKS)
def test_hint_is_there_exactly_when_late(session: Session, steps: Sequence[Step]) -> None:
    """More than fifteen seconds late with something ahead, and only then, the hint is there."""
    for before, now in moments(session, steps):
        if behind(before, now, UTC):
            assert not isinstance(may_replan(before, now), Refused)
        elif before.position < len(before.turns) - 1:
            assert late(before, now) <= BEHIND
        saved = -late(before, now)
        if saved >= SAVED and not isinstance(replans(before, now, UTC), Refused):
            assert saved == pytest.approx(-limits(before, now, UTC)[-1].late)
