"""Steps over several stores: all or nothing, whatever happens in between."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
from tinydb import where

from circle_tui.domain.errors import StoreBusy, StoreDamaged, StoreError, StoreReadOnly
from circle_tui.storage import open_database
from circle_tui.storage.changes import Joint, payload
from circle_tui.storage.database import Database, together
from circle_tui.storage.disk import REAL, Disk
from circle_tui.storage.journalled import JOINTS
from tests.storefiles import FaultyDisk


class Killed(BaseException):
    """The process is gone."""


class DyingDisk(FaultyDisk):
    """A disk of a process that is killed after so many calls: nothing more happens then."""

    def __init__(self) -> None:
        super().__init__()
        self.left = -1

    def ask(self, what: str, path: Path) -> None:
        """Count what is asked for."""
        if self.left == 0:
            raise Killed
        self.left -= 1
        super().ask(what, path)


def opened(folder: Path, name: str, disk: Disk = REAL) -> Database:
    """Open one of the stores."""
    return Database(folder / f"{name}.store", kind=name, disk=disk)


def abandon(*dbs: Database) -> None:
    """Leave the stores as a killed process does."""
    for db in dbs:
        db.journal.file.close()
        assert db._lock is not None
        db._lock.release()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """Return the coordinator and another store."""
    with opened(tmp_path, "circle") as circle, opened(tmp_path, "people") as people:
        yield circle, people


def test_both_are_saved(tmp_path: Path) -> None:
    """What is done in one step over two stores is in both, also after they were compacted."""
    with opened(tmp_path, "circle") as circle, opened(tmp_path, "people") as people:
        people.insert({"old": 1})
        with together(circle, people):
            circle.insert({"n": 1})
            people.update({"n": 1})
            assert people.all() == [{"old": 1, "n": 1}]
        assert circle.all() == [{"n": 1}]
    for _ in range(2):
        with opened(tmp_path, "people") as people:
            assert people.all() == [{"old": 1, "n": 1}]
            assert people.notices == ()
        with opened(tmp_path, "circle") as circle:
            circle.compact()
            assert circle.journal.file.header.extra[JOINTS].keys() == {"people.store"}


def test_an_exception_drops_all_of_it(pair: tuple[Database, Database]) -> None:
    """If I change my mind in the middle, neither store knows of it."""
    circle, people = pair
    with suppress(KeyError), together(circle, people):
        _change(circle, people)
        raise KeyError
    assert (circle.all(), people.all()) == ([], [])
    assert circle.journal.file.number == people.journal.file.number == 0


def test_one_within_another_joins_it(pair: tuple[Database, Database]) -> None:
    """A step within a step is part of it, and can be dropped alone."""
    circle, people = pair
    with together(circle, people):
        circle.insert({"n": 1})
        with suppress(KeyError), together(circle, people):
            _change(circle, people)
            raise KeyError
        with circle.transaction(), together(circle, people):
            people.insert({"n": 2})
        assert (circle.all(), people.all()) == ([{"n": 1}], [{"n": 2}])
        assert people.journal.file.number == 0
    assert (circle.all(), people.all()) == ([{"n": 1}], [{"n": 2}])
    assert circle.journal.file.number == people.journal.file.number == 1


def test_a_step_over_fewer_cannot_grow(pair: tuple[Database, Database]) -> None:
    """A step that could not be kept whole is refused before it begins."""
    circle, people = pair
    with circle.transaction(), pytest.raises(RuntimeError, match="over fewer"):
        together(circle, people).__enter__()
    with (
        circle.transaction(),
        people.transaction(),
        pytest.raises(RuntimeError, match="over fewer"),
    ):
        together(circle, people).__enter__()


@pytest.mark.parametrize("names", [("circle",), ("people",), ()])
def test_one_store_alone_is_an_ordinary_line(tmp_path: Path, names: tuple[str, ...]) -> None:
    """A step that changed one store only does not tie it to the other."""
    with opened(tmp_path, "circle") as circle, opened(tmp_path, "people") as people:
        with together(circle, people):
            for db in (circle, people):
                if db.path.stem in names:
                    db.insert({"n": 1})
        for db in (circle, people):
            assert db.journal.file.number == (db.path.stem in names)
            assert b"joint" not in db.path.read_bytes()


def test_the_coordinator_decides_even_when_it_has_no_change(tmp_path: Path) -> None:
    """Two others are tied together by the coordinator, which has nothing to say itself."""
    with (
        opened(tmp_path, "circle") as circle,
        opened(tmp_path, "people") as people,
        opened(tmp_path, "aliases") as aliases,
    ):
        with together(circle, people, aliases):
            _change(people, aliases)
        abandon(people)
        with opened(tmp_path, "people") as again:
            assert again.all() == [{"n": 1}]
        assert circle.journal.file.number == 1
        assert circle.tables() == set()
        assert circle.journal.joints.keys() == {"people.store", "aliases.store"}


def _change(*dbs: Database) -> None:
    for db in dbs:
        db.insert({"n": 1})


LOOKS: dict[str, Callable[[Path], tuple[int, int]]] = {}


def _look(look: Callable[[Path], tuple[int, int]]) -> Callable[[Path], tuple[int, int]]:
    LOOKS[look.__name__.strip("_")] = look
    return look


@_look
def _circle_first(folder: Path) -> tuple[int, int]:
    with opened(folder, "circle") as circle, opened(folder, "people") as people:
        return len(circle), len(people)


@_look
def _with_the_coordinator(folder: Path) -> tuple[int, int]:
    with opened(folder, "circle") as circle:
        path = folder / "people.store"
        with Database(path, kind="people", coordinator=circle) as people:
            return len(circle), len(people)


@_look
def _people_first(folder: Path) -> tuple[int, int]:
    with opened(folder, "people") as people:
        found = len(people)
    with opened(folder, "circle") as circle:
        return len(circle), found


@_look
def _looking_only(folder: Path) -> tuple[int, int]:
    before = [path.read_bytes() for path in sorted(folder.iterdir())]
    with (
        open_database(folder / "people.store", read_only=True) as people,
        open_database(folder / "circle.store", read_only=True) as circle,
    ):
        found = len(circle), len(people)
    assert before == [path.read_bytes() for path in sorted(folder.iterdir())]
    return found


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_a_kill_at_any_moment_leaves_all_or_nothing(
    tmp_path: Path, look: Callable[[Path], tuple[int, int]]
) -> None:
    """However the program ends in the middle, the two stores agree on what was done."""
    seen = []
    for calls in range(100):
        folder = tmp_path / str(calls)
        folder.mkdir()
        disk = DyingDisk()
        circle, people = opened(folder, "circle", disk), opened(folder, "people", disk)
        disk.left = calls
        with suppress(Killed), together(circle, people):
            _change(circle, people)
        alive = disk.left > 0
        abandon(circle, people)
        found = look(folder)
        assert found in [(0, 0), (1, 1)]
        seen.append(found)
        assert _circle_first(folder) == found
        if alive:
            break
    assert seen == sorted(seen)
    assert seen[0] == (0, 0)
    assert seen[-1] == (1, 1)


def test_what_was_taken_back_is_told(tmp_path: Path) -> None:
    """I am told that a change was never finished, once, and can go on."""
    _half(tmp_path)
    with opened(tmp_path, "people") as people:
        assert len(people) == 1
        (notice,) = people.notices
        assert notice.startswith("The last change of the people file was half of one")
        people.insert({"n": 3})
    with opened(tmp_path, "people") as people:
        assert people.notices == ()
        assert len(people) == 2


def _half(folder: Path, by: str = "circle.store") -> None:
    """Leave two stores of which the other has half of a step."""
    opened(folder, "circle").close()
    with opened(folder, "people") as people:
        people.insert({"n": 1})
        people.journal.file.append(payload({"_default": None}, Joint("77", by=by)))


@pytest.mark.parametrize("by", ["people.store", "../circle.store", "..", ""])
def test_a_step_that_names_no_other_file_is_damage(tmp_path: Path, by: str) -> None:
    """A store that names a file elsewhere does not make the program read it."""
    _half(tmp_path, by)
    if by:
        with pytest.raises(StoreDamaged, match="names no other file"):
            opened(tmp_path, "people")
    else:
        opened(tmp_path, "people").close()


def test_a_coordinator_that_is_gone_takes_nothing_along(tmp_path: Path) -> None:
    """If I removed the other file on purpose, no change is lost for it, and I am told."""
    _half(tmp_path)
    (tmp_path / "circle.store").unlink()
    with opened(tmp_path, "people") as people:
        assert len(people) == 0
        assert "circle.store, which is gone. The change was kept" in people.notices[0]


def test_a_damaged_coordinator_comes_first(tmp_path: Path) -> None:
    """While nobody can know whether the step was done, nothing is changed."""
    _half(tmp_path)
    (tmp_path / "circle.store").write_bytes(b"spoilt")
    before = (tmp_path / "people.store").read_bytes()
    with pytest.raises(StoreDamaged, match=r"The circle file \(circle.store\) is damaged"):
        opened(tmp_path, "people")
    assert (tmp_path / "people.store").read_bytes() == before
    with pytest.raises(StoreError):
        opened(tmp_path, "circle")


@pytest.mark.parametrize("failing", ["circle", "people", "aliases"])
@pytest.mark.parametrize("what", ["write", "sync"])
def test_a_failing_disk_changes_neither(tmp_path: Path, failing: str, what: str) -> None:
    """When one of the files cannot be written, none shows the step; opened again, none has it."""
    disks = {name: FaultyDisk() for name in ("circle", "people", "aliases")}
    dbs = [opened(tmp_path, name, disk) for name, disk in disks.items()]
    _change(*dbs)
    disks[failing].failing = {f"{what}.store"}
    with pytest.raises(StoreError), together(*dbs):
        _change(*dbs)
    disks[failing].failing = set()
    assert [len(db) for db in dbs] == [1, 1, 1]
    unclear = what == "sync" and failing == "circle"
    for db in dbs:
        if unclear or (what == "sync" and db.path.stem == failing):
            with pytest.raises(StoreError, match="Nothing more is written"):
                db.insert({"n": 2})
        else:
            db.insert({"n": 2})
        db.close()
    again = [opened(tmp_path, name) for name in disks]
    if unclear:  # the disk took the coordinator's line after all: then the step was done
        assert [len(db) for db in again] == [2, 2, 2]
    else:
        assert all(db.count(where("n") == 1) == 1 for db in again)
        assert sum(db.count(where("n") == 2) for db in again) == (2 if what == "sync" else 3)
    for db in again:
        db.close()


def test_a_line_that_cannot_be_taken_back_is_settled_later(tmp_path: Path) -> None:
    """If even taking back fails, the store stops, and the next opening takes it back."""
    disks = [FaultyDisk(), FaultyDisk()]
    circle = opened(tmp_path, "circle", disks[0])
    people = opened(tmp_path, "people", disks[1])
    disks[0].failing, disks[1].failing = {"write.store"}, {"truncate.store"}
    with pytest.raises(StoreError, match="disk is full"), together(circle, people):
        _change(circle, people)
    disks[0].failing, disks[1].failing = set(), set()
    circle.insert({"n": 2})
    with pytest.raises(StoreError, match="Nothing more is written"):
        people.insert({"n": 2})
    abandon(circle, people)
    assert _people_first(tmp_path) == (1, 0)


def test_a_store_for_looking_only_stops_the_step(tmp_path: Path) -> None:
    """A step cannot change what may only be looked at; nothing is changed then."""
    opened(tmp_path, "people").close()
    with (
        opened(tmp_path, "circle") as circle,
        open_database(tmp_path / "people.store", read_only=True) as people,
    ):
        with pytest.raises(StoreReadOnly), together(circle, people):
            _change(circle, people)
        assert circle.all() == []
        with pytest.raises(StoreBusy):
            opened(tmp_path, "circle")


def test_two_threads_take_turns(pair: tuple[Database, Database]) -> None:
    """Steps of two threads over the same stores follow one another, however they name them."""
    circle, people = pair

    def work(first: Database, second: Database) -> None:
        for _ in range(20):
            with together(first, second):
                _change(first, second)

    threads = [Thread(target=work, args=args, daemon=True) for args in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    assert len(circle) == len(people) == 40
