"""What is ahead: the dates of the series, everybody's hours, and laws that move a meeting."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.meeting import Cadence, Holiday, Rhythm
from circle_tui.domain.people import Member, Profile
from circle_tui.services.coming import (
    NAMED,
    coming_dates,
    left_out_before,
    listed_dates,
    local_hours,
    moved_by_law,
    next_day,
    tell_anew,
)
from circle_tui.services.inviting import call_off, move, proposed, settle, upcoming
from circle_tui.services.scheduled import overdue_today, scheduled_start
from tests.fakes import FakeCircle, Tokens

BERLIN = "Europe/Berlin"
CHRISTMAS = Holiday(date(2026, 12, 24), date(2027, 1, 6))
THURSDAYS = Cadence(
    Rhythm.WEEKS, 3, 3, time(18, 30), BERLIN, 90, date(2026, 11, 19), holidays=(CHRISTMAS,)
)
"""19 November, 10 and (left out) 31 December 2026, 21 January 2027."""


def wall(text: str) -> datetime:
    """Return a naive wall time from ISO text."""
    return datetime.fromisoformat(text)


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle of three on three continents, on the evening of 19 November 2026."""
    circle = FakeCircle()
    circle.people.put_profile(Profile("Test circle", THURSDAYS))
    people = (("1", "Ana Example", "Cedar", "America/New_York"), ("2", "Sam", "Ember", ""))
    members = [Member(number, name, alias, zone=zone) for number, name, alias, zone in people]
    circle.people.put_members([*members, Member("3", "Noor", "Delta", zone="Mars/Olympus")])
    return circle


@pytest.fixture
def token() -> Tokens:
    """Return what draws ids."""
    return Tokens()


def told(circle: FakeCircle, count: int) -> list[tuple[str, str]]:
    """Return the coming dates and how they stand."""
    dates = coming_dates(circle, circle.clock, count)
    return [(f"{each.starts:%Y-%m-%d}", each.standing) for each in dates]


def test_the_series_tells_what_is_left_out(circle: FakeCircle, token: Tokens) -> None:
    """I see the dates ahead, which of them is planned, and on which we do not meet."""
    out = ("2026-12-31", "left out")
    assert told(circle, 2) == [("2026-12-10", "rhythm"), out, ("2027-01-21", "rhythm")]
    assert circle.kept.meeting is None, "looking keeps nothing"
    settle(circle, circle.clock, token)
    assert told(circle, 1) == [("2026-12-10", "planned")]
    call_off(circle, circle.clock)
    assert told(circle, 1) == [("2026-12-10", "called off"), out, ("2027-01-21", "rhythm")]
    second = settle(circle, circle.clock, token)
    assert second.words == "Thursday 21 January 2027, 18:30 in Berlin"
    assert left_out_before(circle, circle.clock, second) == (
        "Thursday 31 December 2026, 18:30 in Berlin",
    )


def test_a_date_that_clocks_skip_is_named(circle: FakeCircle) -> None:
    """Among the dates ahead I see the one whose hour is not there, and what to take instead."""
    nights = replace(THURSDAYS, every=1, weekday=6, at=time(2, 30), anchor=date(2027, 3, 14))
    circle.people.put_profile(Profile("Test circle", nights))
    problems = [each.problem for each in coming_dates(circle, circle.clock, 3)]
    assert [bool(problem) for problem in problems] == [False, False, True]
    assert "does not exist" in problems[-1]
    assert "03:00 or 03:30" in problems[-1]


def test_everybody_sees_their_own_hour(circle: FakeCircle, token: Tokens) -> None:
    """For each of us I see when the meeting begins and ends where we are; unknown zones are out."""
    following = settle(circle, circle.clock, token)
    hours = local_hours(circle, following)
    assert [(h.name, f"{h.starts:%a %H:%M}", f"{h.ends:%H:%M}") for h in hours] == [
        ("Ana Example", "Thu 12:30", "14:00"),
        ("Sam", "Thu 18:30", "20:00"),
    ]
    circle.people.put_members([Member("2", "Sam", "Ember")])
    assert local_hours(circle, following) == (), "nobody is elsewhere, so there is nothing to tell"


def test_a_meeting_held_earlier_takes_its_place(circle: FakeCircle, token: Tokens) -> None:
    """A meeting that we held two days early is not proposed again on its old day."""
    moved = move(circle, circle.clock, token, wall("2026-12-08T18:30"))
    assert moved.meeting.stands_for == datetime(2026, 12, 10, 17, 30, tzinfo=UTC)
    assert told(circle, 2)[0] == ("2026-12-08", "planned")
    assert told(circle, 2)[-1] == ("2027-01-21", "rhythm")
    circle.clock.advance(minutes=60 * 24 * 20)  # 9 December, in the evening
    assert upcoming(circle, circle.clock) == (wall("2027-01-21T18:30"), BERLIN)
    assert proposed(circle, circle.clock).meeting.starts == wall("2027-01-21T18:30")
    assert next_day(circle, circle.clock) == date(2027, 1, 21)
    circle.clock.advance(minutes=60 * 24 + 1)  # the old day, a minute after the old hour
    assert overdue_today(circle, circle.clock) is None
    assert scheduled_start(circle, circle.clock) is None


def test_moved_to_and_fro_it_stands_for_itself(circle: FakeCircle, token: Tokens) -> None:
    """A meeting that is back at the rhythm's own time is the rhythm's own."""
    move(circle, circle.clock, token, wall("2026-12-08T18:30"))
    move(circle, circle.clock, token, wall("2026-12-15T18:30"), minutes=60)
    assert circle.kept.meeting is not None
    assert circle.kept.meeting.stands_for == datetime(2026, 12, 10, 17, 30, tzinfo=UTC)
    back = move(circle, circle.clock, token, wall("2026-12-10T18:30"))
    assert back.meeting.stands_for is None
    assert (back.meeting.minutes, back.meeting.sequence) == (60, 2)


def test_a_meeting_in_another_zone(circle: FakeCircle, token: Tokens) -> None:
    """I can plan by somebody else's clock, and without any rhythm at all."""
    moved = move(
        circle, circle.clock, token, wall("2026-12-08T12:00"), zone="America/New_York", minutes=45
    )
    assert moved.words == "Tuesday 8 December 2026, 12:00 in New York"
    circle.people.put_profile(Profile("Test circle"))
    later = move(circle, circle.clock, token, wall("2026-12-09T12:00")).meeting
    assert (later.zone, later.minutes) == ("America/New_York", 45)
    assert told(circle, 5) == [("2026-12-09", "planned")]
    with pytest.raises(InputError, match="1 to 1440 minutes"):
        move(circle, circle.clock, token, wall("2026-12-09T12:00"), minutes=0)


def test_a_law_that_moves_a_meeting_is_noticed(circle: FakeCircle, token: Tokens) -> None:
    """When new zone data moves a meeting that was sent, I am told, and can send an update."""
    settled = settle(circle, circle.clock, token).meeting
    assert settled.sent == datetime(2026, 12, 10, 17, 30, tzinfo=UTC)
    assert moved_by_law(circle, circle.clock) is None
    with pytest.raises(Refusal, match="nothing to update"):
        tell_anew(circle, circle.clock)
    before = settled.sent + timedelta(hours=1)
    circle.meetings.put(replace(settled, sent=before))
    assert moved_by_law(circle, circle.clock) == (before, settled.sent)
    assert settle(circle, circle.clock, token).meeting.sequence == 0, "asking is no update"
    circle.clock.advance(minutes=1)
    anew = tell_anew(circle, circle.clock).meeting
    assert anew == replace(settled, sequence=1, since=1, stamp=circle.clock.now())
    assert moved_by_law(circle, circle.clock) is None


def test_what_was_kept_before_is_never_called_moved(circle: FakeCircle, token: Tokens) -> None:
    """A meeting from a circle that kept no instant, or that was called off, tells of no law."""
    settled = settle(circle, circle.clock, token).meeting
    circle.meetings.put(replace(settled, sent=None))
    assert moved_by_law(circle, circle.clock) is None
    circle.meetings.put(replace(settled, sent=datetime(2026, 12, 10, tzinfo=UTC)))
    call_off(circle, circle.clock)
    assert moved_by_law(circle, circle.clock) is None


def put(circle: FakeCircle, token: Tokens, starts: str, *holidays: Holiday) -> None:
    """Meet every Thursday but on holidays, and put the next meeting on a far day."""
    weekly = replace(THURSDAYS, every=1, holidays=holidays)
    circle.people.put_profile(Profile("Test circle", weekly))
    move(circle, circle.clock, token, wall(starts))


def test_few_dates_that_fall_away_are_all_listed(circle: FakeCircle, token: Tokens) -> None:
    """Six dates that fall away are named, and what is left out between them."""
    put(circle, token, "2027-01-22T18:30", CHRISTMAS)
    listed = listed_dates(circle, circle.clock, 3)
    assert listed.dates == coming_dates(circle, circle.clock, 3)
    assert [each.standing.value for each in listed.dates[:9]] == [
        *(["falls away"] * 3 + ["left out"] * 2 + ["falls away"] * 3 + ["planned"]),
    ]
    assert (listed.more, listed.counted) == (0, True)


def test_many_dates_that_fall_away_are_counted(circle: FakeCircle, token: Tokens) -> None:
    """The first six are named and the others counted, up to the meeting; after it all goes on."""
    put(circle, token, "2027-11-26T18:30", replace(CHRISTMAS, yearly=True))
    whole = coming_dates(circle, circle.clock, 3)
    listed = listed_dates(circle, circle.clock, 3)
    fallen = [each for each in whole if each.standing.value == "falls away"]
    assert [each for each in listed.dates if each.standing.value == "falls away"] == fallen[:NAMED]
    assert (listed.more, listed.counted) == (len(fallen) - NAMED, True)
    assert listed.dates[listed.at :] == whole[-3:]
    assert listed.dates[: listed.at] == whole[: listed.at]


@pytest.mark.parametrize(("day", "counted"), [("2071-12-30", True), ("2072-01-09", False)])
def test_a_meeting_beyond_all_dates_says_so(
    circle: FakeCircle, token: Tokens, day: str, counted: bool
) -> None:
    """Dates are looked for in 45 years: of a meeting after that I read that more fall away."""
    put(circle, token, f"{day}T18:30")
    listed = listed_dates(circle, circle.clock, 1)
    assert listed.counted is counted
    assert listed.more > 2300
    assert len(listed.dates) == NAMED + 1


def test_a_list_reads_as_many_dates_as_it_tells(
    circle: FakeCircle, token: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However far the meeting is, no date is put into words that is not shown."""
    put(circle, token, "2300-03-04T18:30")
    told: list[datetime] = []

    def words(starts: datetime, _zone: str) -> str:
        told.append(starts)
        return "a day"

    monkeypatch.setattr("circle_tui.calendars.words.start_text", words)
    listed = listed_dates(circle, circle.clock, 5)
    assert len(told) <= len(listed.dates) + 1
