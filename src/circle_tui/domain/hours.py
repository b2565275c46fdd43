"""The hours log: the time a facilitator put into a circle, by kind, month and year.

Contact time is never typed: it follows from the sessions that were held. What else a circle takes
(preparing, following up, training) is logged by hand, with a day and no clock time.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from datetime import date, tzinfo
from enum import StrEnum
from itertools import chain, groupby, pairwise

from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.people import day_text
from circle_tui.domain.record import SessionRecord
from circle_tui.domain.timing import hours_text
from circle_tui.domain.values import value

LONGEST = 24 * 60
"""The minutes of a day: more in one entry is a slip of the pen."""


LONGEST_AGO = 50
"""Years: what was done longer ago than that belongs to no circle that is accounted for."""


class Work(StrEnum):
    """What time was for; the values are what a person types and reads."""

    CONTACT = "contact"
    PREP = "prep"
    FOLLOW_UP = "follow-up"
    TRAINING = "training"
    OTHER = "other"


@value
class Hours:
    """One entry of the log: ``minutes`` of some work on a day, in the circle's zone.

    ``note`` is a de-identified text, empty for none. ``whole_month`` marks the contact time of all
    the sessions of a month whose records were purged; ``on`` is the first of that month then, and
    nothing tells on which days they met.
    """

    id: str
    on: date
    minutes: int
    work: Work
    note: str = field(default="", repr=False)
    whole_month: bool = False


Totals = dict[Work, int]
"""Minutes by what they were for; kinds without any are left out."""

_WORK = r"(?<![\w-])(contact|prep(?:aration)?|follow[ -]?up|training|other)(?![\w-])"
_SPELT = {"preparation": Work.PREP, "followup": Work.FOLLOW_UP, "follow up": Work.FOLLOW_UP}

_BETWEEN = " ,;+"
_JOINED = r"^[ ,;+]*and\s"
"""What people write between one entry and the next."""

_CLOCK = r"([0-9]{1,2})(?::|\s?h\s?)([0-9]{2})"
_HOURS = (
    r"([0-9]{1,3}(?:[.,][0-9]{1,2})?)\s?h(?:(?:ou)?rs?)?(?:\s?([0-9]{1,2})\s?m(?:in(?:ute)?s?)?)?"
)
_MINUTES = r"([0-9]{1,4})\s?(?:m(?:in(?:ute)?s?)?)?"


def minutes_in(words: str) -> int:
    """Return the minutes of ``45m``, ``1h``, ``1h30``, ``1:30``, ``1.5 h`` or ``90``.

    Raises ``InputError`` for anything else, for none, and for more than a day.
    """
    said = " ".join(words.split()).casefold()
    if not said:
        raise InputError(
            "Say how long it was. Nothing was logged. As in: circle hours add 45m prep"
        )
    minutes: float | None = None
    if found := re.fullmatch(_CLOCK, said):
        minutes = int(found[1]) * 60 + int(found[2]) if int(found[2]) < 60 else None
    elif (found := re.fullmatch(_HOURS, said)) and int(found[2] or 0) < 60:
        minutes = float(found[1].replace(",", ".")) * 60 + int(found[2] or 0)
    elif found := re.fullmatch(_MINUTES, said):
        minutes = int(found[1])
    if minutes is None:
        raise InputError(
            f'"{said[:40]}" is not a length of time. Write it as 45m, 1h, 1h30, 1.5h or 90 '
            "(minutes). Nothing was logged."
        )
    if not 1 <= round(minutes) <= LONGEST:
        raise InputError(
            f'"{said[:40]}" is less than a minute or more than a day. Log what was done on one '
            "day at a time. Nothing was logged."
        )
    return round(minutes)


def require_recent(day: date, today: date) -> None:
    """Raise ``InputError`` for a day so long ago that it is a slip of the pen."""
    if day.year < today.year - LONGEST_AGO:
        raise InputError(
            f"{day_text(day)} is more than {LONGEST_AGO} years ago. Nothing was logged. Write the "
            "day as yesterday, mon, 3 Dec or 2026-12-03."
        )


def entries_in(words: Sequence[str]) -> list[tuple[int, Work]]:
    """Return the minutes and the kind of each of ``45m prep 20m follow-up``, in their order.

    The kind may stand before its time as well, if it does so in all of them. Raises ``InputError``
    for what cannot be understood, ``Refusal`` for contact time.
    """
    said = " ".join(" ".join(words).split()).casefold()
    kinds = list(re.finditer(_WORK, said))
    if len(kinds) < 2:
        return [_entry(said)]
    starts = [found.start() for found in kinds]
    before = said[: starts[0]].strip(_BETWEEN)
    cuts = [0, *(found.end() for found in kinds)] if before else [*starts, len(said)]
    parts = [re.sub(_JOINED, "", said[one:two]).strip(_BETWEEN) for one, two in pairwise(cuts)]
    rest = said[cuts[-1] :].strip(_BETWEEN)
    if rest:
        raise InputError(
            f'"{rest[:40]}" has no kind of its own. Nothing was logged. Say each time with what it '
            "was for, as in: circle hours add 45m prep 20m follow-up"
        )
    return [_entry(part) for part in parts]


def _entry(said: str) -> tuple[int, Work]:
    """Return the minutes and the kind of one entry, ``45m prep``, in either order."""
    kinds = ", ".join(work for work in Work if work is not Work.CONTACT)
    found = re.search(_WORK, said)
    if found is None:
        length, _, unknown = said.rpartition(" ")
        minutes_in(length if length and not _is_length(said) else said)
        what = f'"{unknown[:40]}" is no kind of time' if not _is_length(said) else "What was it for"
        raise InputError(
            f"{what}: one of {kinds}? Nothing was logged. As in: circle hours add 45m prep"
        )
    work = _SPELT.get(found[1]) or Work(found[1])
    if work is Work.CONTACT:
        raise Refusal(
            "Contact time is not typed: it comes from the sessions that were held (circle "
            f"sessions). Nothing was logged. What can be logged is {kinds}."
        )
    return minutes_in(f"{said[: found.start()]} {said[found.end() :]}"), work


def _is_length(words: str) -> bool:
    """Tell whether a text is a length of time and nothing else."""
    return any(re.fullmatch(form, words) for form in (_CLOCK, _HOURS, _MINUTES))


def contact(records: Iterable[SessionRecord], zone: tzinfo | None) -> list[Hours]:
    """Return the contact time of sessions, each on its day; ``zone`` is the circle's."""
    return [
        Hours(record.id, record.began.astimezone(zone).date(), minutes, Work.CONTACT)
        for record in records
        if (minutes := record.contact_minutes)
    ]


def without_days(going: Iterable[Hours], kept: Iterable[Hours]) -> list[Hours]:
    """Return what is to be kept of contact time whose sessions are purged: sums of whole months.

    ``kept`` is what is in the log; a sum that is there already for a month has the new one added.
    """
    sums: dict[date, int] = {}
    for entry in going:
        month = entry.on.replace(day=1)
        sums[month] = sums.get(month, 0) + entry.minutes
    before = {entry.on: entry.minutes for entry in kept if entry.whole_month}
    return [
        Hours(
            f"{month:%Y%m}",
            month,
            minutes + before.get(month, 0),
            Work.CONTACT,
            whole_month=True,
        )
        for month, minutes in sums.items()
    ]


def in_order(log: Iterable[Hours]) -> list[Hours]:
    """Return entries by day, those of a whole month first; of one day by kind."""
    kinds = list(Work)
    return sorted(log, key=lambda e: (e.on, not e.whole_month, kinds.index(e.work), e.id))


def totals(log: Iterable[Hours]) -> Totals:
    """Return the minutes of each kind, in the order of the kinds."""
    entries = list(log)
    sums = {work: sum(e.minutes for e in entries if e.work is work) for work in Work}
    return {work: minutes for work, minutes in sums.items() if minutes}


def totals_text(sums: Totals) -> str:
    """Say how much it was in all, and of what: ``2 h 15 min (contact 1 h 30 min, prep 45 min)``."""
    told = ", ".join(f"{work} {hours_text(minutes)}" for work, minutes in sums.items())
    whole = hours_text(sum(sums.values()))
    return f"{whole} ({told})" if told else whole


def by_month(log: Iterable[Hours]) -> dict[date, list[Hours]]:
    """Return entries by the first day of their month, both in order."""
    months: dict[date, list[Hours]] = {}
    for entry in in_order(log):
        months.setdefault(entry.on.replace(day=1), []).append(entry)
    return months


@value
class Year:
    """A year of the log: its entries by the first day of their month, both in order."""

    number: int
    months: dict[date, list[Hours]]

    @property
    def sums(self) -> Totals:
        """What the whole year adds up to; nothing where its only month says the same."""
        return totals(chain(*self.months.values())) if len(self.months) > 1 else {}


def by_year(log: Iterable[Hours]) -> list[Year]:
    """Return the years that entries are of, in order."""
    months = by_month(log).items()
    years = groupby(months, key=lambda month: month[0].year)
    return [Year(number, dict(there)) for number, there in years]


def date_text(entry: Hours) -> str:
    """Return the day of an entry, or its month where only that is known, as ISO 8601 has them."""
    return f"{entry.on:%Y-%m}" if entry.whole_month else entry.on.isoformat()


def when_text(entry: Hours, day: Callable[[date], str]) -> str:
    """Return the same for people, who read the month above: a day in the words of ``day``."""
    return "whole month" if entry.whole_month else day(entry.on)


def month_text(day: date) -> str:
    """Return the month of a day in words: ``November 2026``."""
    return f"{day:%B %Y}"


def within(log: Iterable[Hours], period: str) -> list[Hours]:
    """Return the entries of a month (``2026-11``) or a year (``2026``); of all for no period."""
    return [entry for entry in log if entry.on.isoformat().startswith(period)]


def month_in(words: str) -> str:
    """Return a month as ``within`` takes it. Raises ``InputError``."""
    if re.fullmatch(r"[0-9]{4}-(?:0[1-9]|1[0-2])", words.strip()):
        return words.strip()
    raise InputError(f'"{words[:40]}" is no month. Write year and month, as in 2026-11.')


def year_in(words: str) -> str:
    """Return a year as ``within`` takes it. Raises ``InputError``."""
    if re.fullmatch(r"[0-9]{4}", words.strip()):
        return words.strip()
    raise InputError(f'"{words[:40]}" is no year. Write all of it, as in 2026.')
