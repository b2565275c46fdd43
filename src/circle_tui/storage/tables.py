"""The ports of what happened and what was said, each over a table of ``circle.store``."""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from tinydb.table import Document

from circle_tui.domain.digest import blake2b
from circle_tui.domain.errors import InputError, StoreError
from circle_tui.domain.facts import Fact
from circle_tui.domain.notes import Draft, Note
from circle_tui.domain.prompts import PromptsUsed
from circle_tui.domain.session import fold
from circle_tui.domain.timing import projected_end, to_the_minute
from circle_tui.storage import codec
from circle_tui.storage.database import Database
from circle_tui.storage.layout import DRAFTS, FACTS, PROMPTS

if TYPE_CHECKING:
    from circle_tui.domain.keeping import Identified

V = TypeVar("V")
Check = Callable[[object], None]
Step = Callable[[], AbstractContextManager[None]]
"""Opens a step over all stores of the circle."""


class Shelf(Generic[V]):
    """One table of domain values of one kind.

    ``step`` makes everything within it one step of the circle. ``check`` sees every document before
    it is kept and raises ``PrivacyError`` to refuse it.
    """

    def __init__(
        self,
        db: Database,
        name: str,
        step: Step,
        encode: Callable[[V], codec.Document],
        decode: Callable[[codec.Document], V],
        check: Check | None = None,
    ) -> None:
        self._db = db
        self._table = db.table(name)
        self._step = step
        self._encode = encode
        self._decode = decode
        self._check = check

    def put(self, values: Iterable[tuple[int, V]]) -> None:
        """Keep values under their document ids in one step, in place of what was there.

        Of several under one id the last is kept, and what is there already is not written again.
        TinyDB's own ``upsert`` takes one document at a time and mixes it with the old one.
        """
        documents = {doc_id: self._document(doc_id, value) for doc_id, value in values}
        with self._step():
            old = {doc_id: self._table.get(doc_id=doc_id) for doc_id in documents}
            changed = {doc_id: new for doc_id, new in documents.items() if new != old[doc_id]}
            if there := [doc_id for doc_id in changed if old[doc_id] is not None]:
                self._table.remove(doc_ids=there)
            if changed:
                self._table.insert_multiple(changed.values())

    def remove(self, doc_ids: Collection[int]) -> None:
        """Remove what is kept under these document ids, in one step."""
        there = set(self._db.ids(self._table.name)).intersection(doc_ids)
        if there:
            with self._step():
                self._table.remove(doc_ids=there)

    def put_all(self, values: Iterable[V]) -> None:
        """Put values in place of everything in the table, in their order, if that changes it."""
        documents = [self._document(doc_id, value) for doc_id, value in enumerate(values, start=1)]
        with self._step():
            if documents != self._in_order():
                self._table.truncate()
                self._table.insert_multiple(documents)

    def append(self, values: Iterable[V]) -> None:
        """Keep values after everything in the table, in their order."""
        with self._step():
            after = self._after_all()
            self._table.insert_multiple(
                self._document(doc_id, value) for doc_id, value in enumerate(values, start=after)
            )

    def add(self, value: V) -> None:
        """Keep one value after everything in the table, as a step of this one store.

        It joins a step that is under way. Nothing is tidied up after it.
        """
        self._table.insert(self._document(self._after_all(), value))

    def _after_all(self) -> int:
        return max(self._db.ids(self._table.name), default=0) + 1

    def _document(self, doc_id: int, value: V) -> Document:
        document = self._encode(value)
        if self._check:
            self._check(document)
        return Document(document, doc_id)

    def all(self) -> list[V]:
        """Return the values by rising document id. Raises ``StoreError`` for one that is odd."""
        try:
            return [self._decode(document) for document in self._in_order()]
        except ValueError as error:
            raise StoreError(
                f"Something in this circle's data cannot be read ({error}). It was left as it "
                "is, and nothing was changed. Update circle-tui if a newer one saved it, or put "
                "a copy from a backup in its place; then open the circle again."
            ) from None

    def _in_order(self) -> list[Document]:
        return sorted(self._table, key=lambda document: document.doc_id)


def shelf(
    db: Database, name: str, kind: type[V], step: Step, check: Check | None = None
) -> Shelf[V]:
    """Return the shelf of one kind of dataclass."""
    return Shelf(db, name, step, codec.encode, lambda doc: codec.decode(kind, doc), check)


def random_place(value_id: str) -> int:
    """Return the document id of a value with a random id of its own.

    A hash: the same for the same value, and in no order that tells when it came. 60 bits, so that
    two of a million values meet once in a million stores.
    """
    return int.from_bytes(blake2b(value_id.encode(), digest_size=8).digest()) >> 4


class StoredJournal:
    """The facts of the running session, in the order in which they happened.

    ``tidy`` tells whether a step would leave nothing to be written anew in the circle's files.
    """

    def __init__(self, db: Database, step: Step, check: Check, tidy: Callable[[], bool]) -> None:
        self._facts: Shelf[Fact] = Shelf(
            db, FACTS, step, codec.encode_fact, codec.decode_fact, check
        )
        self._tidy = tidy

    def append(self, facts: Sequence[Fact]) -> None:
        """Force the facts to the disk; they are safe when this returns. Raises ``StoreError``.

        A key waits for this, and nearly always for one fact: that goes the shortest way.
        """
        if len(facts) == 1 and self._tidy():
            self._facts.add(facts[0])
        else:
            self._facts.append(facts)

    def read(self) -> tuple[Fact, ...]:
        """Return the facts of the running session in order, empty when there is none."""
        return tuple(self._facts.all())

    def replace(self, facts: Sequence[Fact]) -> None:
        """Put other facts in place of all of them (empty: forget the session)."""
        self._facts.put_all(facts)


def require_session(facts: Sequence[Fact]) -> None:
    """Raise ``StoreError`` for facts that tell no session, which nothing here ever wrote."""
    if not facts:
        return
    with suppress(InputError, ValueError, ArithmeticError, LookupError):
        session = fold(facts)
        to_the_minute(session.promised_end)
        to_the_minute(projected_end(session, session.began))
        return
    raise StoreError(
        "The session in the notes file of this circle (circle.store) is damaged. It was left as "
        "it is, and nothing was changed. Put a copy from a backup in its place, then open the "
        "circle again."
    )


K = TypeVar("K", bound="Identified")


class StoredKept(Generic[K]):
    """One table of values with random ids of their own, in places that those ids draw.

    So what came when cannot be read off the table. ``all`` puts them in the order of ``by``, where
    that is given: a day, which many share.
    """

    def __init__(
        self,
        db: Database,
        name: str,
        kind: type[K],
        step: Step,
        check: Check,
        by: Callable[[K], date] | None = None,
    ) -> None:
        self._values = shelf(db, name, kind, step, check)
        self._by = by

    def put(self, *values: K) -> None:
        """Keep values, in place of any with the same ids.

        Raises ``PrivacyError`` if one still names a member, else ``StoreError``.
        """
        self._values.put((random_place(value.id), value) for value in values)

    def remove(self, ids: Collection[str]) -> None:
        """Remove the values with these ids."""
        self._values.remove([random_place(id_) for id_ in ids])

    def all(self) -> tuple[K, ...]:
        """Return every value, oldest first; those of one day in no telling order."""
        found = self._values.all()
        return tuple(sorted(found, key=self._by) if self._by else found)


class StoredNotes(StoredKept[Note]):
    """De-identified notes, in an order that says nothing."""

    def add(self, note: Note) -> None:
        """Keep a note. Raises ``PrivacyError`` if it still names a member, else ``StoreError``."""
        self.put(note)

    def all(self, session: str | None = None) -> tuple[Note, ...]:
        """Return the notes (of one session), in an order that says nothing of who spoke when."""
        return tuple(note for note in super().all() if session in (None, note.session))

    def replace(self, notes: Sequence[Note]) -> None:
        """Put notes in place of those with the same ids."""
        self.put(*notes)


class StoredPrompts:
    """Which prompts of the bank were taken in which session; ids of prompts, nobody's words."""

    def __init__(self, db: Database, step: Step, check: Check) -> None:
        self._used = shelf(db, PROMPTS, PromptsUsed, step, check)

    def put_all(self, used: Sequence[PromptsUsed]) -> None:
        """Keep these in place of all of them."""
        self._used.put_all(used)

    def all(self) -> tuple[PromptsUsed, ...]:
        """Return what was taken, the oldest session first."""
        return tuple(self._used.all())


class StoredDrafts:
    """What is being typed and not kept yet, as it would be kept."""

    def __init__(self, db: Database, step: Step, check: Check) -> None:
        self._drafts = shelf(db, DRAFTS, Draft, step, check)

    def put_all(self, drafts: Sequence[Draft]) -> None:
        """Keep these drafts in place of all of them; none when nothing is left to come back to.

        Raises ``PrivacyError`` if one still names a member, else ``StoreError``.
        """
        self._drafts.put_all(drafts)

    def all(self) -> tuple[Draft, ...]:
        """Return what was being typed and never kept."""
        return tuple(self._drafts.all())
