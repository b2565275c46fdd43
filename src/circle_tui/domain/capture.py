"""What is typed in one line, understood: an action item's owner and its due date in words.

``Noor: send the draft by fri`` is an item of Noor's, due on the coming Friday. What is not
understood stays in the text; nothing typed is lost.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from datetime import date, timedelta

from circle_tui.domain.values import value

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SPELT = {"weds": 2}
"""How a weekday is written that is not how its name begins."""

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SPAN = rf"([1-9]\d?|a|{'|'.join(_NUMBERS)}) (day|week|month)s?"
"""So much time, as in "2 weeks" or "a month"."""

_DUE = re.compile(r"(?:(.+)\s)?(?:by|due|until|on)\s(?:the\s)?([\w .-]{3,20})", re.IGNORECASE)
_LATER = re.compile(rf"(?:(.+)\s)?(in {_SPAN}|tomorrow)\.?", re.IGNORECASE)
_MEETING = re.compile(
    r"(?:(.+)\s)?(?:by|due|until|before|at)\s(?:the\s|our\s)?next meeting\.?", re.IGNORECASE
)
_NO_VERBS = "|".join(("mon", "tues?", "weds", "thur?s?", "fri", *_DAYS))
"""How a weekday may be written where no word says that it is one: "sat" and "sun" could be more."""
_BARE = re.compile(
    rf"(?:(.+?)\s)?(next (?:sat|sun|wed|{_NO_VERBS})|{_NO_VERBS}"
    r"|\d{1,2}(?:st|nd|rd|th|\.)? [a-z]{3,9}(?: \d{4})?"
    r"|[a-z]{3,9} \d{1,2}(?:st|nd|rd|th)?(?: \d{4})?|\d{4}-\d\d-\d\d)\.?",
    re.IGNORECASE,
)
_BARE_MEETING = re.compile(r"(.+\s.+)\snext meeting\.?", re.IGNORECASE)
"""After a verb alone the next meeting is what is done, as in "plan next meeting"."""
_PART_OF_IT = re.compile(
    r"(?:.*\s)?(?:a|about|after|and|at|before|between|each|every|for|from|last|of|or|our|past|since"
    r"|than|that|the|their|these|this|those|through|to|until|with|your)",
    re.IGNORECASE,
)
"""Words after which a day at the end belongs to what is to be done: "the report of last fri"."""
_OWNER = re.compile(r"^\s*@?([^:]{1,60}?)\s*:\s*(?=\S)")


@value
class ActionLine:
    """An action item as it was typed; ``owner`` is a key of the names that were offered.

    ``text`` is empty where nothing but a day was typed. ``no_meeting`` tells that it was to be due
    at the next meeting, and none is known: the words stayed in the text.
    """

    owner: str
    text: str = field(repr=False)
    due: date | None = None
    no_meeting: bool = False


def nobody_meets() -> None:
    """Tell that no next meeting is known."""


def read_action(
    line: str,
    names: Mapping[str, str],
    today: date,
    owner: str = "",
    key: Callable[[str], str] = str.casefold,
    meeting: Callable[[], date | None] = nobody_meets,
) -> ActionLine:
    """Understand one typed line.

    ``names`` maps the ``key`` of a name or alias to the owner's alias, so that ``key`` decides
    which spellings are the same name; ``owner`` is the alias that holds when the line names nobody.
    A line that begins with a name nobody has is nobody's: a guess would be somebody else's item.
    ``meeting`` finds the day of the next meeting, and is asked only if the line speaks of that.
    """
    text = " ".join(line.split())
    if _OWNER.match(text):
        owner, text = split_owner(text, names, key)
    if found := _MEETING.fullmatch(text) or _told_bare(_BARE_MEETING, text):
        day = meeting()
        return ActionLine(owner, (found[1] or "") if day else text, day, no_meeting=day is None)
    for found in (_DUE.fullmatch(text), _LATER.fullmatch(text), _told_bare(_BARE, text)):
        if found and (due := read_day(found[2], today)):
            return ActionLine(owner, found[1] or "", due)
    return ActionLine(owner, text)


def _told_bare(wording: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return how a day is told at the end of a text without a word that says so, if one is."""
    found = wording.fullmatch(text)
    return None if found and _PART_OF_IT.fullmatch(found[1] or "") else found


def with_due(text: str, due: date | None) -> str:
    """Return what is to be done with its day, as one types it, so that it is read as that day."""
    return f"{text} by {due}" if due else text


def split_owner(
    text: str, names: Mapping[str, str], key: Callable[[str], str] = str.casefold
) -> tuple[str, str]:
    """Return the alias of whoever a text names first, empty if that is nobody known, and the rest.

    It is empty for a name that is the whole circle's, too; that name is not in the rest then.
    ``names`` and ``key`` are as in ``read_action``. Without a known name the rest is all of it.
    """
    found = _OWNER.match(text)
    named = names.get(key(found[1])) if found else None
    if found is None or named is None:
        return "", text
    return named, text[found.end() :]


def read_day(words: str, today: date) -> date | None:
    """Return the day meant by ``fri``, ``next tue``, ``in 2 weeks``, ``3 Dec`` or an ISO date.

    A weekday is the next one after today, ``next tue`` that of the week after this one, which
    begins on a Monday: on a Sunday ``next mon`` is tomorrow. A day and month is the next such day
    from today on, this year or next, unless the year is said. ``None`` when the words are no day,
    the day does not exist, or it is over.
    """
    words = words.strip(" .").casefold()
    if words in {"today", "tomorrow"}:
        return today + timedelta(days=words == "tomorrow")
    if found := re.fullmatch(f"in {_SPAN}", words):
        return _shifted(today, found[1], found[2])
    if (day := _weekday(words.removeprefix("next "))) is not None:
        if words.startswith("next "):
            return today + timedelta(days=7 - today.weekday() + day)
        return today + timedelta(days=(day - today.weekday() - 1) % 7 + 1)
    ahead = (day for day in _dates(words, (today.year, today.year + 1)) if day >= today)
    return next(ahead, None)


def read_past_day(words: str, today: date) -> date | None:
    """Return the day meant by ``yesterday``, ``mon``, ``2 days ago``, ``3 Dec`` or an ISO date.

    A weekday is the last one before today, ``last tue`` that of the week before this one, which
    begins on a Monday. A day and month is the last such day up to today, this year or the one
    before, unless the year is said. ``None`` when the words are no day, the day does not exist, or
    it is ahead.
    """
    words = words.strip(" .").casefold()
    if words in {"today", "yesterday"}:
        return today - timedelta(days=words == "yesterday")
    if found := re.fullmatch(f"{_SPAN} ago", words):
        return _shifted(today, found[1], found[2], -1)
    if (day := _weekday(words.removeprefix("last "))) is not None:
        if words.startswith("last "):
            return today - timedelta(days=7 + today.weekday() - day)
        return today - timedelta(days=(today.weekday() - day - 1) % 7 + 1)
    behind = (day for day in _dates(words, (today.year, today.year - 1)) if day <= today)
    return next(behind, None)


def _shifted(today: date, count: str, unit: str, sign: int = 1) -> date:
    """Return the day so many days, weeks or months away; of a shorter month the last at most."""
    named = {"a": 1, **{word: number for number, word in enumerate(_NUMBERS, start=1)}}
    number = sign * (named.get(count) or int(count))
    if unit != "month":
        return today + timedelta(days=number * (7 if unit == "week" else 1))
    years, month = divmod(today.month - 1 + number, 12)
    first = today.replace(today.year + years, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=today.day - 1), last)


def _weekday(word: str) -> int | None:
    """Return the number of a weekday, Monday being 0, from its name or how that begins."""
    named = (i for i, day in enumerate(_DAYS) if len(word) >= 3 and day.startswith(word))
    return next(named, _SPELT.get(word))


def _dates(words: str, years: tuple[int, ...]) -> Iterator[date]:
    """Yield the dates that a day and month, or an ISO date, may be; of these years if none is said.

    Days that do not exist are left out.
    """
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|\.)? ([a-z]{3,9})(?: (\d{4}))?", words):
        day, month, year = found.groups()
    elif found := re.fullmatch(r"([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?", words):
        month, day, year = found.groups()
    else:
        with suppress(ValueError):
            yield date.fromisoformat(words)
        return
    months = [number for number, name in enumerate(_MONTHS, start=1) if name.startswith(month)]
    for each in (int(year),) if year else years:
        with suppress(ValueError, IndexError):
            yield date(each, months[0], int(day))
