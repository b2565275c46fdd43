"""A full disk between two files, and a session that cannot be."""

import json
import os
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.errors import StoreError
from circle_tui.domain.facts import Began, Fact, Moved, Paused, Undone
from circle_tui.domain.notes import Note
from circle_tui.domain.plan import TurnId
from circle_tui.storage.circle import open_circle
from tests.unit.test_storage_circle import LATER, MEMBERS, NOON, gate, made


@pytest.mark.parametrize("call", ["open", "write", "fsync"])
def test_a_full_disk_changes_neither_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """When there is room for one of the two files only, the step did not happen at all."""
    folder = made(tmp_path)
    circle = open_circle(folder, gate)
    before = [(folder / name).read_bytes() for name in ("circle.store", "people.store")]
    real, calls = getattr(os, call), count(1)

    def full(*args: object) -> object:
        if next(calls) > 1:
            raise OSError(28, "full")
        return real(*args)

    def step() -> None:
        with circle.transaction():
            circle.notes.add(Note("n1", "s1", 0, "one"))
            circle.people.put_members(MEMBERS[:1])

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(StoreError, match="the disk is full"):
            step()
    assert [(folder / name).read_bytes() for name in ("circle.store", "people.store")] == before
    assert (circle.notes.all(), circle.people.members()) == ((), MEMBERS)
    assert not list(folder.glob("*.new"))
    step()
    assert (len(circle.notes.all()), circle.people.members()) == (1, MEMBERS[:1])
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
    ]
    for damage in damages:
        circle = open_circle(folder, gate)
        circle.journal.replace(damage)
        circle.close()
        good = (folder / "circle.store").read_bytes()
        with pytest.raises(StoreError, match=r"session .* is damaged"):
            open_circle(folder, gate)
        assert (folder / "circle.store").read_bytes() == good
        tables = json.loads(good)
        del tables["facts"]
        (folder / "circle.store").write_text(json.dumps(tables))
