"""Law: our database answers every call as stock TinyDB does, reopened, killed, compacted or not."""

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from contextlib import suppress
from copy import deepcopy
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tinydb import TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.operations import delete, increment, set
from tinydb.queries import QueryLike
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from circle_tui.domain.errors import NotStorable
from circle_tui.storage.changes import Change, Joint, Step, apply, copied, parse, payload, plain
from circle_tui.storage.changes import same as same_in_json
from circle_tui.storage.database import Database
from circle_tui.storage.journalled import JournalStorage

TEXTS = st.text(max_size=4)  # halves of surrogate pairs among them
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=4,
)
FIELDS = st.fixed_dictionaries(
    {"n": st.integers(0, 3)},
    optional={"tags": st.lists(st.sampled_from("ab"), max_size=2), "x": VALUES},
)
Fields = Mapping[Any, Any] | Callable[[MutableMapping[Any, Any]], None]

CONDITIONS: st.SearchStrategy[QueryLike] = st.sampled_from(
    [
        where("n") == 1,
        where("n") > 1,
        where("tags").any(["a"]),
        ~where("x").exists(),
        where("n").one_of([0, 3]) | (where("tags") == ["b"]),
    ]
)
CHANGES: st.SearchStrategy[Fields] = st.sampled_from([increment("n"), set("n", 0)]) | FIELDS
NAMES = st.sampled_from(["_default", "notes", "other"])
SOME = st.lists(st.integers(0, 20), max_size=4, unique=True)
"""Which of the documents, by their places in the table; one too high is a document of no table."""

NOWHERE = 10**8
"""The id of no document, in either database."""


class SameAsTinyDB(RuleBasedStateMachine):
    """The same calls on stock TinyDB in memory and on ours on the disk."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "notes.store"
        self.ids = count(10**9)
        self.stock = TinyDB(storage=MemoryStorage)
        self.ours_of: dict[tuple[str, int], int] = {}
        self.highest = 0
        self.caching = False

    @initialize()
    def begin(self) -> None:
        """Make the store."""
        self.open()

    def open(self) -> None:
        """Open ours, with or without a middleware."""
        storage: Callable[..., Any] = JournalStorage
        if self.caching:
            storage = CachingMiddleware(JournalStorage)  # type: ignore[no-untyped-call]
        self.ours = Database(self.path, storage=storage, draw=lambda: next(self.ids))
        assert self.ours.notices == ()

    def teardown(self) -> None:
        """Close ours, and throw it away."""
        if hasattr(self, "ours"):
            self.ours.close()
        self.folder.cleanup()

    # What both are asked

    def tables(self, name: str) -> tuple[Table, Table]:
        """Return the table of stock TinyDB and ours."""
        return self.stock.table(name, cache_size=0), self.ours.table(name)

    def note(self, name: str, stock: Iterable[int], ours: Iterable[int]) -> None:
        """Remember which ids belong together; stock TinyDB gives some a second time."""
        for one, other in zip(stock, ours, strict=True):
            self.ours_of[name, one] = other
            self.highest = max(self.highest, one)

    def compare(self, name: str, stock: Iterable[int], ours: Iterable[int]) -> None:
        """See that these are the ids of the same documents."""
        assert [self.ours_of[name, doc_id] for doc_id in stock] == list(ours)

    def own(self) -> int:
        """Return an id that is free in both, and that stock TinyDB will not come to by itself."""
        self.highest += 100
        return self.highest

    def some(self, name: str, places: list[int]) -> tuple[list[int], list[int]]:
        """Return ids of documents in stock TinyDB, and the ids they have in ours."""
        there = [document.doc_id for document in self.stock.table(name)]
        stock = [there[place] if place < len(there) else NOWHERE + place for place in places]
        return stock, [self.ours_of.get((name, doc_id), doc_id) for doc_id in stock]

    def expected(self, name: str, documents: Iterable[Document]) -> list[tuple[int, Any]]:
        """Return documents of stock TinyDB under the ids that ours has for them."""
        return [(self.ours_of[name, document.doc_id], dict(document)) for document in documents]

    @rule(name=NAMES, fields=FIELDS)
    def insert(self, name: str, fields: Mapping[str, Any]) -> None:
        """Insert one."""
        stock, ours = self.tables(name)
        self.note(name, [stock.insert(deepcopy(fields))], [ours.insert(fields)])

    @rule(name=NAMES, many=st.lists(FIELDS, max_size=3))
    def insert_multiple(self, name: str, many: list[Mapping[str, Any]]) -> None:
        """Insert several, some of them with ids of their own."""
        stock, ours = self.tables(name)
        if many:
            many = [Document(many[0], self.own()), *many[1:]]
        self.note(name, stock.insert_multiple(deepcopy(many)), ours.insert_multiple(iter(many)))

    @rule(name=NAMES, fields=FIELDS, again=st.booleans(), upsert=st.booleans(), places=SOME)
    def own_id(
        self, name: str, fields: Mapping[str, Any], again: bool, upsert: bool, places: list[int]
    ) -> None:
        """Insert or upsert a document with an id of its own, new or in use."""
        stock, ours = self.tables(name)
        one, other = self.some(name, places[:1]) if again else ([], [])
        if not one or one[0] >= NOWHERE:
            one = other = [self.own()]
        one_document = Document(deepcopy(fields), one[0])
        other_document = Document(fields, other[0])
        if upsert:
            self.note(name, stock.upsert(one_document), ours.upsert(other_document))
        elif stock.contains(doc_id=one[0]):
            for table, document in ((stock, one_document), (ours, other_document)):
                with pytest.raises(ValueError, match="already exists"):
                    table.insert(document)
                with pytest.raises(ValueError, match="already exists"):
                    table.insert_multiple([deepcopy(fields), document])
        else:
            self.note(name, [stock.insert(one_document)], [ours.insert(other_document)])

    @rule(name=NAMES, change=CHANGES, condition=st.none() | CONDITIONS)
    def update(self, name: str, change: Fields, condition: QueryLike | None) -> None:
        """Update what a query finds, or all."""
        stock, ours = self.tables(name)
        self.compare(
            name, stock.update(deepcopy(change), condition), ours.update(change, condition)
        )

    @rule(name=NAMES, change=CHANGES, places=SOME)
    def update_by_id(self, name: str, change: Fields, places: list[int]) -> None:
        """Update some by their ids."""
        stock, ours = self.tables(name)
        one, other = self.some(name, places)
        self.compare(
            name,
            stock.update(deepcopy(change), doc_ids=one),
            ours.update(change, doc_ids=other),
        )

    @rule(name=NAMES, many=st.lists(st.tuples(CHANGES, CONDITIONS), max_size=2))
    def update_multiple(self, name: str, many: list[tuple[Fields, QueryLike]]) -> None:
        """Update in several ways at once, and take a field away."""
        stock, ours = self.tables(name)
        many = [*many, (delete("tags"), where("tags") == ["a", "b"])]
        self.compare(name, stock.update_multiple(deepcopy(many)), ours.update_multiple(many))

    @rule(name=NAMES, fields=FIELDS, condition=CONDITIONS)
    def upsert(self, name: str, fields: Mapping[str, Any], condition: QueryLike) -> None:
        """Update what a query finds, or insert."""
        stock, ours = self.tables(name)
        self.note(name, stock.upsert(deepcopy(fields), condition), ours.upsert(fields, condition))

    @rule(name=NAMES, condition=CONDITIONS)
    def remove(self, name: str, condition: QueryLike) -> None:
        """Remove what a query finds."""
        stock, ours = self.tables(name)
        self.compare(name, stock.remove(condition), ours.remove(condition))

    @rule(name=NAMES, places=SOME, back=st.booleans())
    def remove_by_id(self, name: str, places: list[int], back: bool) -> None:
        """Remove some by their ids, and perhaps put one back: it then comes last."""
        stock, ours = self.tables(name)
        one, other = self.some(name, places)
        was = stock.get(doc_id=one[0]) if one else None
        self.compare(name, stock.remove(doc_ids=one), ours.remove(doc_ids=other))
        if back and was is not None:
            stock.insert(Document(deepcopy(was), one[0]))
            ours.insert(Document(was, other[0]))

    @rule(name=NAMES)
    def truncate(self, name: str) -> None:
        """Empty a table."""
        for table in self.tables(name):
            table.truncate()

    @rule(name=NAMES)
    def drop_table(self, name: str) -> None:
        """Drop a table."""
        self.stock.drop_table(name)
        self.ours.drop_table(name)

    @rule()
    def drop_tables(self) -> None:
        """Drop every table."""
        self.stock.drop_tables()
        self.ours.drop_tables()

    @rule(name=NAMES, condition=CONDITIONS, places=SOME)
    def read(self, name: str, condition: QueryLike, places: list[int]) -> None:
        """Ask for documents in every way there is."""
        stock, ours = self.tables(name)
        found = ours.search(condition)
        assert self.expected(name, stock.search(condition)) == _listed(found)
        assert stock.count(condition) == ours.count(condition) == len(found)
        assert stock.contains(condition) == ours.contains(condition)
        first, other_first = stock.get(condition), ours.get(condition)
        assert (first is None) == (other_first is None)
        if first is not None and other_first is not None:
            assert self.expected(name, [first]) == _listed([other_first])
        one, other = self.some(name, places)
        assert self.expected(name, stock.get(None, None, one)) == _listed(
            ours.get(None, None, other)
        )
        for one_id, other_id in zip(one, other, strict=True):
            assert stock.contains(doc_id=one_id) == ours.contains(doc_id=other_id)
            assert stock.get(doc_id=one_id) == ours.get(doc_id=other_id)

    # What happens to ours alone

    @precondition(lambda self: not self.caching)
    @rule(name=NAMES, many=st.lists(FIELDS, max_size=3), change=CHANGES, condition=CONDITIONS)
    def transaction(
        self, name: str, many: list[Mapping[str, Any]], change: Fields, condition: QueryLike
    ) -> None:
        """Make several calls one step, with part of it dropped on the way."""
        _, ours = self.tables(name)
        with self.ours.transaction():
            self.insert_multiple(name, many)
            with suppress(KeyError), self.ours.transaction():
                ours.remove(condition)
                ours.insert({"n": 7})
                self.ours.drop_table("other")
                raise KeyError
            self.agree()
            self.update(name, change, condition)
            self.remove(name, condition)
            self.insert(name, {"n": 2})

    @precondition(lambda self: not self.caching)
    @rule(name=NAMES, condition=CONDITIONS)
    def dropped(self, name: str, condition: QueryLike) -> None:
        """Leave a transaction with an exception: nothing has happened."""
        ours = self.ours.table(name)
        with suppress(KeyError), self.ours.transaction():
            ours.update({"n": 9, "new": [1]})
            ours.remove(condition)
            ours.insert({"n": 9})
            ours.truncate()
            self.ours.drop_tables()
            assert len(ours) == 0
            raise KeyError

    @rule(caching=st.booleans())
    def reopen(self, caching: bool) -> None:
        """Close and open again."""
        self.ours.close()
        self.caching = caching
        self.open()

    @precondition(lambda self: not self.caching)
    @rule()
    def kill(self) -> None:
        """End the process without closing anything, and open again."""
        self.ours.journal.file.close()
        assert self.ours._lock is not None
        self.ours._lock.release()
        self.open()

    @rule()
    def compact(self) -> None:
        """Compact."""
        self.ours.compact()

    @invariant()
    def agree(self) -> None:
        """Hold the same tables and documents, in the same order."""
        if not hasattr(self, "ours"):
            return
        assert self.stock.tables() == self.ours.tables()
        assert len(self.stock) == len(self.ours)
        for name in self.stock.tables():
            stock, ours = self.tables(name)
            assert self.expected(name, stock.all()) == _listed(ours.all()) == _listed(ours)
            assert len(stock) == len(ours)


def _listed(documents: Iterable[Document]) -> list[tuple[int, Any]]:
    return [(document.doc_id, dict(document)) for document in documents]


SameAsTinyDB.TestCase.settings = settings(deadline=None, max_examples=60, stateful_step_count=25)
TestSameAsTinyDB = SameAsTinyDB.TestCase


IDS = st.integers(1, 4)
DOCUMENTS = st.dictionaries(TEXTS, VALUES, max_size=2)
STEPS: st.SearchStrategy[Step] = st.dictionaries(
    TEXTS,
    st.none()
    | st.builds(
        Change,
        st.booleans(),
        st.lists(IDS, unique=True).map(dict.fromkeys),
        st.dictionaries(IDS, DOCUMENTS, max_size=3),
    ),
    max_size=2,
)
JOINTS = st.builds(Joint, TEXTS, by=TEXTS) | st.builds(
    Joint, TEXTS, of=st.lists(TEXTS, min_size=1).map(tuple)
)


@given(STEPS, st.none() | JOINTS)
@settings(deadline=None)
def test_a_line_says_all_of_a_step(step: Step, joint: Joint | None) -> None:
    """What a line of the file says is what was done, whatever characters are in it."""
    line = payload(step, joint)
    assert b"\n" not in line
    assert parse([line, line]) == [(step, joint)] * 2
    tables = {"": {1: {"a": 1}, 2: {"b": 2}}}
    again = deepcopy(tables)
    apply(step, tables)
    apply(parse([line])[0][0], again)
    assert tables == again
    assert [list(table) for table in tables.values()] == [list(table) for table in again.values()]


ODD = st.recursive(
    VALUES
    | st.floats()
    | st.dates()
    | st.binary(max_size=2)
    | st.builds(pow, st.just(10), st.just(5000)),
    lambda inner: (
        st.tuples(inner)
        | st.lists(inner, max_size=2)
        | st.dictionaries(st.integers() | st.booleans() | TEXTS, inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.dictionaries(TEXTS, ODD, max_size=3))
@settings(deadline=None)
def test_memory_holds_what_reopening_gives(document: dict[str, Any]) -> None:
    """A document is kept as a file gives it back, or refused before anything is changed."""
    try:
        kept = plain(document)
    except NotStorable:
        return
    ((step, _),) = parse([payload({"t": Change(put={1: kept})})])
    change = step["t"]
    assert change is not None
    assert same_in_json(change.put[1], kept)
    assert same_in_json(copied(kept), kept)
    assert same_in_json(plain(kept), kept)
