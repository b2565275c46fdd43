"""A meeting's life in other programs: moved it is one meeting still, called off it is none."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from circle_tui.calendars.changes import clock_changes
from circle_tui.calendars.zones import instant, zone
from circle_tui.cli import main
from tests.e2e.khal import Khal
from tests.e2e.radicale import asked, running

CIRCLE = "/noor/circle/"

ZONES = (
    *("UTC", "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/Santiago"),
    *("Australia/Lord_Howe", "Pacific/Auckland", "Africa/Casablanca", "Asia/Kathmandu"),
)

TODAY, YEAR = datetime.now(UTC), timedelta(days=366)

Stage = dict[str, tuple[Path, datetime, str]]
"""The files of one step by the meeting's uid, and when it says that is: wall time and zone."""

STANDING = b"""<?xml version="1.0"?>
<C:calendar-query xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <prop><C:calendar-data/></prop>
  <C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
    <C:prop-filter name="STATUS">
      <C:text-match negate-condition="yes">CANCELLED</C:text-match>
    </C:prop-filter>
  </C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>"""
"""Asks a server for every meeting that takes place (RFC 4791, 7.8)."""

MAKE = b"""<?xml version="1.0"?>
<C:mkcalendar xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><set><prop>
  <displayname>Circle</displayname>
</prop></set></C:mkcalendar>"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[int]:
    """Run a CalDAV server with an empty calendar, and return its port."""
    with running(tmp_path / "radicale") as port:
        asked(port, "MKCALENDAR", CIRCLE, MAKE)
        yield port


@pytest.fixture
def lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[Stage, ...]:
    """Return the files of meetings in many zones: planned, moved over a change, called off.

    They are planned for the evening before the zone's next change of clocks, and moved to the one
    after it; where there is no change, from one day to the next.
    """
    monkeypatch.setenv("CIRCLE_TUI_HOME", str(tmp_path / "home"))
    stages: tuple[Stage, ...] = ({}, {}, {})

    def keep(stage: Stage, zone_name: str, *words: str) -> None:
        file = tmp_path / f"{len(stage)}-{stages.index(stage)}.ics"
        assert main(("next", "--circle", zone_name, "--json", "--out", str(file), *words)) == 0
        told = json.loads(capsys.readouterr().out)
        stage[_uid(file)] = (file, datetime.fromisoformat(told["starts"]), zone_name)

    for zone_name in ZONES:
        new = ("new", zone_name, *("--every", "3 weeks", "--on", "thu", "--at", "18:30"))
        assert main((*new, "--zone", zone_name)) == 0
        capsys.readouterr()
        changes = clock_changes(zone(zone_name), TODAY + timedelta(days=3), TODAY + YEAR)
        day = (changes[0].at if changes else TODAY + timedelta(days=40)).date()
        keep(stages[0], zone_name, "--on", f"{day - timedelta(days=1)} 18:30")
        keep(stages[1], zone_name, "--on", f"{day + timedelta(days=1)} 19:15")
        keep(stages[2], zone_name, "--cancel")
    assert len({*map(frozenset, stages)}) == 1, "the same meetings in all three"
    assert len(stages[0]) == len(ZONES)
    return stages


def _uid(file: Path) -> str:
    (uid,) = re.findall(rb"^UID:(\w+)\r$", file.read_bytes(), re.MULTILINE)
    return bytes(uid).decode()


def _expected(stage: Stage) -> list[tuple[str, str]]:
    """Return which meeting is when, in UTC."""
    return sorted(
        (uid, f"{instant(starts, zone_name):%Y-%m-%d %H:%M}")
        for uid, (_, starts, zone_name) in stage.items()
    )


def test_in_khal(lives: tuple[Stage, ...], tmp_path: Path) -> None:
    """Imported one after the other, khal shows it, then shows it moved, then as not held."""
    khal = Khal(tmp_path / "khal")
    planned, moved, off = lives
    for stage in lives:
        khal.take(*(file for file, _, _ in stage.values()))
        listed = khal.listed(f"{TODAY:%Y-%m-%d}", YEAR.days + 3)
        assert len(khal.files()) == len(listed) == len(ZONES), "never two"
        assert sorted((e["uid"], e["start"]) for e in listed) == _expected(stage)
        assert {bool(e["cancelled"]) for e in listed} == {stage is off}
    assert _expected(planned) != _expected(moved) == _expected(off)


def test_on_a_server(lives: tuple[Stage, ...], server: int) -> None:
    """Put on a CalDAV server in order, one meeting stands, then the moved one, then none."""
    *_, off = lives
    for stage in lives:
        for uid, (file, _, _) in stage.items():
            kind = "text/calendar; charset=utf-8"
            asked(server, "PUT", f"{CIRCLE}{uid}.ics", file.read_bytes(), Content_Type=kind)
        found = asked(server, "REPORT", CIRCLE, STANDING, Content_Type="text/xml", Depth="1")
        standing = [] if stage is off else [starts for _, starts, _ in stage.values()]
        shown = re.findall(rb"DTSTART(?:;TZID=[\w/]+)?:(\w{15})Z?\r?\n(?=DTEND)", found)
        assert sorted(shown) == sorted(f"{at:%Y%m%dT%H%M%S}".encode() for at in standing)
        everything = asked(server, "GET", CIRCLE)
        assert everything.count(b"BEGIN:VEVENT") == len(ZONES), "never two"
