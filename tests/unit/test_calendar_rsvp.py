"""Reading answers to invitations: as calendars write them, in mails, and what is no answer."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from circle_tui.calendars.rsvp import LARGEST, read_rsvp
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Meeting
from circle_tui.domain.people import Member
from circle_tui.domain.rsvp import Said
from circle_tui.domain.rsvp_rules import Heard, rsvp_of

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
NOOR = "ATTENDEE;PARTSTAT=ACCEPTED;CN=Noor Haddad:mailto:noor@example.net"
HEARD = Heard("u-1", ("noor@example.net",), (Said.ACCEPTED,), 2, NOW)


def reply(
    *people: str, method: str = "METHOD:REPLY", more: Sequence[str] = (), end: str = "\r\n"
) -> bytes:
    """Return a reply as a calendar writes it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", method, "BEGIN:VEVENT"]
    lines += ["UID:u-1", "SEQUENCE:2", "DTSTAMP:20270201T120000Z", *(people or (NOOR,)), *more]
    lines += ["ORGANIZER:mailto:ada@example.org", "END:VEVENT", "END:VCALENDAR", ""]
    return end.join(line for line in lines if line).encode()


def mail(*calendars: bytes, attached: bool = False) -> EmailMessage:
    """Return a mail with calendars in it."""
    message = EmailMessage()
    message["From"] = "noor@example.net"
    message["Subject"] = "Accepted: Circle meeting"
    message.set_content("Noor Haddad has accepted.")
    for calendar in calendars:
        if attached:
            message.add_attachment(
                calendar, maintype="application", subtype="octet-stream", filename="Reply.ICS"
            )
        else:
            message.add_alternative(calendar, maintype="text", subtype="calendar")
    return message


FORWARDED = EmailMessage()
FORWARDED.set_content("see below")
FORWARDED.add_attachment(mail(reply()))


READ = {
    "a file": reply(),
    "a file with the ends of lines that Unix has": reply(end="\n"),
    "a byte order mark": b"\xef\xbb\xbf" + reply(),
    "folded": b"\r\n" + reply().replace(b"CN=Noor", b"CN=No\r\n or"),
    "other letters": reply(NOOR.replace("mailto:", "MAILTO:").replace("ACCEPTED", "accepted")),
    "more": reply(more=["COMMENT:late", "DTSTART;TZID=Nowhere/At All:20270304T183000"]),
    "method in small letters": reply(method="METHOD:reply"),
    "a mail": mail(reply()).as_bytes(),
    "attached": mail(reply(), attached=True).as_bytes(),
    "twice in a mail": mail(reply(), reply()).as_bytes(),
    "beside the invitation": mail(reply(method="METHOD:REQUEST"), reply()).as_bytes(),
    "forwarded": FORWARDED.as_bytes(),
}


@pytest.mark.parametrize("how", READ)
def test_an_answer_is_read_however_it_comes(how: str) -> None:
    """From a file, a mail, an attachment or a forwarded mail: who answers what, and no more."""
    assert read_rsvp(READ[how]) == HEARD


@pytest.mark.parametrize("said", Said)
def test_yes_no_and_maybe_are_read(said: Said) -> None:
    """Noor may come, not come, or not know yet."""
    assert read_rsvp(reply(NOOR.replace("ACCEPTED", said))).said == (said,)


BROKEN = "broken: not all of it came"


REFUSED = {
    "empty": (b"", "neither a calendar file nor a mail"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(300), "neither a calendar file nor a mail"),
    "one line": (b"BEGIN:VCALENDAR", BROKEN),
    "cut off": (reply()[:-40], BROKEN),
    "no uid": (reply().replace(b"UID:u-1\r\n", b""), BROKEN),
    "a stamp that is a day": (reply().replace(b"20270201T120000Z", b"20270201"), BROKEN),
    "a stamp nowhere": (reply().replace(b"20270201T120000Z", b"20270201T120000"), BROKEN),
    "a stamp in words": (reply().replace(b"20270201T120000Z", b"yesterday"), BROKEN),
    "a wrong sequence": (reply().replace(b"SEQUENCE:2", b"SEQUENCE:many"), BROKEN),
    "of nobody": (reply().replace(NOOR.encode() + b"\r\n", b""), BROKEN),
    "two files in one": (reply() + reply(), BROKEN),
    "an invitation": (reply(method="METHOD:REQUEST"), "an invitation, and not an answer"),
    "a cancellation": (reply(method="METHOD:CANCEL"), "a cancellation"),
    "another time": (reply(method="METHOD:COUNTER"), "asks for another time"),
    "no method": (reply(method=""), "does not say that it answers"),
    "no answer yet": (
        reply(NOOR.replace("ACCEPTED", "NEEDS-ACTION")),
        "neither yes nor no nor maybe",
    ),
    "no answer": (reply(NOOR.replace("PARTSTAT=ACCEPTED;", "")), "neither yes nor no nor maybe"),
    "delegated": (reply(NOOR.replace("ACCEPTED", "DELEGATED")), "somebody else"),
    "a date of a series": (reply(more=["RECURRENCE-ID:20270304T173000Z"]), "one date of a series"),
    "two meetings": (reply(more=["END:VEVENT", "BEGIN:VEVENT", "UID:u-2"]), "none or several"),
    "long": (reply(more=["DESCRIPTION:" + "x" * 300_000]), "too long for an answer"),
    "a mail with nothing": (mail(b"").as_bytes(), "neither a calendar file nor a mail"),
    "a mail with two answers": (
        mail(reply(), reply(NOOR.replace("noor", "sam"))).as_bytes(),
        "several answers",
    ),
    "a mail that asks for another time": (
        mail(reply(method="METHOD:COUNTER")).as_bytes(),
        "asks for another time",
    ),
    "outlook's own": (b"\xd0\xcf\x11\xe0" + bytes(2000), "Outlook alone"),
    "too large": (bytes(LARGEST + 1), "5 MB"),
    "many parts": (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\n" * 999,
        "too many",
    ),
    "a name in no alphabet": (
        b"Content-Type: x/y\r\nContent-Disposition: attachment; filename*=idna''%ff%ff.ics\r\n\r\n",
        "neither a calendar file nor a mail",
    ),
    "a name that is none": (
        b"Content-Type: x/y\r\nContent-Disposition: attachment; filename*=a\0b''%ff.ics\r\n\r\n",
        "neither a calendar file nor a mail",
    ),
    "a header without an end": (
        b'Content-Type: x/y\r\nContent-Disposition: attachment; filename="' + b";" * 300_000,
        "no mail program",
    ),
    "a zone without an end": (
        reply(more=["DTSTART;TZID=" + "A" * 10_000 + ":20270304T183000"]),
        "broken",
    ),
    "deep": (b"Content-Type: message/rfc822\r\n\r\n" * 999, "too many parts"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_answer_is_refused_in_a_sentence(what: str) -> None:
    """I am told what a file is when it is no answer, and nothing of what it says."""
    data, sentence = REFUSED[what]
    with pytest.raises(InputError, match=sentence):
        read_rsvp(data)


def test_a_line_is_no_name_of_a_file(tmp_path: object) -> None:
    """A reply that is the name of a file on my disk is not looked for there."""
    with pytest.raises(InputError):
        read_rsvp(f"BEGIN:VCALENDAR/../{tmp_path}".encode())


STARTS = datetime(2027, 3, 4, 18, 30)  # noqa: DTZ001 - wall time
MEETING = Meeting("u-1", STARTS, "Europe/Berlin", 90, 2, NOW, asked=("1", "3"))
MEMBERS = (
    Member("1", "Noor Haddad", "Cedar", "Noor@example.net"),
    Member("2", "Sam Sample", "Delta", "sam@example.net"),
    Member("3", "Ana Example", "Ember", "ana@example.net"),
    Member("4", "Ada Example", "Fern", "ada@example.org"),
)


def heard(*addresses: str, uid: str = "u-1", sequence: int = 2, day: int = 1) -> Heard:
    """Return what a reply from these addresses says."""
    said = (Said.ACCEPTED,) * len(addresses)
    return Heard(uid, addresses, said, sequence, datetime(2027, 2, day, 12, tzinfo=UTC))


def test_an_answer_finds_its_member() -> None:
    """Noor answers in other letters of her address, and beside her the organizer is named."""
    found = rsvp_of(
        heard("NOOR@example.net", "ADA@example.org"), MEETING, MEMBERS, "ada@example.org", NOW
    )
    assert (found.member, found.said, found.sequence) == ("1", Said.ACCEPTED, 2)


@pytest.mark.parametrize(
    ("reply_", "sentence"),
    [
        (heard("noor@example.net", uid="u-2"), "another invitation"),
        (heard("noor@example.net", sequence=3), "newer invitation"),
        (heard("noor@example.net", day=3), "in the future"),
        (heard("noor@work.example"), "nobody in this circle has.*--email"),
        (heard("sam@example.net"), "not invited to this meeting"),
        (heard("noor@example.net", "ana@example.net"), "one member"),
        (heard("ada@example.org"), "one member"),
    ],
)
def test_an_answer_that_is_not_ours_is_refused(reply_: Heard, sentence: str) -> None:
    """Of another meeting, of somebody I did not ask, from a clock that is wrong: none counts."""
    with pytest.raises(InputError, match=sentence):
        rsvp_of(reply_, MEETING, MEMBERS, "ada@example.org", NOW)


def test_an_address_of_two_is_nobodys() -> None:
    """Two members who share a mailbox cannot be told apart, so neither is counted."""
    both = (*MEMBERS, Member("5", "Lou Haddad", "Gorse", "noor@example.net"))
    meeting = Meeting("u-1", MEETING.starts, "UTC", 90, 2, NOW, asked=("1", "5"))
    with pytest.raises(InputError, match="Several members"):
        rsvp_of(heard("noor@example.net"), meeting, both, "", NOW)
