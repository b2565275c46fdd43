"""Meetings and cadences in words: the one form of a time that is right in every calendar."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from circle_tui.calendars.zones import instant, is_utc, zone
from circle_tui.domain.meeting import Cadence, Holiday, Meeting, Rhythm
from circle_tui.domain.people import day_text

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}


def place(zone_name: str) -> str:
    """Return the city of a zone as it is said: ``America/New_York`` is ``New York``."""
    return "UTC" if is_utc(zone_name) else zone_name.rpartition("/")[2].replace("_", " ")


def start_text(starts: datetime, zone_name: str) -> str:
    """Return a start (naive) in words: ``Thursday 3 December 2026, 18:30 in Berlin``."""
    return f"{starts:%A} {starts.day} {starts:%B %Y, %H:%M} in {place(zone_name)}"


def as_typed(starts: datetime, zone_name: str, usual: str) -> str:
    """Return a start (naive) as it is typed: ``"2026-12-03 18:30" --zone Europe/Berlin``.

    The zone is only said where the time alone would be meant in another one, ``usual``: so that
    what is told can be pasted.
    """
    there = "" if zone_name == usual else f" --zone {zone_name}"
    return f'"{starts:%Y-%m-%d %H:%M}"{there}'


def describe(cadence: Cadence) -> str:
    """Return a cadence in words: ``every 3 weeks on Thursday, 18:30 in Denver, 130 minutes``.

    What is left out comes last: ``; not in July and August``.
    """
    weekday = WEEKDAYS[cadence.weekday]
    unit = "week" if cadence.rhythm is Rhythm.WEEKS else "month"
    every = f"every {unit}" if cadence.every == 1 else f"every {cadence.every} {unit}s"
    days = (
        f"{every} on {weekday}"
        if cadence.rhythm is Rhythm.WEEKS
        else f"the {NTH[cadence.nth]} {weekday} of {every}"
    )
    told = f"{days}, {cadence.at:%H:%M} in {place(cadence.zone)}, {cadence.minutes} minutes"
    if cadence.skipped:
        told += f"; not in {listed([MONTHS[month - 1] for month in cadence.skipped])}"
    if cadence.holidays:
        told += f"; not on {listed([holiday_text(each) for each in cadence.holidays])}"
    return told


def holiday_text(holiday: Holiday) -> str:
    """Return the days of a holiday: ``24 December 2026 to 6 January 2027``.

    Of one that comes every year no year is named: ``1 May every year``.
    """
    days = [f"{day.day} {day:%B}" if holiday.yearly else day_text(day) for day in _ends(holiday)]
    return f"{' to '.join(days)}{' every year' if holiday.yearly else ''}"


def listed(things: Sequence[str]) -> str:
    """Return things as they are told one after the other: ``July, August and December``."""
    *others, last = things
    return f"{', '.join(others)} and {last}" if others else last


def _ends(holiday: Holiday) -> tuple[date, ...]:
    """Return the first and the last day of a holiday, once if they are the same."""
    return tuple(dict.fromkeys((holiday.first, holiday.last)))


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
