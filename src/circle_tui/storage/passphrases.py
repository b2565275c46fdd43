"""A passphrase as it is typed, made into the bytes that open a circle.

The same passphrase is typed on different keyboards and systems, which write ``é`` as one code
point or as two. The rules are those of the OpaqueString profile (RFC 8265, section 4.2): every
space is the ordinary one, Unicode Normalization Form C, capitals count, nothing is trimmed.
"""

import unicodedata

from circle_tui.domain.errors import InputError, StoreError

ENOUGH = 15
"""Characters that a new passphrase should have at least (NIST SP 800-63B-4, section 3.1.1.2)."""

_UNFIT = {"Cc", "Cs", "Cn"}
"""Control characters, bytes that are no text, and code points that a later Unicode may assign
and then normalise in another way."""


class UnfitPassphrase(InputError, StoreError):
    """What was typed cannot be a passphrase; nothing was changed."""


def prepared(passphrase: str) -> bytes:
    """Return the bytes that stand for a passphrase, the same wherever it was typed.

    Never fails, so that whatever is typed at a locked circle is simply right or wrong.
    """
    spaced = "".join(" " if unicodedata.category(c) == "Zs" else c for c in passphrase)
    return unicodedata.normalize("NFC", spaced).encode("utf-8", "surrogatepass")


def accept(passphrase: str) -> bytes:
    """Return the bytes that stand for a new passphrase.

    Raises ``UnfitPassphrase`` when it is empty or cannot be typed again for certain.
    """
    if not passphrase.strip():
        raise UnfitPassphrase(
            "A passphrase cannot be empty. Nothing was changed. Choose a few words that you will "
            "remember, and type them again."
        )
    if any(unicodedata.category(character) in _UNFIT for character in passphrase):
        raise UnfitPassphrase(
            "This passphrase holds a character that may not come out the same on another day, such "
            "as a tab or a line break. Nothing was changed. Choose one of letters, digits, signs "
            "and spaces."
        )
    return prepared(passphrase)


def warning(passphrase: str) -> str | None:
    """Return what to tell somebody who chose a passphrase that is soon guessed, else ``None``."""
    if len(unicodedata.normalize("NFC", passphrase)) >= ENOUGH:
        return None
    return (
        f"This passphrase is short: who holds a copy of the files can try millions. {ENOUGH} "
        "characters or more are safer, such as four or five words that have nothing to do with "
        "each other."
    )
