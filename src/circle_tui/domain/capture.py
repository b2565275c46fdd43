"""What is typed in one line, understood: an action item's owner and its due date in words.

``Noor: send the draft by fri`` is an item of Noor's, due on the coming Friday. What is not
understood stays in the text; nothing typed is lost.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DUE = re.compile(r"(.+)\s(?:by|due)\s([\w .-]{3,20})", re.IGNORECASE)
_OWNER = re.compile(r"^\s*@?([^:]{1,60}?)\s*:\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action item as it was typed; ``owner`` is a key of the names that were offered."""

    owner: str
    text: str = field(repr=False)
    due: date | None = None


def read_action(
    line: str,
    names: Mapping[str, str],
    today: date,
    owner: str = "",
    key: Callable[[str], str] = str.casefold,
) -> ActionLine:
    """Understand one typed line.

    ``names`` maps the ``key`` of a name or alias to the owner's alias, so that ``key`` decides
    which spellings are the same name; ``owner`` is the alias that holds when the line names nobody.
    A line that begins with a name nobody has is nobody's: a guess would be somebody else's item.
    """
    text = " ".join(line.split())
    if found := _OWNER.match(text):
        named = names.get(key(found[1]))
        owner, text = (named, text[found.end() :]) if named else ("", text)
    if (found := _DUE.fullmatch(text)) and (due := read_day(found[2], today)):
        return ActionLine(owner, found[1], due)
    return ActionLine(owner, text)


def read_day(words: str, today: date) -> date | None:
    """Return the day meant by ``fri``, ``tomorrow``, ``in 2 weeks``, ``3 Dec`` or an ISO date.

    A weekday is the next one after today, a day and month the next such day from today on, this
    year or next; ``None`` when the words are no day or the day does not exist.
    """
    words = words.strip(" .").casefold()
    if words in {"today", "tomorrow"}:
        return today + timedelta(days=words == "tomorrow")
    if found := re.fullmatch(r"in (\d{1,2}|a|one) (day|week)s?", words):
        count = 1 if found[1] in {"a", "one"} else int(found[1])
        return today + timedelta(days=count * (7 if found[2] == "week" else 1))
    if len(words) >= 3 and (ahead := [i for i, day in enumerate(_DAYS) if day.startswith(words)]):
        return today + timedelta(days=(ahead[0] - today.weekday() - 1) % 7 + 1)
    if found := re.fullmatch(r"(\d{1,2})\.? ([a-z]{3,9})", words):
        return _next_day(int(found[1]), found[2], today)
    if found := re.fullmatch(r"([a-z]{3,9}) (\d{1,2})", words):
        return _next_day(int(found[2]), found[1], today)
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _next_day(day: int, month_word: str, today: date) -> date | None:
    months = [i for i, name in enumerate(_MONTHS, start=1) if name.startswith(month_word)]
    for year in (today.year, today.year + 1) if months else ():
        try:
            found = date(year, months[0], day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None
