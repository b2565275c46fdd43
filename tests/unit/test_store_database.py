"""Databases: the way in, what closing does, and what is said when they do not open."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from circle_tui import storage
from circle_tui.domain.errors import (
    KeysDamaged,
    StoreBusy,
    StoreClosed,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreNewer,
    StoreReadOnly,
    WrongPassphrase,
)
from circle_tui.storage import disk, open_database
from circle_tui.storage.database import Database
from circle_tui.storage.files import sync_folder
from circle_tui.storage.head import head_path
from circle_tui.storage.tinyfile import export_tinydb
from tests.storefiles import NEW, SEALED, FaultyDisk, made, opened, toy_seals


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the store is to be."""
    return tmp_path / "notes.store"


def killed(db: Database) -> None:
    """Leave a database as a killed process does."""
    db.journal.file.close()
    assert db._lock is not None
    db._lock.release()


def test_a_database_is_made_and_found_again(path: Path) -> None:
    """What I saved is there the next time."""
    with open_database(str(path)) as db:
        assert isinstance(db, TinyDB)
        db.insert({"n": 1})
        db.table("other").insert({"n": 2})
        assert db.notices == ()
    with open_database(path) as db:
        assert db.all() == [{"n": 1}]
        assert db.tables() == {"_default", "other"}
        assert db.notices == ()
        assert repr(db).startswith("<Database tables=")


def test_the_package_loads_the_library_when_it_is_asked_for() -> None:
    """Commands that open no circle do not wait for the database library."""
    look = (
        "import sys, circle_tui.storage as s; assert 'tinydb' not in sys.modules;"
        "from circle_tui.storage import open_database; assert 'tinydb' in sys.modules;"
        "assert s.Database.__name__ == 'Database'; assert 'cryptography' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", look], check=True)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = storage.nothing


def test_every_call_is_on_the_disk_when_it_returns(path: Path) -> None:
    """A kill right after saving loses nothing."""
    db = open_database(path)
    ids = db.insert_multiple([{"n": 1}, {"n": 2}])
    db.update({"n": 3}, doc_ids=ids[:1])
    db.table("other").insert({})
    db.drop_table("other")
    with db.transaction():
        db.insert({"n": 4})
        db.remove(doc_ids=ids[1:])
    killed(db)
    with open_database(path) as db:
        assert db.all() == [{"n": 3}, {"n": 4}]
        assert db.tables() == {"_default"}
        assert db.notices == ()


def test_closing_leaves_out_what_was_removed(path: Path) -> None:
    """After closing, nothing that I removed or wrote over is in the file any more."""
    with open_database(path) as db:
        ids = db.insert_multiple([{"n": "secret one"}, {"n": "secret two"}, {"n": "kept"}])
        db.update({"n": "better"}, doc_ids=ids[:1])
        db.remove(doc_ids=ids[1:2])
        assert b"secret" in path.read_bytes()
    assert b"secret" not in path.read_bytes()
    before = path.read_bytes()
    with open_database(path) as db:
        assert [document["n"] for document in db] == ["better", "kept"]
    assert path.read_bytes() == before, "with nothing to leave out, the file stays"


def test_what_a_kill_kept_goes_with_the_next_closing(path: Path) -> None:
    """What I removed is gone from the file even if the program was killed after that."""
    db = open_database(path)
    db.insert({"n": "secret"})
    db.truncate()
    killed(db)
    assert b"secret" in path.read_bytes()
    open_database(path, read_only=True).close()
    assert b"secret" in path.read_bytes()
    open_database(path).close()
    assert b"secret" not in path.read_bytes()


def test_compacting_at_once(path: Path) -> None:
    """What was forgotten is gone from the file at once, and the rest stays in order."""
    with Database(path, extra={"with": "circle.store"}) as db:
        ids = db.insert_multiple({"n": n} for n in range(9))
        db.update({"n": "secret"}, doc_ids=ids[3:4])
        db.remove(doc_ids=ids[3:4])
        db.table("empty", persist_empty=True)
        before = db.all()
        db.compact()
        assert b"secret" not in path.read_bytes()
        db.insert({"n": 10})
        with db.transaction(), pytest.raises(RuntimeError):
            db.compact()
    with open_database(path) as db:
        assert db.all() == [*before, {"n": 10}]
        assert db.tables() == {"_default", "empty"}
        assert db.journal.file.header.extra == {"with": "circle.store"}


def test_a_full_disk_at_closing_is_a_notice(path: Path) -> None:
    """When compacting fails at the end, everything is saved, and I am told what is left over."""
    disk = FaultyDisk()
    db = Database(path, disk=disk)
    db.insert({"n": "secret"})
    db.truncate()
    disk.failing = {"write.new"}
    db.close()
    (notice,) = db.notices
    assert notice.startswith("What was removed before is still in the file.")
    open_database(path).close()
    assert b"secret" not in path.read_bytes()


def test_nothing_works_after_closing(path: Path) -> None:
    """A closed circle says so, whatever is asked of it."""
    db = open_database(path)
    db.insert({"n": 1})
    table = db.table("_default")
    db.close()
    db.close()
    for call in (
        lambda: db.insert({}),
        lambda: db.all(),
        lambda: len(db),
        lambda: db.update({}, doc_ids=[]),
        lambda: table.search(where("n") == 1),
        lambda: table.truncate(),
        lambda: db.tables(),
        lambda: db.drop_tables(),
        lambda: db.transaction().__enter__(),
        lambda: db.compact(),
    ):
        with pytest.raises(StoreClosed, match="is closed"):
            call()


def test_a_second_process_is_told_and_may_look(path: Path) -> None:
    """A circle that is open elsewhere can be looked at, and changed only there."""
    with open_database(path) as db:
        db.insert({"n": 1})
        with pytest.raises(StoreBusy, match=f"process {os.getpid()}"):
            open_database(path)
        with open_database(path, read_only=True) as looking:
            assert looking.all() == [{"n": 1}]
            db.insert({"n": 2})
            assert looking.all() == [{"n": 1}]
    assert path.with_name("notes.store.lock").exists()


def test_looking_only_changes_nothing(path: Path) -> None:
    """What is opened for looking refuses every change in words, and no byte of it moves."""
    with open_database(path) as db:
        db.insert({"n": 1})
        db.update({"n": 2})
    files = {file: file.read_bytes() for file in path.parent.iterdir()}
    with open_database(path, read_only=True) as db:
        for call in (
            lambda: db.insert({}),
            lambda: db.update({}, doc_ids=[]),
            lambda: db.truncate(),
            lambda: db.drop_tables(),
            lambda: db.drop_table("_default"),
            db.compact,
        ):
            with pytest.raises(StoreReadOnly, match="for looking only"):
                call()
        with db.transaction():
            assert db.all() == [{"n": 2}]
    assert files == {file: file.read_bytes() for file in path.parent.iterdir()}


def test_there_is_nothing_to_look_at(path: Path) -> None:
    """Looking at a store that is not there makes none."""
    with pytest.raises(StoreError, match="There is no data file"):
        open_database(path, read_only=True)
    assert list(path.parent.iterdir()) == []


def test_a_file_that_is_gone_is_not_made_anew(path: Path) -> None:
    """If the file vanished, I am told, and no empty one takes its place."""
    open_database(path).close()
    path.unlink()
    with pytest.raises(StoreDamaged, match="is gone, while its side file is there"):
        open_database(path)
    assert not path.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"meta": {"1": {"format": 1}}}', "older format, or is no store"),
        (b"Dear diary", "is no store of circle-tui"),
        (b"", "is no store of circle-tui"),
    ],
)
def test_another_file_is_left_alone(path: Path, data: bytes, said: str) -> None:
    """A file that is no store is neither changed nor locked."""
    path.write_bytes(data)
    path.with_name("notes.store.new").write_text("mine")
    for read_only in (False, True):
        with pytest.raises(StoreError, match=said):
            open_database(path, read_only=read_only)
    assert path.read_bytes() == data
    assert sorted(os.listdir(path.parent)) == ["notes.store", "notes.store.new"]  # noqa: PTH208


def test_a_newer_store_is_left_alone(path: Path) -> None:
    """A file from a newer version is refused politely."""
    path.write_bytes(b"circle-tui store 3 0123456789abcdef {}\n")
    with pytest.raises(StoreNewer):
        open_database(path)


@pytest.mark.parametrize(
    "payload",
    [
        b"{}",
        b"[]",
        b"nonsense",
        b'{"tables": []}',
        b'{"tables": {"t": 1}}',
        b'{"tables": {"t": {"put": {"x": {}}}}}',
        b'{"tables": {"t": {"put": {"1": 2}}}}',
        b'{"tables": {"t": {"gone": ["1"]}}}',
        b'{"tables": {}, "joint": 1}',
        b'{"tables": ' + b"[" * 10_000,
    ],
)
def test_a_step_that_makes_no_sense_is_damage(path: Path, payload: bytes) -> None:
    """A line that is whole and yet no step is refused in words, and the lock is let go."""
    before = made(path, payload)
    for _ in range(2):
        with pytest.raises(StoreDamaged, match="a step is not what was saved") as caught:
            open_database(path)
        assert caught.value.__cause__ is None
    assert path.read_bytes() == before


def test_a_torn_end_is_told(path: Path) -> None:
    """What a power cut left half-written is set aside, and the notice says so."""
    with open_database(path) as db:
        db.insert({"n": 1})
    with path.open("ab") as file:
        file.write(b"2 torn")
    with open_database(path, read_only=True) as db:
        assert db.all() == [{"n": 1}]
    with open_database(path) as db:
        assert db.all() == [{"n": 1}]
        assert len(db.notices) == 1


def test_a_missing_head_is_told(path: Path) -> None:
    """If the side file is gone, the circle opens, and I am told."""
    open_database(path).close()
    head_path(path).unlink()
    with open_database(path) as db:
        assert len(db.notices) == 1


def test_a_sealed_database(path: Path) -> None:
    """With a passphrase, no word of mine is in any file, and only the passphrase opens it."""
    words = "correct horse battery"
    with open_database(path, passphrase=words) as db:
        db.insert({"n": "secret"})
        db.update({"n": "secret too"})
    files = {file.name for file in path.parent.iterdir()}
    assert files == {f"notes.store{end}" for end in ("", ".head", ".keys", ".lock")}
    assert not any(b"secret" in file.read_bytes() for file in path.parent.iterdir())
    with pytest.raises(StoreLocked, match="sealed"):
        open_database(path)
    with pytest.raises(WrongPassphrase):
        open_database(path, passphrase="correct horse staple")
    with open_database(path, passphrase=words, read_only=True) as db:
        assert db.all() == [{"n": "secret too"}]
    path.with_name("notes.store.keys").unlink()
    with pytest.raises(KeysDamaged):
        open_database(path, passphrase=words)


def test_a_kill_between_keys_and_store(path: Path) -> None:
    """If making a sealed store was cut short, doing it again goes on with the same passphrase."""
    words = "correct horse battery"
    disk = FaultyDisk("write.new")
    with pytest.raises(StoreError):
        Database(path, passphrase=words, disk=disk)
    disk = FaultyDisk("replace.new")
    open_database(path, passphrase=words).close()
    path.unlink()
    head_path(path).unlink()
    with pytest.raises(WrongPassphrase):
        open_database(path, passphrase="another one altogether")
    with open_database(path, passphrase=words) as db:
        db.insert({})


def test_a_passphrase_that_is_not_needed(path: Path) -> None:
    """A plain store opens with a passphrase as well, and I am told that it is not sealed."""
    open_database(path).close()
    with open_database(path, passphrase="correct horse battery") as db:
        assert db.notices == (
            "The data file is not sealed, so the passphrase was not needed: anybody who has the "
            "file can read it.",
        )


def test_given_seals_take_the_place_of_a_passphrase(path: Path) -> None:
    """The circle brings its own keys, and can seal, unseal and change them in one step."""
    with Database(path, seals=toy_seals, sealed_by=SEALED) as db:
        db.insert({"n": "secret"})
        assert b"secret" not in path.read_bytes()
        db.journal.rewrite(sealed_by=None, seals=toy_seals)
        assert b"secret" in path.read_bytes()
        db.journal.rewrite(sealed_by=SEALED, seals=toy_seals)
        db.update({"n": "secret too"})
    assert b"secret" not in path.read_bytes()
    with Database(path, seals=toy_seals) as db:
        assert db.all() == [{"n": "secret too"}]


def test_a_failed_opening_lets_go(path: Path) -> None:
    """After an error at the door, the next try finds the door unlocked."""
    disk = FaultyDisk("read.store")
    opened(path, create=NEW).close()
    with pytest.raises(StoreError, match="disk is full"):
        Database(path, disk=disk)
    open_database(path).close()
    with pytest.raises(StoreError, match="data folder is gone"):
        open_database(path.parent / "nowhere" / "a.store")


def test_a_transaction_is_one_line(path: Path) -> None:
    """Several changes in one step are one line, and an exception drops them all."""
    with open_database(path) as db:
        db.table("facts").insert({"n": 0})
    with open_database(path) as db:
        before = db.journal.file.number
        with db.transaction():
            db.insert({"n": 1})
            with db.transaction():
                db.table("facts").insert({"n": 2})
            db.drop_table("facts")
            db.table("facts").insert({"n": 3})
            assert db.table("facts").all() == [{"n": 3}]
        assert db.journal.file.number == before + 1
        with pytest.raises(ZeroDivisionError), db.transaction():
            db.insert({"n": 1 // 0})
        with db.transaction():
            pass
        assert db.journal.file.number == before + 1
    with open_database(path) as db:
        assert db.all() == [{"n": 1}]
        assert db.table("facts").all() == [{"n": 3}]


def test_the_way_out_is_a_file_that_stock_tinydb_opens(tmp_path: Path) -> None:
    """I can take everything with me, in a file of the library that everybody has."""
    out = tmp_path / "out.json"
    with open_database(tmp_path / "a.store") as one, open_database(tmp_path / "b.store") as two:
        ids = one.insert_multiple([{"n": "é\ud800"}, {"n": [1.5, None]}])
        two.table("people").insert({"name": "Zoë"})
        assert export_tinydb([one, two], out) == 3
        assert out.stat().st_mode & 0o077 == 0
        assert out.read_bytes().isascii()
        with TinyDB(out) as stock:
            assert stock.all() == one.all()
            assert [document.doc_id for document in stock] == ids
            assert stock.table("people").all() == [{"name": "Zoë"}]
        two.insert({})
        before = out.read_bytes()
        with pytest.raises(StoreError, match="a table called _default"):
            export_tinydb([one, two], out)
        assert out.read_bytes() == before
        assert export_tinydb([], out) == 0
        assert json.loads(out.read_bytes()) == {}
        with pytest.raises(StoreError, match="could not be written"):
            export_tinydb([one], tmp_path / "nowhere" / "out.json")


def test_closing_in_the_middle_of_a_change_is_refused(path: Path) -> None:
    """A change is never lost without a word because the database was closed within it."""
    db = open_database(path)

    def half() -> None:
        with db.transaction():
            db.insert({"n": 1})
            db.close()

    with pytest.raises(StoreError, match="in the middle of a change"):
        half()
    db.insert({"n": 2})
    db.close()
    with open_database(path) as again:
        assert [document["n"] for document in again] == [2]


def test_a_save_asks_the_real_disk_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What returned was forced to the disk, by one call; writing anew forces the folder as well."""
    with open_database(path) as db:
        asked: list[str] = []
        force = disk._force

        def forced(handle: int) -> None:
            asked.append("file")
            force(handle)

        def listed(where: Path) -> None:
            asked.append("folder")
            sync_folder(where)

        monkeypatch.setattr(disk, "_force", forced)
        monkeypatch.setattr("circle_tui.storage.disk.sync_folder", listed)
        (doc_id,) = db.insert_multiple([{"n": 1}])
        assert asked == ["file"]
        db.remove(doc_ids=[doc_id])
        asked.clear()
        db.compact()
        assert asked[-1] == "folder"
        assert "file" in asked


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are copied on Unix")
def test_a_copy_of_the_process_writes_nothing(path: Path) -> None:
    """Two processes that share one open store cannot both confirm a save: the copy is refused."""
    with open_database(path) as db:
        db.insert({"n": 1})
        child = os.fork()
        if child == 0:
            try:
                db.insert({"n": 2})
            except StoreError as error:
                os._exit(0 if "two must not write at once" in str(error) else 2)
            os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        db.insert({"n": 3})
    with open_database(path, read_only=True) as again:
        assert [document["n"] for document in again] == [1, 3]
