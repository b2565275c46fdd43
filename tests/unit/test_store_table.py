"""Tables on our storage: where they differ from TinyDB's on purpose, and what they cost."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import count
from math import inf, nan
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.table import Document

from circle_tui.domain.errors import NotStorable, StoreError, StoreReadOnly
from circle_tui.storage import open_database
from circle_tui.storage.database import Database
from circle_tui.storage.journalled import JournalStorage
from circle_tui.storage.lines import is_store
from tests.storefiles import FaultyDisk


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """Return a new database."""
    with open_database(tmp_path / "notes.store") as database:
        yield database


def lines(db: Database) -> int:
    """Return how many steps were ever saved."""
    return db.journal.file.number


def test_ids_tell_nothing(db: Database) -> None:
    """The id of a note does not say when it was written."""
    ids = db.insert_multiple({"n": n} for n in range(50))
    assert sorted(ids) != ids
    assert max(ids) > 2**40
    assert all(0 < doc_id < 2**53 for doc_id in ids)
    assert [document.doc_id for document in db] == ids


def test_an_id_in_use_is_drawn_again(tmp_path: Path) -> None:
    """Two documents never get the same id, saved or not yet saved."""
    drawn = iter([0, 5, 5, 6, 5, 6, 7, 7, 8])
    with Database(tmp_path / "a.store", draw=lambda: next(drawn)) as db:
        assert db.insert({}) == 5
        assert db.insert_multiple([{}, {}]) == [6, 7]
        with db.transaction():
            assert db.insert({}) == 8
    drawn = iter([5, 5, 6])
    caching = CachingMiddleware(JournalStorage)  # type: ignore[no-untyped-call]
    with Database(tmp_path / "b.store", storage=caching, draw=lambda: next(drawn)) as db:
        assert db.insert_multiple([{}, {}]) == [5, 6]


def test_a_broken_random_source_is_told(tmp_path: Path) -> None:
    """If ids cannot be drawn any more, I am told so instead of waiting for ever."""
    with Database(tmp_path / "a.store", draw=lambda: 1) as db:
        db.insert({})
        with pytest.raises(StoreError, match="random source"):
            db.insert({})
        assert len(db) == 1


def test_results_are_copies(db: Database) -> None:
    """Altering what I was given, or what I passed in, alters nothing that is kept."""
    given: dict[str, Any] = {"tags": ["a"], "deep": {"list": [{"n": 1}]}}
    doc_id = db.insert(given)
    given["tags"].append("b")
    found = [db.get(doc_id=doc_id), db.all()[0], *db.search(where("tags").any(["a"])), *db]
    for document in found:
        assert isinstance(document, Document)
        document["tags"].append("c")
        document["deep"]["list"][0]["n"] = 2
    db.search(lambda document: bool(document["tags"].append("d")))
    read = db.storage.read()
    assert read is not None
    read["_default"][str(doc_id)]["tags"].append("e")
    assert db.all() == [{"tags": ["a"], "deep": {"list": [{"n": 1}]}}]


def test_a_query_sees_what_is_there_now(db: Database) -> None:
    """The same question gets a fresh answer each time."""
    one = where("n") == 1
    assert db.search(one) == []
    doc_id = db.insert({"n": 1})
    found = db.search(one)
    found.clear()
    assert db.count(one) == 1
    db.update({"n": 2}, doc_ids=[doc_id])
    assert db.search(one) == []
    assert db.table("other", cache_size=30).search(one) == []


def test_memory_holds_what_reopening_gives(tmp_path: Path) -> None:
    """What I read back is the same before and after closing the program."""
    with open_database(tmp_path / "notes.store") as db:
        db.insert({"pair": (1, 2), 3: "three", "half": "\ud800", "\u2028\n": "\x85é"})
        before = db.all()
    assert before == [{"pair": [1, 2], "3": "three", "half": "\ud800", "\u2028\n": "\x85é"}]
    with open_database(tmp_path / "notes.store") as db:
        assert db.all() == before


LOOP: list[Any] = []
LOOP.append(LOOP)
DEEP: Any = 0
for _ in range(100):
    DEEP = [DEEP]


ODD = {
    "nan": nan,
    "infinity": inf,
    "date": date(2026, 1, 1),
    "bytes": b"bytes",
    "set": {1, 2},
    "key": {(1, 2): 3},
    "number": 10**5000,
    "loop": LOOP,
    "deep": DEEP,
}


@pytest.mark.parametrize("value", ODD.values(), ids=ODD.keys())
def test_what_a_file_cannot_hold_is_refused(db: Database, value: object) -> None:
    """A value that cannot be saved is refused at once, and nothing of it stays."""
    doc_id = db.insert({"n": 1})
    saved = lines(db)
    with pytest.raises(NotStorable, match="holds something that a file cannot keep") as caught:
        db.insert_multiple([{"n": 2}, {"secret": value}])
    assert isinstance(caught.value, TypeError)
    assert caught.value.__suppress_context__
    assert "secret" not in str(caught.value)
    with pytest.raises(NotStorable):
        db.update({"n": value}, doc_ids=[doc_id])
    assert db.all() == [{"n": 1}]
    assert lines(db) == saved


def test_an_odd_document_is_refused(db: Database) -> None:
    """A document is a mapping under a whole number, whoever asks."""
    with pytest.raises(ValueError, match="not a Mapping"):
        db.insert([1])
    with pytest.raises(NotStorable, match="whole number"):
        db.insert(Document({}, "seven"))  # type: ignore[arg-type]

    def spoil(table: dict[int, Any]) -> None:
        table[1] = "no document"

    with pytest.raises(NotStorable):
        db.table("_default")._update_table(spoil)
    assert db.all() == []


def test_what_changes_nothing_writes_nothing(db: Database) -> None:
    """Saving what is there already costs no disk."""
    doc_id = db.insert({"n": 1, "x": [1.0, True, None, {"a": -0.0}]})
    saved = lines(db)
    db.update({"n": 1})
    db.update({"x": (1.0, True, None, {"a": -0.0})}, doc_ids=[doc_id])
    db.update({"n": 2}, where("n") == 5)
    db.remove(where("n") == 5)
    db.remove(doc_ids=[4])
    with db.transaction():
        other = db.insert({})
        db.remove(doc_ids=[other])
        db.update({"n": 3})
        db.update({"n": 1})
    assert lines(db) == saved
    for number, changed in enumerate(([1.0, True, None, {"a": 0.0}], [1, 1, None, {"a": 0.0}]), 1):
        db.update({"x": changed})
        assert lines(db) == saved + number
        assert repr(db.all()[0]["x"]) == repr(changed)


def test_a_call_saves_what_it_touched(tmp_path: Path) -> None:
    """However much is kept, a change of one note writes one note, and reads none."""
    with open_database(tmp_path / "notes.store") as db:
        ids = db.insert_multiple({"n": n} for n in range(500))
        before = db.path.stat().st_size
        db.update({"n": -1}, doc_ids=ids[:1])
        db.update({"n": -2}, where("n") == 7)
        db.remove(doc_ids=ids[1:2])
        assert db.path.stat().st_size - before < 500
        assert [document["n"] for document in db][:7] == [-1, 2, 3, 4, 5, 6, -2]


def test_a_failed_call_changes_nothing(db: Database) -> None:
    """When a change fails halfway, nothing of it was done."""
    db.insert_multiple([{"n": 1}, {"n": 2}, {}])

    def raise_n(document: Any) -> None:  # noqa: ANN401 - as TinyDB calls it
        document["n"] += 1

    with pytest.raises(KeyError):
        db.update(raise_n)
    assert db.all() == [{"n": 1}, {"n": 2}, {}]


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    """When the disk is full, what I see is still what is saved; with room again, it goes on."""
    disk = FaultyDisk()
    with Database(tmp_path / "notes.store", kind="notes", disk=disk) as db:
        doc_id = db.insert({"n": 1})
        disk.failing = {"write.store"}
        for change in (
            lambda: db.insert({"n": 2}),
            lambda: db.update({"n": 3}),
            lambda: db.remove(doc_ids=[doc_id]),
            db.truncate,
            db.drop_tables,
        ):
            with pytest.raises(StoreError, match="disk is full"):
                change()
            assert db.all() == [{"n": 1}]
        disk.failing = set()
        db.insert({"n": 2})
    with open_database(tmp_path / "notes.store") as db:
        assert db.all() == [{"n": 1}, {"n": 2}]


def test_others_see_what_is_saved_and_never_wait(tmp_path: Path) -> None:
    """While the disk takes its time, the screen goes on, and shows nothing that is not saved."""
    disk = FaultyDisk()
    waiting, go_on = Event(), Event()
    with Database(tmp_path / "notes.store", disk=disk) as db:
        db.insert({"n": 1})

        def slow() -> BaseException:
            waiting.set()
            assert go_on.wait(60)
            raise _Slow

        def save() -> None:
            with db.transaction():
                db.update({"n": 2})
                db.insert({"n": 3})
                assert db.all() == [{"n": 2}, {"n": 3}]
                disk.error, disk.failing = slow, {"sync.store"}

        thread = Thread(target=_until_slow, args=(save,))
        thread.start()
        assert waiting.wait(60)
        assert db.all() == [{"n": 1}]
        assert db.contains(where("n") == 1)
        assert len(db) == 1
        assert db.tables() == {"_default"}
        go_on.set()
        thread.join()
        disk.failing = set()
        assert db.all() == [{"n": 1}]


class _Slow(BaseException):
    """What ends the slow save of the test above."""


def _until_slow(save: Any) -> None:  # noqa: ANN401 - a function without arguments
    with pytest.raises(_Slow):
        save()


def test_reading_while_another_thread_writes(db: Database) -> None:
    """Whoever goes through the notes while some are added sees a whole state of them."""
    done = Event()
    numbers = count()

    def write() -> None:
        while not done.is_set():
            with db.transaction():
                db.insert_multiple([{"n": next(numbers)}, {"n": next(numbers)}])
            db.remove(where("n") == next(numbers))

    thread = Thread(target=write)
    thread.start()
    try:
        for _ in range(200):
            assert len(db.all()) % 2 == 0
            assert db.count(where("n") >= 0) % 2 == 0
            assert len(db) % 2 == 0
    finally:
        done.set()
        thread.join()


def test_going_through_a_table_while_changing_it(db: Database) -> None:
    """A loop over the notes may change them."""
    db.insert_multiple([{"n": 1}, {"n": 2}])
    for document in db:
        db.insert({"copy": document["n"]})
        db.remove(doc_ids=[document.doc_id])
    assert db.all() == [{"copy": 1}, {"copy": 2}]
    with db.transaction():
        for document in db:
            db.update({"copy": 3}, doc_ids=[document.doc_id])
            db.insert({"n": 3})
    assert len(db) == 4


def test_a_table_by_hand(db: Database) -> None:
    """What TinyDB's inner functions may ask of a table, it answers."""
    db.insert_multiple([Document({"n": 1}, 1), Document({"n": 2}, 2)])
    table = db.table("_default")
    reading = table._read_table()
    assert list(reading) == ["1", "2"]
    assert "2" in reading
    assert "3" not in reading
    assert "x" not in reading
    assert reading.get("x") is None
    assert dict(reading.items()) == {"1": {"n": 1}, "2": {"n": 2}}
    with db.journal.staging("_default") as staging:
        assert staging.pop(1) == {"n": 1}
        assert 1 not in staging
        assert len(staging) == 1
        with pytest.raises(KeyError):
            staging[1]
        with pytest.raises(KeyError):
            del staging[1]
        staging[1] = {"n": 3}
        assert dict(staging) == {2: {"n": 2}, 1: {"n": 3}}
    assert repr(table).startswith("<JournalTable name='_default', total=2")


def test_an_empty_table_stays(tmp_path: Path) -> None:
    """A table that was made is there after reopening, empty or not, as in TinyDB."""
    with open_database(tmp_path / "a.store") as db:
        db.table("empty", persist_empty=True)
        db.table("never")
    with open_database(tmp_path / "a.store", read_only=True) as db:
        assert db.tables() == {"empty"}
        with pytest.raises(StoreReadOnly):
            db.table("another", persist_empty=True)


def test_a_middleware_works(tmp_path: Path) -> None:
    """TinyDB's caching works on our storage, with one line for all that was cached."""
    caching = CachingMiddleware(JournalStorage)  # type: ignore[no-untyped-call]
    with Database(tmp_path / "a.store", storage=caching) as db:
        ids = db.insert_multiple([{"n": 1}, {"n": 2}])
        db.update({"n": 3}, doc_ids=ids[:1])
        assert lines(db) == 0
        caching.flush()  # type: ignore[no-untyped-call]
        assert lines(db) == 1
        db.drop_table("_default")
        db.table("other").insert({"n": 4})
        db.storage.write({"other": {"2": {"n": 2}, "1": {"n": 1}}})
        caching.flush()  # type: ignore[no-untyped-call]
        db.storage.write({"other": {"1": {"n": 1}, "2": {"n": 4}}})
        caching.flush()  # type: ignore[no-untyped-call]
    with open_database(tmp_path / "a.store") as db:
        assert db.tables() == {"other"}
        assert [document.doc_id for document in db.table("other")] == [1, 2]
        db.table("other").remove(doc_ids=[1])
        assert db.table("other").all() == [{"n": 4}]


def test_stock_tinydb_runs_on_our_storage(tmp_path: Path) -> None:
    """Even TinyDB's own class works over the file, through our storage."""
    with open_database(tmp_path / "a.store") as ours:
        stock = TinyDB(storage=lambda: ours.journal)
        assert stock.insert_multiple([{"n": 1}, {"n": 2}]) == [1, 2]
        stock.update({"n": 3}, where("n") == 1)
        stock.remove(doc_ids=[2])
        assert ours.all() == [{"n": 3}]
        stock.drop_tables()
        assert ours.tables() == set()
        assert ours.storage.read() is None
    data = ours.path.read_bytes()
    assert is_store(data)
    assert json.loads(data.split(b" ", 4)[4])["generation"] == 2
