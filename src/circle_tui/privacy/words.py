"""The word lists: what is an ordinary word, what may be a name, and what stays as it stands.

Every list is a text file beside this module (`data/README.md` says where each comes from and on
what licence). Importing this module reads none of them; the first question to a list reads it.

Words are asked for as they stand in a folded text (``folding.fold``): letters, digits and
apostrophes, lower case. A phrase is several words; all that is no letter or digit only parts them,
so ``Winston-Salem`` is asked for as ``("winston", "salem")``, and ``Boston Children's`` as
``("boston", "children", "s")``.

No answer is remembered by the word it was asked for: what somebody typed must not stay in memory.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from pathlib import Path

from circle_tui.privacy.lists import Lines, Phrases, Squeezed

_LONGEST = 6
"""Words in the longest phrase of any list."""


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
    return any(form in _lines("words") for form in {word, _bare(word)})


def is_common(word: str) -> bool:
    """Tell whether it is so common a word that without a capital it is never taken for a name."""
    return _lines("words").mark(_bare(word)) == "common"


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
    longest = _LONGEST if phrases.begin_with(words[start]) else 1
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

_SQUEEZED = frozenset({"words", "domain", "given", "surnames"})
"""Large lists, asked only about the few words of a text that no other list knows."""


def _name_mark(word: str) -> str:
    """Return ``g2``, ``s1``, ``b3``: a given name, a surname, both; nothing for no name."""
    return _lines("names_words").mark(word) or ""


def _bare(word: str) -> str:
    """Return a word without the ``'s`` of a possessive."""
    return word[:-2] if word.endswith("'s") else word


@cache
def _lines(name: str) -> Lines:
    return (Squeezed if name in _SQUEEZED else Lines)(_file(name))


@cache
def _phrases(table: Table) -> Phrases:
    return Phrases(_file(table.value))


@cache
def _nicknames() -> bytes:
    """Return who may go by what other name, as the files have it.

    In a line ``given: short, short`` each short form goes with the given name alone; in a line of
    equals without a colon (``muhammad, mohammed``) each goes with each. A mapping of every name to
    the others would take twenty times the memory, and a name is seldom asked for.
    """
    return b"\n" + b"".join(_file(name).read_bytes() for name in ("nicknames", "nicknames_more"))


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


def _file(name: str) -> Path:
    return Path(__file__).with_name("data") / f"{name}.txt"
