"""Laws of a turn in which somebody left: back in time they go on, with no more than is theirs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain import rules
from circle_tui.domain.agenda import ClockMode, Order, Segment
from circle_tui.domain.attendance import HERE, Attendance
from circle_tui.domain.attendance_rules import arrivals, attend
from circle_tui.domain.bid_rules import accept_bids
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import AttendanceChanged, Undone
from circle_tui.domain.plan import EVERYBODY, IN_TURNS, Turn, TurnId, in_order
from circle_tui.domain.rules import Outcome, Rule
from circle_tui.domain.session import NOTHING, Session, apply, fold, used_by
from circle_tui.domain.sharing import STEP
from circle_tui.domain.timing import projected_end
from circle_tui.domain.turn_rules import come_back_later, come_forward, may_come_forward
from tests.property.test_attendance_law import TRIED
from tests.unit.circles import take
from tests.unit.test_attendance import TALK, begun

PART = st.builds(
    Segment,
    st.just("Part"),
    st.just("round"),
    clock=st.sampled_from([ClockMode.EACH, ClockMode.DIVIDE, ClockMode.DIVIDE, ClockMode.BID]),
    seconds=st.sampled_from([7, 60, 300, 1_801, 3_600]),
    rounds=st.integers(min_value=1, max_value=2),
    order=st.sampled_from([Order.ROSTER, Order.ROTATE, Order.VOLUNTEER]),
)

STARTED = st.builds(
    lambda parts, here: begun(*parts, here=here, seats=7),
    st.lists(st.one_of(PART, PART, st.just(TALK)), min_size=1, max_size=3),
    st.integers(min_value=2, max_value=6),
)


def _gone(session: Session) -> list[int]:
    return [seat for seat, state in session.attendance.items() if state not in HERE]


def _who_is_on_goes(session: Session, now: datetime) -> Outcome:
    """Let whoever has the floor leave the room."""
    return attend({session.current.seat: Attendance.LEFT})(session, now)


def _comes_forward(session: Session, now: datetime) -> Outcome:
    """Let the last of those who may come forward do so."""
    may = may_come_forward(session)
    return come_forward(may[-1])(session, now) if may else Refused("Nobody may.")


def _who_waits_goes(place: int) -> Rule:
    def rule(session: Session, now: datetime) -> Outcome:
        ahead = [t.id.seat for t in session.turns[session.position + 1 :] if t.id.seat]
        return attend({seat: Attendance.LEFT for seat in ahead[place:][:1]})(session, now)

    return rule


def _come(place: int | None) -> Rule:
    def rule(session: Session, now: datetime) -> Outcome:
        seats = _gone(session) if place is None else _gone(session)[place:][:1]
        return attend(dict.fromkeys(seats, Attendance.PRESENT))(session, now)

    return rule


def _one_goes_one_comes(session: Session, now: datetime) -> Outcome:
    states = dict.fromkeys(_gone(session)[:1], Attendance.LATE)
    return attend({**states, session.current.seat: Attendance.LEFT})(session, now)


DONE: Mapping[str, Rule] = {
    "advance": rules.advance,
    "go_back": rules.go_back,
    "lengthen": rules.lengthen,
    "shorten": rules.shorten,
    "pause": rules.pause,
    "resume": rules.resume,
    "undo": rules.undo,
    "comes back later": come_back_later,
    "one comes forward": _comes_forward,
    "who is on goes": _who_is_on_goes,
    "the next goes": _who_waits_goes(0),
    "the last goes": _who_waits_goes(-1),
    "the first comes": _come(0),
    "the last comes": _come(-1),
    "all come": _come(None),
    "one goes, one comes": _one_goes_one_comes,
    "shorten what remains": take("shorten"),
    "bids": accept_bids([(seat, 100 * seat) for seat in range(1, 8)]),
}

COMING = [name for name in DONE if "goes" in name or "come" in name]

STEPS = st.lists(
    st.tuples(
        st.sampled_from([*DONE, *COMING, "advance", "who is on goes", "all come"]),
        st.one_of(
            st.sampled_from([0, 1, 10, 60]),
            st.integers(min_value=0, max_value=1_000),
            st.floats(min_value=0, max_value=20),
        ),
    ),
    max_size=25,
)

Steps = Sequence[tuple[str, float]]


def walked(session: Session, steps: Steps) -> list[tuple[Session, Session, datetime]]:
    """Return the session before and after each step that did something, and when that was."""
    done, now = [], session.began
    for name, seconds in steps:
        now += timedelta(seconds=seconds)
        outcome = DONE[name](session, now)
        before = session
        for fact in () if isinstance(outcome, Refused) else outcome:
            session = apply(session, fact)
        if session != before:
            done.append((before, session, now))
    return done


def changes(session: Session, steps: Steps) -> list[tuple[Session, Session, datetime]]:
    """Return the steps of a walk by which somebody came or went."""
    return [
        (before, after, now)
        for before, after, now in walked(session, steps)
        if isinstance(after.standing[-1], AttendanceChanged)
        and after.standing[:-1] == before.standing
    ]


def has_in_all(session: Session, seat: int, index: int, now: datetime) -> int:
    """Return the seconds somebody has had in a part, and those they still have."""
    turns = [t for t in session.turns if (t.id.segment, t.id.seat) == (index, seat)]
    ahead = session.turns[session.position :]
    taken = {turn.id: used_by(session, turn.id, now).total_seconds() for turn in turns}
    left = (session.allotted(t) - taken[t.id] for t in turns if t in ahead)
    return ceil(sum(taken.values()) + sum(max(0, seconds) for seconds in left))


def total(session: Session, index: int) -> int:
    """Return the seconds that all turns of a part have."""
    return sum(session.allotted(turn) for turn in session.turns if turn.id.segment == index)


@TRIED
@given(STARTED, STEPS)
def test_whoever_comes_or_goes_the_order_stands(session: Session, steps: Steps) -> None:
    """No turn is there twice; all that are ahead are of people here; the floor goes to nobody gone.

    What was had stays, to the second, and undoing takes back who came and went.
    """
    for before, after, now in walked(session, steps):
        ids = [turn.id for turn in after.turns]
        assert len(set(ids)) == len(ids)
        assert after.turns == in_order(after.agenda, after.turns)
        ahead = after.turns[after.position + 1 :]
        assert all(turn.id.seat in (EVERYBODY, *after.seats) for turn in ahead)
        assert after.current.seat in (EVERYBODY, *after.seats) or not ahead
        assert all(id_ in ids and id_.seat not in after.seats for id_ in after.broken)
        assert fold(after.standing) == after
        if isinstance(after.standing[-1], AttendanceChanged):
            assert apply(after, Undone(now)) == fold(after.standing[:-1])
        if (before, after, now) in changes(session, steps):
            assert sum((used_by(after, i, now) for i in {*after.used, *ids}), NOTHING) == sum(
                (used_by(before, i, now) for i in {*before.used, *(t.id for t in before.turns)}),
                NOTHING,
            )


def returns(session: Session, steps: Steps) -> Iterator[tuple[Session, Session, Turn, float]]:
    """Yield a session before and after somebody comes, a turn they had begun, and what was left.

    Turns of the round that is on, that is, whether or not they lie ahead afterwards.
    """
    left: dict[TurnId, float] = {}
    for before, after, now in changes(session, steps):
        for turn in before.turns:
            id_, taken = turn.id, used_by(before, turn.id, now)
            if taken and id_.seat in before.seats and id_.seat not in after.seats:
                lies = before.turns.index(turn) < before.position
                left[id_] = 0 if lies else before.allotted(turn) - taken.total_seconds()
        for turn in before.turns[: before.position]:
            of_round = turn.id._replace(seat=0) == before.current._replace(seat=0)
            came = turn.id.seat in after.seats and turn.id.seat not in before.seats
            theirs = turn.id in before.volunteers or before.segment.order is not Order.VOLUNTEER
            if of_round and came and theirs:
                yield before, after, turn, left.get(turn.id, 0)


@TRIED
@given(STARTED, STEPS)
def test_who_left_in_their_turn_goes_on_with_it(session: Session, steps: Steps) -> None:
    """Back in the round they have no more than was left, and all of it where each has the same.

    Who was done has nothing more, nobody can leave and come back for more, and where turns were
    shortened meanwhile this one is as short.
    """
    for before, after, turn, left in returns(session, steps):
        now = {turn.id: turn for turn in after.turns}[turn.id]
        goes_on = now in after.turns[after.position :]
        taken = before.used.get(turn.id, NOTHING).total_seconds()
        if before.segment.clock is ClockMode.EACH:
            others = (t.seconds for t in before.turns if t.id.segment == turn.id.segment)
            left = min(left, left - turn.seconds + min(others))
            assert goes_on == (left >= STEP)
            assert not goes_on or after.allotted(now) - taken == left
        if goes_on:
            assert after.used[turn.id].total_seconds() == taken
            assert STEP <= after.allotted(now) - taken <= left


@TRIED
@given(STARTED, STEPS)
def test_a_total_stays_that_total(session: Session, steps: Steps) -> None:
    """While others wait nobody's coming makes a shared part longer, nor has more than those others.

    Where nobody waits it is longer by a share of the whole for each who comes, and no more.
    """
    for before, after, now in changes(session, steps):
        came = set(after.seats) - set(before.seats)
        for index, segment in enumerate(session.agenda.segments):
            if segment.clock not in IN_TURNS - {ClockMode.EACH}:
                continue
            if index in before.shared:
                assert total(after, index) <= total(before, index) or not after.shared.get(index)
                continue
            waited = [
                turn
                for turn in before.turns[before.position + 1 :]
                if turn.id.segment == index and not before.used.get(turn.id)
            ]
            if waited:
                assert total(after, index) <= total(before, index)
            else:
                heads = len([t for t in after.turns if t.id.segment == index])
                share = -(-segment.seconds // max(1, heads)) + STEP
                assert total(after, index) <= total(before, index) + share * len(came)
            fresh = [
                after.allotted(turn)
                for turn in after.turns[after.position + 1 :]
                if turn.id.segment == index and not after.used.get(turn.id)
            ]
            for seat in came if fresh else ():
                goes_on = TurnId(index, seat) in before.broken
                ahead = TurnId(index, seat) in {t.id for t in after.turns[after.position :]}
                if goes_on and ahead and TurnId(index, seat) != before.current:
                    assert has_in_all(after, seat, index, now) < min(fresh) + STEP


@TRIED
@given(STARTED, STEPS)
def test_the_end_that_is_told_is_the_end(session: Session, steps: Steps) -> None:
    """What is shown before it is accepted is what comes of it, whoever comes back."""
    for before, after, now in changes(session, steps):
        fact = after.standing[-1]
        assert isinstance(fact, AttendanceChanged)
        found = arrivals(before, now, dict(fact.states))
        assert not isinstance(found, Refused)
        assert (found.after, found.ends) == (after, projected_end(after, now))
