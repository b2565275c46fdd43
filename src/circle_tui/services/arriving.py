"""Files that arrive from somebody else: read once, and no more of them than they can have."""

import stat
from collections.abc import Callable
from pathlib import Path

from circle_tui.domain.errors import InputError


def read_file(path: Path, most: int, too_large: Callable[[int], str]) -> bytes:
    """Return what is in a file of at most ``most`` bytes.

    Raises ``InputError`` for anything but a plain file, one that cannot be read, and, with the
    sentence of ``too_large``, one of more bytes than that, also where it grows meanwhile.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError("It is no file.")
        size, data = status.st_size, b""
        if size <= most:
            with path.open("rb") as file:
                data = file.read(most + 1)
            size = len(data)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "that is no name for a file"
        raise InputError(f"It cannot be read: {reason.lower()}.") from None
    if size > most:
        raise InputError(too_large(size))
    return data
