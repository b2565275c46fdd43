"""The next meeting: the one place that decides when it is. Commands and screens only call.

One meeting is kept, with its calendar identity. The decisions, all of them here:

- a meeting that was kept stays as it was agreed until it is over, is moved or is called off;
- one that was called off stays so, and is told as called off, until another is settled on: that
  is the one after it in the rhythm, with an identity of its own (``settle``), or the same one at
  another time (``move``);
- the kept meeting is the next one: the rhythm's dates before it fall away, and the one whose place
  it has is not proposed again (``calendars/dates_ahead.py``);
- a new rhythm takes the kept meeting along only if that stood where the old rhythm puts the next
  one; what was moved by hand was agreed apart from the rhythm (``set_rhythm``).
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.meeting import (
    USUAL_MINUTES,
    Cadence,
    Meeting,
    MeetingStatus,
    cancel,
    plan_meeting,
)
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.series import Stands
from circle_tui.domain.values import value
from circle_tui.services.burdens import put_meeting
from circle_tui.services.scheduled import overdue_beside

if TYPE_CHECKING:
    from circle_tui.calendars.dates_ahead import Step

INVITE = "next-meeting.ics"
"""The name of the file with the next meeting."""


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
    called off. Raises ``Refusal`` without a rhythm, and ``InputError`` for one that has no date any
    more.
    """
    kept = _kept(circle, clock)
    if kept is not None and kept.status is MeetingStatus.CONFIRMED:
        return kept.starts, kept.zone
    return _following(circle, clock).starts, cadence_of(circle).zone


def usual_minutes(circle: OpenCircle, clock: Clock) -> int:
    """Return how long the next meeting is where nobody says: as it was agreed, else as usual.

    What was agreed for one that was called off counts where nothing is usual.
    """
    kept, cadence = _kept(circle, clock), circle.people.profile().cadence
    if kept is not None and (cadence is None or kept.status is MeetingStatus.CONFIRMED):
        return kept.minutes
    return cadence.minutes if cadence else USUAL_MINUTES


def proposed(circle: OpenCircle, clock: Clock) -> NextMeeting:
    """Return the meeting that ``settle`` would make where none is agreed, and keep nothing.

    Its hour is that of an agreed one, if there is one. Raises ``Refusal`` without a rhythm, and
    ``InputError`` for a time that does not exist or exists twice.
    """
    from circle_tui.calendars.zones import instant

    minutes = cadence_of(circle).minutes
    starts, zone = upcoming(circle, clock)
    instant(starts, zone)
    return _told(plan_meeting(None, starts, zone, minutes, uid="", stamp=clock.now()))


def next_words(circle: OpenCircle, clock: Clock) -> str:
    """Return the next meeting as all that leaves tells it, empty while none is known.

    One that was called off is told as such, since it stands in people's calendars, and with it the
    one that the rhythm proposes instead. Keeps nothing.
    """
    kept = planned(circle, clock)
    if kept is not None and not kept.called_off:
        return kept.words
    off = f"{kept.words}, called off" if kept else ""
    try:
        following = proposed(circle, clock).words
    except (InputError, Refusal):  # no rhythm yet, or a time that does not exist
        return off
    return f"{off}; then {following}" if off else following


def settle(circle: OpenCircle, clock: Clock, token: Callable[[], str]) -> NextMeeting:
    """Keep the next meeting that takes place, and return it.

    One that was agreed stays as it is; after one that is over or was called off comes the next of
    the rhythm, as a new one. Raises ``Refusal`` without a rhythm, and ``InputError`` when the
    rhythm's next time does not exist or exists twice in the zone.
    """
    kept = _kept(circle, clock)
    if kept is not None and kept.status is MeetingStatus.CONFIRMED:
        return _told(kept)
    cadence, starts = cadence_of(circle), _following(circle, clock).starts
    return _keep(circle, clock, token, None, starts, cadence.zone, cadence.minutes)


def move(
    circle: OpenCircle,
    clock: Clock,
    token: Callable[[], str],
    starts: datetime,
    *,
    zone: str | None = None,
    minutes: int | None = None,
) -> NextMeeting:
    """Keep the next meeting at ``starts`` (naive), and return it.

    ``zone`` and ``minutes`` are those of the planned meeting, else of the circle's rhythm, where
    nobody says; one that takes place after all, when it was to be, is as long as it was. One that
    lies ahead, called off or not, keeps its identity, so that calendars move it. Raises
    ``InputError`` for a time that is over, does not exist or exists twice, and ``Refusal`` where
    nothing tells the zone.
    """
    from circle_tui.calendars.phrases import length
    from circle_tui.calendars.starts import ahead

    kept = _kept(circle, clock)
    if zone is None:
        zone = (kept or cadence_of(circle)).zone
    if minutes is None:
        same = kept is not None and (kept.starts, kept.zone) == (starts, zone)
        minutes = kept.minutes if kept and same else usual_minutes(circle, clock)
    minutes = length(minutes)
    place = _rhythms_own(circle, clock, kept, ahead(starts, zone, clock.now()))
    return _keep(circle, clock, token, kept, starts, zone, minutes, place)


def call_off(circle: OpenCircle, clock: Clock) -> NextMeeting:
    """Call the kept meeting off, and return it. Raises ``Refusal`` when none is planned."""
    kept = _kept(circle, clock)
    if kept is None:
        raise Refusal(
            "No meeting is planned, so there is none to call off. Plan one with: circle next"
        )
    off = cancel(kept, clock.now())
    if off != kept:
        put_meeting(circle, off)
    return _told(off)


def set_rhythm(
    circle: OpenCircle, clock: Clock, token: Callable[[], str], cadence: Cadence
) -> NextMeeting | None:
    """Keep a new rhythm, and return the meeting that is planned now, if one is.

    The kept meeting goes along to the new rhythm's next time only if it stood at the next time of
    the old one: a meeting that was moved by hand, or put after one that was called off, stays as
    it was agreed, in the place of another date, and one that was called off stays so. A length that
    was agreed for this once stays too. Raises ``InputError`` for a time that does not exist or
    exists twice; nothing has changed then.
    """
    from circle_tui.calendars.cadence import next_start
    from circle_tui.calendars.dates_ahead import is_ahead, under

    profile, kept, now = circle.people.profile(), circle.meetings.get(), clock.now()
    before = profile.cadence
    with circle.transaction():
        circle.people.put_profile(replace(profile, cadence=cadence))
        if kept is None:
            return None
        if (
            before is not None
            and is_ahead(kept, now)
            and (kept.starts, kept.zone) == (next_start(before, now), before.zone)
        ):
            minutes = cadence.minutes if kept.minutes == before.minutes else kept.minutes
            starts = next_start(cadence, now)
            _keep(circle, clock, token, kept, starts, cadence.zone, minutes)
        elif (after := under(kept, before, cadence, now)) != kept:
            circle.meetings.put(after)
    return planned(circle, clock)


def _kept(circle: OpenCircle, clock: Clock) -> Meeting | None:
    """Return the kept meeting if it lies ahead."""
    from circle_tui.calendars.zones import instant

    kept = circle.meetings.get()
    return kept if kept and instant(kept.starts, kept.zone) > clock.now() else None


def _following(circle: OpenCircle, clock: Clock) -> "Step":
    """Return the rhythm's next date on which the circle meets by it.

    Raises ``Refusal`` without a rhythm, and ``InputError`` for one that has none any more.
    """
    from circle_tui.calendars.cadence import no_more
    from circle_tui.calendars.dates_ahead import dates_ahead

    cadence = cadence_of(circle)
    for step in dates_ahead(cadence, circle.meetings.get(), clock.now()):
        if step.stands is Stands.RHYTHM:
            return step
    raise no_more(cadence)


def _rhythms_own(
    circle: OpenCircle, clock: Clock, previous: Meeting | None, begins: datetime
) -> datetime | None:
    """Return the instant of the rhythm's meeting that one put by hand takes the place of, if any.

    That is the place which ``previous`` had, else the next of the rhythm. One that was put on
    another date of the rhythm had the places of both; one that was called off may take that of the
    next, unless it is put on a date itself. It is the place nearest to where it ``begins`` now.
    """
    from circle_tui.calendars.dates_ahead import is_step
    from circle_tui.calendars.zones import instant

    cadence, places = circle.people.profile().cadence, []
    if previous is not None:
        stood = instant(previous.starts, previous.zone)
        places.append(previous.stands_for or stood)
        if cadence is not None and is_step(cadence, stood):
            places.append(stood)
        if previous.status is MeetingStatus.CONFIRMED or (cadence and is_step(cadence, begins)):
            return min(places, key=lambda each: abs(each - begins))
    with suppress(InputError, Refusal):  # no rhythm, or none that still has a date
        places.append(_following(circle, clock).begins)
    return min(places, key=lambda each: abs(each - begins), default=None)


def _keep(
    circle: OpenCircle,
    clock: Clock,
    token: Callable[[], str],
    previous: Meeting | None,
    starts: datetime,
    zone: str,
    minutes: int,
    place: datetime | None = None,
) -> NextMeeting:
    """Keep the meeting at ``starts``, with the identity of ``previous`` if there is one.

    ``place`` is the instant of the rhythm's meeting in whose place it is put, ``None`` for itself.
    """
    from circle_tui.calendars.dates_ahead import put_in
    from circle_tui.calendars.zones import instant

    begins, cadence = instant(starts, zone), circle.people.profile().cadence
    uid, now = token() + token(), clock.now()
    meeting = plan_meeting(previous, starts, zone, minutes, uid=uid, stamp=now)
    if meeting != previous:
        late = overdue_beside(circle, clock, begins)
        meeting = replace(meeting, sent=begins, stands_for=None, overdue=late)
        if cadence is not None:
            meeting = put_in(meeting, cadence, place, now)
        put_meeting(circle, meeting)
    return _told(meeting)


def _told(meeting: Meeting) -> NextMeeting:
    """Add the words: ``Thursday 3 December 2026, 18:30 in Berlin``."""
    from circle_tui.calendars.words import start_text

    return NextMeeting(meeting, start_text(meeting.starts, meeting.zone))
