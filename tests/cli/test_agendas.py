"""Listing, showing and checking agendas."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Circle

GOOD = """
title = "Short"
[[segment]]
title = "Round"
clock = "each"
seconds_each = "90s"
[[segment]]
title = "Talk"
minutes = 10
"""
BAD = """title = "Short"
[[segment]]
titel = "Round"
minutes = -5
"""


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Return an agenda file that can be used."""
    file = tmp_path / "good.toml"
    file.write_text(GOOD)
    return file


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """Return an agenda file with a misspelt key and a negative duration."""
    file = tmp_path / "bad.toml"
    file.write_text(BAD)
    return file


def test_list_names_the_shipped_agendas(circle: Circle) -> None:
    """The agendas that come with the program are listed with their length."""
    answer = circle("agenda", "list")
    assert answer.status == 0
    assert re.search(r"^swims-equal-share +130 min for 8 ", answer.out, re.MULTILINE)
    listed = json.loads(circle("agenda", "--json").out)["agendas"]
    by_name = {agenda["name"]: agenda for agenda in listed}
    assert {"swims-equal-share", "lean-in-connection", "troika-30"} <= by_name.keys()
    assert by_name["troika-30"]["minutes"] == 30
    assert by_name["troika-30"]["own"] is False


def test_own_agendas_come_first(circle: Circle, home: Path) -> None:
    """My own file stands in for a shipped one, and one that is broken is listed as such."""
    (home / "agendas").mkdir(parents=True)
    (home / "agendas" / "troika-30.toml").write_text(GOOD)
    (home / "agendas" / "broken.toml").write_text(BAD)
    listed = json.loads(circle("agenda", "--json").out)["agendas"]
    by_name = {agenda["name"]: agenda for agenda in listed}
    assert by_name["troika-30"]["title"] == "Short"
    assert by_name["troika-30"]["own"] is True
    assert by_name["broken"]["usable"] is False
    assert "circle agenda check" in circle("agenda").out


def test_show_shares_the_time(circle: Circle) -> None:
    """For seven people I see everybody's share, the total, and that it fits the promise."""
    answer = circle("agenda", "show", "swims-equal-share", "--people", "7")
    assert answer.status == 0
    assert "17:05 to 17:10" in answer.out
    assert "130 min for 7" in answer.out
    assert "which fits" in answer.out
    shown = json.loads(circle("agenda", "show", "swims-equal-share", "--people", "7", "--json").out)
    turns = shown["segments"][1]["turns"]
    assert (len(turns), sum(turns), shown["people"], shown["seconds"]) == (7, 7200, 7, 7800)


def test_show_takes_a_file(circle: Circle, good: Path) -> None:
    """An agenda file can be shown by its path."""
    shown = json.loads(circle("agenda", "show", str(good), "--people", "4", "--json").out)
    assert shown["seconds"] == 4 * 90 + 600


@pytest.mark.parametrize("people", ["0", "-3", "100", "many"])
def test_show_needs_people(circle: Circle, people: str) -> None:
    """A number of people that cannot be is refused with 2."""
    answer = circle("agenda", "show", "troika-30", "--people", people)
    assert answer.status == 2
    assert people in answer.err


def test_show_unknown_names_the_nearest(circle: Circle) -> None:
    """A misspelt agenda is answered with the nearest name."""
    answer = circle("agenda", "show", "troyka-30")
    assert answer.status == 2
    assert "troika-30" in answer.err


def test_check_good(circle: Circle, good: Path) -> None:
    """A file that can be used gets one line and 0."""
    answer = circle("agenda", "check", str(good))
    assert answer == (0, f"{good}: ok, 2 segments, 22 min for 8\n", "")


def test_check_names_every_problem_with_its_place(circle: Circle, good: Path, bad: Path) -> None:
    """Both problems of a file are named by line and column; good files beside it say ok."""
    answer = circle("agenda", "check", str(bad), str(good))
    assert answer.status == 2
    lines = answer.out.splitlines()
    assert lines[0].startswith(f"{bad}:3:1: ")
    assert "title" in lines[0]
    assert lines[1].startswith(f"{bad}:4:11: ")
    assert lines[2].startswith(f"{good}: ok")
    assert answer.err == ""


def test_check_json(circle: Circle, good: Path, bad: Path) -> None:
    """Another program reads the same as one JSON document."""
    answer = circle("agenda", "check", str(bad), str(good), "--json")
    first, second = json.loads(answer.out)["files"]
    assert answer.status == 2
    assert (first["ok"], second["ok"], second["problems"]) == (False, True, [])
    assert [(p["line"], p["column"]) for p in first["problems"]] == [(3, 1), (4, 11)]
    assert set(first["problems"][0]) == {"line", "column", "sentence", "hint"}


def test_check_missing_file(circle: Circle, tmp_path: Path) -> None:
    """A file that is not there is a problem like any other."""
    answer = circle("agenda", "check", str(tmp_path / "none.toml"))
    assert answer.status == 2
    assert "no such file" in answer.out


def test_check_prints_nothing_a_terminal_obeys(circle: Circle, tmp_path: Path) -> None:
    """A file name with an escape sequence reaches the terminal without it."""
    file = tmp_path / "red\x1b[31m\u202e.toml"
    file.write_text(GOOD)
    out = circle("agenda", "check", str(file)).out
    assert "\x1b" not in out
    assert "\u202e" not in out
    data = circle("agenda", "check", str(file), "--json").out
    assert "\u202e" not in data
    assert json.loads(data)["files"][0]["file"] == str(file)
