"""Making a circle, its members, and where everything is kept."""

import json
import stat
from pathlib import Path

import pytest

from circle_tui.agendas.library import find_agenda
from circle_tui.agendas.reader import load_agenda
from circle_tui.bootstrap import choose_circle, opened
from circle_tui.config.home import Home
from circle_tui.services.seating import start
from tests.cli.conftest import Circle


def test_first_steps_without_a_circle_lead_to_new(circle: Circle) -> None:
    """With no circle yet, a listing tells me how to make one, and exits with 2."""
    answer = circle("members", "list")
    assert answer.status == 2
    assert answer.out == ""
    assert 'circle new "Thursday circle"' in answer.err


def test_new_says_what_it_made(thursday: Circle, home: Path) -> None:
    """After making a circle, I see it in locate, in a folder only I can read."""
    found = json.loads(thursday("locate", "--json").out)["circles"]
    assert [circle["name"] for circle in found] == ["Thursday circle"]
    folder = Path(found[0]["folder"])
    assert folder.parent == home / "circles"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_new_needs_only_a_name(circle: Circle) -> None:
    """A name is enough, and the answer says how to add people and a rhythm."""
    answer = circle("new", "Friday circle")
    assert answer.status == 0
    assert "0 members" in answer.out
    assert "circle members add" in answer.out
    assert "circle rhythm --every" in answer.out


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("",), "name"),
        (("\x1b\u202e",), "name"),
        (("x" * 61,), "61"),
        (("A", "--members", "Ana, ana"), "Ana"),
        (("A", "--members", "Ana, 42"), "letter"),
        (("A", "--every", "3 weeks"), "--on"),
        (("A", "--every", "blue moon", "--on", "thu", "--at", "18:30"), "blue moon"),
        (("A", "--every", "week", "--on", "thu", "--at", "25:00"), "25:00"),
        (("A", "--every", "week", "--on", "thu", "--at", "18:30", "--zone", "Berlin"), "Europe"),
        (("A", "--every", "week", "--on", "thu", "--at", "18:30", "--minutes", "0"), "minutes"),
        (("A", "--agenda", "swims"), "swims-equal-share"),
        (("A", "--agenda", "./mine.toml"), "agendas, then say: --agenda mine"),
    ],
)
def test_new_refuses_as_a_whole(
    circle: Circle, home: Path, words: tuple[str, ...], named: str
) -> None:
    """When something about a new circle cannot be used, I am told, and nothing is made."""
    answer = circle("new", *words)
    assert answer.status == 2
    assert named.casefold() in answer.err.casefold()
    assert not home.exists()


def test_same_name_twice(thursday: Circle) -> None:
    """A second circle of the same name is refused."""
    answer = thursday("new", "thursday CIRCLE")
    assert answer.status == 2
    assert "already" in answer.err


def test_several_circles_must_be_named(thursday: Circle) -> None:
    """With two circles I am asked which, and --circle works before and after the command."""
    thursday("new", "Friday circle", "--members", "Kim")
    asked = thursday("members")
    assert asked.status == 2
    assert '"Friday circle", "Thursday circle"' in asked.err
    for words in (
        ("--circle", "friday circle", "members", "list", "--json"),
        ("members", "--circle", "Friday circle", "list", "--json"),
        ("members", "list", "--json", "--circle=Friday circle"),
    ):
        members = json.loads(thursday(*words).out)["members"]
        assert [member["name"] for member in members] == ["Kim"]
    unknown = thursday("members", "--circle", "Monday")
    assert unknown.status == 2
    assert '"Monday"' in unknown.err


def test_home_option_wins(thursday: Circle, tmp_path: Path) -> None:
    """--home chooses another data folder, and locate says who chose it."""
    other = tmp_path / "other"
    found = json.loads(thursday("--home", str(other), "locate", "--json").out)
    assert (found["home"], found["chosen_by"], found["circles"]) == (str(other), "--home", [])
    assert not other.exists()
    assert "CIRCLE_TUI_HOME" in thursday("locate").out


def test_members_come_and_go(thursday: Circle) -> None:
    """I add, edit and remove members by name, and the list shows it."""
    assert thursday("members", "add", "Zoë Sample-Example", "Wen").status == 0
    edited = thursday(
        *("members", "edit", "wen", "--email", "wen@example.org", "--zone", "Asia/Taipei")
    )
    assert edited.status == 0
    removed = thursday("members", "remove", "Sam")
    assert removed.status == 0
    members = json.loads(thursday("members", "--json").out)["members"]
    assert [member["name"] for member in members] == [
        *("Ana Example", "Noor Sample", "Zoë Sample-Example", "Wen")
    ]
    assert members[3]["email"] == "wen@example.org"
    assert members[3]["zone"] == "Asia/Taipei"
    assert len({member["alias"] for member in members}) == 4
    assert "Zoë Sample-Example" in thursday("members").out


@pytest.mark.parametrize(
    "words",
    [
        ("add", "Ana Example"),
        ("add", "Kim", "?!"),
        ("edit", "Ana"),
        ("edit", "Ana", "--zone", "Nowhere/Land"),
        ("edit", "Ana", "--email", "not an address"),
        ("edit", "Ana", "--name", "Noor Sample"),
        ("edit", "Kim", "--name", "Kai"),
        ("remove", "Kim"),
    ],
)
def test_members_refused_change_nothing(thursday: Circle, words: tuple[str, ...]) -> None:
    """A change that cannot be made exits with 2 and leaves the roster as it was."""
    before = thursday("members", "--json").out
    answer = thursday("members", *words)
    assert answer.status == 2
    assert answer.err.startswith("circle: ")
    assert thursday("members", "--json").out == before


def test_nobody_leaves_during_their_session(thursday: Circle, home: Path) -> None:
    """Removing who sits in a running session is refused with 1: nothing typed was wrong."""
    where = Home(home, "the test")
    with opened(where, choose_circle(where, None)) as workspace:
        agenda = load_agenda(find_agenda("troika-30"))
        members = workspace.circle.people.members()
        start(workspace.circle, agenda, members, workspace.token(), workspace.clock)
    before = thursday("members", "--json").out
    answer = thursday("members", "remove", "Sam")
    assert answer.status == 1
    assert "End that session first" in answer.err
    assert thursday("members", "--json").out == before


def test_empty_and_single_member(circle: Circle) -> None:
    """An empty circle says how to add people."""
    circle("new", "Empty")
    assert "circle members add" in circle("members").out
    assert json.loads(circle("members", "--json").out)["members"] == []
