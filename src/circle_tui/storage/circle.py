"""One circle's folder: opened under its lock, made whole or not at all, listed without opening.

``circle.store`` holds what happened and what was said, and no member's name. ``people.store``
holds the names, apart, so that destroying it cuts the last link between notes and people.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tinydb import TinyDB
from tinydb.table import Document

from circle_tui.domain.beat import Beat
from circle_tui.domain.errors import PrivacyError, StoreBusy, StoreError
from circle_tui.domain.people import Member, Profile
from circle_tui.storage.alive import NAME as ALIVE
from circle_tui.storage.alive import read_beat, write_beat
from circle_tui.storage.atomic import AtomicStorage, together
from circle_tui.storage.files import (
    NEW,
    close_to_others,
    make_private_folder,
    sync_folder,
    told,
)
from circle_tui.storage.lock import NAME as LOCK
from circle_tui.storage.lock import CircleLock
from circle_tui.storage.tables import (
    StoredActions,
    StoredJournal,
    StoredMeetings,
    StoredNotes,
    StoredPeople,
    StoredRecords,
    require_session,
)

Gate = Callable[[object, Sequence[str]], None]
"""Takes a document and every name and e-mail address of the roster; raises ``PrivacyError``."""

FORMAT = 1
"""The version of what is written; a higher one is refused, none was ever lower.

A new field that has a default is no new version: older documents take the default.
"""

FILES = {"circle.store": "notes", "people.store": "people"}
"""The two databases of a circle, and what a sentence calls them."""

DRAWS = 1000
"""How often a folder name is drawn before the random source must be broken."""


HIDDEN = re.compile(r"\.[0-9]{18}")
"""The folder a circle is made in, until it takes its name: a dot and a random id."""


class StoredCircle:
    """A circle held by this process; ``domain.ports.OpenCircle`` over two TinyDB databases."""

    def __init__(self, folder: Path, gate: Gate, lock: CircleLock) -> None:
        """Read both files; ``open_circle`` and ``create_circle`` see to the rest."""
        self._folder = folder
        self._lock = lock
        self._gate = gate
        self._circle, self._circle_storage = _database(folder, "circle.store")
        self._people, self._people_storage = _database(folder, "people.store")
        self.people = StoredPeople(self._people)
        self.meetings = StoredMeetings(self._people)
        self.journal = StoredJournal(self._circle, self._check)
        self.notes = StoredNotes(self._circle, self._check)
        self.actions = StoredActions(self._circle, self._check)
        self.records = StoredRecords(self._circle, self._check)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything done within one step: all of it is on the disk afterwards, or none.

        When both files changed, both are forced to the disk under other names before the first
        of them takes its place, so a full disk changes neither. ``circle.store`` takes its place
        first and ``people.store`` right after: a kill between these two renames leaves the first
        new and the second old, and no order of two files can do better. What that leaves of a
        session that is over is cleared away when the circle is opened.
        """
        with together(self._circle_storage, self._people_storage):
            yield

    def beat(self, beat: Beat) -> None:
        """Note that this process is alive, so that a later one knows when it was lost."""
        write_beat(self._folder, beat)

    def last_beat(self) -> Beat | None:
        """Return the last sign of life of a session here, ``None`` if there is none to read."""
        return read_beat(self._folder)

    def close(self) -> None:
        """Let go of the circle; doing it twice is the same as once."""
        self._circle.close()
        self._people.close()
        self._lock.release()

    def _check(self, document: object) -> None:
        roster = [entry for member in self.people.known() for entry in (member.name, member.email)]
        self._gate(document, [entry for entry in roster if entry])

    def read_all(self) -> None:
        """Read everything once, so that damage is told at the door and not during a meeting."""
        self.people.profile()
        self.people.members()
        self.people.seating()
        self.people.script()
        self.people.ledger()
        self.meetings.get()
        require_session(self.journal.read())
        self.notes.all()
        self.actions.all()
        self.records.all()

    def clear_leftovers(self) -> None:
        """Forget who sat where, and the agenda's own words, when no session is running.

        Both go with the facts, but in the other file: a kill between the two, at a session's end
        or at its start, leaves them behind. The order of seats and an agenda that may name people
        have no reason to stay then, and nothing else would ever remove them.
        """
        left = self.people.seating() or self.people.script()
        if left and not self.journal.read():
            with self.transaction():
                self.people.put_seating({})
                self.people.put_script(None)


def open_circle(folder: Path, gate: Gate) -> StoredCircle:
    """Open the circle in ``folder`` for this process alone.

    Rights that other people have on its files are taken away, and what a kill left half-written
    or half-cleared is removed. Raises ``StoreBusy`` when another process holds it, ``StoreError``
    when it cannot be read or is from a newer version; nothing is changed then.
    """
    with told("This circle could not be opened"):
        if not folder.is_dir():
            raise StoreError("There is no circle in this folder. Nothing was changed.")
        close_to_others(folder)
    with ExitStack() as undo:
        lock = CircleLock(folder)
        undo.callback(lock.release)
        for name, kind in FILES.items():
            path = folder / name
            with told("This circle could not be opened"):
                if not path.exists():
                    raise StoreError(
                        f"The {kind} file of this circle ({name}) is missing. Nothing was "
                        "changed. Put a copy from a backup in its place, then try again."
                    )
                close_to_others(path)
                path.with_name(name + NEW).unlink(missing_ok=True)
        with told("This circle could not be opened"):
            (folder / (ALIVE + NEW)).unlink(missing_ok=True)
        circle = StoredCircle(folder, gate, lock)
        circle.read_all()
        circle.clear_leftovers()
        undo.pop_all()
        return circle


def create_circle(
    root: Path,
    profile: Profile,
    members: Sequence[Member],
    gate: Gate,
    token: Callable[[], str],
) -> Path:
    """Make a circle and return its folder, which has a random name drawn from ``token``.

    It is built in a hidden folder that takes its final name when complete, so that a kill leaves
    no half circle; what such a kill left behind is removed here. Raises ``StoreError``.
    """
    with told("The circle could not be made"):
        make_private_folder(root)
        _sweep(root)
        folder = root / _folder_name(root, gate, [member.name for member in members], token)
        hidden = root / f".{folder.name}"
        hidden.mkdir(0o700)
        with ExitStack() as undo:
            undo.callback(shutil.rmtree, hidden, ignore_errors=True)
            circle = StoredCircle(hidden, gate, CircleLock(hidden))
            undo.callback(circle.close)
            _mark_format(circle._circle)
            with circle.transaction():
                _mark_format(circle._people)
                circle.people.put_profile(profile)
                circle.people.put_members(members)
            circle.close()
            hidden.rename(folder)
            sync_folder(root)
            undo.pop_all()
    return folder


def list_circles(root: Path) -> list[tuple[Path, str]]:
    """Return folder and name of every circle, by name, without taking any lock.

    A circle whose people file cannot be read is listed as ``unreadable circle`` and its folder's
    name, so that it is not overlooked; opening it says what is wrong. Raises ``StoreError`` when
    the folder of circles itself cannot be read.
    """
    with told("The circles could not be listed"):
        folders = [
            folder
            for folder in (root.iterdir() if root.exists() else ())
            if folder.is_dir() and not folder.name.startswith(".")
        ]
    return sorted(((folder, _name(folder)) for folder in folders), key=_by_name)


def _by_name(found: tuple[Path, str]) -> tuple[str, str]:
    return (found[1].casefold(), found[0].name)


def _name(folder: Path) -> str:
    try:
        people, _ = _database(folder, "people.store")
        return StoredPeople(people).profile().name
    except StoreError:
        return f"unreadable circle {folder.name}"


def _database(folder: Path, name: str) -> tuple[TinyDB, AtomicStorage]:
    """Return one of a circle's databases. Raises ``StoreError`` for damage or a newer format."""
    db = TinyDB(folder / name, FILES[name], storage=AtomicStorage)
    storage = db.storage
    assert isinstance(storage, AtomicStorage)
    if storage.state:
        _require_format(db, FILES[name])
    return db, storage


def _require_format(db: TinyDB, kind: str) -> None:
    marks = [document.get("format") for document in db.table("meta")]
    if marks == [FORMAT]:
        return
    if all(type(mark) is int and mark > FORMAT for mark in marks) and marks:
        raise StoreError(
            "This circle was saved by a newer circle-tui. Update circle-tui, then open it again; "
            "nothing was changed."
        )
    raise StoreError(
        f"The {kind} file of this circle does not say which version wrote it. It was left as it "
        "is. Put a copy from a backup in its place, then open the circle again."
    )


def _mark_format(db: TinyDB) -> None:
    db.table("meta").insert(Document({"format": FORMAT}, 1))


def _folder_name(root: Path, gate: Gate, names: Sequence[str], token: Callable[[], str]) -> str:
    """Draw a name that is free and in which no member's name happens to be spelt."""
    for _ in range(DRAWS):
        name = token()
        try:
            gate({"folder": name}, names)
        except PrivacyError:
            continue
        if not (root / name).exists():
            return name
    raise StoreError("No free name was found for the new circle's folder. Nothing was changed.")


def _sweep(root: Path) -> None:
    """Remove what a kill left of a circle that was being made; one still being made is locked.

    Any other hidden folder is the user's own, whatever it holds.
    """
    for folder in root.iterdir():
        if HIDDEN.fullmatch(folder.name) and (folder / LOCK).exists():
            try:
                lock = CircleLock(folder)
            except StoreBusy:
                continue
            shutil.rmtree(folder, ignore_errors=True)
            lock.release()
