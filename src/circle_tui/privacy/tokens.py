"""Tokens: a text as the words that the search for names looks at, each with how it is written."""

import re
from dataclasses import field, replace
from enum import Enum

from circle_tui.domain.masking import Kind
from circle_tui.domain.values import value
from circle_tui.privacy.folding import GAP, Folded, fold

SPELT_APART = r"(?=[\0-\u08ff\u10a0-\u10ff\u1e00-\u1fff])[^\W\d_]"
"""A letter of a script that puts spaces between words: Latin, Greek, Cyrillic, Hebrew, Arabic...

In other scripts (Han, Hangul, Thai, Devanagari with its endings) a name is found inside a word
too. Digits and underscores end a word, since handles are made with them.
"""

_WORDS = frozenset(kind.value for kind in Kind if kind is not Kind.MEMBER)
"""The words that stand in brackets where something was masked."""

_MASK = rf"\[(?:[a-z]\d*|(?:{'|'.join(sorted(_WORDS))})\??)\\?\]"
PLACEHOLDER = re.compile(_MASK)
"""A mask that stands in a folded text already; Markdown writes its last bracket with a stroke."""
_TOKEN = re.compile(
    rf"(?P<taken>{GAP}+|{_MASK})|(?P<word>(?:{SPELT_APART})+)|(?P<digits>\d+)"
    # Letters of the other scripts, with the vowel signs that Unicode calls marks.
    r"|(?P<other>(?:[^\W\d_]|[\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff])+)"
)
_ENDS = frozenset('.!?:;\n\r\u2028\u2029"“”„«»()•·‣▪*#→>|–—…{}<=')
"""Between two words these begin something new, so that a capital says nothing there."""

_SHORTENED = frozenset(
    {"dr", "drs", "prof", "mr", "mrs", "ms", "mx", "st", "rev", "hon", "sr", "jr", "fr", "vs"}
    | {"mt", "ft", "univ", "dept", "inst", "assoc", "asst"}
)
"""After these a full stop ends no sentence."""


class Shape(Enum):
    """How a word is written."""

    LOWER = "ana"
    TITLE = "Ana"
    UPPER = "ANA"
    MIXED = "anaKim"
    DIGITS = "12"
    OTHER = "安"
    TAKEN = "[A]"


@value
class Token:
    """A word of a text: its range in the folded text, folded, and how it was written.

    ``opens`` says that it begins a sentence or a line, where a capital says nothing; ``before``
    is what stands between it and the word before, folded; ``plain`` that it was written in letters
    of English alone, and ``single`` in one letter (``Æ`` folds to two).
    """

    start: int
    end: int
    word: str = field(repr=False)
    shape: Shape
    opens: bool
    before: str = field(repr=False)
    plain: bool = True
    single: bool = False

    @property
    def capital(self) -> bool:
        """Whether a capital shows that this is more than an ordinary word."""
        return self.shape in (Shape.TITLE, Shape.UPPER, Shape.MIXED)

    @property
    def spelt(self) -> bool:
        """Whether it is a word of letters that is not masked yet."""
        return self.shape not in (Shape.DIGITS, Shape.TAKEN)


@value
class Tokens:
    """The tokens of a text, and the folded text that they are ranges of."""

    folded: Folded
    tokens: tuple[Token, ...]
    original: str = field(repr=False)


def tokens_of(text: str) -> Tokens:
    """Return the tokens of a text, in order."""
    folded = fold(text)
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(folded.text):
        start = match.start()
        written = text[folded.starts[start] : folded.ends[match.end() - 1]]
        found.append(
            Token(
                start,
                match.end(),
                match.group(),
                _shape(match, written),
                _opens(found, folded, text, end, match),
                folded.text[end:start],
                plain=written.isascii(),
                single=folded.starts[start] == folded.starts[match.end() - 1],
            )
        )
        end = match.end()
    return Tokens(folded, tuple(_without_shouting(found)), text)


def _shape(match: re.Match[str], written: str) -> Shape:
    match match.lastgroup:
        case "taken":
            return Shape.TAKEN
        case "digits":
            return Shape.DIGITS
        case "other":
            return Shape.OTHER
    if written.islower() or not written[:1].isalpha():
        return Shape.LOWER
    if written.isupper():
        return Shape.UPPER if len(match.group()) > 1 else Shape.TITLE
    if written[0].isupper() and written[1:].islower():
        return Shape.TITLE
    return Shape.MIXED if written != written.lower() else Shape.LOWER


def _opens(found: list[Token], folded: Folded, text: str, end: int, match: re.Match[str]) -> bool:
    """Tell whether something begins at a match, the last word having ended at folded ``end``."""
    if not found:
        return True
    gap = text[folded.ends[end - 1] : folded.starts[match.start()]]
    if gap.endswith("(") and folded.text[match.end() : match.end() + 1] == ")":
        return False  # "(Duke)": nothing begins that ends at once
    if gap == "." or (gap.strip() == "." and (_is_short(found[-1]))):
        return False
    if " - " in f" {gap} " or " / " in gap or "--" in gap:
        return True
    return not _ENDS.isdisjoint(gap)


def _is_short(token: Token) -> bool:
    return token.word in _SHORTENED or (len(token.word) == 1 and token.shape is not Shape.DIGITS)


def _without_shouting(found: list[Token]) -> list[Token]:
    """Take capitals for what they are in a text that is all capitals: nothing special."""
    letters = [token for token in found if token.spelt and len(token.word) > 1]
    shouted = sum(token.shape is Shape.UPPER for token in letters)
    if shouted < 4 or shouted * 10 < len(letters) * 8:
        return found
    return [
        replace(token, shape=Shape.LOWER) if token.shape is Shape.UPPER else token
        for token in found
    ]
