"""Random bytes for tests: never the same twice in a row, and the same in every run."""

from hashlib import shake_256
from itertools import count

from circle_tui.storage.sealing import Random
from circle_tui.storage.slots import Argon2id

CHEAP = Argon2id(passes=1, lanes=1, memory=8)
"""What trying a passphrase costs in tests: nothing to speak of."""


def drawn(seed: str) -> Random:
    """Return a source of bytes that look random and depend on nothing but ``seed``.

    The vectors are made with it, so it stays as it is for ever.
    """
    numbers = count()

    def draw(size: int) -> bytes:
        return shake_256(f"{seed} {next(numbers)}".encode()).digest(size)

    return draw
