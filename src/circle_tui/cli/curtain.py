"""What every command with a screen does before Textual is imported."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from circle_tui.domain.errors import InputError


def require_terminal() -> None:
    """Raise ``InputError`` unless there is a terminal to read keys from and to draw on."""
    # The third one is what Textual draws on: into a file it would write names and notes.
    if not all(map(_is_terminal, (0, 1, 2))):
        raise InputError(
            "The screen needs a terminal, and here the input, the output or the errors are a pipe "
            "or a file. "
            "A session works without one: circle run --plain. So do the lists, for example: circle "
            "actions list"
        )


def add_model(parser: ArgumentParser) -> None:
    """Add the language model."""
    parser.add_argument(
        "--ner",
        metavar="MODEL",
        help="a spaCy model that looks for names too: its name or its folder (see docs/privacy.md)",
    )


def add_plain(parser: ArgumentParser) -> None:
    """Add lines in place of the screen."""
    parser.add_argument(
        "--plain",
        action="store_true",
        help="say everything in lines: for screen readers, dumb terminals, pipes (docs/plain.md)",
    )


def require_model(options: Namespace) -> None:
    """Raise ``InputError`` if a language model is named that is not there; loads nothing of it."""
    if options.ner is not None:
        from circle_tui.privacy.ner import require

        require(options.ner)


@contextmanager
def curtain() -> Iterator[None]:
    """Show the splash while the app is imported and until it has the screen.

    The environment is rid of Textual's doors for developers, the process's memory is closed to
    others, nothing is loaded for a network or for archives, and the garbage collector waits for the
    first frame. Failures inside leave the normal screen, so that their sentence is seen.
    """
    from circle_tui.ui.terminal.collector import hold
    from circle_tui.ui.terminal.environment import scrub_environment
    from circle_tui.ui.terminal.leaving_out import load_lean
    from circle_tui.ui.terminal.memory import close_memory, keep_one_heap
    from circle_tui.ui.terminal.splash import splash

    scrub_environment()
    hold()
    with splash("circle"):
        close_memory()
        keep_one_heap()
        load_lean()
        yield


@contextmanager
def in_lines() -> Iterator[None]:
    """Do the same for a session in lines, which has no screen to wait for."""
    from circle_tui.ui.terminal.collector import release
    from circle_tui.ui.terminal.leaving_out import load_lean
    from circle_tui.ui.terminal.memory import close_memory

    close_memory()
    load_lean()
    release()
    yield


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False
