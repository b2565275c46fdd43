"""A fair time for the next meeting, and what bad hours have cost whom."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from circle_tui.calendars import zones
from circle_tui.calendars.slots import half_hours_from, walls
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.fair_time import Span
from circle_tui.domain.meeting import Cadence, Holiday, Rhythm
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.week import Hours, NoGo, Week
from circle_tui.services.finding import find, keep
from circle_tui.services.finding_words import why
from circle_tui.services.found import Found
from circle_tui.services.inviting import call_off, move, settle
from tests.fakes import THURSDAY_EVENING, FakeCircle, FakeClock, Tokens

LONDON, AUCKLAND, NEW_YORK = "Europe/London", "Pacific/Auckland", "America/New_York"
WEEK = Week(sleep=Hours(time(23), time(6)))
ANA = Member("a1", "Ana Example", "Cedar", week=WEEK)
KIRI = Member("b2", "Kiri Test", "Delta", zone=AUCKLAND, week=WEEK)
NOOR = Member("c3", "Noor Sample", "Ember", zone=NEW_YORK, week=WEEK)
CADENCE = Cadence(Rhythm.WEEKS, 3, 3, time(18, 30), LONDON, 60, date(2026, 12, 3))
MONDAY = date(2026, 11, 30)
"""The first day of the week in which the circle meets next."""


def circle_of(*members: Member, cadence: Cadence | None = CADENCE) -> FakeCircle:
    """Return a circle that meets every third Thursday, next on 3 December 2026."""
    circle = FakeCircle(*members)
    circle.people.put_profile(Profile("Test circle", cadence))
    return circle


def borne(circle: FakeCircle) -> dict[str, tuple[int | None, int]]:
    """Return what each member has borne, and what the planned meeting adds."""
    return {member.alias: (member.burden, member.ahead) for member in circle.people.known()}


def costs(found: Found) -> dict[str, int]:
    """Return what a time costs each member."""
    return {share.alias: share.cost for share in found.slot.shares}


def test_it_is_in_the_week_of_the_rhythm() -> None:
    """I am offered a time in the week in which we would meet anyway, and nothing is kept."""
    circle = circle_of(ANA, NOOR)
    found = find(circle, circle.clock)
    assert found.starts.date() == MONDAY
    assert found.minutes == 60
    assert found.looked_at == 7 * 48
    assert costs(found) == {"Cedar": 0, "Ember": 0}
    assert circle.kept.meeting is None
    assert borne(circle) == {"Cedar": (None, 0), "Ember": (None, 0)}


def test_days_weeks_and_lengths() -> None:
    """I can say on which days, over how many weeks, from when on and how long."""
    circle = circle_of(ANA, NOOR)
    assert find(circle, circle.clock, days=(2,)).starts.date() == date(2026, 12, 2)
    assert find(circle, circle.clock, weeks=2).looked_at == 14 * 48
    assert find(circle, circle.clock, first=date(2026, 12, 10)).starts.date() == date(2026, 12, 10)
    assert find(circle, circle.clock, first=date(2026, 1, 1)).day.date() == date(2026, 11, 20)
    assert find(circle, circle.clock, minutes=95).slot.end.minute in (5, 35)
    for wrong in ({"weeks": 0}, {"weeks": 27}, {"minutes": 0}, {"zone": "Nowhere"}):
        with pytest.raises(InputError):
            find(circle, circle.clock, **wrong)


def test_without_a_rhythm_it_begins_tomorrow() -> None:
    """A circle that has no rhythm finds a time all the same, from tomorrow on."""
    circle = circle_of(ANA, NOOR, cadence=None)
    found = find(circle, circle.clock, zone=LONDON)
    assert found.day.date() == THURSDAY_EVENING.date() + timedelta(days=1)
    kept = keep(circle, circle.clock, Tokens(), found).meeting
    assert (kept.starts, kept.zone, kept.minutes) == (found.starts, LONDON, 130)


def test_days_on_which_the_circle_does_not_meet() -> None:
    """No time is on a holiday of the circle; where that leaves nothing, I am told."""
    holiday = Holiday(MONDAY, date(2026, 12, 1))
    circle = circle_of(ANA, NOOR, cadence=replace(CADENCE, holidays=(holiday,)))
    assert find(circle, circle.clock).starts.date() == date(2026, 12, 2)
    with pytest.raises(Refusal, match="no day to look at"):
        find(circle, circle.clock, days=(0, 1))


def test_busy_times_are_left_alone() -> None:
    """Where a calendar says that somebody is busy, they are not asked to meet."""
    circle = circle_of(ANA, NOOR)
    free = find(circle, circle.clock).slot
    taken = Span(free.start + timedelta(minutes=20), free.end)
    later = find(circle, circle.clock, busy={NOOR.id: [taken]}).slot
    assert later.start >= taken.end


def test_who_pauses_is_not_asked() -> None:
    """Somebody who is not expected in these weeks does not count, and who comes back does."""
    circle = circle_of(ANA, replace(KIRI, paused=date(2026, 11, 1)))
    assert list(costs(find(circle, circle.clock))) == ["Cedar"]
    circle = circle_of(ANA, replace(KIRI, paused=date(2026, 11, 1), until=date(2026, 12, 4)))
    assert list(costs(find(circle, circle.clock))) == ["Cedar", "Delta"]
    with pytest.raises(Refusal, match="Nobody is expected"):
        find(FakeCircle(), FakeClock())


def test_clocks_change_and_so_does_the_time() -> None:
    """What was fair in winter is looked for anew after the clocks changed."""
    circle = circle_of(NOOR, KIRI)
    winter, summer = (
        find(circle, circle.clock, first=day) for day in (date(2027, 3, 1), date(2027, 4, 12))
    )
    assert (winter.starts.time(), winter.slot.total) == (time(20), 0)
    # At 20:00 in London it would be 7:00 in Auckland by then: two half hours at 3.
    assert (summer.starts.time(), summer.slot.total) == (time(21, 30), 2)


def test_members_live_where_they_live() -> None:
    """Days counted by another clock move nobody: who has no zone lives in the circle's."""
    circle = circle_of(ANA, NOOR)
    found = find(circle, circle.clock, zone=AUCKLAND)
    assert {share.alias: share.zone for share in found.slot.shares} == {
        "Cedar": LONDON,
        "Ember": NEW_YORK,
    }


def test_a_length_that_was_agreed_is_looked_for() -> None:
    """Looked for anew, a meeting is as long as it was agreed, and not as the others are."""
    circle = circle_of(ANA, NOOR)
    move(circle, circle.clock, Tokens(), datetime(2026, 12, 2, 12), minutes=45)  # noqa: DTZ001
    assert find(circle, circle.clock).minutes == 45


def test_when_no_time_suits_everybody() -> None:
    """I am told who cannot, why by no word, and what would help."""
    busy = Week(never=(NoGo((0, 1, 2, 3, 4, 5, 6), Hours(time(8), time(20, 30))),))
    circle = circle_of(ANA, replace(NOOR, zone="", week=busy))
    with pytest.raises(Refusal) as refused:
        find(circle, circle.clock, minutes=120)
    told = str(refused.value)
    assert 'circle next --on "2026-11-30 09:00"' in told
    assert "without Ember" in told
    assert "--minutes 90" in told
    assert not any(word in told for word in ("Noor", "sleep", "20:30", "never"))


def test_it_is_added_once() -> None:
    """Keeping the same time twice costs everybody once."""
    circle, tokens = circle_of(ANA, KIRI), Tokens()
    first = find(circle, circle.clock)
    keep(circle, circle.clock, tokens, first)
    once = borne(circle)
    assert once == {alias: (0, cost) for alias, cost in costs(first).items()}
    assert max(costs(first).values()) > 0
    again = find(circle, circle.clock)
    assert again.slot == first.slot
    keep(circle, circle.clock, tokens, again)
    assert borne(circle) == once


@pytest.mark.parametrize("how", ["moved", "called off"])
def test_it_is_taken_back(how: str) -> None:
    """A meeting that I move by hand or call off has cost nobody anything."""
    circle, tokens = circle_of(ANA, KIRI), Tokens()
    keep(circle, circle.clock, tokens, find(circle, circle.clock))
    if how == "moved":
        move(circle, circle.clock, tokens, datetime(2026, 12, 2, 12))  # noqa: DTZ001 - wall time
    else:
        call_off(circle, circle.clock)
        call_off(circle, circle.clock)
    assert borne(circle) == {"Cedar": (0, 0), "Delta": (0, 0)}


def test_it_stays_once_the_meeting_was_held() -> None:
    """What a meeting cost counts for the next one, however that is planned."""
    circle, tokens = circle_of(ANA, KIRI), Tokens()
    held = find(circle, circle.clock)
    keep(circle, circle.clock, tokens, held)
    circle.clock.advance(minutes=60 * 24 * 16)
    before = {share.alias: share.before for share in find(circle, circle.clock).slot.shares}
    assert before == costs(held)
    settle(circle, circle.clock, tokens)
    assert borne(circle) == {alias: (cost, 0) for alias, cost in costs(held).items()}
    call_off(circle, circle.clock)
    assert borne(circle) == {alias: (cost, 0) for alias, cost in costs(held).items()}


def test_whoever_had_it_worse_has_it_better() -> None:
    """The bad hour goes to the other end of the world the next time."""
    circle, tokens = circle_of(ANA, KIRI), Tokens()
    worst = []
    for _ in range(4):
        found = find(circle, circle.clock, minutes=60)
        worst.append(max(costs(found), key=costs(found).__getitem__))
        keep(circle, circle.clock, tokens, found)
        circle.clock.advance(minutes=60 * 24 * 21)
    total = [(burden or 0) + ahead for burden, ahead in borne(circle).values()]
    assert set(worst) == {"Cedar", "Delta"}
    assert abs(total[0] - total[1]) <= 6


def test_a_newcomer_is_as_everybody() -> None:
    """Who joins, or was away, begins at the average: neither spared nor made to catch up."""
    old = (replace(ANA, burden=20), replace(KIRI, burden=11))
    away = replace(NOOR, paused=date(2026, 11, 1), burden=3)
    circle = circle_of(*old, replace(away, id="d4", alias="Fir", burden=None, paused=None), away)
    found = find(circle, circle.clock)
    assert {share.alias: share.before for share in found.slot.shares}["Fir"] == (20 + 11 + 3) // 3
    keep(circle, circle.clock, Tokens(), found)
    assert borne(circle)["Ember"] == (3, sum(costs(found).values()) // 3)


def test_why_is_told_without_a_name() -> None:
    """Why this time says aliases and numbers, and no name."""
    circle = circle_of(replace(ANA, burden=9), replace(KIRI, burden=0))
    told = " ".join(why(find(circle, circle.clock)))
    assert "times are possible for everybody" in told
    assert "Cedar" in told or "Delta" in told
    assert not any(name in told for name in ("Ana", "Kiri"))


def test_no_time_that_comes_twice() -> None:
    """On the night when clocks go back, no time is offered that an invite cannot name."""
    awake = Week(work=Hours(time(0), time(3)), sleep=None, off=())
    circle = circle_of(replace(ANA, week=awake))
    found = find(circle, circle.clock, first=date(2027, 10, 31), days=(6,), minutes=60)
    assert found.slot.start == datetime(2027, 10, 30, 23, tzinfo=UTC)
    assert found.looked_at == 50 - 4


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Berlin", date(2027, 3, 28)),
        ("Europe/Dublin", date(2027, 10, 31)),
        ("Australia/Lord_Howe", date(2027, 4, 4)),
        ("Africa/Casablanca", date(2025, 2, 23)),
        ("Asia/Kathmandu", date(2027, 1, 1)),
    ],
)
def test_every_half_hour_is_as_zoneinfo_says(zone: str, day: date) -> None:
    """Around any clock change every half hour is shown as the member's own clock shows it."""
    tz = zones.zone(zone)
    instants = half_hours_from(day - timedelta(days=1), 3, zone)
    exact = [instant.astimezone(tz).replace(tzinfo=None) for instant in instants]
    assert list(walls(instants, zone)) == exact
    assert exact[0] == datetime.combine(day - timedelta(days=1), time())
    assert instants[-1] - instants[0] == (len(instants) - 1) * timedelta(minutes=30)
