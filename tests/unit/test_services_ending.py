"""The end of a session that is taken back: all is as it was, and no kill leaves it in between."""

import errno
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from circle_tui.domain import rules
from circle_tui.domain.actions import ActionItem, ActionStatus
from circle_tui.domain.errors import Refusal, StoreError
from circle_tui.domain.facts import Interrupted, Undone
from circle_tui.domain.session import fold
from circle_tui.services.ending import file_away, take_back
from circle_tui.services.summary_files import as_lying
from circle_tui.services.workspace import Workspace
from tests.fakes import FakeCircle, Killed, Tokens, choose
from tests.unit.test_services_closing import ended


def workspace_of(circle: FakeCircle, folder: Path) -> Workspace:
    """Return the circle opened for work, with its files in a folder."""
    return Workspace(circle, circle.clock, Tokens(), choose, folder, folder)


def test_a_session_goes_on_as_if_it_had_not_ended(tmp_path: Path) -> None:
    """Who sits where, drafts, items, duties and prompts are as they were; there is no record."""
    circle = ended()
    was, space = circle.kept, workspace_of(circle, tmp_path)
    filed = file_away(space)
    results = filed.results
    assert circle.kept.records
    assert circle.kept.actions != was.actions, "what was open before is carried"
    assert results.summary is not None
    circle.clock.advance(60)
    take_back(space, filed)
    *before, undone, gap = circle.journal.read()
    assert tuple(before) == was.facts
    assert undone == Undone(circle.clock.now())
    assert isinstance(gap, Interrupted)
    assert circle.kept == replace(was, facts=circle.kept.facts, meeting=circle.kept.meeting)
    assert not results.summary.exists(), "it told of an end that did not come"
    assert results.invite is not None
    assert results.invite.exists(), "the next meeting stays agreed"


def test_what_was_handed_over_stays_so(tmp_path: Path) -> None:
    """A presenter's notes that were handed over still lie there; that is said, as long as so."""
    circle = ended()
    space = workspace_of(circle, tmp_path)
    filed = file_away(space)
    there, gone = tmp_path / "for-presenter-1.md", tmp_path / "for-presenter-2.md"
    there.touch()
    space.held.given = (there, gone)
    assert space.held.lying == (there,)
    told = take_back(space, filed)
    assert told == "Taken back: the end of the session. What was handed over stays so."
    assert space.held.lying == (there,)


def test_a_place_that_cannot_be_looked_at_is_no_fault(tmp_path: Path) -> None:
    """What was handed over to a stick that is gone may lie there: that is no reason to fail."""
    circle = ended()
    space = workspace_of(circle, tmp_path)
    filed = file_away(space)
    (tmp_path / "stick").touch()
    space.held.given = (tmp_path / "stick" / "for-presenter-1.md",)
    assert "What was handed over stays so." in take_back(space, filed)
    assert not fold(circle.journal.read()).closed


def test_a_summary_that_was_written_besides_is_named(tmp_path: Path) -> None:
    """What I exported beside the page tells of that end still: I am told, since it is mine."""
    circle = ended()
    space = workspace_of(circle, tmp_path)
    filed = file_away(space)
    assert filed.results.summary is not None
    page = filed.results.summary.with_suffix(".html")
    page.write_text("a page")
    told = take_back(space, filed)
    assert told.endswith(f"summary.html in {page.parent.name} still tells of that end: delete it.")
    assert page.exists()


def test_what_is_gone_is_not_listed(tmp_path: Path) -> None:
    """A summary that lies there no more is none of the results; one that does is."""
    filed = file_away(workspace_of(ended(), tmp_path)).results
    assert as_lying(filed) == filed
    assert filed.summary is not None
    filed.summary.unlink()
    assert as_lying(filed).summary is None
    assert as_lying(as_lying(filed)).summary is None


@pytest.mark.parametrize("how", ["changed", "linked"])
def test_a_summary_that_somebody_changed_is_not_removed(tmp_path: Path, how: str) -> None:
    """What I wrote into the summary meanwhile is mine: I am told, and it stays ended till then."""
    circle = ended()
    space = workspace_of(circle, tmp_path)
    first = file_away(space)
    path, filed = first.results.summary, circle.kept
    assert path is not None
    mine = path.with_name("mine.md")
    if how == "linked":
        path.rename(mine)
        path.symlink_to(mine)
    else:
        path.write_text("My own words.")
    with pytest.raises(Refusal, match="was changed since it was written"):
        take_back(space, first)
    assert circle.kept == filed
    path.rename(tmp_path / "elsewhere.md")
    take_back(space, first)
    assert fold(circle.journal.read()).closed is None
    assert (tmp_path / "elsewhere.md").exists()


def test_a_summary_that_cannot_be_removed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the summary has to stay, the session stays ended: no file tells what is not so."""
    circle = ended()
    space = workspace_of(circle, tmp_path)
    first = file_away(space)
    filed = circle.kept

    def refused(_path: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refused)
        with pytest.raises(StoreError, match="could not be removed: Read-only file system"):
            take_back(space, first)
    assert circle.kept == filed
    assert first.results.summary is not None
    assert first.results.summary.exists()


def test_no_empty_folder_is_left(tmp_path: Path) -> None:
    """Where nothing else lay beside the summary, its folder goes with it."""
    circle = ended(None)
    space = workspace_of(circle, tmp_path)
    first = file_away(space)
    assert first.results.invite is None
    take_back(space, first)
    assert list(tmp_path.iterdir()) == []


def test_it_ends_again_as_if_for_the_first_time(tmp_path: Path) -> None:
    """After going on, the end leaves one record, and carries what is open once."""
    circle = ended()
    space = workspace_of(circle, tmp_path)
    first = file_away(space)
    circle.clock.advance(60)
    take_back(space, first)
    circle.clock.advance(60)
    outcome = rules.close(fold(circle.journal.read()), circle.clock.now())
    assert isinstance(outcome, tuple)
    circle.journal.append(outcome)
    again = file_away(space).results
    later = timedelta(minutes=2)
    record = first.results.record
    assert again.record.ended == record.ended + later
    assert again.record.contact_minutes == record.contact_minutes + 2
    assert again == replace(first.results, record=again.record, written=again.written)
    assert circle.records.all() == (again.record,)
    (old,) = (item for item in circle.actions.all() if item.session != record.id)
    assert [step.status for step in old.steps] == [ActionStatus.CARRIED]
    assert again.summary is not None
    assert again.summary.exists()


def test_what_came_after_the_end_stays(tmp_path: Path) -> None:
    """What was done on the closing page to something else is not taken back with the end."""
    circle = ended()
    space = workspace_of(circle, tmp_path)
    filed = file_away(space)
    new = ActionItem("9" * 16, "", "", "book the room", circle.clock.now().date())
    circle.actions.put(new)
    take_back(space, filed)
    assert new in circle.actions.all()


def test_a_kill_at_any_call_leaves_one_or_the_other(tmp_path: Path) -> None:
    """Killed while it is taken back, the session has ended and is filed, or goes on; no mixture."""
    reference = ended()
    space = workspace_of(reference, tmp_path)
    first = file_away(space)
    filed = reference.kept
    reference.calls = 0
    take_back(space, first)
    calls, goes_on = reference.calls, reference.kept
    assert calls > 8
    for call in range(1, calls + 1):
        circle = ended()
        space = workspace_of(circle, tmp_path / str(call))
        first = file_away(space)
        circle.break_at(call, Killed())
        with pytest.raises(Killed):
            take_back(space, first)
        circle.mend()
        assert circle.kept in (filed, goes_on)
        assert first.results.summary is not None
        assert circle.kept == filed or not first.results.summary.exists()


def test_a_disk_that_is_full_leaves_it_ended_and_a_second_time_works(tmp_path: Path) -> None:
    """Where nothing can be saved it stays ended, with its summary, and can be tried again."""
    circle = ended()
    space = workspace_of(circle, tmp_path)
    first = file_away(space)
    filed = circle.kept
    circle.break_at(3, StoreError("The disk is full."))
    with pytest.raises(StoreError, match="full"):
        take_back(space, first)
    circle.mend()
    assert circle.kept == filed
    assert first.results.summary is not None
    assert first.results.summary.exists()
    take_back(space, first)
    assert fold(circle.journal.read()).closed is None
