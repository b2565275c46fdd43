"""Invitations of one member each: who is named, what can be answered, and how it is taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from icalendar import Calendar

from circle_tui.calendars.invite import invite, withdrawal
from circle_tui.calendars.text import common_name
from circle_tui.domain.errors import InputError
from circle_tui.domain.invitation import (
    Guest,
    Organizer,
    Style,
    parse_alarm,
    parse_link,
    parse_organizer,
)
from circle_tui.domain.meeting import Meeting, ask, cancel, plan_meeting, tell
from tests.ics import Line, Part, checked
from tests.unit.test_calendar_invite import DENVER, HOSTILE

ADA = Organizer("ada@example.org", "Ada Example")
NOOR = Guest("noor@example.net", "Noor Haddad")
LINK = "https://meet.example.org/room;a,b?pwd=x&y=%20#z"
FULL = Style("Evening circle", LINK, 30, ADA)
LATER = DENVER.stamp + timedelta(days=1)


def read(data: bytes) -> tuple[str, Part]:
    """Return the method and the event of a file that follows the rules to the letter."""
    calendar = checked(data)
    (event,) = calendar.within("VEVENT")
    return calendar.one("METHOD"), event


def addresses(lines: list[Line]) -> list[str]:
    """Return the addresses of some properties."""
    return [line.value.removeprefix("mailto:") for line in lines]


def test_a_member_is_asked_by_the_organizer_and_sees_nobody_else() -> None:
    """Noor's file names Noor and me: I am coming, she has not answered yet."""
    method, event = read(invite(DENVER, style=FULL, guest=NOOR))
    assert method == "REQUEST"
    assert addresses(event.all("ORGANIZER")) == ["ada@example.org"]
    chair, asked = event.all("ATTENDEE")
    assert addresses([chair, asked]) == ["ada@example.org", "noor@example.net"]
    assert chair.parameters == {
        **{"CN": '"Ada Example"', "CUTYPE": "INDIVIDUAL", "ROLE": "CHAIR"},
        **{"PARTSTAT": "ACCEPTED", "RSVP": "FALSE"},
    }
    assert asked.parameters == {
        **{"CN": '"Noor Haddad"', "CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT"},
        **{"PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"},
    }


def test_what_is_for_everybody_and_what_is_for_one_is_one_meeting() -> None:
    """Whichever of the files somebody opens, no calendar has the meeting twice."""
    _, mine = read(invite(DENVER, style=FULL))
    _, hers = read(invite(DENVER, style=FULL, guest=NOOR))
    assert [line for line in hers.lines if line.name != "ATTENDEE"] == mine.lines


def test_nobody_is_asked_without_an_organizer() -> None:
    """An invitation that nobody could answer is refused, in words that say what is missing."""
    with pytest.raises(InputError, match="circle next --organizer"):
        invite(DENVER, style=Style(), guest=NOOR)
    with pytest.raises(InputError, match="circle next --organizer"):
        withdrawal(DENVER, NOOR, Style())


def test_a_cancelled_invitation_names_whom_it_was_for() -> None:
    """What I called off says so to Noor, keeps its time, and rings no more."""
    off = cancel(DENVER, LATER)
    method, event = read(invite(off, style=FULL, guest=NOOR))
    assert (method, event.one("STATUS"), event.one("SEQUENCE")) == ("CANCEL", "CANCELLED", "3")
    assert "noor@example.net" in addresses(event.all("ATTENDEE"))
    assert event.one("DTSTART") == "20261203T183000"
    assert not event.within("VALARM")


def test_a_withdrawal_is_for_one_and_tells_no_place() -> None:
    """Noor is told that she is not meant; the meeting stands, and where it is she need not know."""
    method, event = read(withdrawal(DENVER, NOOR, FULL))
    assert (method, event.one("STATUS"), event.one("UID")) == ("CANCEL", "", DENVER.uid)
    assert addresses(event.all("ATTENDEE")) == ["noor@example.net"]
    assert b"meet.example" not in withdrawal(DENVER, NOOR, FULL)


def test_the_link_is_where_clients_look_for_it() -> None:
    """The room can be opened from a calendar that shows the place, the address or a button."""
    _, event = read(invite(DENVER, style=FULL))
    (conference,) = event.all("CONFERENCE")
    assert conference.parameters == {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": "Join"}
    assert conference.value == event.one("URL") == LINK
    (shown,) = Calendar.from_ical(invite(DENVER, style=FULL)).events
    assert str(shown["LOCATION"]) == LINK


def test_the_alarm_says_nothing() -> None:
    """Half an hour before, a telephone lights up and tells a bystander nothing."""
    _, event = read(invite(DENVER, style=FULL))
    (alarm,) = event.within("VALARM")
    assert (alarm.one("ACTION"), alarm.one("TRIGGER")) == ("DISPLAY", "-PT30M")
    assert "Evening" not in alarm.one("DESCRIPTION")
    _, without = read(invite(DENVER, style=replace(FULL, alarm=0)))
    assert not without.within("VALARM")


@pytest.mark.parametrize(
    "name", [*HOSTILE, 'A "B"; C, D: ^n E\\', "Zoë 家族 👩\u200d👧", "x" * 10_000]
)
def test_hostile_names_stay_one_name(name: str) -> None:
    """Whatever somebody is called, the file keeps its shape and nobody else comes in."""
    guest = replace(NOOR, name=name)
    _, event = read(
        invite(DENVER, style=replace(FULL, organizer=replace(ADA, name=name)), guest=guest)
    )
    assert len(event.all("ATTENDEE")) == 2
    (shown,) = Calendar.from_ical(invite(DENVER, style=FULL, guest=guest)).events
    assert str(shown.attendees[1].params.get("CN", "")) == common_name(name)
    assert len(common_name(name)) <= 100


def test_a_very_long_title_is_folded() -> None:
    """Even ten thousand characters of four bytes each come back as they were."""
    title = "👩\u200d🔬é" * 2_500
    _, event = read(invite(DENVER, style=replace(FULL, summary=title), guest=NOOR))
    assert event.one("SUMMARY") == title


@pytest.mark.parametrize("address", ["", "noor", "n@x\r\nX:1", "n@x;CN=y", "nöör@example.org"])
def test_a_guest_must_have_an_address(address: str) -> None:
    """What is no plain address is refused, and no line of a file is made of it."""
    with pytest.raises(InputError, match="not an e-mail address"):
        invite(DENVER, style=FULL, guest=Guest(address))


def test_who_was_asked_and_is_not_any_more_is_told_once() -> None:
    """Noor is dropped: one more sequence for all. Asked again later, hers is the newer news."""
    both = ask(DENVER, ["n", "m"], LATER)
    assert (both.sequence, both.stamp, both.asked) == (2, DENVER.stamp, ("n", "m"))
    assert ask(both, ["n", "m"], LATER) == both
    one = ask(both, ["m"], LATER)
    assert (one.sequence, one.stamp) == (3, LATER)
    assert (one.asked, one.dropped, one.withdrawn) == (("m",), ("n",), ("n",))
    assert ask(one, ["m"], LATER + timedelta(days=1)) == one
    moved = _moved(one)
    assert (moved.sequence, moved.withdrawn, moved.dropped) == (4, (), ("n",))
    again = ask(moved, ["m", "n"], LATER)
    assert (again.sequence, again.dropped, again.withdrawn) == (5, (), ())
    more = ask(again, ["m", "n", "k"], LATER)
    assert more.sequence == 5, "a first invitation has nothing to be newer than"


def test_other_words_are_newer_and_no_other_meeting() -> None:
    """A new title has a new stamp and the old sequence; the same words change nothing at all."""
    first = tell(DENVER, "a", LATER)
    assert replace(first, told="") == DENVER
    assert tell(first, "a", LATER) == first
    other = tell(first, "b", LATER)
    assert (other.sequence, other.stamp) == (DENVER.sequence, LATER)


def _moved(meeting: Meeting) -> Meeting:
    starts = meeting.starts + timedelta(hours=1)
    return plan_meeting(
        meeting, starts, meeting.zone, meeting.minutes, uid="", stamp=LATER + timedelta(hours=1)
    )


def test_an_organizer_in_words() -> None:
    """I type my address as mail programs show it; nothing takes it out again."""
    assert parse_organizer(" ada@example.org ") == Organizer("ada@example.org")
    assert parse_organizer("Ada Example <ada@example.org>") == ADA
    assert parse_organizer('"Ada Example" <ada@example.org>') == ADA
    assert parse_organizer("") is None
    for wrong in ("ada", "Ada <ada>", "<>", "a@b <c", "a@x, b@x"):
        with pytest.raises(InputError, match="e-mail address"):
            parse_organizer(wrong)


@pytest.mark.parametrize(
    "link",
    [
        *(
            "javascript:alert(1)",
            "file:///etc/passwd",
            "ftp://x.org",
            "https://",
            "meet.example.org",
        ),
        *("https://x.org/a b", 'https://x.org/"', "https://x.org/\r\nX:1", "https://x.org/é"),
        "https://x.org/" + "x" * 1_000,
    ],
)
def test_a_link_is_a_web_address(link: str) -> None:
    """Only what a browser opens gets into an invite, and nothing that starts a program."""
    with pytest.raises(InputError, match="web address"):
        parse_link(link)


def test_what_links_and_alarms_may_be() -> None:
    """A room's link comes through as it is; an alarm is up to a week before."""
    assert parse_link(f" {LINK} ") == LINK
    assert parse_link("") == ""
    assert [parse_alarm(minutes) for minutes in (0, 1, 10_080)] == [0, 1, 10_080]
    for minutes in (-1, 10_081):
        with pytest.raises(InputError, match="minutes"):
            parse_alarm(minutes)
