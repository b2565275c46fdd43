"""Invented people, and the many ways in which a note spells one of them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

_PARTICLES = "al el ben bin abu van von zu der den de la dos da ten ter ap ní ó st"
PARTICLES = frozenset(_PARTICLES.split())
"""What a family name may begin with and is not a name by itself."""

_ABBREVIATIONS = "IT OR PI AM PM ED OK MD HR TV US UK PA NP RN CT CV ET AN AS AT NA NB PS"
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
"""Initials that nobody would take for initials."""

_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss"}
    | {"ı": "i", "ʻ": "'"}  # noqa: RUF001 - letters of Turkish and of Hawaiian
    | {"Ø": "O", "Æ": "Ae", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "Th", "İ": "I"}
)
_ROMANISED = str.maketrans(
    {"ø": "oe", "ö": "oe", "ü": "ue", "ä": "ae", "å": "aa"}
    | {"ı": "i", "ʻ": "'"}  # noqa: RUF001 - letters of Turkish and of Hawaiian
    | {"Ø": "Oe", "Ö": "Oe", "Ü": "Ue", "Ä": "Ae", "Å": "Aa"}
)
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


@dataclass(frozen=True, slots=True)
class Person:
    """A person who does not exist; ``listed`` is the full name as a roster has it."""

    given: str
    family: str
    nicks: tuple[str, ...] = ()
    listed: str = ""
    middle: str = ""
    is_word: bool = False
    """The names are words of English besides."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a note: what is to be found, and what goes with it to either side."""

    text: str
    type: str = ""
    form: str = ""
    must: bool = True
    before: str = ""
    after: str = ""


def unmarked(name: str) -> str:
    """Return the name as typed without accents."""
    apart = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def parts(name: str) -> list[str]:
    """Return the folded words of a name, particles left out."""
    words = re.findall(r"[^\W\d_]+", unmarked(name).lower())
    return [word for word in words if len(word) > 1 and word not in PARTICLES]


def misspelt(random: Random, name: str, errors: int) -> str:
    """Return the name with so many slips of the finger, none of them in its first letter."""
    while True:
        letters = list(name)
        for _ in range(errors):
            _slip(random, letters)
        if "".join(letters) != name:
            return "".join(letters)


def _slip(random: Random, letters: list[str]) -> None:
    place = random.randrange(1, len(letters) - 1)
    match random.choice(["swap", "drop", "double", "vowel"]):
        case "swap":
            letters[place : place + 2] = reversed(letters[place : place + 2])
        case "drop":
            del letters[place]
        case "double":
            letters.insert(place, letters[place])
        case _:
            vowels = [at for at in range(1, len(letters)) if letters[at] in "aeiou"]
            if vowels:
                letters[random.choice(vowels)] = random.choice("aeiou")


def joined(name: str) -> str:
    """Return the letters of a name alone, without accents."""
    return "".join(re.findall(r"[A-Za-z]+", unmarked(name)))


def family_part(person: Person) -> str:
    """Return the last word of the family name, without its particle."""
    return re.split(r"[ -]", person.family)[-1]


def logins(person: Person) -> list[str]:
    """Return what the person might be called in an e-mail address or as a handle."""
    given, family = joined(person.given).lower(), joined(family_part(person)).lower()
    return [
        *(f"{given}.{family}", f"{given}_{family}", f"{given}{family}", f"{given[0]}{family}"),
        *(f"{family}{given[0]}", f"{given[0]}.{family}", f"dr{family}", f"{family}.lab"),
    ]


def forms(random: Random, person: Person, lower: bool) -> Iterator[Piece]:
    """Yield a member's name in every form that it has; ``lower`` if its letters will be small."""
    for form, text in [*_common(person), *_rarer(random, person, lower)]:
        yield Piece(text, "ROSTER_NAME", form, must=not (lower and form == "initials"))
    if len(family_part(person)) > 3 and len(joined(person.given)) > 3:
        given, family = person.given, family_part(person)
        for before, text, after in [
            *[("team", given, ""), ("dr", family, ""), ("", family, "lab"), ("#", given, "")],
            *[("", given.lower(), "2"), ("notes_", family, "_v2"), ("2x", given, "")],
        ]:
            yield Piece(text, "ROSTER_NAME", "glued", before=before, after=after)


def _common(person: Person) -> list[tuple[str, str]]:
    given, family = person.given, person.family
    return [
        *[("first", given), ("last", family), ("full", f"{given} {family}")],
        *[("lower", given.lower()), ("lower_full", f"{given} {family}".lower())],
        *[("upper", given.upper()), ("upper", family.upper())],
        *[("init_last", f"{given[0]}. {family}"), ("init_last", f"{given[0]} {family}")],
        *[("last_first", f"{family}, {given}"), ("reversed", f"{family} {given}")],
        *[
            ("first_lastinit", f"{given} {family_part(person)[0].upper()}{dot}")
            for dot in (".", "")
        ],
        *[("nickname", nick) for nick in person.nicks],
    ]


def _rarer(random: Random, person: Person, lower: bool) -> Iterator[tuple[str, str]]:
    given, family, last = person.given, person.family, family_part(person)
    full = f"{given} {family}"
    yield "middle_init", f"{given} {random.choice('ABEJLMRST')}. {family}"
    if person.middle:
        yield "middle", person.middle
        yield "middle_full", f"{given} {person.middle} {family}"
    yield "double_space", f"{given}  {family}"
    yield "nbsp", f"{given}\N{NO-BREAK SPACE}{family}"
    initials = (given[0] + last[0]).upper()
    if initials not in ABBREVIATIONS:
        yield "initials", initials
        yield "initials_dotted", f"{initials[0]}.{initials[1]}."
    place = random.randrange(1, len(given))
    yield "zero_width", given[:place] + random.choice(_INVISIBLE) + given[place:]
    yield "joined", joined(given) + joined(last)
    yield "joined_lc", (joined(given) + joined(last)).lower()
    yield "joined_dot", f"{joined(given)}.{joined(last)}".lower()
    yield "joined_us", f"{joined(given)}_{joined(last)}".lower()
    yield "joined_init", joined(given[0] + last).lower()
    for form, name in [("first", given), ("last", family), ("full", full)]:
        if (plain := unmarked(name)) != name:
            yield "no_diacritics", plain
        if (long := name.translate(_ROMANISED)) != name:
            yield "alt_romanised", unmarked(long)
        if (apart := unicodedata.normalize("NFD", name)) != name:
            yield "nfd", apart
        if "'" in name:
            yield "curly", name.replace("'", "’")  # noqa: RUF001 - as word processors type it
        words = re.split(r"[ -]", name)
        if len(words) > 1 and form != "full":
            yield f"{form}_variant", " ".join(words) if "-" in name else "-".join(words)
            yield f"{form}_variant", "".join(words)
        if len(words) > 1 and form == "first" and len(joined(words[0])) > 2:
            yield "first_part", words[0]
    if last != family and len(joined(last)) > 2:
        yield "last_part", last
    if "'" in family:
        yield "last_variant", family.replace("'", "")
        yield "last_variant", family.replace("'", " ")
    if (title := " ".join(word[0].upper() + word[1:] for word in family.split())) != family:
        yield "last_variant", title
    if len(joined(given)) > 5 and re.match(r"[A-Za-z]{4}", given):
        yield "nick_trunc", joined(given)[: 5 if lower else random.choice((3, 4, 5))]
    for name in (given, last):
        if len(name) > 4 and name.isalpha():
            yield "misspelt", misspelt(random, name, 1)
            yield "misspelt_full", full.replace(name, misspelt(random, name, 1))
        if len(name) > 8 and name.isalpha():
            yield "misspelt_twice", misspelt(random, name, 2)


def listed(random: Random, person: Person, middle: str) -> Person:
    """Return the person with a full name as a roster may have it."""
    given, family, nicks = person.given, person.family, person.nicks
    plain = f"{given} {family}"
    choices = [*[plain] * 12, f"Dr. {plain}", f"Prof. {plain}", f"{plain}, MD", f"{plain}, MD, PhD"]
    choices += [f"{given} {middle} {family}", f"{given} {middle[0]}. {family}"]
    choices += [f"{given} ({nick}) {family}" for nick in nicks] * 3
    name = random.choice(choices)
    shown = middle if f" {middle} " in name else ""
    return Person(given, family, nicks, name, shown, person.is_word)


def read_people(lines: Sequence[str]) -> dict[str, list[Person]]:
    """Return everybody that the name parts of each culture make, by culture."""
    people: dict[str, list[Person]] = {}
    for line in lines:
        culture, _, names = line.partition(": ")
        givens, families = (half.split(", ") for half in names.split(" / "))
        people[culture] = [
            Person(given, family, tuple(nicks), is_word=culture == "words")
            for given, *nicks in (entry.split("=") for entry in givens)
            for family in families
        ]
    return people
