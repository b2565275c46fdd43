"""Where the data folder is, and what is said when it cannot be found."""

import os
from argparse import Namespace
from pathlib import Path

import platformdirs
import pytest

from circle_tui.cli.demo import prepare
from circle_tui.cli.failures import explain
from circle_tui.config.home import VARIABLE, find_home
from circle_tui.domain.errors import InputError

NOBODY = "~nobody-of-this-name-lives-here/x"


def test_a_user_who_does_not_exist_is_said() -> None:
    """A slip in ``~name`` is a sentence that says what to do."""
    with pytest.raises(InputError, match=r"--home names .* no such user"):
        find_home(NOBODY, {})
    with pytest.raises(InputError, match=VARIABLE):
        find_home(None, {VARIABLE: NOBODY})


def test_what_i_write_lies_where_settings_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    """My agendas are in the system's folder for settings, and what is kept in the one for data."""
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_, **__: "/data")
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_, **__: "/settings")
    home = find_home(None, {})
    assert (home.root, home.circles) == (Path("/data"), Path("/data/circles"))
    assert home.agendas == Path("/settings/agendas")


def test_a_folder_i_name_holds_everything(tmp_path: Path) -> None:
    """With --home, or else CIRCLE_TUI_HOME, my agendas are in that folder too."""
    named, other = str(tmp_path / "a"), str(tmp_path / "b")
    assert find_home(None, {VARIABLE: other}).agendas == tmp_path / "b" / "agendas"
    home = find_home(named, {VARIABLE: other})
    assert (home.root, home.agendas) == (tmp_path / "a", tmp_path / "a" / "agendas")


def test_a_fault_is_told_even_without_a_data_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """If there is no place for a report, I am told so, and the sentence does not fail itself."""
    assert explain(KeyError("private"), Namespace(home=NOBODY)) == 1
    assert "no report could be written" in capsys.readouterr().err


def test_a_demo_folder_is_for_me_alone(tmp_path: Path) -> None:
    """Every folder that is made on the way to the demo is closed to others."""
    before = os.umask(0)
    try:
        prepare(str(tmp_path / "a" / "b"))
    finally:
        os.umask(before)
    assert [(tmp_path / at).stat().st_mode & 0o777 for at in ("a", "a/b")] == [0o700, 0o700]


def test_a_demo_of_a_user_who_does_not_exist_is_said() -> None:
    """The demo says so as well."""
    with pytest.raises(InputError, match="no such user"):
        prepare(NOBODY)
