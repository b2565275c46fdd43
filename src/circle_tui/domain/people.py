"""The people of a circle: members, and the circle's own name and rhythm.

When somebody joined, paused or left are days in the circle's zone. They are the member's own, and
lie with the name and nowhere else.
"""

from collections.abc import Iterable
from dataclasses import field
from datetime import date
from enum import StrEnum

from circle_tui.domain.invitation import Style
from circle_tui.domain.meeting import Cadence, Meeting
from circle_tui.domain.series import Series
from circle_tui.domain.values import value
from circle_tui.domain.week import Week


class Standing(StrEnum):
    """How a member stands to the circle on a day; the values are what a person reads."""

    MEMBER = "member"
    PAUSED = "paused"
    JOINING = "joins later"
    LEFT = "left"


@value
class Member:
    """A person in the circle.

    ``id`` is random and means nothing; ``alias`` is drawn at random, never derived from the
    person, and is the only handle that appears outside the people store. ``zone`` is an IANA
    name, empty when it is the circle's own. ``former`` members have left; their names are still
    masked, for a circle goes on talking about them.

    ``joined`` and ``left`` are ``None`` where nobody knows. ``paused`` is the first day on which
    the member was not expected, ``until`` the first on which they are again, ``None`` for open.
    """

    id: str
    name: str = field(repr=False)
    alias: str
    email: str = field(default="", repr=False)
    zone: str = ""
    former: bool = False
    joined: date | None = None
    left: date | None = None
    paused: date | None = None
    until: date | None = None
    week: Week | None = field(default=None, repr=False)
    """When they work, sleep and never can; ``None`` as long as nobody said."""
    burden: int | None = field(default=None, repr=False)
    """What meetings that took place cost them (``domain/burden.py``); ``None`` before the first."""
    ahead: int = field(default=0, repr=False)
    """What the meeting that is planned costs them; 0 unless it was found."""


def standing(member: Member, day: date) -> Standing:
    """Return how a member stands to the circle on a day."""
    if member.former:
        return Standing.LEFT
    if member.joined is not None and day < member.joined:
        return Standing.JOINING
    begun = member.paused is not None and member.paused <= day
    if begun and (member.until is None or day < member.until):
        return Standing.PAUSED
    return Standing.MEMBER


def expected(members: Iterable[Member], day: date) -> tuple[Member, ...]:
    """Return who is expected at a meeting on a day: who is no more than that is masked as well."""
    return tuple(member for member in members if standing(member, day) is Standing.MEMBER)


def meant(members: Iterable[Member], meeting: Meeting) -> tuple[Member, ...]:
    """Return who is meant at a meeting: who is expected that day and was not left out of it."""
    coming = expected(members, meeting.starts.date())
    return tuple(member for member in coming if member.id not in meeting.without)


def left_out(members: Iterable[Member], meeting: Meeting) -> tuple[Member, ...]:
    """Return who would be expected at a meeting and was left out of it by the facilitator."""
    coming = expected(members, meeting.starts.date())
    return tuple(member for member in coming if member.id in meeting.without)


def home_of(member: Member, cadence: Cadence | None, otherwise: str) -> str:
    """Return the zone in which a member lives: their own, else the circle's.

    ``otherwise`` is the one for a circle without a rhythm: that of the meeting in question.
    """
    return member.zone or (cadence.zone if cadence else otherwise)


def day_text(day: date) -> str:
    """Return a day in words: ``5 November 2026``."""
    return f"{day.day} {day:%B %Y}"


def roll_call(members: Iterable[Member], day: date) -> tuple[Member, ...]:
    """Return the members as they are asked for: who is expected first, who pauses below.

    Somebody who pauses, or joins later only, may come all the same.
    """
    listed = tuple(members)
    first = expected(listed, day)
    return (*first, *(member for member in listed if member not in first))


class Cue(StrEnum):
    """By what a circle is told how a clock stands, besides the word and the colour on it."""

    BELL = "bell"
    FLASH = "flash"
    BOTH = "both"
    NONE = "none"

    @property
    def rings(self) -> bool:
        """Whether the terminal's bell is rung."""
        return self in (Cue.BELL, Cue.BOTH)

    @property
    def flashes(self) -> bool:
        """Whether it lights up behind the clock for a moment."""
        return self in (Cue.FLASH, Cue.BOTH)


class Agreed(StrEnum):
    """What a circle agreed to share beyond whom it is for; nothing unless it said so."""

    ITEMS = "items"
    """The open action items may be read out on the public view, while they are looked through."""
    DECISIONS = "decisions"
    """A member's card carries what the group decided in the last session."""


@value
class Profile:
    """What a circle is called and when it meets; kept with the people, since a name can tell."""

    name: str = field(repr=False)
    cadence: Cadence | None = None
    agenda: str = ""
    """Name of the agenda to offer first; empty for none chosen."""
    keep_days: int | None = None
    """How many days notes, settled items and session records are kept; ``None`` is for ever."""
    lock_after: int = 10
    """Idle minutes after which the screens of a sealed circle are locked; 0 for never."""
    initials: bool = False
    """Whether the public view tells who is next, by initials; otherwise it tells nobody."""
    cue: Cue = Cue.FLASH
    """By what the console tells that a turn's time is nearly up, and that it is."""
    agreed: tuple[Agreed, ...] = ()
    """What may be shared, in the order of ``Agreed``."""
    invite: Style | None = None
    """What its invites say besides when; ``None`` for nothing."""
    quorum: int = 0
    """How many have to accept before a meeting; 0 for no such number."""
    series: Series | None = None
    """The coming meetings as one thing in calendars, if they were exported so."""
