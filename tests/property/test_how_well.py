"""How well the masking does on invented notes that were not built for it, and what it leaves alone.

The floors are those that the project has set itself for its shared sample, a little lower where a
single span of these notes is half a per cent.
"""

from io import BytesIO

import pytest

from circle_tui.privacy.redaction import redact
from circle_tui.privacy.score import read_notes
from circle_tui.privacy.scoring import Score, score
from tests.corpora.make_exam import SEED, corpus

FLOORS = {
    "roster names": 99.5,
    "other people": 97.0,
    "organisations": 90.0,
    "places": 95.0,
    "identifiers": 96.0,
}
"""In per cent of the spans of which no letter may be left."""

MOST_TOUCHED = 5.0
"""In per cent of the clean notes, in which nothing should be masked."""


@pytest.fixture(scope="module", name="result", params=[SEED, 20_261_122])
def _result(request: pytest.FixtureRequest) -> Score:
    """Return the score of notes; the second set is one that nobody has looked at."""
    return score(read_notes(BytesIO(corpus(request.param))), redact, lambda: 0)


@pytest.mark.parametrize("kind", FLOORS)
def test_what_must_go_is_gone(result: Score, kind: str) -> None:
    """Of the people and places I have never thought of, next to none are left in the notes."""
    share = result.kinds[kind].share
    assert share is not None
    assert share >= FLOORS[kind], [miss for miss in result.misses if miss.type]


def test_most_notes_are_wholly_safe(result: Score) -> None:
    """A note with something in it to hide leaves nothing of it, nearly always."""
    share = result.notes.safe.share
    assert share is not None
    assert share >= 96.5


def test_ordinary_notes_are_left_alone(result: Score) -> None:
    """What names nobody reads as I typed it, even with words that are names as well."""
    share = result.clean.touched.share
    assert share is not None
    assert share <= MOST_TOUCHED
