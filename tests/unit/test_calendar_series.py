"""A series: the meetings that the circle really holds, and no other, in one file that updates."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
import vobject

from circle_tui.calendars.zones import instant, zone
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.meeting import Cadence, Holiday, Rhythm
from circle_tui.domain.people import Profile
from circle_tui.services.invite_style import restyle
from circle_tui.services.inviting import call_off, move, settle
from circle_tui.services.meeting_series import export_series, series_dates
from circle_tui.storage.codec import encode
from tests.fakes import FakeCircle, Tokens
from tests.ics import checked

BERLIN = "Europe/Berlin"
CADENCE = Cadence(Rhythm.WEEKS, 3, 3, time(18, 30), BERLIN, 90, date(2026, 11, 19))
"""Tests begin on Thursday, 19 November, as this circle's meeting does."""


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle that meets every third Thursday in Berlin."""
    circle = FakeCircle()
    circle.people.put_profile(Profile("Test circle", CADENCE))
    return circle


@pytest.fixture
def token() -> Tokens:
    """Return what draws ids."""
    return Tokens()


def exported(circle: FakeCircle, token: Tokens, count: int = 8) -> bytes:
    """Return the file of the next meetings, which follows the rules to the letter."""
    _, data = export_series(circle, circle.clock, token, count)
    checked(data)
    return data


def held(data: bytes) -> list[datetime]:
    """Return when vobject says that the meetings of a file are, in UTC."""
    master, *others = vobject.readOne(data.decode()).vevent_list
    dates = [moment.timestamp() for moment in master.getrruleset(addRDate=True)]
    for other in others:
        dates.remove(other.recurrence_id.value.timestamp())
        dates.append(other.dtstart.value.timestamp())
    return sorted(datetime.fromtimestamp(at, zone(BERLIN)).replace(tzinfo=None) for at in dates)


def thursdays(first: date, count: int, every: int = 3) -> list[datetime]:
    """Return evenings from a day on."""
    return [
        datetime.combine(first, time(18, 30)) + timedelta(weeks=every * n) for n in range(count)
    ]


def test_every_meeting_is_at_the_hour_on_the_wall(circle: FakeCircle, token: Tokens) -> None:
    """From December to May it is half past six, though clocks change in March."""
    data = exported(circle, token)
    assert held(data) == thursdays(date(2026, 12, 10), 8)
    assert b"UNTIL=20270506T163000Z" in data, "the last one's instant, in summer time"


def test_the_same_series_gives_the_same_bytes(circle: FakeCircle, token: Tokens) -> None:
    """Written again an hour later it is no update; with a title it is one, of the same dates."""
    first = exported(circle, token)
    circle.clock.advance(minutes=60)
    assert exported(circle, token) == first
    restyle(circle, summary="Evening circle")
    titled = exported(circle, token)
    assert b"SEQUENCE:0" in titled
    assert _stamp(titled) > _stamp(first)


def test_more_meetings_are_an_update(circle: FakeCircle, token: Tokens) -> None:
    """When the half-year is over I write the next one, and calendars go on with the same series."""
    first = checked(exported(circle, token, 3)).within("VEVENT")[0]
    circle.clock.advance(minutes=60 * 24 * 30)
    longer = exported(circle, token, 3)
    event = checked(longer).within("VEVENT")[0]
    assert event.one("UID") == first.one("UID")
    assert (first.one("SEQUENCE"), event.one("SEQUENCE")) == ("0", "1")
    assert held(longer) == thursdays(date(2026, 12, 10), 4)


def test_a_moved_meeting_is_moved_in_the_series(circle: FakeCircle, token: Tokens) -> None:
    """What was put on a Tuesday is there, and not on its Thursday as well."""
    exported(circle, token)
    tuesday = datetime.combine(date(2026, 12, 8), time(17))
    settle(circle, circle.clock, token)
    move(circle, circle.clock, token, tuesday)
    data = exported(circle, token)
    assert held(data) == [tuesday, *thursdays(date(2026, 12, 31), 7)]
    assert b"RECURRENCE-ID;TZID=Europe/Berlin:20261210T183000\r\n" in data
    assert data.count(b"SEQUENCE:1") == 2


def test_a_meeting_that_was_called_off_is_not_in_it(circle: FakeCircle, token: Tokens) -> None:
    """It stays out, also once the one after it is settled on."""
    exported(circle, token)
    settle(circle, circle.clock, token)
    call_off(circle, circle.clock)
    data = exported(circle, token)
    assert b"EXDATE;TZID=Europe/Berlin:20261210T183000\r\n" in data
    assert held(data) == thursdays(date(2026, 12, 31), 8)
    settle(circle, circle.clock, token)
    assert held(exported(circle, token)) == thursdays(date(2026, 12, 31), 8)


@pytest.mark.parametrize("written", [True, False])
def test_a_meeting_held_early_is_over(circle: FakeCircle, token: Tokens, *, written: bool) -> None:
    """Held two days early, its old day is no meeting; in a series written before it stays told."""
    tuesday = datetime.combine(date(2026, 12, 8), time(17))
    move(circle, circle.clock, token, tuesday)
    if written:
        exported(circle, token)
    circle.clock.advance(minutes=60 * 24 * 20)  # Wednesday 9 December
    over = [tuesday] if written else []
    assert held(exported(circle, token, 3)) == [*over, *thursdays(date(2026, 12, 31), 3)]


def test_what_was_told_for_later_goes_when_it_is_called_off(
    circle: FakeCircle, token: Tokens
) -> None:
    """Moved far ahead, written so, and called off when its old day is over: it is gone."""
    far = datetime.combine(date(2027, 1, 10), time(17))
    move(circle, circle.clock, token, far)
    assert held(exported(circle, token, 2)) == [far, *thursdays(date(2027, 1, 21), 1)]
    circle.clock.advance(minutes=60 * 24 * 30)  # Saturday 19 December
    call_off(circle, circle.clock)
    assert held(exported(circle, token, 2)) == thursdays(date(2026, 12, 31), 2)
    settle(circle, circle.clock, token)
    assert held(exported(circle, token, 2)) == thursdays(date(2026, 12, 31), 2)


def test_days_without_a_meeting_are_left_out(circle: FakeCircle, token: Tokens) -> None:
    """Christmas is no meeting, in whatever calendar."""
    christmas = Holiday(date(2026, 12, 24), date(2027, 1, 6), yearly=True)
    circle.people.put_profile(Profile("Test circle", replace(CADENCE, holidays=(christmas,))))
    assert held(exported(circle, token, 3)) == [
        datetime.combine(day, time(18, 30))
        for day in (date(2026, 12, 10), date(2027, 1, 21), date(2027, 2, 11))
    ]


def test_months_by_weekday(circle: FakeCircle, token: Tokens) -> None:
    """The last Thursday of each second month is a series as well."""
    monthly = replace(CADENCE, rhythm=Rhythm.MONTHLY, every=2, nth=-1)
    circle.people.put_profile(Profile("Test circle", monthly))
    assert [f"{moment:%m-%d}" for moment in held(exported(circle, token, 4))] == [
        *("11-26", "01-28", "03-25", "05-27")
    ]


def test_another_rhythm_begins_anew_under_the_same_name(circle: FakeCircle, token: Tokens) -> None:
    """Calendars that have the old series get the new one in its place."""
    old = checked(exported(circle, token)).within("VEVENT")[0]
    circle.people.put_profile(replace(circle.people.profile(), cadence=replace(CADENCE, weekday=4)))
    data = exported(circle, token, 2)
    new = checked(data).within("VEVENT")[0]
    assert (new.one("UID"), new.one("SEQUENCE")) == (old.one("UID"), "1")
    assert held(data) == thursdays(date(2026, 11, 20), 2)


def test_what_cannot_be_a_series(circle: FakeCircle, token: Tokens) -> None:
    """Without a rhythm there is none; nor with a meeting at an hour that clocks skip."""
    circle.people.put_profile(Profile("Test circle"))
    with pytest.raises(Refusal, match="no rhythm"):
        export_series(circle, circle.clock, token, 3)
    sundays = replace(CADENCE, every=1, weekday=6, at=time(2, 30))
    circle.people.put_profile(Profile("Test circle", sundays))
    with pytest.raises(InputError, match="does not exist"):
        export_series(circle, circle.clock, token, 30)
    assert circle.people.profile().series is None


def test_why_there_is_no_meeting(circle: FakeCircle, token: Tokens) -> None:
    """Of each date of the series I read whether we meet, and why not."""
    christmas = Holiday(date(2026, 12, 24), date(2027, 1, 6), yearly=True)
    circle.people.put_profile(Profile("Test circle", replace(CADENCE, holidays=(christmas,))))
    assert told(circle, token) == ["12-10 rhythm", "12-31 left out", "01-21 rhythm", "02-11 rhythm"]
    settle(circle, circle.clock, token)
    call_off(circle, circle.clock)
    off = ["12-10 called off", "12-31 left out", "01-21 rhythm", "02-11 rhythm", "03-04 rhythm"]
    assert told(circle, token) == off
    settle(circle, circle.clock, token)
    move(circle, circle.clock, token, datetime.combine(date(2027, 2, 12), time(17)))
    assert told(circle, token) == [
        *("12-10 falls away", "12-31 left out", "02-11 falls away", "02-12 moved"),
        *("03-04 rhythm", "03-25 rhythm"),
    ]
    circle.clock.advance(minutes=60 * 24 * 100)  # Saturday 27 February
    assert told(circle, token, 1) == ["02-12 moved", "03-04 rhythm"]


@pytest.mark.parametrize(
    ("today", "day"),
    [(date(2027, 3, 25), date(2027, 3, 28)), (date(2027, 10, 28), date(2027, 10, 31))],
)
def test_a_place_that_clocks_skip_or_repeat(today: date, day: date, token: Tokens) -> None:
    """Moved away from such an hour, no advice helps but to wait; it is told, and then it works."""
    circle = FakeCircle()
    circle.clock.advance(
        (datetime.combine(today, time(), UTC) - circle.clock.now()).total_seconds()
    )
    sundays = replace(CADENCE, every=1, weekday=6, at=time(2, 30))
    circle.people.put_profile(Profile("Test circle", sundays))
    move(circle, circle.clock, token, datetime.combine(day, time(12)))
    for _ in range(2):
        with pytest.raises(InputError, match="Once it is over, write the series"):
            export_series(circle, circle.clock, token, 3)
        circle.people.put_profile(Profile("Test circle", sundays.leaving_out(day)))
    circle.clock.advance(minutes=60 * 24 * 4)
    weeks = [day + timedelta(weeks=week) for week in (1, 2, 3)]
    assert held(exported(circle, token, 3)) == [datetime.combine(d, time(2, 30)) for d in weeks]


def test_a_series_lies_in_the_circle_as_before(circle: FakeCircle, token: Tokens) -> None:
    """A circle that was saved by an older version has its series still, and the other way round."""
    move(circle, circle.clock, token, datetime.combine(date(2026, 12, 8), time(17)))
    series, _ = export_series(circle, circle.clock, token, 2)
    kept = encode(series)
    assert set(kept) == {"uid", "plan", "sequence", "stamp", "told"}
    assert kept["plan"] == {
        "cadence": encode(CADENCE),
        "first_step": "2026-12-10T18:30:00.000000",
        "last_step": "2026-12-31T18:30:00.000000",
        "without": [],
        "moved": [
            {
                "slot": "2026-12-10T17:30:00.000000+00:00",
                "begins": "2026-12-08T16:00:00.000000+00:00",
                "minutes": 90,
            }
        ],
    }


def told(circle: FakeCircle, token: Tokens, count: int = 3) -> list[str]:
    """Return how each date of the series stands, once it is written."""
    series, _ = export_series(circle, circle.clock, token, count)
    dates = series_dates(circle, circle.clock, series)
    return [f"{each.starts:%m-%d} {each.stands}" for each in dates]


def test_the_start_is_when_it_says(circle: FakeCircle, token: Tokens) -> None:
    """The first meeting of the file is the instant the circle means."""
    (first, *_) = held(exported(circle, token))
    assert instant(first, BERLIN).isoformat() == "2026-12-10T17:30:00+00:00"


def _stamp(data: bytes) -> str:
    return checked(data).within("VEVENT")[0].one("DTSTAMP")
