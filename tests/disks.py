"""A disk in memory that can be full, break down, and lose its power; it counts what is asked of it.

It keeps apart what programs read (the memory of the system) and what surely outlasts a power cut:
the bytes of a file once it was forced, the names in a folder once that was. ``powercut.py`` says
what a cut may leave of the rest.
"""

import errno
import os
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from circle_tui.storage.disk import Handle
from tests.powercut import (
    Files,
    MemoryFile,
    PowerCut,
    Renaming,
    cut_to,
    link,
    rename,
    unlink,
    written,
)

CHANGES = frozenset(
    {"create", "append", "write", "overwrite", "truncate", "sync", "replace", "remove", "folder"}
)
"""What is asked of a disk to change something: "append" is opening, "folder" forcing the names."""


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong at the ``at``-th call (from 0) that is one of ``kinds``.

    Of a write ``part`` gets there first. ``done`` is a replace or a remove that says it failed and
    did not. ``lasting`` faults go on until the disk is given none.
    """

    at: int
    error: int = errno.ENOSPC
    kinds: frozenset[str] = CHANGES
    part: float = 0
    done: bool = False
    lasting: bool = False


class MemoryDisk:
    """``storage.disk.Disk``, in memory. ``calls`` is what was asked of it: what, and of which file.

    If ``recording``, ``cuts`` is filled just before everything that forces: until then more and
    more may survive in more and more ways, so these instants cover those between them. Where there
    is a fault, that begins when it happens.
    """

    def __init__(
        self, files: Files | None = None, fault: Fault | None = None, *, recording: bool = False
    ) -> None:
        self.fault = fault
        self.calls: list[tuple[str, str]] = []
        self.cuts: list[PowerCut] = []
        self.mark = 0
        self.failed_call = ("", "")
        """The first call that failed."""
        self._recording = recording
        self._counted = 0
        forced = {path: MemoryFile(data, [data]) for path, data in (files or {}).items()}
        self._names, self._forced = dict(forced), forced
        self._renamings: list[Renaming] = []

    @property
    def failed(self) -> bool:
        """Whether the fault has happened."""
        return self.failed_call != ("", "")

    def files(self) -> Files:
        """Return everything as programs see it."""
        return {path: file.content for path, file in self._names.items()}

    def cut_power(self) -> PowerCut:
        """Return what a power cut at this instant can leave."""
        return PowerCut(self.mark, *deepcopy((self._forced, self._renamings)))

    def exists(self, path: Path) -> bool:
        """Tell whether there is anything under this name."""
        return path in self._names

    def read(self, path: Path) -> bytes:
        """Return the whole file."""
        self.called("read", path)
        if path not in self._names:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return self._names[path].content

    def create(self, path: Path) -> Handle:
        """Open a new, empty file; one that is there is emptied."""
        self.called("create", path)
        if path in self._names:
            self._names[path].change(cut_to(0))
        else:
            self._renamed(link(path, MemoryFile()))
        return _MemoryHandle(self, path, self._names[path])

    def append(self, path: Path) -> Handle:
        """Open the file that is there, at its end."""
        self.called("append", path)
        if path not in self._names:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return _MemoryHandle(self, path, self._names[path])

    def replace(self, new: Path, old: Path) -> None:
        """Let ``new`` take the name ``old`` in one step."""
        file = self._names[new]
        self.called("replace", old, lambda: self._renamed(rename(new, old, file)))
        self._renamed(rename(new, old, file))

    def remove(self, path: Path) -> None:
        """Remove a file; one that is not there is fine."""
        if path in self._names:
            self.called("remove", path, lambda: self._renamed(unlink(path)))
            self._renamed(unlink(path))

    def sync_folder(self, path: Path) -> None:
        """Force the names; where that fails, they may be on the disk or not, as before."""
        self.forcing()
        self.called("folder", path)
        self._forced, self._renamings = dict(self._names), []

    def forcing(self) -> None:
        """Take note that something is about to be forced."""
        if self._recording and (self.fault is None or self.failed):
            self.cuts.append(self.cut_power())

    def called(self, kind: str, path: Path, done: Callable[[], None] | None = None) -> None:
        """Take note of a call. Raises ``OSError`` if it is to fail; ``done`` may happen before."""
        self.calls.append((kind, path.name))
        if self.fault is None or kind not in self.fault.kinds:
            return
        number, self._counted = self._counted, self._counted + 1
        if number == self.fault.at or (number > self.fault.at and self.fault.lasting):
            if not self.failed:
                self.failed_call = self.calls[-1]
            if done is not None and self.fault.done:
                done()
            raise OSError(self.fault.error, os.strerror(self.fault.error))

    def _renamed(self, change: Renaming) -> None:
        change(self._names)
        self._renamings.append(change)


class _MemoryHandle:
    """``storage.disk.Handle`` of a file in memory."""

    def __init__(self, disk: MemoryDisk, path: Path, file: MemoryFile) -> None:
        self._disk = disk
        self._path = path
        self._file = file
        self._end = len(file.content)
        self._open = True

    def write(self, data: bytes) -> None:
        """Write at the end; see ``Disk``."""
        self._write("write", data, self._end)
        self._end += len(data)

    def overwrite(self, data: bytes, offset: int = 0) -> None:
        """Write in place; see ``Disk``."""
        self._write("overwrite", data, offset)

    def truncate(self, size: int) -> None:
        """Cut the file off; see ``Disk``."""
        self._called("truncate")
        self._file.change(cut_to(size))
        self._end = size

    def sync(self) -> None:
        """Force the bytes; see ``Disk``."""
        self._disk.forcing()
        try:
            self._called("sync")
        except OSError:
            self._file.force_in_vain()
            raise
        self._file.force()

    def close(self) -> None:
        """Let go of the file."""
        self._open = False

    def _write(self, kind: str, data: bytes, offset: int) -> None:
        try:
            self._called(kind)
        except OSError:
            fault = self._disk.fault
            some = data[: int(len(data) * fault.part)] if fault is not None else b""
            if some:
                self._file.change(written(some, offset))
                self._end += len(some) if kind == "write" else 0
            raise
        self._file.change(written(data, offset))

    def _called(self, kind: str) -> None:
        if not self._open:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        self._disk.called(kind, self._path)
