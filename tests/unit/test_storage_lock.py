"""The lock: one process at a time."""

import os
from pathlib import Path

import pytest

from circle_tui.domain.errors import StoreBusy, StoreError
from circle_tui.storage.lock import NAME, CircleLock


def test_the_second_one_is_told_who_holds_the_circle(tmp_path: Path) -> None:
    """A circle that is open elsewhere says in which process, and stays as it is."""
    lock = CircleLock(tmp_path)
    with pytest.raises(StoreBusy, match=rf"another window \(process {os.getpid()}\)"):
        CircleLock(tmp_path)
    lock.release()
    lock.release()
    CircleLock(tmp_path).release()


def test_what_a_dead_process_left_is_no_hindrance(tmp_path: Path) -> None:
    """After a crash I can open the circle at once."""
    (tmp_path / NAME).write_text("4242 and nonsense")
    lock = CircleLock(tmp_path)
    assert (tmp_path / NAME).read_text() == f"{os.getpid()}\n"
    lock.release()


def test_an_unreadable_process_id_is_left_out(tmp_path: Path) -> None:
    """The sentence makes sense even when the lock file does not."""
    lock = CircleLock(tmp_path)
    (tmp_path / NAME).write_bytes(b"\xffwho")
    with pytest.raises(StoreBusy, match="open in another window\\. Close"):
        CircleLock(tmp_path)
    lock.release()


def test_a_folder_that_is_gone_is_an_error_in_words(tmp_path: Path) -> None:
    """An unplugged disk is told as such."""
    with pytest.raises(StoreError, match="the data folder is gone"):
        CircleLock(tmp_path / "gone")
