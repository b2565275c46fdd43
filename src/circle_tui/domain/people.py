"""The people of a circle: members, and the circle's own name and rhythm.

When somebody joined, paused or left are days in the circle's zone. They are the member's own, and
lie with the name and nowhere else.
"""

from collections.abc import Iterable
from dataclasses import field
from datetime import date
from enum import StrEnum

from circle_tui.domain.meeting import Cadence
from circle_tui.domain.values import value


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
