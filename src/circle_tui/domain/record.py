"""What is kept of a session once it has closed: planned and actual time, and nothing about who."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from circle_tui.domain.session import Session


@dataclass(frozen=True, slots=True)
class SegmentRecord:
    """One segment as it was planned and as it went, in whole seconds."""

    title: str
    planned: int
    used: int


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session that has ended.

    ``people`` is a headcount. ``began``, ``ended`` and ``promised_end`` are aware and in UTC.
    """

    id: str
    agenda: str
    began: datetime
    ended: datetime
    promised_end: datetime
    people: int
    segments: tuple[SegmentRecord, ...]


def record_of(session: Session) -> SessionRecord:
    """Return the record of a closed session.

    Raises ``ValueError`` when the session is still open.
    """
    if session.closed is None:
        raise ValueError("a session that has not closed has no record yet")
    planned: dict[int, int] = defaultdict(int)
    used: dict[int, timedelta] = defaultdict(timedelta)
    there = {turn.id for turn in session.turns}
    left_out = {id_: s for id_, s in session.replanned.items() if id_ not in there}
    first = {**left_out, **{turn.id: session.planned(turn) for turn in session.turns}}
    for id_, seconds in first.items():
        if not session.for_volunteers(id_):  # who came in the place of those who were planned
            planned[id_.segment] += seconds
    for id_, taken in session.used.items():
        used[id_.segment] += taken
    return SessionRecord(
        id=session.id,
        agenda=session.agenda.title,
        began=session.began,
        ended=session.closed,
        promised_end=session.promised_end,
        people=len(session.seats),
        segments=tuple(
            SegmentRecord(segment.title, planned[index], round(used[index].total_seconds()))
            for index, segment in enumerate(session.agenda.segments)
        ),
    )
