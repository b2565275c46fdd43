"""Telling an invite of ours from any other file, and reading it back.

Where there is no circle, the file is what is kept of a meeting.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date
from typing import Any

from circle_tui.calendars.parts import PRODUCT
from circle_tui.calendars.phrases import length
from circle_tui.calendars.zones import instant, zone
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Meeting, MeetingStatus
from circle_tui.domain.values import value

_UID = re.compile(rb"[0-9]{36}|[0-9a-f]{32}")
"""What our meetings are known by in calendars; the second, as once written without a circle."""

MOST_BYTES = 1_000_000
"""A larger file is no invite of ours, and need not be read: a series of a hundred meetings, each of
them moved, has a tenth of that."""

_DAY = re.compile(rb"^DTSTART\b.*:([0-9]{8})|^RRULE:.*\bUNTIL=([0-9]{8})")

_MOST_CHANGES = 2**31 - 1
"""The highest sequence that a calendar can hold (RFC 5545, 3.3.8)."""


@value
class _Component:
    """A component of a calendar, or the calendar itself, with its own lines, unfolded."""

    kind: bytes
    lines: tuple[bytes, ...]

    def told(self, name: bytes) -> list[bytes]:
        """Return what the lines of a name say that have no parameters."""
        start = name + b":"
        return [line.removeprefix(start) for line in self.lines if line.startswith(start)]


def is_ours(data: bytes) -> bool:
    """Tell whether a file is an invite, or a series of meetings, that this program has written.

    It says so of itself, and holds one meeting with an identity of ours and nothing else. Another
    calendar may quote us in a title, or have taken in an event of ours among its own.
    """
    return bool(_events(data))


def last_day(data: bytes) -> date | None:
    """Return the day of an invite of ours, of a series the last; ``None`` for any other file.

    It is that of the zone in which the meeting was planned; the end of a series is a day in UTC.
    """
    days = [
        bytes(found[1] or found[2]).decode()
        for event in _events(data)
        for line in event.lines
        if (found := _DAY.match(line))
    ]
    try:
        return max((date.fromisoformat(day) for day in days), default=None)
    except ValueError:  # changed by hand
        return None


def meeting_in(data: bytes) -> Meeting | None:
    """Return the meeting of an invite of ours, with its identity; ``None`` for any other file.

    Raises ``InputError`` for one of ours that was changed by hand and cannot be read any more.
    """
    if not is_ours(data):
        return None
    try:
        return _meeting(data)
    except Exception:  # changed by hand: the library's errors are of many kinds
        raise InputError(
            "The invite there cannot be read any more: somebody has changed it. Nothing was "
            "written. Choose another name for the file."
        ) from None


def _meeting(data: bytes) -> Meeting:
    """Return the one meeting of a file. Raises whatever reading a wrong property raises."""
    from icalendar import Calendar

    event: Any
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    start, end = event["DTSTART"], event["DTEND"].dt.astimezone(UTC)
    name = str(start.params.get("TZID", "UTC"))
    zone(name)
    starts, sequence = start.dt.replace(tzinfo=None), int(event["SEQUENCE"])
    if not 0 <= sequence < _MOST_CHANGES:
        raise ValueError
    return Meeting(
        str(event["UID"]),
        starts,
        name,
        length(round((end - instant(starts, name)).total_seconds() / 60)),
        sequence,
        event["DTSTAMP"].dt.astimezone(UTC),
        MeetingStatus(str(event["STATUS"])),
    )


def _events(data: bytes) -> Sequence[_Component]:
    """Return the events of a file that we have written, none of any other."""
    if len(data) > MOST_BYTES:
        return ()
    try:
        calendar, *within = _components(data)
    except ValueError:
        return ()
    events = [each for each in within if each.kind == b"VEVENT"]
    named = [event.told(b"UID") for event in events]
    ours = (
        calendar.told(b"PRODID") == [PRODUCT.encode()]
        and {each.kind for each in within} <= {b"VEVENT", b"VTIMEZONE"}
        and all(len(names) == 1 and names == named[0] for names in named)
        and all(_UID.fullmatch(name) for names in named for name in names)
    )
    return events if ours else ()


def _components(data: bytes) -> list[_Component]:
    """Return the one calendar of a file, then what is in it, without what is in that.

    Raises ``ValueError`` for what is no such file to the letter: we write no other.
    """
    *lines, rest = re.sub(rb"\r\n[ \t]", b"", data).split(b"\r\n")
    inside: list[bytes] = []
    found: list[tuple[bytes, list[bytes]]] = []
    for line in lines:
        kind = line.partition(b":")[2]
        if line.startswith(b"BEGIN:") and (inside or not found):
            inside.append(kind)
            if len(inside) <= 2:
                found.append((kind, []))
        elif not inside or (line.startswith(b"END:") and inside.pop() != kind):
            raise ValueError
        elif len(inside) <= 2 and not line.startswith(b"END:"):
            _, own = found[0] if len(inside) == 1 else found[-1]
            own.append(line)
    if rest or inside or not found or found[0][0] != b"VCALENDAR":
        raise ValueError
    return [_Component(kind, tuple(own)) for kind, own in found]
