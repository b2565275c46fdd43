"""The last sign of life of a circle's session, in a small file beside the circle's databases.

Three lines: the session's time, the name of the computer's boot, the seconds of that boot.
"""

from datetime import UTC, datetime
from math import isfinite
from pathlib import Path

from circle_tui.domain.beat import Beat
from circle_tui.storage.files import told, write_whole

NAME = "alive"


def write_beat(folder: Path, beat: Beat) -> None:
    """Keep a sign of life in place of the one before. Raises ``StoreError``.

    It is not forced to the disk: it comes every few seconds, and to lose one costs little.
    """
    text = f"{beat.at.isoformat()}\n{beat.boot}\n{beat.running!r}\n"
    with told("The sign of life could not be written"):
        write_whole(folder / NAME, text.encode(), forced=False)


def read_beat(folder: Path) -> Beat | None:
    """Return the last sign of life; ``None`` if there never was one, or it cannot be read."""
    try:
        at, boot, running = (folder / NAME).read_text(encoding="utf-8").splitlines()
        beat = Beat(datetime.fromisoformat(at), boot, float(running))
    except (OSError, ValueError):
        return None
    if beat.at.utcoffset() != UTC.utcoffset(None) or not isfinite(beat.running):
        return None
    return beat
