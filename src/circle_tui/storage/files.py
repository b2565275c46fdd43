"""Files and folders that only their owner may read, written whole or not at all."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from circle_tui.domain.errors import StoreError

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600

NEW = ".new"
"""What the name of a file ends in until it is complete."""

_OTHERS = 0o077
_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP)

_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space"),
    errno.EDQUOT: ("your share of the disk is used up", "Free some space"),
    errno.EROFS: ("the disk can only be read", "Make it writable, or choose another data folder"),
    errno.EACCES: ("the data folder may not be written to", "Check who owns it"),
    errno.EPERM: ("the data folder may not be written to", "Check who owns it"),
    errno.EIO: ("the disk reported an error", "Check the disk and make a backup"),
    errno.ELOOP: ("a link is where a file should be", "Take it away"),
    errno.EISDIR: ("a folder is where a file should be", "Move that folder away"),
    errno.ENOENT: ("the data folder is gone", "Put it back, or plug its disk in again"),
    errno.ENOTDIR: ("a file is where a folder should be", "Move that file away"),
    errno.EEXIST: ("a file is where a folder should be", "Move that file away"),
}


def write_whole(path: Path, data: bytes, *, forced: bool = True) -> None:
    """Put ``data`` in place of the file at ``path``; it is on the disk when this returns.

    The bytes are forced to the disk under another name in the same folder, which then takes the
    place of the old file in one step: a kill or a full disk at any moment leaves one or the other
    whole. Raises ``OSError``; the old file is then still there, unless only the last step failed,
    which forces the new name itself to the disk. Where not ``forced``, nothing waits for the disk:
    whole after a kill, but not sure to be there after a power cut.
    """
    try:
        write_new(path, data, forced=forced)
        take_place(path, forced=forced)
    except BaseException:
        drop_new(path)
        raise


def write_new(path: Path, data: bytes, *, forced: bool = True) -> None:
    """Write ``data`` beside the file at ``path``, under another name; it is then on the disk.

    All that needs room on the disk happens here. Raises ``OSError``; ``drop_new`` clears up.
    """
    handle = os.open(_new(path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
    try:
        _write_all(handle, data)
        if forced:
            os.fsync(handle)
    finally:
        os.close(handle)


def take_place(path: Path, *, forced: bool = True) -> None:
    """Let what ``write_new`` wrote take the place of the file at ``path``, in one step.

    Raises ``OSError``; the old file is then still there, unless only the last step failed, which
    forces the new name itself to the disk.
    """
    os.replace(_new(path), path)  # noqa: PTH105 - the same function that the tests make fail
    if forced:
        sync_folder(path.parent)


def drop_new(path: Path) -> None:
    """Remove what ``write_new`` wrote and what has taken no place, if there is any."""
    _new(path).unlink(missing_ok=True)


def _new(path: Path) -> Path:
    return path.with_name(path.name + NEW)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        written = os.write(handle, rest)
        if not written:
            raise OSError(errno.EIO, "nothing was written")
        rest = rest[written:]


def sync_folder(folder: Path) -> None:
    """Force a folder's list of names to the disk, where the system can. Raises ``OSError``."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)


def make_private_folder(folder: Path) -> None:
    """Make ``folder`` and what is missing above it, for the owner only. Raises ``OSError``."""
    if not folder.is_dir():
        if not folder.parent.is_dir():
            make_private_folder(folder.parent)
        folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
        sync_folder(folder.parent)
    close_to_others(folder)


def close_to_others(path: Path) -> None:
    """Take every right of other people on a file or folder away. Raises ``OSError``."""
    mode = path.lstat().st_mode
    if mode & _OTHERS and not stat.S_ISLNK(mode):
        path.chmod(mode & PRIVATE_FOLDER)


@contextmanager
def told(what: str) -> Iterator[None]:
    """Turn an ``OSError`` within into a ``StoreError`` that opens with ``what`` failed.

    The sentence names no file: a path can hold the name of a person.
    """
    try:
        yield
    except OSError as error:
        reason, advice = _REASONS.get(
            error.errno or 0, (f"the system says: {error.strerror}", "Put that right")
        )
        raise StoreError(
            f"{what}: {reason}. Everything that was saved before is safe. {advice}, then try again."
        ) from error
