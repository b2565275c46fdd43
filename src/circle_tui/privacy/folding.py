"""Folding: the many spellings of the same letters, brought to one, with the way back.

``JOSÉ``, ``José`` with a separate accent and ``jose`` fold to the same text, and every folded
character still knows which part of the original it came from.
"""

import unicodedata
from dataclasses import field
from functools import lru_cache

from circle_tui.domain.values import value

GAP = "\ue000"
"""Stands for each character that is masked already; it is in no name and ends every word."""

_ALIKE = {
    **dict.fromkeys("'`´‘’‚‛′‵ʹʻʼʽˈ՚׳＇", "'"),  # noqa: RUF001 - the look-alikes are the point
    **dict.fromkeys('"“”„‟«»″״＂', '"'),  # noqa: RUF001 - as above
    **dict.fromkeys("-‐‑‒–—―−־﹘﹣－", "-"),  # noqa: RUF001 - as above
    "ـ": "",  # Arabic tatweel only stretches a word
    "\u115f": "",  # fillers: letters that show nothing
    "\u1160": "",
    "\u3164": "",
    "\uffa0": "",
    "\u17b4": "",
    "\u17b5": "",
}
"""Characters taken as another one before anything else."""

_LETTERS = {
    **{"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"},
    **{"ı": "i"},  # noqa: RUF001 - as above
    **{"ħ": "h", "ŋ": "n", "ŧ": "t", "ƒ": "f", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ə": "e"},
    **{"ى": "ي", "ی": "ي", "ک": "ك"},
}
"""Letters that Unicode does not take apart, by what people type who lack the key.

(å, ß and the accented letters come apart by themselves.)
"""


@value
class Folded:
    """A folded text; its character ``i`` stands for ``original[starts[i]:ends[i]]``."""

    text: str = field(repr=False)
    starts: tuple[int, ...] | range
    ends: tuple[int, ...] | range


def fold(text: str) -> Folded:
    """Fold ``text``: compatibility forms, case, accents and look-alikes brought to one spelling.

    What shows nothing (zero-width characters, soft hyphens, separate accents) belongs to the
    character before it.
    """
    if text.isascii() and text.isprintable():
        # A common case by far, and one where each character stands for itself.
        return Folded(text.lower().replace("`", "'"), range(len(text)), range(1, len(text) + 1))
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, character in enumerate(text):
        letters = fold_character(character)
        if letters:
            folded.append(letters)
            starts.extend([index] * len(letters))
            ends.extend([index + 1] * len(letters))
        elif ends:
            ends[-1] = index + 1
    return Folded("".join(folded), tuple(starts), tuple(ends))


def without_gaps(text: str) -> str:
    """Return a typed text without the character that this program puts in place of what it masks.

    Each becomes one that shows nothing, so that every place stays where it was.
    """
    return text.replace(GAP, "\u200b")


def written_key(text: str) -> str:
    """Return a text as it was written, but for the number of blanks and the making of accents."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def name_key(name: str) -> str:
    """Return a name as names are compared: ``Jose`` is ``José``, ``Tugce`` is ``Tuğçe``."""
    return " ".join(fold(name).text.split())


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """Return what one character folds to: nothing, itself, or several letters."""
    if character in _ALIKE:
        return _ALIKE[character]
    if character.isspace():
        return " "
    # Taking apart may bring capitals to light and lowering may bring accents: so, both twice.
    apart = unicodedata.normalize("NFKD", character).casefold()
    apart = unicodedata.normalize("NFKD", apart).casefold()
    return "".join(_LETTERS.get(part, _ALIKE.get(part, part)) for part in apart if _shows(part))


def _shows(character: str) -> bool:
    """Tell whether a character is more than an accent or a mark that shows nothing.

    The vowel signs of Indic scripts are marks too, but letters in all but name; Unicode gives
    them the combining class 0, and accents another.
    """
    category = unicodedata.category(character)
    if category in ("Cf", "Cc", "Me"):
        return False
    if category == "Co":
        return character == GAP  # the others look like anything or nothing
    if category == "Mn":
        return unicodedata.combining(character) == 0 and not _is_variation(character)
    return True


def _is_variation(character: str) -> bool:
    """Tell whether it is a variation selector or the grapheme joiner, which only tune a look."""
    return character == "\u034f" or "VARIATION SELECTOR" in unicodedata.name(character, "")
