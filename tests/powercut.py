"""What a power cut may leave on a disk of what was not forced.

Of bytes that were not forced: any state the file was in; of any two such states one up to some byte
and the other from there on, or in one sector alone; or the size of one, with zeros or old rubbish
where bytes should be. A real disk writes a sector of 512 bytes whole or not at all; that here one
may be torn at any byte asks for more than that, and covers disks with other sectors. Of names that
were not forced: any of the changes without the others, each of them whole. Forcing a file does not
force its name, though many systems would.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations, pairwise, product
from math import prod
from pathlib import Path
from random import Random

SECTOR = 512

Files = dict[Path, bytes]
"""What is on a disk: contents by name."""


Change = Callable[[bytes], bytes]
"""What a write does to the content of a file."""


def written(data: bytes, offset: int) -> Change:
    """Return the change that writes ``data`` in place; a gap before it is filled with zeros."""
    return partial(_written, data, offset)


def cut_to(size: int) -> Change:
    """Return the change that makes a file so long."""
    return partial(_cut, size)


def _written(data: bytes, offset: int, content: bytes) -> bytes:
    return content[:offset].ljust(offset, b"\0") + data + content[offset + len(data) :]


def _cut(size: int, content: bytes) -> bytes:
    return content[:size].ljust(size, b"\0")


@dataclass
class MemoryFile:
    """A file, by whatever names: what programs read, and what may be on the disk.

    ``bases`` is what may have been there since it was last forced, ``changes`` what came after.
    """

    content: bytes = b""
    bases: list[bytes] = field(default_factory=lambda: [b""])
    changes: list[Change] = field(default_factory=list)

    def change(self, change: Change) -> None:
        """Change the content; nothing waits for the disk."""
        self.content = change(self.content)
        self.changes.append(change)

    def force(self) -> None:
        """Make the changes sure to outlast a power cut."""
        self.bases = list(dict.fromkeys(list(self._states(base))[-1] for base in self.bases))
        self.changes = []

    def force_in_vain(self) -> None:
        """Fail to. As on Linux, what could not be written counts as written from then on."""
        self.bases = self._versions()
        self.changes = []

    def leavings(self, fineness: int) -> list[bytes]:
        """Return what a power cut may leave, torn at about so many places for each two states."""
        versions = self._versions()
        found = dict.fromkeys(versions)
        for old, new in dict.fromkeys([*pairwise(versions), (versions[0], versions[-1])]):
            for cut in _places(old, new, fineness):
                found.update(dict.fromkeys(_torn(old, new, cut)))
        return list(found)

    def _versions(self) -> list[bytes]:
        return list(dict.fromkeys(state for base in self.bases for state in self._states(base)))

    def _states(self, content: bytes) -> Iterator[bytes]:
        yield content
        for change in self.changes:
            content = change(content)
            yield content


def _places(old: bytes, new: bytes, fineness: int) -> list[int]:
    """Return where to tear: all over what differs, and at its ends and sectors in any case."""
    both = zip(old, new, strict=False)
    begin = next((i for i, (a, b) in enumerate(both) if a != b), min(len(old), len(new)))
    end = max(len(old), len(new))
    step = max(1, (end - begin) // fineness)
    sectors = range(begin - begin % SECTOR + SECTOR, end, SECTOR)
    wanted = {begin + 1, end - 1, *range(begin, end, step), *sectors}
    return sorted(place for place in wanted if begin <= place < end)


def _torn(old: bytes, new: bytes, cut: int) -> Iterator[bytes]:
    """Yield the ways in which ``new`` may have replaced ``old`` in part, torn at ``cut``."""
    yield new[:cut] + old[cut:]
    yield old[:cut].ljust(cut, b"\0") + new[cut:]
    if len(new) > len(old):
        yield new[:cut].ljust(len(new), b"\0")
        yield new[:cut].ljust(len(new), b"\xa5")
    begin = cut - cut % SECTOR
    for most, sector in ((old, new), (new, old)):
        yield _written(sector[begin : begin + SECTOR], begin, most)


Names = dict[Path, MemoryFile]
Renaming = Callable[[Names], None]
"""What a call does to the names in a folder."""


def link(path: Path, file: MemoryFile) -> Renaming:
    """Return the change that gives a file a name, which is taken from another that has it."""
    return partial(_link, path, file)


def unlink(path: Path) -> Renaming:
    """Return the change that takes a name away."""
    return partial(_unlink, path)


def rename(new: Path, old: Path, file: MemoryFile) -> Renaming:
    """Return the change by which a file named ``new`` takes the name ``old``."""
    return partial(_rename, new, old, file)


def _link(path: Path, file: MemoryFile, names: Names) -> None:
    names[path] = file


def _unlink(path: Path, names: Names) -> None:
    names.pop(path, None)


def _rename(new: Path, old: Path, file: MemoryFile, names: Names) -> None:
    names.pop(new, None)
    names[old] = file


@dataclass
class PowerCut:
    """What was sure to be on a disk at one instant, and what was not: see ``survivors``.

    ``mark`` is what the mark of the disk was then.
    """

    mark: int
    names: Names
    renamings: list[Renaming]

    def survivors(self, random: Random, *, most: int, fineness: int = 24) -> Iterator[Files]:
        """Yield what may be on the disk afterwards, for each way in which the names survive.

        Of more than ``most`` such states, so many are drawn.
        """
        for names in self._surviving_names():
            forms = {path: file.leavings(fineness) for path, file in names.items()}
            if prod(map(len, forms.values())) <= most:
                for chosen in product(*forms.values()):
                    yield dict(zip(forms, chosen, strict=True))
                continue
            for _ in range(most):
                yield {path: random.choice(found) for path, found in forms.items()}

    def _surviving_names(self) -> Iterator[Names]:
        seen = set()
        for size in range(len(self.renamings) + 1):
            for survivors in combinations(self.renamings, size):
                names = dict(self.names)
                for renaming in survivors:
                    renaming(names)
                what = frozenset((path, id(file)) for path, file in names.items())
                if what not in seen:
                    seen.add(what)
                    yield names
