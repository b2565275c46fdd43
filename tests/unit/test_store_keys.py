"""The key file: what opens a sealed circle, what does not, and what is said about it."""

import json
import stat
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.errors import (
    InputError,
    KeysDamaged,
    StoreError,
    WrongPassphrase,
)
from circle_tui.storage.keys import Keys, create_keys, open_keys
from circle_tui.storage.lines import Broken
from circle_tui.storage.passphrases import UnfitPassphrase, prepared, warning
from circle_tui.storage.recovery import LENGTH, groups, tidy
from tests.unit.draws import CHEAP, drawn

PASSPHRASE = "Anemone, 4 grey boats"
NEW = "seven slow lighthouses"


def _created(folder: Path, name: str = "circle.keys", seed: str = "keys") -> Keys:
    return create_keys(folder / name, PASSPHRASE, urandom=drawn(seed), cost=CHEAP)


def _opened(folder: Path, secret: str = PASSPHRASE) -> Keys:
    return open_keys(folder / "circle.keys", secret, urandom=drawn("opened"), cost=CHEAP)


def _opens(folder: Path, secret: str) -> bool:
    try:
        _opened(folder, secret)
    except WrongPassphrase:
        return False
    return True


def _held(path: Path) -> dict[str, object]:
    held: dict[str, object] = json.loads(path.read_text().split(" ", 4)[4])
    return held


def test_a_passphrase_opens_what_it_sealed(tmp_path: Path) -> None:
    """What I seal today opens tomorrow with the same passphrase."""
    keys = _created(tmp_path)
    assert keys.key_ids == ()
    key_id = keys.new_key()
    shut = keys.seal(key_id).shut(b"note", b"place")
    again = _opened(tmp_path)
    assert again.key_ids == (key_id,)
    assert again.seal(key_id).open(*shut, b"place") == b"note"
    assert again.seals("circle.keys", key_id).open(*shut, b"place") == b"note"
    assert not again.by_code
    assert not again.has_code
    assert [entry.name for entry in tmp_path.iterdir()] == ["circle.keys"]
    assert stat.S_IMODE((tmp_path / "circle.keys").stat().st_mode) == 0o600


@pytest.mark.parametrize("wrong", ["", " ", PASSPHRASE.lower(), PASSPHRASE + " ", "\udc80", "\0"])
def test_a_wrong_passphrase_is_called_wrong(tmp_path: Path, wrong: str) -> None:
    """A typing mistake is told as one, with no word about damage, and can be mended."""
    _created(tmp_path)
    with pytest.raises(WrongPassphrase, match=r"does not open.*is safe.*type it again") as caught:
        _opened(tmp_path, wrong)
    assert "recovery" not in str(caught.value)
    assert "damaged" not in str(caught.value)
    assert _opens(tmp_path, PASSPHRASE)


def test_a_recovery_code_opens_as_well(tmp_path: Path) -> None:
    """Somebody who forgot the passphrase types the code from the paper, and chooses a new one."""
    keys = _created(tmp_path)
    key_id = keys.new_key()
    code = keys.new_recovery_code()
    assert keys.has_code
    shut = keys.seal(key_id).shut(b"note", b"")
    found = _opened(tmp_path, code.replace("-", " ").lower())
    assert found.by_code
    assert found.seal(key_id).open(*shut, b"") == b"note"
    found.change_passphrase(NEW)
    assert _opened(tmp_path, NEW).seal(key_id).open(*shut, b"") == b"note"
    assert _opens(tmp_path, code)
    assert not _opens(tmp_path, PASSPHRASE)


def test_a_new_recovery_code_takes_the_place_of_the_old(tmp_path: Path) -> None:
    """A code that somebody else saw opens nothing any more, and that is said."""
    keys = _created(tmp_path)
    old, new = keys.new_recovery_code(), keys.new_recovery_code()
    assert old != new
    assert _opens(tmp_path, new)
    assert _opens(tmp_path, PASSPHRASE)
    with pytest.raises(
        WrongPassphrase, match=r"recovery code does not open.*newer.*Type the newest"
    ):
        _opened(tmp_path, old)


def test_a_slip_in_the_recovery_code_is_told(tmp_path: Path) -> None:
    """A wrong character in the code is told from a wrong passphrase."""
    code = tidy(_created(tmp_path).new_recovery_code())
    slip = ("A" if code[0] != "A" else "B") + code[1:]
    assert len(slip) == LENGTH
    with pytest.raises(
        WrongPassphrase,
        match=r"is safe. If it was the recovery code, one of its characters is wrong",
    ):
        _opened(tmp_path, "-".join(groups(slip)))
    with pytest.raises(WrongPassphrase, match=r"or type the recovery code") as caught:
        _opened(tmp_path, NEW)
    assert "characters" not in str(caught.value)


def test_a_changed_passphrase_keeps_the_rest(tmp_path: Path) -> None:
    """A new passphrase costs nothing: the data, its keys and the recovery code stay."""
    keys = _created(tmp_path)
    ids = [keys.new_key() for _ in range(3)]
    code = keys.new_recovery_code()
    shut = [keys.seal(key_id).shut(b"note", b"") for key_id in ids]
    before = _held(tmp_path / "circle.keys")
    keys.change_passphrase(NEW)
    after = _held(tmp_path / "circle.keys")
    assert (before["keys"], before["id"]) == (after["keys"], after["id"])
    assert keys.seal(ids[0]).open(*shut[0], b"") == b"note"
    assert not _opens(tmp_path, PASSPHRASE)
    for secret in (NEW, code):
        again = _opened(tmp_path, secret)
        assert [again.seal(i).open(*s, b"") for i, s in zip(ids, shut, strict=True)] == [
            b"note"
        ] * 3


def test_a_dropped_key_is_gone(tmp_path: Path) -> None:
    """What was purged cannot be read with a key that was let go of, and the others go on."""
    keys = _created(tmp_path)
    old, new = keys.new_key(), keys.new_key()
    keys.drop_key(old)
    keys.drop_key(old)
    for holder in (keys, _opened(tmp_path)):
        assert holder.key_ids == (new,)
        with pytest.raises(KeysDamaged, match=r"is whole, but does not hold.*newest copy"):
            holder.seal(old)
    assert old not in (tmp_path / "circle.keys").read_text()


def test_the_keys_of_two_circles_differ(tmp_path: Path) -> None:
    """The same passphrase for two circles does not make their keys the same."""
    one = create_keys(tmp_path / "one.keys", PASSPHRASE, cost=CHEAP)
    two = create_keys(tmp_path / "two.keys", PASSPHRASE, cost=CHEAP)
    shut = one.seal(one.new_key()).shut(b"note", b"")
    with pytest.raises(Broken):
        two.seal(two.new_key()).open(*shut, b"")


@pytest.mark.parametrize(
    "passphrase", ["", "   ", "\u00a0", "two\nlines", "a\tb", "\udcff", "\u0378"]
)
def test_what_cannot_be_typed_again_is_no_passphrase(tmp_path: Path, passphrase: str) -> None:
    """Nobody locks themselves out with an empty passphrase or one that no keyboard gives twice."""
    path = tmp_path / "circle.keys"
    for error in (UnfitPassphrase, InputError, StoreError):
        with pytest.raises(error, match=r"Nothing was changed. Choose"):
            create_keys(path, passphrase, cost=CHEAP)
    assert not path.exists()
    keys = _created(tmp_path)
    with pytest.raises(UnfitPassphrase):
        keys.change_passphrase(passphrase)
    assert _opens(tmp_path, PASSPHRASE)


def test_a_passphrase_opens_from_any_keyboard(tmp_path: Path) -> None:
    """An accent typed as one code point or as two is the same; so are the kinds of space."""
    keys = _created(tmp_path)
    keys.change_passphrase("caf\u00e9 \u00c5 ngstr\u00f6m")
    assert _opens(tmp_path, "cafe\u0301\u00a0A\u030a\u2003ngstro\u0308m")
    assert not _opens(tmp_path, "cafe \u00c5 ngstr\u00f6m")
    assert prepared("\ufb01") != prepared("fi")  # NFC, not NFKC: RFC 8265, section 4.2


@given(st.text())
def test_preparing_never_fails(passphrase: str) -> None:
    """Whatever was typed is simply right or wrong, and composed or not makes no difference."""
    assert prepared(passphrase) == prepared(unicodedata.normalize("NFD", passphrase))


def test_a_short_passphrase_is_warned_about() -> None:
    """Somebody who chooses a short passphrase is told why a longer one is safer."""
    assert warning("a" * 15) is None
    assert "14" not in (warning("a" * 14) or "")
    assert "15 characters or more are safer" in (warning("a" * 14) or "")
    assert warning("e\u0301" * 8) is not None


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    """Sealing twice does not destroy the keys of what was sealed before."""
    _created(tmp_path)
    before = (tmp_path / "circle.keys").read_bytes()
    with pytest.raises(StoreError, match=r"a key file already.*left as it is.*move"):
        create_keys(tmp_path / "circle.keys", NEW, cost=CHEAP)
    assert (tmp_path / "circle.keys").read_bytes() == before


def test_nothing_secret_shows(tmp_path: Path) -> None:
    """No passphrase, code or key is in the files, in what is printed, or in an error."""
    keys = _created(tmp_path)
    code = keys.new_recovery_code()
    keys.new_key()
    keys.create_within("aliases.key").new_key()
    secret = keys._master
    errors = []
    for wrong in (NEW, "A" * 32, "0" * 32):
        with pytest.raises(WrongPassphrase) as caught:
            _opened(tmp_path, wrong)
        errors.append(repr(caught.value))
        assert wrong not in repr(caught.value)
        assert caught.value.__cause__ is None
    shown = repr(keys) + repr(keys._file) + repr(keys._file.slots) + "".join(errors)
    for file in tmp_path.iterdir():
        shown += file.read_text()
    for hidden in (PASSPHRASE, code, tidy(code), code[5:14], secret.hex(), repr(secret)[2:-1]):
        assert hidden not in shown
