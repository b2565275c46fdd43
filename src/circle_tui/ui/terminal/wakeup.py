"""A signal wakes the loop, whichever thread the kernel has told of it.

Python's own handlers run on the main thread only, when it next does something. Where the kernel has
told another thread, as it may after a stop, the loop would sleep on over a signal until a key is
pressed.
"""

import asyncio
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def woken_by_signals(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Wake ``loop`` for each signal that has a handler; call it on the main thread."""
    if sys.platform == "win32":  # its loop does that itself, and reads no sockets so
        yield
        return
    woken, waking = socket.socketpair()
    with woken, waking:
        woken.setblocking(False)
        waking.setblocking(False)

        def awake() -> None:
            with suppress(BlockingIOError):
                woken.recv(4096)

        loop.add_reader(woken, awake)
        before = signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(before)
            loop.remove_reader(woken)
