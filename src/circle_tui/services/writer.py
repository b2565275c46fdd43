"""Saves run one after the other on a thread of their own, so that a slow disk never stalls a clock.

The event loop awaits a save and goes on drawing; what is shown as saved has been saved.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 0.3
"""Seconds that an end may take without a word.

Read where it counts, so that one place decides: no test may hang on how fast a disk is.
"""


class Writer:
    """A thread on which things are written in order: one touches the store while a session runs."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")

    async def run(self, save: Callable[[], T]) -> T:
        """Run ``save`` after all that were asked for before, and return what it returns.

        Raises what ``save`` raises. A save that has begun is finished even if the waiting task is
        cancelled: half a save is worse than a late one.
        """
        return await asyncio.shield(self.begin(save))

    def begin(self, save: Callable[[], T]) -> "asyncio.Future[T]":
        """Have ``save`` run after all that were asked for before, and return its future result."""
        return asyncio.get_running_loop().run_in_executor(self._thread, save)

    def close(
        self, last: Callable[[], object] = lambda: None, tell: Callable[[], None] | None = None
    ) -> None:
        """Wait for the saves that were asked for, do ``last``, then let the thread go.

        ``tell`` is called when the disk keeps everybody waiting. Raises what ``last`` raises; doing
        it twice does ``last`` once.
        """
        try:
            ending = self._thread.submit(last)
        except RuntimeError:
            return
        self._thread.shutdown(wait=False)
        if not wait([ending], timeout=PATIENCE).done and tell is not None:
            tell()
        ending.result()
