"""What ``tomllib`` complains of, in words a person can act on.

Only a text that is not TOML needs this module. It trusts the place that ``tomllib`` names and then
looks at the line itself, because what people get wrong can be seen there; only what no look knows
is told by the sentence of ``tomllib``, which another Python may word in another way.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from circle_tui.agendas import slips
from circle_tui.agendas.places import Place, line_starts, place_of, statement_line
from circle_tui.agendas.problems import Problem, visible
from circle_tui.agendas.slips import Slip, Told

_PLACE = re.compile(r" ?\(?(?:at )?(?:line (\d+),? column (\d+)|end of document)\)?$")
_A_LINE = "a line reads key = value, and a comment starts with #"

_LOOKS: tuple[Callable[[Slip], Told | None], ...] = (
    slips.repeated,
    slips.curly_quotes,
    slips.never_closed,
    slips.time_without_quotes,
    slips.key_with_spaces,
    slips.colon,
    slips.header,
    slips.value,
)

_IN_OUR_WORDS = (
    (r"Expected '=' after a key", 'there is no "=" after this key', _A_LINE),
    (
        r"Expected newline or end of document",
        "something is left over after the value",
        "give every key a line of its own, and put text in quotes",
    ),
    (r"Invalid statement", "this line is not a key, a table or a comment", _A_LINE),
    (
        r"Invalid initial character for a key",
        "a key cannot begin like this",
        "a key is made of letters, digits, - and _",
    ),
    (r"Invalid value", "there is no usable value here", 'put text in quotes: title = "Check-in"'),
    (r"Invalid date", "this is not a date or time that exists", "put text in quotes"),
    (
        r"(Illegal|Found invalid) character '\\n'",
        "the text on this line is not closed",
        'end it with a "',
    ),
    (
        r"Unterminated string|Expected \"'",
        "a text is opened with quotes and never closed",
        "look for the last text that opens, and close it with the same quotes",
    ),
    (
        r"Unescaped|Invalid hex value|Escaped character",
        "this text holds a \\ that means nothing",
        "write \\\\ for a backslash",
    ),
    (
        r"Illegal character|Found invalid character",
        "there is a control character here",
        "take it out, or type the line again",
    ),
    (r"Unclosed array", "a list is opened with [ and not closed", "look for a missing ] or comma"),
    (
        r"Unclosed inline table",
        "a table is opened with { and not closed on its line",
        "look for a missing } or comma",
    ),
    (r"Expected '\]", "the brackets around this table's name do not match", "such as [[segment]]"),
)


class Complaint(NamedTuple):
    """One mistake in a text that is not TOML.

    ``first`` and ``at`` are the lines, from 1, on which the mistaken statement begins and on which
    reading it failed; 0 if nobody knows.
    """

    problem: Problem
    first: int
    at: int


def complaint(text: str, file: str, message: str) -> Complaint:
    """Return the mistake that ``tomllib`` found in a text with plain line ends."""
    found = _PLACE.search(message)
    plain = message[: found.start()] if found else message
    place = _place(text, found)
    if place is None:
        return Complaint(Problem(file, None, None, _as_it_is(plain), _A_LINE), 0, 0)
    lines = text.split("\n")
    first = _first_line(text, lines, place)
    if first < place.line and slips.left_open(lines[first - 1]):
        place = Place(first, len(lines[first - 1]) + 1)
    slip = Slip(lines, place, first, plain)
    for look in _LOOKS:
        told = look(slip)
        if told:
            return Complaint(Problem(file, *told), first, place.line)
    for pattern, sentence, hint in _IN_OUR_WORDS:
        if re.match(pattern, plain):
            return Complaint(Problem(file, *place, sentence, hint), first, place.line)
    return Complaint(Problem(file, *place, _as_it_is(plain), _A_LINE), first, place.line)


def _as_it_is(plain: str) -> str:
    """Return a sentence about a complaint that this version does not know."""
    return f"this is not valid TOML: {visible(plain[:80])}"


def _first_line(text: str, lines: list[str], place: Place) -> int:
    """Return the line on which the mistaken statement begins.

    If a text was never closed, the quotes that were to open the next one close it, and reading
    fails a line later; the mistake is the statement before.
    """
    first = statement_line(text, place)
    before = place.line - 1
    opened = slips.pair(lines[before - 1]) if before and first == place.line else None
    if opened and opened["value"] in slips.LONG:
        return statement_line(text, Place(before, len(lines[before - 1])))
    return first


def _place(text: str, found: re.Match[str] | None) -> Place | None:
    """Return the place that a message of tomllib names, if the text has it."""
    if found is None:
        return None
    if not found[1]:
        return place_of(line_starts(text), len(text))
    place = Place(int(found[1]), int(found[2]))
    return place if 1 <= place.line <= text.count("\n") + 1 and place.column >= 1 else None
