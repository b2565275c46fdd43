"""What ``tomllib`` complains of, in words a person can act on.

Only a text that is not TOML needs this module, with its table and its patterns.
"""

import re

from circle_tui.agendas.places import Place, line_starts, place_of
from circle_tui.agendas.problems import Problem, quoted, visible

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_KEY_LINE = re.compile(r"[ \t]*([A-Za-z0-9_-]+|\"[^\"\\]*\"|'[^']*')[ \t]*=")
_HEADER_LINE = re.compile(r"[ \t]*\[\[?[ \t]*([A-Za-z0-9_-]+)[ \t]*\]")
_BARE_TIME = re.compile(
    r"=[ \t]*(?P<whole>(?P<number>[0-9]{1,9})(?:[hms][0-9hms]{0,20}|(?P<clock>:[0-9]{2})))"
)
_CURLY_QUOTES = tuple("\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb")
_A_LINE = "a line reads key = value, and a comment starts with #"

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


def syntax_problem(text: str, file: str, message: str) -> Problem:
    """Return tomllib's complaint as a problem, at tomllib's place."""
    found = _PLACE.search(message)
    plain = message[: found.start()] if found else message
    place = _place(text, found)
    if place is None:
        return Problem(file, None, None, f"this is not valid TOML: {visible(plain[:80])}")
    line = text.split("\n")[place.line - 1]
    if re.match("Cannot |Duplicate ", plain):
        return _repeated(file, place, line)
    if line[place.column - 1 : place.column] in _CURLY_QUOTES:
        sentence = "these are curly quotation marks, which TOML does not know"
        return Problem(file, *place, sentence, 'use straight ones: "text"')
    bare = _BARE_TIME.search(line)
    if bare and bare.end("number") == place.column - 1:
        what = "a time of day" if bare["clock"] else "a duration with letters"
        hint = f'write "{bare["whole"]}"'
        return Problem(file, place.line, bare.start("whole") + 1, f"{what} needs quotes", hint)
    for pattern, sentence, hint in _IN_OUR_WORDS:
        if re.match(pattern, plain):
            return Problem(file, *place, sentence, hint)
    return Problem(file, *place, f"this is not valid TOML: {visible(plain[:80])}")


def _place(text: str, found: re.Match[str] | None) -> Place | None:
    """Return the place that a message of tomllib names."""
    if found is None:
        return None
    if found[1]:
        return Place(int(found[1]), int(found[2]))
    return place_of(line_starts(text), len(text))


def _repeated(file: str, place: Place, line: str) -> Problem:
    """Return the problem of a key or table that is there already.

    tomllib's place is where the second one ends. If it stands alone on its line, which is nearly
    always so, the problem points at its key; else it stays with tomllib's place.
    """
    header = _HEADER_LINE.match(line)
    if header:
        column = line.index("[") + 1
        hint = "start every segment with [[segment]], in double brackets"
        sentence = f"the table {quoted(header[1])} cannot be opened again here"
        return Problem(file, place.line, column, sentence, hint if header[1] == "segment" else "")
    key = _KEY_LINE.match(line)
    if key and not re.search(r"\{|\"\"\"|'''", line):
        name = key[1].strip("\"'")
        sentence = f"{quoted(name)} is already set further up in the same table"
        return Problem(file, place.line, key.start(1) + 1, sentence, "keep one of the two")
    return Problem(file, *place, "this key is already set further up", "keep one of the two")
