"""Laws of re-planning: nothing is lost, nothing goes below its floor, and it comes to rest."""

import math
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given

from circle_tui.domain.agenda import ClockMode, Segment
from circle_tui.domain.choices import Way
from circle_tui.domain.errors import Refused
from circle_tui.domain.plan import EVERYBODY, Turn, TurnId, planned_seconds
from circle_tui.domain.replan import (
    SAVED,
    behind,
    floors,
    limits,
    may_change,
    remaining,
    rooms_of,
)
from circle_tui.domain.replan_base import Replan
from circle_tui.domain.replan_parts import to_come
from circle_tui.domain.replan_rules import Replans, may_replan, replan, replans
from circle_tui.domain.replan_table import PROTECTED, Piece, table_of
from circle_tui.domain.session import NOTHING, Session, apply, used_by_current
from circle_tui.domain.sharing import STEP
from circle_tui.domain.timing import BEHIND, drift_of, projected_end, to_the_minute
from tests.strategies import LAW, SESSIONS, WALKS, Steps, walk

IN_ALL = 1e-4
"""Seconds that floating point may be off by."""


def moments(session: Session, steps: Steps) -> list[tuple[Session, datetime]]:
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


@LAW
@given(SESSIONS, WALKS)
def test_parts_sum_exactly_to_what_is_left(session: Session, steps: Steps) -> None:
    """Accepted times sum to what is left until the promise, in steps of five seconds."""
    for before, now in moments(session, steps):
        within = {None} | within_reach(before, now)
        *walls, end = (limit for limit in limits(before, now, UTC) if limit.segment in within)
        for way in ways(before, now):
            after = taken(before, now, way)
            assert projected_end(after, now) == way.ends
            moved = after.promised_end != before.promised_end
            assert limits(after, now, UTC)[-1].late < STEP
            if way.choice.way is not Way.LATER:
                assert not missed(after, now) & within_reach(before, now)
            if way.choice.way is Way.SHORTEN and not moved:
                given = planned_seconds(remaining(before)) - planned_seconds(remaining(after))
                assert given % STEP == 0
                assert given >= max(limit.late for limit in (*walls, end)) - STEP
                if all(wall.late <= end.late for wall in walls):
                    assert -STEP < late(after, now) <= IN_ALL
            shown = to_the_minute(after.promised_end) - to_the_minute(before.promised_end)
            assert shown.total_seconds() == way.choice.later
            if way.choice.way is Way.LATER:
                assert moved
                assert late(after, now) == 0


def missed(session: Session, now: datetime) -> set[int | None]:
    """Return the parts that would end after their wall time."""
    return {limit.segment for limit in limits(session, now, UTC)[:-1] if limit.late >= STEP}


def within_reach(session: Session, now: datetime) -> set[int | None]:
    """Return the parts with a wall time which the floors of all turns up to them let be kept.

    Reckoned here turn by turn, and in no way that the program does.
    """
    least, found = floors(session), set()
    for limit in limits(session, now, UTC)[:-1]:
        gives = 0
        for turn in remaining(session)[: limit.turns]:
            if may_change(session, turn):
                used = session.used.get(turn.id, NOTHING)
                if turn.id == session.current:
                    used = used_by_current(session, now) + timedelta(seconds=60)
                bound = max(least[turn.id], math.ceil(used.total_seconds()))
                gives += max(0, turn.seconds - bound) // STEP
        if math.ceil(limit.late / STEP) <= gives:
            found.add(limit.segment)
    return found


def keeps_to_the_floors(before: Session, now: datetime, way: Replan, after: Session) -> None:
    """Assert that no turn gets less than it may by a way that was accepted."""
    had = {turn.id: turn for turn in remaining(before)}
    least, first = floors(before), {turn.id: before.planned(turn) for turn in before.turns}
    for turn in remaining(after):
        old = had.get(turn.id)
        if old is None:
            assert turn.id.seat == EVERYBODY
            assert way.choice.way is Way.VOLUNTEERS
            continue
        if turn.seconds == old.seconds:
            continue
        longer = way.choice.way is Way.LENGTHEN and turn.id == before.current
        assert may_change(before, old) or longer
        if turn.seconds < old.seconds:
            segment = before.agenda.segments[turn.id.segment]
            assert not segment.protected or turn.seconds >= first[turn.id]
            assert segment.least is not None or 2 * turn.seconds >= first[turn.id]
            assert turn.seconds >= stated(segment, turn, first)
            assert turn.seconds >= least[turn.id]
            used = before.used.get(turn.id, NOTHING)
            if turn.id == before.current:
                used = used_by_current(before, now) + timedelta(seconds=60)
            assert timedelta(seconds=turn.seconds) >= used
        else:
            assert way.choice.way is Way.LENGTHEN
        assert (turn.seconds - old.seconds) % STEP == 0


def stated(segment: Segment, turn: Turn, first: dict[TurnId, int]) -> Fraction:
    """Return a turn's share of what its part must have by its author's word; 0 without one.

    For bids that is one person's; ``first`` is what each turn was planned for.
    """
    least = segment.least or 0
    if segment.clock is ClockMode.BID:
        return Fraction(min(first[turn.id], least))
    whole = sum(seconds for id_, seconds in first.items() if id_.segment == turn.id.segment)
    return Fraction(first[turn.id] * min(whole, least), whole)


def rests(before: Session, now: datetime, way: Replan, after: Session) -> None:
    """Assert that right after a way was accepted there is no other that goes back on it."""
    if way.choice.way is Way.LATER and missed(after, now):
        assert missed(after, now) == missed(before, now), "every part keeps its time"
        return
    assert not behind(after, now, UTC)
    then = ways(after, now)
    cuts = [other for other in then if other.choice.way is not Way.LENGTHEN]
    for other in cuts:  # each meets a wall time that shortening does not
        assert missed(taken(after, now, other), now) < missed(after, now)
    if then and not cuts:
        assert late(after, now) <= -SAVED
        assert way.choice.way is not Way.LENGTHEN or [o.pick for o in then] == ["lengthen beyond"]
        assert way.pick != "lengthen beyond"
        assert not ways(taken(after, now, then[-1]), now)


@LAW
@given(SESSIONS, WALKS)
def test_nothing_goes_below_its_floor(session: Session, steps: Steps) -> None:
    """No turn gets less than its floor or than it has used; who speaks keeps what they have."""
    for before, now in moments(session, steps):
        for way in ways(before, now):
            keeps_to_the_floors(before, now, way, taken(before, now, way))


@LAW
@given(SESSIONS, WALKS)
def test_it_comes_to_rest(session: Session, steps: Steps) -> None:
    """Right after accepting there is nothing more to accept, and nothing goes to and fro.

    That is so where the end was moved as well. A part that was left out, or one with a wall time of
    its own, may leave minutes over; those can be given back, once, and nothing is late by it.
    """
    for before, now in moments(session, steps):
        for way in ways(before, now):
            rests(before, now, way, taken(before, now, way))


@LAW
@given(SESSIONS, WALKS)
def test_what_is_said_is_what_happens(session: Session, steps: Steps) -> None:
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


@LAW
@given(SESSIONS, WALKS)
def test_the_figures_add_up_to_the_end(session: Session, steps: Steps) -> None:
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


@LAW
@given(SESSIONS, WALKS)
def test_the_table_adds_up_to_both_ends(session: Session, steps: Steps) -> None:
    """Each column of the table adds up to its end: as it stands, and as it would be.

    Where a part is protected that is said, and no line keeps it from me that it gets shorter.
    """
    for before, now in moments(session, steps):
        for way in ways(before, now):
            rows = table_of(before, way, now)
            for told, end in (
                (sum(row.before for row in rows), projected_end(before, now)),
                (sum(row.after for row in rows), way.ends),
            ):
                comes = now + timedelta(seconds=told)
                assert abs((comes - end).total_seconds()) <= len(way.fact.turns)
            for row in rows:
                protected = before.agenda.segments[row.segment].protected
                assert min(row.before, row.after) >= 0
                assert (row.why == PROTECTED) <= (protected and row.before == row.after)
                if protected and row.piece is not Piece.NOW and row.before == row.after:
                    assert row.why == PROTECTED


@LAW
@given(SESSIONS, WALKS)
def test_hint_is_there_exactly_when_late(session: Session, steps: Steps) -> None:
    """The hint is there from fifteen seconds on, where something is ahead, and only then.

    Beside it the header never says that the meeting is on time.
    """
    for before, now in moments(session, steps):
        if behind(before, now, UTC):
            assert not isinstance(may_replan(before, now), Refused)
            told = drift_of(projected_end(before, now), before.promised_end)
            assert told.endswith("late") or late(before, now) <= BEHIND
        elif before.position < len(before.turns) - 1 or any(rooms_of(before, now)):
            assert late(before, now) <= BEHIND
        saved = -late(before, now)
        if saved >= SAVED and not isinstance(replans(before, now, UTC), Refused):
            assert saved == pytest.approx(-limits(before, now, UTC)[-1].late)


@LAW
@given(SESSIONS, WALKS)
def test_a_promise_that_can_be_kept_is(session: Session, steps: Steps) -> None:
    """Where the parts that remain can give what is missing, shortening them is offered for it.

    Whatever stands in the way of that, as a wall time that nothing can keep any more.
    """
    for before, now in moments(session, steps):
        gives = sum(room // STEP * STEP for room in rooms_of(before, now))
        if STEP <= late(before, now) <= gives:
            first = ways(before, now)[0]
            assert (first.pick, first.fact.promised_end) == ("shorten", before.promised_end)
            assert late(taken(before, now, first), now) <= IN_ALL
