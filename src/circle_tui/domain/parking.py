"""The parking lot: things for later, kept until they are done or dropped."""

from collections.abc import Iterable
from dataclasses import field, replace
from datetime import date
from enum import StrEnum

from circle_tui.domain.values import value


class ParkedStatus(StrEnum):
    """How a parked thing stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Became(StrEnum):
    """What was made of a parked thing that is done; the values are what a person reads."""

    ACTION = "action item"
    AGENDA = "on the agenda"


@value
class Parked:
    """Something put off to a later meeting.

    It is nobody's: it has no author, no turn and no time, and ``id`` is random. ``made`` is the day
    it was parked, ``closed`` the day it was done or dropped. ``became`` is what was made of it,
    ``None`` for nothing, or where an older version did not keep that.
    """

    id: str
    session: str
    text: str = field(repr=False)
    made: date
    status: ParkedStatus = ParkedStatus.OPEN
    closed: date | None = None
    became: Became | None = None


def settle(
    thing: Parked, status: ParkedStatus, today: date, became: Became | None = None
) -> Parked:
    """Return ``thing`` done or dropped as of ``today``, with what was made of it."""
    return replace(thing, status=status, closed=today, became=became)


def reopened(thing: Parked) -> Parked:
    """Return ``thing`` as it waited before it was settled."""
    return replace(thing, status=ParkedStatus.OPEN, closed=None, became=None)


def told_with_end(thing: Parked) -> str:
    """Return what was parked, and what was made of it if something was."""
    return f"{thing.text} ({thing.became})" if thing.became else thing.text


def by_age(things: Iterable[Parked]) -> list[Parked]:
    """Return things with the oldest first; those of one day in the order of their ids.

    Ids are random, so that the order says nothing of who spoke when, and stays the same.
    """
    return sorted(things, key=lambda thing: (thing.made, thing.id))


def waiting(things: Iterable[Parked]) -> list[Parked]:
    """Return what is still parked, the oldest first."""
    return by_age(thing for thing in things if thing.status is ParkedStatus.OPEN)


def standing_text(thing: Parked) -> str:
    """Say how a thing stands: ``parked 19 Nov 2026``, once settled also ``done 10 Dec 2026``.

    What was made of it is told with that.
    """
    told = f"parked {_day(thing.made)}"
    if thing.closed:
        told += f", {thing.status} {_day(thing.closed)}"
    return f"{told} ({thing.became})" if thing.became else told


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
