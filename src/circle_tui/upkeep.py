"""The composition root of looking after a circle's files: backups, repairs, purging, the way out.

Beside ``bootstrap``, which opens circles for work.
"""

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from circle_tui.bootstrap import Passphrase, keys_of, opened, token
from circle_tui.config.home import Home
from circle_tui.domain.errors import InputError, StoreError
from circle_tui.domain.record import SessionRecord, for_outside
from circle_tui.domain.upkeep import Checkup
from circle_tui.export.files import chosen
from circle_tui.privacy.gate import check
from circle_tui.services import keeping, purging
from circle_tui.services.leaving import Outlet
from circle_tui.services.purging import Purge
from circle_tui.services.workspace import Workspace
from circle_tui.storage import backup, repairing
from circle_tui.storage import restore as restoring
from circle_tui.storage.blotting import blot_out
from circle_tui.storage.checkup import check_up
from circle_tui.storage.circle import StoredCircle
from circle_tui.storage.codec import decode, encode
from circle_tui.storage.disk import REAL
from circle_tui.storage.files import told
from circle_tui.storage.layout import DRAFTS, RECORDS
from circle_tui.storage.leftovers import leftovers
from circle_tui.storage.repairing import Repaired as Repaired
from circle_tui.storage.tinyfile import export_tinydb

if TYPE_CHECKING:
    from circle_tui.storage.keys import Keys


UNNOTED = (
    "The circle could not take note of where the backup is, so purging will not name it; and it "
    "may still hold what was removed lately."
)


def remembering(passphrase: Passphrase | None) -> Passphrase | None:
    """Return one that tries what was typed for one folder on the next before it asks again."""
    if passphrase is None:
        return None
    ask, typed = passphrase.ask, [""]

    def asked(why: str) -> str:
        if why or not typed[0]:
            typed[0] = ask(why)
        return typed[0]

    return Passphrase(asked, passphrase.tries)


def back_up(workspace: Workspace, place: Path, now: datetime) -> backup.Copy:
    """Back the open circle up into a new folder in ``place``; ``now`` is local, and names it.

    The circle takes note of it first, so that the backup is as new as the circle is. Where it
    cannot, as on a full disk, the backup is made all the same and that is told. Raises
    ``InputError`` when not even the folder around ``place`` is there, as with a typing error or
    without the stick, else ``StoreError``; nothing is left in ``place`` then.
    """
    if not place.is_dir() and not place.parent.is_dir():
        raise InputError(
            f"There is no folder {place.parent}, so no backup was made. Look at how it is written, "
            "and whether the stick or disk is plugged in."
        )
    circle = _stored(workspace)
    folder = backup.backup_folder(place, now)
    before = circle.backups.all()
    notices: tuple[str, ...] = ()
    try:
        keeping.remember(circle, [folder], workspace.clock.now())
    except StoreError as error:
        notices = (f"{UNNOTED} {error}",)
    try:
        made = backup.back_up(circle, folder)
    except BaseException:
        if not notices:
            circle.backups.put_all(before)
        raise
    return backup.Copy(made.folder, made.documents, made.readable, (*notices, *made.notices))


def restore(
    home: Home, source: Path, passphrase: Passphrase | None, *, replace: bool
) -> tuple[restoring.Restored, tuple[str, ...]]:
    """Put a backup back as a circle, open it once, and return what is to be told of that.

    ``source`` may be the folder that holds it. See ``storage.restore`` for what it raises.
    """
    passphrase, source = remembering(passphrase), restoring.backup_in(source)
    opener = _opener(passphrase)
    put = restoring.restore(source, home.circles, check, token, opener=opener, replace=replace)
    with opened(home, put.folder, passphrase=passphrase) as workspace:
        circle, now = workspace.circle, workspace.clock.now()
        if put.set_aside is None:
            keeping.remember(circle, [source], now)
        else:
            with (
                suppress(StoreError),
                opened(home, put.set_aside, passphrase=passphrase, looking=True) as before,
            ):
                circle.backups.put_all(before.circle.backups.all())
            keeping.remember(circle, [source, put.set_aside], now)
        return put, workspace.notices


def examine(folder: Path, passphrase: Passphrase | None) -> Checkup:
    """Look through everything in a circle's folder; writes nothing."""
    return check_up(folder, check, _opener(passphrase))


def repair(folder: Path, passphrase: Passphrase | None, *, remove_leftovers: bool) -> Repaired:
    """Put right what can be put right; see ``storage.repairing``."""
    opener = _opener(passphrase)
    return repairing.repair(folder, check, opener, remove_leftovers=remove_leftovers)


def plan_purge(workspace: Workspace, days: int, keep: Collection[str] = ()) -> Purge:
    """Return what a purge would remove now. Changes nothing. Raises ``StoreError``."""
    with told("The circle's folder could not be read"):
        copies = leftovers(_stored(workspace).stores.folder)
    return purging.planned(
        workspace.circle,
        workspace.exports,
        workspace.here().date(),
        workspace.zone,
        days,
        copies=copies,
        keep=keep,
    )


def purge(workspace: Workspace, plan: Purge) -> None:
    """Remove what was planned, from the files too; a sealed circle gets other keys.

    Raises ``StoreError``; what the sentence does not say is gone is still there, and purging again
    goes on.
    """
    circle = _stored(workspace)
    purging.remove(circle, plan)
    for db in circle.stores.all:
        if db.outdated:
            db.compact()
    if circle.stores.keys is not None:
        from circle_tui.storage.seal import rekey

        rekey(circle)
    purging.remove_exports(plan)
    with told("What was set aside could not be removed"):
        blot_out(REAL, *plan.copies)


def export_plain(workspace: Workspace, file: Path, *, with_people: bool, overwrite: bool) -> int:
    """Write a circle's tables to a file that stock TinyDB opens; return how many documents.

    What was being typed and never kept is left out. Names are in it only ``with_people``; without,
    every document passes the gate again, and no record counts few people. Raises ``InputError`` for
    a file that is there unless ``overwrite``, else ``StoreError``; nothing was written then.
    """
    file = chosen(file, "export", force=overwrite)
    stores = _stored(workspace).stores
    if with_people:
        return export_tinydb([*stores.all], file, by_id=True, without=[DRAFTS])
    outlet = Outlet(workspace.circle)

    def cleared(table: str, document: object) -> object:
        if table == RECORDS:
            document = encode(for_outside(decode(SessionRecord, document)))
        return outlet.document(document)

    return export_tinydb([stores.circle], file, cleared, by_id=True, without=[DRAFTS])


def _stored(workspace: Workspace) -> StoredCircle:
    """Return the circle as ``bootstrap`` opened it."""
    return cast(StoredCircle, workspace.circle)


def _opener(passphrase: Passphrase | None) -> "Callable[[Path], Keys | None]":
    return lambda folder: keys_of(folder, passphrase)
