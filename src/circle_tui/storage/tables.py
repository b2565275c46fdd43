"""The ports of a circle's data, each over a table of a TinyDB database."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from typing import Generic, TypeVar

from tinydb import TinyDB
from tinydb.table import Document, Table

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.errors import InputError, StoreError
from circle_tui.domain.facts import Fact
from circle_tui.domain.meeting import Meeting
from circle_tui.domain.notes import Note
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.record import SessionRecord
from circle_tui.domain.rotation import Duty, Ledger
from circle_tui.domain.session import fold
from circle_tui.storage import codec
from circle_tui.storage.atomic import AtomicStorage

V = TypeVar("V")
Check = Callable[[object], None]


class Shelf(Generic[V]):
    """One table of domain values of one kind.

    ``check`` sees every document before it is kept and raises ``PrivacyError`` to refuse it.
    TinyDB's query cache is off: it would outlive a transaction that was dropped.
    """

    def __init__(
        self,
        storage: AtomicStorage,
        table: Table,
        encode: Callable[[V], codec.Document],
        decode: Callable[[codec.Document], V],
        check: Check | None = None,
    ) -> None:
        self._storage = storage
        self._table = table
        self._encode = encode
        self._decode = decode
        self._check = check

    def put(self, values: Iterable[tuple[int, V]]) -> None:
        """Keep values under their document ids in one step, in place of what was there.

        Of several under one id the last is kept. TinyDB's own ``upsert`` takes one document at a
        time and mixes it with the old one; this costs the same for one value and for thousands.
        """
        documents = {doc_id: self._document(doc_id, value) for doc_id, value in values}
        if documents:
            with self._storage.transaction():
                self._table.remove(doc_ids=documents)
                self._table.insert_multiple(documents.values())

    def put_all(self, values: Iterable[V]) -> None:
        """Put values in place of everything in the table, in their order."""
        with self._storage.transaction():
            self._table.truncate()
            self.put(enumerate(values, start=1))

    def append(self, values: Iterable[V]) -> None:
        """Keep values after everything in the table, in their order."""
        with self._storage.transaction():
            last = max((document.doc_id for document in self._table), default=0)
            self.put(enumerate(values, start=last + 1))

    def _document(self, doc_id: int, value: V) -> Document:
        document = self._encode(value)
        if self._check:
            self._check(document)
        return Document(document, doc_id)

    def all(self) -> list[V]:
        """Return the values by rising document id. Raises ``StoreError`` for one that is odd."""
        try:
            return [self._decode(document) for document in self._table]
        except ValueError as error:
            raise StoreError(
                f"Something in this circle's data cannot be read ({error}). It was left as it "
                "is, and nothing was changed. Update circle-tui if a newer one saved it, or put "
                "a copy from a backup in its place; then open the circle again."
            ) from None


def shelf(db: TinyDB, name: str, kind: type[V], check: Check | None = None) -> Shelf[V]:
    """Return the shelf of one kind of dataclass."""
    table = db.table(name, cache_size=0)
    return Shelf(_storage(db), table, codec.encode, lambda doc: codec.decode(kind, doc), check)


def _storage(db: TinyDB) -> AtomicStorage:
    storage = db.storage
    assert isinstance(storage, AtomicStorage)
    return storage


def random_place(value_id: str) -> int:
    """Return the document id of a value with a random id of its own.

    A hash: the same for the same value, and in no order that tells when it came. 60 bits, so that
    two of a million values meet once in a million stores.
    """
    return int.from_bytes(blake2b(value_id.encode(), digest_size=8).digest()) >> 4


class StoredJournal:
    """The facts of the running session, in the order in which they happened."""

    def __init__(self, db: TinyDB, check: Check) -> None:
        table = db.table("facts", cache_size=0)
        self._facts: Shelf[Fact] = Shelf(
            _storage(db), table, codec.encode_fact, codec.decode_fact, check
        )

    def append(self, facts: Sequence[Fact]) -> None:
        """Force the facts to the disk; they are safe when this returns. Raises ``StoreError``."""
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
        fold(facts)
        return
    raise StoreError(
        "The session in the notes file of this circle (circle.store) is damaged. It was left as "
        "it is, and nothing was changed. Put a copy from a backup in its place, then open the "
        "circle again."
    )


class StoredNotes:
    """De-identified notes, in an order that says nothing."""

    def __init__(self, db: TinyDB, check: Check) -> None:
        self._notes = shelf(db, "notes", Note, check)

    def add(self, note: Note) -> None:
        """Keep a note. Raises ``PrivacyError`` if it still names a member, else ``StoreError``."""
        self.replace([note])

    def all(self, session: str | None = None) -> tuple[Note, ...]:
        """Return the notes (of one session), in an order that says nothing of who spoke when."""
        return tuple(note for note in self._notes.all() if session in (None, note.session))

    def replace(self, notes: Sequence[Note]) -> None:
        """Put notes in place of those with the same ids."""
        self._notes.put((random_place(note.id), note) for note in notes)


class StoredActions:
    """Action items, across sessions."""

    def __init__(self, db: TinyDB, check: Check) -> None:
        self._items = shelf(db, "actions", ActionItem, check)

    def put(self, *items: ActionItem) -> None:
        """Keep items, in place of any with the same id."""
        self._items.put((random_place(item.id), item) for item in items)

    def all(self) -> tuple[ActionItem, ...]:
        """Return every item, oldest first; those of one day in no telling order."""
        return tuple(sorted(self._items.all(), key=lambda item: item.made))


class StoredRecords:
    """Sessions that have ended."""

    def __init__(self, db: TinyDB, check: Check) -> None:
        self._records = shelf(db, "records", SessionRecord, check)

    def put(self, *records: SessionRecord) -> None:
        """Keep session records, in place of any with the same id."""
        self._records.put((random_place(record.id), record) for record in records)

    def all(self) -> tuple[SessionRecord, ...]:
        """Return every record, oldest first."""
        return tuple(sorted(self._records.all(), key=lambda record: record.began))


class StoredMeetings:
    """The next meeting, kept with the people: its zone is a place, and a place can be a name."""

    def __init__(self, db: TinyDB) -> None:
        self._meetings = shelf(db, "meeting", Meeting)

    def put(self, meeting: Meeting) -> None:
        """Keep the meeting in place of the one before."""
        self._meetings.put_all([meeting])

    def get(self) -> Meeting | None:
        """Return the meeting that was kept, if any."""
        return next(iter(self._meetings.all()), None)


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits on one seat of the running session."""

    number: int
    member: str


class StoredPeople:
    """Who is in the circle; nothing here passes the gate, since names are what it is for."""

    def __init__(self, db: TinyDB) -> None:
        self._storage = _storage(db)
        self._profile = shelf(db, "profile", Profile)
        self._members = shelf(db, "members", Member)
        self._seats = shelf(db, "seats", Seat)
        self._script = shelf(db, "script", Agenda)
        self._ledger = shelf(db, "ledger", Duty)
        self._roster: tuple[Member, ...] = ()
        self._roster_of: object = None

    def profile(self) -> Profile:
        """Return the circle's name and rhythm. Raises ``StoreError`` when there is none."""
        for profile in self._profile.all():
            return profile
        raise StoreError(
            "This circle's people file lacks the circle's name. It was left as it is. Put a copy "
            "from a backup in its place, then open the circle again."
        )

    def put_profile(self, profile: Profile) -> None:
        """Keep the circle's name and rhythm."""
        self._profile.put_all([profile])

    def members(self) -> tuple[Member, ...]:
        """Return the members in roster order, without those who have left."""
        return tuple(member for member in self.known() if not member.former)

    def known(self) -> tuple[Member, ...]:
        """Return everybody whose name is masked: the members, and those who have left.

        Every saved document is checked against them, so they are read once per change of the file.
        """
        state = self._storage.state
        if self._roster_of is not state:
            self._roster, self._roster_of = tuple(self._members.all()), state
        return self._roster

    def put_members(self, members: Sequence[Member]) -> None:
        """Put these in place of everybody who is known."""
        self._members.put_all(members)

    def seating(self) -> Mapping[int, str]:
        """Return who sits where in the running session: seat to member id."""
        return {seat.number: seat.member for seat in self._seats.all()}

    def put_seating(self, seating: Mapping[int, str]) -> None:
        """Keep who sits where; empty when the session closes."""
        self._seats.put_all(Seat(number, member) for number, member in seating.items())

    def script(self) -> Agenda | None:
        """Return the running session's agenda as its author wrote it, if there is one."""
        return next(iter(self._script.all()), None)

    def put_script(self, script: Agenda | None) -> None:
        """Keep the running session's agenda; ``None`` when the session closes."""
        self._script.put_all([] if script is None else [script])

    def ledger(self) -> Ledger:
        """Return who had which duty when last."""
        return tuple(self._ledger.all())

    def put_ledger(self, ledger: Ledger) -> None:
        """Keep who had which duty when last, in place of what was kept before."""
        self._ledger.put_all(ledger)
