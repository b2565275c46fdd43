"""Laws of what is typed for dates and hours: each form that is offered is understood, as it reads.

A sentence that refuses offers words in quotes. Whoever types one of them is never refused again.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.calendars.phrases import parse_cadence, parse_phrase, parse_start
from circle_tui.calendars.starts import start_typed
from circle_tui.calendars.times import spoken, time_typed
from circle_tui.calendars.weeks import describe_week, parse_days, parse_hours, parse_no_go
from circle_tui.calendars.zones import WallTimeProblem, instant
from circle_tui.cli import rhythm
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Cadence, Rhythm
from circle_tui.domain.week import Hours, Week
from tests.strategies import LAW

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe", "UTC")

NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
ONCE = {
    **{word: (Rhythm.WEEKS, 1) for word in ("week", "weekly", "one week", "1 week")},
    **{
        word: (Rhythm.WEEKS, 2)
        for word in (
            *("fortnight", "fortnightly", "biweekly", "bi-weekly", "other week", "second week"),
            *("2nd week", "one fortnight"),
        )
    },
    **{word: (Rhythm.MONTHLY, 1) for word in ("month", "monthly")},
    **{word: (Rhythm.MONTHLY, 2) for word in ("other month", "second month", "2nd month")},
    **{word: (Rhythm.MONTHLY, 3) for word in ("quarter", "quarterly", "third month")},
    **{f"{word} weeks": (Rhythm.WEEKS, n) for n, word in enumerate(NUMBERS, 2)},
    **{f"{n} weeks": (Rhythm.WEEKS, n) for n in range(1, 53)},
    **{f"{n} fortnights": (Rhythm.WEEKS, 2 * n) for n in range(1, 27)},
    **{f"{n} months": (Rhythm.MONTHLY, n) for n in range(1, 13)},
    **{f"{n} quarters": (Rhythm.MONTHLY, 3 * n) for n in range(1, 5)},
    **{f"{n}th week": (Rhythm.WEEKS, n) for n in range(4, 13)},
}
"""Words for how often, and what they mean, counted by hand."""


def cadence(every: str) -> Cadence:
    """Return the rhythm of some words, on whatever day of the month is needed."""
    try:
        return parse_cadence(every, "thu", "18:30", "UTC", 90, TODAY)
    except InputError as refusal:
        if "of the month?" not in str(refusal):
            raise
        return parse_cadence(every, "2nd thu", "18:30", "UTC", 90, TODAY)


def quoted(sentence: str) -> list[str]:
    """Return what a sentence has in quotes, without what was typed, which comes first."""
    return re.findall(r'"([^"]*)"', sentence)


def refused(read: Callable[[str], object], words: str) -> str:
    """Return the sentence that answers some words, which must be refused."""
    with pytest.raises(InputError) as refusal:
        read(words)
    return str(refusal.value)


@pytest.mark.parametrize(("words", "meant"), ONCE.items())
def test_how_often_in_words(words: str, meant: tuple[Rhythm, int]) -> None:
    """I say how often as I say it aloud, as an option and in the phrase of the first screen."""
    found = cadence(words)
    assert (found.rhythm, found.every) == meant
    assert cadence(f" Every  {words.upper()} ") == found
    on = "thu" if found.rhythm is Rhythm.WEEKS else "the 2nd thu"
    assert parse_phrase(f"every {words} on {on} at 18:30", "UTC", 90, TODAY) == found
    if words.endswith("ly"):
        assert parse_phrase(f"{words} on {on} at 18:30", "UTC", 90, TODAY) == found


@pytest.mark.parametrize(
    "words",
    [
        *(
            "day",
            "daily",
            "weekday",
            "second day",
            "thu",
            "year",
            "",
            "every",
            "0 weeks",
            "53 weeks",
        ),
        *("27 fortnights", "5 quarters", "13 months", "first week", "1st week", "other", "weeklys"),
        *("3", "a b week", "-1 weeks", "twice a week", "2.5 weeks", "\x1b week" * 500),
    ],
)
def test_what_is_no_rhythm_is_answered_with_what_is(words: str) -> None:
    """Whatever else I say is refused, in one short line of which each offer is understood."""
    sentence = refused(cadence, words)
    offers = quoted(sentence)[1:]
    assert len(offers) >= 6
    for offer in offers:
        cadence(offer)
    assert sentence.isprintable()
    assert len(sentence) < 250


def test_each_phrase_that_is_offered_is_understood() -> None:
    """The first screen answers with whole phrases, and takes each of them."""
    offers = quoted(refused(lambda words: parse_phrase(words, "UTC", 90, TODAY), "now and then"))
    assert len(offers) == 2
    for offer in offers:
        parse_phrase(offer, "UTC", 90, TODAY)


@pytest.mark.parametrize("text", rhythm.COMMAND.examples)
def test_what_the_help_shows_for_every_is_understood(text: str) -> None:
    """The examples of ``circle rhythm --help`` are no empty words."""
    for every in re.findall(r'--every (?:"([^"]+)"|(\S+))', text):
        cadence("".join(every))


@pytest.mark.parametrize("hour", range(24))
def test_an_hour_alone(hour: int) -> None:
    """19 is clear and taken; 7 is asked about, and each answer that is offered is understood."""
    if hour > 12:
        assert time_typed(str(hour)) == time(hour)
        return
    sentence = refused(time_typed, str(hour))
    if hour:
        shown, *offers = quoted(sentence)
        assert shown == str(hour)
        meant = {time_typed(offer) for offer in offers}
        assert meant == {time(hour), time((hour + 12) % 24)}
        assert refused(time_typed, f"{hour:02}") == sentence


@LAW
@given(st.times())
def test_a_time_means_the_same_in_each_form(at: time) -> None:
    """By 24 hours or with am and pm, with or without a blank, it is one and the same time."""
    at = at.replace(second=0, microsecond=0)
    told = spoken(at)
    for words in (f"{at:%H:%M}", told, told.replace(" ", ""), told.upper(), f"{at:%I:%M %p}"):
        assert time_typed(f" {words} ") == at
        assert parse_start(f"3 Dec {words}", None, TODAY).time() == at


@LAW
@given(st.times(), st.times())
def test_hours_mean_the_same_in_each_form(since: time, until: time) -> None:
    """By 24 hours or with am and pm: the same hours, and as they are told they can be typed."""
    hours = Hours(*(each.replace(second=0, microsecond=0) for each in (since, until)))
    if hours.since == hours.until:
        return
    told = re.fullmatch(r"works (.+), no sleep.*", describe_week(Week(work=hours, sleep=None)))
    assert told
    begin, end = spoken(hours.since), spoken(hours.until)
    for words in (told[1], f"{begin}-{end}", f"{begin} to {end}", f"{begin} – {end}".upper()):
        assert parse_hours(words) == hours
        assert parse_no_go(f"thu {words}").hours == hours


HALVES = st.sampled_from(["", "am", "pm"])


@LAW
@given(st.integers(0, 24), HALVES, st.integers(0, 24), HALVES)
def test_hours_are_clear_or_asked_about(begin: int, first: str, end: int, last: str) -> None:
    """Hours typed in a hurry are what they must be, or I read what they may be, and never a guess.

    Never are hours taken for longer than half a day that could be shorter by am and pm.
    """
    words = f"{begin}{first}-{end}{last}"
    try:
        hours = parse_hours(words)
    except InputError as refusal:
        offers = quoted(str(refusal))[1:]
        assert offers
        meant = [parse_hours(offer) for offer in offers]
        if "say which" in str(refusal):
            assert len(set(meant)) == 2
            for each in meant:
                assert each is not None
                assert spelt(each.since, begin, first)
                assert spelt(each.until, end, last)
        return
    assert hours is not None
    assert spelt(hours.since, begin, first)
    assert spelt(hours.until, end, last)
    if not (first and last) and 1 <= begin <= 12 and 1 <= end <= 12:
        assert lasts(hours) <= timedelta(hours=12)


def spelt(at: time, hour: int, half: str) -> bool:
    """Tell whether an hour and a half of the day, if there is one, may be this time."""
    if half:
        return f"{at:%I%p}".lower().lstrip("0") == f"{hour}{half}"
    return at.hour in {hour % 24, *([(hour + 12) % 24] if 1 <= hour <= 12 else [])}


def lasts(hours: Hours) -> timedelta:
    """Return how long hours are."""
    since, until = (datetime.combine(TODAY, at) for at in (hours.since, hours.until))
    return until - since if until > since else until - since + timedelta(days=1)


def test_each_day_and_hour_that_is_offered_is_understood() -> None:
    """What the refusals about a week offer can be typed."""
    for offer in quoted(refused(parse_hours, "soon"))[1:]:
        assert parse_hours(offer)
    for offer in quoted(refused(parse_no_go, "9-17"))[1:]:
        parse_no_go(offer)
    for offer in quoted(refused(parse_days, "funday"))[1:]:
        assert parse_days(offer)


def test_each_start_that_is_offered_is_understood() -> None:
    """What the refusals about a start offer can be typed, zone and all."""

    def read(words: str) -> object:
        return start_typed(words, NOW, "Europe/Berlin", {})

    for words in ("soon", "3 Dec 19", "thu", "6:15 pm", "18:00 Europe/Berlin"):
        offers = [offer for offer in quoted(refused(read, words)) if offer != words]
        assert offers
        for offer in offers:
            assert read(offer)


@LAW
@given(
    st.datetimes(datetime(2026, 11, 24), datetime(2028, 12, 31)),  # noqa: DTZ001 - wall time
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
)
def test_a_time_alone_is_on_the_day_of_the_meeting(starts: datetime, home: str, away: str) -> None:
    """By whose clock I say the hour of the meeting, it stays at the very instant where it is."""
    with suppress(WallTimeProblem):
        begins = instant(starts.replace(second=0, microsecond=0), home)
        there = begins.astimezone(ZoneInfo(away))
        typed = start_typed(f"{there:%H:%M} {away}", NOW, home, {}, following=lambda: begins)
        assert (typed.starts, typed.zone) == (there.replace(tzinfo=None), away)
        assert instant(typed.starts, typed.zone) == begins
