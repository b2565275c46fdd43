"""Which member works at this computer: asked once, and leading to nobody by itself."""

import os
from pathlib import Path

from circle_tui.config.mine import FILE, keep_member, kept_member
from circle_tui.config.theme import FILE as THEME
from circle_tui.config.theme import keep_theme, with_theme


def test_it_is_remembered_circle_by_circle(tmp_path: Path) -> None:
    """What I chose holds for that circle, and "none of these" is an answer, too."""
    assert kept_member(tmp_path, "c1") is None
    keep_member(tmp_path, "c1", "a" * 18)
    keep_member(tmp_path, "c2", "")
    assert (kept_member(tmp_path, "c1"), kept_member(tmp_path, "c2")) == ("a" * 18, "")
    keep_member(tmp_path, "c1", "b" * 18)
    assert kept_member(tmp_path, "c1") == "b" * 18
    assert kept_member(tmp_path, "c2") == ""
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_none_of_ours_is_no_harm(tmp_path: Path) -> None:
    """Whatever is in that file, I am asked again."""
    (tmp_path / FILE).write_bytes(b"\xff\xfe c1\n c1 a b c\n")
    assert kept_member(tmp_path, "c1") is None
    assert kept_member(tmp_path / "nowhere", "c1") is None
    keep_member(tmp_path / "nowhere", "c1", "a")
    assert not (tmp_path / "nowhere").exists()


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe of that name is left alone: nothing is read from it, and nobody waits to write."""
    for name in (FILE, THEME):
        os.mkfifo(tmp_path / name)
    keep_member(tmp_path, "c1", "a" * 18)
    assert kept_member(tmp_path, "c1") is None
    keep_theme(tmp_path, "light")
    assert with_theme(tmp_path, {}) == {}
    assert (tmp_path / FILE).is_fifo()


def test_a_file_without_end_is_read_in_part(tmp_path: Path) -> None:
    """What is too long for such a file is not read to its end."""
    (tmp_path / FILE).write_text(" " * 70_000 + "c1 a\n")
    assert kept_member(tmp_path, "c1") is None
