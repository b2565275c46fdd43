"""When a meeting is to start, from the words typed: read in one place for all who ask."""

from datetime import UTC, datetime, time

import pytest

from circle_tui.calendars.starts import TypedStart, ahead, start_typed
from circle_tui.calendars.zones import WallTimeProblem
from circle_tui.domain.errors import InputError

NOW = datetime(2026, 11, 22, 22, tzinfo=UTC)
THURSDAY = datetime(2026, 12, 3, 17, 30, tzinfo=UTC)
BERLIN, USUAL = "Europe/Berlin", {"Europe/Berlin": time(18, 30)}


def wall(text: str) -> datetime:
    """Return a wall time."""
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("words", "starts", "zone"),
    [
        ("next thu 18:00", wall("2026-11-26T18:00"), BERLIN),
        ("3 Dec", wall("2026-12-03T18:30"), BERLIN),
        ("in 2 weeks", wall("2026-12-06T18:30"), BERLIN),
        ("3 Dec 18:30 America/New_York", wall("2026-12-03T18:30"), "America/New_York"),
        ("3 Dec at 6pm in Asia/Kolkata", wall("2026-12-03T18:00"), "Asia/Kolkata"),
        (" 2026-12-03   18:30  UTC ", wall("2026-12-03T18:30"), "UTC"),
        ("3 Dec 18:00 in berlin", wall("2026-12-03T18:00"), BERLIN),
    ],
)
def test_words_that_tell_a_start(words: str, starts: datetime, zone: str) -> None:
    """I say day and time, and the zone where it is another; a day alone is at the usual time."""
    assert start_typed(words, NOW, BERLIN, USUAL) == TypedStart(starts, zone)


def test_today_is_where_the_clocks_are() -> None:
    """Late in the evening "today" is the 22nd still in Berlin, and the 23rd in Auckland."""
    assert start_typed("today 23:30", NOW, BERLIN, USUAL).starts.day == 22
    assert start_typed("today 23:30", NOW, "Pacific/Auckland", {}).starts.day == 23


def test_a_renamed_zone() -> None:
    """An old name is understood, and I am told under which one it is kept."""
    typed = start_typed("3 Dec 18:30 Europe/Kiev", NOW, BERLIN, USUAL)
    assert typed.zone == "Europe/Kyiv"
    assert "old name" in typed.renamed
    assert start_typed("3 Dec 18:30", NOW, BERLIN, USUAL, "Europe/Kiev") == typed


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "not a date that can be read"),
        ("someday", "not a date that can be read"),
        ("2020-01-02 18:30", "over already"),
        ("today 22:59", "over already"),
        ("3 Dec America/New_York", "At what time?"),
        ("3 Dec 18:30 in Vienna", "Did you mean Europe/Vienna?"),
        ("18:00", 'On which day?.*"next thu 18:00"'),
        ("at 6 pm in Berlin", "On which day?"),
        ("3 Dec 18:30 in CET", "is not a place"),
        ("3 Dec 18:30 Europe/Nowhere", "is not a time zone"),
        ("1 " * 5_000 + "in " + "y" * 5_000, "is not a time zone"),
    ],
)
def test_words_that_tell_none(words: str, told: str) -> None:
    """What cannot be read or is over is refused in a sentence that says what to type."""
    with pytest.raises(InputError, match=told.replace("?", r"\?")):
        start_typed(words, NOW, BERLIN, USUAL)


def test_an_hour_that_clocks_skip() -> None:
    """An hour that does not exist is refused, with the next ones that do."""
    with pytest.raises(WallTimeProblem, match="does not exist"):
        start_typed("2027-03-28 02:30", NOW, BERLIN, USUAL)


def test_now_is_over() -> None:
    """A meeting that would begin this very moment cannot be told to anybody any more."""
    with pytest.raises(InputError, match="over already"):
        ahead(wall("2026-11-22T23:00"), BERLIN, NOW)
    assert ahead(wall("2026-11-22T23:01"), BERLIN, NOW) > NOW


def test_an_hour_that_came_twice_and_is_over_is_over() -> None:
    """Of an hour in October nobody says which of the two: no time then can be met at any more."""
    with pytest.raises(InputError, match="over already"):
        start_typed("2026-10-25 02:30", NOW, BERLIN, USUAL)


@pytest.mark.parametrize(
    ("words", "starts", "zone"),
    [
        ("18:00", wall("2026-12-03T18:00"), BERLIN),
        ("at 6:15 pm", wall("2026-12-03T18:15"), BERLIN),
        ("18:00 Europe/Berlin", wall("2026-12-03T18:00"), BERLIN),
        ("18:00 in Berlin", wall("2026-12-03T18:00"), BERLIN),
        ("12 pm in new york", wall("2026-12-03T12:00"), "America/New_York"),
        ("6:30 Pacific/Auckland", wall("2026-12-04T06:30"), "Pacific/Auckland"),
    ],
)
def test_a_time_alone(words: str, starts: datetime, zone: str) -> None:
    """A time alone is on the day of the next meeting, which in Auckland is the one after."""
    told = start_typed(
        words, NOW, BERLIN, USUAL, following=lambda: THURSDAY, zones=("America/New_York",)
    )
    assert told == TypedStart(starts, zone)


def test_the_next_meeting_is_looked_up_for_a_time_alone_only() -> None:
    """What names its day asks for no other."""

    def never() -> datetime:
        raise AssertionError

    assert start_typed("3 Dec 18:00", NOW, BERLIN, USUAL, following=never).zone == BERLIN


def test_a_city_that_two_known_zones_share_is_asked_about() -> None:
    """Of two zones that are called alike none is guessed at."""
    zones = ("America/Indiana/Knox", "America/Knox")
    with pytest.raises(InputError, match="is not a time zone"):
        start_typed("3 Dec 18:00 in Knox", NOW, BERLIN, USUAL, zones=zones)
