"""The composition root: the only module that knows who implements what."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, TextIO

from circle_tui.config.home import Home, exports
from circle_tui.domain.errors import InputError, StoreReadOnly
from circle_tui.domain.people import Profile
from circle_tui.domain.ports import Clock
from circle_tui.services.aliases import draw_missing
from circle_tui.services.clock import AnchoredClock
from circle_tui.services.workspace import Lock, Workspace
from circle_tui.storage.circle import StoredCircle, open_circle
from circle_tui.storage.layout import KINDS
from circle_tui.storage.listing import has_session, list_circles
from circle_tui.storage.lock import CircleLock
from circle_tui.storage.stores import is_sealed, unlocked
from circle_tui.storage.unlocking import Passphrase as Passphrase

if TYPE_CHECKING:
    from circle_tui.storage.keys import Keys

NEW_ALIASES = (
    "Members without an alias were given a new one. Action items keep the aliases they had; whose "
    "those were is not known any more."
)

SLOW_DISK = "The disk is slow: waiting until everything is saved ..."

_DRAW = SystemRandom()
"""The system's own random source; ``secrets`` is the same, and loads OpenSSL beside it."""


def keys_of(folder: Path, passphrase: Passphrase | None) -> "Keys | None":
    """Return the keys of a circle, ``None`` if it is not sealed.

    Raises ``StoreLocked`` when there is no ``passphrase``; see ``Passphrase.keys``.
    """
    return unlocked(folder, None) if passphrase is None else passphrase.keys(folder)


def gate(document: object, roster: Sequence[str], allowed: Set[str] = frozenset()) -> None:
    """Let ``privacy.gate`` look at a document; it is loaded when the first one is to be kept."""
    from circle_tui.privacy.gate import check

    check(document, roster, allowed)


def unlock(home: Home, circle: str | None, passphrase: Passphrase | None) -> None:
    """Make sure that a circle can be opened, and ask for its passphrase: before any screen.

    Raises ``InputError`` when it is not clear which circle that is, ``StoreBusy`` when another
    process holds it, and what ``keys_of`` raises. Does nothing where there is no circle at all.
    """
    if circle is None and not circle_names(home):
        return
    folder = choose_circle(home, circle)
    CircleLock(folder).release()
    if is_sealed(folder):
        keys_of(folder, passphrase)


def token() -> str:
    """Draw a random id of 18 digits, which says nothing of what it stands for.

    Digits, because hexadecimal letters can spell a name.
    """
    return f"{_DRAW.randrange(10**18):018}"


def circles(home: Home) -> list[tuple[Path, str]]:
    """Return folder and name of every circle, by name, opening none. Raises ``StoreError``."""
    return list_circles(home.circles)


def circle_names(home: Home) -> list[str]:
    """Return the names of the circles in a data folder. Raises ``StoreError``."""
    return sorted(name for _, name in list_circles(home.circles))


def circles_in_session(home: Home) -> frozenset[str]:
    """Return the names of the circles with a session that is not over. Raises ``StoreError``."""
    return frozenset(name for folder, name in list_circles(home.circles) if has_session(folder))


def choose_circle(home: Home, name: str | None) -> Path:
    """Return the folder of the circle that is meant: the one named, or the only one there is.

    Raises ``InputError`` when there is none, none of that name, or more than one and no name.
    """
    circles = list_circles(home.circles)
    if not circles:
        raise InputError(
            'There is no circle here yet. Make one with: circle new "Thursday circle" '
            "(or look around first with: circle demo)"
        )
    listing = ", ".join(f'"{found}"' for found in sorted(found for _, found in circles))
    if name is None:
        if len(circles) > 1:
            raise InputError(f"There are several circles: {listing}. Name one with --circle.")
        return circles[0][0]
    folders = [folder for folder, found in circles if found.casefold() == name.casefold()]
    if not folders:
        raise InputError(f'There is no circle called "{name}". There is: {listing}.')
    return folders[0]


def require_free(home: Home, name: str) -> None:
    """Raise ``InputError`` when a circle of this name exists."""
    if any(found.casefold() == name.casefold() for found in circle_names(home)):
        raise InputError(f'There is a circle called "{name}" already. Choose another name.')


def make_circle(
    home: Home,
    profile: Profile,
    names: Sequence[str],
    keys: "Callable[[Path], Keys] | None" = None,
) -> Path:
    """Make a circle with these members and return its folder; ``keys`` makes it a sealed one.

    Raises ``InputError`` when the circle's name cannot be used or one of that name exists, or when
    a member's name cannot be used.
    """
    # Only the first evening makes one; every other would load this for nothing.
    from circle_tui.services.founding import circle_name
    from circle_tui.services.roster import enrolled
    from circle_tui.storage.making import create_circle

    profile = replace(profile, name=circle_name(profile.name))
    require_free(home, profile.name)
    members = enrolled((), names, (), token, _DRAW.choice)
    return create_circle(home.circles, profile, members, gate, token, keys=keys)


def open_workspace(
    home: Home,
    folder: Path,
    clock: Clock | None = None,
    *,
    passphrase: Passphrase | None = None,
    looking: bool = False,
) -> Workspace:
    """Open a circle for work. Raises ``StoreBusy`` when another process holds it.

    ``looking`` changes nothing and needs no lock, so it works beside another process and on a disk
    that can only be read; only a circle that has to be brought up to date is opened for work even
    so. Members without an alias, as after a backup was put back, are given one.
    """
    keys = keys_of(folder, passphrase)
    circle = _look_at(folder, keys) if looking else open_circle(folder, gate, keys=keys)
    notices = circle.notices
    try:
        if not circle.read_only and draw_missing(circle, _DRAW.choice):
            notices = (*notices, NEW_ALIASES)
    except BaseException:
        circle.close()
        raise
    if clock is None:
        # A session that goes on does so by the clock it began with.
        clock = AnchoredClock(circle.last_beat() if circle.journal.read() else None)
    return Workspace(
        circle=circle,
        clock=clock,
        token=token,
        choose=_DRAW.choice,
        exports=exports(folder),
        agendas=home.agendas,
        lock=None if keys is None else Lock(keys.require, circle.people.profile().lock_after),
        notices=notices,
    )


def _look_at(folder: Path, keys: "Keys | None") -> StoredCircle:
    try:
        return open_circle(folder, gate, keys=keys, read_only=True)
    except StoreReadOnly:
        return open_circle(folder, gate, keys=keys)


def written(folder: Path) -> tuple[tuple[int, int, int], ...]:
    """Return when and how large the files of a circle were written: equal until one changes."""
    found = []
    for name in KINDS:
        with suppress(OSError):  # one may be put in place of another at this moment
            there = (folder / name).stat()
            found.append((there.st_ino, there.st_mtime_ns, there.st_size))
    return tuple(found)


@contextmanager
def opened(
    home: Home, folder: Path, *, passphrase: Passphrase | None = None, looking: bool = False
) -> Iterator[Workspace]:
    """Open a circle for the length of a ``with`` block; see ``open_workspace``."""
    workspace = open_workspace(home, folder, passphrase=passphrase, looking=looking)
    try:
        yield workspace
    finally:
        workspace.close(lambda: tell(SLOW_DISK))


def wrapped(text: str, stream: TextIO) -> str:
    """Return a text broken between words, where the stream is a terminal that would break them.

    A word that is wider than the terminal stays as it is, so that a path without blanks can be
    copied.
    """
    try:
        width = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):  # a file, a pipe, or nothing with a number
        return text
    from textwrap import fill

    return fill(text, width, break_long_words=False, break_on_hyphens=False) if width else text


def tell(sentence: str) -> None:
    """Say something on standard error, as far as there still is one."""
    with suppress(OSError):  # the terminal may be gone
        sys.stderr.write(f"{wrapped(sentence, sys.stderr)}\n")
        sys.stderr.flush()
