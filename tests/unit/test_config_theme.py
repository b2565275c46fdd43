"""The colours that were chosen are remembered, and nothing breaks where they cannot be."""

from pathlib import Path

import pytest

from circle_tui.config.theme import FILE, VARIABLE, keep_theme, with_theme
from circle_tui.ui.themes import THEME_VARIABLE


def test_the_screens_ask_for_the_same_variable() -> None:
    """What is kept is said where the screens look for it."""
    assert VARIABLE == THEME_VARIABLE


def test_what_was_chosen_holds_the_next_time(tmp_path: Path) -> None:
    """A choice is kept for this user alone; what the environment says comes first."""
    assert with_theme(tmp_path, {}) == {}
    keep_theme(tmp_path, "light")
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert with_theme(tmp_path, {"LANG": "C"}) == {"LANG": "C", VARIABLE: "light"}
    assert with_theme(tmp_path, {VARIABLE: "dark"}) == {VARIABLE: "dark"}
    keep_theme(tmp_path, "dark")
    assert with_theme(tmp_path, {}) == {VARIABLE: "dark"}


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a" * 100_000])
def test_an_odd_file_does_no_harm(tmp_path: Path, content: bytes) -> None:
    """Whatever is in that file, the program starts."""
    (tmp_path / FILE).write_bytes(content)
    assert len(with_theme(tmp_path, {}).get(VARIABLE, "")) <= 40


def test_where_it_cannot_be_kept_nothing_happens(tmp_path: Path) -> None:
    """No folder is made for it, and one in its place is left alone."""
    keep_theme(tmp_path / "none", "light")
    assert not (tmp_path / "none").exists()
    (tmp_path / FILE).mkdir()
    keep_theme(tmp_path, "light")
    assert with_theme(tmp_path, {}) == {}
