"""Questions that are answered with yes or no, in a terminal."""

import os
import sys

from circle_tui.cli.output import clean
from circle_tui.domain.errors import Refusal


def agreed(question: str) -> bool:
    """Ask, and return whether the answer was yes; anything else, and no answer at all, is no.

    Raises ``Refusal`` where nobody can be asked.
    """
    if sys.stdin is None or not os.isatty(sys.stdin.fileno()):
        raise Refusal(
            "This has to be agreed to, and there is no terminal to ask in. Nothing was changed. "
            "Add --yes if you are sure."
        )
    sys.stdout.write(f"{clean(question)} [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes")
