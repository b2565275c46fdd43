"""Zones: the newest data, names in words, and wall times that clocks skip or repeat."""

import os
import shutil
import subprocess
import sys
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from circle_tui.calendars import zones
from circle_tui.calendars.zones import WallTimeProblem, instant, local_zone_name, zone
from circle_tui.domain.errors import InputError


def wall(text: str) -> datetime:
    """Return a naive wall time from ISO text."""
    return datetime.fromisoformat(text)


@pytest.fixture
def fresh_zones() -> Iterator[None]:
    """Forget which zone data was chosen, before the test and after it."""
    caches = (
        *(zones._folders, zones._load, zones._version, zones._packaged_names),
        *(zones._links, zones.zone_names),
    )
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


def system_data(folder: Path, version_file: str, version: str) -> Path:
    """Make a system zone folder in which Europe/Berlin keeps Tokyo's time."""
    (folder / "Europe").mkdir(parents=True)
    tokyo = zones._package_folder()[0] / "Asia" / "Tokyo"
    shutil.copy(tokyo, folder / "Europe" / "Berlin")
    (folder / version_file).write_text(version)
    return folder


@pytest.mark.parametrize(
    ("version_file", "version"), [("tzdata.zi", "# version 2999a\n"), ("+VERSION", "2999a\n")]
)
@pytest.mark.usefixtures("fresh_zones")
def test_newer_system_data_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version_file: str, version: str
) -> None:
    """If my system's zone data is newer than the package, it decides what time it is."""
    folder = system_data(tmp_path / "zoneinfo", version_file, version)
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(folder),))
    assert zones.zone_data_version() == "2999a"
    assert instant(wall("2027-01-01T12:00"), "Europe/Berlin").hour == 3
    assert instant(wall("2027-01-01T12:00"), "Europe/Paris").hour == 11, "fell back to the package"


@pytest.mark.parametrize("version", ["# version 2001a\n", "no version here"])
@pytest.mark.usefixtures("fresh_zones")
def test_older_system_data_loses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    """If my system's zone data is stale, I am not shown the wrong hour because of it."""
    folder = system_data(tmp_path / "zoneinfo", "tzdata.zi", version)
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(folder),))
    assert zones.zone_data_version() > "2026"
    assert instant(wall("2027-01-01T12:00"), "Europe/Berlin").hour == 11


@pytest.mark.usefixtures("fresh_zones")
def test_data_without_a_version_is_still_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a system where only unversioned zone data exists, zones still work and say so."""
    folder = system_data(tmp_path / "zoneinfo", "notes.txt", "")
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(folder),))
    monkeypatch.setattr(zones, "_package_folder", list)
    assert zones.zone_data_version() == "unknown"
    assert instant(wall("2027-01-01T12:00"), "Europe/Berlin").hour == 3


def test_importing_reads_and_creates_nothing() -> None:
    """Loading the zones module opens no zone file and pulls in no heavy library."""
    code = (
        "import sys; opened = []\n"
        "sys.addaudithook(lambda e, a: opened.append(str(a[0])) if e == 'open' else None)\n"
        "import circle_tui.calendars.zones, circle_tui.calendars.cadence\n"
        "import circle_tui.calendars.phrases, circle_tui.calendars.invite\n"
        "assert not [o for o in opened if 'tzdata' in o or '/usr/share/zoneinfo' in o], opened\n"
        "assert not {'icalendar', 'dateutil', 'tzdata'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "TZ": "UTC"})


def test_vancouver_follows_the_law_of_2026() -> None:
    """A member in Vancouver sees the right hour: no fall-back since November 2026."""
    assert instant(wall("2026-12-03T12:00"), "America/Vancouver").hour == 19


def test_same_name_is_the_same_zone() -> None:
    """A zone asked for twice is one object, and knows its own name."""
    assert zone("Europe/Berlin") is zone("Europe/Berlin")
    assert zone("Europe/Berlin").key == "Europe/Berlin"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("Europe/Berln", "Europe/Berlin"),
    ],
)
def test_a_near_miss_names_the_zone_meant(typed: str, meant: str) -> None:
    """When I mistype a zone I am told which one I probably meant."""
    with pytest.raises(InputError, match=f"is not a time zone. Did you mean .*{meant}"):
        zone(typed)


@pytest.mark.parametrize(
    "typed", ["", "../../etc/passwd", "/etc/passwd", "Factory", "localtime", "a\x00b", "Europe"]
)
def test_what_is_no_zone_is_refused_in_words(typed: str) -> None:
    """Nonsense, paths and machine-local names are refused, with no file outside the data read."""
    with pytest.raises(InputError, match="is not a time zone"):
        zone(typed)


def test_hostile_zone_names_do_not_reach_the_terminal() -> None:
    """The refusal shows what I typed without its control characters, and not all of a novel."""
    with pytest.raises(InputError) as refusal:
        zone("\x1b[31mMars\u202e\n" + "x" * 10_000)
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 250


@pytest.mark.parametrize(
    ("name", "starts", "sentence", "valid"),
    [
        (
            "Europe/Berlin",
            "2027-03-28T02:30",
            "02:30 on Sunday 28 March 2027 does not exist in Europe/Berlin: clocks go from 02:00 "
            "to 03:00. Next valid times: 03:00 or 03:30.",
            ["2027-03-28T03:00", "2027-03-28T03:30"],
        ),
        (
            "Europe/Berlin",
            "2027-10-31T02:30",
            "02:30 on Sunday 31 October 2027 comes twice in Europe/Berlin: clocks go back from "
            "03:00 to 02:00. Next valid times: 03:00 or 03:30.",
            ["2027-10-31T03:00", "2027-10-31T03:30"],
        ),
        (
            "Australia/Lord_Howe",
            "2027-10-03T02:00",
            "02:00 on Sunday 3 October 2027 does not exist in Australia/Lord_Howe: clocks go from "
            "02:00 to 02:30. Next valid times: 02:30.",
            ["2027-10-03T02:30"],
        ),
        (
            "Europe/Dublin",
            "2027-10-31T01:00",
            "01:00 on Sunday 31 October 2027 comes twice in Europe/Dublin: clocks go back from "
            "02:00 to 01:00. Next valid times: 02:00.",
            ["2027-10-31T02:00"],
        ),
        (
            "Africa/Cairo",
            "2027-10-28T23:30",
            "23:30 on Thursday 28 October 2027 comes twice in Africa/Cairo: clocks go back from "
            "00:00 on Friday 29 October 2027 to 23:00. Next valid times: 00:00 on Friday 29 "
            "October 2027 or 00:30 on Friday 29 October 2027.",
            ["2027-10-29T00:00", "2027-10-29T00:30"],
        ),
    ],
)
def test_skipped_and_doubled_times_are_named(
    name: str, starts: str, sentence: str, valid: list[str]
) -> None:
    """A time that a clock change skips or repeats is refused, with the next ones that work."""
    with pytest.raises(WallTimeProblem) as problem:
        instant(wall(starts), name)
    assert str(problem.value) == sentence
    assert list(problem.value.valid) == [wall(text) for text in valid]
    for offered in problem.value.valid:
        assert instant(offered, name).tzinfo is UTC


@pytest.mark.parametrize("minutes", [-1, 60])
def test_times_beside_a_gap_are_fine(minutes: int) -> None:
    """The last minute before the clocks go forward, and the first after, can be planned."""
    starts = wall("2027-03-28T02:00") + timedelta(minutes=minutes)
    assert instant(starts, "Europe/Berlin") == datetime(2027, 3, 28, 1, tzinfo=UTC) + timedelta(
        minutes=min(minutes, 0)
    )


@pytest.mark.parametrize("year", [1, 26, 1969, 9999])
def test_a_mistyped_year_is_refused(year: int) -> None:
    """A year such as 26 is an error in words, not a crash or a meeting in antiquity."""
    with pytest.raises(InputError, match="year"):
        instant(datetime(year, 1, 1, 18, 30), "UTC")  # noqa: DTZ001


@pytest.mark.parametrize(
    ("tz", "link", "expected"),
    [
        ("Europe/Berlin", "/usr/share/zoneinfo/Asia/Tokyo", "Europe/Berlin"),
        (":Europe/Berlin", "", "Europe/Berlin"),
        ("/usr/share/zoneinfo/Europe/Berlin", "", "Europe/Berlin"),
        ("", "/var/db/timezone/zoneinfo/America/Denver", "America/Denver"),
        ("", "../usr/share/zoneinfo/posix/America/Denver", "America/Denver"),
        ("CET-1CEST", "/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ("", "/somewhere/else", "UTC"),
        ("", "", "UTC"),
    ],
)
def test_the_machines_zone_is_guessed(tmp_path: Path, tz: str, link: str, expected: str) -> None:
    """Setting up a circle offers my machine's zone, and UTC when nobody knows."""
    localtime = tmp_path / "localtime"
    if link:
        localtime.symlink_to(link)
    assert local_zone_name({"TZ": tz} if tz else {}, localtime) == expected
