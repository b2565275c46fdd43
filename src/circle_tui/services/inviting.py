"""The next meeting: proposed from the circle's cadence, kept, and written as an invite."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Cadence, Meeting, MeetingStatus, plan_meeting
from circle_tui.domain.ports import Clock, OpenCircle


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next meeting and how it reads in words."""

    meeting: Meeting
    words: str


def cadence_of(circle: OpenCircle) -> Cadence:
    """Return the circle's cadence. Raises ``InputError`` when it has none yet."""
    cadence = circle.people.profile().cadence
    if cadence is None:
        raise InputError(
            "This circle has no rhythm yet, so there is no next meeting to propose. Set one with: "
            'circle next --every "3 weeks" --on thu --at 18:30 --zone Europe/Berlin'
        )
    return cadence


def agreed(circle: OpenCircle, clock: Clock) -> Meeting | None:
    """Return the meeting that was kept and still lies ahead, be it called off, or ``None``."""
    from circle_tui.calendars.zones import instant

    kept = circle.meetings.get()
    return kept if kept and instant(kept.starts, kept.zone) > clock.now() else None


def propose(circle: OpenCircle, clock: Clock) -> datetime:
    """Return the rhythm's next start, as wall time in the circle's zone.

    That is after now, and after a meeting that was called off: nobody wants it proposed again.
    """
    from circle_tui.calendars.cadence import next_start
    from circle_tui.calendars.zones import instant

    kept = agreed(circle, clock)
    after = clock.now()
    if kept is not None and kept.status is MeetingStatus.CANCELLED:
        after = instant(kept.starts, kept.zone)
    return next_start(cadence_of(circle), after)


def settle(
    circle: OpenCircle, clock: Clock, token: Callable[[], str], starts: datetime | None = None
) -> NextMeeting:
    """Keep the next meeting and return it: at ``starts``, else as it was agreed, else proposed.

    One that lies ahead stays as it is, or is moved to ``starts`` with the same uid; one that is
    over, or was called off, makes way for the next of the rhythm. Raises ``InputError`` for a time
    that does not exist or exists twice in the zone.
    """
    from circle_tui.calendars.zones import instant

    cadence = cadence_of(circle)
    kept = agreed(circle, clock)
    if starts is None:
        if kept is not None and kept.status is MeetingStatus.CONFIRMED:
            return NextMeeting(kept, words(kept))
        starts, kept = propose(circle, clock), None
    instant(starts, cadence.zone)
    meeting = plan_meeting(
        kept, starts, cadence.zone, cadence.minutes, uid=token() + token(), stamp=clock.now()
    )
    if meeting != kept:
        circle.meetings.put(meeting)
    return NextMeeting(meeting, words(meeting))


def words(meeting: Meeting) -> str:
    """Return ``Thursday 3 December 2026, 18:30 in Berlin``."""
    from circle_tui.calendars.words import place

    starts = meeting.starts
    return f"{starts:%A} {starts.day} {starts:%B %Y, %H:%M} in {place(meeting.zone)}"


def write_invite(circle: OpenCircle, meeting: Meeting, path: Path) -> None:
    """Write the meeting's ``.ics`` file. Raises ``StoreError`` when it cannot be written."""
    from circle_tui.calendars.invite import invite
    from circle_tui.export.files import write_private

    zones = [member.zone for member in circle.people.members() if member.zone]
    write_private(path, invite(meeting, member_zones=zones))
