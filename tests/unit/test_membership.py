"""Members join, pause, come back and leave, each on a day."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Cadence, Meeting, Rhythm
from circle_tui.domain.people import Member, Profile, Standing, expected, roll_call, standing
from circle_tui.domain.rotation import Duty
from circle_tui.services import membership
from circle_tui.services.handing_out import hand_out
from circle_tui.services.overview import overview
from circle_tui.services.roster import Roster
from circle_tui.services.screening import screened
from circle_tui.services.workspace import Workspace
from tests.fakes import THURSDAY_EVENING, FakeCircle, Tokens, choose
from tests.strategies import LAW

TODAY = THURSDAY_EVENING.date()
NEXT = TODAY + timedelta(weeks=3)
NOOR = Member("a1", "Noor Haddad", "Cedar", joined=date(2026, 1, 8))
MIRA = Member("b2", "Mira Sandoval", "Delta", joined=date(2026, 1, 8))
SAM = Member("c3", "Sam", "Ember")

HOSTED = Agenda(
    "hosted",
    "Hosted",
    (
        Segment(
            "Arrive", "opening", ClockMode.GROUP, 300, roles=("host", "presenter", "timekeeper")
        ),
    ),
)

DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31))


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle of three."""
    return FakeCircle(NOOR, MIRA, SAM)


def roster(circle: FakeCircle, today: date = TODAY) -> Roster:
    """Return the roster of a circle on a day."""
    return Roster(circle, Tokens(len(circle.kept.members)), choose, today=today)


def there(circle: FakeCircle, day: date) -> list[str]:
    """Return the first names of those who are expected on a day."""
    return [member.name.split()[0] for member in expected(circle.people.members(), day)]


def test_a_pause_has_a_first_day_and_may_have_a_last(circle: FakeCircle) -> None:
    """Who pauses until a day is not expected before it, and is from that day on."""
    paused = membership.pause(circle, MIRA, TODAY, NEXT)
    assert (paused.paused, paused.until) == (TODAY, NEXT)
    assert there(circle, TODAY - timedelta(days=1)) == ["Noor", "Mira", "Sam"]
    assert there(circle, TODAY) == ["Noor", "Sam"]
    assert there(circle, NEXT) == ["Noor", "Mira", "Sam"]
    assert circle.people.members()[1] == paused, "the roster keeps its order"


def test_a_pause_can_be_open_prolonged_and_ended(circle: FakeCircle) -> None:
    """Without an end a pause lasts until I end it; prolonged, it began when it began."""
    membership.pause(circle, MIRA, TODAY)
    assert there(circle, NEXT) == ["Noor", "Sam"]
    longer = membership.pause(circle, circle.people.members()[1], TODAY + timedelta(days=2), NEXT)
    assert longer.paused == TODAY
    membership.resume(circle, longer, TODAY + timedelta(days=3))
    assert there(circle, TODAY + timedelta(days=3)) == ["Noor", "Mira", "Sam"]


def test_a_second_pause_is_one_of_its_own(circle: FakeCircle) -> None:
    """Who came back and pauses again pauses from then on."""
    membership.pause(circle, MIRA, TODAY, NEXT)
    again = membership.pause(circle, circle.people.members()[1], NEXT + timedelta(days=9))
    assert again.paused == NEXT + timedelta(days=9)


@pytest.mark.parametrize("until", [TODAY, TODAY - timedelta(days=1)])
def test_a_pause_that_is_over_is_refused(circle: FakeCircle, until: date) -> None:
    """A day that is not ahead cannot be the end of a pause; nothing is changed."""
    with pytest.raises(InputError, match="Nothing was changed"):
        membership.pause(circle, MIRA, TODAY, until)
    with pytest.raises(InputError, match="does not pause"):
        membership.resume(circle, MIRA, TODAY)
    assert circle.people.members() == (NOOR, MIRA, SAM)


def test_who_pauses_is_masked_as_before(circle: FakeCircle) -> None:
    """The circle goes on talking about who is away, so the name does not go into the notes."""
    membership.pause(circle, MIRA, TODAY)
    assert "Mira" not in screened("Mira said so", circle.people.known())


def test_joining_has_a_day_today_or_another(circle: FakeCircle) -> None:
    """A new member joins today unless I say when; before that day nobody waits for them."""
    (zuri,) = roster(circle).add(["Zuri"])
    assert zuri.joined == TODAY
    (kofi,) = roster(circle).add(["Kofi"], joined=NEXT)
    assert standing(kofi, TODAY) is Standing.JOINING
    assert "Kofi" not in there(circle, TODAY)
    assert "Kofi" in there(circle, NEXT)
    assert "Kofi" not in screened("Kofi said so", circle.people.known())


def test_leaving_has_a_day_and_the_name_stays_masked(circle: FakeCircle) -> None:
    """Who leaves is off the roster with the day, and the name stays masked."""
    membership.pause(circle, MIRA, TODAY)
    roster(circle).remove(circle.people.members()[1], on=date(2026, 11, 5))
    assert there(circle, TODAY) == ["Noor", "Sam"]
    gone = circle.people.known()[1]
    assert (gone.former, gone.left, gone.paused) == (True, date(2026, 11, 5), None)
    assert "Mira" not in screened("Mira said so", circle.people.known())
    roster(circle).remove(circle.people.members()[1])
    assert circle.people.known()[2].left == TODAY


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(2025, 12, 31)])
def test_nobody_leaves_ahead_of_time_or_before_joining(circle: FakeCircle, day: date) -> None:
    """A day that is ahead, or before they joined, is refused; they stay."""
    with pytest.raises(InputError, match=r"[Nn]othing was changed"):
        roster(circle).remove(NOOR, on=day)
    assert circle.people.members() == (NOOR, MIRA, SAM)


def test_coming_back_is_joining_anew(circle: FakeCircle) -> None:
    """Who left and joins again is the same member, with a new day and no old one."""
    roster(circle).remove(MIRA)
    (back,) = roster(circle, NEXT).add([MIRA.name])
    assert back == replace(MIRA, joined=NEXT)


@LAW
@given(
    st.lists(
        st.builds(
            Member,
            st.integers().map(str),
            st.just("Noor"),
            st.just("Cedar"),
            former=st.booleans(),
            joined=st.none() | DAYS,
            paused=st.none() | DAYS,
            until=st.none() | DAYS,
        ),
        max_size=6,
        unique_by=lambda member: member.id,
    ),
    DAYS,
)
def test_the_roll_has_everybody_once_and_the_expected_first(
    members: list[Member], day: date
) -> None:
    """On the list of who is here nobody is missing or twice, and who is expected comes first."""
    listed = roll_call(members, day)
    assert sorted(m.id for m in listed) == sorted(m.id for m in members)
    first = expected(members, day)
    assert listed[: len(first)] == first
    assert [m for m in members if m in first] == list(first), "in the order of the roster"


def test_whose_turn_it_is_to_host(circle: FakeCircle) -> None:
    """Who never hosted, or longest ago, is told as the next; who pauses is passed over."""
    ago = tuple(
        Duty("host", member.id, THURSDAY_EVENING - timedelta(weeks=weeks))
        for member, weeks in ((NOOR, 3), (MIRA, 9), (SAM, 6))
    )
    circle.people.put_ledger(ago)
    told = membership.turn_to_serve(circle, HOSTED, TODAY)
    assert told == (("host", "Mira Sandoval"), ("timekeeper", "Sam")), "the presenter is no service"
    membership.pause(circle, MIRA, TODAY, NEXT)
    assert membership.turn_to_serve(circle, HOSTED, TODAY)[0] == ("host", "Sam")
    assert membership.turn_to_serve(circle, HOSTED, NEXT)[0] == ("host", "Mira Sandoval")


def test_nobody_serves_where_nobody_is_expected() -> None:
    """With everybody away there is no next host, and nothing breaks."""
    circle = FakeCircle(replace(NOOR, paused=TODAY))
    assert membership.turn_to_serve(circle, HOSTED, TODAY) == ()


def test_the_invite_leaves_out_who_pauses(circle: FakeCircle, tmp_path: Path) -> None:
    """The invite tells the time where those are who are expected, and nobody else."""
    for member, zone in ((NOOR, "Asia/Tokyo"), (MIRA, "America/Denver")):
        roster(circle).edit(member, zone=zone)
    membership.pause(circle, circle.people.members()[1], TODAY, NEXT)
    starts = datetime.combine(TODAY + timedelta(days=7), time(18, 30))
    meeting = Meeting("u", starts, "Europe/Berlin", 90, 0, THURSDAY_EVENING)
    hand_out(circle, circle.clock, lambda: meeting, tmp_path / "away.ics")
    hand_out(
        circle,
        circle.clock,
        lambda: replace(meeting, starts=starts + timedelta(weeks=3)),
        tmp_path / "back.ics",
    )
    away, back = ((tmp_path / f"{name}.ics").read_text("utf-8") for name in ("away", "back"))
    assert ("Tokyo" in away, "Denver" in away) == (True, False)
    assert ("Tokyo" in back, "Denver" in back) == (True, True)


def test_the_home_screen_counts_who_pauses(circle: FakeCircle, tmp_path: Path) -> None:
    """The first screen says how many we are and how many pause, and plans for the others."""
    cadence = Cadence(Rhythm.WEEKS, 3, 3, time(18, 30), "Europe/Berlin", 90, anchor=TODAY)
    circle.people.put_profile(Profile("Test circle", cadence))
    membership.pause(circle, MIRA, TODAY)
    space = Workspace(circle, circle.clock, Tokens(), choose, tmp_path, tmp_path)
    seen = overview(space)
    assert seen.standing == "3 · 1 paused · no agreement yet: circle agreement"
    assert "for 2" in seen.agenda_words
    assert seen.serving == (("host", "Noor Haddad"),)
    roster(circle).add(["Kofi"], joined=NEXT)
    assert overview(space).standing.startswith("4 · 1 paused · 1 to join")
