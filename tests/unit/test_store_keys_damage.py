"""A key file that is not what was saved: named as such, and never called a wrong passphrase."""

import json
from hashlib import blake2b
from pathlib import Path

import pytest

from circle_tui.domain.errors import KeysDamaged, StoreNewer
from circle_tui.storage.keys import Keys, create_keys, open_keys
from tests.unit.draws import CHEAP, drawn

PASSPHRASE = "Anemone, 4 grey boats"


def _created(folder: Path, name: str = "circle.keys", seed: str = "keys") -> Keys:
    return create_keys(folder / name, PASSPHRASE, urandom=drawn(seed), cost=CHEAP)


def _opened(folder: Path) -> Keys:
    return open_keys(folder / "circle.keys", PASSPHRASE, urandom=drawn("opened"), cost=CHEAP)


def _line(text: str, version: int = 1) -> bytes:
    """Return a key file with this JSON, written without the program's own code."""
    total = blake2b(f"{version} {text}".encode(), digest_size=16).hexdigest()
    return f"circle-tui keys {version} {total} {text}\n".encode()


def _held(path: Path) -> dict[str, object]:
    held: dict[str, object] = json.loads(path.read_text().split(" ", 4)[4])
    return held


def test_every_flipped_byte_is_damage(tmp_path: Path) -> None:
    """A key file with any byte changed is called damaged, never a wrong passphrase."""
    keys = _created(tmp_path)
    keys.new_key()
    keys.new_recovery_code()
    path = tmp_path / "circle.keys"
    whole = path.read_bytes()
    for place, byte in enumerate(whole):
        for flipped in (byte ^ 1, byte ^ 0x20):
            path.write_bytes(whole[:place] + bytes([flipped]) + whole[place + 1 :])
            with pytest.raises(
                KeysDamaged, match=r"damaged; this says nothing about the passphrase"
            ):
                _opened(tmp_path)
    path.write_bytes(whole)
    assert _opened(tmp_path).path == path


def test_every_cut_is_damage(tmp_path: Path) -> None:
    """A key file that is empty, or ends anywhere but at its end, is called damaged."""
    keys = _created(tmp_path)
    keys.new_key()
    path = tmp_path / "circle.keys"
    whole = path.read_bytes()
    for cut in [*(whole[:end] for end in range(len(whole))), whole + b"\n", whole * 2, b"\xff" * 9]:
        path.write_bytes(cut)
        with pytest.raises(KeysDamaged, match=r"left as it is.*from a backup"):
            _opened(tmp_path)
        assert path.read_bytes() == cut


def test_a_missing_key_file_is_told(tmp_path: Path) -> None:
    """A key file that is not there has its own sentence, and none is made."""
    with pytest.raises(KeysDamaged, match=r"\(circle.keys\) is missing.*from a backup"):
        _opened(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_newer_key_file_is_told(tmp_path: Path) -> None:
    """A key file of a later version asks for that version, whatever is in it."""
    path = tmp_path / "circle.keys"
    path.write_bytes(_line('{"other":"fields"}', version=2))
    with pytest.raises(StoreNewer, match=r"newer version.*is safe.*Install"):
        _opened(tmp_path)
    path.write_bytes(_line('{"other":"fields"}', version=0))
    with pytest.raises(KeysDamaged):
        _opened(tmp_path)


def test_what_makes_no_sense_is_damage(tmp_path: Path) -> None:
    """A key file that somebody made up, with a sum that is right, is refused in words."""
    keys = _created(tmp_path)
    keys.new_key()
    path = tmp_path / "circle.keys"
    good = _held(path)
    path.write_bytes(_line(json.dumps(good)))
    assert _opened(tmp_path).path == path
    slots = good["slots"]
    assert isinstance(slots, dict)
    slot = slots["passphrase"]
    nonsense: list[object] = [
        *({name: field for name, field in good.items() if name != gone} for gone in good),
        *(
            good | {name: bad}
            for name in good
            for bad in (None, 1, "", [], [1], {"": ""}, {"a": 1})
        ),
        good | {"more": 1},
        good | {"within": "0" * 32},
        good | {"slots": {"recovery": slot}},
        good | {"slots": slots | {"third": slot}},
        good | {"slots": {"passphrase": slot | {"memory": 100 << 20}}},
        good | {"slots": {"passphrase": slot | {"passes": 1 << 40}}},
        good | {"keys": {"0" * 16: "A" * 80}},
        {},
    ]
    texts = [json.dumps(one) for one in nonsense]
    for text in [*texts, '{"id":' + "[" * 9999 + "}", '{"id":' + "9" * 9999 + "}", "{}}", "{nan}"]:
        if text == json.dumps(good | {"keys": {}}):
            continue  # no key yet: that makes sense
        path.write_bytes(_line(text))
        with pytest.raises(KeysDamaged, match=r"damaged"):
            _opened(tmp_path)


def test_what_is_no_key_file_is_not_read(tmp_path: Path) -> None:
    """A huge file, or something that is no file, in its place does not fill the memory."""
    path = tmp_path / "circle.keys"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(KeysDamaged):
        _opened(tmp_path)
    path.unlink()
    path.mkdir()
    with pytest.raises(KeysDamaged):
        _opened(tmp_path)
    path.rmdir()
    path.symlink_to("/dev/zero")
    with pytest.raises(KeysDamaged):
        _opened(tmp_path)


def test_keys_of_another_file_do_not_fit(tmp_path: Path) -> None:
    """A data key that was moved over from another key file is damage, not a wrong passphrase."""
    keys = _created(tmp_path)
    keys.new_key()
    other = _created(tmp_path, "other.keys", "other")
    other.new_key()
    path = tmp_path / "circle.keys"
    path.write_bytes(_line(json.dumps(_held(path) | {"keys": _held(other.path)["keys"]})))
    with pytest.raises(KeysDamaged, match=r"damaged"):
        _opened(tmp_path)
