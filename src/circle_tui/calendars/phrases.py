"""A cadence from the words typed on a command line: ``every 3 weeks on thu at 18:30``."""

import re
from datetime import date, time

from circle_tui.calendars.text import one_line
from circle_tui.calendars.words import WEEKDAYS
from circle_tui.calendars.zones import zone
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Cadence, Rhythm

_MOST = {"week": 52, "month": 12}
_MOST_MINUTES = 24 * 60
_NTH = {
    **{"1st": 1, "2nd": 2, "3rd": 3, "4th": 4},
    **{"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1},
}


def parse_cadence(
    every: str, on: str, at: str, zone_name: str, minutes: int, anchor: date
) -> Cadence:
    """Return the cadence these words describe.

    ``every`` is "week", "3 weeks", "month" or "2 months"; ``on`` is a weekday, with "2nd" or
    "last" before it for months; ``at`` is "18:30"; ``zone_name`` is an IANA name. Raises
    InputError, naming what is allowed, for anything else.
    """
    count, unit = _every(every)
    nth, weekday = _on(on)
    monthly = unit == "month"
    if monthly and nth is None:
        day = WEEKDAYS[weekday]
        raise InputError(f'Which {day} of the month? For example "2nd {day}" or "last {day}".')
    if nth is not None and not monthly:
        raise InputError(f'"{one_line(on)}" belongs to months. For weeks, name just the weekday.')
    if not 1 <= minutes <= _MOST_MINUTES:
        raise InputError(f"A meeting lasts 1 to {_MOST_MINUTES} minutes, not {minutes}.")
    zone(zone_name)
    rhythm = Rhythm.MONTHLY if monthly else Rhythm.WEEKS
    return Cadence(rhythm, count, weekday, _at(at), zone_name, minutes, anchor, nth or 1)


def _every(words: str) -> tuple[int, str]:
    """Return the count and the unit, "week" or "month"."""
    found = re.fullmatch(r"(?:([0-9]{1,2})\s+)?(week|month)s?", words.strip().casefold())
    if found:
        count, unit = int(found[1] or 1), found[2]
        if 1 <= count <= _MOST[unit]:
            return count, unit
    raise InputError(
        f'A circle cannot meet every "{one_line(words)}". '
        'Say "week", "2 weeks" up to "52 weeks", "month", or "2 months" up to "12 months".'
    )


def _on(words: str) -> tuple[int | None, int]:
    """Return which of the month (or none) and the weekday."""
    nth, _, day = words.casefold().strip().rpartition(" ")
    days = [n for n, name in enumerate(WEEKDAYS) if name.casefold().startswith(day)]
    if len(day) >= 3 and days and (not nth or nth.strip() in _NTH):
        return _NTH.get(nth.strip()), days[0]
    raise InputError(
        f'"{one_line(words)}" is not a day to meet on. Say a weekday such as "thu" or "Thursday"; '
        'for months, put 1st, 2nd, 3rd, 4th or last before it: "2nd thu".'
    )


def _at(words: str) -> time:
    """Return the time of day."""
    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", words.strip())
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return time(int(found[1]), int(found[2]))
    raise InputError(f'"{one_line(words)}" is not a time of day. Use 00:00 to 23:59, as in 18:30.')
