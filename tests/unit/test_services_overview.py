"""What the home screen tells between two meetings, and the circle of the demo."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from circle_tui.domain import rules
from circle_tui.domain.actions import ActionItem, ActionStatus
from circle_tui.domain.invitation import Organizer, Style
from circle_tui.domain.meeting import Cadence, Posted, Rhythm
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.record import record_of
from circle_tui.domain.rsvp import Rsvp, Said
from circle_tui.privacy.gate import check
from circle_tui.services import demo, passing_on
from circle_tui.services.inviting import call_off, move, settle
from circle_tui.services.overview import choices, left_out, overview
from circle_tui.services.workspace import Workspace
from tests.fakes import FakeCircle, FakeClock, Tokens, choose
from tests.unit.circles import after, at, begun

CADENCE = Cadence(Rhythm.WEEKS, 2, 3, time(18, 30), "Europe/Berlin", 90, anchor=date(2026, 11, 19))
TODAY = date(2026, 11, 19)
TUESDAY = datetime.combine(date(2026, 11, 24), time(17))
ITEM = ActionItem("1" * 16, "5e551011", "Cedar", "send the draft", date(2026, 11, 5))


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """Give a circle of two that meets every second Thursday, an hour before it meets."""
    clock = FakeClock()
    clock.advance(minutes=-60)
    circle = FakeCircle(
        Member("a1", "Noor Haddad", "Cedar"), Member("b2", "Mira Sandoval", "Delta"), clock=clock
    )
    circle.people.put_profile(Profile("Test circle", CADENCE, "troika-30"))
    return Workspace(circle, clock, Tokens(), choose, tmp_path / "exports", tmp_path / "agendas")


def test_the_next_meeting_is_told_in_words(space: Workspace) -> None:
    """The first screen says when the circle meets next and how far away that is."""
    assert overview(space).next_meeting == "Thursday 19 November, 18:30 in Berlin · today"


def test_a_moved_meeting_is_told_as_moved(space: Workspace) -> None:
    """If the circle agreed on another day, that day is told."""
    move(space.circle, space.clock, space.token, TUESDAY)
    assert overview(space).next_meeting == "Tuesday 24 November, 17:00 in Berlin · in 5 days"


def test_a_meeting_of_a_circle_without_a_rhythm(space: Workspace) -> None:
    """A meeting that was planned by hand is told, whether there is a rhythm or not."""
    space.circle.people.put_profile(Profile("Test circle", None, "troika-30"))
    zone = "America/New_York"
    move(space.circle, space.clock, space.token, TUESDAY, zone=zone)
    assert overview(space).next_meeting.startswith("Tuesday 24 November, 17:00 in New York · in")


def test_the_minutes_of_the_meeting_count(space: Workspace) -> None:
    """Where the agenda takes another time than the meeting is planned for, I read both."""
    profile = replace(space.circle.people.profile(), agenda="")  # the first choice: 130 minutes
    space.circle.people.put_profile(profile)
    assert overview(space).agenda_words.endswith("130 min for 2; 90 min are planned")
    assert "promised" not in overview(space).agenda_words
    move(space.circle, space.clock, space.token, TUESDAY, minutes=60)
    assert overview(space).agenda_words.endswith("; 60 min are planned")
    move(space.circle, space.clock, space.token, TUESDAY, minutes=130)
    assert overview(space).agenda_words.endswith("fits into the promised 130 min")
    call_off(space.circle, space.clock)
    assert overview(space).agenda_words.endswith("; 90 min are planned"), "the one after it"
    space.circle.people.put_profile(replace(profile, cadence=None))
    assert "are planned" not in overview(space).agenda_words


def test_a_meeting_that_was_called_off_is_not_told_as_next(space: Workspace) -> None:
    """A meeting that was called off is not announced; the one after it is."""
    settle(space.circle, space.clock, space.token)
    call_off(space.circle, space.clock)
    assert overview(space).next_meeting.startswith("Thursday 3 December, 18:30")


def planned(space: Workspace, **changes: object) -> None:
    """Keep the meeting on Tuesday, as it is once members were told of it."""
    profile = replace(space.circle.people.profile(), quorum=2)
    style = Style(organizer=Organizer("fac@example.org"))
    space.circle.people.put_profile(replace(profile, invite=style))
    meeting = move(space.circle, space.clock, space.token, TUESDAY).meeting
    space.circle.meetings.put(replace(meeting, **changes))  # type: ignore[arg-type]


def test_how_many_come_is_told_and_names_nobody(space: Workspace) -> None:
    """Beside the next meeting I read how many come; nothing before anybody was asked or answered.

    Nor of one that was called off, or that has begun.
    """
    planned(space)
    assert overview(space).coming == ""
    planned(space, rsvps=(Rsvp("a1", Said.ACCEPTED, 0, space.clock.now()),))
    assert overview(space).coming == "1 of 2 coming; the quorum of 2 needs 1 more"
    planned(space, asked=("a1", "b2"), rsvps=())
    assert overview(space).coming == "0 of 2 coming; the quorum of 2 needs 2 more"
    call_off(space.circle, space.clock)
    assert overview(space).coming == ""
    planned(space, asked=("a1", "b2"))
    space.clock.advance(minutes=60 * 24 * 6)  # type: ignore[attr-defined]
    assert overview(space).coming == ""


def test_members_who_are_still_to_be_told(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the last mails are not true any more I read what to do, until the meeting is over.

    For a circle that never mailed nobody even looks: that would load what makes an invite.
    """
    planned(space, asked=("a1",), posted=Posted(7, "otherwise"))
    assert overview(space).owed == "members, by mail: circle next --mail"
    space.clock.advance(minutes=60 * 24 * 6)  # type: ignore[attr-defined]
    assert overview(space).owed == ""

    def looked(*_: object) -> None:
        raise AssertionError

    planned_before = space.circle.meetings.get()
    assert planned_before is not None
    monkeypatch.setattr(passing_on, "owed", looked)
    space.circle.meetings.put(replace(planned_before, posted=None))
    assert overview(space).owed == ""


def test_a_zone_that_is_gone_closes_no_screen(space: Workspace) -> None:
    """A member's zone that is no longer in the data is no reason not to open the circle."""
    noor, mira = space.circle.people.members()
    space.circle.people.put_members((noor, replace(mira, zone="Nowhere/Gone")))
    planned(space, asked=("a1",), posted=Posted(7, "otherwise"))
    assert overview(space).owed == passing_on.BY_MAIL


@pytest.mark.parametrize(
    ("late", "told"),
    [
        (0, "today 18:30, now"),
        (5, "today 18:30, 5 min ago"),
        (125, "today 18:30, 2 h 05 min ago"),
        (330, "Thursday 3 December, 18:30 in Berlin · in 13 days"),
    ],
)
def test_the_meeting_i_am_late_for_is_the_next_one(space: Workspace, late: int, told: str) -> None:
    """Until midnight the first screen tells of today's meeting, planned by rhythm or agreed."""
    space.clock.advance(minutes=60 + late)  # type: ignore[attr-defined]  # the tests' own clock
    assert overview(space).next_meeting == told


def test_a_meeting_agreed_for_today_is_told_when_it_is_late(space: Workspace) -> None:
    """A meeting that was moved to an hour of today is waited for at that hour."""
    move(space.circle, space.clock, space.token, datetime.combine(TODAY, time(18)))
    space.clock.advance(minutes=42)  # type: ignore[attr-defined]
    assert overview(space).next_meeting == "today 18:00, 12 min ago"


@pytest.mark.parametrize("how", ["held", "called off", "moved"])
def test_nobody_is_late_for_what_does_not_wait(space: Workspace, how: str) -> None:
    """What was held, called off or moved to another day is not told as today's any more."""
    if how == "moved":
        move(space.circle, space.clock, space.token, TUESDAY)
    if how == "called off":
        settle(space.circle, space.clock, space.token)
        call_off(space.circle, space.clock)
    space.clock.advance(minutes=50)  # type: ignore[attr-defined]
    if how == "held":
        space.circle.records.put(record_of(after(begun(), (rules.close, at(15)))))
    space.clock.advance(minutes=30)  # type: ignore[attr-defined]
    assert space.here().date() == TODAY
    assert "today" not in overview(space).next_meeting


def test_without_a_rhythm_it_says_how_to_set_one(space: Workspace) -> None:
    """A circle without a rhythm is told how to set one; hours are the computer's own."""
    space.circle.people.put_profile(Profile("Test circle"))
    assert space.zone is None
    assert overview(space).next_meeting.startswith("no rhythm yet: circle rhythm")


def test_what_is_open_is_told_the_most_urgent_first(space: Workspace) -> None:
    """Open items come back by alias with their dates, the most urgent first; done ones do not."""
    assert overview(space).last_time == "no session yet"
    space.circle.records.put(record_of(after(begun(), (rules.close, at(15)))))
    assert overview(space).last_time == "nothing open"
    space.circle.actions.put(
        ITEM,
        replace(ITEM, id="2" * 16, owner="", due=date(2026, 11, 20)),
        replace(ITEM, id="3" * 16, owner="Delta", due=TODAY),
        replace(ITEM, id="4" * 16, status=ActionStatus.DONE, closed=TODAY),
        replace(ITEM, id="5" * 16, due=date(2026, 11, 13)),
    )
    seen = overview(space)
    assert seen.last_time == "4 open, 2 due"
    assert seen.open_items == (
        ("Cedar", "send the draft", "was due Fri 13 Nov"),
        ("Delta", "send the draft", "due today"),
        ("the whole circle", "send the draft", "due Fri 20 Nov"),
        ("Cedar", "send the draft", ""),
    )


def test_the_agenda_says_whether_it_fits(space: Workspace) -> None:
    """The agenda is told with its length for this circle."""
    seen = overview(space)
    assert seen.agenda is not None
    assert seen.agenda_words.startswith(f"{seen.agenda.title} · ")
    assert " for 2" in seen.agenda_words
    assert (seen.circle, seen.members, seen.waiting) == ("Test circle", 2, False)


def test_an_agenda_that_is_not_there_is_said(space: Workspace) -> None:
    """A name that fits no agenda is answered on the first screen, and nothing breaks."""
    seen = overview(space, "no-such-agenda")
    assert seen.agenda is None
    assert "no-such-agenda" in seen.agenda_words


def test_a_session_that_waits_is_told(space: Workspace) -> None:
    """A session that was left is offered to go on with."""
    space.circle.journal.append(begun().standing)
    assert overview(space).waiting


def test_only_agendas_without_mistakes_are_offered(space: Workspace) -> None:
    """A broken agenda file of the user's does not stand in the list, and hides no other."""
    shipped = choices(space)[0]
    space.agendas.mkdir()
    (space.agendas / "broken.toml").write_text("title = ")
    assert choices(space)[0] == shipped != []


SMALL = '[[segment]]\ntitle = "Talk"\nminutes = 5\n'


def test_what_is_chosen_from_can_be_told_apart(space: Workspace) -> None:
    """Equal titles are told apart by name; a broken file of mine is named, not just left out."""
    space.agendas.mkdir()
    shipped = {choice.agenda.name: choice for choice in choices(space)[0]}
    title = shipped["troika-30"].title
    (space.agendas / "mine.toml").write_text(f'title = "{title.upper()}"\n{SMALL}')
    (space.agendas / "own.toml").write_text(f'title = "Ours"\n{SMALL}')
    (space.agendas / "broken.toml").write_text("title = ")
    found, broken = choices(space)
    titles = {choice.agenda.name: choice.title for choice in found}
    assert titles["troika-30"] == f"troika-30: {title}"
    assert titles["mine"] == f"mine: {title.upper()}"
    assert titles["own"] == "Ours"
    assert broken == ["broken"]


def test_what_does_not_suit_so_many_people_says_so(space: Workspace) -> None:
    """An agenda for five or more is marked as such in a circle of two, and told why."""
    by_name = {choice.agenda.name: choice for choice in choices(space)[0]}
    unfit = by_name["swims-equal-share"]
    assert unfit.takes == "130 min, not for 2"
    assert unfit.about.startswith("This format is meant for 5 to 12 people. ")
    names = [f"{letter} Sample" for letter in "ABCDE"]
    space.circle.people.put_members(space.roster.add(names))
    by_name = {choice.agenda.name: choice for choice in choices(space)[0]}
    fit = by_name["swims-equal-share"]
    assert fit.takes == "130 min for 5"
    assert fit.about == fit.agenda.summary


def test_an_agenda_that_nobody_could_run_is_not_offered(space: Workspace) -> None:
    """An agenda with more turns than can be run, for the members there are, says so at once."""
    space.agendas.mkdir()
    each = '[[segment]]\ntitle = "T"\nclock = "each"\nseconds_each = 60\nrounds = 12\n'
    (space.agendas / "endless.toml").write_text(f'title = "E"\nsizes = [1, 2]\n{each * 30}')
    assert overview(space, "endless").agenda is not None
    space.circle.people.put_members(space.roster.add([f"Person{n} Sample" for n in range(10)]))
    seen = overview(space, "endless")
    assert seen.agenda is None
    assert "1,000 at most" in seen.agenda_words


def test_a_folder_that_cannot_be_read_is_told(space: Workspace) -> None:
    """When my own agendas are missing from the choices, I hear why."""
    assert left_out(space) == ""
    space.agendas.symlink_to("gone")
    assert left_out(space).startswith("Your own agendas are left out")


def test_the_demo_is_a_circle_like_any_other(space: Workspace) -> None:
    """The demo has a last session with notes and open items, names nobody, and is made once."""
    circle = space.circle
    circle.people.put_profile(demo.profile("Europe/Berlin", TODAY))
    members = space.roster.add(demo.NAMES)
    circle.people.put_members(members)
    demo.furnish(space)
    (record,) = circle.records.all()
    assert record.ended - record.promised_end == timedelta(minutes=4)
    assert record.people == len(members) == len(demo.NAMES)
    assert record.ended < space.clock.now()
    assert {note.session for note in circle.notes.all()} == {record.id}
    assert overview(space).last_time == "3 open, 1 due"
    kept = [note.text for note in circle.notes.all()] + [i.text for i in circle.actions.all()]
    check(kept, list(demo.NAMES))
    demo.furnish(space)
    assert circle.records.all() == (record,)


def test_the_demo_survives_a_change_of_its_agenda(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo's last session is run by the rules, so its agenda may have any number of parts."""
    space.circle.people.put_profile(demo.profile("Europe/Berlin", TODAY))
    space.roster.add(demo.NAMES)
    monkeypatch.setattr(demo, "AGENDA", "lean-in-connection")
    demo.furnish(space)
    (record,) = space.circle.records.all()
    assert len(record.segments) != 3
    late = [part for part in record.segments if part.used != part.planned]
    assert [part.used - part.planned for part in late] == [240]
