"""The few things a store asks of a disk, so that a test can put a failing one in its place.

What a store may rely on, and nothing else: bytes are there after a power cut once ``sync`` has
returned, names once ``sync_folder`` has; before that any part of them may be. ``replace`` shows
everybody the old file or the new one, never half of one.
"""

import errno
import os
import stat
import sys
from pathlib import Path
from typing import Final, Protocol

from circle_tui.storage.files import PRIVATE_FILE, close_to_others, sync_folder

if sys.platform == "win32":

    def _force(handle: int) -> None:
        os.fsync(handle)

    def _overwrite(handle: int, data: bytes, offset: int) -> int:
        here = os.lseek(handle, 0, os.SEEK_CUR)
        os.lseek(handle, offset, os.SEEK_SET)
        written = os.write(handle, data)
        os.lseek(handle, here, os.SEEK_SET)
        return written

    _BINARY = os.O_BINARY
else:
    _overwrite = os.pwrite
    _BINARY = 0
    if sys.platform == "darwin":
        import fcntl

        def _force(handle: int) -> None:
            try:  # fsync alone leaves the bytes in the memory of the drive: see man 2 fsync there
                fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            except OSError as error:
                if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOTTY):
                    raise
                os.fsync(handle)
    else:
        _force = os.fdatasync


class Handle(Protocol):
    """One open file. Everything raises ``OSError``."""

    def write(self, data: bytes) -> None:
        """Write all of ``data`` at the end; after a failure, part of it may be there."""

    def overwrite(self, data: bytes, offset: int = 0) -> None:
        """Write all of ``data`` in place, from ``offset`` on; the end is where it was."""

    def truncate(self, size: int) -> None:
        """Cut the file off after ``size`` bytes; the next ``write`` goes there."""

    def sync(self) -> None:
        """Return when the bytes, and how many they are, have been forced to the disk."""

    def close(self) -> None:
        """Let go of the file; doing it twice is the same as once."""


class Disk(Protocol):
    """Where the files of a store are. Everything raises ``OSError``."""

    def exists(self, path: Path) -> bool:
        """Tell whether there is anything under this name."""

    def read(self, path: Path) -> bytes:
        """Return the whole file."""

    def create(self, path: Path) -> Handle:
        """Open a new, empty file that only its owner may read; one that is there is emptied."""

    def append(self, path: Path) -> Handle:
        """Open the file that is there, at its end, and take every right of others away."""

    def replace(self, new: Path, old: Path) -> None:
        """Let ``new`` take the name ``old`` in one step, whether that is in use or not."""

    def remove(self, path: Path) -> None:
        """Remove a file; one that is not there is fine."""

    def sync_folder(self, path: Path) -> None:
        """Return when the names in this folder have been forced to the disk."""


class RealHandle:
    """An open file of the system."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def write(self, data: bytes) -> None:
        """Write all of ``data`` at the end; one call to the system, unless it takes only a part."""
        written = os.write(self._handle, data)
        while written < len(data):
            more = os.write(self._handle, memoryview(data)[written:])
            if not more:
                raise OSError(errno.EIO, "nothing was written")
            written += more

    def overwrite(self, data: bytes, offset: int = 0) -> None:
        """Write all of ``data`` in place, from ``offset`` on."""
        if _overwrite(self._handle, data, offset) != len(data):
            raise OSError(errno.EIO, "only a part was written")

    def truncate(self, size: int) -> None:
        """Cut the file off after ``size`` bytes; the next ``write`` goes there."""
        os.ftruncate(self._handle, size)
        os.lseek(self._handle, size, os.SEEK_SET)

    def sync(self) -> None:
        """Return when the bytes have been forced to the disk (on a Mac: to the platter)."""
        _force(self._handle)

    def close(self) -> None:
        """Let go of the file; doing it twice is the same as once."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)


class RealDisk:
    """The disk of this computer."""

    def exists(self, path: Path) -> bool:
        """Tell whether there is anything under this name."""
        try:
            path.lstat()
        except FileNotFoundError:
            return False
        return True

    def read(self, path: Path) -> bytes:
        """Return the whole file; a pipe in its place is refused, for it would never end."""
        if stat.S_ISFIFO(path.stat().st_mode):
            raise OSError(errno.ENXIO, "a pipe is where a file should be")
        return path.read_bytes()

    def create(self, path: Path) -> RealHandle:
        """Open a new, empty file that only its owner may read; one that is there is emptied."""
        flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | _BINARY
        handle = RealHandle(os.open(path, flags, PRIVATE_FILE))
        try:
            close_to_others(path)
        except OSError:
            handle.close()
            raise
        return handle

    def append(self, path: Path) -> RealHandle:
        """Open the file that is there, at its end, and take every right of others away.

        Not with ``O_APPEND``: Linux would then append what is to be written in place.
        """
        close_to_others(path)
        handle = os.open(path, os.O_RDWR | _BINARY)
        os.lseek(handle, 0, os.SEEK_END)
        return RealHandle(handle)

    def replace(self, new: Path, old: Path) -> None:
        """Let ``new`` take the name ``old`` in one step, whether that is in use or not."""
        new.replace(old)

    def remove(self, path: Path) -> None:
        """Remove a file; one that is not there is fine."""
        path.unlink(missing_ok=True)

    def sync_folder(self, path: Path) -> None:
        """Return when the names in this folder have been forced to the disk."""
        sync_folder(path)


REAL: Final = RealDisk()
"""The disk that everything but a test uses."""
