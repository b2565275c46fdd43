"""When the circle was to meet about now: what a late start is counted from."""

from datetime import datetime, timedelta

from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import MeetingStatus
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.promise import EARLIEST, LATEST


def scheduled_start(circle: OpenCircle, clock: Clock) -> datetime | None:
    """Return when the circle's meeting that lies ahead, or has just begun, was to start.

    That is the meeting as it was agreed, else the rhythm's. ``None`` without a rhythm, when the
    meeting was called off, or when its time does not exist or exists twice: then nobody was told
    an end to count on.
    """
    from circle_tui.calendars.cadence import next_start
    from circle_tui.calendars.zones import instant

    earliest = clock.now() - LATEST
    kept, cadence = circle.meetings.get(), circle.people.profile().cadence
    try:
        if kept is not None and (starts := instant(kept.starts, kept.zone)) >= earliest:
            return starts if kept.status is MeetingStatus.CONFIRMED else None
        if cadence is not None:
            return instant(next_start(cadence, earliest), cadence.zone)
    except InputError:
        return None
    return None


def overdue_today(circle: OpenCircle, clock: Clock) -> datetime | None:
    """Return when today's meeting was to start that did not begin yet; ``None`` if there is none.

    It waits to be held until the day is over where the circle is. A meeting that lies ahead was
    agreed in its place, and one that was called off is not waited for.
    """
    from circle_tui.calendars.cadence import next_start
    from circle_tui.calendars.zones import instant, zone

    cadence = circle.people.profile().cadence
    if cadence is None:
        return None
    now = clock.now()
    today = now.astimezone(zone(cadence.zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    kept = circle.meetings.get()
    try:
        if kept is not None and (starts := instant(kept.starts, kept.zone)) >= today:
            due = starts if kept.status is MeetingStatus.CONFIRMED else None
        else:
            due = instant(next_start(cadence, today - timedelta(seconds=1)), cadence.zone)
    except InputError:
        return None
    if due is None or due > now:
        return None
    held = any(record.began >= due - EARLIEST for record in circle.records.all())
    return None if held else due
