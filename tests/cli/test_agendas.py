"""Listing, showing and checking agendas."""

import errno
import json
import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

from circle_tui.agendas import library
from circle_tui.agendas.library import find_agenda
from circle_tui.agendas.reader import load_agenda
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
    assert by_name["broken"]["mistakes"] == 2


def test_the_list_tells_whose_an_agenda_is(circle: Circle, home: Path) -> None:
    """In the list I see which are mine, which hide a shipped one, and how broken one is."""
    own = home / "agendas"
    own.mkdir(parents=True)
    for name, text in (("troika-30", GOOD), ("ours", GOOD), ("broken", BAD), ("balint-45", BAD)):
        (own / f"{name}.toml").write_text(text)
    rows = {line.split()[0]: line for line in circle("agenda").out.splitlines()}
    assert rows["troika-30"].endswith("Short (yours, instead of the shipped one)")
    assert rows["ours"].endswith("Short (yours)")
    assert rows["broken"].endswith("cannot be used, 2 mistakes: circle agenda check broken (yours)")
    assert "2 mistakes" in rows["balint-45"]
    assert rows["balint-45"].endswith("(yours, instead of the shipped one)")
    assert "yours" not in rows["swims-equal-share"]
    listed = json.loads(circle("agenda", "--json").out)["agendas"]
    instead = {agenda["name"] for agenda in listed if agenda["instead_of_shipped"]}
    assert instead == {"troika-30", "balint-45"}
    names = [agenda["name"] for agenda in listed]
    assert names == sorted(names)


def test_my_agendas_lie_with_my_settings(
    circle: Circle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless I name a folder, my agendas lie where settings do, and locate says where that is."""
    data, settings = tmp_path / "data", tmp_path / "settings"
    monkeypatch.delenv("CIRCLE_TUI_HOME")
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_, **__: str(data))
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_, **__: str(settings))
    assert circle("agenda", "new", "ours").status == 0
    assert (settings / "agendas" / "ours.toml").is_file()
    assert not data.exists()
    told = json.loads(circle("locate", "--json").out)
    assert (told["home"], told["agendas"]) == (str(data), str(settings / "agendas"))
    assert str(settings / "agendas") in circle("locate").out
    assert circle("agenda", "show", "ours").status == 0


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


def test_show_tells_all_that_an_agenda_says(circle: Circle) -> None:
    """I can read what an agenda is, from whom it comes and what everybody sees, at 80 columns."""
    out = circle("agenda", "show", "balint-45").out
    agenda = load_agenda(find_agenda("balint-45"))
    for told in (agenda.title, agenda.summary, agenda.source, agenda.licence):
        assert " ".join(told.split()) in " ".join(out.split())
    assert re.search(r"^people +6 to 10$", out, re.MULTILINE)
    assert re.search(r"^timings +(as published|adapted)", out, re.MULTILINE)
    assert re.search(r"^notes +nothing is written down$", out, re.MULTILINE)
    for segment in agenda.segments:
        assert segment.show.splitlines()[0][:60] in out
        assert not segment.say or segment.say.splitlines()[0][:40] not in out
    assert "circle agenda show balint-45 --script" in out


@pytest.mark.parametrize("name", [path.stem for path, _ in library.list_agendas()])
def test_show_is_readable_in_every_terminal(circle: Circle, name: str) -> None:
    """Every shipped agenda can be read with its script, and no line is wider than 80 columns."""
    out = circle("agenda", "show", name, "--script").out
    assert [line for line in out.splitlines() if len(line) > 80] == []
    prose = " ".join(out.split())
    for segment in load_agenda(find_agenda(name)).segments:
        assert " ".join(segment.say.split()) in prose
        assert " ".join(segment.show.split()) in prose


def test_show_says_where_notes_differ(circle: Circle, tmp_path: Path) -> None:
    """Where the parts differ in what may be written down, each says it."""
    file = tmp_path / "mixed.toml"
    file.write_text(GOOD + 'notes = "forbidden"\n')
    out = circle("agenda", "show", str(file)).out
    assert re.search(r"^notes +see each part$", out, re.MULTILINE)
    assert "  notes: de-identified notes may be kept\nTalk\n" in out
    assert out.rstrip().splitlines()[-1] == "  notes: nothing is written down"


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


def _folder(home: Path) -> Path:
    home.mkdir()
    return home / "agendas"


SPOILT: dict[str, Callable[[Path], object]] = {
    "a file": lambda own: own.write_text(""),
    "a link to nowhere": lambda own: own.symlink_to("gone"),
    "a loop": lambda own: own.symlink_to("agendas"),
    "a pipe": lambda own: os.mkfifo(own),
}
"""What may stand where the folder of my agendas was."""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("spoilt", SPOILT)
@pytest.mark.parametrize("words", [("list",), ("list", "--json")])
def test_a_folder_that_cannot_be_read_is_said(
    circle: Circle, home: Path, spoilt: str, words: tuple[str, ...]
) -> None:
    """If all my agendas are missing from the list, one line beside it says why."""
    own = _folder(home)
    SPOILT[spoilt](own)
    answer = circle("agenda", *words)
    assert answer.status == 0
    assert "swims-equal-share" in answer.out
    (line,) = answer.err.splitlines()
    assert line.startswith(f"circle: Your own agendas are left out: the folder {own} cannot be")
    assert f"Your own agendas are left out: the folder {own}" in circle("agenda", "edit", "x").err


def test_a_folder_that_may_not_be_read_is_said(
    circle: Circle, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the right to look into my folder I am told, and without a folder nothing is said."""
    own = _folder(home)
    assert circle("agenda").err == ""
    scandir = os.scandir

    def refused(path: Path) -> object:
        if Path(path) == own:
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert circle("agenda").err.endswith("cannot be read: permission denied.\n")


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="nothing is closed to root")
@pytest.mark.parametrize("closed", ["home", "home/agendas"])
def test_a_closed_folder_hides_no_shipped_agenda(
    circle: Circle, home: Path, tmp_path: Path, closed: str
) -> None:
    """With my folder, or the one around it, closed to me, the shipped agendas are there."""
    _folder(home).mkdir()
    (tmp_path / closed).chmod(0)
    try:
        answer = circle("agenda")
        assert answer.status == 0
        assert "swims-equal-share" in answer.out
        assert answer.err.endswith("cannot be read: permission denied.\n")
        assert "could not be written" in circle("agenda", "new", "ours").err
    finally:
        (tmp_path / closed).chmod(0o700)


def test_the_way_to_mend_can_be_typed(circle: Circle, home: Path) -> None:
    """What the list tells me to type works, whatever the name; where none does, that is said."""
    own = _folder(home)
    own.mkdir()
    for name in ("two words", "it's", "-x", "$HOME", "red\x1b[31m"):
        (own / f"{name}.toml").write_text(BAD)
    told = [line for line in circle("agenda").out.splitlines() if "2 mistakes" in line]
    assert len(told) == 5
    for line in told:
        _, to_type, command = line.removesuffix(" (yours)").partition("circle agenda check ")
        if not to_type:
            assert "nobody can type its name: rename the file" in line
            continue
        assert "titel" in circle("agenda", "check", *shlex.split(command)).out


def test_a_name_of_thousands_of_letters_is_cut(circle: Circle) -> None:
    """A mistaken paste is not thrown back at me in full."""
    for pasted in ("x" * 9000, "/" + "x" * 9000, "a" * 9000 + ".toml"):
        answer = circle("agenda", "check", pasted)
        assert answer.status == 2
        assert len(answer.out) < 600
        for verb in (("show",), ("edit",), ("diff",), ("new", "mine", "--from")):
            assert len(circle("agenda", *verb, pasted).err) < 800


@pytest.mark.parametrize("verb", ["show", "plan", "rehearse"])
def test_a_plan_says_that_my_agendas_are_left_out(circle: Circle, home: Path, verb: str) -> None:
    """A shipped agenda, of which I may have one of my own, is not laid out in silence."""
    _folder(home).symlink_to("gone")
    answer = circle("agenda", verb, "troika-30", "--people", "6")
    assert answer.status == 0
    assert answer.err.startswith("circle: Your own agendas are left out")
