"""What is kept and said when the program itself fails.

A usual traceback prints the message of the error and, in Textual, the local variables. Either
may quote a note of a confidential circle on a shared screen. A report holds what a developer
needs and no data: the kinds of the errors and the places in the code.
"""

import asyncio
import logging
import os
import platform
import sys
import tempfile
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from circle_tui import __version__
from circle_tui.ui.terminal.environment import is_developer

_PACKAGES = Path(__file__).parents[3]
"""Where this program's package lies."""

_LIBRARIES = frozenset({"site-packages", "dist-packages"})


class CrashReports:
    """The folder the reports go to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, error: BaseException) -> Path | None:
        """Keep a report that only this user may read; None if it cannot be written.

        The file's name is drawn at random; its time of change is the time of the crash.
        """
        try:
            _make_folders(self.folder)
            descriptor, name = tempfile.mkstemp(".txt", "crash-", self.folder)  # mode 0600
            os.close(descriptor)
            Path(name).write_text(describe(error), encoding="utf-8", errors="replace")
        except OSError:
            return None
        return Path(name)

    @contextmanager
    def catch_strays(self, loop: asyncio.AbstractEventLoop) -> Iterator[None]:
        """Report errors of threads, tasks and destructors, which Python would print in full.

        What a library logs although nobody asked for logs goes nowhere, but for a developer: it
        may quote what it works on.
        """

        def of_task(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            if isinstance(error := context.get("exception"), Exception):
                self.write(error)

        def of_thread(args: threading.ExceptHookArgs) -> None:
            if args.exc_value is not None:
                self.write(args.exc_value)

        def unraisable(args: "sys.UnraisableHookArgs") -> None:
            if args.exc_value is not None:
                self.write(args.exc_value)

        before = threading.excepthook, sys.unraisablehook, logging.lastResort
        loop.set_exception_handler(of_task)
        threading.excepthook, sys.unraisablehook = of_thread, unraisable
        if not is_developer():
            logging.lastResort = logging.NullHandler()
        try:
            yield
        finally:
            threading.excepthook, sys.unraisablehook, logging.lastResort = before


def _make_folders(folder: Path) -> None:
    """Make ``folder`` and those above it that are missing, each with mode 0700."""
    if not folder.is_dir():
        _make_folders(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def describe(error: BaseException) -> str:
    """Return kinds of errors and places in the code, from the cause to the effect.

    Leaves out every message and every value, for each of them may quote what a person wrote.
    """
    lines = [
        f"circle-tui {__version__}, Python {platform.python_version()}, {sys.platform}\n",
        "This report holds no messages and no values, because they may quote notes.\n",
    ]
    for link in _chain(error):
        lines.append(f"\n{type(link).__module__}.{type(link).__qualname__}\n")
        places = traceback.extract_tb(link.__traceback__)
        lines.extend(traceback.StackSummary.from_list(map(_without_home, places)).format())
    return "".join(lines)


def _without_home(place: traceback.FrameSummary) -> traceback.FrameSummary:
    """Return a place in the code without the folders it lies in: their names may be a person's.

    Of this program and of libraries the path stays from the folder on that packages lie in.
    """
    path = Path(place.filename)
    folders = (_PACKAGES, *(folder for folder in path.parents if folder.name in _LIBRARIES))
    cut = next((folder for folder in folders if path.is_relative_to(folder)), path.parent)
    name = path.relative_to(cut).as_posix()
    return traceback.FrameSummary(
        name, place.lineno, place.name, lookup_line=False, line=place.line
    )


def sentence(report: Path | None) -> str:
    """Return what a person is told after a crash."""
    if report is None:
        where = "no report could be written"
    else:
        where = f"a report that quotes none of your text is in {report}"
    return (
        "circle-tui stopped because of a fault in the program; "
        f"everything it showed as saved is safe, and {where}."
    )


def _chain(error: BaseException) -> list[BaseException]:
    """Return the error and all it came from, the first cause first, each of them once."""
    found: list[BaseException] = []
    to_do: list[BaseException | None] = [error]
    while to_do:
        link = to_do.pop()
        if link is None or any(link is known for known in found):
            continue
        found.append(link)
        # Textual's WorkerFailed carries the worker's own error in an attribute.
        inner = getattr(link, "error", None)
        to_do += [inner if isinstance(inner, BaseException) else None, link.__context__]
        to_do += [link.__cause__]
        if isinstance(link, BaseExceptionGroup):
            to_do += link.exceptions
    return found[::-1]
