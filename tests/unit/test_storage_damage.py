"""A full disk between the files of a circle, and a session that cannot be."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.errors import StoreError
from circle_tui.domain.facts import Began, Extended, Fact, Moved, Paused, Undone
from circle_tui.domain.notes import Note
from circle_tui.domain.plan import TurnId
from circle_tui.storage.circle import open_circle
from circle_tui.storage.database import Database
from circle_tui.storage.disk import RealDisk, RealHandle
from tests.unit.test_storage_circle import LATER, MEMBERS, NOON, gate, made

STORES = ("circle.store", "people.store", "aliases.store")


@pytest.mark.parametrize("room", [0, 1, 2])
def test_a_full_disk_changes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    """When there is room for some of the three files only, the step did not happen at all."""
    folder = made(tmp_path)
    circle = open_circle(folder, gate)
    before = [(folder / name).read_bytes() for name in STORES]
    write, calls = RealHandle.write, count()

    def full(handle: RealHandle, data: bytes) -> None:
        if next(calls) >= room:
            write(handle, data[:40])
            raise OSError(28, "full")
        write(handle, data)

    def step() -> None:
        with circle.transaction():
            circle.notes.add(Note("n1", "s1", 0, "one"))
            circle.people.put_members(MEMBERS[:1])

    with monkeypatch.context() as patch:
        patch.setattr(RealHandle, "write", full)
        with pytest.raises(StoreError, match="the disk is full"):
            step()
    assert [(folder / name).read_bytes() for name in STORES] == before
    assert (circle.notes.all(), circle.people.members()) == ((), MEMBERS)
    step()
    assert (len(circle.notes.all()), circle.people.members()) == (1, MEMBERS[:1])
    circle.close()


def test_what_could_not_be_rewritten_is_told_and_rewritten_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a removed note cannot leave the file at once, I am told, and it leaves with the next."""
    folder = made(tmp_path)
    circle = open_circle(folder, gate)
    circle.notes.replace([Note("n1", "s1", 0, "a telling word"), Note("n2", "s1", 0, "fine")])

    def full(disk: RealDisk, path: Path) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(RealDisk, "create", full)
        circle.notes.remove(["n1"])
        circle.notes.add(Note("n3", "s1", 0, "fine"))
    assert {note.id for note in circle.notes.all()} == {"n2", "n3"}
    assert len([notice for notice in circle.notices if "still in a file" in notice]) == 1
    assert b"telling" in (folder / "circle.store").read_bytes()
    circle.notes.add(Note("n4", "s1", 0, "fine"))
    assert b"telling" not in (folder / "circle.store").read_bytes()
    circle.close()


def test_facts_that_tell_no_session_are_told_at_the_door(tmp_path: Path) -> None:
    """A damaged session is a sentence when I open the circle, not a fault at every start."""
    folder = made(tmp_path)
    agenda = Agenda("plan", "Plan", (Segment("Open", "x", ClockMode.GROUP, 5),))
    began = Began(NOON, "s1", agenda, (1, 2), LATER)
    no_segments = replace(began, agenda=replace(agenda, segments=()))
    nowhere = Moved(LATER, TurnId(7, 0, 0))
    damages: list[list[Fact]] = [
        [Paused(NOON)],
        [began, nowhere],
        [began, nowhere, Undone(LATER)],
        [began, Undone(LATER)],
        [began, began],
        [replace(began, seats=())],
        [no_segments],
        [began, Extended(NOON, 10**12)],
        [replace(began, promised_end=datetime.max.replace(tzinfo=UTC))],
    ]
    for damage in damages:
        circle = open_circle(folder, gate)
        circle.journal.replace(damage)
        circle.close()
        good = (folder / "circle.store").read_bytes()
        with pytest.raises(StoreError, match=r"session .* is damaged"):
            open_circle(folder, gate)
        assert (folder / "circle.store").read_bytes() == good
        with Database(folder / "circle.store") as db:
            db.drop_table("facts")
