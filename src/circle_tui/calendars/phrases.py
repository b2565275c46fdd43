"""When a circle meets, from the words typed: ``every 3 weeks on thu at 18:30``."""

import re
from dataclasses import replace
from datetime import date, datetime, time

from circle_tui.calendars.text import one_line
from circle_tui.calendars.words import WEEKDAYS
from circle_tui.calendars.zones import zone
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Cadence, Rhythm

_MOST = {Rhythm.WEEKS: 52, Rhythm.MONTHLY: 12}
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
    rhythm, count = _every(every)
    nth, weekday = _on(on)
    nth = _nth_in(rhythm, nth, weekday)
    zone(zone_name)
    return Cadence(rhythm, count, weekday, _at(at), zone_name, _length(minutes), anchor, nth)


def parse_phrase(words: str, zone_name: str, minutes: int, anchor: date) -> Cadence:
    """Return the cadence of one phrase: ``every 3 weeks on thu at 18:30``.

    Raises InputError, naming what is allowed, for anything else.
    """
    found = re.fullmatch(r"\s*every (.+) on (?:the )?(.+) at (.+?)\s*", words, re.IGNORECASE)
    if found is None:
        raise InputError('Say it like "every 3 weeks on thu at 18:30", or leave it empty.')
    every, on, at = found.groups()
    return parse_cadence(every, on, at, zone_name, minutes, anchor)


def revised(
    before: Cadence,
    now: datetime,
    *,
    every: str | None = None,
    on: str | None = None,
    at: str | None = None,
    zone_name: str | None = None,
    minutes: int | None = None,
) -> Cadence:
    """Return ``before`` with what these words change; ``None`` leaves a part as it was.

    A new step or day is counted from ``now`` (aware). Raises InputError as ``parse_cadence`` does.
    """
    after = before
    if zone_name is not None:
        zone(zone_name)
        after = replace(after, zone=zone_name)
    if at is not None:
        after = replace(after, at=_at(at))
    if minutes is not None:
        after = replace(after, minutes=_length(minutes))
    if every is on is None:
        return after
    rhythm, count = (before.rhythm, before.every) if every is None else _every(every)
    if on is not None:
        nth, weekday = _on(on)
    else:
        weekday = before.weekday
        nth = before.nth if rhythm is before.rhythm is Rhythm.MONTHLY else None
    return replace(
        after,
        rhythm=rhythm,
        every=count,
        weekday=weekday,
        nth=_nth_in(rhythm, nth, weekday),
        anchor=now.astimezone(zone(after.zone)).date(),
    )


def parse_start(words: str, at: time) -> datetime:
    """Return naive wall time from ``2026-12-03 18:30``; a date alone is at the usual time ``at``.

    Raises InputError for anything else, and for a time with a zone: it is the circle's own.
    """
    words = words.strip()
    try:
        starts = datetime.fromisoformat(words)
    except ValueError:
        starts = None
    if starts is None or starts.tzinfo:
        raise InputError(
            f'"{one_line(words)}" is not a date that can be read. Write year, month, day and time, '
            'as in "2026-12-03 18:30", in the zone of the circle.'
        )
    date_alone = len(words) <= len("2026-12-03")
    return datetime.combine(starts, at) if date_alone else starts.replace(second=0, microsecond=0)


def _length(minutes: int) -> int:
    """Return the length of a meeting, if it is one."""
    if not 1 <= minutes <= _MOST_MINUTES:
        raise InputError(f"A meeting lasts 1 to {_MOST_MINUTES} minutes, not {minutes}.")
    return minutes


def _nth_in(rhythm: Rhythm, nth: int | None, weekday: int) -> int:
    """Return which weekday of the month is meant; weeks have none, months need one."""
    day = WEEKDAYS[weekday]
    if rhythm is Rhythm.MONTHLY and nth is None:
        raise InputError(f'Which {day} of the month? For example "2nd {day}" or "last {day}".')
    if rhythm is Rhythm.WEEKS and nth is not None:
        raise InputError(f'"2nd" or "last" belongs to months. For weeks, say just "{day}".')
    return nth or 1


def _every(words: str) -> tuple[Rhythm, int]:
    """Return the unit and how many of it."""
    found = re.fullmatch(r"(?:([0-9]{1,2})\s+)?(week|month)s?", words.strip().casefold())
    if found:
        rhythm = Rhythm.WEEKS if found[2] == "week" else Rhythm.MONTHLY
        count = int(found[1] or 1)
        if 1 <= count <= _MOST[rhythm]:
            return rhythm, count
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
