"""A mark beside words that name times which a new plan has changed."""

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.facts import AttendanceChanged
from circle_tui.domain.replan_marks import new_times_text
from circle_tui.domain.session import apply
from circle_tui.plain.words import spoken
from tests.unit.circles import after, at, begun, take

AGENDA = Agenda(
    "timed",
    "Timed",
    (
        Segment("Arrive", "welcome", ClockMode.GROUP, 300, protected=True),
        Segment("Round", "round", ClockMode.EACH, 300, show="Five minutes each."),
        Segment("Talk", "discussion", ClockMode.GROUP, 900, say="After 5 and 10 min: a summary."),
    ),
)


def test_what_a_new_plan_changed_is_told() -> None:
    """In each part that got less I read what it was planned for, and what it has."""
    session = after(begun(AGENDA), (take("shorten"), at(12)))
    assert new_times_text(session) == ""
    session = after(session, (rules.advance, at(12)))
    assert new_times_text(session) == "planned 5:00, now 3:50"
    assert new_times_text(session, spoken) == ("planned 5 minutes, now 3 minutes 50 seconds")
    session = after(session, *[(rules.advance, at(13))] * 3)
    assert new_times_text(session) == "planned 15:00, now 11:30"


def test_without_a_new_plan_nothing_is_told() -> None:
    """A minute more by hand is no new plan, and neither is a step of rounding."""
    session = after(begun(AGENDA), (rules.lengthen, at(1)), (rules.advance, at(2)))
    assert new_times_text(session) == ""
    session = after(begun(AGENDA), (take("shorten"), at(5, 5)), (rules.advance, at(5, 5)))
    assert new_times_text(session) == ""


def test_what_was_planned_stays_when_somebody_leaves() -> None:
    """Of a total I read the share that was planned for me, and none that nobody ever planned."""
    parts = (
        Segment("Turns", "round", ClockMode.DIVIDE, 3600),
        Segment("Close", "closing", ClockMode.GROUP, 600, protected=True),
    )
    session = begun(Agenda("total", "Total", parts), people=4)
    session = after(session, (take("shorten"), at(20)), (rules.advance, at(20)))
    planned, now = new_times_text(session).split(", ")
    assert planned == "planned 15:00"
    session = apply(session, AttendanceChanged(at(20), ((4, Attendance.LEFT),)))
    told = new_times_text(after(session, (rules.advance, at(21))))
    assert told.startswith("planned 15:00, now ")
    assert told != f"{planned}, {now}"


def test_a_minute_by_hand_is_counted_in() -> None:
    """What the turn has now is what its clock says."""
    session = after(begun(AGENDA), (take("shorten"), at(12)), (rules.advance, at(12)))
    session = after(session, (rules.lengthen, at(12)))
    assert new_times_text(session) == "planned 5:00, now 4:50"
