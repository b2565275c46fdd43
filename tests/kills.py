"""A kill at every call to the disk: what lies in a folder before each of them.

A kill leaves what was written, forced or not; what a power cut may leave is in ``powercut.py``.
"""

import os
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from circle_tui.storage.disk import RealDisk, RealHandle

CALLS = {
    RealHandle: ("write", "overwrite", "truncate", "sync", "close"),
    RealDisk: ("create", "append", "replace", "remove", "sync_folder"),
    os: ("fsync", "replace", "write"),
}


def snapshots(
    folder: Path, into: Path, patch: pytest.MonkeyPatch, work: Callable[[Path], object]
) -> list[Path]:
    """Do ``work`` on a folder and return a copy of it from before each call to the disk, in order.

    Calls that find the folder as the one before did are left out.
    """
    numbers = count()
    taken: list[Path] = []
    seen: list[dict[str, bytes]] = [{}]

    def look() -> None:
        now = {str(p.relative_to(folder)): p.read_bytes() for p in files(folder)}
        if now != seen[0]:
            seen[0] = now
            taken.append(into / str(next(numbers)))
            with patch.context() as inner:
                for target, name, real in reals:
                    inner.setattr(target, name, real)
                shutil.copytree(folder, taken[-1])

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any call to the system
            look()
            return real(*args, **kwargs)

        return call

    reals = [(target, name, getattr(target, name)) for target in CALLS for name in CALLS[target]]
    with patch.context() as outer:
        for target, name, real in reals:
            outer.setattr(target, name, watched(real))
        work(folder)
    look()
    return taken


def files(folder: Path) -> list[Path]:
    """Return every file below a folder, but for locks, which die with their process."""
    return [p for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.endswith("lock")]
