"""Closing a session: the summary and the invite first, then the record in place of the facts.

Each step can be done again with the same result, and the facts go last; so a process that is
killed anywhere in between finishes the closing when it is started again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.notes import Note
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.record import SessionRecord, record_of
from circle_tui.domain.rotation import written
from circle_tui.domain.session import fold
from circle_tui.services.inviting import settle, write_invite


@dataclass(frozen=True, slots=True)
class Closing:
    """What a session came to; ``invite`` is ``None`` and ``why_no_invite`` says why, or not."""

    record: SessionRecord
    notes: tuple[Note, ...]
    actions: tuple[ActionItem, ...]
    summary: Path
    invite: Path | None
    next_meeting: str
    why_no_invite: str


def finish(
    circle: OpenCircle,
    exports: Path,
    clock: Clock,
    token: Callable[[], str],
    zone: tzinfo | None,
) -> Closing:
    """Write what a closed session leaves behind and put its record in place of its facts.

    ``exports`` is the circle's folder for files; ``zone`` the circle's. Raises ``StoreError`` when
    a file cannot be written: the session then stays closed but unfinished, with nothing lost.
    """
    from circle_tui.export.files import write_private
    from circle_tui.export.summary import SummaryInput, summary_markdown

    session = fold(circle.journal.read())
    record = record_of(session)
    folder = exports / _folder_name(record.began.astimezone(zone), record.id)
    notes = circle.notes.all(session.id)
    actions = tuple(item for item in circle.actions.all() if item.session == session.id)

    invite: Path | None = None
    next_meeting = why = ""
    try:
        following = settle(circle, clock, token)
    except (InputError, Refusal) as error:  # no rhythm yet, or a time that does not exist
        why = str(error)
    else:
        invite, next_meeting = folder / "next-meeting.ics", following.words
        write_invite(circle, following.meeting, invite)

    summary = folder / "summary.md"
    text = summary_markdown(
        SummaryInput(
            session=record.began.astimezone(zone).date(),
            agenda_title=record.agenda,
            people=record.people,
            segments=tuple(segment.title for segment in record.segments),
            notes=tuple((note.segment, note.text) for note in notes),
            actions=actions,
            next_meeting=next_meeting,
        )
    )
    write_private(summary, text.encode())
    people = circle.people
    members = {member.id for member in people.members()}
    ledger = written(people.ledger(), session, people.seating(), members)
    # Before the facts go: what it is made from goes with them.
    people.put_ledger(ledger)
    with circle.transaction():
        circle.records.put(record)
        circle.journal.replace(())
        people.put_seating({})
        people.put_script(None)
    return Closing(record, notes, actions, summary, invite, next_meeting, why)


def _folder_name(day: datetime, session: str) -> str:
    """Return a name that tells the day and nothing else; two sessions of a day do not clash."""
    return f"{day:%Y-%m-%d}-{session[:6]}"
