"""A key file within another: the aliases' own key, which is destroyed to forget people."""

from pathlib import Path

import pytest

from circle_tui.domain.errors import KeysDamaged, StoreError
from circle_tui.storage.keys import Keys, create_keys, open_keys
from tests.unit.draws import CHEAP, drawn

PASSPHRASE = "Anemone, 4 grey boats"


def _created(folder: Path, seed: str = "keys") -> Keys:
    return create_keys(folder / "circle.keys", PASSPHRASE, urandom=drawn(seed), cost=CHEAP)


def _opened(folder: Path) -> Keys:
    return open_keys(folder / "circle.keys", PASSPHRASE, cost=CHEAP)


def test_one_passphrase_opens_both(tmp_path: Path) -> None:
    """The aliases are sealed with a key of their own, and I type one passphrase for everything."""
    keys = _created(tmp_path)
    aliases = keys.create_within("aliases.key")
    key_id = aliases.new_key()
    shut = keys.seals("aliases.key", key_id).shut(b"alias", b"")
    keys.change_passphrase("seven slow lighthouses")
    again = open_keys(tmp_path / "circle.keys", "seven slow lighthouses", cost=CHEAP)
    assert again.seals("aliases.key", key_id).open(*shut, b"") == b"alias"
    assert again.within("aliases.key").key_ids == (key_id,)
    assert again.key_ids == ()
    with pytest.raises(StoreError, match=r"a key file already"):
        again.create_within("aliases.key")


def test_it_does_not_open_by_itself(tmp_path: Path) -> None:
    """The key of the aliases is no way into the circle."""
    _created(tmp_path).create_within("aliases.key")
    with pytest.raises(KeysDamaged, match=r"does not belong"):
        open_keys(tmp_path / "aliases.key", PASSPHRASE, cost=CHEAP)


def test_destroyed_is_destroyed(tmp_path: Path) -> None:
    """Once people are forgotten nothing opens their names, and the rest of the circle opens."""
    keys = _created(tmp_path)
    note_key, alias_key = keys.new_key(), keys.create_within("aliases.key").new_key()
    path = tmp_path / "aliases.key"
    (tmp_path / "aliases.key.new").write_bytes(path.read_bytes())
    held = path.open("rb")
    keys.destroy_within("aliases.key")
    keys.destroy_within("aliases.key")
    with held:
        assert not held.read().strip(b"\0")
    assert [entry.name for entry in tmp_path.iterdir()] == ["circle.keys"]
    for holder in (keys, _opened(tmp_path)):
        with pytest.raises(KeysDamaged, match=r"\(aliases.key\) is missing.*Forgetting people"):
            holder.seals("aliases.key", alias_key)
        holder.seals("circle.keys", note_key)


def test_it_is_damaged_by_itself(tmp_path: Path) -> None:
    """A damaged key of the aliases is told by its name, and does not keep the notes shut."""
    keys = _created(tmp_path)
    key_id = keys.new_key()
    keys.create_within("aliases.key").new_key()
    path = tmp_path / "aliases.key"
    whole = path.read_bytes()
    for place, byte in enumerate(whole):
        path.write_bytes(whole[:place] + bytes([byte ^ 1]) + whole[place + 1 :])
        keys = _opened(tmp_path) if place % 50 == 0 else keys
        keys._within.clear()
        with pytest.raises(KeysDamaged, match=r"\(aliases.key\) is damaged"):
            keys.within("aliases.key")
    assert keys.key_ids == (key_id,)


def test_that_of_another_circle_is_told(tmp_path: Path) -> None:
    """A key file that was copied from another circle is named as such."""
    keys = _created(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    _created(other, "other").create_within("aliases.key")
    (other / "aliases.key").rename(tmp_path / "aliases.key")
    with pytest.raises(KeysDamaged, match=r"aliases.key does not belong to this circle"):
        keys.seals("aliases.key", "0" * 16)
    create_keys(tmp_path / "more.keys", PASSPHRASE, cost=CHEAP)
    with pytest.raises(KeysDamaged, match=r"more.keys does not belong to this circle"):
        keys.within("more.keys")


@pytest.mark.parametrize("name", ["", ".", "..", "../circle.keys", "/etc/passwd", "a\0b", "\ud800"])
def test_a_header_cannot_name_a_file_elsewhere(tmp_path: Path, name: str) -> None:
    """A store that somebody prepared makes the program read no file but one beside it."""
    keys = _created(tmp_path)
    with pytest.raises(KeysDamaged, match=r"does not belong"):
        keys.seals(name, "0" * 16)
    with pytest.raises(KeysDamaged, match=r"does not belong"):
        keys.destroy_within("circle.keys")
    assert _opened(tmp_path).key_ids == ()
