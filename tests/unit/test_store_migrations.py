"""Older stores: brought up to date in one step, with the file as it was kept beside."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from circle_tui.domain.errors import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreNewer,
    StoreReadOnly,
)
from circle_tui.storage.changes import Tables
from circle_tui.storage.database import Database
from circle_tui.storage.lines import is_store
from circle_tui.storage.migrations import (
    SCHEMA,
    Schema,
    bring_up,
    is_format_1,
    migrate_format_1,
    read_format_1,
)
from tests.storefiles import SEALED, FaultyDisk, toy_seals

OLD: dict[str, Any] = {
    "meta": {"1": {"format": 1}},
    "notes": {"5": {"text": "Zoë asks"}, "9": {"text": "we agree"}},
    "facts": {},
}


def _louder(tables: Tables) -> Tables:
    for note in tables.get("notes", {}).values():
        note["text"] = note["text"].upper()
    return tables


def _apart(tables: Tables) -> Tables:
    tables["said"] = tables.pop("notes", {})
    return tables


SECOND = Schema(2, {1: _louder})
THIRD = Schema(3, {1: _louder, 2: _apart})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where there is a file of format 1."""
    path = tmp_path / "circle.store"
    path.write_text(json.dumps(OLD), encoding="utf-8")
    return path


def documents(path: Path, **options: Any) -> dict[str, Any]:  # noqa: ANN401 - passed on
    """Return what is in a store."""
    with Database(path, kind="notes", read_only=True, **options) as db:
        return {name: [(d.doc_id, dict(d)) for d in db.table(name)] for name in db.tables()}


def test_an_old_circle_becomes_a_new_one(path: Path) -> None:
    """What an older version saved is all there, and its file is kept."""
    before = path.read_bytes()
    assert is_format_1(path)
    notice = migrate_format_1(path, "notes", extra={"with": "circle.store"})
    assert "circle.store.format-1" in notice
    assert not is_format_1(path)
    assert documents(path) == {
        "notes": [(5, {"text": "Zoë asks"}), (9, {"text": "we agree"})],
        "facts": [],
    }
    copy = path.with_name("circle.store.format-1")
    assert copy.read_bytes() == before
    assert copy.stat().st_mode & 0o077 == 0
    with Database(path) as db:
        assert db.journal.file.header.extra == {"with": "circle.store", SCHEMA: 1}
        db.insert({})


def test_it_can_be_sealed_on_the_way(path: Path) -> None:
    """A circle may be sealed while it is brought up to date, and takes all steps at once."""
    migrate_format_1(path, "notes", seals=toy_seals, sealed_by=SEALED, schema=THIRD)
    assert b"agree" not in path.read_bytes()
    assert b"AGREE" not in path.read_bytes()
    assert documents(path, seals=toy_seals)["said"][1] == (9, {"text": "WE AGREE"})
    with Database(path, seals=toy_seals) as db:
        bring_up(db, "notes", THIRD)
        assert db.notices == ()


def test_a_missing_file_is_no_old_one(tmp_path: Path) -> None:
    """Where there is nothing, there is nothing to bring up to date."""
    assert not is_format_1(tmp_path / "circle.store")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({"meta": {"1": {"format": 2}}}, StoreNewer),
        ({"meta": {"1": {"format": "1"}}}, StoreDamaged),
        ({"meta": {}}, StoreDamaged),
        ({"notes": {}}, StoreDamaged),
        ({"meta": {"1": {"format": 1}}, "notes": []}, StoreDamaged),
        ({"meta": {"1": {"format": 1}}, "notes": {"x": {}}}, StoreDamaged),
        ({"meta": {"1": {"format": 1}}, "notes": {"1": 7}}, StoreDamaged),
    ],
)
def test_what_is_no_old_circle_is_left_alone(
    path: Path, content: object, error: type[StoreError]
) -> None:
    """A file that makes no sense is refused in words and stays as it is."""
    path.write_text(json.dumps(content))
    before = path.read_bytes()
    for act in (migrate_format_1, read_format_1):
        with pytest.raises(error):
            act(path, "notes")
    assert path.read_bytes() == before
    assert not path.with_name("circle.store.format-1").exists()


def test_half_a_file_is_damage(path: Path) -> None:
    """Half of an old file is not taken for a whole one."""
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(StoreDamaged, match="is not what an older version"):
        migrate_format_1(path, "notes")


def test_the_old_tables_can_be_looked_at(path: Path) -> None:
    """What is in an old file can be read without changing it."""
    assert read_format_1(path, "notes")["notes"][9] == {"text": "we agree"}
    assert is_format_1(path)


def test_a_failing_disk_leaves_the_old_file(path: Path) -> None:
    """Whatever fails on the way, the old circle is there, and trying again works."""
    before = path.read_bytes()
    for what in ("write.new", "sync.new", "replace.new"):
        for _ in range(2):
            with pytest.raises(StoreError):
                migrate_format_1(path, "notes", disk=FaultyDisk(what))
            assert path.read_bytes() == before
    migrate_format_1(path, "notes")
    assert len(documents(path)["notes"]) == 2


class Killed(BaseException):
    """The process is gone."""


def test_a_kill_at_any_moment_leaves_old_or_new(tmp_path: Path) -> None:
    """However the program ends on the way, the next start goes on from there."""
    for calls in range(100):
        path = tmp_path / str(calls) / "circle.store"
        path.parent.mkdir()
        path.write_text(json.dumps(OLD), encoding="utf-8")
        disk = _Dying(calls)
        with suppress(Killed):
            migrate_format_1(path, "notes", disk=disk)
            break
        if is_format_1(path):
            migrate_format_1(path, "notes")
        assert len(documents(path)["notes"]) == 2
        copies = [file.name for file in path.parent.iterdir() if "format" in file.name]
        assert set(copies) - {"circle.store.format-1.new"} == {"circle.store.format-1"}
    assert calls > 8


class _Dying(FaultyDisk):
    """A disk of a process that is killed after so many calls."""

    def __init__(self, calls: int) -> None:
        super().__init__()
        self._calls = calls

    def ask(self, what: str, path: Path) -> None:
        """Count what is asked for."""
        if len(self.calls) >= self._calls:
            raise Killed
        super().ask(what, path)


def test_a_copy_that_is_there_is_kept(path: Path) -> None:
    """The copy of another file is not written over."""
    path.with_name("circle.store.format-1").write_text("mine")
    assert "circle.store.format-1-2" in migrate_format_1(path, "notes")
    assert path.with_name("circle.store.format-1").read_text() == "mine"


def test_one_process_at_a_time(path: Path) -> None:
    """Two programs that start at once do not bring the same circle up to date twice."""
    migrate_format_1(path, "notes")
    before = path.read_bytes()
    assert migrate_format_1(path, "notes") == ""
    assert path.read_bytes() == before
    with Database(path), pytest.raises(StoreBusy):
        migrate_format_1(path, "notes")


def test_an_older_schema_is_brought_up(path: Path) -> None:
    """A circle of an older version of the program opens in the form of this one."""
    migrate_format_1(path, "notes")
    before = path.read_bytes()
    with Database(path, read_only=True) as db:
        with pytest.raises(StoreReadOnly, match="has an older form"):
            bring_up(db, "notes", SECOND)
        bring_up(db, "notes", Schema(1, {}))
    with Database(path) as db:
        bring_up(db, "notes", SECOND)
        assert db.table("notes").all()[0] == {"text": "ZOË ASKS"}
        assert "circle.store.schema-1" in db.notices[0]
        bring_up(db, "notes", THIRD)
        assert db.tables() == {"said", "facts"}
        assert len(db.notices) == 2
        with pytest.raises(StoreNewer):
            bring_up(db, "notes", SECOND)
    assert path.with_name("circle.store.schema-1").read_bytes() == before
    assert is_store(path.with_name("circle.store.schema-2").read_bytes())
    assert documents(path).keys() == {"facts", "said"}
    with Database(path) as db:
        bring_up(db, "notes", THIRD)
        assert db.notices == ()


@pytest.mark.parametrize("version", ["2", 0, None, 2.0])
def test_a_schema_that_makes_no_sense_is_refused(tmp_path: Path, version: object) -> None:
    """A version that nobody ever wrote is not guessed at."""
    with Database(tmp_path / "a.store", extra={SCHEMA: version}) as db, pytest.raises(StoreNewer):
        bring_up(db, "notes", THIRD)


def test_a_full_disk_leaves_the_older_schema(path: Path) -> None:
    """If there is no room to bring it up to date, the circle is as it was."""
    migrate_format_1(path, "notes")
    disk = FaultyDisk()
    with Database(path, disk=disk) as db:
        disk.failing = {"write.new"}
        for given in (disk, FaultyDisk()):
            with pytest.raises(StoreError, match="disk is full"):
                bring_up(db, "notes", SECOND, disk=given)
            assert db.table("notes").all()[1] == {"text": "we agree"}
        disk.failing = set()
        bring_up(db, "notes", SECOND)
    assert documents(path)["notes"][1] == (9, {"text": "WE AGREE"})
