"""Aliases that are gone, and copies that stay readable, as a person meets them."""

import os
import sys
from pathlib import Path

import pytest

from circle_tui.domain.errors import StoreDamaged, StoreError
from circle_tui.domain.people import Member, Profile
from circle_tui.privacy.gate import check
from circle_tui.storage.circle import open_circle
from circle_tui.storage.doctor import examine, repair
from circle_tui.storage.making import create_circle


def test_aliases_that_were_deleted_shut_nobody_out(tmp_path: Path) -> None:
    """No backup holds them, so the circle opens without them and new ones can be drawn."""
    roster = [Member("m1", "Zora Quell", "Comet")]
    folder = create_circle(tmp_path, Profile("Thursdays"), roster, check, lambda: "10")
    (folder / "aliases.store").unlink()
    circle = open_circle(folder, check)
    assert [(member.name, member.alias) for member in circle.people.members()] == [
        ("Zora Quell", "")
    ]
    circle.close()


def test_files_that_changed_places_are_told(tmp_path: Path) -> None:
    """One store under another's name is no healthy empty circle."""
    roster = [Member("m1", "Zora Quell", "Comet")]
    folder = create_circle(tmp_path, Profile("Thursdays"), roster, check, lambda: "10")
    circle = open_circle(folder, check)
    for db in circle.stores.all:
        db.compact()
    circle.close()
    for ending in ("", ".head"):
        here, there = folder / f"circle.store{ending}", folder / f"aliases.store{ending}"
        here.rename(folder / "aside")
        there.rename(here)
        (folder / "aside").rename(there)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(StoreDamaged, match="under a wrong name"):
        open_circle(folder, check)
    for look in (examine, repair):
        with pytest.raises(StoreDamaged, match="under a wrong name"):
            look(folder / "circle.store", "notes")
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert {name: after[name] for name in after if "lock" not in name} == {
        name: before[name] for name in before if "lock" not in name
    }


@pytest.mark.skipif(sys.platform == "win32", reason="pipes by name are of Unix")
def test_a_pipe_in_place_of_a_file_holds_nobody_up(tmp_path: Path) -> None:
    """It is told in a sentence, and nothing waits for what never comes."""
    roster = [Member("m1", "Zora Quell", "Comet")]
    folder = create_circle(tmp_path, Profile("Thursdays"), roster, check, lambda: "10")
    (folder / "circle.store").unlink()
    os.mkfifo(folder / "circle.store")
    with pytest.raises(StoreError, match="a pipe is where a file should be"):
        open_circle(folder, check)


@pytest.mark.skipif(sys.platform == "win32", reason="links are of Unix")
@pytest.mark.parametrize("name", ["lock", "circle.store.lock"])
def test_a_link_in_place_of_a_lock_leads_nowhere(tmp_path: Path, name: str) -> None:
    """What a planted link points at is neither emptied nor closed to others."""
    roster = [Member("m1", "Zora Quell", "Comet")]
    folder = create_circle(tmp_path, Profile("Thursdays"), roster, check, lambda: "10")
    victim = tmp_path / "victim"
    victim.write_text("do not touch me")
    victim.chmod(0o644)
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(victim)
    with pytest.raises(StoreError, match="a link is where a file should be"):
        open_circle(folder, check)
    assert victim.read_text() == "do not touch me"
    assert victim.stat().st_mode & 0o777 == 0o644
