"""VTIMEZONE text for one meeting: the zone's rules in the form that every reader gets right.

icalendar's own generator writes lists of dates, of which several clients read the first only, so
that a summer meeting comes out an hour late. Here a zone is written with yearly rules, as Google
and Outlook do (RFC 5545, 3.6.5).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from circle_tui.calendars.changes import ClockChange, clock_changes

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True, order=True)
class _Rule:
    """A change told as the ``nth`` weekday of a month (1 to 4, or -1 for the last)."""

    nth: int
    weekday: int
    month: int
    time: str
    before: timedelta
    after: timedelta

    def rrule(self) -> str:
        """Return the property that repeats it every year."""
        return f"RRULE:FREQ=YEARLY;BYMONTH={self.month};BYDAY={self.nth}{_WEEKDAYS[self.weekday]}"


def vtimezone(tz: tzinfo, name: str, year: int, last: int | None = None) -> str:
    """Return the VTIMEZONE for a meeting in ``year``, as lines that end in CRLF.

    For a series, ``last`` is the year it ends in. It holds from the start of the first year to the
    end of the one after the last. Where the years around it all have the same two changes, on the
    nth or last weekday of a month, there is one DAYLIGHT and one STANDARD part with a rule;
    otherwise one part for every change, none of them with RDATE. A part is DAYLIGHT when it sets
    clocks forward: Dublin's law says the reverse, readers do not care.
    """
    years = range(year - 1, (year if last is None else last) + 2)
    start = datetime(years.start, 1, 1, tzinfo=UTC)
    changes = clock_changes(tz, start, datetime(years.stop, 1, 1, tzinfo=UTC))
    parts = _yearly(changes, years) or [_initial(tz, start), *(_part(c) for c in changes)]
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}", *(ln for p in parts for ln in p), "END:VTIMEZONE"]
    return "".join(f"{line}\r\n" for line in lines)


def _yearly(changes: list[ClockChange], years: range) -> list[list[str]]:
    """Return two parts with yearly rules, or none when the years differ in any way."""
    by_year = [[c for c in changes if c.wall.year == year] for year in years]
    if any(len(of_year) != 2 for of_year in by_year):
        return []
    parts = []
    for same in zip(*by_year, strict=True):
        rules = set.intersection(*(_rules(change) for change in same))
        if not rules:
            return []
        # The smallest is -1 where it fits: laws say "last Sunday", hardly ever "fourth".
        parts.append(_part(same[0], min(rules).rrule()))
    return parts


def _rules(change: ClockChange) -> set[_Rule]:
    """Return the ways to tell a change's date: counted from the month's start, and as the last."""
    wall = change.wall
    counts = {(wall.day - 1) // 7 + 1} - {5}
    if (wall + timedelta(weeks=1)).month != wall.month:
        counts.add(-1)
    rest = (wall.weekday(), wall.month, f"{wall:%H%M%S}", change.before, change.after)
    return {_Rule(nth, *rest) for nth in counts}


def _part(change: ClockChange, rrule: str = "") -> list[str]:
    """Return the lines of one part: DTSTART is wall time in the offset before the change."""
    kind = "DAYLIGHT" if change.after > change.before else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{change.wall:%Y%m%dT%H%M%S}",
        *([rrule] if rrule else []),
        *([f"TZNAME:{change.name}"] if change.name else []),
        f"TZOFFSETFROM:{_offset(change.before)}",
        f"TZOFFSETTO:{_offset(change.after)}",
        f"END:{kind}",
    ]


def _initial(tz: tzinfo, start: datetime) -> list[str]:
    """Return the part that is in force at ``start``, without which earlier times have no offset."""
    local = start.astimezone(tz)
    offset = local.utcoffset() or timedelta(0)
    return _part(ClockChange(start - offset, offset, offset, local.tzname() or ""))


def _offset(offset: timedelta) -> str:
    """Return an offset as RFC 5545 writes it: ``+0530``, with seconds only if there are any."""
    sign = "-" if offset < timedelta(0) else "+"
    minutes, seconds = divmod(int(abs(offset).total_seconds()), 60)
    text = f"{sign}{minutes // 60:02}{minutes % 60:02}"
    return f"{text}{seconds:02}" if seconds else text
