"""What an undo takes back has a name, whatever it is."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

from circle_tui.domain import rules
from circle_tui.domain.agenda import Order
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.attendance_rules import attend
from circle_tui.domain.facts import Began, Closed, Fact, Interrupted, Undone
from circle_tui.domain.session import Session, fold
from circle_tui.domain.taken_back import NAMES as UNDONE
from circle_tui.domain.taken_back import taken_back_text
from circle_tui.domain.telling import not_done_text
from circle_tui.domain.timing import seconds_left
from circle_tui.domain.turn_rules import come_forward
from circle_tui.domain.view import live_view
from tests.unit.circles import AGENDA, NAMES, after, at, begun


def test_everything_that_can_be_undone_has_a_name() -> None:
    """No undo is silent: each kind of fact is named, but for those that no undo takes back."""
    assert {*UNDONE, Began, Interrupted, Undone, Closed} == set(get_args(Fact))
    assert len(set(UNDONE.values())) == len(UNDONE)


def test_who_was_on_the_way_and_came_is_named() -> None:
    """Mira was on the way and arrives as Teodor leaves: an undo names both of them."""
    late = replace(
        rules.begin(AGENDA, range(1, 4), "5e551011", at()),
        attendance=((2, Attendance.LATE),),
    )
    states = {2: Attendance.PRESENT, 3: Attendance.LEFT}
    session = after(fold([late]), (attend(states), at(1)))
    assert taken_back_text(session, NAMES) == "Taken back: Mira came, Teodor left."
    assert taken_back_text(session) == "Taken back: who came and went."
    session = after(fold([late]), (attend({2: Attendance.EXCUSED}), at(1)))
    assert taken_back_text(session, NAMES) == "Taken back: Mira left."


def test_a_step_that_is_taken_back_says_who_is_on_again() -> None:
    """After "next" undo tells whose turn it is again, or which part; shared, it names nobody."""
    session = after(begun(), (rules.advance, at(0, 30)))
    assert taken_back_text(session, NAMES) == "Taken back: the last step. Noor is on again."
    assert taken_back_text(session) == "Taken back: the last step."
    back = after(session, (rules.go_back, at(1)))
    assert taken_back_text(back, NAMES) == "Taken back: the last step. Mira is on again."
    session = after(session, *[(rules.advance, at(2))] * 2)
    title = session.segment.title
    session = after(session, (rules.advance, at(3)))
    assert taken_back_text(session, NAMES) == f'Taken back: the last step. "{title}" is on again.'


def test_a_step_from_a_volunteer_names_them() -> None:
    """In a round for whoever wants to, it is who came forward; with nobody yet, it is the part."""
    agenda = replace(AGENDA, segments=(replace(AGENDA.segments[0], order=Order.VOLUNTEER),))
    session = fold([rules.begin(agenda, range(1, 4), "5e551011", at())])
    nobody = after(session, (rules.advance, at(0, 30)))
    title = session.segment.title
    assert taken_back_text(nobody, NAMES) == f'Taken back: the last step. "{title}" is on again.'
    mira = after(session, (come_forward(2), at(0, 10)), (rules.advance, at(0, 30)))
    assert taken_back_text(mira, NAMES) == "Taken back: the last step. Mira is on again."


def test_a_skip_that_is_taken_back_was_none() -> None:
    """All time since is that of the turn: that is said, and going back is the other way."""
    session = after(begun(), (rules.pass_turn, at(0, 1)))
    assert taken_back_text(session) == "Taken back: the skipped turn, whose clock ran on."
    undone = after(session, (rules.undo, at(0, 25)))
    assert seconds_left(undone, at(0, 25)) == 95
    back = after(session, (rules.go_back, at(0, 25)))
    assert seconds_left(back, at(0, 25)) == 119
    paused = after(begun(), (rules.pause, at(0, 1)), (rules.pass_turn, at(0, 2)))
    assert taken_back_text(paused) == "Taken back: the skipped turn."


def test_ending_names_who_is_on_and_has_said_nothing() -> None:
    """Whoever has the floor and nothing of it yet is not done, and neither is a part."""

    def left(session: Session, now: datetime) -> str:
        view = live_view(session, now, NAMES, UTC)
        return not_done_text(session, view, now)

    session = begun()
    assert left(session, at(0, 5)) == "Not yet done: Noor, Mira, and after."
    assert left(session, at(1)) == "Not yet done: Mira, and after."
    session = after(session, *[(rules.advance, at(2))] * 4)
    assert left(session, at(2)) == "Not yet done: Case."
    assert left(session, at(4)) == ""
