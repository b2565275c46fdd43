"""The coming meetings as one series: what it holds now, kept so that the next export follows it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.meeting import Cadence, Meeting, MeetingStatus
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.series import (
    Moved,
    Series,
    SeriesDate,
    SeriesPlan,
    Stands,
    follow,
    tell,
)
from circle_tui.services.invite_style import style_of
from circle_tui.services.inviting import cadence_of

if TYPE_CHECKING:
    from circle_tui.calendars.dates_ahead import Step

_MOMENT = timedelta(seconds=1)
"""Just before a meeting: steps are asked for after an instant."""


def export_series(
    circle: OpenCircle, clock: Clock, token: Callable[[], str], count: int
) -> tuple[Series, bytes]:
    """Return the series of the next ``count`` meetings and its file; the series is kept.

    It goes on from the one that was exported before, while the rhythm is the same. The meeting that
    is planned is in it where it was moved to, and out of it where it was called off. Raises
    ``Refusal`` without a rhythm, and ``InputError`` for a time that clocks skip or repeat.
    """
    from hashlib import sha256

    from circle_tui.calendars.series import series_file

    cadence, profile = cadence_of(circle), circle.people.profile()
    before, style = profile.series, style_of(circle)
    plan = _planned(before, cadence, circle.meetings.get(), clock.now(), count)
    series = follow(before, plan, uid=token() + token(), stamp=clock.now())
    bare = replace(series, sequence=0, stamp=datetime(2026, 1, 1, tzinfo=UTC), told="")
    digest = sha256(series_file(bare, style)).hexdigest()
    # A new plan has a new stamp already; other words about the same one get theirs here.
    same = before is not None and before.sequence == series.sequence
    series = tell(series, digest, clock.now()) if same else replace(series, told=digest)
    if series != before:
        circle.people.put_profile(replace(profile, series=series))
    return series, series_file(series, style)


def series_dates(circle: OpenCircle, clock: Clock, series: Series) -> tuple[SeriesDate, ...]:
    """Return when the meetings of a series are, in time order, and which dates have none.

    When they are is read off the plan that the file is made of, so that nobody is told of another
    date than calendars show. Of dates without a meeting those ahead are told, and why; those that
    are over are no question any more. Nothing is kept.
    """
    from circle_tui.calendars.dates_ahead import dates_ahead
    from circle_tui.calendars.series import dates_of
    from circle_tui.calendars.zones import zone

    plan, kept, now = series.plan, circle.meetings.get(), clock.now()
    tz = zone(plan.cadence.zone)
    ahead = dates_ahead(plan.cadence, kept, now)
    within = takewhile(lambda step: step.starts <= plan.last_step, ahead)
    why_not = {step.starts: step for step in within}
    found = []
    for starts, meeting in dates_of(plan):
        if meeting is not None:
            stands = Stands.RHYTHM if meeting.begins == meeting.slot else Stands.MOVED
            local = meeting.begins.astimezone(tz).replace(tzinfo=None)
            found.append(SeriesDate(local, meeting.begins, meeting.minutes, stands))
        elif starts in why_not:
            found.append(_unheld(why_not[starts], plan.cadence, kept))
    return tuple(sorted(found, key=lambda each: each.begins))


def _unheld(step: "Step", cadence: Cadence, kept: Meeting | None) -> SeriesDate:
    """Return a date of the rhythm ahead in whose place there is no meeting, and why there is none.

    The kept meeting was called off, or held before its place was reached.
    """
    stands = step.stands
    if stands is Stands.REPLACED:
        off = kept is not None and kept.status is MeetingStatus.CANCELLED
        stands = Stands.CALLED_OFF if off else Stands.FALLS_AWAY
    return SeriesDate(step.starts, step.begins, cadence.minutes, stands)


def _planned(
    before: Series | None, cadence: Cadence, kept: Meeting | None, now: datetime, count: int
) -> SeriesPlan:
    """Return when the meetings are: what was told of those that are over, and what is ahead.

    The next ``count`` are the very dates that ``coming_dates`` lists as those of meetings. Raises
    ``Refusal`` where there is none, and ``InputError`` for a time that clocks skip or repeat.
    """
    from circle_tui.calendars.dates_ahead import (
        begins_at,
        dates_ahead,
        is_ahead,
        place_of,
        same_steps,
    )

    old = before.plan if before and same_steps(before.plan.cadence, cadence) else None
    since = [now, *([begins_at(cadence, old.first_step)] if old else [])]
    if kept is not None and is_ahead(kept, now):
        since.append(place_of(kept, cadence, now))
    held: list[datetime] = []
    without: list[datetime] = []
    moved: list[Moved] = []
    ahead = 0
    for step in dates_ahead(cadence, kept, now, min(since) - _MOMENT):
        meeting = _meeting_at(step, cadence, kept, old, now)
        if meeting is None:
            without.append(step.starts)
            continue
        held.append(step.starts)
        if (meeting.begins, meeting.minutes) != (meeting.slot, cadence.minutes):
            moved.append(meeting)
        ahead += meeting.begins > now
        if ahead == count:
            break
    if not ahead:
        raise Refusal("By its rhythm the circle does not meet any more, so there is no series.")
    first = min(old.first_step, held[0]) if old else held[0]
    left = tuple(step for step in without if first <= step <= held[-1])
    return SeriesPlan(cadence, first, held[-1], left, tuple(moved))


def _meeting_at(
    step: "Step", cadence: Cadence, kept: Meeting | None, old: SeriesPlan | None, now: datetime
) -> Moved | None:
    """Return the meeting in the place of a date of the rhythm, at that time or another, if any.

    What was told and is over stays, and what is over and was never told is not added. One that was
    told for later, and is not the kept one, takes place no more.
    """
    from circle_tui.calendars.zones import instant

    usual = Moved(step.begins, step.begins, cadence.minutes)
    told = old is not None and old.holds(step.starts)
    if kept is not None and step.stands is Stands.REPLACED:
        if kept.status is MeetingStatus.CANCELLED:
            return None
        agreed = Moved(step.begins, instant(kept.starts, kept.zone), kept.minutes)
        if not told and agreed.begins <= now:
            return None
        _require_hour(step, cadence)
        return agreed
    if step.stands.held:
        instant(step.starts, cadence.zone)
        return usual
    if old is None or not told:
        return None
    before = next((each for each in old.moved if each.slot == step.begins), usual)
    return before if before.begins <= now else None


def _require_hour(step: "Step", cadence: Cadence) -> None:
    """Raise ``InputError`` for a place that clocks skip or repeat: calendars do not agree on it."""
    from circle_tui.calendars.words import start_text
    from circle_tui.calendars.zones import WallTimeProblem, instant

    try:
        instant(step.starts, cadence.zone)
    except WallTimeProblem:
        raise InputError(
            f"The next meeting has the place of {start_text(step.starts, cadence.zone)}, an hour "
            "that clocks skip or repeat that day, so no series can hold it. Nothing was written. "
            "Hand out its own invite, with: circle next. Once it is over, write the series."
        ) from None
