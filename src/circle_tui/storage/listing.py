"""The circles of a data folder, listed without taking any lock."""

from pathlib import Path

from circle_tui.domain.errors import StoreError
from circle_tui.domain.stage import goes_on
from circle_tui.storage.changes import Tables, apply, parse
from circle_tui.storage.files import told
from circle_tui.storage.layout import CIRCLE, FACTS, KINDS, PEOPLE
from circle_tui.storage.migrations import is_format_1, read_format_1
from circle_tui.storage.stage import read_stage
from circle_tui.storage.storefile import StoreFile
from circle_tui.storage.stores import is_sealed

SHOWN = 6
"""Digits of a folder's name that tell sealed circles apart."""


def list_circles(root: Path) -> list[tuple[Path, str]]:
    """Return folder and name of every circle, by name, without taking any lock.

    A sealed circle keeps its name to itself: it is listed as ``sealed circle`` and the beginning of
    its folder's name. One whose people file cannot be read is listed as ``unreadable circle`` and
    its folder's name, so that it is not overlooked; opening it says what is wrong. Raises
    ``StoreError`` when the folder of circles itself cannot be read.
    """
    with told("The circles could not be listed"):
        folders = [
            folder
            for folder in (root.iterdir() if root.exists() else ())
            if folder.is_dir() and not folder.name.startswith(".")
        ]
    return sorted(((folder, _name(folder)) for folder in folders), key=_by_name)


def has_session(folder: Path) -> bool:
    """Tell whether a circle has a session that is not over, without taking any lock.

    Of a sealed one it is told by what others were shown of it, which may be gone after a crash; of
    one that cannot be read, or is of an older format, it is not told.
    """
    try:
        if is_sealed(folder):
            return goes_on(read_stage(folder))
        return bool(_tables(folder / CIRCLE, KINDS[CIRCLE]).get(FACTS))
    except StoreError:
        return False


def _by_name(found: tuple[Path, str]) -> tuple[str, str]:
    return (found[1].casefold(), found[0].name)


def _name(folder: Path) -> str:
    try:
        if is_sealed(folder):
            return f"sealed circle {folder.name[:SHOWN]}"
        return _read_name(folder / PEOPLE)
    except StoreError:
        return f"unreadable circle {folder.name}"


def _read_name(people: Path) -> str:
    """Return the circle's name as the people file has it. Raises ``StoreError``."""
    if is_format_1(people):
        profiles = list(read_format_1(people, KINDS[PEOPLE]).get("profile", {}).values())
    else:
        profiles = list(_tables(people, KINDS[PEOPLE]).get("profile", {}).values())
    name = profiles[0].get("name") if profiles else None
    if not isinstance(name, str):
        raise StoreError("This circle's people file lacks the circle's name.")
    return name


def _tables(path: Path, kind: str) -> Tables:
    """Return what a store holds, whether the other files of the circle can be read or not.

    So a circle is still known by its name when another of its files is damaged. Raises
    ``StoreError``.
    """
    file = StoreFile(path, kind, read_only=True)
    tables: Tables = {}
    try:
        for step, _ in parse(file.take()):
            apply(step, tables)
    except ValueError:
        raise StoreError(f"This circle's {kind} file cannot be read.") from None
    finally:
        file.close()
    return tables
