"""The hours log: what can be typed, and what is answered to everything else."""

from contextlib import suppress
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.capture import read_past_day
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.hours import (
    LONGEST,
    Work,
    entries_in,
    minutes_in,
    month_in,
    year_in,
)
from circle_tui.domain.timing import hours_text

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("45m", 45),
        ("45 min", 45),
        ("90", 90),
        ("1h", 60),
        ("1 hour", 60),
        ("2hrs", 120),
        ("1h30", 90),
        ("1 h 30", 90),
        ("1h 05 min", 65),
        ("1:30", 90),
        ("1.5h", 90),
        ("1,5 h", 90),
        ("0.25h", 15),
        ("24h", 1440),
    ],
)
def test_a_length_is_typed_as_people_write_it(words: str, minutes: int) -> None:
    """However I write how long it took, it is understood."""
    assert minutes_in(words) == minutes
    assert entries_in([*words.split(), "prep"]) == [(minutes, Work.PREP)]
    assert entries_in(["Follow-up", words.upper()]) == [(minutes, Work.FOLLOW_UP)]


@given(st.integers(1, LONGEST))
def test_a_length_as_it_is_shown_can_be_typed(minutes: int) -> None:
    """What the list shows as a length, I can type."""
    assert minutes_in(hours_text(minutes)) == minutes


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("abc prep", '"abc" is not a length of time.*45m, 1h, 1h30'),
        ("1h75 prep", "not a length of time"),
        ("-5m prep", "not a length of time"),
        ("٤٥ prep", "not a length of time"),
        ("prep", "Say how long"),
        ("0 prep", "less than a minute or more than a day"),
        ("24h01 prep", "less than a minute or more than a day"),
        ("99999999999 prep", "not a length of time"),
        ("45m", "What was it for: one of prep, follow-up, training, other"),
        ("45m teaching", '"teaching" is no kind of time'),
        ("some time", '"some" is not a length of time'),
        ("prep training 5m", "Say how long"),
        ("45m prep 20m", "not a length of time"),
        ("45m prep 20m follow-up 1h", '"1h" has no kind of its own'),
        ("45m prep follow-up", "Say how long"),
        ("45m prep 20m contacts", '45m 20m contacts" is not a length of time'),
        ("45m prep 2x other", '"2x" is not a length of time'),
    ],
)
def test_what_cannot_be_logged(words: str, says: str) -> None:
    """Whatever else I type is answered in a sentence, and nothing is logged."""
    with pytest.raises(InputError, match=says):
        entries_in(words.split())


def test_contact_time_is_not_typed() -> None:
    """Contact time comes from the sessions, and the program says so."""
    with pytest.raises(Refusal, match="comes from the sessions that were held"):
        entries_in(["90", "contact"])
    with pytest.raises(Refusal, match="Nothing was logged"):
        entries_in(["45m", "prep", "90", "contact"])


@pytest.mark.parametrize(
    "words",
    [
        "45m prep 20m follow-up 1h other",
        "prep 45m follow up 20m other 1h",
        "45m prep, 20m followup and 1h other",
        "45 prep + 0:20 follow-up; 1 h other",
    ],
)
def test_several_are_typed_in_one_line(words: str) -> None:
    """I say each time with its kind, before or after, as I would write it down."""
    spent = [(45, Work.PREP), (20, Work.FOLLOW_UP), (60, Work.OTHER)]
    assert entries_in(words.split()) == entries_in([words]) == spent


KINDS = st.sampled_from([work for work in Work if work is not Work.CONTACT])


@given(st.lists(st.tuples(st.integers(1, LONGEST), KINDS), min_size=1, max_size=5), st.booleans())
def test_whatever_is_told_can_be_typed_in_one_line(
    spent: list[tuple[int, Work]], first: bool
) -> None:
    """Any times in the words in which they are shown are read as they are, in their order."""
    told = [(hours_text(minutes), work.value) for minutes, work in spent]
    assert entries_in([part for pair in told for part in (pair[::-1] if first else pair)]) == spent


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_any_words_are_understood_or_answered(words: list[str]) -> None:
    """No words end in anything but entries or a sentence."""
    with suppress(InputError, Refusal):
        for minutes, work in entries_in(words):
            assert 1 <= minutes <= LONGEST
            assert work is not Work.CONTACT


SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", SUNDAY),
        ("Yesterday", date(2026, 11, 21)),
        ("2 days ago", date(2026, 11, 20)),
        ("a week ago", date(2026, 11, 15)),
        ("two months ago", date(2026, 9, 22)),
        ("mon", date(2026, 11, 16)),
        ("sunday", date(2026, 11, 15)),
        ("last tue", date(2026, 11, 10)),
        ("3 Nov", date(2026, 11, 3)),
        ("3 Dec", date(2025, 12, 3)),
        ("Dec 3rd 2024", date(2024, 12, 3)),
        ("29 feb 2024", date(2024, 2, 29)),
        ("2026-11-22", SUNDAY),
        ("2026-11-23", None),
        ("23 Nov 2026", None),
        ("29 feb", None),
        ("31 june", None),
        ("tomorrow", None),
        ("next mon", None),
        ("", None),
    ],
)
def test_a_day_that_is_over(words: str, day: date | None) -> None:
    """A day I look back to is written as people say it; one that is ahead is none."""
    assert read_past_day(words, SUNDAY) == day


@given(st.text(max_size=15), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_day_read_is_never_ahead(words: str, today: date) -> None:
    """Whatever I type, no time is logged on a day that has not come."""
    day = read_past_day(words, today)
    assert day is None or day <= today
    assert read_past_day(f"{today:%d %B}", today) == today
    back = today - timedelta(days=6)
    assert read_past_day(f"{back:%A}", today) == back


@pytest.mark.parametrize("words", ["2026-13", "nov", "2026-1", "", "2026-11-05"])
def test_what_is_no_month(words: str) -> None:
    """What is no month, or no year, is said."""
    with pytest.raises(InputError, match="is no month"):
        month_in(words)
    with pytest.raises(InputError, match="is no year"):
        year_in(words)
