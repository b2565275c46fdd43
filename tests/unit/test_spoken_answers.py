"""Answers given by word of mouth: whose they are, how they count, and what the quorum says then."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from circle_tui.domain.errors import InputError
from circle_tui.domain.invitation import Organizer, Style
from circle_tui.domain.meeting import Meeting, MeetingStatus
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.rsvp import Rsvp, Said, newest, tally
from circle_tui.domain.rsvp_rules import parse_said, spoken
from circle_tui.services.rsvps import answers_to
from tests.fakes import FakeCircle

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
STARTS = datetime(2027, 3, 4, 18, 30)  # noqa: DTZ001 - wall time
MEETING = Meeting("u-1", STARTS, "Europe/Berlin", 90, 2, NOW, since=1)
NOOR = Member("1", "Noor Haddad", "Cedar", "noor@example.net")
SAM = Member("2", "Sam Sample", "Delta")
ANA = Member("3", "Ana Example", "Ember", "ana@example.net")
ADA = Member("4", "Ada Example", "Fern", "ada@example.org")


def circle_of(*members: Member, quorum: int = 0) -> FakeCircle:
    """Return a circle whose invitations go out in Ada's name."""
    circle = FakeCircle(*members)
    style = Style(organizer=Organizer("ADA@example.org"))
    circle.people.put_profile(Profile("Test circle", quorum=quorum, invite=style))
    return circle


def said(*answers: tuple[Member, Said], asked: tuple[str, ...] = ()) -> Meeting:
    """Return the meeting with these answers."""
    rsvps = newest(*(Rsvp(member.id, what, 2, NOW) for member, what in answers))
    return replace(MEETING, asked=asked, rsvps=rsvps)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("yes", Said.ACCEPTED),
        (" YES ", Said.ACCEPTED),
        ("accepted", Said.ACCEPTED),
        ("maybe", Said.TENTATIVE),
        ("no", Said.DECLINED),
        ("declined", Said.DECLINED),
    ],
)
def test_what_may_be_typed(typed: str, meant: Said) -> None:
    """I type yes, no or maybe, or the words that the program itself says."""
    assert parse_said(typed) is meant


@pytest.mark.parametrize("typed", ["", "perhaps", "yes, Will=no", "true"])
def test_what_is_no_answer(typed: str) -> None:
    """Anything else is refused with what can be said."""
    with pytest.raises(InputError, match="yes, no or maybe"):
        parse_said(typed)


def test_it_answers_the_meeting_as_it_stands() -> None:
    """What Sam told me today is about the time at which the meeting is now."""
    late = NOW.replace(microsecond=7)
    assert spoken(SAM, Said.ACCEPTED, MEETING, late) == Rsvp("2", Said.ACCEPTED, 1, NOW)


def test_the_last_word_counts_although_a_clock_ran_ahead() -> None:
    """Noor's calendar wrote tomorrow; what she tells me after that counts, and her next mail more.

    Answering again in the same second counts as well: so a slip of mine can be taken back.
    """
    ahead = Rsvp("1", Said.ACCEPTED, 2, NOW + timedelta(hours=20))
    meeting = replace(MEETING, rsvps=(ahead,))
    told = spoken(NOOR, Said.DECLINED, meeting, NOW)
    assert newest(ahead, told) == (told,)
    again = spoken(NOOR, Said.ACCEPTED, replace(MEETING, rsvps=(told,)), NOW)
    assert newest(told, again) == (again,)
    later = Rsvp("1", Said.DECLINED, 2, again.stamp + timedelta(seconds=1))
    assert newest(again, later) == (later,)


@pytest.mark.parametrize(
    ("member", "why"),
    [
        (replace(SAM, paused=date(2027, 2, 1)), "not expected at this meeting: paused"),
        (replace(SAM, joined=date(2027, 4, 1)), "not expected at this meeting: joins later"),
        (replace(SAM, id="9"), "was left out of this meeting.*circle next --invite Delta"),
    ],
)
def test_who_is_not_meant_is_not_counted(member: Member, why: str) -> None:
    """Who pauses, joins later or was left out is refused with the reason."""
    with pytest.raises(InputError, match=why):
        spoken(member, Said.ACCEPTED, replace(MEETING, without=("9",)), NOW)


def test_a_member_without_an_address_counts_once_they_answered() -> None:
    """Two were asked by mail; Sam counts from the moment he says something, and not before."""
    circle = circle_of(NOOR, SAM, ANA, quorum=3)
    before = answers_to(circle, said(asked=("1", "3")))
    assert before is not None
    assert before.tally.words == (
        "0 accepted, 2 not yet; the quorum of 3 needs 3 more, and only 2 of them can answer by mail"
    )
    assert (before.waiting, before.unasked) == (("Noor Haddad", "Ana Example"), ("Sam Sample",))
    after = answers_to(circle, said((SAM, Said.ACCEPTED), asked=("1", "3")))
    assert after is not None
    assert after.tally.words == "1 accepted, 2 not yet; the quorum of 3 needs 2 more"
    assert after.tally.short == "1 of 3 coming; the quorum of 3 needs 2 more"
    assert after.unasked == ()


def test_the_quorum_is_not_out_of_reach_while_somebody_can_still_say_so() -> None:
    """Noor and Ana declined by mail: whether two come lies with whom no mail went to."""
    answers = ((NOOR, Said.DECLINED), (ANA, Said.ACCEPTED))
    one = answers_to(circle_of(NOOR, SAM, ANA, quorum=2), said(*answers, asked=("1", "3")))
    assert one is not None
    assert one.declined == ("Noor Haddad",)
    assert "out of reach by mail: it needs 1 more" in one.tally.words
    none = answers_to(circle_of(NOOR, ANA, quorum=2), said(*answers, asked=("1", "3")))
    assert none is not None
    assert none.tally.words.endswith("; the quorum of 2 is out of reach")


def test_a_circle_that_counts_by_hand() -> None:
    """Nobody was asked by mail: once somebody answered, everybody who is expected is counted."""
    circle = circle_of(NOOR, SAM, replace(ANA, paused=date(2027, 1, 1)), quorum=2)
    assert answers_to(circle, MEETING) is None
    counted = answers_to(circle, said((SAM, Said.ACCEPTED)))
    assert counted is not None
    assert counted.tally.words == "1 accepted, 1 not yet; the quorum of 2 needs 1 more"
    assert (counted.waiting, counted.unasked) == (("Noor Haddad",), ())
    assert answers_to(circle, said((ANA, Said.ACCEPTED))) is None, "she pauses now"
    off = replace(said((SAM, Said.ACCEPTED)), status=MeetingStatus.CANCELLED)
    assert answers_to(circle, off) is None


def test_who_is_left_out_after_they_answered_does_not_count() -> None:
    """Sam said yes and was left out afterwards: nobody counts on him."""
    meeting = replace(said((SAM, Said.ACCEPTED), asked=("1",)), without=("2",))
    counted = answers_to(circle_of(NOOR, SAM), meeting)
    assert counted is not None
    assert counted.tally.short == "0 of 1 coming"


def test_who_invites_may_say_no() -> None:
    """I count as coming, since I invite, unless I said that I cannot; nobody counts me twice."""
    circle = circle_of(NOOR, ADA)
    for answers, words in (
        ((), "1 accepted, you among them, 1 not yet"),
        (((ADA, Said.ACCEPTED),), "1 accepted, you among them, 1 not yet"),
        (((ADA, Said.DECLINED),), "0 accepted, 1 declined, 1 not yet"),
    ):
        counted = answers_to(circle, said(*answers, asked=("1",)))
        assert counted is not None
        assert counted.tally.words == words


def test_the_short_form_says_the_quorum_only_where_it_is_not_met() -> None:
    """At a glance I read how many come, and of the quorum what is missing."""
    answers = [Rsvp("1", Said.ACCEPTED, 2, NOW), Rsvp("2", Said.DECLINED, 2, NOW)]
    assert tally("123", answers, 0).short == "1 of 3 coming"
    assert tally("123", answers, 1).short == "1 of 3 coming"
    assert tally("123", answers, 2).short == "1 of 3 coming; the quorum of 2 needs 1 more"
