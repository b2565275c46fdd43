"""Makes a store that was read fit to be gone on with, after whatever ended the last process.

What was torn is kept beside the file and cut off; what may be only in the memory of the system is
forced to the disk.
"""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from circle_tui.storage.disk import Disk, Handle
from circle_tui.storage.head import Head
from circle_tui.storage.opening import Look


def is_proven(seen: Look) -> bool:
    """Tell whether the head names the last line, so that all of the file is surely on the disk."""
    last = seen.scan.last
    return seen.head == Head(seen.header.store, last.number, last.sum)


def open_mended(path: Path, disk: Disk, seen: Look) -> Handle:
    """Open the store for writing, behind its last good line. Raises ``OSError``."""
    last, before = seen.scan.last, seen.scan.before
    torn = seen.data[last.end :]
    handle = disk.append(path)
    try:
        if torn:
            keep(disk, aside_path(path, disk), torn)
            handle.truncate(last.end)
            handle.sync()
        if not is_proven(seen):
            if last.number > seen.header.until:
                handle.overwrite(seen.data[before.end : last.end], before.end)
                handle.sync()
            disk.sync_folder(path.parent)
    except BaseException:
        handle.close()
        raise
    return handle


def told_of(path: Path, kind: str, disk: Disk, seen: Look) -> Iterator[str]:
    """Say what was found, before anything is mended; nothing for a store that was left well."""
    torn = len(seen.data) > seen.scan.last.end
    if torn and seen.head is not None:
        yield (
            f"The last change to the {kind} file was not saved completely, and was never confirmed."
            f" What there is of it was set aside in {aside_path(path, disk).name}; everything "
            "that was confirmed is here."
        )
    elif torn:
        yield (
            f"The end of the {kind} file could not be read, and was set aside in "
            f"{aside_path(path, disk).name}. It is most likely a change that was never confirmed; "
            "as the side file is no help, look whether your last change is here."
        )
    if seen.head is None:
        what = "was damaged" if seen.head_there else "was missing"
        yield (
            f"The side file of the {kind} file {what}, and was written anew. All that is in the "
            "file was checked; only whether changes are missing at its end could not be."
        )


def aside_path(path: Path, disk: Disk, word: str = "aside") -> Path:
    """Return the first name that is free for what is set aside from the store at ``path``."""
    for number in count(1):
        free = path.with_name(f"{path.name}.{word}-{number}")
        if not disk.exists(free):
            return free
    raise AssertionError  # pragma: no cover - count never ends


def keep(disk: Disk, path: Path, data: bytes) -> None:
    """Write a file that only its owner may read; it is on the disk when this returns."""
    handle = disk.create(path)
    try:
        handle.write(data)
        handle.sync()
    finally:
        handle.close()
    disk.sync_folder(path.parent)
