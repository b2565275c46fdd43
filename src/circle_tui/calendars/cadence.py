"""The dates of a cadence: every few weeks on a weekday, or the nth weekday of the month.

dateutil is imported when dates are asked for, because most commands never do.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from circle_tui.calendars.zones import zone
from circle_tui.domain.meeting import Cadence, Rhythm


def next_dates(cadence: Cadence, after: datetime) -> Iterator[datetime]:
    """Yield the cadence's meetings that start after ``after`` (aware), as wall times in its zone.

    None is before the anchor. Weeks are counted from the first such weekday on or after the
    anchor, months from the anchor's own. The times are naive and may be skipped or doubled by a
    clock change: ``zones.instant`` tells.
    """
    from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

    anchor = datetime.combine(cadence.anchor, cadence.at)
    if cadence.rhythm is Rhythm.WEEKS:
        first = anchor + timedelta(days=(cadence.weekday - anchor.weekday()) % 7)
        dates = rrule(WEEKLY, dtstart=first, interval=cadence.every)
    else:
        day = weekday(cadence.weekday, cadence.nth)
        dates = rrule(MONTHLY, dtstart=anchor, interval=cadence.every, byweekday=day)
    # Wall times throughout: 18:30 stays 18:30 when the clocks change.
    yield from dates.xafter(after.astimezone(zone(cadence.zone)).replace(tzinfo=None))


def next_start(cadence: Cadence, after: datetime) -> datetime:
    """Return the first meeting that starts after ``after``, as naive wall time in its zone."""
    return next(next_dates(cadence, after))
