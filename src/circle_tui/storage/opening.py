"""Reads a store and its head without changing anything, and says in words what is wrong with them.

The head is read first and the file after it. So a program that looks on while another one writes
never meets a head that is ahead of the file, but when that one takes a step back; it then looks
again, for the head will have changed.
"""

from pathlib import Path
from typing import NamedTuple

from circle_tui.domain.errors import StoreDamaged, StoreError, StoreNewer
from circle_tui.storage.disk import Disk
from circle_tui.storage.files import told
from circle_tui.storage.generation import find_seal
from circle_tui.storage.head import Head, head_path, read_head
from circle_tui.storage.lines import FILE, Broken, Framing, Header, Newer, Seals, read_header
from circle_tui.storage.scan import Scan, scan

_LOOKS = 10
"""How often a store that changes meanwhile is looked at before what is seen is believed."""


class Look(NamedTuple):
    """What the files of a store hold.

    ``head`` is ``None`` if it is missing or damaged; ``head_there`` tells these two apart.
    """

    data: bytes
    header: Header
    header_line: bytes
    framing: Framing
    head: Head | None
    head_there: bool
    scan: Scan


def look(path: Path, kind: str, *, disk: Disk, seals: Seals | None) -> Look:
    """Read the store at ``path``; ``kind`` is its name in sentences.

    Raises ``StoreDamaged``, ``StoreNewer``, ``StoreLocked``, what ``seals`` raises, and
    ``StoreError`` when it is not there or cannot be read.
    """
    head = read_head_file(path, kind, disk)
    for _ in range(_LOOKS):
        try:
            return _look_once(path, kind, head, disk, seals)
        except StoreDamaged:
            before, head = head, read_head_file(path, kind, disk)
            if head == before:
                raise
    return _look_once(path, kind, head, disk, seals)


def require_own_place(header: Header, path: Path, kind: str) -> None:
    """Raise ``StoreDamaged`` for a store that was made under another name than it lies under."""
    if header.extra.get(FILE, path.name) != path.name:
        raise StoreDamaged(
            f"The {kind} file of this circle ({path.name}) is another of its files under a wrong "
            "name. Nothing was changed. Put each file back where it was, or a backup in their "
            "place with: circle restore FOLDER"
        )


def read_head_file(path: Path, kind: str, disk: Disk) -> bytes | None:
    """Return what the head file of a store holds, ``None`` if it is missing."""
    with told(f"The {kind} file could not be read"):
        head = head_path(path)
        return disk.read(head) if disk.exists(head) else None


def damaged(path: Path, kind: str, what: str) -> StoreDamaged:
    """Return the error for a store that is not what was saved: ``what`` is wrong with it."""
    return StoreDamaged(
        f"The {kind} file ({path.name}) is damaged: {what}. It was left as it is, and nothing was "
        "changed. `circle doctor --repair` keeps a copy of it and saves what can be saved."
    )


def newer(kind: str) -> StoreNewer:
    """Return the error for a store whose format is not known yet."""
    return StoreNewer(
        f"The {kind} file was written by a newer version of circle-tui. Nothing was changed. "
        "Update circle-tui, then open it again."
    )


def missing(path: Path, kind: str, *, head_there: bool) -> StoreError:
    """Return the error for a store whose file is not there."""
    if head_there:
        return StoreDamaged(
            f"The {kind} file ({path.name}) is gone, while its side file is there. Nothing was "
            "changed. Put the file back, or a copy from a backup, then run "
            "`circle doctor --repair`."
        )
    return StoreError(f"There is no {kind} file ({path.name}) here. Nothing was changed.")


def _look_once(
    path: Path, kind: str, head_data: bytes | None, disk: Disk, seals: Seals | None
) -> Look:
    with told(f"The {kind} file could not be read"):
        if not disk.exists(path):
            raise missing(path, kind, head_there=head_data is not None)
        data = disk.read(path)
    first, end, _ = data.partition(b"\n")
    try:
        if not end:
            raise Broken
        header, _ = read_header(first)
    except Broken:
        raise damaged(path, kind, "its first line is not what was saved") from None
    except Newer:
        raise newer(kind) from None
    head = None
    if head_data is not None:
        try:
            head, _ = read_head(head_data)
        except Broken:
            head = None
    framing = Framing(header, find_seal(header.sealed_by, seals, kind))
    found = scan(data, header, framing, head)
    if found.damage:
        raise damaged(path, kind, found.damage)
    return Look(data, header, first + end, framing, head, head_data is not None, found)
