"""The upkeep of a circle: its backups, how its files are, and how long it keeps things."""

import re
from dataclasses import field
from datetime import datetime

from circle_tui.domain.errors import InputError
from circle_tui.domain.values import value

NEVER = "never"
_DAYS = {"d": 1, "day": 1, "w": 7, "week": 7, "month": 30, "y": 365, "year": 365}
_LENGTH = re.compile(r"([0-9]{1,5})\s*([a-z]+?)s?", re.ASCII)
MOST_DAYS = 100 * 365

KEEPABLE = ("records", "exports", "copies")
"""What a purge can leave: session records, exported files, copies that were set aside."""


@value
class Backup:
    """A backup that was made: the folder it was put in, and when (aware, in UTC)."""

    folder: str = field(repr=False)
    made: datetime


@value
class Finding:
    """One thing that was found.

    ``wrong`` is what keeps the circle from being opened, lost something, or lets others read it;
    the rest is only told. ``files`` are the names of the files it is about.
    """

    wrong: bool
    sentence: str
    files: tuple[str, ...] = ()


@value
class Checkup:
    """All that was found in one circle; ``steps`` were read and proven."""

    findings: tuple[Finding, ...]
    steps: int

    @property
    def healthy(self) -> bool:
        """Whether nothing is wrong."""
        return not any(finding.wrong for finding in self.findings)


def days_in(words: str) -> int:
    """Return how many days ``90d``, ``12 weeks``, ``6 months`` or ``1 year`` are.

    A month counts 30 days and a year 365, so that the length means the same all year round; who
    asks is shown the date that comes of it. Raises ``InputError`` for anything else.
    """
    found = _LENGTH.fullmatch(words.strip().casefold())
    if found and found[2] in _DAYS:
        days = int(found[1]) * _DAYS[found[2]]
        if 1 <= days <= MOST_DAYS:
            return days
    raise InputError(
        f'"{words[:40]}" is not a length of time to keep things. '
        'Say it in days, weeks, months or years, for example: 90d, "12 weeks", "6 months".'
    )


def days_text(days: int) -> str:
    """Return ``90 days``, ``1 day``."""
    return "1 day" if days == 1 else f"{days} days"
