"""``python -m tests.other_dateutil``: the calendar's tests on the dateutil that is not installed.

People have python-dateutil 2.9 or 4: what reads free/busy files pins the old one, everything else
takes the new one. Whichever is here, the other one is put into a folder of its own for the length
of this run, and comes before it. The exit status is that of the tests; 2 when it cannot be had.
"""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.__main__ import ROOT, WORKERS

OLD, NEW = "python-dateutil>=2.9,<3", "python-dateutil>=4,<5"

TESTS = (
    *sorted(str(path) for path in (ROOT / "tests/unit").glob("test_calendar_*.py")),
    "tests/property/test_calendar_laws.py",
    "tests/property/test_cadence_law.py",
    "tests/unit/test_services_inviting.py",
    "tests/unit/test_services_coming.py",
    "tests/cli/test_next_when.py",
)
"""Where dates come from a rhythm, or an invite is read by its rules."""

ZONES_ALONE = ("-k", "not every_hour and not every_zone")
"""Long walks through zone data, in which the program itself asks dateutil nothing."""


def main() -> int:
    """Install the other one beside this environment, and run the tests with it."""
    here = version("python-dateutil")
    other = OLD if int(here.partition(".")[0]) > 2 else NEW
    with TemporaryDirectory() as folder:
        pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", folder)
        if subprocess.run([sys.executable, *pip, other]).returncode:
            print(f"{other} could not be installed, so nothing was tried with it.", file=sys.stderr)
            return 2
        paths = (folder, os.environ.get("PYTHONPATH", ""))
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
        found = subprocess.run(
            [
                sys.executable,
                "-c",
                "import dateutil; print(dateutil.__file__, dateutil.__version__)",
            ],
            env=environment,
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        if not found.startswith(folder) or found.split()[-1] == here:
            print(f"dateutil {found.split()[-1]} came up in place of {other}.", file=sys.stderr)
            return 2
        print(f"dateutil {found.split()[-1]} in place of {here}", flush=True)
        pytest = Path(sys.executable).parent / "pytest"
        options = ("-q", "-n", str(WORKERS), "--hypothesis-profile=ci", "-p", "no:cacheprovider")
        return subprocess.run(
            [pytest, *options, *ZONES_ALONE, *TESTS], cwd=ROOT, env=environment
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
