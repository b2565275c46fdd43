"""Commands that only look: they work beside another process, and change nothing."""

import json
import os
from pathlib import Path

import pytest

from circle_tui.config.synced import TOLD
from circle_tui.domain.notes import Note
from tests.cli.conftest import Circle
from tests.cli.test_upkeep import at_work, folder_of

LISTS = (
    ("notes",),
    ("actions", "list"),
    ("members",),
    ("rhythm",),
    ("next", "--dry"),
)


@pytest.mark.parametrize("words", LISTS)
def test_lists_work_while_the_circle_is_open_elsewhere(
    thursday: Circle, home: Path, words: tuple[str, ...]
) -> None:
    """In a second terminal I can look while a session runs in the first, and see what is saved."""
    before = thursday(*words)
    with at_work(home) as workspace:
        assert thursday(*words) == before
        workspace.circle.notes.add(Note("3" * 18, "9" * 18, 0, "said just now"))
        assert ("said just now" in thursday(*words).out) == (words == ("notes",))


def test_changing_says_who_has_it_and_that_looking_works(thursday: Circle, home: Path) -> None:
    """A command that changes something names the process, and what can be done meanwhile."""
    with at_work(home):
        answer = thursday("members", "add", "Zoe")
    assert answer.status == 1
    assert f"process {os.getpid()}" in answer.err
    assert "Looking works meanwhile" in answer.err


@pytest.mark.parametrize("words", LISTS)
def test_lists_write_nothing(thursday: Circle, home: Path, words: tuple[str, ...]) -> None:
    """Looking leaves every file as it was, and makes none."""
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    assert thursday(*words).status == 0
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before


def test_looking_brings_an_incomplete_circle_up_to_date(thursday: Circle, home: Path) -> None:
    """A circle without aliases, as after a backup by hand, is given new ones, and that is said."""
    for path in folder_of(home).glob("aliases.*"):
        path.unlink()
    answer = thursday("members")
    assert answer.status == 0
    assert "given a new" in answer.err
    assert all(row["alias"] for row in json.loads(thursday("members", "--json").out)["members"])


def test_dry_keeps_nothing(thursday: Circle, home: Path) -> None:
    """The next meeting is told, and neither planned nor written."""
    answer = thursday("next", "--dry")
    assert answer.status == 0
    assert "Next meeting: Thursday" in answer.out
    assert not list(home.rglob("*.ics"))
    told = json.loads(thursday("next", "--dry", "--json").out)
    assert told["file"] is None
    assert thursday("next", "--dry", "--cancel").status == 2


def test_a_synced_data_folder_is_told_once(circle: Circle, tmp_path: Path) -> None:
    """Making a circle in Dropbox is told on standard error, once."""
    home = tmp_path / "Dropbox" / "data"
    made = circle("new", "Thursday circle", "--members", "Ana Example", "--home", str(home))
    assert made.status == 0
    assert "Dropbox" in made.err
    assert (home / TOLD).exists()
    assert circle("notes", "--home", str(home)).err == ""
    (home / TOLD).unlink()
    assert "Dropbox" in circle("notes", "--home", str(home)).err
