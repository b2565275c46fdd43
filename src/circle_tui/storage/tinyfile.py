"""The way out: a plain JSON file that stock TinyDB opens."""

import json
from pathlib import Path
from typing import Any

from circle_tui.domain.errors import StoreError
from circle_tui.storage.database import Database
from circle_tui.storage.files import told, write_whole


def export_tinydb(databases: list[Database], path: Path) -> int:
    """Write every table of these databases to one file; return how many documents there are.

    The file is plain: sealed databases are no longer sealed in it. Its text is all ASCII, because
    TinyDB reads with the encoding of the computer it runs on. A file that is there is replaced in
    one step. Raises ``StoreError``, also when two databases have a table of the same name; nothing
    was written then.
    """
    tables: dict[str, dict[str, Any]] = {}
    for database in databases:
        for name, table in (database.storage.read() or {}).items():
            if name in tables:
                raise StoreError(
                    f"Two of these stores have a table called {name}, and one file can hold only "
                    "one of them. Nothing was written. Export them to files of their own."
                )
            tables[name] = table
    with told("The export could not be written"):
        write_whole(path, json.dumps(tables, allow_nan=False).encode())
    return sum(map(len, tables.values()))
