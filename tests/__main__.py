"""``python -m tests [format|lint|types|imports|tests]...``: the steps of CI, here and there alike.

Without a name all steps run, always in the same order, with the interpreter that runs this file
and the tools that lie beside it. The first failure ends the run with its exit status.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent

STEPS = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("mypy",),
    "imports": ("lint-imports",),
    "tests": ("pytest", "-n", "auto", "--dist", "worksteal"),
}
"""Every step and its command, the quick ones first."""


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
