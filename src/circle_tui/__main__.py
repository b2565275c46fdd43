"""``python -m circle_tui`` is the same program as ``circle``."""

import sys

from circle_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
