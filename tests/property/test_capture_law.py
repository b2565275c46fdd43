"""What holds of every line and every day: nothing is due in the past, and nothing typed is lost."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.capture import read_action, read_day
from circle_tui.domain.things import line_of

DAYS = st.dates(date(2020, 1, 1), date(2199, 12, 31))
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "jan",
    "february",
    "mar",
    "april",
    "may",
    "june",
    "july",
    "aug",
    "sept",
    "oct",
    "december",
)

WORDS = st.one_of(
    st.sampled_from(["today", "tomorrow", "next meeting", "weds", "next weds"]),
    st.builds("{}{}".format, st.sampled_from(["", "next "]), st.sampled_from(WEEKDAYS)),
    st.builds(
        "in {} {}".format, st.integers(0, 99), st.sampled_from(["days", "weeks", "day", "months"])
    ),
    st.builds("{} {}".format, st.integers(0, 40), st.sampled_from(MONTHS)),
    st.builds("{} {}th".format, st.sampled_from(MONTHS), st.integers(0, 40)),
    st.builds("{} {} {}".format, st.integers(0, 40), st.sampled_from(MONTHS), st.integers(1, 2300)),
    DAYS.map(str),
    st.text(max_size=12),
)
"""A day as somebody may say it, or not one at all."""


@given(WORDS, DAYS)
def test_nothing_is_due_before_today(words: str, today: date) -> None:
    """Whatever I type and whenever, no action item is due in the past."""
    due = read_day(words, today)
    assert due is None or due >= today


@given(st.sampled_from(WEEKDAYS), st.integers(3, 9), st.booleans(), DAYS)
def test_a_weekday_can_be_written_in_every_way(
    name: str, letters: int, big: bool, today: date
) -> None:
    """mon, tues, Thurs or FRIDAY: the coming one; with "next", that of the week after this one."""
    word = name[:letters].upper() if big else name[:letters]
    due, later = read_day(word, today), read_day(f"next {word}", today)
    assert due is not None
    assert later is not None
    assert f"{due:%A}".casefold() == f"{later:%A}".casefold() == name
    assert timedelta(1) <= due - today <= timedelta(7)
    monday = today - timedelta(today.weekday())
    assert later - timedelta(later.weekday()) == monday + timedelta(7)


@given(st.text(max_size=60), st.sampled_from(["", " by ", " due ", " on ", " "]), WORDS, DAYS)
@example("call Mira", " by ", "the end of all things", date(2026, 11, 19))
def test_what_is_not_understood_stays(text: str, joint: str, words: str, today: date) -> None:
    """A line of which no day was understood is kept as I typed it."""
    line = f"{text}{joint}{words}"
    assume(":" not in line)
    read = read_action(line, {}, today)
    whole = " ".join(line.split())
    if read.due is None:
        assert read.text == whole
    else:
        assert whole.startswith(read.text)
        assert len(read.text) < len(whole)


@given(st.sampled_from(["by", "before", "at our", "until the"]), DAYS)
def test_the_next_meeting_is_a_day_if_there_is_one(joint: str, day: date) -> None:
    """By the next meeting is the day of it; without a rhythm the words stay, and I am told."""
    line = f"call Mira {joint} next meeting"
    known = read_action(line, {}, day, meeting=lambda: day + timedelta(21))
    assert (known.text, known.due, known.no_meeting) == ("call Mira", day + timedelta(21), False)
    unknown = read_action(line, {}, day)
    assert (unknown.text, unknown.due, unknown.no_meeting) == (line, None, True)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"])), DAYS, st.booleans())
def test_an_item_comes_back_into_the_line_as_it_was(text: str, today: date, dated: bool) -> None:
    """What I take back into the line and keep as it stands is kept as it was."""
    assume(text and ":" not in text and read_action(text, {}, today).due is None)
    item = ActionItem("1", "s", "Cedar", text, today, today + timedelta(9) if dated else None)
    read = read_action(line_of(item), {}, today, "Cedar")
    assert replace(item, owner=read.owner, text=read.text, due=read.due) == item
