"""The program that fails: ``python -m tests.property.upkeep_faults WHAT HOW FOLDER``.

Does WHAT (backup, restore or purge) on a copy of FOLDER/before, again and again, each time in a
process of its own in which one more call to the disk succeeds before one fails (HOW is ``fail``) or
the process is killed there (``kill``). The copies are FOLDER/1, FOLDER/2 and so on; for each it
prints how the process ended, and it stops when one came to its end unharmed. Forks, because what
takes time is to load the program.
"""

import errno
import os
import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from circle_tui import upkeep
from circle_tui.bootstrap import opened
from circle_tui.domain.errors import CircleError
from circle_tui.storage.disk import RealDisk, RealHandle
from circle_tui.storage.elsewhere import Elsewhere
from tests.upkeep import home_at, secret

UNHARMED, TOLD, GONE_ON, KILLED = 0, 1, 2, 9
"""How a process ends: nothing failed; in words; something failed and it was done all the same."""

_CALLS: dict[type, tuple[str, ...]] = {
    RealDisk: ("create", "append", "replace", "remove", "sync_folder", "read"),
    Elsewhere: ("create",),
    RealHandle: ("write", "overwrite", "truncate", "sync"),
}


def backup(folder: Path) -> None:
    """Back the circle up onto the stick."""
    (circle,) = (folder / "home" / "circles").iterdir()
    with opened(home_at(folder / "home"), circle, passphrase=secret()) as workspace:
        upkeep.back_up(workspace, folder / "stick", datetime(2031, 5, 1, 18, 30))  # noqa: DTZ001


def restore(folder: Path) -> None:
    """Put the backup that is on the stick in the place of the circle, which is newer."""
    (source,) = (folder / "stick").iterdir()
    upkeep.restore(home_at(folder / "home"), source, secret(), replace=True)


def purge(folder: Path) -> None:
    """Remove what is older than a year."""
    (circle,) = (folder / "home" / "circles").iterdir()
    with opened(home_at(folder / "home"), circle, passphrase=secret()) as workspace:
        upkeep.purge(workspace, upkeep.plan_purge(workspace, 365))


def _arm(kill: bool, after: int) -> list[int]:
    left = [after]

    def wrapped(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any) -> Any:  # noqa: ANN401 - whatever the call takes
            left[0] -= 1
            if left[0] == -1:
                if kill:
                    os._exit(KILLED)
                raise OSError(errno.EIO, "broken")
            return call(*arguments)

        return counted

    for owner, names in _CALLS.items():
        for name in names:
            setattr(owner, name, wrapped(owner.__dict__[name]))
    return left


def _run(do: Callable[[Path], None], folder: Path, *, kill: bool, after: int) -> int:
    left = _arm(kill, after)
    try:
        do(folder)
    except CircleError:
        return TOLD if left[0] < 0 else GONE_ON + 1
    return GONE_ON if left[0] < 0 else UNHARMED


def main(what: str, how: str, folder: Path) -> None:
    """Let it fail at every call in turn."""
    do = {"backup": backup, "restore": restore, "purge": purge}[what]
    for number in count(1):
        shutil.copytree(folder / "before", folder / str(number))
        child = os.fork()
        if child == 0:
            status = 99
            try:
                status = _run(do, folder / str(number), kill=how == "kill", after=number - 1)
            finally:
                os._exit(status)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(ended, flush=True)
        if ended == UNHARMED:
            return


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
