"""What the tests of store files share: a disk that fails on request, a toy seal, a way in."""

import errno
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

from circle_tui.storage.disk import REAL, Handle
from circle_tui.storage.generation import NewStore
from circle_tui.storage.lines import Broken, Seal, Sealing, Seals
from circle_tui.storage.storefile import StoreFile

STORE = "0123456789abcdef" * 2
NEW = NewStore(STORE)
SEALED = Sealing("notes.store.keys", "k1")


class ToySeal:
    """Seals like a cipher would, with the same result each time, and keeps nothing secret."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def shut(self, data: bytes, bound: bytes) -> tuple[bytes, bytes]:
        """Return a fixed nonce with every byte turned over, and a keyed sum."""
        turned = b"nonce" + bytes(byte ^ 0x5A for byte in data)
        return turned, self._tag(turned, bound)

    def open(self, data: bytes, tag: bytes, bound: bytes) -> bytes:
        """Return what was shut."""
        if self._tag(data, bound) != tag:
            raise Broken
        return bytes(byte ^ 0x5A for byte in data.removeprefix(b"nonce"))

    def _tag(self, data: bytes, bound: bytes) -> bytes:
        whole = b"%d %s%s" % (len(bound), bound, data)
        return blake2b(whole, key=self._key, digest_size=16).digest()


def toy_seals(keys: str, key: str) -> Seal:
    """Return the toy seal of a key."""
    return ToySeal(f"{keys}/{key}".encode())


class FaultyDisk:
    """The real disk, but what is named in ``failing`` fails.

    ``calls`` names everything that was asked for, with the end of the file's name. A failing
    ``write`` leaves half of its bytes behind. ``error`` makes what is raised; ``meanwhile`` runs
    after each reading.
    """

    def __init__(self, *failing: str) -> None:
        self.failing = set(failing)
        self.calls: list[str] = []
        self.error: Callable[[], BaseException] = lambda: OSError(errno.ENOSPC, "full")
        self.meanwhile: Callable[[Path], None] = lambda _path: None

    def ask(self, what: str, path: Path) -> None:
        """Note that something was asked for, and fail if it shall."""
        name = f"{what}{path.suffix}"
        self.calls.append(name)
        if what in self.failing or name in self.failing:
            raise self.error()

    def exists(self, path: Path) -> bool:
        """Tell whether there is anything under this name."""
        return REAL.exists(path)

    def read(self, path: Path) -> bytes:
        """Return the whole file."""
        self.ask("read", path)
        data = REAL.read(path)
        self.meanwhile(path)
        return data

    def create(self, path: Path) -> Handle:
        """Open a new file."""
        self.ask("create", path)
        return FaultyHandle(self, path, REAL.create(path))

    def append(self, path: Path) -> Handle:
        """Open a file at its end."""
        self.ask("append", path)
        return FaultyHandle(self, path, REAL.append(path))

    def replace(self, new: Path, old: Path) -> None:
        """Let ``new`` take the name ``old``."""
        self.ask("replace", new)
        REAL.replace(new, old)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        self.ask("remove", path)
        REAL.remove(path)

    def sync_folder(self, path: Path) -> None:
        """Note that the names were to be forced; no test cuts the power."""
        self.ask("sync_folder", path)


class FaultyHandle:
    """A file that is open on a ``FaultyDisk``."""

    def __init__(self, disk: FaultyDisk, path: Path, handle: Handle) -> None:
        self._disk = disk
        self._path = path
        self._handle = handle

    def write(self, data: bytes) -> None:
        """Write at the end, or half of it."""
        try:
            self._disk.ask("write", self._path)
        except BaseException:
            self._handle.write(data[: len(data) // 2])
            raise
        self._handle.write(data)

    def overwrite(self, data: bytes, offset: int = 0) -> None:
        """Write in place."""
        self._disk.ask("overwrite", self._path)
        self._handle.overwrite(data, offset)

    def truncate(self, size: int) -> None:
        """Cut the file off."""
        self._disk.ask("truncate", self._path)
        self._handle.truncate(size)

    def sync(self) -> None:
        """Note that the bytes were to be forced; no test cuts the power."""
        self._disk.ask("sync", self._path)

    def close(self) -> None:
        """Let go of the file."""
        self._handle.close()


def opened(path: Path, disk: FaultyDisk | None = None, **options: Any) -> StoreFile:  # noqa: ANN401 - passed on
    """Open the notes at ``path``, making them if they are missing."""
    options.setdefault("create", NEW)
    return StoreFile(path, "notes", disk=disk or FaultyDisk(), **options)


def kept(path: Path, seals: Seals | None = None) -> list[bytes]:
    """Return the payloads that a look at the store shows."""
    store = StoreFile(path, "notes", seals=seals, read_only=True)
    payloads = store.take()
    store.close()
    return payloads


def made(path: Path, *payloads: bytes, **options: Any) -> bytes:  # noqa: ANN401 - passed on
    """Make a store that holds these steps, close it, and return its file."""
    store = opened(path, **options)
    for payload in payloads:
        store.append(payload)
    store.close()
    return path.read_bytes()
