"""The keys of a sealed circle: one passphrase or recovery code opens them all.

A random master key is shut in twice, once with the passphrase and once with the recovery code, and
the keys of the data are shut in under the master key. So a changed passphrase rewrites this small
file and nothing else, and a store can be given another key while the old one still opens it.

A key file within another (that of the aliases) is opened by the master key of the outer one. It is
kept out of backups: destroying it destroys what every copy of its store holds.
"""

import os
from collections.abc import Set
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from circle_tui.domain.errors import KeysDamaged, WrongPassphrase
from circle_tui.storage.datakeys import DataKeys
from circle_tui.storage.disk import REAL, Disk
from circle_tui.storage.keyfile import (
    PASSPHRASE,
    RECOVERY,
    KeyFile,
    create,
    destroy,
    load,
)
from circle_tui.storage.lines import Broken, Seal
from circle_tui.storage.passphrases import accept, prepared
from circle_tui.storage.recovery import LENGTH, NoCode, draw_code, read_code, tidy
from circle_tui.storage.sealing import KEY_BYTES, Random
from circle_tui.storage.slots import Cost, Slot, best_cost

_ID_BYTES = 16

_MISSING = (
    "The key file of this circle ({name}) is missing. Nothing was changed, and the circle is as it "
    "was, but no passphrase opens it without that file. Put a copy of the key file from a backup "
    "in its place, then open the circle again."
)
_GONE = (
    "The key of the names in this circle ({name}) is missing. Forgetting people destroys it, and "
    "backups never hold it. Everything that is sealed with another key is safe. If it was only "
    "moved, put it back beside the circle, then open the circle again; if not, nobody can read the "
    "names any more."
)


class Keys(DataKeys):
    """What a passphrase or a recovery code opened; see ``create_keys`` and ``open_keys``."""

    def __init__(
        self,
        path: Path,
        file: KeyFile,
        master: bytes,
        *,
        disk: Disk,
        urandom: Random,
        cost: Cost | None,
    ) -> None:
        """Take the keys out of ``file``. Raises ``KeysDamaged``; see ``DataKeys``."""
        super().__init__(path, file, master, disk=disk, urandom=urandom)
        self.by_code = False
        """Whether it was the recovery code that opened this: time for a new passphrase."""
        self._cost = cost
        self._within: dict[str, DataKeys] = {}

    @property
    def has_code(self) -> bool:
        """Whether there is a recovery code."""
        return RECOVERY in self._file.slots

    def change_passphrase(self, new: str) -> None:
        """Let another passphrase open the circle; the data and the recovery code stay.

        Raises ``UnfitPassphrase`` and ``StoreError``; one of the two passphrases then opens it.
        """
        self._change_slot(PASSPHRASE, accept(new))

    def new_recovery_code(self) -> str:
        """Draw a recovery code and return it, to be shown once. The one before no longer opens.

        Raises ``StoreError``; no new code is then known to anybody.
        """
        code = draw_code(self._urandom)
        self.take_recovery_code(code)
        return code

    def take_recovery_code(self, code: str) -> None:
        """Let this code open the circle in place of the one before: one of ``recovery.draw_code``.

        Raises ``StoreError``; one of the two codes then opens it.
        """
        self._change_slot(RECOVERY, read_code(code))

    def require(self, secret: str) -> None:
        """Raise ``WrongPassphrase`` unless this opens the circle; no file is read for it."""
        _unlock(self._file, secret)

    def seals(self, key_file: str, key_id: str) -> Seal:
        """Return the seal that the header of a store names: usable as ``Seals``.

        Raises ``KeysDamaged`` when there is no such key, else ``StoreError``.
        """
        keys = self if key_file == self.path.name else self.within(key_file)
        return keys.seal(key_id)

    def within(self, name: str) -> DataKeys:
        """Return the key file of this name, beside this one, that this one opens.

        Raises ``KeysDamaged`` when it is missing, damaged or another circle's, else ``StoreError``.
        """
        if name not in self._within:
            path = self._beside(name)
            file = load(self._disk, path, missing=_GONE.format(name=name))
            if file.within != self._file.id:
                raise _another(name)
            self._within[name] = self._opened(path, file)
        return self._within[name]

    def create_within(self, name: str) -> DataKeys:
        """Make a key file beside this one, with no key yet, that only this one opens.

        Raises ``StoreError``, also when there is one already.
        """
        path = self._beside(name)
        file = KeyFile(self._urandom(_ID_BYTES).hex(), {}, within=self._file.id)
        create(self._disk, path, file)
        self._within[name] = self._opened(path, file)
        return self._within[name]

    def destroy_within(self, name: str) -> None:
        """Destroy a key file beside this one: what it sealed can never be read again.

        Written over before it is removed; a disk that keeps old blocks may still hold it, shut in
        under the passphrase. Doing it twice is the same as once. Raises ``StoreError``, and doing
        it again goes on.
        """
        path = self._beside(name)
        self._within.pop(name, None)
        destroy(self._disk, path)

    def _beside(self, name: str) -> Path:
        own = {"", "..", self.path.name}
        if name in own or Path(name).name != name or not name.isprintable():
            raise _another(self.path.name)
        return self.path.with_name(name)

    def _opened(self, path: Path, file: KeyFile) -> DataKeys:
        return DataKeys(path, file, self._master, disk=self._disk, urandom=self._urandom)

    def _change_slot(self, name: str, secret: bytes) -> None:
        cost = self._cost or best_cost()
        place = _place(self._file, name)
        slot = Slot.made(self._master, secret, place, cost=cost, urandom=self._urandom)
        self._keep(replace(self._file, slots={**self._file.slots, name: slot}), self._seals)


def create_keys(
    path: Path,
    passphrase: str,
    *,
    disk: Disk = REAL,
    urandom: Random = os.urandom,
    cost: Cost | None = None,
    code: str | None = None,
) -> Keys:
    """Make a key file with no data key yet, that a passphrase opens, and so does a ``code``.

    ``cost`` is that of this and every later slot, by default ``best_cost()``. ``code`` is one of
    ``recovery.draw_code``. Raises ``UnfitPassphrase``, and ``StoreError``, also when there is a key
    file already.
    """
    secrets = {PASSPHRASE: accept(passphrase)}
    if code is not None:
        secrets[RECOVERY] = read_code(code)
    blank = KeyFile(urandom(_ID_BYTES).hex(), {})
    master = urandom(KEY_BYTES)
    each = cost or best_cost()
    slots = {
        name: Slot.made(master, secret, _place(blank, name), cost=each, urandom=urandom)
        for name, secret in secrets.items()
    }
    file = replace(blank, slots=slots)
    create(disk, path, file)
    return Keys(path, file, master, disk=disk, urandom=urandom, cost=cost)


def open_keys(
    path: Path,
    secret: str,
    *,
    disk: Disk = REAL,
    urandom: Random = os.urandom,
    cost: Cost | None = None,
) -> Keys:
    """Open a key file with its passphrase or its recovery code; writes nothing.

    Takes about a quarter of a second of CPU at the default cost, twice that for a recovery code
    that does not open it. Raises ``WrongPassphrase``; ``KeysDamaged`` when the file is missing or
    not what was saved; ``StoreNewer``; else ``StoreError``.
    """
    file = _outer(disk, path)
    master, by_code = _unlock(file, secret)
    keys = Keys(path, file, master, disk=disk, urandom=urandom, cost=cost)
    keys.by_code = by_code
    return keys


def require_key_file(path: Path, *, disk: Disk = REAL) -> None:
    """Raise what would keep every passphrase from opening a key file: before one is asked for.

    That is ``KeysDamaged``, ``StoreNewer``, else ``StoreError``.
    """
    _outer(disk, path)


def _outer(disk: Disk, path: Path) -> KeyFile:
    file = load(disk, path, missing=_MISSING.format(name=path.name))
    if file.within is not None:
        raise _another(path.name)
    return file


def _unlock(file: KeyFile, secret: str) -> tuple[bytes, bool]:
    """Return the master key, and whether it was the recovery code that opened it.

    Raises ``WrongPassphrase``, else ``StoreError``.
    """
    tries = {}
    with suppress(NoCode):
        tries[RECOVERY] = read_code(secret)
    tries[PASSPHRASE] = prepared(secret)
    for name in (name for name in tries if name in file.slots):
        with suppress(Broken):
            return file.slots[name].open(tries[name], _place(file, name)), name == RECOVERY
    raise WrongPassphrase(_wrong(secret, tries.keys() & file.slots.keys(), file))


def _wrong(secret: str, tried: Set[str], file: KeyFile) -> str:
    """Return the sentence for a secret that does not open the circle; it quotes nothing."""
    safe = "Nothing was changed, and everything that was saved is safe."
    if RECOVERY in tried:
        return (
            "This recovery code does not open this circle: it is that of another circle, or a "
            f"newer code has taken its place. {safe} Type the newest code, or the passphrase."
        )
    again = "Check the capitals and the keyboard, then type it again"
    if RECOVERY not in file.slots:
        return f"This passphrase does not open the circle. {safe} {again}."
    slip = (
        " If it was the recovery code, one of its characters is wrong: compare it with your paper."
        if len(tidy(secret)) == LENGTH
        else ""
    )
    return (
        f"This passphrase does not open the circle. {safe}{slip} {again}, or type the recovery "
        "code."
    )


def _another(name: str) -> KeysDamaged:
    return KeysDamaged(
        f"The key file {name} does not belong to this circle. Nothing was changed, and the circle "
        "is as it was. Put the key file of this circle in its place, then open the circle again."
    )


def _place(file: KeyFile, slot: str) -> str:
    return f"{file.id} {slot}"
