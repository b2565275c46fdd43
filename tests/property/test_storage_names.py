"""No member's name outside the people file, whatever was said and by whom."""

# ruff: noqa: RUF001 - letters of many scripts are what this test is about

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.errors import PrivacyError
from circle_tui.domain.facts import Began
from circle_tui.domain.notes import Draft, Note
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.record import SegmentRecord, SessionRecord
from circle_tui.privacy.gate import check
from circle_tui.privacy.redaction import redact_text
from circle_tui.privacy.roster import matcher
from circle_tui.services.roster import Roster
from circle_tui.storage.circle import open_circle
from circle_tui.storage.making import create_circle
from tests.fakes import Tokens, choose

NOON = datetime(2031, 5, 1, 12, 0, tzinfo=UTC)
NAMES = [
    "Zora Quell",
    "Øystein Håland",
    "Seán O'Briann",
    "Hyejin (Jenny) Park-Lowe",
    "Will Joyce",
    "王小明",
    "김민준",
    "Анна Каренко",
    "Νίκος Παππάσος",
    "مريم الحسنة",
    "דוד לוינסקי",
    "मीरा जोशवी",
    "Ada Bea-Dee",
]
WORDS = ["asked", "to", "the dean", "\n", "will", "说", "joy", "@", "42", "’s", "park"]


@st.composite
def meetings(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Draw a roster and texts that mention its members in some form."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True))
    forms = [form for name in names for form in (name, *name.split(), name.replace(" ", ""))]
    pieces = st.sampled_from([*forms, *map(str.upper, forms), *map(str.lower, forms), *WORDS])
    glue = st.sampled_from([" ", ", ", "_", "'s ", " (", "-"])
    text = st.lists(st.tuples(pieces, glue).map("".join), max_size=6).map("".join)
    return names, draw(st.lists(text, min_size=5, max_size=5))


def members(names: Sequence[str]) -> list[Member]:
    """Return members of these names."""
    return [
        Member(f"{number}", name, f"Comet {number}", email=f"zq{number}@example.org")
        for number, name in enumerate(names)
    ]


SUMS = re.compile(r"\b[0-9a-f]{16,}\b")
"""Sums and random ids in hex, in which the letters of a short name may stand by chance."""


def files_but_of_people(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and text of every file but the people file and what was torn off it."""
    for path in folder.rglob("*"):
        if path.is_file() and path.name not in ("people.store", "people.store.aside-1"):
            yield path.name, SUMS.sub("", path.read_bytes().decode(errors="replace"))


@given(meetings())
@settings(max_examples=40, deadline=None)
def test_no_name_in_any_byte_but_of_the_people_file(meeting: tuple[list[str], list[str]]) -> None:
    """Somebody who finds my data folder without the people file reads nobody's name in it."""
    names, texts = meeting
    roster = members(names)
    note, item, title, show, source = (redact_text(text, roster) for text in texts)
    agenda = Agenda("plan", title, (Segment(title, "x", ClockMode.GROUP, 5, show),), source=source)
    with TemporaryDirectory() as root:
        folder = create_circle(Path(root), Profile(names[0]), roster, check, lambda: "10")
        circle = open_circle(folder, check)
        circle.people.put_seating({1: "0"})
        circle.journal.append([Began(NOON, "20", agenda, (1, 2), NOON)])
        circle.notes.add(Note("30", "20", 0, note))
        day = date(2031, 5, 1)
        taken_on = ActionItem("40", "20", roster[0].alias, item, day)
        circle.actions.put(taken(taken_on, Step(day, ActionStatus.PARTLY, note)))
        segments = (SegmentRecord(title, 5, 5),)
        circle.records.put(SessionRecord("20", title, NOON, NOON, NOON, 2, segments))
        circle.drafts.put_all([Draft("note", "20", 0, note), Draft("action", "20", 0, item)])
        circle.drafts.put_all([Draft("note", "20", 0, item)])
        found = matcher(roster)
        for when in ("open", "closed", "killed while saving"):
            for path in folder.rglob("*"):
                assert not found.names_in(str(path.relative_to(root)))
            for name, text in files_but_of_people(folder):
                assert not found.names_in(text), name
            if when == "open":
                circle.close()
                for name in ("circle.store", "people.store"):
                    with (folder / name).open("ab") as file:
                        file.write((folder / name).read_bytes().splitlines()[-1][:-9])
                open_circle(folder, check).close()
        assert len(list(folder.glob("*.aside-1"))) == 2


@given(meetings())
@settings(max_examples=40, deadline=None)
def test_who_joins_is_named_nowhere(meeting: tuple[list[str], list[str]]) -> None:
    """What I wrote before somebody joined names them in no file afterwards, summaries included."""
    names, (text, typed, *_) = meeting
    with TemporaryDirectory() as root:
        folder = create_circle(Path(root), Profile("Thursdays"), [], check, lambda: "10")
        summary = folder / "exports" / "2031-05-01" / "summary.md"
        summary.parent.mkdir(parents=True)
        summary.write_text(f"# Plan\n\n- {text}\n", encoding="utf-8", newline="")
        circle = open_circle(folder, check)
        circle.notes.add(Note("30", "20", 0, text))
        item = ActionItem("40", "20", "", typed, date(2031, 5, 1))
        circle.actions.put(taken(item, Step(item.made, ActionStatus.PARTLY, text)))
        circle.drafts.put_all([Draft("note", "20", 0, typed)])
        circle.drafts.put_all([Draft("action", "20", 0, text)])
        Roster(circle, Tokens(), choose, folder / "exports").add(names)
        found = matcher(circle.people.known())
        for _ in ("open", "closed"):
            for name, kept in files_but_of_people(folder):
                assert not found.names_in(kept), name
            circle.close()


@given(meetings())
@settings(max_examples=40, deadline=None)
def test_what_was_not_masked_does_not_get_in(meeting: tuple[list[str], list[str]]) -> None:
    """Even if a screen forgot to mask a note, the store refuses a member's name."""
    names, texts = meeting
    roster = members(names)
    with TemporaryDirectory() as root:
        folder = create_circle(Path(root), Profile("Thursdays"), roster, check, lambda: "10")
        circle = open_circle(folder, check)
        before = (folder / "circle.store").read_bytes()
        fine = Note("30", "20", 0, "fine")
        for text in texts:
            if not matcher(roster).names_in(text):
                continue
            with pytest.raises(PrivacyError):
                circle.notes.replace([fine, replace(fine, id="31", text=text)])
        assert (folder / "circle.store").read_bytes() == before
        circle.close()
