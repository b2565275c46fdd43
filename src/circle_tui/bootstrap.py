"""The composition root: the only module that knows who implements what."""

import os
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.config.home import Home, exports
from circle_tui.config.synced import warning
from circle_tui.config.theme import keep_theme, with_theme
from circle_tui.domain.errors import InputError, StoreReadOnly
from circle_tui.domain.people import Profile
from circle_tui.domain.ports import Clock, Recogniser
from circle_tui.services.aliases import draw_missing
from circle_tui.services.clock import AnchoredClock
from circle_tui.services.founding import NewCircle, circle_name
from circle_tui.services.opinion import Opinion
from circle_tui.services.roster import enrolled
from circle_tui.services.workspace import Lock, Workspace
from circle_tui.storage.circle import StoredCircle, open_circle
from circle_tui.storage.listing import list_circles
from circle_tui.storage.lock import CircleLock
from circle_tui.storage.making import create_circle
from circle_tui.storage.stores import is_sealed, unlocked
from circle_tui.storage.unlocking import Passphrase as Passphrase

if TYPE_CHECKING:
    from circle_tui.storage.keys import Keys

NEW_ALIASES = (
    "Members without an alias were given a new one. Action items keep the aliases they had; whose "
    "those were is not known any more."
)


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
    return f"{secrets.randbelow(10**18):018}"


def circles(home: Home) -> list[tuple[Path, str]]:
    """Return folder and name of every circle, by name, opening none. Raises ``StoreError``."""
    return list_circles(home.circles)


def circle_names(home: Home) -> list[str]:
    """Return the names of the circles in a data folder. Raises ``StoreError``."""
    return sorted(name for _, name in list_circles(home.circles))


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
    profile = replace(profile, name=circle_name(profile.name))
    require_free(home, profile.name)
    members = enrolled((), names, (), token, secrets.choice)
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
        if not circle.read_only and draw_missing(circle, secrets.choice):
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
        choose=secrets.choice,
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


@contextmanager
def opened(
    home: Home, folder: Path, *, passphrase: Passphrase | None = None, looking: bool = False
) -> Iterator[Workspace]:
    """Open a circle for the length of a ``with`` block; see ``open_workspace``."""
    workspace = open_workspace(home, folder, passphrase=passphrase, looking=looking)
    try:
        yield workspace
    finally:
        workspace.close(lambda: _tell("The disk is slow: waiting until everything is saved ..."))


def _tell(sentence: str) -> None:
    with suppress(OSError):  # the terminal may be gone
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()


def run_app(
    home: Home,
    circle: str | None,
    agenda: str | None = None,
    *,
    at_once: bool = False,
    passphrase: Passphrase | None = None,
    model: str | None = None,
) -> int:
    """Open the screens on a circle and return the exit status.

    Where there is no circle at all, the first screen makes one. ``agenda`` is one named for today;
    ``at_once`` goes past the home screen to who is here. ``model`` is a language model that looks
    for names too, see ``privacy.ner``.
    Raises ``InputError`` for an unknown circle and ``StoreBusy`` for one that is held elsewhere,
    both before anything is drawn. ``CircleApp.OTHER`` instead of a status asks for another circle.
    """
    with ExitStack() as held:
        opinion = held.enter_context(_opinion_of(model))

        def take(folder: Path, passphrase: Passphrase | None = None) -> Workspace:
            workspace = held.enter_context(opened(home, folder, passphrase=passphrase))
            return replace(_warned(home, workspace), opinion=opinion)

        def make(new: NewCircle) -> Workspace:
            return take(make_circle(home, Profile(new.name, new.cadence), new.members))

        first = circle is None and not circle_names(home)
        start = make if first else take(choose_circle(home, circle), passphrase)
        return _screens(home, start, agenda, at_once=at_once)


def run_plain(
    home: Home,
    circle: str | None,
    agenda: str | None = None,
    *,
    passphrase: Passphrase | None = None,
    model: str | None = None,
) -> int:
    """Hold a session in lines on standard input and output, and return the exit status.

    The options are those of ``run_app``, which it raises as; nothing of Textual is imported.
    """
    from circle_tui.plain.running import run
    from circle_tui.ui.terminal.characters import clean
    from circle_tui.ui.terminal.crash import CrashReports

    with (
        _opinion_of(model) as opinion,
        opened(home, choose_circle(home, circle), passphrase=passphrase) as workspace,
    ):
        ready = replace(_warned(home, workspace), opinion=opinion)
        return run(ready, agenda, clean, CrashReports(home.reports).catch_strays)


@contextmanager
def _opinion_of(model: str | None) -> Iterator[Opinion]:
    """Let a language model be asked for the length of a ``with`` block; it is not loaded yet."""

    def load() -> Recogniser:
        from circle_tui.privacy.ner import recogniser

        return recogniser(model or "")

    opinion = Opinion(load if model is not None else None)
    try:
        yield opinion
    finally:
        opinion.close(lambda: _tell("Waiting for the language model to be done ..."))


def _warned(home: Home, workspace: Workspace) -> Workspace:
    """Add to what is to be told where the data folder lies, if that is to be said."""
    said = warning(home.root)
    return replace(workspace, notices=(*workspace.notices, said)) if said else workspace


def _screens(
    home: Home,
    start: Workspace | Callable[[NewCircle], Workspace],
    agenda: str | None,
    *,
    at_once: bool,
) -> int:
    from circle_tui.ui.terminal.environment import scrub_environment

    scrub_environment()
    from circle_tui.ui.app import CircleApp

    app = CircleApp(
        start,
        agenda=agenda,
        at_once=at_once,
        crash_folder=home.reports,
        environment=with_theme(home.root, os.environ),
        today=datetime.now().astimezone().date(),
        others=not at_once and len(circle_names(home)) > 1,
        keep_theme=lambda word: keep_theme(home.root, word),
    )
    status = app.run_in_terminal()
    if app.workspace is not None and app.workspace.circle.journal.read():
        _tell("The session is not over. Start the program again to go on with it.")
    return status
