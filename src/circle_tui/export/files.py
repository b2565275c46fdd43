"""Writing an exported file: readable by its owner only, and never half of it."""

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Sequence
from itertools import takewhile
from pathlib import Path

from circle_tui.domain.errors import InputError, NotExported

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "the folder may not be written to",
    errno.EPERM: "the folder may not be written to",
    errno.EISDIR: "a folder has that name",
    errno.ENOTDIR: "part of its path is a file, not a folder",
}


def hidden_name(name: str) -> str:
    """Return what a file or folder is called, beside its place, until it is whole.

    A pattern of names gives the pattern of theirs.
    """
    return f".{name}.new"


def write_private(path: Path, data: bytes, written: Callable[[], None] = lambda: None) -> None:
    """Write ``data`` to ``path`` with mode 0600, replacing what was there in one step.

    The bytes go to a hidden file in the same folder and reach the disk before it takes the name,
    so that a crash or a full disk leaves the old file whole. What a crash leaves of the hidden one
    is gone when the same file is exported again. Missing folders are made with mode 0700. Before
    it takes the name, ``written`` is called; if that raises, there is no new file. Raises
    NotExported, and what ``written`` raises.
    """
    try:
        make_folders(path.parent)
        _replace(path, data, written)
    except OSError as error:
        raise NotExported(
            f"{path} could not be written: {reason_of(error)}.",
            "The circle's own data is safe, and a file that was there before is unchanged. Put "
            "that right or choose another place, and export again.",
        ) from error


def write_together(files: Sequence[tuple[Path, bytes]], written: Callable[[], None]) -> None:
    """Write files as ``write_private`` does, none of which takes its name before all are written.

    ``written`` is called in between. Raises as ``write_private`` does.
    """
    if not files:
        written()
        return
    (path, data), *others = files
    write_private(path, data, lambda: write_together(others, written))


def reason_of(error: OSError | ValueError) -> str:
    """Return in words why the system refused to write, or could not make out a path."""
    if isinstance(error, OSError):
        return _REASONS.get(error.errno or 0) or (error.strerror or str(error)).lower()
    return "that is no name for a folder"


def is_there(path: Path) -> bool:
    """Tell whether anything has this name, if only a link to nowhere. Raises ``OSError``.

    ``ValueError`` is raised for what can be no name at all.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def from_home(named: str | Path) -> Path:
    """Return the place that a person named on the command line, ``~`` being a home folder.

    A shell leaves ``~name`` as it stands where there is no such user. Raises ``InputError`` then.
    """
    path = Path(named)
    try:
        return path.expanduser()
    except RuntimeError:
        raise InputError(
            f'"{path.parts[0]}" is nobody\'s home folder on this computer. Nothing was changed. '
            "Name the place by its full path."
        ) from None


def chosen(named: str | Path, what: str, name: str = "", *, force: bool) -> Path:
    """Return the file that a person named for ``what``, or, in a folder, the one called ``name``.

    Raises ``InputError`` for a file that is there, unless there is ``force``, and always for what
    is no plain file. Raises ``OSError`` when it cannot be looked at.
    """
    path = from_home(named).absolute()
    path = path / name if path.is_dir() else path
    if require_plain(path) and not force:
        raise InputError(
            f"{path} is there already. Nothing was written. Choose another name, or add --force to "
            f"put the {what} in its place."
        )
    return path


def require_plain(path: Path) -> bool:
    """Tell whether a file is there that an export could take the place of.

    For places that a person names. Raises ``InputError`` for anything but a plain file: a folder,
    a link, a device or a pipe is somebody's on purpose, and one step would put a file in its place.
    Raises ``OSError`` when it cannot be looked at.
    """
    if not is_there(path):
        return False
    if not stat.S_ISREG(path.lstat().st_mode):
        raise InputError(
            f"{path} is there already and is no plain file. Nothing was written. Choose another "
            "name."
        )
    return True


def read_within(path: Path, most: int) -> bytes | None:
    """Return what is in a file that an export could take the place of, ``None`` for a larger one.

    Nothing where there is no file. Of a large one little is read. Raises ``InputError`` for
    anything but a plain file, and for one that cannot be read.
    """
    if not require_plain(path):
        return b""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            data = file.read(most + 1) or b""  # None: a pipe has taken its place
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(
            f"{path} is there already and cannot be read: {reason}. Nothing was written. Choose "
            "another name."
        ) from None
    return data if len(data) <= most else None


def make_folders(folder: Path) -> None:
    """Make ``folder`` and those above it that are missing, each with mode 0700."""
    missing = takewhile(lambda path: not path.exists(), (folder, *folder.parents))
    for path in reversed(list(missing)):
        path.mkdir(mode=0o700, exist_ok=True)


def _replace(path: Path, data: bytes, written: Callable[[], None]) -> None:
    """Put ``data`` on the disk beside ``path``, call ``written``, then let it take that name."""
    temporary = path.with_name(hidden_name(path.name))
    temporary.unlink(missing_ok=True)
    try:
        write_new(temporary, data)
        if path.is_dir():  # found out before what is written counts as kept
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        written()
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_new(path: Path, data: bytes) -> None:
    """Put ``data`` into a new file on the disk.

    Exclusive, so that nobody can have put a link there in a folder that is not ours alone.
    """
    with open(path, "xb", opener=_owner_only) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _without_waiting(path: str, flags: int) -> int:
    """Open a file that answers at once or not at all, and no link that has taken its place."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def sync_folder(folder: Path) -> None:
    """Force the new name to disk too, where the system lets a folder be synced.

    Windows and some network disks do not. The file is complete by now and can be exported again,
    so that is no failure.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
