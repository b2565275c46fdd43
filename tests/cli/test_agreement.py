"""The circle's agreement and its members' days, from the command line."""

import json
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from circle_tui.services.agreement import OFFERED
from tests.cli.conftest import NOW, Circle
from tests.cli.test_upkeep import at_work, folder_of
from tests.fakes import FakeClock

TODAY = NOW.date()
RULES = "What is said here stays here.\n\nNoor brings the tea; we may pass.\n"


@pytest.fixture(autouse=True)
def day(now: FakeClock) -> FakeClock:
    """Let it be the same day from the first command to the last."""
    return now


@pytest.fixture
def rules(tmp_path: Path) -> str:
    """Return a file with an agreement."""
    file = tmp_path / "rules.txt"
    file.write_text(RULES, encoding="utf-8")
    return str(file)


def editor(monkeypatch: pytest.MonkeyPatch, change: str, status: int = 0) -> None:
    """Choose an editor that changes the text, and ends with a status."""
    code = (
        "import pathlib, sys; p = pathlib.Path(sys.argv[1]); "
        f"p.write_text(p.read_text('utf-8'){change}, 'utf-8'); sys.exit({status})"
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f'"{sys.executable}" -c "{code}"')


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let what is edited lie in a folder that a test can look into."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def shown(circle: Circle) -> dict[str, object]:
    """Return the version that holds, as JSON."""
    version = json.loads(circle("agreement", "--json").out)["agreement"]
    assert isinstance(version, dict)
    return version


def test_a_circle_without_one_is_offered_one(thursday: Circle, home: Path) -> None:
    """I am shown a text we may begin with, and it is not ours before I say so."""
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    answer = thursday("agreement")
    assert OFFERED.splitlines()[0] in answer.out
    assert "no agreement yet" in answer.out
    assert json.loads(thursday("agreement", "--json").out)["agreement"] is None
    assert "no agreement yet" in thursday("agreement", "history").out
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
    assert thursday("agreement", "set", "--offered").status == 0
    assert shown(thursday)["text"] == OFFERED.rstrip()


def test_versions_are_kept(thursday: Circle, rules: str) -> None:
    """Each text I set is a version, which I can read again; the same one is none."""
    thursday("agreement", "set", "--offered")
    assert "Agreement 2 is kept" in thursday("agreement", "set", rules).out
    assert "already" in thursday("agreement", "set", rules).out
    history = json.loads(thursday("agreement", "history", "--json").out)["versions"]
    assert [version["version"] for version in history] == [1, 2]
    assert {version["written"] for version in history} == {TODAY.isoformat()}
    assert OFFERED.splitlines()[0] in thursday("agreement", "show", "--version", "1").out
    told = thursday("agreement").out
    text = next(line for line in told.splitlines() if "Noor brings the tea" in line)
    assert text.startswith("| "), "no line of it looks like the program's own"
    assert [line.split() for line in thursday("agreement", "history").out.splitlines()[1:3]] == [
        ["1", TODAY.isoformat(), "never"],
        ["2", TODAY.isoformat(), "never"],
    ]
    assert thursday("agreement", "show", "--version", "3").status == 2


def test_it_is_adopted_by_hand(thursday: Circle, rules: str) -> None:
    """What we committed to elsewhere I can say; only the day is kept, and none that is ahead."""
    assert thursday("agreement", "adopt").status == 1, "there is none"
    thursday("agreement", "set", rules)
    ahead = (TODAY + timedelta(days=2)).isoformat()
    assert "is ahead" in thursday("agreement", "adopt", "--on", ahead).err
    assert shown(thursday)["adopted"] is None
    assert "adopted 5 November 2020" in thursday("agreement", "adopt", "--on", "2020-11-05").out
    assert shown(thursday) == {
        **{"version": 1, "written": TODAY.isoformat(), "adopted": "2020-11-05"},
        **{"to_change": False, "text": RULES.rstrip()},
    }


def test_editing_makes_a_version_and_leaves_no_file(
    thursday: Circle, monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    """What I change in my editor is a new version; the file it lay in is gone."""
    editor(monkeypatch, ".replace('Nobody', 'No one')")
    assert "Agreement 1 is kept" in thursday("agreement", "edit").out
    assert "No one has to fill it" in thursday("agreement").out
    assert list(temporary.iterdir()) == []


def test_an_editor_that_changes_nothing_adopts_nothing(
    thursday: Circle, monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    """Looking at the text that is offered does not make it ours."""
    editor(monkeypatch, "")
    answer = thursday("agreement", "edit")
    assert "Nothing was changed" in answer.out
    assert "set --offered" in answer.out
    assert json.loads(thursday("agreement", "--json").out)["agreement"] is None
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(("change", "status"), [(" + 'more'", 3), ("[:0]", 0), (" * 99", 0)])
def test_what_was_typed_is_not_lost(
    thursday: Circle, monkeypatch: pytest.MonkeyPatch, temporary: Path, change: str, status: int
) -> None:
    """If the editor fails, or the text cannot be kept, I am told where it is."""
    editor(monkeypatch, change, status)
    answer = thursday("agreement", "edit")
    assert answer.status == 1
    (file,) = temporary.rglob("text.txt")
    assert f"What you wrote is in {file}" in answer.err
    assert file.stat().st_mode & 0o077 == 0 or file.parent.stat().st_mode & 0o077 == 0
    assert json.loads(thursday("agreement", "--json").out)["agreement"] is None


def test_without_an_editor_it_says_how_else(
    thursday: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no editor is chosen I learn the other way, and nothing is changed."""
    for variable in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(variable, raising=False)
    answer = thursday("agreement", "edit")
    assert answer.status == 2
    assert "circle agreement set FILE" in answer.err


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"", b"x" * 200_000])
def test_a_file_that_is_no_text_is_refused(
    thursday: Circle, tmp_path: Path, content: bytes | None
) -> None:
    """A missing file, one that is no text, an empty one and a huge one are sentences."""
    file = tmp_path / "odd.txt"
    if content is not None:
        file.write_bytes(content)
    answer = thursday("agreement", "set", str(file))
    assert answer.status == 2
    assert "Nothing was changed" in answer.err
    assert thursday("agreement", "set").status == 2
    assert thursday("agreement", "set", str(file), "--offered").status == 2


def test_nothing_in_the_text_obeys(thursday: Circle, tmp_path: Path) -> None:
    """A text with escapes in it is shown without them."""
    file = tmp_path / "odd.txt"
    file.write_text("\x1b[31mred\x1b[0m [b]stays[/b]\x07", encoding="utf-8")
    thursday("agreement", "set", str(file))
    out = thursday("agreement").out
    assert "\x1b" not in out
    assert "[b]stays[/b]" in out


def test_it_goes_with_the_people_and_not_with_the_notes(
    thursday: Circle, home: Path, rules: str, tmp_path: Path
) -> None:
    """It may name somebody: an export without people lacks it, and forgetting them takes it."""
    thursday("agreement", "set", rules)
    thursday("agreement", "adopt")
    for name, more in (("without.json", ()), ("with.json", ("--with-people",))):
        assert thursday("export", "--tinydb", str(tmp_path / name), *more).status == 0
    assert "brings the tea" not in (tmp_path / "without.json").read_text("utf-8")
    assert "brings the tea" in (tmp_path / "with.json").read_text("utf-8")
    assert "the agreement" in thursday("forget", "people", "--yes").out
    assert json.loads(thursday("agreement", "--json").out)["agreement"] is None
    stores = [path.read_bytes() for path in folder_of(home).rglob("*") if path.is_file()]
    assert not any(b"brings the tea" in data for data in stores)


def test_a_backup_has_it_and_brings_it_back(thursday: Circle, rules: str, tmp_path: Path) -> None:
    """The agreement and the members' days are in a backup, and there again when it is restored."""
    thursday("agreement", "set", rules)
    thursday("members", "pause", "Sam", "--until", "2099-03-01")
    (tmp_path / "stick").mkdir()
    assert thursday("backup", str(tmp_path / "stick")).status == 0
    thursday("agreement", "set", "--offered")
    thursday("members", "resume", "Sam")
    assert thursday("restore", str(tmp_path / "stick"), "--replace").status == 0
    assert shown(thursday)["text"] == RULES.rstrip()
    members = json.loads(thursday("members", "--json").out)["members"]
    assert [m["until"] for m in members] == [None, None, "2099-03-01"]
    assert thursday("doctor").status == 0


def test_a_pause_ends_on_a_day_as_one_says_it(thursday: Circle) -> None:
    """The day somebody is back may be written as the day an action item is due by."""
    said = thursday("members", "pause", "Ana", "--until", "3 Dec")
    assert "paused until 3 December" in said.out
    refused = thursday("members", "pause", "Ana", "--until", "sometime").err
    assert "Write it as 3 Dec or as 20" in refused


def test_members_join_pause_and_leave_on_days(thursday: Circle) -> None:
    """I see since when everybody is there, who pauses until when, and who left."""
    assert thursday("members", "add", "Zuri", "--joined", "2099-12-03").status == 0
    assert "paused until 1 March 2099" in (
        thursday("members", "pause", "Ana", "--until", "2099-03-01").out
    )
    assert thursday("members", "pause", "Noor").status == 0
    assert thursday("members", "leave", "Sam", "--on", TODAY.isoformat()).status == 0
    rows = thursday("members").out.splitlines()
    assert [row.split("  ")[0] for row in rows[1:5]] == [
        *("Ana Example", "Noor Sample", "Zuri"),
        "Sam",
    ]
    states = ("until 1 March 2099", "paused since", "joins 3 December 2099", "left")
    assert all(state in row for state, row in zip(states, rows[1:], strict=False))
    listed = json.loads(thursday("members", "--json").out)
    assert [m["standing"] for m in listed["members"]] == ["paused", "paused", "joins later"]
    assert [(m["name"], m["left"]) for m in listed["left"]] == [("Sam", TODAY.isoformat())]
    assert listed["next"] == {}, "nobody is expected"
    assert thursday("members", "resume", "Noor").status == 0
    assert thursday("members").out.splitlines()[-1] == "Next host: Noor Sample"
    assert "Host: Noor Sample" in thursday("next", "--dry").out
    assert json.loads(thursday("next", "--json").out)["serving"] == {"host": "Noor Sample"}
    assert "Host" not in thursday("next", "--cancel").out


def test_the_day_of_joining_can_be_mended(thursday: Circle) -> None:
    """If I do not know when somebody joined, or was wrong, I can say it later."""
    assert "joined 8 January 2026" in (
        thursday("members", "edit", "Ana", "--joined", "2026-01-08").out
    )
    assert json.loads(thursday("members", "--json").out)["members"][0]["joined"] == "2026-01-08"


@pytest.mark.parametrize(
    "words",
    [
        ("add", "Zuri", "--joined", "tomorrow"),
        ("pause", "Ana", "--until", "2020-01-01"),
        ("pause", "Ana", "--until", "31.12.2099"),
        ("resume", "Ana"),
        ("leave", "Ana", "--on", "2099-01-01"),
        ("leave", "Nobody"),
        ("edit", "Ana"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    thursday: Circle, words: tuple[str, ...]
) -> None:
    """An odd day, or one that cannot be, is a sentence, and the roster is as it was."""
    before = thursday("members", "--json").out
    answer = thursday("members", *words)
    assert answer.status == 2
    assert answer.err.startswith("circle: ")
    assert thursday("members", "--json").out == before


def test_reading_it_works_beside_another_process(thursday: Circle, home: Path, rules: str) -> None:
    """While a session runs elsewhere I can still read what we agreed on, and not change it."""
    thursday("agreement", "set", rules)
    with at_work(home):
        assert "Noor brings the tea" in thursday("agreement", "show").out
        assert thursday("agreement", "adopt").status == 1
    assert shown(thursday)["adopted"] is None
