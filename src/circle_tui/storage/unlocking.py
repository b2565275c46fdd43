"""The passphrase of a circle, asked for once in a process, and again if it was wrong."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.domain.errors import WrongPassphrase
from circle_tui.storage.stores import unlocked

if TYPE_CHECKING:
    from circle_tui.storage.keys import Keys

TRIES = 3
"""How often a passphrase may be typed in a row."""


class Passphrase:
    """Opens the keys of sealed circles, and remembers them: stretching a passphrase takes time.

    ``ask`` is called with why what was typed before did not open the circle, empty at first, up to
    ``tries`` times in all.
    """

    def __init__(self, ask: Callable[[str], str], tries: int = TRIES) -> None:
        self.ask = ask
        self.tries = tries
        self._opened: dict[Path, Keys] = {}

    def keys(self, folder: Path) -> "Keys | None":
        """Return the keys of a circle, ``None`` if it is not sealed.

        Raises ``WrongPassphrase`` after the last try, ``KeysDamaged``, else ``StoreError``.
        """
        if folder not in self._opened:
            keys = self._tried(folder)
            if keys is None:
                return None
            self._opened[folder] = keys
        return self._opened[folder]

    def _tried(self, folder: Path) -> "Keys | None":
        why = ""
        for _ in range(self.tries - 1):
            try:
                return unlocked(folder, partial(self.ask, why))
            except WrongPassphrase as wrong:
                why = str(wrong)
        return unlocked(folder, partial(self.ask, why))
