"""What of a calendar file says when somebody is busy; all the rest is dropped unread.

Titles, places, guests, alarms and attachments never get past this, so that nothing behind it can
tell them, stumble over them or spend time on them. It goes line by line, as RFC 5545 folds them,
and takes what is broken for what it looks like.
"""

import codecs
import re
from collections.abc import Iterator

from circle_tui.domain.errors import InputError
from circle_tui.domain.values import value

EVENT, FREE_BUSY, ZONE = "VEVENT", "VFREEBUSY", "VTIMEZONE"

_KEPT = {
    EVENT: frozenset(
        (
            *("UID", "SEQUENCE", "STATUS", "TRANSP", "DTSTART", "DTEND", "DURATION"),
            *("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"),
        )
    ),
    FREE_BUSY: frozenset(("DTSTART", "DTEND", "FREEBUSY")),
    ZONE: frozenset(
        (
            *("BEGIN", "END", "TZID", "DTSTART", "RRULE", "RDATE"),
            *("TZOFFSETFROM", "TZOFFSETTO", "TZNAME"),
        )
    ),
}
"""The properties that are looked at, by the component that has them itself (a zone's: within)."""

_OUTER = "VCALENDAR"
_BEGINS = re.compile(r"^BEGIN:VCALENDAR[ \t]*$", re.IGNORECASE | re.MULTILINE)
_ENDS = re.compile(r"^END:VCALENDAR[ \t]*$", re.IGNORECASE | re.MULTILINE)


@value
class Piece:
    """One component: its kind and those of its lines, unfolded, that are looked at.

    ``whole`` is false when its end is missing; ``cancelled`` when the calendar around it calls off.
    """

    kind: str
    lines: tuple[str, ...]
    whole: bool = True
    cancelled: bool = False


def text_of(data: bytes) -> str:
    """Return a calendar file as text with plain line ends and no line folded.

    Letters that are none become another: they matter to nothing kept here. Raises ``InputError``
    for what is no calendar file at all.
    """
    utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = data.decode("utf-16" if utf_16 else "utf-8-sig", "replace")
    text = re.sub(r"\n[ \t]", "", re.sub(r"\r+\n?", "\n", text))
    if not _BEGINS.search(text):
        raise InputError("That is no calendar file: nothing in it begins a calendar.")
    return text


def ends_early(text: str) -> bool:
    """Tell whether a calendar in a file has no end, as when a download was cut off."""
    return len(_BEGINS.findall(text)) > len(_ENDS.findall(text))


def pieces(text: str) -> Iterator[Piece]:
    """Yield the events, blocks of busy times and zones of a calendar file, in its order."""
    inside: list[str] = []  # components within the one that is read: alarms
    kept: list[str] = []
    kind, cancelled = "", False
    for line in text.split("\n"):
        name, said = _name(line), line.rpartition(":")[2].strip().upper()
        if name == "BEGIN" and said in (*_KEPT, _OUTER):
            if kind:  # its end is missing, and so are those within it
                yield Piece(kind, tuple(kept), whole=False)
            cancelled = cancelled and said != _OUTER
            kind, kept, inside = "" if said == _OUTER else said, [], []
        elif name == "END" and said == kind:
            yield Piece(kind, tuple(kept), cancelled=cancelled)
            kind, kept, inside = "", [], []
        elif name == "BEGIN":
            inside.append(said)
        elif name == "END" and said in inside:
            del inside[inside.index(said) :]
        elif name == "METHOD" and not kind:
            cancelled = said == "CANCEL"
        if kind and name in _KEPT[kind] and (kind == ZONE or not inside) and said != ZONE:
            kept.append(line.rstrip())
    if kind:
        yield Piece(kind, tuple(kept), whole=False)


def _name(line: str) -> str:
    """Return what a line is called, without its parameters."""
    return line[:40].partition(":")[0].partition(";")[0].strip().upper()
