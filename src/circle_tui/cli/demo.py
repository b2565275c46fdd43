"""``circle demo``: a fictional circle of eight in a temporary folder.

Nothing of the user's is read or written: ``CIRCLE_TUI_HOME`` does not count here, and ``--home``
only for a folder that is new, empty or a demo's own.
"""

import os
import stat
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from circle_tui.cli.curtain import (
    add_model,
    add_plain,
    curtain,
    in_lines,
    require_model,
    require_terminal,
)
from circle_tui.cli.output import say
from circle_tui.cli.parsing import Command
from circle_tui.config.home import Home, find_home
from circle_tui.domain.errors import InputError, StoreError

PREFIX = "circle-tui-demo-"
MARK = "this-is-a-circle-tui-demo"
"""An empty file that says the folder is a demo's and may be used again, or deleted."""


def run(options: Namespace) -> int:
    """Open the home screen on the demo, and say at the end where its files are."""
    if not options.plain:
        require_terminal()
    require_model(options)
    with in_lines() if options.plain else curtain():
        home = prepare(options.home)
        options.home = str(home.root)  # where a report of a fault in the program goes
        status = _opened(home, options)
    from circle_tui.bootstrap import wrapped

    told = f"The demo's files are in {home.root}. They are nobody's: delete them whenever you like."
    for line in wrapped(told, sys.stdout).splitlines():
        say(line)
    return status


def _opened(home: Home, options: Namespace) -> int:
    """Open the demo on its home screen, or begin its session in lines."""
    from circle_tui.fronts import run_app, run_plain

    if options.plain:
        return run_plain(home, None, None, model=options.ner)
    return run_app(home, None, None, model=options.ner)


def prepare(wanted: str | None) -> Home:
    """Return a data folder with the demo circle in it.

    That is the ``wanted`` one; else a demo's whose session was interrupted, so that it can be
    taken up again; else a new one. Raises ``InputError`` when the wanted folder holds anything
    else, and ``StoreError`` when it cannot be used.
    """
    if wanted is None:
        import tempfile  # costs as much as all that is done before the splash is up

        home = _interrupted() or _home(Path(tempfile.mkdtemp(prefix=PREFIX)))  # mode 0700
    else:
        home = _home(find_home(wanted, {}).root)
        _make_folders(home.root)
        if any(home.root.iterdir()) and not (home.root / MARK).is_file():
            raise InputError(
                f"{home.root} holds something else already, and the demo keeps away from your "
                "data. Name a folder that is empty or does not exist, or leave --home out."
            )
    (home.root / MARK).touch(mode=0o600)
    _furnish(home)
    return home


def _make_folders(folder: Path) -> None:
    """Make ``folder`` and those above it that are missing, each with mode 0700."""
    if not folder.is_dir():
        _make_folders(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _home(root: Path) -> Home:
    return Home(root, "the demo")


def _furnish(home: Home) -> None:
    """Make the demo circle where there is none, and give it a past if it has none."""
    from circle_tui.bootstrap import choose_circle, circle_names, make_circle, opened
    from circle_tui.calendars.zones import local_zone_name, zone
    from circle_tui.services.clock import AnchoredClock
    from circle_tui.services.demo import NAMES, furnish, profile

    if not circle_names(home):
        here = local_zone_name()
        today = AnchoredClock().now().astimezone(zone(here)).date()
        make_circle(home, profile(here, today), NAMES)
    with opened(home, choose_circle(home, None)) as workspace:
        furnish(workspace)


def _interrupted() -> Home | None:
    """Return a demo of this user's whose session was interrupted, the latest first."""
    from circle_tui.bootstrap import choose_circle, opened

    for root in _own_demos():
        home = _home(root)
        try:
            with opened(home, choose_circle(home, None)) as workspace:
                if workspace.circle.journal.read():
                    return home
        except (InputError, StoreError):  # half made, damaged, or open in another window
            continue
    return None


def _own_demos() -> Iterator[Path]:
    """Yield the demo folders that only this user can have made, the latest first.

    Others may write to the temporary folder too: a link, or a folder that is somebody else's or
    open to them, is left alone.
    """
    import tempfile

    found = []
    for root in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            status = root.lstat()
            marked = (root / MARK).is_file()
        except OSError:
            continue
        private = stat.S_ISDIR(status.st_mode) and stat.S_IMODE(status.st_mode) == 0o700
        if private and marked and status.st_uid == os.getuid():
            found.append((status.st_mtime, root))
    for _, root in sorted(found, reverse=True):
        yield root


def _arguments(parser: ArgumentParser) -> None:
    add_model(parser)
    add_plain(parser)


COMMAND = Command(
    run,
    "Look around in a fictional circle of eight, in a temporary folder. Nothing of yours is\n"
    "touched. A demo that was interrupted in the middle of a session goes on where it was.",
    ("circle demo", "circle demo --plain"),
    _arguments,
)
