"""Keeping a circle on the disk: TinyDB databases, one process each, every change safe at once.

The only floor that imports TinyDB. What the rest of the program sees is ``domain/ports.py``;
``open_database`` opens a single store.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from circle_tui.storage.database import Database, open_database

__all__ = ["Database", "open_database"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the database module has there
    """Load the database module when it is first asked for: TinyDB costs more than the rest."""
    if name in __all__:
        from circle_tui.storage import database

        return getattr(database, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
