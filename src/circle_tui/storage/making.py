"""Making a circle: a folder with its three stores, complete or not there at all."""

import re
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.domain.errors import PrivacyError, StoreBusy, StoreError
from circle_tui.domain.people import Member, Profile
from circle_tui.storage.circle import Gate, StoredCircle
from circle_tui.storage.files import make_private_folder, sync_folder, told
from circle_tui.storage.layout import KEYS
from circle_tui.storage.lock import NAME as LOCK
from circle_tui.storage.lock import CircleLock
from circle_tui.storage.stores import Stores
from circle_tui.storage.table import Draw, draw_id

if TYPE_CHECKING:
    from circle_tui.storage.keys import Keys

DRAWS = 1000
"""How often a folder name is drawn before the random source must be broken."""

HIDDEN = re.compile(r"\.[0-9]{18}")
"""The folder a circle is made in, until it takes its name: a dot and a random id."""


def create_circle(
    root: Path,
    profile: Profile,
    members: Sequence[Member],
    gate: Gate,
    token: Callable[[], str],
    *,
    keys: "Callable[[Path], Keys] | None" = None,
    draw: Draw = draw_id,
) -> Path:
    """Make a circle and return its folder, which has a random name drawn from ``token``.

    ``keys`` makes the key file of a sealed one, at the path that it is given.

    It is built in a hidden folder that takes its final name when complete, so that a kill leaves
    no half circle; what such a kill left behind is removed here. Raises ``StoreError``.
    """
    with told("The circle could not be made"):
        make_private_folder(root)
        sweep(root)
        folder = root / free_name(root, gate, [member.name for member in members], token)
        hidden = root / f".{folder.name}"
        hidden.mkdir(0o700)
        with ExitStack() as undo:
            undo.callback(shutil.rmtree, hidden, ignore_errors=True)
            made = None if keys is None else keys(hidden / KEYS)
            stores = Stores(hidden, keys=made, new=True, draw=draw)
            circle = StoredCircle(stores, gate, CircleLock(hidden))
            undo.callback(circle.close)
            with circle.transaction():
                circle.people.put_profile(profile)
                circle.people.put_members(members)
            circle.close()
            hidden.rename(folder)
            sync_folder(root)
            undo.pop_all()
    return folder


def free_name(root: Path, gate: Gate, names: Sequence[str], token: Callable[[], str]) -> str:
    """Draw a name that is free and in which no member's name happens to be spelt."""
    for _ in range(DRAWS):
        name = token()
        try:
            gate({"folder": name}, names)
        except PrivacyError:
            continue
        if not (root / name).exists():
            return name
    raise StoreError("No free name was found for the new circle's folder. Nothing was changed.")


def sweep(root: Path) -> None:
    """Remove what a kill left of a circle that was being made; one still being made is locked.

    Any other hidden folder is the user's own, whatever it holds.
    """
    for folder in root.iterdir():
        if HIDDEN.fullmatch(folder.name) and (folder / LOCK).exists():
            try:
                lock = CircleLock(folder)
            except StoreBusy:
                continue
            shutil.rmtree(folder, ignore_errors=True)
            lock.release()
