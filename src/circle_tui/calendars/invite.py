"""The invite: one meeting as an iCalendar file that every calendar reads alike (RFC 5545, 5546)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from circle_tui.calendars.text import one_line
from circle_tui.calendars.vtimezone import vtimezone
from circle_tui.calendars.words import local_times
from circle_tui.calendars.zones import instant, is_utc, zone
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Meeting, MeetingStatus

PRODUCT = "-//circle-tui//circle-tui//EN"
"""Names the program without its version, so that an update does not change an old invite."""

_ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


def is_ours(data: bytes) -> bool:
    """Tell whether a file is an invite that this program has written."""
    return data.startswith(b"BEGIN:VCALENDAR\r\n") and f"PRODID:{PRODUCT}\r\n".encode() in data


def invite(
    meeting: Meeting,
    *,
    summary: str = "Circle meeting",
    member_zones: Sequence[str] = (),
    organizer: str = "",
) -> bytes:
    """Return the file to save for ``meeting``; the same meeting always gives the same bytes.

    It says nothing about anyone: no attendee, no agenda, and a description that lists the start in
    the meeting's and each member's zone. A cancelled meeting is METHOD:CANCEL, any other PUBLISH.
    RFC 5546 (3.2.1, 3.2.5) wants an ORGANIZER in both; that is a person's address, so it is
    written only when ``organizer`` is given. Calendars import the file either way.

    Raises InputError for an unknown zone, a start that a clock change skips or repeats, or an
    organizer that is not a plain e-mail address.
    """
    # icalendar takes 0.13 s to import, which only those who make an invite should pay.
    from icalendar import Calendar, Event, Timezone, vCalAddress

    start = instant(meeting.starts, meeting.zone)
    cancelled = meeting.status is MeetingStatus.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    if not is_utc(meeting.zone):
        rules = vtimezone(zone(meeting.zone), meeting.zone, meeting.starts.year)
        calendar.add_component(Timezone.from_ical(rules))

    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.stamp.astimezone(UTC))
    event.add("dtstart", _written(start, meeting.zone))
    event.add("dtend", _written(start + timedelta(minutes=meeting.minutes), meeting.zone))
    event.add("summary", one_line(summary) or "Circle meeting")
    event.add("description", local_times(meeting, member_zones))
    event.add("status", meeting.status.value)
    event.add("transp", "OPAQUE")
    if organizer:
        if not _ADDRESS.fullmatch(organizer):
            raise InputError(f'"{one_line(organizer)}" is not an e-mail address.')
        event.add("organizer", vCalAddress(f"mailto:{organizer}"))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _written(moment: datetime, zone_name: str) -> datetime:
    """Return ``moment`` as the file states it: wall time in the zone, where that is unambiguous.

    A meeting may end in the hour that comes twice. A file cannot say which of the two is meant
    (readers take the first), so that end is written in UTC, as RFC 5545, 3.8.2.2 allows.
    """
    if is_utc(zone_name):
        return moment
    local = moment.astimezone(zone(zone_name))
    return moment if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset() else local
