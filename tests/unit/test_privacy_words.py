"""The word lists: what they know, what they must not know, and what asking them costs."""

import subprocess
import sys
from importlib.resources import files
from itertools import pairwise

import pytest

from circle_tui.privacy import words
from circle_tui.privacy.folding import name_key
from circle_tui.privacy.words import Table

LISTS = sorted(
    entry.name.removesuffix(".txt")
    for entry in files("circle_tui.privacy").joinpath("data").iterdir()
    if entry.name.endswith(".txt") and entry.name.islower()
)

RARE_AS_NAMES = {
    *("monday", "tuesday", "friday", "sunday", "january", "september", "christmas", "easter"),
    *("brazil", "canada", "egypt", "iran", "jamaica", "malaysia", "monaco", "poland", "spain"),
    *("irish", "thai", "welsh", "jama", "quran", "sahara", "sunni"),
}
"""What stays although somebody is called so: far more often the day, the country or the people."""

GIVEN_IN_DOMAIN = {
    *("aki", "cal", "ed", "elisa", "gerd", "geri", "jama", "min", "mo", "prem", "tia", "ty"),
}
"""Abbreviations of the ward and of haste that are somebody's given name as well."""


def lines(name: str) -> list[str]:
    """Return the lines of one list."""
    file = files("circle_tui.privacy").joinpath("data", f"{name}.txt")
    return file.read_text(encoding="utf-8").splitlines()


def entries(name: str) -> list[str]:
    """Return the entries of one list without what is marked beside them."""
    return [line.partition("=")[0] for line in lines(name)]


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_in_order(name: str) -> None:
    """Every list is folded, sorted and without doubles, as its reader relies on."""
    found = lines(name) if name.startswith("nick") else entries(name)
    assert found
    assert all(before.encode() < after.encode() for before, after in pairwise(found))
    assert all(entry == name_key(entry) for entry in found)


@pytest.mark.parametrize("name", [name for name in LISTS if not name.startswith("nick")])
def test_entries_are_words_with_a_space_between(name: str) -> None:
    """An entry is what a text is taken apart into: words, never dots, hyphens or brackets."""
    assert all(
        part.replace("'", "").isalnum() for entry in entries(name) for part in entry.split(" ")
    )


def test_every_entry_is_found() -> None:
    """What a list has is found in it, from first to last line, and nothing beside it."""
    for entry in entries("words"):
        assert words.is_word(entry)
        assert not words.is_word(entry + "qx")
    for entry in entries("given"):
        assert words.is_given(entry)
    for entry in entries("surnames"):
        assert words.is_surname(entry)
    assert not words.is_word("")
    assert not words.is_word("a\nb")
    assert not words.is_word("~~~~")


@pytest.mark.parametrize("table", Table)
def test_every_phrase_is_found_whole(table: Table) -> None:
    """A phrase of a list is found from its first word to its last."""
    for entry in entries(table.value):
        phrase = entry.split(" ")
        assert words.phrase_at(phrase, 0, table, capitals=True) == len(phrase)
        assert words.phrase_at(["xqz", *phrase, "xqz"], 1, table, capitals=True) == len(phrase)


def test_no_phrase_is_longer_than_is_looked_for() -> None:
    """The longest phrase of a list is found too."""
    assert max(len(entry.split(" ")) for table in Table for entry in entries(table.value)) == 6


@pytest.mark.parametrize(
    ("word", "common"),
    [("will", True), ("hope's", True), ("nephrology", False), ("xqz", False), ("", False)],
)
def test_common_words(word: str, *, common: bool) -> None:
    """The most frequent words are known as such, in the possessive too; a rare one is a word."""
    assert words.is_common(word) == common


def test_about_so_many_words_are_common() -> None:
    """SCOWL's first two sizes: 11,131 words, each with its mark."""
    marked = [line.partition("=") for line in lines("words") if "=" in line]
    assert len(marked) == 11_131
    assert {mark for _, _, mark in marked} == {"common"}
    assert all(words.is_common(word) for word, _, _ in marked)


@pytest.mark.parametrize(
    "word", ["the", "naive", "colour", "color", "don't", "ward's", "reschedule", "nephrology"]
)
def test_ordinary_words(word: str) -> None:
    """Ordinary words are known, British and American, in the possessive too."""
    assert words.is_word(word)


@pytest.mark.parametrize(
    "word",
    [
        *("gonna", "yeah", "burnout", "microaggression", "telehealth", "onboarding", "mentee"),
        *("preceptor", "rvu", "pgy2", "irb", "nicu", "peds", "thx", "mtg", "asap", "eod", "k23"),
        *("bleeped", "intubated", "metoprolol", "rota", "locum"),
        *("sglt", "dpp", "pip", "tazo", "tazocin", "gluconate", "ozempic", "shingrix"),
        *("hemiarthroplasty", "oedematous", "hyponatraemia", "mca", "cabg", "hx", "pseudomonas"),
        *("dols", "mdu", "arcp", "icmje", "orise", "eras", "racgp", "ectrims", "rcpsc"),
        *("tel", "dont", "youre", "teh", "recieve", "definately", "labmeeting", "followup"),
    ],
)
def test_the_words_of_the_ward_and_of_haste(word: str) -> None:
    """What a clinician types in a hurry is no name."""
    assert words.is_word(word) or words.in_domain(word)


@pytest.mark.parametrize("word", ["anjali", "nakamura", "wojciechowski", "okafor", "priya"])
def test_names_are_no_words(word: str) -> None:
    """A name that is no word is in no list that would let it stand."""
    assert not words.is_word(word)
    assert not words.in_domain(word)
    assert not words.stays((word,))
    assert words.is_given(word) or words.is_surname(word)


def test_words_of_haste_are_no_frequent_names() -> None:
    """What was added to the words of the ward is nobody's frequent name."""
    for name in ("foley", "jackson", "rita", "osas", "nike", "jit", "gord", "lyrica", "yasmin"):
        assert not words.in_domain(name), name
    both = {entry for entry in entries("domain") if words.is_given(entry)}
    assert both <= GIVEN_IN_DOMAIN


@pytest.mark.parametrize("eponym", ["parkinson", "parkinson's", "crohn", "sjogren's", "graves"])
def test_the_possessive_alone_is_a_condition(eponym: str) -> None:
    """Her Parkinson's is an illness; her Bell's is nothing yet, and Smith's is somebody's."""
    assert words.is_disease(eponym)
    assert words.is_eponym(eponym)
    assert not words.is_disease("smith")
    assert not words.is_disease("bell's")


def test_diseases_are_eponyms() -> None:
    """Whatever is a condition by its possessive alone is one before a clinical word too."""
    assert [entry for entry in entries("possessive") if not words.is_eponym(entry)] == []


def test_what_stays_is_nobodys_name() -> None:
    """No frequent name is let stand as a country, a month or a tool: those are ambiguous."""
    let_stand = {entry for entry in entries("stays") if " " not in entry}
    names = {entry for entry in let_stand if words.is_given(entry) or words.is_surname(entry)}
    strong = {name for name in names if words.name_strength(name) != 1}
    assert strong <= RARE_AS_NAMES
    assert let_stand.isdisjoint(entries("stays_ambiguous"))
    for name in ("jordan", "chad", "georgia", "israel", "virginia", "april", "may", "jan"):
        assert not words.stays((name,))
        assert words.phrase_at((name,), 0, Table.STAYS_AMBIGUOUS) == 1


def test_what_stays() -> None:
    """Days, months, holidays, peoples, countries, tools, agencies and scales stay."""
    days = ["monday", "sept", "boxing day", "eid"]
    peoples = ["nigerian", "south korea", "new jersey"]
    for phrase in (*days, *peoples, "zoom", "epic", "nih", "phq 9", "mcat"):
        assert words.stays(phrase.split()), phrase
    assert not words.stays(())
    assert not words.stays(("zoom", "monday"))


def test_the_longest_phrase_counts() -> None:
    """A longer name of a place or a hospital goes before the shorter one in it."""
    ann_arbor = ("near", "ann", "arbor", "now")
    assert words.phrase_at(ann_arbor, 1, Table.PLACES) == 2
    assert words.phrase_at(("mayo", "clinic"), 0, Table.ORGANISATIONS) == 2
    assert words.phrase_at(("boston", "children", "s"), 0, Table.ORGANISATIONS) == 3
    assert words.phrase_at(("stanford", "s"), 0, Table.ORGANISATIONS) == 1
    assert words.phrase_at(("new",), 0, Table.PLACES) == 0


def test_ordinary_speech_is_no_place() -> None:
    """``reading`` and ``chop`` are words in lower case; ``Reading`` and ``CHOP`` are names."""
    assert words.phrase_at(("reading",), 0, Table.PLACES) == 1
    assert words.phrase_at(("reading",), 0, Table.PLACES, capital=False) == 0
    assert words.phrase_at(("chop",), 0, Table.ORGANISATIONS) == 0
    assert words.phrase_at(("chop",), 0, Table.ORGANISATIONS, capitals=True) == 1
    assert words.phrase_at(("hartford",), 0, Table.PLACES, capital=False) == 1
    assert words.phrase_at(("new", "haven"), 0, Table.PLACES, capital=False) == 2


def test_eponyms_stay_before_a_clinical_word() -> None:
    """Hodgkin clinic is no person; a Mr Hodgkin is, and so may the patients of a Dr Jones be."""
    for phrase, count in (
        ("hodgkin clinic", 1),
        ("parkinson's patients", 1),
        ("stevens johnson syndrome", 2),
        ("kaplan meier curves", 2),
        ("wells score", 1),
        ("hodgkin", 0),
        ("hodgkin said", 0),
        ("jones patients", 0),
        ("jones criteria", 1),
        ("syndrome", 0),
    ):
        assert words.eponym_at(phrase.split(), 0) == count, phrase


def test_words_that_are_names_are_weighed() -> None:
    """``tom`` is mostly a name, ``will`` hardly, ``the`` not at all."""
    assert words.name_strength("tom") == 3
    assert words.name_strength("grace") == 2
    assert words.name_strength("will") == 1
    assert words.name_strength("the") == 0
    assert words.is_given("grace")
    assert words.is_surname("rice")
    assert not words.is_given("rice")


def test_nicknames_go_both_ways() -> None:
    """Whoever is Elizabeth may be Beth, Beth may be Elizabeth, and so across cultures."""
    for one, other in (
        ("elizabeth", "beth"),
        ("jose", "pepe"),
        ("aleksandr", "sasha"),
        ("katarzyna", "kasia"),
        ("muhammad", "mo"),
        ("oluwaseun", "seun"),
    ):
        assert other in words.nicknames(one)
        assert one in words.nicknames(other)
    assert "bart" not in words.nicknames("al")
    assert "jose" not in words.nicknames("jose")
    assert words.nicknames("nobody of this name") == frozenset()
    for part in ("", "eliz", "izabet", "jose,", "elizabeth:"):
        assert words.nicknames(part) == frozenset(), part


def test_importing_reads_nothing() -> None:
    """The lists are read by the first question, never at start."""
    program = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import circle_tui.privacy.words as words
assert not [name for name in opened if name.endswith(".txt")], opened
words.warm_up()
read = {name for name in opened if name.endswith(".txt")}
words.is_word("a"), words.nicknames("b"), words.stays(("c",)), words.eponym_at(("d",), 0)
assert len(read) == len([name for name in opened if name.endswith(".txt")])
print(len(read))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) == len(LISTS)


def test_the_lists_are_small() -> None:
    """All lists together stay below 1.6 MB, the frequent names below 60 kB a list."""
    folder = files("circle_tui.privacy").joinpath("data")
    sizes = {file.name: len(file.read_bytes()) for file in folder.iterdir()}
    assert sum(sizes.values()) < 1_600_000
    assert max(sizes["given.txt"], sizes["surnames.txt"]) < 60_000


def test_the_notices_are_with_the_lists() -> None:
    """Every list is named in the README beside it with its source, and the licences are there."""
    folder = files("circle_tui.privacy").joinpath("data")
    told = folder.joinpath("README.md").read_text(encoding="utf-8")
    assert all(f"`{name}.txt`" in told for name in LISTS)
    assert "Kevin Atkinson" in folder.joinpath("SCOWL-COPYRIGHT.txt").read_text(encoding="utf-8")
    assert "Apache License" in folder.joinpath("LICENSE-Apache-2.0.txt").read_text(encoding="utf-8")
    assert "CC BY 4.0" in told
