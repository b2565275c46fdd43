"""Disks that are not the data folder's: a memory stick, or whatever else a backup is put on.

Such a disk may know no rights of files at all, and a folder on it may belong to everybody. A new
file is made for its owner only where that can be; nothing that is there already is touched.
"""

import os
from pathlib import Path

from circle_tui.storage.disk import RealDisk, RealHandle
from circle_tui.storage.files import PRIVATE_FILE, PRIVATE_FOLDER, sync_folder

_OTHERS = 0o077
_BINARY = getattr(os, "O_BINARY", 0)


class Elsewhere(RealDisk):
    """The disk of this computer, for files that are new."""

    def create(self, path: Path) -> RealHandle:
        """Open a file that must be new; only its owner may read it, if the disk can do that."""
        return RealHandle(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, PRIVATE_FILE))


ELSEWHERE = Elsewhere()


def make_missing(folder: Path) -> None:
    """Make a folder and what is missing above it, for the owner only. Raises ``OSError``.

    One that is there keeps the rights it has: it is not the program's.
    """
    if not folder.is_dir():
        if not folder.parent.is_dir():
            make_missing(folder.parent)
        folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
        sync_folder(folder.parent)


def open_to_others(folder: Path) -> bool:
    """Tell whether other people of this computer may look into ``folder``; not on Windows.

    Raises ``OSError``.
    """
    return os.name != "nt" and bool(folder.stat().st_mode & _OTHERS)
