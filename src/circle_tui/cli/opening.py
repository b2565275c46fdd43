"""From ``--home`` and ``--circle`` to an open circle."""

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from circle_tui.config.home import Home, find_home

if TYPE_CHECKING:
    from circle_tui.services.workspace import Workspace


def home_of(options: Namespace) -> Home:
    """Return the data folder that is meant."""
    return find_home(options.home, os.environ)


@contextmanager
def workspace_of(
    options: Namespace, *, looking: bool = False, aloud: bool = True
) -> "Iterator[Workspace]":
    """Open the circle that is meant for the length of a ``with`` block.

    ``looking`` takes no lock and changes nothing, so it works beside another process. ``aloud``
    says on standard error what there is to say of the circle's files and of where they are.

    Raises ``InputError`` when it is not clear which one that is, and ``StoreError`` when it
    cannot be opened.
    """
    from circle_tui.bootstrap import choose_circle, opened
    from circle_tui.cli.output import tell
    from circle_tui.cli.passphrases import passphrase_of
    from circle_tui.config.synced import warning

    home = home_of(options)
    folder = choose_circle(home, options.circle)
    secret = passphrase_of(options)
    with opened(home, folder, passphrase=secret, looking=looking) as workspace:
        if aloud:
            tell(*workspace.notices, warning(home.root))
        yield workspace


def unlock(options: Namespace) -> None:
    """Ask for the passphrase if the circle that is meant is sealed: before the splash is up."""
    home = home_of(options)
    if home.any_sealed():
        from circle_tui.bootstrap import unlock
        from circle_tui.cli.passphrases import passphrase_of

        unlock(home, options.circle, passphrase_of(options))


def choose(options: Namespace, before: str | None = None) -> bool:
    """Ask on a screen which circle is meant, where there are several and none is named.

    ``before`` is the one that was open, and opens again when nothing is chosen. Returns whether
    one is settled on, or there is nothing to choose; the choice goes into the options.
    """
    home = home_of(options)
    if options.circle is not None or not home.may_hold_several():
        return True
    from circle_tui.bootstrap import circle_names, circles_in_session
    from circle_tui.cli.curtain import curtain
    from circle_tui.config.theme import with_theme

    names = circle_names(home)
    if len(names) < 2:
        return True
    with curtain():
        from circle_tui.ui.choosing import ChoosingApp

        running = circles_in_session(home)
        first = next((place for place, name in enumerate(names) if name in running), 0)
        app = ChoosingApp(
            names,
            names.index(before) if before in names else first,
            running,
            crash_folder=home.reports,
            environment=with_theme(home.root, os.environ),
        )
        app.run_in_terminal()
    options.circle = before if app.return_value is None else names[app.return_value]
    return options.circle is not None
