"""Sentences that the screens share, with their lengths of time in words.

A screen writes ``17:05`` for a length, and a screen reader reads that as five past five. What is
told to both goes through here before it is said. That a figure is a length and no time of day is
known from where it comes: no sentence of the program tells both in figures, and what people wrote
themselves goes into one ``veiled``, so that it is said as it was written.
"""

import re
from dataclasses import replace
from typing import Final, TypeVar

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.order import Line
from circle_tui.domain.record import SessionRecord
from circle_tui.domain.view import LiveView
from circle_tui.plain.words import spoken

T = TypeVar("T", Agenda, SessionRecord)

_FIGURE: Final = r"(?P<over>\+)?(?:(?P<hours>[0-9]+):)?(?P<minutes>[0-9]+):(?P<seconds>[0-9]{2})"
"""A length as clocks and tables have it: ``17:05``, ``1:17:05``, ``+0:05``."""

_UNITS: Final = r"\b(?P<h>[0-9]+) h(?: (?P<min>[0-9]{2}) min)?\b|\b(?P<s>[0-9]+) s\b"
"""A length as a sentence has it whose units are no words: ``2 h 04 min``, ``2 h``, ``30 s``."""

_LENGTH: Final = re.compile(f"{_FIGURE}|{_UNITS}")
_LENGTH_BESIDE_TIME: Final = re.compile(_UNITS)

_FEWER_SPEAK: Final = re.compile(r"\d+ of \d+ speak here, whoever wants to: [\d:]+ each\.")
"""What a way out puts before the script of a part in which only some speak (``domain.ways``)."""

_VEIL: Final = {ord("0") + digit: 0xFDD0 + digit for digit in range(10)}
"""Stands for a digit that somebody else wrote, of those that figures are made of.

Unicode keeps these characters for use within a program."""

_LIFTED: Final = {veil: digit for digit, veil in _VEIL.items()}


def heard(sentence: str, *, tells_time: bool = False) -> str:
    """Return a sentence with every length in words, and what was ``veiled`` as it was.

    ``2 topics in 14:30`` is ``2 topics in 14 minutes 30 seconds``, ``+0:05`` is ``5 seconds over``.
    In a sentence that ``tells_time`` figures are the time of day, and stay: ``2 h 14 min after the
    promised 19:10`` is ``2 hours 14 minutes after the promised 19:10``.
    """
    length = _LENGTH_BESIDE_TIME if tells_time else _LENGTH
    return length.sub(_in_words, sentence).translate(_LIFTED)


def veiled(text: str) -> str:
    """Return a name or a title as it may stand in a sentence that is to be ``heard``."""
    return text.translate(_VEIL)


def with_veiled_titles(whole: T) -> T:
    """Return an agenda or a record with the titles of its parts ``veiled``."""
    parts = tuple(replace(part, title=veiled(part.title)) for part in whole.segments)
    return replace(whole, segments=parts)


def heard_view(view: LiveView) -> LiveView:
    """Return the picture of a moment with every length of time in words."""
    first, end, script = view.say.partition("\n")
    return replace(
        view,
        clock=heard(view.clock),
        allotted=heard(view.allotted),
        used=heard(view.used),
        pause=heard(view.pause),
        drift=heard(view.drift),
        interruption=heard(view.interruption),
        vote_due=heard(view.vote_due),
        behind=heard(view.behind, tells_time=True),
        say=f"{heard(first) if _FEWER_SPEAK.fullmatch(first) else first}{end}{script}",
        order=tuple(map(_heard_line, view.order)),
    )


def _heard_line(line: Line) -> Line:
    return replace(line, time=heard(line.time), over=heard(line.over))


def _in_words(found: re.Match[str]) -> str:
    """Return one length in words."""
    parts = found.groupdict()
    hours, minutes, seconds = (
        int(parts.get(figure) or parts[unit] or 0)
        for figure, unit in (("hours", "h"), ("minutes", "min"), ("seconds", "s"))
    )
    told = spoken(3600 * hours + 60 * minutes + seconds)
    return f"{told} over" if parts.get("over") else told
