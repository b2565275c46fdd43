"""What is kept of a session once it has closed: planned and actual time, and nothing about who."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from circle_tui.domain.agenda import Poll
from circle_tui.domain.airtime import Airtime, airtime
from circle_tui.domain.facts import Began
from circle_tui.domain.lengths import Said
from circle_tui.domain.polls import ANSWERS, counted_text, kept_of
from circle_tui.domain.promise import began_late, shown
from circle_tui.domain.session import Session
from circle_tui.domain.state import part_times
from circle_tui.domain.suppression import LEAST_OUTSIDE, Shown, suppressed
from circle_tui.domain.timing import clock_text, drift_of, hours_text
from circle_tui.domain.values import value

SHORTEST_PAUSE = 30
"""Seconds of pauses that are worth a line: the parts are rounded, and may lack a few in all."""


@value
class SegmentRecord:
    """One segment as it was planned and as it went, in whole seconds.

    ``shown`` is what may be shown of the answers to its ``poll``; empty if that is nothing.
    """

    title: str
    planned: int
    used: int
    poll: Poll = Poll.NONE
    shown: Shown = ()

    @property
    def over(self) -> int:
        """The seconds it took more than it was planned for."""
        return max(0, self.used - self.planned)


@value
class SessionRecord:
    """A session that has ended.

    ``people`` is a headcount: those who were there at any time. ``began``, ``ended`` and
    ``promised_end`` are aware and in UTC. ``away`` are the seconds of interruptions that were given
    back, in which there was no meeting. ``carried`` counts the action items of earlier sessions
    that were still open at the end, and so went on to the next. ``late`` are the seconds, in whole
    minutes, that it began after it was planned to: negative if before, 0 where it was not planned.
    """

    id: str
    agenda: str
    began: datetime
    ended: datetime
    promised_end: datetime
    people: int
    segments: tuple[SegmentRecord, ...]
    away: int = 0
    airtime: Airtime | None = None
    carried: int = 0
    late: int = 0

    @property
    def contact_minutes(self) -> int:
        """The minutes the group was together: the time in the room, as an hours log counts it.

        Pauses are in it, for the facilitator is there with the group. The time of an interruption
        is not if it was given back: a computer that slept, a program that was gone, a pause that
        was taken back.
        """
        together = (self.ended - self.began).total_seconds() - self.away
        return max(0, round(together / 60))

    @property
    def paused(self) -> int:
        """The seconds of the pauses: the time together that no part has taken."""
        together = (self.ended - self.began).total_seconds() - self.away
        return max(0, round(together) - sum(segment.used for segment in self.segments))

    @property
    def over_minutes(self) -> int:
        """The minutes it ended after the promise; negative when it ended before."""
        return round((self.ended - self.promised_end).total_seconds() / 60)


def last_ended(records: Collection[SessionRecord]) -> str:
    """Return the id of the session that ended last, empty while none is kept."""
    return max(records, key=lambda record: record.ended).id if records else ""


def record_of(session: Session) -> SessionRecord:
    """Return the record of a closed session.

    Raises ``ValueError`` when the session is still open.
    """
    if session.closed is None:
        raise ValueError("a session that has not closed has no record yet")
    began = session.standing[0]
    return SessionRecord(
        id=session.id,
        agenda=session.agenda.title,
        began=session.began,
        ended=session.closed,
        promised_end=session.promised_end,
        people=len(session.everybody),
        segments=tuple(
            SegmentRecord(segment.title, *part_times(session, index), *kept_of(session, index))
            for index, segment in enumerate(session.agenda.segments)
        ),
        away=round(session.away.total_seconds()),
        airtime=airtime(session),
        late=began_late(began) if isinstance(began, Began) else 0,
    )


def for_outside(record: SessionRecord) -> SessionRecord:
    """Return a record as it may leave the circle, where nobody knows who was in the room.

    What counts fewer than ``LEAST_OUTSIDE`` people is not in it: of a group smaller than that, no
    headcount and nothing about its turns.
    """
    segments = tuple(_outside(segment, record.people) for segment in record.segments)
    if record.people >= LEAST_OUTSIDE:
        return replace(record, segments=segments)
    return replace(record, people=0, airtime=None, segments=segments)


def _outside(segment: SegmentRecord, people: int) -> SegmentRecord:
    """Return a segment with the answers to its poll only if each count of them is large enough.

    Of counts that are hidden in part already, it cannot be told how large the others are together.
    """
    counts = [figure for figure in segment.shown if figure is not None]
    if counts and len(counts) == len(segment.shown):
        shown = suppressed(counts, people, LEAST_OUTSIDE)
        if any(figure is not None for figure in shown):
            return replace(segment, shown=shown)
    return replace(segment, poll=Poll.NONE, shown=())


def began_text(record: SessionRecord, zone: tzinfo | None) -> str:
    """Say when a session began that was to begin at another time; empty where it did not.

    Such as ``18:37, 7 min late; planned for 18:30``.
    """
    if not record.late:
        return ""
    began = record.began.replace(second=0, microsecond=0)
    planned = began - timedelta(seconds=record.late)
    drift = drift_of(began, planned)
    return f"{shown(began, zone)}, {drift}; planned for {shown(planned, zone)}"


def told(record: SessionRecord, said: Said = clock_text) -> tuple[tuple[str, str], ...]:
    """Return what a record says of the meeting as a whole, each line with a word before it."""
    people = "1 person" if record.people == 1 else f"{record.people} people"
    lines = [("Room", f"{people}, {hours_text(record.contact_minutes)} together")]
    if record.paused >= SHORTEST_PAUSE:
        lines.append(("Pauses", f"{said(record.paused)} of that"))
    if record.away:
        lines.append(("Away", f"{said(record.away)} given back, and not in that"))
    if record.airtime is not None:
        lines.append(("Turns", airtime_text(record.airtime, said)))
    for segment in record.segments:
        if segment.shown:
            counts = counted_text(ANSWERS[segment.poll], segment.shown)
            lines.append(("Counts", f"{segment.title}: {counts}"))
    return tuple(lines)


def airtime_text(kept: Airtime, said: Said = clock_text) -> str:
    """Say what is kept of the turns.

    Such as ``half came within 0:40 of each other by their plans, 2 ran more than 30 s over, none
    passed``.
    """
    return (
        f"half came within {said(kept.spread)} of each other by their plans, "
        f"{kept.over or 'none'} ran more than 30 s over, {kept.passes or 'none'} passed"
    )
