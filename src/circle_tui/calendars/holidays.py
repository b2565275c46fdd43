"""When a circle does not meet, from the words typed: ``july, august`` and ``24 Dec - 6 Jan``."""

import re
from datetime import date, timedelta

from circle_tui.calendars.text import one_line
from circle_tui.calendars.words import MONTHS
from circle_tui.domain.capture import read_day, read_past_day
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Holiday

NONE = "none"
"""What is typed to leave nothing out any more."""

_MOST = 60
"""Holidays a circle can keep: more are a rhythm of their own."""

_BETWEEN = re.compile(r"\s+(?:-|to|until|till|through)\s+|\s*[\u2013\u2014]\s*")
"""What stands between the first and the last of a range. A hyphen alone is part of a date."""

_YEARLY = re.compile(r"(?:,?\s+)?\b(?:every|each) year\b|\byearly\b")

_IN_ONE_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s*[-\u2013]\s*(\d{1,2}\D+(?:\d{4})?)")
"""``24-26 Dec``: the month is said once, at the end."""


def months_in(words: str) -> tuple[int, ...]:
    """Return the months (1 to 12, in order) that ``july, august`` or ``jun - aug`` name.

    ``none`` names none. Raises ``InputError`` for anything else, and for all twelve.
    """
    if words.strip().casefold() == NONE:
        return ()
    months: set[int] = set()
    for part in _parts(words):
        ends = [_month(end) for end in re.split(r"\s*[-\u2013]\s*|\s+(?:to|until)\s+", part)]
        if None in ends or len(ends) > 2:
            raise InputError(
                f'"{one_line(part)[:60]}" is not a month. Say for example "july, august" or '
                f'"june to august", or "{NONE}" to meet in every month.'
            )
        first, last = ends[0] or 0, ends[-1] or 0
        months |= {(first - 1 + n) % 12 + 1 for n in range((last - first) % 12 + 1)}
    if len(months) == 12:
        raise InputError("With every month left out the circle would never meet. Name fewer.")
    return tuple(sorted(months))


def holidays_in(words: str, today: date) -> tuple[Holiday, ...]:
    """Return the days that ``24 Dec - 6 Jan, 11 Feb, 1 May every year`` name, in that order.

    A day without a year is the next such from ``today`` on, and a range the next that is not over.
    Raises ``InputError`` for what is no such day, is over, or ends before it begins.
    """
    return tuple(_holiday(part, today) for part in _parts(words))


def with_holidays(
    before: tuple[Holiday, ...], added: tuple[Holiday, ...], today: date
) -> tuple[Holiday, ...]:
    """Return all holidays by day, each once; those that are over are let go.

    Raises ``InputError`` when there are too many.
    """
    kept = {each for each in (*before, *added) if each.yearly or each.last >= today}
    if len(kept) > _MOST:
        raise InputError(f"A circle keeps {_MOST} holidays at most, not {len(kept)}.")
    return tuple(sorted(kept, key=lambda each: (each.first, each.last, each.yearly)))


def without_holidays(before: tuple[Holiday, ...], on: tuple[Holiday, ...]) -> tuple[Holiday, ...]:
    """Return the holidays that hold none of the days ``on`` which the circle meets after all.

    Raises ``InputError`` when all of them do: then nothing was left out on these days.
    """
    kept = tuple(each for each in before if not any(_meet(each, other) for other in on))
    if kept == before:
        raise InputError("No holiday is kept on these days. To see what is: circle rhythm")
    return kept


def _meet(holiday: Holiday, other: Holiday) -> bool:
    """Tell whether two share a day; one of a range is tried on each of its days."""
    days = (other.last - other.first).days + 1
    return any(holiday.covers(other.first + timedelta(days=n)) for n in range(min(days, 366)))


def _parts(words: str) -> list[str]:
    """Return what stands between commas, semicolons or "and". Raises ``InputError`` for nothing."""
    parts = [part.strip(" .") for part in re.split(r"[,;]|\band\b", words.casefold())]
    if not any(parts):
        raise InputError("No day and no month was named. Nothing was changed.")
    if len(parts) > _MOST:
        raise InputError(f"{len(parts)} at once are too many to be meant. Nothing was changed.")
    return [part for part in parts if part]


def _month(word: str) -> int | None:
    """Return the number of a month from its name or how that begins, three letters at least."""
    word = word.strip(" .")
    known = (n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(word))
    return next(known, None) if len(word) >= 3 else None


def _holiday(words: str, today: date) -> Holiday:
    """Return the days that one part of the words names."""
    bare, often = _YEARLY.subn("", words)
    if found := _IN_ONE_MONTH.fullmatch(bare.strip()):
        month = re.sub(r"^\d+(?:st|nd|rd|th|\.)?", "", found[2])
        ends = [found[1] + month, found[2]]
    else:
        ends = _BETWEEN.split(bare.strip())
    last = read_day(ends[-1], today)
    first = _first(ends[0], last, today) if last and len(ends) == 2 else last
    if first is None or last is None or len(ends) > 2:
        raise InputError(_unread(words, today))
    if first > last:
        raise InputError(f'"{one_line(words)[:60]}" ends before it begins. Nothing was changed.')
    if often and (last - first).days >= 365:
        raise InputError("A holiday that comes every year is shorter than a year.")
    return Holiday(first, last, yearly=bool(often))


def _first(words: str, last: date, today: date) -> date | None:
    """Return the first day of a range that ends on ``last``, and may have begun before today."""
    if re.match(r"in\b", words) or not re.search(r"\d", words):  # "in 2 weeks", "mon", "next tue"
        return read_day(words, today)
    return read_past_day(words, last) or read_day(words, today)


def _unread(words: str, today: date) -> str:
    """Return the sentence for a part that names no days still to come."""
    shown = one_line(words)[:60]
    if _month(words) is not None:
        return f'For a whole month, say: --not-in {shown}. With --not-on, name days: "24 Dec".'
    if any(read_past_day(end, today) for end in _BETWEEN.split(words)):
        return f'"{shown}" is over already. Nothing was changed.'
    return (
        f'"{shown}" is not a day still to come. Say for example "11 Feb", "24 Dec - 6 Jan", '
        '"2027-05-01" or "1 May every year". Nothing was changed.'
    )
