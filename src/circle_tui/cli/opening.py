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
def workspace_of(options: Namespace) -> "Iterator[Workspace]":
    """Open the circle that is meant for the length of a ``with`` block.

    Raises ``InputError`` when it is not clear which one that is, and ``StoreError`` when it
    cannot be opened.
    """
    from circle_tui.bootstrap import choose_circle, opened

    home = home_of(options)
    with opened(home, choose_circle(home, options.circle)) as workspace:
        yield workspace
