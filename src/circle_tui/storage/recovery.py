"""The recovery code of a sealed circle, as it is written on paper and typed back.

Eight groups of four characters: 31 that carry 155 random bits, and one that tells a slip of the
pen from a code of another circle. The characters are those of Douglas Crockford's base 32, which
leaves out I, L, O and U. His check symbol does not serve here: it can be ``*``, ``~``, ``$`` or
``=``, which are hard to read out and easily lost. Ours is one of the same 32 characters, the
remainder of a cyclic code over GF(32), and finds as much: every wrong character and every two
neighbours that changed places.
"""

import unicodedata
from collections.abc import Callable, Iterable

CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""What a code is made of, in the order of their values."""

GROUP = 4
"""How many characters stand together."""

LENGTH = 32
"""How many characters a code has, the spaces between its groups not counted."""

_READ_AS = str.maketrans("ILOU", "110V")
_BITS = 5
_POLYNOMIAL = 0b100101
"""x^5 + x^2 + 1, primitive: doubling runs through all 31 values before it repeats."""


class NoCode(ValueError):
    """A text is no recovery code; it is not said which text."""


def draw_code(urandom: Callable[[int], bytes]) -> str:
    """Return a new code of 155 random bits, as it is shown: ``XXXX-XXXX-...``, eight groups."""
    bits = (LENGTH - 1) * _BITS
    number = int.from_bytes(urandom((bits + 7) // 8)) >> (-bits % 8)
    values = [number >> shift & 31 for shift in range(bits - _BITS, -1, -_BITS)]
    values.append(_double(_remainder(values)))
    return "-".join(groups("".join(CHARACTERS[value] for value in values)))


def tidy(typed: str) -> str:
    """Return what was typed of a code, or of a part of it, with the slips that mean nothing gone.

    Capitals or not, any spaces and dashes, I or L for 1, O for 0, U for V.
    """
    capitals = unicodedata.normalize("NFKC", typed).upper()
    return "".join(filter(str.isalnum, capitals)).translate(_READ_AS)


def groups(code: str) -> list[str]:
    """Return the groups of a code, or of what was typed of it, in their order."""
    plain = tidy(code)
    return [plain[start : start + GROUP] for start in range(0, len(plain), GROUP)]


def read_code(typed: str) -> bytes:
    """Return the secret that a code stands for, the same however the code was typed.

    Raises ``NoCode`` when this is no code, or one with a wrong character or two in each
    other's place.
    """
    plain = tidy(typed)
    values = [CHARACTERS.find(character) for character in plain]
    if len(values) != LENGTH or -1 in values or _remainder(values):
        raise NoCode
    return plain.encode()


def _remainder(values: Iterable[int]) -> int:
    """Return what is left of a row of values; nothing where the last one is the check of it."""
    rest = 0
    for value in values:
        rest = _double(rest) ^ value
    return rest


def _double(value: int) -> int:
    """Return the value times x in GF(32)."""
    return value << 1 ^ (_POLYNOMIAL if value & 16 else 0)
