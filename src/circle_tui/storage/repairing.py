"""The part of ``circle doctor`` that changes something: only on request, and keeping what was."""

import os
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.domain.errors import StoreError
from circle_tui.domain.facts import Fact
from circle_tui.storage import codec, doctor
from circle_tui.storage.blotting import blot_out
from circle_tui.storage.changes import payload
from circle_tui.storage.checkup import in_changes, intact_backup
from circle_tui.storage.circle import Gate, open_circle
from circle_tui.storage.disk import REAL
from circle_tui.storage.files import close_to_others, told
from circle_tui.storage.layout import ALIASES, CIRCLE, KINDS
from circle_tui.storage.leftovers import leftovers
from circle_tui.storage.lines import Seals
from circle_tui.storage.lock import CircleLock
from circle_tui.storage.mending import aside_path, keep
from circle_tui.storage.migrations import is_format_1
from circle_tui.storage.storefile import StoreFile
from circle_tui.storage.stores import Opener, Stores
from circle_tui.storage.tables import require_session

if TYPE_CHECKING:
    from circle_tui.storage.keys import Keys


_LOOK = {
    "people": "Look at `circle members list`: whoever is missing there is not masked in notes "
    "until you add them again.",
    "notes": "Look at `circle notes list`, `circle actions list`, `circle decisions list` and "
    "`circle parking list`.",
    "aliases": "New aliases are drawn; open action items keep the old ones, and whose those were "
    "is not known any more.",
}
"""What a person has to look at when changes of a store are lost."""


@dataclass(slots=True)
class Repaired:
    """What a repair did, in sentences.

    ``lost`` has a sentence for each store that lost something: what to look at now. ``failed``
    tells that it did not come to its end.
    """

    done: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    failed: bool = False


def repair(folder: Path, gate: Gate, opener: Opener, *, remove_leftovers: bool = False) -> Repaired:
    """Put right what can be put right in the circle in ``folder``; return what was done, in words.

    Rights of others are taken away; each damaged store is written anew from what proves itself in
    it, and the damaged file is kept; facts of a running session that do not follow from those
    before are cut off. Files left behind go only if ``remove_leftovers``, and those that this very
    repair sets aside stay. Raises ``StoreBusy`` when the circle is open elsewhere, what opening the
    keys raises, else ``StoreError``; where something was lost by then, that failure is in what is
    returned.
    """
    told_so_far = Repaired()
    try:
        _repair(folder, gate, opener, told_so_far, remove_leftovers=remove_leftovers)
    except StoreError as error:
        if not told_so_far.lost:
            raise
        told_so_far.done.append(str(error))
        told_so_far.failed = True
    return told_so_far


def _repair(
    folder: Path, gate: Gate, opener: Opener, repaired: Repaired, *, remove_leftovers: bool
) -> None:
    done = repaired.done
    with ExitStack() as held:
        held.callback(CircleLock(folder).release)
        if _close(folder):
            done.append("What other people might read is yours alone again.")
        with told("The circle's folder could not be read"):
            old = leftovers(folder)
        keys = opener(folder)
        for name in reversed(KINDS):  # the coordinator last: see _prove
            _repair_store(folder / name, None if keys is None else keys.seals, repaired)
        _repair_session(folder, keys, repaired)
        if {*repaired.lost} - {_LOOK["aliases"]}:
            found = intact_backup(folder, None if keys is None else keys.seals)
            repaired.lost += [finding.sentence for finding in found]
        if remove_leftovers and old:
            with told("What was set aside could not be removed"):
                blot_out(REAL, *old)
            done.append(f"Removed: {', '.join(path.name for path in old)}.")
    with suppress(StoreError):  # what is still wrong is told by looking again
        circle = open_circle(folder, gate, keys=keys)
        done += circle.notices
        circle.close()


def _close(folder: Path) -> bool:
    """Take every right of others away; tell whether there was any."""
    if os.name == "nt":
        return False
    changed = False
    with told("The rights of the circle's files could not be changed"):
        for path in [folder, *folder.iterdir()]:
            if not path.is_symlink():
                before = path.stat().st_mode
                close_to_others(path)
                changed |= path.stat().st_mode != before
    return changed


def _repair_store(path: Path, seals: Seals | None, repaired: Repaired) -> None:
    if is_format_1(path) or _may_be_missing(path):
        return
    kind = KINDS[path.name]
    if path.name == CIRCLE and not doctor.examine(path, kind, seals=seals).healthy:
        for name in KINDS.keys() - {CIRCLE}:
            _prove(path.with_name(name), seals)
    found = doctor.repair(path, kind, seals=seals)
    if found.copy is not None:
        repaired.done.append(in_changes(found.sentence))
        if found.lost:
            repaired.lost.append(_LOOK[kind])


def _may_be_missing(path: Path) -> bool:
    return path.name == ALIASES and not path.exists()


def _prove(path: Path, seals: Seals | None) -> None:
    """Let the last change of a store stand, though the coordinator may no longer know of it.

    A change over several stores is taken back at opening if the coordinator does not know it. When
    the coordinator is what was damaged, its word for that may be what was lost; so what is whole in
    the other stores is kept, by an empty line after it, as an ordinary change would.
    """
    if is_format_1(path) or _may_be_missing(path):
        return
    store = StoreFile(path, KINDS[path.name], seals=seals)
    try:
        store.append(payload({}))
    finally:
        store.close()


def _repair_session(folder: Path, keys: "Keys | None", repaired: Repaired) -> None:
    """Cut off the facts of the running session from the first that does not follow."""
    if any(is_format_1(folder / name) for name in KINDS):
        return
    stores = Stores(folder, keys=keys)
    try:
        table = stores.circle.table("facts")
        documents = sorted(table, key=lambda document: document.doc_id)
        good = _following([dict(document) for document in documents])
        if good == len(documents):
            return
        path = folder / CIRCLE
        with told("A copy of the notes file could not be kept"):
            copy = aside_path(path, REAL, "damaged")
            keep(REAL, copy, REAL.read(path))
        with stores.together():
            table.remove(doc_ids=[document.doc_id for document in documents[good:]])
        repaired.done.append(
            f"The session that was running was cut off where it stopped making sense: {good} of "
            f"its {len(documents)} changes were kept. The file as it was is {copy.name}."
        )
        repaired.lost.append("Open the circle and look at how far the session got.")
    finally:
        stores.close()


def _following(documents: list[codec.Document]) -> int:
    """Return how many facts, from the first on, tell a session."""
    facts: list[Fact] = []
    good = 0
    for document in documents:
        try:
            facts.append(codec.decode_fact(document))
            require_session(facts)
        except (ValueError, StoreError):
            break
        good += 1
    return good
