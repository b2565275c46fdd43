"""The agendas that come with the program keep the timings of their sources."""

import re
from typing import NamedTuple

import pytest

from circle_tui.agendas.library import find_agenda, list_agendas, shipped_folder
from circle_tui.agendas.problems import AgendaError
from circle_tui.agendas.reader import load_agenda
from circle_tui.domain.agenda import Agenda, Capture, Fidelity, NotesPolicy, Segment
from circle_tui.domain.plan import plan, planned_seconds
from circle_tui.domain.timing import clock_text
from circle_tui.domain.warnings import warnings
from tests.unit.figures import FIGURES


class Figures(NamedTuple):
    """What a file must say, read from the table."""

    sizes: tuple[int, int]
    minutes: int | None
    planned: str
    segments: list[str]
    derived: bool


def figures(name: str) -> Figures:
    """Read one entry of the table: its head, then a line for each segment."""
    head, *lines = FIGURES[name].strip().splitlines()
    found = re.fullmatch(r"(\d+)-(\d+) people, promised (\d+|nothing), takes ([\d:to ]+)", head)
    assert found, head
    marks, segments = zip(*(line.split(maxsplit=1) for line in lines), strict=True)
    assert set(marks) <= {"P", "D"}
    promised = None if found[3] == "nothing" else int(found[3])
    sizes = (int(found[1]), int(found[2]))
    return Figures(sizes, promised, found[4], list(segments), "D" in marks)


def told(segment: Segment) -> str:
    """Return a segment's figures as the table writes them."""
    parts = [segment.clock.value, clock_text(segment.seconds)]
    if segment.rounds > 1:
        parts.append(f"x{segment.rounds}")
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


def takes(agenda: Agenda) -> str:
    """Return how long an agenda takes with the smallest and the largest circle."""
    lengths = [planned_seconds(plan(agenda, range(1, people + 1))) for people in agenda.sizes]
    return " to ".join(dict.fromkeys(clock_text(seconds) for seconds in lengths))


@pytest.fixture(params=sorted(FIGURES))
def agenda(request: pytest.FixtureRequest) -> Agenda:
    """Each shipped agenda in turn."""
    return load_agenda(find_agenda(request.param))


def test_the_figures_are_those_of_the_source(agenda: Agenda) -> None:
    """A facilitator can rely on the timings being what the named source says."""
    expected = figures(agenda.name)
    assert list(map(told, agenda.segments)) == expected.segments
    assert (agenda.sizes, agenda.minutes) == (expected.sizes, expected.minutes)
    assert takes(agenda) == expected.planned


def test_nothing_is_called_published_that_we_chose(agenda: Agenda) -> None:
    """An agenda is "published" only if every one of its durations is the source's."""
    derived = figures(agenda.name).derived
    assert agenda.fidelity is (Fidelity.ADAPTED if derived else Fidelity.PUBLISHED)


def test_an_agenda_keeps_its_own_promise(agenda: Agenda) -> None:
    """Nothing that is shipped contradicts itself, but for the one source that does."""
    expected = []
    if agenda.name == "lean-in-topic":
        expected = [
            "Check-in needs 24 to 36 minutes, not 20, for 8 to 12 people.",
            "The whole needs 99 to 111 minutes, not the promised 95, for 8 to 12 people.",
        ]
    assert [str(warning) for warning in warnings(agenda)] == expected


def test_a_newcomer_is_never_lost(agenda: Agenda) -> None:
    """Every part has a prompt for all and a script for the facilitator, short enough for a screen.

    The public prompt has 3 lines of 44 characters, the script 4 of 70.
    """
    assert agenda.summary
    assert agenda.source
    for segment in agenda.segments:
        for text, lines, width in ((segment.show, 3, 44), (segment.say, 4, 70)):
            assert text
            assert len(text.split("\n")) <= lines, segment.title
            assert max(len(line) for line in text.split("\n")) <= width, segment.title
        assert len(segment.say) > 60


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
