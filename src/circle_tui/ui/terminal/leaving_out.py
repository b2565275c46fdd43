"""Modules of Python itself without the parts that this program has no use for.

Asyncio is also for encrypted connections, and this program makes none: on Linux the library for
them is a tenth of what a session takes of memory (4.3 of 45 MB), and a fortieth of the time to its
first screen. ``shutil``, of which we want what removes a folder, also packs archives: what squeezes
those is a quarter of a megabyte (42.13 to 41.87 MB, medians of seven sessions each, in turns). Both
do without where a Python was built without these parts, and here they are told so.
"""

import sys
from importlib import import_module


def load_lean() -> None:
    """Import asyncio and ``shutil``; call before anything else imports one of them."""
    import_without("asyncio", "ssl")
    import_without("shutil", "bz2", "lzma")


def import_without(name: str, *parts: str) -> None:
    """Import a module so that it leaves out parts that it can do without.

    A module or a part that is there already stays as it is. Whoever wants such a part for itself
    later, such as a language model, imports it as ever.
    """
    if name in sys.modules:
        return
    absent = [part for part in parts if part not in sys.modules]
    for part in absent:
        sys.modules[part] = None  # type: ignore[assignment]  # what makes an import fail
    try:
        import_module(name)
    finally:
        for part in absent:
            del sys.modules[part]
