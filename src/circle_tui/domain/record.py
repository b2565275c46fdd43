"""What is kept of a session once it has closed: planned and actual time, and nothing about who."""

from datetime import datetime

from circle_tui.domain.agenda import Poll
from circle_tui.domain.airtime import Airtime, airtime
from circle_tui.domain.polls import ANSWERS, counted_text, kept_of
from circle_tui.domain.session import Session
from circle_tui.domain.state import part_times
from circle_tui.domain.suppression import Shown
from circle_tui.domain.timing import clock_text, hours_text
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
    back, in which there was no meeting.
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

    @property
    def contact_minutes(self) -> int:
        """The minutes the group was together: the time in the room, as an hours log counts it.

        Pauses are in it, for the facilitator is there with the group; a computer that slept, or a
        program that was gone, is not if its time was given back.
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


def record_of(session: Session) -> SessionRecord:
    """Return the record of a closed session.

    Raises ``ValueError`` when the session is still open.
    """
    if session.closed is None:
        raise ValueError("a session that has not closed has no record yet")
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
    )


def told(record: SessionRecord) -> tuple[tuple[str, str], ...]:
    """Return what a record says of the meeting as a whole, each line with a word before it."""
    people = "1 person" if record.people == 1 else f"{record.people} people"
    lines = [("Room", f"{people}, {hours_text(record.contact_minutes)} together")]
    if record.paused >= SHORTEST_PAUSE:
        lines.append(("Pauses", f"{clock_text(record.paused)} of that"))
    if record.away:
        lines.append(("Away", f"{clock_text(record.away)} given back, and not in that"))
    if record.airtime is not None:
        lines.append(("Turns", airtime_text(record.airtime)))
    for segment in record.segments:
        if segment.shown:
            counts = counted_text(ANSWERS[segment.poll], segment.shown)
            lines.append(("Counts", f"{segment.title}: {counts}"))
    return tuple(lines)


def airtime_text(kept: Airtime) -> str:
    """Say what is kept of the turns.

    Such as ``half came within 0:40 of each other by their plans, 2 ran more than 30 s over, none
    passed``.
    """
    return (
        f"half came within {clock_text(kept.spread)} of each other by their plans, "
        f"{kept.over or 'none'} ran more than 30 s over, {kept.passes or 'none'} passed"
    )
