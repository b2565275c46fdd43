"""How a word list lies in memory: small, and yet quick to ask.

A set of the 80,000 ordinary words alone would take eight megabytes; all lists together take 0.6
here. They are in memory, and not looked up in their files: a file may be gone, or another, before
a long session ends, and what is typed then has to be masked all the same.
"""

import zlib
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path
from typing import ClassVar


class Lines:
    """A sorted list kept as the bytes of its file, a line ``entry`` or ``entry=mark`` each.

    A look-up is one bisection, and a search in a block of lines. Raises ``OSError`` when the file
    cannot be read.
    """

    SIZE: ClassVar[int] = 1024
    """Bytes of a block, about: what a look-up scans at the most."""

    def __init__(self, file: Path) -> None:
        self._firsts: list[bytes] = []
        self._blocks: list[bytes] = []
        with file.open("rb") as source:
            # The whole of a list is never held beside what is kept of it.
            while lines := source.read(self.SIZE) + source.readline():
                self._firsts.append(lines[: lines.index(b"\n")].partition(b"=")[0])
                self._blocks.append(self._kept(b"\n" + lines))

    def __contains__(self, entry: str) -> bool:
        return self.mark(entry) is not None

    def mark(self, entry: str) -> str | None:
        """Return what is marked beside an entry, nothing for none, None for no such entry."""
        key = entry.encode()
        index = bisect_right(self._firsts, key)
        block = self._block(index - 1) if index else b""
        if block.find(b"\n%b\n" % key) >= 0:
            return ""
        found = block.find(b"\n%b=" % key)
        if found < 0:
            return None
        found += len(key) + 2
        return block[found : block.find(b"\n", found)].decode()

    def _kept(self, block: bytes) -> bytes:
        """Return what to keep of lines, from the break before the first to that of the last."""
        return block

    def _block(self, index: int) -> bytes:
        return self._blocks[index]


class Squeezed(Lines):
    """A large list that is seldom asked: a third of the memory, and ten microseconds a look-up."""

    SIZE: ClassVar[int] = 2048
    """As above; with smaller blocks less would be saved."""

    def _kept(self, block: bytes) -> bytes:
        return zlib.compress(block)

    def _block(self, index: int) -> bytes:
        return _unsqueezed(self._blocks[index])


@lru_cache(maxsize=16)
def _unsqueezed(block: bytes) -> bytes:
    """Return a block as it was; one text asks for the same few again and again (two of three)."""
    return zlib.decompress(block)


class Phrases(Lines):
    """A list of phrases, of one word or of several."""

    def begin_with(self, word: str) -> bool:
        """Tell whether a phrase of several words begins with this one."""
        key = word.encode() + b" "
        index = bisect_right(self._firsts, key)
        if index and self._block(index - 1).find(b"\n" + key) >= 0:
            return True
        return any(first.startswith(key) for first in self._firsts[index : index + 1])
