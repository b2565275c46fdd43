"""Making an agenda of one's own from the shell."""

import json
import shlex
import sys
from pathlib import Path

import pytest

from circle_tui.agendas.library import shipped_folder
from circle_tui.agendas.reader import load_agenda
from circle_tui.agendas.reference import reference_markdown
from circle_tui.domain.warnings import warnings
from circle_tui.services.authoring import template
from tests.cli.conftest import Circle

EDIT = "import sys, pathlib; p = pathlib.Path(sys.argv[-1]); p.write_text(p.read_text(){})"


@pytest.fixture(autouse=True)
def _no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody's own editor open."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)


def editor(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    """Choose an editor that changes the text, with arguments as people have them."""
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, "-c", EDIT.format(change)]))


def test_the_template_can_be_used_as_it_is(circle: Circle, home: Path) -> None:
    """A new agenda is full of comments, has no problem and no warning, and can be named."""
    answer = circle("agenda", "new", "my-circle")
    assert answer.status == 0
    file = home / "agendas" / "my-circle.toml"
    assert str(file) in answer.out
    assert "circle agenda plan my-circle --people 8" in file.read_text()
    assert warnings(load_agenda(file)) == ()
    assert circle("agenda", "show", "my-circle").status == 0
    assert template().count("\n#") > 15


def test_a_shipped_agenda_can_be_the_beginning(circle: Circle, home: Path) -> None:
    """A copy under my own name says the same, without the line for the shipped schema."""
    assert circle("agenda", "new", "ours", "--from", "swims-equal-share").status == 0
    text = (home / "agendas" / "ours.toml").read_text()
    shipped = (shipped_folder() / "swims-equal-share.toml").read_text()
    assert "#:schema" not in text
    assert shipped.endswith(text)


@pytest.mark.parametrize("name", ["../up", "a/b", "", ".hidden", "a b", "x" * 61, "con\x1b"])
def test_odd_names_are_refused(circle: Circle, home: Path, name: str) -> None:
    """A name that would leave the folder, or that no file should have, writes nothing."""
    answer = circle("agenda", "new", name)
    assert answer.status == 2
    assert "Nothing was written" in answer.err
    assert not home.exists()


def test_a_taken_name_is_left_alone(circle: Circle, home: Path) -> None:
    """A second agenda of the same name does not write over the first."""
    circle("agenda", "new", "ours")
    file = home / "agendas" / "ours.toml"
    file.write_text("mine")
    answer = circle("agenda", "new", "ours")
    assert answer.status == 2
    assert "circle agenda edit ours" in answer.err
    assert file.read_text() == "mine"


def test_a_source_that_cannot_be_read_is_said(circle: Circle, home: Path, tmp_path: Path) -> None:
    """Copying from nothing, or from a file that is no text, writes nothing."""
    assert circle("agenda", "new", "ours", "--from", "troyka-30").status == 2
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe")
    assert circle("agenda", "new", "ours", "--from", str(tmp_path / "odd.toml")).status == 2
    assert not (home / "agendas").exists()


def test_editing_a_shipped_agenda_edits_a_copy(
    circle: Circle, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """My change shadows the shipped file, which stays as it was, and can be shown as a diff."""
    before = (shipped_folder() / "troika-30.toml").read_text()
    editor(monkeypatch, ".replace('minutes = 30', 'minutes = 45')")
    answer = circle("agenda", "edit", "troika-30")
    assert answer.status == 0
    assert "ok, 13 segments" in answer.out
    assert (shipped_folder() / "troika-30.toml").read_text() == before
    assert load_agenda(home / "agendas" / "troika-30.toml").minutes == 45
    told = circle("agenda", "diff", "troika-30")
    assert told.status == 0
    assert "-minutes = 30" in told.out
    assert "+minutes = 45" in told.out


def test_problems_are_said_when_the_editor_closes(
    circle: Circle, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip made while editing is named with its place, and what I wrote is kept."""
    circle("agenda", "new", "ours")
    editor(monkeypatch, ".replace('title', 'titel', 1)")
    answer = circle("agenda", "edit", "ours")
    assert answer.status == 2
    assert 'did you mean "title"?' in answer.out
    assert "saved as it is" in answer.out
    assert "titel" in (home / "agendas" / "ours.toml").read_text()


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("", "No editor is chosen"),
        ('"', "No editor is chosen"),
        ("no-such-editor --wait", "could not be started"),
        (shlex.join([sys.executable, "-c", "raise SystemExit(3)"]), "status 3"),
    ],
)
def test_an_editor_that_fails_is_said(
    circle: Circle, monkeypatch: pytest.MonkeyPatch, chosen: str, said: str
) -> None:
    """Without an editor, or with one that fails, I am told where the file is."""
    circle("agenda", "new", "ours")
    monkeypatch.setenv("EDITOR", chosen)
    answer = circle("agenda", "edit", "ours")
    assert answer.status in (1, 2)
    assert said in answer.err
    assert "ours.toml" in answer.err


def test_the_editor_is_no_shell(
    circle: Circle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing in the editor's name or in the file's is run by a shell."""
    monkeypatch.setenv("VISUAL", f"echo; touch {tmp_path / 'ran'}")
    circle("agenda", "new", "ours")
    assert "could not be started" in circle("agenda", "edit", "ours").err
    assert not (tmp_path / "ran").exists()


def test_diff_says_what_there_is_to_compare(circle: Circle, home: Path) -> None:
    """Nothing changed, nothing of my own, and nothing shipped are three different sentences."""
    assert 'no "troika-30" of your own' in circle("agenda", "diff", "troika-30").err
    circle("agenda", "new", "troika-30", "--from", "troika-30")
    assert circle("agenda", "diff", "troika-30").out.startswith("Nothing")
    circle("agenda", "new", "ours")
    assert "yours alone" in circle("agenda", "diff", "ours").err
    assert "no agenda called" in circle("agenda", "diff", "unheard-of").err


def test_diff_prints_nothing_a_terminal_obeys(circle: Circle, home: Path) -> None:
    """An escape sequence in my file does not reach the terminal."""
    circle("agenda", "new", "troika-30", "--from", "troika-30")
    file = home / "agendas" / "troika-30.toml"
    file.write_text(file.read_text() + "# \x1b[31m red \u202e\n")
    out = circle("agenda", "diff", "troika-30").out
    assert "red" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_the_reference_is_printed(circle: Circle) -> None:
    """Every key a file may have, as a page for people and as a schema for editors."""
    assert circle("agenda", "schema").out.rstrip() == reference_markdown().rstrip()
    schema = json.loads(circle("agenda", "schema", "--json").out)
    assert "segment" in schema["properties"]


def test_check_warns_without_failing(circle: Circle) -> None:
    """A file whose steps do not sum to its headline can be used, and says for whom not."""
    file = str(shipped_folder() / "lean-in-topic.toml")
    answer = circle("agenda", "check", file)
    assert answer.status == 0
    assert "warning: Check-in needs 24 to 36 minutes, not 20, for 8 to 12 people." in answer.out
    (checked,) = json.loads(circle("agenda", "check", file, "--json").out)["files"]
    assert checked["ok"]
    assert len(checked["warnings"]) == 2
