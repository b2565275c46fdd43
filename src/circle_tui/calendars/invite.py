"""The invite: one meeting as an iCalendar file that every calendar reads alike (RFC 5545, 5546)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from circle_tui.calendars import parts
from circle_tui.calendars.parts import (
    add_alarm,
    add_attendees,
    add_organizer,
    add_style,
    add_times,
    empty_calendar,
    identified,
)
from circle_tui.calendars.words import local_times
from circle_tui.calendars.zones import instant
from circle_tui.domain.errors import InputError
from circle_tui.domain.invitation import Guest, Organizer, Style
from circle_tui.domain.meeting import Meeting, MeetingStatus

if TYPE_CHECKING:
    from icalendar import Event


def invite(
    meeting: Meeting,
    *,
    style: Style | None = None,
    member_zones: Sequence[str] = (),
    guest: Guest | None = None,
) -> bytes:
    """Return the file of ``meeting``; the same arguments always give the same bytes.

    Without a ``guest`` it is the one to save, for everybody: METHOD:PUBLISH, no attendee. With one
    it is that member's invitation, to be mailed by the organizer: METHOD:REQUEST, the organizer and
    this member, so that members do not see each other. Either is METHOD:CANCEL for a meeting that
    was called off. The description lists the start in the meeting's and each member's zone; the
    rest is what ``style`` says, nothing unless it was chosen.

    RFC 5546 (3.2.1, 3.2.5) wants an ORGANIZER in each. That is a person's address, so what is for
    everybody has it only if the style does; calendars import the file either way.

    Raises ``InputError`` for an unknown zone, a start that a clock change skips or repeats, an
    address that is none, and a guest without an organizer.
    """
    style = style or Style()
    cancelled = meeting.status is MeetingStatus.CANCELLED
    event = _event(meeting, style)
    event.add("description", local_times(meeting, member_zones))
    event.add("status", meeting.status.value)
    event.add("transp", "OPAQUE")
    if guest:
        add_attendees(event, (_organizer(style), guest))
    if not cancelled:
        add_alarm(event, style.alarm)
    method = "CANCEL" if cancelled else "REQUEST" if guest else "PUBLISH"
    return _file(method, meeting, event)


def withdrawal(meeting: Meeting, guest: Guest, style: Style) -> bytes:
    """Return the file that takes the meeting back from one member; for the others it stands.

    METHOD:CANCEL with that one attendee and without STATUS, which would call it off for everybody
    (RFC 5546, 3.2.5). Who is not meant is not told where the others meet. Raises ``InputError`` as
    ``invite`` does.
    """
    organizer = _organizer(style)
    event = _event(meeting, Style(style.summary, organizer=organizer))
    add_attendees(event, (guest,))
    return _file("CANCEL", meeting, event)


def _event(meeting: Meeting, style: Style) -> "Event":
    """Return the event with what every kind of file says."""
    event = identified(meeting.uid, meeting.sequence, meeting.stamp)
    add_times(event, instant(meeting.starts, meeting.zone), meeting.minutes, meeting.zone)
    add_style(event, style)
    if style.organizer:
        add_organizer(event, style.organizer)
    return event


def _file(method: str, meeting: Meeting, event: "Event") -> bytes:
    calendar = empty_calendar(method, meeting.zone, meeting.starts.year, meeting.starts.year)
    calendar.add_component(event)
    return parts.as_file(calendar)


def _organizer(style: Style) -> Organizer:
    """Return the organizer, without whom a guest has nobody to answer."""
    if style.organizer is None:
        raise InputError(
            "An invitation to one member needs an organizer, to whom they answer: the address you "
            "send mail from. Say it once, and the circle keeps it: circle next --organizer "
            "you@example.org"
        )
    return style.organizer
