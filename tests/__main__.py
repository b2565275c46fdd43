"""``python -m tests [format|lint|types|imports|tests|dateutil]...``: the steps of CI.

They are the same here and there. Without a name all steps run, always in the same order, with the
interpreter that runs this file and the tools that lie beside it. The first failure ends the run
with its exit status.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent

WORKERS = min(12, 2 * (os.cpu_count() or 1))
"""Twice the processors: a test of a screen spends half its time waiting for it to be at rest."""

STEPS = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("mypy",),
    "imports": ("lint-imports",),
    "dateutil": (Path(sys.executable).name, "-m", "tests.other_dateutil"),
    "tests": ("pytest", "-n", str(WORKERS), "--dist", "worksteal", "--hypothesis-seed=0"),
}
"""Every step and its command, the quick ones first.

The seed makes one commit pass or fail alike everywhere; ``pytest`` by itself draws other examples
each time, and so finds what nobody thought of. ``dateutil`` is the calendar's tests once more, on
the other one of the two versions of it that people have.
"""


def main(names: Sequence[str]) -> int:
    """Run the named steps, or all; return 0, a failed step's status, or 2 for an unknown name."""
    if unknown := [name for name in names if name not in STEPS]:
        known = ", ".join(STEPS)
        print(f'There is no step called "{unknown[0]}". There is: {known}.', file=sys.stderr)
        return 2
    for step, (tool, *arguments) in STEPS.items():
        if names and step not in names:
            continue
        print(f"\n== {step}: {' '.join((tool, *arguments))}", flush=True)
        try:
            status = subprocess.run([Path(sys.executable).parent / tool, *arguments], cwd=ROOT)
        except FileNotFoundError:
            print(
                f"{tool} is not installed beside {sys.executable}. Install the project with its "
                "development tools: pip install -e '.[dev]'",
                file=sys.stderr,
            )
            return 2
        if status.returncode:
            print(f"\n== {step} failed (status {status.returncode})", file=sys.stderr)
            return status.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
