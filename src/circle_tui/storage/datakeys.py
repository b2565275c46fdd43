"""The keys that data is sealed with, each by its id, shut in under one master key."""

from dataclasses import replace
from pathlib import Path

from circle_tui.domain.errors import KeysDamaged, StoreError
from circle_tui.storage.disk import Disk
from circle_tui.storage.keyfile import KeyFile, confirm, damaged, load, put
from circle_tui.storage.lines import Broken, Seal
from circle_tui.storage.sealing import KEY_BYTES, AesGcmSeal, Random, bound_to, unwrap, wrap

_KEY_ID_BYTES = 8


class DataKeys:
    """The data keys of one key file, by their ids; each change is on the disk when it returns.

    Nothing secret shows in the ``repr``. Locking a circle is to let go of this object, and of the
    seals that it gave out.
    """

    def __init__(
        self, path: Path, file: KeyFile, master: bytes, *, disk: Disk, urandom: Random
    ) -> None:
        """Take the keys out of ``file``. Raises ``KeysDamaged`` when the master key does not fit.

        Made by ``create_keys`` and ``open_keys``.
        """
        self.path = path
        self._file = file
        self._master = master
        self._disk = disk
        self._urandom = urandom
        try:
            self._seals = {
                key_id: AesGcmSeal(unwrap(key, master, _bound(file, key_id)), urandom)
                for key_id, key in file.keys.items()
            }
        except Broken:
            raise damaged(path.name) from None

    @property
    def key_ids(self) -> tuple[str, ...]:
        """The ids of the keys that are held."""
        return tuple(self._seals)

    def seal(self, key_id: str) -> Seal:
        """Return the seal of one key. Raises ``KeysDamaged`` when this file does not hold it."""
        if key_id not in self._seals:
            raise KeysDamaged(
                f"The key file of this circle ({self.path.name}) is whole, but does not hold the "
                "key that this part of the circle was sealed with: it may be an older copy. "
                "Nothing was changed. Put the newest copy of the key file in its place, then open "
                "the circle again."
            )
        return self._seals[key_id]

    def new_key(self) -> str:
        """Draw another data key and return its id. The others stay.

        Raises ``StoreError``; a key that nothing is sealed with may then be held, which does no
        harm.
        """
        key, key_id = self._urandom(KEY_BYTES), self._urandom(_KEY_ID_BYTES).hex()
        wrapped = wrap(key, self._master, _bound(self._file, key_id), self._urandom)
        file = replace(self._file, keys={**self._file.keys, key_id: wrapped})
        self._keep(file, {**self._seals, key_id: AesGcmSeal(key, self._urandom)})
        return key_id

    def drop_key(self, key_id: str) -> None:
        """Let go of a data key: what is still sealed with it can never be read again.

        Raises ``StoreError``; the key may then still be there, and doing it again goes on. An id
        that is not held is fine.
        """
        if key_id in self._seals:
            keys, seals = dict(self._file.keys), dict(self._seals)
            del keys[key_id], seals[key_id]
            self._keep(replace(self._file, keys=keys), seals)
        else:
            confirm(self._disk, self.path)

    def _keep(self, file: KeyFile, seals: dict[str, AesGcmSeal]) -> None:
        """Put another state of the file in place of the old one, in one step.

        Never over a state that others wrote: a key that is only in theirs would be lost, and with
        it all that is sealed with it.
        """
        changed = (
            f"The key file of this circle ({self.path.name}) is no longer the one that was opened: "
            "another window changed it, or it was moved. It was left as it is, and everything that "
            "was saved is safe. Close the circle, open it again, then try again."
        )
        if load(self._disk, self.path, missing=changed) != self._file:
            raise StoreError(changed)
        put(self._disk, self.path, file)
        self._file, self._seals = file, seals
        confirm(self._disk, self.path)


def _bound(file: KeyFile, key_id: str) -> bytes:
    return bound_to("circle-tui key", file.id, key_id)
