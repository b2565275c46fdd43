"""What a person is told when a command fails, and the exit status that goes with it."""

import sys
from argparse import Namespace

from circle_tui.domain.errors import CircleError, InputError
from circle_tui.ui.terminal.characters import clean


def explain(error: Exception, options: Namespace | None) -> int:
    """Say on standard error what went wrong and return the exit status, 1 or 2.

    What nobody foresaw is a fault in the program: it is told in one sentence that quotes nothing,
    and a report without messages or values goes to the data folder that ``options`` names.
    """
    if isinstance(error, CircleError):
        _say(str(error))
        return 2 if isinstance(error, InputError) else 1
    if isinstance(error, OSError):
        _say(_of_the_system(error))
        return 1
    _say(_fault(error, options))
    return 1


def _of_the_system(error: OSError) -> str:
    """Return the sentence for a refusal of the operating system."""
    what = f"{error.filename} cannot be used" if error.filename else "the output cannot be written"
    reason = (error.strerror or "the system refused").lower()
    return f"{what}: {reason}. What was saved before is safe. Put that right and try again."


def _fault(error: Exception, options: Namespace | None) -> str:
    """Keep a report of a fault in the program and return the sentence about it."""
    import os

    from circle_tui.config.home import find_home
    from circle_tui.ui.terminal.crash import CrashReports, sentence

    try:
        reports = find_home(options.home if options else None, os.environ).reports
    except InputError:  # what failed may have been to find the folder
        return sentence(None)
    return sentence(CrashReports(reports).write(error))


def _say(text: str) -> None:
    if sys.stderr is None:  # closed by the caller; the exit status still tells
        return
    for line in clean(text, multiline=True).splitlines():
        sys.stderr.write(f"circle: {line}\n")
