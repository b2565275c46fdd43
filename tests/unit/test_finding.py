"""A fair time for the next meeting, and what bad hours have cost whom."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from circle_tui.calendars import zones
from circle_tui.calendars.slots import half_hours_from, walls
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.fair_time import Span
from circle_tui.domain.meeting import Cadence, Holiday, Rhythm
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.week import Hours, NoGo, Week
from circle_tui.services.asked import Asked, Typed, option_typed
from circle_tui.services.finding import find, keep
from circle_tui.services.finding_words import no_time, unsaid, ways_out, why
from circle_tui.services.found import Found, NoFairTime, Way
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


ALWAYS = Week(never=(NoGo((0, 1, 2, 3, 4, 5, 6), Hours(time(), time())),))
"""The week of somebody who can at no time at all."""


def ways(circle: FakeCircle, **asked: Any) -> dict[str, str]:  # noqa: ANN401
    """Return the ways out of a search without a fair time, by name: what it is, and the command."""
    with pytest.raises(NoFairTime) as refused:
        find(circle, circle.clock, **asked)
    names = {member.id: member.name for member in circle.people.members()}
    none = refused.value
    told = none.ways(lambda share: names[share.member])
    for way in told:
        assert way.line in no_time(none, names)
        assert way.line in ways_out(none, names)
    for way in none.ways(lambda share: share.alias):
        assert way.within in str(none)
    return {way.what: way.command for way in told}


def test_ways_out_are_the_search_that_was_asked_for() -> None:
    """Each command is my own search with one thing changed, quoted, for the same circle."""
    circle = circle_of(ANA, replace(NOOR, week=ALWAYS))
    typed = Typed(("--busy", "Ana=my own.ics", "--keep"), ("--circle", "Other $circle"))
    told = ways(
        circle,
        weeks=3,
        days=(0, 2, 4),
        first=date(2026, 12, 7),
        minutes=45,
        zone=AUCKLAND,
        typed=typed,
    )
    assert told == {
        "more weeks to look at": "circle next --find --weeks 6 --days 'mon wed fri' --from "
        "2026-12-07 --minutes 45 --zone Pacific/Auckland --busy 'Ana=my own.ics' --keep "
        "--circle 'Other $circle'",
        "other hours for Noor Sample": "circle members week 'Noor Sample' --circle 'Other $circle'",
        "to meet then all the same": 'circle next --on "2026-12-07 22:00" --zone Pacific/Auckland '
        "--minutes 45 --circle 'Other $circle'",
    }
    plainly = ways(circle)
    assert plainly["more weeks to look at"] == "circle next --find --weeks 4"
    assert "more weeks to look at" not in ways(circle, weeks=26)


def test_the_nearest_time_is_as_long_as_i_asked() -> None:
    """Where a meeting of another length was called off just then, the command says how long."""
    circle, tokens = circle_of(ANA, replace(NOOR, week=ALWAYS)), Tokens()
    near = 'circle next --on "2026-11-30 09:00"'
    assert ways(circle, first=MONDAY)["to meet then all the same"] == near
    move(circle, circle.clock, tokens, datetime(2026, 11, 30, 9), minutes=45)  # noqa: DTZ001
    call_off(circle, circle.clock)
    told = ways(circle, first=MONDAY, minutes=60)
    assert told["to meet then all the same"] == f"{near} --minutes 60"


def test_what_begins_with_a_dash_is_no_option() -> None:
    """A name, a circle or a file that begins with a dash is typed so that it is none."""
    assert option_typed("--circle", "-1") == ("--circle=-1",)
    circle = circle_of(ANA, replace(NOOR, name="-Noor", week=ALWAYS))
    assert ways(circle)["other hours for -Noor"] == "circle members week Ember"


def test_the_first_three_in_the_way() -> None:
    """Whoever stands in the way gets a command; after three the others are counted."""
    crowd = [replace(NOOR, id=f"n{n}", alias=f"Orbit {n}", name=f"Noor {n}") for n in range(5)]
    circle = circle_of(ANA, *(replace(member, week=ALWAYS) for member in crowd))
    told = [(what, how) for what, how in ways(circle).items() if "hours" in what]
    assert told == [
        *((f"other hours for Noor {n}", f"circle members week 'Noor {n}'") for n in range(3)),
        ("other hours for 2 more", ""),
    ]
    assert Way("a walk").line == "· a walk"


def test_no_day_to_look_at() -> None:
    """Where every day is left out I am told how to look further, as far as that goes."""
    circle = circle_of(ANA, cadence=replace(CADENCE, skipped=(11, 12)))
    with pytest.raises(Refusal) as refused:
        find(circle, circle.clock, weeks=2, days=(0,), first=MONDAY)
    command = "circle next --find --weeks 4 --days mon --from 2026-11-30"
    assert str(refused.value).endswith(f"Nothing was changed. Look further with: {command}")
    with pytest.raises(Refusal, match="leave --days out"):
        find(circle, circle.clock, days=())


def test_weekdays_as_they_are_typed() -> None:
    """The days of a search come back as I might type them."""
    for days, typed in (((0, 1, 2, 3), "mon-thu"), ((5, 6), "'sat sun'"), ((6, 3), "'thu sun'")):
        assert Asked(days=days).again() == f"circle next --find --days {typed}"
    assert Asked(days=(6, 5, 4, 3, 2, 1, 0)).again() == "circle next --find"


def test_of_whom_nobody_said() -> None:
    """I read whose week is taken as usual, and the command with which to say one."""
    circle = circle_of(ANA, replace(NOOR, week=None))
    names = {member.id: member.name for member in circle.people.members()}
    whom, command = unsaid(find(circle, circle.clock), names)
    assert whom == "Nobody said when Noor Sample works and sleeps, so it is taken as usual."
    assert command == "To say it: circle members week 'Noor Sample'"


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
