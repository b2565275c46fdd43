"""The smallest guarded app, with a key for each way to fail.

Usage: ``python -m tests.e2e.programs.hello [fault]``. With ``fault`` the import of the app
fails behind the splash, with ``slow`` it waits for a signal there. Reports go to
``$HOME/crashes``; a signal writes ``$HOME/saved``.
"""

import signal
import sys
from pathlib import Path

from circle_tui.ui.terminal import collector
from circle_tui.ui.terminal.environment import scrub_environment
from circle_tui.ui.terminal.splash import splash

SECRET = "marmalade"
"""Stands for a private note: must be seen nowhere but in the app's memory."""


def main() -> int:
    """Run the program as the real one is run: splash, imports, app."""
    collector.hold()
    scrub_environment()
    with splash("hello is starting"):
        if sys.argv[1:] == ["fault"]:
            raise SystemExit("hello could not start")
        if sys.argv[1:] == ["slow"]:
            signal.pause()
        from tests.e2e.programs.hello_app import Hello

        return Hello(Path.home()).run_in_terminal()


if __name__ == "__main__":
    sys.exit(main())
