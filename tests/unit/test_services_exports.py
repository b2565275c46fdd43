"""Summaries and cards that were exported before somebody joined."""

import re
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from circle_tui.domain.errors import StoreError
from circle_tui.domain.notes import Draft
from circle_tui.domain.people import Member
from circle_tui.domain.words import Word
from circle_tui.services.cards import free_folder, write_cards
from circle_tui.services.purging import planned
from circle_tui.services.roster import Roster
from circle_tui.services.words import forget
from tests.cards import NOOR, circle_of_two, data_of, space_of, take_on
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


def test_earlier_cards_are_masked(tmp_path: Path) -> None:
    """A card that still lies here does not name who joins today, and can be answered as before."""
    circle = circle_of_two()
    take_on(circle, "71" * 9, "say grace at " + "supper " * 12 + "with okonjo")
    space = space_of(circle, tmp_path)
    (card,) = write_cards(space, free_folder(space), [NOOR], alarm=True)
    before = [file.read_text(encoding="utf-8") for file in card.files]
    elsewhere = tmp_path / "exports" / "mine" / "card-1.md"
    elsewhere.parent.mkdir()
    elsewhere.write_text("grace")
    Roster(circle, Tokens(), choose, space.exports).add(["Grace Okonjo"])
    after = [file.read_text(encoding="utf-8") for file in card.files]
    for was, now in zip(before, after, strict=True):
        assert "grace" in was
        assert not re.search("grace|okonjo", now.replace("\r\n ", ""), re.IGNORECASE)
        assert "send the outline" in now
    page_before, page = before[1], after[1]
    assert data_of(page) == data_of(page_before)
    assert page.partition("<script")[2] == page_before.partition("<script")[2]
    assert len(Calendar.from_ical(after[2]).walk("VTODO")) == 5
    assert elsewhere.read_text() == "grace"


def test_a_purge_finds_what_an_export_wrote(tmp_path: Path) -> None:
    """Cards go with their age, those of a killed export too; names that no export gives stay."""
    written = ("cards-2026-11-19", "cards-2026-11-19-2", ".cards-2026-11-19-2.new")
    others = (".cards-2026-11-19", "cards-2026-11-19.new", ".2026-11-19-5e5510.new", "my-cards")
    for name in (*written, *others):
        (tmp_path / name).mkdir()
        (tmp_path / name / "card-1.md").touch()
        (tmp_path / name / "summary.md").touch()
    plan = planned(FakeCircle(), tmp_path, date(2027, 11, 19), None, 30)
    assert sorted(path.parent.name for path in plan.files) == sorted(written)
    assert {path.name for path in plan.files} == {"card-1.md"}


def test_a_card_that_cannot_be_masked_is_told(tmp_path: Path) -> None:
    """A file of tasks that somebody broke is named, since nobody can tell what stands in it."""
    tasks = tmp_path / "cards-2026-11-19" / "card-1.ics"
    tasks.parent.mkdir()
    tasks.write_text("SUMMARY:grace\n")
    with pytest.raises(StoreError, match=r"summary or card may still .*card-1\.ics"):
        Roster(FakeCircle(), Tokens(), choose, tmp_path).add(["Grace Okonjo"])


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
