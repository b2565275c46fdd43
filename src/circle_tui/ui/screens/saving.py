"""Saves under way, which are spoken of once one takes its time."""

import asyncio
from collections.abc import Callable


class Saving:
    """The saves that are under way: ``slow`` from when one has taken long until all are done.

    ``tell`` is called at both. Without a timer of Textual's: each is a task, and every key has its
    rule saved.
    """

    def __init__(self, tell: Callable[[], None]) -> None:
        self.slow = False
        self._tell = tell
        self._under_way = 0

    def begin(self, after: float) -> Callable[[], None]:
        """Count a save that takes long after so many seconds, until what is returned is called."""
        self._under_way += 1
        late = asyncio.get_running_loop().call_later(after, self._look)

        def saved() -> None:
            late.cancel()
            self._under_way -= 1
            if self.slow and not self._under_way:
                self._look()

        return saved

    def _look(self) -> None:
        self.slow = self._under_way > 0
        self._tell()
