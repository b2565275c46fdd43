"""A change of the key file that is cut short: the old state or the new one, never half of one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from circle_tui.domain.errors import KeysDamaged, StoreError, WrongPassphrase
from circle_tui.storage.disk import Disk, Handle, RealDisk
from circle_tui.storage.keys import Keys, create_keys, open_keys
from tests.unit.draws import CHEAP, drawn

PASSPHRASE = "Anemone, 4 grey boats"
NEW = "seven slow lighthouses"

CALLS = range(12)
"""More calls than any change makes; the last ones check that nothing fails without a failure."""


class _Stopped(BaseException):
    """The process was killed, or its power cut."""


class _Failing(RealDisk):
    """A disk of which one call fails, and after a kill all others too."""

    def __init__(self, error: BaseException, after: int, part: int) -> None:
        self._error = error
        self._left = after
        self._part = part

    def _count(self) -> None:
        self._left -= 1
        if self._left == -1 or (self._left < 0 and isinstance(self._error, _Stopped)):
            raise self._error

    def create(self, path: Path) -> Handle:  # type: ignore[override]
        self._count()
        return _FailingHandle(super().create(path), self)

    def append(self, path: Path) -> Handle:  # type: ignore[override]
        self._count()
        return _FailingHandle(super().append(path), self)

    def replace(self, new: Path, old: Path) -> None:
        self._count()
        super().replace(new, old)

    def remove(self, path: Path) -> None:
        self._count()
        super().remove(path)

    def sync_folder(self, path: Path) -> None:
        self._count()
        super().sync_folder(path)


class _FailingHandle:
    def __init__(self, handle: Handle, disk: _Failing) -> None:
        self._handle = handle
        self._disk = disk

    def write(self, data: bytes) -> None:
        try:
            self._disk._count()
        except BaseException:
            self._handle.write(data[: self._disk._part])
            raise
        self._handle.write(data)

    def overwrite(self, data: bytes, offset: int = 0) -> None:
        self._disk._count()
        self._handle.overwrite(data, offset)

    def truncate(self, size: int) -> None:
        raise AssertionError("a key file is never cut")

    def sync(self) -> None:
        self._disk._count()
        self._handle.sync()

    def close(self) -> None:
        self._handle.close()


FAILURES = [_Stopped(), OSError(28, "no space"), OSError(5, "input/output error")]

Change = Callable[[Keys], object]

CHANGES: dict[str, Change] = {
    "passphrase": lambda keys: keys.change_passphrase(NEW),
    "code": lambda keys: keys.new_recovery_code(),
    "key": lambda keys: keys.new_key(),
    "drop": lambda keys: keys.drop_key(keys.key_ids[0]),
    "within": lambda keys: keys.create_within("more.key"),
    "destroy": lambda keys: keys.destroy_within("aliases.key"),
}


def _prepared(folder: Path) -> str:
    """Make a key file with two data keys, a recovery code and a file within; return the code."""
    keys = create_keys(folder / "circle.keys", PASSPHRASE, urandom=drawn("keys"), cost=CHEAP)
    keys.new_key()
    keys.new_key()
    keys.create_within("aliases.key").new_key()
    return keys.new_recovery_code()


def _opened(folder: Path, secret: str, disk: Disk) -> Keys:
    return open_keys(folder / "circle.keys", secret, disk=disk, urandom=drawn("more"), cost=CHEAP)


def _either(folder: Path, *secrets: str) -> Keys:
    """Return what the first of these secrets that is right opens."""
    for secret in secrets:
        try:
            return _opened(folder, secret, RealDisk())
        except WrongPassphrase:
            continue
    raise AssertionError("nothing opens the circle")


@pytest.mark.parametrize("failure", FAILURES, ids=["killed", "full", "broken"])
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_made_or_not(tmp_path: Path, name: str, failure: BaseException) -> None:
    """Whatever stops a change at any moment: a passphrase opens the circle, with all its keys."""
    change = CHANGES[name]
    for number, part in [(number, part) for number in CALLS for part in (0, 100)]:
        folder = tmp_path / f"{number} {part}"
        folder.mkdir()
        code = _prepared(folder)
        disk = _Failing(failure, number, part)
        keys = _opened(folder, PASSPHRASE, disk)
        ids = keys.key_ids
        try:
            change(keys)
        except (_Stopped, StoreError):
            assert number < 10
        else:
            assert name == "destroy" or number > 4
        again = _either(folder, PASSPHRASE, NEW)
        assert set(ids) - set(again.key_ids) <= ({ids[0]} if name == "drop" else set())
        assert set(again.key_ids) - set(ids) == set() or name == "key"
        if name != "code":
            assert _opened(folder, code, RealDisk()).by_code
        try:
            assert again.within("aliases.key").key_ids
        except KeysDamaged:
            assert name == "destroy"


@pytest.mark.parametrize("failure", FAILURES[1:], ids=["full", "broken"])
@pytest.mark.parametrize("name", ["passphrase", "code", "key", "drop", "destroy"])
def test_a_change_can_be_tried_again(tmp_path: Path, name: str, failure: BaseException) -> None:
    """After a full disk the same change succeeds once there is room, in the same window."""
    change = CHANGES[name]
    for number in CALLS:
        folder = tmp_path / str(number)
        folder.mkdir()
        code = _prepared(folder)
        keys = _opened(folder, PASSPHRASE, _Failing(failure, number, 100))
        try:
            change(keys)
        except StoreError:
            new = change(keys)
            again = _opened(folder, NEW if name == "passphrase" else PASSPHRASE, RealDisk())
            assert again.key_ids == keys.key_ids
            assert name != "key" or new in again.key_ids
            assert _opened(folder, str(new) if name == "code" else code, RealDisk()).by_code
        assert [path.name for path in folder.iterdir() if path.name.endswith(".new")] == []
        assert (folder / "aliases.key").exists() == (name != "destroy")


@pytest.mark.parametrize("failure", FAILURES, ids=["killed", "full", "broken"])
def test_a_key_file_is_made_whole_or_not_at_all(tmp_path: Path, failure: BaseException) -> None:
    """Whatever stops the sealing of a new circle leaves no half key file behind."""
    for number in CALLS:
        path = tmp_path / str(number) / "circle.keys"
        path.parent.mkdir()
        try:
            create_keys(path, PASSPHRASE, disk=_Failing(failure, number, 100), cost=CHEAP)
        except (_Stopped, StoreError):
            assert number <= 4
        else:
            assert number >= 4
        if path.exists():
            assert open_keys(path, PASSPHRASE, cost=CHEAP).key_ids == ()


def test_a_reason_is_given(tmp_path: Path) -> None:
    """A full disk is told as one, and an unsure end as one."""
    _prepared(tmp_path)
    full, unsure = (_Failing(OSError(28, "full"), number, 0) for number in (1, 4))
    with pytest.raises(StoreError, match=r"could not be written: the disk is full.*try again"):
        _opened(tmp_path, PASSPHRASE, full).change_passphrase(NEW)
    assert not _opened(tmp_path, PASSPHRASE, RealDisk()).by_code
    with pytest.raises(StoreError, match=r"did not confirm.*bring back the one before"):
        _opened(tmp_path, PASSPHRASE, unsure).change_passphrase(NEW)
    assert not _opened(tmp_path, NEW, RealDisk()).by_code


def test_two_windows_lose_no_key(tmp_path: Path) -> None:
    """A key that one window added is not lost when another one changes the passphrase."""
    _prepared(tmp_path)
    one, two = (_opened(tmp_path, PASSPHRASE, RealDisk()) for _ in range(2))
    key_id = one.new_key()
    for change in (CHANGES["passphrase"], CHANGES["code"], CHANGES["key"], CHANGES["drop"]):
        with pytest.raises(StoreError, match=r"no longer the one that was opened.*open it again"):
            change(two)
    again = _opened(tmp_path, PASSPHRASE, RealDisk())
    assert key_id in again.key_ids
    (tmp_path / "circle.keys").unlink()
    with pytest.raises(KeysDamaged, match=r"or it was moved.*is safe"):
        again.new_key()
    assert not (tmp_path / "circle.keys").exists()


def test_a_key_is_let_go_of_for_certain(tmp_path: Path) -> None:
    """Purging says that it is done only when the disk confirmed it, the second time as well."""
    _prepared(tmp_path)
    disk = _Failing(OSError(5, "input/output error"), 4, 0)
    keys = _opened(tmp_path, PASSPHRASE, disk)
    old = keys.key_ids[0]
    for _ in range(2):
        with pytest.raises(StoreError, match=r"did not confirm"):
            keys.drop_key(old)
        disk._left = 0
    disk._left = 99
    keys.drop_key(old)
    assert old not in _opened(tmp_path, PASSPHRASE, RealDisk()).key_ids
