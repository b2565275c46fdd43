"""Steps over several stores of one folder: saved in all of them, or in none.

One store is the coordinator. The others get their lines first, each with a random id and the name
of the coordinator; then the coordinator gets its own, with the id and their names. With that last
line the step is done. A failure before it takes the other lines back. After a kill in between, a
store whose last line is such a half step finds out when it is opened: the coordinator does not know
the id, so the line is taken back. An ordinary line after it proves the one before, since none is
written before the step is finished.

What a coordinator knows outlives its being written anew: its header keeps the last id of each other
store.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from circle_tui.domain.errors import StoreBusy, StoreError
from circle_tui.storage.changes import Joint, Step, parse, payload
from circle_tui.storage.disk import Disk
from circle_tui.storage.journalled import JOINTS, JournalStorage
from circle_tui.storage.lines import Seals
from circle_tui.storage.lock import Lock
from circle_tui.storage.opening import damaged
from circle_tui.storage.refusals import STOPPED
from circle_tui.storage.storefile import StoreFile

Steps = list[tuple[Step, Joint | None]]


@contextmanager
def joined(coordinator: JournalStorage, *others: JournalStorage) -> Iterator[None]:
    """Make everything this thread does within one step over these stores: see the module.

    An exception drops it all. Within another over the same stores it joins that one. If only one
    store was changed, its line is an ordinary one. Raises ``StoreError``; nothing was changed then.
    Raises ``RuntimeError`` within a transaction over fewer stores.
    """
    stores = (coordinator, *others)
    groups = {id(store.group) if store.drafting else None for store in stores}
    with ExitStack() as stack:
        if groups == {None}:
            group = object()
            for store in sorted(stores, key=id):  # every thread in the same order: no deadlock
                stack.enter_context(store.drafted(group))
            yield
            _save(coordinator, others)
        elif len(groups) == 1 and coordinator.group is not None:
            for store in stores:
                stack.enter_context(store.branch())
            yield
        else:
            raise RuntimeError("a step over several stores cannot begin within one over fewer")


def _save(coordinator: JournalStorage, others: Sequence[JournalStorage]) -> None:
    own = coordinator.step()
    steps = [(store, step) for store in others if (step := store.step())]
    if not steps or (len(steps) == 1 and not own):
        for store, step in [(coordinator, own), *steps]:
            store.save(step)
        return
    joint = os.urandom(16).hex()
    before = {store.name: store.file.number for store in (coordinator, *others)}
    lead = Joint(joint, of=tuple(store.name for store, _ in steps))
    stores = [coordinator, *(store for store, _ in steps)]
    for store in stores:
        store.require_writable()
    for store in stores:
        store.stopped = STOPPED
    try:
        for store, step in steps:
            store.file.append(payload(step, Joint(joint, by=coordinator.name)))
        coordinator.file.append(payload(own, lead))
    except BaseException:
        # If nobody knows whether the coordinator's line is on the disk, nobody knows whether the
        # step is done: all of it is left to the next opening, and nothing is built on it.
        if not coordinator.file.stopped:
            coordinator.stopped = ""
            for store, _ in reversed(steps):
                with suppress(StoreError):
                    if store.file.number != before[store.name]:
                        store.file.take_back()
                    store.stopped = ""
        raise
    for store, step in steps:
        store.adopt(step)
    coordinator.adopt(own, lead)
    for store in stores:
        store.stopped = ""


def settle(
    file: StoreFile,
    steps: Steps,
    path: Path,
    kind: str,
    *,
    disk: Disk,
    seals: Seals | None,
    read_only: bool,
    coordinator: JournalStorage | None = None,
) -> None:
    """Drop the last of the steps that were read if it is half of one that was never done.

    ``coordinator`` is the coordinator if it is open already; its file is read if not. Raises
    ``StoreError`` when that cannot be read: what was done cannot be known then.
    """
    joint = steps[-1][1] if steps else None
    if joint is None or not joint.by:
        return
    if file.number <= file.header.until:
        return  # a repair laid it down: it was saved once, and is kept like all else that was saved
    if coordinator is not None and coordinator.name == joint.by:
        known = joint.id in coordinator.known
    else:
        if joint.by in {"..", path.name} or Path(joint.by).name != joint.by:
            raise damaged(path, kind, "its last step names no other file")
        beside = path.with_name(joint.by)
        if not disk.exists(beside):
            file.notices.append(
                f"The last change of the {kind} file was made together with {joint.by}, which is "
                "gone. The change was kept."
            )
            return
        building = None if read_only else file.notices
        known = _knows(beside, joint.id, disk=disk, seals=seals, building=building)
    if known:
        return
    steps.pop()
    if not read_only:
        file.take_back()
        file.notices.append(
            f"The last change of the {kind} file was half of one that was never finished, nor "
            "confirmed. It was taken back, so that nothing is half done."
        )


def _knows(
    path: Path, joint: str, *, disk: Disk, seals: Seals | None, building: list[str] | None
) -> bool:
    """Tell whether the coordinator at ``path`` finished a step.

    Whoever goes ``building`` on it first makes sure of the coordinator's end: its last line may be
    in the computer's memory alone, and a power cut would take that half back. Opening it for
    writing forces it to the disk; who else holds it did that already. What is to be told of that
    is added to the notices in ``building``; only looking (``None``) writes nothing.
    """
    with ExitStack() as held:
        sure = False
        if building is not None:
            with suppress(StoreBusy):
                held.callback(Lock(path.with_name(path.name + ".lock")).release)
                sure = True
        file = StoreFile(path, path.stem, disk=disk, seals=seals, read_only=not sure)
        held.callback(file.close)
        if building is not None:
            building += file.notices
        if joint in file.header.extra.get(JOINTS, {}).values():
            return True
        told = [line for line in file.take() if joint.encode() in line]
        try:
            return any(found is not None and found.id == joint for _, found in parse(told))
        except ValueError:
            raise damaged(path, path.stem, "a step is not what was saved") from None
