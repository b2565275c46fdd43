"""Turns that nobody was named for: whose they are, and who is seen and counted by them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.airtime import airtime, shares
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.attendance_rules import Arrivals, arrivals, attend
from circle_tui.domain.attendance_words import told
from circle_tui.domain.plan import EVERYBODY, TurnId
from circle_tui.domain.session import Session, fold
from circle_tui.domain.stage import shareable, stage_of
from circle_tui.domain.turn_rules import (
    come_back_later,
    come_forward,
    last_is_known,
    may_come_forward,
    waits_for_volunteer,
)
from circle_tui.domain.view import live_view
from tests.fakes import FakeClock
from tests.unit.circles import take
from tests.unit.test_turn_rules import NAMES, OPEN, ROUND, TALK, after, at, begun


def test_the_last_turn_is_nobodys_where_one_before_was_not_said() -> None:
    """Where somebody spoke and nobody said who, nobody is named for the last turn either."""
    session = begun(OPEN, TALK)
    for minute in range(5, 20, 5):
        session = after(session, (rules.advance, at(minute)))
        assert not last_is_known(session)
    assert waits_for_volunteer(session)


def test_others_are_not_told_who_is_next_where_one_was_not_named() -> None:
    """The first of four spoke without a name, two were named: nobody is shown to be the last."""
    session = after(begun(OPEN, TALK), (rules.advance, at(5)), (come_forward(3), at(5)))
    session = after(session, (rules.advance, at(10)), (come_forward(1), at(10)))
    initials = {seat: f"{name[0]}." for seat, name in NAMES.items()}
    beat = FakeClock(at(11)).beat()
    assert stage_of(session, beat, initials).following == ""
    assert shareable(session, beat, initials, UTC).following == ""
    assert live_view(session, at(11), NAMES, UTC).following == "whoever wants to"


def test_once_everybody_has_spoken_anybody_may_again() -> None:
    """More turns are for volunteers than people are left: who spoke can have the floor again."""
    late = after(begun(TALK, ROUND), (rules.advance, at(10)), (rules.go_back, at(10)))
    session = after(late, (take("volunteers 1"), at(17)), (rules.advance, at(17)))
    session = after(session, (come_forward(3), at(17)), (rules.advance, at(19)))
    assert may_come_forward(session) == (1, 2, 4)
    session = after(session, (attend(dict.fromkeys((1, 2, 4), Attendance.LEFT)), at(20)))
    assert may_come_forward(session) == (3,)
    assert live_view(after(session, (come_forward(3), at(20))), at(20), NAMES, UTC).who == "Cleo"


def test_the_last_one_is_known_where_all_others_were_named() -> None:
    """Where all but one came forward, who comes last follows."""
    session = begun(OPEN, TALK)
    for minute, seat in ((5, 3), (10, 1), (15, 4)):
        session = after(session, (come_forward(seat), at(minute - 1)))
        assert last_is_known(session) == (seat == 4)
        session = after(session, (rules.advance, at(minute)))
    assert session.current.seat == 2
    assert not waits_for_volunteer(session)


def lines(session: Session, now: datetime) -> list[tuple[str, str]]:
    """Return the turns of the part that is on, as the running order tells them."""
    order = live_view(session, now, NAMES, UTC).order
    return [(line.title, line.time) for line in order if line.indent]


def test_a_turn_that_nobody_was_named_for_is_nobodys() -> None:
    """The list says that somebody spoke, and airtime and its figures count it for no person."""
    session = after(begun(OPEN, TALK), (rules.advance, at(5)), (rules.advance, at(6)))
    assert lines(session, at(6)) == [
        ("Somebody", "5:00"),
        ("Somebody", "1:00"),
        ("Who goes next?", "5:00"),
        ("Somebody", "5:00"),
    ]
    assert shares(session, at(7)) == ()
    assert airtime(after(session, (rules.close, at(7)))) is None
    named = after(session, (come_forward(1), at(6)))
    assert [(share.seat, share.used) for share in shares(named, at(7))] == [(1, 60)]


def test_whoever_was_not_named_can_still_be() -> None:
    """Turns go by without a name: all four are offered, and the clock of what was had stays."""
    session = after(begun(OPEN, TALK), (rules.advance, at(5)), (rules.advance, at(6)))
    assert set(may_come_forward(session)) == {1, 2, 3, 4}
    session = after(session, (come_forward(1), at(6.5)))
    assert session.current == TurnId(0, 1)
    assert session.used[TurnId(0, EVERYBODY, 0)] == timedelta(seconds=30)
    assert lines(session, at(7))[:4] == [
        ("Other time so far", "0:30"),
        ("Somebody", "5:00"),
        ("Somebody", "1:00"),
        ("Ana", "5:00"),
    ]
    session = after(session, (rules.advance, at(8)))
    assert set(may_come_forward(session)) == {2, 3, 4}
    session = after(session, (come_forward(2), at(8)), (rules.advance, at(9)))
    assert live_view(session, at(9), NAMES, UTC).segment == "Talk"
    assert [(share.seat, share.used) for share in shares(session, at(9))] == [(1, 90), (2, 60)]


def test_going_back_names_a_turn_after_all() -> None:
    """It was Cleo who spoke first: one step back, she is offered, and what others had stays."""
    session = after(
        begun(OPEN, TALK), (rules.advance, at(5)), (rules.advance, at(6)), (rules.go_back, at(6))
    )
    assert set(may_come_forward(session)) == {1, 2, 3, 4}
    session = after(session, (rules.go_back, at(6)), (come_forward(2), at(6)))
    assert session.current == TurnId(0, 2)
    assert lines(session, at(6))[:3] == [
        ("Other time so far", "6:00"),
        ("Ben", "5:00"),
        ("Somebody", "4:00"),
    ]
    assert set(may_come_forward(session)) == {1, 2, 3, 4}
    assert shares(session, at(6))[0].seat == 2
    assert len(shares(session, at(6))) == 1


def test_the_last_one_counts_where_all_others_were_named() -> None:
    """Who follows without asking has their turn, also once it is over."""
    session = begun(OPEN, TALK)
    for minute, seat in ((5, 3), (10, 1), (15, 4)):
        session = after(session, (come_forward(seat), at(minute - 5)), (rules.advance, at(minute)))
    assert {share.seat for share in shares(session, at(17))} == {1, 2, 3, 4}
    assert lines(session, at(17))[3] == ("Ben", "5:00")


def test_nobody_is_seen_by_a_turn_without_a_name() -> None:
    """Who is on the way did not arrive because a turn went by that could have been theirs."""
    late = ((1, Attendance.LATE),)
    began = rules.begin(Agenda("a", "A", (OPEN, TALK)), (1, 2, 3, 4), "5e551011", at())
    session = fold([replace(began, attendance=late)])
    session = after(session, (rules.advance, at(5)))
    assert session.awaited == {1}
    assert after(session, (come_forward(1), at(5))).awaited == frozenset()


def test_who_is_on_the_way_is_told_so_when_the_floor_is_theirs() -> None:
    """I see before and while the clock runs for somebody who is not here yet: they speak later."""
    late = ((2, Attendance.LATE),)
    began = rules.begin(Agenda("a", "A", (ROUND, TALK)), (1, 2, 3, 4), "5e551011", at())
    session = fold([replace(began, attendance=late)])
    assert live_view(session, at(), NAMES, UTC).following == "Ben (on the way)"
    session = after(session, (rules.advance, at(5)))
    assert live_view(session, at(5), NAMES, UTC).who == "Ben (on the way)"
    assert lines(session, at(5))[1] == ("Ben (on the way)", "5:00")
    assert shareable(session, FakeClock().beat(), {2: "B."}, UTC).who == "B."
    session = after(session, (come_back_later, at(5)))
    assert lines(session, at(5))[3] == ("Ben (on the way)", "5:00")
    session = after(session, (attend({2: Attendance.PRESENT}), at(6)))
    assert lines(session, at(6))[3] == ("Ben", "5:00")


def test_who_is_on_the_way_is_told_so_in_their_group() -> None:
    """A pair that waits for one of its two sees that on the screen, and talks to another pair."""
    pairs = Segment("Talk", "discussion", ClockMode.PAIRS, 300)
    began = rules.begin(Agenda("a", "A", (TALK, pairs)), (1, 2, 3, 4), "5e551011", at())
    session = fold([replace(began, attendance=((2, Attendance.LATE),))])
    view = live_view(session, at(), NAMES, UTC)
    (with_ben,) = (group for group in view.coming if "Ben" in group)
    assert "Ben (on the way)" in with_ben
    session = after(session, (rules.advance, at(5)))
    view = live_view(session, at(5), NAMES, UTC)
    assert with_ben in view.together
    assert (with_ben, "") in lines(session, at(5))
    session = after(session, (attend({2: Attendance.PRESENT}), at(6)))
    assert "on the way" not in "".join(live_view(session, at(6), NAMES, UTC).together)


def test_the_floor_that_goes_to_a_volunteer_is_nobodys_yet() -> None:
    """Whoever speaks leaves: what is told before does not name who would follow by the list."""
    session = after(begun(OPEN, TALK), (come_forward(3), at()))
    found = arrivals(session, at(1), {3: Attendance.LEFT})
    assert isinstance(found, Arrivals)
    said = told(session, found, NAMES, session.agenda)
    assert "The floor goes to whoever wants to." in said
