"""Python's garbage collector, kept out of the way until the first frame is shown.

Start-up makes some hundred thousand objects that all stay, and the collector looks at them
again and again: about a tenth of the time to the first frame (``bench/README.md``).
"""

import gc


def hold() -> None:
    """Stop collecting. Call as early as possible, before the large imports."""
    gc.disable()


def release() -> None:
    """Collect once, set everything that is left aside for good, and collect as usual."""
    gc.collect()
    gc.freeze()
    gc.enable()


def sweep() -> None:
    """Let go of what nobody needs any more, also of what was set aside, such as the first screen.

    Costs as much as ``release`` did, a few hundredths of a second: call it between two screens.
    """
    gc.unfreeze()
    release()
