"""The next meeting: proposed from the circle's cadence, kept, and written as an invite."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Cadence, Meeting, plan_meeting
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


def propose(circle: OpenCircle, clock: Clock) -> datetime:
    """Return the start of the next meeting after now, as wall time in the circle's zone."""
    from circle_tui.calendars.cadence import next_start

    return next_start(cadence_of(circle), clock.now())


def settle(
    circle: OpenCircle, clock: Clock, token: Callable[[], str], starts: datetime | None = None
) -> NextMeeting:
    """Keep the next meeting (the proposed one unless ``starts`` says otherwise) and return it.

    A meeting that is already kept for that time is returned as it is; one that lies ahead is
    moved, with the same uid; one that is over makes way for a new one. Raises ``InputError``
    for a time that does not exist or exists twice in the zone.
    """
    from circle_tui.calendars.zones import instant

    cadence = cadence_of(circle)
    starts = starts or propose(circle, clock)
    instant(starts, cadence.zone)
    kept = circle.meetings.get()
    if kept is not None and instant(kept.starts, kept.zone) <= clock.now():
        kept = None
    meeting = plan_meeting(
        kept, starts, cadence.zone, cadence.minutes, uid=token(), stamp=clock.now()
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
