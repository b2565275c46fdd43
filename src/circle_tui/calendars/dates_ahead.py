"""What becomes of a rhythm's dates beside the one meeting that is kept: one answer for all.

The rule. The kept meeting is the next one, and has the place of one date of the rhythm: its own,
or, put elsewhere by hand, the one that was next then. Dates before it fall away; all after it, and
after its place, are held. One that was called off, or is over, only takes its place with it. Lists,
proposals and series are made from here, so that none of them knows another date.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice

from circle_tui.calendars.cadence import next_dates, steps
from circle_tui.calendars.zones import instant, zone
from circle_tui.domain.meeting import Cadence, Meeting, MeetingStatus
from circle_tui.domain.series import Stands
from circle_tui.domain.values import value

_MOMENT = timedelta(seconds=1)
"""Just before a date: steps are asked for after an instant."""

_WHILE = timedelta(days=400)
"""How far back the date is looked for that is nearest to another: a rhythm of a year has one."""


@value
class Step:
    """One date of a rhythm: ``starts`` is naive wall time in its zone, ``begins`` its instant.

    Where clocks skip or repeat the hour, that is the instant which is nearest in words: such a date
    is refused as soon as somebody would meet then.
    """

    starts: datetime
    begins: datetime
    stands: Stands


def dates_ahead(
    cadence: Cadence, meeting: Meeting | None, now: datetime, since: datetime | None = None
) -> Iterator[Step]:
    """Yield how every date of a rhythm after ``now`` (aware) stands, beside the kept meeting.

    The one in whose place the meeting is, called off or not, is ``REPLACED``: the meeting itself is
    no date of the rhythm. ``since`` begins earlier, at dates that are over.
    """
    place, done = None, now
    if meeting is not None:
        place = place_of(meeting, cadence, now)
        done = max(now, _settled_until(meeting, place, now))
    for starts, left_out in steps(cadence, since or now):
        begins = begins_at(cadence, starts)
        if begins == place:
            stands = Stands.REPLACED
        elif left_out:
            stands = Stands.LEFT_OUT
        else:
            stands = Stands.FALLS_AWAY if begins <= done else Stands.RHYTHM
        yield Step(starts, begins, stands)


def begins_at(cadence: Cadence, starts: datetime) -> datetime:
    """Return the instant (UTC) of a date of the rhythm, also where clocks skip or repeat it."""
    return starts.replace(tzinfo=zone(cadence.zone)).astimezone(UTC)


def is_step(cadence: Cadence, moment: datetime) -> bool:
    """Tell whether an instant is a date of the rhythm's, left out or not."""
    for starts, _ in steps(cadence, moment - _MOMENT):
        return begins_at(cadence, starts) == moment
    return False


def is_ahead(meeting: Meeting, now: datetime) -> bool:
    """Tell whether a meeting lies ahead and takes place."""
    begins = instant(meeting.starts, meeting.zone)
    return meeting.status is MeetingStatus.CONFIRMED and begins > now


def place_of(meeting: Meeting, cadence: Cadence, now: datetime) -> datetime:
    """Return the instant of the rhythm's date in whose place a meeting is.

    Where the rhythm has no such date, as one that is kept from before there was this rhythm, that
    is the nearest one for a meeting that lies ahead; for another one the instant as it was.
    """
    begins = instant(meeting.starts, meeting.zone)
    if is_step(cadence, begins):
        return begins
    place = meeting.stands_for or begins
    if not is_ahead(meeting, now) or is_step(cadence, place):
        return place
    return _nearest(cadence, place, begins) or place


def put_in(meeting: Meeting, cadence: Cadence, place: datetime | None, now: datetime) -> Meeting:
    """Return a meeting that lies ahead as one that is put in the place of a date of the rhythm.

    At another date of the rhythm it has the place of that too, and where it was moved on to it, it
    still knows the one before: called off, it gives back those between. ``place`` is ``None`` for
    its own.
    """
    begins = instant(meeting.starts, meeting.zone)
    meeting = replace(meeting, stands_for=place)
    if place is None:
        return meeting
    if not is_step(cadence, begins):
        return replace(meeting, stands_for=place_of(meeting, cadence, now))
    return meeting if place < begins else replace(meeting, stands_for=None)


def under(meeting: Meeting, before: Cadence | None, cadence: Cadence, now: datetime) -> Meeting:
    """Return the meeting in the place that it has under a new rhythm; its time stays.

    One that lies ahead has that of the nearest date, but none after the first that follows it: so
    no other falls away behind it. One that was called off, or is over, has that of the date after
    the one before it if none is nearer, as at another hour; else none, and nothing is held back.
    """
    if before is not None and same_steps(before, cadence):
        return meeting
    begins = instant(meeting.starts, meeting.zone)
    place = meeting.stands_for or begins
    if is_ahead(meeting, now):
        return put_in(meeting, cadence, _nearest(cadence, place, begins), now)
    over = _settled_until(meeting, place, now) <= now
    if over or (before is not None and not is_step(before, place)):
        return meeting
    base = max(now, _day_before(before, place)) if before else now
    first, *others = [begins_at(cadence, at) for at, _ in islice(steps(cadence, base), 2)] or [base]
    taken = first != begins and is_step(cadence, begins)
    nearer = any(abs(other - place) < abs(first - place) for other in others)
    return replace(meeting, stands_for=base if taken or nearer else first)


def same_steps(before: Cadence, after: Cadence) -> bool:
    """Tell whether two cadences step alike, whatever they leave out and how long meetings are."""
    bare = replace(before, skipped=(), holidays=(), minutes=after.minutes)
    return bare == replace(after, skipped=(), holidays=())


def _settled_until(meeting: Meeting, place: datetime, now: datetime) -> datetime:
    """Return the instant up to which the rhythm's dates are no question any more."""
    begins = instant(meeting.starts, meeting.zone)
    if is_ahead(meeting, now):
        return max(begins, place)
    if meeting.stands_for is not None:
        return meeting.stands_for
    return begins if meeting.status is MeetingStatus.CANCELLED else now


def _day_before(cadence: Cadence, place: datetime) -> datetime:
    """Return the end of the day of the last meeting before ``place``, else ``place`` less a while.

    Where that lies ahead it was called off before, and stays so.
    """
    last = place - _WHILE
    for starts in next_dates(cadence, last):
        if begins_at(cadence, starts) >= place:
            break
        last = begins_at(cadence, starts.replace(hour=23, minute=59))
    return last


def _nearest(cadence: Cadence, place: datetime, begins: datetime) -> datetime | None:
    """Return the date that is nearest to ``place``, none after the first that follows ``begins``.

    ``None`` for a rhythm that has none any more.
    """
    found: datetime | None = None
    for starts, _ in steps(cadence, min(place, begins) - _WHILE):
        at = begins_at(cadence, starts)
        if found is None or abs(at - place) < abs(found - place):
            found = at
        if at > min(place, begins):
            break
    return found
