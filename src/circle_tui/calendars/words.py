"""Meetings and cadences in words: the one form of a time that is right in every calendar."""

from collections.abc import Iterable
from datetime import datetime

from circle_tui.calendars.zones import instant, is_utc, zone
from circle_tui.domain.meeting import Cadence, Meeting, Rhythm

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}


def place(zone_name: str) -> str:
    """Return the city of a zone as it is said: ``America/New_York`` is ``New York``."""
    return "UTC" if is_utc(zone_name) else zone_name.rpartition("/")[2].replace("_", " ")


def describe(cadence: Cadence) -> str:
    """Return a cadence in words: ``every 3 weeks on Thursday, 18:30 in Denver, 130 minutes``."""
    weekday = WEEKDAYS[cadence.weekday]
    unit = "week" if cadence.rhythm is Rhythm.WEEKS else "month"
    every = f"every {unit}" if cadence.every == 1 else f"every {cadence.every} {unit}s"
    days = (
        f"{every} on {weekday}"
        if cadence.rhythm is Rhythm.WEEKS
        else f"the {_NTH[cadence.nth]} {weekday} of {every}"
    )
    return f"{days}, {cadence.at:%H:%M} in {place(cadence.zone)}, {cadence.minutes} minutes"


def local_times(meeting: Meeting, member_zones: Iterable[str] = ()) -> str:
    """Return the meeting's start in its own zone and then in each member's, in words.

    For example ``Thu 3 Dec 2026, 18:30 in Denver; 20:30 in New York``; a day is named again where
    it is another one. Zones come once each, from west to east, so that neither their number nor
    their order says anything about the people. Raises InputError for a zone or a time that does
    not exist.
    """
    start = instant(meeting.starts, meeting.zone)
    local = {n: start.astimezone(zone(n)) for n in (meeting.zone, *member_zones)}
    others = sorted(local, key=lambda name: (local[name].replace(tzinfo=None), name))
    told = []
    day = None
    for name in dict.fromkeys((meeting.zone, *others)):
        shown = local[name]
        told.append(f"{'' if shown.date() == day else _day(shown)}{shown:%H:%M} in {place(name)}")
        day = shown.date()
    return "; ".join(dict.fromkeys(told))


def _day(moment: datetime) -> str:
    """Return the short day that comes before a time: ``Thu 3 Dec 2026, ``."""
    return f"{moment:%a} {moment.day} {moment:%b} {moment.year}, "
