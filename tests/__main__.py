"""``python -m tests [format|lint|types|imports|tests|dateutil]...``: the steps of CI.

They are the same here and there. Without a name all steps run, always in the same order, with the
interpreter that runs this file and the tools that lie beside it. The first failure ends the run
with its exit status.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent

WORKERS = min(12, 3 * (os.cpu_count() or 1))
"""More than processors: a test of a screen spends half its time waiting for it to be at rest."""

STEPS = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("mypy",),
    "imports": ("lint-imports",),
    "dateutil": (Path(sys.executable).name, "-m", "tests.other_dateutil"),
    "tests": ("pytest", "-n", str(WORKERS), "--dist", "worksteal", "--hypothesis-profile=ci"),
}
"""Every step and its command, the quick ones first.

With the profile one commit passes or fails alike everywhere, and each test has examples of its own
(``tests/conftest.py``); ``pytest`` by itself draws others each time, and so finds what nobody
thought of. ``dateutil`` is the calendar's tests once more, on the other one of the two versions of
it that people have.
"""


READ_AHEAD = ("pytest", "--collect-only", "-qq", "-p", "no:cacheprovider")
"""What makes pytest compile every test and keep that: else each of the workers would do it."""


def main(names: Sequence[str]) -> int:
    """Run the named steps, or all; return 0, a failed step's status, or 2 for an unknown name."""
    if unknown := [name for name in names if name not in STEPS]:
        known = ", ".join(STEPS)
        print(f'There is no step called "{unknown[0]}". There is: {known}.', file=sys.stderr)
        return 2
    with ExitStack() as ending:
        if not names:
            _read_ahead(ending)
        return _run([step for step in STEPS if not names or step in names])


def _run(steps: Sequence[str]) -> int:
    """Run steps one after the other, up to the first failure, and return the status."""
    for step in steps:
        tool, *arguments = STEPS[step]
        print(f"\n== {step}: {' '.join((tool, *arguments))}", flush=True)
        try:
            status = subprocess.run(
                [Path(sys.executable).parent / tool, *arguments], cwd=ROOT, env=_environment()
            )
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


def _environment() -> dict[str, str]:
    """Return this environment, but let Python keep what it compiled: programs start often here."""
    return {name: told for name, told in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _read_ahead(ending: ExitStack) -> None:
    """Begin to read all tests beside the first steps, which need one processor; end it at the end.

    Nothing depends on it but time: what cannot be read fails in the step of its own.
    """
    tool, *arguments = READ_AHEAD
    with suppress(FileNotFoundError):
        reading = subprocess.Popen(
            [Path(sys.executable).parent / tool, *arguments],
            cwd=ROOT,
            env=_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ending.callback(reading.wait)
        ending.callback(reading.terminate)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
