"""Somebody comes or goes at an odd moment: nobody's time or place is lost, and none is made."""

from collections.abc import Mapping
from dataclasses import replace

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, EachInGroup, Order, Segment
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.attendance_rules import Arrivals, arrivals, attend
from circle_tui.domain.attendance_words import told
from circle_tui.domain.bid_rules import accept_bids
from circle_tui.domain.plan import TurnId
from circle_tui.domain.record import record_of
from circle_tui.domain.session import Session, fold
from circle_tui.domain.timing import projected_end
from circle_tui.domain.turn_rules import come_back_later
from circle_tui.domain.view import live_view
from tests.unit.circles import after, at, refusal, take

ROUND = Segment("Round", "round", ClockMode.EACH, 120)
OPEN = replace(ROUND, order=Order.VOLUNTEER)
SHARED = Segment("Turns", "round", ClockMode.DIVIDE, 3_600)
ASKED = Segment("Asked", "round", ClockMode.BID, 3_600)
TALK = Segment("Talk", "discussion", ClockMode.GROUP, 600)
NAMES = dict(enumerate(("Ana", "Ben", "Cleo", "Dov", "Eve", "Finn", "Gil"), start=1))

LATE, LEFT, PRESENT = Attendance.LATE, Attendance.LEFT, Attendance.PRESENT


def begun(*segments: Segment, here: tuple[int, ...] = (1, 2, 3, 4)) -> Session:
    """Return a session that has just begun: these are in the room, and nobody else of seven."""
    began = rules.begin(Agenda("a", "A", segments), here, "5e551011", at())
    away = tuple((seat, Attendance.ABSENT) for seat in NAMES if seat not in here)
    return fold([replace(began, attendance=away)])


def order(session: Session, part: int = 0) -> list[int]:
    """Return who has a turn in a part, in the order in which they speak."""
    return [turn.id.seat for turn in session.turns if turn.id.segment == part]


def clock(session: Session, minutes: float) -> tuple[str, str]:
    """Return who is on then, and what their clock shows."""
    view = live_view(session, at(minutes), NAMES, None)
    return view.who, view.clock


def test_the_last_to_speak_leaves_before_they_began() -> None:
    """In a pause the floor went to the last person, who leaves: the meeting stands where it is."""
    session = after(begun(ROUND), (rules.advance, at(2)), (rules.advance, at(4)))
    session = after(session, (rules.pause, at(5)), (rules.advance, at(6)))
    session = after(session, (attend({4: LEFT}), at(7)))
    assert (session.current, session.seats) == (TurnId(0, 4), (1, 2, 3))
    assert refusal(session, rules.advance, at(8)).startswith("That was the last turn.")


def test_a_sleep_in_a_turn_is_not_given_back_to_the_next() -> None:
    """The computer slept while Ana spoke, and she leaves: Ben has his time, and no more."""
    slept = rules.interrupted(at(0, 20))
    session = after(begun(ROUND), (slept, at(1)), (attend({1: LEFT}), at(1)))
    assert clock(session, 1) == ("Ben", "2:00")
    assert live_view(session, at(1), NAMES, None).interruption == ""
    why = refusal(session, rules.give_back, at(1.5))
    assert why == "No interruption to give back, or one too short. Give minutes."


def test_a_sleep_can_be_given_back_where_the_turn_goes_on() -> None:
    """It slept while nobody had come forward: whoever leaves then, the turn gets its time back."""
    slept = rules.interrupted(at(0, 20))
    session = after(begun(OPEN), (slept, at(1)), (attend({1: LEFT}), at(1)))
    assert clock(session, 1) == ("Who goes first?", "1:00")
    assert live_view(session, at(1), NAMES, None).interruption == "0:40"
    assert clock(after(session, (rules.give_back, at(1))), 1) == ("Who goes first?", "1:40")


def test_with_whoever_leaves_one_of_the_turns_to_come_goes() -> None:
    """The first turn was stepped over, nobody has come forward for the second, and one leaves.

    A turn to come goes, and not the one that was stepped over, which nobody waits for.
    """
    session = after(begun(OPEN), (rules.advance, at()), (attend({2: LEFT}), at(1)))
    view = live_view(session, at(1), NAMES, None)
    assert (view.who, view.place) == ("Who goes next?", "2 of 3")
    assert projected_end(session, at(1)) == at(4), "a minute of this turn, and one turn more"


def test_who_comes_late_does_not_jump_in() -> None:
    """Somebody has spoken who comes after Ana: she speaks last, and nobody is put back for her."""
    session = after(begun(ROUND, here=(2, 3, 4)), (rules.advance, at(2)))
    assert order(after(session, (attend({1: LATE}), at(3)))) == [2, 3, 4, 1]
    in_time = after(begun(ROUND, here=(1, 2, 4)), (attend({3: LATE}), at(1)))
    assert order(in_time) == [1, 2, 3, 4], "nobody who comes after Cleo has spoken"


def test_who_was_not_asked_gets_nothing_of_what_was_shared_out() -> None:
    """All who asked for time have had their turns, or have the last: who comes then has none."""
    session = after(begun(ASKED, TALK), (accept_bids([(1, 1_800), (2, 1_800)]), at()))
    session = after(session, (rules.advance, at(30)))
    ends = projected_end(session, at(31))
    session = after(session, (attend({5: LATE}), at(31)))
    assert order(session) == [1, 2]
    assert projected_end(session, at(31)) == ends


def test_who_comes_back_to_small_groups_is_in_one() -> None:
    """Finn leaves while the threes are at work, and is back: he has a group in what is to come."""
    trios = Segment("Trios", "exercise", ClockMode.TRIOS, 300, each_in_group=EachInGroup.PART)
    session = begun(trios, here=(1, 2, 3, 4, 5, 6))
    gone = after(session, (attend({6: LEFT}), at(1)))
    assert [turn.groups for turn in gone.turns[1:]] == [((1, 2, 3), (4, 5))] * 2
    assert after(gone, (attend({6: PRESENT}), at(2))).turns == session.turns


def test_what_was_planned_stays_what_was_planned() -> None:
    """A round that was shortened: Ana leaves in her turn, and the others get what is left of it.

    The record still holds the part against what was planned for it at first.
    """
    session = after(begun(TALK, SHARED), (rules.advance, at(20)), (rules.go_back, at(20)))
    session = after(session, (take("shorten"), at(20)), (rules.advance, at(20)))
    session = after(session, (attend({1: LEFT}), at(25)))
    record = record_of(after(session, (rules.close, at(30))))
    assert [segment.planned for segment in record.segments] == [600, 3_600]


def test_a_minute_that_was_given_is_given_once() -> None:
    """In a pause the next turn got a minute more: shared anew, the meeting is no longer by it."""
    session = after(begun(SHARED), (rules.pause, at(1)), (rules.advance, at(1)))
    session = after(session, (rules.lengthen, at(1)), (rules.go_back, at(1)))
    ends = projected_end(session, at(1))
    gone = after(session, (attend({4: LEFT}), at(1)))
    assert [gone.allotted(turn) for turn in gone.turns] == [900, 1_380, 1_380]
    assert projected_end(gone, at(1)) == ends
    on = after(begun(SHARED), (rules.lengthen, at(1)), (attend({1: LEFT}), at(5)))
    assert on.allotted(on.turns[0]) == 300, "what she had, and the others have her minute, too"
    assert projected_end(on, at(5)) == at(61)


def test_what_the_last_to_speak_leaves_is_nobodys() -> None:
    """Dov leaves in his turn while Eve comes, whose share is none of his: the plan has both."""
    session = after(begun(SHARED), *[(rules.advance, at(15 * n)) for n in (1, 2, 3)])
    session = after(session, (attend({4: LEFT, 5: LATE}), at(50)))
    assert [session.allotted(turn) for turn in session.turns] == [900, 900, 900, 900, 720]
    record = record_of(after(session, (rules.close, at(55))))
    assert record.segments[0].planned == 4 * 900 + 720


def test_who_has_gone_stands_in_no_group() -> None:
    """Somebody leaves a pair, or the floor goes back to a pair they were in: they are not named."""
    pairs = replace(TALK, title="Pairs", clock=ClockMode.PAIRS)
    paired = begun(pairs, ROUND)
    left = after(paired, (attend({1: LEFT}), at(1)))
    later = after(
        paired, (rules.advance, at(1)), (attend({1: LEFT}), at(2)), (rules.go_back, at(3))
    )
    for session in (left, later):
        view = live_view(session, at(4), NAMES, None)
        assert len(view.together) == 2
        assert "Ana" not in "".join(view.together)
        groups = [line.title for line in view.order if line.indent == 2]
        assert groups
        assert not [title for title in groups if "Ana" in title]


def test_who_goes_on_last_does_so_after_a_new_sharing_out() -> None:
    """Ben comes back later, or was called away and is back: bids again leave him the last."""
    bids = [(seat, 900) for seat in (1, 2, 3, 4)]
    asked = after(begun(ASKED), (accept_bids(bids), at(0)), (rules.advance, at(10)))
    later = after(asked, (come_back_later, at(12)))
    back = after(asked, (attend({2: LEFT}), at(12)), (attend({2: PRESENT}), at(13)))
    for session in (later, back):
        assert order(session) == [1, 3, 4, 2]
        again = after(session, (accept_bids([(3, 600), (4, 600)]), at(14)))
        assert order(again) == [1, 3, 4, 2]
        assert again.current == TurnId(0, 3)


PAIRS = replace(TALK, title="Pairs", clock=ClockMode.PAIRS)
TRIOS = replace(TALK, title="Trios", clock=ClockMode.TRIOS, each_in_group=EachInGroup.PART)


def seen(session: Session, states: Mapping[int, Attendance]) -> tuple[str, ...]:
    """Return what a change two minutes later is said to do."""
    found = arrivals(session, at(2), states)
    assert isinstance(found, Arrivals)
    return told(session, found, NAMES, session.agenda)


def test_who_is_left_alone_in_a_group_is_told_before() -> None:
    """Groups stay as they are while they are at work: I see before who will be alone in one."""
    session = begun(PAIRS, here=(1, 2, 3, 4))
    assert session.turns[0].groups == ((1, 4), (2, 3))
    assert "Dov is alone in the group that is on." in seen(session, {1: LEFT})
    both = "Cleo and Dov are each alone in a group that is on."
    assert both in seen(session, {1: LEFT, 2: LEFT})
    assert not [line for line in seen(session, {1: LEFT, 4: LEFT}) if "alone" in line]
    gone = after(session, (attend({1: LEFT}), at(1)))
    assert "Cleo is alone in the group that is on." in seen(gone, {2: LEFT})
    assert not [line for line in seen(gone, {1: PRESENT}) if "group that is on" in line]
    assert not [line for line in seen(gone, {5: PRESENT}) if "alone" in line]
    empty = after(gone, (attend({4: LEFT}), at(1)))
    assert "Ana is alone in the group that is on." in seen(empty, {1: PRESENT})


def test_who_comes_while_groups_are_at_work_is_told_of_one() -> None:
    """They have a group in the next round; where there is none, the room chooses one."""
    pairs = begun(replace(PAIRS, rounds=2), here=(1, 2, 3, 4))
    joins = "Eve joins a group in the next round."
    assert joins in seen(pairs, {5: PRESENT})
    assert "Eve and Finn join a group in the next round." in seen(pairs, {5: LATE, 6: LATE})
    last = after(pairs, (rules.advance, at(1)))
    none = "Eve is in no group of this part: choose one together."
    assert none in seen(last, {5: PRESENT})
    both = "Eve and Finn are in no group of this part: choose one together."
    assert both in seen(last, {5: LATE, 6: LATE})
    threes = begun(TRIOS, PAIRS, here=(1, 2, 3, 4))
    assert joins in seen(threes, {5: PRESENT})
    whole = begun(replace(TRIOS, each_in_group=EachInGroup.NO), PAIRS, here=(1, 2, 3, 4))
    assert none in seen(whole, {5: PRESENT})
    assert not [line for line in seen(begun(TALK, PAIRS), {5: PRESENT}) if "no group" in line]


def test_who_comes_in_a_block_joins_a_group_in_its_next_part() -> None:
    """Where each has several parts in turn, the next of them has the one who comes in a group."""
    case, talk = (
        replace(TRIOS, title=title, each_in_group=EachInGroup.BLOCK)
        for title in ("Case", "Feedback")
    )
    session = begun(case, talk, here=(1, 2, 3, 4))
    assert 'Eve joins a group in "Feedback".' in seen(session, {5: PRESENT})
    session = after(session, (rules.advance, at(1)))
    assert 'Eve joins a group in "Case".' in seen(session, {5: PRESENT})


def test_who_is_back_has_the_group_that_is_done() -> None:
    """In the fourth turn of 3 + 4 the three are done: one of them is back, and has a group."""
    session = begun(TRIOS, here=(1, 2, 3, 4, 5, 6, 7))
    session = after(session, *[(rules.advance, at(1))] * 3, (attend({1: LEFT}), at(1)))
    assert len(session.turns[session.position].groups) == 1
    assert not [line for line in seen(session, {1: PRESENT}) if "group" in line]


def test_who_comes_back_to_groups_is_told_so() -> None:
    """There are no turns of one's own in pairs, but somebody who is back is in one."""
    pairs = replace(TALK, title="Pairs", clock=ClockMode.PAIRS, rounds=3)
    session = after(begun(pairs), (attend({1: LEFT}), at(1)))
    found = arrivals(session, at(2), {1: PRESENT})
    assert isinstance(found, Arrivals)
    script = session.agenda
    said = " ".join(told(session, found, NAMES, script))
    assert 'Ana is back: is in a group in "Pairs".' in said
