"""Forms: the ways in which one person on the roster is named, worked out from the entry alone."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from functools import lru_cache
from itertools import islice, pairwise, product
from unicodedata import normalize

from circle_tui.domain.values import value
from circle_tui.privacy.spellings import spellings
from circle_tui.privacy.tokens import SPELT_APART, Shape, tokens_of

TITLES = frozenset(
    {"dr", "prof", "professor", "mr", "mrs", "ms", "mx", "phd", "miss", "sir", "dame"}
)
"""Not part of a name at all."""

PARTICLES = frozenset(
    {"abu", "af", "al", "ap", "and", "av", "bin", "bint", "binti", "da", "das", "de", "del", "den"}
    | {"der", "des", "di", "do", "dos", "du", "e", "el", "ibn", "in", "la", "las", "le", "los"}
    | {
        "ni",
        "nic",
        "of",
        "op",
        "t",
        "te",
        "ten",
        "ter",
        "the",
        "til",
        "ui",
        "van",
        "von",
        "y",
        "zu",
    }
    | {"zum", "zur", "md"}
)
"""Part of a full name, but no name when they stand alone, unless they open or close it."""

_PRONOUN = "(?:any|e[mr]|hers?|him|he|his|its?|she|theirs?|them|they|xem|xe|zir|ze)"
_PRONOUNS = re.compile(rf"\(\s*{_PRONOUN}(?:\s*/\s*{_PRONOUN})+\s*\)", re.IGNORECASE)
"""How to speak of somebody ("she/her"), which is no part of the name."""

_MAIL = re.compile(r"[^\s<>()@,;:]+@[^\s<>()@,;:]+")
_HAN_OR_HANGUL = re.compile("[\u4e00-\u9fff\uac00-\ud7a3]+")
_SPELT = re.compile(rf"(?:{SPELT_APART})+")
_LONE_LETTER = re.compile(rf"(?!{SPELT_APART})[^\W\d_]")
"""A name of one letter that is a word of its own (明), where a Latin letter would be none."""

LEAST_LETTERS = 2
"""A single letter is no form: every "a" would go, and the masks [A], [B] themselves."""

_MOST_INITIALS = 40


@value
class Forms:
    """How one person is named; every string is folded.

    ``words`` name the person whatever else they mean; ``sequences`` are several tokens in a row;
    ``inside`` are found within a word, in scripts that write words together. ``likely`` name the
    person unless they are ordinary words: other spellings, and the name run together. ``cores``
    are what a typing error is measured against, ``given`` what a nickname is looked up for;
    ``led`` pairs each particle of the name with the token that it leads.
    """

    words: frozenset[str] = field(repr=False)
    sequences: frozenset[tuple[str, ...]] = field(repr=False)
    inside: frozenset[str] = field(repr=False)
    likely: frozenset[str] = field(repr=False)
    cores: frozenset[str] = field(repr=False)
    given: frozenset[str] = field(repr=False)
    initials: frozenset[str] = field(repr=False)
    led: frozenset[tuple[str, str]] = field(repr=False)


@value
class _Part:
    """One space-separated part of a name: its folded tokens, and each as it was written."""

    tokens: tuple[str, ...] = field(repr=False)
    written: tuple[str, ...] = field(repr=False)

    @property
    def joined(self) -> str:
        return "".join(self.tokens)

    @property
    def particle(self) -> bool:
        return set(self.tokens) <= PARTICLES | TITLES


def owners(people: Sequence[Forms], named: Callable[[Forms], Iterable[str]]) -> dict[str, int]:
    """Return whose each name is, by the place among ``people``; a shared one is the first's."""
    found: dict[str, int] = {}
    for index, person in enumerate(people):
        for name in named(person):
            found.setdefault(name, index)
    return found


@lru_cache(maxsize=256)
def forms(entry: str) -> Forms:
    """Return the forms of a roster entry: a name as people write it, perhaps with an address."""
    parts, preferred = _parts(entry)
    tokens = tuple(token for part in parts for token in part.tokens)
    named = [part for part in [*parts, *preferred] if not part.particle]
    words = {word for part in named for word in _words(part)}
    # A particle that opens or closes a name may be a given name ("Al Green", "Chen Bin").
    words |= {word for word in (*tokens[:1], *tokens[-1:]) if _long_enough(word)}
    addresses = [_tokens(address) for address in _MAIL.findall(entry)]
    locals_ = [_tokens(address.partition("@")[0]) for address in _MAIL.findall(entry)]
    words |= {word for local in locals_ for word in local if len(word) > LEAST_LETTERS}
    sequences = {
        sequence
        for sequence in (*_sequences(parts, preferred), *addresses, *locals_)
        if len(sequence) > 1 and _long_enough("".join(sequence))
    }
    inside = {text for text in _inside(parts, words) if text}
    likely = {
        spelling
        for part in named
        for written in (*part.written, "".join(part.written))
        for spelling in spellings(written)
    }
    likely |= set(_run_together(parts))
    for person in preferred:
        likely |= {person.joined + part.joined for part in parts[1:]}
    given = parts[:-1] or parts
    return Forms(
        words=frozenset(words),
        sequences=frozenset(sequences),
        inside=frozenset(inside),
        likely=frozenset(word for word in likely - words if len(word) > LEAST_LETTERS),
        cores=frozenset(
            word
            for part in named
            for word in (*part.tokens, part.joined)
            if len(word) >= 4 and _SPELT.fullmatch(word)
        ),
        given=frozenset(
            word for part in (*given, *preferred) for word in (*part.tokens, part.joined)
        ),
        initials=_initials(parts, preferred),
        led=frozenset(pair for pair in pairwise(tokens) if pair[0] in PARTICLES),
    )


def _parts(entry: str) -> tuple[list[_Part], list[_Part]]:
    """Take an entry apart: the parts of the name in order, and what the person is also called."""
    name = _PRONOUNS.sub(" ", _MAIL.sub(" ", entry))
    also = " ".join(re.findall(r"[(\[\"“]([^)\]\"”]*)[)\]\"”]", name))
    name = re.sub(r"[(\[\"“][^)\]\"”]*[)\]\"”]", " ", name)
    if not any(character.isalnum() for character in name):
        name, also = f"{name} {also}", ""
    before, comma, after = name.partition(",")
    if comma:
        kept = " ".join(
            word for word in after.replace(",", " ").split() if not _is_credential(word)
        )
        name = f"{kept} {before}"
    written = name.split()
    while len(written) > 2 and _is_credential(written[-1]):
        written.pop()
    parts = [part for part in map(_part, written) if part.tokens]
    named = [part for part in parts if not set(part.tokens) <= TITLES]
    return named or parts, [part for part in map(_part, also.split()) if part.tokens]


def _part(written: str) -> _Part:
    cut = tokens_of(written)
    starts, ends = cut.folded.starts, cut.folded.ends
    named = [token for token in cut.tokens if token.shape is not Shape.TAKEN]
    return _Part(
        tuple(token.word for token in named),
        tuple(written[starts[token.start] : ends[token.end - 1]] for token in named),
    )


_CREDENTIALS = frozenset(
    {"aprn", "ba", "bm", "bs", "bsc", "bsn", "ccrn", "cnm", "crna", "dds", "dmd", "dnb", "dnp"}
    | {"do", "dphil", "dpt", "drph", "dsc", "dvm", "edd", "esq", "faan", "faap", "facc", "facep"}
    | {"facog", "facp", "facs", "fcps", "fidsa", "fnp", "fracp", "fracs", "frca", "frcp", "frcpc"}
    | {"frcs", "frcsc", "ii", "iii", "iv", "jd", "jr", "lcsw", "llb", "llm", "lpn", "ma", "mba"}
    | {"mbbch", "mbbs", "mbchb", "mch", "mcps", "md", "mdiv", "med", "mfa", "mha", "mhpe", "mhs"}
    | {"mms", "mph", "mphil", "mps", "mrcgp", "mrcp", "mrcs", "ms", "msc", "mscr", "msn", "msw"}
    | {"np", "ot", "otr", "pa", "pac", "pgdip", "pharmd", "phd", "pmhnp", "psyd", "pt", "rd", "rn"}
    | {"scd", "slp", "sr"}
)
"""Degrees and ranks that are written after a name."""


def _is_credential(word: str) -> bool:
    """Tell whether a word is a degree or a rank after a name: ``MD``, ``FRCP(Ed)``, ``Jr``."""
    bare = re.sub(r"\W|\(.*\)", "", word)
    if bare.lower() not in _CREDENTIALS:
        return False
    # "Do", "Ma" and "Med" are family names; a degree shows more than one capital.
    return sum(map(str.isupper, bare)) > 1 or bare.lower() in {"jr", "sr", "esq"}


def _words(part: _Part) -> Iterator[str]:
    """Yield what one part is when it stands alone: itself run together, and each of its words."""
    for word in (part.joined, *part.tokens):
        if _long_enough(word) and not (len(part.tokens) > 1 and word in PARTICLES):
            yield word
        if word and (name := _given(word)):
            yield name
    joined = part.joined
    # A number tells two namesakes apart ("Ana2"); both are still called Ana.
    yield from (
        bare for bare in re.findall(r"\D+", joined) if bare != joined and _long_enough(bare)
    )


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens_of(text).tokens)


def _long_enough(word: str) -> bool:
    if word.isascii() and word.isalpha():  # most are, and need no counting
        return len(word) >= LEAST_LETTERS
    return sum(letter.isalpha() for letter in normalize("NFC", word)) >= LEAST_LETTERS


def _given(word: str) -> str:
    """Return what follows the one-letter family name of a Han or Hangul name, or nothing."""
    composed = normalize("NFC", word)
    if len(composed) in (3, 4) and _HAN_OR_HANGUL.fullmatch(composed):
        return normalize("NFKD", composed[1:])
    return ""


def _sequences(parts: list[_Part], preferred: list[_Part]) -> Iterator[tuple[str, ...]]:
    """Yield the names of several tokens: in full, first and last, and each part of several."""
    if not parts:
        return
    full = tuple(token for part in parts for token in part.tokens)
    ends = (*parts[0].tokens, *parts[-1].tokens) if len(parts) > 1 else full
    initials = tuple(token for part in parts for token in part.tokens if len(token) == 1)
    several = [part.tokens for part in (*parts, *preferred)]
    yield from (full, ends, initials, *several)


def _inside(parts: list[_Part], words: set[str]) -> Iterator[str]:
    """Yield the forms that are found within a word: those of a script without spaces."""
    full = "".join(part.joined for part in parts)
    for word in (full, *words):
        if _long_enough(word) and not re.fullmatch(rf"(?:{SPELT_APART}|\d)+", word):
            yield word
    if _LONE_LETTER.fullmatch(normalize("NFC", full)):
        yield full


def _run_together(parts: list[_Part]) -> Iterator[str]:
    """Yield the name without its spaces, as in handles: all of it, in pieces, and with initials."""
    whole = [part.joined for part in parts]
    for length in range(2, len(whole) + 1):
        for start in range(len(whole) - length + 1):
            yield "".join(whole[start : start + length])
    if len(whole) > 1:
        first, last = whole[0], whole[-1]
        yield from (
            first + last,
            last + first,
            first[:1] + last,
            last + first[:1],
            first + last[:1],
        )
        yield "".join(word[:1] for word in whole[:-1]) + last


def _initials(parts: list[_Part], preferred: list[_Part]) -> frozenset[str]:
    """Return the initials that stand for somebody: ``pb`` and ``ptb`` for Pieter ten Brink."""
    if not all(_SPELT.match(part.tokens[0]) for part in parts):
        return frozenset()
    found: set[str] = set()
    for names in (parts, [*preferred[:1], *parts[1:]] if preferred else parts):
        bare = [part for part in names if not part.particle]
        for chosen in (names, bare, [*names[:1], *names[-1:]], [*bare[:1], *bare[-1:]]):
            if len(chosen) > 1:
                ways = product(*(_part_initials(part) for part in chosen))
                found.update("".join(way) for way in islice(ways, _MOST_INITIALS))
    return frozenset(letters for letters in found if 2 <= len(letters) <= 5)


def _part_initials(part: _Part) -> tuple[str, ...]:
    letters = [token[0] for token in part.tokens]
    return tuple(dict.fromkeys(("".join(letters), letters[0], letters[-1])))
