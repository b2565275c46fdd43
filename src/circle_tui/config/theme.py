"""Which colours were chosen last, as one word in a file of the data folder."""

from collections.abc import Mapping
from pathlib import Path

from circle_tui.config.small import keep_small, small_text

VARIABLE = "CIRCLE_TUI_THEME"
"""What says in the environment which colours are wanted: the same as in ``ui.themes``."""

FILE = "theme"
"""The file in the data folder; what is in it is what the variable may be."""


def with_theme(root: Path, environment: Mapping[str, str]) -> Mapping[str, str]:
    """Return the environment with the colours that were kept, unless it names some itself."""
    kept = small_text(root / FILE, 40).strip()
    return {VARIABLE: kept, **environment} if kept else environment


def keep_theme(root: Path, word: str) -> None:
    """Keep a word; where that cannot be done the choice holds until the program ends."""
    keep_small(root / FILE, f"{word}\n")
