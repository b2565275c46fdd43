"""The calendar screen: the coming dates, whom they suit, and one key to change them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from circle_tui.domain.errors import StoreError
from circle_tui.domain.invitation import Organizer, Style
from circle_tui.domain.meeting import Holiday, MeetingStatus, Posted
from circle_tui.domain.rsvp import Rsvp, Said
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.calendar import CalendarScreen
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.type_in import TypeInScreen
from tests.fakes import FakeCircle
from tests.ui.places import SCREENS
from tests.ui.rooms import NAMES, RHYTHM, Room, circle_of, opened, running


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle of four, the second of whom lives in New York."""
    circle = circle_of(*NAMES)
    first, second, *others = circle.kept.members
    circle.change(members=(first, replace(second, zone="America/New_York"), *others))
    return circle


def _invite(folder: Path) -> list[str]:
    (file,) = folder.rglob("next-meeting.ics")
    return file.read_text(encoding="utf-8").splitlines()


async def test_the_coming_dates(circle: FakeCircle, tmp_path: Path) -> None:
    """C on the home screen lists the coming dates, and when each of them is for whom."""
    async with opened(circle, tmp_path, HomeScreen) as room:
        await room.press("c")
        await room.on(CalendarScreen)
        assert "Thursday 10 December 2026, 18:30 in Berlin" in room.shown
        assert "in 21 days" in room.shown
        assert "Thu 12:30  New York  Mira Sandoval" in room.shown
        assert "Thu 18:30  Berlin    Noor Haddad, Teodor Lind, Will Achterberg" in room.shown
        await room.press("enter")
        await room.on(HomeScreen)
    assert circle.kept.meeting is None, "looking keeps nothing"


async def test_everybody_in_one_place(tmp_path: Path) -> None:
    """Where all are in one zone nobody is named."""
    async with opened(circle_of(*NAMES), tmp_path, CalendarScreen) as room:
        assert not any(name in room.shown for name in NAMES)


async def test_writing_the_invite(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """W writes the next meeting and says where; when it cannot, it says why."""
    async with opened(circle, tmp_path, CalendarScreen) as room:
        await room.press("w")
        assert "Written:" in room.text("#said")
        assert "planned" in room.shown
        assert "STATUS:CONFIRMED" in _invite(tmp_path)

        def full(_meeting: object) -> None:
            raise StoreError("The disk is full.")

        monkeypatch.setattr(circle.meetings, "put", full)
        circle.change(meeting=None)
        await room.press("w")
        assert "The disk is full." in room.text("#said")


async def test_moving_the_next_meeting(circle: FakeCircle, tmp_path: Path) -> None:
    """M asks when, shows whom it suits, and moves the meeting that calendars know already."""
    async with opened(circle, tmp_path, CalendarScreen) as room:
        await room.press("w", "m")
        await room.on(TypeInScreen)
        await room.write("someday soon")
        await room.press("enter")
        again = await room.on(TypeInScreen)
        assert "is not a date that can be read" in room.prose
        field = again.query_one(Input)
        assert field.value == "someday soon", "nothing typed is lost"
        field.value = ""
        await room.write("8 Dec 17:00")
        await room.press("enter")
        await room.on(AskScreen)
        assert "Tuesday 8 December 2026, 17:00 in Berlin?" in room.prose
        assert "Tue 11:00 in New York: Mira Sandoval" in room.prose
        await room.press("enter")
        await room.on(CalendarScreen)
        assert "The new invite:" in room.text("#said")
        assert {"SEQUENCE:1", "DTSTART;TZID=Europe/Berlin:20261208T170000"} <= {*_invite(tmp_path)}


async def test_leaving_the_question_moves_nothing(circle: FakeCircle, tmp_path: Path) -> None:
    """Esc at the question gives me my words back, and Esc again leaves all as it was."""
    async with opened(circle, tmp_path, CalendarScreen) as room:
        await room.press("w")
        before = circle.kept.meeting
        await room.press("m")
        await room.write("8 Dec 17:00")
        await room.press("enter")
        await room.on(AskScreen)
        await room.press("escape")
        again = await room.on(TypeInScreen)
        assert again.query_one(Input).value == "8 Dec 17:00"
        await room.press("escape")
        await room.on(CalendarScreen)
    assert circle.kept.meeting == before


async def test_calling_off_and_on_again(circle: FakeCircle, tmp_path: Path) -> None:
    """O calls the next meeting off once I say so; O again lets it take place after all."""
    async with opened(circle, tmp_path, CalendarScreen) as room:
        await room.press("w", "o")
        await room.on(AskScreen)
        await room.press("enter")
        await room.on(CalendarScreen)
        assert "called off" in room.shown
        assert circle.kept.meeting is not None
        assert circle.kept.meeting.status is MeetingStatus.CANCELLED
        assert "METHOD:CANCEL" in _invite(tmp_path)
        cancelled = _invite(tmp_path)
        await room.press("w")
        assert _invite(tmp_path) == cancelled, "calendars that have it have to hear of it"
        await room.press("o")
        assert "It takes place after all" in room.text("#said")
        assert {"SEQUENCE:2", "STATUS:CONFIRMED"} <= {*_invite(tmp_path)}


async def test_leaving_a_later_date_out(circle: FakeCircle, tmp_path: Path) -> None:
    """O on a later date leaves that one out of the rhythm, and again takes it back in."""
    async with opened(circle, tmp_path, CalendarScreen) as room:
        await room.press("w", "down", "o")
        assert "Left out: Thursday 31 December 2026" in room.text("#said")
        assert circle.kept.profile.cadence is not None
        assert circle.kept.profile.cadence.leaves_out(date(2026, 12, 31))
        assert "left out" in room.shown
        await room.press("o")
        assert circle.kept.profile.cadence == RHYTHM


async def test_a_date_in_a_longer_holiday(circle: FakeCircle, tmp_path: Path) -> None:
    """One day of a holiday does not bring the whole back: I read by what, and what I may paste."""
    days = Holiday(date(2026, 12, 24), date(2027, 1, 6))
    long = replace(RHYTHM, skipped=(7, 12), holidays=(days,))
    circle.people.put_profile(replace(circle.kept.profile, cadence=long))
    async with opened(circle, tmp_path, CalendarScreen) as room:
        await room.press("down")
        for size in ((80, 24), (40, 12)):
            await room.pilot.resize_terminal(*size)
            await room.press("up", "down", "o")
            told = " ".join(room.text("#said").split())
            assert "all of December and 24 December 2026 to 6 January 2027. Nothing was" in told
        await room.pilot.resize_terminal(80, 24)
        await room.press("up", "down", "o")
        *_, command = room.text("#said").split("\n")
        assert command.strip() == 'circle rhythm --not-in "july" --meet-on "2026-12-31"'
    assert circle.kept.profile.cadence == long


async def test_a_circle_without_a_rhythm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a rhythm nothing is listed; the screen says what to do, and m plans a meeting."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    async with opened(circle_of(*NAMES, cadence=None), tmp_path, CalendarScreen) as room:
        assert "m plans one; circle rhythm sets how often you meet." in room.prose
        await room.press("o", "w")
        assert "no rhythm yet" in room.text("#said")
        await room.press("m")
        assert "by the clock in Berlin?" in room.prose
        await room.write("3 Dec 18:30")
        await room.press("enter")
        await room.on(AskScreen)
        await room.press("enter")
        await room.on(CalendarScreen)
        assert "Thursday 3 December 2026, 18:30 in Berlin, 130 min." in room.text("#said")
        assert "planned" in room.text("#dates")
    assert "DTSTART;TZID=Europe/Berlin:20261203T183000" in _invite(tmp_path)


async def test_a_time_that_is_over(circle: FakeCircle, tmp_path: Path) -> None:
    """M tells me at once that a time is over, and my words are still there to be mended."""
    async with opened(circle, tmp_path, CalendarScreen) as room:
        await room.press("m")
        await room.write("2020-01-02 18:30")
        await room.press("enter")
        again = await room.on(TypeInScreen)
        assert "is over already" in room.prose
        assert again.query_one(Input).value == "2020-01-02 18:30"


async def test_who_is_to_be_told(circle: FakeCircle, tmp_path: Path) -> None:
    """After a move the screen says who has it by mail, who has no address, and what to do."""
    async with opened(circle, tmp_path, CalendarScreen) as room:
        await room.press("w")
        first, second, *others = circle.kept.members
        reached = [replace(m, email=f"{m.alias}@example.org") for m in (first, second)]
        circle.change(members=(*reached, *others))
        style = Style(organizer=Organizer("fac@example.org"))
        circle.people.put_profile(replace(circle.kept.profile, invite=style))
        kept = circle.kept.meeting
        assert kept is not None
        asked = tuple(member.id for member in reached)
        circle.change(meeting=replace(kept, asked=asked, posted=Posted(0, kept.told)))
        await room.press("m")
        await room.write("8 Dec 17:00")
        await room.press("enter", "enter")
        await room.on(CalendarScreen)
        for size in ((80, 24), (120, 36)):
            await room.pilot.resize_terminal(*size)
            await room.settle()
            told = room.prose
            assert "Members are still to be told by mail how it stands now: circle next --" in told
            assert "so tell them: Teodor Lind, Will Achterberg" in told
            assert "The new invite:" in told
        await room.press("down")
        assert "by mail" in room.prose, "whatever date I look at, members are to be told"
        await room.pilot.resize_terminal(40, 12)
        await room.settle()
        await room.press("m")
        await room.write("9 Dec 17:00")
        await room.press("enter", "enter")
        await room.on(CalendarScreen)
        assert "Members are still to be told by mail how it stands now" in room.prose
        assert "▸ Wed  9 Dec, 17:00  planned" in room.shown


async def test_a_member_who_is_not_invited(circle: FakeCircle, tmp_path: Path) -> None:
    """Whoever was left out of the next meeting is not among those it is some hour for."""
    async with opened(circle, tmp_path, CalendarScreen) as room:
        await room.press("w")
        kept = circle.kept.meeting
        assert kept is not None
        circle.change(meeting=replace(kept, without=(circle.kept.members[0].id,)))
        await room.press("down", "up")
        assert "Not invited: Noor Haddad" in room.text("#about")
        assert "Thu 18:30  Berlin    Teodor Lind, Will Achterberg" in room.text("#about")
        await room.press("down")
        assert "Not invited" not in room.text("#about")


ABROAD = ("Pacific/Honolulu", "America/Denver", "Asia/Kolkata", "Pacific/Auckland")


async def answered(circle: FakeCircle, room: Room, *, quorum: int = 0, **changes: object) -> None:
    """Plan the next meeting; Noor comes, Mira does not, and the others have not answered."""
    await room.press("w")
    circle.people.put_profile(replace(circle.kept.profile, quorum=quorum))
    noor, mira, *others = circle.kept.members
    kept = circle.kept.meeting
    assert kept is not None
    said = ((noor, Said.ACCEPTED), (mira, Said.DECLINED))
    rsvps = tuple(Rsvp(member.id, what, 0, kept.stamp) for member, what in said)
    asked = (noor.id, mira.id, others[0].id)
    circle.change(meeting=replace(kept, asked=asked, rsvps=rsvps, **changes))  # type: ignore[arg-type]
    await room.press("down", "up")


async def test_how_the_answers_stand(circle: FakeCircle, tmp_path: Path) -> None:
    """At the next meeting I read how many come, whether that is enough, and whom I might ask."""
    async with opened(circle, tmp_path, CalendarScreen) as room:
        assert "Answers" not in room.shown
        await answered(circle, room, quorum=2)
        told = room.text("#about")
        assert "Answers: 1 accepted, 1 declined, 1 not yet; the quorum of 2 needs 1 more" in told
        assert "Declined: Mira Sandoval\n" in told
        assert "Not yet: Teodor Lind\n" in told
        assert "Not asked by mail: Will Achterberg" in told
        await room.press("down")
        assert "Answers" not in room.shown, "of a later date nobody was asked"
        await room.press("up", "o", "enter")
        await room.on(CalendarScreen)
        assert "Answers" not in room.shown, "it was called off"


async def test_names_give_way_and_hours_do_not(circle: FakeCircle, tmp_path: Path) -> None:
    """In a small window I see the date, everybody's hours, how many come, and the keys."""
    members = [replace(m, zone=zone) for m, zone in zip(circle.kept.members, ABROAD, strict=True)]
    circle.change(members=tuple(members))
    async with opened(circle, tmp_path, CalendarScreen) as room:
        await answered(circle, room, quorum=2, posted=Posted(7, ""))
        style = Style(organizer=Organizer("fac@example.org"))
        circle.people.put_profile(replace(circle.kept.profile, invite=style))
        for size in ((80, 24), (120, 36), (80, 20), (40, 12)):
            await room.pilot.resize_terminal(*size)
            await room.settle()
            seen = " ".join(room.shown.split())
            for said in ("10 Dec", "07:30 Honolulu", "10:30 Denver", "23:00 Kolkata"):
                assert said in seen, size
            for said in ("06:30 Auckland", "to be told", "circle next --mail", "enter done"):
                assert said in seen, size
            assert "needs 1 more" in seen, size
            assert ("Declined: Mira" in seen) == (size[1] > 20), size
        assert "1 of 4 coming; the quorum" in seen
        await room.press("down")
        assert "31 Dec" in room.shown, "the date at the cursor is in sight, whatever is said of it"


async def test_many_names_in_a_small_window(tmp_path: Path) -> None:
    """Where there are more names than lines they are cut, so that every hour is in sight."""
    circle = circle_of(*NAMES)
    long = [replace(m, name=f"{m.name} {'van der Lindenberg ' * 5}") for m in circle.kept.members]
    zones = ("Pacific/Honolulu", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland")
    members = [replace(m, zone=zone) for m, zone in zip(long, zones, strict=True)]
    circle.change(members=tuple(members))
    async with opened(circle, tmp_path, CalendarScreen, size=(40, 12)) as room:
        for said in ("10 Dec", "07:30", "18:30  Berlin  Mira", "23:00", "06:30", "…", "enter done"):
            assert said in room.shown


async def test_dates_that_fall_away(circle: FakeCircle, tmp_path: Path) -> None:
    """Before I say yes I read which dates fall away; after it they are listed so, and stay so."""
    async with opened(circle, tmp_path, CalendarScreen) as room:
        await room.press("w", "m")
        await room.write("15 Jan 18:00")
        await room.press("enter")
        await room.on(AskScreen)
        assert "These dates fall away: 31 December" in room.prose
        await room.press("enter")
        await room.on(CalendarScreen)
        assert room.text("#dates").count("falls away") == 1
        assert "Fri 12:00  New York  Mira Sandoval" in room.text("#about"), "the cursor went along"
        await room.press("up", "o")
        assert "falls away because the next meeting was put after it" in room.prose
    assert circle.kept.profile.cadence == RHYTHM


async def test_a_small_window(circle: FakeCircle, tmp_path: Path) -> None:
    """In a small window what was done is in view, and goes when I look at another date."""
    async with opened(circle, tmp_path, CalendarScreen, size=(40, 12)) as room:
        await room.press("w")
        assert "Thursday 10 December 2026, 18:30" in room.text("#said")
        assert "▸ Thu 10 Dec, 18:30  planned" in room.shown
        await room.press("down")
        assert room.text("#said").strip() == ""
        assert "Thu 12:30  New York  Mira Sandoval" in room.shown
    async with opened(circle, tmp_path, CalendarScreen, size=(20, 5)) as room:
        assert "▸ 10 Dec, 18:30" in room.shown
        assert "enter done" in room.shown


async def test_after_a_session(circle: FakeCircle, tmp_path: Path) -> None:
    """C on the closing page moves the next meeting; page, invite and summary tell the new day."""
    async with opened(running(circle), tmp_path, SCREENS["closed"]) as room:
        assert "Next    Thursday 10 December 2026" in room.shown
        await room.press("c")
        await room.on(CalendarScreen)
        await room.press("m")
        await room.write("9 Dec 17:00")
        await room.press("enter", "enter")
        await room.on(CalendarScreen)
        await room.press("enter")
        await room.on(ClosedScreen)
        assert "Next    Wednesday 9 December 2026" in room.shown
    assert "DTSTART;TZID=Europe/Berlin:20261209T170000" in _invite(tmp_path)
    (summary,) = tmp_path.rglob("summary.md")
    assert "Wednesday 9 December 2026" in summary.read_text(encoding="utf-8")
