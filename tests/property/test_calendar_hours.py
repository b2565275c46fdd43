"""The clock of every zone there is, hour by hour over three years: ours against zoneinfo's.

Fifteen million hours are too many to ask one by one. So zoneinfo is asked the other way round, from
wall time to offset, which it answers in bulk: where the offset that we tell leads from an hour to a
wall time whose offset is that very one, it is right. Wall times that are skipped would pass as
well, so close to a change every hour is asked as it is.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from itertools import accumulate, pairwise, repeat
from operator import add

import pytest

from circle_tui.calendars.vtimezone import vtimezone
from circle_tui.calendars.zones import zone, zone_names
from tests.property.test_calendar_laws import ZoneReader

HOUR = timedelta(hours=1)
YEARS = (2026, 2027, 2028)
START = datetime(YEARS[0], 1, 1)  # noqa: DTZ001
HOURS = (datetime(YEARS[-1] + 1, 1, 1) - START) // HOUR  # noqa: DTZ001
NEAR = 4
"""Hours around a change in which each is asked as it is: no clock was ever moved that far."""


@cache
def walls(offset: timedelta) -> Sequence[datetime]:
    """Return what a clock with this offset shows at every hour of the three years."""
    return list(accumulate(repeat(HOUR, HOURS - 1), add, initial=START + offset))


def place(moment: datetime) -> int:
    """Return the number of the first hour that is not before an instant, within the years."""
    return bisect_left(walls(timedelta(0)), moment.replace(tzinfo=None))


def wrong(tz: tzinfo, text: str, first: int, last: int) -> list[int]:
    """Return the hours from the ``first`` to before the ``last`` at which the text is wrong."""
    reader = ZoneReader(text)
    onsets = [place(at) for at in reader.starts]
    edges = sorted({first, last, *(n for n in onsets if first < n < last)})
    found = []
    for begin, end in pairwise(edges):
        offset = reader.offset((START + begin * HOUR).replace(tzinfo=UTC))
        close = {*range(begin, min(begin + NEAR, end)), *range(max(begin, end - NEAR), end)}
        found += [n for n in close if _asked(tz, n) != offset]
        inner = walls(offset)[begin + NEAR : end - NEAR]
        if set(map(tz.utcoffset, inner)) - {offset}:
            found += [n for n in range(begin, end) if _asked(tz, n) != offset]
    return sorted(set(found))


def _asked(tz: tzinfo, number: int) -> timedelta | None:
    return (START + number * HOUR).replace(tzinfo=UTC).astimezone(tz).utcoffset()


@pytest.mark.parametrize(
    ("first", "last"), [(YEARS[1], None), (YEARS[0], YEARS[-1])], ids=["one meeting", "a series"]
)
def test_every_hour_of_every_zone(first: int, last: int | None) -> None:
    """There is no zone and no hour of three years at which a calendar would show another time.

    The rules of a single meeting are those of its year, and hold to the end of the next; those of a
    series hold for all its years.
    """
    wrong_ones = {}
    begin = place(datetime(first, 1, 1, tzinfo=UTC))
    for name in zone_names():
        tz = zone(name)
        if found := wrong(tz, vtimezone(tz, name, first, last), begin, HOURS):
            wrong_ones[name] = found
    assert len(zone_names()) > 400
    assert wrong_ones == {}


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("TZOFFSETTO:+0100", "TZOFFSETTO:+0000"),
        ("DTSTART:20251026T030000", "DTSTART:20251026T040000"),
        ("TZOFFSETTO:+0200", "TZOFFSETTO:+0230"),
    ],
)
def test_a_wrong_hour_is_found(was: str, becomes: str) -> None:
    """A rule that is wrong by a week, an hour or half an hour does not pass here."""
    text = vtimezone(zone("Europe/Berlin"), "Europe/Berlin", 2026)
    assert was in text
    assert not wrong(zone("Europe/Berlin"), text, 0, HOURS)
    assert wrong(zone("Europe/Berlin"), text.replace(was, becomes), 0, HOURS)
