"""The stage of a circle: the one small file that a public view reads.

It lies beside the circle's stores as ``stage``, is replaced in one step whenever it changes, and is
gone when nobody works with the circle. This module imports no store.
"""

import json
from pathlib import Path

from circle_tui.domain.stage import Shown, Stage
from circle_tui.storage.codec import decode, encode
from circle_tui.storage.files import told, write_whole

NAME = "stage"

MOST_BYTES = 64 * 1024
"""No prompt is that long: a file that is longer is none of ours."""

MOST_SECONDS = 100 * 3600
"""Nor is any turn that long, or that much over."""


def write_stage(folder: Path, stage: Stage) -> None:
    """Put a stage in place of the one before. Raises ``StoreError``.

    It is not forced to the disk: after a power cut it means nothing any more.
    """
    done = "blanked" if stage.shown is Shown.BLANK else "written"
    with told(f"The public view could not be {done}"):
        write_whole(folder / NAME, json.dumps(encode(stage)).encode(), forced=False)


def remove_stage(folder: Path) -> None:
    """Take the stage away, if there is one; a full disk does not hinder it. Raises ``StoreError``.

    One that cannot be removed is told by its age.
    """
    with told("The public view could not be taken away"):
        (folder / NAME).unlink(missing_ok=True)


def read_stages(circles: Path) -> dict[str, Stage]:
    """Return the stages of all circles in a data folder, by the names of their folders.

    No other file of theirs is opened. What cannot be read is left out.
    """
    found = {path.parent.name: read_stage(path.parent) for path in circles.glob(f"*/{NAME}")}
    return {folder: stage for folder, stage in found.items() if stage is not None}


def read_stage(folder: Path) -> Stage | None:
    """Return the stage of one circle; ``None`` if there is none that can be read."""
    path = folder / NAME
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            stage = decode(Stage, json.loads(file.read(MOST_BYTES)))
    except (OSError, ValueError, RecursionError):
        return None
    return stage if abs(stage.left) <= MOST_SECONDS else None
