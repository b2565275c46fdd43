"""``python -m bench``: the live screen, side by side with a minimal program."""

import sys

from bench.live import main

sys.exit(main())
