"""A roster as one pattern: every way in which its members' names are looked for.

Fail closed: a form is looked for whatever its case, even where it is a word as well (Will, May);
the facilitator unmasks what was no name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from unicodedata import category, normalize

from circle_tui.domain.people import Member
from circle_tui.privacy.folding import fold

TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "mx", "phd"})
"""Not part of a name at all."""

PARTICLES = frozenset(
    {"al", "and", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "of"}
    | {"md", "the", "van", "von"}
)
"""Part of a full name, but no name when they stand alone, unless they open or close it."""

_PRONOUN = "(?:any|e[mr]|hers?|him|he|his|its?|she|theirs?|them|they|xem|xe|zir|ze)"
_PRONOUNS = re.compile(rf"\(\s*{_PRONOUN}(?:\s*/\s*{_PRONOUN})+\s*\)", re.IGNORECASE)
"""How to speak of somebody ("she/her"), which is no part of the name."""

LEAST_LETTERS = 2
"""A single letter is no form: every "a" would go, and the masks [A], [B] themselves."""

_BETWEEN = r"[ '@+._-]{0,3}"
"""What may stand between the parts of one name: ``Park-Lowe``, ``park lowe``, ``parklowe``."""

_SPELT_APART = r"(?=[\0-\u08ff\u10a0-\u10ff\u1e00-\u1fff])[^\W\d_]"
"""A letter of a script that puts spaces between words: Latin, Greek, Cyrillic, Hebrew, Arabic...

In other scripts (Han, Hangul, Thai, Devanagari with its endings) a form is found inside a word
too. Digits and underscores end a word here, since handles are made with them.
"""

_LONE_LETTER = re.compile(rf"(?!{_SPELT_APART})[^\W\d_]")
"""A name of one letter that is a word of its own (明), where a Latin letter would be none."""

_HAN_OR_HANGUL = re.compile("[\u4e00-\u9fff\uac00-\ud7a3]+")
_MAIL = re.compile(r"[^\s<>()@,;:]+@[^\s<>()@,;:]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where a member is named: a range of the text and the member's index."""

    start: int
    end: int
    member: int


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds the members of one roster; ``owners`` says whose each form of the pattern is."""

    pattern: re.Pattern[str] | None = field(repr=False)
    owners: tuple[int, ...]

    def names_in(self, text: str) -> bool:
        """Tell whether any member is named in ``text``."""
        return bool(self.pattern and self.pattern.search(fold(text).text))

    def mentions(self, text: str) -> list[Mention]:
        """Return every place where a member is named, in order and without overlap."""
        if self.pattern is None:
            return []
        folded = fold(text)
        found: list[Mention] = []
        for match in self.pattern.finditer(folded.text):
            start = folded.starts[match.start()]
            end = folded.ends[match.end() - 1]
            if found and start < found[-1].end:
                # Both have a share in one original character, such as a ligature.
                found[-1] = Mention(found[-1].start, end, found[-1].member)
            else:
                found.append(Mention(start, end, self.owners[(match.lastindex or 1) - 1]))
        return found


def matcher(roster: Sequence[str | Member]) -> Matcher:
    """Return what finds these people: names, or members with a name and perhaps an address."""
    return _matcher(tuple(_entry(person) for person in roster))


def _entry(person: str | Member) -> str:
    return f"{person.name} {person.email}" if isinstance(person, Member) else person


@lru_cache(maxsize=16)
def _matcher(roster: tuple[str, ...]) -> Matcher:
    owners: dict[tuple[str, ...], int] = {}
    for index, entry in enumerate(roster):
        for form in forms(entry):
            owners.setdefault(form, index)
    # The longest first, so that a full name is one mention and not several.
    longest = sorted(owners, key=lambda form: (-len("".join(form)), form))
    if not longest:
        return Matcher(None, ())
    pattern = re.compile("|".join(f"({_pattern(form)})" for form in longest))
    return Matcher(pattern, tuple(owners[form] for form in longest))


def _pattern(form: tuple[str, ...]) -> str:
    text = _BETWEEN.join(map(re.escape, form))
    if not re.fullmatch(rf"(?:{_SPELT_APART}|[\W\d_])+", "".join(form)):
        return text
    return rf"(?<!{_SPELT_APART}){text}(?!{_SPELT_APART})"


def forms(entry: str) -> Iterator[tuple[str, ...]]:
    """Yield the forms of one roster entry, each as the folded words it is made of.

    The full name (even of one letter, in a script that does not spell words apart), each
    space-separated part as a whole (``Park-Lowe``), each single word, first and last together, a
    Han or Hangul name without its family name, and of an e-mail address the whole and what
    stands before the ``@``.
    """
    for address in _MAIL.findall(entry):
        yield from _long_enough(_words(address))
        yield from _long_enough(_words(address.partition("@")[0]))
    parts = [_words(part) for part in _PRONOUNS.sub(" ", _MAIL.sub(" ", entry)).split()]
    named = [part for part in parts if part and not set(part) <= TITLES] or parts
    full = tuple(word for part in named for word in part)
    yield from _long_enough(full)
    if full:
        yield from _long_enough((full[0], full[-1]))
        if _LONE_LETTER.fullmatch(normalize("NFC", "".join(full))):
            yield full
    # A particle that opens or closes a name may be a given name ("Al Green", "Chen Bin").
    yield from _long_enough(full[:1])
    yield from _long_enough(full[-1:])
    for part in named:
        # A number tells two namesakes apart ("Ana2"); both are still called Ana.
        bare = [(letters,) for word in part for letters in re.findall(r"\D+", word)]
        given = [(name,) for word in part if (name := _given(word))]
        for words in (part, *((word,) for word in part), *bare, *given):
            if not set(words) <= PARTICLES | TITLES:
                yield from _long_enough(words)


def _given(word: str) -> str:
    """Return what follows the one-letter family name of a Han or Hangul name, or nothing."""
    composed = normalize("NFC", word)
    if len(composed) in (3, 4) and _HAN_OR_HANGUL.fullmatch(composed):
        return normalize("NFKD", composed[1:])
    return ""


def _words(text: str) -> tuple[str, ...]:
    """Split folded text into words; the vowel signs of Indic scripts belong to theirs."""
    runs = groupby(fold(text).text, key=lambda c: c.isalnum() or category(c)[0] == "M")
    return tuple("".join(run) for is_word, run in runs if is_word)


def _long_enough(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    composed = normalize("NFC", "".join(words))
    if sum(character.isalpha() for character in composed) >= LEAST_LETTERS:
        yield words
