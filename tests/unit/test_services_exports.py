"""Summaries that were exported before somebody joined."""

from pathlib import Path

import pytest

from circle_tui.domain.errors import StoreError
from circle_tui.services.roster import Roster
from tests.fakes import FakeCircle, Tokens, choose


def test_earlier_summaries_are_masked(tmp_path: Path) -> None:
    """A summary of last month does not name who joins today, and only its owner may read it."""
    summary = tmp_path / "2026-11-19" / "summary.md"
    summary.parent.mkdir()
    summary.write_text("\\[A\\] on grace\n")
    people = Roster(FakeCircle(), Tokens(), choose, tmp_path)
    people.add(["Grace Okonjo"])
    assert summary.read_text() == "\\[A\\] on [B]\n"
    assert summary.stat().st_mode & 0o777 == 0o600


def test_a_summary_that_cannot_be_masked_is_told(tmp_path: Path) -> None:
    """Whatever is in the way of masking one summary, I am told which file to look at."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "summary.md").write_bytes(b"\xff")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "summary.md").write_text("grace")
    circle = FakeCircle()
    with pytest.raises(StoreError, match=r"roster was changed .*summary\.md"):
        Roster(circle, Tokens(), choose, tmp_path).add(["Grace Okonjo"])
    assert (tmp_path / "b" / "summary.md").read_text() == "[A]"
    assert len(circle.people.members()) == 1
