"""The way in: TinyDB databases whose every change is on the disk when the call returns."""

import os
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from circle_tui.domain.errors import StoreError
from circle_tui.storage.changes import parse
from circle_tui.storage.disk import REAL, Disk
from circle_tui.storage.files import told
from circle_tui.storage.generation import NewStore
from circle_tui.storage.head import head_path
from circle_tui.storage.joint import joined, settle
from circle_tui.storage.journalled import JournalStorage
from circle_tui.storage.lines import Seal, Sealing, Seals, is_store
from circle_tui.storage.lock import Lock
from circle_tui.storage.opening import damaged
from circle_tui.storage.refusals import IN_A_CHANGE
from circle_tui.storage.storefile import StoreFile
from circle_tui.storage.table import Draw, JournalTable, draw_id


class Database(TinyDB):
    """A TinyDB on our storage. Its whole API is there, and ``JournalTable`` says what differs.

    Any number of threads may read, one at a time may change something, and readers never wait for
    a disk: they see what is saved, and the thread of a transaction what it staged. After ``close``
    every call raises ``StoreClosed``. Every failure is a ``StoreError`` whose text is for the user.

    ``storage`` may be a middleware around ``JournalStorage``, as in TinyDB. The rest is for the
    layer above: ``kind`` is what a sentence calls the file; ``seals`` and ``sealed_by`` take the
    place of a passphrase; ``extra`` goes into the header of a new store; ``coordinator`` is one
    that is open already, so that its file is not read again to settle a step over both; ``by_id``
    lays documents down by id when the file is written anew.
    """

    table_class = JournalTable

    def __init__(
        self,
        path: str | Path,
        *,
        passphrase: str | None = None,
        read_only: bool = False,
        storage: Callable[..., Storage] = JournalStorage,
        kind: str = "data",
        disk: Disk = REAL,
        seals: Seals | None = None,
        sealed_by: Sealing | None = None,
        draw: Draw = draw_id,
        extra: Mapping[str, Any] | None = None,
        coordinator: "Database | None" = None,
        by_id: bool = False,
    ) -> None:
        self.path = Path(path)
        self.read_only = read_only
        self._draw = draw
        self._lock: Lock | None = None
        with ExitStack() as undo:
            _require_store(self.path, kind, disk)
            if not read_only:
                self._lock = Lock(self.path.with_name(self.path.name + ".lock"))
                undo.callback(self._lock.release)
            new = None
            if not read_only and not _is_there(self.path, kind, disk):
                if passphrase is not None:
                    seals, sealed_by = _new_keys(self.path, passphrase, disk)
                new = NewStore(os.urandom(16).hex(), sealed_by, dict(extra or {}))
            elif passphrase is not None:
                seals = _seals_of(self.path, passphrase, disk)
            file = StoreFile(
                self.path, kind, disk=disk, seals=seals, read_only=read_only, create=new
            )
            undo.callback(file.close)
            self._file = file
            if passphrase is not None and file.header.sealed_by is None:
                file.notices.append(
                    f"The {kind} file is not sealed, so the passphrase was not needed: anybody who "
                    "has the file can read it."
                )
            try:
                steps = parse(file.take())
            except ValueError:
                raise damaged(self.path, kind, "a step is not what was saved") from None
            settle(
                file,
                steps,
                self.path,
                kind,
                disk=disk,
                seals=seals,
                read_only=read_only,
                coordinator=None if coordinator is None else coordinator.journal,
            )
            super().__init__(
                file,
                self.path.name,
                steps,
                read_only=read_only,
                by_id=by_id,
                storage=storage,
            )
            self.journal: JournalStorage = _innermost(self.storage)
            undo.pop_all()

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should be told, as sentences; closing may add one."""
        return tuple(self._file.notices)

    @property
    def outdated(self) -> Set[str]:
        """The tables of which the file holds what was replaced or removed; see ``compact``."""
        return self.journal.outdated

    def ids(self, table: str) -> list[int]:
        """Return the ids in a table, without reading its documents."""
        return self.journal.reading(table).ids()

    def table(self, name: str, **kwargs: Any) -> Table:  # noqa: ANN401 - as in TinyDB
        """Return the table of this name; it need not be there yet."""
        return super().table(name, **{"draw": self._draw, **kwargs})

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything this thread does within one step: saved at the end, or dropped.

        An exception drops it; one within another joins it. Raises ``StoreError``; nothing was
        changed then.
        """
        with self.journal.transaction():
            yield

    def compact(self) -> None:
        """Write the file anew without what was replaced or removed. Raises ``StoreError``."""
        self.journal.rewrite()

    def close(self) -> None:
        """Let go of the database, once it was compacted if that leaves anything out.

        Waits for whoever is writing. Doing it twice is the same as once. Raises ``StoreError``
        within a transaction of the same thread.
        """
        if not self._opened:
            return
        if self.journal.drafting:
            raise StoreError(IN_A_CHANGE)
        try:
            super().close()
        finally:
            self.journal.close()
            if self._lock is not None:
                self._lock.release()


def open_database(
    path: str | Path, *, passphrase: str | None = None, read_only: bool = False
) -> Database:
    """Open the store at ``path``, or make one if there is none; see ``Database``.

    A new store is sealed if there is a passphrase; its keys are in a file beside it, ending in
    ``.keys``. Every call waits for the disk; an event loop hands its saves to
    ``services.writer.Writer``, which awaits them on a thread of their own. ``read_only`` takes no
    lock, so it works while another process writes, and shows what was saved at that moment. Raises
    ``StoreBusy`` when another process has it, ``StoreLocked`` when it is sealed and there is no
    passphrase, ``WrongPassphrase``, ``KeysDamaged``, ``StoreDamaged``, ``StoreNewer``, else
    ``StoreError``; nothing was changed then.
    """
    return Database(path, passphrase=passphrase, read_only=read_only)


@contextmanager
def together(coordinator: Database, *others: Database) -> Iterator[None]:
    """Make everything this thread does within one step over databases of one folder.

    All of it is saved at the end, or none: also when the power goes in between. Always name the
    same coordinator. Raises ``StoreError``; nothing was changed then. See ``joint.py``.
    """
    with joined(coordinator.journal, *(other.journal for other in others)):
        yield


def _innermost(storage: Any) -> JournalStorage:  # noqa: ANN401 - a storage, or a middleware
    found = storage
    while not isinstance(found, JournalStorage):
        found = found.storage
    return found


def _is_there(path: Path, kind: str, disk: Disk) -> bool:
    with told(f"The {kind} file could not be opened"):
        return disk.exists(path) or disk.exists(head_path(path))


def _require_store(path: Path, kind: str, disk: Disk) -> None:
    """Raise ``StoreError`` for a file that never was a store, before anything is left beside it."""
    with told(f"The {kind} file could not be opened"):
        if not disk.exists(path) or disk.exists(head_path(path)):
            return
        data = disk.read(path)
    if is_store(data):
        return
    if data.startswith(b"{"):
        raise StoreError(
            f"The {kind} file ({path.name}) has an older format, or is no store of circle-tui. It "
            "was left as it is. If it belongs to a circle, open that circle: this brings it up to "
            "date."
        )
    raise StoreError(
        f"The {kind} file ({path.name}) is no store of circle-tui, or its beginning is damaged. It "
        "was left as it is. Choose another file, or run `circle doctor --repair` if it belongs to "
        "a circle."
    )


def _new_keys(path: Path, passphrase: str, disk: Disk) -> tuple[Seals, Sealing]:
    """Make the key file of a new store, or go on with one that a kill left without a store."""
    from circle_tui.storage.keys import create_keys, open_keys

    beside = path.with_name(path.name + ".keys")
    with told("The key file could not be read"):
        there = disk.exists(beside)
        if there:
            disk.sync_folder(path.parent)  # what left it there may not have come to that
    keys = (open_keys if there else create_keys)(beside, passphrase, disk=disk)
    key = next(iter(keys.key_ids), None) or keys.new_key()
    return keys.seals, Sealing(beside.name, key)


def _seals_of(path: Path, passphrase: str, disk: Disk) -> Seals:
    """Return seals that open the key file with a passphrase when they are first asked for one."""
    opened: dict[str, Seals] = {}

    def seals(key_file: str, key_id: str) -> Seal:
        from circle_tui.storage.keys import open_keys

        if key_file not in opened:
            opened[key_file] = open_keys(path.with_name(key_file), passphrase, disk=disk).seals
        return opened[key_file](key_file, key_id)

    return seals
