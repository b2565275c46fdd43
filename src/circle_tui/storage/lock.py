"""One process at a time: the lock on a circle, or on one of its stores.

The system frees the lock when its process ends, however it ends; so a process id left in the file
by a crash means nothing and is never waited for.
"""

import os
import sys
from pathlib import Path

from circle_tui.domain.errors import StoreBusy
from circle_tui.storage.files import PRIVATE_FILE, told

NAME = "lock"

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30
    """The locked byte, far behind the process id: Windows lets nobody read a locked byte."""

    def _take(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

    _HELD: tuple[type[OSError], ...] = (PermissionError,)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    _HELD: tuple[type[OSError], ...] = (BlockingIOError,)


_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class Lock:
    """The right to change what the lock file at ``path`` stands for, until ``release``.

    Raises ``StoreBusy`` when another process (or this one, already) has it, else ``StoreError``
    when the folder cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with told("This circle could not be opened"):
            # Never through a link: what it leads to is somebody's file, and would be emptied.
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | _NO_LINK, PRIVATE_FILE)
            try:
                self._acquire()
            except BaseException:
                os.close(self._handle)
                raise

    def _acquire(self) -> None:
        try:
            _take(self._handle)
        except _HELD:
            holder = os.read(self._handle, 20).decode("ascii", "replace").strip()
            process = f" (process {holder})" if holder.isdigit() else ""
            raise StoreBusy(
                f"This circle is open in another window{process}. Close it there first; "
                "nothing was changed. Looking works meanwhile, for example: circle actions list"
            ) from None
        # Emptied first, its blocks would be freed and found again, and a busy disk waited for.
        written = os.write(self._handle, f"{os.getpid()}\n".encode())
        os.ftruncate(self._handle, written)

    def release(self) -> None:
        """Let go; doing it twice is the same as once. The file stays: removing it would race."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


class CircleLock(Lock):
    """The right to change the circle in a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / NAME)
