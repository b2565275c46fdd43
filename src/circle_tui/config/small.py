"""Small files of the data folder, in which the program notes a choice."""

from contextlib import suppress
from pathlib import Path


def small_text(file: Path, most: int) -> str:
    """Return the first ``most`` characters of a file, "" where there is none that can be read.

    Only a plain file is opened: a pipe of its name would be waited for without end.
    """
    with suppress(OSError, UnicodeDecodeError):
        if file.is_file():
            with file.open(encoding="utf-8") as text:
                return text.read(most)
    return ""


def keep_small(file: Path, text: str) -> None:
    """Put a text in such a file, for its owner's eyes.

    Where that cannot be done, or something else has its name, a choice holds until the program
    ends. No folder is made for it.
    """
    if file.parent.is_dir() and (file.is_file() or not file.exists()):
        with suppress(OSError):
            file.write_text(text, encoding="utf-8")
            file.chmod(0o600)
