"""Bringing an older store up to date: from format 1, and from an older schema to this one.

Both write the store anew in one step, after a copy of the file as it was is safe beside it; a kill
at any moment leaves the old store or the new one, whole. What changes is said in pure functions
from tables to tables.
"""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from circle_tui.domain.errors import StoreDamaged, StoreReadOnly
from circle_tui.storage.changes import Tables, copied, plain, snapshot
from circle_tui.storage.database import Database
from circle_tui.storage.disk import REAL, Disk
from circle_tui.storage.files import NEW, told
from circle_tui.storage.generation import NewStore, found
from circle_tui.storage.lines import Sealing, Seals, is_store
from circle_tui.storage.lock import Lock
from circle_tui.storage.opening import newer

Upgrade = Callable[[Tables], Tables]
"""Makes the tables of the next version from those of one; it may alter what it is given."""

SCHEMA = "schema"
"""In the ``extra`` of a header: which version the documents have."""


class Schema(NamedTuple):
    """What the documents of a store look like: its version, and a step from each older one.

    A store that does not say has version 1. ``{1: f, 2: g}`` leads from 1 to 3.
    """

    version: int
    steps: Mapping[int, Upgrade]

    def upgraded(self, tables: Tables, version: int) -> Tables:
        """Return the tables of an older version as those of this one."""
        for step in range(version, self.version):
            tables = self.steps[step](tables)
        return tables


NO_CHANGES = Schema(1, {})


def is_format_1(path: Path, *, disk: Disk = REAL) -> bool:
    """Tell whether there is a file of format 1 (one object of JSON). Raises ``StoreError``."""
    with told("This circle could not be opened"):
        return disk.exists(path) and disk.read(path).startswith(b"{")


def read_format_1(path: Path, kind: str, *, disk: Disk = REAL) -> Tables:
    """Return the tables of a file of format 1, without the one that said so.

    Raises ``StoreNewer``, ``StoreDamaged``, else ``StoreError``.
    """
    with told(f"The {kind} file could not be read"):
        data = disk.read(path)
    return _parsed(path, kind, data)


def migrate_format_1(
    path: Path,
    kind: str,
    *,
    disk: Disk = REAL,
    seals: Seals | None = None,
    sealed_by: Sealing | None = None,
    extra: Mapping[str, Any] | None = None,
    schema: Schema = NO_CHANGES,
) -> str:
    """Make a store of a file of format 1 and return what the user should be told.

    The file stays as it was under a name ending in ``.format-1``. Raises ``StoreBusy``,
    ``StoreNewer``, ``StoreDamaged`` when it is not what format 1 was, else ``StoreError``; the file
    is then as it was.
    """
    lock = Lock(path.with_name(path.name + ".lock"))
    try:
        with told(f"The {kind} file could not be read"):
            data = disk.read(path)
        if is_store(data):
            return ""  # another process was faster
        tables = schema.upgraded(_parsed(path, kind, data), 1)
        copy = _keep_copy(path, kind, "format-1", data, disk)
        new = NewStore(
            os.urandom(16).hex(),
            sealed_by,
            {**(extra or {}), SCHEMA: schema.version},
            snapshot(_plain(tables)),
        )
        found(path, kind, new, disk=disk, seals=seals)
    finally:
        lock.release()
    return (
        f"The {kind} file was brought to the new format. The file as it was is kept as {copy}; it "
        "is not sealed. Delete it when you have seen that everything is there."
    )


def bring_up(db: Database, kind: str, schema: Schema, *, disk: Disk = REAL) -> None:
    """Bring the documents of an open database to this schema; a notice tells of it.

    The file stays as it was under a name ending in ``.schema-N``, sealed if it was. Raises
    ``StoreNewer`` for a newer schema, ``StoreReadOnly`` for an older one that may not be changed,
    else ``StoreError``; nothing was changed then.
    """
    journal = db.journal
    version = journal.file.header.extra.get(SCHEMA, 1)
    if version == schema.version:
        return
    if type(version) is not int or not 1 <= version < schema.version:
        raise newer(kind)
    if db.read_only:
        raise StoreReadOnly(
            f"The {kind} file has an older form, and was opened for looking only. Open the circle "
            "to change it, once; this brings it up to date. Nothing was changed."
        )
    tables = {
        name: {int(key): copied(document) for key, document in table.items()}
        for name, table in (journal.read() or {}).items()
    }
    tables = _plain(schema.upgraded(tables, version))
    with told(f"The {kind} file could not be read"):
        data = disk.read(db.path)
    copy = _keep_copy(db.path, kind, f"schema-{version}", data, disk)
    journal.rewrite(tables, extra={SCHEMA: schema.version})
    journal.file.notices.append(
        f"The {kind} file was brought up to date. The file as it was is kept as {copy}; delete it "
        "when you have seen that everything is there."
    )


def _parsed(path: Path, kind: str, data: bytes) -> Tables:
    try:
        raw = json.loads(data)
        marks = [document.get("format") for document in raw.pop("meta").values()]
        tables = {
            name: {int(key): dict(document) for key, document in table.items()}
            for name, table in raw.items()
        }
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        marks, tables = [], {}
    if marks == [1]:
        return tables
    if marks and all(type(mark) is int and mark > 1 for mark in marks):
        raise newer(kind)
    raise StoreDamaged(
        f"The {kind} file ({path.name}) is damaged: it is not what an older version of circle-tui "
        "saved. It was left as it is, and nothing was changed. Put a copy from a backup in its "
        "place, then open the circle again."
    )


def _plain(tables: Tables) -> Tables:
    return {
        name: {doc_id: plain(document) for doc_id, document in table.items()}
        for name, table in tables.items()
    }


def _keep_copy(path: Path, kind: str, ending: str, data: bytes, disk: Disk) -> str:
    """Keep a file's bytes beside it, under a name that is free; return that name."""
    with told(f"A copy of the {kind} file could not be kept"):
        name, count = f"{path.name}.{ending}", 1
        while disk.exists(path.with_name(name)):
            if disk.read(path.with_name(name)) == data:
                return name  # kept before, by a process that was killed after that
            count += 1
            name = f"{path.name}.{ending}-{count}"
        new = path.with_name(name + NEW)
        handle = disk.create(new)
        try:
            handle.write(data)
            handle.sync()
        finally:
            handle.close()
        disk.replace(new, path.with_name(name))
        disk.sync_folder(path.parent)
    return name
