"""What the live screen says, in words."""

from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, EachInGroup, Segment, Silent
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.attendance_rules import attend
from circle_tui.domain.bid_rules import accept_bids
from circle_tui.domain.facts import Began
from circle_tui.domain.order import Line, Mark
from circle_tui.domain.promise_rules import promise_end
from circle_tui.domain.role_rules import give_role
from circle_tui.domain.session import Session, begin, fold
from circle_tui.domain.timing import Tone, projected_end
from circle_tui.domain.turn_rules import come_back_later
from circle_tui.domain.view import LiveView, live_view
from tests.unit.circles import AGENDA, NAMES, after, at, begun

BERLIN = ZoneInfo("Europe/Berlin")


def look(session: Session, minutes: float = 0, seconds: float = 0) -> LiveView:
    """Return the picture so long after the beginning."""
    return live_view(session, at(minutes, seconds), NAMES, BERLIN)


def test_the_beginning() -> None:
    """At the start the screen says who is on, who is next, how long, and when it ends."""
    view = look(begun())
    assert (view.agenda, view.segment, view.place) == ("Small circle", "Check-in", "1 of 3")
    assert (view.who, view.following) == ("Noor", "Mira")
    assert (view.clock, view.allotted, view.portion) == ("2:00", "2:00", 0)
    assert (view.tone, view.paused, view.ended) == (Tone.CALM, False, False)
    assert (view.prompt, view.say, view.last) == ("How are you?", "Begin.", False)
    assert (view.now, view.promised, view.projected) == ("18:30", "18:51", "18:51")
    assert (view.drift, view.late, view.interruption) == ("on time", False, "")


def test_what_follows_is_named() -> None:
    """After the last person comes the next part by its title, and after the last part the end."""
    assert look(after(begun(), *[(rules.advance, at())] * 2)).following == "Talk"
    last = look(after(begun(), *[(rules.advance, at())] * 4))
    assert (last.who, last.place, last.following) == ("Everybody", "", "the end")
    assert last.last


def test_a_seat_without_a_name_has_its_number() -> None:
    """A member who was removed is called by the seat, and the meeting goes on."""
    assert look(begun(people=4)).place == "1 of 4"
    assert look(after(begun(people=4), *[(rules.advance, at())] * 3)).who == "Seat 4"


def test_overtime_in_words() -> None:
    """Over time, the clock counts on, the bar is full, and the end moves."""
    view = look(begun(), 5, 20)
    assert (view.clock, view.tone, view.portion) == ("+3:20", Tone.OVER, 100)
    assert (view.projected, view.drift, view.late) == ("18:54", "3 min late", True)


def test_half_a_minute_late_is_late() -> None:
    """Seconds are said, and are no warning yet; the minute that is shown is, with its word."""
    assert (look(begun(), 2, 15).drift, look(begun(), 2, 15).late) == ("on time", False)
    assert (look(begun(), 2, 29).drift, look(begun(), 2, 29).late) == ("25 s late", False)
    assert (look(begun(), 2, 30).drift, look(begun(), 2, 30).late) == ("1 min late", True)


def test_early_is_not_late() -> None:
    """Passing makes the meeting early, which is said and is no warning."""
    view = look(after(begun(), (rules.pass_turn, at())))
    assert (view.drift, view.late) == ("2 min early", False)


@pytest.mark.parametrize(("seconds", "portion"), [(0, 0), (1, 1), (60, 50), (119, 100), (120, 100)])
def test_the_bar_follows_the_clock(seconds: int, portion: int) -> None:
    """The bar shows how much of the turn is used."""
    assert look(begun(), 0, seconds).portion == portion


def test_a_pause_is_said() -> None:
    """Paused is a word of its own; an ended session is not paused."""
    paused = after(begun(), (rules.pause, at(1)))
    assert look(paused, 3).paused
    ended = look(after(paused, (rules.close, at(3))), 9)
    assert (ended.paused, ended.ended) == (False, True)


def test_an_interruption_is_told_in_minutes() -> None:
    """After a sleep the screen says how long it was."""
    session = after(begun(), (rules.interrupted(at(1)), at(13)))
    assert look(session, 13).interruption == "12:00"


def test_the_running_order() -> None:
    """Parts and turns stand in order: what they took, what was passed, what is to come.

    The ten seconds before Mira passed are nobody's turn, and the part's all the same.
    """
    session = after(begun(), (rules.advance, at(2, 20)), (rules.pass_turn, at(2, 30)))
    assert look(session, 3).order == (
        Line(Mark.NOW, 0, "Check-in", "4:30"),
        Line(Mark.DONE, 1, "Other time so far", "0:10"),
        Line(Mark.DONE, 1, "Noor", "2:20", "+0:20"),
        Line(Mark.PASSED, 1, "Mira", "passed"),
        Line(Mark.NOW, 1, "Teodor", "2:00"),
        Line(Mark.AHEAD, 0, "Talk", "10:00"),
        Line(Mark.AHEAD, 0, "Case", "5:00"),
    )


def test_who_spoke_and_was_skipped_ended_early() -> None:
    """S after most of a turn is no pass: the running order has the time that was taken."""
    session = after(begun(), (rules.pass_turn, at(1, 30)))
    assert look(session, 2).order[1] == Line(Mark.DONE, 1, "Noor", "1:30")


def test_what_is_ahead_is_what_is_left() -> None:
    """Who comes back later has what is left, nothing after overtime; the sum is the end shown.

    What they had before stands beside the turns, so that the part is still the sum of its lines.
    """
    session = after(begun(), (come_back_later, at(1)), (come_back_later, at(5)))
    assert look(session, 5).order == (
        Line(Mark.NOW, 0, "Check-in", "8:00"),
        Line(Mark.DONE, 1, "Other time so far", "5:00"),
        Line(Mark.NOW, 1, "Teodor", "2:00"),
        Line(Mark.AHEAD, 1, "Noor", "1:00"),
        Line(Mark.AHEAD, 1, "Mira", "0:00"),
        Line(Mark.AHEAD, 0, "Talk", "10:00"),
        Line(Mark.AHEAD, 0, "Case", "5:00"),
    )
    assert projected_end(session, at(5)) == at(5 + 2 + 1 + 10 + 5)


def test_a_part_that_is_done_tells_what_it_took() -> None:
    """A part that is over shows the time it took and by how much that was over."""
    session = after(begun(), *[(rules.advance, at(minutes)) for minutes in (3, 5, 7)])
    assert look(session, 7).order[0] == Line(Mark.DONE, 0, "Check-in", "7:00", "+1:00")


def test_a_part_that_was_passed_in_is_not_over() -> None:
    """What somebody used before passing does not make the part look late."""
    steps = [(rules.advance, at(2)), (rules.pass_turn, at(2, 20)), (rules.advance, at(4, 20))]
    order = look(after(begun(), *steps), 5).order
    assert order[0] == Line(Mark.DONE, 0, "Check-in", "4:20")


def test_what_nobodys_turn_took_is_in_a_part_that_is_done() -> None:
    """Asking for bids took its time, and so did parts of a second: a part shows all of it."""
    first = Segment("Turns", "round", ClockMode.BID, 600)
    agenda = replace(AGENDA, segments=(first, *AGENDA.segments[1:]))
    steps = [
        (accept_bids([(1, 300), (2, 300)]), at(4)),
        (rules.advance, at(9, 0.6)),
        (rules.advance, at(14, 1.2)),
    ]
    order = look(after(begun(agenda), *steps), 14).order
    assert order[0] == Line(Mark.DONE, 0, "Turns", "14:01", "+4:01")


def test_a_part_that_was_given_time_is_over_its_plan() -> None:
    """A minute more for somebody is a minute over for the part, as the log has it."""
    steps = [(rules.lengthen, at()), *((rules.advance, at(minutes)) for minutes in (3, 5, 7))]
    order = look(after(begun(), *steps), 7).order
    assert order[0] == Line(Mark.DONE, 0, "Check-in", "7:00", "+1:00")


def test_a_turn_that_took_no_time_is_done_too() -> None:
    """A turn that was skipped with the arrow is behind, not to come."""
    order = look(after(begun(), (rules.advance, at()))).order
    assert order[1] == Line(Mark.DONE, 1, "Noor", "0:00")


def test_hours_are_shown_as_hours() -> None:
    """A part of more than an hour has hours on its clock."""
    long = replace(AGENDA, segments=(replace(AGENDA.segments[1], seconds=5_400),))
    assert look(begun(long)).clock == "1:30:00"


def test_a_title_steers_nothing() -> None:
    """A part may be called "the end"; only the last one is last."""
    first, second, *_ = AGENDA.segments
    agenda = replace(AGENDA, segments=(first, replace(second, title="the end"), second))
    session = begin(Began(at(), "5e551011", agenda, (1,), at(30)))
    view = live_view(session, at(), {}, None)
    assert (view.following, view.last) == ("the end", False)


def together(*segments: Segment, people: int = 4) -> Session:
    """Return a session of these parts, with one round more of talk after them."""
    talk = Segment("Talk", "discussion", ClockMode.GROUP, 60)
    return begun(Agenda("made-up", "Made up", (*segments, talk)), people)


def test_a_round_is_named_beside_the_turn() -> None:
    """In the second of two rounds the screen says whose turn it is and which round."""
    session = together(Segment("Cards", "round", ClockMode.EACH, 60, rounds=2), people=3)
    assert look(session).place == "1 of 3, round 1"
    second = look(after(session, *[(rules.advance, at())] * 4))
    assert (second.who, second.place, second.following) == ("Mira", "2 of 3, round 2", "Teodor")
    titles = ["Cards", "Round 1", "Noor", "Mira", "Teodor", "Talk"]
    assert [line.title for line in second.order] == titles
    first = ["Cards", "Noor", "Mira", "Teodor", "Round 2", "Talk"]
    assert [line.title for line in look(session).order] == first
    assert look(session).order[4] == Line(Mark.AHEAD, 1, "Round 2", "3:00")


def test_parts_of_a_second_add_up() -> None:
    """Whoever is stepped over early has had no whole second, and the part has it neither."""
    session = after(begun(), (rules.advance, at(0, 0.7)))
    assert look(session).order[:3] == (
        Line(Mark.NOW, 0, "Check-in", "4:00"),
        Line(Mark.DONE, 1, "Noor", "0:00"),
        Line(Mark.NOW, 1, "Mira", "2:00"),
    )


def test_pairs_are_named() -> None:
    """In pairs the screen says which round it is, and who is with whom."""
    session = together(Segment("Meet", "exercise", ClockMode.PAIRS, 240, rounds=2))
    view = look(session)
    assert (view.who, view.place, view.following) == ("In pairs", "round 1 of 2", "round 2")
    assert view.order == (
        Line(Mark.NOW, 0, "Meet", "8:00"),
        Line(Mark.NOW, 1, "Round 1", "4:00"),
        Line(Mark.AHEAD, 2, "Noor + Seat 4", ""),
        Line(Mark.AHEAD, 2, "Mira + Teodor", ""),
        Line(Mark.AHEAD, 1, "Round 2", "4:00"),
        Line(Mark.AHEAD, 0, "Talk", "1:00"),
    )
    assert look(after(session, *[(rules.advance, at())] * 2)).who == "Everybody"


def test_a_single_round_in_trios_needs_no_number() -> None:
    """One round in small groups is called that, with the groups below."""
    view = look(together(Segment("Help", "exercise", ClockMode.TRIOS, 600), people=3))
    assert (view.who, view.place) == ("In small groups", "")
    assert view.order[1:3] == (
        Line(Mark.NOW, 1, "In small groups", "10:00"),
        Line(Mark.AHEAD, 2, "Noor + Mira + Teodor", ""),
    )


def test_everybody_in_a_group_is_counted() -> None:
    """Two parts for each person of a group: the screen says which person, and what is not over."""
    tell, hear = (
        Segment(title, "exercise", ClockMode.TRIOS, 60, each_in_group=EachInGroup.BLOCK)
        for title in ("Tell", "Hear")
    )
    quiet = replace(hear, silent_for=Silent.PRESENTER)
    session = together(tell, quiet, people=6)
    assert look(session).place == "person 1 of 3"
    assert look(session).following == "Hear"
    session = after(session, (rules.advance, at(1)))
    view = look(session, 1)
    assert (view.segment, view.place, view.following) == ("Hear", "person 1 of 3", "Tell, person 2")
    assert view.silent == "whose turn it is keeps silent"
    persons = [(line.title, line.mark, line.time) for line in view.order if line.indent == 1]
    assert persons == [
        ("Person 1", Mark.NOW, "1:00"),
        ("Person 2", Mark.AHEAD, "1:00"),
        ("Person 3", Mark.AHEAD, "1:00"),
    ]
    marks = {line.title: line.mark for line in view.order if line.indent == 0}
    assert marks == {"Tell": Mark.AHEAD, "Hear": Mark.NOW, "Talk": Mark.AHEAD}
    last = after(session, *[(rules.advance, at(2))] * 4)
    assert (look(last, 2).place, look(last, 2).following) == ("person 3 of 3", "Talk")
    assert look(last, 2).order[0].mark is Mark.DONE


def test_groups_can_be_read_before_they_are_made() -> None:
    """In the part before, the groups that come are told; in theirs, who is together now."""
    talk = Segment("Make the groups", "welcome", ClockMode.GROUP, 60)
    session = together(talk, Segment("Help", "exercise", ClockMode.TRIOS, 600), people=6)
    view = look(session)
    assert view.together == ()
    assert view.coming == ("Noor + Mira + Teodor", "Seat 4 + Seat 5 + Seat 6")
    view = look(after(session, (rules.advance, at())))
    assert (view.together, view.coming) == (
        ("Noor + Mira + Teodor", "Seat 4 + Seat 5 + Seat 6"),
        (),
    )


def test_who_keeps_silent_is_said() -> None:
    """A part in which somebody keeps silent says who; any other part says nothing."""
    assert look(begun()).silent == ""
    words = {
        Silent.ALL: "everybody keeps silent",
        Silent.PRESENTER: "the presenter keeps silent",
        Silent.OTHERS: "the others keep silent",
    }
    for silent, told in words.items():
        quiet = Segment("Case", "exercise", ClockMode.GROUP, 600, silent_for=silent)
        assert look(together(quiet)).silent == told


def cases() -> Session:
    """Return a session with a question, a case, talk, and the one of the case again."""
    return together(
        Segment("Who?", "welcome", ClockMode.GROUP, 120),
        Segment("Case", "exercise", ClockMode.ONE, 600, roles=("presenter",)),
        Segment("Talk", "discussion", ClockMode.GROUP, 600, roles=("host", "timekeeper")),
        Segment("Back", "exercise", ClockMode.ONE, 600, roles=("presenter",)),
    )


def test_who_was_dealt_a_role_is_said_where_it_is_asked() -> None:
    """The question and the first minute of the case say who it will be by turn; then no more."""
    session = cases()
    assert (look(session).dealt, look(session).roles) == ("Presenter: Noor", "")
    case = after(session, (rules.advance, at(2)))
    assert look(case, 2, 59).dealt == "Presenter: Noor"
    assert look(case, 3).dealt == ""
    assert look(case, 3).roles == "Presenter: Noor"
    talk = after(case, (rules.advance, at(9)))
    assert look(talk, 9).dealt == "Host: Mira · Timekeeper: Teodor"
    back = after(talk, (rules.advance, at(19)))
    assert look(back, 19).dealt == "", "who presented comes back, and nobody asks who"


def test_who_was_chosen_is_not_asked_again() -> None:
    """Once somebody is named, or confirmed, the question is answered."""
    for seat, name in ((1, "Noor"), (2, "Mira")):
        session = after(cases(), (give_role("presenter", seat), at()))
        assert look(session).dealt == ""
        assert look(after(session, (rules.advance, at(2))), 2).roles == f"Presenter: {name}"


def test_what_was_asked_stands_beside_what_is_given() -> None:
    """During the turns I see what the one who speaks had asked for."""
    session = together(Segment("Turns", "round", ClockMode.BID, 1_200), people=2)
    assert look(session).asked == ""
    session = after(session, (accept_bids([(1, 1_200), (2, 600)]), at()))
    assert (look(session).asked, look(session).allotted) == ("asked 20 min", "13:20")


def test_topics_are_counted() -> None:
    """Topics are counted as they come; the next one is what follows."""
    topics = Segment("Topics", "discussion", ClockMode.VOTE_EXTEND, 900, topic=300)
    view = look(after(together(topics), (rules.advance, at())))
    assert (view.who, view.place, view.following) == ("Everybody", "topic 2 of 3", "topic 3")
    assert view.order[2] == Line(Mark.NOW, 1, "Topic 2", "5:00")


def test_one_speaker_is_named_and_not_counted() -> None:
    """Where one person has the floor there is no "1 of 1"."""
    view = look(together(Segment("Case", "exercise", ClockMode.ONE, 600)))
    assert (view.who, view.place, view.following) == ("Noor", "", "Talk")


def test_what_never_fitted_is_not_behind() -> None:
    """A plan of 13 minutes in an agenda of 9 is too long from the start; lost time is behind."""
    parts = (
        Segment("Talk", "discussion", ClockMode.GROUP, 600),
        Segment("Close", "closing", ClockMode.GROUP, 180),
    )
    session = begun(Agenda("tight", "Tight", parts, minutes=9))
    assert look(session).drift == "4 min late"
    assert look(session).behind == "4 min too long as planned"
    assert look(session, 9).behind == "4 min too long as planned"
    assert look(session, 11).behind == "5 min behind"
    moved = replace(session, promised_end=session.promised_end - timedelta(minutes=3))
    assert look(moved).behind == "7 min behind"


def test_what_fitted_is_behind_whatever_made_it_late() -> None:
    """Somebody comes whom nobody planned for, or the end was moved: then nothing was too long."""
    parts = (
        Segment("Turns", "round", ClockMode.EACH, 600),
        Segment("Close", "closing", ClockMode.GROUP, 300),
    )
    began = rules.begin(Agenda("three", "For three", parts, minutes=36), (1, 2, 3), "5e55", at())
    session = fold([replace(began, attendance=((4, Attendance.ABSENT),))])
    came = after(session, (attend({4: Attendance.PRESENT}), at(1)))
    assert (look(came, 1).drift, look(came, 1).behind) == ("9 min late", "9 min behind")
    tight = begun(Agenda("tight", "Tight", parts, minutes=30))
    assert look(tight).behind == "5 min too long as planned"
    stands = after(tight, (promise_end(tight.began + timedelta(minutes=35)), at(1)))
    assert look(stands, 1).behind == ""
    assert look(stands, 12).behind == "2 min behind"


def test_a_few_seconds_are_not_behind() -> None:
    """Where the promise is not on a whole minute another minute is shown soon; behind is later."""
    session = fold([rules.begin(AGENDA, (1, 2, 3), "5e55", at(0, 25))])
    session = after(session, (rules.toggle_pause, at(0, 25)))
    assert (look(session, 0, 31).drift, look(session, 0, 31).behind) == ("1 min late", "")
    assert look(session, 0, 41).behind == "1 min behind"


def test_a_part_that_must_end_at_a_time_is_behind_that_time() -> None:
    """The plan was too long for the agenda, and a part is late for its wall time: that is said."""
    parts = (
        Segment("Arrive", "welcome", ClockMode.GROUP, 300),
        Segment("Talk", "discussion", ClockMode.GROUP, 600, ends_at=time(18, 39)),
        Segment("Close", "closing", ClockMode.GROUP, 180),
    )
    session = after(begun(Agenda("tight", "Tight", parts, minutes=14)), (rules.advance, at(2)))
    assert look(session, 2).drift == "1 min late"
    assert look(session, 2).behind == "3 min behind for 18:39"


def test_behind_says_what_the_header_says() -> None:
    """While the header says "on time" nothing is behind; from 15 s on both say the same."""
    moved = after(begun(), (rules.advance, at(2, 15)))
    assert (look(moved, 2, 15).drift, look(moved, 2, 15).behind) == ("on time", "")
    moved = after(begun(), (rules.advance, at(2, 16)))
    assert (look(moved, 2, 16).drift, look(moved, 2, 16).behind) == ("15 s late", "15 s behind")
    assert (look(moved, 2, 16).drift_sign, look(moved, 2, 16).on_time) == ("+15 s", False)
    moved = after(begun(), (rules.advance, at(2, 29.4)))
    assert (look(moved, 2, 29).drift, look(moved, 2, 29).behind) == ("25 s late", "25 s behind")
    moved = after(begun(), (rules.advance, at(2, 30)))
    assert (look(moved, 2, 30).drift, look(moved, 2, 30).behind) == ("1 min late", "1 min behind")
    moved = after(begun(), (rules.advance, at(3, 35)))
    assert (look(moved, 3, 35).drift, look(moved, 3, 35).behind) == ("2 min late", "2 min behind")


def test_behind_for_a_wall_time() -> None:
    """A part that would end after its wall time is behind for that, though the meeting is not."""
    talk = replace(AGENDA.segments[1], ends_at=at(14).astimezone(BERLIN).time())
    parts = (AGENDA.segments[0], talk, AGENDA.segments[2])
    view = look(begun(replace(AGENDA, segments=parts, minutes=60)))
    assert (view.drift[-5:], view.behind) == ("early", "2 min behind for 18:44")
