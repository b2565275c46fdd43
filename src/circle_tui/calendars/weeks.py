"""A member's week from the words typed, and in words: ``9-17``, ``mon-fri``, ``thu 12-14``."""

import re
from collections.abc import Sequence
from datetime import time

from circle_tui.calendars.text import one_line
from circle_tui.calendars.words import WEEKDAYS, listed
from circle_tui.domain.errors import InputError
from circle_tui.domain.week import Hours, NoGo, Week

_NONE = frozenset({"", "none", "never"})
_HOURS = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?\s*(?:-|–|to)\s*([0-9]{1,2})(?::([0-9]{2}))?")
_ALL_DAY = Hours(time(), time())


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
    """Return the hours meant, ``None`` for ``none``: ``9-17``, ``8:30-17``, ``22-7`` over midnight.

    Raises ``InputError`` for anything else.
    """
    text = words.strip().casefold()
    if text in _NONE:
        return None
    found = _HOURS.fullmatch(text)
    if found:
        since, until = _time(found[1], found[2]), _time(found[3], found[4])
        if since is not None and until is not None and since != until:
            return Hours(since, until)
    raise InputError(
        f'"{one_line(words)[:60]}" are no hours. Say from when to when, as 9-17, 8:30-16:30 or '
        "22-7, or none. Nothing was changed."
    )


def parse_no_go(words: str) -> NoGo:
    """Return the times meant: ``thu 12-14``, ``mon-fri 15:00-16:30``, or a day alone for all of it.

    Raises ``InputError`` for anything else.
    """
    text = words.strip()
    cut = re.search(r"\s+(?=[0-9])", text)
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
        f'"{one_line(words)[:60]}" are no weekdays. Say them as "sat sun" or "mon-fri". Nothing '
        "was changed."
    )


def _time(hour: str, minute: str | None) -> time | None:
    """Return a time of day, where 24:00 is midnight; ``None`` for one that is none."""
    at = int(hour) * 60 + int(minute or 0)
    return time(at // 60 % 24, at % 60) if at <= 24 * 60 and int(minute or 0) < 60 else None
