"""One circle's data over its three stores: what ``domain.ports.OpenCircle`` asks for."""

from collections.abc import Iterator, Sequence, Set
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.beat import Beat
from circle_tui.domain.errors import PrivacyError, StoreClosed, StoreError
from circle_tui.domain.hours import Hours
from circle_tui.domain.notes import Decision, Note, staying
from circle_tui.domain.parking import Parked
from circle_tui.domain.record import SessionRecord, last_ended
from circle_tui.domain.stage import Stage, left_behind
from circle_tui.domain.words import confirmed
from circle_tui.storage.alive import NAME as ALIVE
from circle_tui.storage.alive import read_beat, write_beat
from circle_tui.storage.files import NEW, close_to_others, told
from circle_tui.storage.layout import (
    ACTIONS,
    ALIAS_KEYS,
    DECISIONS,
    HOURS,
    KEYS,
    KINDS,
    NOTES,
    PARKING,
    RECORDS,
)
from circle_tui.storage.lock import CircleLock
from circle_tui.storage.older import bring_up_circle
from circle_tui.storage.people import (
    StoredBackups,
    StoredCards,
    StoredMeetings,
    StoredPeople,
)
from circle_tui.storage.stage import NAME as STAGE
from circle_tui.storage.stage import read_stage, remove_stage, write_stage
from circle_tui.storage.stores import Stores, Unlock, unlocked
from circle_tui.storage.tables import (
    StoredDrafts,
    StoredJournal,
    StoredKept,
    StoredNotes,
    StoredPrompts,
    require_session,
)

if TYPE_CHECKING:
    from circle_tui.storage.keys import Keys


class Gate(Protocol):
    """What looks at every document before it is kept."""

    def __call__(
        self, document: object, roster: Sequence[str], allowed: Set[str] = frozenset(), /
    ) -> None:
        """Raise ``PrivacyError`` if the document may not be kept.

        ``roster`` has every name and e-mail address, ``allowed`` the folded words of names that
        somebody chose to leave readable.
        """


class StoredCircle:
    """A circle held by this process, or looked at; ``domain.ports.OpenCircle`` over its stores."""

    def __init__(
        self, stores: Stores, gate: Gate, lock: CircleLock | None, left: Stage | None = None
    ) -> None:
        """Take over stores that are open; ``open_circle`` and ``create_circle`` see to the rest."""
        self.stores = stores
        self._lock = lock
        self._left = left
        self._gate = gate
        step = self.transaction
        self.people = StoredPeople(stores, step)
        self.meetings = StoredMeetings(stores.people, step)
        self.backups = StoredBackups(stores.people, step)
        self.cards = StoredCards(stores.aliases, step)
        self.journal = StoredJournal(stores.circle, step, self._check, lambda: stores.tidy)
        db = stores.circle
        self.notes = StoredNotes(db, NOTES, Note, step, self._check)
        self.actions = StoredKept(db, ACTIONS, ActionItem, step, self._check, lambda i: i.made)
        self.decisions = StoredKept(db, DECISIONS, Decision, step, self._check)
        self.parking = StoredKept(db, PARKING, Parked, step, self._check, lambda i: i.made)
        self.records = StoredKept(db, RECORDS, SessionRecord, step, self._check, lambda i: i.began)
        self.hours = StoredKept(db, HOURS, Hours, step, self._check, lambda i: i.on)
        self.prompts = StoredPrompts(db, step, self._check)
        self.drafts = StoredDrafts(stores.circle, step, self._check)

    @property
    def read_only(self) -> bool:
        """Whether this circle is only looked at, and may be open elsewhere."""
        return self.stores.read_only

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should be told of the files, as sentences."""
        return self.stores.told

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything done within one step: all of it is on the disk afterwards, or none.

        That holds over all three stores, also when the power goes in the middle.
        """
        with self.stores.together():
            yield

    def beat(self, beat: Beat) -> None:
        """Note that this process is alive, so that a later one knows when it was lost.

        What was said since the last time loses its order among the turns then, a few seconds later.
        """
        write_beat(self.stores.folder, beat)
        self.stores.shuffle_new()

    def last_beat(self) -> Beat | None:
        """Return the last sign of life of a session here, ``None`` if there is none to read."""
        return read_beat(self.stores.folder)

    def show(self, stage: Stage) -> None:
        """Publish what a public view may show now, in the one file of the circle that it reads.

        It touches no store, and so may run beside a save that waits for the disk.
        """
        self._left = None
        write_stage(self.stores.folder, stage)

    def hide(self) -> None:
        """Take back what was published; that needs no room on the disk."""
        self._left = None
        remove_stage(self.stores.folder)

    def left_stage(self) -> Stage | None:
        """Return what the process before this one left of what it showed, until ``show``."""
        return self._left

    def close(self) -> None:
        """Let go of the circle; doing it twice is the same as once.

        Of what was shown only whether others look on is left, while a session is not over; nothing
        is left where that is not known.
        """
        goes_on = False
        with suppress(StoreClosed):
            self.stores.shuffle()
            goes_on = bool(self.journal.read())
        self.stores.close()
        if self._lock is not None:
            folder = self.stores.folder
            left = left_behind(self._left or read_stage(folder)) if goes_on else None
            with suppress(StoreError):
                remove_stage(folder)
                if left is not None:
                    write_stage(folder, left)
            self._lock.release()

    def _check(self, document: object) -> None:
        roster = [entry for member in self.people.known() for entry in (member.name, member.email)]
        entries = [entry for entry in roster if entry]
        try:
            self._gate(document, entries)
        except PrivacyError:
            # Rare, and so the words are only read now.
            allowed = confirmed(self.people.words())
            if not allowed:
                raise
            self._gate(document, entries, allowed)

    def read_all(self) -> None:
        """Read everything once, so that damage is told at the door and not during a meeting."""
        self.people.profile()
        self.people.members()
        self.people.seating()
        self.people.script()
        self.people.ledger()
        self.people.words()
        self.people.agreement()
        self.meetings.get()
        self.backups.all()
        self.cards.get()
        require_session(self.journal.read())
        self.notes.all()
        self.actions.all()
        self.decisions.all()
        self.parking.all()
        self.records.all()
        self.hours.all()
        self.prompts.all()
        self.drafts.all()

    def forget_what_is_over(self) -> None:
        """Forget who sat where and what was being typed, when no session is running.

        All of it goes with the facts; but a session that an older version closed, or whose facts a
        repair lost, may have left it behind. A line on how an action item went is of no session,
        and stays as ``staying`` says. Raises ``StoreError``.
        """
        drafts = self.drafts.all()
        stay = staying(drafts, self.actions.all(), last_ended(self.records.all()))
        left = self.people.seating() or self.people.script() or len(stay) < len(drafts)
        if left and not self.journal.read():
            with self.transaction():
                self.people.put_seating({})
                self.people.put_script(None)
                self.drafts.put_all(stay)


def open_circle(
    folder: Path,
    gate: Gate,
    *,
    unlock: Unlock | None = None,
    keys: "Keys | None" = None,
    read_only: bool = False,
) -> StoredCircle:
    """Open the circle in ``folder`` for this process alone, or ``read_only`` beside any other.

    Rights that other people have on its files are taken away, what a kill left half-written is
    removed, a circle of an older version is brought up to date, and changes that were interrupted
    are finished. ``unlock`` is asked for the passphrase of a sealed circle, unless its ``keys`` are
    given. Raises ``StoreBusy`` when another process holds it, ``StoreReadOnly`` when it has to be
    changed before it can be looked at, ``StoreLocked``, ``WrongPassphrase``, ``KeysDamaged``, else
    ``StoreError`` when it cannot be read or is from a newer version; nothing is changed then.
    """
    with told("This circle could not be opened"):
        if not folder.is_dir():
            raise StoreError("There is no circle in this folder. Nothing was changed.")
    with ExitStack() as undo:
        lock = left = None
        if not read_only:
            with told("This circle could not be opened"):
                close_to_others(folder)
            lock = CircleLock(folder)
            undo.callback(lock.release)
            _clear_up(folder)
            left = read_stage(folder)
            with suppress(StoreError):
                remove_stage(folder)
        notices = bring_up_circle(folder, read_only=read_only)
        stores = Stores(folder, keys=keys or unlocked(folder, unlock), read_only=read_only)
        undo.callback(stores.close)
        stores.notices += notices
        circle = StoredCircle(stores, gate, lock, left)
        circle.read_all()
        if not read_only:
            circle.forget_what_is_over()
            stores.scrub()
            stores.shuffle()
        if stores.keys is not None or stores.forgetting:
            from circle_tui.storage.seal import go_on

            go_on(stores)
        undo.pop_all()
        return circle


def _clear_up(folder: Path) -> None:
    """Remove what a kill left half-written, and close the rest to others."""
    with told("This circle could not be opened"):
        for name in (*KINDS, KEYS, ALIAS_KEYS, ALIVE, STAGE):
            (folder / (name + NEW)).unlink(missing_ok=True)
        for path in filter(Path.is_file, folder.iterdir()):
            close_to_others(path)
