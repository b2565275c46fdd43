"""Laws of coming and going: whoever is here has their turn, whoever is not has none, no more."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from circle_tui.domain.agenda import IN_GROUPS, Agenda, ClockMode, EachInGroup, Segment
from circle_tui.domain.attendance import HERE, Attendance, here
from circle_tui.domain.attendance_rules import Arrivals, arrivals, attend
from circle_tui.domain.cast import holders
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Moved, Undone
from circle_tui.domain.plan import EVERYBODY, IN_TURNS, Turn, TurnId, in_order
from circle_tui.domain.session import NOTHING, Session, apply, fold, used_by_current
from circle_tui.domain.state import named, of_round, steps_left
from tests.strategies import GROUPED, LAW, RETURNS, SESSIONS, WALKS, Moment, Step, walk
from tests.unit.circles import begun
from tests.unit.test_nameless_turns import AGENDA as UNNAMED

TRIED = settings(LAW, max_examples=int(os.environ.get("CIRCLE_TUI_EXAMPLES", LAW.max_examples)))
"""As for re-planning: thousands when asked for, some of them in every run of the tests."""

CHANGES = st.dictionaries(
    st.integers(min_value=1, max_value=8), st.sampled_from(Attendance), min_size=1, max_size=6
)


def changes(session: Session, steps: Sequence[Step], kind: type) -> Iterator[Moment]:
    """Yield the steps by which a fact of this kind came to be."""
    for moment in walk(session, steps):
        if any(isinstance(fact, kind) for fact in moment.facts):
            yield moment


def accepted(session: Session, states: dict[int, Attendance], now: datetime) -> Arrivals | None:
    """Return what a change comes to if it is allowed."""
    states = {seat: state for seat, state in states.items() if seat in session.attendance}
    found = arrivals(session, now, states)
    return None if isinstance(found, Refused) else found


def moments(
    session: Session, steps: Sequence[Step], states: dict[int, Attendance], wait: int
) -> Iterator[tuple[Session, Session, datetime]]:
    """Yield the session before and after people come and go, at each step of a walk."""
    now = session.began + timedelta(seconds=wait)
    for moment in [None, *walk(session, steps)]:
        before = session if moment is None else moment.after
        at = now if moment is None else moment.now + timedelta(seconds=wait)
        if not before.closed and (found := accepted(before, states, at)):
            yield before, found.after, at


def had(session: Session, turn: Turn, now: datetime) -> timedelta:
    """Return how long somebody had a turn."""
    if turn.id == session.current:
        return used_by_current(session, now)
    return session.used.get(turn.id, NOTHING)


def of_persons(session: Session, index: int) -> tuple[Turn, ...]:
    """Return the turns of a part in which each person has one; none of any other part."""
    if session.agenda.segments[index].clock not in IN_TURNS:
        return ()
    turns = tuple(turn for turn in session.turns if turn.id.segment == index)
    return () if any(turn.id.seat == EVERYBODY for turn in turns) else turns


TALK = Segment("Talk", "discussion", ClockMode.GROUP, 600)
PAIRS = Segment("Pairs", "exercise", ClockMode.PAIRS, 300)
ROUND = Segment("Round", "round", ClockMode.EACH, 120)

WAITS = st.integers(min_value=0, max_value=900)


@TRIED
@given(SESSIONS, WALKS, CHANGES, WAITS)
def test_nobody_who_is_away_has_a_turn_ahead(
    session: Session, steps: Sequence[Step], states: dict[int, Attendance], wait: int
) -> None:
    """The running order calls on nobody who has gone, and puts nobody with them in a group."""
    for before, after, _ in moments(session, steps, states, wait):
        assert set(after.seats) == set(here(after.attendance))
        ahead = after.turns[after.position + 1 :]
        for turn in ahead:
            assert turn.id.seat in (EVERYBODY, *after.seats)
            if set(before.seats) == set(after.seats) or after.used.get(turn.id):
                continue
            assert {seat for group in turn.groups for seat in group} <= set(after.seats)
        if after.current.seat not in (EVERYBODY, *after.seats):
            assert not ahead, "the floor stays only where there is nothing it could go on to"
            assert after.current == before.current


@TRIED
@example(
    begun(Agenda("round", "Round", (TALK, ROUND)), people=3),
    [Step(key, timedelta(minutes=1)) for key in ("advance", "advance", "one goes", "go_back")],
)
@given(SESSIONS, st.one_of(WALKS, RETURNS))
def test_the_floor_goes_to_nobody_who_has_gone(session: Session, steps: Sequence[Step]) -> None:
    """Whichever way the floor went before, nobody is ahead who is not here."""
    for moment in walk(session, steps):
        after = moment.after
        ahead = after.turns[after.position + 1 :]
        assert all(turn.id.seat in (EVERYBODY, *after.seats) for turn in ahead)


@TRIED
@example(
    begun(Agenda("pairs", "Pairs", (replace(PAIRS, rounds=4),)), people=4),
    [Step("advance", timedelta(0))],
)
@given(GROUPED, RETURNS)
def test_the_floor_going_on_or_back_moves_nobody_else(
    session: Session, steps: Sequence[Step]
) -> None:
    """Where nobody who has gone is ahead, every turn and group stays as it was."""
    for moment in walk(session, steps):
        if moment.facts and all(isinstance(fact, Moved) for fact in moment.facts):
            before, after = moment.before, moment.after
            gone = {turn.id.seat for turn in before.turns} - {EVERYBODY, *before.seats}
            if not gone:
                assert after.turns == before.turns


@TRIED
@given(SESSIONS, WALKS, CHANGES, WAITS)
def test_everybody_here_is_heard_once(
    session: Session, steps: Sequence[Step], states: dict[int, Attendance], wait: int
) -> None:
    """In each round that is not over everybody here who may speak has exactly one turn."""
    for before, after, _ in moments(session, steps, states, wait):
        if set(before.seats) == set(after.seats):
            continue
        ids = [turn.id for turn in after.turns]
        assert len(set(ids)) == len(ids)
        held = holders(after.agenda, after.seats, after.cast)
        for index, segment in enumerate(after.agenda.segments):
            turns = of_persons(after, index)
            ahead = {t.id.round for t in after.turns[after.position :] if t.id.segment == index}
            out = {held[role] for role in segment.exclude}
            if index in after.shared or not turns or out >= set(after.seats):
                continue
            for number in ahead:
                heard = [turn.id.seat for turn in turns if turn.id.round == number]
                assert set(after.seats) - out <= set(heard)


def in_one_group(before: Session, after: Session) -> None:
    """Assert that from the next round on nobody is without a group, in two, or alone."""
    if set(before.seats) == set(after.seats):
        return
    for turn in after.turns[after.position + 1 :]:
        segment = after.agenda.segments[turn.id.segment]
        if segment.clock not in IN_GROUPS or after.used.get(turn.id):
            continue
        there = sorted(seat for group in turn.groups for seat in group)
        assert len(set(there)) == len(there)
        if segment.each_in_group is EachInGroup.NO:
            assert there == sorted(after.seats)
        assert set(there) <= set(after.seats)
        assert all(turn.groups)
        assert len(after.seats) == 1 or 1 not in map(len, turn.groups)


@TRIED
@given(SESSIONS, WALKS, CHANGES, WAITS)
def test_everybody_here_is_in_one_group(
    session: Session, steps: Sequence[Step], states: dict[int, Attendance], wait: int
) -> None:
    """From the next round on nobody is without a group, in two, or alone beside others."""
    for before, after, _ in moments(session, steps, states, wait):
        in_one_group(before, after)


@TRIED
@given(GROUPED, RETURNS, CHANGES, WAITS)
def test_groups_hold_when_the_floor_goes_back(
    session: Session, steps: Sequence[Step], states: dict[int, Attendance], wait: int
) -> None:
    """People come and go, I go back, more come and go: every round ahead has a group for each."""
    for before, after, now in moments(session, steps, states, wait):
        in_one_group(before, after)
        stay = {turn.id: turn for turn in after.turns}
        assert all(stay[t.id] == t for t in before.turns if had(before, t, now))
        assert apply(after, Undone(now)) == before


def seats_exchanged(before: Session, after: Session) -> Session:
    """Return the session before, where two turns without a name have each other's seat then.

    That is so where the turn that is on was nobody's, and whoever's seat it had went: it goes on
    with the seat of another that is nobody's. Such a seat keeps a place and no more (``named``).
    """
    on, then = before.current, after.current
    if on.seat in (EVERYBODY, *after.seats) or named(before, on):
        return before
    if then not in of_round(before, on) or then in before.volunteers:
        return before
    there = {on: then, then: on}
    return replace(
        before,
        current=then,
        turns=tuple(replace(turn, id=there.get(turn.id, turn.id)) for turn in before.turns),
        used={there.get(id_, id_): taken for id_, taken in before.used.items()},
        extra={there.get(id_, id_): seconds for id_, seconds in before.extra.items()},
    )


def going_on(before: Session, after: Session) -> set[TurnId]:
    """Return the turns in which somebody left who comes back, and that lie ahead for it."""
    came = set(after.seats) - set(before.seats)
    ahead = {turn.id for turn in after.turns[after.position :]}
    return {id_ for id_ in before.broken.keys() & ahead - {before.current} if id_.seat in came}


@TRIED
@given(SESSIONS, WALKS, CHANGES, WAITS)
@example(begun(UNNAMED, 4), [Step("advance", timedelta(0))] * 3, {4: Attendance.LEFT}, 0)
@example(begun(UNNAMED, 4), [Step("advance", timedelta(0, 30))] * 3, {4: Attendance.LEFT}, 9)
def test_nothing_that_was_had_changes(
    session: Session, steps: Sequence[Step], states: dict[int, Attendance], wait: int
) -> None:
    """Who has spoken has spoken: no turn behind changes, and not a second of it is lost.

    Of one that went by without a name, which is nobody's, the seat may be another. Only a turn in
    which somebody left who is back goes on, and with no more than was left of it.
    """
    for begins, after, now in moments(session, steps, states, wait):
        before = seats_exchanged(begins, after)
        again = going_on(before, after)
        stay = tuple(t for t in before.turns[: before.position] if t.id not in again)
        assert after.turns[: len(stay)] == stay
        still = {turn.id: turn for turn in after.turns}
        for turn in before.turns:
            if turn.id in again:
                assert had(after, turn, now) == had(before, turn, now)
                assert steps_left(after, still[turn.id]) <= before.broken[turn.id]
                continue
            went = turn.id.seat not in (EVERYBODY, *after.seats)
            if turn in stay or (had(before, turn, now) and not went):
                assert still[turn.id] == turn
                assert after.allotted(turn) == before.allotted(turn)
                assert had(after, turn, now) == had(before, turn, now)
        assert sum((had(after, t, now) for t in after.turns), NOTHING) + sum(
            (taken for id_, taken in after.used.items() if id_ not in still), NOTHING
        ) == sum((had(before, t, now) for t in before.turns), NOTHING) + sum(
            (
                taken
                for id_, taken in before.used.items()
                if all(turn.id != id_ for turn in before.turns)
            ),
            NOTHING,
        )
        assert after.promised_end == before.promised_end
        assert after.running_since in (before.running_since, now)


@TRIED
@given(SESSIONS, WALKS, CHANGES, WAITS)
def test_no_part_ahead_falls_away(
    session: Session, steps: Sequence[Step], states: dict[int, Attendance], wait: int
) -> None:
    """Whoever goes, a part that is ahead has somebody who speaks in it."""
    for before, after, _ in moments(session, steps, states, wait):
        ahead = {t.id.segment for t in before.turns if t.id.segment > before.current.segment}
        assert ahead <= {turn.id.segment for turn in after.turns}


@TRIED
@given(SESSIONS, WALKS, CHANGES, WAITS)
def test_parts_sum_to_what_they_should(
    session: Session, steps: Sequence[Step], states: dict[int, Attendance], wait: int
) -> None:
    """A total stays that total; the same time for each stays the same; the rest stays as it is."""
    for begins, after, _ in moments(session, steps, states, wait):
        before = seats_exchanged(begins, after)
        assert after.turns == in_order(after.agenda, after.turns)
        on = before.turns[before.position]
        for index, segment in enumerate(after.agenda.segments):
            old = [t for t in before.turns if t.id.segment == index]
            new = [t for t in after.turns if t.id.segment == index]
            ahead = [t for t in new if t.id not in {t.id for t in old}]
            if segment.clock in (ClockMode.GROUP, ClockMode.VOTE_EXTEND):
                assert new == old
            elif segment.clock is ClockMode.EACH and of_persons(before, index):
                least = min(turn.seconds for turn in old)
                assert all(turn.seconds == least for turn in ahead)
            elif segment.clock is ClockMode.ONE and old and new:
                assert [t.seconds for t in new] == [t.seconds for t in old]
            elif of_persons(before, index) and index not in before.shared:
                waited = [
                    turn
                    for turn in before.turns[before.position + 1 :]
                    if turn in old and not before.used.get(turn.id)
                ]
                fresh = [turn for turn in new if turn not in old and turn.id != on.id]
                went = [t for t in old if t.id not in {t.id for t in new} and t not in waited]
                if waited and fresh and not went:
                    assert sum(map(after.allotted, new)) == sum(map(before.allotted, old))


@TRIED
@given(SESSIONS, WALKS, st.integers(min_value=1, max_value=8), WAITS)
def test_leaving_and_coming_back_at_once_restores_the_plan(
    session: Session, steps: Sequence[Step], seat: int, wait: int
) -> None:
    """A key pressed by mistake and pressed again leaves nothing behind, whoever it was about."""
    plain = [step for step in steps if step.name in ("advance", "pause", "resume", "lengthen")]
    walked = list(walk(session, plain))
    before = walked[-1].after if walked else session
    now = (walked[-1].now if walked else session.began) + timedelta(seconds=wait)
    assume(seat in before.attendance and before.current.seat != seat)
    away = attend({seat: Attendance.LEFT})
    if before.attendance[seat] not in HERE:
        away = attend({seat: Attendance.LATE})
    middle = away(before, now)
    if isinstance(middle, Refused):
        return
    gone = apply(before, middle[0])
    back = attend({seat: before.attendance[seat]})(gone, now)
    assert not isinstance(back, Refused)
    after = apply(gone, back[0])
    begun = {turn.id.segment for turn in before.turns[: before.position + 1]}
    assert [t for t in after.turns if not t.groups or t.id.segment not in begun] == [
        t for t in before.turns if not t.groups or t.id.segment not in begun
    ]
    assert after.current == before.current
    assert after.seats == before.seats
    assert holders(after.agenda, after.seats, after.cast) == holders(
        before.agenda, before.seats, before.cast
    )


@TRIED
@given(SESSIONS, WALKS, CHANGES, WAITS)
def test_undo_takes_a_change_back(
    session: Session, steps: Sequence[Step], states: dict[int, Attendance], wait: int
) -> None:
    """Undo restores exactly who was here, every turn and every second of the clock."""
    for before, after, now in moments(session, steps, states, wait):
        assert apply(after, Undone(now)) == before
        assert fold(after.standing) == after
