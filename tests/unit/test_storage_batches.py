"""What a change costs: the lines and bytes that are appended, and how often a file is rewritten."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.facts import Paused, Resumed
from circle_tui.domain.notes import Draft, Note
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.record import record_of
from circle_tui.services.roster import Roster
from circle_tui.storage.circle import StoredCircle, open_circle
from circle_tui.storage.disk import RealDisk
from circle_tui.storage.making import create_circle
from circle_tui.storage.storefile import StoreFile
from tests.fakes import THURSDAY_EVENING, Tokens, choose
from tests.unit.circles import begun

NOOR = Member("1" * 18, "Noor Haddad", "Cedar")


def lenient(document: object, roster: Sequence[str], allowed: Set[str] = frozenset()) -> None:
    """Let everything pass: these tests are about costs."""


@dataclass
class Cost:
    """What was asked of the disk: the payload of every line, and the files read and rewritten."""

    lines: list[bytes] = field(default_factory=list)
    read: int = 0
    rewritten: int = 0

    def clear(self) -> None:
        """Count from now on."""
        vars(self).update(vars(Cost()))

    @property
    def told(self) -> tuple[int, int, int]:
        """How many lines were appended, files read, and files rewritten."""
        return len(self.lines), self.read, self.rewritten


@pytest.fixture
def cost(monkeypatch: pytest.MonkeyPatch) -> Cost:
    """Count from now on."""
    counted = Cost()
    append, rewrite, read = StoreFile.append, StoreFile.rewrite, RealDisk.read

    def counting_append(file: StoreFile, payload: bytes) -> None:
        counted.lines.append(payload)
        append(file, payload)

    def counting_rewrite(file: StoreFile, lines: Iterable[bytes], **options: Any) -> None:  # noqa: ANN401 - passed on
        counted.rewritten += 1
        rewrite(file, lines, **options)

    def counting_read(disk: RealDisk, path: Path) -> bytes:
        counted.read += 1
        return read(disk, path)

    monkeypatch.setattr(StoreFile, "append", counting_append)
    monkeypatch.setattr(StoreFile, "rewrite", counting_rewrite)
    monkeypatch.setattr(RealDisk, "read", counting_read)
    return counted


def filled(root: Path, notes: int) -> StoredCircle:
    """Return a circle with so many notes, as many action items, a record and a session."""
    folder = create_circle(root, Profile("Thursdays"), [NOOR], lenient, lambda: "10")
    circle = open_circle(folder, lenient)
    session = begun()
    circle.notes.replace(
        [Note(f"{number:018}", session.id, 0, "a matter of grace") for number in range(notes)]
    )
    circle.actions.put(
        *(
            ActionItem(f"{number:018}", session.id, "Cedar", "read", date(2031, 5, 1))
            for number in range(notes)
        )
    )
    ended = replace(session, closed=session.began, running_since=None)
    circle.records.put(record_of(ended))
    circle.journal.append(session.standing)
    return circle


@pytest.mark.parametrize("notes", [1, 40])
def test_adding_a_member_costs_the_same_with_many_notes(
    tmp_path: Path, cost: Cost, notes: int
) -> None:
    """A new member masks what names them: one line in each file, and each is rewritten once."""
    circle = filled(tmp_path, notes)
    cost.clear()
    Roster(circle, Tokens(), choose).add(["Grace Okonjo"])
    assert cost.told == (3, 0, 3)
    assert {note.text for note in circle.notes.all()} == {"a matter of [A]"}
    circle.close()


def test_a_change_that_names_nobody_leaves_the_notes_alone(tmp_path: Path, cost: Cost) -> None:
    """Setting somebody's time zone writes the people file, and no other."""
    circle = filled(tmp_path, 3)
    before = {path: path.read_bytes() for path in (tmp_path / "10").iterdir()}
    cost.clear()
    Roster(circle, Tokens(), choose).edit(NOOR, zone="Europe/Berlin")
    assert cost.told == (1, 0, 1)
    changed = {path.name for path, data in before.items() if path.read_bytes() != data}
    assert changed == {"people.store", "people.store.head"}
    assert circle.people.members()[0].zone == "Europe/Berlin"
    circle.close()


def test_a_batch_is_one_line_whatever_there_is_already(tmp_path: Path, cost: Cost) -> None:
    """A note, a hundred notes, facts or a draft: one line each, as long as what is new in it."""
    circles = [filled(tmp_path / str(notes), notes) for notes in (0, 200)]
    many = [Note(f"9{number:017}", "1", 0, "fine") for number in range(100)]
    for batch in (many[:1], many[1:]):
        lines = []
        for circle in circles:
            cost.clear()
            circle.notes.replace(batch)
            assert cost.told == (1, 0, 0)
            lines += cost.lines
        assert lines[0] == lines[1]
        assert len(lines[0]) < 150 * len(batch)
    for circle in circles:
        cost.clear()
        circle.journal.append([Paused(THURSDAY_EVENING), Resumed(THURSDAY_EVENING)])
        assert cost.told == (1, 0, 0)
        assert b"Began" not in cost.lines[0]
        cost.clear()
        with circle.transaction():
            circle.notes.add(Note("8" * 18, "1", 0, "fine"))
            circle.drafts.put_all([Draft("note", "1", 0, "and another")])
        assert cost.told == (1, 0, 0)
        circle.close()


def test_of_two_of_one_id_the_last_is_kept(tmp_path: Path) -> None:
    """One batch with the same note twice keeps what came last, and keeps it once."""
    circle = filled(tmp_path, 0)
    circle.notes.replace([Note("1" * 18, "1", 0, "first"), Note("1" * 18, "1", 2, "second")])
    assert circle.notes.all() == (Note("1" * 18, "1", 2, "second"),)
    circle.close()


def test_what_changes_nothing_is_not_written(tmp_path: Path, cost: Cost) -> None:
    """An empty batch, and what is there already, do not touch the disk."""
    circle = filled(tmp_path, 2)
    circle.drafts.put_all([Draft("note", "1", 0, "well")])
    cost.clear()
    circle.notes.replace([])
    circle.actions.put()
    circle.records.put()
    circle.journal.append([])
    circle.notes.remove(["7" * 18])
    circle.notes.replace(circle.notes.all())
    circle.actions.put(*circle.actions.all())
    circle.records.put(*circle.records.all())
    circle.journal.replace(circle.journal.read())
    circle.drafts.put_all(circle.drafts.all())
    circle.people.put_profile(circle.people.profile())
    circle.people.put_members(circle.people.known())
    circle.people.put_seating({})
    circle.people.put_script(None)
    assert cost.told == (0, 0, 0)
    circle.close()


def test_opening_and_closing_what_was_left_well_changes_nothing(tmp_path: Path) -> None:
    """Looking at a circle leaves its files as they are, so that a copy of them stays a copy."""
    filled(tmp_path, 2).close()
    folder = tmp_path / "10"
    open_circle(folder, lenient).close()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    open_circle(folder, lenient).close()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
