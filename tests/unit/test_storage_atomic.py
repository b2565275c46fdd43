"""The file of a database: always whole, always the state of the last confirmed save."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB
from tinydb.table import Document

from circle_tui.domain.errors import StoreError
from circle_tui.storage.atomic import AtomicStorage
from circle_tui.storage.files import close_to_others, make_private_folder, sync_folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Say where the database is."""
    return tmp_path / "circle.store"


@pytest.fixture
def db(path: Path) -> Iterator[TinyDB]:
    """Open a database with one document."""
    database = TinyDB(path, "notes", storage=AtomicStorage)
    database.table("notes").insert(Document({"text": "kept – 好"}, 7))
    yield database
    database.close()


def storage_of(db: TinyDB) -> AtomicStorage:
    """Return the storage under a database."""
    assert isinstance(db.storage, AtomicStorage)
    return db.storage


def forget_everything_and_fail(db: TinyDB) -> None:
    """Remove every note, then hit an error."""
    db.table("notes").truncate()
    raise KeyError


def test_a_saved_document_is_readable_text_for_me_alone(db: TinyDB, path: Path) -> None:
    """The file is plain UTF-8 that only I may read, and no half-written file lies beside it."""
    assert path.read_text("utf-8") == '{"notes":{"7":{"text":"kept – 好"}}}'
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["circle.store"]


def test_the_order_on_the_disk_is_that_of_the_ids(db: TinyDB, path: Path) -> None:
    """The file does not tell which note came first."""
    for doc_id in (90, 3, 1000):
        db.table("notes").insert(Document({}, doc_id))
    text = path.read_text("utf-8")
    assert [text.index(f'"{doc_id}":') for doc_id in (3, 7, 90, 1000)] == sorted(
        text.index(f'"{doc_id}":') for doc_id in (3, 7, 90, 1000)
    )


def test_what_was_read_can_be_changed_without_harm(db: TinyDB) -> None:
    """Nothing but a save changes what is held."""
    tables = db.storage.read()
    assert tables is not None
    tables["notes"]["7"]["text"] = "changed"
    assert db.table("notes").all() == [{"text": "kept – 好"}]


def test_a_transaction_is_one_write(db: TinyDB, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several changes reach the disk in one step, and are seen within it before."""
    writes = []
    monkeypatch.setattr(os, "replace", lambda *names, real=os.replace: writes.append(real(*names)))
    with storage_of(db).transaction():
        db.table("notes").truncate()
        db.table("actions").insert({"a": 1})
        with storage_of(db).transaction():
            db.table("actions").insert({"a": 2})
        assert len(db.table("actions")) == 2
        assert not writes
    assert len(writes) == 1
    with storage_of(db).transaction():
        db.table("notes").all()
    assert len(writes) == 1


def test_a_transaction_that_fails_never_was(db: TinyDB, path: Path) -> None:
    """When something goes wrong in the middle, everything is as before."""
    before = path.read_bytes()
    with pytest.raises(KeyError), storage_of(db).transaction():
        forget_everything_and_fail(db)
    assert path.read_bytes() == before
    assert len(db.table("notes")) == 1


def test_an_inner_failure_drops_only_its_own_part(db: TinyDB) -> None:
    """What was done before in the same step is not lost with a part that failed."""
    with storage_of(db).transaction():
        db.table("notes").insert(Document({}, 8))
        with pytest.raises(KeyError), storage_of(db).transaction():
            forget_everything_and_fail(db)
    assert len(db.table("notes")) == 2


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO, errno.EPROTO])
def test_a_failed_save_changes_nothing_and_says_so(
    db: TinyDB, path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    """A full or broken disk costs me the one save, and the message says what is safe."""
    before = path.read_bytes()

    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(StoreError, match=r"could not be saved: .* is safe"):
            db.table("notes").insert({"text": "lost"})
    assert path.read_bytes() == before
    assert len(db.table("notes")) == 1
    assert [entry.name for entry in path.parent.iterdir()] == ["circle.store"]
    db.table("notes").insert({"text": "kept"})
    assert len(TinyDB(path, "notes", storage=AtomicStorage).table("notes")) == 2


def test_a_disk_that_takes_a_few_bytes_at_a_time(
    db: TinyDB, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A short write is carried on, and one that stalls is a failure, not half a file."""
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda fd, data, real=os.write: real(fd, data[:3]))
        db.table("notes").insert(Document({"text": "whole"}, 8))
    assert len(TinyDB(path, "notes", storage=AtomicStorage).table("notes")) == 2
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda fd, data: 0)
        with pytest.raises(StoreError):
            db.table("notes").truncate()
    assert len(db.table("notes")) == 2


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b'{"notes":', b"\xff\xfe", b"[]", b"null", b'{"notes": []}'),
        *(b'{"a": {"x": {}}}', b'{"a": {"1": 3}}', b'{"a": {"-1": {}}}', b"[" * 100_000),
    ],
)
def test_a_damaged_file_is_told_and_left_alone(path: Path, content: bytes) -> None:
    """Damage is said in a sentence that names the file, and the file is not overwritten."""
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"The notes file .*\(circle\.store\) is damaged"):
        TinyDB(path, "notes", storage=AtomicStorage)
    assert path.read_bytes() == content


def test_after_closing_nothing_is_written(db: TinyDB, path: Path) -> None:
    """Once the circle is let go, another process may have it, and this one keeps out."""
    before = path.read_bytes()
    db.close()
    with pytest.raises(StoreError, match="closed"):
        db.table("notes").truncate()
    with pytest.raises(StoreError, match="closed"):
        db.storage.write({})
    assert path.read_bytes() == before


def test_folders_are_made_for_me_alone(tmp_path: Path) -> None:
    """Nobody else on the computer can look into the data folder, or into one that was open."""
    make_private_folder(tmp_path / "a" / "b")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
    (tmp_path / "a" / "b").chmod(0o755)
    close_to_others(tmp_path / "a" / "b")
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700


def test_a_file_system_that_cannot_force_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some network disks refuse to force a folder to the disk; that is no reason not to save."""

    def refuse(handle: int) -> None:
        raise OSError(errno.EINVAL, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    sync_folder(tmp_path)
