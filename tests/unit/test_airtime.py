"""Who is short of their share while it runs, and the little that is kept of it."""

from dataclasses import fields, replace

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.airtime import Airtime, Share, airtime, shares
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.attendance_rules import attend
from circle_tui.domain.record import airtime_text
from circle_tui.domain.session import Session
from circle_tui.domain.turn_rules import come_back_later
from tests.unit.circles import after, at, begun

ROUND = Agenda("round", "Round", (Segment("Turns", "round", ClockMode.EACH, 120),))


def spoken(*seconds: int, agenda: Agenda = ROUND) -> Session:
    """Return a closed session whose turns took so long; 0 passed its turn on."""
    session, now = begun(agenda, len(seconds)), 0
    for place, took in enumerate(seconds):
        now += took
        last = place == len(seconds) - 1
        rule = rules.close if last else rules.advance if took else rules.pass_turn
        session = after(session, (rule, at(0, now)))
    return session


def test_share_against_what_was_had() -> None:
    """I see who had less than their share, who speaks now, and nobody who is still to come."""
    session = after(begun(), (rules.lengthen, at()), (rules.advance, at(1, 30)))
    assert shares(session, at(2)) == (
        Share(1, share=120, used=90, ahead=0, on=False, passed=False),
        Share(2, share=120, used=30, ahead=0, on=True, passed=False),
    )
    assert [share.short for share in shares(session, at(2))] == [30, 0]


def test_who_passed_says_so() -> None:
    """Who passed is not called short of anything they gave away without being told so."""
    session = after(begun(), (rules.pass_turn, at(0, 10)))
    first, second = shares(session, at(0, 20))
    assert (first.passed, first.used, second.passed) == (True, 10, False)


def test_a_talk_of_everybody_is_nobodys_share() -> None:
    """In a part that belongs to everybody nobody has a share."""
    talk = Agenda("talk", "Talk", (Segment("Talk", "discussion", ClockMode.GROUP, 600),))
    assert shares(begun(talk), at(1)) == ()


def test_two_rounds_are_one_share() -> None:
    """Who speaks twice has the share of both, and what is still to come stands apart."""
    twice = replace(ROUND, segments=(replace(ROUND.segments[0], rounds=2),))
    session = after(begun(twice, 2), (rules.advance, at(1)), (rules.advance, at(2)))
    assert shares(session, at(2, 30)) == (
        Share(1, share=240, used=90, ahead=0, on=True, passed=False),
        Share(2, share=120, used=60, ahead=120, on=False, passed=False),
    )


def test_only_the_group_is_kept() -> None:
    """Kept are the spread of the middle half, how many ran over, how many passed: three numbers."""
    session = spoken(120, 100, 160, 151, 150, 90, 0, 120)
    assert airtime(session) == Airtime(spread=50, over=2, passes=1)
    assert {field.type for field in fields(Airtime)} == {int}
    assert airtime_text(Airtime(50, 2, 1)) == (
        "half came within 0:50 of each other by their plans, 2 ran more than 30 s over, 1 passed"
    )


def test_a_minute_that_was_given_is_a_minute_more_than_planned() -> None:
    """Three of eight are given a minute and use it: that is what lies between them and the rest."""
    session, now = begun(ROUND, 8), 0
    for place in range(8):
        more = (rules.lengthen, at(0, now))
        now += 180 if place > 4 else 120
        then = (rules.close if place == 7 else rules.advance, at(0, now))
        session = after(session, *([more, then] if place > 4 else [then]))
    assert airtime(session) == Airtime(spread=60, over=0, passes=0)


def test_nothing_is_kept_of_a_few() -> None:
    """Where fewer than five people had a turn, nothing about their turns is kept."""
    assert airtime(spoken(120, 60, 180, 120)) is None
    assert airtime(spoken(120, 60, 0, 120, 120)) is None
    assert airtime(spoken(120, 120, 120, 120, 120)) == Airtime(0, 0, 0)


def test_who_spoke_before_the_skip_has_not_passed() -> None:
    """Ended early after a minute is a turn that took a minute; skipped in seconds is a pass."""
    session = begun(ROUND, 6)
    session = after(session, (rules.pass_turn, at(1)), (rules.pass_turn, at(1, 10)))
    assert [share.passed for share in shares(session, at(2))] == [False, True, False]
    for minute in range(3, 6):
        session = after(session, (rules.advance, at(minute)))
    kept = airtime(after(session, (rules.close, at(6))))
    assert kept is not None
    assert kept.passes == 1


def test_who_was_stepped_over_is_in_no_figure() -> None:
    """Of six turns gone through with the arrow, and one that was had, nothing can be told."""
    session = after(begun(ROUND, 7), *[(rules.advance, at(0, 2 * n)) for n in range(1, 7)])
    assert airtime(after(session, (rules.close, at(2)))) is None


def test_many_turns_of_a_few_are_of_a_few() -> None:
    """Six turns of two people are two people's."""
    often = replace(ROUND, segments=(replace(ROUND.segments[0], rounds=3),))
    session = begun(often, 2)
    for minute in range(1, 6):
        session = after(session, (rules.advance, at(minute)))
    assert airtime(after(session, (rules.close, at(6)))) is None


def test_whose_turn_goes_on_later_is_short_of_nothing() -> None:
    """Who began and speaks later has their time before them, and says so."""
    session = after(begun(ROUND, 3), (come_back_later, at(0, 10)))
    (first,) = [share for share in shares(session, at(0, 30)) if share.seat == 1]
    assert (first.short, first.stands) == (0, "goes on later")


def test_who_left_is_short_of_nothing() -> None:
    """Who gave their time back by leaving is not called short of it."""
    left = attend({1: Attendance.LEFT})
    session = after(begun(ROUND, 3), (left, at(0, 50)))
    (first,) = [share for share in shares(session, at(1)) if share.seat == 1]
    assert (first.used, first.short, first.stands) == (50, 0, "left")
