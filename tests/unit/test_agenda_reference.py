"""The page for authors and the schema for editors say what the reader does."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from circle_tui.agendas.kinds import Choice, Duration, ListOf, TimeOfDay, Wrong
from circle_tui.agendas.page import EXAMPLE
from circle_tui.agendas.reader import read_agenda
from circle_tui.agendas.reference import json_schema, reference_markdown
from circle_tui.agendas.schema import AGENDA_KEYS, SEGMENT_KEYS, SEGMENTS_KEY, rows
from circle_tui.domain.agenda import MOST_PEOPLE, Agenda, ClockMode, Segment

ROOT = Path(__file__).parents[2]


def test_the_page_in_docs_is_the_table() -> None:
    """What I read about the language is what the program does: the page is made from its table."""
    page = (ROOT / "docs" / "agenda-language.md").read_text(encoding="utf-8")
    assert page == reference_markdown()


def test_the_schema_file_is_the_table() -> None:
    """What my editor suggests is what the program accepts: the schema is made from its table."""
    file = (ROOT / "agendas" / "agenda.schema.json").read_text(encoding="utf-8")
    assert json.loads(file) == json_schema()


def test_every_shipped_file_names_the_schema_first() -> None:
    """An editor that knows TOML helps with a copy of any shipped agenda at once."""
    for file in (ROOT / "agendas").glob("*.toml"):
        assert file.read_text(encoding="utf-8").startswith("#:schema ./agenda.schema.json\n")


def test_the_example_on_the_page_can_be_used() -> None:
    """I can copy the example and run it."""
    assert isinstance(read_agenda(EXAMPLE, "example.toml"), Agenda)


def test_nothing_an_agenda_can_hold_cannot_be_written() -> None:
    """Every field of an agenda and of a segment has its key, and no key fills nothing."""
    assert {key.field for key in AGENDA_KEYS} == {f.name for f in fields(Agenda)} - {
        "name",
        "segments",
    }
    assert {key.field for key in SEGMENT_KEYS} == {f.name for f in fields(Segment)}


def test_every_key_and_every_word_is_on_the_page_and_in_the_schema() -> None:
    """Nothing may be written that is not explained."""
    page, schema = reference_markdown(), json_schema()
    segment = schema["properties"][SEGMENTS_KEY]["items"]["properties"]
    assert schema["properties"].keys() - {SEGMENTS_KEY} == {key.name for key in AGENDA_KEYS}
    assert segment.keys() == {key.name for key in SEGMENT_KEYS}
    for key in (*AGENDA_KEYS, *SEGMENT_KEYS):
        assert f"| `{key.name}` |" in page
        kind = key.kind.item if isinstance(key.kind, ListOf) else key.kind
        if isinstance(kind, Choice):
            assert all(f"<br>`{word}`" in page for word in kind.words)


@pytest.mark.parametrize("clock", ClockMode)
def test_every_clock_has_a_length(clock: ClockMode) -> None:
    """Each clock mode has exactly one key for its whole length."""
    filled = [key.field for key in rows(clock).values() if key.lasts]
    assert filled.count("seconds") == 1
    assert set(filled) <= {"seconds", "topic"}


@pytest.mark.parametrize(
    "text", ["2m", " 90s ", "1h30m", "1h 30m", "1h 5s", "", " ", "m", "1.5m", "1d", "5", "30m1h"]
)
def test_editors_and_the_reader_agree_on_durations(text: str) -> None:
    """What my editor marks as no duration is none, and the other way round."""
    pattern = json_schema()["properties"][SEGMENTS_KEY]["items"]["properties"]["total"]["anyOf"][1]
    assert bool(re.search(pattern["pattern"], text)) == _reads(Duration(60, ""), text)


@pytest.mark.parametrize("text", ["20:30", "0:05", " 7:00 ", "24:00", "20:60", "20.30", "8pm", ""])
def test_editors_and_the_reader_agree_on_times(text: str) -> None:
    """What my editor marks as no time of day is none, and the other way round."""
    pattern = json_schema()["properties"][SEGMENTS_KEY]["items"]["properties"]["ends_at"]["pattern"]
    assert bool(re.search(pattern, text)) == _reads(TimeOfDay(), text)


def _problems(keys: str) -> list[str]:
    """Return what is said about a file with one segment of these keys."""
    text = f'title = "Mine"\n[[segment]]\ntitle = "Talk"\n{keys}\n'
    found = read_agenda(text, "mine.toml")
    return [] if isinstance(found, Agenda) else [problem.sentence for problem in found]


TRIOS = 'clock = "trios"\nminutes = 3\n'
MINE = 'minutes = 3\nnotes = "presenter-keeps"\n'


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (TRIOS + 'each_in_group = "part"\nrounds = 3', "each_in_group says already how often"),
        (TRIOS + "absorb = true", 'with clock = "trios" the time of a turn is fixed'),
        ('clock = "each"\nseconds_each = 60\nabsorb = true', 'with clock = "each" the time of'),
        (MINE + 'capture = "theme"', 'capture names "theme", but notes = "presenter-keeps"'),
        (MINE + 'capture = ["action", "anonymous"]', 'capture names "anonymous", but notes'),
    ],
)
def test_what_does_not_go_together_is_said(keys: str, said: str) -> None:
    """Keys that the page says do not go together are refused, in a sentence that says why."""
    (problem,) = _problems(keys)
    assert problem.startswith(said)


@pytest.mark.parametrize(
    "keys",
    [
        TRIOS + 'each_in_group = "block"\nmax = 20',
        TRIOS + 'each_in_group = "no"\nrounds = 3',
        MINE + 'capture = ["presenter", "action"]',
        MINE + 'capture = "parking"',
        'clock = "fours"\nminutes = 4\nrounds = 2',
        "minutes = 3\nabsorb = true",
    ],
)
def test_what_goes_together_is_taken(keys: str) -> None:
    """An action item may come of a part whose notes are the presenter's, and the like."""
    assert _problems(keys) == []


def test_what_the_program_does_nothing_about_says_so() -> None:
    """I am not led to think that the program hands out votes or keeps people silent."""
    advice = [key for key in (*AGENDA_KEYS, *SEGMENT_KEYS) if key.advice]
    assert {key.name for key in advice} == {"strictness", "votes", "silent_for"}
    page, schema = reference_markdown(), json.dumps(json_schema())
    for key in advice:
        assert f"{key.meaning} For the facilitator." in page
        assert f"{key.meaning} For the facilitator." in schema


def test_the_defaults_on_the_page_are_those_of_the_program() -> None:
    """Leaving a key out means what the page says it means."""
    found = read_agenda('title = "Mine"\n[[segment]]\ntitle = "Talk"\nminutes = 5', "mine.toml")
    assert isinstance(found, Agenda)
    assert f"(default: {list(found.sizes)})" in reference_markdown()
    assert _problems(f"minutes = 5\n[x]\nsizes = [2, {MOST_PEOPLE}]") != []
    assert f"two numbers from 1 to {MOST_PEOPLE}" in reference_markdown()


def _reads(kind: Duration | TimeOfDay, text: str) -> bool:
    try:
        kind.read(text)
    except Wrong:
        return False
    return True
