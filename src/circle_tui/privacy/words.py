"""The word lists: what is an ordinary word, what may be a name, and what stays as it stands.

Every list is a text file beside this module (`data/README.md` says where each comes from and on
what licence). Importing this module reads none of them; the first question to a list reads it.

Words are asked for as they stand in a folded text (``folding.fold``): letters, digits and
apostrophes, lower case. A phrase is several words; all that is no letter or digit only parts them,
so ``Winston-Salem`` is asked for as ``("winston", "salem")``, and ``Boston Children's`` as
``("boston", "children", "s")``.

No answer is remembered by the word it was asked for: what somebody typed must not stay in memory.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from io import BytesIO
from pathlib import Path

_BLOCK = 1024
"""Bytes of a list between two entries of its index: what a look-up scans at the most, about."""


class Table(Enum):
    """A list of phrases to look for in a text; the value is the name of its file."""

    STAYS = "stays"
    """Proper nouns that point to nobody: weekdays, countries, languages, tools, agencies, exams."""
    STAYS_AMBIGUOUS = "stays_ambiguous"
    """The same, but also somebody's name: ``Jordan``, ``Chad``, ``Georgia``, ``April``."""
    PLACES = "places"
    """Cities, towns and districts: places below a state."""
    ORGANISATIONS = "organisations"
    """Universities, hospitals, institutes, companies, with their short names."""


def is_word(word: str) -> bool:
    """Tell whether it is an ordinary English word, also with ``'s`` after it."""
    words = _lines("words")
    return word in words or (word.endswith("'s") and word[:-2] in words)


def is_common(word: str) -> bool:
    """Tell whether it is so common a word that without a capital it is never taken for a name."""
    return _bare(word) in _lines("common")


def in_domain(word: str) -> bool:
    """Tell whether it is a word of medicine, of the university or of notes typed in a hurry."""
    domain = _lines("domain")
    return word in domain or _bare(word) in domain


def is_role(word: str) -> bool:
    """Tell whether it is a word often capitalised that names nobody: ``Chair``, ``Department``."""
    return _bare(word) in _lines("roles")


def is_abbreviation(word: str) -> bool:
    """Tell whether it is a known abbreviation, and so hardly somebody's initials."""
    return _bare(word) in _lines("abbreviations")


def is_eponym(word: str) -> bool:
    """Tell whether a disease, sign or test is named so: ``Hodgkin``, ``Parkinson's``.

    Most eponyms are surnames too; one stays only where a clinical word follows: ``eponym_at``.
    """
    eponyms = _lines("eponyms")
    return word in eponyms or _bare(word) in eponyms


def is_disease(word: str) -> bool:
    """Tell whether its possessive, with no word after it, is a condition: ``Parkinson's``."""
    return _bare(word) in _lines("possessive")


def name_strength(word: str) -> int:
    """Return how far an ordinary word is a name: 0 not known as one, 1 hardly, 3 mostly a name."""
    return int(_name_mark(word)[1:] or 0)


def is_given(word: str) -> bool:
    """Tell whether it is a frequent given name, a word (``grace``) or not (``anjali``)."""
    return word in _lines("given") or _name_mark(word)[:1] in ("g", "b")


def is_surname(word: str) -> bool:
    """Tell whether it is a frequent surname, a word (``rice``) or not (``nakamura``)."""
    return word in _lines("surnames") or _name_mark(word)[:1] in ("s", "b")


def eponym_at(words: Sequence[str], start: int) -> int:
    """Return how many words at ``words[start]`` stay since they name a condition, sign or test.

    ``Hodgkin clinic`` and ``Stevens-Johnson syndrome`` do: the answers are 1 and 2. An eponym that
    is a common surname, alone, needs a word that goes with no person: ``Jones criteria`` does, and
    ``Jones patients`` may be somebody's.
    """
    end = start
    while end < len(words) and is_eponym(words[end]):
        end += 1
    kind = _lines("clinical").mark(words[end]) if start < end < len(words) else None
    if kind is None:
        return 0
    eponyms = _lines("eponyms")
    common = end - start == 1 and "surname" in (
        eponyms.mark(words[start]),
        eponyms.mark(_bare(words[start])),
    )
    return 0 if common and kind == "loose" else end - start


def phrase_at(
    words: Sequence[str],
    start: int,
    table: Table,
    *,
    capital: bool = True,
    capitals: bool = False,
) -> int:
    """Return how many words the longest phrase of ``table`` at ``words[start]`` has; 0 for none.

    Without ``capital`` (the first letter is one), phrases that would be ordinary speech in lower
    case (``reading``, ``brown``) are passed over; without ``capitals`` (all letters are),
    abbreviations that are ordinary words (``chop``, ``slam``) are.
    """
    passed_over = {"cased": not capital, "capitals": not capitals}
    phrases = _phrases(table)
    longest = phrases.longest.get(words[start], 1)
    for count in range(min(longest, len(words) - start), 0, -1):
        mark = phrases.mark(" ".join(words[start : start + count]))
        if mark is not None and not passed_over.get(mark):
            return count
    return 0


def stays(words: Sequence[str]) -> bool:
    """Tell whether exactly these words are a proper noun that stays, and nobody's name."""
    return phrase_at(words, 0, Table.STAYS) == len(words) if words else False


def nicknames(given: str) -> frozenset[str]:
    """Return the other given names that somebody called so may go by, both ways: Beth, Elizabeth.

    They may be of several words (``mary jo``); the name itself is not among them.
    """
    found: set[str] = set()
    for line in _nickname_lines(given):
        whole, colon, shorts = line.rpartition(": ")
        group = shorts.split(", ")
        if given == whole:
            found.update(group)
        elif given in group:
            found.update([whole] if colon else group)
    return frozenset(found) - {given}


def warm_up() -> None:
    """Read every list, so that no later question waits for a file."""
    for name in _WORD_LISTS:
        _lines(name)
    for table in Table:
        _phrases(table)
    _nicknames()


_WORD_LISTS = (
    "words",
    "common",
    "domain",
    "roles",
    "abbreviations",
    "eponyms",
    "possessive",
    "clinical",
    "names_words",
    "given",
    "surnames",
)


class _Lines:
    """A sorted list kept as the bytes of its file, a line ``entry`` or ``entry=mark`` each.

    A set of the same 80,000 words would take ten times the memory and most of the time at start;
    here a look-up is one bisection and a search in a kilobyte.
    """

    def __init__(self, text: bytes) -> None:
        self._text = b"\n" + text
        self._offsets = array("L")  # numbers alone: a list would hold an object for each
        self._firsts: list[bytes] = []
        offset = 0
        while 0 <= offset < len(text):
            self._offsets.append(offset)
            # Up to the mark or the end of the line.
            line = text[offset : text.find(b"\n", offset)]
            self._firsts.append(line.partition(b"=")[0])
            offset = self._text.find(b"\n", offset + _BLOCK)
        self._offsets.append(len(self._text))

    def __contains__(self, entry: str) -> bool:
        return self.mark(entry) is not None

    def mark(self, entry: str) -> str | None:
        """Return what is marked beside an entry, nothing for none, None for no such entry."""
        key = entry.encode()
        start, end = self._block(key)
        if self._text.find(b"\n%b\n" % key, start, end) >= 0:
            return ""
        found = self._text.find(b"\n%b=" % key, start, end)
        if found < 0:
            return None
        found += len(key) + 2
        return self._text[found : self._text.find(b"\n", found)].decode()

    def _block(self, key: bytes) -> tuple[int, int]:
        """Return where the entry can only be: from the line break before it to the one after."""
        index = bisect_right(self._firsts, key)
        if index == 0:
            return 0, 1
        return self._offsets[index - 1], self._offsets[index] + 1


class _Phrases(_Lines):
    """A list of phrases, and how many words one can have that begins with a word: 1 if not here."""

    def __init__(self, text: bytes) -> None:
        super().__init__(text)
        self.longest: dict[str, int] = {}
        for line in BytesIO(text):  # one at a time: thousands at once would have to be held
            entry = line.rstrip(b"\n").partition(b"=")[0]
            if spaces := entry.count(b" "):
                first = entry.partition(b" ")[0].decode()
                self.longest[first] = max(self.longest.get(first, 1), 1 + spaces)


def _name_mark(word: str) -> str:
    """Return ``g2``, ``s1``, ``b3``: a given name, a surname, both; nothing for no name."""
    return _lines("names_words").mark(word) or ""


def _bare(word: str) -> str:
    """Return a word without the ``'s`` of a possessive."""
    return word[:-2] if word.endswith("'s") else word


@cache
def _lines(name: str) -> _Lines:
    return _Lines(_read(name))


@cache
def _phrases(table: Table) -> _Phrases:
    return _Phrases(_read(table.value))


@cache
def _nicknames() -> bytes:
    """Return who may go by what other name, as the files have it.

    In a line ``given: short, short`` each short form goes with the given name alone; in a line of
    equals without a colon (``muhammad, mohammed``) each goes with each. A mapping of every name to
    the others would take twenty times the memory, and a name is seldom asked for.
    """
    return b"\n" + _read("nicknames") + _read("nicknames_more")


def _nickname_lines(name: str) -> Iterator[str]:
    """Yield the lines of nicknames that have this very name in them."""
    text, key = _nicknames(), name.encode()
    at = text.find(key) if key else -1
    while at >= 0:
        after = at + len(key)
        if text[at - 1 : at] in (b"\n", b" ") and text[after : after + 1] in (b",", b":", b"\n"):
            end = text.find(b"\n", after)
            yield text[text.rfind(b"\n", 0, at) + 1 : end].decode()
            after = end
        at = text.find(key, after)


def _read(name: str) -> bytes:
    return Path(__file__).with_name("data").joinpath(f"{name}.txt").read_bytes()
