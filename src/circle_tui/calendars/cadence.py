"""The dates of a cadence: every few weeks on a weekday, or the nth weekday of the month.

dateutil is imported when dates are asked for, because most commands never do.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from circle_tui.calendars.words import MONTHS, NTH, WEEKDAYS
from circle_tui.calendars.zones import zone
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Cadence, Rhythm
from circle_tui.domain.people import day_text

_AHEAD = 45
"""Years in which meetings are looked for. Of dates that recur at all, all but a handful come back
within 40 years: 29 February on one weekday every 28, with the one leap year that 2100 is not."""

_TOO_FAR = timedelta(days=2 * 366)
"""A circle that does not meet for longer than that is taken for a slip, not for a rhythm."""


def next_dates(cadence: Cadence, after: datetime) -> Iterator[datetime]:
    """Yield the cadence's meetings that start after ``after`` (aware), as wall times in its zone.

    None is before the anchor, in a month that is skipped, or on a holiday. Weeks are counted from
    the first such weekday on or after the anchor, months from the anchor's own. The times are naive
    and may be skipped or doubled by a clock change: ``zones.instant`` tells. There is an end to
    them, 45 years ahead.
    """
    yield from (moment for moment, left_out in steps(cadence, after) if not left_out)


def steps(cadence: Cadence, after: datetime) -> Iterator[tuple[datetime, bool]]:
    """Yield every step of the cadence after ``after``, and whether no meeting is held there."""
    from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

    anchor = datetime.combine(cadence.anchor, cadence.at)
    # Wall times throughout: 18:30 stays 18:30 when the clocks change.
    here = after.astimezone(zone(cadence.zone)).replace(tzinfo=None)
    end = datetime(min(max(here, anchor).year + _AHEAD, 9999), 12, 31)  # noqa: DTZ001 - wall time
    if cadence.rhythm is Rhythm.WEEKS:
        first = anchor + timedelta(days=(cadence.weekday - anchor.weekday()) % 7)
        dates = rrule(WEEKLY, dtstart=first, interval=cadence.every, until=end)
    else:
        day = weekday(cadence.weekday, cadence.nth)
        dates = rrule(MONTHLY, dtstart=anchor, interval=cadence.every, byweekday=day, until=end)
    for moment in dates.xafter(here):
        yield moment, cadence.leaves_out(moment.date())


def next_start(cadence: Cadence, after: datetime) -> datetime:
    """Return the first meeting that starts after ``after``, as naive wall time in its zone.

    Raises ``InputError`` for a cadence that has none any more.
    """
    for starts in next_dates(cadence, after):
        return starts
    raise no_more(cadence)


def no_more(cadence: Cadence) -> InputError:
    """Return the refusal for a cadence that has no meeting any more."""
    return InputError(_never(cadence, None))


def require_meetings(cadence: Cadence, now: datetime) -> Cadence:
    """Return the cadence if the circle meets by it within two years of ``now`` (aware).

    Raises ``InputError`` for one that never happens, or as good as never: the fifth Friday of
    February, or every month skipped.
    """
    first = next(next_dates(cadence, now), None)
    # Weeks and months are counted from the anchor, which may itself lie ahead.
    here = now.astimezone(zone(cadence.zone)).date()
    if first is None or first.date() - max(here, cadence.anchor) > _TOO_FAR:
        raise InputError(_never(cadence, first.date() if first else None))
    return cadence


def seldom(cadence: Cadence) -> str:
    """Return the sentence about a day that few months have, empty for any other cadence."""
    if cadence.rhythm is not Rhythm.MONTHLY or cadence.nth != 5:
        return ""
    day = WEEKDAYS[cadence.weekday]
    return (
        f"Only 4 or 5 months of a year have a fifth {day}; the others have no meeting. "
        f'For one in every month, say --on "last {day}".'
    )


def _never(cadence: Cadence, first: date | None) -> str:
    """Return the sentence for a cadence whose ``first`` meeting is far away, or never comes."""
    months = _months(cadence)
    day = WEEKDAYS[cadence.weekday]
    if not months:
        why = "every month of it is left out"
    else:
        if cadence.rhythm is Rhythm.MONTHLY:
            named = " or ".join(months) if len(months) < 3 else "the month"
            day = f"the {NTH[cadence.nth]} {day} of {named}"
        why = f"{day} comes next on {day_text(first)}" if first else f"{day} is always left out"
    ways = ["another day"]
    if cadence.rhythm is Rhythm.MONTHLY and cadence.nth == 5:
        ways.append(f'"last {WEEKDAYS[cadence.weekday]}"')
    if cadence.skipped or cadence.holidays:
        ways.append("fewer days and months on which you do not meet")
    return f"By this rhythm the circle would not meet: {why}. Say {' or '.join(ways)}."


def _months(cadence: Cadence) -> tuple[str, ...]:
    """Return the months in which the cadence's steps fall and the circle meets, by name."""
    step = cadence.every if cadence.rhythm is Rhythm.MONTHLY else 1
    reached = {(cadence.anchor.month - 1 + step * n) % 12 + 1 for n in range(12)}
    return tuple(MONTHS[month - 1] for month in sorted(reached - set(cadence.skipped)))
