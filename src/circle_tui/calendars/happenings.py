"""One event of somebody else's calendar: when it is, each time that it comes back.

Only times are read. They are turned into plain wall times of the event's own zone before
``recurring-ical-events`` unfolds a series, and into instants after: so no library's zone data has a
say, and a series stays at its wall time when the clocks change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from circle_tui.calendars.foreign_zones import ForeignZones
from circle_tui.calendars.happening_lines import Lines, Moment, Unreadable
from circle_tui.domain.errors import InputError
from circle_tui.domain.fair_time import Span
from circle_tui.domain.values import value

if TYPE_CHECKING:
    from icalendar import Event

NOT_INSTALLED = (
    "There are events in it that come back, and what reads these is not installed. Nothing was "
    "changed. Install it with: pip install 'circle-tui[freebusy]'"
)

_DAY = timedelta(days=1)


@value
class Happening:
    """One event as the file has it. ``lasts`` is from its start to its end.

    ``free`` tells that its owner is not busy with it; ``named`` is false when its zone could not be
    made out. ``rules`` are as they stand there. ``instead`` is the time in a series that this one
    takes the place of; with ``onward`` all later ones are like it. ``also`` is added to the times
    of its rules, some of them with how long they last; ``never`` is left out.
    """

    uid: str
    sequence: int
    free: bool
    starts: Moment
    lasts: timedelta
    rules: tuple[str, ...] = ()
    also: tuple[tuple[Moment, timedelta | None], ...] = ()
    never: tuple[Moment, ...] = ()
    instead: Moment | None = None
    onward: bool = False
    named: bool = True

    @property
    def single(self) -> bool:
        """Tell whether it comes once and belongs to no series."""
        return not (self.rules or self.also or self.instead)

    @property
    def span(self) -> Span:
        """When it is, the first time."""
        return self.span_at(self.starts.at, self.lasts)

    def span_at(self, at: date, lasts: timedelta) -> Span:
        """Return when it is, starting at a day or wall time of its zone.

        Days last until midnight; with a time of day, an hour is an hour across a clock change.
        """
        start = replace(self.starts, at=at).instant
        if isinstance(at, datetime):
            return Span(start, start + lasts)
        return Span(start, replace(self.starts, at=at + lasts).instant)


def happening(lines: Sequence[str], zones: ForeignZones, *, cancelled: bool = False) -> Happening:
    """Return the event that these lines tell. Raises ``ValueError`` where they make no sense."""
    told = Lines(lines, zones)
    starts = told.moment("DTSTART")
    if starts is None:
        raise Unreadable
    status, shown = told.text("STATUS").upper(), told.text("TRANSP").upper()
    return Happening(
        uid=told.text("UID"),
        sequence=int(told.text("SEQUENCE") or 0),
        free=cancelled or status == "CANCELLED" or shown == "TRANSPARENT",
        starts=starts,
        lasts=_lasts(starts, told.moment("DTEND"), told.duration("DURATION")),
        rules=told.texts("RRULE"),
        also=told.also("RDATE"),
        never=told.moments("EXDATE"),
        instead=told.moment("RECURRENCE-ID"),
        onward=told.onward,
        named=told.named,
    )


def _lasts(starts: Moment, ends: Moment | None, duration: timedelta | None) -> timedelta:
    """Return how long an event lasts. Raises ``Unreadable`` for an end before the start."""
    timed = isinstance(starts.at, datetime)
    if ends is None:
        lasts = duration if duration is not None else timedelta() if timed else _DAY
    elif isinstance(ends.at, datetime) != timed:
        raise Unreadable
    else:
        lasts = ends.instant - starts.instant if timed else ends.at - starts.at
        # Some programs end a day's event on the day itself.
        lasts = lasts or (timedelta() if timed else _DAY)
    if lasts < timedelta() or (lasts % _DAY and not timed):
        raise Unreadable
    return lasts


def unfold(group: Sequence[Happening], first: datetime, last: datetime) -> Iterator[Span]:
    """Yield when a series is between two instants (aware): the one event that has the rules.

    The others in ``group`` take the place of single times of it. Raises ``InputError`` when the
    library for that is not installed, and whatever it raises for what makes no sense.
    """
    from icalendar import Calendar

    if find_spec("recurring_ical_events") is None:
        raise InputError(NOT_INSTALLED)
    expand: Any = import_module("recurring_ical_events")
    tz = next((each for each in group if each.instead is None), group[0]).starts.tz
    # A day more on both sides, for zones; what begins before and lasts, the library sees to.
    since, until = (
        (at.astimezone(tz).replace(tzinfo=None) + more)
        for at, more in ((first, -_DAY), (last, _DAY))
    )
    calendar = Calendar()
    for number, each in enumerate(group):
        event = _plain(each, tz, until)
        event["X-NUMBER"] = str(number)
        calendar.add_component(event)
    found = expand.of(calendar, components=["VEVENT"]).between(since, until)
    for event in found:
        told = group[int(event["X-NUMBER"])]
        if not told.free:
            start, end = event["DTSTART"].dt, event["DTEND"].dt
            timed = isinstance(start, datetime)
            there = replace(told.starts, tz=tz) if timed else told.starts
            yield replace(told, starts=there).span_at(start, end - start)


def _plain(told: Happening, tz: tzinfo, until: datetime) -> "Event":
    """Return an event in wall time without any zone, that comes back no longer than ``until``."""
    from icalendar import Event
    from icalendar.prop import vDDDLists, vDDDTypes, vRecur

    event = Event()
    start = told.starts.shown_in(tz)
    timed = isinstance(start, datetime)
    event.add("UID", told.uid)
    event.add("SEQUENCE", told.sequence)
    event["DTSTART"], event["DTEND"] = vDDDTypes(start), vDDDTypes(start + told.lasts)
    if told.instead:
        event["RECURRENCE-ID"] = vDDDTypes(told.instead.shown_in(tz))
        if told.onward:
            event["RECURRENCE-ID"].params["RANGE"] = "THISANDFUTURE"
        return event
    for text in told.rules:
        rule = vRecur.from_ical(text)
        ends = [_until(at, tz, timed=timed) for at in rule.pop("UNTIL", [])]
        if "COUNT" not in rule:
            # What never comes at all would otherwise be looked for until the year 9999.
            ends.append(until if timed else until.date())
            rule["UNTIL"] = [min(ends)]
        event.add("RRULE", rule)
    if told.also:
        also = [(at.shown_in(tz), lasts) for at, lasts in told.also]
        event["RDATE"] = vDDDLists([(at, lasts) if lasts else at for at, lasts in also])
    if told.never:
        event["EXDATE"] = vDDDLists([at.shown_in(tz) for at in told.never])
    return event


def _until(at: date, tz: tzinfo, *, timed: bool) -> date:
    """Return the end of a rule in the form of its start; of a day, that is all of the day."""
    if not isinstance(at, datetime):
        return datetime(at.year, at.month, at.day, 23, 59, 59) if timed else at  # noqa: DTZ001
    here = at.astimezone(tz).replace(tzinfo=None) if at.tzinfo else at
    return here if timed else here.date()
