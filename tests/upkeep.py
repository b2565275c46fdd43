"""A circle with a past, for the tests of backups, repairs and purging."""

from datetime import UTC, date, datetime
from pathlib import Path

from circle_tui.bootstrap import Passphrase, make_circle, opened
from circle_tui.config.home import Home, exports
from circle_tui.domain.actions import ActionItem, ActionStatus
from circle_tui.domain.notes import Note
from circle_tui.domain.people import Profile
from circle_tui.domain.record import SessionRecord
from circle_tui.export.files import write_private
from circle_tui.services.workspace import Workspace
from circle_tui.storage.keys import Keys, create_keys
from tests.unit.draws import CHEAP

PASSPHRASE = "four grey herons wading"
OLD, NEW = "1" * 18, "2" * 18
"""The ids of a session of January 2020, and of one of January 2090."""

OLD_TEXT, NEW_TEXT = "an-old-thing", "a-new-thing"

SETTLED, OPEN, SETTLED_LATE = "4" * 18, "5" * 18, "6" * 18


def secret() -> Passphrase:
    """Return what opens the sealed circle."""
    return Passphrase(lambda _why: PASSPHRASE, tries=1)


def home_at(folder: Path) -> Home:
    """Return the data folder there."""
    return Home(folder, "the test")


def make(home: Home, *, sealed: bool = False) -> Path:
    """Make a circle with two sessions, 70 years apart, and return its folder."""

    def keys(path: Path) -> Keys:
        return create_keys(path, PASSPHRASE, cost=CHEAP)

    folder = make_circle(
        home, Profile("Thursday circle"), ["Ana Example"], keys if sealed else None
    )
    with opened(home, folder, passphrase=secret()) as workspace:
        fill(workspace)
    for day, text in (("2020-01-09-111111", OLD_TEXT), ("2090-01-09-222222", NEW_TEXT)):
        written = exports(folder) / day
        for name in ("summary.md", "next-meeting.ics"):
            write_private(written / name, text.encode())
    return folder


def fill(workspace: Workspace) -> None:
    """Keep notes, action items and records of the two sessions."""
    circle = workspace.circle
    with circle.transaction():
        for year, session, text in ((2020, OLD, OLD_TEXT), (2090, NEW, NEW_TEXT)):
            at = datetime(year, 1, 9, 18, tzinfo=UTC)
            circle.records.put(SessionRecord(session, text, at, at, at, 3, ()))
            circle.notes.add(Note(session[:17] + "7", session, 0, text))
        circle.actions.put(
            _item(SETTLED, OLD_TEXT, date(2020, 2, 1)),
            _item(OPEN, "still-open", None),
            _item(SETTLED_LATE, "settled-late", date(2090, 2, 1)),
        )


def _item(id_: str, text: str, closed: date | None) -> ActionItem:
    status = ActionStatus.DONE if closed else ActionStatus.OPEN
    return ActionItem(id_, OLD, "Cedar", text, date(2020, 1, 9), None, status, closed)


def content(home: Home, folder: Path) -> tuple[set[str], set[str], set[str]]:
    """Return the texts of the notes, the ids of the items and of the records."""
    with opened(home, folder, passphrase=secret(), looking=True) as workspace:
        circle = workspace.circle
        return (
            {note.text for note in circle.notes.all()},
            {item.id for item in circle.actions.all()},
            {record.id for record in circle.records.all()},
        )


EVERYTHING = ({OLD_TEXT, NEW_TEXT}, {SETTLED, OPEN, SETTLED_LATE}, {OLD, NEW})
PURGED = ({NEW_TEXT}, {OPEN, SETTLED_LATE}, {NEW})
