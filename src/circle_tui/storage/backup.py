"""Backups: a folder with the stores of a circle as they are, which is proven before it counts.

A backup is a copy byte for byte, so a sealed circle stays sealed in it, under the passphrase it had
that day. The aliases are never in it: destroying those of the circle (``circle forget people``)
unlinks every backup from people, too.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from circle_tui.domain.errors import StoreDamaged, StoreError
from circle_tui.domain.values import value
from circle_tui.storage.circle import StoredCircle
from circle_tui.storage.database import Database
from circle_tui.storage.disk import REAL, Disk
from circle_tui.storage.elsewhere import ELSEWHERE, make_missing, open_to_others
from circle_tui.storage.files import PRIVATE_FOLDER, told
from circle_tui.storage.head import head_path
from circle_tui.storage.layout import CIRCLE, KEYS, KINDS, PEOPLE
from circle_tui.storage.lines import Seals

COPIED = (CIRCLE, PEOPLE)
"""The stores that are in a backup."""

NAME = "circle-backup"

Counts = Mapping[str, int]
"""How many documents there are in each table that has any, by store and table."""


@value
class Copy:
    """A backup that was made and proven.

    ``readable`` tells that its disk knows no rights, so that others may read it; ``notices`` are
    sentences for the user.
    """

    folder: Path
    documents: int
    readable: bool
    notices: tuple[str, ...] = ()


def backup_folder(place: Path, now: datetime) -> Path:
    """Return a folder name in ``place`` that is free; it tells the minute and nothing else.

    Raises ``StoreError`` when ``place`` cannot be looked into.
    """
    with told("The backup could not be made"):
        stem, count = f"{NAME}-{now:%Y-%m-%d-%H%M}", 1
        folder = place / stem
        while folder.exists():
            count += 1
            folder = place / f"{stem}-{count}"
    return folder


def back_up(circle: StoredCircle, folder: Path, *, disk: Disk = ELSEWHERE) -> Copy:
    """Copy a circle that this process holds into ``folder``, which must not be there yet.

    One that is only looked at may be copied where nobody can write, as on a disk that is failing.
    The stores are written anew first, so that nothing which was removed is in the copy. That is
    forced to the disk, read again, opened, and counted, and takes its name only then: a failure
    leaves nothing, a kill a hidden folder which the next backup in the same place removes.
    Raises ``StoreError``.
    """
    stores = circle.stores
    notices = () if stores.read_only else _compact(stores.circle, stores.people)
    seals = None if stores.keys is None else stores.keys.seals
    wanted = counted(stores.circle, stores.people)
    with told("The backup could not be made"):
        make_missing(folder.parent)
        hidden = folder.with_name(f".{NAME}-{stores.circle.journal.file.header.store}.new")
        if hidden.exists():
            shutil.rmtree(hidden)
        with removed_on_failure(hidden, folder):
            hidden.mkdir(PRIVATE_FOLDER)
            copy_files(stores.folder, hidden, disk)
            if counts(hidden, seals, disk=disk) != wanted:
                raise StoreDamaged(
                    "The backup did not come out as the circle is, and was removed again. The "
                    "circle itself is as it was. Check the disk of the backup, or choose another."
                )
            disk.replace(hidden, folder)
            disk.sync_folder(folder.parent)
        readable = open_to_others(folder)
    return Copy(folder, sum(wanted.values()), readable, notices)


def copy_files(source: Path, target: Path, disk: Disk) -> None:
    """Copy what a backup holds into an empty folder; it is on the disk and as it was then.

    Raises ``OSError``, and ``StoreError`` when what is read again is not what was written.
    """
    names = [name for store in COPIED for name in (store, head_path(Path(store)).name)]
    written: dict[Path, bytes] = {}
    for name in [*names, KEYS]:
        if disk.exists(source / name):
            data = disk.read(source / name)
            written[target / name] = data
            write(target / name, data, disk)
    disk.sync_folder(target)
    for path, data in written.items():
        if disk.read(path) != data:
            raise StoreDamaged(
                "The disk gave back something else than was written to it. The copy was removed "
                "again, and the circle is as it was. Check that disk, or choose another."
            )


def write(path: Path, data: bytes, disk: Disk) -> None:
    """Write a new file; its bytes are on the disk when this returns. Raises ``OSError``."""
    handle = disk.create(path)
    try:
        handle.write(data)
        handle.sync()
    finally:
        handle.close()


def counts(
    folder: Path, seals: Seals | None, *, disk: Disk = REAL, whose: str = "backup's "
) -> Counts:
    """Open the stores of a backup, reading only, and count what is in them.

    Every line is proven by that. Raises ``StoreError``; its sentence calls a store ``whose`` notes.
    """
    with ExitStack() as opened:
        found: list[Database] = []
        for name in COPIED:
            db = Database(
                folder / name,
                kind=whose + KINDS[name],
                read_only=True,
                seals=seals,
                disk=disk,
                coordinator=found[0] if found else None,
            )
            opened.callback(db.close)
            found.append(db)
        return counted(*found)


def counted(*databases: Database) -> Counts:
    """Count the documents of each table that has any."""
    return {
        f"{name} {table}": number
        for name, db in zip(COPIED, databases, strict=True)
        for table in db.tables()
        if (number := len(db.ids(table)))
    }


@contextmanager
def removed_on_failure(*folders: Path) -> Iterator[None]:
    """Remove these folders, all that is in them, if what is done within fails."""
    try:
        yield
    except BaseException:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _compact(*databases: Database) -> tuple[str, ...]:
    """Leave nothing that was removed in the files, and say so where that cannot be done."""
    try:
        for db in databases:
            db.compact()
    except StoreError as error:
        return (
            "The backup may still hold what was removed or replaced lately, because the circle's "
            f"own files could not be written anew. {error}",
        )
    return ()
