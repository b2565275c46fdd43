"""What the invites of a circle say and in whose name: nothing of it unless somebody chose it.

Who is invited to one meeting is in ``domain/meeting.py``, beside its identity.
"""

import re
from dataclasses import field
from enum import StrEnum

from circle_tui.domain.errors import InputError
from circle_tui.domain.values import value

SUMMARY = "Circle meeting"
"""What an invite is called when nobody says: it tells a passer-by nothing."""

MOST_ALARM = 7 * 24 * 60
"""Minutes before a meeting of which a reminder still helps: a week."""

_MOST_LINK = 1_000
"""Characters of a link; those of the meeting rooms in use have a few hundred."""

_ADDRESS = r"[A-Za-z0-9._+'-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){0,7}"
"""A plain address. Others are allowed by RFC 5322 and would need quotes that clients get wrong."""

_LINK = r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?([/?#][!#-;=?-Z_a-z~\[\]]*)?"
"""A link as a browser shows it once it is open: ASCII without blanks and quotes (RFC 3986)."""


class Method(StrEnum):
    """What kind of file an invite is; the values are what a person types."""

    PUBLISH = "publish"
    """One for everybody, to add to a calendar: nobody is named, nobody can answer."""
    REQUEST = "request"
    """One for each member, with buttons to answer by, to be mailed by the organizer."""


@value
class Organizer:
    """In whose name invitations go out: the address that mail is really sent from."""

    address: str = field(repr=False)
    name: str = field(default="", repr=False)


@value
class Style:
    """What every invite of a circle says besides when; kept with the circle's name.

    An empty ``summary`` is the usual one. ``link`` is where the meeting is held, ``alarm`` how many
    minutes before it a calendar reminds, 0 for no reminder.
    """

    summary: str = field(default="", repr=False)
    link: str = field(default="", repr=False)
    alarm: int = 0
    organizer: Organizer | None = None


@value
class Guest:
    """The one member whom an invitation is for."""

    address: str = field(repr=False)
    name: str = field(default="", repr=False)


def is_plain_address(text: str) -> bool:
    """Tell whether a text is an e-mail address that a calendar file can hold as it stands."""
    return re.fullmatch(_ADDRESS, text) is not None


def parse_organizer(text: str) -> Organizer | None:
    """Return who ``Ada Example <ada@example.org>`` or an address alone is; empty is nobody.

    Raises ``InputError`` for anything else.
    """
    text = text.strip()
    if not text:
        return None
    named = re.fullmatch(r"(.*?)\s*<([^<>]*)>", text)
    name, address = (named[1].strip('" '), named[2]) if named else ("", text)
    if not is_plain_address(address):
        raise InputError(
            "The organizer has to be an e-mail address, as in organizer@example.org or "
            '"Ada Example <ada@example.org>". Nothing was changed.'
        )
    return Organizer(address, name)


def parse_link(text: str) -> str:
    """Return a link that can stand in an invite; empty is none.

    Raises ``InputError`` for what is no web address: other kinds could start a program on the
    computer of whoever opens the invite.
    """
    text = text.strip()
    if text and (len(text) > _MOST_LINK or not re.fullmatch(_LINK, text)):
        raise InputError(
            "A link has to be a web address without blanks or quotes, as in "
            "https://meet.example.org/room. Copy it from the address bar of a browser. Nothing was "
            "changed."
        )
    return text


def parse_alarm(minutes: int) -> int:
    """Return how many minutes before a meeting its alarm is. Raises ``InputError``."""
    if not 0 <= minutes <= MOST_ALARM:
        raise InputError(
            f"An alarm is 1 to {MOST_ALARM} minutes before a meeting, or 0 for none, not "
            f"{minutes}. Nothing was changed."
        )
    return minutes
