"""What a purge takes of invites and mails: those of meetings long over, and nothing of mine."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from circle_tui.calendars.invite import invite
from circle_tui.domain.meeting import Meeting
from circle_tui.domain.rsvp import Rsvp, Said
from circle_tui.services.purging import Purge, planned, remove, remove_exports
from tests.calendars import calendar, event
from tests.fakes import FakeCircle

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
TODAY = date(2027, 3, 10)
OLD = Meeting("1" * 36, datetime(2026, 12, 3, 18, 30), "Europe/Berlin", 90, 0, NOW)  # noqa: DTZ001
NEW = replace(OLD, starts=datetime(2027, 3, 4, 18, 30))  # noqa: DTZ001


def plan(exports: Path, circle: FakeCircle | None = None) -> Purge:
    """Return what goes if things are kept for thirty days."""
    return planned(circle or FakeCircle(), exports, TODAY, None, 30)


def put(exports: Path, *names: str, data: bytes = b"x") -> list[Path]:
    """Put files into the exports."""
    paths = [exports / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return paths


def test_by_the_day_of_the_meeting(tmp_path: Path) -> None:
    """An invite lies by itself until its meeting is long over, whenever it was written."""
    stays = put(tmp_path, "next-meeting.ics", "invitations/invite-2b.ics", data=invite(NEW))
    goes = put(tmp_path, "invitations/invite-1a.ics", data=invite(OLD))
    found = plan(tmp_path)
    assert list(found.files) == goes
    remove_exports(found)
    assert [path for path in tmp_path.rglob("*.ics") if path not in stays] == []


def test_by_the_day_in_the_name_of_the_folder(tmp_path: Path) -> None:
    """Drafts and invites in a folder with a day go by that day, and the folder with them."""
    goes = put(
        tmp_path,
        *("mail-2026-12-03/invitation-1.eml", "mail-2026-12-03-2/cancellation-12.eml"),
        *("2026-12-03-123456/next-meeting.ics", "2026-12-03-123456/invitations/invite-1a.ics"),
    )
    stays = put(tmp_path, "mail-2027-03-04/invitation-1.eml", "mail-2026-12-03-2/mine.txt")
    found = plan(tmp_path)
    assert sorted(found.files) == sorted(goes)
    remove_exports(found)
    assert sorted(path for path in tmp_path.rglob("*.*")) == sorted(stays)
    assert not (tmp_path / "2026-12-03-123456").exists()
    remove_exports(found)


def test_what_a_kill_left_half_written(tmp_path: Path) -> None:
    """Half a file may hold an address, and nobody can tell its day: it goes."""
    whole = invite(NEW)
    goes = put(
        tmp_path,
        *(".mail-2026-12-03.new/invitation-1.eml", "invitations/.invite-1a.ics.new"),
        *(".next-meeting.ics.new", "2026-12-03-123456/invitations/.invite-2b.ics.new"),
        data=whole[:300],
    )
    put(tmp_path, ".meetings.ics.new", data=whole)
    put(tmp_path, "next-meeting.ics", data=whole[:300])
    assert sorted(plan(tmp_path).files) == sorted(goes)


def test_what_is_mine_stays(tmp_path: Path) -> None:
    """Another calendar of such a name, one of another name, and a link to a folder of mine."""
    quoting = event("UID:1", "DTSTART:20200101T100000Z", "X-A:PRODID:-//circle-tui//circle-tui//EN")
    put(tmp_path, "exports/next-meeting.ics", data=calendar(quoting))
    put(tmp_path, "exports/copy.ics", "exports/invitations/noor.ics", data=invite(OLD))
    (tmp_path / "exports" / "meetings.ics").mkdir()
    put(tmp_path, "elsewhere/invite-1a.ics", "elsewhere/mine.txt", data=invite(OLD))
    day = tmp_path / "exports" / "2026-12-03-123456"
    day.mkdir()
    (day / "invitations").symlink_to(tmp_path / "elsewhere")
    found = plan(tmp_path / "exports")
    remove_exports(found)
    assert (day / "invitations").is_symlink()
    assert (tmp_path / "elsewhere" / "mine.txt").exists()
    assert (tmp_path / "exports" / "invitations" / "noor.ics").exists()
    assert (tmp_path / "exports" / "next-meeting.ics").exists()


@pytest.mark.parametrize("meeting", [OLD, NEW])
def test_who_was_asked_and_what_they_said(tmp_path: Path, meeting: Meeting) -> None:
    """Of a meeting long over nothing is left that tells who came; it keeps its identity."""
    circle = FakeCircle()
    answered = replace(
        meeting,
        asked=("m1", "m2"),
        dropped=("m3",),
        without=("m3",),
        rsvps=(Rsvp("m1", Said.DECLINED, 0, NOW),),
    )
    circle.meetings.put(answered)
    found = plan(tmp_path, circle)
    assert bool(found) is (meeting is OLD)
    remove(circle, found)
    assert circle.meetings.get() == (OLD if meeting is OLD else answered)
    assert not plan(tmp_path, circle)
