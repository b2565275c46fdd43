"""A TinyDB storage whose file is always whole.

TinyDB's own ``JSONStorage`` rewrites the file in place, which a kill or a full disk in the middle
turns into half a file. Here every state of the database replaces the one before in one step.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from circle_tui.domain.errors import StoreError
from circle_tui.storage.files import drop_new, take_place, told, write_new

Tables = dict[str, dict[str, Any]]

CLOSED = "This circle is closed. Open it again to go on; everything that was saved is safe."


class AtomicStorage(Storage):
    """One JSON file, held in memory as the very bytes that are on the disk.

    Within a transaction the tables are held as well, so that however many changes it makes, the
    file is read through once and written out once. Every reader gets documents of its own, so
    nothing can change what is held but a write. The caller holds the circle's lock: nobody else
    writes the file.
    """

    def __init__(self, path: Path, kind: str) -> None:
        """Read the file at ``path`` if there is one; ``kind`` is its name in sentences.

        Raises ``StoreError`` when it cannot be read or is no database; it is then left as it is.
        """
        self._path = path
        self._kind = kind
        self._closed = False
        self._saved = self._load()
        self._staged: Tables | None = None
        self._unchanged: Tables | None = None
        self._prepared: bytes | None = None

    @property
    def state(self) -> bytes | Tables:
        """Everything that is held now, empty for a new database; another object after a change."""
        return self._saved if self._staged is None else self._staged

    def read(self) -> Tables | None:
        """Return a copy of every table, ``None`` for a new database."""
        if self._closed:
            raise StoreError(CLOSED)
        if self._staged is None:
            return self._parsed() or None
        return {
            name: {key: dict(document) for key, document in table.items()}
            for name, table in self._staged.items()
        } or None

    def write(self, data: Tables) -> None:
        """Keep these tables, on the disk at once or when the transaction ends.

        Documents are laid down in the order of their ids, so that random ids leave no trace of
        the order in which they came. Raises ``StoreError``, and what was held before still is.
        """
        if self._closed:
            raise StoreError(CLOSED)
        in_order = {
            name: dict(sorted(table.items(), key=lambda item: int(item[0])))
            for name, table in data.items()
        }
        outermost = self._staged is None
        self._staged = in_order
        if outermost:
            _save([self])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all writes within one: they reach the disk together at the end; see ``together``."""
        with together(self):
            yield

    def begin(self) -> Tables | None:
        """Hold the tables from now on, and return those that were held before, if any were."""
        before = self._staged
        if before is None:
            self._staged = self._unchanged = self._parsed()
        return before

    def prepare(self) -> None:
        """Force what is held to the disk beside the old file, if it changed.

        Raises ``StoreError``; the old file is as it was.
        """
        if self._staged is not self._unchanged:
            text = json.dumps(
                self._staged, ensure_ascii=False, allow_nan=False, separators=(",", ":")
            )
            self._prepared = text.encode()
            with told("This could not be saved"):
                write_new(self._path, self._prepared)

    def commit(self) -> None:
        """Let what was prepared take the place of the old file. Raises ``StoreError``."""
        if self._prepared is not None:
            with told("This could not be saved"):
                take_place(self._path)
            self._saved, self._prepared = self._prepared, None

    def go_back(self, before: Tables | None = None) -> None:
        """Hold what was held before: other tables, or ``None`` for what is saved."""
        self._staged = before
        if before is None:
            self._unchanged = None
            if self._prepared is not None:
                self._prepared = None
                with suppress(OSError):  # opening the circle clears it away as well
                    drop_new(self._path)

    def close(self) -> None:
        """Refuse to read and write from now on: the lock is about to go."""
        self._closed = True

    def _parsed(self) -> Tables:
        """Return the saved tables, each time anew."""
        tables: Tables = json.loads(self._saved) if self._saved else {}
        return tables

    def _load(self) -> bytes:
        with told(f"The {self._kind} file of this circle could not be read"):
            if not self._path.exists():
                return b""
            text = self._path.read_bytes()
        try:
            tables = json.loads(text.decode())
        except (ValueError, RecursionError):
            tables = None
        if not _is_database(tables):
            # Nothing of the cause goes along: it would carry the whole text of the file.
            raise StoreError(
                f"The {self._kind} file of this circle ({self._path.name}) is damaged. It was "
                "left as it is, and nothing was changed. Put a copy from a backup in its place, "
                "then open the circle again."
            )
        return text


@contextmanager
def together(*storages: AtomicStorage) -> Iterator[None]:
    """Make all writes within one: they reach the disk together at the end, in this order.

    An exception drops them all. A transaction within another joins it, and an exception that
    leaves only the inner one drops only what was written there. Every file is whole on the disk
    under its other name before the first takes its place: a full disk changes none of them.
    """
    before = [storage.begin() for storage in storages]
    try:
        yield
    except BaseException:
        for storage, tables in zip(storages, before, strict=True):
            storage.go_back(tables)
        raise
    _save([s for s, tables in zip(storages, before, strict=True) if tables is None])


def _save(storages: Sequence[AtomicStorage]) -> None:
    """Put on the disk what these hold. Raises ``StoreError``, and they hold what is saved."""
    try:
        for storage in storages:
            storage.prepare()
        for storage in storages:
            storage.commit()
    finally:
        for storage in storages:
            storage.go_back()


def _is_database(tables: object) -> bool:
    """Tell whether this is what TinyDB keeps: tables of documents under whole numbers."""
    return isinstance(tables, dict) and all(
        isinstance(table, dict)
        and all(
            key.isascii() and key.isdigit() and isinstance(document, dict)
            for key, document in table.items()
        )
        for table in tables.values()
    )
