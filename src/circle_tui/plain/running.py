"""Running the conversation as a process: signals, a terminal that goes away, the exit status."""

import asyncio
import errno
import os
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress

from circle_tui.domain.errors import InputError
from circle_tui.plain.evening import evening, stays
from circle_tui.plain.lines import NO_DESCRIPTOR, Typed
from circle_tui.plain.talk import Clean, Talk
from circle_tui.services.workspace import Workspace

Strays = Callable[[asyncio.AbstractEventLoop], AbstractContextManager[None]]
"""Catches what goes wrong beside the conversation, for the length of a ``with`` block."""

_ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
_HANG_UP = 1
"""The number of SIGHUP, also where there is no such signal."""

NOBODY_READS = (
    "A session in lines speaks on standard output, and that is closed, so nobody would hear it. "
    "Nothing was begun. Leave it open: to the terminal, a pipe or a file."
)

IN_MEMORY = (
    "A presenter's notes are in memory only. quit asks where they go; Ctrl-C again loses them."
)


def run(workspace: Workspace, agenda: str | None, clean: Clean, strays: Strays) -> int:
    """Hold the conversation on standard input and output, and return the exit status.

    128 + n after signal n, and as after SIGHUP when the terminal is gone. What was said to be saved
    is on the disk, however it ends. Raises ``BrokenPipeError`` when nobody reads any more, and
    ``InputError`` when the caller closed the output: nothing was begun then.
    """
    if sys.stdout is None:
        raise InputError(NOBODY_READS)
    encoding = getattr(sys.stdin, "encoding", None) or "utf-8"
    # Where the caller closed the input, its number may be that of a file of the circle's by now.
    typed = Typed(NO_DESCRIPTOR if sys.stdin is None else 0, encoding)
    talk = Talk(typed, sys.stdout, clean, _columns)
    terminals = [descriptor for descriptor in range(3) if os.isatty(descriptor)]
    try:
        with asyncio.Runner(debug=False) as runner, strays(runner.get_loop()):
            return runner.run(_until_ended(workspace, talk, agenda))
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return 128 + _HANG_UP
    finally:
        _let_go_of_closed(terminals)


async def _until_ended(workspace: Workspace, talk: Talk, agenda: str | None) -> int:
    """Hold the conversation until it is over or a signal ends it."""
    loop, told = asyncio.get_running_loop(), asyncio.ensure_future(evening(workspace, talk, agenda))
    numbers: list[int] = []
    warned = False

    def end(number: int) -> None:
        nonlocal warned
        if number == signal.SIGINT and workspace.held.notes and not warned:
            warned = True
            talk.say(IN_MEMORY)
            return
        numbers.append(number)
        told.cancel()

    for number in _ENDING:
        loop.add_signal_handler(number, end, number)
    try:
        return await told
    except asyncio.CancelledError:
        if not numbers:
            raise
        with suppress(OSError):  # the terminal may be gone
            talk.say("", *stays(workspace))
        return 128 + numbers[0]


def _columns() -> int:
    """Return how wide the terminal is, 0 where the output is none or does not say."""
    try:
        return os.get_terminal_size(1).columns
    except OSError:
        return 0


def _let_go_of_closed(terminals: list[int]) -> None:
    """Point those descriptors that have lost their terminal to the null device.

    Otherwise Python fails to flush them at its end and makes the exit status 120.
    """
    for descriptor in terminals:
        if not os.isatty(descriptor):
            null = os.open(os.devnull, os.O_RDWR)
            os.dup2(null, descriptor)
            os.close(null)
