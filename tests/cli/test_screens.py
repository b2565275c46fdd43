"""The commands that open a screen: what they check before, and the demo's folder."""

import asyncio
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

from circle_tui.agendas.library import find_agenda, shipped_folder
from circle_tui.agendas.reader import load_agenda
from circle_tui.bootstrap import choose_circle, opened
from circle_tui.cli.demo import MARK, PREFIX, prepare
from circle_tui.config.home import Home
from circle_tui.domain.errors import InputError
from circle_tui.fronts import Ready, run_app
from circle_tui.privacy.ner import NOT_LOADED
from circle_tui.services import seating
from circle_tui.services.demo import AGENDA, NAMES
from circle_tui.services.screening import screened_agenda
from circle_tui.services.workspace import Workspace
from tests.cli.conftest import Circle

Opened = list[tuple[Home, str | None, str | None]]


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Pretend there is a terminal, and note what would have been opened on it."""
    seen: Opened = []

    def run_app(
        home: Home,
        circle: str | None,
        agenda: str | None = None,
        *,
        ready: Ready | None = None,
        **_options: object,
    ) -> int:
        if ready is not None:
            with opened(home, choose_circle(home, circle)) as workspace:
                ready(workspace)
        seen.append((home, circle, agenda))
        return 7

    monkeypatch.setattr("circle_tui.fronts.run_app", run_app)
    for module in ("home", "run", "demo"):
        __import__(f"circle_tui.cli.{module}")
    monkeypatch.setattr("circle_tui.cli.curtain.require_terminal", lambda: None)
    monkeypatch.setattr("circle_tui.cli.curtain.curtain", nullcontext)
    monkeypatch.setattr("circle_tui.cli.demo.require_terminal", lambda: None)
    monkeypatch.setattr("circle_tui.cli.demo.curtain", nullcontext)
    return seen


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Use a temporary folder of the test's own."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize("words", [(), ("demo",), ("run",), ("--circle", "x")])
def test_a_pipe_is_no_terminal(circle: Circle, temporary: Path, words: tuple[str, ...]) -> None:
    """With input or output in a pipe a screen is refused in one sentence, and nothing is made."""
    answer = circle(*words)
    assert answer.status == 2
    assert answer.err.startswith("circle: The screen needs a terminal")
    assert answer.err.count("\n") == 1
    assert not list(temporary.iterdir())


def test_home_screen(thursday: Circle, home: Path, screens: Opened) -> None:
    """Plain circle opens the home screen of the circle I name; its status is the program's."""
    assert thursday("--circle", "Thursday circle").status == 7
    where, name, agenda = screens[0]
    assert (where.root, name, agenda) == (home, "Thursday circle", None)


def test_run_checks_first(thursday: Circle, screens: Opened) -> None:
    """Run opens the screen with the agenda I named, once it can be used."""
    assert thursday("run", "troika-30").status == 7
    assert screens[0][1:] == (None, "troika-30")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("run", "troyka-30"), "troika-30"),
        (("run", "./none.toml"), "no such file"),
        (("run", "--circle", "Monday"), "Monday"),
    ],
)
def test_run_refuses_on_the_shell(
    thursday: Circle, screens: Opened, words: tuple[str, ...], named: str
) -> None:
    """A missing agenda or circle is one sentence, and no screen opens."""
    answer = thursday(*words)
    assert answer.status == 2
    assert named in answer.err
    assert not screens


def test_run_tells_all_of_a_broken_agenda(
    thursday: Circle, screens: Opened, tmp_path: Path
) -> None:
    """A broken agenda file is told with lines and columns before any screen."""
    file = tmp_path / "bad.toml"
    file.write_text('title = "A"\n[[segment]]\ntitel = "B"\nminutes = -1\n')
    answer = thursday("run", str(file))
    assert answer.status == 2
    assert f"circle: {file}:3:1: " in answer.err
    assert f"circle: {file}:4:11: " in answer.err
    assert not screens


def test_run_needs_a_member(circle: Circle, screens: Opened) -> None:
    """An empty circle is refused with the way to add people."""
    circle("new", "Empty")
    answer = circle("run")
    assert answer.status == 1
    assert "circle members add" in answer.err
    assert not screens


def test_run_with_one_member(circle: Circle, screens: Opened) -> None:
    """One member is enough for a session, and I am told that more can be added."""
    circle("new", "Alone", "--members", "Ana")
    answer = circle("run")
    assert answer.status == 7
    assert "one member" in answer.out
    assert screens


def test_run_busy(thursday: Circle, home: Path, screens: Opened) -> None:
    """A circle that is open elsewhere is refused with 1."""
    where = Home(home, "the test")
    with opened(where, choose_circle(where, None)):
        answer = thursday("run")
    assert answer.status == 1
    assert "another window" in answer.err
    assert not screens


def test_demo_keeps_away_from_my_data(
    thursday: Circle, home: Path, temporary: Path, screens: Opened
) -> None:
    """The demo is made in a temporary folder only I can read, and my data is not touched."""
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    answer = thursday("demo")
    assert answer.status == 7
    (made,) = temporary.iterdir()
    assert made.name.startswith(PREFIX)
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert screens[0][0].root == made
    assert f"The demo's files are in {made}." in answer.out
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before


def test_demo_holds_a_circle_with_a_past(temporary: Path) -> None:
    """The demo has eight people, a last session, notes and three open action items."""
    home = prepare(None)
    with opened(home, choose_circle(home, None)) as workspace:
        circle = workspace.circle
        members = circle.people.members()
        (record,) = circle.records.all()
        today = workspace.here().date()
        items = circle.actions.all()
        assert len(members) == record.people == 8
        assert len(circle.notes.all(record.id)) == 4
        assert [item.due for item in items].count(today) == 1
        assert {item.owner for item in items} <= {member.alias for member in members}
        assert record.ended > record.promised_end
        assert circle.people.profile().agenda == AGENDA
    for file in shipped_folder().glob("*.toml"):
        agenda = load_agenda(find_agenda(file.stem))
        assert screened_agenda(agenda, members) == agenda


def test_demo_goes_on_after_a_kill(temporary: Path) -> None:
    """A demo whose session was interrupted is taken up again; one that was not is left alone."""
    first, second = prepare(None), prepare(None)
    assert first.root != second.root
    _begin_session(first)
    assert prepare(None).root == first.root
    with opened(first, choose_circle(first, None)):
        assert prepare(None).root not in (first.root, second.root)


@pytest.mark.parametrize("spoil", ["mode", "link", "mark", "store"])
def test_demo_trusts_only_its_own_folder(temporary: Path, spoil: str, tmp_path: Path) -> None:
    """A folder that others could have prepared is not opened as the demo."""
    first = prepare(None)
    _begin_session(first)
    if spoil == "mode":
        first.root.chmod(0o755)
    elif spoil == "link":
        first.root.rename(tmp_path / "elsewhere")
        first.root.symlink_to(tmp_path / "elsewhere")
    elif spoil == "mark":
        (first.root / MARK).unlink()
    else:
        next(first.circles.glob("*/circle.store")).write_bytes(b"damaged")
    assert prepare(None).root != first.root


def test_demo_of_another_user(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo folder of somebody else on this machine is not opened."""
    first = prepare(None)
    _begin_session(first)
    monkeypatch.setattr(os, "getuid", lambda: first.root.stat().st_uid + 1)
    assert prepare(None).root != first.root


def test_demo_in_a_folder_i_name(tmp_path: Path) -> None:
    """--home makes the demo there if the folder is new, empty or a demo's own."""
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty"):
        root = tmp_path / name
        assert prepare(str(root)).root == root
        (circle,) = (root / "circles").iterdir()
        assert prepare(str(root)).root == root
        assert list((root / "circles").iterdir()) == [circle]


def test_demo_refuses_a_folder_in_use(thursday: Circle, home: Path, screens: Opened) -> None:
    """--home with my own data in it is refused, and nothing in it changes."""
    before = sorted(home.rglob("*"))
    answer = thursday("demo", "--home", str(home))
    assert answer.status == 2
    assert "keeps away" in answer.err
    assert sorted(home.rglob("*")) == before
    assert not screens
    with pytest.raises(InputError):
        prepare(str(home))


def test_fault_in_the_demo_is_reported_in_the_demo(
    circle: Circle,
    home: Path,
    temporary: Path,
    screens: Opened,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[..., int],
) -> None:
    """Even when the program fails, the demo writes nothing into my data folder."""
    monkeypatch.setattr("circle_tui.fronts.run_app", fault)
    assert circle("demo").status == 1
    assert not home.exists()
    assert list(temporary.glob(f"{PREFIX}*/reports/*"))


def test_demo_names_are_eight_and_differ_in_length() -> None:
    """The demo shows short and long names, with letters from several alphabets' corners."""
    assert len(set(NAMES)) == 8
    assert max(map(len, NAMES)) - min(map(len, NAMES)) >= 8
    assert not all(name.isascii() for name in NAMES)


def _begin_session(home: Home) -> None:
    """Leave a session in the journal, as a killed process does."""
    with opened(home, choose_circle(home, None)) as workspace:
        members = workspace.circle.people.members()
        agenda = load_agenda(find_agenda(AGENDA))
        seating.start(workspace.circle, agenda, members, workspace.token(), workspace.clock)


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Pretend there is a terminal, and note which language model would be used on it."""
    seen: list[str | None] = []

    def run_app(*_words: object, model: str | None = None, **_options: object) -> int:
        seen.append(model)
        return 0

    monkeypatch.setattr("circle_tui.fronts.run_app", run_app)
    for module in ("curtain", "demo"):
        monkeypatch.setattr(f"circle_tui.cli.{module}.require_terminal", lambda: None)
        monkeypatch.setattr(f"circle_tui.cli.{module}.curtain", nullcontext)
    return seen


@pytest.mark.parametrize("command", ["run", "demo"])
def test_no_language_model_without_spacy(
    thursday: Circle,
    models: list[str | None],
    temporary: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    """Without spaCy I read what to install before anything is made or opened."""
    monkeypatch.setitem(sys.modules, "spacy", None)
    answer = thursday(command, "--ner", "en_core_web_sm")
    assert answer.status == 2
    assert answer.err.startswith(
        "circle: The language model cannot be used: spaCy is not installed"
    )
    assert answer.err.count("\n") == 1
    assert not models
    assert not list(temporary.iterdir())


@pytest.mark.parametrize("command", ["run", "demo"])
def test_a_language_model_is_used_if_i_name_one(
    thursday: Circle,
    models: list[str | None],
    temporary: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    """The screens get the model that I named; one that is not there is refused."""
    spacy = ModuleType("spacy")
    spacy.__spec__ = ModuleSpec("spacy", None)
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    assert thursday(command, "--ner", str(temporary)).status == 0
    assert thursday(command).status == 0
    assert models == [str(temporary), None]
    answer = thursday(command, "--ner", "none-such")
    assert (answer.status, len(models)) == (2, 2)
    assert 'no language model "none-such"' in answer.err


@pytest.mark.parametrize("model", ["./my-model", None])
def test_the_circle_is_opened_with_the_model(
    thursday: Circle, home: Path, monkeypatch: pytest.MonkeyPatch, model: str | None
) -> None:
    """The model that I named is what is asked, and without one nothing is; nor is it loaded yet."""
    monkeypatch.setitem(sys.modules, "spacy", None)
    said: list[str] = []

    def screens(_home: Home, start: Workspace, *_words: object, **_options: object) -> int:
        assert not start.opinion.loading
        said.append(asyncio.run(start.opinion.ready()))
        return 0

    monkeypatch.setattr("circle_tui.fronts._screens", screens)
    assert run_app(Home(home, "the test"), None, model=model) == 0
    assert said == ["" if model is None else NOT_LOADED.format(model=model)]
