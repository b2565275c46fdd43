"""What members answered: the same in whatever order it comes in, and gone when the time changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.meeting import Meeting, ask, cancel, plan_meeting, renew
from circle_tui.domain.people import Member
from circle_tui.domain.rsvp import Rsvp, Said, newest, tally
from circle_tui.domain.rsvp_rules import is_about, spoken
from tests.strategies import LAW

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
STARTS = datetime(2027, 3, 4, 18, 30)  # noqa: DTZ001 - wall time
MEMBERS = ("m1", "m2", "m3")
RSVPS = st.builds(
    Rsvp,
    st.sampled_from(MEMBERS),
    st.sampled_from(Said),
    st.integers(0, 2),
    st.integers(0, 3).map(lambda minutes: NOW + timedelta(minutes=minutes)),
)


@given(st.lists(RSVPS, max_size=8).flatmap(lambda a: st.tuples(st.just(a), st.permutations(a))))
@LAW
def test_the_order_of_the_mail_does_not_matter(drawn: tuple[list[Rsvp], list[Rsvp]]) -> None:
    """However my mail is sorted, and however often I import it, the same answers are kept."""
    answers, shuffled = drawn
    kept: tuple[Rsvp, ...] = ()
    for answer in [*shuffled, *shuffled]:
        kept = newest(*kept, answer)
    assert kept == newest(*answers)
    assert {answer.member for answer in kept} == {answer.member for answer in answers}


@given(st.lists(RSVPS, max_size=8))
@LAW
def test_the_last_answer_of_each_counts(answers: list[Rsvp]) -> None:
    """Somebody who changes their mind counts once, with what they answered last."""
    for kept in newest(*answers):
        own = [answer for answer in answers if answer.member == kept.member]
        last = max((answer.sequence, answer.stamp) for answer in own)
        said = {answer.said for answer in own if (answer.sequence, answer.stamp) == last}
        assert (kept.sequence, kept.stamp) == last
        assert kept.said in said
        assert kept.said is not Said.ACCEPTED or said == {Said.ACCEPTED}, "nobody by chance"


@given(st.lists(RSVPS, max_size=8), st.integers(0, 4), st.booleans())
@LAW
def test_everybody_who_was_asked_is_counted_once(
    answers: list[Rsvp], quorum: int, organizer: bool
) -> None:
    """Accepted, maybe, declined and not yet are all who were asked; others do not count."""
    asked = MEMBERS[:2]
    counted = tally(asked, newest(*answers), quorum, organizer=organizer)
    numbers = (counted.accepted, counted.tentative, counted.declined, counted.waiting)
    assert min(numbers) >= 0
    assert sum(numbers) == len(asked) + organizer
    assert counted.met is (None if not quorum else counted.accepted >= quorum)


@given(st.lists(RSVPS, max_size=6), st.lists(st.sampled_from(Said), min_size=1, max_size=3))
@LAW
def test_what_was_said_last_counts(mails: list[Rsvp], said: list[Said]) -> None:
    """What a member tells me is the last word, however often; their next mail counts more."""
    meeting = plan_meeting(None, STARTS, "Europe/Berlin", 90, uid="u", stamp=NOW)
    meeting = replace(meeting, sequence=2, rsvps=newest(*mails))
    told = Rsvp("m1", Said.DECLINED, 0, NOW)
    for answer in said:
        told = spoken(Member("m1", "Noor Haddad", "Cedar"), answer, meeting, NOW)
        meeting = replace(meeting, rsvps=newest(*meeting.rsvps, told))
        assert told in meeting.rsvps
        assert told.said is answer
        assert is_about(told, meeting)
    later = Rsvp("m1", Said.TENTATIVE, 2, told.stamp + timedelta(seconds=1))
    assert later in newest(*meeting.rsvps, later)


@given(st.lists(RSVPS, max_size=8), st.integers(1, 5), st.sets(st.sampled_from(MEMBERS)))
@LAW
def test_what_is_said_of_a_quorum_is_true(
    answers: list[Rsvp], quorum: int, mailed: set[str]
) -> None:
    """It is met, or can be, or only by whom no mail went to, or cannot: I read which is true."""
    kept = newest(*answers)
    last = {answer.member: answer.said for answer in kept}
    others = [member for member in MEMBERS if member not in mailed]
    counted = tally(mailed, kept, quorum, others=others)
    open_ = [member for member in MEMBERS if last.get(member) in (None, Said.TENTATIVE)]
    missing = quorum - counted.accepted
    heard = [member for member in open_ if member in mailed or member in last]
    words = counted.words.rpartition("; ")[2]
    assert counted.accepted == list(last.values()).count(Said.ACCEPTED)
    assert words.endswith(" is met") == (missing <= 0)
    assert words.endswith("is out of reach") == (missing > len(open_))
    assert (f"needs {missing} more" in words) == (0 < missing <= len(open_))
    assert ("by mail" in words) == (len(heard) < missing <= len(open_))
    by_mail = len([member for member in open_ if member in mailed])
    assert not by_mail or ("by mail" in words) == (f"only {by_mail} of them" in words)
    assert counted.short.endswith(words) != (missing <= 0)


@given(st.lists(st.sampled_from(["move", "cancel", "renew", "drop", "invite"]), max_size=6))
@LAW
def test_answers_go_when_the_time_changes_and_not_before(steps: list[str]) -> None:
    """Who was coming on Thursday has said nothing about Friday, whoever else was invited since."""
    meeting = plan_meeting(None, STARTS, "Europe/Berlin", 90, uid="u", stamp=NOW)
    meeting = ask(meeting, MEMBERS, NOW)
    for number, step in enumerate(steps, start=1):
        given_now = Rsvp("m1", Said.ACCEPTED, meeting.sequence, NOW)
        meeting = replace(meeting, rsvps=newest(*meeting.rsvps, given_now))
        after = _done(step, meeting, number)
        if step in ("drop", "invite") or after == meeting:
            assert after.rsvps == meeting.rsvps
            assert is_about(given_now, after)
        else:
            assert after.rsvps == ()
            assert not is_about(given_now, after)
        meeting = after


def _done(step: str, meeting: Meeting, number: int) -> Meeting:
    """Return a meeting after one step of its life."""
    match step:
        case "move":
            starts = STARTS + timedelta(days=number)
            return plan_meeting(meeting, starts, "Europe/Berlin", 90, uid="", stamp=NOW)
        case "cancel":
            return cancel(meeting, NOW)
        case "renew":
            return renew(meeting, NOW + timedelta(hours=number), NOW)
        case "drop":
            return ask(meeting, MEMBERS[:2], NOW)
    return ask(meeting, MEMBERS, NOW)
