"""Clock changes of a zone: the instants at which its offset from UTC moves."""

from datetime import UTC, datetime, timedelta, tzinfo

from circle_tui.domain.values import value

_STEP = timedelta(days=1)
"""How far apart offsets are sampled. The closest changes on record are weeks apart (Morocco)."""


@value
class ClockChange:
    """One change: at the instant ``at`` (UTC) the offset goes from ``before`` to ``after``.

    ``name`` is what the zone calls its time afterwards, for example ``CEST``.
    """

    at: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def wall(self) -> datetime:
        """Return what the clock on the wall showed as it was changed (naive)."""
        return self.at.replace(tzinfo=None) + self.before

    @property
    def set_to(self) -> datetime:
        """Return what the clock on the wall was set to (naive)."""
        return self.at.replace(tzinfo=None) + self.after


def clock_changes(tz: tzinfo, first: datetime, last: datetime) -> list[ClockChange]:
    """Return every change of ``tz`` after ``first`` up to ``last`` (aware), oldest first.

    ``zoneinfo`` keeps its transitions to itself, so offsets are sampled and each difference is
    narrowed down to the second.
    """
    changes = []
    low, end = (moment.astimezone(UTC).replace(microsecond=0) for moment in (first, last))
    before = _offset(tz, low)
    while low < end:
        high = min(low + _STEP, end)
        after = _offset(tz, high)
        if before != after:
            at = _narrow(tz, low, high)
            changes.append(ClockChange(at, before, after, at.astimezone(tz).tzname() or ""))
        low, before = high, after
    return changes


def _narrow(tz: tzinfo, low: datetime, high: datetime) -> datetime:
    """Return the first whole second after ``low`` with the offset of ``high``."""
    after = _offset(tz, high)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if _offset(tz, middle) == after:
            high = middle
        else:
            low = middle
    return high


def _offset(tz: tzinfo, instant: datetime) -> timedelta:
    """Return the offset from UTC in force at ``instant``."""
    return instant.astimezone(tz).utcoffset() or timedelta(0)
