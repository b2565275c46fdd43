"""The environment Textual may see.

Textual has doors for developers: ``TEXTUAL_LOG`` appends every message to a file,
``TEXTUAL_DEBUG`` every keystroke, ``TEXTUAL=devtools`` sends them to a port, and others press
keys, take screenshots or import a driver of any name. In a confidential circle each of them is
a leak, and a variable forgotten in a shell profile would be enough. Textual reads most of them
when ``textual.constants`` is imported, so they are closed before that.
"""

import os
from collections.abc import Mapping, MutableMapping
from typing import Final

DEVELOPER_SWITCH: Final = "CIRCLE_TUI_DEVELOPER"
"""Set to ``1`` it leaves these doors open, and those of ``memory`` and of ``asyncio``."""

_LOOKS: Final = frozenset(
    {
        "TEXTUAL_ANIMATIONS",
        "TEXTUAL_COLOR_SYSTEM",
        "TEXTUAL_DIM_FACTOR",
        "TEXTUAL_DISABLE_KITTY_KEY",
        "TEXTUAL_FILTERS",
        "TEXTUAL_FPS",
        "TEXTUAL_SMOOTH_SCROLL",
    }
)
"""What a person may set because it changes nothing but looks and keys. A list of what may
stay, so that a door added by a later Textual is closed from the start."""


def is_developer(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the program is being worked on, with sample data and no circle's."""
    return environ.get(DEVELOPER_SWITCH) == "1"


def scrub_environment(environ: MutableMapping[str, str] = os.environ) -> None:
    """Remove every Textual variable that is not about looks; call before importing Textual."""
    if is_developer(environ):
        return
    for name in list(environ):
        if (name == "TEXTUAL" or name.startswith("TEXTUAL_")) and name not in _LOOKS:
            del environ[name]
