"""How long things are kept, in words; and what of a circle is older than that."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from circle_tui.domain.actions import ActionItem, ActionStatus
from circle_tui.domain.errors import InputError
from circle_tui.domain.notes import Decision, Note
from circle_tui.domain.parking import Parked, ParkedStatus
from circle_tui.domain.record import SessionRecord
from circle_tui.domain.upkeep import KEEPABLE, Backup, days_in, days_text
from circle_tui.services.keeping import known_backups, remember
from circle_tui.services.purging import planned, remove, remove_exports
from tests.fakes import THURSDAY_EVENING, FakeCircle
from tests.unit.circles import begun

TODAY = date(2026, 11, 19)
LONG_AGO = datetime(2026, 8, 20, 12, tzinfo=UTC)
"""91 days before."""


@pytest.mark.parametrize(
    ("words", "days"),
    [("90d", 90), ("1 day", 1), ("12 weeks", 84), ("2w", 14), ("6 Months", 180), (" 1 year ", 365)],
)
def test_lengths_are_said_in_words(words: str, days: int) -> None:
    """Days, weeks, months and years are understood, short or written out."""
    assert days_in(words) == days


@pytest.mark.parametrize(
    "words", ["", "90", "0d", "-3d", "1.5 years", "90 minutes", "3m", "999 years", "d", "٣ days"]
)
def test_what_is_no_length_is_refused_with_an_example(words: str) -> None:
    """Nothing is guessed: 3m could be minutes. The sentence says what can be typed."""
    with pytest.raises(InputError, match="90d"):
        days_in(words)


def test_days_read_well() -> None:
    """One day is one day."""
    assert (days_text(1), days_text(90)) == ("1 day", "90 days")


def circle_with_a_past() -> FakeCircle:
    """Return a circle with an old session and one of today, and action items of both."""
    circle = FakeCircle()
    for session, at in (("1", LONG_AGO), ("2", THURSDAY_EVENING)):
        circle.records.put(SessionRecord(session, "Plan", at, at, at, 3, ()))
        circle.notes.add(Note(f"{session}0", session, 0, "text"))
        circle.decisions.put(Decision(f"{session}1", session, "text"))
    made = LONG_AGO.date()
    settled = ActionItem("a", "1", "Cedar", "x", made, None, ActionStatus.DONE, made)
    circle.actions.put(
        settled,
        ActionItem("b", "1", "Cedar", "y", made),
        replace(settled, id="c", closed=TODAY),
    )
    dropped = Parked("d", "1", "x", made, ParkedStatus.DROPPED, made)
    circle.parking.put(dropped, Parked("e", "1", "y", made), replace(dropped, id="f", closed=TODAY))
    return circle


def test_what_is_settled_and_old_goes_and_what_is_open_stays(tmp_path: Path) -> None:
    """A purge takes what was said and what is settled, if it is old, and never what is open."""
    circle = circle_with_a_past()
    plan = planned(circle, tmp_path, TODAY, UTC, 90)
    assert plan
    assert (plan.last, plan.sessions) == (date(2026, 8, 20), 1)
    assert (plan.notes, plan.items, plan.records) == (("10",), ("a",), ("1",))
    assert (plan.decisions, plan.parked) == (("11",), ("d",))
    remove(circle, plan)
    assert [note.id for note in circle.notes.all()] == ["20"]
    assert [decision.id for decision in circle.decisions.all()] == ["21"]
    assert {item.id for item in circle.actions.all()} == {"b", "c"}
    assert {thing.id for thing in circle.parking.all()} == {"e", "f"}
    assert [record.id for record in circle.records.all()] == ["2"]
    assert not planned(circle, tmp_path, TODAY, UTC, 90)


def test_a_day_is_kept_to_its_end(tmp_path: Path) -> None:
    """Kept for 91 days, what is 91 days old is still there."""
    assert not planned(circle_with_a_past(), tmp_path, TODAY, UTC, 91)


def test_what_i_keep_is_kept(tmp_path: Path) -> None:
    """Records, exports and copies can each be left out of a purge."""
    circle = circle_with_a_past()
    copies = [tmp_path / "circle.store.aside-1"]
    kept = planned(circle, tmp_path, TODAY, UTC, 90, copies=copies, keep=KEEPABLE)
    assert (kept.records, kept.files, kept.copies) == ((), (), ())
    assert kept.notes
    assert planned(circle, tmp_path, TODAY, UTC, 90, copies=copies).copies == tuple(copies)


def test_notes_of_the_running_session_and_of_no_session_stay(tmp_path: Path) -> None:
    """Nobody can tell how old a stray note is, so it stays and is counted."""
    circle = circle_with_a_past()
    running = begun()
    circle.journal.append(running.standing)
    circle.notes.add(Note("30", running.id, 0, "now"))
    circle.notes.add(Note("40", "unknown", 0, "whose"))
    plan = planned(circle, tmp_path, TODAY, UTC, 1)
    assert plan.ageless == 1
    assert plan.notes == ("10",)


def test_exports_go_by_the_day_of_their_session(tmp_path: Path) -> None:
    """Summaries the program wrote go; what I put beside them, and other folders, stay."""
    old, new, own = (tmp_path / n for n in ("2020-01-09-111111", "2090-01-09-222222", "2020-own"))
    for folder in (old, new, own):
        folder.mkdir()
        (folder / "summary.md").write_text("text")
    (old / "next-meeting.ics").write_text("text")
    plan = planned(FakeCircle(), tmp_path, TODAY, UTC, 90)
    assert set(plan.files) == {old / "summary.md", old / "next-meeting.ics"}
    remove_exports(plan)
    assert not old.exists()
    assert (new / "summary.md").exists()
    assert (own / "summary.md").exists()
    old.mkdir()
    for name in ("summary.md", "mine.txt"):
        (old / name).write_text("text")
    remove_exports(planned(FakeCircle(), tmp_path, TODAY, UTC, 90))
    assert [path.name for path in old.iterdir()] == ["mine.txt"]


def test_a_deleted_backup_is_forgotten_and_an_unplugged_one_is_not(tmp_path: Path) -> None:
    """A backup is named as long as it may be there: its disk may only be in a drawer."""
    circle = FakeCircle()
    here, deleted, away = tmp_path / "here", tmp_path / "deleted", tmp_path / "stick" / "backup"
    here.mkdir()
    circle.backups.put_all([Backup(str(p), LONG_AGO) for p in (here, deleted, away)])
    assert {Path(backup.folder) for backup in known_backups(circle)} == {here, away}
    remember(circle, [deleted, here], THURSDAY_EVENING)
    made = {Path(backup.folder): backup.made for backup in circle.backups.all()}
    assert made == {here: THURSDAY_EVENING, deleted: THURSDAY_EVENING, away: LONG_AGO}
