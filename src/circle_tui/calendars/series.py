"""A series as an iCalendar file: its rule, what is left out and what is moved (RFC 5545, 3.8.5)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from circle_tui.calendars import parts
from circle_tui.calendars.cadence import steps
from circle_tui.calendars.dates_ahead import begins_at
from circle_tui.calendars.words import describe
from circle_tui.calendars.zones import instant, zone
from circle_tui.domain.invitation import Style
from circle_tui.domain.meeting import Cadence, MeetingStatus, Rhythm
from circle_tui.domain.series import Moved, Series, SeriesPlan

if TYPE_CHECKING:
    from icalendar import Event

_MOMENT = timedelta(seconds=1)
"""Just before a date: steps are asked for after an instant."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def series_file(series: Series, style: Style) -> bytes:
    """Return the file of a series; the same arguments always give the same bytes.

    METHOD:PUBLISH, nobody named but the organizer. The rule ends at an instant in UTC, as it has to
    where the start is in a zone; what is left out and what is moved is told in the start's own zone
    and form, one property each, or calendars miss it. Raises ``InputError`` for a meeting at a time
    that a clock change skips or repeats.
    """
    plan = series.plan
    zone_name = plan.cadence.zone
    calendar = parts.empty_calendar("PUBLISH", zone_name, plan.first_step.year, plan.last_step.year)
    master = _event(series, style, instant(plan.first_step, zone_name), plan.cadence.minutes)
    master.add("rrule", _rule(plan.cadence, instant(plan.last_step, zone_name)))
    for slot in plan.without:
        master.add("exdate", [slot.replace(tzinfo=zone(zone_name))])
    parts.add_alarm(master, style.alarm)
    calendar.add_component(master)
    for moved in plan.moved:
        event = _event(series, style, moved.begins, moved.minutes)
        event.add("recurrence-id", parts.written(moved.slot, zone_name))
        parts.add_alarm(event, style.alarm)
        calendar.add_component(event)
    return parts.as_file(calendar)


def dates_of(plan: SeriesPlan) -> Iterator[tuple[datetime, Moved | None]]:
    """Yield each date of the rhythm from the first to the last of a plan, as the file has it.

    That is the step itself (naive), and the meeting in its place, at that time or another, if any.
    """
    moved = {each.slot: each for each in plan.moved}
    cadence = plan.cadence
    for step, _ in steps(cadence, begins_at(cadence, plan.first_step) - _MOMENT):
        if step > plan.last_step:
            return
        begins = begins_at(cadence, step)
        usual = Moved(begins, begins, cadence.minutes)
        yield step, moved.get(begins, usual) if plan.holds(step) else None


def _event(series: Series, style: Style, begins: datetime, minutes: int) -> "Event":
    cadence = series.plan.cadence
    event = parts.identified(series.uid, series.sequence, series.stamp)
    parts.add_times(event, begins, minutes, cadence.zone)
    parts.add_style(event, style)
    if style.organizer:
        parts.add_organizer(event, style.organizer)
    event.add("description", describe(cadence))
    event.add("status", MeetingStatus.CONFIRMED.value)
    event.add("transp", "OPAQUE")
    return event


def _rule(cadence: Cadence, last: datetime) -> dict[str, object]:
    day = _DAYS[cadence.weekday]
    weeks = cadence.rhythm is Rhythm.WEEKS
    return {
        "freq": "WEEKLY" if weeks else "MONTHLY",
        "interval": cadence.every,
        "byday": day if weeks else f"{cadence.nth}{day}",
        "until": last,
    }
