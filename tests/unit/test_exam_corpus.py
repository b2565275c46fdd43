"""The notes that the masking is measured on."""

import json
from collections import Counter
from typing import Any

import pytest

from circle_tui.privacy.score import read_notes
from tests.corpora.make_exam import CORPUS, corpus
from tests.corpora.people import parts


@pytest.fixture(scope="module", name="notes")
def _notes() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CORPUS.read_bytes().splitlines()]


def test_it_is_what_its_maker_makes() -> None:
    """Whoever reads the maker knows the notes: running it again gives the same bytes."""
    assert corpus() == CORPUS.read_bytes()


def test_the_scorer_reads_every_note() -> None:
    """Every span is within its text and says what stands there."""
    with CORPUS.open("rb") as file:
        assert sum(1 for _ in read_notes(file)) > 2000


def test_it_is_broad_enough_to_tell(notes: list[dict[str, Any]]) -> None:
    """Every group, kind and form is there often enough for a share to mean something."""
    groups = Counter(note["group"] for note in notes)
    assert groups["clean_hard"] + groups["clean_easy"] > 400
    assert groups["trap_name"] == groups["trap_name_lc"] > 100
    spans = [span for note in notes for span in note["spans"] if span["must"]]
    types = Counter(span["type"] for span in spans)
    assert min(types.values()) > 15, types
    forms = Counter(
        span["form"].split("|")[0].removesuffix("+poss")
        for span in spans
        if span["type"] == "ROSTER_NAME"
    )
    assert min(forms.values()) > 5, forms


def test_clean_notes_name_nobody(notes: list[dict[str, Any]]) -> None:
    """A clean note has no word that is a name of its circle, so masking any is too much."""
    for note in notes:
        if note["group"].startswith("clean_"):
            named = {part for name in note["roster"] for part in parts(name)}
            assert note["spans"] == []
            assert not named & set(parts(note["text"]))
