"""The agendas that come with the program keep the timings of their sources."""

import re
from textwrap import wrap
from typing import NamedTuple

import pytest

from circle_tui.agendas.library import find_agenda, list_agendas, shipped_folder
from circle_tui.agendas.problems import AgendaError
from circle_tui.agendas.reader import load_agenda
from circle_tui.domain import rules
from circle_tui.domain.agenda import (
    Agenda,
    Capture,
    EachInGroup,
    Fidelity,
    NotesPolicy,
    Segment,
)
from circle_tui.domain.errors import Refused
from circle_tui.domain.plan import plan, planned_seconds
from circle_tui.domain.presenting import is_presenters
from circle_tui.domain.session import apply, fold
from circle_tui.domain.timing import clock_text
from circle_tui.domain.warnings import warnings
from circle_tui.domain.writing import Kind, refusal
from tests.fakes import THURSDAY_EVENING
from tests.unit.figures import FIGURES


class Row(NamedTuple):
    """What one segment must say: the range of its length in seconds, and the rest in words."""

    published: bool
    least: int
    most: int
    rest: str


class Figures(NamedTuple):
    """What a file must say, read from the table."""

    sizes: tuple[int, int]
    minutes: int | None
    planned: str
    rows: list[Row]


def figures(name: str) -> Figures:
    """Read one entry of the table: its head, then a line for each segment."""
    head, *lines = FIGURES[name].strip().splitlines()
    found = re.fullmatch(r"(\d+)-(\d+) people, promised (\d+|nothing), takes ([\d:to ]+)", head)
    assert found, head
    promised = None if found[3] == "nothing" else int(found[3])
    return Figures((int(found[1]), int(found[2])), promised, found[4], list(map(_row, lines)))


def _row(line: str) -> Row:
    """Read ``P 1:00-2:00 trios in block`` or ``D group 5:00 min 3:00``."""
    mark, *words = line.split()
    assert mark in {"P", "D"}, line
    length = words.pop(0 if mark == "P" else 1)
    least, _, most = length.partition("-")
    return Row(mark == "P", _seconds(least), _seconds(most or least), " ".join(words))


def _seconds(figure: str) -> int:
    """Return the seconds in ``5:00`` or ``2:00:00``."""
    seconds = 0
    for part in figure.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def told(segment: Segment) -> str:
    """Return a segment's figures as the table writes them, but for its length."""
    parts = [segment.clock.value]
    if segment.rounds > 1:
        parts.append(f"x{segment.rounds}")
    if segment.each_in_group is not EachInGroup.NO:
        parts.append(f"in {segment.each_in_group}")
    if segment.least is not None:
        parts.append(f"min {clock_text(segment.least)}")
    if segment.most is not None:
        parts.append(f"max {clock_text(segment.most)}")
    if segment.topic is not None:
        parts.append(f"topic {clock_text(segment.topic)}")
    parts += [f"+{clock_text(seconds)}" for seconds in segment.extend]
    if segment.votes is not None:
        parts.append(f"{segment.votes} votes")
    return " ".join(parts)


def circles(agenda: Agenda) -> range:
    """Return every size an agenda is meant for."""
    fewest, most = agenda.sizes
    return range(fewest, most + 1)


def takes(agenda: Agenda) -> str:
    """Return the least and the most an agenda takes for the sizes it is meant for."""
    lengths = [planned_seconds(plan(agenda, range(1, size + 1))) for size in circles(agenda)]
    return " to ".join(dict.fromkeys(map(clock_text, (min(lengths), max(lengths)))))


@pytest.fixture(params=sorted(FIGURES))
def agenda(request: pytest.FixtureRequest) -> Agenda:
    """Each shipped agenda in turn."""
    return load_agenda(find_agenda(request.param))


def test_the_figures_are_those_of_the_source(agenda: Agenda) -> None:
    """A facilitator can rely on the timings being what the named source says."""
    expected = figures(agenda.name)
    assert list(map(told, agenda.segments)) == [row.rest for row in expected.rows]
    for segment, row in zip(agenda.segments, expected.rows, strict=True):
        assert row.least <= segment.seconds <= row.most, segment.title
    assert (agenda.sizes, agenda.minutes) == (expected.sizes, expected.minutes)
    assert takes(agenda) == expected.planned


def test_nothing_is_called_published_that_we_chose(agenda: Agenda) -> None:
    """An agenda is "published" only if every one of its durations is the source's."""
    published = all(row.published for row in figures(agenda.name).rows)
    assert agenda.fidelity is (Fidelity.PUBLISHED if published else Fidelity.ADAPTED)


@pytest.mark.parametrize("name", ["troika-30", "fifteen-percent"])
def test_everybody_has_the_published_minutes(name: str) -> None:
    """However the groups come out, each of us is the client once, for the whole published time."""
    agenda = load_agenda(find_agenda(name))
    for size in circles(agenda):
        turns = plan(agenda, range(1, size + 1))
        for index, segment in enumerate(agenda.segments):
            if segment.each_in_group is EachInGroup.NO:
                continue
            own = [turn for turn in turns if turn.id.segment == index]
            had = [group[turn.id.round - 1] for turn in own for group in turn.groups]
            assert sorted(had) == list(range(1, size + 1))
            assert {turn.seconds for turn in own} == {segment.seconds}


def test_a_header_states_no_total(agenda: Agenda) -> None:
    """How long it takes for so many people is for the plan to say: a comment would be wrong."""
    header = (shipped_folder() / f"{agenda.name}.toml").read_text(encoding="utf-8").split("\n\n")
    comments = " ".join(text.replace("\n#", "") for text in header if text.startswith("#"))
    assert not re.search(r"(takes?|make) \d+ minutes", comments)


def test_an_agenda_keeps_its_own_promise(agenda: Agenda) -> None:
    """Nothing shipped contradicts itself, but for the one source that does and groups of four."""
    expected = []
    if agenda.name == "troika-30":
        expected = [
            "The whole needs 40 to 50 minutes, not the promised 30, "
            "for 4 to 5, 7 to 8 and 10 to 11 people.",
        ]
    if agenda.name == "lean-in-topic":
        expected = [
            "Check-in needs 24 to 36 minutes, not 20, for 8 to 12 people.",
            "The whole needs 99 to 111 minutes, not the promised 95, for 8 to 12 people.",
        ]
    assert [str(warning) for warning in warnings(agenda)] == expected


def test_a_newcomer_is_never_lost(agenda: Agenda) -> None:
    """Every part has a prompt for all and a script for the facilitator, short enough for a screen.

    The public prompt has 3 lines of 44 characters. The script is wrapped by whatever screen it is
    on, so its lines end where sentences do; it takes 6 lines of 70 characters.
    """
    assert agenda.summary
    assert agenda.source
    for segment in agenda.segments:
        shown, said = segment.show.split("\n"), segment.say.split("\n")
        assert 1 <= len(shown) <= 3, segment.title
        assert 1 <= max(map(len, shown)) <= 44, segment.title
        assert len(segment.say) > 60
        assert all(line[-1] in '.?!")' for line in said), segment.title
        assert sum(len(wrap(line, 70)) for line in said) <= 6, segment.title


def test_what_must_not_shrink_is_protected(agenda: Agenda) -> None:
    """However late it gets, breaks and the closing keep their time."""
    for segment in agenda.segments:
        if segment.kind == "break":
            assert segment.protected, segment.title
    closing = [segment for segment in agenda.segments if segment.kind == "closing"]
    assert not closing or any(segment.protected for segment in closing)


@pytest.mark.parametrize("name", [name for name in FIGURES if name.startswith("balint")])
def test_nothing_is_ever_written_in_case_work(name: str) -> None:
    """In a case group nothing is kept about a patient, whatever I press."""
    for segment in load_agenda(find_agenda(name)).segments:
        assert segment.notes is NotesPolicy.FORBIDDEN
        assert segment.capture == (Capture.NONE,)
        assert segment.kind != "actions"


@pytest.mark.parametrize(
    "name", ["eo-forum-4h", "forum-launcher-4h", "forum-deep-dive", "ypo-half-and-half"]
)
def test_a_presentation_belongs_to_its_presenter(name: str) -> None:
    """What is noted while I present is mine, and is kept nowhere else."""
    mine = [
        segment
        for segment in load_agenda(find_agenda(name)).segments
        if Capture.PRESENTER in segment.capture
    ]
    assert mine
    assert all(segment.notes is NotesPolicy.PRESENTER_KEEPS for segment in mine)


@pytest.mark.parametrize(
    ("name", "title"),
    [("lean-in-connection", "Check-in"), ("mastermind-60", "First seat: the group")],
)
def test_of_some_parts_only_actions_are_kept(name: str, title: str) -> None:
    """Where the source keeps an action and no notes, so does the file, and the program with it."""
    agenda = load_agenda(find_agenda(name))
    index = [segment.title for segment in agenda.segments].index(title)
    session = fold([rules.begin(agenda, range(1, 9), "5e551011", THURSDAY_EVENING)])
    while session.current.segment < index:
        moved = rules.advance(session, THURSDAY_EVENING)
        assert not isinstance(moved, Refused)
        session = apply(session, moved[0])
    assert refusal(session, Kind.NOTE) or is_presenters(session)
    assert not refusal(session, Kind.ACTION)


def test_what_may_be_captured_can_be(agenda: Agenda) -> None:
    """A part that is meant to leave action items lets me write them down."""
    for segment in agenda.segments:
        if Capture.ACTION in segment.capture or segment.kind == "actions":
            assert segment.notes is not NotesPolicy.FORBIDDEN, segment.title
            assert Capture.NONE not in segment.capture, segment.title


def test_no_mark_of_others_is_a_title(agenda: Agenda) -> None:
    """Titles are our own words: trade marks are named as sources only."""
    titles = [agenda.title, *(segment.title for segment in agenda.segments)]
    assert not re.search(r"Lean|\b(EO|YPO|SWIMS|Lean Coffee)\b", "\n".join(titles))


def test_everything_in_the_folder_is_accounted_for() -> None:
    """No shipped agenda is broken, and none lacks its figures."""
    listed = list_agendas()
    assert not [agenda for _, agenda in listed if isinstance(agenda, AgendaError)]
    assert {path.stem for path, _ in listed} == set(FIGURES)
    assert len(listed) == 23


def test_share_alike_files_are_marked_and_named_in_the_notice(agenda: Agenda) -> None:
    """Whoever shares a file knows its licence and whom to credit."""
    notice = (shipped_folder() / "LICENSE-CC-BY-SA-4.0.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^- `(.+)\.toml`$", notice, re.MULTILINE))
    assert (agenda.licence == "CC-BY-SA-4.0") == (agenda.name in named)
    if agenda.name in named:
        header = (shipped_folder() / f"{agenda.name}.toml").read_text(encoding="utf-8")
        for text in (notice, header):
            assert "Henri Lipmanowicz and Keith McCandless" in text
            assert "https://creativecommons.org/licenses/by-sa/4.0/" in text
    else:
        assert agenda.licence == "MIT"
