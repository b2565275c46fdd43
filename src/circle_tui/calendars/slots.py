"""Half hours one after the other, and what clocks show at each of them in a zone."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta

from circle_tui.calendars.zones import zone
from circle_tui.domain.week import HALF_HOUR

_STEP = timedelta(minutes=HALF_HOUR)
_AT_ONCE = 24


def half_hours_from(first: date, days: int, zone_name: str) -> tuple[datetime, ...]:
    """Return the half hours (instants, UTC) of so many days in a zone, from a midnight on.

    They are counted in real time, so that a day on which the clocks change has 46 or 50 of them.
    """
    tz = zone(zone_name)
    start, end = (
        datetime.combine(day, time(), tzinfo=tz).astimezone(UTC)
        for day in (first, first + timedelta(days=days))
    )
    return tuple(start + n * _STEP for n in range((end - start) // _STEP))


def walls(instants: Sequence[datetime], zone_name: str) -> tuple[datetime, ...]:
    """Return what clocks in a zone show at each instant (UTC, in the order of time), naive.

    The zone is asked about both ends of a dozen hours. Where it says the same, so it does between:
    changes come weeks apart. That is a third of the work.
    """
    tz = zone(zone_name)
    shown: list[datetime] = []
    for place in range(0, len(instants), _AT_ONCE):
        some = instants[place : place + _AT_ONCE]
        first, last = (
            instant.astimezone(tz).replace(tzinfo=None) for instant in (some[0], some[-1])
        )
        begins = some[0]
        if last - first == some[-1] - begins and last - first <= _AT_ONCE * _STEP:
            shown += [first + (instant - begins) for instant in some]
        else:
            shown += [instant.astimezone(tz).replace(tzinfo=None) for instant in some]
    return tuple(shown)


def starting(
    instants: Sequence[datetime], zone_name: str, after: datetime, days: Collection[int]
) -> tuple[int, ...]:
    """Return which of the instants a meeting may start at, by their number.

    That is after an instant, on one of these weekdays (0 is Monday) in the zone, and at a time that
    does not come twice there, which no invite can tell from the other.
    """
    tz = zone(zone_name)
    found = []
    for number, instant in enumerate(instants):
        here = instant.astimezone(tz)
        once = here.replace(fold=0).utcoffset() == here.replace(fold=1).utcoffset()
        if instant > after and here.weekday() in days and once:
            found.append(number)
    return tuple(found)
