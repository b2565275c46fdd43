"""The text of a key file: one line, ``circle-tui keys 1 SUM {json}``.

The sum is that of the version and the JSON text, in every version to come, so that a damaged file
is told from a newer one, and both from a wrong passphrase: the sum is looked at before anything
else. Nothing in the file is a secret by itself; each key in it is shut in under another. ::

    {"id": ID, "keys": {KEY ID: WRAPPED, ...}, "slots": {"passphrase": SLOT, "recovery": SLOT}}
    {"id": ID, "keys": {KEY ID: WRAPPED, ...}, "within": ID OF THE OUTER KEY FILE}

Ids are random hex. A file within another has no slots: the master key of the outer one opens it.
"""

import json
import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Self

from circle_tui.domain.errors import KeysDamaged, StoreError, StoreNewer
from circle_tui.storage.blotting import blot_out
from circle_tui.storage.disk import Disk
from circle_tui.storage.files import NEW, told
from circle_tui.storage.sealing import WRAPPED_BYTES
from circle_tui.storage.slots import Slot, as_text, from_text

VERSION = 1

PASSPHRASE = "passphrase"
RECOVERY = "recovery"

_LINE = re.compile(r"circle-tui keys (\d{1,9}) ([0-9a-f]{32}) (\{.*\})\n", re.ASCII)
_ID = re.compile(r"[0-9a-f]{32}")
_KEY_ID = re.compile(r"[0-9a-f]{16}")
_MOST_BYTES = 1 << 16
"""Longer than a key file ever gets: two slots, and a few keys of 130 bytes each."""


@dataclass(frozen=True, slots=True, repr=False)
class KeyFile:
    """What a key file holds: by themselves, only keys that are shut in."""

    id: str
    keys: Mapping[str, bytes]
    slots: Mapping[str, Slot] = field(default_factory=dict)
    within: str | None = None

    def line(self) -> bytes:
        """Return the bytes of the file."""
        held: dict[str, object] = {
            "id": self.id,
            "keys": {key_id: as_text(wrapped) for key_id, wrapped in self.keys.items()},
        }
        if self.within is None:
            held["slots"] = {name: slot.fields() for name, slot in self.slots.items()}
        else:
            held["within"] = self.within
        text = json.dumps(held, separators=(",", ":"))
        return f"circle-tui keys {VERSION} {_sum(str(VERSION), text)} {text}\n".encode()

    @classmethod
    def read(cls, data: bytes, name: str) -> Self:
        """Return what the bytes of a file hold; ``name`` is what a sentence calls it.

        Raises ``KeysDamaged`` when they are not what was saved, or ask for more than a computer
        has, and ``StoreNewer`` when a newer version of the program wrote them.
        """
        match = _LINE.fullmatch(data.decode("utf-8", "replace"))
        if match is None or match[2] != _sum(match[1], match[3]):
            raise damaged(name)
        if int(match[1]) > VERSION:
            raise StoreNewer(
                f"The key file of this circle ({name}) was written by a newer version of "
                "circle-tui. Nothing was changed, and the circle is safe. Install the newer "
                "version, then open the circle again."
            )
        try:
            return cls._from(json.loads(match[3]))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise damaged(name) from None

    @classmethod
    def _from(cls, held: dict[str, object]) -> Self:
        """Return what the JSON of a file holds. Raises many an error when it makes no sense."""
        keys, slots, within = held["keys"], held.get("slots", {}), held.get("within")
        if not isinstance(keys, dict) or not isinstance(slots, dict):
            raise TypeError
        if held.keys() != {"id", "keys", "slots" if within is None else "within"}:
            raise ValueError("other fields")
        if within is None and not {PASSPHRASE} <= slots.keys() <= {PASSPHRASE, RECOVERY}:
            raise ValueError("other slots")
        return cls(
            _matching(_ID, held["id"]),
            {_matching(_KEY_ID, key): from_text(k, WRAPPED_BYTES) for key, k in keys.items()},
            {slot: Slot.read(fields) for slot, fields in slots.items()},
            None if within is None else _matching(_ID, within),
        )


def load(disk: Disk, path: Path, *, missing: str) -> KeyFile:
    """Return what the key file at ``path`` holds.

    Raises ``KeysDamaged`` (with the sentence ``missing`` when there is none), ``StoreNewer``, or
    ``StoreError`` when it cannot be read.
    """
    with told(f"The key file of this circle ({path.name}) could not be read"):
        if _is_something_else(path):
            raise damaged(path.name)
        try:
            data = disk.read(path)
        except FileNotFoundError:
            raise KeysDamaged(missing) from None
    return KeyFile.read(data, path.name)


def create(disk: Disk, path: Path, file: KeyFile) -> None:
    """Keep a new key file. Raises ``StoreError``, also when there is one already."""
    with told("The key file could not be made"):
        taken = disk.exists(path)
    if taken:
        raise StoreError(
            f"There is a key file already ({path.name}). It was left as it is, because something "
            "may be sealed with it. Open that with its passphrase, or move the key file away, then "
            "try again."
        )
    put(disk, path, file)
    confirm(disk, path)


def put(disk: Disk, path: Path, file: KeyFile) -> None:
    """Let this take the place of the key file at ``path`` in one step; then ``confirm`` it.

    Raises ``StoreError``, and what was there before still is.
    """
    new = _new(path)
    try:
        with told("The key file could not be written"):
            handle = disk.create(new)
            try:
                handle.write(file.line())
                handle.sync()
            finally:
                handle.close()
            disk.replace(new, path)
    except BaseException:
        with suppress(OSError):  # the next change overwrites it
            disk.remove(new)
        raise


def confirm(disk: Disk, path: Path) -> None:
    """Return when what was ``put`` is sure to outlast a power cut. Raises ``StoreError``."""
    with told(
        "The key file was written, but the disk did not confirm it, so that a power cut can still "
        "bring back the one before"
    ):
        disk.sync_folder(path.parent)


def destroy(disk: Disk, path: Path) -> None:
    """Remove a key file and what an interrupted change left of it. Raises ``StoreError``.

    Each is written over first, as far as the disk allows that; it is fine if there is none.
    """
    with told("The key file could not be destroyed"):
        blot_out(disk, path, _new(path))


def damaged(name: str) -> KeysDamaged:
    """Return the error for a key file that is not what was saved."""
    return KeysDamaged(
        f"The key file of this circle ({name}) is damaged; this says nothing about the passphrase. "
        "The key file was left as it is, and so was the circle. Put a copy of the key file from a "
        "backup in its place, then open the circle again."
    )


def _is_something_else(path: Path) -> bool:
    """Tell whether this is no file, or one so long that reading it could fill the memory."""
    try:
        found = path.stat()
    except OSError:
        return False  # reading it tells what is wrong
    except ValueError:
        return True  # no name of a file at all
    return not stat.S_ISREG(found.st_mode) or found.st_size > _MOST_BYTES


def _new(path: Path) -> Path:
    return path.with_name(path.name + NEW)


def _matching(pattern: re.Pattern[str], text: object) -> str:
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise ValueError("another text")
    return text


def _sum(version: str, text: str) -> str:
    return blake2b(f"{version} {text}".encode(), digest_size=16).hexdigest()
