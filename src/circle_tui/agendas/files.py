"""The text of a file that may be anything: missing, a pipe, huge, or not text at all.

Files are named by text here: ``pathlib`` takes as long to import as all of this floor.
"""

import codecs
import os
import re
import stat

from circle_tui.agendas.problems import Problem

MOST_BYTES = 128 * 1024
"""A big agenda has 10 kB. Within this bound even a file made to be slow is read in a second."""

SUFFIX = ".toml"
"""How the name of an agenda file ends."""

_LINE_END = re.compile(r"(?<!\r)\r++\n")

_TOO_LARGE = f"this file is larger than {MOST_BYTES // 1024} kB, so it is not an agenda"


def is_path(name: str) -> bool:
    """Whether a person means a file by this, not the name of an agenda.

    That is what holds a separator, or ends in ``.toml`` and lies in the present folder.
    """
    if "/" in name or os.sep in name:
        return True
    return name.endswith(SUFFIX) and _is_there(name)


def is_file(name: str) -> bool:
    """Whether an ordinary file lies there; a name that no file can have does not."""
    try:
        return stat.S_ISREG(os.stat(name).st_mode)  # noqa: PTH116 - see above
    except (OSError, ValueError):
        return False


def plain(text: str) -> str:
    r"""Return a text without a mark at its beginning and with plain line ends.

    What reads it, counts its lines and looks for places in it must all see the same. ``tomllib``
    takes every ``\r\n`` for a line end, so that none may be left to it: an editor that saves
    ``\r\r\n`` for it is understood as well.
    """
    return _LINE_END.sub("\n", text.removeprefix("\ufeff"))


def read_text(file: str) -> str | Problem:
    """Return the text of an ordinary UTF-8 file of bearable size, or why there is none."""
    try:
        status = os.stat(file)  # noqa: PTH116 - see above
        unusable = _why_not_opened(status)
        if unusable:
            return Problem(file, None, None, unusable)
        with open(file, "rb", opener=_without_waiting) as stream:
            data = stream.read(MOST_BYTES + 1) or b""  # None: there is nothing yet
    except FileNotFoundError:
        return Problem(file, None, None, "there is no such file", "look at the spelling")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not one a file can have"
        return Problem(file, None, None, f"this file cannot be read: {reason}")
    if len(data) > MOST_BYTES:
        return Problem(file, None, None, _TOO_LARGE)
    return _decoded(data, file)


def _is_there(name: str) -> bool:
    try:
        os.stat(name)  # noqa: PTH116 - see above
    except (OSError, ValueError):
        return False
    return True


def _without_waiting(file: str, flags: int) -> int:
    """Open a file that answers at once or not at all, as some do that look like ordinary ones."""
    return os.open(file, flags | getattr(os, "O_NONBLOCK", 0))


def _why_not_opened(status: os.stat_result) -> str:
    """Return why a file is not even opened, "" if it is fine."""
    if stat.S_ISDIR(status.st_mode):
        return "this is a folder, but an agenda is one file"
    if not stat.S_ISREG(status.st_mode):
        return "this is a pipe or a device, but an agenda is an ordinary file"
    return _TOO_LARGE if status.st_size > MOST_BYTES else ""


def _decoded(data: bytes, file: str) -> str | Problem:
    """Return the bytes as text, or the place of the first that is not UTF-8.

    Without a mark, UTF-16 shows by the zero in the first letter.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:2]:
        sentence = "this file is saved as UTF-16"
        return Problem(file, None, None, sentence, "save it again as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        column = len(before) - (before.rfind("\n") + 1) + 1
        sentence = f"the byte 0x{data[error.start]:02x} is not UTF-8 text"
        hint = "save the file again as UTF-8"
        return Problem(file, before.count("\n") + 1, column, sentence, hint)
