"""Writes a whole store file: the first generation of a new store, or the next of one that is there.

It is written and forced under another name, and then takes the place of the old file in one step:
whatever happens in between, one or the other is there, and whole.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from circle_tui.domain.errors import StoreLocked
from circle_tui.storage.disk import Disk
from circle_tui.storage.files import NEW, told
from circle_tui.storage.head import Head, HeadFile, head_path
from circle_tui.storage.lines import Framing, Header, Seal, Sealing, Seals, header_line
from circle_tui.storage.scan import Place


class NewStore(NamedTuple):
    """A store to be made: its id (32 random hex digits), and what it is to hold at once."""

    store: str
    sealed_by: Sealing | None = None
    extra: dict[str, Any] = {}  # noqa: RUF012 - nobody changes it: it is only written out
    payloads: Iterable[bytes] = ()


class Written(NamedTuple):
    """A generation as it was written: its header line, and where it ends."""

    header_line: bytes
    last: Place


def new_path(path: Path) -> Path:
    """Return where the next generation of the store at ``path`` is written."""
    return path.with_name(path.name + NEW)


def find_seal(sealed_by: Sealing | None, seals: Seals | None, kind: str) -> Seal | None:
    """Return what seals a store, ``None`` for a plain one.

    Raises ``StoreLocked`` where no keys were given, and what ``seals`` raises.
    """
    if sealed_by is None:
        return None
    if seals is None:
        raise StoreLocked(
            f"The {kind} file is sealed. Give the passphrase to open it; nothing was changed."
        )
    return seals(*sealed_by)


def write_new(
    disk: Disk, path: Path, header: Header, payloads: list[bytes], seal: Seal | None
) -> Written:
    """Write a generation beside the file at ``path``; it is on the disk when this returns.

    All that needs room on the disk happens here. Raises ``OSError``, and nothing is left behind.
    """
    first, link = header_line(header)
    framing = Framing(header, seal)
    lines = [first]
    number = header.after
    for payload in payloads:
        number += 1
        line, link = framing.line(number, link, payload)
        lines.append(line)
    data = b"".join(lines)
    try:
        handle = disk.create(new_path(path))
        try:
            handle.write(data)
            handle.sync()
        finally:
            handle.close()
        if seal is not None:  # the key file must outlast a power cut before it is needed
            disk.sync_folder(path.parent)
    except BaseException:
        drop_new(disk, path)
        raise
    return Written(first, Place(number, link, len(data)))


def drop_new(disk: Disk, path: Path) -> None:
    """Remove a generation that took no place, if that can be; opening the store tries again."""
    with suppress(OSError):
        disk.remove(new_path(path))


def found(path: Path, kind: str, new: NewStore, *, disk: Disk, seals: Seals | None = None) -> None:
    """Make a store at ``path``, in place of whatever is there; it is on the disk when this returns.

    Raises ``StoreError``; what was there before then still is, unless only forcing the new name to
    the disk failed.
    """
    seal = find_seal(new.sealed_by, seals, kind)
    payloads = list(new.payloads)
    header = Header(new.store, 1, 0, len(payloads), new.sealed_by, new.extra)
    with told(f"The {kind} file could not be made"):
        lay_down(disk, path, header, payloads, seal)


def lay_down(
    disk: Disk, path: Path, header: Header, payloads: list[bytes], seal: Seal | None
) -> None:
    """Put a generation and its head in place of whatever is there. Raises ``OSError``."""
    written = write_new(disk, path, header, payloads, seal)
    try:
        disk.replace(new_path(path), path)
    except OSError:
        drop_new(disk, path)
        raise
    disk.sync_folder(path.parent)
    head = HeadFile(disk, head_path(path))
    with suppress(OSError):  # opening the store writes it anew, and says so
        head.begin(Head(header.store, *written.last[:2]), written.header_line)
    with suppress(OSError):
        head.close()
