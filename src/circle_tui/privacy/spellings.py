"""Spellings: how a name with letters of its own is typed by those whose keyboard lacks them."""

from itertools import islice, product
from unicodedata import normalize

from circle_tui.privacy.folding import fold, fold_character

_ALSO = {
    **{"ø": ("oe",), "ö": ("oe",), "ő": ("oe",), "ü": ("ue",), "ű": ("ue",), "ä": ("ae",)},
    **{"å": ("aa",), "æ": ("e", "a"), "œ": ("o", "e"), "ß": ("s", "sz"), "ə": ("a",)},
    **{"đ": ("dj",), "ð": ("th", "dh"), "þ": ("t",), "ı": ("y",), "ł": ("w",)},  # noqa: RUF001
    **{"č": ("ch",), "ć": ("ch",), "ç": ("ch", "s"), "š": ("sh",), "ś": ("sh",), "ş": ("sh",)},
    **{"ș": ("sh",), "ž": ("zh",), "ź": ("zh",), "ż": ("zh",), "ř": ("rz",), "ğ": ("gh",)},
    **{"ñ": ("ny", "nh"), "ň": ("ny",), "ń": ("ny",), "ţ": ("ts",), "ț": ("ts",)},
}
"""What stands for a letter beside its folded form (DIN 5007, ICAO Doc 9303 and plain habit)."""

_PLAIN = (("oe", "o"), ("ae", "a"), ("ue", "u"), ("aa", "a"))
"""Of a name that was entered without its letter: what it would fold to with it."""

MOST = 24
"""So many spellings of one word at most: eight special letters would make thousands."""


def spellings(word: str) -> frozenset[str]:
    """Return the folded spellings of one word of a name, the usual one among them."""
    folded = fold(word).text
    ways = {folded}
    if not word.isascii():
        letters = [_ways(letter) for letter in normalize("NFC", word).lower()]
        ways |= {"".join(way) for way in islice(product(*letters), MOST)}
    if len(folded) >= 5:
        # Shorter words would become others altogether (Mae, Sue).
        ways |= {folded.replace(two, one) for two, one in _PLAIN}
    return frozenset(ways)


def _ways(letter: str) -> tuple[str, ...]:
    return (fold_character(letter), *_ALSO.get(letter, ()))


def near(word: str, name: str, most: int) -> bool:
    """Tell whether at most ``most`` typing errors lie between a word and a name.

    An error is a letter too many, too few, wrong, or changed for its neighbour (Damerau 1964).
    """
    if abs(len(word) - len(name)) > most or len(set(name).difference(word)) > most:
        return False
    before: list[int] = []
    last = list(range(len(name) + 1))
    for row, letter in enumerate(word, 1):
        line = [row]
        for column, other in enumerate(name, 1):
            cost = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == name[column - 2] and word[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return False
        before, last = last, line
    return last[-1] <= most
