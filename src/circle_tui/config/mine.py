"""Which member works at this computer, circle by circle, in a small file of the data folder.

A line has a circle's folder and a member's random id, which leads to nobody once the circle has
forgotten its people.
"""

from pathlib import Path

from circle_tui.config.small import keep_small, small_text

FILE = "mine"
"""The file in the data folder, beside that of the colours."""

NOBODY = "-"
"""Stands for having been asked, and being none of the members."""

_MOST = 64 * 1024


def kept_member(root: Path, folder: str) -> str | None:
    """Return the member's id that was kept for a circle's folder.

    Empty for somebody who is none of them, ``None`` if nobody was asked yet.
    """
    member = _kept(root).get(folder)
    return "" if member == NOBODY else member


def keep_member(root: Path, folder: str, member: str) -> None:
    """Keep a member's id; where that cannot be done the choice holds until the program ends."""
    kept = {**_kept(root), folder: member or NOBODY}
    text = "".join(f"{folder} {member}\n" for folder, member in kept.items())
    keep_small(root / FILE, text)


def _kept(root: Path) -> dict[str, str]:
    rows = [line.split() for line in small_text(root / FILE, _MOST).splitlines()]
    return {row[0]: row[1] for row in rows if len(row) == 2}
