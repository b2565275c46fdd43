"""What was set aside beside the stores of a circle: old formats, damaged files, torn ends.

Each is a copy of what the circle held at that time, so it is as private as the circle, and may
hold what has been removed from it since.
"""

import re
from pathlib import Path

from circle_tui.storage.files import NEW
from circle_tui.storage.lines import is_store

_NAME = re.compile(
    r"(circle|people|aliases)\.store\.(format-1|schema|aside|damaged)(-\d+)*(\.head)?(\.new)?"
)

_WHY = {
    "format-1": "a copy from before the new format, which was never sealed",
    "schema": "a copy from before it was brought up to date",
    "aside": "a part of a change that was never confirmed",
    "damaged": "a damaged file, as it was before it was repaired",
}


def leftovers(folder: Path) -> list[Path]:
    """Return everything that was set aside, by name. Raises ``OSError``."""
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))


def plain_leftovers(folder: Path) -> list[Path]:
    """Return what was set aside and can be read without a key, by name. Raises ``OSError``."""
    return [path for path in leftovers(folder) if _is_plain(path.read_bytes())]


def half_written(folder: Path) -> list[Path]:
    """Return what a kill left half-written, by name; opening removes it. Raises ``OSError``."""
    return sorted(path for path in folder.iterdir() if path.name.endswith(NEW))


def why(path: Path) -> str:
    """Say what something that was set aside is."""
    found = _NAME.fullmatch(path.name)
    return _WHY[found[2]] if found else ""


def _is_plain(data: bytes) -> bool:
    """Tell whether a file that was set aside shows what it holds.

    Every step is JSON, which has quotation marks; a sealed one is base 64, which has none. They may
    be torn, so this is all there is to go by. The header of a sealed store holds nothing of anyone.
    """
    return any(
        b'"' in line and not (is_store(line) and b'"key":' in line) for line in data.split(b"\n")
    )
