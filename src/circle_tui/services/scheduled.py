"""When the circle was to meet about now: what a late start is counted from."""

from datetime import datetime, timedelta

from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import MeetingStatus
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.promise import AGAIN, EARLIEST, LATEST
from circle_tui.domain.series import Stands

_MOMENT = timedelta(seconds=1)
"""Just before a time: dates are asked for after an instant."""


def scheduled_start(circle: OpenCircle, clock: Clock) -> datetime | None:
    """Return when the circle's meeting that lies ahead, or has just begun, was to start.

    That is the meeting as it was agreed, else the rhythm's. ``None`` without a rhythm, when the
    meeting was called off or held, or when its time does not exist or exists twice: then nobody was
    told an end to count on. One that is begun anew within the hour was ended by mistake.
    """
    due = _due(circle, clock.now() - LATEST)
    if due is None or clock.now() - due <= AGAIN:
        return due
    return None if _was_held(circle, due) else due


def overdue_today(circle: OpenCircle, clock: Clock) -> datetime | None:
    """Return when today's meeting was to start that did not begin yet; ``None`` if there is none.

    It waits to be held until the day is over where the circle is, also where the one after it was
    put meanwhile. A meeting that was agreed before it was to start is in its place, and one that
    was called off is not waited for.
    """
    from circle_tui.calendars.zones import zone

    cadence = circle.people.profile().cadence
    if cadence is None:
        return None
    now = clock.now()
    today = now.astimezone(zone(cadence.zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    due = _due(circle, today)
    if due is None or due > now:
        return None
    return None if _was_held(circle, due) else due


def overdue_beside(circle: OpenCircle, clock: Clock, begins: datetime) -> datetime | None:
    """Return when the meeting was to start that is late when one is put that ``begins`` then.

    ``None`` if none is. One that begins while the late one may still be held is in its place.
    """
    now = clock.now()
    due = _due(circle, now - LATEST)
    return due if due is not None and due <= now and begins - due > LATEST else None


def _due(circle: OpenCircle, since: datetime) -> datetime | None:
    """Return when the first meeting from an instant on was to start, whether it was held or not.

    ``None`` where that was called off, or held at another time before, and without a rhythm or an
    hour that is there.
    """
    from circle_tui.calendars.dates_ahead import dates_ahead
    from circle_tui.calendars.zones import instant

    kept, cadence = circle.meetings.get(), circle.people.profile().cadence
    if kept is not None and kept.overdue is not None and kept.overdue >= since:
        return kept.overdue
    try:
        if kept is not None and (starts := instant(kept.starts, kept.zone)) >= since:
            return starts if kept.status is MeetingStatus.CONFIRMED else None
        if cadence is None:
            return None
        for step in dates_ahead(cadence, kept, since - _MOMENT):
            if step.stands is not Stands.LEFT_OUT:
                return instant(step.starts, cadence.zone) if step.stands.held else None
    except InputError:
        return None
    return None


def _was_held(circle: OpenCircle, due: datetime) -> bool:
    """Tell whether a session began when a meeting was to start, or since."""
    return any(record.began >= due - EARLIEST for record in circle.records.all())
