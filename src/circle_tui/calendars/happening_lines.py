"""The lines of one event, property by property, as days and wall times with their zones."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from circle_tui.calendars.foreign_zones import ForeignZones
from circle_tui.domain.fair_time import Span
from circle_tui.domain.values import value


class Unreadable(ValueError):
    """Something of a calendar that says nothing which could be understood."""


@value
class Moment:
    """A time as a calendar has it: a day, or wall time (naive), in the zone ``tz``."""

    at: date
    tz: tzinfo

    @property
    def instant(self) -> datetime:
        """When that is, aware and UTC; a day begins at midnight.

        A wall time that a clock change skips is told by the offset before the change, and of one
        that comes twice it is the first (RFC 5545, 3.3.5).
        """
        at = self.at
        if not isinstance(at, datetime):
            at = datetime(at.year, at.month, at.day)  # noqa: DTZ001 - wall time
        return at.replace(tzinfo=self.tz).astimezone(UTC)

    def shown_in(self, tz: tzinfo) -> date:
        """Return the day, or what a clock in a zone shows then (naive)."""
        if self.tz is tz or not isinstance(self.at, datetime):
            return self.at
        return self.instant.astimezone(tz).replace(tzinfo=None)


class Lines:
    """What the lines of an event say. Every question raises ``ValueError`` for what is no answer.

    After the times were asked for, ``named`` tells whether all their zones could be made out; one
    that could not is taken for the zone of whose calendar it is. ``onward`` tells whether an event
    stands for all later ones of its series.
    """

    def __init__(self, lines: Sequence[str], zones: ForeignZones) -> None:
        self._zones = zones
        self._told: dict[str, list[tuple[dict[str, str], str]]] = {}
        for line in lines:
            name, parameters, said = _parts(line)
            self._told.setdefault(name, []).append((parameters, said))
        self.named = True
        instead = self._told.get("RECURRENCE-ID", [({}, "")])[0][0]
        self.onward = instead.get("RANGE", "").upper() == "THISANDFUTURE"

    def texts(self, name: str) -> tuple[str, ...]:
        """Return what every line of this name says."""
        return tuple(said for _, said in self._told.get(name, ()))

    def text(self, name: str) -> str:
        """Return what the one line of this name says, nothing without it."""
        return next(iter(self.texts(name)), "")

    def moment(self, name: str) -> Moment | None:
        """Return the time of the one line of this name, ``None`` without it."""
        if len(found := self.moments(name)) > 1:
            raise Unreadable
        return found[0] if found else None

    def moments(self, name: str) -> tuple[Moment, ...]:
        """Return the times of all lines of this name."""
        return tuple(at for at, _ in self.also(name))

    def duration(self, name: str) -> timedelta | None:
        """Return how long the one line of this name says, ``None`` without it."""
        lasts = _read(self.text(name)) if self.text(name) else None
        if lasts is not None and not isinstance(lasts, timedelta):
            raise Unreadable
        return lasts

    def also(self, name: str) -> tuple[tuple[Moment, timedelta | None], ...]:
        """Return the times of all lines of this name, and how long, where a line says that."""
        found = []
        for parameters, said in self._told.get(name, ()):
            for one in filter(None, (part.strip() for part in said.split(","))):
                read = _read(one)
                start, ends = read if isinstance(read, tuple) else (read, None)
                at = self._moment(start, parameters.get("TZID", ""))
                if isinstance(ends, datetime):
                    ends = self._moment(ends, parameters.get("TZID", "")).instant - at.instant
                if ends is not None and ends < timedelta():
                    raise Unreadable
                found.append((at, ends))
        return tuple(found)

    def _moment(self, at: object, tzid: str) -> Moment:
        if not isinstance(at, date):
            raise Unreadable
        if not isinstance(at, datetime):
            return Moment(at, self._zones.own)
        if at.tzinfo:
            return Moment(at.replace(tzinfo=None), UTC)
        tz = self._zones.named(tzid) if tzid else self._zones.own
        self.named = self.named and tz is not None
        return Moment(at, tz or self._zones.own)


def busy_periods(lines: Sequence[str], zones: ForeignZones) -> Iterator[Span | None]:
    """Yield the busy times of a ``VFREEBUSY``, and ``None`` for each that makes no sense.

    Types that nobody has heard of count as busy (RFC 5545, 3.2.9).
    """
    for line in lines:
        try:
            name, parameters, said = _parts(line)
        except ValueError:
            yield None
            continue
        if name != "FREEBUSY" or parameters.get("FBTYPE", "").upper() == "FREE":
            continue
        for period in filter(None, (part.strip() for part in said.split(","))):
            try:
                ((at, lasts),) = Lines([f"RDATE:{period}"], zones).also("RDATE")
                yield Span(at.instant, at.instant + lasts) if lasts is not None else None
            except (ValueError, OverflowError):
                yield None


def _parts(line: str) -> tuple[str, dict[str, str], str]:
    """Return what a line is called, its parameters and what it says."""
    from icalendar.parser import Contentline

    content: Any = Contentline
    name, parameters, said = content(line).parts()
    return name.upper(), {key: str(told) for key, told in parameters.items()}, said.strip()


def _read(text: str) -> object:
    """Return a day, a time, a length or a period (a tuple) from how calendars write them."""
    from icalendar.prop import vDDDTypes

    types: Any = vDDDTypes
    return types.from_ical(text)
