"""The power goes, at any instant: what was confirmed is there, and a step is whole or not at all.

Everything that is asked of the disk goes to one in memory, which tells what a power cut may leave
at each instant. From all of that the circle is opened again.
"""

import errno
from pathlib import Path
from random import Random

import pytest

from circle_tui.domain.errors import StoreError
from circle_tui.storage.database import Database
from tests.circle_life import (
    LIFE,
    NEW_PASSPHRASE,
    NOTHING,
    PASSPHRASE,
    Circle,
    Content,
    NoLock,
    after,
    assert_sentence,
    save,
)
from tests.disks import Fault, MemoryDisk
from tests.powercut import PowerCut
from tests.unit.draws import CHEAP

FOLDER = Path("/circle")
STORE = FOLDER / "small.store"
LAST = save(circle={"notes": {"last": "Everything goes on."}}, people={"members": {"m9": "Kit"}})
STEPS_AFTER_FAILURE = 3
SECRETS = (PASSPHRASE, NEW_PASSPHRASE)


@pytest.fixture(autouse=True)
def _no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("circle_tui.storage.database.Lock", NoLock)
    monkeypatch.setattr("circle_tui.storage.joint.Lock", NoLock)


class Life:
    """``LIFE`` on a disk; ``allowed`` is what may be found after a cut, by the mark of the disk.

    A step that fails is followed by closing and opening the circle, and life goes on from there for
    some steps.
    """

    def __init__(self, disk: MemoryDisk, *, sealed: bool) -> None:
        self.allowed: list[list[Content]] = []
        self._disk = disk
        self._sealed = sealed
        self._now(NOTHING)
        circle = self._open()
        left = STEPS_AFTER_FAILURE
        for step in LIFE:
            if disk.failed and not (left := left - 1):
                break
            content = self.allowed[-1][-1]
            try:
                self._now(content, after(content, step.edits))
                circle.do(step)
                if step.what == "reopen":
                    circle.close()
                    circle = self._open()
                self._now(self.allowed[-1][-1])
            except StoreError as error:
                assert_sentence(str(error))
                circle.close()
                circle = self._open()
                found = circle.content()
                assert found in self.allowed[-1]
                self._now(found)
        circle.close()

    def _now(self, *allowed: Content) -> None:
        self.allowed.append(list(allowed))
        self._disk.mark = len(self.allowed) - 1

    def _open(self) -> Circle:
        try:
            return Circle(FOLDER, self._disk, sealed=self._sealed, secrets=SECRETS)
        except StoreError as error:
            assert_sentence(str(error))
            return Circle(FOLDER, self._disk, sealed=self._sealed, secrets=SECRETS)

    def check(self, cut: PowerCut, random: Random, *, most: int) -> int:
        """Open what the cut may leave, each time anew, and return how many times that was.

        Now and then life goes on there, and now and then the power goes again.
        """
        number = 0
        for number, files in enumerate(cut.survivors(random, most=most), 1):
            disk = MemoryDisk(files, recording=number % 50 == 5)
            circle = self._reopened(disk)
            found = circle.content()
            assert found in self.allowed[cut.mark]
            for notice in circle.notices:
                assert_sentence(notice)
            for again in [*disk.cuts, disk.cut_power()] if disk.cuts else []:
                for left in again.survivors(random, most=8):
                    assert self._reopened(MemoryDisk(left)).content() == found
            if number % 8 == 1:
                circle.do(LAST)
                if number % 16 == 1:
                    circle.close()
                assert self._reopened(disk).content() == after(found, LAST.edits)
        return number

    def _reopened(self, disk: MemoryDisk) -> Circle:
        return Circle(FOLDER, disk, sealed=self._sealed, secrets=SECRETS)


@pytest.mark.parametrize("sealed", [False, True])
def test_a_power_cut_at_any_instant_costs_nothing_that_was_confirmed(sealed: bool) -> None:
    """Pulling the plug of the computer never costs what was shown as saved, nor halves a step."""
    disk = MemoryDisk(recording=True)
    life = Life(disk, sealed=sealed)
    assert len(life.allowed) == 2 * len(LIFE) + 1, "nothing failed"
    random = Random(4)
    assert sum(life.check(cut, random, most=60) for cut in disk.cuts) > 2000


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("sync", errno.EIO),
        ("write", errno.ENOSPC),
        ("replace", errno.EIO),
        ("folder", errno.EIO),
    ],
)
def test_a_power_cut_after_a_failure_costs_nothing_that_was_confirmed(
    sealed: bool, kind: str, error: int
) -> None:
    """A disk that failed once, and then loses its power, still holds what was shown as saved.

    What the system could not write counts as written for it afterwards, so that forcing it again
    says yes and does nothing: opening the circle may not build on what it only reads.
    """
    random = Random(5)
    reached = 0
    for at in range(100):
        disk = MemoryDisk(
            fault=Fault(at, error, frozenset({kind}), part=random.random(), done=True),
            recording=True,
        )
        life = Life(disk, sealed=sealed)
        if not disk.failed:
            break
        reached += 1
        for cut in random.sample(disk.cuts, min(5, len(disk.cuts))):
            life.check(cut, random, most=6)
    assert reached > 5, "this happens more often in the life of the circle"


@pytest.mark.parametrize("kind", ["", "folder", "sync", "replace"])
def test_a_power_cut_while_a_sealed_store_is_made_locks_nobody_out(
    monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """A new sealed store opens with its passphrase, whenever the power goes and whatever failed."""
    monkeypatch.setattr("circle_tui.storage.keys.best_cost", lambda: CHEAP)
    random = Random(6)
    for at in range(4 if kind else 1):
        fault = Fault(at, errno.EIO, frozenset({kind}), done=True) if kind else None
        disk = MemoryDisk(fault=fault, recording=True)
        try:
            base = Database(STORE, passphrase=PASSPHRASE, disk=disk)
        except StoreError as error:
            assert_sentence(str(error))
            base = Database(STORE, passphrase=PASSPHRASE, disk=disk)
        base.table("notes").insert({"text": "first"})
        disk.mark = 1
        base.close()
        for cut in [*disk.cuts, disk.cut_power()]:
            for files in cut.survivors(random, most=60):
                found = Database(STORE, passphrase=PASSPHRASE, disk=MemoryDisk(files))
                assert len(found.table("notes")) in ([0, 1] if not cut.mark else [1])


def test_a_store_opened_alone_builds_on_no_half_that_may_still_be_lost() -> None:
    """A kill, the people opened by themselves, and a power cut: no step is there in part."""
    disk = MemoryDisk()
    circle = Circle(FOLDER, disk, sealed=False)
    circle.do(save(circle={"notes": {"n0": "Zero."}}, people={"members": {"m0": "Zero"}}))
    disk.fault = Fault(1, errno.EIO, frozenset({"sync"}))  # 0 is that of the people
    with pytest.raises(StoreError):
        circle.do(save(circle={"notes": {"n1": "One."}}, people={"members": {"m1": "One"}}))
    disk.fault = None
    with Database(FOLDER / "people.store", kind="people", disk=disk) as people:
        people.table("members").insert({"key": "m2", "text": "Two"})
    for files in disk.cut_power().survivors(Random(1), most=200):
        found = Circle(FOLDER, MemoryDisk(files), sealed=False).content()
        assert ("n1" in found["circle"]["notes"]) == ("m1" in found["people"]["members"])
