"""The next meeting: the one place that decides when it is. Commands and screens only call.

One meeting is kept, with its calendar identity. The decisions, all of them here:

- a meeting that was kept stays as it was agreed until it is over, is moved or is called off;
- one that was called off stays so, and is told as called off, until another is settled on: that
  is the one after it in the rhythm, with an identity of its own (``settle``), or the same one at
  another time (``move``);
- a new rhythm takes the kept meeting along only if that stood where the old rhythm puts the next
  one; what was moved by hand was agreed apart from the rhythm (``set_rhythm``).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.meeting import Cadence, Meeting, MeetingStatus, cancel, plan_meeting
from circle_tui.domain.people import expected
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.values import value


@value
class NextMeeting:
    """The next meeting, how it reads in words, and whether it was called off."""

    meeting: Meeting
    words: str

    @property
    def called_off(self) -> bool:
        """Whether it will not take place."""
        return self.meeting.status is MeetingStatus.CANCELLED


def cadence_of(circle: OpenCircle) -> Cadence:
    """Return the circle's cadence. Raises ``Refusal`` when it has none yet."""
    cadence = circle.people.profile().cadence
    if cadence is None:
        raise Refusal(
            "This circle has no rhythm yet, so there is no next meeting to propose. Set one with: "
            'circle rhythm --every "3 weeks" --on thu --at 18:30 --zone Europe/Berlin'
        )
    return cadence


def planned(circle: OpenCircle, clock: Clock) -> NextMeeting | None:
    """Return the meeting that is kept and lies ahead, called off or not; else ``None``."""
    kept = _kept(circle, clock)
    return None if kept is None else _told(kept)


def upcoming(circle: OpenCircle, clock: Clock) -> tuple[datetime, str]:
    """Return when the circle meets next: naive wall time and its zone. Nothing is kept.

    That is the meeting as it was agreed, else the rhythm's next: after now, and after one that was
    called off. Raises ``Refusal`` without a rhythm.
    """
    kept = _kept(circle, clock)
    if kept is not None and kept.status is MeetingStatus.CONFIRMED:
        return kept.starts, kept.zone
    return _proposed(cadence_of(circle), kept, clock)


def next_day(circle: OpenCircle, clock: Clock) -> date | None:
    """Return the day of the next meeting after today, ``None`` without a rhythm. Nothing is kept.

    For what is to be done by then: a meeting of today, which may be the one that is running, is not
    it.
    """
    from circle_tui.calendars.cadence import next_dates
    from circle_tui.calendars.zones import zone

    cadence = circle.people.profile().cadence
    if cadence is None:
        return None
    now = clock.now()
    today = now.astimezone(zone(cadence.zone)).date()
    day = upcoming(circle, clock)[0].date()
    if day > today:
        return day
    return next(starts.date() for starts in next_dates(cadence, now) if starts.date() > today)


def proposed(circle: OpenCircle, clock: Clock) -> NextMeeting:
    """Return the meeting that ``settle`` would keep, and keep nothing. Raises as it does."""
    from circle_tui.calendars.zones import instant

    minutes = cadence_of(circle).minutes
    starts, zone = upcoming(circle, clock)
    instant(starts, zone)
    return _told(plan_meeting(None, starts, zone, minutes, uid="", stamp=clock.now()))


def settle(circle: OpenCircle, clock: Clock, token: Callable[[], str]) -> NextMeeting:
    """Keep the next meeting that takes place, and return it.

    One that was agreed stays as it is; after one that is over or was called off comes the next of
    the rhythm, as a new one. Raises ``Refusal`` without a rhythm, and ``InputError`` when the
    rhythm's next time does not exist or exists twice in the zone.
    """
    kept = _kept(circle, clock)
    if kept is not None and kept.status is MeetingStatus.CONFIRMED:
        return _told(kept)
    cadence = cadence_of(circle)
    return _keep(circle, clock, token, None, _proposed(cadence, kept, clock)[0], cadence)


def move(
    circle: OpenCircle, clock: Clock, token: Callable[[], str], starts: datetime
) -> NextMeeting:
    """Keep the next meeting at ``starts`` (naive, in the circle's zone), and return it.

    One that lies ahead, called off or not, keeps its identity, so that calendars move it. Raises
    ``InputError`` for a time that is over, does not exist or exists twice.
    """
    from circle_tui.calendars.zones import instant

    cadence = cadence_of(circle)
    if instant(starts, cadence.zone) <= clock.now():
        raise InputError(f"{starts:%Y-%m-%d %H:%M} is over already. Name a time that is ahead.")
    return _keep(circle, clock, token, _kept(circle, clock), starts, cadence)


def call_off(circle: OpenCircle, clock: Clock) -> NextMeeting:
    """Call the kept meeting off, and return it. Raises ``Refusal`` when none is planned."""
    kept = _kept(circle, clock)
    if kept is None:
        raise Refusal(
            "No meeting is planned, so there is none to call off. Plan one with: circle next"
        )
    off = cancel(kept, clock.now())
    if off != kept:
        circle.meetings.put(off)
    return _told(off)


def set_rhythm(
    circle: OpenCircle, clock: Clock, token: Callable[[], str], cadence: Cadence
) -> NextMeeting | None:
    """Keep a new rhythm, and return the meeting that is planned now, if one is.

    The kept meeting goes along to the new rhythm's next time only if it stood at the next time of
    the old one: a meeting that was moved by hand, or put after one that was called off, stays as
    it was agreed, and one that was called off stays so. Raises ``InputError`` for a time that does
    not exist or exists twice; nothing has changed then.
    """
    profile, kept = circle.people.profile(), _kept(circle, clock)
    with circle.transaction():
        circle.people.put_profile(replace(profile, cadence=cadence))
        if (
            kept is not None
            and kept.status is MeetingStatus.CONFIRMED
            and profile.cadence is not None
            and (kept.starts, kept.zone) == _proposed(profile.cadence, None, clock)
        ):
            _keep(circle, clock, token, kept, _proposed(cadence, None, clock)[0], cadence)
    return planned(circle, clock)


def write_invite(circle: OpenCircle, meeting: Meeting, path: Path) -> None:
    """Write the meeting's ``.ics`` file. Raises ``StoreError`` when it cannot be written.

    It holds nothing that anybody typed: weekdays, months and zones, which may be called as a member
    is (May, Sofia). So the gate looks for addresses and numbers alone.
    """
    from circle_tui.calendars.invite import invite
    from circle_tui.export.files import write_private
    from circle_tui.privacy.gate import check

    coming = expected(circle.people.members(), meeting.starts.date())
    zones = [member.zone for member in coming if member.zone]
    data = invite(meeting, member_zones=zones)
    check(data.decode(), roster=())
    write_private(path, data)


def _kept(circle: OpenCircle, clock: Clock) -> Meeting | None:
    """Return the kept meeting if it lies ahead."""
    from circle_tui.calendars.zones import instant

    kept = circle.meetings.get()
    return kept if kept and instant(kept.starts, kept.zone) > clock.now() else None


def _proposed(cadence: Cadence, off: Meeting | None, clock: Clock) -> tuple[datetime, str]:
    """Return the rhythm's next start and zone: after now, and after a meeting called off."""
    from circle_tui.calendars.cadence import next_start
    from circle_tui.calendars.zones import instant

    after = instant(off.starts, off.zone) if off else clock.now()
    return next_start(cadence, after), cadence.zone


def _keep(
    circle: OpenCircle,
    clock: Clock,
    token: Callable[[], str],
    previous: Meeting | None,
    starts: datetime,
    cadence: Cadence,
) -> NextMeeting:
    """Keep the meeting at ``starts``, with the identity of ``previous`` if there is one."""
    from circle_tui.calendars.zones import instant

    instant(starts, cadence.zone)
    meeting = plan_meeting(
        previous, starts, cadence.zone, cadence.minutes, uid=token() + token(), stamp=clock.now()
    )
    if meeting != previous:
        circle.meetings.put(meeting)
    return _told(meeting)


def _told(meeting: Meeting) -> NextMeeting:
    """Add the words: ``Thursday 3 December 2026, 18:30 in Berlin``."""
    from circle_tui.calendars.words import place

    starts = meeting.starts
    words = f"{starts:%A} {starts.day} {starts:%B %Y, %H:%M} in {place(meeting.zone)}"
    return NextMeeting(meeting, words)
