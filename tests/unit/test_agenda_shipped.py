"""The agendas that come with the program keep the timings of their sources."""

import re

import pytest

from circle_tui.agendas.library import find_agenda, list_agendas, shipped_folder
from circle_tui.agendas.problems import AgendaError
from circle_tui.agendas.reader import load_agenda
from circle_tui.domain.agenda import Agenda, ClockMode, Fidelity

GROUP, DIVIDE = ClockMode.GROUP, ClockMode.DIVIDE
TURN = [(GROUP, 120), (GROUP, 60), (GROUP, 300), (GROUP, 100)]

FIGURES = {
    # Cree-Green et al. 2020, table 2: 120 minutes / members present; the frame is ours.
    "swims-equal-share": (
        Fidelity.ADAPTED,
        (5, 12),
        130,
        [(GROUP, 300), (DIVIDE, 7200), (GROUP, 300)],
    ),
    # Lean In Circles, Connection Cards guide 2014: 10-20, 40, 15, 15, 10 minutes.
    "lean-in-connection": (
        Fidelity.PUBLISHED,
        (8, 12),
        100,
        [(DIVIDE, 1200), (GROUP, 2400), (GROUP, 900), (DIVIDE, 900), (GROUP, 600)],
    ),
    # Liberating Structures: 1, then three times 1-2, 1-2, 4-5, 1-2 minutes.
    "troika-30": (Fidelity.PUBLISHED, (3, 12), 30, [(GROUP, 60), *TURN, *TURN, *TURN]),
}


@pytest.fixture(params=sorted(FIGURES))
def agenda(request: pytest.FixtureRequest) -> Agenda:
    """Each shipped agenda in turn."""
    return load_agenda(find_agenda(request.param))


def test_the_figures_are_those_of_the_source(agenda: Agenda) -> None:
    """A facilitator can rely on the timings being what the named source says."""
    found = [(segment.clock, segment.seconds) for segment in agenda.segments]
    assert (agenda.fidelity, agenda.sizes, agenda.minutes, found) == FIGURES[agenda.name]


def test_the_parts_add_up_to_the_promise(agenda: Agenda) -> None:
    """The length that an agenda promises is the length of its parts."""
    assert sum(segment.seconds for segment in agenda.segments) == (agenda.minutes or 0) * 60


def test_a_newcomer_is_never_lost(agenda: Agenda) -> None:
    """Every part has a prompt for all, and a script for the facilitator that fits the screen."""
    assert agenda.summary
    assert agenda.source
    for segment in agenda.segments:
        assert segment.show
        assert len(segment.say) > 60
        assert len(segment.show.split("\n")) <= 3
        assert max(len(line) for line in f"{segment.show}\n{segment.say}".split("\n")) <= 78


def test_everything_in_the_folder_is_accounted_for() -> None:
    """No shipped agenda is broken, and none lacks its figures in this file."""
    listed = list_agendas()
    assert not [agenda for _, agenda in listed if isinstance(agenda, AgendaError)]
    assert {path.stem for path, _ in listed} == set(FIGURES)


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
