"""Looks a damaged store through, and saves of it what proves itself.

Opening refuses a file that is not what was saved. What is left of it is worth something all the
same: every line carries its own proof, so each that reads well is exactly what was saved once, even
if others around it are gone. Putting those into a new generation is for a person to decide, so it
happens on request alone, and the damaged file is kept beside it.
"""

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from circle_tui.domain.errors import StoreDamaged
from circle_tui.domain.values import value
from circle_tui.storage.disk import REAL, Disk
from circle_tui.storage.files import told
from circle_tui.storage.generation import find_seal, lay_down
from circle_tui.storage.head import Head, head_path, read_head
from circle_tui.storage.lines import (
    Broken,
    Framing,
    Header,
    Newer,
    Seals,
    header_line,
    read_header,
)
from circle_tui.storage.mending import aside_path, keep
from circle_tui.storage.opening import Look, look, missing, newer, read_head_file, require_own_place


class Line(Enum):
    """How a line behind the header reads."""

    OK = "ok"
    BAD = "bad"
    OUT_OF_ORDER = "out of order"


@value
class Findings:
    """What is in a store file, and what happened to it.

    ``healthy``: opening it works, and would lose nothing that was confirmed. ``lines`` says how
    each line behind the header reads. ``kept`` steps can be read, ``lost`` were saved once and
    cannot. ``copy`` is where the damaged file was put by a repair. ``sentence`` is for the user.
    """

    healthy: bool
    kept: int
    lost: int
    lines: tuple[Line, ...]
    sentence: str
    copy: Path | None = None


def examine(path: Path, kind: str, *, seals: Seals | None = None, disk: Disk = REAL) -> Findings:
    """Look the store at ``path`` through without changing anything; ``kind`` names it in sentences.

    Raises ``StoreDamaged`` if there is nothing that could be looked through, and ``StoreNewer``,
    ``StoreLocked``, ``StoreError`` and what ``seals`` raises.
    """
    try:
        seen = look(path, kind, disk=disk, seals=seals)
        require_own_place(seen.header, path, kind)
        return _well(seen, kind)
    except StoreDamaged as error:
        found = _salvage(path, kind, seals, disk)
        sentence = f"{error} That would keep {_steps(len(found.payloads))}; {_lost(found.lost)}."
        return Findings(False, len(found.payloads), found.lost, found.lines, sentence)


def repair(path: Path, kind: str, *, seals: Seals | None = None, disk: Disk = REAL) -> Findings:
    """Put all that proves itself in the store at ``path`` into a new generation of it.

    The damaged file and its side file are kept beside it. A healthy store is left alone. The caller
    holds the lock. Raises what ``examine`` does; the damaged file is then as it was.
    """
    findings = examine(path, kind, seals=seals, disk=disk)
    if findings.healthy:
        return findings
    found = _salvage(path, kind, seals, disk)
    seal = find_seal(found.header.sealed_by, seals, kind)
    with told(f"The {kind} file could not be repaired"):
        copy = aside_path(path, disk, "damaged")
        keep(disk, copy, found.data)
        if found.head_data is not None:
            keep(disk, head_path(copy), found.head_data)
        lay_down(disk, path, found.header, found.payloads, seal)
    sentence = (
        f"The {kind} file was repaired: {_steps(len(found.payloads))} kept, {_lost(found.lost)}. "
        f"The damaged file is {copy.name}; what it holds is as private as before, so remove it "
        "when you do not need it any more."
    )
    return replace(findings, sentence=sentence, copy=copy)


class _Salvage(NamedTuple):
    """What can be saved, in order, and the header of the generation to put it into."""

    data: bytes
    head_data: bytes | None
    header: Header
    payloads: list[bytes]
    lines: tuple[Line, ...]
    lost: int


def _salvage(path: Path, kind: str, seals: Seals | None, disk: Disk) -> _Salvage:
    head_data = read_head_file(path, kind, disk)
    with told(f"The {kind} file could not be read"):
        if not disk.exists(path):
            raise missing(path, kind, head_there=head_data is not None)
        data = disk.read(path)
    head, copy = _read_head(head_data)
    header = _header(data.partition(b"\n")[0], kind) or copy
    if header is None:
        raise _hopeless(path, kind)
    require_own_place(header, path, kind)
    framing = Framing(header, find_seal(header.sealed_by, seals, kind))
    steps: dict[int, bytes] = {}
    lines: list[Line] = []
    highest = header.after
    for piece in _pieces(data, header):
        try:
            number, payload = _read(framing, piece)
        except Broken:
            lines.append(Line.BAD)
            continue
        lines.append(Line.OK if number > highest else Line.OUT_OF_ORDER)
        highest = max(highest, number)
        steps.setdefault(number, payload)
    if lines and not steps and header is copy:
        raise _hopeless(path, kind)  # the copy may be of another generation
    saved = head.number if head is not None and head.store == header.store else 0
    last = max(header.until, saved, highest)
    return _Salvage(
        data=data,
        head_data=head_data,
        header=replace(
            header, generation=header.generation + 1, after=last, until=last + len(steps)
        ),
        payloads=[steps[number] for number in sorted(steps)],
        lines=tuple(lines),
        lost=last - header.after - len(steps),
    )


def _read(framing: Framing, piece: bytes) -> tuple[int, bytes]:
    """Return number and payload of a line, even if its own line feed, the last one, is damaged."""
    try:
        number, _, payload, _ = framing.read_alone(piece)
    except Broken:
        number, _, payload, _ = framing.read_alone(piece[:-1])
    return number, payload


def _read_head(data: bytes | None) -> tuple[Head | None, Header | None]:
    """Return what the head file tells, and the header that it holds a copy of."""
    if data is None:
        return None, None
    try:
        head, copy = read_head(data)
    except Broken:
        head, copy = None, data.partition(b"\n")[2].partition(b"\n")[0]
    try:
        return head, read_header(copy)[0]
    except (Broken, Newer):
        return head, None


def _header(line: bytes, kind: str) -> Header | None:
    try:
        return read_header(line)[0]
    except Broken:
        return None
    except Newer:
        raise newer(kind) from None


def _pieces(data: bytes, header: Header) -> Iterator[bytes]:
    """Yield what stands between the line feeds behind the header.

    Where a line feed is damaged two lines run into each other. They are parted again: the second
    begins with the number and the link that follow from the first.
    """
    first, total = header_line(header)
    line, *lines = data.removesuffix(b"\n").split(b"\n")
    at = line.find(b"%d %s " % (header.after + 1, total), len(first) - 1)
    for piece in [line[at:], *lines] if at > 0 else lines:
        rest = piece
        while (at := _next_line(rest)) > 0:
            yield rest[: at - 1]
            rest = rest[at:]
        yield rest


def _next_line(piece: bytes) -> int:
    """Return where in a line the one begins that should have followed it, -1 for nowhere."""
    number, *frame = piece.split(b" ", 3)
    if len(frame) < 3 or not number.isdigit() or len(number) > 20:
        return -1
    return piece.find(b"%d %s " % (int(number) + 1, frame[1]), len(piece) - len(frame[2]))


def _well(seen: Look, kind: str) -> Findings:
    steps = len(seen.scan.payloads)
    sentence = f"The {kind} file is well: {_steps(steps)}, and each is what was saved."
    if len(seen.data) > seen.scan.last.end:
        sentence += (
            " Behind them is a part of a change that was never confirmed; "
            "opening the circle sets it aside."
        )
    if seen.head is None:
        sentence += (
            f" Its side file is {'damaged' if seen.head_there else 'missing'}, so whether changes "
            "are missing at its end cannot be told; opening the circle writes it anew."
        )
    return Findings(True, steps, 0, (Line.OK,) * steps, sentence)


def _hopeless(path: Path, kind: str) -> StoreDamaged:
    return StoreDamaged(
        f"The {kind} file ({path.name}) is damaged so badly that nothing of it can be read. It was "
        "left as it is, and nothing was changed. Put a copy from a backup in its place, then run "
        "`circle doctor --repair`."
    )


def _steps(number: int) -> str:
    return "1 step" if number == 1 else f"{number} steps"


def _lost(number: int) -> str:
    return f"{_steps(number)} lost" if number else "nothing lost"
