"""Promises about what makes a store file shorter: writing it anew, and taking a step back."""

import errno
from pathlib import Path

import pytest

from circle_tui.domain.errors import StoreError, StoreLocked
from circle_tui.storage.generation import new_path
from tests.storefiles import SEALED, FaultyDisk, kept, made, opened, toy_seals


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the notes are kept."""
    return tmp_path / "notes.store"


def test_rewriting_keeps_what_it_is_given(path: Path) -> None:
    """After a rewriting the file holds the new payloads alone, and goes on from there."""
    store = opened(path)
    for payload in (b"one", b"two", b"three"):
        store.append(payload)
    store.rewrite(iter([b"both"]), extra={"joints": {}}, sealed_by=None)
    assert not store.loose
    store.append(b"four")
    assert store.number == 5
    store.close()
    assert b"three" not in path.read_bytes()
    reopened = opened(path)
    assert reopened.take() == [b"both", b"four"]
    assert (reopened.header.generation, reopened.header.after, reopened.header.until) == (2, 3, 4)
    assert reopened.header.extra == {"joints": {}}
    reopened.close()


@pytest.mark.parametrize("what", ["create", "write", "sync.new", "replace"])
def test_rewriting_that_fails_changes_nothing(path: Path, what: str) -> None:
    """A full disk while the file is written anew leaves the old one, and saving goes on."""
    disk = FaultyDisk()
    store = opened(path, disk)
    store.append(b"one")
    disk.failing = {what}
    with pytest.raises(StoreError, match="the disk is full"):
        store.rewrite([b"all"], extra={}, sealed_by=None)
    disk.failing = set()
    assert not new_path(path).exists()
    store.append(b"two")
    store.close()
    assert kept(path) == [b"one", b"two"]


@pytest.mark.parametrize("what", ["sync_folder", "append.store"])
def test_rewriting_that_may_not_last_ends_the_writing(path: Path, what: str) -> None:
    """If it is not sure which file a power cut would leave, nothing is added to either."""
    disk = FaultyDisk()
    store = opened(path, disk)
    store.append(b"one")
    disk.failing = {what}
    with pytest.raises(StoreError, match="written anew"):
        store.rewrite([b"all"], extra={}, sealed_by=None)
    disk.failing = set()
    with pytest.raises(StoreError, match="Close the circle and open it again"):
        store.append(b"two")
    store.close()
    disk.calls.clear()
    store = opened(path, disk)
    assert (store.take(), store.notices) == ([b"all"], [])
    assert "sync_folder" in disk.calls
    store.close()


def test_rewriting_whose_fate_is_unknown_ends_the_writing(path: Path) -> None:
    """If the new file took the place although the system said no, nothing is added to it."""
    disk = FaultyDisk()
    store = opened(path, disk)

    def took_place() -> BaseException:
        new_path(path).replace(path)
        return OSError(errno.EIO, "lost the answer")

    disk.failing, disk.error = {"replace"}, took_place
    with pytest.raises(StoreError, match="written anew"):
        store.rewrite([b"all"], extra={}, sealed_by=None)
    disk.failing = set()
    with pytest.raises(StoreError, match="Close the circle and open it again"):
        store.append(b"two")
    store.close()
    assert kept(path) == [b"all"]


def test_rest_of_a_rewriting_is_cleared_away(path: Path) -> None:
    """What a rewriting that was killed left behind is removed at the next opening."""
    made(path, b"one")
    new_path(path).write_bytes(b"half")
    assert kept(path) == [b"one"]
    assert new_path(path).exists()
    opened(path).close()
    assert not new_path(path).exists()


def test_store_is_sealed_and_unsealed_by_rewriting(path: Path) -> None:
    """A plain store can be sealed, given another key, and be unsealed again."""
    store = opened(path)
    store.append(b"one")
    for seal in (SEALED, SEALED._replace(key="k2"), None):
        store.rewrite([b"one"], extra={}, sealed_by=seal, seals=toy_seals)
        store.append(b"two")
        assert (b"two" in path.read_bytes()) is (seal is None)
        assert store.header.sealed_by == seal
        store.close()
        if seal is not None:
            with pytest.raises(StoreLocked, match="Give the passphrase"):
                opened(path)
        store = opened(path, seals=toy_seals)
        assert store.take() == [b"one", b"two"]
    store.close()


def test_key_is_forced_before_it_is_needed(path: Path) -> None:
    """A key file that a power cut could still undo is never what a store is sealed by."""
    disk = FaultyDisk()
    store = opened(path, disk)
    store.append(b"one")
    disk.failing = {"sync_folder"}
    with pytest.raises(StoreError, match="written anew"):
        store.rewrite([b"one"], extra={}, sealed_by=SEALED, seals=toy_seals)
    disk.failing = set()
    assert (store.header.sealed_by, store.stopped) == (None, False)
    store.append(b"two")
    store.close()
    assert kept(path) == [b"one", b"two"]


def test_step_is_taken_back(path: Path) -> None:
    """A step that belongs to one which failed elsewhere leaves no trace."""
    disk = FaultyDisk()
    store = opened(path, disk)
    store.append(b"one")
    store.append(b"two")
    disk.calls.clear()
    store.take_back()
    assert disk.calls == ["overwrite.head", "sync.head", "truncate.store", "sync.store"]
    with pytest.raises(ValueError, match="no step"):
        store.take_back()
    store.append(b"three")
    store.close()
    assert kept(path) == [b"one", b"three"]
    assert opened(path).notices == []


def test_step_is_taken_back_at_the_next_opening(path: Path) -> None:
    """What shows only after a crash to belong to a failed step can be taken back then."""
    made(path, b"one")
    store = opened(path)
    assert store.loose
    store.take_back()
    assert not store.loose
    store.close()
    assert kept(path) == []
    assert opened(path).notices == []


def test_snapshot_is_not_taken_back(path: Path) -> None:
    """What a rewriting put into the file is no step, and stays."""
    store = opened(path)
    store.rewrite([b"one"], extra={}, sealed_by=None)
    with pytest.raises(ValueError, match="no step"):
        store.take_back()
    store.close()
    assert not opened(path).loose


@pytest.mark.parametrize("what", ["overwrite.head", "sync.head", "truncate", "sync.store"])
def test_taking_back_that_fails_ends_the_writing(path: Path, what: str) -> None:
    """If a step cannot be taken back, nothing is built on it, and the file stays well."""
    disk = FaultyDisk()
    store = opened(path, disk)
    store.append(b"one")
    store.append(b"two")
    disk.failing = {what}
    with pytest.raises(StoreError, match="could not be taken back"):
        store.take_back()
    disk.failing = set()
    with pytest.raises(StoreError, match="Close the circle and open it again"):
        store.append(b"three")
    store.close()
    assert kept(path)[0] == b"one"
    assert opened(path).notices == []
