"""A circle's folder: made, opened, listed, and closed to everybody else."""

import json
import os
import shutil
import stat
from collections.abc import Iterator, Sequence, Set
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.beat import Beat
from circle_tui.domain.errors import PrivacyError, StoreBusy, StoreError, StoreReadOnly
from circle_tui.domain.facts import Began, Fact, Paused
from circle_tui.domain.meeting import Meeting
from circle_tui.domain.notes import Draft, Note
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.record import SessionRecord
from circle_tui.domain.stage import Shown, Stage
from circle_tui.domain.words import Word
from circle_tui.privacy.gate import check
from circle_tui.storage.circle import StoredCircle, open_circle
from circle_tui.storage.database import Database
from circle_tui.storage.forget import forget_people
from circle_tui.storage.listing import list_circles
from circle_tui.storage.making import create_circle

NOON = datetime(2031, 5, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2031, 5, 1, 13, 0, tzinfo=UTC)
MEMBERS = (
    Member("m1", "Zora Quell", "Comet", "zq@example.org"),
    Member("m2", "Ivo Brandt", "Raft"),
)
PROFILE = Profile("Thursdays")
TALK = Agenda("plan", "Plan", (Segment("Talk", "discussion", ClockMode.GROUP, 600),))
BEGAN = Began(NOON, "s1", TALK, (1, 2), LATER)


def gate(document: object, roster: Sequence[str], allowed: Set[str] = frozenset()) -> None:
    """Refuse a document that holds a roster entry letter for letter."""
    if any(entry in json.dumps(document) for entry in roster):
        raise PrivacyError("refused")


def made(root: Path, profile: Profile = PROFILE, start: int = 1) -> Path:
    """Make a circle under a numbered folder."""
    numbers = count(start)
    return create_circle(root, profile, MEMBERS, gate, lambda: f"t{next(numbers)}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a circle and return its folder."""
    return made(tmp_path / "circles")


@pytest.fixture
def circle(folder: Path) -> Iterator[StoredCircle]:
    """Open that circle."""
    opened = open_circle(folder, gate)
    yield opened
    opened.close()


def test_it_is_what_the_services_ask_for(circle: StoredCircle) -> None:
    """The rest of the program sees a circle's data through its ports only."""
    port: OpenCircle = circle
    assert port.people.profile() == PROFILE
    assert port.people.members() == MEMBERS
    assert port.journal.read() == ()
    assert port.meetings.get() is None
    assert port.last_beat() is None


def test_a_new_circle_is_mine_alone(folder: Path) -> None:
    """Nobody else on this computer can read a circle, and its folder's name says nothing."""
    assert folder.name == "t1"
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    stores = [f"{name}.store" for name in ("circle", "people", "aliases")]
    files = {"lock", *(store + end for store in stores for end in ("", ".head", ".lock"))}
    assert {entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in folder.iterdir()} == (
        dict.fromkeys(files, 0o600)
    )
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_rights_of_others_are_taken_away_at_opening(folder: Path) -> None:
    """A folder that was copied with open rights is closed again."""
    files = list(folder.iterdir())
    folder.chmod(0o755)
    for path in files:
        path.chmod(0o644)
    open_circle(folder, gate).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_folder_name_never_spells_a_member(tmp_path: Path) -> None:
    """A random name in which a member's name happens to stand is drawn again."""
    names = iter(["Ivo Brandt", "t1", "t2"])
    made(tmp_path)
    assert create_circle(tmp_path, PROFILE, MEMBERS, gate, lambda: next(names)).name == "t2"
    with pytest.raises(StoreError, match="No free name"):
        create_circle(tmp_path, PROFILE, MEMBERS, gate, lambda: "t1")


def test_everything_is_there_after_reopening(circle: StoredCircle, folder: Path) -> None:
    """What was saved is there the next time, each thing in its order."""
    agenda = Agenda("plan", "Plan", (Segment("Open", "x", ClockMode.GROUP, 5),))
    facts: list[Fact] = [Began(NOON, "s1", agenda, (1, 2), LATER), Paused(NOON)]
    items = [
        ActionItem("i1", "s1", "Comet", "second", date(2031, 6, 1)),
        ActionItem("i2", "s1", "", "first", date(2031, 5, 1)),
    ]
    records = [SessionRecord(f"s{at.hour}", "Plan", at, at, at, 4, ()) for at in (LATER, NOON)]
    meeting = Meeting("u", datetime(2031, 6, 1, 18, 30), "Etc/UTC", 90, 0, NOON)  # noqa: DTZ001
    circle.journal.append(facts[:1])
    circle.journal.append(facts[1:])
    circle.notes.add(Note("n1", "s1", 0, "one"))
    circle.notes.add(Note("n2", "s2", 0, "two"))
    circle.notes.replace([Note("n1", "s1", 1, "three")])
    circle.actions.put(*items)
    circle.records.put(*records)
    circle.meetings.put(meeting)
    circle.people.put_seating({2: "m1", 1: "m2"})
    circle.people.put_profile(Profile("Fridays"))
    circle.people.put_members(MEMBERS[::-1])
    circle.beat(Beat(NOON, "1", 2.5))
    circle.close()
    with pytest.raises(StoreError, match="closed"):
        circle.notes.all()

    circle = open_circle(folder, gate)
    assert circle.journal.read() == tuple(facts)
    assert circle.notes.all("s1") == (Note("n1", "s1", 1, "three"),)
    assert len(circle.notes.all()) == 2
    assert circle.actions.all() == tuple(items[::-1])
    assert circle.records.all() == tuple(records[::-1])
    assert circle.meetings.get() == meeting
    assert circle.people.seating() == {1: "m2", 2: "m1"}
    assert circle.people.profile() == Profile("Fridays")
    assert circle.people.members() == MEMBERS[::-1]
    assert circle.last_beat() == Beat(NOON, "1", 2.5)
    circle.close()


def test_a_text_that_names_a_member_is_not_kept(circle: StoredCircle, folder: Path) -> None:
    """A name or an address of a member in a note, item or fact stops the save, all of it."""
    before = (folder / "circle.store").read_bytes()
    with pytest.raises(PrivacyError):
        circle.notes.replace([Note("n1", "s1", 0, "fine"), Note("n2", "s1", 0, "Ivo Brandt")])
    with pytest.raises(PrivacyError):
        circle.actions.put(ActionItem("i1", "s1", "", "to zq@example.org", date(2031, 5, 1)))
    with pytest.raises(PrivacyError):
        circle.records.put(SessionRecord("s1", "Zora Quell", NOON, NOON, NOON, 2, ()))
    assert circle.notes.all() == ()
    assert (folder / "circle.store").read_bytes() == before


def test_the_gate_knows_the_roster_of_the_moment(circle: StoredCircle) -> None:
    """Somebody who joined a moment ago is protected, and one dropped again is not."""
    note = Note("n1", "s1", 0, "about New Person")

    def join_and_leave() -> None:
        with circle.transaction():
            circle.people.put_members([Member("m3", "New Person", "Orbit")])
            circle.notes.add(note)

    with pytest.raises(PrivacyError):
        join_and_leave()
    assert circle.people.members() == MEMBERS
    circle.notes.add(note)
    assert circle.notes.all() == (note,)


def test_a_step_over_several_files(circle: StoredCircle, folder: Path) -> None:
    """Closing a session is one step: who sat where goes with what happened, from the files too."""
    circle.people.put_seating({1: "m1"})
    circle.journal.append([Paused(NOON)])
    files = (folder / "circle.store", folder / "people.store")
    assert b"Paused" in files[0].read_bytes()
    assert b'"member"' in files[1].read_bytes()
    with circle.transaction():
        circle.people.put_seating({})
        circle.records.put(SessionRecord("s1", "Plan", NOON, NOON, NOON, 4, ()))
        circle.journal.replace(())
    assert (circle.journal.read(), circle.people.seating()) == ((), {})
    assert b"Paused" not in files[0].read_bytes()
    assert b'"member"' not in files[1].read_bytes()


@pytest.mark.parametrize("typed", [False, True])
def test_a_fact_is_one_line_and_no_other_file_is_touched(
    circle: StoredCircle, folder: Path, typed: bool
) -> None:
    """A key waits for one line and one forced write, also while somebody has typed a draft."""
    circle.journal.append([BEGAN])
    for draft in ("half a thought", "half a thou") if typed else ():
        circle.drafts.put_all([Draft("note", "s1", 0, draft)])
    assert circle.stores.tidy
    path = folder / "circle.store"
    before = {each: each.read_bytes() for each in folder.glob("*.store")}
    circle.journal.append([Paused(NOON)])
    after = {each: each.read_bytes() for each in folder.glob("*.store")}
    assert [each for each in after if after[each] != before[each]] == [path]
    assert after[path].startswith(before[path])
    assert after[path].removeprefix(before[path]).count(b"\n") == 1
    assert circle.journal.read() == (BEGAN, Paused(NOON))


def test_a_fact_joins_the_step_that_is_under_way(circle: StoredCircle) -> None:
    """What belongs to a step is dropped with it, a single fact as well."""
    circle.journal.append([BEGAN])

    def broken_off() -> None:
        with circle.transaction():
            circle.journal.append([Paused(NOON)])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken_off()
    assert circle.journal.read() == (BEGAN,)
    with circle.transaction():
        circle.journal.append([Paused(NOON)])
        circle.journal.append([Paused(LATER)])
    assert circle.journal.read() == (BEGAN, Paused(NOON), Paused(LATER))


def test_what_could_not_be_tidied_up_is_with_the_next_fact(
    circle: StoredCircle, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note that I deleted, and that a full disk left in the file, goes with the next key."""
    circle.journal.append([BEGAN])
    circle.notes.add(Note("1" * 18, "s1", 0, "a word too many"))

    def full(_self: Database) -> None:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(Database, "compact", full)
        circle.notes.remove(["1" * 18])
    path = folder / "circle.store"
    assert b"a word too many" in path.read_bytes()
    assert not circle.stores.tidy
    circle.journal.append([Paused(NOON)])
    assert b"a word too many" not in path.read_bytes()
    assert circle.journal.read() == (BEGAN, Paused(NOON))


def test_a_second_window_is_told(circle: StoredCircle, folder: Path) -> None:
    """The same circle in two windows would overwrite itself; the second one says who has it."""
    with pytest.raises(StoreBusy, match="another window"):
        open_circle(folder, gate)
    assert list_circles(folder.parent) == [(folder, "Thursdays")]


def test_what_a_kill_left_behind_is_removed(folder: Path) -> None:
    """Half-written files and half-made circles, which may hold names, do not stay around."""
    (folder / "people.store.new").write_text("Zora Quell")
    half = folder.parent / f".{9:018}"
    half.mkdir()
    (half / "lock").touch()
    (half / "people.store.new").write_text("Zora Quell")
    open_circle(folder, gate).close()
    other = made(folder.parent, start=2)
    assert not (folder / "people.store.new").exists()
    assert sorted(folder.parent.iterdir()) == [folder, other]


@pytest.mark.parametrize("sharing", [True, False])
def test_an_end_in_order_leaves_whether_the_screen_was_shared(folder: Path, sharing: bool) -> None:
    """Only after a crash is it not known who looks on; commands in between change nothing."""
    circle = open_circle(folder, gate)
    circle.journal.append([BEGAN])
    circle.show(Stage(Shown.TURN, "1", 2.0, title="Talk", sharing=sharing))
    circle.close()
    for _ in range(2):
        again = open_circle(folder, gate)
        assert again.left_stage() == Stage(Shown.WAITING, "", 0.0, sharing=sharing)
        again.close()
    (folder / "stage").unlink()
    for _ in range(2):
        again = open_circle(folder, gate)
        assert again.left_stage() is None
        again.close()


def test_a_full_disk_lets_what_is_shown_be_taken_back(
    circle: StoredCircle, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public view that cannot be blanked can still be taken away, and is then not known."""

    def full(handle: int, data: bytes) -> int:
        raise OSError(28, "full")

    circle.journal.append([BEGAN])
    circle.show(Stage(Shown.TURN, "1", 2.0, title="Talk"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(StoreError, match=r"could not be blanked: the disk is full\."):
            circle.show(Stage(Shown.BLANK, "1", 3.0))
        circle.hide()
    assert not (folder / "stage").exists()
    circle.close()
    again = open_circle(folder, gate)
    assert again.left_stage() is None
    again.close()


def test_hidden_folders_of_my_own_stay(folder: Path) -> None:
    """A copy that I keep hidden beside my circles is mine, even if it holds a whole circle."""
    mine = folder.parent / ".backup-of-t1"
    shutil.copytree(folder, mine)
    made(folder.parent, start=2)
    assert (mine / "people.store").exists()


def test_a_circle_that_could_not_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is full, there is no half circle afterwards."""

    def full(handle: int, data: bytes) -> int:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(StoreError, match="the disk is full"):
            made(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_circles_are_listed_by_name_and_damage_is_not_hidden(tmp_path: Path) -> None:
    """I see every circle I have, and one that cannot be read stands out among them."""
    assert list_circles(tmp_path / "none") == []
    one = made(tmp_path, Profile("thursdays"), 1)
    two = made(tmp_path, Profile("Fridays"), 2)
    bad = made(tmp_path, Profile("Mondays"), 3)
    (bad / "people.store").write_text("{")
    empty = tmp_path / "t4"
    empty.mkdir()
    (tmp_path / "notes.txt").touch()
    assert list_circles(tmp_path) == [
        (two, "Fridays"),
        (one, "thursdays"),
        (bad, "unreadable circle t3"),
        (empty, "unreadable circle t4"),
    ]


def damages(good: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield what may become of a store file, and what is said of it then."""
    yield b"", "is damaged"
    yield b"{", "is damaged"
    yield b"{}", "is damaged"
    yield b'{"meta": {"1": {"format": "x"}}}', "is damaged"
    yield b'{"meta": {"1": {"format": 2}}}', "is damaged|by a newer version"
    yield good.replace(b"store 2", b"store 3").replace(b'"format":2', b'"format":3'), "by a newer"
    yield good.replace(b'"schema":', b'"schemb":'), "is damaged"
    yield good[: good.rindex(b"\n", 0, -1) + 1], "is damaged"
    lines = good.splitlines(keepends=True)
    yield b"".join([*lines[:-1], lines[-1][:-2] + b"?\n"]), "is damaged"


@pytest.mark.parametrize("name", ["circle.store", "people.store", "aliases.store"])
def test_a_damaged_or_missing_file_is_refused_and_left(folder: Path, name: str) -> None:
    """A circle that cannot be read whole is not opened, not changed, and not locked."""
    circle = open_circle(folder, gate)
    with circle.transaction():
        circle.notes.add(Note("n1", "s1", 0, "one"))
        circle.people.put_members(MEMBERS[::-1])
    circle.close()
    path = folder / name
    good = path.read_bytes()
    for bad, why in damages(good):
        path.write_bytes(bad)
        files = {file: file.read_bytes() for file in folder.iterdir()}
        for read_only in (False, True):
            with pytest.raises(StoreError, match=why):
                open_circle(folder, gate, read_only=read_only)
        assert {file: file.read_bytes() for file in folder.iterdir()} == files
    path.unlink()
    if name == "aliases.store":  # no backup has them, so that nobody could put them back
        open_circle(folder, gate).close()
        return
    with pytest.raises(StoreError, match="is gone"):
        open_circle(folder, gate)
    assert not path.exists()
    path.write_bytes(good)
    open_circle(folder, gate).close()


@pytest.mark.parametrize("name", ["circle.store", "people.store"])
def test_a_store_without_a_trace_is_told(folder: Path, name: str) -> None:
    """A circle that lacks its notes or its people is not opened as an empty one."""
    for path in folder.glob(f"{name}*"):
        path.unlink()
    with pytest.raises(StoreError, match=rf"\({name}\) is missing"):
        open_circle(folder, gate)
    assert not list(folder.glob(f"{name}*"))


def test_a_document_that_does_not_fit_is_told_at_the_door(folder: Path) -> None:
    """Damage inside a document shows when I open the circle, not in the middle of the meeting."""
    with Database(folder / "circle.store") as db:
        db.table("notes").insert({"text": "secret"})
    with pytest.raises(StoreError, match=r"cannot be read \(Note\.id\)"):
        open_circle(folder, gate)


def test_a_people_file_without_a_circle_is_told(folder: Path) -> None:
    """A people file that lost its profile is refused in words."""
    with Database(folder / "people.store") as db:
        db.drop_table("profile")
    with pytest.raises(StoreError, match="lacks the circle's name"):
        open_circle(folder, gate)


def test_looking_needs_no_lock_and_changes_nothing(circle: StoredCircle, folder: Path) -> None:
    """While the circle is open in one window, another can look at what was saved in it."""
    circle.notes.add(Note("n1", "s1", 0, "one"))
    before = {path: path.read_bytes() for path in folder.iterdir()}
    looking = open_circle(folder, gate, read_only=True)
    assert (looking.read_only, circle.read_only) == (True, False)
    assert looking.people.members() == MEMBERS
    with pytest.raises(StoreReadOnly):
        looking.notes.add(Note("n2", "s1", 0, "two"))
    circle.notes.add(Note("n2", "s1", 0, "two"))
    assert len(looking.notes.all()) == 1
    assert len(circle.notes.all()) == 2
    looking.close()
    after = {path: path.read_bytes() for path in folder.iterdir()}
    assert {path.name for path in after if after[path] != before.get(path)} == {
        "circle.store",
        "circle.store.head",
    }


def test_what_a_session_left_behind_is_forgotten(circle: StoredCircle, folder: Path) -> None:
    """Who sat where is not kept where no session is running, whatever lost the session."""
    agenda = Agenda("plan", "Zora's plan", (Segment("Open", "x", ClockMode.GROUP, 5),))
    circle.people.put_seating({1: "m2", 2: "m1"})
    circle.people.put_script(agenda)
    circle.drafts.put_all([Draft("note", "s1", 0, "half a thou")])
    circle.close()
    again = open_circle(folder, gate)
    assert (again.people.seating(), again.people.script(), again.drafts.all()) == ({}, None, ())
    for path in folder.iterdir():
        assert not any(word in path.read_bytes() for word in (b"half", b"plan", b'"number"'))
    again.close()


def test_places_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    """A file where the data folder should be is an error in words, not a crash."""
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(StoreError, match="no circle in this folder"):
        open_circle(tmp_path / "none", gate)
    with pytest.raises(StoreError, match="a file is where a folder should be"):
        made(file)
    with pytest.raises(StoreError, match="a file is where a folder should be"):
        made(file / "circles")
    with pytest.raises(StoreError, match="a file is where a folder should be"):
        list_circles(file)


def test_a_word_left_readable_on_purpose_can_be_kept(tmp_path: Path) -> None:
    """A member's name that I was asked twice about is kept, and is kept no more once forgotten."""
    circle = open_circle(create_circle(tmp_path, PROFILE, MEMBERS, check, lambda: "1" * 18), check)
    with pytest.raises(PrivacyError):
        circle.notes.add(Note("1", "2", 0, "comets over zora"))
    with circle.transaction():
        circle.people.put_words([Word("zora", always=False, confirmed=True)])
        circle.notes.add(Note("1", "2", 0, "comets over zora"))
    with pytest.raises(PrivacyError):
        circle.notes.add(Note("3", "2", 0, "zora quell"))
    circle.people.put_words([Word("zora", always=True)])
    with pytest.raises(PrivacyError):
        circle.notes.add(Note("4", "2", 0, "zora"))
    forget_people(circle)
    assert circle.people.words() == ()
    circle.close()
