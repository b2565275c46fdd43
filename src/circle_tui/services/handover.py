"""Notes that are a presenter's own: held in memory, and handed over as files.

They are masked like any note before they are held. Nothing of them is in the store, a draft, the
summary or a backup, so that a killed program loses them; nor are the words in them that somebody
chose to leave readable. A file is written only where and when the facilitator says so, and lies
there until somebody deletes it. Whose it is stands in no file: the screen says it once.
"""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from datetime import datetime, tzinfo
from itertools import count as counting
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from circle_tui.domain.errors import StoreError
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.presenting import presenter_now
from circle_tui.domain.session import Session
from circle_tui.domain.values import value

if TYPE_CHECKING:
    from circle_tui.services.leaving import Outlet

FILES = "for-presenter-*.md"
"""What the files are called: by number, for whoever the facilitator gives them to."""


@value
class HeldNote:
    """A masked note that belongs to whoever sits in ``seat``, about the part called ``title``.

    ``shown`` are the members' words in it that somebody chose to leave readable.
    """

    seat: int
    title: str
    text: str = field(repr=False)
    shown: frozenset[str] = field(default=frozenset(), repr=False)


@value
class Due:
    """A file that is to be written: where, for whom, and how many notes about each part.

    ``whose`` is the name of who is to get it, empty where that is not known. For the screen only.
    """

    path: Path
    whose: str = field(repr=False)
    parts: Mapping[str, int]


class Held:
    """The presenters' notes of the running session.

    ``began`` and ``session`` are those of the session; ``given`` are the files that were written,
    ``names`` who sits where.
    """

    def __init__(self) -> None:
        self.notes: tuple[HeldNote, ...] = ()
        self.given: tuple[Path, ...] = ()
        self.session = ""
        self.began: datetime | None = None
        self.names: Mapping[int, str] = {}

    def hold(
        self,
        session: Session,
        text: str,
        shown: frozenset[str] = frozenset(),
        names: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        """Hold a note, which has to be masked, for whoever the part that is on is about.

        ``shown`` are the members' words in it that stay readable, ``names`` who sits where.
        """
        if session.id != self.session:
            self.notes, self.given = (), ()
            self.session, self.began = session.id, session.began
        note = HeldNote(presenter_now(session), session.segment.title, text, shown)
        self.notes, self.names = (*self.notes, note), names

    @property
    def lost(self) -> str:
        """Say what is gone where the program ends now; empty for nothing."""
        count = len(self.notes)
        one = count == 1
        told = f"{count} note{' was' if one else 's were'} a presenter's own, in memory only"
        return f"{told}, and {'is' if one else 'are'} gone." if count else ""

    def drop(self, note: HeldNote) -> None:
        """Forget one note; there is no copy."""
        self.notes = tuple(other for other in self.notes if other is not note)

    def due(self, folder: Path) -> list[Due]:
        """Return the files that handing over into a folder would write, in their order.

        Where nothing can be looked up they are numbered from 1; handing over then says why.
        """
        seats = self._seats()
        try:
            paths = _free(folder, len(seats))
        except StoreError:
            paths = [_numbered(folder, number) for number, _ in enumerate(seats, 1)]
        return [
            Due(path, self.names.get(seat, ""), self._counted(seat))
            for seat, path in zip(seats, paths, strict=True)
        ]

    def _seats(self) -> list[int]:
        return list(dict.fromkeys(note.seat for note in self.notes))

    def _counted(self, seat: int) -> dict[str, int]:
        """Return how many notes of one seat there are about each part, in its order."""
        return dict(Counter(note.title for note in self.notes if note.seat == seat))

    def let_go(self) -> None:
        """Forget all that is held; there is no copy."""
        self.notes, self.names = (), {}

    @property
    def lying(self) -> tuple[Path, ...]:
        """The files that were written and still lie there, as far as can be seen."""
        from circle_tui.export.files import is_there

        found = []
        for path in self.given:
            with suppress(OSError, ValueError):
                if not is_there(path):
                    continue
            found.append(path)
        return tuple(found)

    def hand_over(self, circle: OpenCircle, folder: Path, zone: tzinfo | None) -> tuple[Path, ...]:
        """Write a file for each presenter into a folder, forget what is in it, and return them.

        A file that is there already stays as it is. Everything passes the gate first, which lets
        the words pass that were left readable in just that note. Raises ``StoreError``, whatever
        is the matter with the folder; what is in no file is held on then.
        """
        from circle_tui.export.files import write_private
        from circle_tui.export.summary import presenter_markdown
        from circle_tui.services.leaving import Outlet

        assert self.began is not None
        outlet, day = Outlet(circle), self.began.astimezone(zone).date()
        new: list[Path] = []
        for seat in self._seats():
            text = presenter_markdown(day, self._parts(seat, outlet))
            (path,) = _free(folder, 1)
            write_private(path, text.encode())
            new.append(path)
            self.given = (*(before for before in self.given if before != path), path)
            self.notes = tuple(note for note in self.notes if note.seat != seat)
        return tuple(new)

    def _parts(self, seat: int, outlet: "Outlet") -> Mapping[str, list[str]]:
        """Return the notes for one seat under the titles of their parts, as they may leave."""
        parts: dict[str, list[str]] = {}
        for note in self.notes:
            if note.seat == seat:
                text = outlet.text(note.text, note.shown)
                parts.setdefault(outlet.text(note.title), []).append(text)
        return parts


def _numbered(folder: Path, number: int) -> Path:
    return folder / FILES.replace("*", str(number))


def _free(folder: Path, count: int) -> list[Path]:
    """Return paths for so many more files, numbered on from those that are there.

    Raises ``StoreError`` when that cannot be looked up.
    """
    from circle_tui.export.files import is_there, reason_of

    found: list[Path] = []
    for number in counting(1):
        if len(found) == count:
            break
        path = _numbered(folder, number)
        try:
            if not is_there(path):
                found.append(path)
        except (OSError, ValueError) as error:
            raise StoreError(
                f"Nothing can be written there: {reason_of(error)}. The notes are still in memory. "
                "Choose another place."
            ) from error
    return found
