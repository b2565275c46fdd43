"""What is ahead: the coming dates, everybody's local hours, and laws that move a meeting."""

from collections.abc import Iterator
from dataclasses import field
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.meeting import MeetingStatus, renew
from circle_tui.domain.people import home_of, meant
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.series import Stands
from circle_tui.domain.values import value
from circle_tui.services.inviting import NextMeeting, planned, upcoming

if TYPE_CHECKING:
    from circle_tui.calendars.dates_ahead import Step


NAMED = 6
"""Dates that fall away of which each is named; the others are counted."""


@value
class Coming:
    """One date of the series.

    ``starts`` is naive wall time in ``zone``, ``words`` how it reads. ``problem`` is the sentence
    about a time that clocks skip or repeat, empty for all others.
    """

    starts: datetime
    zone: str
    words: str
    standing: Stands
    problem: str = ""


@value
class Listed:
    """The coming dates as they are listed: ``more`` fall away besides, just before ``dates[at]``.

    ``counted`` tells that these are all of them; else others fall away after the years in which
    dates are looked for.
    """

    dates: tuple[Coming, ...]
    more: int = 0
    at: int = 0
    counted: bool = True


@value
class LocalHour:
    """When a meeting is for one member: ``starts`` and ``ends`` are aware, in the member's zone.

    The name is for the facilitator's own eyes; what leaves knows zones only.
    """

    name: str = field(repr=False)
    alias: str
    zone: str
    starts: datetime
    ends: datetime


def next_day(circle: OpenCircle, clock: Clock) -> date | None:
    """Return the day of the next meeting after today, ``None`` without a rhythm. Nothing is kept.

    For what is to be done by then: a meeting of today, which may be the one that is running, is not
    it.
    """
    from circle_tui.calendars.dates_ahead import dates_ahead
    from circle_tui.calendars.zones import zone

    cadence = circle.people.profile().cadence
    if cadence is None:
        return None
    today = clock.now().astimezone(zone(cadence.zone)).date()
    day = upcoming(circle, clock)[0].date()
    if day > today:
        return day
    ahead = dates_ahead(cadence, circle.meetings.get(), clock.now())
    days = (step.starts.date() for step in ahead if step.stands.held)
    return next((day for day in days if day > today), None)


def coming_dates(circle: OpenCircle, clock: Clock, count: int) -> tuple[Coming, ...]:
    """Return the next ``count`` dates on which the circle meets, in time order; nothing is kept.

    Among them stand those on which it does not: called off, left out, or before the next meeting.
    Fewer where there is no rhythm, and none without a meeting either.
    """
    return tuple(_coming(each, zone) for each, zone in _in_order(circle, clock, count))


def listed_dates(circle: OpenCircle, clock: Clock, count: int) -> Listed:
    """Return the dates as ``coming_dates``, and only the first few of those that fall away.

    The others are counted, and what is left out among them is dropped.
    """
    dates: list[Coming] = []
    named = more = at = 0
    folded = kept_last = False
    last = clock.now()
    for each, zone in _in_order(circle, clock, count):
        kept_last = isinstance(each, NextMeeting)
        stands = Stands.PLANNED
        if not isinstance(each, NextMeeting):
            stands, last = each.stands, each.begins
        falls = stands is Stands.FALLS_AWAY
        named += falls
        folded = named > NAMED and (falls or (folded and stands is Stands.LEFT_OUT))
        if not folded:
            dates.append(_coming(each, zone))
        elif falls:
            more, at = more + 1, at or len(dates)
    more_come = bool(more) and kept_last and _go_on(circle, clock, last)
    return Listed(tuple(dates), more, at, counted=not more_come)


def left_out_before(circle: OpenCircle, clock: Clock, following: NextMeeting) -> tuple[str, ...]:
    """Return, in words, the dates that the rhythm leaves out between now and the next meeting."""
    return tuple(each.words for each in _before(circle, clock, following, Stands.LEFT_OUT))


def falling_away(circle: OpenCircle, clock: Clock, following: NextMeeting) -> tuple[Coming, ...]:
    """Return the dates of the rhythm that fall away, since the next meeting is after them."""
    return _before(circle, clock, following, Stands.FALLS_AWAY)


def local_hours(circle: OpenCircle, following: NextMeeting) -> tuple[LocalHour, ...]:
    """Return when a meeting is for each member who is meant, in the order of the roster.

    Nobody is named where all of them are in the meeting's own zone. A member whose zone is no
    longer in the data is left out.
    """
    from circle_tui.calendars.zones import instant, zone

    meeting = following.meeting
    begins = instant(meeting.starts, meeting.zone)
    ends = begins + timedelta(minutes=meeting.minutes)
    hours = []
    cadence = circle.people.profile().cadence
    for member in meant(circle.people.members(), meeting):
        home = home_of(member, cadence, meeting.zone)
        try:
            tz = zone(home)
        except InputError:
            continue
        local = (begins.astimezone(tz), ends.astimezone(tz))
        hours.append(LocalHour(member.name, member.alias, home, *local))
    return tuple(hours) if any(hour.zone != meeting.zone for hour in hours) else ()


def moved_by_law(circle: OpenCircle, clock: Clock) -> tuple[datetime, datetime] | None:
    """Return when the planned meeting was told to begin and when it does now, if that differs.

    Both are instants (aware, UTC). A country changed its clocks after the invite had left: the
    meeting stays at its wall time, and calendars that were told may show another hour.
    """
    from circle_tui.calendars.zones import instant

    kept = planned(circle, clock)
    if kept is None or kept.meeting.status is not MeetingStatus.CONFIRMED:
        return None
    begins, sent = instant(kept.meeting.starts, kept.meeting.zone), kept.meeting.sent
    return None if sent in (None, begins) else (sent, begins)


def tell_anew(circle: OpenCircle, clock: Clock) -> NextMeeting:
    """Make the planned meeting an update, because zone data moved it, and return it.

    Raises ``Refusal`` when nothing moved: an update that changes nothing makes people look twice.
    """
    moved, kept = moved_by_law(circle, clock), planned(circle, clock)
    if moved is None or kept is None:
        raise Refusal(
            "No new time zone data has moved the meeting, so there is nothing to update. To move "
            'it yourself: circle next --move "next thu 18:00"'
        )
    circle.meetings.put(renew(kept.meeting, moved[1], clock.now()))
    return planned(circle, clock) or kept


def _rhythm(circle: OpenCircle, clock: Clock) -> Iterator[tuple["Step", str]]:
    """Yield the dates of the rhythm ahead, with its zone; none without one."""
    from circle_tui.calendars.dates_ahead import dates_ahead

    cadence = circle.people.profile().cadence
    if cadence is not None:
        for step in dates_ahead(cadence, circle.meetings.get(), clock.now()):
            yield step, cadence.zone


def _in_order(
    circle: OpenCircle, clock: Clock, count: int
) -> Iterator[tuple["Step | NextMeeting", str]]:
    """Yield the kept meeting and the rhythm's dates, each with a zone, until ``count`` are held."""
    from circle_tui.calendars.zones import instant

    kept, held = planned(circle, clock), 0
    begins = instant(kept.meeting.starts, kept.meeting.zone) if kept else None
    for step, zone in _rhythm(circle, clock):
        if kept is not None and begins is not None and begins <= step.begins:
            yield kept, kept.meeting.zone
            held += not kept.called_off
            kept = None
        if held >= count:
            return
        if step.stands is not Stands.REPLACED:
            yield step, zone
            held += step.stands.held
    if kept is not None:
        yield kept, kept.meeting.zone


def _go_on(circle: OpenCircle, clock: Clock, last: datetime) -> bool:
    """Tell whether more dates fall away between ``last`` and the next meeting.

    They do for one that is further ahead than the years in which dates are looked for.
    """
    from circle_tui.calendars.dates_ahead import dates_ahead
    from circle_tui.calendars.zones import instant

    cadence, kept = circle.people.profile().cadence, planned(circle, clock)
    if cadence is None or kept is None:
        return False
    begins = instant(kept.meeting.starts, kept.meeting.zone)
    ahead = dates_ahead(cadence, kept.meeting, clock.now(), last)
    before = takewhile(lambda step: step.begins < begins, ahead)
    return any(step.stands is Stands.FALLS_AWAY for step in before)


def _before(
    circle: OpenCircle, clock: Clock, following: NextMeeting, stands: Stands
) -> tuple[Coming, ...]:
    """Return the dates before the next meeting that stand so."""
    from circle_tui.calendars.zones import instant

    begins = instant(following.meeting.starts, following.meeting.zone)
    found = []
    for step, zone in _rhythm(circle, clock):
        if step.begins >= begins:
            break
        if step.stands is stands:
            found.append(_dated(step, zone))
    return tuple(found)


def _coming(each: "Step | NextMeeting", zone: str) -> Coming:
    """Return a date as it is told: that of the meeting that is kept, or one of the rhythm."""
    return _agreed(each) if isinstance(each, NextMeeting) else _dated(each, zone)


def _agreed(kept: NextMeeting) -> Coming:
    """Return the date of the meeting that is kept."""
    meeting, standing = kept.meeting, Stands.CALLED_OFF if kept.called_off else Stands.PLANNED
    return Coming(meeting.starts, meeting.zone, kept.words, standing)


def _dated(step: "Step", zone: str) -> Coming:
    """Return a date of the rhythm, with the sentence about its hour if that is not there."""
    from circle_tui.calendars.words import start_text

    words, problem = start_text(step.starts, zone), ""
    if step.stands.held:
        problem = _problem(step.starts, zone)
    return Coming(step.starts, zone, words, step.stands, problem)


def _problem(starts: datetime, zone: str) -> str:
    """Return the sentence about a wall time that does not exist or exists twice, else nothing."""
    from circle_tui.calendars.zones import instant

    try:
        instant(starts, zone)
    except InputError as problem:
        return str(problem)
    return ""
