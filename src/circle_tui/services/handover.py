"""Notes that are a presenter's own: held in memory, handed over as files, and kept nowhere.

They are masked like any note before they are held. Who they belong to is a seat and not a name;
nothing of them is in the store, a draft, the summary or a backup, so that a killed program loses
them. A file is written only where and when the facilitator says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path

from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.presenting import presenter_now
from circle_tui.domain.session import Session
from circle_tui.services.leaving import Outlet

FILES = "for-presenter-*.md"
"""What the files are called: by number, for whoever the facilitator gives them to."""


@dataclass(frozen=True, slots=True)
class HeldNote:
    """A masked note that belongs to whoever sits in ``seat``, about the part called ``title``."""

    seat: int
    title: str
    text: str = field(repr=False)


class Held:
    """The presenters' notes of the running session.

    ``began`` and ``session`` are those of the session; ``given`` are the files that were written.
    """

    def __init__(self) -> None:
        self.notes: tuple[HeldNote, ...] = ()
        self.given: tuple[Path, ...] = ()
        self.session = ""
        self.began: datetime | None = None

    def hold(self, session: Session, text: str) -> None:
        """Hold a note, which has to be masked, for whoever the part that is on is about."""
        if session.id != self.session:
            self.notes, self.given = (), ()
            self.session, self.began = session.id, session.began
        note = HeldNote(presenter_now(session), session.segment.title, text)
        self.notes = (*self.notes, note)

    def by_title(self) -> dict[str, int]:
        """Return how many notes there are about each part, in the order in which it came up."""
        titles: dict[str, int] = {}
        for note in self.notes:
            titles[note.title] = titles.get(note.title, 0) + 1
        return titles

    def let_go(self) -> None:
        """Forget all that is held; there is no copy."""
        self.notes = ()

    def hand_over(self, circle: OpenCircle, folder: Path, zone: tzinfo | None) -> None:
        """Write a file for each presenter into a folder, and forget what is in it.

        A file that is there already stays as it is. Everything passes the gate first. Raises
        ``StoreError`` or ``PrivacyError``; what is in no file is held on then.
        """
        from circle_tui.export.files import write_private
        from circle_tui.export.summary import presenter_markdown

        assert self.began is not None
        outlet, day = Outlet(circle), self.began.astimezone(zone).date()
        for seat in dict.fromkeys(note.seat for note in self.notes):
            text = presenter_markdown(day, self._parts(seat, outlet))
            path = _free(folder)
            write_private(path, text.encode())
            self.given = (*self.given, path)
            self.notes = tuple(note for note in self.notes if note.seat != seat)

    def _parts(self, seat: int, outlet: Outlet) -> Mapping[str, list[str]]:
        """Return the notes for one seat under the titles of their parts, as they may leave."""
        parts: dict[str, list[str]] = {}
        for note in self.notes:
            if note.seat == seat:
                parts.setdefault(outlet.text(note.title), []).append(outlet.text(note.text))
        return parts


def _free(folder: Path) -> Path:
    """Return a path for one more file, numbered on from those that are there."""
    number = 1
    while (path := folder / FILES.replace("*", str(number))).exists() or path.is_symlink():
        number += 1
    return path
