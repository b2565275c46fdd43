"""A text without the mistake that was just told, so that the next one can be found.

``tomllib`` stops at the first mistake. Going on is honest only where it is plain what the mistake
has spoilt: its statement is taken out, and the line after it must begin something new. Where that
is not so, reading ends, because what would be found next might be no mistake at all.
"""

import re
from typing import NamedTuple

from circle_tui.agendas.complaints import Complaint
from circle_tui.agendas.slips import LONG, begins, pair, text_end

UNREADABLE = "nan"
"""What stands for a value that could not be read: no key accepts it."""

_NAMED = re.compile(r"[ \t]*(?P<key>[A-Za-z0-9_-]+(?:[ \t]+[A-Za-z0-9_-]+)*)[ \t]*[=:]")
_SEGMENT = re.compile(r"[\[\] \t]*segment[\[\] \t]*(?P<beside>[^#]*)")
"""A header of a segment, whatever its brackets, and what stands beside it."""


class Mended(NamedTuple):
    """A text that has every line where it was, with one statement taken out.

    ``last`` is the last line taken out, and ``line`` the one on which its key still stands, where
    the mistake was told. ``known`` is whether there is such a key: then the rest can be judged
    without missing what is only unreadable.
    """

    text: str
    last: int
    line: int
    known: bool


def mended(text: str, wrong: Complaint) -> Mended | None:
    """Return the text without a mistaken statement; ``None`` if it is not plain where that ends."""
    if not wrong.first:
        return None
    lines = text.split("\n")
    last = _last_line(lines, wrong)
    if last is None or not all(map(begins, lines[last : last + 1])):
        return None
    opening = lines[wrong.first - 1]
    named, header = _NAMED.match(opening), _SEGMENT.match(opening)
    known = bool(named)
    stand_in = f"{'_'.join(named['key'].split())} = {UNREADABLE}" if named else ""
    if opening.lstrip().startswith("["):
        if not header or wrong.first != last:
            return None
        stand_in, known = "[[segment]]", not header["beside"]
    line = wrong.problem.line or wrong.first
    lines[wrong.first - 1 : last] = [""] * (last - wrong.first + 1)
    lines[line - 1] = stand_in
    return Mended("\n".join(lines), last, line, known)


def unsaid(before: Mended, wrong: Complaint) -> Mended | None:
    """Return the text without a key that stands further up as well; ``None`` if it is no such.

    A header is never taken out: what follows it would be read as part of the table above.
    """
    lines = before.text.split("\n")
    line = before.line
    if not line or not wrong.at == wrong.first == line or lines[line - 1].startswith("["):
        return None
    lines[line - 1] = ""
    return before._replace(text="\n".join(lines), line=0)


def _last_line(lines: list[str], wrong: Complaint) -> int | None:
    """Return the line on which a mistaken statement ends, if that can be told."""
    found = pair(lines[wrong.first - 1])
    opened = found["value"] if found else ""
    if opened.startswith(LONG):
        marks = opened[:3]
        rest = [opened[3:], *lines[wrong.first :]]
        ends = [number for number, line in enumerate(rest, wrong.first) if marks in line]
        return max(ends[0], wrong.at) if ends else None
    if wrong.at > wrong.first:
        return wrong.at - 1 if begins(lines[wrong.at - 1]) else wrong.at
    return text_end(lines, wrong.first) or wrong.first
