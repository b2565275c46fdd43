"""What the calendar screen does: read a date, change one, and say whom somebody has to tell."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circle_tui.domain.errors import InputError, Refusal, StoreError
from circle_tui.domain.invitation import Organizer, Style
from circle_tui.domain.meeting import USUAL_MINUTES, Cadence, Holiday, Posted, Rhythm
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.series import Stands
from circle_tui.services.coming import Coming, falling_away
from circle_tui.services.dates import Dates
from circle_tui.services.inviting import call_off, move, planned, settle
from circle_tui.services.passing_on import OWED
from circle_tui.services.wanted import wanted_zone
from circle_tui.services.workspace import Lock, Workspace
from tests.fakes import FakeCircle, FakeClock, Tokens, choose

BERLIN = "Europe/Berlin"
CADENCE = Cadence(Rhythm.WEEKS, 2, 3, time(18, 30), BERLIN, 90, anchor=date(2026, 12, 3))
NOOR = Member("a1", "Noor Haddad", "Cedar", email="noor@example.org")
MIRA = Member("b2", "Mira Sandoval", "Delta", zone="America/New_York", email="mira@example.org")
WILL = Member("c3", "Will Achterberg", "Ember")
STYLE = Style(organizer=Organizer("fac@example.org"))


def wall(text: str) -> datetime:
    """Return a wall time."""
    return datetime.fromisoformat(text)


def space_of(folder: Path, cadence: Cadence | None = CADENCE) -> Workspace:
    """Return a circle of three, which meets every second Thursday, next on 3 December 2026."""
    clock = FakeClock()
    circle = FakeCircle(NOOR, MIRA, WILL, clock=clock)
    circle.people.put_profile(Profile("Test circle", cadence, invite=STYLE))
    return Workspace(circle, clock, Tokens(), choose, folder / "exports", folder / "agendas")


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """Give the circle that meets every second Thursday."""
    return space_of(tmp_path)


def kept(space: Workspace, **changes: object) -> None:
    """Keep the next meeting, as it is once members have it in their calendars."""
    meeting = settle(space.circle, space.clock, space.token).meeting
    space.circle.meetings.put(replace(meeting, **changes))  # type: ignore[arg-type]


def at_the_cursor(space: Workspace) -> Coming:
    """Return the kept date as the screen lists it."""
    (found,) = (date for date in Dates(space).listed().dates if date.standing is Stands.PLANNED)
    return found


def test_a_circle_without_a_rhythm_can_meet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a rhythm I plan a meeting by hand: in this computer's zone, of the usual length."""
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    space = space_of(tmp_path, None)
    dates = Dates(space)
    assert dates.zone() == "Kolkata"
    told = dates.move(dates.read("3 Dec 18:30").date)
    assert "Thursday 3 December 2026, 18:30 in Kolkata, 130 min." in told
    meeting = space.circle.meetings.get()
    assert meeting is not None
    assert (meeting.zone, meeting.minutes) == ("Asia/Kolkata", USUAL_MINUTES)
    assert dates.file.exists()


def test_a_zone_that_is_asked_for(tmp_path: Path) -> None:
    """Without a rhythm, as with one, I can say in which zone I mean a time."""
    for place, cadence in (("a", None), ("b", CADENCE)):
        dates = Dates(space_of(tmp_path / place, cadence))
        wanted = dates.read("3 Dec 12:00 America/New_York").date
        assert (wanted.starts, wanted.zone) == (wall("2026-12-03T12:00"), "America/New_York")
        assert "in New York" in dates.move(wanted)


def test_the_usual_time(space: Workspace) -> None:
    """A day alone is at the rhythm's time, also after the next meeting was moved by hand."""
    move(space.circle, space.clock, space.token, wall("2026-12-01T17:00"))
    assert Dates(space).read("8 Dec").date.starts == wall("2026-12-08T18:30")
    move(space.circle, space.clock, space.token, wall("2026-12-01T09:00"), zone="America/New_York")
    assert wanted_zone(space.circle, space.clock) == "America/New_York"
    assert Dates(space).read("8 Dec").date.starts == wall("2026-12-08T09:00")


def test_a_time_that_is_over_is_refused_as_it_is_read(space: Workspace) -> None:
    """I hear that a time is over when I type it, and not after I said yes to it."""
    with pytest.raises(InputError, match="over already"):
        Dates(space).read("2020-01-02 18:30")


def test_nobody_has_an_invitation_yet(space: Workspace) -> None:
    """The first time there is only a file; once it has moved, everybody needs the new one."""
    dates = Dates(space)
    assert "everybody" not in dates.invite()
    assert "Give the file to everybody" in dates.move(dates.read("8 Dec").date)
    assert dates.owed() == ()


def test_members_are_told_by_mail(space: Workspace) -> None:
    """After a move I read that members are still to be told, what to do, and who has no mail."""
    kept(space, asked=("a1", "b2"), posted=Posted(0, ""))
    dates = Dates(space)
    dates.move(dates.read("8 Dec").date)
    mail, address = dates.owed()
    assert mail == OWED
    assert address == "Without an e-mail address, so tell them: Will Achterberg"
    off = dates.toggle(at_the_cursor(space))
    assert off.startswith("Called off: Tuesday 8 December 2026")
    assert dates.owed()[0] == mail


def test_members_have_files_of_their_own(space: Workspace) -> None:
    """After a move I read how many files are to be mailed, where they are, and who has none."""
    kept(space, asked=("a1", "b2"))
    dates = Dates(space)
    told = dates.move(dates.read("8 Dec").date)
    folder = dates.file.parent / "invitations"
    assert f"2 members have an invitation of their own. To be mailed anew, from: {folder}" in told
    assert "so tell them: Will Achterberg" in told
    assert len(list(folder.iterdir())) == 2
    assert "not sealed" not in told
    sealed = replace(space, lock=Lock(lambda _typed: None, 0))
    assert "They are not sealed, and name who is in the circle." in Dates(sealed).invite()


def test_whoever_was_left_out(space: Workspace) -> None:
    """A member whom I left out of this meeting is not listed under its hours, and said apart."""
    kept(space, asked=("a1",), without=("b2",))
    dates = Dates(space)
    date = at_the_cursor(space)
    assert dates.not_invited(date) == ("Mira Sandoval",)
    assert dates.places(date) == (), "the others are in one zone"
    later = next(date for date in dates.listed().dates if date.standing is Stands.RHYTHM)
    assert dates.not_invited(later) == ()
    assert "Mira Sandoval" in [name for place in dates.places(later) for name in place.names]
    assert "Mira" not in "\n".join(dates.read("8 Dec").told)


def test_nothing_changes_where_the_file_cannot_be_written(space: Workspace) -> None:
    """When the invite cannot be written the meeting stays where everybody has it."""
    dates = Dates(space)
    kept(space)
    before = space.circle.meetings.get()
    space.exports.write_text("in the way", encoding="utf-8")
    with pytest.raises((StoreError, InputError)):
        dates.move(dates.read("8 Dec").date)
    assert space.circle.meetings.get() == before


def test_a_date_that_falls_away_is_not_switched_on(space: Workspace) -> None:
    """Of a date before the next meeting I read why it falls away, and the rhythm stays as it is."""
    dates = Dates(space)
    dates.move(dates.read("15 Jan").date)
    (first, *_) = (date for date in dates.listed().dates if date.standing is Stands.FALLS_AWAY)
    with pytest.raises(Refusal, match="falls away because"):
        dates.toggle(first)
    assert space.circle.people.profile().cadence == CADENCE


def test_a_date_taken_back_into_the_rhythm(space: Workspace) -> None:
    """A date that was left out comes back; where the next meeting goes along I get its invite."""
    left = replace(CADENCE, holidays=(Holiday(date(2026, 12, 3), date(2026, 12, 3)),))
    space.circle.people.put_profile(replace(space.circle.people.profile(), cadence=left))
    dates = Dates(space)
    dates.invite()
    (out,) = (date for date in dates.listed().dates if date.standing is Stands.LEFT_OUT)
    told = dates.toggle(out)
    assert told.startswith("The circle meets after all: Thursday 3 December 2026")
    now = planned(space.circle, space.clock)
    assert now is not None
    assert now.meeting.sequence == 1
    assert "The new invite:" in told


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.integers(1, 200),
    st.sampled_from(["nothing", "settled", "moved", "called off"]),
    st.integers(1, 90),
    st.sampled_from(["16:00", "18:30", ""]),
)
def test_what_falls_away_is_told_before(
    tmp_path: Path, days: int, state: str, moved_by: int, hour: str
) -> None:
    """What I am told would fall away before I say yes is what falls away after it."""
    space = space_of(tmp_path)
    today = space.here().date()
    if state != "nothing":
        settle(space.circle, space.clock, space.token)
    if state == "moved":
        moved = datetime.combine(today + timedelta(days=moved_by), time(12))
        move(space.circle, space.clock, space.token, moved)
    if state == "called off":
        call_off(space.circle, space.clock)
    dates = Dates(space)
    wanted = dates.read(f"{today + timedelta(days=days)} {hour}")
    (*_, last) = ("", *(line for line in wanted.told if line.startswith("These dates fall away")))
    dates.move(wanted.date)
    following = planned(space.circle, space.clock)
    assert following is not None
    after = falling_away(space.circle, space.clock, following)
    named = [f"{date.starts.day} {date.starts:%B}" for date in after[:3]]
    more = [f"{len(after) - 3} more"] if len(after) > 3 else []
    assert last.removeprefix("These dates fall away: ") == ", ".join([*named, *more])


def test_a_day_that_comes_back_says_what_it_moves(space: Workspace) -> None:
    """3 December was left out, so we planned the 17th; it comes back, and we meet then."""
    dates = Dates(space)
    first = next(date for date in dates.listed().dates if date.standing is Stands.RHYTHM)
    dates.toggle(first)
    kept(space, asked=("a1", "b2"))
    assert at_the_cursor(space).starts == wall("2026-12-17T18:30")
    (out,) = (date for date in dates.listed().dates if date.standing is Stands.LEFT_OUT)
    told = dates.toggle(out)
    assert at_the_cursor(space).starts == wall("2026-12-03T18:30")
    assert "Moved, it was: Thursday 17 December 2026, 18:30 in Berlin, 90 min" in told
