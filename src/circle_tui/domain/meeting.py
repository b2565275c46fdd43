"""The next meeting: how often a circle meets, and one dated meeting with its calendar identity."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from enum import StrEnum

from circle_tui.domain.values import value

USUAL_MINUTES = 130
"""How long a meeting is when nobody says: as long as the agenda that is offered first."""


class Rhythm(StrEnum):
    """How a cadence steps from one meeting to the next."""

    WEEKS = "weeks"
    """Every ``every`` weeks on ``weekday``, counted from ``anchor``."""
    MONTHLY = "monthly"
    """The ``nth`` ``weekday`` of every ``every``-th month, counted from ``anchor``'s month."""


@value
class Cadence:
    """When a circle meets, as wall time in its own zone (never UTC: 18:30 stays 18:30).

    ``weekday`` is 0 for Monday to 6 for Sunday. ``nth`` is 1 to 4, or -1 for the last one, and
    counts only for ``monthly``. ``anchor`` is a date from which steps are counted. ``minutes`` is
    the length of a meeting.
    """

    rhythm: Rhythm
    every: int
    weekday: int
    at: time
    zone: str
    minutes: int
    anchor: date
    nth: int = 1


class MeetingStatus(StrEnum):
    """Whether a meeting stands; the values are iCalendar's own words."""

    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@value
class Meeting:
    """One planned meeting as it was last exported.

    ``starts`` is naive wall time in ``zone``. ``uid`` is random, made once and never changed;
    ``sequence`` and ``stamp`` (aware, UTC) are stored so that exporting an unchanged meeting again
    gives the same bytes, and go up only when time or status changes (RFC 5546, 2.1.4).
    """

    uid: str
    starts: datetime
    zone: str
    minutes: int
    sequence: int
    stamp: datetime
    status: MeetingStatus = MeetingStatus.CONFIRMED


def plan_meeting(
    previous: Meeting | None,
    starts: datetime,
    zone: str,
    minutes: int,
    *,
    uid: str,
    stamp: datetime,
) -> Meeting:
    """Return the meeting to export when it shall be at ``starts`` (naive, in ``zone``).

    With no ``previous`` one it is new and takes the fresh random ``uid``. Planned again as it was,
    it comes back unchanged; moved, or taken up again after it was cancelled, it keeps its uid and
    calendars replace it because its sequence is higher (RFC 5546, 2.1.4). ``stamp`` is now, aware.
    """
    if previous is None:
        return Meeting(uid, starts, zone, minutes, sequence=0, stamp=_whole_second(stamp))
    status = MeetingStatus.CONFIRMED
    return _revised(
        previous,
        replace(previous, starts=starts, zone=zone, minutes=minutes, status=status),
        stamp,
    )


def cancel(meeting: Meeting, stamp: datetime) -> Meeting:
    """Return ``meeting`` called off; unchanged if it already was. ``stamp`` is now, aware."""
    return _revised(meeting, replace(meeting, status=MeetingStatus.CANCELLED), stamp)


def _revised(previous: Meeting, wanted: Meeting, stamp: datetime) -> Meeting:
    """Return ``wanted`` one sequence number higher, or ``previous`` if nothing differs."""
    if wanted == previous:
        return previous
    return replace(wanted, sequence=previous.sequence + 1, stamp=_whole_second(stamp))


def _whole_second(stamp: datetime) -> datetime:
    """Return ``stamp`` in UTC as a calendar file can hold it, without fractions of a second."""
    return stamp.astimezone(UTC).replace(microsecond=0)
