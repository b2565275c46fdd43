"""Which alias is whose: in one file and no other, and not missed when that file is gone."""

from pathlib import Path

import pytest

from circle_tui.bootstrap import make_circle, open_workspace
from circle_tui.config.home import Home
from circle_tui.domain import rules
from circle_tui.domain.actions import ActionItem
from circle_tui.domain.errors import StoreReadOnly
from circle_tui.domain.people import Profile
from circle_tui.domain.session import fold
from circle_tui.privacy.gate import check
from circle_tui.services.aliases import ALIASES
from circle_tui.services.closing import finish
from circle_tui.services.roster import Roster
from circle_tui.services.seating import start
from circle_tui.services.workspace import Workspace
from circle_tui.storage.circle import open_circle
from tests.fakes import FakeClock, choose
from tests.kills import files, snapshots
from tests.unit.circles import AGENDA

NAMES = ["Noor Haddad", "Mira Sandoval", "Teodor Lind"]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a data folder of the test's own."""
    return Home(tmp_path / "home", "the test")


@pytest.fixture
def folder(home: Home) -> Path:
    """Make a circle of three, the first two of whom have action items."""
    folder = make_circle(home, Profile("Test circle"), NAMES)
    space = open_workspace(home, folder)
    for member in space.circle.people.members()[:2]:
        item = ActionItem(space.token(), "9" * 18, member.alias, "read", FakeClock().now().date())
        space.circle.actions.put(item)
    space.close()
    return folder


def change_people(space: Workspace) -> None:
    """Let somebody join, be renamed and leave, and hold a meeting."""
    roster = space.roster
    (joined,) = roster.add(["Grace Okonjo"])
    roster.edit(joined, name="Grace Mensah", zone="Europe/Berlin")
    roster.edit(roster.find("Teodor"), email="t.lind@example.org")
    roster.remove(roster.find("Mira"))
    start(space.circle, AGENDA, space.circle.people.members(), space.token(), space.clock)
    session = fold(space.circle.journal.read())
    outcome = rules.close(session, space.clock.now())
    assert isinstance(outcome, tuple)
    space.circle.journal.append(outcome)
    finish(space.circle, space.exports, space.clock, space.token, space.zone)


def test_no_file_but_one_says_whose_alias_it_is(
    home: Home, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At no moment does the people file hold an alias, or the notes file say who a member is.

    So with the aliases file gone, nobody can tell from what is left whose an action item is.
    """

    def work(place: Path) -> None:
        space = open_workspace(home, place, FakeClock())
        change_people(space)
        space.close()

    taken = snapshots(folder, tmp_path / "kills", monkeypatch, work)
    assert len(taken) > 40
    circle = open_circle(folder, check)
    known = circle.people.known()
    circle.close()
    assert len(known) == 5
    aliases = [alias.encode() for alias in ALIASES]
    ids = [member.id.encode() for member in known]
    for copy in taken:
        for path in files(copy):
            data = path.read_bytes()
            if path.name.startswith("people.store"):
                assert not any(alias in data for alias in aliases)
            elif not path.name.startswith("aliases.store"):
                assert not any(id_ in data for id_ in ids)


def test_without_its_aliases_a_circle_opens_and_new_ones_are_drawn(
    home: Home, folder: Path
) -> None:
    """A circle put back from a backup works: everybody has an alias, and none is another's."""
    before = open_circle(folder, check)
    members, items = before.people.known(), before.actions.all()
    before.close()
    for path in folder.glob("aliases.store*"):
        path.unlink()
    with pytest.raises(StoreReadOnly, match="a backup does not hold them"):
        open_circle(folder, check, read_only=True)

    circle = open_circle(folder, check)
    assert {member.alias for member in circle.people.known()} == {""}
    assert [member.name for member in circle.people.known()] == NAMES
    assert circle.actions.all() == items
    circle.close()

    space = open_workspace(home, folder)
    drawn = {member.alias for member in space.circle.people.known()}
    assert len(drawn) == len(members)
    assert "" not in drawn
    assert not drawn & {item.owner for item in items}
    assert space.circle.actions.all() == items
    assert any("given a new one" in notice for notice in space.notices)
    space.close()

    again = open_workspace(home, folder)
    assert {member.alias for member in again.circle.people.known()} == drawn
    assert again.notices == ()
    again.close()


def test_looking_at_a_circle_put_back_from_a_backup_mends_it(home: Home, folder: Path) -> None:
    """The first command after a backup was put back need not be one that changes something."""
    for path in folder.glob("aliases.store*"):
        path.unlink()
    space = open_workspace(home, folder, looking=True)
    assert all(member.alias for member in space.circle.people.members())
    assert not space.circle.read_only
    space.close()
    space = open_workspace(home, folder, looking=True)
    assert space.circle.read_only
    space.close()


def test_choosing_stays_with_what_is_free(home: Home, folder: Path) -> None:
    """Who joins after that gets an alias that no action item of somebody unknown has."""
    for path in folder.glob("aliases.store*"):
        path.unlink()
    space = open_workspace(home, folder)
    taken = {m.alias for m in space.circle.people.known()} | {
        item.owner for item in space.circle.actions.all()
    }
    (joined,) = Roster(space.circle, space.token, choose, space.exports).add(["Grace Okonjo"])
    assert joined.alias not in taken
    space.close()
