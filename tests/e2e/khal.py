"""The terminal calendar khal for the tests, with a calendar of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

_CONFIG = """\
[calendars]
[[circle]]
path = {0}/calendar
[sqlite]
path = {0}/khal.db
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = circle
"""


class Khal:
    """One calendar in a folder of the test's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "calendar").mkdir(parents=True)
        (folder / "config").write_text(_CONFIG.format(folder))

    def take(self, *files: Path) -> None:
        """Import files, as whoever trusts them does."""
        self._run("import", "--batch", *map(str, files))

    def put(self, name: str, text: str) -> None:
        """Put a file where khal keeps its own, as whoever syncs calendars does: much faster."""
        (self._folder / "calendar" / name).write_text(text, "utf-8", newline="")

    def listed(self, first: str, days: int) -> list[dict[str, str]]:
        """Return every event from a day on: ``uid``, ``start`` and ``end`` in UTC, ``status``.

        An event of two days is listed on both, and comes here once.
        """
        names = {"uid": "uid", "start": "start-long-full", "end": "end-long-full"}
        names |= {"status": "status", "cancelled": "cancelled"}
        fields = [word for name in names.values() for word in ("--json", name)]
        told = self._run("list", *fields, first, f"{days}d")
        found = {}
        for line in told.splitlines():
            for event in json.loads(line):
                found[event["uid"]] = {short: event[name] for short, name in names.items()}
        return list(found.values())

    def files(self) -> list[str]:
        """Return what khal keeps, one text for each event."""
        return [path.read_text("utf-8") for path in (self._folder / "calendar").glob("*.ics")]

    def _run(self, *words: str) -> str:
        home = str(self._folder)
        done = subprocess.run(
            [Path(sys.executable).with_name("khal"), "-c", self._folder / "config", *words],
            env={**os.environ, "HOME": home, "XDG_DATA_HOME": home, "TZ": "UTC", "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout
