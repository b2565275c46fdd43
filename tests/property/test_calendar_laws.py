"""Laws of the calendar: every reader that follows RFC 5545 gets the very same instants.

The reader here is written from the RFC and dateutil's rules, apart from the code that writes.
"""

import re
import zoneinfo
from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from circle_tui.calendars.cadence import next_dates
from circle_tui.calendars.invite import invite
from circle_tui.calendars.vtimezone import vtimezone
from circle_tui.calendars.zones import WallTimeProblem, instant, zone
from circle_tui.domain.meeting import Cadence, Meeting, Rhythm

STAMP = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

VARIED = [
    "Europe/Berlin",
    "America/Denver",
    "Europe/Dublin",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Vancouver",
    "Pacific/Auckland",
    "Asia/Kolkata",
    "America/Sao_Paulo",
    "Africa/Cairo",
    "America/Santiago",
    "America/Nuuk",
    "Asia/Gaza",
    "America/St_Johns",
    "Pacific/Chatham",
    "Africa/Monrovia",
    "UTC",
]


class ZoneReader:
    """Reads a VTIMEZONE: which offset is in force at an instant or at a wall time."""

    def __init__(self, text: str) -> None:
        """Expand every STANDARD and DAYLIGHT part to its onsets up to 2045."""
        onsets: list[tuple[datetime, timedelta, timedelta]] = []
        for body in re.findall(r"BEGIN:(?:STANDARD|DAYLIGHT)\r\n(.*?)END:", text, re.DOTALL):
            part = dict(line.split(":", 1) for line in body.split("\r\n") if line)
            before, after = self._offset(part["TZOFFSETFROM"]), self._offset(part["TZOFFSETTO"])
            walls = [datetime.strptime(part["DTSTART"], "%Y%m%dT%H%M%S")]  # noqa: DTZ007
            if rule := part.get("RRULE"):
                expanded = rrulestr(rule, dtstart=walls[0])
                assert expanded[0] == walls[0], "DTSTART is the first onset of its own rule"
                walls = expanded.between(walls[0], datetime(2045, 1, 1), inc=True)  # noqa: DTZ001
            onsets += [((wall - before).replace(tzinfo=UTC), before, after) for wall in walls]
        self.onsets = sorted(onsets)
        self.starts = [onset[0] for onset in self.onsets]

    @staticmethod
    def _offset(text: str) -> timedelta:
        """Return the offset that ``+0530`` means."""
        sign = -1 if text[0] == "-" else 1
        pairs = [int(pair) for pair in re.findall("..", text[1:])]
        seconds = sum(n * unit for n, unit in zip(pairs, (3600, 60, 1), strict=False))
        return timedelta(seconds=sign * seconds)

    def offset(self, moment: datetime) -> timedelta:
        """Return the offset in force at an instant: that of the last onset before it."""
        return self.onsets[bisect_right(self.starts, moment) - 1][2]

    def to_utc(self, wall: datetime) -> datetime:
        """Return the instant a wall time means: of two, the first (RFC 5545, 3.3.5)."""
        candidates = {wall.replace(tzinfo=UTC) - after for _, _, after in self.onsets}
        return min(c for c in candidates if c + self.offset(c) == wall.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("Europe/Berlin", ["BYMONTH=3;BYDAY=-1SU", "BYMONTH=10;BYDAY=-1SU"]),
        ("Europe/Dublin", ["BYMONTH=3;BYDAY=-1SU", "BYMONTH=10;BYDAY=-1SU"]),
        ("America/Denver", ["BYMONTH=3;BYDAY=2SU", "BYMONTH=11;BYDAY=1SU"]),
        ("Australia/Lord_Howe", ["BYMONTH=4;BYDAY=1SU", "BYMONTH=10;BYDAY=1SU"]),
        ("Pacific/Auckland", ["BYMONTH=4;BYDAY=1SU", "BYMONTH=9;BYDAY=-1SU"]),
        ("Asia/Kolkata", []),
        ("Africa/Casablanca", []),
    ],
)
def test_rules_are_the_laws_own(name: str, rules: list[str]) -> None:
    """Where the law names a Sunday of the month, the file names the same one, in both halves."""
    text = vtimezone(zone(name), name, 2027)
    assert re.findall("RRULE:FREQ=YEARLY;(.*)\r\n", text) == rules
    assert text.count("BEGIN:STANDARD") >= 1
    assert text.count("BEGIN:DAYLIGHT") == text.count("BEGIN:STANDARD") or not rules
    assert "RDATE" not in text


def test_onsets_are_wall_time_before_the_change() -> None:
    """Berlin's clocks go forward at 02:00 and back at 03:00, as the wall showed it."""
    text = vtimezone(zone("Europe/Berlin"), "Europe/Berlin", 2027)
    assert re.findall("DTSTART:(.*)\r\n", text) == ["20260329T020000", "20261025T030000"]


def test_seconds_in_an_offset_are_kept() -> None:
    """Even Liberia's 44 and a half minutes of 1971 are written as they were."""
    text = vtimezone(zoneinfo.ZoneInfo("Africa/Monrovia"), "Africa/Monrovia", 1971)
    assert "TZOFFSETTO:-004430\r\n" in text


walls = st.datetimes(datetime(2024, 1, 1), datetime(2040, 12, 31))  # noqa: DTZ001
minutes = st.integers(1, 600)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(VARIED), walls, minutes)
def test_a_reader_finds_the_very_instants(name: str, wall: datetime, minutes: int) -> None:
    """Whatever the zone and the hour, a calendar shows the meeting when it begins and ends."""
    meeting = Meeting("uid-1", wall.replace(microsecond=0), name, minutes, 0, STAMP)
    try:
        data = invite(meeting)
    except WallTimeProblem:
        assume(False)
    text = data.decode().replace("\r\n ", "")
    event = text[text.index("BEGIN:VEVENT") :]

    def read(prop: str) -> datetime:
        found = re.search(f"{prop}(;TZID={re.escape(name)})?:(\\d+T\\d+)(Z?)\r\n", event)
        assert found
        assert bool(found[1]) != bool(found[3])
        value = datetime.strptime(found[2], "%Y%m%dT%H%M%S")  # noqa: DTZ007
        return value.replace(tzinfo=UTC) if found[3] else ZoneReader(text).to_utc(value)

    start = instant(meeting.starts, name)
    assert read("DTSTART") == start
    assert read("DTEND") == start + timedelta(minutes=minutes)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(VARIED), walls)
def test_a_time_is_an_instant_or_refused(name: str, wall: datetime) -> None:
    """A wall time means one instant; if not, those offered instead do, and lie ahead."""
    tz = zone(name)
    try:
        moments = [instant(wall, name)]
    except WallTimeProblem as problem:
        offered = problem.valid
        moments = [instant(time, name) for time in offered]
    else:
        offered = (wall,)
    assert min(offered) >= wall
    assert [m.astimezone(tz).replace(tzinfo=None) for m in moments] == sorted(offered)


cadences = st.builds(
    Cadence,
    rhythm=st.sampled_from(Rhythm),
    every=st.integers(1, 12),
    weekday=st.integers(0, 6),
    at=st.times().map(lambda at: at.replace(microsecond=0)),
    zone=st.sampled_from(VARIED),
    minutes=st.just(90),
    anchor=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    nth=st.sampled_from([1, 2, 3, 4, -1]),
)


@settings(max_examples=100, deadline=None)
@given(cadences, walls)
def test_a_cadence_is_kept(cadence: Cadence, after: datetime) -> None:
    """Meetings fall on the right weekday at the right time, in order, at even distances."""
    aware = after.replace(tzinfo=UTC)
    starts = list(islice(next_dates(cadence, aware), 5))
    assert all(
        start > aware.astimezone(zone(cadence.zone)).replace(tzinfo=None) for start in starts
    )
    assert all(start.date() >= cadence.anchor for start in starts)
    assert {(start.weekday(), start.time()) for start in starts} == {(cadence.weekday, cadence.at)}
    assert starts == list(islice(next_dates(cadence, starts_before(starts[0])), 5))
    months = [start.year * 12 + start.month for start in starts]
    if cadence.rhythm is Rhythm.WEEKS:
        gaps = {b - a for a, b in pairwise(starts)}
        assert gaps == {timedelta(weeks=cadence.every)}
    else:
        assert {b - a for a, b in pairwise(months)} == {cadence.every}
        assert (months[0] - cadence.anchor.year * 12 - cadence.anchor.month) % cadence.every == 0
        for start in starts:
            week = (start.day - 1) // 7 + 1
            last = (start + timedelta(weeks=1)).month != start.month
            assert last if cadence.nth == -1 else week == cadence.nth


def starts_before(start: datetime) -> datetime:
    """Return an instant shortly before ``start`` in any zone, later than any meeting before it."""
    return datetime.combine(start.date(), time(0), tzinfo=UTC) - timedelta(days=2)
