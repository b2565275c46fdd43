"""Counting a check-in by a sign and the closing rating: what may be shown is kept, nothing else."""

from dataclasses import replace

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, Capture, ClockMode, Poll, Segment
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.attendance_rules import attend
from circle_tui.domain.counting import read_counts
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Polled, Undone
from circle_tui.domain.polls import (
    ANSWERS,
    count,
    count_means,
    counted_here,
    counted_text,
    may_count,
    part_to_count,
    room_text,
    taken_back,
    to_count_text,
)
from circle_tui.domain.record import record_of, told
from circle_tui.domain.session import Session, apply, fold
from tests.fakes import THURSDAY_EVENING

LIGHTS = ANSWERS[Poll.TRAFFIC_LIGHT]

AGENDA = Agenda(
    "signs",
    "Signs",
    (
        Segment("Arrive", "welcome", ClockMode.GROUP, 300),
        Segment("Lights", "check-in", ClockMode.GROUP, 300, poll=Poll.TRAFFIC_LIGHT),
        Segment("Talk", "discussion", ClockMode.GROUP, 600),
        Segment("Close", "closing", ClockMode.GROUP, 300, capture=(Capture.RATING,)),
    ),
)


def at(part: int, people: int = 12) -> Session:
    """Return a session in which a part is on."""
    session = fold([rules.begin(AGENDA, range(1, people + 1), "5e55", THURSDAY_EVENING)])
    for _ in range(part):
        outcome = rules.advance(session, THURSDAY_EVENING)
        assert not isinstance(outcome, Refused)
        session = apply(session, outcome[0])
    return session


def counted(session: Session, part: int, *counts: int) -> Session:
    """Return the session after a count."""
    outcome = count(part, counts)(session, THURSDAY_EVENING)
    assert not isinstance(outcome, Refused), outcome.why
    return apply(session, outcome[0])


def test_only_what_may_be_shown_becomes_a_fact() -> None:
    """Of six greens, four yellows and two reds the journal has the six, and no other figure."""
    outcome = count(1, (6, 4, 2))(at(1), THURSDAY_EVENING)
    assert outcome == (Polled(THURSDAY_EVENING, 1, (6, None, None)),)


def test_counting_again_takes_the_place_of_the_first_count() -> None:
    """A count that was wrong is typed again; what may not be shown then is gone."""
    session = counted(counted(at(1), 1, 6, 4, 2), 1, 4, 4, 4)
    assert session.polled[1] == (None, None, None)
    assert counted_here(session) == "too few to show"


def went(session: Session, seat: int, state: Attendance) -> Session:
    """Return the session after somebody left or came."""
    outcome = attend({seat: state})(session, THURSDAY_EVENING)
    assert not isinstance(outcome, Refused), outcome.why
    return apply(session, outcome[0])


def test_two_counts_never_tell_what_one_person_answered() -> None:
    """Who leaves between two counts would be the difference: the second count is refused."""
    session = went(counted(at(1), 1, 7, 5, 0), 3, Attendance.LEFT)
    for outcome in (
        may_count(session, THURSDAY_EVENING),
        count(1, (6, 5, 0))(session, session.began),
    ):
        assert isinstance(outcome, Refused)
        assert outcome.why.startswith("Somebody came or left since it was counted; ")
    back = went(session, 3, Attendance.PRESENT)
    assert counted(back, 1, 6, 6, 0).polled[1] == (None, None, None)


def test_as_many_people_are_not_the_same_people() -> None:
    """One leaves and another comes: counted again, what is new would be those two's answers."""
    session = counted(went(at(1), 12, Attendance.LEFT), 1, 6, 5, 0)
    session = went(went(session, 3, Attendance.LEFT), 12, Attendance.PRESENT)
    assert len(session.seats) == 11
    for outcome in (
        may_count(session, THURSDAY_EVENING),
        count(1, (6, 5, 0))(session, session.began),
    ):
        assert isinstance(outcome, Refused)
        assert outcome.why.startswith("Somebody came or left since it was counted; ")


def test_a_count_that_is_taken_back_leaves_no_fact() -> None:
    """Of counts that were typed again, and of those undone, no figure stands any more."""
    first = counted(at(1), 1, 7, 5, 0)
    again = counted(first, 1, 6, 5, 1)
    assert [fact for fact in again.standing if isinstance(fact, Polled)] == [again.standing[-1]]
    assert fold(again.standing) == again
    undone = apply(again, Undone(THURSDAY_EVENING))
    assert undone == at(1)
    assert [taken_back(*pair) for pair in ((at(1), first), (first, again), (again, undone))] == [
        *(False, True, True)
    ]


def test_a_check_in_can_be_counted_while_the_next_part_runs() -> None:
    """When the round is over and I have gone on already, the lights can still be counted."""
    assert part_to_count(at(0)) is None
    assert isinstance(may_count(at(0), THURSDAY_EVENING), Refused)
    assert part_to_count(at(1)) == part_to_count(at(2)) == 1
    assert part_to_count(at(3)) == 3
    assert counted(at(2), 1, 6, 4, 2).polled[1] == (6, None, None)
    assert isinstance(count(3, (0, 0, 0, 0, 9))(at(2), THURSDAY_EVENING), Refused)


@pytest.mark.parametrize("counts", [(7, 4, 2), (0, 0, 0), (-1, 3, 3), (6, 6), ()])
def test_odd_counts_are_refused(counts: tuple[int, ...]) -> None:
    """Nobody is counted twice, and nobody a negative number of times."""
    assert isinstance(count(1, counts)(at(1), THURSDAY_EVENING), Refused)


@pytest.mark.parametrize("part", [0, 2, 4, 99])
def test_where_nothing_is_asked_nothing_is_counted(part: int) -> None:
    """A part without a question has no count, whoever asks."""
    assert isinstance(count(part, (6, 4, 2))(at(3), THURSDAY_EVENING), Refused)


def test_after_the_end_nothing_is_counted() -> None:
    """When the session has ended, its counts do not change any more."""
    ended = closed(at(1))
    assert count(1, (6, 4, 2))(ended, THURSDAY_EVENING) == rules.ENDED


def closed(session: Session) -> Session:
    """Return the session after its end."""
    outcome = rules.close(session, THURSDAY_EVENING)
    assert not isinstance(outcome, Refused)
    return apply(session, outcome[0])


def test_the_record_keeps_what_may_be_shown() -> None:
    """The closing rating goes to the record as the screen had it; a hidden one leaves nothing."""
    session = counted(at(3), 3, 0, 1, 2, 7, 2)
    session = counted(session, 1, 4, 4, 4)
    record = record_of(closed(session))
    assert (record.segments[3].poll, record.segments[3].shown) == (
        Poll.ONE_TO_FIVE,
        (None, None, None, 7, None),
    )
    assert (record.segments[1].poll, record.segments[1].shown) == (Poll.NONE, ())
    lines = [line for label, line in told(record) if label == "Counts"]
    assert lines == ["Close: 7 gave 4; the rest too few to show"]


def test_what_is_to_be_counted_is_said_until_it_is() -> None:
    """The screen says what is to be counted, then what came of it."""
    assert to_count_text(at(1)) == "traffic lights"
    assert to_count_text(at(3)) == "1 to 5"
    assert to_count_text(at(2)) == counted_here(at(2)) == ""
    session = counted(at(1), 1, 6, 4, 2)
    assert to_count_text(session) == ""
    assert counted_here(session) == "6 gave green; the rest too few to show"


def test_counts_are_told_in_words() -> None:
    """All of them, one of them, or that they are too few; never a figure that is hidden."""
    assert counted_text(LIGHTS, (5, 6, 7)) == "5 gave green, 6 gave yellow, 7 gave red"
    assert (
        count_means(LIGHTS, (None, 9, None)) == "Counted: 9 gave yellow; the rest too few to show."
    )
    assert "nothing of it is kept" in count_means(LIGHTS, (None, None, None))
    assert room_text(LIGHTS, 10) == "How many gave green, yellow and red? 10 are here."


def test_where_nothing_could_be_shown_nothing_is_counted() -> None:
    """With nine people a count is refused with the reason; with ten it is taken."""
    few = may_count(at(1, people=9), THURSDAY_EVENING)
    assert isinstance(few, Refused)
    assert few.why.startswith("Only 9 are here: of fewer than 10 no count is shown or kept.")
    assert count(1, (6, 2, 1))(at(1, people=9), THURSDAY_EVENING) == few
    assert may_count(at(1, people=10), THURSDAY_EVENING) == ()


@pytest.mark.parametrize(
    ("typed", "counts"),
    [
        ("5 2 1", (5, 2, 1)),
        (" 5,2 , 1 ", (5, 2, 1)),
        ("5/2/1", (5, 2, 1)),
        ("0 0 008", (0, 0, 8)),
        ("5: 2; 1", (5, 2, 1)),
    ],
)
def test_counts_are_read_as_people_type_them(typed: str, counts: tuple[int, ...]) -> None:
    """Blanks, commas or slashes: three numbers are three numbers."""
    assert read_counts(typed, LIGHTS, 8) == counts


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type three numbers, one each for green, yellow and red."),
        ("  ", "Type three numbers, one each for green, yellow and red."),
        ("5", "1 number is there, but it takes three numbers"),
        ("5 2", "2 numbers are there"),
        ("1 2 3 4", "4 numbers are there"),
        ("999999999999 0 0", "Only whole numbers up to 999"),
        ("-1 2 3", "Only whole numbers"),
        ("5 2 x", "Only whole numbers"),
        ("½ 2 3", "Only whole numbers"),
        ("٣ 2 1", "Only whole numbers"),
        ("\N{GRINNING FACE} 2 1", "Only whole numbers"),
        ("1.5 2 1", "Only whole numbers"),
        ("[b]5[/] 2 1", "Only whole numbers"),
        ("5 \x1b[2J 1", "Only whole numbers"),
        ("0 0 0", "Nobody has answered yet"),
        ("5 4 0", "That is 9 in all, but only 8 are here."),
    ],
)
def test_what_is_no_count_is_answered_with_a_sentence(typed: str, said: str) -> None:
    """Whatever I type, I am told in a sentence what is missing."""
    outcome = read_counts(typed, LIGHTS, 8)
    assert isinstance(outcome, Refused)
    assert said in outcome.why
    assert outcome.why.endswith(".")


def test_a_poll_of_its_own_goes_before_the_rating() -> None:
    """A closing that asks for lights and captures a rating counts the lights."""
    last = replace(AGENDA.segments[3], poll=Poll.TRAFFIC_LIGHT)
    agenda = replace(AGENDA, segments=(*AGENDA.segments[:3], last))
    session = fold([rules.begin(agenda, range(1, 11), "5e55", THURSDAY_EVENING)])
    for _ in range(3):
        outcome = rules.advance(session, THURSDAY_EVENING)
        assert not isinstance(outcome, Refused)
        session = apply(session, outcome[0])
    assert to_count_text(session) == "traffic lights"


def test_few_are_not_asked_for_a_count() -> None:
    """Fewer than ten are asked by eye: nobody types a count of which nothing can become."""
    few = at(1, people=9)
    assert (to_count_text(few), counted_here(few)) == ("", "traffic lights by eye")
    many = at(1, people=10)
    assert (to_count_text(many), counted_here(many)) == ("traffic lights", "")
