"""What saves a document, each in its own way: what ``store.py`` compares. To add one, see ``WAYS``.

Each opens files in a folder of its own, is filled with documents at once, and then saves single
ones. Stock TinyDB waits for no disk; all others return when the document is on it.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from tinydb import TinyDB
from tinydb.storages import JSONStorage, Storage
from tinydb.table import Table

from circle_tui.storage.database import Database
from circle_tui.storage.files import write_whole
from circle_tui.storage.keys import create_keys
from circle_tui.storage.lines import Sealing
from circle_tui.storage.slots import Argon2id

Document = dict[str, Any]

_numbers = count()


def document() -> Document:
    """Return another note, of the length that notes have."""
    return {
        "text": f"Comet will ask for a week off, and rest. Number {next(_numbers)}. "
        + "So be it. " * 6,
        "session": "20261119T1730",
        "segment": 3,
        "kind": "takeaway",
        "private": False,
    }


class Way(Protocol):
    """One way to save documents, with its files open."""

    def fill(self, documents: list[Document]) -> None:
        """Save all of these at once."""

    def save(self, document: Document) -> None:
        """Save one more."""

    def close(self) -> None:
        """Let go of the files."""


class BareAppend:
    """A line of JSON at the end of a file, forced to the disk: the least that saving can be."""

    def __init__(self, folder: Path) -> None:
        self._handle = os.open(folder / "lines", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def fill(self, documents: list[Document]) -> None:
        """Append all of them, and force them once."""
        os.write(self._handle, b"".join(map(_line, documents)))
        _force(self._handle)

    def save(self, document: Document) -> None:
        """Append one and force it."""
        os.write(self._handle, _line(document))
        _force(self._handle)

    def close(self) -> None:
        """Close the file."""
        os.close(self._handle)


class Sqlite:
    """sqlite3, in the mode that is quickest while it still waits for the disk at each save."""

    def __init__(self, folder: Path) -> None:
        self._base = sqlite3.connect(folder / "base.sqlite", isolation_level=None)
        self._base.execute("pragma journal_mode = wal")
        self._base.execute("pragma synchronous = full")
        self._base.execute("create table notes (id integer primary key, body text)")

    def fill(self, documents: list[Document]) -> None:
        """Insert all of them in one transaction."""
        self._base.execute("begin")
        rows = [(json.dumps(document),) for document in documents]
        self._base.executemany("insert into notes (body) values (?)", rows)
        self._base.execute("commit")

    def save(self, document: Document) -> None:
        """Insert one."""
        self._base.execute("insert into notes (body) values (?)", (json.dumps(document),))

    def close(self) -> None:
        """Close the database."""
        self._base.close()


class Tiny:
    """A table of a TinyDB."""

    def __init__(self, base: TinyDB) -> None:
        self._base = base
        self._table: Table = base.table("notes")

    def fill(self, documents: list[Document]) -> None:
        """Insert all of them in one call, and let ours write a line for each as closing would."""
        self._table.insert_multiple(documents)
        if isinstance(self._base, Database):
            self._base.compact()

    def save(self, document: Document) -> None:
        """Insert one."""
        self._table.insert(document)

    def close(self) -> None:
        """Close the database."""
        self._base.close()


class WholeStorage(Storage):
    """Atomic replace: TinyDB's own JSON, written whole and forced under another name each time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return what is in the file."""
        if not self._path.exists():
            return None
        found: dict[str, dict[str, Any]] = json.loads(self._path.read_bytes())
        return found

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace the file."""
        write_whole(self._path, json.dumps(data).encode())


def sealed(folder: Path) -> Callable[[], Database]:
    """Make the keys of a sealed database, and return what opens it without deriving them again."""
    keys = create_keys(folder / "keys", "a lamp in the window", cost=Argon2id(1, 1, 8))
    sealing = Sealing("keys", keys.new_key())
    return lambda: Database(folder / "base.store", seals=keys.seals, sealed_by=sealing)


BARE = "bare forced append"
PLAIN = "our journal, plain"
SEALED = "our journal, sealed"

WAYS: dict[str, Callable[[Path], Way]] = {
    BARE: BareAppend,
    PLAIN: lambda folder: Tiny(Database(folder / "base.store")),
    SEALED: lambda folder: Tiny(sealed(folder)()),
    "sqlite3, WAL, FULL": Sqlite,
    "TinyDB, atomic replace": lambda folder: Tiny(
        TinyDB(folder / "base.json", storage=WholeStorage)
    ),
    "TinyDB, not forced": lambda folder: Tiny(TinyDB(folder / "base.json", storage=JSONStorage)),
}
"""The first one is what the others are compared with."""


def _line(document: Document) -> bytes:
    return json.dumps(document).encode() + b"\n"


_force = getattr(os, "fdatasync", os.fsync)
