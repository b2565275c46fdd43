"""Composes what protects a circle: sealing it, its passphrase and recovery code, forgetting people.

Stands beside ``bootstrap``, for the commands of the same names.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from circle_tui.bootstrap import Passphrase, keys_of
from circle_tui.config.home import exports
from circle_tui.domain.errors import Refusal
from circle_tui.privacy.gate import check
from circle_tui.services.keeping import known_backups
from circle_tui.storage.blotting import blot_out
from circle_tui.storage.circle import StoredCircle, open_circle
from circle_tui.storage.disk import REAL
from circle_tui.storage.files import told
from circle_tui.storage.forget import forget_people
from circle_tui.storage.keys import Keys, create_keys
from circle_tui.storage.layout import ALIASES, KEYS
from circle_tui.storage.passphrases import accept, warning
from circle_tui.storage.recovery import draw_code, groups
from circle_tui.storage.seal import is_wholly_sealed, seal, unseal


@contextmanager
def protected(folder: Path, passphrase: Passphrase | None) -> Iterator["Protection"]:
    """Open a circle for the length of a ``with`` block, to change what protects it.

    Raises ``StoreBusy`` when another process holds it, else ``StoreError``.
    """
    circle = open_circle(folder, check, keys=keys_of(folder, passphrase))
    try:
        yield Protection(circle)
    finally:
        circle.close()


class Protection:
    """What protects an open circle, and how to change it. Everything raises ``StoreError``."""

    def __init__(self, circle: StoredCircle) -> None:
        self._circle = circle
        self._stores = circle.stores
        self.folder = circle.stores.folder

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should be told of the files, as sentences."""
        return self._circle.notices

    @property
    def is_sealed(self) -> bool:
        """Whether a passphrase opens the circle; not all of it may be sealed yet."""
        return self._stores.keys is not None

    @property
    def is_whole(self) -> bool:
        """Whether all of it is sealed."""
        return self.is_sealed and is_wholly_sealed(self._stores)

    @property
    def by_code(self) -> bool:
        """Whether it was the recovery code that opened the circle."""
        return self._stores.keys is not None and self._stores.keys.by_code

    @property
    def has_code(self) -> bool:
        """Whether there is a recovery code."""
        return self._stores.keys is not None and self._stores.keys.has_code

    @property
    def lock_after(self) -> int:
        """Idle minutes after which the screens are locked, 0 for never."""
        return self._circle.people.profile().lock_after

    def set_lock_after(self, minutes: int) -> None:
        """Keep after how many idle minutes the screens are locked, 0 for never."""
        people = self._circle.people
        people.put_profile(replace(people.profile(), lock_after=minutes))

    def seal(self, passphrase: str, code: str | None) -> list[str]:
        """Seal a circle that is not, so that a passphrase opens it, and a recovery code.

        Returns the names of the plain copies that were destroyed. If it raises ``StoreError`` all
        is still there, and ``finish`` goes on.
        """
        return seal(self._stores, create_keys(self.folder / KEYS, passphrase, code=code))

    def finish(self) -> list[str]:
        """Go on with a sealing that was interrupted; returns what ``seal`` does."""
        return seal(self._stores, self._keys())

    def unseal(self) -> list[str]:
        """Let everybody read the circle who has its files.

        Returns the names of sealed copies that were destroyed, since no key to them is left.
        """
        return unseal(self._stores)

    def change_passphrase(self, new: str) -> None:
        """Let another passphrase open the circle. Raises ``UnfitPassphrase`` too."""
        self._keys().change_passphrase(new)

    def take_code(self, code: str) -> None:
        """Let this recovery code open the circle in place of the one before."""
        self._keys().take_recovery_code(code)

    def _keys(self) -> Keys:
        keys = self._stores.keys
        if keys is None:
            raise Refusal("This circle is not sealed. Seal it with: circle seal")
        return keys

    @property
    def people(self) -> int:
        """How many people the circle knows, those who have left included."""
        return len(self._circle.people.known())

    @property
    def backups(self) -> tuple[str, ...]:
        """The folders of the backups that may still hold people."""
        return tuple(backup.folder for backup in known_backups(self._circle))

    @property
    def linking_copies(self) -> tuple[str, ...]:
        """The folders of the copies that say whose alias is whose: what a restore set aside."""
        return tuple(folder for folder in self.backups if (Path(folder) / ALIASES).exists())

    @property
    def plain_backups(self) -> tuple[str, ...]:
        """The folders of the copies that anybody who has them can read."""
        return tuple(
            folder
            for folder in self.backups
            if Path(folder).is_dir() and not (Path(folder) / KEYS).exists()
        )

    @property
    def is_settled(self) -> bool:
        """Whether nothing that was removed or forgotten is still in a file."""
        stores = self._stores
        return not stores.forgetting and not any(db.outdated for db in stores.all)

    def require_no_session(self) -> None:
        """Raise ``Refusal`` while a session is running, which needs its people."""
        if self._circle.journal.read():
            raise Refusal(
                "A session of this circle is not over, and it needs its people. Nothing was "
                "changed. End the session first, with: circle run"
            )

    def forget_people(self) -> None:
        """Empty the roster; opening the circle again finishes it."""
        self.require_no_session()
        forget_people(self._circle)


def forget(folder: Path, passphrase: Passphrase | None) -> None:
    """Forget the people of a circle, to the end. Raises ``StoreError``; doing it again goes on."""
    with protected(folder, passphrase) as circle:
        circle.forget_people()
    with protected(folder, passphrase) as circle:
        if not circle.is_settled:
            raise Refusal(
                "The people are forgotten, but something of them is still in a file that could not "
                f"be written anew. Run the same command again. {' '.join(circle.notices)}"
            )


def sealed_from_the_start(passphrase: str, code: str | None) -> Callable[[Path], Keys]:
    """Return what makes the key file of a new circle, for ``bootstrap.make_circle``."""
    return lambda path: create_keys(path, passphrase, code=code)


def exported(folder: Path) -> list[Path]:
    """Return the plain text files that were written for the people of a circle."""
    found = exports(folder)
    return sorted(path for path in found.rglob("*") if path.is_file())


def destroy_exported(folder: Path) -> int:
    """Destroy those files, and return how many there were. Raises ``StoreError``."""
    paths = exported(folder)
    with told("The exported files could not be destroyed"):
        blot_out(REAL, *paths)
    return len(paths)


def new_code() -> str:
    """Draw a recovery code, in groups joined by dashes; nothing is kept of it."""
    return draw_code(secrets.token_bytes)


__all__ = [
    "Protection",
    "accept",
    "destroy_exported",
    "exported",
    "forget",
    "groups",
    "new_code",
    "protected",
    "sealed_from_the_start",
    "warning",
]
