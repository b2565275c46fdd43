"""A member's week from the words typed, and in words: ``9-17``, ``mon-fri``, ``thu 12-14``."""

import re
from collections.abc import Sequence
from datetime import time

from circle_tui.calendars.text import one_line
from circle_tui.calendars.times import clock_time, spoken
from circle_tui.calendars.words import WEEKDAYS, listed
from circle_tui.domain.errors import InputError
from circle_tui.domain.week import Hours, NoGo, Week

_NONE = frozenset({"", "none", "never"})
_AT = r"([0-9]{1,2})(?::([0-9]{2}))?\s*(?:([ap])\.?m\.?)?"
_HOURS = re.compile(rf"{_AT}\s*(?:-|–|to)\s*{_AT}")
_AS_TOLD = re.compile(r"[0-9]{2}:[0-9]{2}\s*(?:-|–|to)\s*[0-9]{2}:[0-9]{2}")
"""Hours as ``describe_week`` tells them: nobody writes 09:00 for the evening."""
_Typed = Sequence[str]
"""A time as it was typed: hour, minute and "a" or "p" for am or pm; empty is what was left out."""

_ALL_DAY = Hours(time(), time())
_HALF_A_DAY = 12 * 60


def parse_days(words: str) -> tuple[int, ...]:
    """Return the weekdays meant (0 is Monday), sorted: ``sat sun``, ``mon-fri``, none for empty.

    Raises ``InputError`` for what is no weekday.
    """
    text = re.sub(r"\s*[-–]\s*", "-", words.casefold().replace(" and ", " ").strip())
    days: set[int] = set()
    if text not in _NONE:
        for part in re.split(r"[\s,]+", text):
            first, _, last = part.partition("-")
            begin, end = _day(first, words), _day(last or first, words)
            days.update((begin + step) % 7 for step in range((end - begin) % 7 + 1))
    return tuple(sorted(days))


def parse_hours(words: str) -> Hours | None:
    """Return the hours meant, ``None`` for ``none``: ``9-17``, ``9am-5pm``, ``22-7`` over midnight.

    Raises ``InputError`` for anything else, and for hours that may be in the morning as well as in
    the evening.
    """
    text = words.strip().casefold()
    if text in _NONE:
        return None
    readings = _readings(text)
    if len(readings) == 1:
        return readings[0]
    if readings:
        ways = " or ".join(f'"{spoken(each.since)}-{spoken(each.until)}"' for each in readings)
        raise InputError(f'"{one_line(words)[:60]}" may be {ways}: say which. Nothing was changed.')
    raise InputError(
        f'"{one_line(words)[:60]}" does not say from when to when. Say it as "9-17", "9am-5pm", '
        '"8:30-16:30", "22-7" over midnight, or none. Nothing was changed.'
    )


def parse_no_go(words: str) -> NoGo:
    """Return the times meant: ``thu 12-14``, ``mon-fri 3pm-4:30pm``, or a day alone for all of it.

    Raises ``InputError`` for anything else.
    """
    text = words.strip()
    cut = re.search(r"(?:^|[\s,]+)(?:at\s+|from\s+)?(?=[0-9])", text, re.IGNORECASE)
    days = parse_days(text[: cut.start()] if cut else text)
    if not days:
        raise InputError(
            f'"{one_line(words)[:60]}" names no day. Say it as "thu 12-14", "mon-fri 15-16:30" or '
            '"sat". Nothing was changed.'
        )
    hours = parse_hours(text[cut.end() :]) if cut else _ALL_DAY
    return NoGo(days, hours or _ALL_DAY)


def describe_week(week: Week) -> str:
    """Return a week in words: ``works 09:00 to 17:00, sleeps 22:00 to 07:00, off Saturday ...``."""
    told = [
        f"works {_told(week.work)}" if week.work else "no working hours",
        f"sleeps {_told(week.sleep)}" if week.sleep else "no sleep to be spared",
        f"off {days_text(week.off)}" if week.off else "no day off",
    ]
    told += [f"never {no_go_text(no_go)}" for no_go in week.never]
    return ", ".join(told)


def no_go_text(no_go: NoGo) -> str:
    """Return times that are never possible: ``Thursday 12:00 to 14:00``."""
    days = days_text(no_go.days)
    return days if no_go.hours == _ALL_DAY else f"{days} {_told(no_go.hours)}"


def days_text(days: Sequence[int]) -> str:
    """Return weekdays in words: ``Saturday and Sunday``; three or more in a row by their ends."""
    if len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1)):
        return f"{WEEKDAYS[days[0]]} to {WEEKDAYS[days[-1]]}"
    return listed([WEEKDAYS[day] for day in days])


def _told(hours: Hours) -> str:
    return f"{hours.since:%H:%M} to {hours.until:%H:%M}"


def _day(word: str, words: str) -> int:
    """Return the weekday that begins with a word of at least three letters, plural or not."""
    for number, name in enumerate(WEEKDAYS):
        if len(word) >= 3 and f"{name.casefold()}s".startswith(word):
            return number
    raise InputError(
        f'"{one_line(words)[:60]}" are no weekdays. Say them as "thu", "sat sun" or "mon-fri". '
        "Nothing was changed."
    )


def _readings(text: str) -> list[Hours]:
    """Return all that hours may mean: one where they are clear, and none for what are no hours.

    An hour without am and pm is of 24, as in 9-17. Beside one that has it, it is of the same half
    of the day if the hours run on within that, else of the other: 9-5pm begins in the morning.
    Those that run on, but are others by 24 hours, are not clear: 1-3pm. Nor is 9-5, which would go
    on for 20 by 24 hours.
    """
    found = _HOURS.fullmatch(text)
    if found is None:
        return []
    begin, end = found.groups("")[:3], found.groups("")[3:]
    as_typed, halves = _between(begin, end), begin[2] + end[2]
    if _is_open(begin) and _is_open(end):
        if _AS_TOLD.fullmatch(text) or _runs_on(as_typed):
            return as_typed
        ways = [each for first, last in ("ap", "pa") for each in _between(begin, end, first, last)]
        ways += [each for half in "ap" for each in _between(begin, end, half, half)]
        return [each for each in ways if _minutes(each) <= _HALF_A_DAY]
    if len(halves) == 1 and (_is_open(begin) or _is_open(end)):
        other = "p" if halves == "a" else "a"
        same, across = _between(begin, end, halves, halves), _between(begin, end, other, other)
        if _runs_on(same):
            return same if same == as_typed else [*same, *across]
        return across
    return as_typed


def _between(begin: _Typed, end: _Typed, first: str = "", last: str = "") -> list[Hours]:
    """Return the hours between two times; ``first`` and ``last`` are halves where none is typed.

    None where one of them is no time, or nothing lies between.
    """
    since, until = _time(begin, first), _time(end, last)
    return [] if since is None or until is None or since == until else [Hours(since, until)]


def _time(typed: _Typed, half: str) -> time | None:
    """Return a time of day, where 24:00 is midnight; ``None`` for one that is none."""
    hour, minute = int(typed[0]), int(typed[1] or 0)
    if typed[2] or (half and _is_open(typed)):
        return clock_time(hour, minute, typed[2] or half)
    return clock_time(0 if (hour, minute) == (24, 0) else hour, minute)


def _is_open(typed: _Typed) -> bool:
    """Tell whether a time may be in the morning as well as in the evening."""
    return not typed[2] and 1 <= int(typed[0]) <= 12


def _runs_on(readings: Sequence[Hours]) -> bool:
    """Tell whether hours do not go over midnight."""
    return any(each.since < each.until for each in readings)


def _minutes(hours: Hours) -> int:
    """Return how long hours are, in minutes."""
    since, until = (at.hour * 60 + at.minute for at in (hours.since, hours.until))
    return (until - since) % (24 * 60)
