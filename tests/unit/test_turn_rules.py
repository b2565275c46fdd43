"""Whose turn it is: coming back later, changing places, coming forward."""

from datetime import UTC, datetime, timedelta

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Order, Segment, Silent
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.attendance_rules import attend
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Reordered, Volunteered
from circle_tui.domain.plan import EVERYBODY, TurnId
from circle_tui.domain.record import record_of
from circle_tui.domain.replan_rules import Replans, replans
from circle_tui.domain.rules import ENDED, Rule
from circle_tui.domain.session import Session, apply, fold
from circle_tui.domain.stage import shareable, stage_of, stage_view
from circle_tui.domain.timing import Tone, projected_end
from circle_tui.domain.turn_rules import (
    come_back_later,
    come_forward,
    may_come_forward,
    may_order,
    still_to_speak,
    swap,
    waits_for_volunteer,
)
from circle_tui.domain.view import live_view
from tests.fakes import THURSDAY_EVENING, FakeClock
from tests.unit.circles import take

ROUND = Segment("Round", "round", ClockMode.EACH, 300)
OPEN = Segment("Open", "round", ClockMode.EACH, 300, order=Order.VOLUNTEER)
TALK = Segment("Talk", "discussion", ClockMode.GROUP, 600)
NAMES = {1: "Ana", 2: "Ben", 3: "Cleo", 4: "Dov"}


def at(minutes: float = 0) -> datetime:
    """Return the instant so many minutes after the session began."""
    return THURSDAY_EVENING + timedelta(minutes=minutes)


def begun(*segments: Segment) -> Session:
    """Return a session of four that has just begun."""
    return fold([rules.begin(Agenda("a", "A", segments), (1, 2, 3, 4), "5e551011", at())])


def after(session: Session, *steps: tuple[Rule, datetime]) -> Session:
    """Return the session after rules that must not refuse."""
    for rule, now in steps:
        outcome = rule(session, now)
        assert not isinstance(outcome, Refused), outcome.why
        for fact in outcome:
            session = apply(session, fact)
    return session


def refusal(session: Session, rule: Rule) -> str:
    """Return why a rule does not apply now."""
    outcome = rule(session, at(1))
    assert isinstance(outcome, Refused)
    return outcome.why


def seats(session: Session) -> list[int]:
    """Return whose turns there are, in their order."""
    return [turn.id.seat for turn in session.turns]


def test_who_comes_back_later_keeps_their_time() -> None:
    """A minute of it is used, four are left: they wait at the end of the round."""
    session = after(begun(ROUND, TALK), (come_back_later, at(1)))
    assert seats(session) == [2, 3, 4, 1, EVERYBODY]
    assert session.current == TurnId(0, 2)
    assert session.used[TurnId(0, 1)] == timedelta(minutes=1)
    assert projected_end(session, at(1)) == projected_end(begun(ROUND, TALK), at())


def test_groups_and_everybody_have_no_turn_of_one_person() -> None:
    """Whose the part is that has no turn to skip or to put off is told alike for both keys."""
    groups = begun(Segment("Threes", "exercise", ClockMode.TRIOS, 300))
    for session, whose in ((groups, "the groups"), (begun(TALK), "everybody")):
        this = f"This part belongs to {whose}, so"
        assert refusal(session, rules.pass_turn) == f"{this} there is no turn to skip."
        assert refusal(session, come_back_later) == f"{this} nobody can come back later."


def test_who_waits_for_a_turn_that_was_begun_may_leave() -> None:
    """They go after all: the time they had stays in the part, and nobody waits for them."""
    session = after(begun(ROUND), (come_back_later, at(1)))
    session = after(session, (attend({1: Attendance.LEFT}), at(2)))
    assert seats(session) == [1, 2, 3, 4]
    assert session.current == TurnId(0, 2)
    closed = after(session, (rules.close, at(3)))
    assert record_of(closed).segments[0].used == 180


def test_two_change_places() -> None:
    """Each has the other's place; whoever speaks is not disturbed."""
    session = begun(ROUND)
    ahead = still_to_speak(session)
    assert seats(after(session, (swap(ahead[0], ahead[2]), at(1)))) == [1, 4, 3, 2]
    assert refusal(session, swap(ahead[0], ahead[0])).startswith("Two people who are still")
    assert refusal(session, swap(session.current, ahead[0])).startswith("Two people who are still")


def test_where_there_is_no_order_there_is_nothing_to_change() -> None:
    """In a talk of everybody, and at the end of a round, that is said."""
    talk = begun(TALK)
    assert isinstance(may_order(talk, at()), Refused)
    assert "nobody can come back later" in refusal(talk, come_back_later)
    last = after(begun(ROUND), *[(rules.advance, at(1))] * 3)
    assert (
        refusal(last, come_back_later) == "Nobody is left to speak before this person comes back."
    )
    closed = after(begun(ROUND), (rules.close, at(1)))
    ids = still_to_speak(closed)
    for rule in (come_back_later, swap(*ids[:2]), come_forward(2), may_order):
        assert rule(closed, at(2)) == ENDED


def test_whoever_is_ready_comes_forward() -> None:
    """The turn is theirs with all its time: what went by while it was asked is nobody's."""
    session = begun(OPEN, TALK)
    assert waits_for_volunteer(session)
    view = live_view(session, at(), NAMES, UTC)
    assert (view.who, view.volunteer) == ("Who goes first?", "Who goes first?")
    assert view.following == "whoever wants to"
    session = after(session, (come_forward(3), at(0.5)))
    assert session.current == TurnId(0, 3)
    assert session.used[TurnId(0, EVERYBODY, 0)] == timedelta(seconds=30)
    assert not waits_for_volunteer(session)
    assert live_view(session, at(1), NAMES, UTC).who == "Cleo"
    session = after(session, (rules.advance, at(6)))
    assert live_view(session, at(6), NAMES, UTC).who == "Who goes next?"
    assert set(may_come_forward(session)) == {1, 2, 4}
    assert refusal(session, come_forward(3)) == (
        "This person cannot come forward for the turn that is on."
    )
    session = after(session, (come_forward(4), at(6)))
    assert refusal(session, come_forward(4)) == "This person has the turn already."


def test_the_last_one_is_not_asked_for() -> None:
    """When one person is left there is no question who it is."""
    session = begun(OPEN)
    for seat, minute in ((2, 1), (3, 2), (4, 3)):
        session = after(session, (come_forward(seat), at(minute)), (rules.advance, at(minute + 1)))
    assert session.current == TurnId(0, 1)
    assert not waits_for_volunteer(session)
    assert live_view(session, at(5), NAMES, UTC).who == "Ana"


def test_volunteers_of_a_re_plan_are_picked_the_same_way() -> None:
    """Where fewer can speak, who came forward has the turn, and is not offered again."""
    late = after(begun(TALK, ROUND), (rules.advance, at(10)), (rules.go_back, at(10)))
    found = replans(late, at(17), UTC)
    assert isinstance(found, Replans)
    pick = next(way.pick for way in found.ways if way.pick.startswith("volunteers"))
    session = after(late, (take(pick), at(17)), (rules.advance, at(17)))
    assert session.for_volunteers(session.current)
    assert live_view(session, at(17), NAMES, UTC).who == "Whoever wants to"
    session = after(session, (come_forward(3), at(18)))
    assert live_view(session, at(18), NAMES, UTC).who == "Cleo"
    session = after(session, (rules.advance, at(20)))
    assert may_come_forward(session) == (1, 2, 4)


def test_a_turn_can_go_to_another_until_it_is_over() -> None:
    """It was Ben after all: the turn is his, and who was taken for him may still come forward."""
    session = after(begun(OPEN), (come_forward(3), at(1)), (come_forward(2), at(2)))
    assert session.current == TurnId(0, 2)
    assert set(may_come_forward(session)) == {1, 2, 3, 4}
    session = after(session, (rules.advance, at(7)))
    while session.current.seat != 3:
        session = after(session, (rules.advance, at(8)))
    assert session.current not in session.volunteers


def test_facts_that_fit_nothing_are_refused() -> None:
    """A journal that no version of this program wrote is not guessed at."""
    session = begun(ROUND, TALK)
    for turns in (
        (TurnId(0, 1), TurnId(1, EVERYBODY)),
        (TurnId(0, 2), TurnId(0, 2)),
        (TurnId(0, 9), TurnId(0, 1)),
    ):
        with pytest.raises(ValueError, match="one round"):
            apply(session, Reordered(at(), turns))
    with pytest.raises(ValueError, match="one round"):
        apply(session, Volunteered(at(), 9))


def test_others_see_nobody_before_somebody_comes_forward() -> None:
    """The public view and a shared screen do not name whose turn it would be by the list."""
    initials = {seat: f"{name[0]}." for seat, name in NAMES.items()}
    beat = FakeClock().beat()
    session = begun(OPEN, TALK)
    assert stage_of(session, beat, initials).following == ""
    assert shareable(session, beat, initials, UTC).who == "Who goes first?"
    session = after(session, (come_forward(3), at()))
    assert shareable(session, beat, initials, UTC).who == "C."


@pytest.mark.parametrize(
    ("silent", "told"),
    [(Silent.ALL, "everybody keeps silent"), (Silent.PRESENTER, "the presenter keeps silent")],
)
def test_silence_is_seen_by_all(silent: Silent, told: str) -> None:
    """Others see who keeps silent; while all do, nothing urges anybody before the end."""
    part = Segment("Write", "exercise", ClockMode.GROUP, 600, silent_for=silent)
    session, beat = begun(part), FakeClock().beat()
    stage = stage_of(session, beat, {})
    assert stage_view(stage, beat).silent == told
    assert (stage.warn == 0) is (silent is Silent.ALL)
    view = live_view(session, at(9.9), NAMES, UTC)
    assert view.quiet is (silent is Silent.ALL)
    assert view.who == ("" if view.quiet else "Everybody but the presenter")
    assert view.tone is (Tone.CALM if view.quiet else Tone.SOON)
    assert live_view(session, at(10), NAMES, UTC).tone is Tone.OVER


def test_the_presenter_has_no_turn_where_they_are_left_out() -> None:
    """While others speak about the case, its presenter is not called on and keeps silent."""
    part = Segment(
        "Views", "round", ClockMode.EACH, 60, exclude=("presenter",), silent_for=Silent.PRESENTER
    )
    session = begun(Segment("Case", "exercise", ClockMode.ONE, 60), part)
    presenter = session.current.seat
    session = after(session, (rules.advance, at(1)))
    assert presenter not in {turn.id.seat for turn in session.turns[session.position :]}
    assert live_view(session, at(1), NAMES, UTC).silent == "the presenter keeps silent"
