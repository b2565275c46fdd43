"""The slots of a key file: each holds the master key, shut in with one secret of a person.

A passphrase is guessed by trying, so every try is made to cost memory and time: Argon2id (RFC
9106), or scrypt (RFC 7914) where the ``cryptography`` that is installed has no Argon2id. What a
try costs is written into the slot, so that it can be raised later.
"""

import base64
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from dataclasses import fields as dataclass_fields
from typing import ClassVar, Self

from circle_tui.domain.errors import StoreError
from circle_tui.domain.values import value
from circle_tui.storage.sealing import KEY_BYTES, WRAPPED_BYTES, Random, bound_to, unwrap, wrap

SALT_BYTES = 16

_MOST_MEMORY = 1 << 30
"""Bytes that trying one secret may take, whatever a key file asks for."""


@value
class Argon2id:
    """The cost of Argon2id; by default the second choice of RFC 9106, section 4: 64 MiB.

    Raises ``ValueError`` for figures that make no sense, or that would hold the computer up for
    longer than about half a minute.
    """

    kdf: ClassVar[str] = "argon2id"

    passes: int = 3
    lanes: int = 4
    memory: int = 65_536
    """In KiB."""

    def __post_init__(self) -> None:
        most = _MOST_MEMORY // 1024
        if not (1 <= self.passes <= 10 and 1 <= self.lanes <= 16):
            raise ValueError("passes or lanes")
        if not 8 * self.lanes <= self.memory <= most:
            raise ValueError("memory")

    def key(self, secret: bytes, salt: bytes) -> bytes:
        """Return the 32 bytes that a secret stands for. Raises ``StoreError`` in words."""
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.kdf import argon2

        try:
            return argon2.Argon2id(
                salt=salt,
                length=KEY_BYTES,
                iterations=self.passes,
                lanes=self.lanes,
                memory_cost=self.memory,
            ).derive(secret)
        except UnsupportedAlgorithm:
            raise StoreError(
                "This computer cannot open the circle: it was sealed with Argon2id, which the "
                "installed version of the package cryptography does not have. Everything that was "
                "saved is safe. Install a newer version of cryptography, then open it again."
            ) from None
        except MemoryError:
            raise _no_memory() from None


@value
class Scrypt:
    """The cost of scrypt; by default what OWASP's cheat sheet on passwords puts first: 128 MiB.

    Raises ``ValueError`` for figures that make no sense, or that would hold the computer up for
    longer than about half a minute.
    """

    kdf: ClassVar[str] = "scrypt"

    n: int = 1 << 17
    r: int = 8
    p: int = 1

    def __post_init__(self) -> None:
        if self.n < 2 or self.n & (self.n - 1):
            raise ValueError("n")
        if not (1 <= self.r <= 32 and 1 <= self.p <= 4 and 128 * self.n * self.r <= _MOST_MEMORY):
            raise ValueError("r or p or memory")

    def key(self, secret: bytes, salt: bytes) -> bytes:
        """Return the 32 bytes that a secret stands for. Raises ``StoreError`` in words."""
        from cryptography.hazmat.primitives.kdf import scrypt

        try:
            kdf = scrypt.Scrypt(salt=salt, length=KEY_BYTES, n=self.n, r=self.r, p=self.p)
            return kdf.derive(secret)
        except MemoryError:
            raise _no_memory() from None


Cost = Argon2id | Scrypt
"""What it costs to try one secret."""


def best_cost() -> Cost:
    """Return what a new slot costs to try, where nothing else is asked for."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.kdf import argon2

    try:
        argon2.Argon2id(salt=bytes(SALT_BYTES), length=4, iterations=1, lanes=1, memory_cost=8)
    except UnsupportedAlgorithm:
        return Scrypt()
    return Argon2id()


@dataclass(frozen=True, slots=True, repr=False)
class Slot:
    """The master key, shut in with one secret; ``place`` says which slot of which file it is.

    A slot that is moved to another place, or whose cost or salt was changed, no longer opens.
    """

    cost: Cost
    salt: bytes
    wrapped: bytes

    @classmethod
    def made(
        cls, master: bytes, secret: bytes, place: str, *, cost: Cost, urandom: Random = os.urandom
    ) -> Self:
        """Shut the master key in with a secret, at this cost. Raises ``StoreError``."""
        salt = urandom(SALT_BYTES)
        key = cost.key(secret, salt)
        return cls(cost, salt, wrap(master, key, _bound(cost, salt, place), urandom))

    def open(self, secret: bytes, place: str) -> bytes:
        """Return the master key. Raises ``Broken`` for another secret, else ``StoreError``."""
        key = self.cost.key(secret, self.salt)
        return unwrap(self.wrapped, key, _bound(self.cost, self.salt, place))

    def fields(self) -> dict[str, object]:
        """Return the slot as a key file holds it: in JSON, bytes in base 64."""
        return {
            "kdf": self.cost.kdf,
            **asdict(self.cost),
            "salt": as_text(self.salt),
            "master": as_text(self.wrapped),
        }

    @classmethod
    def read(cls, fields: object) -> Self:
        """Return the slot that a key file holds. Raises ``ValueError`` when it makes no sense."""
        if not isinstance(fields, dict):
            raise ValueError("no slot")
        rest = dict(fields)
        salt = from_text(rest.pop("salt", None), SALT_BYTES)
        wrapped = from_text(rest.pop("master", None), WRAPPED_BYTES)
        return cls(_cost(rest), salt, wrapped)


def as_text(data: bytes) -> str:
    """Return bytes in base 64."""
    return base64.b64encode(data).decode()


def from_text(text: object, size: int) -> bytes:
    """Return so many bytes from base 64. Raises ``ValueError`` when this is something else."""
    if not isinstance(text, str):
        raise ValueError("no text")
    data = base64.b64decode(text.encode(), validate=True)
    if len(data) != size:
        raise ValueError("another length")
    return data


def _cost(fields: Mapping[str, object]) -> Cost:
    kind = {cost.kdf: cost for cost in (Argon2id, Scrypt)}.get(str(fields.get("kdf")))
    figures = {name: figure for name, figure in fields.items() if type(figure) is int}
    if kind is None or figures.keys() != {field.name for field in dataclass_fields(kind)}:
        raise ValueError("no such cost")
    if len(fields) != len(figures) + 1:
        raise ValueError("more than a cost")
    return kind(**figures)


def _bound(cost: Cost, salt: bytes, place: str) -> bytes:
    return bound_to("circle-tui slot", place, cost.kdf, *asdict(cost).values(), as_text(salt))


def _no_memory() -> StoreError:
    return StoreError(
        "The computer has too little memory free at the moment to try a passphrase. Nothing was "
        "changed, and everything that was saved is safe. Close another program, then try again."
    )
