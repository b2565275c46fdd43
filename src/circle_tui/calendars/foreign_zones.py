"""Which zone a calendar of somebody else's means by a TZID, and what to trust when it says two.

Programs write their own definition of a zone beside its name, and it is often wrong: of another
year, without summer time, or with lists of which readers see the first line only. A name from the
zone database is trusted over it, with or without a maker's prefix, and so are the names that
Windows uses. The file's own definition is taken for names that nobody else knows.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any

from circle_tui.calendars.zones import zone, zone_names


class ForeignZones:
    """The zones of one file: ``own`` where it names none, and those it defines itself, by TZID."""

    def __init__(self, own: str, defined: Mapping[str, Sequence[str]]) -> None:
        self.own: tzinfo = zone(own)
        self._defined = defined
        self._known: dict[str, tzinfo | None] = {}

    def named(self, tzid: str) -> tzinfo | None:
        """Return the zone of this name, ``None`` for one that cannot be made out."""
        tzid = tzid.strip().strip('"')
        if tzid not in self._known:
            self._known[tzid] = self._found(tzid)
        return self._known[tzid]

    def _found(self, tzid: str) -> tzinfo | None:
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        parts = tzid.strip("/").split("/")
        for place in range(len(parts) - 1):
            if "/".join(parts[place:]) in zone_names():
                return zone("/".join(parts[place:]))
        if (place_there := WINDOWS_TO_OLSON.get(tzid)) in zone_names():
            return zone(place_there)
        # A short name, EST or CET, means another thing in the database than to most who write it.
        if tzid in self._defined and (made := _made(self._defined[tzid])):
            return made
        short = parts[-1] if tzid.startswith("/") else tzid
        return zone(short) if short in zone_names() else None


def _made(lines: Sequence[str]) -> tzinfo | None:
    """Return the zone of a file's own definition, ``None`` for one that makes no sense."""
    from icalendar import Timezone

    block = "\r\n".join(("BEGIN:VTIMEZONE", *lines, "END:VTIMEZONE", ""))
    try:
        definition: Any = Timezone.from_ical(block.encode())
        made: tzinfo = definition.to_tz(lookup_tzid=False)
        datetime(2026, 7, 1, tzinfo=made).astimezone(UTC)
    except Exception:  # a file is anybody's: what cannot be made out is no zone
        return None
    return made
