"""Reads a store file through: every step in order, and where it stops being what was written.

What a torn end may look like decides what is damage. Each step is forced to the disk before the
next is written, so a power cut or a kill can spoil nothing but what lies behind the last step that
was confirmed, whatever bytes the disk left there (a part, zeros, something old). So a bad end is
the rest of an unconfirmed step unless something shows that more was there once: a good line behind
it, a head that names a later step, or the snapshot, which was forced as a whole.
"""

from typing import NamedTuple

from circle_tui.storage.head import Head
from circle_tui.storage.lines import Broken, Framing, Header


class Place(NamedTuple):
    """Where a store file reaches: the number and sum of a line, and the offset of its end."""

    number: int
    sum: bytes
    end: int


class Scan(NamedTuple):
    """What a store file holds.

    ``last`` is where the good lines end, ``before`` the place one line earlier; they are the same
    when there is no line but the header. ``damage`` says in words why the rest of the file, or of
    what it once was, is no torn end; it is empty for a file that can be gone on with.
    """

    payloads: list[bytes]
    last: Place
    before: Place
    damage: str


def scan(data: bytes, header: Header, framing: Framing, head: Head | None) -> Scan:
    """Read the lines of ``data``, whose first line is ``header``; see ``Scan``."""
    pieces = data.split(b"\n")
    rest = pieces.pop()  # empty, or a line that lacks its end
    number, link, end = before = header.after, pieces[0].split(b" ", 4)[3], len(pieces[0]) + 1
    payloads: list[bytes] = []
    sum_at_head = b""
    at_head = head.number if head is not None else -1
    read = framing.read
    for piece in pieces[1:]:
        try:
            payload, total = read(piece, number + 1, link)
        except Broken:
            break
        before = number, link, end
        number, link, end = number + 1, total, end + len(piece) + 1
        payloads.append(payload)
        if number == at_head:
            sum_at_head = total
    last = Place(number, link, end)
    behind = [*pieces[1 + len(payloads) :], rest]
    damage = _damage(behind, last, header, framing, head, sum_at_head)
    return Scan(payloads, last, Place(*before), damage)


def _damage(
    behind: list[bytes],
    last: Place,
    header: Header,
    framing: Framing,
    head: Head | None,
    sum_at_head: bytes,
) -> str:
    """Return why a file that reads well up to ``last`` is damaged, or nothing."""
    if head is not None and head.store != header.store:
        return "its side file belongs to another store"
    proven = max(header.until, head.number if head is not None else 0)
    missing = proven - last.number
    if missing > 0 and not behind[0]:
        return f"it ends {missing} {'step' if missing == 1 else 'steps'} too early"
    if missing > 0 or any(_is_good(framing, piece) for piece in behind[1:]):
        return f"its line {last.number - header.after + 2} is not what was saved"
    if head is not None and head.number > header.after and sum_at_head != head.sum:
        return "its side file names another last step"
    return ""


def _is_good(framing: Framing, piece: bytes) -> bool:
    try:
        framing.read_alone(piece)
    except Broken:
        return False
    return True
