"""Closing a session: the summary and the invite first, then the record in place of the facts.

Writing a file again gives the same file, and what changes in the circle is one step at the end: the
record and the rotation come as the facts, the seats and what was being typed go. So a process that
is killed anywhere in between finishes the closing when it is started again.
"""

from collections.abc import Callable, Sized
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.keeping import Kept
from circle_tui.domain.notes import Decision, Note
from circle_tui.domain.parking import Parked
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.prompts import taken_in, used_after
from circle_tui.domain.record import SessionRecord, record_of
from circle_tui.domain.rotation import written
from circle_tui.domain.session import fold
from circle_tui.domain.things import T
from circle_tui.domain.values import value
from circle_tui.services.inviting import settle, write_invite
from circle_tui.services.leaving import Outlet


@value
class Closing:
    """What a session came to; ``invite`` is ``None`` and ``why_no_invite`` says why, or not.

    Everything in it passed the gate again, as it is about to leave the circle.

    ``summary`` is ``None`` while it was not written: that of a sealed circle has to be asked for.
    """

    record: SessionRecord
    notes: tuple[Note, ...]
    actions: tuple[ActionItem, ...]
    summary: Path | None
    invite: Path | None
    next_meeting: str
    why_no_invite: str
    decisions: tuple[Decision, ...] = ()
    parked: tuple[Parked, ...] = ()

    @property
    def kept(self) -> str:
        """What was kept, counted in words; notes and action items always, the others if any."""
        counted = [_count(self.notes, "note"), _count(self.actions, "action item")]
        counted += [_count(self.decisions, "decision")] if self.decisions else []
        counted += [_count(self.parked, "thing") + " parked"] if self.parked else []
        return ", ".join(counted)


def finish(
    circle: OpenCircle,
    exports: Path,
    clock: Clock,
    token: Callable[[], str],
    zone: tzinfo | None,
    *,
    sealed: bool = False,
) -> Closing:
    """Write what a closed session leaves behind and put its record in place of its facts.

    ``exports`` is the circle's folder for files; ``zone`` the circle's. The summary holds every
    note as plain text, so that of a ``sealed`` circle is left to ``write_summary``. Raises
    ``StoreError`` when a file cannot be written: the session then stays closed but unfinished, with
    nothing lost.
    """
    session = fold(circle.journal.read())
    outlet = Outlet(circle)
    record = outlet.record(record_of(session))
    folder = exports / folder_name(record.began.astimezone(zone), record.id)

    def said(shelf: Kept[T]) -> tuple[T, ...]:
        return tuple(outlet.thing(each) for each in shelf.all() if each.session == session.id)

    invite: Path | None = None
    next_meeting = why = ""
    try:
        following = settle(circle, clock, token)
    except (InputError, Refusal) as error:  # no rhythm yet, or a time that does not exist
        why = str(error)
    else:
        invite, next_meeting = folder / "next-meeting.ics", following.words
        write_invite(circle, following.meeting, invite)

    closing = Closing(
        record,
        said(circle.notes),
        said(circle.actions),
        None,
        invite,
        next_meeting,
        why,
        said(circle.decisions),
        said(circle.parking),
    )
    if not sealed:
        closing = write_summary(closing, exports, zone)
    people = circle.people
    members = {member.id for member in people.members()}
    ledger = written(people.ledger(), session, people.seating(), members)
    with circle.transaction():
        people.put_ledger(ledger)
        circle.records.put(record)
        circle.prompts.put_all(used_after(circle.prompts.all(), taken_in(session)))
        circle.journal.replace(())
        people.put_seating({})
        people.put_script(None)
        circle.drafts.put_all(())
    return closing


def write_summary(closing: Closing, exports: Path, zone: tzinfo | None) -> Closing:
    """Write the summary, and return what the session came to with the place of it.

    Raises ``StoreError`` when the file cannot be written.
    """
    from circle_tui.export.files import write_private
    from circle_tui.export.summary import SummaryInput, summary_markdown

    record = closing.record
    began = record.began.astimezone(zone)
    path = exports / folder_name(began, record.id) / "summary.md"
    text = summary_markdown(
        SummaryInput(
            session=began.date(),
            agenda_title=record.agenda,
            people=record.people,
            segments=tuple(segment.title for segment in record.segments),
            times=tuple((segment.planned, segment.used) for segment in record.segments),
            notes=tuple((note.segment, note.text) for note in closing.notes),
            actions=closing.actions,
            decisions=tuple(decision.text for decision in closing.decisions),
            parked=tuple(thing.text for thing in closing.parked),
            next_meeting=closing.next_meeting,
        )
    )
    write_private(path, text.encode())
    return replace(closing, summary=path)


def folder_name(day: datetime, session: str) -> str:
    """Return a name that tells the day and nothing else; two sessions of a day do not clash."""
    return f"{day:%Y-%m-%d}-{session[:6]}"


def _count(things: Sized, what: str) -> str:
    return f"{len(things)} {what}" if len(things) == 1 else f"{len(things)} {what}s"
