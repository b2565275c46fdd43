"""Sealing: what is shut in is read by the holder of the key alone, and not changed unseen."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.kdf import argon2, scrypt
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.errors import StoreError
from circle_tui.storage.lines import Broken, Seal
from circle_tui.storage.sealing import AesGcmSeal, bound_to, unwrap, wrap
from circle_tui.storage.slots import Argon2id, Scrypt, Slot, best_cost
from tests.unit.draws import CHEAP, drawn

KEY = bytes(range(32))
TEXT = b'{"t":{"notes":{"12":{"text":"Somebody asked for more time."}}}}'

LIBRARY = """
import sys
import circle_tui.storage.keys, circle_tui.storage.passphrases
assert not [name for name in sys.modules if name.partition(".")[0] == "cryptography"]
"""


def _seal() -> Seal:
    return AesGcmSeal(KEY, drawn("seal"))


def test_it_is_aes_256_gcm() -> None:
    """Anybody's AES-256-GCM reads what was sealed: test case 16 of its authors' specification."""
    key = bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2)
    nonce = bytes.fromhex("cafebabefacedbaddecaf888")
    text = bytes.fromhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    )
    bound = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    shut = bytes.fromhex(
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
    )
    tag = bytes.fromhex("76fc6ece0f4e1768cddf8853bb2d551b")
    assert AesGcmSeal(key, lambda _: nonce).shut(text, bound) == (nonce + shut, tag)
    assert AesGcmSeal(key).open(nonce + shut, tag, bound) == text


@given(st.binary(max_size=200), st.binary(max_size=40))
def test_what_was_shut_in_comes_out(data: bytes, bound: bytes) -> None:
    """Any text, the empty one too, is read back as it was."""
    seal = _seal()
    assert seal.open(*seal.shut(data, bound), bound) == data


def test_no_two_are_alike() -> None:
    """The same note saved twice does not show that it is the same."""
    seal = AesGcmSeal(KEY)
    assert len({seal.shut(TEXT, b"") for _ in range(100)}) == 100


def test_every_flipped_bit_is_noticed() -> None:
    """Nobody changes a bit of a sealed text, its tag, or what it is bound to, unseen."""
    seal = _seal()
    pieces = [*seal.shut(TEXT, b"place"), b"place"]
    for at, piece in enumerate(pieces):
        for bit in range(8 * len(piece)):
            number = int.from_bytes(piece) ^ 1 << bit
            flipped = [*pieces[:at], number.to_bytes(len(piece)), *pieces[at + 1 :]]
            with pytest.raises(Broken):
                seal.open(*flipped)


def test_every_cut_is_noticed() -> None:
    """A sealed text that was cut anywhere is broken, and no traceback."""
    seal = _seal()
    data, tag = seal.shut(TEXT, b"place")
    for end in range(len(data)):
        with pytest.raises(Broken):
            seal.open(data[:end], tag, b"place")
    for end in range(len(tag)):
        with pytest.raises(Broken):
            seal.open(data, tag[:end], b"place")


def test_another_key_opens_nothing() -> None:
    """Only the key that shut a text in opens it; the error carries nothing of either."""
    data, tag = _seal().shut(TEXT, b"place")
    with pytest.raises(Broken) as caught:
        AesGcmSeal(bytes(32)).open(data, tag, b"place")
    assert caught.value.args == ()
    assert KEY.hex() not in repr(_seal())
    assert not hasattr(_seal(), "__dict__")


def test_a_key_is_wrapped_for_one_place() -> None:
    """A wrapped key that is moved elsewhere does not open there."""
    wrapped = wrap(KEY, bytes(32), b"here", drawn("wrap"))
    assert len(wrapped) == 60
    assert unwrap(wrapped, bytes(32), b"here") == KEY
    with pytest.raises(Broken):
        unwrap(wrapped, bytes(32), b"there")
    assert bound_to("ab", "c") != bound_to("a", "bc")


def test_scrypt_is_scrypt() -> None:
    """The cost of scrypt is that of RFC 7914: the third vector of its section 12."""
    assert Scrypt(n=16384, r=8, p=1).key(b"pleaseletmein", b"SodiumChloride").hex() == (
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
    )


def test_argon2id_is_argon2id() -> None:
    """The cost of Argon2id is that of version 1.3: a vector of the reference implementation."""
    assert Argon2id(passes=2, lanes=1, memory=65_536).key(b"password", b"somesalt").hex() == (
        "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"
    )


def test_a_try_costs_what_the_standard_asks_for() -> None:
    """Guessing a passphrase costs 64 MiB and three passes a try: RFC 9106, the second choice."""
    assert best_cost() == Argon2id(passes=3, lanes=4, memory=64 * 1024)


@pytest.mark.parametrize(
    "cost",
    [
        {"kdf": "argon2id", "passes": 1, "lanes": 1, "memory": 100 << 20},
        {"kdf": "argon2id", "passes": 1 << 31, "lanes": 1, "memory": 8},
        {"kdf": "argon2id", "passes": 1, "lanes": 1 << 31, "memory": 1 << 20},
        {"kdf": "argon2id", "passes": 0, "lanes": 1, "memory": 8},
        {"kdf": "argon2id", "passes": 1, "lanes": 0, "memory": 8},
        {"kdf": "argon2id", "passes": 1, "lanes": 4, "memory": 31},
        {"kdf": "argon2id", "passes": -1, "lanes": 1, "memory": 8},
        {"kdf": "argon2id", "passes": 1.0, "lanes": 1, "memory": 8},
        {"kdf": "argon2id", "passes": True, "lanes": 1, "memory": 8},
        {"kdf": "argon2id", "passes": "1", "lanes": 1, "memory": 8},
        {"kdf": "argon2id", "passes": None, "lanes": 1, "memory": 8},
        {"kdf": "argon2id", "passes": 10**400, "lanes": 1, "memory": 8},
        {"kdf": "argon2id", "passes": 1, "lanes": 1},
        {"kdf": "argon2id", "passes": 1, "lanes": 1, "memory": 8, "n": 2},
        {"kdf": "argon2id", "passes": 1, "lanes": 1, "memory": 8, "name": "x"},
        {"kdf": "argon2i", "passes": 1, "lanes": 1, "memory": 8},
        {"kdf": ["argon2id"], "passes": 1, "lanes": 1, "memory": 8},
        {"passes": 1, "lanes": 1, "memory": 8},
        {"kdf": "scrypt", "n": 1 << 40, "r": 8, "p": 1},
        {"kdf": "scrypt", "n": 1 << 20, "r": 16, "p": 1},
        {"kdf": "scrypt", "n": 2, "r": 1 << 30, "p": 1},
        {"kdf": "scrypt", "n": 2, "r": 1, "p": 1 << 29},
        {"kdf": "scrypt", "n": 1000, "r": 8, "p": 1},
        {"kdf": "scrypt", "n": 1, "r": 8, "p": 1},
        {"kdf": "scrypt", "n": 0, "r": 8, "p": 1},
        {"kdf": "scrypt", "n": 2, "r": 0, "p": 1},
        {"kdf": "scrypt", "n": 2, "r": 8, "p": 0},
    ],
)
def test_a_slot_cannot_ask_for_everything(cost: dict[str, object]) -> None:
    """A key file that somebody prepared neither fills the memory nor keeps me waiting an hour."""
    good = Slot.made(KEY, b"secret", "place", cost=CHEAP, urandom=drawn("slot")).fields()
    assert Slot.read(json.loads(json.dumps(good))).open(b"secret", "place") == KEY
    kept = {name: good[name] for name in ("salt", "master")}
    with pytest.raises(ValueError, match=r"^[a-z ]+$"):
        Slot.read(kept | cost)


@pytest.mark.parametrize("name", ["salt", "master"])
@pytest.mark.parametrize("text", [None, 1, "", "AAAA", "=", "*" * 24, "\u00e4", "\ud800", ["A"]])
def test_a_slot_that_makes_no_sense_is_refused(name: str, text: object) -> None:
    """Anything but the right number of bytes in base 64 is refused, and no traceback."""
    good = Slot.made(KEY, b"secret", "place", cost=CHEAP, urandom=drawn("slot")).fields()
    with pytest.raises(ValueError, match=r"\w"):
        Slot.read(good | {name: text})
    with pytest.raises(ValueError, match=r"no slot"):
        Slot.read(text)


def test_a_slot_opens_with_its_secret_in_its_place() -> None:
    """Another secret, another place, and a cheaper cost in the file all open nothing."""
    slot = Slot.made(KEY, b"secret", "place", cost=Scrypt(n=4), urandom=drawn("slot"))
    assert slot.open(b"secret", "place") == KEY
    cheaper = Slot(Scrypt(n=2), slot.salt, slot.wrapped)
    for other, secret, place in (
        (slot, b"Secret", "place"),
        (slot, b"secret", "elsewhere"),
        (cheaper, b"secret", "place"),
    ):
        with pytest.raises(Broken):
            other.open(secret, place)


def test_it_seals_where_there_is_no_argon2id(monkeypatch: pytest.MonkeyPatch) -> None:
    """An older OpenSSL seals with scrypt, and says what to do about a circle from elsewhere."""

    def unsupported(**_: object) -> None:
        raise UnsupportedAlgorithm("not in this OpenSSL")

    monkeypatch.setattr(argon2, "Argon2id", unsupported)
    assert best_cost() == Scrypt(n=1 << 17, r=8, p=1)
    with pytest.raises(StoreError, match=r"Argon2id.*is safe.*Install a newer version"):
        CHEAP.key(b"secret", bytes(16))


@pytest.mark.parametrize("cost", [CHEAP, Scrypt(n=2)])
def test_too_little_memory_is_told(
    monkeypatch: pytest.MonkeyPatch, cost: Argon2id | Scrypt
) -> None:
    """A computer that is short of memory says so, and does not call the passphrase wrong."""

    def short(**_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(argon2, "Argon2id", short)
    monkeypatch.setattr(scrypt, "Scrypt", short)
    with pytest.raises(StoreError, match=r"too little memory.*is safe.*try again") as caught:
        cost.key(b"secret", bytes(16))
    assert "secret" not in str(caught.value)


def test_an_open_circle_does_not_pay_for_it(tmp_path: Path) -> None:
    """The library that seals is loaded when something is sealed, and not before."""
    subprocess.run([sys.executable, "-c", LIBRARY], cwd=tmp_path, check=True)
