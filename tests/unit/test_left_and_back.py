"""Somebody leaves and comes back: no part is lost by it, whichever way the floor went before."""

from dataclasses import replace
from datetime import timedelta

from circle_tui.domain.agenda import Agenda, ClockMode, EachInGroup, Segment
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.attendance_rules import attend
from circle_tui.domain.groups import blocks
from circle_tui.domain.plan import TurnId, in_order
from circle_tui.domain.rules import advance, begin, go_back
from circle_tui.domain.session import Session, fold
from tests.unit.circles import after, at, begun

TALK = Segment("Talk", "discussion", ClockMode.GROUP, 600)
ROUND = Segment("Round", "round", ClockMode.EACH, 120)
CASE = Segment("Case", "balint", ClockMode.ONE, 600)
ANSWERS = replace(ROUND, exclude=("presenter",))
BLOCK = EachInGroup.BLOCK


def of_part(session: Session, index: int) -> list[int]:
    """Return the seats that have a turn in a part, in their order."""
    return [turn.id.seat for turn in session.turns if turn.id.segment == index]


def test_a_part_stays_whose_only_speaker_leaves_after_i_went_back() -> None:
    """Two people, a case and the answers: whoever answers goes for a moment and has their turn."""
    session = begun(Agenda("case", "Case", (CASE, ANSWERS)), people=2)
    session = after(session, (advance, at(10)), (go_back, at(11)))
    assert of_part(session, 1) == [2]
    gone = after(session, (attend({2: Attendance.LEFT}), at(12)))
    assert of_part(gone, 1) == [1], "where nobody would be left nobody is left out"
    back = after(gone, (attend({2: Attendance.PRESENT}), at(13)))
    assert of_part(back, 1) == [2]
    assert sum(map(back.allotted, back.turns)) == sum(map(session.allotted, session.turns))


def test_who_waits_goes_on_waiting_once_somebody_here_has_spoken() -> None:
    """I went back from a part that had begun: whoever hosts from now on keeps their turn in it."""
    session = begun(Agenda("host", "Host", (TALK, replace(ROUND, exclude=("host",)))), people=3)
    session = after(session, (advance, at(10)), (go_back, at(11)))
    gone = after(session, (attend({1: Attendance.LEFT}), at(12)))
    assert of_part(gone, 1) == [2, 3]
    assert gone.used[TurnId(1, 2)] == session.used[TurnId(1, 2)]


def test_only_parts_in_threes_come_together_in_a_block() -> None:
    """What the language keeps for threes means nothing elsewhere, as in the rest of a plan."""
    threes = Segment("Ask", "exercise", ClockMode.TRIOS, 60, each_in_group=BLOCK)
    others = [replace(threes, clock=clock) for clock in ClockMode if clock is not threes.clock]
    for other in others:
        assert blocks((threes, threes, other, other, threes)) == (0, 0, 2, 3, 4)


def test_who_comes_late_has_no_turn_in_a_round_that_is_over() -> None:
    """Turns keep the order of their parts and rounds, whatever a part says of its groups."""
    parts = replace(ROUND, rounds=2, each_in_group=BLOCK), replace(TALK, each_in_group=BLOCK), TALK
    began = begin(Agenda("rounds", "Rounds", parts), (1,), "5e551011", at())
    session = fold([replace(began, attendance=((7, Attendance.ABSENT),))])
    for minute in (2, 4):
        came = after(session, (attend({7: Attendance.LATE}), at(minute)))
        assert came.turns == in_order(came.agenda, came.turns)
        session = after(session, (advance, at(minute)))
    assert of_part(came, 0) == [1, 1, 7]


def test_who_comes_back_at_once_speaks_where_the_others_hold_roles() -> None:
    """The host and the presenter have no turn, but while the third person is out of the room."""
    answers = replace(ROUND, each_in_group=BLOCK, exclude=("host", "presenter"))
    agenda = Agenda("roles", "Roles", (replace(TALK, each_in_group=BLOCK), answers))
    session = begun(agenda, people=3)
    gone = after(session, (attend({3: Attendance.LEFT}), at(1)))
    assert of_part(gone, 1) == [1, 2]
    assert after(gone, (attend({3: Attendance.PRESENT}), at(1))).turns == session.turns


def test_the_floor_goes_on_to_who_is_here_after_it_went_back_past_somebody_gone() -> None:
    """The second of three spoke and left; I go back to the first, and on to the third."""
    session = begun(Agenda("round", "Round", (ROUND,)), people=3)
    session = after(session, (advance, at(2)), (advance, at(4)))
    session = after(session, (attend({2: Attendance.LEFT}), at(5)), (go_back, at(5)))
    assert session.current.seat == 1
    assert of_part(session, 0) == [1, 3]
    assert after(session, (advance, at(6))).current.seat == 3
    assert sum((*session.used.values(),), timedelta()) == timedelta(minutes=5)
