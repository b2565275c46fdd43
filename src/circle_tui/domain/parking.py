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


@value
class Parked:
    """Something put off to a later meeting.

    It is nobody's: it has no author, no turn and no time, and ``id`` is random. ``made`` is the day
    it was parked, ``closed`` the day it was done or dropped.
    """

    id: str
    session: str
    text: str = field(repr=False)
    made: date
    status: ParkedStatus = ParkedStatus.OPEN
    closed: date | None = None


def settle(thing: Parked, status: ParkedStatus, today: date) -> Parked:
    """Return ``thing`` done or dropped as of ``today``."""
    return replace(thing, status=status, closed=today)


def by_age(things: Iterable[Parked]) -> list[Parked]:
    """Return things with the oldest first; those of one day in the order of their ids.

    Ids are random, so that the order says nothing of who spoke when, and stays the same for the
    numbers people call things by.
    """
    return sorted(things, key=lambda thing: (thing.made, thing.id))


def waiting(things: Iterable[Parked]) -> list[Parked]:
    """Return what is still parked, the oldest first."""
    return by_age(thing for thing in things if thing.status is ParkedStatus.OPEN)


def standing_text(thing: Parked) -> str:
    """Say how a thing stands: ``parked 19 Nov 2026``, once it is settled ``done 10 Dec 2026``."""
    day = thing.closed or thing.made
    return f"{thing.status if thing.closed else 'parked'} {day.day} {day:%b %Y}"
