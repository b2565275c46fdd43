"""The way out: a plain JSON file that stock TinyDB opens."""

import json
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from circle_tui.domain.errors import StoreError
from circle_tui.storage.database import Database
from circle_tui.storage.files import told, write_whole


def export_tinydb(
    databases: list[Database],
    path: Path,
    cleared: Callable[[str, Any], Any] = lambda _table, document: document,
    *,
    by_id: bool = False,
    without: Collection[str] = (),
) -> int:
    """Write every table of these databases to one file; return how many documents there are.

    Every document is as ``cleared``, which is told its table, returns it; ``by_id`` puts them in
    the order of their ids, where that in which they came could say who spoke when; the tables named
    in ``without`` are left out. The file is plain: sealed databases are no longer sealed in it. Its
    text is all ASCII, because TinyDB reads with the encoding of the computer it runs on. A file
    that is there is replaced in one step. Raises ``StoreError``, also when two databases have a
    table of the same name; nothing was written then.
    """
    tables: dict[str, dict[str, Any]] = {}
    for database in databases:
        for name, table in (database.storage.read() or {}).items():
            if name in without:
                continue
            if name in tables:
                raise StoreError(
                    f"Two of these stores have a table called {name}, and one file can hold only "
                    "one of them. Nothing was written. Export them to files of their own."
                )
            keys = sorted(table, key=int) if by_id else table
            tables[name] = {key: cleared(name, table[key]) for key in keys}
    with told("The export could not be written"):
        write_whole(path, json.dumps(tables, allow_nan=False).encode())
    return sum(map(len, tables.values()))
