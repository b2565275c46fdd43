"""Laws of the agenda reader: what is valid comes back whole, and nothing breaks it."""

import itertools
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circle_tui.agendas.key import Key
from circle_tui.agendas.kinds import LONGEST_SECONDS, Duration, Kind, ListOf, TimeOfDay
from circle_tui.agendas.problems import AgendaError, Problem, is_unseen
from circle_tui.agendas.reader import load_agenda, read_agenda
from circle_tui.agendas.schema import AGENDA_KEYS, rows
from circle_tui.domain.agenda import (
    IN_GROUPS,
    MOST_PEOPLE,
    SEGMENT_KINDS,
    Agenda,
    Capture,
    ClockMode,
    EachInGroup,
    Fidelity,
    NotesPolicy,
    Order,
    Poll,
    Segment,
    Silent,
    Strictness,
)
from circle_tui.domain.bounds import too_many_turns

SEEN = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])


def texts(most: int, least: int = 0, extra: str = "") -> st.SearchStrategy[str]:
    """Draw texts that may be shown, without blanks around them."""
    alphabet = SEEN | st.sampled_from(extra) if extra else SEEN
    drawn = st.text(alphabet, min_size=least, max_size=most).map(str.strip)
    return drawn.filter(lambda text: len(text) >= least)


DURATIONS = st.integers(1, LONGEST_SECONDS)
ROLES = st.lists(texts(12, 1), max_size=3, unique=True).map(tuple)
WITH_MORE = [
    capture for capture in itertools.permutations(Capture, 2) if Capture.NONE not in capture
]
CAPTURES: list[tuple[Capture, ...]] = [(), *((one,) for one in Capture), *WITH_MORE]
KEPT = {
    NotesPolicy.ANONYMOUS: CAPTURES,
    NotesPolicy.FORBIDDEN: [(), (Capture.NONE,)],
    NotesPolicy.PRESENTER_KEEPS: [
        capture for capture in CAPTURES if {Capture.THEME, Capture.ANONYMOUS}.isdisjoint(capture)
    ],
}
"""What may be captured with each notes policy."""


@st.composite
def segments(draw: st.DrawFn) -> Segment:
    """Draw a segment with any keys that go together."""
    clock = draw(st.sampled_from(ClockMode))
    keys = rows(clock)
    each_in_group = (
        draw(st.sampled_from(EachInGroup)) if "each_in_group" in keys else EachInGroup.NO
    )
    repeats = "rounds" in keys and each_in_group is EachInGroup.NO
    rounds = draw(st.integers(1, 3)) if repeats else 1
    seconds = draw(st.integers(1, LONGEST_SECONDS // rounds))
    notes = draw(st.sampled_from(NotesPolicy))
    roles = draw(ROLES)
    capture = draw(st.sampled_from(KEPT[notes]))
    counted = notes is not NotesPolicy.FORBIDDEN and Capture.NONE not in capture
    return Segment(
        title=draw(texts(80, 1)),
        kind=draw(st.sampled_from(SEGMENT_KINDS)),
        clock=clock,
        seconds=seconds,
        show=draw(texts(60, extra="\n")),
        say=draw(texts(60, extra="\n")),
        notes=notes,
        warn_at=draw(st.none() | DURATIONS),
        least=draw(st.none() | st.integers(1, seconds * rounds)),
        most=draw(st.none() | st.integers(seconds * rounds, LONGEST_SECONDS)),
        protected=draw(st.booleans()),
        ends_at=draw(st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0))),
        weight=draw(st.integers(1, 100)),
        rounds=rounds,
        each_in_group=each_in_group,
        order=draw(st.sampled_from(Order)) if "order" in keys else Order.ROSTER,
        may_pass=draw(st.booleans()),
        roles=roles,
        exclude=roles[:1] if "exclude" in keys and draw(st.booleans()) else (),
        silent_for=draw(st.sampled_from(Silent)),
        capture=capture,
        topic=draw(st.integers(1, seconds)) if clock is ClockMode.VOTE_EXTEND else None,
        extend=draw(st.lists(DURATIONS, max_size=5).map(tuple)) if "extend" in keys else (),
        votes=draw(st.none() | st.integers(1, 20)) if "votes" in keys else None,
        poll=draw(st.sampled_from(Poll)) if counted else Poll.NONE,
    )


def absorbing(segment: Segment) -> Segment:
    """Return the segment as one that takes what is left over, if its clock has such a length."""
    if segment.clock in IN_GROUPS | {ClockMode.EACH}:
        return segment
    return replace(segment, protected=False, absorb=True)


AGENDAS = st.builds(
    Agenda,
    name=st.just("mine"),
    title=texts(80, 1),
    segments=st.lists(segments(), min_size=1, max_size=4).map(
        lambda drawn: (absorbing(drawn[0]), *drawn[1:])
    ),
    summary=texts(60),
    source=texts(60, extra="\n"),
    fidelity=st.sampled_from(Fidelity),
    licence=texts(20),
    sizes=st.tuples(st.integers(1, MOST_PEOPLE), st.integers(1, MOST_PEOPLE)).map(
        lambda pair: (min(pair), max(pair))
    ),
    minutes=st.none() | st.integers(1, 600),
    strictness=st.sampled_from(Strictness),
).filter(lambda agenda: not too_many_turns(agenda, agenda.sizes[1]))


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


def written(kind: Kind, value: object, draw: st.DrawFn) -> str:
    """Return a value as a file may hold it."""
    match kind, value:
        case Duration(unit=unit), int():
            return spelt(value, unit, draw)
        case ListOf(item=item), tuple():
            items = [written(item, one, draw) for one in value]
            alone = len(items) == 1 and draw(st.booleans())
            return items[0] if alone else f"[{', '.join(items)}]"
        case TimeOfDay(), time():
            return f'"{value:%H:%M}"'
    return json.dumps(value, ensure_ascii=False)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, Agenda]:
    """Draw an agenda and a file that says it."""
    agenda = draw(AGENDAS)

    def table(keys: Iterable[Key], value: object) -> str:
        pairs = [(key, getattr(value, key.field)) for key in draw(st.permutations(list(keys)))]
        return "".join(
            f"{key.name} = {written(key.kind, filled, draw)}\n"
            for key, filled in pairs
            if filled is not None
        )

    text = table(AGENDA_KEYS, agenda)
    for segment in agenda.segments:
        by_person = segment.each_in_group is not EachInGroup.NO
        keys = (
            key for key in rows(segment.clock).values() if not by_person or key.name != "rounds"
        )
        text += "[[segment]]\n" + table(keys, segment)
    return text, agenda


def check(result: Agenda | list[Problem], text: str) -> None:
    """Hold a result against the promises that go for every text."""
    if isinstance(result, Agenda):
        assert result.segments
        assert all(segment.seconds > 0 for segment in result.segments)
        return
    assert result
    lines = text.removeprefix("\ufeff").split("\n")
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
        *('"', "'", '"""', "'''", "\\", "\n", "\r\n", "\r\r\n", "\r", "\v", "\f", "\u2028"),
        *("#", "=", ".", ",", "[", "]", "{", "}"),
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
        *("roles", "exclude", "capture", "absorb", "extend", "min", "max", "rounds", "ends_at"),
        *('["presenter"]', '"vote-extend"', '"forbidden"', "20:30", "20:30:00", "false"),
    ]
)
ANY_TEXT = st.text() | st.lists(SCRAPS, max_size=25).map("".join)


@given(ANY_TEXT, st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_is_an_agenda_or_a_list_of_problems(text: str, file: str) -> None:
    """No text makes the program fall over, and every place that it names exists."""
    check(read_agenda(text, file), text)


ENDS = st.sampled_from(["\n", "\r\n", "\r\r\n", "\r\r\r\n"])


@given(files(), st.lists(ENDS, min_size=1), st.booleans())
@settings(max_examples=60, deadline=None)
def test_line_ends_are_what_an_editor_makes_of_them(
    case: tuple[str, Agenda], ends: list[str], marked: bool
) -> None:
    """However an editor ends its lines, a file says the same, and so does a faulty one."""
    text, _ = case
    for faulty in (False, True):
        if faulty:
            text += "minuts = 1\n"
        lines = text.split("\n")
        other = "".join(
            line + end for line, end in zip(lines[:-1], itertools.cycle(ends), strict=False)
        )
        other = "\ufeff" * marked + other + lines[-1]
        assert read_agenda(other, "mine.toml") == read_agenda(text, "mine.toml")
    assert isinstance(read_agenda(other, "mine.toml"), list)


LINES = st.lists(
    st.sampled_from(
        [
            *('title = "a"', "[[segment]]", 'minuts = "\u2028"', "minutes = 5", "# \u2029\x85", ""),
            *('show = """', '"""', "a = 1\v", "\f", "b = 'x\ry'", "c = 1\r", "sizes = [", "2]"),
        ]
    ),
    max_size=12,
)


@given(LINES, st.lists(ENDS, min_size=1), st.booleans())
@settings(max_examples=300, deadline=None)
def test_odd_characters_never_move_a_place(lines: list[str], ends: list[str], marked: bool) -> None:
    """Marks, lone returns and odd separators are answered in sentences, on lines that exist."""
    text = "".join(line + end for line, end in zip(lines, itertools.cycle(ends), strict=False))
    text = "\ufeff" * marked + text
    check(read_agenda(text, "odd.toml"), text)


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
