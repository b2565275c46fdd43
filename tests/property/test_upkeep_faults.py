"""Backups, restoring and purging, with every single call to the disk failing or the last one."""

import subprocess
import sys
from pathlib import Path

import pytest

from circle_tui.storage.backup import counts
from circle_tui.storage.lines import Seals
from circle_tui.storage.listing import list_circles
from tests.property import upkeep_faults
from tests.property.upkeep_faults import GONE_ON, KILLED, TOLD, UNHARMED
from tests.upkeep import (
    EVERYTHING,
    NEW_TEXT,
    OLD_TEXT,
    PURGED,
    content,
    home_at,
    make,
    secret,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program forks")

WAYS = pytest.mark.parametrize(("how", "sealed"), [("fail", False), ("kill", True)])


def prepared(folder: Path, *, sealed: bool, backed_up: bool = False) -> None:
    """Make a circle, and a backup of it if wanted, to which it has something to add."""
    before = folder / "before"
    make(home_at(before / "home"), sealed=sealed)
    (before / "stick").mkdir()
    if backed_up:
        upkeep_faults.backup(before)
        upkeep_faults.purge(before)


def ends(folder: Path, what: str, how: str) -> dict[Path, int]:
    """Let it fail at every call; return how the process ended on each copy."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.property.upkeep_faults", what, how, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert told.returncode == 0, told.stderr
    found = {folder / str(n): int(end) for n, end in enumerate(told.stdout.split(), start=1)}
    allowed = {UNHARMED, KILLED} if how == "kill" else {UNHARMED, TOLD, GONE_ON}
    assert set(found.values()) <= allowed, (found, told.stderr)
    assert len(found) > 15
    return found


def seals(backup: Path) -> Seals | None:
    """Return what opens a backup."""
    keys = secret().keys(backup)
    return None if keys is None else keys.seals


@WAYS
def test_a_backup_is_whole_or_not_there(tmp_path: Path, how: str, sealed: bool) -> None:
    """Whatever fails, what is called a backup is one, and the circle has lost nothing."""
    prepared(tmp_path, sealed=sealed)
    for folder, end in ends(tmp_path, "backup", how).items():
        home, stick = home_at(folder / "home"), folder / "stick"
        ((circle, _),) = list_circles(home.circles)
        assert content(home, circle) == EVERYTHING
        made = [path for path in stick.iterdir() if not path.name.startswith(".")]
        assert len(made) == (end in (UNHARMED, GONE_ON)) or end == KILLED
        for backup in made:
            assert counts(backup, seals(backup))["circle.store notes"] == 2
        if end != KILLED:
            assert made == list(stick.iterdir()), "a failure leaves nothing hidden either"
        upkeep_faults.backup(folder)
        assert not [path for path in stick.iterdir() if path.name.startswith(".")]


@WAYS
def test_restoring_loses_neither_of_both(tmp_path: Path, how: str, sealed: bool) -> None:
    """Whatever fails, the circle is as it was or as the backup is, and doing it again does it."""
    prepared(tmp_path, sealed=sealed, backed_up=True)
    for folder, end in ends(tmp_path, "restore", how).items():
        home = home_at(folder / "home")
        there = [content(home, circle) for circle, _ in list_circles(home.circles)]
        assert there in ([PURGED], [EVERYTHING]) or (end == KILLED and not there)
        if end in (UNHARMED, GONE_ON):
            assert there == [EVERYTHING]
        upkeep_faults.restore(folder)
        ((circle, _),) = list_circles(home.circles)
        assert content(home, circle) == EVERYTHING
        aside = home.root / "set-aside"
        assert PURGED in [content(home, each) for each in aside.iterdir()]


@WAYS
def test_a_purge_is_one_step(tmp_path: Path, how: str, sealed: bool) -> None:
    """Whatever fails, all of it went or nothing; doing it again leaves no trace in any file."""
    prepared(tmp_path, sealed=sealed)
    for folder, end in ends(tmp_path, "purge", how).items():
        home = home_at(folder / "home")
        ((circle, _),) = list_circles(home.circles)
        found = content(home, circle)
        assert found == PURGED if end == UNHARMED else found in (PURGED, EVERYTHING)
        upkeep_faults.purge(folder)
        assert content(home, circle) == PURGED
        files = [path.read_bytes() for path in circle.rglob("*") if path.is_file()]
        assert not any(OLD_TEXT.encode() in data for data in files)
        assert sealed or any(NEW_TEXT.encode() in data for data in files)
