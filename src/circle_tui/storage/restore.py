"""Putting a backup back as a circle. What was there before is set aside, never written over."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

from circle_tui.domain.errors import InputError, Refusal, StoreError
from circle_tui.domain.values import value
from circle_tui.storage.backup import COPIED, NAME, copy_files, counts, removed_on_failure, write
from circle_tui.storage.circle import Gate
from circle_tui.storage.database import Database
from circle_tui.storage.disk import REAL, Disk
from circle_tui.storage.files import PRIVATE_FOLDER, make_private_folder, told
from circle_tui.storage.head import head_path, read_head
from circle_tui.storage.layout import ALIAS_KEYS, ALIASES, KINDS
from circle_tui.storage.lines import Broken, Newer, Seals, read_header
from circle_tui.storage.lock import CircleLock
from circle_tui.storage.making import free_name, sweep
from circle_tui.storage.stores import Opener


@value
class Restored:
    """A circle that was put back.

    ``set_aside`` is where the one went whose place it took, ``None`` if there was none. ``sealed``:
    the passphrase is that of the day of the backup.
    """

    folder: Path
    documents: int
    set_aside: Path | None
    sealed: bool


class _Reach(NamedTuple):
    """Which store a file is, and the number of its last step, as far as that can be read."""

    store: str
    number: int


def restore(
    source: Path,
    root: Path,
    gate: Gate,
    token: Callable[[], str],
    *,
    opener: Opener,
    replace: bool = False,
    disk: Disk = REAL,
) -> Restored:
    """Put the backup in ``source`` into the folder of circles ``root``.

    The backup is proven first, and the copy again before it takes its place. Where the same circle
    is there already, that is set aside beside ``root``; its aliases stay, if they can be read. One
    with steps that the backup does not have is left alone unless ``replace``. Raises ``InputError``
    for a folder that is no backup, ``Refusal`` for a newer circle, ``StoreBusy``, what opening a
    circle raises, else ``StoreError``; nothing was changed then.
    """
    with told("The backup could not be read"):
        if not all(disk.exists(source / name) for name in COPIED):
            raise InputError(
                "There is no backup in this folder. Name the folder that holds circle.store and "
                "people.store; its name begins with circle-backup. Nothing was changed."
            )
    keys = opener(source)
    seals = None if keys is None else keys.seals
    wanted = counts(source, seals, disk=disk)
    with ExitStack() as held:
        with told("The backup could not be put back"):
            make_private_folder(root)
            sweep(root)
        there = _same(source, root, disk)
        if there is not None:
            lock = CircleLock(there)
            held.callback(lock.release)
            if not replace and _is_newer(there, source, disk):
                raise _newer(there)
        name = free_name(root, gate, (), token) if there is None else there.name
        hidden = root / f".{name}"
        with told("The backup could not be put back"), removed_on_failure(hidden):
            hidden.mkdir(PRIVATE_FOLDER)
            held.callback(CircleLock(hidden).release)
            copy_files(source, hidden, disk)
            if counts(hidden, seals, disk=disk) != wanted:
                raise StoreError(
                    "The circle did not come out as the backup is, and was removed again. Nothing "
                    "was changed. Check the disk, then try again."
                )
            if there is not None:
                _keep_aliases(there, hidden, seals, disk)
            held.close()  # Windows renames no folder with an open file in it
            aside = None if there is None else _set_aside(there, root, disk)
            try:
                disk.replace(hidden, root / name)
                with removed_on_failure(root / name):
                    disk.sync_folder(root)
            except BaseException:
                if there is not None and aside is not None:
                    _put_back(aside, there, disk)
                raise
    return Restored(root / name, sum(wanted.values()), aside, keys is not None)


def backup_in(folder: Path) -> Path:
    """Return the backup that is meant: ``folder`` itself, or the only one in it.

    Raises ``InputError`` when there are several, and ``StoreError`` when it cannot be read.
    """
    with told("The backup could not be read"):
        inside = [path.parent for path in sorted(folder.glob(f"{NAME}-*/{COPIED[0]}"))]
        if (folder / COPIED[0]).exists() or not inside:
            return folder
    if len(inside) > 1:
        raise InputError(
            f"There are several backups in {folder}: {', '.join(path.name for path in inside)}. "
            f'Name the one you want, for example: circle restore "{inside[-1]}". '
            "Nothing was changed."
        )
    return inside[0]


def is_backup_of(source: Path, folder: Path) -> bool:
    """Tell whether the backup in ``source`` is of the circle in ``folder``."""
    ids = {reach.store for reach in _reaches(source, REAL)}
    return bool(ids & {reach.store for reach in _reaches(folder, REAL)})


def _same(source: Path, root: Path, disk: Disk) -> Path | None:
    """Return the folder of the circle that the backup in ``source`` is of."""
    ids = {reach.store for reach in _reaches(source, disk)}
    for folder in sorted(root.iterdir()):
        if folder.name.startswith(".") or not folder.is_dir():
            continue
        if ids & {reach.store for reach in _reaches(folder, disk)}:
            return folder
    return None


def _is_newer(there: Path, source: Path, disk: Disk) -> bool:
    """Tell whether a circle has steps that a backup of it does not have."""
    reached = dict(_reaches(source, disk))
    return any(reach.number > reached.get(reach.store, 0) for reach in _reaches(there, disk))


def _reaches(folder: Path, disk: Disk) -> Iterator[_Reach]:
    """Yield how far each store of a circle or a backup surely reached; no key is needed."""
    for name in COPIED:
        with suppress(OSError):
            reach = _reach(folder / name, disk)
            if reach is not None:
                yield reach


def _reach(path: Path, disk: Disk) -> _Reach | None:
    data = disk.read(path) if disk.exists(path) else b""
    head = None
    with suppress(OSError, Broken):
        head, _ = read_head(disk.read(head_path(path)))
    try:
        header, _ = read_header(data.partition(b"\n")[0])
    except (Broken, Newer):
        return None if head is None else _Reach(head.store, head.number)
    last = data[: data.rfind(b"\n")].rpartition(b"\n")[2].partition(b" ")[0]
    number = int(last) if last.isdigit() and len(last) < 20 else header.until
    return _Reach(header.store, max(number, header.until, head.number if head else 0))


def _newer(there: Path) -> Refusal:
    return Refusal(
        f"This circle is here already (in {there}), and was changed after the backup was made. "
        "Nothing was changed. If you want the backup all the same, add --replace: what is here now "
        "is set aside, and not lost."
    )


def _keep_aliases(there: Path, hidden: Path, seals: Seals | None, disk: Disk) -> None:
    """Copy the aliases of the circle that is replaced, if they open beside what is put back."""
    names = [ALIASES, head_path(Path(ALIASES)).name, ALIAS_KEYS]
    found = [name for name in names if disk.exists(there / name)]
    for name in found:
        write(hidden / name, disk.read(there / name), disk)
    try:
        with Database(hidden / ALIASES, kind=KINDS[ALIASES], read_only=True, seals=seals) as db:
            db.tables()
    except StoreError:
        for name in found:
            disk.remove(hidden / name)
    disk.sync_folder(hidden)


def _set_aside(there: Path, root: Path, disk: Disk) -> Path:
    """Move the folder of a circle out of the list of circles, and return where it is now."""
    shelf = root.parent / "set-aside"
    make_private_folder(shelf)
    aside, count = shelf / there.name, 1
    while aside.exists():
        count += 1
        aside = shelf / f"{there.name}-{count}"
    disk.replace(there, aside)
    try:
        disk.sync_folder(shelf)
    except BaseException:
        _put_back(aside, there, disk)
        raise
    return aside


def _put_back(aside: Path, there: Path, disk: Disk) -> None:
    """Undo setting a circle aside, as far as the disk lets that be done."""
    with suppress(OSError):
        if not there.exists():
            disk.replace(aside, there)
            disk.sync_folder(there.parent)
