"""What ``circle doctor`` finds in the folder of a circle, and puts right when asked.

It works where opening the circle is refused, reads only, and takes no lock; a circle that is open
elsewhere may be looked at too. Every finding is one sentence.
"""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.domain.errors import StoreError, StoreReadOnly
from circle_tui.domain.upkeep import Backup, Checkup, Finding
from circle_tui.storage import codec, doctor
from circle_tui.storage.backup import COPIED, NAME, counts
from circle_tui.storage.changes import Tables, apply, parse
from circle_tui.storage.circle import Gate, open_circle
from circle_tui.storage.disk import REAL
from circle_tui.storage.files import told
from circle_tui.storage.head import head_path
from circle_tui.storage.journalled import JOINTS
from circle_tui.storage.layout import ALIAS_KEYS, ALIASES, CIRCLE, KINDS, PEOPLE, SCHEMAS
from circle_tui.storage.leftovers import half_written, leftovers, why
from circle_tui.storage.lines import Seals
from circle_tui.storage.migrations import SCHEMA, is_format_1
from circle_tui.storage.restore import is_backup_of
from circle_tui.storage.storefile import StoreFile
from circle_tui.storage.stores import Opener

if TYPE_CHECKING:
    from circle_tui.storage.keys import Keys

_OTHERS = 0o077


def check_up(folder: Path, gate: Gate, opener: Opener) -> Checkup:
    """Look through everything in the folder of a circle. Writes nothing.

    ``opener`` finds the keys of a sealed circle; without them, only what can be seen is looked at.
    Raises ``StoreError`` only when the folder itself cannot be read.
    """
    findings = [*_rights(folder), *_left(folder)]
    try:
        keys = opener(folder)
        seals = None if keys is None else keys.seals
        if keys is not None and (folder / ALIAS_KEYS).exists():
            keys.within(ALIAS_KEYS)
    except StoreError as error:
        return Checkup((Finding(True, str(error), ("keys",)), *findings), 0)
    steps, broken = 0, set()
    for name in KINDS:
        found, kept = _store(folder / name, seals)
        findings += found
        steps += kept
        if any(finding.wrong for finding in found):
            broken.add(name)
    if not broken:
        findings += _joints(folder, seals)
        findings += _contents(folder, gate, keys)
    findings.sort(key=lambda finding: not finding.wrong)
    backups = intact_backup(folder, seals) if broken & {*COPIED} else []
    return Checkup((*backups, *findings), steps)


def intact_backup(folder: Path, seals: Seals | None) -> list[Finding]:
    """Name the newest backup of a circle that is known, at hand, and proven with its keys."""
    for backup in sorted(_noted(folder, seals), key=lambda each: each.made, reverse=True):
        path = Path(backup.folder)
        with suppress(StoreError, OSError):
            if is_backup_of(path, folder):
                counts(path, seals)
                said = (
                    f"A backup of {backup.made.astimezone():%Y-%m-%d} is at {path}: "
                    f'circle restore "{path}" may bring back more than a repair can.'
                )
                return [Finding(False, said)]
    return []


def _noted(folder: Path, seals: Seals | None) -> Iterator[Backup]:
    """Yield the backups in the data folder, and those noted in what can be read of the people."""
    with suppress(OSError):
        for path in (folder.parent.parent / "backups").glob(f"{NAME}-*"):
            yield Backup(str(path), datetime.fromtimestamp(path.stat().st_mtime, UTC))
    tables: Tables = {}
    with suppress(StoreError, ValueError):
        for step, _ in parse(_left_of(folder / PEOPLE, seals)):
            apply(step, tables)
        for document in tables.get("backups", {}).values():
            yield codec.decode(Backup, document)


def in_changes(sentence: str) -> str:
    """Return what is said of the steps of a file, in the word a person has for them."""
    return re.sub(r"\b(\d+) step", r"\1 change", sentence)


def _left_of(path: Path, seals: Seals | None) -> list[bytes]:
    """Return every step of a store that proves itself, damaged or not."""
    return doctor._salvage(path, KINDS[path.name], seals, REAL).payloads


def _store(path: Path, seals: Seals | None) -> tuple[list[Finding], int]:
    """Look one store through: format and version, every line, and its head."""
    kind, names = KINDS[path.name], (path.name,)
    try:
        if is_format_1(path):
            said = (
                f"The {kind} file was saved by an older circle-tui; opening brings it up to date."
            )
            return [Finding(False, said, names)], 0
        with told(f"The {kind} file could not be read"):
            if path.name == ALIASES and not path.exists() and not head_path(path).exists():
                said = "There are no aliases here, as after a backup was put back; opening the "
                return [Finding(False, said + "circle draws new ones.", names)], 0
        seen = doctor.examine(path, kind, seals=seals)
        if not seen.healthy:
            return [Finding(True, in_changes(seen.sentence), names)], seen.kept
        file = StoreFile(path, kind, seals=seals, read_only=True)
        version = file.header.extra.get(SCHEMA, 1)
        file.close()
    except StoreError as error:
        return [Finding(True, str(error), names)], 0
    found = []
    if " and each is what was saved." in seen.sentence and not seen.sentence.endswith("saved."):
        found.append(Finding(False, in_changes(seen.sentence), names))
    if isinstance(version, int) and version < SCHEMAS[path.name].version:
        said = f"The {kind} file has an older form; opening the circle brings it up to date."
        found.append(Finding(False, said, names))
    return found, seen.kept


def _joints(folder: Path, seals: Seals | None) -> Iterator[Finding]:
    """Tell of a step over several stores that was never finished."""
    try:
        ids: set[str] = set()
        for name, kind in KINDS.items():
            path = folder / name
            if is_format_1(path) or not path.exists():
                continue
            file = StoreFile(path, kind, seals=seals, read_only=True)
            steps = parse(file.take())
            file.close()
            if name == CIRCLE:
                ids = {joint.id for _, joint in steps if joint is not None}
                ids |= set(file.header.extra.get(JOINTS, {}).values())
            last = steps[-1][1] if steps else None
            if last is not None and last.by and last.id not in ids:
                said = (
                    f"The last change of the {kind} file is half of one that was never finished, "
                    "nor confirmed; opening the circle takes it back."
                )
                yield Finding(False, said, (name,))
    except (StoreError, ValueError):
        return  # another process is at it; what is damaged is told elsewhere


def _contents(folder: Path, gate: Gate, keys: "Keys | None") -> Iterator[Finding]:
    """Tell of documents that make no sense, and of a session that does not follow."""
    try:
        open_circle(folder, gate, keys=keys, read_only=True).close()
    except StoreReadOnly:
        return  # it has to be brought up to date, which is told already
    except StoreError as error:
        yield Finding(True, str(error))


def _rights(folder: Path) -> Iterator[Finding]:
    """Tell of what other people of this computer may read."""
    if os.name == "nt":
        return
    with told("The circle's folder could not be read"):
        paths = [folder, *sorted(folder.iterdir())]
        seen = [(path, path.lstat().st_mode) for path in paths]
    names = tuple(
        "the folder itself" if path == folder else path.name
        for path, mode in seen
        if mode & _OTHERS and not stat.S_ISLNK(mode)
    )
    if names:
        open_to_all = bool(seen[0][1] & _OTHERS)
        where = "" if open_to_all else ", if it were not for the rights of the folder around it"
        said = (
            f"Other people of this computer may read {', '.join(names)}{where}. "
            "`circle doctor --repair` takes that right away."
        )
        yield Finding(open_to_all, said, names)


def _left(folder: Path) -> Iterator[Finding]:
    """Tell of files that something once left behind."""
    with told("The circle's folder could not be read"):
        left, unfinished = leftovers(folder), half_written(folder)
    for path in left:
        yield Finding(
            False,
            f"{path.name} is {why(path)}. It is as private as the circle; "
            "`circle doctor --repair --remove-leftovers` removes it.",
            (path.name,),
        )
    for path in unfinished:
        said = f"{path.name} was never finished, nor confirmed; opening the circle removes it."
        yield Finding(False, said, (path.name,))
