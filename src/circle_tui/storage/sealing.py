"""Shutting bytes in so that only the holder of a key reads them, and nobody changes them unseen.

AES-256 in GCM mode, a random nonce of 96 bits for every text. NIST SP 800-38D allows 2^32 texts
under one key that way; a circle that saves something every second needs 136 years for them.
"""

import json
import os
from collections.abc import Callable

from circle_tui.storage.lines import Broken

Random = Callable[[int], bytes]
"""Draws so many bytes that nobody can foresee."""

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES
"""How long a key is once it is shut in under another."""


class AesGcmSeal:
    """A ``Seal`` under one key of 32 bytes. Nothing of the key shows in its ``repr``."""

    __slots__ = ("_cipher", "_invalid", "_urandom")

    def __init__(self, key: bytes, urandom: Random = os.urandom) -> None:
        """``cryptography`` is loaded here, so that an open circle never pays for it."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._cipher = AESGCM(key)
        self._invalid = InvalidTag
        self._urandom = urandom

    def shut(self, data: bytes, bound: bytes) -> tuple[bytes, bytes]:
        """Return the nonce with the ciphertext, and the tag, which vouches for ``bound`` too."""
        nonce = self._urandom(NONCE_BYTES)
        shut = nonce + self._cipher.encrypt(nonce, data, bound)
        return shut[:-TAG_BYTES], shut[-TAG_BYTES:]

    def open(self, data: bytes, tag: bytes, bound: bytes) -> bytes:
        """Return what was shut in.

        Raises ``Broken`` when the key is another, or a bit of ``data``, ``tag`` or ``bound`` is.
        """
        if len(data) < NONCE_BYTES or len(tag) != TAG_BYTES:
            raise Broken
        try:
            return self._cipher.decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:] + tag, bound)
        except self._invalid:
            raise Broken from None


def wrap(key: bytes, under: bytes, bound: bytes, urandom: Random) -> bytes:
    """Return ``key`` shut in under another key: nonce, ciphertext and tag in one piece."""
    data, tag = AesGcmSeal(under, urandom).shut(key, bound)
    return data + tag


def unwrap(wrapped: bytes, under: bytes, bound: bytes) -> bytes:
    """Return the key that ``wrap`` shut in. Raises ``Broken``."""
    return AesGcmSeal(under).open(wrapped[:-TAG_BYTES], wrapped[-TAG_BYTES:], bound)


def bound_to(*parts: str | int) -> bytes:
    """Return what a tag vouches for beside the text: these parts, in an unmistakable form."""
    return json.dumps(parts, separators=(",", ":")).encode()
