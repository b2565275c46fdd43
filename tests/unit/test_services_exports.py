"""Summaries that were exported before somebody joined."""

from pathlib import Path

import pytest

from circle_tui.domain.errors import StoreError
from circle_tui.domain.notes import Draft
from circle_tui.domain.people import Member
from circle_tui.domain.words import Word
from circle_tui.services.roster import Roster
from circle_tui.services.words import forget
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


def test_masks_are_understood_in_either_spelling(tmp_path: Path) -> None:
    """Masks as this version writes them, and as older ones did, are left; the next letter is new.

    A mask that comes to a summary later is no link and no address of one.
    """
    summary = tmp_path / "summary.md"
    lines = ("- \\[A\\] and \\[person\\]", "- [B] and [person]", "- grace(x)", "- okonjo: x", "")
    summary.write_text("\n".join(lines))
    Roster(FakeCircle(), Tokens(), choose, tmp_path).add(["Grace Okonjo"])
    assert summary.read_text().splitlines() == [
        *lines[:2],
        *("- \\[C\\](x)", "- \\[C\\]: x"),
    ]


def test_a_forgotten_word_is_masked_in_summaries_and_drafts(tmp_path: Path) -> None:
    """A member's word that I mask again is masked in an earlier summary and in a draft as well."""
    summary = tmp_path / "summary.md"
    summary.write_text("- grace helps\n")
    circle = FakeCircle(Member("a1", "Grace Okonjo", "Cedar"))
    circle.people.put_words([Word("grace", always=False, confirmed=True)])
    circle.drafts.put_all([Draft("note", "5e551011", 0, "grace and")])
    forget(circle, "grace", tmp_path)
    assert summary.read_text() == "- [A] helps\n"
    assert circle.kept.drafts == (Draft("note", "5e551011", 0, "[A] and"),)


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
