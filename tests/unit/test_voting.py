"""A vote on more time: what it adds, where it comes from, and what is said."""

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Voted
from circle_tui.domain.record import record_of
from circle_tui.domain.session import Session, apply, fold
from circle_tui.domain.view import live_view
from circle_tui.domain.voting import gift
from circle_tui.domain.voting_rules import (
    may_vote,
    no_more_time,
    stands_text,
    vote,
    vote_due_text,
    vote_means,
    votes_text,
)
from tests.fakes import THURSDAY_EVENING, FakeClock
from tests.unit import circles

NOW = THURSDAY_EVENING


def talk(seconds: int = 2_400, topic: int = 300, extend: tuple[int, ...] = (120, 60)) -> Session:
    """Return a session that begins with topics by vote, with six people."""
    talk = Segment(
        *("Talk", "discussion", ClockMode.VOTE_EXTEND, seconds),
        topic=topic,
        extend=extend,
        votes=3,
    )
    close = Segment("Close", "closing", ClockMode.GROUP, 300)
    agenda = Agenda("talk", "Talk", (talk, close))
    return fold([rules.begin(agenda, range(1, 7), "5e55", NOW)])


def after(session: Session, rule: rules.Rule) -> Session:
    """Return the session after a rule that must be allowed."""
    outcome = rule(session, NOW)
    assert not isinstance(outcome, Refused), outcome.why
    return apply(session, outcome[0])


def lengths(session: Session) -> list[int]:
    """Return the seconds of every turn."""
    return [session.allotted(turn) for turn in session.turns]


def test_more_time_comes_out_of_the_topics_ahead() -> None:
    """Eight topics of five minutes; after 2 and 1 more, seven are left, and all takes as long."""
    session = talk()
    assert lengths(session) == [300] * 8 + [300]
    session = after(session, vote(5, 1))
    assert lengths(session) == [420, 300, 300, 300, 300, 300, 480, 300]
    session = after(session, vote(5, 1))
    assert lengths(session) == [480, 300, 300, 300, 300, 300, 420, 300]
    assert no_more_time(session) == "It was extended as often as it can be."
    assert vote(5, 1)(session, NOW) == Refused(no_more_time(session))


def test_what_is_left_over_goes_to_the_last_topic_that_is_left() -> None:
    """Where no whole topic fits behind this one, this one has all the rest of the part."""
    session = after(talk(600), vote(4, 2))
    assert lengths(session) == [600, 300]
    assert (
        vote_means(talk(600), 4, 2, "Close")
        == "4 for, 2 against: 5 min more, then no topics ahead."
    )
    assert no_more_time(session) == "No time of this part is left to extend it with."


def test_the_last_topic_has_nothing_to_be_extended_with() -> None:
    """In the last topic of the part no vote adds time: the part would take longer than it may."""
    session = after(talk(600), rules.advance)
    assert gift(session) == 0
    assert vote_due_text(session, NOW) == ""


def test_a_topic_that_was_begun_gives_nothing() -> None:
    """We were in the last topic and went back: its time is not there for the one before."""
    steps = (rules.advance, circles.at(1)), (rules.go_back, circles.at(2))
    session = circles.after(talk(600), *steps)
    assert gift(session) == 0
    assert no_more_time(session) == "No time of this part is left to extend it with."
    stepped = circles.after(talk(600), *((rule, circles.at(1)) for rule, _ in steps))
    assert gift(stepped) == 120, "only looked at, it was not begun"


@pytest.mark.parametrize(("for_", "against"), [(3, 3), (0, 1), (2, 4)])
def test_without_a_majority_the_floor_goes_on(for_: int, against: int) -> None:
    """A tie is no majority: the next topic is on."""
    session = after(talk(), vote(for_, against))
    assert session.current.round == 2
    assert lengths(session) == lengths(talk())


def test_a_lost_vote_in_the_last_turn_changes_nothing() -> None:
    """Where nothing comes next, the floor stays, and the vote can be undone all the same."""
    topics = Segment("Talk", "discussion", ClockMode.VOTE_EXTEND, 300, topic=300, extend=(60,))
    agenda = Agenda("talk", "Talk", (topics,))
    session = fold([rules.begin(agenda, (1, 2), "5e55", NOW)])
    later = after(session, vote(0, 2))
    assert (later.current, later.turns) == (session.current, session.turns)
    assert after(later, rules.undo) == session


@pytest.mark.parametrize(("for_", "against"), [(0, 0), (7, 0), (4, 3), (-1, 5), (10**12, 0)])
def test_odd_votes_are_refused(for_: int, against: int) -> None:
    """Six people have at most six votes, and at least one."""
    assert isinstance(vote(for_, against)(talk(), NOW), Refused)


def test_votes_are_for_topics() -> None:
    """In other parts, without any extension, and after the end there is no vote, and I hear why."""
    session = talk()
    for _ in range(8):
        session = after(session, rules.advance)
    for odd in (session, talk(extend=()), after(talk(), rules.close)):
        outcome = may_vote(odd, NOW)
        assert isinstance(outcome, Refused)
        assert vote(1, 0)(odd, NOW) == outcome
    outcome = may_vote(session, NOW)
    assert isinstance(outcome, Refused)
    assert outcome.why.endswith('; they are in "Talk".')


def test_the_screen_says_when_a_vote_is_due_and_what_it_came_to() -> None:
    """Near the end of a topic the vote is offered; later the topic says that it was extended."""
    clock, session = FakeClock(), talk()
    assert vote_due_text(session, clock.now()) == ""
    clock.advance(minutes=4, seconds=30)
    assert vote_due_text(session, clock.now()) == "Vote on 2 min more?"
    assert votes_text(session) == "Each has 3 votes."
    assert (
        stands_text(session, "topic 2")
        == "A majority adds 2 min, else on to topic 2. Ahead in this part: 7 topics in 35:00."
    )
    said = vote_means(session, 5, 1, "topic 2")
    assert said == "5 for, 1 against: 2 min more, then 6 topics ahead."
    assert vote_means(session, 3, 3, "topic 2") == "3 for, 3 against: no majority, on to topic 2."
    view = live_view(after(session, vote(5, 1)), clock.now(), {}, None)
    assert view.place == "topic 1 of 7, extended once"
    assert [line.title for line in view.order[1:3]] == ["Topic 1, extended once", "Topic 2"]
    twice = after(after(session, vote(5, 1)), vote(5, 1))
    assert live_view(twice, clock.now(), {}, None).place == "topic 1 of 7, extended twice"


def test_time_given_by_hand_stays() -> None:
    """A minute given with the plus key is not taken back by a vote."""
    session = after(after(talk(), rules.lengthen), vote(6, 0))
    assert lengths(session)[0] == 300 + 60 + 120


def test_the_record_has_what_was_planned_first() -> None:
    """However the votes went, the record holds the part against its 40 minutes."""
    session = after(after(talk(), vote(6, 0)), rules.close)
    assert [segment.planned for segment in record_of(session).segments] == [2_400, 300]


def test_a_vote_says_nothing_about_who() -> None:
    """The fact of a vote holds an instant and two counts."""
    outcome = vote(5, 1)(talk(), NOW)
    assert outcome == (Voted(NOW, 5, 1),)
