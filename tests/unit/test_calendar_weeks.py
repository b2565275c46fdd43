"""A member's week from the words typed: hours by 24 or with am and pm, days, and both together."""

from datetime import time

import pytest

from circle_tui.calendars.weeks import parse_days, parse_hours, parse_no_go
from circle_tui.domain.errors import InputError
from circle_tui.domain.week import Hours, NoGo


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("9-17", 9, 17),
        ("22-7", 22, 7),
        ("16-24", 16, 0),
        ("8-12", 8, 12),
        ("1am-6am", 1, 6),
        ("10pm-6am", 22, 6),
        ("10 P.M. to 6 a.m.", 22, 6),
        ("9am \u2013 5pm", 9, 17),
        ("12pm-2pm", 12, 14),
        ("8pm-12am", 20, 0),
        # One has it, and the other can only be one.
        ("9-5pm", 9, 17),
        ("9am-5", 9, 17),
        ("10-6am", 22, 6),
        ("10pm-6", 22, 6),
        ("8-8pm", 8, 20),
        ("12-2pm", 12, 14),
        ("1-6am", 1, 6),
        ("9am-11", 9, 11),
        ("9am-17", 9, 17),
        ("22-6am", 22, 6),
        # As it is told, it can be typed.
        ("09:00 to 05:00", 9, 5),
    ],
)
def test_hours_in_words(words: str, since: int, until: int) -> None:
    """I say hours as I say them aloud, with am and pm or by 24 hours."""
    assert parse_hours(words) == Hours(time(since), time(until))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("9-5", '"9-5" may be "9 am-5 pm" or "9 pm-5 am": say which.'),
        ("8:30-4:30", 'may be "8:30 am-4:30 pm" or "8:30 pm-4:30 am"'),
        ("10-6", 'may be "10 am-6 pm" or "10 pm-6 am"'),
        ("12-1", 'may be "12 am-1 am" or "12 pm-1 pm"'),
        ("9-9", 'may be "9 am-9 pm" or "9 pm-9 am"'),
        ("1-3pm", 'may be "1 pm-3 pm" or "1 am-3 pm"'),
        ("7pm-9", 'may be "7 pm-9 pm" or "7 pm-9 am"'),
        ("13pm-2pm", "does not say from when to when"),
        ("0am-6am", "does not say from when to when"),
        ("9am-9am", "does not say from when to when"),
        ("9am", "does not say from when to when"),
        ("25-7", "does not say from when to when"),
        ("9:70-5", "does not say from when to when"),
        ("9-5 \x1b[2J" * 999, "does not say from when to when"),
    ],
)
def test_hours_that_are_not_clear(words: str, says: str) -> None:
    """Hours that may be two things are never guessed at: I read both, and say which."""
    with pytest.raises(InputError) as refusal:
        parse_hours(words)
    assert says in str(refusal.value)
    assert str(refusal.value).endswith("Nothing was changed.")
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 250


@pytest.mark.parametrize(
    "words",
    ["thu 12pm-2pm", "thu 12 pm - 2 pm", "Thu, 12-14", "thursdays from 12 to 2 pm", "thu at 12-14"],
)
def test_times_that_are_never_possible(words: str) -> None:
    """Days and hours together, however I join them."""
    assert parse_no_go(words) == NoGo((3,), Hours(time(12), time(14)))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("12pm-2pm", "names no day"),
        ("12 pm - 2 pm", "names no day"),
        ("none", "names no day"),
        ("thu 9-5", 'may be "9 am-5 pm"'),
        ("thu soon", "are no weekdays"),
    ],
)
def test_times_that_are_none(words: str, says: str) -> None:
    """What is missing is named: the day, or which of two hours."""
    with pytest.raises(InputError, match=says):
        parse_no_go(words)


def test_days_in_words() -> None:
    """Days one by one, or from one to another, over the weekend too."""
    assert parse_days("sat sun") == parse_days("sat-sun") == (5, 6)
    assert parse_days("fri - mon and wed") == (0, 2, 4, 5, 6)
