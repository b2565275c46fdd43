"""Removing what is older than a circle wants to keep: shown first, then gone in one step.

What goes by its age: notes and decisions, by the day their session ended; action items and parked
things that are settled, by the day they were settled; records of sessions; summaries, cards, drafts
of mails and invites that the program exported; and of the last meeting, who was invited and what
they answered. What is open stays, however old, and so does the hours log: of a record that goes it
keeps the minutes, added up by month, and not the day. Copies that were set aside in the circle's
folder may hold any of it, and so go as well.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta, tzinfo
from pathlib import Path

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.errors import StoreError
from circle_tui.domain.hours import Hours, contact, without_days
from circle_tui.domain.meeting import Meeting
from circle_tui.domain.notes import Decision, Note
from circle_tui.domain.parking import Parked
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.series import SERIES_FILE
from circle_tui.domain.session import fold
from circle_tui.domain.values import value
from circle_tui.export.files import hidden_name
from circle_tui.export.mail import KINDS
from circle_tui.services.drafting import remove_lines
from circle_tui.services.exports import CARD_FILES
from circle_tui.services.handing_out import FOLDER
from circle_tui.services.handover import FILES
from circle_tui.services.inviting import INVITE
from circle_tui.services.summaries import SUMMARY_FILES

_SESSION_FOLDER = re.compile(r"(\d{4}-\d\d-\d\d)-\w{1,6}", re.ASCII)
_CARDS_FOLDER = re.compile(r"cards-(\d{4}-\d\d-\d\d)(?:-\d+)?", re.ASCII)
_MAIL_FOLDER = re.compile(r"mail-(\d{4}-\d\d-\d\d)(?:-\d+)?", re.ASCII)

DRAFT_FILES = tuple(f"{kind}-*.eml" for kind in KINDS.values())
"""What drafts of mails are called; they lie in a folder with the day of the meeting."""

OWN_INVITES = f"{FOLDER}/invite-*.ics"
"""Members' own invitations, wherever the one for everybody lies."""

_EXPORTED: tuple[tuple[re.Pattern[str], Callable[[str], str], tuple[str, ...]], ...] = (
    (_SESSION_FOLDER, str, (*SUMMARY_FILES, INVITE, OWN_INVITES, FILES)),
    (_CARDS_FOLDER, str, CARD_FILES),
    (_CARDS_FOLDER, hidden_name, CARD_FILES),
    (_MAIL_FOLDER, str, DRAFT_FILES),
    (_MAIL_FOLDER, hidden_name, DRAFT_FILES),
)
"""What the program writes where; each may have left a hidden one behind, if it was killed.

Cards and drafts are written as a whole folder, which is called otherwise until it is whole.
"""

_UNDATED = (INVITE, SERIES_FILE, OWN_INVITES)
"""What lies beside those folders, and goes by the day of the meeting that is in it."""


@value
class Purge:
    """What a purge would remove: everything up to the day ``last``, that day included.

    ``sessions`` is from how many sessions there is something to go, ``ageless`` how many notes and
    decisions belong to no session that is known: nobody can tell how old they are, so they stay.
    """

    last: date
    sessions: int
    notes: tuple[str, ...]
    decisions: tuple[str, ...]
    items: tuple[str, ...]
    parked: tuple[str, ...]
    records: tuple[str, ...]
    exports: Path
    files: tuple[Path, ...]
    copies: tuple[Path, ...]
    ageless: int
    contact: tuple[Hours, ...] = ()
    """What the hours log keeps of the records: their contact time, summed by month."""
    meeting: Meeting | None = None
    """The last meeting without anybody in it, where it is that old and people are in it."""

    def __bool__(self) -> bool:
        """Tell whether there is anything to remove."""
        said = self.notes or self.decisions or self.items or self.parked
        return bool(said or self.records or self.files or self.copies or self.meeting)


def planned(
    circle: OpenCircle,
    exports: Path,
    today: date,
    zone: tzinfo | None,
    days: int,
    *,
    copies: Collection[Path] = (),
    keep: Collection[str] = (),
) -> Purge:
    """Return what would go now if things were kept for so many days. Changes nothing.

    ``zone`` is the circle's, in which ``today`` is today and a session has its day. ``copies`` are
    the files that were set aside; ``keep`` holds words of ``KEEPABLE``.
    """
    last = today - timedelta(days=days + 1)
    records = circle.records.all()
    old = {record.id for record in records if record.ended.astimezone(zone).date() <= last}
    known = {record.id for record in records}
    facts = circle.journal.read()
    if facts:
        known.add(fold(facts).id)
    notes, decisions = circle.notes.all(), circle.decisions.all()
    said: tuple[Note | Decision, ...] = (*notes, *decisions)
    records_going = () if "records" in keep else tuple(sorted(old))
    return Purge(
        last=last,
        sessions=len({each.session for each in said} & old | set(records_going)),
        notes=tuple(note.id for note in notes if note.session in old),
        decisions=tuple(decision.id for decision in decisions if decision.session in old),
        items=_settled(circle.actions.all(), last),
        parked=_settled(circle.parking.all(), last),
        records=records_going,
        exports=exports,
        files=() if "exports" in keep else tuple(_exported(exports, last)),
        copies=() if "copies" in keep else tuple(copies),
        ageless=sum(each.session not in known for each in said),
        contact=tuple(_contact(circle, records_going, zone)),
        meeting=_peopleless(circle.meetings.get(), last),
    )


def _settled(things: Iterable[ActionItem | Parked], last: date) -> tuple[str, ...]:
    """Return the ids of what was settled up to a day."""
    return tuple(thing.id for thing in things if thing.closed and thing.closed <= last)


def _peopleless(meeting: Meeting | None, last: date) -> Meeting | None:
    """Return a meeting up to a day without whom it asked and what they said, if that is new."""
    if meeting is None or meeting.starts.date() > last:
        return None
    after = replace(meeting, asked=(), dropped=(), withdrawn=(), without=(), rsvps=(), posted=None)
    return after if after != meeting else None


def _contact(circle: OpenCircle, going: Collection[str], zone: tzinfo | None) -> list[Hours]:
    """Return what stays of the contact time of sessions whose records go."""
    records = [record for record in circle.records.all() if record.id in going]
    return without_days(contact(records, zone), circle.hours.all())


def remove(circle: OpenCircle, purge: Purge) -> None:
    """Remove what is kept, in one step. Raises ``StoreError``; nothing is gone then."""
    with circle.transaction():
        circle.notes.remove(purge.notes)
        circle.decisions.remove(purge.decisions)
        circle.actions.remove(purge.items)
        remove_lines(circle, purge.items)
        circle.parking.remove(purge.parked)
        circle.records.remove(purge.records)
        circle.hours.put(*purge.contact)
        if purge.meeting:
            circle.meetings.put(purge.meeting)


def remove_exports(purge: Purge) -> None:
    """Remove exported files, and the folders that are empty then.

    Raises ``StoreError``; some of them may be gone then, and doing it again goes on.
    """
    for path in purge.files:
        try:
            path.unlink(missing_ok=True)
            for folder in path.relative_to(purge.exports).parents[:-1]:
                _remove_empty(purge.exports / folder)
        except OSError as error:
            raise StoreError(
                f"{path} could not be removed: {(error.strerror or 'the system refused').lower()}. "
                "What was removed from the circle's own files is gone. Put that right, then purge "
                "again."
            ) from error


def _remove_empty(folder: Path) -> None:
    """Remove a folder that nothing is in; a link to one is the user's. Raises ``OSError``."""
    if folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir()):
        folder.rmdir()


def _exported(exports: Path, last: date) -> Iterator[Path]:
    """Yield what was exported up to a day; other files there are the user's.

    Raises ``StoreError`` when a folder or a file cannot be read.
    """
    try:
        for folder in sorted(exports.iterdir()) if exports.is_dir() else ():
            for kind, called, names in _EXPORTED:
                found = kind.search(folder.name)
                if found and called(found[0]) == folder.name and found[1] <= last.isoformat():
                    yield from _there(folder, names)
        yield from (path for path in _there(exports, _UNDATED) if _is_old(path, last))
    except OSError as error:
        raise StoreError(
            f"The folder of exports ({exports}) could not be looked into. Nothing was removed. "
            "Put that right, then try again."
        ) from error


def _there(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """Yield the files of these names in a folder, and what a kill has left of one."""
    for name in names:
        within, _, last = name.rpartition("/")
        place = folder / within
        yield from sorted([*place.glob(last), *place.glob(hidden_name(last))])


def _is_old(path: Path, last: date) -> bool:
    """Tell whether the meeting in a file of ours was up to a day; half a file is of no day."""
    from circle_tui.calendars.read_back import MOST_BYTES, last_day

    if not path.is_file() or path.stat().st_size > MOST_BYTES:
        return False
    day = last_day(path.read_bytes())
    return day <= last if day else path.name.startswith(".")
