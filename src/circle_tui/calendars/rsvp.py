"""Reading what a member's calendar answers: METHOD:REPLY, as a file or in a mail (RFC 5546, 6047).

Nothing is read but whose answer to which invitation it is: no title, no comment, no other date.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from circle_tui.domain.errors import InputError
from circle_tui.domain.rsvp import Said
from circle_tui.domain.rsvp_rules import Heard

LARGEST = 5_000_000
"""Bytes of a file: a reply has a few thousand, a mail pictures in its signature besides."""

_LARGEST_CALENDAR = 200_000
"""Bytes of the calendar in it, which take icalendar two seconds at most (measured)."""

_MOST_PARTS = 200
"""Parts of a mail. Python's parser needs a minute for a few megabytes of empty ones (measured)."""

_LONGEST_HEADER = 4_000
"""Bytes of what is said about a part. Python's parser takes the square of it (measured)."""

_NEITHER = "It is neither a calendar file nor a mail with one in it."

_OTHER_METHODS = {
    "COUNTER": "It asks for another time. Read it in your mail program, and answer there.",
    "REQUEST": "It is an invitation, and not an answer to one.",
    "PUBLISH": "It is an invitation, and not an answer to one.",
    "CANCEL": "It is a cancellation, and not an answer to an invitation.",
}


def read_rsvp(data: bytes) -> Heard:
    """Return what a reply says, of the ``data`` of an ``.ics`` file or of a mail that was saved.

    Raises ``InputError`` for everything else.
    """
    if len(data) > LARGEST:
        raise InputError(too_large(len(data)))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(
            "It is a mail as Outlook alone keeps it (.msg). Save the calendar file that is "
            "attached to it, or the mail as .eml."
        )
    plain = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"BEGIN:VCALENDAR\b", plain, re.IGNORECASE):
        return _heard(plain)
    try:
        found = dict.fromkeys(_calendars(data))
    except InputError:
        raise
    except Exception:  # mails within mails, names in no alphabet: a file is anybody's
        raise InputError(_NEITHER) from None
    heard: dict[Heard, None] = {}
    problem = InputError(_NEITHER)
    for calendar in found:
        try:
            heard[_heard(calendar)] = None
        except InputError as error:
            problem = error
    if len(heard) > 1:
        raise InputError("It has several answers in it. Save each of them by itself.")
    if not heard:
        raise problem
    return next(iter(heard))


def too_large(size: int) -> str:
    """Return the sentence about a file of ``size`` bytes."""
    return (
        f"It has {size / 1_000_000:.0f} MB, and an answer has a few thousand bytes. Save the "
        "calendar file that is attached to the mail by itself."
    )


def _calendars(data: bytes) -> Iterator[bytes]:
    """Yield the calendar files in a mail, those in mails that are attached to it too."""
    from email import message_from_bytes

    lines = len(re.findall(rb"^--", data, re.MULTILINE))
    if max(lines, len(re.findall(rb"content-type:", data, re.IGNORECASE))) > _MOST_PARTS:
        raise InputError("It is a mail of too many parts. Save the calendar file in it by itself.")
    headers = re.finditer(
        rb"^content-[^:\n]{0,99}:.*(?:\r?\n[ \t].*)*", data, re.MULTILINE | re.IGNORECASE
    )
    if any(len(header[0]) > _LONGEST_HEADER for header in headers):
        raise InputError("It is a mail that no mail program writes. Save the calendar file in it.")
    # The older policy: it reads no more of a header than is asked of it.
    for part in message_from_bytes(data).walk():
        name = str(part.get_filename("")).casefold()
        kinds = ("text/calendar", "application/ics")
        if part.get_content_type() in kinds or name.endswith(".ics"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload:
                yield payload


def _heard(data: bytes) -> Heard:
    """Return what a calendar file says. Raises ``InputError`` unless it is one whole reply."""
    from icalendar import Calendar

    if len(data) > _LARGEST_CALENDAR:
        raise InputError("It is too long for an answer, which is about one meeting.")
    try:
        # Bytes, since a text without line ends is taken for the name of a file and read.
        calendar: Any = Calendar.from_ical(data.decode(errors="replace").encode())
        method = str(calendar.get("METHOD", "")).upper()
        if method != "REPLY":
            raise InputError(
                _OTHER_METHODS.get(method, "It does not say that it answers an invitation.")
            )
        events = calendar.walk("VEVENT")
        if len(events) != 1:
            raise InputError("It does not answer one meeting, but none or several.")
        return _said(events[0])
    except InputError:
        raise
    except Exception:  # a file is anybody's, and the library's errors are of many kinds
        raise InputError("It is broken: not all of it came, or it was changed by hand.") from None


def _said(event: Any) -> Heard:  # noqa: ANN401 - icalendar's properties have many types
    """Return what one event of a reply says. Raises what reading a wrong property raises."""
    if "RECURRENCE-ID" in event:
        raise InputError("It answers one date of a series, and the invitation was to one meeting.")
    people = event["ATTENDEE"]
    people = people if isinstance(people, list) else [people]
    stamp = event["DTSTAMP"].dt
    if not isinstance(stamp, datetime) or stamp.tzinfo is None:
        raise ValueError
    return Heard(
        str(event["UID"]),
        tuple(
            re.sub("^mailto:", "", str(person).strip(), flags=re.IGNORECASE) for person in people
        ),
        tuple(_word(str(person.params.get("PARTSTAT", ""))) for person in people),
        int(event.get("SEQUENCE", 0)),
        stamp.astimezone(UTC),
    )


def _word(said: str) -> Said:
    """Return what somebody answers. Raises ``InputError`` for what is no answer."""
    if said.upper() == "DELEGATED":
        raise InputError("It hands the invitation on to somebody else, whom you did not invite.")
    if said.upper() not in set(Said):
        raise InputError("It says neither yes nor no nor maybe.")
    return Said(said.upper())
