"""Asyncio without the part that is for encrypted connections: this program makes none.

On Linux the library for them is a tenth of what a session takes of memory (4.3 of 45 MB), and a
fortieth of the time to its first screen. Asyncio does without where a Python was built without it,
and here it is told so.
"""

import sys


def load_asyncio() -> None:
    """Import asyncio so that it leaves ``ssl`` out. Call before anything else imports asyncio.

    Whoever wants ``ssl`` for itself later, such as a language model, imports it as ever.
    """
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # what makes an import fail
    try:
        import asyncio  # noqa: F401 - this is the first import of it
    finally:
        del sys.modules["ssl"]
