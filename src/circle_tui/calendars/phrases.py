"""When a circle meets, from the words typed: ``every 3 weeks on thu at 18:30``."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

from circle_tui.calendars.cadence import require_meetings
from circle_tui.calendars.holidays import (
    NONE,
    holidays_in,
    months_in,
    with_holidays,
    without_holidays,
)
from circle_tui.calendars.text import one_line
from circle_tui.calendars.times import TIME, time_typed
from circle_tui.calendars.words import WEEKDAYS
from circle_tui.calendars.zones import zone
from circle_tui.domain.capture import read_day, read_past_day
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Cadence, Rhythm

_MOST = {Rhythm.WEEKS: 52, Rhythm.MONTHLY: 12}
_MOST_MINUTES = 24 * 60
_NTH = {
    **{"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5},
    **{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1},
}

_UNITS = {
    **{"week": (Rhythm.WEEKS, 1), "fortnight": (Rhythm.WEEKS, 2)},
    **{"month": (Rhythm.MONTHLY, 1), "quarter": (Rhythm.MONTHLY, 3)},
}
_IN_A_WORD = {
    **{"weekly": "week", "fortnightly": "fortnight", "monthly": "month", "quarterly": "quarter"},
    **{"biweekly": "fortnight", "bi-weekly": "fortnight"},
}
"""Biweekly may be twice a week elsewhere. A circle never meets so often, so it is no question."""

_HOW_MANY = {
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "eleven": 11, "twelve": 12},
    **{"other": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8},
    **{"2nd": 2, "3rd": 3, **{f"{n}th": n for n in range(4, 13)}},
}
"""How many are counted by a word: every other week and every second week are every 2 weeks."""


def parse_cadence(
    every: str, on: str, at: str, zone_name: str, minutes: int, anchor: date
) -> Cadence:
    """Return the cadence these words describe.

    ``every`` is "week", "3 weeks", "other week", "fortnight", "month" or "2 months"; ``on`` is a
    weekday, with "2nd" or "last" before it for months; ``at`` is "18:30" or "6:30 pm";
    ``zone_name`` is an IANA name, as ``zone_typed`` makes it of what a person says. Raises
    InputError, naming what is allowed, for anything else and for a day that never comes.
    """
    rhythm, count = _every(every)
    nth, weekday = _on(on)
    nth = _nth_in(rhythm, nth, weekday)
    midnight = datetime.combine(anchor, time(), zone(zone_name))
    cadence = Cadence(
        rhythm, count, weekday, time_typed(at), zone_name, length(minutes), anchor, nth
    )
    return require_meetings(cadence, midnight)


def parse_phrase(words: str, zone_name: str, minutes: int, anchor: date) -> Cadence:
    """Return the cadence of one phrase: ``every 3 weeks on thu at 18:30, not in july``.

    It may also begin with ``weekly`` or ``monthly``. Raises InputError, naming what is allowed, for
    anything else.
    """
    found = re.fullmatch(
        r"\s*(every\s.+?|[a-z-]+ly) on (?:the )?(.+?) at (.+?)"
        r"(?:,? not in (.+?))?(?:,? not on (.+?))?\s*",
        words,
        re.IGNORECASE,
    )
    if found is None:
        raise InputError(
            'Say it like "every 3 weeks on thu at 18:30" or "every month on the 2nd thu at 6 pm", '
            "or leave it empty."
        )
    every, on, at, not_in, not_on = found.groups()
    cadence = parse_cadence(every, on, at, zone_name, minutes, anchor)
    now = datetime.combine(anchor, time(), zone(cadence.zone))
    return revised(cadence, now, not_in=not_in, not_on=not_on)


def revised(
    before: Cadence,
    now: datetime,
    *,
    every: str | None = None,
    on: str | None = None,
    at: str | None = None,
    zone_name: str | None = None,
    minutes: int | None = None,
    not_in: str | None = None,
    not_on: str | None = None,
    meet_on: str | None = None,
) -> Cadence:
    """Return ``before`` with what these words change; ``None`` leaves a part as it was.

    A new step or day is counted from ``now`` (aware). ``not_in`` are the months in which the circle
    does not meet, in place of those before; ``not_on`` days that are left out from now on, besides
    those before, or "none" for no such days; ``meet_on`` days on which it meets after all. Raises
    InputError as ``parse_cadence`` does, and when by all this the circle never meets.
    """
    after = before
    if zone_name is not None:
        zone(zone_name)
        after = replace(after, zone=zone_name)
    if at is not None:
        after = replace(after, at=time_typed(at))
    if minutes is not None:
        after = replace(after, minutes=length(minutes))
    if not_in is not None:
        after = replace(after, skipped=months_in(not_in))
    after = _holidays(after, now.astimezone(zone(after.zone)).date(), not_on, meet_on)
    if every is not None or on is not None:
        after = _stepped(after, now, every, on)
    return after if after == before else require_meetings(after, now)


def _holidays(before: Cadence, today: date, not_on: str | None, meet_on: str | None) -> Cadence:
    """Return ``before`` with other holidays, if words were typed about them."""
    kept = before.holidays
    if meet_on is not None:
        kept = without_holidays(kept, holidays_in(meet_on, today))
    if not_on is not None:
        added = () if not_on.strip().casefold() == NONE else holidays_in(not_on, today)
        kept = with_holidays(kept if added else (), added, today)
    return replace(before, holidays=kept)


def _stepped(before: Cadence, now: datetime, every: str | None, on: str | None) -> Cadence:
    """Return ``before`` with another step or day, counted from ``now``."""
    rhythm, count = (before.rhythm, before.every) if every is None else _every(every)
    if on is not None:
        nth, weekday = _on(on)
    else:
        weekday = before.weekday
        nth = before.nth if rhythm is before.rhythm is Rhythm.MONTHLY else None
    return replace(
        before,
        rhythm=rhythm,
        every=count,
        weekday=weekday,
        nth=_nth_in(rhythm, nth, weekday),
        anchor=now.astimezone(zone(before.zone)).date(),
    )


def _no_day() -> None:
    """Tell that no meeting is known whose day a time could be of."""


def parse_start(
    words: str, at: time | None, today: date, day_of: Callable[[], date | None] = _no_day
) -> datetime:
    """Return naive wall time from ``next thu 18:00``, ``3 Dec at 6pm`` or ``2026-12-03 18:30``.

    A day alone is at the usual time ``at``, if there is one, and a time alone on the day that
    ``day_of`` finds. Days are read as everywhere, and those that are over are told apart by who
    plans. Raises InputError for anything else, and for a time with a zone: it is the circle's own.
    """
    words = " ".join(words.split())
    if found := re.fullmatch(rf"(?:at )?({TIME.pattern})", words, re.I):
        return _that_day(found[1], day_of)
    day_words, time_words = words, ""
    if found := re.fullmatch(rf"(.*?)(?:,? (?:at )?|(?<=\d)T)({TIME.pattern})", words, re.I):
        day_words, time_words = found[1], found[2]
    day = read_day(day_words, today) or read_past_day(day_words, today)
    if day is None:
        raise InputError(
            f'"{one_line(words)[:60]}" is not a date that can be read. Say "next thu 18:00" or '
            '"2026-12-03 18:30" for the zone of the circle, else "3 Dec 18:30 Europe/Berlin".'
        )
    if not time_words and at is None:
        raise InputError(f'At what time? Say it after the day: "{one_line(words)[:60]} 18:30".')
    return datetime.combine(day, time_typed(time_words) if time_words or at is None else at)


def _that_day(words: str, day_of: Callable[[], date | None]) -> datetime:
    """Return the start that a time alone means, on the day that ``day_of`` finds."""
    at, day = time_typed(words), day_of()
    if day is None:
        raise InputError(f'On which day? Say it before the time: "next thu {words}".')
    return datetime.combine(day, at)


def length(minutes: int) -> int:
    """Return the length of a meeting. Raises ``InputError`` for one that no meeting has."""
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
    bare = " ".join(words.casefold().split()).removeprefix("every ")
    number, _, name = _IN_A_WORD.get(bare, bare).rpartition(" ")
    unit, count = _UNITS.get(name.removesuffix("s")), _how_many(number)
    if unit is not None:
        rhythm, each = unit
        if 1 <= count * each <= _MOST[rhythm]:
            return rhythm, count * each
    raise InputError(
        f'"{one_line(bare)[:60]}" is not how often a circle can meet. Say "week", "2 weeks" up to '
        '"52 weeks", "fortnight", "month", "2 months" up to "12 months", or "quarter".'
    )


def _how_many(words: str) -> int:
    """Return the number that stands before a unit, 1 where none does; 0 for what is none."""
    if re.fullmatch(r"[0-9]{1,2}", words):
        return int(words)
    return _HOW_MANY.get(words, 0) if words else 1


def _on(words: str) -> tuple[int | None, int]:
    """Return which of the month (or none) and the weekday."""
    nth, _, day = words.casefold().strip().rpartition(" ")
    days = [n for n, name in enumerate(WEEKDAYS) if name.casefold().startswith(day)]
    if len(day) >= 3 and days and (not nth or nth.strip() in _NTH):
        return _NTH.get(nth.strip()), days[0]
    raise InputError(
        f'"{one_line(words)}" is not a day to meet on. Say a weekday such as "thu" or "Thursday"; '
        'for months, put 1st, 2nd, 3rd, 4th, 5th or last before it: "2nd thu".'
    )
