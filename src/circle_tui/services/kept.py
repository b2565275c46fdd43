"""What was kept of past sessions, as it is read later."""

from dataclasses import field
from datetime import date, tzinfo

from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.session import fold
from circle_tui.domain.values import value

OTHER = "Other"
"""Where notes are listed whose part of the meeting is not known."""


@value
class KeptNote:
    """A note as it is read later: its session, that one's day, the segment's title, the text.

    ``day`` is ``None`` while the session runs, or where no session is known. A note that belongs
    to no part that is known is under ``Other``.
    """

    session: str
    day: date | None
    segment: str
    text: str = field(repr=False)


def kept_notes(circle: OpenCircle, zone: tzinfo | None) -> list[KeptNote]:
    """Return all notes, the newest session last, in the order of the session's segments.

    ``zone`` is the circle's, in which a session has its day. Notes of a session that is not
    known, as after a kill or an old backup, come first.
    """
    sessions: list[tuple[str, date | None, tuple[str, ...]]] = [
        (record.id, record.began.astimezone(zone).date(), tuple(s.title for s in record.segments))
        for record in circle.records.all()
    ]
    if facts := circle.journal.read():
        running = fold(facts)
        sessions.append((running.id, None, tuple(s.title for s in running.agenda.segments)))
    notes = sorted(circle.notes.all(), key=lambda note: note.segment)
    known = {session for session, _, _ in sessions}
    strays = sorted({note.session for note in notes} - known)
    return [
        KeptNote(session, day, _title(titles, note.segment), note.text)
        for session, day, titles in [*((stray, None, ()) for stray in strays), *sessions]
        for note in notes
        if note.session == session
    ]


def _title(titles: tuple[str, ...], segment: int) -> str:
    return titles[segment] if 0 <= segment < len(titles) else OTHER


@value
class KeptDecision:
    """A decision as it is read later: its session, that one's day, the text.

    ``day`` is ``None`` while the session runs, or where no session is known.
    """

    session: str
    day: date | None
    text: str = field(repr=False)


def kept_decisions(circle: OpenCircle, zone: tzinfo | None) -> list[KeptDecision]:
    """Return all decisions, the newest session last, those of one session in no telling order.

    ``zone`` is the circle's, in which a session has its day. Decisions of a session that is not
    known come first, those of the one that is running last.
    """
    days = {record.id: record.began.astimezone(zone).date() for record in circle.records.all()}
    facts = circle.journal.read()
    places = {session: place for place, session in enumerate(days)}
    if facts:
        places[fold(facts).id] = len(places)
    found = sorted(circle.decisions.all(), key=lambda each: places.get(each.session, -1))
    return [KeptDecision(each.session, days.get(each.session), each.text) for each in found]
