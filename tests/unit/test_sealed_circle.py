"""A sealed circle: nothing in its files can be read, and everything in it is there."""

from pathlib import Path

import pytest

from circle_tui.domain.errors import (
    KeysDamaged,
    StoreError,
    StoreLocked,
    StoreReadOnly,
    WrongPassphrase,
)
from circle_tui.domain.notes import Draft, Note
from circle_tui.domain.stage import Shown, Stage
from circle_tui.storage.circle import open_circle
from circle_tui.storage.forget import forget_people
from circle_tui.storage.keys import create_keys, open_keys
from circle_tui.storage.layout import ALIAS_KEYS, ALIASES, CIRCLE, KEYS, KINDS, PEOPLE
from circle_tui.storage.listing import has_session, list_circles
from circle_tui.storage.seal import is_wholly_sealed, rekey, seal, unseal
from circle_tui.storage.stage import write_stage
from circle_tui.storage.stores import HALF_SEALED, is_sealed
from circle_tui.storage.unlocking import Passphrase
from tests.sealed import (
    ITEM,
    NEW,
    NOTE,
    PASSPHRASE,
    WORDS,
    everything,
    gate,
    held,
    made,
    opened,
    sealed,
    showing,
)
from tests.unit.draws import CHEAP


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let trying a passphrase cost nothing."""
    monkeypatch.setattr("circle_tui.storage.keys.best_cost", lambda: CHEAP)


def test_sealing_hides_everything(tmp_path: Path) -> None:
    """After circle seal no file shows a name, an address, an alias, a note or a title."""
    folder = made(tmp_path)
    assert showing(folder) == set(WORDS), "the check itself finds what is plain"
    circle = opened(folder)
    before = everything(circle)
    seal(circle.stores, create_keys(folder / KEYS, PASSPHRASE))
    assert everything(circle) == before
    assert is_wholly_sealed(circle.stores)
    circle.close()
    assert showing(folder) == set()
    again = opened(folder)
    assert everything(again) == before
    assert again.notices == ()
    again.close()


def test_sealed_from_the_start(tmp_path: Path) -> None:
    """A circle made with --seal never had a plain file; writing and closing keep it that way."""
    folder = sealed(tmp_path)
    assert showing(folder) == set()
    circle = opened(folder)
    circle.drafts.put_all([Draft("note", "9" * 18, 0, "a folder of Weathervane things")])
    circle.notes.add(Note("5" * 18, "9" * 18, 0, "another clearer one"))
    assert showing(folder) == set()
    circle.close()
    assert showing(folder) == set()


def test_what_was_set_aside_goes_too(tmp_path: Path) -> None:
    """Plain copies beside the stores are destroyed by sealing, and named; a sealed one stays."""
    folder = made(tmp_path)
    for name in KINDS:
        for ending in ("format-1", "schema-1", "aside-1", "damaged-2"):
            (folder / f"{name}.{ending}").write_bytes((folder / name).read_bytes())
    other = (sealed(tmp_path) / CIRCLE).read_bytes()
    (folder / f"{CIRCLE}.damaged-3").write_bytes(other)
    (folder / f"{CIRCLE}.damaged-3.head").write_bytes(
        b"circle-tui head 2\n" + other.split(b"\n")[0]
    )
    circle = opened(folder)
    gone = seal(circle.stores, create_keys(folder / KEYS, PASSPHRASE))
    circle.close()
    assert len(gone) == 12
    assert f"{CIRCLE}.damaged-3" not in gone
    assert showing(folder) == set()
    assert (folder / f"{CIRCLE}.damaged-3").exists()
    again = opened(folder)
    assert again.notices == ()
    again.close()


def test_a_plain_copy_makes_it_half_sealed(tmp_path: Path) -> None:
    """A plain copy beside a sealed circle is told at the next opening, with the way out."""
    folder = sealed(tmp_path)
    (folder / f"{PEOPLE}.damaged-1").write_text('{"name": "Zorabella Quellmann"}')
    circle = opened(folder)
    assert circle.notices == (HALF_SEALED,)
    assert "Run circle seal again" in HALF_SEALED
    assert circle.stores.keys is not None
    assert seal(circle.stores, circle.stores.keys) == [f"{PEOPLE}.damaged-1"]
    assert not circle.notices
    circle.close()


def test_unsealing_brings_everything_back(tmp_path: Path) -> None:
    """After circle unseal no passphrase is asked for, and no key is left."""
    folder = sealed(tmp_path)
    (folder / f"{CIRCLE}.schema-1").write_bytes((folder / CIRCLE).read_bytes())
    circle = opened(folder)
    before = everything(circle)
    assert unseal(circle.stores) == [f"{CIRCLE}.schema-1"]
    assert unseal(circle.stores) == []
    circle.close()
    assert not is_sealed(folder)
    assert not (folder / KEYS).exists()
    assert not (folder / ALIAS_KEYS).exists()
    again = open_circle(folder, gate)
    assert everything(again) == before
    assert again.notices == ()
    seal(again.stores, create_keys(folder / KEYS, NEW))
    again.close()
    assert showing(folder) == set()
    assert held(folder, NEW) == before


def test_a_sealed_circle_asks(tmp_path: Path) -> None:
    """Without a passphrase, with a wrong one and without the key file: three sentences."""
    folder = sealed(tmp_path)
    with pytest.raises(StoreLocked, match="no passphrase was given"):
        open_circle(folder, gate)
    with pytest.raises(WrongPassphrase, match="does not open the circle"):
        open_circle(folder, gate, unlock=lambda: "something else")
    (folder / KEYS).unlink()
    asked: list[str] = []

    def ask() -> str:
        asked.append("")
        return PASSPHRASE

    with pytest.raises(KeysDamaged, match="is missing"):
        open_circle(folder, gate, unlock=ask)
    (folder / KEYS).write_text("scratched")
    with pytest.raises(KeysDamaged, match="is damaged"):
        open_circle(folder, gate, unlock=ask)
    assert asked == [], "nobody is asked for what cannot help"


def test_three_tries(tmp_path: Path) -> None:
    """A passphrase may be typed three times; each time it is said why it was not right."""
    folder = sealed(tmp_path)
    typed = iter(["one", "two", PASSPHRASE])
    why: list[str] = []

    def ask(problem: str) -> str:
        why.append(problem)
        return next(typed)

    passphrase = Passphrase(ask)
    keys = passphrase.keys(folder)
    assert keys is not None
    assert passphrase.keys(folder) is keys, "it is asked for once"
    assert [bool(problem) for problem in why] == [False, True, True]
    with pytest.raises(WrongPassphrase):
        Passphrase(lambda _why: "wrong").keys(folder)
    with pytest.raises(WrongPassphrase):
        Passphrase(lambda _why: "wrong", tries=1).keys(folder)
    assert Passphrase(lambda _why: "").keys(made(tmp_path / "other")) is None


def test_a_sealed_circle_keeps_its_name_to_itself(tmp_path: Path) -> None:
    """In the list it is a sealed circle and a number, also when its key file is gone."""
    folder = sealed(tmp_path)
    label = f"sealed circle {folder.name[:6]}"
    assert list_circles(tmp_path) == [(folder, label)]
    (folder / KEYS).unlink()
    assert list_circles(tmp_path) == [(folder, label)]


def test_of_a_sealed_circle_it_is_told_if_others_saw_its_session(tmp_path: Path) -> None:
    """Sealed, what is known of a session is what was left of its public view."""
    folder = sealed(tmp_path)
    assert not has_session(folder)
    write_stage(folder, Stage(Shown.WAITING, boot="", running=0.0))
    assert has_session(folder)
    write_stage(folder, Stage(Shown.OVER, boot="", running=0.0))
    assert not has_session(folder)


def test_rekeying(tmp_path: Path) -> None:
    """After a purge the old keys open nothing, not even a copy of the old files."""
    folder = sealed(tmp_path)
    old = {name: (folder / name).read_bytes() for name in KINDS}
    (folder / f"{CIRCLE}.damaged-1").write_bytes(old[CIRCLE])
    circle = opened(folder)
    before = everything(circle)
    assert rekey(circle) == [f"{CIRCLE}.damaged-1"]
    assert everything(circle) == before
    circle.close()
    keys = open_keys(folder / KEYS, PASSPHRASE)
    assert [len(keys.key_ids), len(keys.within(ALIAS_KEYS).key_ids)] == [1, 1]
    assert held(folder) == before
    other = made(tmp_path / "other")
    plain = opened(other)
    assert rekey(plain) == []
    plain.close()
    for name, data in old.items():
        (folder / name).write_bytes(data)
        (folder / f"{name}.head").unlink()
    with pytest.raises(KeysDamaged, match="does not hold the key"):
        opened(folder)


@pytest.mark.parametrize("make", [made, sealed])
def test_forgetting_people(tmp_path: Path, make: type) -> None:
    """The notes and items stay; every name, address and alias is gone from every file."""
    folder: Path = make(tmp_path)
    (folder / f"{PEOPLE}.damaged-1").write_text('{"name": "Zorabella Quellmann"}')
    (folder / f"{ALIASES}.aside-1").write_bytes(b"torn")
    (folder / f"{CIRCLE}.aside-1").write_bytes(b"torn")
    old = {path.name: path.read_bytes() for path in folder.iterdir()}
    circle = opened(folder)
    forget_people(circle)
    circle.close()
    again = opened(folder)
    assert again.people.known() == ()
    assert again.people.profile().name == "Thursdays"
    assert again.notes.all() == (NOTE,)
    assert again.actions.all() == (ITEM,)
    assert again.people.seating() == {}
    assert again.people.script() is None
    assert not again.stores.forgetting
    again.close()
    left = {"Cometary", "clearer", "blue folder", "Thursdays"}  # an item has its alias
    assert showing(folder) == (set() if make is sealed else left)
    assert not (folder / f"{PEOPLE}.damaged-1").exists()
    assert not (folder / f"{ALIASES}.aside-1").exists()
    assert (folder / f"{CIRCLE}.aside-1").exists() == (make is made)
    if make is sealed:
        keys = open_keys(folder / KEYS, PASSPHRASE)
        assert len(keys.key_ids) == 1, "the key that sealed the names is gone too"
        (folder / ALIASES).write_bytes(old[ALIASES])
        (folder / f"{ALIASES}.head").unlink()
        with pytest.raises(KeysDamaged):
            opened(folder)


def test_forgetting_goes_on_when_looked_at_later(tmp_path: Path) -> None:
    """A circle whose people are half forgotten is not shown: opening it to change it finishes."""
    folder = sealed(tmp_path)
    circle = opened(folder)
    forget_people(circle)
    circle.close()
    keys = open_keys(folder / KEYS, PASSPHRASE)
    with pytest.raises(StoreReadOnly, match="was interrupted"):
        open_circle(folder, gate, keys=keys, read_only=True)
    opened(folder).close()
    looking = open_circle(folder, gate, keys=open_keys(folder / KEYS, PASSPHRASE), read_only=True)
    assert looking.people.known() == ()
    looking.close()


def test_a_code_that_was_confirmed_opens_it(tmp_path: Path) -> None:
    """The recovery code opens the circle as the passphrase does, until there is a newer one."""
    from circle_tui.sealing import new_code

    code, newer = new_code(), new_code()
    folder = made(tmp_path, lambda path: create_keys(path, PASSPHRASE, code=code))
    keys = open_keys(folder / KEYS, code.lower().replace("-", " "))
    assert keys.by_code
    keys.require(PASSPHRASE)
    keys.require(code)
    with pytest.raises(WrongPassphrase):
        keys.require(newer)
    keys.take_recovery_code(newer)
    assert open_keys(folder / KEYS, newer).by_code
    with pytest.raises(WrongPassphrase, match="newer code has taken its place"):
        open_keys(folder / KEYS, code)


def test_two_key_files_are_not_made(tmp_path: Path) -> None:
    """Sealing what is sealed with another passphrase is refused, and changes nothing."""
    folder = sealed(tmp_path)
    with pytest.raises(StoreError, match="There is a key file already"):
        create_keys(folder / KEYS, NEW)
    assert held(folder)
