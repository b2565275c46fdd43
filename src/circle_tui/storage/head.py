"""The head of a store: a small side file that tells how far the store surely reached.

Its first line, of fixed length, names the last step that was forced to the disk, and is overwritten
in place after each, never before; it is not forced itself. So after a power cut it may name an
earlier step than the last, but never a later one: a store that ends before its head lost something.
Behind it stands a copy of the header of the store, from which ``circle doctor`` can work when the
header itself is damaged.
"""

from pathlib import Path
from typing import Final, NamedTuple

from circle_tui.storage.disk import Disk, Handle
from circle_tui.storage.lines import Broken, checksum

_MAGIC: Final = b"circle-tui head 2 "


class Head(NamedTuple):
    """The last step that is known to be on the disk: its store, its number and its sum."""

    store: str
    number: int
    sum: bytes


def head_path(path: Path) -> Path:
    """Return where the head of the store at ``path`` is."""
    return path.with_name(path.name + ".head")


def head_line(head: Head) -> bytes:
    """Return the first line of a head file; its length is the same for every head."""
    text = b"%s%s %020d %-32s " % (_MAGIC, head.store.encode(), head.number, head.sum)
    return b"%s%s\n" % (text, checksum(text))


def read_head(data: bytes) -> tuple[Head, bytes]:
    """Return the head that a file holds, and the copy of the header (without LF, unproven) there.

    Raises ``Broken``.
    """
    line, _, rest = data.partition(b"\n")
    text, total = line[:-16], line[-16:]
    words = text.removeprefix(_MAGIC).split()
    if not text.startswith(_MAGIC) or checksum(text) != total or len(words) != 3:
        raise Broken
    store, number, last = words
    return Head(store.decode(), int(number), last), rest.partition(b"\n")[0]


class HeadFile:
    """The head file of a store that is open for writing. Everything raises ``OSError``."""

    def __init__(self, disk: Disk, path: Path) -> None:
        self._disk = disk
        self._path = path
        self._handle: Handle | None = None

    def note(self, head: Head) -> None:
        """Name another step; nothing waits for the disk."""
        if self._handle is None:
            self._handle = self._disk.append(self._path)
        self._handle.overwrite(head_line(head))

    def force(self, head: Head) -> None:
        """Name an earlier step, and return when that is on the disk."""
        self.note(head)
        if self._handle is not None:
            self._handle.sync()

    def begin(self, head: Head, header_line: bytes) -> None:
        """Write the whole file anew. The first time it is forced, so that none missing is normal.

        Once it is there, nothing waits for the disk: what a power cut leaves of it is an older head
        or one that is noticed to be damaged.
        """
        data = head_line(head) + header_line
        if self._disk.exists(self._path):
            if self._handle is None:
                self._handle = self._disk.append(self._path)
            self._handle.overwrite(data)
        else:
            self.close()
            self._handle = self._disk.create(self._path)
            self._handle.write(data)
            self._handle.sync()
            self._disk.sync_folder(self._path.parent)

    def close(self) -> None:
        """Let go of the file; doing it twice is the same as once."""
        handle, self._handle = self._handle, None
        if handle is not None:
            handle.close()
