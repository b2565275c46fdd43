"""What the files of a meeting and of a series are made of (RFC 5545, 5546, 7986).

icalendar takes 0.13 s to import, which only those who make a file should pay: inside functions.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from circle_tui.calendars.text import common_name, one_line
from circle_tui.calendars.vtimezone import vtimezone
from circle_tui.calendars.zones import is_utc, zone
from circle_tui.domain.errors import InputError
from circle_tui.domain.invitation import SUMMARY, Guest, Organizer, Style, is_plain_address

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event, vCalAddress

PRODUCT = "-//circle-tui//circle-tui//EN"
"""Names the program without its version, so that an update does not change an old invite."""

_REMINDER = "The meeting begins soon"
"""What an alarm says, which stands on a locked telephone: nothing."""


def empty_calendar(method: str, zone_name: str, first: int, last: int) -> "Calendar":
    """Return a calendar without events, with the rules of a zone for the years they are in."""
    from icalendar import Calendar, Timezone

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if not is_utc(zone_name):
        rules = vtimezone(zone(zone_name), zone_name, first, last)
        calendar.add_component(Timezone.from_ical(rules))
    return calendar


def as_file(calendar: "Calendar") -> bytes:
    """Return a calendar as the bytes of a file. Every file goes through here, so tests watch it."""
    return bytes(calendar.to_ical())


def identified(uid: str, sequence: int, stamp: datetime) -> "Event":
    """Return an event that is told from others and from older news of itself, and nothing else."""
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    return event


def add_times(event: "Event", start: datetime, minutes: int, zone_name: str) -> None:
    """Say from when (an instant) to when it is; the length is real time."""
    event.add("dtstart", written(start, zone_name))
    event.add("dtend", written(start + timedelta(minutes=minutes), zone_name))


def written(moment: datetime, zone_name: str) -> datetime:
    """Return ``moment`` as the file states it: wall time in the zone, where that is unambiguous.

    A meeting may end in the hour that comes twice. A file cannot say which of the two is meant
    (readers take the first), so that end is written in UTC, as RFC 5545, 3.8.2.2 allows.
    """
    if is_utc(zone_name):
        return moment
    local = moment.astimezone(zone(zone_name))
    return moment if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset() else local


def add_style(event: "Event", style: Style) -> None:
    """Say what was chosen: the title, and the link in all three places where clients look for it.

    One FEATURE only: two would be written as one quoted word, which nobody knows.
    """
    from icalendar import vUri

    event.add("summary", one_line(style.summary) or SUMMARY)
    if style.link:
        event.add("location", style.link)
        event.add("url", style.link)
        asked = {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": "Join"}
        event.add("conference", vUri(style.link, params=asked))


def add_organizer(event: "Event", organizer: Organizer) -> None:
    """Say in whose name it is."""
    event.add("organizer", _address(organizer.address, organizer.name))


def add_attendees(event: "Event", people: Iterable[Organizer | Guest]) -> None:
    """Say who comes: the organizer does, everybody else is asked."""
    for person in people:
        attendee = _address(person.address, person.name)
        asked = isinstance(person, Guest)
        attendee.params["CUTYPE"] = "INDIVIDUAL"
        attendee.params["ROLE"] = "REQ-PARTICIPANT" if asked else "CHAIR"
        attendee.params["PARTSTAT"] = "NEEDS-ACTION" if asked else "ACCEPTED"
        attendee.params["RSVP"] = "TRUE" if asked else "FALSE"
        event.add("attendee", attendee)


def add_alarm(event: "Event", minutes: int) -> None:
    """Add a reminder, if there is to be one. Last: Outlook refuses a file that goes on after it."""
    if minutes:
        event.add_component(_alarm(minutes))


def _alarm(minutes: int) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _REMINDER)
    alarm.add("trigger", -timedelta(minutes=minutes))
    return alarm


def _address(address: str, name: str) -> "vCalAddress":
    """Return an address, which ``is_plain_address``. Raises ``InputError`` for any other."""
    from icalendar import vCalAddress, vText

    if not is_plain_address(address):
        raise InputError(
            f'"{one_line(address)[:80]}" is not an e-mail address that a calendar can hold. '
            "Nothing was written."
        )
    made = vCalAddress(f"mailto:{address}")
    if shown := common_name(name):
        made.params["CN"] = vText(shown)
    return made
