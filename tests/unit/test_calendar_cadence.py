"""Cadences: from words, to dates, and back into words."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any

import pytest

from circle_tui.calendars.cadence import next_dates, next_start
from circle_tui.calendars.phrases import parse_cadence, revised
from circle_tui.calendars.words import describe
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Cadence, Rhythm

ANCHOR = date(2026, 12, 3)  # a Thursday


def cadence(every: str, on: str, zone: str = "America/Denver", anchor: date = ANCHOR) -> Cadence:
    """Return a cadence at 18:30 for 130 minutes."""
    return parse_cadence(every, on, "18:30", zone, 130, anchor)


def days(wanted: Cadence, after: datetime, count: int = 4) -> list[str]:
    """Return the next dates as ISO text."""
    return [start.isoformat()[:10] for start in islice(next_dates(wanted, after), count)]


LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("every", "on", "anchor", "expected"),
    [
        ("3 weeks", "thu", ANCHOR, ["2026-12-03", "2026-12-24", "2027-01-14", "2027-02-04"]),
        ("week", "Thursday", ANCHOR, ["2026-12-03", "2026-12-10", "2026-12-17", "2026-12-24"]),
        # The anchor is a Friday: the count begins with the first Thursday after it.
        (
            "2 weeks",
            "thurs",
            date(2026, 12, 4),
            ["2026-12-10", "2026-12-24", "2027-01-07", "2027-01-21"],
        ),
        ("month", "2nd thu", ANCHOR, ["2026-12-10", "2027-01-14", "2027-02-11", "2027-03-11"]),
        ("month", "last friday", ANCHOR, ["2026-12-25", "2027-01-29", "2027-02-26", "2027-03-26"]),
        ("2 months", "first Tue", ANCHOR, ["2027-02-02", "2027-04-06", "2027-06-01", "2027-08-03"]),
        (
            "month",
            "last sun",
            date(2027, 1, 31),
            ["2027-01-31", "2027-02-28", "2027-03-28", "2027-04-25"],
        ),
    ],
)
def test_dates_of_a_cadence(every: str, on: str, anchor: date, expected: list[str]) -> None:
    """The circle's dates are what a person with a paper calendar would write down."""
    assert days(cadence(every, on, anchor=anchor), LONG_AGO) == expected


def test_the_next_meeting_is_after_this_one() -> None:
    """Asked while a meeting begins, the next one is the following one, not this one again."""
    wanted = cadence("3 weeks", "thu")
    begins = datetime(2026, 12, 4, 1, 30, tzinfo=UTC)  # 18:30 on 3 December in Denver
    assert next_start(wanted, begins).isoformat() == "2026-12-24T18:30:00"
    just_before = begins.replace(minute=29)
    assert next_start(wanted, just_before).isoformat() == "2026-12-03T18:30:00"


def test_after_is_read_in_the_circles_zone() -> None:
    """In Auckland the circle's Thursday is over while it is still Thursday in UTC."""
    wanted = cadence("week", "thu", zone="Pacific/Auckland")
    thursday_noon_utc = datetime(2026, 12, 10, 12, tzinfo=UTC)
    assert next_start(wanted, thursday_noon_utc).date() == date(2026, 12, 17)


def test_clock_time_stays_when_clocks_change() -> None:
    """18:30 stays 18:30 in spring and in autumn."""
    year = islice(next_dates(cadence("week", "thu", zone="Europe/Berlin"), LONG_AGO), 60)
    assert {start.time() for start in year} == {time(18, 30)}


def test_dates_far_from_the_anchor() -> None:
    """A circle whose anchor is years back still gets the right week."""
    late = datetime(2036, 12, 1, tzinfo=UTC)
    assert days(cadence("3 weeks", "thu"), late, 1) == ["2036-12-04"]
    assert (date(2036, 12, 4) - ANCHOR).days % 21 == 0


@pytest.mark.parametrize(
    ("every", "on", "zone", "words"),
    [
        ("3 weeks", "thu", "America/Denver", "every 3 weeks on Thursday, 18:30 in Denver"),
        ("1 week", "mon", "America/New_York", "every week on Monday, 18:30 in New York"),
        ("month", "2nd thu", "Etc/UTC", "the second Thursday of every month, 18:30 in UTC"),
        (
            "2 months",
            "LAST  Fri",
            "America/Argentina/Buenos_Aires",
            "the last Friday of every 2 months, 18:30 in Buenos Aires",
        ),
    ],
)
def test_a_cadence_in_words(every: str, on: str, zone: str, words: str) -> None:
    """What I typed is read back to me in words I can check."""
    assert describe(cadence(every, on, zone)) == f"{words}, 130 minutes"


def test_a_rhythm_is_changed_in_part() -> None:
    """What I do not name stays; a new step or day is counted from today, in the circle's zone."""
    weekly = parse_cadence("3 weeks", "thu", "18:30", "Europe/Berlin", 130, ANCHOR)
    late = datetime(2027, 1, 3, 23, 30, tzinfo=UTC)  # the 4th in Berlin
    assert revised(weekly, late) == weekly
    assert revised(weekly, late, at="9:05", minutes=60) == replace(
        weekly, at=time(9, 5), minutes=60
    )
    assert revised(weekly, late, zone_name="Etc/UTC") == replace(weekly, zone="Etc/UTC")
    friday = replace(weekly, weekday=4, anchor=date(2027, 1, 4))
    assert revised(weekly, late, on="fri") == friday
    monthly = revised(weekly, late, every="2 months", on="last fri")
    assert monthly == replace(friday, rhythm=Rhythm.MONTHLY, every=2, nth=-1)
    assert revised(monthly, late, every="month") == replace(monthly, every=1)
    assert revised(monthly, late, every="week") == replace(friday, every=1)
    assert revised(monthly, late, every="week", on="mon").weekday == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"every": "month"}, "Which Thursday of the month"),
        ({"on": "2nd thu"}, "belongs to months"),
        ({"on": ""}, "not a day to meet on"),
        ({"every": ""}, 'Say "week"'),
        ({"at": ""}, "not a time of day"),
        ({"zone_name": ""}, "zone"),
        ({"minutes": 0}, "1 to 1440 minutes"),
    ],
)
def test_a_wrong_change_is_refused(words: dict[str, Any], says: str) -> None:
    """A change that makes no rhythm is answered with what is allowed."""
    weekly = parse_cadence("3 weeks", "thu", "18:30", "Europe/Berlin", 130, ANCHOR)
    with pytest.raises(InputError, match=says):
        revised(weekly, datetime(2027, 1, 3, tzinfo=UTC), **words)


def test_what_was_parsed() -> None:
    """Every part of what I typed ends up in the cadence."""
    assert parse_cadence(" 2 Weeks ", "tues", "9:05", "Asia/Tokyo", 90, ANCHOR) == Cadence(
        Rhythm.WEEKS, 2, 1, time(9, 5), "Asia/Tokyo", 90, ANCHOR
    )


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"every": "day"}, 'Say "week", "2 weeks"'),
        ({"every": "0 weeks"}, 'Say "week"'),
        ({"every": "53 weeks"}, 'Say "week"'),
        ({"every": "13 months"}, "12 months"),
        ({"every": "٣ weeks"}, 'Say "week"'),
        ({"every": "month"}, 'Which Thursday of the month\\? For example "2nd Thursday"'),
        ({"on": "2nd thu"}, "belongs to months"),
        ({"every": "month", "on": "6th thu"}, "1st, 2nd, 3rd, 4th, 5th or last"),
        ({"on": "th"}, "not a day to meet on"),
        ({"on": ""}, "not a day to meet on"),
        ({"on": "thursdays"}, "not a day to meet on"),
        ({"at": "13pm"}, "not a time of day"),
        ({"at": "0am"}, "not a time of day"),
        ({"at": "6"}, 'Say "6:00" or "6 pm"'),
        ({"at": "24:00"}, "not a time of day"),
        ({"at": "18:60"}, "not a time of day"),
        ({"at": "1830"}, "not a time of day"),
        ({"zone_name": "Denver"}, "Did you mean America/Denver"),
        ({"minutes": 0}, "1 to 1440 minutes"),
        ({"minutes": 1441}, "1 to 1440 minutes"),
    ],
)
def test_wrong_words_are_refused_with_what_is_allowed(
    changed: dict[str, str | int], says: str
) -> None:
    """Whatever I get wrong, the answer names what I may say instead."""
    words: dict[str, str | int] = {
        "every": "3 weeks",
        "on": "thu",
        "at": "18:30",
        "zone_name": "America/Denver",
        "minutes": 130,
    }
    with pytest.raises(InputError, match=says):
        parse_cadence(**{**words, **changed}, anchor=ANCHOR)  # type: ignore[arg-type]
