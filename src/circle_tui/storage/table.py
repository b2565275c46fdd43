"""TinyDB's table on our storage: TinyDB's own methods, at a cost that does not grow."""

import os
from collections.abc import Callable, Container, Mapping
from typing import Any, cast

from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table
from tinydb.utils import LRUCache

from circle_tui.domain.errors import StoreError
from circle_tui.storage.changes import plain
from circle_tui.storage.journalled import JournalStorage

Draw = Callable[[], int]
"""Draws a random id."""

ID_BITS = 53
"""As many as a number has in every program that reads JSON."""

DRAWS = 1000
"""How often an id is drawn before the random source must be broken."""


def draw_id() -> int:
    """Draw an id from the random source of the system."""
    return int.from_bytes(os.urandom(8)) >> (64 - ID_BITS)


class NoCache(LRUCache[QueryLike, list[Document]]):
    """A query cache that remembers nothing.

    TinyDB's own would hand the same documents to everybody, and is not made for several threads.
    """

    def set(self, key: QueryLike, value: list[Document]) -> None:
        """Forget it."""


class JournalTable(Table):
    """A table of TinyDB that reads and saves what a call touches, and not the whole database.

    TinyDB's behaviour is the specification. On purpose it differs in this:

    - an id is drawn at random, one of 2 to the 53, so that it tells nothing of when its document
      came, and is not that of a document that was here before;
    - there is no query cache: ``cache_size`` means nothing;
    - documents that are returned are copies through and through, and nothing that a caller alters
      in them, or in a document it passed in, reaches the table;
    - memory holds what reopening would give: a tuple comes back as a list, a key as text, and what
      a file cannot keep (a date, a NaN, a loop) raises ``NotStorable`` at once;
    - a call that changes nothing writes nothing, and one that raises leaves everything as it was;
    - every call that changes something is on the disk when it returns, unless it is part of a
      transaction. Raises ``StoreError``, and then nothing was changed.

    Over a middleware it does as TinyDB does, reading and writing everything each time; durability
    is then what the middleware makes of it.
    """

    query_cache_class = NoCache  # type: ignore[assignment] # TinyDB leaves its type open

    def __init__(
        self,
        storage: Storage,
        name: str,
        cache_size: int = 0,
        persist_empty: bool = False,
        *,
        draw: Draw = draw_id,
    ) -> None:
        self._draw = draw
        self._touched: Container[int] = ()
        super().__init__(storage, name, cache_size, persist_empty)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Keep a document and return its id, as TinyDB does, by a way of its own: see ``add``."""
        if isinstance(self._storage, JournalStorage) and isinstance(document, Mapping):
            given = document.doc_id if isinstance(document, Document) else self._get_next_id()
            new = plain(document if type(document) is dict else dict(document))
            if type(given) is int and self._storage.add(self.name, given, new):
                return given
            if not isinstance(document, Document):
                document = Document(document, given)
        return super().insert(document)

    def _get_next_id(self) -> int:
        """Return a random id that is in use neither in the table nor by the step under way."""
        for _ in range(DRAWS):
            doc_id = self._draw()
            if doc_id > 0 and doc_id not in self._touched and not self._holds(doc_id):
                return doc_id
        raise StoreError(
            "No free id was found for what was to be saved: the random source of this computer "
            "does not work. Nothing was changed."
        )

    def _holds(self, doc_id: int) -> bool:
        if isinstance(self._storage, JournalStorage):
            return self._storage.holds(self.name, doc_id)
        return str(doc_id) in self._read_table()

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        """Return the table by id as text; see ``Reading``. TinyDB only ever reads from it."""
        if isinstance(self._storage, JournalStorage):
            return cast(dict[str, Mapping[str, Any]], self._storage.reading(self.name))
        return super()._read_table()

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        """Let ``updater`` work on a view of the table, and save what it changed."""

        def watched(table: dict[int, Mapping[str, Any]]) -> None:
            self._touched = table
            try:
                updater(table)
            finally:
                self._touched = ()

        # The isinstance is on purpose: a middleware passes every attribute on, ours as well.
        if isinstance(self._storage, JournalStorage):
            with self._storage.staging(self.name) as staging:
                watched(cast(dict[int, Mapping[str, Any]], staging))
        else:
            super()._update_table(watched)
