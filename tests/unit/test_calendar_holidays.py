"""Days and months on which a circle does not meet, and rhythms that never come."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import islice, takewhile
from typing import Any

import pytest

from circle_tui.calendars.cadence import next_dates, next_start, seldom, steps
from circle_tui.calendars.holidays import holidays_in, months_in
from circle_tui.calendars.phrases import parse_cadence, parse_phrase, parse_start, revised
from circle_tui.calendars.words import describe, holiday_text
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Cadence, Holiday, Rhythm

TODAY = date(2026, 11, 22)  # a Sunday
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
THURSDAYS = Cadence(Rhythm.WEEKS, 3, 3, time(18, 30), "Europe/Berlin", 90, date(2026, 12, 3))


def days(cadence: Cadence, count: int = 3) -> list[str]:
    """Return the next dates as ISO text."""
    return [f"{start:%Y-%m-%d}" for start in islice(next_dates(cadence, NOW), count)]


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("july, august", (7, 8)),
        ("Aug and JULY", (7, 8)),
        ("june to aug; december", (6, 7, 8, 12)),
        ("nov - feb", (1, 2, 11, 12)),
        ("none", ()),
    ],
)
def test_months_in_words(words: str, months: tuple[int, ...]) -> None:
    """I name the months in which we do not meet, one by one or from one to another."""
    assert months_in(words) == months


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("24 Dec - 6 Jan", ["24 December 2026 to 6 January 2027"]),
        ("24 dec \u2013 6 jan every year", ["24 December to 6 January every year"]),
        ("24-26 December", ["24 December 2026 to 26 December 2026"]),
        ("1 May each year, 11 Feb and next thu", ["1 May every year", "11 February 2027", "26 No"]),
        ("2027-03-05 to 2027-03-12", ["5 March 2027 to 12 March 2027"]),
        ("20 Nov until 6 Dec", ["20 November 2026 to 6 December 2026"]),
        ("mon - fri", ["23 November 2026 to 27 November 2026"]),
    ],
)
def test_days_in_words(words: str, told: list[str]) -> None:
    """I name days as I say them; a range that has begun is the one that is going on."""
    found = [holiday_text(each) for each in holidays_in(words, TODAY)]
    assert all(text.startswith(start) for text, start in zip(found, told, strict=True))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("6 Jan 2020", "over already"),
        ("july", "--not-in july"),
        ("6 jan 2027 - 24 dec 2026", "ends before it begins"),
        ("fri - mon", "ends before it begins"),
        ("2027-01-01 - 2028-06-01 every year", "shorter than a year"),
        ("30 Feb", "not a day still to come"),
        ("", "No day"),
        ("; ,", "No day"),
        ("1 May," * 500, "too many"),
        ("x" * 10_000, "not a day"),
        ("BEGIN:VEVENT\r\n\x1b[2J\u202e", "not a day"),
    ],
)
def test_days_that_are_none(words: str, says: str) -> None:
    """What is no day still to come is answered in one clean, short sentence."""
    with pytest.raises(InputError, match=says) as refusal:
        holidays_in(words, TODAY)
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 250


def test_a_holiday_leaves_one_meeting_out_and_moves_none() -> None:
    """On our holidays we do not meet; the dates after them stay where everybody expects them."""
    usual = ["2026-12-03", "2026-12-24", "2027-01-14"]
    assert days(THURSDAYS) == usual
    without = revised(THURSDAYS, NOW, not_on="24 Dec - 6 Jan")
    assert days(without) == ["2026-12-03", "2027-01-14", "2027-02-04"]
    new_year = datetime(2027, 1, 14, 18, 30)  # noqa: DTZ001 - wall time
    before = takewhile(lambda step: step[0] < new_year, steps(without, NOW))
    assert [f"{at:%d %b}" for at, out in before if out] == ["24 Dec"]
    assert next_start(without, datetime(2026, 12, 20, tzinfo=UTC)) == new_year


def test_holidays_come_and_go() -> None:
    """What I add joins what was there; "none" and a day we meet on take holidays away again."""
    kept = revised(THURSDAYS, NOW, not_on="1 May every year", not_in="july, august")
    kept = revised(kept, NOW, not_on="24 Dec - 6 Jan, 1 May every year")
    assert describe(kept).endswith(
        "; not in July and August; not on 24 December 2026 to 6 January 2027 and 1 May every year"
    )
    assert revised(kept, NOW, meet_on="5 Jan").holidays == kept.holidays[1:]
    assert revised(kept, NOW, meet_on="1 May 2030").holidays == kept.holidays[:1]
    assert revised(kept, NOW, not_on="none", not_in="none") == THURSDAYS
    with pytest.raises(InputError, match="No holiday is kept on these days"):
        revised(kept, NOW, meet_on="7 Jan")
    later = datetime(2027, 1, 7, 12, tzinfo=UTC)
    assert revised(kept, later, not_on="1 Oct").holidays == (
        Holiday(date(2027, 5, 1), date(2027, 5, 1), yearly=True),
        Holiday(date(2027, 10, 1), date(2027, 10, 1)),
    ), "what is over is let go"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"every": "12 months", "on": "5th fri"}, "fifth Friday of February comes next on 29 Feb"),
        ({"every": "month", "on": "5th fri", "not_in": "mar - jan"}, 'Say .*"last Friday"'),
        ({"every": "12 months", "on": "2nd fri", "not_in": "feb"}, "every month of it is left out"),
        ({"not_on": "1 feb - 30 jan every year, 31 jan every year"}, "Thursday is always left out"),
        ({"not_in": "january - december"}, "would never meet"),
    ],
)
def test_a_rhythm_that_never_comes_is_refused(words: dict[str, Any], says: str) -> None:
    """A rhythm by which we would never meet, or in ten years, is refused with what would do."""
    february = datetime(2027, 2, 1, 12, tzinfo=UTC)
    with pytest.raises(InputError, match=says):
        revised(THURSDAYS, february, **words)
    if "not_in" not in words and "not_on" not in words:
        with pytest.raises(InputError, match=says):
            parse_cadence(words["every"], words["on"], "18:30", "UTC", 90, february.date())


def test_a_fifth_weekday_is_explained() -> None:
    """The fifth Thursday comes in a third of all months; I am told so, and what to say instead."""
    fifth = parse_cadence("month", "5th thu", "18:30", "UTC", 90, TODAY)
    assert days(fifth) == ["2026-12-31", "2027-04-29", "2027-07-29"]
    assert 'say --on "last Thursday"' in seldom(fifth)
    assert describe(fifth).startswith("the fifth Thursday of every month")
    assert not seldom(replace(fifth, nth=-1))
    assert not seldom(THURSDAYS)


def test_a_circle_that_was_kept_with_no_meeting_left_says_so() -> None:
    """A rhythm that has no meeting any more, however it came about, is told in words."""
    never = replace(THURSDAYS, skipped=tuple(range(1, 13)))
    with pytest.raises(InputError, match="would not meet: every month"):
        next_start(never, NOW)


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("next thu 18:00", "2026-11-26T18:00"),
        ("thu at 6 pm", "2026-11-26T18:00"),
        ("3 Dec, 6:30pm", "2026-12-03T18:30"),
        ("Dec 3 2026 at 12:05 a.m.", "2026-12-03T00:05"),
        ("tomorrow 12pm", "2026-11-23T12:00"),
        ("in 2 weeks", "2026-12-06T19:15"),
        ("2026-12-03T18:30:00", "2026-12-03T18:30"),
        ("  3  Dec ", "2026-12-03T19:15"),
        ("yesterday 18:00", "2026-11-21T18:00"),
    ],
)
def test_a_start_in_words(words: str, start: str) -> None:
    """I say when we meet as I would say it aloud; without a time it is the usual one."""
    assert parse_start(words, time(19, 15), TODAY) == datetime.fromisoformat(start)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("soon", "next thu 18:00"),
        ("thu 25:00", "not a time of day"),
        ("3 Dec 18", "not a date"),
        ("2026-12-03 18:30Z", "zone of the circle"),
        ("2026-13-03 18:30", "not a date"),
        ("\x1b]0;x\x07" * 3_000, "not a date"),
    ],
)
def test_a_start_that_is_none(words: str, says: str) -> None:
    """What cannot be read is never guessed at, and the answer shows how to say it."""
    with pytest.raises(InputError, match=says) as refusal:
        parse_start(words, time(18, 30), TODAY)
    assert len(str(refusal.value)) < 300


def test_a_rhythm_and_its_holidays_in_one_phrase() -> None:
    """On the first screen I say in one line how often we meet, and when we do not."""
    said = "every month on the 2nd thu at 6 pm, not in july and august, not on 24 Dec - 6 Jan"
    assert describe(parse_phrase(said, "Europe/Berlin", 90, TODAY)) == (
        "the second Thursday of every month, 18:00 in Berlin, 90 minutes; not in July and August; "
        "not on 24 December 2026 to 6 January 2027"
    )
    plain = parse_phrase("every 3 weeks on thu at 18:30", "Europe/Berlin", 90, THURSDAYS.anchor)
    assert plain == THURSDAYS
    with pytest.raises(InputError, match="not a month"):
        parse_phrase("every week on thu at 18:30 not in juli", "UTC", 90, TODAY)


def test_a_start_needs_a_time_where_none_is_usual() -> None:
    """A day alone in a circle without a rhythm is asked about."""
    with pytest.raises(InputError, match=r'At what time.*"thu 18:30"'):
        parse_start("thu", None, TODAY)
