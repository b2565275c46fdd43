"""The laws of votes on more time: the part's total stands, topics stay whole, nothing is lost."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.bounds import MOST_TOPICS
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Undone, Voted
from circle_tui.domain.session import NOTHING, Session, apply, fold
from circle_tui.domain.voting import carried, gift, topics_ahead
from circle_tui.domain.voting_rules import no_more_time, vote
from tests.fakes import THURSDAY_EVENING
from tests.strategies import (
    EXAMPLES,
    LAW,
    NUMBERS,
    PAUSES,
    SEGMENTS,
    SESSIONS,
    WALKS,
    Moment,
    Step,
    Steps,
    walk,
)
from tests.unit.circles import begun

PEOPLE = 6


def part(session: Session) -> int:
    """Return the seconds that the turns of the part that is on have in all."""
    here = session.current.segment
    return sum(session.allotted(turn) for turn in session.turns if turn.id.segment == here)


@st.composite
def talks(draw: st.DrawFn) -> Session:
    """Draw a session of topics, on one of which the floor is after some time."""
    topic = draw(st.integers(60, 600))
    talk = Segment(
        "Talk",
        "discussion",
        ClockMode.VOTE_EXTEND,
        draw(st.integers(topic, 7_200)),
        topic=topic,
        extend=draw(st.lists(st.integers(1, 900), max_size=4).map(tuple)),
    )
    close = Segment("Close", "closing", ClockMode.GROUP, 300)
    agenda = Agenda("talks", "Talks", (talk, close))
    session = fold([rules.begin(agenda, range(1, PEOPLE + 1), "5e55", THURSDAY_EVENING)])
    now = THURSDAY_EVENING
    for _ in range(draw(st.integers(0, len(session.turns) - 2))):
        now += timedelta(seconds=draw(st.integers(0, 600)))
        outcome = rules.advance(session, now)
        assert not isinstance(outcome, Refused)
        session = apply(session, outcome[0])
    return session


@LAW
@given(talks(), st.integers(0, PEOPLE), st.integers(0, PEOPLE))
def test_a_majority_of_the_votes_cast_decides(session: Session, for_: int, against: int) -> None:
    """More for than against lengthens the topic by the next step; a tie goes on to the next one."""
    now = session.began + timedelta(hours=3)
    outcome = vote(for_, against)(session, now)
    if not 0 < for_ + against <= PEOPLE or not session.segment.extend:
        assert isinstance(outcome, Refused)
    elif for_ <= against:
        assert outcome == (Voted(now, for_, against),)
        after = apply(session, Voted(now, for_, against))
        assert after.position == session.position + 1
        assert after.turns == session.turns
    elif no_more_time(session):
        assert outcome == Refused(no_more_time(session))
    else:
        assert outcome == (Voted(now, for_, against),)
        after = apply(session, Voted(now, for_, against))
        assert after.current == session.current
        more = after.allotted(after.turns[after.position]) - session.allotted(
            session.turns[session.position]
        )
        assert more >= gift(session) > 0
        assert more == gift(session) or not topics_ahead(after)


@LAW
@given(talks(), st.integers(1, 8))
def test_what_is_added_comes_out_of_the_part(session: Session, votes: int) -> None:
    """However often we vote for more, the part takes what it took, and the meeting ends as said."""
    topic = session.segment.topic or 0
    for _ in range(votes):
        outcome = vote(PEOPLE, 0)(session, session.began + timedelta(hours=3))
        if isinstance(outcome, Refused):
            break
        after = apply(session, outcome[0])
        assert part(after) == part(session)
        assert after.promised_end == session.promised_end
        ahead = topics_ahead(after)
        assert set(turn.id for turn in ahead) <= set(turn.id for turn in topics_ahead(session))
        assert all(turn.seconds == topic for turn in ahead[:-1])
        # The last topic takes the rest: less than one more, unless a plan has no more topics.
        capped = session.segment.seconds // topic > MOST_TOPICS
        assert all(topic <= turn.seconds for turn in ahead[-1:])
        assert capped or all(turn.seconds < 2 * topic for turn in ahead[-1:])
        assert len(after.turns) - len(ahead) == len(session.turns) - len(topics_ahead(session))
        session = after


@LAW
@given(talks())
def test_extensions_are_used_up_in_their_order(session: Session) -> None:
    """The first vote adds the first figure of extend, the next one the next, until none is left."""
    assume(session.segment.extend)
    room = 10 * sum(session.segment.extend)
    segment = replace(session.segment, seconds=session.segment.seconds + room)
    agenda = replace(session.agenda, segments=(segment, *session.agenda.segments[1:]))
    session = fold([rules.begin(agenda, range(1, 4), "5e55", session.began)])
    for seconds in segment.extend:
        if gift(session) < seconds:
            return  # topics of half an hour: none fits beside so long an extension
        before = session.allotted(session.turns[0])
        outcome = vote(3, 0)(session, session.began)
        assert not isinstance(outcome, Refused)
        session = apply(session, outcome[0])
        assert session.allotted(session.turns[0]) - before >= seconds
    assert no_more_time(session)


DEBATES = st.builds(
    lambda talk, others, people: begun(Agenda("debate", "Debate", (talk, *others)), people),
    st.builds(
        Segment,
        *(st.just("Talk"), st.just("discussion"), st.just(ClockMode.VOTE_EXTEND)),
        seconds=st.integers(700, 3_600),
        topic=st.integers(60, 300),
        extend=st.lists(st.integers(1, 600), min_size=1, max_size=4).map(tuple),
    ),
    st.lists(SEGMENTS, max_size=2),
    st.integers(1, PEOPLE),
)
"""Meetings that begin with topics."""

VOTES = st.lists(
    st.builds(
        Step,
        st.sampled_from(
            [
                *("most want more", "most want more", "most want more", "most want no more"),
                *("advance", "advance", "advance", "go_back", "go_back", "go_back"),
                *("lengthen", "shorten what remains", "one goes", "undo"),
            ]
        ),
        PAUSES,
        number=NUMBERS,
    ),
    min_size=4,
    max_size=20,
)
"""Walks in which people vote while topics are taken up and gone back to."""


def test_votes_never_touch_what_was_had() -> None:
    """In any meeting a vote changes only this topic and those nobody has had; undo restores it."""
    votes: Counter[bool] = Counter()

    @settings(LAW, max_examples=4 * EXAMPLES)
    @given(st.one_of(DEBATES, SESSIONS), st.one_of(VOTES, WALKS))
    def law(session: Session, steps: Steps) -> None:
        for moment in walk(session, steps):
            voted = [fact for fact in moment.facts if isinstance(fact, Voted)]
            if voted:
                votes[carried(voted[0])] += 1
                only_its_topic_changes(moment)

    law()
    assert min(votes[True], votes[False]) >= 10, "votes were won and lost"


def only_its_topic_changes(moment: Moment) -> None:
    """Assert that a vote left alone what was had, and every other part."""
    before, after = moment.before, moment.after
    spoken = [t for t in before.turns if before.used.get(t.id, NOTHING) > NOTHING]
    assert {t.id for t in spoken} <= {t.id for t in after.turns}
    same = {t.id: after.allotted(t) for t in after.turns}
    for turn in before.turns:
        if turn.id.segment != before.current.segment:
            assert same[turn.id] == before.allotted(turn)
    for turn in spoken:
        assert turn.id == before.current or same[turn.id] == before.allotted(turn)
    here = before.current.segment
    assert part(before) == sum(after.allotted(t) for t in after.turns if t.id.segment == here)
    assert apply(after, Undone(moment.now)) == before
