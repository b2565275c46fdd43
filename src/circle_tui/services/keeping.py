"""Which backups of a circle there are: they still hold what is removed from the circle itself."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.upkeep import Backup


def known_backups(circle: OpenCircle) -> tuple[Backup, ...]:
    """Return every backup that may still be there, oldest first.

    One that was deleted is left out; one whose disk cannot be seen just now is not.
    """
    return tuple(backup for backup in circle.backups.all() if _may_be_there(Path(backup.folder)))


def remember(circle: OpenCircle, folders: Sequence[Path], now: datetime) -> None:
    """Take note of backups that are made ``now``, and forget those that were deleted.

    Raises ``StoreError``.
    """
    new = [Backup(str(folder), now) for folder in folders]
    names = {backup.folder for backup in new}
    kept = [backup for backup in known_backups(circle) if backup.folder not in names]
    circle.backups.put_all([*kept, *new])


def _may_be_there(folder: Path) -> bool:
    """Tell whether a folder is there, or its place cannot be looked into."""
    try:
        return folder.exists() or not folder.parent.exists()
    except OSError:
        return True
