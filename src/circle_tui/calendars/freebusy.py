"""When somebody is busy, from a calendar file of theirs: spans, and nothing else of it.

What counts (RFC 5545): events that are not cancelled and not marked as free, tentative ones as
well, whole days by the clock of whose calendar it is, and blocks of busy times. One that makes no
sense is left out, and how many were is told; a title never is.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import datetime, timedelta

from circle_tui.calendars.foreign_zones import ForeignZones
from circle_tui.calendars.happening_lines import Lines, busy_periods
from circle_tui.calendars.happenings import Happening, happening, unfold
from circle_tui.calendars.sifting import (
    EVENT,
    FREE_BUSY,
    ZONE,
    Piece,
    ends_early,
    pieces,
    text_of,
)
from circle_tui.domain.errors import InputError
from circle_tui.domain.fair_time import Span
from circle_tui.domain.values import value

MOST_BYTES = 20 * 1024 * 1024
"""More than ten years of a full calendar; what is larger has attachments in it."""

TOO_LARGE = (
    f"That is larger than {MOST_BYTES // 1024 // 1024} MB, which is more than ten years of "
    "appointments. Export fewer years, or without attachments."
)

TOO_OFTEN = (
    "There is an event in it that comes back too often to be followed, or in too hard a way: when "
    "there is time beside it cannot be told. Take it out of the file, or leave the "
    'file out and say by hand when the member cannot: circle members week NAME --never "thu 9-12"'
)

_MARGIN = timedelta(days=35)
"""Times this far away are not looked at closely; few events last longer than that."""

_UNTIL = re.compile(r"\bUNTIL=(\d{8})", re.IGNORECASE)


@value
class BusyTimes:
    """When somebody is busy: spans (aware, UTC) in the order of time that do not touch.

    ``notes`` are sentences on what could not be made out, without a word of the file's.
    """

    spans: tuple[Span, ...]
    notes: tuple[str, ...] = ()


def busy(
    data: bytes,
    zone_name: str,
    first: datetime,
    last: datetime,
    ours: Collection[str] = (),
    limited: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> BusyTimes:
    """Return when the owner of a calendar file is busy between two instants (aware).

    ``zone_name`` is where they are: times that name no zone, and whole days, are by that clock.
    Events with a UID in ``ours`` count as free. Every event and series is looked at within
    ``limited()``, which may raise ``TimeoutError`` there. Raises ``InputError`` for what is no
    calendar or too large, and when events come back in it too often to be followed, or the extra
    ``[freebusy]`` for that is not installed. A hostile file can take hours: only a process of its
    own can be stopped (``calendars/freebusy_process.py``).
    """
    if len(data) > MOST_BYTES:
        raise InputError(TOO_LARGE)
    text = text_of(data)
    found = tuple(pieces(text))
    zones = ForeignZones(zone_name, _zones_in(found))
    reading = _Reading(zones, first, last, limited)
    for piece in found:
        if piece.kind == FREE_BUSY:
            reading.block(piece)
    reading.events([piece for piece in found if piece.kind == EVENT], ours)
    notes = tuple(_notes(reading, {piece.kind for piece in found}, early=ends_early(text)))
    return BusyTimes(merged(reading.spans, first, last), notes)


def merged(spans: Iterable[Span], first: datetime, last: datetime) -> tuple[Span, ...]:
    """Return the same time in as few spans as there can be, in order, within two instants."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        start, end = max(span.start, first), min(span.end, last)
        if start >= end:
            continue
        if joined and start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Span(start, end))
    return tuple(joined)


class _Reading:
    """The spans found so far, and what could not be read."""

    def __init__(
        self,
        zones: ForeignZones,
        first: datetime,
        last: datetime,
        limited: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._zones, self._first, self.last, self._limited = zones, first, last, limited
        self.spans: list[Span] = []
        self.unread = 0
        self.unnamed = 0
        self.told_until: datetime | None = None

    def block(self, piece: Piece) -> None:
        """Read a block of busy times, period by period."""
        for span in busy_periods(piece.lines, self._zones):
            if span is None:
                self.unread += 1
            else:
                self.spans.append(span)
        with suppress(ValueError, OverflowError):
            ends = [line for line in piece.lines if line.upper().startswith("DTEND")]
            if at := Lines(ends, self._zones).moment("DTEND"):
                self.told_until = max(at.instant, self.told_until or at.instant)

    def events(self, found: Sequence[Piece], ours: Collection[str]) -> None:
        """Read the events, and unfold those that come back, each series by itself."""
        groups: defaultdict[str, list[Happening]] = defaultdict(list)
        for number, piece in enumerate(found):
            if not piece.whole:
                self.unread += 1
            elif not self._far(piece.lines):
                with self._each():
                    told = happening(piece.lines, self._zones, cancelled=piece.cancelled)
                    self.unnamed += not told.named
                    groups[told.uid or f"{number} without a name"].append(told)
        for uid, group in groups.items():
            if uid not in ours:
                with self._each(group):
                    self.spans += tuple(self._unfolded(group))

    @contextmanager
    def _each(self, group: Sequence[Happening] = ()) -> Iterator[None]:
        """Look at one thing: what cannot be understood, or not in time, is counted, and no more.

        A file is anybody's, and the libraries' errors are of many kinds. Raises ``InputError``
        where the time is over for events in ``group``: their owner may be busy all day, and would
        be asked to meet if these were left out.
        """
        try:
            with self._limited():
                yield
        except InputError:
            raise
        except TimeoutError:
            if group:
                raise InputError(TOO_OFTEN) from None
            self.unread += 1
        except Exception:
            self.unread += 1

    def _unfolded(self, group: Sequence[Happening]) -> Iterator[Span]:
        """Yield when the events with one identity are.

        There should be one, and those that replace a time of it. Where there are more they are the
        same one before it was changed, or a program has given everything the same identity.
        """
        apart = [each for each in group if each.instead is None]
        newest = max((each.sequence for each in apart), default=0)
        instead = [each for each in group if each.instead is not None]
        masters = [each for each in apart if each.sequence == newest]
        for master in masters:
            if master.single and not instead:
                if not master.free:
                    yield master.span
            elif not master.free or instead:
                yield from unfold([master, *instead], self._first, self.last)
        if not masters:
            yield from unfold(instead, self._first, self.last)

    def _far(self, lines: Sequence[str]) -> bool:
        """Tell at a glance whether an event is all before or after what is asked for."""
        told = {line.partition(":")[0].partition(";")[0].upper(): line for line in lines}
        if "RDATE" in told or "RECURRENCE-ID" in told or "DURATION" in told:
            return False
        start = told.get("DTSTART", "").rpartition(":")[2][:8]
        end = told.get("DTEND", told.get("DTSTART", "")).rpartition(":")[2][:8]
        if not (start.isdecimal() and end.isdecimal() and len(start) == len(end) == 8):
            return False
        if start > f"{self.last + _MARGIN:%Y%m%d}":
            return True
        if "RRULE" in told:
            until = _UNTIL.search(told["RRULE"])
            end = until[1] if until else "9"
        return max(start, end) < f"{self._first - _MARGIN:%Y%m%d}"


def _zones_in(found: Sequence[Piece]) -> dict[str, tuple[str, ...]]:
    """Return the zones that a file defines itself, by TZID; of two with one name the first."""
    defined: dict[str, tuple[str, ...]] = {}
    for piece in found:
        if piece.kind == ZONE and piece.whole:
            for line in piece.lines:
                if line.upper().startswith("TZID"):
                    defined.setdefault(line.partition(":")[2].strip(), piece.lines)
    return defined


def _notes(reading: _Reading, kinds: Collection[str], *, early: bool) -> Iterator[str]:
    """Yield what the reader should know of a file with pieces of these kinds."""
    if not {EVENT, FREE_BUSY} & set(kinds):
        yield "Nothing is planned in it."
    if reading.unread:
        yield f"{_entries(reading.unread)} not understood and left out."
    if early:
        yield "It is cut off before its end, so that some may be missing."
    if reading.unnamed:
        yield (
            f"{_entries(reading.unnamed)} in a time zone that cannot be made out, and taken to be "
            "by the member's own clock."
        )
    until = reading.told_until
    if EVENT not in kinds and until and until < reading.last:
        yield f"It tells of no time after {until:%Y-%m-%d}; from then on all was taken as free."


def _entries(number: int) -> str:
    return "1 entry of it was" if number == 1 else f"{number} entries of it were"
