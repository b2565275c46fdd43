"""Closing a session: what is left behind, and that a kill in the middle loses none of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest

from circle_tui.domain import rules
from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken
from circle_tui.domain.errors import StoreError
from circle_tui.domain.meeting import Cadence, Meeting, MeetingStatus, Rhythm
from circle_tui.domain.notes import Decision, Draft, Note
from circle_tui.domain.parking import Parked
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.record import record_of
from circle_tui.domain.rotation import BEGAN, Duty
from circle_tui.export import files
from circle_tui.services.closing import finish
from circle_tui.services.inviting import call_off, move, settle
from circle_tui.services.seating import start
from circle_tui.services.summaries import Results
from tests.fakes import FakeCircle, FakeClock, Killed, Tokens
from tests.unit.circles import AGENDA, after, at, begun

BERLIN = "Europe/Berlin"
CADENCE = Cadence(Rhythm.WEEKS, 2, 3, time(18, 30), BERLIN, 90, date(2026, 11, 19))
NOOR = Member("a1", "Noor Haddad", "Cedar", zone="America/Denver")
TUESDAY = datetime.combine(date(2026, 12, 8), time(17))
SESSION = "5e5510115e551011"


def ended(cadence: Cadence | None = CADENCE) -> FakeCircle:
    """Return a circle whose session has ended and is not yet closed up."""
    clock = FakeClock()
    circle = FakeCircle(NOOR, clock=clock)
    circle.people.put_profile(Profile("Test circle", cadence))
    start(circle, AGENDA, [NOOR], SESSION, clock)
    circle.notes.add(Note("1" * 16, SESSION, 0, "We want clearer roles."))
    circle.drafts.put_all([Draft("note", SESSION, 0, "half a thought")])
    circle.actions.put(
        ActionItem("2" * 16, SESSION, "Cedar", "send the draft", date(2026, 11, 19)),
        ActionItem("8" * 16, "0ther", "", "read", date(2026, 11, 5)),
    )
    circle.decisions.put(Decision("3" * 16, SESSION, "We begin at six."))
    circle.parking.put(Parked("4" * 16, SESSION, "the stairs", date(2026, 11, 19)))
    clock.advance(minutes=15)
    outcome = rules.close(begun(people=1), clock.now())
    assert isinstance(outcome, tuple)
    circle.journal.append(outcome)
    return circle


def close_up(circle: FakeCircle, exports: Path) -> Results:
    """Close the session up, as the program does."""
    return finish(circle, exports, circle.clock, Tokens(), None)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_a_session_leaves_a_record_a_summary_and_an_invite(tmp_path: Path) -> None:
    """After the end there is a record, a summary and an invite; facts and seating are gone."""
    circle = ended()
    closing = close_up(circle, tmp_path)
    session = replace(begun(people=1), id=SESSION)
    assert circle.records.all() == (closing.record,)
    assert closing.record == replace(
        record_of(after(session, (rules.close, at(15)))), id=SESSION, carried=1
    )
    assert not circle.journal.read()
    assert not circle.people.seating()
    assert not circle.drafts.all()
    assert closing.summary is not None
    assert "clearer roles" in closing.summary.read_text()
    assert "## Decisions\n\n- We begin at six." in closing.summary.read_text()
    assert "## Parking lot\n\n- the stairs" in closing.summary.read_text()
    assert closing.kept == (
        "1 note, 1 action item, 1 decision, 1 thing parked, 1 carried to the next session"
    )
    assert [thing.text for thing in circle.parking.all()] == ["the stairs"]
    assert "Noor" not in closing.summary.read_text()
    assert closing.invite is not None
    assert b"BEGIN:VEVENT" in closing.invite.read_bytes()
    assert b"Noor" not in closing.invite.read_bytes()
    assert closing.summary.parent == tmp_path / "2026-11-19-5e5510"
    assert closing.next_meeting.startswith("Thursday 3 December 2026, 18:30")
    assert closing.why_no_invite == ""


def test_what_is_open_from_before_is_carried(tmp_path: Path) -> None:
    """Earlier items that nobody looked at are carried, once; all that go on are counted."""
    circle, today = ended(), date(2026, 11, 19)
    made = ActionItem("5" * 16, "before", "Cedar", "call the office", date(2026, 11, 5))
    looked_at = taken(replace(made, id="6" * 16), Step(today, ActionStatus.PARTLY))
    dropped = taken(replace(made, id="7" * 16), Step(today, ActionStatus.DROPPED))
    circle.actions.put(made, looked_at, dropped)
    closing = close_up(circle, tmp_path)
    (fresh,) = closing.actions
    assert closing.record.carried == 3, "with what is partly done"
    assert closing.kept.endswith(", 3 carried to the next session")
    assert closing.summary is not None
    assert "carried to the next" in closing.summary.read_text()
    after = {item.id: item for item in circle.actions.all()}
    assert after[made.id] == taken(made, Step(today, ActionStatus.CARRIED, after=""))
    assert after["8" * 16].status is ActionStatus.CARRIED
    assert [after[item.id] for item in (fresh, looked_at, dropped)] == [fresh, looked_at, dropped]


def test_a_kill_at_any_call_is_made_good(tmp_path: Path) -> None:
    """Whenever the program is killed while closing, starting it again ends in the same state."""
    reference = ended()
    reference.calls = 0
    close_up(reference, tmp_path / "reference")
    assert reference.calls > 8
    for call in range(1, reference.calls + 1):
        circle, folder = ended(), tmp_path / str(call)
        circle.break_at(call, Killed())
        with pytest.raises(Killed):
            close_up(circle, folder)
        circle.mend()
        assert circle.journal.read()
        close_up(circle, folder)
        assert circle.kept == reference.kept
        assert tree(folder) == tree(tmp_path / "reference")


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("file", ["next-meeting.ics", "summary.md"])
def test_a_kill_around_a_file_is_made_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, *, before: bool
) -> None:
    """A kill just before or after a file was written loses nothing and doubles nothing."""
    reference = ended()
    close_up(reference, tmp_path / "reference")
    write: Callable[..., None] = files.write_private

    def killed(path: Path, data: bytes, *then: Callable[[], None]) -> None:
        if path.name != file or not before:
            write(path, data, *then)
        if path.name == file:
            raise Killed

    circle = ended()
    with monkeypatch.context() as patched:
        patched.setattr(files, "write_private", killed)
        with pytest.raises(Killed):
            close_up(circle, tmp_path / "again")
    assert circle.journal.read()
    close_up(circle, tmp_path / "again")
    assert circle.kept == reference.kept
    assert tree(tmp_path / "again") == tree(tmp_path / "reference")


def test_a_summary_that_cannot_be_written_keeps_the_session(tmp_path: Path) -> None:
    """If the summary cannot be written, the session stays and can be closed up later."""
    circle = ended()
    (tmp_path / "2026-11-19-5e5510").write_text("in the way")
    with pytest.raises(StoreError, match="data is safe"):
        close_up(circle, tmp_path)
    assert circle.journal.read()
    assert not circle.records.all()


def test_without_a_rhythm_there_is_no_invite_and_it_is_said(tmp_path: Path) -> None:
    """A circle without a rhythm still closes; it is said how to set one."""
    closing = close_up(ended(None), tmp_path)
    assert closing.invite is None
    assert "no rhythm yet" in closing.why_no_invite
    assert closing.summary is not None
    assert "Not planned yet" in closing.summary.read_text()


def test_a_meeting_that_was_moved_stays_moved(tmp_path: Path) -> None:
    """If the circle agreed on another day, closing a session does not move it back."""
    circle = ended()
    agreed = move(circle, circle.clock, Tokens(), TUESDAY).meeting
    closing = close_up(circle, tmp_path)
    kept = circle.meetings.get()
    assert kept is not None
    assert replace(kept, told="") == agreed
    assert closing.next_meeting.startswith("Tuesday 8 December 2026, 17:00")


def test_a_meeting_that_was_called_off_stays_called_off(tmp_path: Path) -> None:
    """If the next meeting was called off, closing proposes the one after, as a new one."""
    circle = ended()
    settle(circle, circle.clock, Tokens())
    off = call_off(circle, circle.clock).meeting
    token = Tokens()
    token.drawn = 7
    finish(circle, tmp_path, circle.clock, token, None)
    kept = circle.meetings.get()
    assert isinstance(kept, Meeting)
    assert kept.starts.date() == date(2026, 12, 17)
    assert (kept.uid == off.uid, kept.status) == (False, MeetingStatus.CONFIRMED)


def test_closing_writes_who_began(tmp_path: Path) -> None:
    """The ledger has who began, for next time, and nothing of it is among the notes."""
    circle = ended()
    close_up(circle, tmp_path)
    assert circle.people.ledger() == (Duty(BEGAN, NOOR.id, at()),)


def test_no_other_place_is_offered_where_none_can_be_chosen(tmp_path: Path) -> None:
    """What cannot be written at the end is to be put right and tried again, and nothing else."""
    (tmp_path / "exports").write_text("in the way")
    for circle in (ended(), ended(None)):
        with pytest.raises(StoreError) as caught:
            close_up(circle, tmp_path / "exports")
        assert str(caught.value).endswith(" Put that right, then try again.")
        assert "another" not in str(caught.value)
