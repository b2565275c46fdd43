"""The law of news by mail: whoever has a meeting in their calendar hears what becomes of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from circle_tui.domain.invitation import Organizer, Style
from circle_tui.domain.meeting import Cadence, Meeting, Rhythm
from circle_tui.domain.people import Member, Profile
from circle_tui.services.invitations import leave_out, mail_owed
from circle_tui.services.inviting import call_off, move, planned, settle
from circle_tui.services.mailing import letters_to_each, posted
from tests.fakes import FakeCircle, Tokens
from tests.strategies import LAW

RHYTHM = Cadence(Rhythm.WEEKS, 3, 3, time(18, 30), "Europe/Berlin", 90, anchor=date(2026, 11, 26))
PEOPLE = tuple(Member(f"m{n}", f"Person {n}", f"Alias{n}", email=f"p{n}@x.org") for n in range(3))
ADDRESSES = {"address": "p{}@x.org", "elsewhere": "q{}@x.org", "no address": ""}
MEMBER = st.integers(0, 2)
STEPS = st.one_of(
    st.tuples(st.sampled_from(["address", "elsewhere", "no address", "out", "in"]), MEMBER),
    st.tuples(st.sampled_from(["move", "off", "title", "mail"]), st.just(0)),
    st.tuples(st.just("mail"), st.just(0)),
)


@dataclass(frozen=True)
class Entry:
    """What a calendar has of the meeting: whether it takes place, and what it says of it."""

    sequence: int
    stands: bool
    says: str


NOTHING = Entry(0, False, "never told")


@LAW
@given(st.lists(STEPS, max_size=14))
@example([("mail", 0), ("no address", 0), ("out", 0), ("mail", 0), ("address", 0)])
@example([("mail", 0), ("no address", 0), ("off", 0), ("mail", 0), ("address", 0)])
@example([("mail", 0), ("out", 0), ("move", 0), ("mail", 0)])
def test_nobody_sits_alone_in_a_room(steps: list[tuple[str, int]]) -> None:
    """Whatever I change between mails: when none is owed, calendars that I reach are right.

    And no news is older, by its sequence, than what the calendar has, nor tells what it has.
    """
    circle = FakeCircle(*PEOPLE)
    circle.people.put_profile(
        Profile("Test circle", RHYTHM, invite=Style(organizer=Organizer("me@x.org")))
    )
    settle(circle, circle.clock, Tokens())
    calendars: dict[str, Entry] = {}
    for step, number in [*steps, ("mail", 0)]:
        circle.clock.advance(minutes=1)
        _take(circle, step, number)
        if step in ADDRESSES:  # whether mails came through, nobody knows then
            for email in filter(None, ADDRESSES.values()):
                at = email.format(number)
                calendars[at] = replace(calendars.get(at, NOTHING), says="unsure")
        if step == "mail":
            _send(circle, calendars)
        following = planned(circle, circle.clock)
        assert following is not None
        meeting = following.meeting
        if meeting.posted is None or mail_owed(circle, circle.clock, meeting):
            continue
        comes = {} if following.called_off else set(meeting.asked)
        for member in circle.people.members():
            if member.email:
                has = calendars.get(member.email, NOTHING).stands
                assert has == (member.id in comes)


def _take(circle: FakeCircle, step: str, number: int) -> None:
    """Do one thing that a facilitator does."""
    following = planned(circle, circle.clock)
    assert following is not None
    who = circle.people.members()[number]
    if step in ADDRESSES:
        email = ADDRESSES[step].format(number)
        people = circle.people.members()
        circle.people.put_members(
            tuple(replace(each, email=email) if each.id == who.id else each for each in people)
        )
    elif step == "out":
        leave_out(circle, following.meeting, [who])
    elif step == "in":
        leave_out(circle, following.meeting, [], [who])
    elif step == "move":
        starts: datetime = following.meeting.starts + timedelta(hours=1)
        move(circle, circle.clock, Tokens(), starts)
    elif step == "off":
        call_off(circle, circle.clock)
    elif step == "title":
        profile = circle.people.profile()
        style = profile.invite or Style()
        title = "Evening" if style.summary != "Evening" else "Morning"
        circle.people.put_profile(replace(profile, invite=replace(style, summary=title)))


def _send(circle: FakeCircle, calendars: dict[str, Entry]) -> None:
    """Write the mails, and let each calendar take what its owner got."""
    following = planned(circle, circle.clock)
    assert following is not None
    from circle_tui.domain.errors import Refusal

    try:
        mailing = letters_to_each(circle, circle.clock, following.meeting)
    except Refusal:  # nobody has an address
        return
    posted(circle, mailing)
    again = _news(circle.meetings.get()) == _news(following.meeting)
    for letter in mailing.letters:
        (event,) = Calendar.from_ical(letter.calendar).events
        before = calendars.get(letter.to.address, NOTHING)
        sequence, stands = int(str(event["SEQUENCE"])), letter.method == "REQUEST"
        assert sequence >= before.sequence
        says = "" if not stands else f"{event['SUMMARY']} {event['DTSTART'].to_ical()!r}"
        assert again or (stands, says) != (before.stands, before.says)
        calendars[letter.to.address] = Entry(sequence, stands, says)


def _news(meeting: Meeting | None) -> tuple[object, ...] | None:
    """Return what mails have told of a meeting: to say it once more is no news."""
    posted = meeting.posted if meeting else None
    return (posted.sequence, posted.told, posted.holding) if posted else None
