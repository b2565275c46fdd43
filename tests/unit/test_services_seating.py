"""Starting a session: who sits where."""

import pytest

from circle_tui.domain.agenda import Agenda, ClockMode, Order, Segment
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.errors import InputError, Refusal, StoreError
from circle_tui.domain.facts import Began
from circle_tui.domain.people import Member
from circle_tui.domain.rotation import BEGAN, Duty
from circle_tui.domain.session import fold
from circle_tui.services.recovery import unfinished
from circle_tui.services.seating import aliases_by_seat, names_by_seat, start
from tests.fakes import FakeCircle, FakeClock
from tests.unit.circles import AGENDA

NOOR = Member("a1", "Noor Haddad", "Cedar")
MIRA = Member("b2", "Mira Sandoval", "Delta")
WEI = Member("c3", "Wei Okonkwo", "Ember")


def started(clock: FakeClock) -> FakeCircle:
    """Return a circle whose session Mira and Noor have just begun."""
    circle = FakeCircle(NOOR, MIRA, clock=clock)
    start(circle, AGENDA, [MIRA, NOOR], "5e551011", clock)
    return circle


def test_people_sit_in_the_order_given() -> None:
    """The speaking order is the one on the screen; the facts know seats only."""
    circle = started(FakeClock())
    assert names_by_seat(circle) == {1: "Mira Sandoval", 2: "Noor Haddad"}
    assert aliases_by_seat(circle) == {1: "Delta", 2: "Cedar"}
    (began,) = circle.journal.read()
    assert isinstance(began, Began)
    assert began.seats == (1, 2)
    assert "Mira" not in repr(began)


def test_who_left_the_roster_has_no_name_on_the_screen() -> None:
    """A seat whose member is gone has no name, and nothing breaks."""
    circle = started(FakeClock())
    circle.people.put_members([NOOR])
    assert names_by_seat(circle) == {2: "Noor Haddad"}
    assert aliases_by_seat(circle) == {2: "Cedar"}


def test_an_agenda_that_names_a_member_is_masked() -> None:
    """An agenda written for somebody by name starts, and its facts name nobody."""
    circle = FakeCircle(NOOR)
    agenda = type(AGENDA)("noor", "Noor's case", AGENDA.segments)
    start(circle, agenda, [NOOR], "5e551011", FakeClock())
    assert "noor" not in repr(circle.journal.read()).casefold()


def test_nobody_present_starts_nothing() -> None:
    """Starting with nobody marked says what to do, and nothing is kept."""
    circle = FakeCircle(NOOR)
    with pytest.raises(InputError, match="Mark at least one person"):
        start(circle, AGENDA, [], "5e551011", FakeClock())
    assert circle.kept == FakeCircle(NOOR).kept


def test_one_session_at_a_time() -> None:
    """A second session does not start over the first."""
    circle = started(FakeClock())
    before = circle.kept
    with pytest.raises(Refusal, match="running already"):
        start(circle, AGENDA, [NOOR], "5e551012", FakeClock())
    assert circle.kept == before


def test_a_failed_start_starts_nothing() -> None:
    """If the disk fails while starting, no session runs, and the next try starts one."""
    reference = FakeCircle(NOOR)
    start(reference, AGENDA, [NOOR], "5e551011", FakeClock())
    for call in range(1, reference.calls + 1):
        circle = FakeCircle(NOOR)
        circle.break_at(call, StoreError("The disk is full."))
        with pytest.raises(StoreError):
            start(circle, AGENDA, [NOOR], "5e551011", FakeClock())
        assert circle.kept == FakeCircle(NOOR).kept
        start(circle, AGENDA, [NOOR], "5e551011", FakeClock())
        assert circle.kept == reference.kept


def test_the_fair_one_begins_and_holds_the_role() -> None:
    """Where the order rotates, whoever began longest ago begins, and so it is after a crash."""
    agenda = Agenda(
        "fair",
        "Fair",
        (
            Segment("Round", "round", ClockMode.EACH, 60, order=Order.ROTATE),
            Segment("Case", "exercise", ClockMode.ONE, 60),
        ),
    )
    clock = FakeClock()
    circle = FakeCircle(MIRA, NOOR, clock=clock)
    circle.people.put_ledger(
        (Duty(BEGAN, MIRA.id, clock.now()), Duty("presenter", NOOR.id, clock.now()))
    )
    start(circle, agenda, [MIRA, NOOR], "5e551011", clock)
    found = unfinished(circle)
    assert found is not None
    assert [turn.id.seat for turn in found.session.turns] == [2, 1, 1]


def test_a_role_that_names_a_member_is_masked() -> None:
    """A role written for somebody by name starts, and the facts name nobody."""
    circle = FakeCircle(NOOR)
    agenda = Agenda(
        "noor",
        "One",
        (
            Segment("Case", "exercise", ClockMode.ONE, 60, roles=("Noor",)),
            Segment("Share", "round", ClockMode.EACH, 60, exclude=("Noor",)),
        ),
    )
    start(circle, agenda, [NOOR], "5e551011", FakeClock())
    assert "noor" not in repr(circle.journal.read()).casefold()


def test_everybody_stands_where_they_were_asked_for() -> None:
    """Who comes late has the place in every list that they had at the start, and speaks there."""
    clock = FakeClock()
    circle = FakeCircle(NOOR, MIRA, WEI, clock=clock)
    circle.people.put_ledger((Duty(BEGAN, NOOR.id, clock.now()),))
    round_ = Segment("Round", "round", ClockMode.EACH, 60, order=Order.ROTATE)
    asked = {NOOR.id: Attendance.PRESENT, MIRA.id: Attendance.ABSENT, WEI.id: Attendance.PRESENT}
    start(circle, Agenda("a", "A", (round_,)), [NOOR, WEI], "5e551011", clock, asked)
    (began,) = circle.journal.read()
    assert isinstance(began, Began)
    assert (began.seats, began.attendance) == ((1, 3), ((2, Attendance.ABSENT),))
    assert list(names_by_seat(circle).values()) == [NOOR.name, MIRA.name, WEI.name]
    assert began.cast.first == 3
    assert [turn.id.seat for turn in fold([began]).turns] == [3, 1]
