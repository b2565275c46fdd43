"""Promises about a store file: what was saved is there, whatever fails, and nothing goes silently.

Cuts and flips of every byte, and what comes back from each, are in ``test_store_damage.py``.
"""

import stat
from pathlib import Path

import pytest

from circle_tui.domain.errors import StoreClosed, StoreError, StoreReadOnly
from circle_tui.storage.generation import NewStore, new_path
from circle_tui.storage.head import head_path, read_head
from circle_tui.storage.storefile import StoreFile
from tests.storefiles import NEW, STORE, FaultyDisk, kept, made, opened

SAVE = ["write.store", "sync.store", "overwrite.head"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the notes are kept."""
    return tmp_path / "notes.store"


def test_what_was_saved_comes_back_in_order(path: Path) -> None:
    """Every step is there again after closing and opening, once, in the order of saving."""
    made(path, b"one", b"two")
    store = opened(path)
    store.append(b"three")
    assert store.take() == [b"one", b"two"]
    assert store.take() == []
    assert store.number == 3
    assert store.notices == []
    store.close()
    assert kept(path) == [b"one", b"two", b"three"]


def test_new_store_is_whole_and_private(path: Path) -> None:
    """A new store holds at once what it was made with, and only its owner may read it."""
    store = opened(path, create=NewStore(STORE, extra={"with": "x"}, payloads=iter([b"one"])))
    assert store.header.extra == {"with": "x"}
    assert (store.take(), store.loose, store.notices) == ([b"one"], False, [])
    store.close()
    for file in (path, head_path(path)):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name, head_path(path).name]


def test_store_that_others_may_read_is_closed_to_them(path: Path) -> None:
    """A store whose rights were opened up is private again after opening it."""
    made(path, b"one")
    path.chmod(0o644)
    opened(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_missing_store_is_made_only_on_request(path: Path) -> None:
    """Opening a store that is not there says so, and leaves no trace."""
    with pytest.raises(StoreError, match="There is no notes file"):
        opened(path, create=None)
    with pytest.raises(StoreError, match="There is no notes file"):
        opened(path, read_only=True)
    assert list(path.parent.iterdir()) == []


def test_save_is_one_write_and_one_forced_write(path: Path) -> None:
    """A save costs one write and one wait for the disk, and the head is written behind it."""
    disk = FaultyDisk()
    store = opened(path, disk)
    disk.calls.clear()
    store.append(b"one")
    assert disk.calls[:2] == ["write.store", "sync.store"]
    disk.calls.clear()
    store.append(b"two")
    assert disk.calls == SAVE
    store.close()


def test_opening_what_was_left_well_writes_nothing(path: Path) -> None:
    """Opening a store that was closed properly does not touch the disk."""
    before = made(path, b"one")
    disk = FaultyDisk("write", "overwrite", "truncate", "sync", "sync_folder", "create", "replace")
    opened(path, disk).close()
    assert path.read_bytes() == before


def test_full_disk_loses_nothing_and_is_got_over(path: Path) -> None:
    """A save that finds the disk full fails in words; when there is room, saving goes on."""
    disk = FaultyDisk()
    store = opened(path, disk)
    store.append(b"one")
    disk.failing = {"write"}
    with pytest.raises(StoreError, match="the disk is full"):
        store.append(b"two")
    assert not store.stopped
    disk.failing = set()
    store.append(b"three")
    store.close()
    assert kept(path) == [b"one", b"three"]
    assert opened(path).notices == []


def test_half_a_line_that_cannot_be_cut_off_ends_the_writing(path: Path) -> None:
    """If what a failed save left cannot be removed, nothing is written behind it."""
    disk = FaultyDisk("truncate", "write.store")
    store = opened(path, disk)
    with pytest.raises(StoreError, match="the disk is full"):
        store.append(b"one")
    disk.failing = set()
    with pytest.raises(StoreError, match="Close the circle and open it again"):
        store.append(b"two")
    with pytest.raises(StoreError, match="Close the circle and open it again"):
        store.take_back()
    store.close()
    reopened = opened(path)
    assert reopened.take() == []
    assert "never confirmed" in reopened.notices[0]
    reopened.close()


def test_disk_that_does_not_confirm_ends_the_writing(path: Path) -> None:
    """After the disk refused to confirm a save nothing more is written; opening forces it anew."""
    disk = FaultyDisk()
    store = opened(path, disk)
    store.append(b"one")
    disk.failing = {"sync"}
    with pytest.raises(StoreError, match="did not confirm this change, so it may be lost"):
        store.append(b"two")
    assert store.stopped
    disk.failing = set()
    with pytest.raises(StoreError, match="Close the circle and open it again"):
        store.append(b"three")
    store.close()
    assert not store.stopped
    disk.calls.clear()
    store = opened(path, disk)
    assert store.take() == [b"one", b"two"]
    assert disk.calls[-5:] == [
        "overwrite.store",
        "sync.store",
        "sync_folder",
        "append.head",
        "overwrite.head",
    ]
    store.close()


@pytest.mark.parametrize("what", ["write.store", "sync.store", "overwrite.head"])
def test_interruption_within_a_save_ends_the_writing(path: Path, what: str) -> None:
    """Ctrl-C in the middle of a save breaks nothing: what was saved before is there."""
    disk = FaultyDisk()
    store = opened(path, disk)
    store.append(b"one")
    disk.failing, disk.error = {what}, KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        store.append(b"two")
    disk.failing = set()
    with pytest.raises(StoreError, match="Close the circle and open it again"):
        store.append(b"three")
    store.close()
    assert kept(path)[0] == b"one"
    opened(path).close()


def test_head_that_cannot_be_written_fails_no_save(path: Path) -> None:
    """A side file that cannot be written is said once; saving works all the same."""
    disk = FaultyDisk()
    store = opened(path, disk)
    disk.failing = {"overwrite.head", "append.head"}
    store.append(b"one")
    store.append(b"two")
    assert len(store.notices) == 1
    assert "What you save is safe" in store.notices[0]
    store.close()
    assert kept(path) == [b"one", b"two"]
    assert opened(path).notices == []


def test_head_that_a_power_cut_set_back_is_no_damage(path: Path) -> None:
    """A side file that lags behind costs nothing, and is put right."""
    made(path, b"one")
    old = head_path(path).read_bytes()
    store = opened(path)
    store.append(b"two")
    store.rewrite([b"all"], extra={}, sealed_by=None)
    store.append(b"three")
    store.close()
    now = head_path(path).read_bytes()
    head_path(path).write_bytes(old)
    store = opened(path)
    assert (store.take(), store.notices) == ([b"all", b"three"], [])
    store.close()
    assert head_path(path).read_bytes() == now


def test_looking_writes_nothing(path: Path) -> None:
    """A store that is opened for looking is not changed in any way, even if its end is torn."""
    whole = made(path, b"one")
    path.write_bytes(whole + b"2 torn")
    new_path(path).write_bytes(b"half")
    head_path(path).unlink()
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    disk = FaultyDisk("create", "append", "replace", "remove", "sync_folder")
    store = opened(path, disk, read_only=True)
    assert (store.take(), store.notices) == ([b"one"], [])
    with pytest.raises(StoreReadOnly, match="for looking only"):
        store.append(b"two")
    with pytest.raises(StoreReadOnly, match="for looking only"):
        store.take_back()
    with pytest.raises(StoreReadOnly, match="for looking only"):
        store.rewrite([], extra={}, sealed_by=None)
    store.close()
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


def test_looking_on_while_another_process_steps_back(path: Path) -> None:
    """Somebody who looks on between two moves of the writer sees what is saved, and no damage."""
    disk = FaultyDisk()
    writer = opened(path)
    writer.append(b"one")
    writer.append(b"two")

    def step_back(file: Path) -> None:
        if file == head_path(path) and writer.number == 2:
            writer.take_back()

    disk.meanwhile = step_back
    store = opened(path, disk, read_only=True)
    assert store.take() == [b"one"]
    store.close()
    writer.close()


def test_closed_store_refuses(path: Path) -> None:
    """Once it is closed, a store says so instead of writing; closing twice is fine."""
    store = opened(path)
    store.close()
    store.close()
    with pytest.raises(StoreClosed, match="is closed"):
        store.append(b"one")
    with pytest.raises(StoreClosed, match="is closed"):
        store.rewrite([], extra={}, sealed_by=None)


def test_step_that_cannot_be_a_line_is_refused(path: Path) -> None:
    """A payload of two lines is refused before anything is written, and saving goes on."""
    store = opened(path)
    with pytest.raises(ValueError, match="one line"):
        store.append(b"a\nb")
    with pytest.raises(ValueError, match="one line"):
        store.rewrite([b"a\nb"], extra={}, sealed_by=None)
    store.append(b"one")
    store.close()
    assert kept(path) == [b"one"]


@pytest.mark.parametrize("what", ["create", "write", "sync", "replace", "sync_folder"])
def test_store_that_cannot_be_made_leaves_nothing_half(path: Path, what: str) -> None:
    """Making a store fails in words, or it is there; the next opening works either way."""
    with pytest.raises(StoreError, match="could not be made"):
        opened(path, FaultyDisk(what))
    assert not new_path(path).exists()
    store = opened(path)
    assert store.take() == []
    store.close()


def test_head_tells_the_last_step_and_copies_the_header(path: Path) -> None:
    """The side file names the last step that was saved, and knows the first line by heart."""
    data = made(path, b"one", b"two")
    head, copy = read_head(head_path(path).read_bytes())
    assert (head.store, head.number) == (STORE, 2)
    assert copy == data.split(b"\n")[0]


def test_path_is_all_that_is_needed(path: Path) -> None:
    """A path is all that is needed: the real disk is used when none is named."""
    store = StoreFile(path, "notes", create=NEW)
    store.append(b"one")
    store.close()
    assert kept(path) == [b"one"]
