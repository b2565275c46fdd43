"""Sealing, unsealing, re-keying and forgetting, cut short at every call to the disk."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from circle_tui.domain.errors import StoreError
from circle_tui.storage.circle import StoredCircle
from circle_tui.storage.forget import forget_people
from circle_tui.storage.keys import create_keys, open_keys
from circle_tui.storage.layout import ALIAS_KEYS, KEYS, PEOPLE
from circle_tui.storage.seal import rekey, seal, unseal
from circle_tui.storage.stores import HALF_SEALED, is_sealed
from tests.sealed import (
    BROKEN,
    FULL,
    ITEM,
    KILLED,
    NEW,
    NOTE,
    PASSPHRASE,
    Stopped,
    everything,
    failing,
    held,
    let_go,
    made,
    opened,
    sealed,
    showing,
)
from tests.unit.draws import CHEAP

FAILURES = pytest.mark.parametrize(
    "error", [KILLED, FULL, BROKEN], ids=["killed", "full", "broken"]
)

MOST = 150
"""More calls than any of these makes."""


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let trying a passphrase cost nothing, and forcing to the disk as well."""
    monkeypatch.setattr("circle_tui.storage.keys.best_cost", lambda: CHEAP)
    # No power is cut here, so that nothing has to be forced.
    monkeypatch.setattr("circle_tui.storage.disk._force", lambda _handle: None)
    monkeypatch.setattr("circle_tui.storage.disk.sync_folder", lambda _folder: None)


def sealing(circle: StoredCircle) -> None:
    """Seal a circle, or go on with it."""
    keys = circle.stores.keys or create_keys(circle.stores.folder / KEYS, PASSPHRASE)
    seal(circle.stores, keys)


def unsealing(circle: StoredCircle) -> None:
    """Unseal a circle, or go on with it."""
    unseal(circle.stores)


def changing(circle: StoredCircle) -> None:
    """Change the passphrase."""
    assert circle.stores.keys is not None
    circle.stores.keys.change_passphrase(NEW)


def every_call(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    make: Callable[[Path], Path],
    change: Callable[[StoredCircle], object],
    after: Callable[[Path, bool], None],
) -> None:
    """Cut a change short at each call in turn; ``after`` looks at what that left."""
    template = make(tmp_path / "template")
    for number in range(MOST):
        folder = tmp_path / str(number) / template.name
        shutil.copytree(template, folder)
        circle = opened(folder)
        done = False
        with failing(monkeypatch, error, number) as left:
            try:
                change(circle)
                done = True
            except (Stopped, StoreError):
                pass
            except OSError as escaped:
                raise AssertionError("an error of the system reached the user") from escaped
            let_go(circle)
        after(folder, done)
        if left[0] >= 0:
            assert done
            assert number > 3
            return
    raise AssertionError("it never came to an end")


@FAILURES
def test_sealing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Cut short anywhere, sealing loses nothing, says so, and goes on when it is done again."""
    before = held(made(tmp_path / "first"))

    def put_aside(root: Path) -> Path:
        folder = made(root)
        (folder / f"{PEOPLE}.format-1").write_text('{"name": "Zorabella Quellmann"}')
        return folder

    def look(folder: Path, done: bool) -> None:
        circle = opened(folder)
        assert everything(circle) == before
        was_sealed = circle.stores.keys is not None
        assert is_sealed(folder) == was_sealed
        if was_sealed and showing(folder):
            assert HALF_SEALED in circle.notices
        assert not (done and HALF_SEALED in circle.notices)
        sealing(circle)
        assert HALF_SEALED not in circle.notices
        circle.close()
        assert showing(folder) == set()
        assert held(folder) == before

    every_call(tmp_path, monkeypatch, error, put_aside, sealing, look)


@FAILURES
def test_unsealing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Cut short anywhere, unsealing goes on when it is done again, and so does sealing anew."""
    before = held(sealed(tmp_path / "first"))

    def look(folder: Path, done: bool) -> None:
        circle = opened(folder)
        assert everything(circle) == before
        if circle.stores.keys is not None and showing(folder):
            assert HALF_SEALED in circle.notices
        # Both ways out of what is half done, by turns.
        if int(folder.parent.name) % 2:
            unsealing(circle)
            circle.close()
            assert not is_sealed(folder)
            assert not (folder / KEYS).exists()
            assert not (folder / ALIAS_KEYS).exists()
        else:
            sealing(circle)
            circle.close()
            assert showing(folder) == set()
        assert held(folder) == before

    every_call(tmp_path, monkeypatch, error, sealed, unsealing, look)


@FAILURES
def test_changing_the_passphrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """Cut short anywhere, the old passphrase opens the circle or the new one does, never none."""
    before = held(sealed(tmp_path / "first"))

    def look(folder: Path, done: bool) -> None:
        assert held(folder, *((NEW,) if done else (PASSPHRASE, NEW))) == before
        assert not list(folder.glob("*.new"))

    every_call(tmp_path, monkeypatch, error, sealed, changing, look)


@FAILURES
def test_rekeying(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Cut short anywhere, the next opening goes on until one key of each kind is left."""
    before = held(sealed(tmp_path / "first"))

    def look(folder: Path, done: bool) -> None:
        assert held(folder) == before
        keys = open_keys(folder / KEYS, PASSPHRASE)
        assert [len(keys.key_ids), len(keys.within(ALIAS_KEYS).key_ids)] == [1, 1]
        assert held(folder) == before

    every_call(tmp_path, monkeypatch, error, sealed, rekey, look)


@FAILURES
@pytest.mark.parametrize("make", [made, sealed], ids=["plain", "sealed"])
def test_forgetting(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    make: Callable[[Path], Path],
) -> None:
    """Cut short anywhere, everybody is still there or nobody, and opening forgets to the end."""
    before = held(make(tmp_path / "first"))

    def put_aside(root: Path) -> Path:
        folder = make(root)
        (folder / f"{PEOPLE}.damaged-1").write_text('{"name": "Zorabella Quellmann"}')
        return folder

    def forget(circle: StoredCircle) -> None:
        forget_people(circle)
        circle.close()
        again = opened(circle.stores.folder)
        try:
            again.close()
        finally:
            let_go(again)

    def look(folder: Path, done: bool) -> None:
        again = opened(folder)
        known = again.people.known()
        if known:
            assert not done
            assert everything(again) == before
            forget_people(again)
            again.close()
            again = opened(folder)
        assert again.people.known() == ()
        assert (again.notes.all(), again.actions.all()) == ((NOTE,), (ITEM,))
        assert not again.stores.forgetting
        again.close()
        assert not showing(folder) & {
            "Zorabella",
            "Quellmann",
            "zq@example",
            "Ivomarin",
            "Raftsman",
        }
        if make is sealed:
            keys = open_keys(folder / KEYS, PASSPHRASE)
            assert [len(keys.key_ids), len(keys.within(ALIAS_KEYS).key_ids)] == [1, 1]

    every_call(tmp_path, monkeypatch, error, put_aside, forget, look)
