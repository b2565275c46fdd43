"""Laws of what is kept of who spoke how long: it says nothing about anybody."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Order, Segment
from circle_tui.domain.airtime import LEAST_PEOPLE, airtime, shares
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Closed, Volunteered
from circle_tui.domain.plan import EVERYBODY, TurnId
from circle_tui.domain.record import record_of
from circle_tui.domain.rules import Rule
from circle_tui.domain.session import NOTHING, Session, apply, fold
from circle_tui.domain.state import named, speaker, was_had
from circle_tui.domain.turn_rules import (
    come_back_later,
    come_forward,
    may_come_forward,
    still_to_speak,
)
from circle_tui.storage.codec import encode
from tests.fakes import THURSDAY_EVENING
from tests.strategies import AGENDAS, LAW, SESSIONS, WALKS, Steps, walk

ROUND = Agenda(
    "round", "Round", (Segment("Turns", "round", ClockMode.EACH, 120, rounds=2),), minutes=60
)

OPEN = Agenda(
    "open",
    "Open",
    (
        Segment("Turns", "round", ClockMode.DIVIDE, 500, order=Order.VOLUNTEER),
        Segment("Talk", "discussion", ClockMode.GROUP, 120),
    ),
)

HELD = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=400),
        st.sampled_from([rules.advance, rules.advance, rules.lengthen, rules.pass_turn]),
    ),
    min_size=LEAST_PEOPLE + 1,
    max_size=16,
)
"""What is done in a round, and after how many seconds."""

PEOPLE = st.integers(min_value=LEAST_PEOPLE, max_value=9)


def held(people: int, done: Sequence[tuple[int, Rule]]) -> Session:
    """Return a round of so many people in which this was done, closed at its end."""
    now = THURSDAY_EVENING
    session = fold([rules.begin(ROUND, range(1, people + 1), "5e551011", now)])
    for seconds, rule in done:
        now += timedelta(seconds=seconds)
        outcome = rule(session, now)
        for fact in () if isinstance(outcome, Refused) else outcome:
            session = apply(session, fact)
    return apply(session, Closed(now))


def closed(session: Session, steps: Steps) -> Session:
    """Return the session as it was closed after the steps."""
    now = session.began
    for moment in walk(session, steps):
        session, now = moment.after, moment.now
    return session if session.closed else apply(session, Closed(now))


def seated(session: Session, seat: Mapping[int, int]) -> Session:
    """Return the same session with people on other seats."""

    def moved(id_: TurnId) -> TurnId:
        return id_._replace(seat=seat.get(id_.seat, id_.seat))

    return replace(
        session,
        turns=tuple(replace(turn, id=moved(turn.id)) for turn in session.turns),
        current=moved(session.current),
        used={moved(id_): used for id_, used in session.used.items()},
        extra={moved(id_): extra for id_, extra in session.extra.items()},
        passed=frozenset(map(moved, session.passed)),
        replanned={moved(id_): seconds for id_, seconds in session.replanned.items()},
    )


@LAW
@given(PEOPLE, HELD, st.randoms(use_true_random=False))
def test_who_sat_where_changes_nothing(
    people: int, done: Sequence[tuple[int, Rule]], chance: Random
) -> None:
    """Whoever the turns belonged to, what is kept of the session is the same, byte for byte."""
    ended = held(people, done)
    mixed = list(range(1, people + 1))
    chance.shuffle(mixed)
    other = seated(ended, dict(enumerate(mixed, start=1)))
    assert airtime(other) == airtime(ended)
    assert encode(record_of(other)) == encode(record_of(ended))


@LAW
@given(SESSIONS, WALKS)
def test_nothing_is_kept_of_fewer_than_five(session: Session, steps: Steps) -> None:
    """Where fewer than five people had a turn of their own, no figure is kept at all."""
    ended = closed(session, steps)
    had = {turn.id.seat for turn in ended.turns if was_had(ended, turn)} - {EVERYBODY}
    came = set(ended.volunteers.values())
    if len(had | came) < LEAST_PEOPLE:
        assert airtime(ended) is None


@LAW
@given(PEOPLE, HELD)
def test_kept_figures_are_of_the_turns(people: int, done: Sequence[tuple[int, Rule]]) -> None:
    """The spread lies within the longest and the shortest turn, and it is told in steps of five."""
    ended = held(people, done)
    kept = airtime(ended)
    had = [turn.id for turn in ended.turns if was_had(ended, turn)]
    assert (kept is None) == (len({id_.seat for id_ in had}) < LEAST_PEOPLE)
    if kept is None:
        return
    taken = [ended.used[id_].total_seconds() for id_ in had]
    assert 0 <= kept.spread <= max(taken) - min(taken) + 5
    assert kept.spread % 5 == 0
    assert kept.over <= sum(seconds > 120 + 30 for seconds in taken)
    assert kept.passes == len(ended.passed - set(had))


@LAW
@given(SESSIONS, WALKS)
def test_shares_are_of_those_who_had_or_have_a_turn(session: Session, steps: Steps) -> None:
    """The live view lists each person once, nobody who was never on, and loses no second."""
    for moment in walk(session, steps):
        found = shares(moment.after, moment.now)
        listed = [share.seat for share in found]
        assert len(set(listed)) == len(listed)
        assert EVERYBODY not in listed
        assert all(share.short >= 0 and share.used >= 0 for share in found)
        there = {turn.id for turn in moment.after.turns}
        taken = {
            speaker(moment.after, id_)
            for id_, used in moment.after.used.items()
            if used > NOTHING and id_ in there and named(moment.after, id_)
        }
        assert taken <= set(listed)


@LAW
@given(
    st.lists(
        st.tuples(
            st.integers(min_value=0, max_value=90),
            st.sampled_from(
                [rules.advance, rules.advance, rules.go_back, rules.pass_turn, come_back_later]
                + [come_forward(seat) for seat in range(1, 5)]
            ),
        ),
        max_size=14,
    )
)
def test_a_turn_without_a_name_is_nobodys(done: Sequence[tuple[int, Rule]]) -> None:
    """Airtime tells of nobody who was not named but the last, and all others can still be named."""
    now = THURSDAY_EVENING
    session = fold([rules.begin(OPEN, range(1, 5), "5e551011", now)])
    for seconds, rule in done:
        now += timedelta(seconds=seconds)
        outcome = rule(session, now)
        for fact in () if isinstance(outcome, Refused) else outcome:
            before = session
            session = apply(session, fact)
            assert fold(session.standing) == session
            if isinstance(fact, Volunteered):
                assert speaker(session, session.current) == fact.seat
                assert session.position == before.position
                gone = zip(before.turns, session.turns[: before.position], strict=False)
                assert all(before.used.get(a.id) == session.used.get(b.id) for a, b in gone)
        came = set(session.volunteers.values())
        listed = {share.seat for share in shares(session, now)}
        assert listed <= came or len(came) == 3
        if session.current.segment == 0:
            open_to = set(may_come_forward(session))
            assert {1, 2, 3, 4} - came <= open_to
            ahead = {id_.seat for id_ in still_to_speak(session)}
            spoke = {id_.seat for id_ in session.volunteers} - ahead - {session.current.seat}
            assert not spoke & open_to


@LAW
@given(AGENDAS)
def test_a_session_that_is_only_begun_keeps_nothing(agenda: Agenda) -> None:
    """Closed as soon as it began, with one turn on, there is nothing to keep."""
    session = fold([rules.begin(agenda, range(1, 9), "5e551011", THURSDAY_EVENING)])
    assert airtime(apply(session, Closed(session.began))) is None
