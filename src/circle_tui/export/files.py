"""Writing an exported file: readable by its owner only, and never half of it."""

import contextlib
import errno
import os
import stat
from itertools import takewhile
from pathlib import Path

from circle_tui.domain.errors import InputError, StoreError

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "the folder may not be written to",
    errno.EPERM: "the folder may not be written to",
    errno.EISDIR: "a folder has that name",
    errno.ENOTDIR: "part of its path is a file, not a folder",
}


def write_private(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` with mode 0600, replacing what was there in one step.

    The bytes go to a hidden file in the same folder and reach the disk before it takes the name,
    so that a crash or a full disk leaves the old file whole. What a crash leaves of the hidden one
    is gone when the same file is exported again. Missing folders are made with mode 0700. Raises
    StoreError.
    """
    try:
        _make_folders(path.parent)
        _replace(path, data)
    except OSError as error:
        raise StoreError(
            f"{path} could not be written: {reason_of(error)}. The circle's own data is "
            "safe, and a file that was there before is unchanged. Put that right or choose another "
            "place, and export again."
        ) from error


def reason_of(error: OSError | ValueError) -> str:
    """Return in words why the system refused to write, or could not make out a path."""
    if isinstance(error, OSError):
        return _REASONS.get(error.errno or 0) or (error.strerror or str(error)).lower()
    return "that is no name for a folder"


def is_there(path: Path) -> bool:
    """Tell whether anything has this name, if only a link to nowhere. Raises ``OSError``.

    ``ValueError`` is raised for what can be no name at all.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def require_plain(path: Path) -> bool:
    """Tell whether a file is there that an export could take the place of.

    For places that a person names. Raises ``InputError`` for anything but a plain file: a folder,
    a link, a device or a pipe is somebody's on purpose, and one step would put a file in its place.
    Raises ``OSError`` when it cannot be looked at.
    """
    if not is_there(path):
        return False
    if not stat.S_ISREG(path.lstat().st_mode):
        raise InputError(
            f"{path} is there already and is no plain file. Nothing was written. Choose another "
            "name."
        )
    return True


def _make_folders(folder: Path) -> None:
    """Make ``folder`` and those above it that are missing, each with mode 0700."""
    missing = takewhile(lambda path: not path.exists(), (folder, *folder.parents))
    for path in reversed(list(missing)):
        path.mkdir(mode=0o700, exist_ok=True)


def _replace(path: Path, data: bytes) -> None:
    """Put ``data`` on the disk beside ``path``, then let it take that name."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    try:
        # Exclusive, so that nobody can have put a link there in a folder that is not ours alone.
        with open(temporary, "xb", opener=_owner_only) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    """Force the new name to disk too, where the system lets a folder be synced.

    Windows and some network disks do not. The file is complete by now and can be exported again,
    so that is no failure.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
