"""A time of day from the words typed: ``18:30``, ``6:30 pm``, ``19``."""

import re
from datetime import time

from circle_tui.calendars.text import one_line
from circle_tui.domain.errors import InputError

TIME = re.compile(
    r"(?=\d+(?::| ?[ap]))([0-9]{1,2})(?::([0-9]{2})(?::00)?)?(?: ?([ap])\.?m\.?)?", re.IGNORECASE
)
"""``18:30``, ``6:30 pm``, ``6pm``; an hour alone is none, since it may be half of a date."""

_HOUR = re.compile(r"[0-9]{1,2}")


def time_typed(words: str) -> time:
    """Return the time of day that is meant.

    An hour alone is one where it can only be of the afternoon, as 19. Raises ``InputError`` for
    any other hour alone, naming the two that it may be, and for what is no time.
    """
    words = words.strip()
    if found := TIME.fullmatch(words):
        at = clock_time(int(found[1]), int(found[2] or 0), (found[3] or "").casefold())
        if at is not None and (found[2] or found[3]):
            return at
    elif _HOUR.fullmatch(words) and 1 <= int(words) < 24:
        return _hour_alone(int(words))
    raise InputError(
        f'"{one_line(words)[:60]}" is not a time of day. Use 00:00 to 23:59, as in 18:30, '
        "or 6:30 pm."
    )


def clock_time(hour: int, minute: int, half: str = "") -> time | None:
    """Return the time on a clock; ``half`` is "a" or "p" for am or pm, else there are 24 hours.

    ``None`` for a time that is none. Twelve am is midnight, and twelve pm noon.
    """
    if half:
        hour = hour % 12 + 12 * (half == "p") if 1 <= hour <= 12 else 24
    return time(hour, minute) if hour < 24 and minute < 60 else None


def spoken(at: time) -> str:
    """Return a time of day as it can be taken for no other: ``9 am``, ``4:30 pm``."""
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{(at.hour - 1) % 12 + 1}{minutes} {'pm' if at.hour >= 12 else 'am'}"


def _hour_alone(hour: int) -> time:
    """Return the time that an hour (1 to 23) means without minutes. Raises ``InputError``."""
    if hour > 12:
        return time(hour)
    if hour == 12:
        raise InputError('"12" may be noon or midnight. Say "12:00" or "0:00".')
    raise InputError(
        f'"{hour}" may be in the morning or in the evening. Say "{hour}:00" or "{hour} pm".'
    )
