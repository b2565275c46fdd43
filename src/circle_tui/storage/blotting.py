"""Destroying files: written over before they are removed, as far as the disk allows that.

A disk that keeps old blocks, as flash does, may still hold what was there.
"""

from contextlib import suppress
from pathlib import Path

from circle_tui.storage.disk import Disk


def blot_out(disk: Disk, *paths: Path) -> None:
    """Remove files of one folder; those that are not there are fine.

    It is on the disk when this returns. Raises ``OSError``, and doing it again goes on.
    """
    for path in paths:
        if disk.exists(path):
            with suppress(OSError):
                _overwrite(disk, path)
            disk.remove(path)
    for folder in {path.parent for path in paths}:
        disk.sync_folder(folder)


def _overwrite(disk: Disk, path: Path) -> None:
    size = len(disk.read(path))
    handle = disk.append(path)
    try:
        handle.overwrite(bytes(size))
        handle.sync()
    finally:
        handle.close()
