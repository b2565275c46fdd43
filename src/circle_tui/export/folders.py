"""Writing an exported folder: all of its files are in it, or it is not there."""

import contextlib
import os
import re
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from circle_tui.domain.errors import StoreError
from circle_tui.export.files import (
    hidden_name,
    is_there,
    make_folders,
    reason_of,
    sync_folder,
    write_new,
)


def write_folder(
    folder: Path, files: Mapping[str, bytes], written: Callable[[], object] = lambda: None
) -> None:
    """Write files into a folder of mode 0700 that is new, or empty, in one step: all or none.

    They reach the disk in a hidden folder beside it, then ``written`` is called, and if that raises
    nothing the hidden one takes the name. What a crash leaves of it is gone when the same is
    exported again; what anybody else left there is not touched, and two at once do not mix. Raises
    StoreError, and what ``written`` raises; no file is left then.
    """
    try:
        target = folder.resolve()
        make_folders(target.parent)
        hidden = target.with_name(hidden_name(target.name))
        with _ours(hidden, files):
            for name, data in files.items():
                write_new(hidden / name, data)
            sync_folder(hidden)
            written()
            _take_name(hidden, target)
    except (OSError, RuntimeError) as error:  # a link that leads to itself, before Python 3.13
        reason = reason_of(error) if isinstance(error, OSError) else "that place leads to itself"
        raise StoreError(
            f"{folder} could not be written: {reason}. Nothing was put there, and the circle's own "
            "data is safe. Put that right or choose another place, and export again."
        ) from error


@contextlib.contextmanager
def _ours(hidden: Path, files: Collection[str]) -> Iterator[None]:
    """Have an empty hidden folder to oneself; whatever is in it afterwards is removed."""
    if hidden.is_symlink():
        raise _in_the_way(hidden)
    with contextlib.suppress(FileExistsError):
        hidden.mkdir(mode=0o700)
    try:
        with _alone(hidden):
            _clear(hidden, files)
            try:
                yield
            finally:
                if is_there(hidden):
                    with contextlib.suppress(OSError, StoreError):
                        _clear(hidden, files)
    finally:
        with contextlib.suppress(OSError):  # it has its name by now, or is not ours
            hidden.rmdir()


@contextlib.contextmanager
def _alone(hidden: Path) -> Iterator[None]:
    """Hold a folder that others may be writing at this moment, from another circle for example.

    Whoever holds it is alive: the system lets go of it with the process. Windows has no such thing
    for folders; there a folder that is being written cannot be cleared under its writer.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = os.open(hidden, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            same = is_there(hidden) and hidden.stat().st_ino == os.fstat(descriptor).st_ino
        except BlockingIOError:
            same = False
        if not same:
            raise StoreError(
                f"Another export is being written to the same place, by way of {hidden}. Nothing "
                "was put there by this one. Wait for it, or choose another place, and export again."
            )
        yield
    finally:
        os.close(descriptor)


def _clear(hidden: Path, files: Collection[str]) -> None:
    """Remove what a crash left of such files, whatever their numbers.

    Anything else is nothing of ours: raises ``StoreError`` then, and nothing in it is gone.
    """
    there = list(hidden.iterdir())
    kinds = {_kind(name) for name in files}
    if not all(stat.S_ISREG(f.lstat().st_mode) and _kind(f.name) in kinds for f in there):
        raise _in_the_way(hidden)
    for file in there:
        file.unlink()


def _kind(name: str) -> str:
    """Return a file's name without its number."""
    return re.sub(r"\d+", "", name)


def _in_the_way(hidden: Path) -> StoreError:
    return StoreError(
        f"{hidden} is in the way: no export left that there. Nothing was written, and nothing "
        "in it was changed. Give it another name or choose another place, and export again."
    )


def _take_name(hidden: Path, target: Path) -> None:
    """Let a folder take a name that nothing has, or an empty folder."""
    if target.is_dir():  # not every system puts a folder in the place of an empty one
        target.rmdir()
    hidden.rename(target)
    sync_folder(target.parent)
