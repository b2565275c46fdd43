"""Somebody leaves while a turn is on that nobody has come forward for."""

from datetime import timedelta

import pytest

from circle_tui.domain.agenda import Agenda, ClockMode, Order, Segment
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.attendance_rules import Arrivals, arrivals, attend
from circle_tui.domain.attendance_words import told
from circle_tui.domain.rules import advance
from circle_tui.domain.session import Session
from circle_tui.domain.turn_rules import come_forward, may_come_forward
from circle_tui.domain.view import LiveView, live_view
from tests.unit.circles import after, at, begun

NAMES = {1: "Noor", 2: "Mira", 3: "Teodor", 4: "Will"}

AGENDA = Agenda(
    "round",
    "Round",
    (
        Segment("Round", "round", ClockMode.EACH, 120, order=Order.VOLUNTEER),
        Segment("Close", "closing", ClockMode.GROUP, 300),
    ),
)


def left(session: Session, *seats: int) -> Arrivals:
    """Return what it does that these leave fifty seconds after the last turn began."""
    found = arrivals(session, at(0, 50), dict.fromkeys(seats, Attendance.LEFT))
    assert isinstance(found, Arrivals)
    return found


def seen(session: Session) -> LiveView:
    """Return what the screen shows then."""
    return live_view(session, at(0, 50), NAMES, None)


@pytest.mark.parametrize("seat", NAMES)
def test_whoever_leaves_the_turn_that_is_on_goes_on(seat: int) -> None:
    """It is nobody's yet: whose seat it is kept under makes no difference to the room."""
    session = begun(AGENDA, people=4)
    found = left(session, seat)
    view = seen(found.after)
    assert (view.who, view.place, view.clock) == ("Who goes first?", "1 of 3", "1:10")
    assert len(found.after.turns) == 4
    assert sum(found.after.used.values(), timedelta()) <= timedelta(seconds=50)
    said = told(session, found, NAMES, AGENDA)
    assert said[0] == f"{NAMES[seat]} leaves: 2:00 given back."
    assert not any("floor goes" in sentence for sentence in said)


def test_all_who_stay_can_still_come_forward() -> None:
    """After the holder of the seat left, each of the others can be named, with the time as had."""
    found = left(begun(AGENDA, people=4), 1)
    for seat in (2, 3, 4):
        view = seen(after(found.after, (come_forward(seat), at(0, 50))))
        assert (view.who, view.place) == (NAMES[seat], "1 of 3")


def test_several_leave_at_once() -> None:
    """Whoever stays is asked; with one left, the turn is theirs."""
    found = left(begun(AGENDA, people=4), 1, 2, 4)
    assert seen(found.after).who == "Teodor"
    assert seen(found.after).place == "1 of 1"


def test_the_last_turn_of_a_round_without_names_goes_on() -> None:
    """Where nobody was named all along, somebody of the room still has the last turn."""
    session = begun(AGENDA, people=4)
    for _ in range(3):
        session = after(session, (advance, at(0, 30)))
    found = left(session, session.current.seat)
    assert seen(found.after).segment == "Round"
    assert seen(found.after).place == "4 of 4"


def test_a_turn_that_has_a_name_goes_with_its_holder() -> None:
    """Who came forward and leaves gives the floor on, as in any other part."""
    session = after(begun(AGENDA, people=4), (come_forward(2), at()))
    found = left(session, 2)
    assert seen(found.after).who == "Who goes next?"
    assert "The floor goes to whoever wants to." in told(session, found, NAMES, AGENDA)


def test_turns_that_went_by_keep_their_time_when_the_last_one_goes_on() -> None:
    """The last seat changes with one that is nobody's: places and times stay, all can be named."""
    session = begun(AGENDA, people=4)
    for minute in (1, 2, 3):
        session = after(session, (advance, at(minute)))
    now = at(3, 30)
    gone = after(session, (attend({4: Attendance.LEFT}), now))
    assert gone.position == session.position
    behind = session.turns[:3], gone.turns[:3]
    assert [[turn.seconds for turn in turns] for turns in behind] == [[120] * 3] * 2
    assert all(gone.used[turn.id] == timedelta(minutes=1) for turn in gone.turns[:3])
    assert live_view(gone, now, NAMES, None).clock == "1:30"
    assert set(may_come_forward(gone)) == {1, 2, 3}
    back = after(gone, (attend({4: Attendance.PRESENT}), now))
    assert back.turns == gone.turns, "four turns for four people, as before"
    assert set(may_come_forward(back)) == {1, 2, 3, 4}
