"""The summary of a session that was held: the right one, as it may leave now."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from circle_tui.domain import rules
from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.meeting import Cadence, Rhythm
from circle_tui.domain.notes import Decision, Note
from circle_tui.domain.parking import Became, Parked, ParkedStatus
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.record import SegmentRecord, SessionRecord
from circle_tui.domain.session import fold
from circle_tui.services import closing, summaries
from circle_tui.services.inviting import call_off, settle
from circle_tui.services.seating import start
from tests.fakes import THURSDAY_EVENING, FakeCircle, FakeClock, Tokens
from tests.unit.circles import AGENDA

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 22)
MEMBERS = (Member("a1", "Noor Sample", "Cedar"), Member("a2", "Sam Example", "Wren"))


def held(id_: str, began: datetime) -> SessionRecord:
    """Return the record of a session of ninety minutes."""
    ended = began + timedelta(minutes=90)
    parts = (SegmentRecord("Check-in", 360, 340), SegmentRecord("Talk", 600, 660))
    return SessionRecord(id_, "Small circle", began, ended, ended, 6, parts)


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle with two sessions, three weeks apart, and what was said in them."""
    circle = FakeCircle(*MEMBERS)
    rhythm = Cadence(Rhythm.WEEKS, 3, 3, time(18, 30), "Europe/Berlin", 90, date(2026, 11, 19))
    circle.people.put_profile(Profile("Test circle", rhythm))
    first, last = began() - timedelta(days=21), began()
    circle.records.put(held("aaaaaa11", first), replace(held("bbbbbb22", last), carried=1))
    circle.notes.put(Note("n1", "aaaaaa11", 0, "old"), Note("n2", "bbbbbb22", 1, "new"))
    circle.decisions.put(Decision("d1", "bbbbbb22", "We begin at six"))
    circle.parking.put(Parked("p1", "bbbbbb22", "Rooms", last.date()))
    item = ActionItem("i1", "aaaaaa11", "Cedar", "send it", first.date(), None)
    carried = replace(item, steps=(Step(last.date(), ActionStatus.CARRIED),))
    circle.actions.put(
        replace(carried, status=ActionStatus.CARRIED),
        ActionItem("i2", "bbbbbb22", "Wren", "ask them", last.date(), date(2026, 12, 3)),
        ActionItem("i3", "bbbbbb22", "", "a room", last.date(), date(2026, 12, 1)),
    )
    return circle


def began() -> datetime:
    """Return when the last session began, in the circle's zone."""
    return THURSDAY_EVENING.astimezone(BERLIN)


def text_of(circle: FakeCircle, wanted: str = "last", *, owners: bool = True) -> str:
    """Return the summary that would leave."""
    record = summaries.held(circle, wanted, TODAY, BERLIN)
    back = summaries.looked_back(circle, record, circle.clock, BERLIN)
    return summaries.as_markdown(back, BERLIN, owners=owners)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("last", "bbbbbb22"),
        (" LAST ", "bbbbbb22"),
        ("2026-11-19", "bbbbbb22"),
        ("thu", "bbbbbb22"),
        ("29 Oct", "aaaaaa11"),
        ("2026-10-29-aaaaaa", "aaaaaa11"),
    ],
)
def test_a_session_is_named_by_its_day(circle: FakeCircle, wanted: str, found: str) -> None:
    """I name a session by its day as I would say it, or by the name of its folder."""
    assert summaries.held(circle, wanted, TODAY, BERLIN).id == found


def test_what_was_made_of_a_parked_thing(circle: FakeCircle) -> None:
    """What was parked and became an action item does not stand there as if it still waited."""
    (rooms,) = circle.parking.all()
    assert "- Rooms\n" in text_of(circle)
    circle.parking.put(replace(rooms, status=ParkedStatus.DONE, became=Became.ACTION))
    assert "- Rooms (action item)\n" in text_of(circle)


def test_a_session_that_is_not_there(circle: FakeCircle) -> None:
    """A day without a session, no day, and a day with two sessions are told apart."""
    with pytest.raises(Refusal, match="18 November 2026: none was held then, or its record was p"):
        summaries.held(circle, "18 Nov", TODAY, BERLIN)
    with pytest.raises(InputError, match='"tomorrow" is no day up to today'):
        summaries.held(circle, "tomorrow", TODAY, BERLIN)
    circle.records.put(held("cccccc33", began() + timedelta(hours=3)))
    with pytest.raises(InputError, match=r"2 sessions .*2026-11-19-bbbbbb, 2026-11-19-cccccc"):
        summaries.held(circle, "19 Nov", TODAY, BERLIN)


def test_no_session_at_all() -> None:
    """Before the first session has ended, and after all were purged, that is what I am told."""
    circle = FakeCircle()
    with pytest.raises(Refusal, match="none was held yet, or what was held was purged"):
        summaries.held(circle, "last", TODAY, BERLIN)
    begun = rules.begin(AGENDA, range(1, 4), "5e551011", THURSDAY_EVENING)
    circle.journal.replace([begun])
    with pytest.raises(Refusal, match="has to end before"):
        summaries.held(circle, "last", TODAY, BERLIN)


def test_a_whole_summary(circle: FakeCircle) -> None:
    """The summary tells what the session came to, and how its items stand; no headcount of few."""
    text = text_of(circle)
    assert text.startswith("# Circle session of 19 November 2026\n\nSmall circle\n\n## Themes")
    assert "### Talk\n\n- new\n\n## Decisions\n\n- We begin at six\n" in text
    assert (
        "## From last time\n\n1 item of an earlier session is carried to the next one.\n\n"
        "- Cedar: send it (carried)\n\n"
        "## Action items\n\n"
        "- The whole circle: a room (due 1 December 2026; open)\n"
        "- Wren: ask them (due 3 December 2026; open)\n"
    ) in text
    assert "- Talk: 10:00 planned, 11:00 taken\n" in text
    assert "old" not in text
    assert "carried" in text_of(circle, "29 Oct"), "as it stands now"
    assert "From last time" not in text_of(circle, "29 Oct"), "there was no time before"


def test_without_owners(circle: FakeCircle) -> None:
    """Without owners no alias is left, and the order of the items says nothing of them either."""
    circle.actions.put(ActionItem("i4", "bbbbbb22", "Alder", "x", TODAY, date(2026, 12, 2)))
    text = text_of(circle, owners=False)
    assert "- a room (due 1 Dec" in text
    items = [line.partition(" (")[0] for line in text.splitlines() if "; open" in line]
    assert items == ["- a room", "- x", "- ask them"]
    assert "- send it (carried)\n" in text
    assert not any(alias in text for alias in ("Cedar", "Wren", "Alder", "whole circle"))


def test_what_was_looked_back_at(circle: FakeCircle) -> None:
    """I read what became of each item in that session's review, and of nothing said elsewhere."""
    day, old = began().date(), began().date() - timedelta(days=21)
    steps = {
        "done": (Step(day, ActionStatus.DONE, "it took one mail", after="aaaaaa11"),),
        "left": (
            Step(old, ActionStatus.PARTLY, after=""),
            Step(day, ActionStatus.DROPPED, after="aaaaaa11"),
            Step(day, ActionStatus.OPEN, after="bbbbbb22"),
        ),
        "earlier": (Step(old, ActionStatus.DONE, after=""),),
        "after": (Step(day, ActionStatus.DONE, after="bbbbbb22"),),
        "by a reply": (Step(day, ActionStatus.DONE, reply="7" * 18, after="aaaaaa11"),),
        "kept by an older version": (Step(day, ActionStatus.PARTLY),),
    }
    for id_, taken_steps in steps.items():
        made = ActionItem(id_, "aaaaaa11", "Wren", f"it was {id_}", old)
        for step in taken_steps:
            made = taken(made, step)
        circle.actions.put(made)
    told = text_of(circle).partition("## From last time\n\n")[2].partition("\n\n## ")[0]
    assert told.splitlines()[2:] == [
        "- Cedar: send it (carried)",
        "- Wren: it was done (done)",
        "- Wren: it was kept by an older version (partly)",
        "- Wren: it was left (dropped)",
    ]
    assert "one mail" not in text_of(circle)


def test_two_sessions_of_one_day_look_back_at_their_own(circle: FakeCircle) -> None:
    """What the first of a day made of an item is not told of the second, also once it is purged."""
    circle.records.put(held("cccccc33", began() + timedelta(hours=3)))
    first = ActionItem("f", "aaaaaa11", "Wren", "the first", TODAY - timedelta(days=9))
    then = replace(first, id="t", text="the second")
    day = began().date()
    circle.actions.put(
        taken(first, Step(day, ActionStatus.DONE, after="aaaaaa11")),
        taken(then, Step(day, ActionStatus.DONE, after="bbbbbb22")),
    )
    assert "the second (done)" in text_of(circle)
    assert "the first" not in text_of(circle)
    assert "the first (done)" in text_of(circle, "2026-11-19-bbbbbb")
    assert "the second" not in text_of(circle, "2026-11-19-bbbbbb")
    circle.records.remove(["bbbbbb22"])
    assert "the second (done)" in text_of(circle), "the one before is not known any more"


def test_what_is_looked_back_at_passes_the_gate(circle: FakeCircle) -> None:
    """An item of last time that an older version let a name into is masked, in both forms."""
    item = circle.kept.actions["i1"]
    circle.kept = replace(
        circle.kept,
        actions={**circle.kept.actions, "i1": replace(item, text="ask Noor Sample, and Wren")},
    )
    record = summaries.held(circle, "last", TODAY, BERLIN)
    for owners, text in ((True, "ask [A], and Wren (carried)"), (False, "ask [A], and [B] (carr")):
        back = summaries.looked_back(circle, record, circle.clock, BERLIN, owners=owners)
        assert text in summaries.as_markdown(back, BERLIN, owners=owners)
        page = summaries.as_page(back, BERLIN, owners=owners)
        assert text in page
        assert "From last time</h2>" in page
        assert "Noor" not in page


def test_many_people_are_counted(circle: FakeCircle) -> None:
    """A headcount leaves the circle from eleven people on."""
    for people, said in ((10, "Small circle\n"), (11, "Small circle, 11 people\n")):
        circle.records.put(replace(held("bbbbbb22", began()), people=people))
        assert said in text_of(circle)


def test_the_same_bytes_as_at_the_end(circle: FakeCircle, tmp_path: Path) -> None:
    """What is written as a session ends is what its preview shows."""
    clock = circle.clock
    clock.advance(minutes=100)
    start(circle, AGENDA, MEMBERS, "cccccc33", clock)
    circle.notes.add(Note("n3", "cccccc33", 0, "clearer roles"))
    by_key, by_itself = (ActionItem(id_, "aaaaaa11", "Cedar", id_, TODAY) for id_ in ("k", "s"))
    clock.advance(minutes=15)
    day = clock.now().astimezone(BERLIN).date()
    circle.actions.put(taken(by_key, Step(day, ActionStatus.CARRIED)), by_itself)
    ended = rules.close(fold(circle.journal.read()), clock.now())
    assert isinstance(ended, tuple)
    circle.journal.append(ended)
    written = closing.finish(circle, tmp_path, clock, Tokens(), BERLIN).summary
    assert written is not None
    assert "5 items of earlier sessions are carried to the next one.\n\n" in written.read_text()
    assert written.read_text().count(" (carried)\n") == 5, "by key or by itself"
    assert written.read_bytes() == text_of(circle).encode()
    back = summaries.looked_back(circle, circle.records.all()[-1], clock, BERLIN)
    assert written == summaries.place_of(back, tmp_path, BERLIN, summaries.MARKDOWN)


def test_the_gate_sees_it_again(circle: FakeCircle) -> None:
    """Who joined since, or was missed by an older version, is not named in what leaves."""
    late = replace(MEMBERS[1], name="Rooms New")
    circle.people.put_members([MEMBERS[0], late])
    assert "- [A]\n" in text_of(circle)


def test_a_purged_session_has_its_times(circle: FakeCircle) -> None:
    """Of a session whose notes were purged the times are left, and that can be told."""
    circle.notes.remove(["n1"])
    circle.actions.remove(["i1"])
    record = summaries.held(circle, "29 Oct", TODAY, BERLIN)
    back = summaries.looked_back(circle, record, circle.clock, BERLIN)
    assert summaries.says_nothing(back)
    assert "No notes were kept." in summaries.as_markdown(back, BERLIN)


def test_the_next_meeting_is_the_circles(circle: FakeCircle) -> None:
    """It tells the next meeting there is, agreed or by the rhythm, and what was called off."""
    clock = FakeClock(THURSDAY_EVENING + timedelta(hours=3))
    circle.clock = clock
    assert "## Next meeting\n\nThursday 10 December 2026, 18:30" in text_of(circle)
    assert circle.meetings.get() is None, "nothing is kept by looking"
    settle(circle, clock, Tokens())
    call_off(circle, clock)
    off = "Thursday 10 December 2026, 18:30 in Berlin, called off"
    then = "Thursday 31 December 2026, 18:30 in Berlin"
    assert text_of(circle).endswith(f"## Next meeting\n\n{off}; then {then}\n")
    circle.people.put_profile(Profile("Test circle"))
    circle.kept = replace(circle.kept, meeting=None)
    assert text_of(circle).endswith("## Next meeting\n\nNot planned yet.\n")
