"""What a year leaves on the disk: every file is one that the page on privacy names, and can go."""

import stat
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from circle_tui.bootstrap import choose_circle, opened
from circle_tui.config.home import Home
from circle_tui.domain.series import SERIES_FILE
from circle_tui.services.inviting import INVITE
from tests.cli.conftest import Answer, Circle
from tests.contract.test_privacy_page import documented
from tests.fakes import FakeClock
from tests.upkeep import fill

REPLY = (
    *("BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT", "UID:{}", "SEQUENCE:{}"),
    *("DTSTAMP:20261121T120000Z", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:noor@example.net"),
    *("END:VEVENT", "END:VCALENDAR", ""),
)


@pytest.fixture
def done(thursday: Circle) -> Callable[..., Answer]:
    """Return what runs a command that has to succeed."""

    def run(*words: str) -> Answer:
        answer = thursday(*words)
        assert answer.status == 0, (words, answer.err)
        return answer

    return run


@pytest.fixture
def exports(done: Callable[..., Answer], home: Path, now: FakeClock, tmp_path: Path) -> Path:
    """Give the circle a year of everything, and return the folder of its exports."""
    done("members", "edit", "Ana", "--email", "ana@example.org")
    done("members", "edit", "Noor", "--email", "noor@example.net")
    done("next", "--organizer", "Ada Example <ada@example.org>")
    done("next", "--method", "request")
    done("next", "--mail")
    done("next", "--move", "next fri 18:00")
    done("next", "--mail")
    done("next", "--series", "3")
    done("agenda", "new", "mine", "--from", "troika-30")
    where = Home(home, "the test")
    folder = choose_circle(where, None)
    with opened(where, folder) as workspace:
        fill(workspace)
        kept = workspace.circle.meetings.get()
    assert kept is not None
    reply = tmp_path / "reply.ics"
    reply.write_text("\r\n".join(REPLY).format(kept.uid, kept.sequence))
    done("next", "--import", str(reply), "--yes")
    done("export", "cards")
    done("export", "summary", "--yes")
    done("backup")
    now.advance(minutes=60 * 24 * 30)
    return folder / "exports"


def _files(home: Path) -> dict[str, Path]:
    """Return every file in a data folder by its path there."""
    return {path.relative_to(home).as_posix(): path for path in home.rglob("*") if path.is_file()}


def _is_documented(name: str) -> bool:
    """Tell whether the page names a file, or a folder it is in."""
    inside = "circles/*/exports/"
    for pattern in documented():
        for whole in (pattern, inside + pattern):
            glob = PurePosixPath(whole.replace("DAY", "????-??-??"))
            own = PurePosixPath(*PurePosixPath(name).parts[: len(glob.parts)])
            exact = whole.endswith("/*") or own.as_posix() == name
            if exact and own.match(glob.as_posix()) and len(own.parts) == len(glob.parts):
                return True
    return False


def test_every_file_is_one_that_the_page_names(exports: Path, home: Path) -> None:
    """Nothing is left that I could not read about, and nobody else may open any of it."""
    files = _files(home)
    folders = {path.parent.name.rpartition("-2026")[0] for path in exports.rglob("*.*")}
    assert {"mail", "cards"} <= folders
    assert {"invitations", INVITE, SERIES_FILE} <= {path.name for path in exports.iterdir()}
    assert [name for name in files if not _is_documented(name)] == []
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in files.values()} == {0}


def test_what_the_calendar_left_goes_with_a_purge(
    exports: Path, done: Callable[..., Answer], home: Path, now: FakeClock
) -> None:
    """Drafts and invites go by the day of the meeting, with who was asked and what they said."""
    assert done("purge", "--older-than", "60d", "--keep", "records", "--yes").out
    drafts = list(exports.glob("mail-*/*.eml"))
    assert len(drafts) == 4, "the meeting is no 60 days ago"
    now.advance(minutes=60 * 24 * 120)
    kept = exports / "mine.ics"
    kept.write_bytes((exports / INVITE).read_bytes())
    told = done("purge", "--older-than", "60d", "--yes").out
    assert all(str(draft) in told for draft in drafts)
    assert "who was invited to the last meeting, and what they answered" in told
    left = {path.name for path in exports.rglob("*.*")}
    assert left == {kept.name, "summary.md"}, "mine, and that of a session which is not over"
    with opened(Home(home, "the test"), exports.parent) as workspace:
        meeting = workspace.circle.meetings.get()
        assert meeting is not None
        assert (meeting.asked, meeting.rsvps) == ((), ())
    kept.unlink()
    assert "Nothing is older" in done("purge", "--older-than", "60d").out
