"""The disk is full, or breaks down, at each single thing that is asked of it.

The circle that is open then, and the one that is opened afterwards, hold what was there before the
step that failed or what should be there after it, and never anything else.
"""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from circle_tui.domain.errors import StoreError
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
from tests.disks import CHANGES, Fault, MemoryDisk

FOLDER = Path("/circle")
SECRETS = (PASSPHRASE, NEW_PASSPHRASE)
TRIES = (
    save(circle={"notes": {"try 1": "Does it go on?"}}),
    save(people={"members": {"try 2": "And this one?"}}),
    save(circle={"notes": {"try 3": "And both?"}}, people={"members": {"try 4": "At once."}}),
)

ROOM = frozenset({"create", "write"})
"""What needs room on a disk; what is overwritten in place has its room."""

STUCK = frozenset({"write", "truncate"})
"""What fails on a disk that takes no bytes and gives none back."""

WRITES = frozenset({"write", "overwrite", "truncate", "replace"})


@pytest.fixture(autouse=True)
def _no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("circle_tui.storage.database.Lock", NoLock)
    monkeypatch.setattr("circle_tui.storage.joint.Lock", NoLock)


def opened(disk: MemoryDisk, *, sealed: bool) -> Circle:
    """Open the circle on a disk: at once, or when the disk is well, after it said what failed."""
    try:
        return Circle(FOLDER, disk, sealed=sealed, secrets=SECRETS)
    except StoreError as error:
        assert_sentence(str(error))
        disk.fault = None
        return Circle(FOLDER, disk, sealed=sealed, secrets=SECRETS)


def closed(circle: Circle) -> None:
    """Close a circle; what it had to say can be shown."""
    circle.close()
    for notice in circle.notices:
        assert_sentence(notice)


def lived(disk: MemoryDisk, *, sealed: bool) -> None:
    """Live ``LIFE`` on a disk, and see after what failed what there is: see the module."""
    circle = opened(disk, sealed=sealed)
    content = NOTHING
    for step in LIFE:
        wanted = after(content, step.edits)
        try:
            circle.do(step)
            content = wanted
        except StoreError as error:
            assert_sentence(str(error))
            assert circle.content() == content, "what could not be saved is not shown as saved"
            content = tried(circle, disk, [content, wanted], sealed=sealed)
            closed(circle)
            circle = opened(disk, sealed=sealed)
        if step.what == "reopen":
            closed(circle)
            circle = opened(disk, sealed=sealed)
        assert circle.content() == content
    closed(circle)
    assert opened(MemoryDisk(disk.files()), sealed=sealed).content() == content


def tried(circle: Circle, disk: MemoryDisk, allowed: list[Content], *, sealed: bool) -> Content:
    """Go on in a circle in which a step has failed, then close and open it; return what is there.

    What was confirmed is there and what was refused is not. After a failed force, or after a step
    that could not be finished in a file, nothing more is written to that file.
    """
    calls = len(disk.calls)
    kind, name = disk.failed_call
    lasting = disk.fault is not None and disk.fault.lasting
    disk.fault = None
    confirmed = 0
    for step in TRIES:
        try:
            circle.do(step)
        except StoreError as error:
            assert_sentence(str(error))
        else:
            confirmed += 1
            allowed = [after(content, step.edits) for content in allowed]
    assert confirmed == len(TRIES) or lasting or kind not in {"create", "write"}
    closed(circle)
    if name.endswith(".store") and (lasting or kind == "sync"):
        assert not [call for call in disk.calls[calls:] if call[0] in WRITES and call[1] == name]
    found = opened(disk, sealed=sealed)
    content = found.content()
    assert content in (allowed[:1] if confirmed == len(TRIES) else allowed)
    found.close()
    return content


def failures(disk: MemoryDisk) -> Iterator[Fault]:
    """Yield every way in which each thing that was asked of a disk can fail."""
    kinds = [kind for kind, _ in disk.calls if kind in CHANGES]
    for at, kind in enumerate(kinds):
        match kind:
            case "write":
                for part in (0, 0.5, 1):
                    yield Fault(at, errno.ENOSPC, part=part)
            case "overwrite":
                yield Fault(at, errno.ENOSPC, part=0.5)
            case "replace" | "remove":
                yield Fault(at, errno.EACCES)
                yield Fault(at, errno.EIO, done=True)
            case _:
                yield Fault(at, errno.EIO)
    for at in range(sum(kind in STUCK for kind in kinds)):
        yield Fault(at, errno.EIO, STUCK, part=0.5, lasting=True)
    for at in range(sum(kind == "read" for kind, _ in disk.calls)):
        yield Fault(at, errno.EIO, frozenset({"read"}))


@pytest.mark.parametrize("sealed", [False, True])
def test_whatever_fails_once_costs_nothing_that_was_confirmed(sealed: bool) -> None:
    """A disk that fails is told in words; the step is not done, or it is, and the rest is there."""
    well = MemoryDisk()
    lived(well, sealed=sealed)
    for fault in failures(well):
        disk = MemoryDisk(fault=fault)
        lived(disk, sealed=sealed)
        assert disk.failed


@pytest.mark.parametrize("sealed", [False, True])
def test_a_full_disk_is_waited_out_without_closing(sealed: bool) -> None:
    """While the disk is full nothing is saved; once there is room, the same circle goes on."""
    well = MemoryDisk()
    lived(well, sealed=sealed)
    for at in range(sum(kind in ROOM for kind, _ in well.calls)):
        disk = MemoryDisk(fault=Fault(at, errno.ENOSPC, ROOM, part=0.3, lasting=True))
        circle = opened(disk, sealed=sealed)
        content = NOTHING
        for step in LIFE:
            if step.what == "reopen":
                closed(circle)
                circle = opened(disk, sealed=sealed)
                continue
            wanted = after(content, step.edits)
            try:
                circle.do(step)
            except StoreError as error:
                assert_sentence(str(error))
                assert circle.content() == content
                disk.fault = None
                circle.do(step)
            content = wanted
            assert circle.content() == content
        closed(circle)
        assert disk.failed
        assert opened(disk, sealed=sealed).content() == content
