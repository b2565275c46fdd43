"""The lines of a store file, format 2: how they are written, and how each proves itself.

A store file is UTF-8 text, every line ending in LF. The first is the header::

    circle-tui store 2 SUM {json}

with the SUM of the json text. Every other line is one step::

    NUMBER LINK SUM PAYLOAD

NUMBER counts up by one through the whole life of a store, over every rewriting of its file. LINK is
the SUM of the line before, so no line can be dropped, swapped or replayed unnoticed; and as it is
written out, a line proves itself even where the one before is gone. In a plain store SUM is 8 bytes
of BLAKE2b over store id, generation, NUMBER, LINK and PAYLOAD, and PAYLOAD is the bytes of the step
(JSON in one line). In a sealed one SUM is the tag of the cipher, PAYLOAD the base64 of nonce and
ciphertext, and the other four are bound into the tag. Sums are written in hex.
"""

import json
from binascii import a2b_base64, b2a_base64, hexlify, unhexlify
from collections.abc import Callable
from dataclasses import field
from typing import Any, Final, NamedTuple, Protocol

from circle_tui.domain.digest import blake2b
from circle_tui.domain.values import value

FORMAT: Final = 2
"""The version of the format that this module writes."""

_MAGIC: Final = b"circle-tui store "
_SUM_SIZE: Final = 8
_HEX: Final = frozenset("0123456789abcdef")


class Broken(ValueError):
    """A line, or something sealed, is not what was written."""


class Newer(ValueError):
    """A newer version of the format wrote this header."""


FILE = "file"
"""In the ``extra`` of a header: the file's name, so that two cannot change places unnoticed."""


class Seal(Protocol):
    """One key of a sealed store."""

    def shut(self, data: bytes, bound: bytes) -> tuple[bytes, bytes]:
        """Return nonce and ciphertext as one, and the tag, which ``bound`` went into as well."""

    def open(self, data: bytes, tag: bytes, bound: bytes) -> bytes:
        """Return what was shut. Raises ``Broken`` if a bit of anything differs."""


class Sealing(NamedTuple):
    """What seals a store: the name of a key file in the same folder, and the id of a key in it."""

    keys: str
    key: str


Seals = Callable[[str, str], Seal]
"""From (key file name, key id) to the seal; raises a ``StoreError`` in words."""


@value
class Header:
    """The first line of a store file.

    ``store`` is the id of the store, 32 hex digits; ``generation`` counts the rewritings of its
    file from 1. ``after`` is the number of the last step before this generation; the lines from
    there on to ``until`` are the snapshot it began with, of which none can be missing. ``extra``
    belongs to the layer above, and is readable in a sealed store too.
    """

    store: str
    generation: int
    after: int
    until: int
    sealed_by: Sealing | None = None
    extra: dict[str, Any] = field(default_factory=dict)


def checksum(data: bytes) -> bytes:
    """Return what a plain store proves ``data`` with: 16 hex digits."""
    return blake2b(data, digest_size=_SUM_SIZE).hexdigest().encode()


def header_line(header: Header) -> tuple[bytes, bytes]:
    """Return the header as a line, with its LF, and its sum."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "store": header.store,
        "generation": header.generation,
        "after": header.after,
        "until": header.until,
    }
    if header.sealed_by is not None:
        content |= {"keys": header.sealed_by.keys, "key": header.sealed_by.key}
    content["extra"] = header.extra
    text = json.dumps(content, allow_nan=False, separators=(",", ":")).encode()
    total = checksum(text)
    return b"%s%d %s %s\n" % (_MAGIC, FORMAT, total, text), total


def is_store(data: bytes) -> bool:
    """Tell whether a file that begins with ``data`` means to be a store, of whatever version."""
    return data.startswith(_MAGIC)


def read_header(line: bytes) -> tuple[Header, bytes]:
    """Return the header that a line (without its LF) holds, and its sum.

    Raises ``Broken``, or ``Newer`` for a version above ours, unless the rest of the line shows that
    only the version was damaged.
    """
    version, _, rest = line.removeprefix(_MAGIC).partition(b" ")
    total, _, text = rest.partition(b" ")
    if not is_store(line) or not version.isdigit() or len(version) > 9:
        raise Broken
    whole = checksum(text) == total
    try:
        content = json.loads(text) if whole else {}
    except (ValueError, RecursionError):
        raise Broken from None
    if version != b"%d" % FORMAT:
        raise Broken if int(version) < FORMAT or content.get("format") == FORMAT else Newer
    header = _header(content)
    if not whole or header is None:
        raise Broken
    return header, total


def _header(content: object) -> Header | None:
    """Return the header that this JSON describes, ``None`` if it makes no sense."""
    match content:
        case {
            "store": str(store),
            "generation": int(generation),
            "after": int(after),
            "until": int(until),
            "extra": dict(extra),
        } if len(store) == 32 and _HEX.issuperset(store) and generation > 0 and 0 <= after <= until:
            match content:
                case {"keys": str(keys), "key": str(key)} if not set("/\\") & set(keys):
                    return Header(store, generation, after, until, Sealing(keys, key), extra)
                case {"keys": _} | {"key": _}:
                    return None
            return Header(store, generation, after, until, None, extra)
    return None


class Framing:
    """Makes and reads the lines of one generation of one store, plain or with ``seal``."""

    def __init__(self, header: Header, seal: Seal | None = None) -> None:
        self._of = b"%s %d " % (header.store.encode(), header.generation)
        self._seal = seal

    def line(self, number: int, link: bytes, payload: bytes) -> tuple[bytes, bytes]:
        """Return a step as a line, with its LF, and its sum. Raises ``ValueError`` for an LF."""
        start = b"%d %s " % (number, link)
        if self._seal is not None:
            shut, tag = self._seal.shut(payload, self._of + start)
            payload, total = b2a_base64(shut, newline=False), hexlify(tag)
        elif b"\n" in payload:
            raise ValueError("a payload is one line")
        else:
            total = checksum(self._of + start + payload)
        return b"%s%s %s\n" % (start, total, payload), total

    def read(self, line: bytes, number: int, link: bytes) -> tuple[bytes, bytes]:
        """Return the payload and the sum of a line (without its LF) that has this place.

        Raises ``Broken`` if it does not belong there, or is not what was written.
        """
        start = b"%d %s " % (number, link)
        if not line.startswith(start):
            raise Broken
        total, _, payload = line[len(start) :].partition(b" ")
        if self._seal is None:
            if checksum(self._of + start + payload) != total:
                raise Broken
            return payload, total
        try:
            shut, tag = a2b_base64(payload, strict_mode=True), unhexlify(total)
        except ValueError:
            raise Broken from None
        if hexlify(tag) != total or b2a_base64(shut, newline=False) != payload:
            raise Broken  # the same bytes, written in another way
        return self._seal.open(shut, tag, self._of + start), total

    def read_alone(self, line: bytes) -> tuple[int, bytes, bytes, bytes]:
        """Return number, link, payload and sum of a line wherever it stands. Raises ``Broken``."""
        number, _, rest = line.partition(b" ")
        if not number.isdigit() or len(number) > 20:
            raise Broken
        link = rest.partition(b" ")[0]
        payload, total = self.read(line, int(number), link)
        return int(number), link, payload, total
