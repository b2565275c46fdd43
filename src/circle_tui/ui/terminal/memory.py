"""The memory of the process, which holds what was typed before any name was masked.

Nobody looks into it from outside, and a crash does not write it to the disk. And what was typed
does not stay in it once it was kept: only the masked text does.
"""

import sys
from contextlib import suppress
from typing import Final

from circle_tui.ui.terminal.environment import is_developer

_PR_SET_DUMPABLE: Final = 4
"""From ``linux/prctl.h``."""

_M_ARENA_MAX: Final = -8
_M_TRIM_THRESHOLD: Final = -1
_M_TOP_PAD: Final = -2
"""From ``malloc.h`` of glibc."""

_KEPT: Final = 32 * 1024
"""Bytes at the end of the heap that may stay though nobody uses them; glibc's own bound grows with
what was ever in use for a moment, to several hundred thousand. It asks for half as many at once."""


def close_memory() -> None:
    """Let no core dump be written, and on Linux no other process of this user look inside.

    The limit alone does not hold where dumps go to a program of the system's; a process that is not
    dumpable has none anywhere, and refuses debuggers (``prctl(2)``, ``ptrace(2)``). Programs that
    are started from here inherit the limit and nothing else. Does nothing for a developer.
    """
    if is_developer():
        return
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):
            from ctypes import CDLL

            CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def keep_one_heap() -> None:
    """Let all threads of the process share one heap, and give back what is free at its end.

    Each other heap holds memory that nobody uses: half a megabyte of a session; Python's threads
    take turns anyway. The end of this one is another tenth. Call it before any thread is started.
    Does nothing without glibc.
    """
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):
            from ctypes import CDLL

            library = CDLL(None)
            library.mallopt(_M_ARENA_MAX, 1)
            library.mallopt(_M_TRIM_THRESHOLD, _KEPT)
            library.mallopt(_M_TOP_PAD, _KEPT // 2)


def forget_texts() -> None:
    """Forget the texts that Rich remembers the width of: every line that was typed is among them.

    Call it when a text is in no widget any more. Costs the next frame a fraction of a millisecond.
    """
    from rich.cells import cached_cell_len
    from rich.segment import Segment

    cached_cell_len.cache_clear()
    Segment._split_cells.cache_clear()
