"""What words for the next meeting mean for a circle: a time alone has the day of a meeting."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Cadence, Rhythm
from circle_tui.domain.people import Member, Profile
from circle_tui.services.inviting import call_off, move, settle
from circle_tui.services.wanted import wanted_start
from tests.fakes import FakeCircle, Tokens

BERLIN = "Europe/Berlin"
CADENCE = Cadence(Rhythm.WEEKS, 2, 3, time(18, 30), BERLIN, 90, anchor=date(2026, 12, 3))


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle that meets next on Thursday, 3 December 2026; one member is in New York."""
    circle = FakeCircle(Member("1", "Mira", "Delta", zone="America/New_York"))
    circle.people.put_profile(Profile("Test circle", CADENCE))
    return circle


def told(circle: FakeCircle, words: str) -> tuple[str, str]:
    """Return the start that is meant, as text, and its zone."""
    typed = wanted_start(circle, circle.clock, words)
    return f"{typed.starts:%Y-%m-%d %H:%M}", typed.zone


def test_the_day_of_the_rhythms_next_date(circle: FakeCircle) -> None:
    """While nothing is planned a time alone is on the day that the rhythm proposes."""
    for words in ("18:00", "6 pm", "at 18:00", "18:00 Europe/Berlin", "18:00 in Berlin"):
        assert told(circle, words) == ("2026-12-03 18:00", BERLIN)
    assert told(circle, "12:00 in New York") == ("2026-12-03 12:00", "America/New_York")
    assert circle.kept.meeting is None, "asking keeps nothing"


def test_the_day_of_the_meeting_that_is_planned(circle: FakeCircle) -> None:
    """Moved by hand, it is the day where I put it, by the clock there."""
    starts = datetime(2026, 12, 8, 20)  # noqa: DTZ001 - wall time
    move(circle, circle.clock, Tokens(), starts, zone="America/New_York")
    assert told(circle, "18:00") == ("2026-12-08 18:00", "America/New_York")
    assert told(circle, "3:00 in Berlin") == ("2026-12-09 03:00", BERLIN)


def test_after_one_that_was_called_off(circle: FakeCircle) -> None:
    """A meeting that was called off is planned no more: it is the day of the one that follows."""
    settle(circle, circle.clock, Tokens())
    call_off(circle, circle.clock)
    assert told(circle, "18:00") == ("2026-12-17 18:00", BERLIN)


def test_without_any_meeting_the_day_is_asked_for(
    circle: FakeCircle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no meeting is known, or the rhythm has none any more, I am asked for the day."""
    monkeypatch.setenv("TZ", BERLIN)
    for cadence in (None, replace(CADENCE, skipped=tuple(range(1, 13)))):
        circle.people.put_profile(Profile("Test circle", cadence))
        with pytest.raises(InputError, match=r'On which day\? .*"next thu 18:00"'):
            wanted_start(circle, circle.clock, "18:00")


def test_a_time_that_is_over_on_that_day(circle: FakeCircle) -> None:
    """Two hours before the meeting I cannot put it to an hour that has passed."""
    settle(circle, circle.clock, Tokens())
    now = datetime(2026, 12, 3, 15, 30, tzinfo=UTC)
    circle.clock.advance((now - circle.clock.now()).total_seconds())
    with pytest.raises(InputError, match="2026-12-03 16:00 in Europe/Berlin is over already"):
        wanted_start(circle, circle.clock, "16:00")
    assert told(circle, "17:00") == ("2026-12-03 17:00", BERLIN)
