"""Laws of the agenda reader: what is valid comes back whole, and nothing breaks it."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circle_tui.agendas.problems import AgendaError, Problem, is_unseen
from circle_tui.agendas.reader import load_agenda, read_agenda
from circle_tui.agendas.schema import AGENDA_KEYS, DURATION_KEYS, SEGMENT_KEYS
from circle_tui.domain.agenda import (
    SEGMENT_KINDS,
    Agenda,
    ClockMode,
    Fidelity,
    NotesPolicy,
    Segment,
)

SEEN = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])


def texts(most: int, least: int = 0, extra: str = "") -> st.SearchStrategy[str]:
    """Draw texts that may be shown, without blanks around them."""
    alphabet = SEEN | st.sampled_from(extra) if extra else SEEN
    drawn = st.text(alphabet, min_size=least, max_size=most).map(str.strip)
    return drawn.filter(lambda text: len(text) >= least)


SEGMENTS = st.builds(
    Segment,
    title=texts(80, 1),
    kind=st.sampled_from(SEGMENT_KINDS),
    clock=st.sampled_from(ClockMode),
    seconds=st.integers(1, 36_000),
    show=texts(60, extra="\n"),
    say=texts(60, extra="\n"),
    notes=st.sampled_from(NotesPolicy),
    warn_at=st.none() | st.integers(1, 36_000),
)
AGENDAS = st.builds(
    Agenda,
    name=st.just("mine"),
    title=texts(80, 1),
    segments=st.lists(SEGMENTS, min_size=1, max_size=4).map(tuple),
    summary=texts(60),
    source=texts(60, extra="\n"),
    fidelity=st.sampled_from(Fidelity),
    licence=texts(20),
    sizes=st.tuples(st.integers(1, 40), st.integers(1, 40)).map(
        lambda pair: (min(pair), max(pair))
    ),
    minutes=st.none() | st.integers(1, 600),
)


def spelt(seconds: int, unit: int, draw: st.DrawFn) -> str:
    """Return one of the ways to write a duration."""
    hours, rest = divmod(seconds, 3600)
    parts = [(hours, "h"), (rest // 60, "m"), (rest % 60, "s")]
    ways = [f'"{seconds}s"', '"' + "".join(f"{n}{letter}" for n, letter in parts if n) + '"']
    if seconds % unit == 0:
        ways.append(str(seconds // unit))
    if seconds * 10 % unit == 0:
        ways.append(f"{seconds / unit:.1f}")
    return draw(st.sampled_from(ways))


@st.composite
def files(draw: st.DrawFn) -> tuple[str, Agenda]:
    """Draw an agenda and a file that says it."""
    agenda = draw(AGENDAS)

    def row(key: str, value: object) -> str:
        return f"{key} = {json.dumps(value, ensure_ascii=False)}\n" if value is not None else ""

    text = "".join(
        row(key.name, getattr(agenda, key.field)) for key in draw(st.permutations(AGENDA_KEYS))
    )
    for segment in agenda.segments:
        text += "[[segment]]\n"
        for key in draw(st.permutations(SEGMENT_KEYS)):
            if not key.clock and key.name != "warn_at":
                text += row(key.name, getattr(segment, key.field))
        unit = 1 if segment.clock is ClockMode.EACH else 60
        text += f"{DURATION_KEYS[segment.clock]} = {spelt(segment.seconds, unit, draw)}\n"
        if segment.warn_at is not None:
            text += f"warn_at = {spelt(segment.warn_at, 1, draw)}\n"
    return text, agenda


def check(result: Agenda | list[Problem], text: str) -> None:
    """Hold a result against the promises that go for every text."""
    if isinstance(result, Agenda):
        assert result.segments
        assert all(segment.seconds > 0 for segment in result.segments)
        return
    assert result
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    for problem in result:
        assert not any(map(is_unseen, str(problem)))
        assert (problem.line is None) == (problem.column is None)
        if problem.line is not None and problem.column is not None:
            assert 1 <= problem.line <= len(lines)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


@given(files())
@settings(max_examples=100, deadline=None)
def test_a_valid_file_comes_back_as_the_agenda_it_says(case: tuple[str, Agenda]) -> None:
    """Whatever I may write, in any order and notation, arrives unchanged."""
    text, agenda = case
    assert read_agenda(text, "some/mine.toml") == agenda


SCRAPS = st.sampled_from(
    [
        *('"', "'", '"""', "'''", "\\", "\n", "\r\n", "\r", "#", "=", ".", ",", "[", "]", "{", "}"),
        *("[[segment]]\n", "[segment]\n", "[[segment.x]]\n", "\ufeff", "\x00", "\ud800", "\u202e"),
        *(
            "title",
            "minutes",
            "total",
            "clock",
            "sizes",
            " = ",
            "-5",
            "1e400",
            "nan",
            "0x" + "f" * 9,
        ),
        *("1979-05-27", "true", '"each"', '"1h"', "[1, 2]", "{title = 1}", "titel", "\u201c"),
    ]
)
ANY_TEXT = st.text() | st.lists(SCRAPS, max_size=25).map("".join)


@given(ANY_TEXT, st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_is_an_agenda_or_a_list_of_problems(text: str, file: str) -> None:
    """No text makes the program fall over, and every place that it names exists."""
    check(read_agenda(text, file), text)


@given(files(), SCRAPS, st.data())
@settings(max_examples=100, deadline=None)
def test_a_slip_in_a_valid_file_is_survived(
    case: tuple[str, Agenda], scrap: str, data: st.DataObject
) -> None:
    """A stray paste anywhere in a good file is answered in sentences."""
    text, _ = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 9, len(text))))
    text = text[:start] + scrap + text[end:]
    check(read_agenda(text, "mine.toml"), text)


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file to overwrite with anything."""
    return tmp_path_factory.mktemp("fuzz") / "any.toml"


@given(data=st.binary() | ANY_TEXT.map(lambda text: text.encode("utf-16", "surrogatepass")))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_an_agenda_or_a_list_of_problems(fuzzed: Path, data: bytes) -> None:
    """No file makes the program fall over."""
    fuzzed.write_bytes(data)
    with suppress(AgendaError):
        assert load_agenda(fuzzed).segments


NESTS: Any = st.recursive(
    st.just("1"),
    lambda inner: inner.map(lambda text: f"[{text}]") | inner.map(lambda text: f"{{a={text}}}"),
    max_leaves=3,
)


@given(NESTS, st.integers(1, 400))
@settings(max_examples=50, deadline=None)
def test_deep_nesting_is_survived_at_every_depth(inner: str, depth: int) -> None:
    """There is no depth at which reading works but explaining does not."""
    text = "title = " + "[" * depth + inner + "]" * depth
    check(read_agenda(text, "deep.toml"), text)
