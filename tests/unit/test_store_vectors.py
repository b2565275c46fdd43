"""What was sealed by an earlier version opens for ever: files that were kept since."""

from pathlib import Path

import pytest

from circle_tui.storage.generation import NewStore
from circle_tui.storage.keys import Keys, create_keys, open_keys
from circle_tui.storage.lines import Sealing
from circle_tui.storage.slots import Argon2id, Scrypt
from circle_tui.storage.storefile import StoreFile
from tests.unit.draws import CHEAP, drawn

VECTORS = Path(__file__).parent / "vectors"

PASSPHRASE = "Caf\u00e9 at the harbour"
CODE = "613K-CBWN-7W0E-4T80-675Z-1TS0-RSQ5-YEY1"
NOTES = [b'{"t":{"notes":{"12":{"text":"Somebody asked for more time."}}}}', b'{"clear":["notes"]}']
ALIASES = [b'{"t":{"aliases":{"7":{"alias":"Heron"}}}}']
EXTRA = {"with": "circle-1.store"}


def make(folder: Path) -> None:
    """Make every vector of the formats of today: key files 1, sealed stores 2."""
    for name, cost in (("argon2id", Argon2id()), ("scrypt", Scrypt(n=1 << 14))):
        _keys(folder / f"{name}-1.keys", name, cost)
    keys = _keys(folder / "circle-1.keys", "circle", CHEAP)
    _store(folder / "circle-2.store", keys, Sealing("circle-1.keys", keys.new_key()), NOTES)
    aliases = keys.create_within("aliases-1.key")
    _store(folder / "people-2.store", keys, Sealing("aliases-1.key", aliases.new_key()), ALIASES)


def _keys(path: Path, seed: str, cost: Argon2id | Scrypt) -> Keys:
    keys = create_keys(path, PASSPHRASE, urandom=drawn(seed), cost=cost)
    keys.new_recovery_code()
    return keys


def _store(path: Path, keys: Keys, sealed_by: Sealing, payloads: list[bytes]) -> None:
    new = NewStore(path.name.encode().hex().ljust(32, "0")[:32], sealed_by, EXTRA)
    store = StoreFile(path, "notes", seals=keys.seals, create=new)
    for payload in payloads:
        store.append(payload)
    store.close()


def _payloads(name: str, keys: Keys) -> list[bytes]:
    store = StoreFile(VECTORS / name, "notes", seals=keys.seals, read_only=True)
    assert store.notices == []
    assert store.header.extra == EXTRA
    return store.take()


@pytest.mark.parametrize("name", ["argon2id-1.keys", "scrypt-1.keys", "circle-1.keys"])
def test_an_old_key_file_opens(name: str) -> None:
    """A key file of the first version opens with its passphrase, however that is typed."""
    keys = open_keys(VECTORS / name, "Cafe\u0301 at\u00a0the harbour")
    assert keys.has_code
    assert not keys.by_code


def test_an_old_recovery_code_opens() -> None:
    """A recovery code that was written down in the first version opens what it opened then."""
    assert open_keys(VECTORS / "circle-1.keys", CODE.replace("-", " ").lower()).by_code


@pytest.mark.parametrize("secret", [PASSPHRASE, CODE])
def test_an_old_sealed_store_opens(secret: str) -> None:
    """A circle that was sealed with format 2 gives back every step of it, names too."""
    keys = open_keys(VECTORS / "circle-1.keys", secret)
    assert _payloads("circle-2.store", keys) == NOTES
    assert _payloads("people-2.store", keys) == ALIASES


def test_sealed_files_show_nothing() -> None:
    """Nothing that was written in a sealed circle can be read in any of its files."""
    shown = b"".join(path.read_bytes() for path in VECTORS.iterdir() if path.is_file())
    for hidden in (b"Somebody", b"notes", b"Heron", b'alias"', PASSPHRASE.encode(), CODE.encode()):
        assert hidden not in shown


def test_the_format_has_not_changed(tmp_path: Path) -> None:
    """The same keys and texts give the same files as when these were kept.

    Where a later version writes another format, this goes, and the files stay.
    """
    make(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in VECTORS.iterdir() if path.name in made}
    assert made == kept
