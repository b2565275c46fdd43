"""Five hundred invites, and what programs that nobody here wrote understand of them."""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
from ctypes.util import find_library
from datetime import UTC, datetime
from pathlib import Path

import pytest

from circle_tui.domain.meeting import MeetingStatus
from tests.e2e.khal import Khal
from tests.e2e.meetings import COUNT, FIRST, LAST, ZONES, Told, generated
from tests.ics import checked

READERS = Path(__file__).parent / "readers"

ICAL_JS = "ical.js@2.2.1"

NO_LIBICAL = "libical is not here, as Debian has it: apt-get install libical3"
NO_NPM = f"there is no npm here to fetch {ICAL_JS} with: apt-get install npm"

KHAL = 4
"""Each fourth is imported into khal, which takes its time; it finds the others in its folder."""


Meetings = list[tuple[str, Told]]


@pytest.fixture(scope="session")
def meetings(tmp_path_factory: pytest.TempPathFactory) -> Meetings:
    """Return every file and what it says, made by the first worker of a test run that asks."""
    folder = tmp_path_factory.getbasetemp()
    file = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "meetings.json"
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            file.write_text(json.dumps(generated()), "utf-8")
    return [(text, told) for text, told in json.loads(file.read_text("utf-8"))]


def understood(meetings: Meetings, *command: str | Path, **environment: str) -> list[Told]:
    """Return what a reader understood of every file."""
    done = subprocess.run(
        command,
        input=json.dumps([text for text, _ in meetings]),
        env={**os.environ, **environment, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: list[Told] = json.loads(done.stdout)
    return told


def ical_js() -> Path:
    """Return the folder of node's modules with ical.js, fetched once by npm for this environment.

    Workers of one test run wait for each other. Skips where npm is missing or has no network.
    """
    folder = Path(sys.prefix) / "share" / "circle-tui-tests" / ICAL_JS
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "node_modules" / "ical.js").is_dir():
            npm = shutil.which("npm") or pytest.skip(NO_NPM)
            quiet = ("--no-save", "--no-audit", "--no-fund", "--ignore-scripts")
            words: list[str | Path] = [npm, "install", "--prefix", folder, *quiet, ICAL_JS]
            done = subprocess.run(words, capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.skip(f"npm could not fetch {ICAL_JS}: {done.stderr[-300:]}")
    return folder / "node_modules"


def expected(meetings: Meetings) -> list[Told]:
    """Return what every file says."""
    return [told for _, told in meetings]


def test_the_meetings_are_worth_reading(meetings: Meetings) -> None:
    """They are many, in many zones, often beside a change of clocks, and right to the letter."""
    assert len(meetings) == COUNT >= 500
    assert len(ZONES) >= 40
    assert {"Europe/Dublin", "Africa/Casablanca", "Australia/Lord_Howe"} <= set(ZONES)
    assert "America/Vancouver" in ZONES
    methods = [checked(text.encode()).one("METHOD") for text, _ in meetings]
    assert min(methods.count(method) for method in ("PUBLISH", "REQUEST", "CANCEL")) > 50


def test_icalendar(meetings: Meetings) -> None:
    """Our own library, which knows nothing of the zone but what the file says."""
    assert understood(meetings, sys.executable, READERS / "with_icalendar.py") == expected(meetings)


def test_vobject(meetings: Meetings) -> None:
    """As Radicale reads."""
    assert understood(meetings, sys.executable, READERS / "with_vobject.py") == expected(meetings)


def test_ical_js(meetings: Meetings) -> None:
    """As Thunderbird and Nextcloud read."""
    modules = ical_js()
    node = shutil.which("node") or pytest.skip(NO_NPM)
    told = understood(meetings, node, READERS / "with_icaljs.cjs", NODE_PATH=str(modules))
    assert told == expected(meetings)


def test_libical(meetings: Meetings) -> None:
    """As Evolution and GNOME read; it also checks each file by its tables of RFC 5546."""
    library = find_library("ical") or pytest.skip(NO_LIBICAL)
    assert understood(meetings, sys.executable, READERS / "with_libical.py", library) == expected(
        meetings
    )


def test_khal(meetings: Meetings, tmp_path: Path) -> None:
    """Imported into khal or synced to it, each is one event at its hour; who is asked is kept."""
    khal = Khal(tmp_path / "khal")
    paths = []
    for number, (text, _) in enumerate(meetings[::KHAL]):
        path = tmp_path / f"{number}.ics"
        path.write_bytes(text.encode())
        paths.append(path)
    khal.take(*paths)
    kept = sorted(_kept(text) for text in khal.files())
    wanted = expected(meetings)
    assert kept == sorted((*told[:2], told[4]) for told in wanted[::KHAL])
    for number, (text, _) in enumerate(meetings):
        if number % KHAL:
            khal.put(f"{number}.ics", text)
    listed = khal.listed(f"{FIRST:%Y-%m-%d}", (LAST - FIRST).days + 2)
    when = [[e["uid"], *(_seconds(e[end]) for end in ("start", "end"))] for e in listed]
    assert sorted(when, key=str) == sorted(
        ([u, start, end] for u, _, start, end, _ in wanted), key=str
    )
    off = {told[0] for text, told in meetings if "STATUS:CANCELLED" in text}
    assert {e["uid"] for e in listed if e["status"] == MeetingStatus.CANCELLED} == off


def _kept(text: str) -> tuple[str, int, list[str]]:
    """Return uid, sequence and addresses of what khal keeps, which it wrote anew."""
    lines = re.sub(r"\r?\n ", "", text)
    uid, sequence = (
        re.search(r"^UID:(\w+)", lines, re.M),
        re.search(r"^SEQUENCE:(\d+)", lines, re.M),
    )
    assert uid
    assert sequence
    return uid[1], int(sequence[1]), re.findall(r"^ATTENDEE.*:mailto:(\S+)", lines, re.M)


def _seconds(text: str) -> float:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC).timestamp()
