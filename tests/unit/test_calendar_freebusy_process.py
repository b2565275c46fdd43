"""Reading a calendar in a process of its own, which is stopped when it takes too long."""

import subprocess
from datetime import UTC, datetime
from time import monotonic

import pytest

from circle_tui.calendars.freebusy import busy
from circle_tui.calendars.freebusy_process import busy_apart
from circle_tui.domain.errors import InputError
from tests.calendars import calendar, event

BERLIN = "Europe/Berlin"
FIRST, LAST = datetime(2027, 3, 15, tzinfo=UTC), datetime(2027, 4, 12, tzinfo=UTC)
GOOD = event("UID:good", "DTSTART:20270401T100000Z", "DTEND:20270401T110000Z")
WEEKLY = event("UID:w", "DTSTART:20240104T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY")
ENDLESS = event(
    "UID:endless",
    *("DTSTART:20200101T100000Z", "DURATION:PT1S"),
    "RRULE:FREQ=DAILY;COUNT=3;BYMONTH=2;BYMONTHDAY=30",
)
"""Looked for until the year 9999: a rule with a count has no other end."""


def test_it_is_the_same_from_there() -> None:
    """What comes back is what is read here, with everything there is to say of it."""
    data = calendar(GOOD, WEEKLY, event("DTSTART:soon"))
    here = busy(data, BERLIN, FIRST, LAST, ["good"])
    assert busy_apart(data, BERLIN, FIRST, LAST, ["good"]) == here
    assert len(here.spans) == 4
    assert len(here.notes) == 1


@pytest.mark.parametrize(("data", "said"), [(b"no", "no calendar file"), (b"", "no calendar file")])
def test_refusals_come_back(data: bytes, said: str) -> None:
    """What is refused there is refused here in the same sentence."""
    with pytest.raises(InputError, match=said):
        busy_apart(data, BERLIN, FIRST, LAST)


def test_one_endless_event_among_good_ones() -> None:
    """An event that would be counted for minutes is given up soon, and nobody is taken as free."""
    with pytest.raises(InputError, match=r"too hard a way.*circle members week NAME"):
        busy_apart(calendar(ENDLESS, GOOD), BERLIN, FIRST, LAST)


@pytest.mark.parametrize("often", ["SECONDLY", "minutely", "DAILY;INTERVAL=0"])
def test_an_event_that_never_ends_is_not_left_out(often: str) -> None:
    """Who is busy every second is not taken as free: the file is refused, with a way out."""
    always = event("UID:a", "DTSTART:20250101T100000Z", "DURATION:PT1H", f"RRULE:FREQ={often}")
    with pytest.raises(InputError, match=r"too often to be followed.*circle members week NAME"):
        busy_apart(calendar(always, GOOD), BERLIN, FIRST, LAST)


def test_the_time_limit_is_kept() -> None:
    """When the time is over reading has ended, and the sentence says after how many seconds."""
    began = monotonic()
    with pytest.raises(InputError, match=r"longer than 1\.5 seconds and was stopped"):
        busy_apart(calendar(ENDLESS), BERLIN, FIRST, LAST, seconds=1.5)
    assert monotonic() - began < 30


def test_the_process_is_told_no_more_than_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a member or a file is on a command line, where others can see it."""
    seen: list[list[str]] = []

    def broken(words: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        seen.append(words)
        return subprocess.CompletedProcess(words, 1, b"")

    monkeypatch.setattr(subprocess, "run", broken)
    with pytest.raises(InputError, match="could not be read"):
        busy_apart(calendar(GOOD), BERLIN, FIRST, LAST)
    assert seen[0][1:] == ["-P", "-m", "circle_tui.calendars.freebusy_process"]
