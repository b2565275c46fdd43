"""The composition root: the only module that knows who implements what."""

import os
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from circle_tui.config.home import Home, exports
from circle_tui.domain.errors import InputError
from circle_tui.domain.people import Profile
from circle_tui.domain.ports import Clock
from circle_tui.privacy.gate import check
from circle_tui.services.clock import AnchoredClock
from circle_tui.services.founding import NewCircle, circle_name
from circle_tui.services.roster import enrolled
from circle_tui.services.workspace import Workspace
from circle_tui.storage.circle import open_circle
from circle_tui.storage.listing import list_circles
from circle_tui.storage.making import create_circle


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


def make_circle(home: Home, profile: Profile, names: Sequence[str]) -> Path:
    """Make a circle with these members and return its folder.

    Raises ``InputError`` when the circle's name cannot be used or one of that name exists, or when
    a member's name cannot be used.
    """
    profile = replace(profile, name=circle_name(profile.name))
    if any(found.casefold() == profile.name.casefold() for found in circle_names(home)):
        raise InputError(f'There is a circle called "{profile.name}" already. Choose another name.')
    members = enrolled((), names, (), token, secrets.choice)
    return create_circle(home.circles, profile, members, check, token)


def open_workspace(home: Home, folder: Path, clock: Clock | None = None) -> Workspace:
    """Open a circle for work. Raises ``StoreBusy`` when another process holds it."""
    circle = open_circle(folder, check)
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
    )


@contextmanager
def opened(home: Home, folder: Path) -> Iterator[Workspace]:
    """Open a circle for the length of a ``with`` block."""
    workspace = open_workspace(home, folder)
    try:
        yield workspace
    finally:
        workspace.close(_tell_waiting)


def _tell_waiting() -> None:
    with suppress(OSError):  # the terminal may be gone
        sys.stderr.write("The disk is slow: waiting until everything is saved ...\n")
        sys.stderr.flush()


def run_app(
    home: Home, circle: str | None, agenda: str | None = None, *, at_once: bool = False
) -> int:
    """Open the screens on a circle and return the exit status.

    Where there is no circle at all, the first screen makes one. ``agenda`` is one named for today;
    ``at_once`` goes past the home screen to who is here.
    Raises ``InputError`` for an unknown circle and ``StoreBusy`` for one that is held elsewhere,
    both before anything is drawn.
    """
    with ExitStack() as held:

        def make(new: NewCircle) -> Workspace:
            folder = make_circle(home, Profile(new.name, new.cadence), new.members)
            return held.enter_context(opened(home, folder))

        first = circle is None and not circle_names(home)
        start = make if first else held.enter_context(opened(home, choose_circle(home, circle)))
        return _screens(home, start, agenda, at_once=at_once)


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
        environment=os.environ,
        today=datetime.now().astimezone().date(),
    )
    status = app.run_in_terminal()
    if app.workspace is not None and app.workspace.circle.journal.read():
        with suppress(OSError):  # the terminal may be gone
            sys.stderr.write("The session is not over. Start the program again to go on with it.\n")
            sys.stderr.flush()
    return status
