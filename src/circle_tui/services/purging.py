"""Removing what is older than a circle wants to keep: shown first, then gone in one step.

What goes by its age: notes and decisions, by the day their session ended; action items and parked
things that are settled, by the day they were settled; records of sessions; summaries and invites
the program exported. What is open stays, however old. Copies that were set aside in the circle's
folder may hold any of it, and so go as well.
"""

import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta, tzinfo
from pathlib import Path

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.errors import StoreError
from circle_tui.domain.notes import Decision, Note
from circle_tui.domain.parking import Parked
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.session import fold
from circle_tui.domain.values import value
from circle_tui.services.handover import FILES

_SESSION_FOLDER = re.compile(r"(\d{4}-\d\d-\d\d)-\w{1,6}", re.ASCII)
_EXPORTED = ("summary.md", "next-meeting.ics", FILES)
"""What the program writes there; each may have left a hidden one behind, if it was killed."""


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
    files: tuple[Path, ...]
    copies: tuple[Path, ...]
    ageless: int

    def __bool__(self) -> bool:
        """Tell whether there is anything to remove."""
        said = self.notes or self.decisions or self.items or self.parked
        return bool(said or self.records or self.files or self.copies)


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
        files=() if "exports" in keep else tuple(_exported(exports, last)),
        copies=() if "copies" in keep else tuple(copies),
        ageless=sum(each.session not in known for each in said),
    )


def _settled(things: Iterable[ActionItem | Parked], last: date) -> tuple[str, ...]:
    """Return the ids of what was settled up to a day."""
    return tuple(thing.id for thing in things if thing.closed and thing.closed <= last)


def remove(circle: OpenCircle, purge: Purge) -> None:
    """Remove what is kept, in one step. Raises ``StoreError``; nothing is gone then."""
    with circle.transaction():
        circle.notes.remove(purge.notes)
        circle.decisions.remove(purge.decisions)
        circle.actions.remove(purge.items)
        circle.parking.remove(purge.parked)
        circle.records.remove(purge.records)


def remove_exports(purge: Purge) -> None:
    """Remove exported files, and the folders that are empty then.

    Raises ``StoreError``; some of them may be gone then, and doing it again goes on.
    """
    for path in purge.files:
        try:
            path.unlink(missing_ok=True)
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
        except OSError as error:
            raise StoreError(
                f"{path} could not be removed: {(error.strerror or 'the system refused').lower()}. "
                "What was removed from the circle's own files is gone. Put that right, then purge "
                "again."
            ) from error


def _exported(exports: Path, last: date) -> list[Path]:
    """Return what was written when sessions up to a day closed; other files there are the user's.

    Raises ``StoreError`` when the folder cannot be read.
    """
    try:
        return [
            path
            for folder in (sorted(exports.iterdir()) if exports.is_dir() else ())
            if (found := _SESSION_FOLDER.fullmatch(folder.name))
            and found[1] <= last.isoformat()
            and folder.is_dir()
            for name in _EXPORTED
            for path in sorted([*folder.glob(name), *folder.glob(f".{name}.new")])
        ]
    except OSError as error:
        raise StoreError(
            f"The folder of exports ({exports}) could not be looked into. Nothing was removed. "
            "Put that right, then try again."
        ) from error
