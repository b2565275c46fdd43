"""The slips people make who write TOML by hand, each recognised by the look of its line.

A look gets the place at which ``tomllib`` gave up, and returns where the slip is, what it is and
what to write instead, or ``None`` if it is another one's.
"""

import re
from typing import NamedTuple

from circle_tui.agendas.kinds import Duration, Flag, ListOf, Sizes, Whole
from circle_tui.agendas.places import Place
from circle_tui.agendas.problems import quoted
from circle_tui.agendas.schema import AGENDA_KEYS, SEGMENT_KEYS

_KEY = r"[A-Za-z0-9_-]+|\"[^\"\\]*\"|'[^']*'"
_PAIR = re.compile(rf"[ \t]*(?P<key>{_KEY})[ \t]*=[ \t]*(?P<value>.*)")
_SPACED = re.compile(r"[ \t]*(?P<key>[A-Za-z0-9_-]+(?:[ \t]+[A-Za-z0-9_-]+)+)[ \t]*=")
_COLON = re.compile(r"[ \t]*(?P<key>[A-Za-z0-9_-]+)[ \t]*:")
_HEADER = re.compile(r"[ \t]*\[[\[ \t]*(?P<name>[A-Za-z0-9_-]+)[ \t]*\]")
_WHOLE_HEADER = re.compile(r"[ \t]*(?:\[\[[^\[\]]*\]\]|\[[^\[\]]*\])(?!\])")
_BEGINS = re.compile(r"[ \t]*(?:#|\[|[\w\"'.-][\w\"'. \t-]*=)")
_ONE_LINE = re.compile(r'"(?:[^"\\]|\\.)*"|' r"'[^']*'")
_BARE_TIME = re.compile(r"[0-9]{1,9}(?:[hms][0-9hms]{0,20}|(?P<clock>:[0-9]{2}))(?![\w:])")
_WITH_UNIT = re.compile(
    r"(?P<number>[0-9]{1,9})[ \t]*(?:(?P<h>h|hours?)|(?P<m>m|min|mins|minutes?)"
    r"|(?P<s>s|sec|secs|seconds?))\.?"
)
_CURLY_QUOTES = tuple("\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb")
_START_ONE = "start every segment with [[segment]], in double brackets"
LONG = ('"""', "'''")
"""What opens and closes a text that may have many lines."""

_TOP = {key.name for key in AGENDA_KEYS}
_ROWS = (*AGENDA_KEYS, *SEGMENT_KEYS)
_NAMES = {key.name for key in _ROWS}
_FLAGS = {key.name for key in _ROWS if isinstance(key.kind, Flag)}
_FIGURES = {key.name for key in _ROWS if isinstance(key.kind, Duration | Whole)}
_LISTS = {key.name for key in _ROWS if isinstance(key.kind, ListOf)}
_SIZES = {key.name for key in _ROWS if isinstance(key.kind, Sizes)}
_OWN_UNIT = {"minutes": "m", "seconds_each": "s"}
"""What a bare number counts where the key says so itself."""

_YES, _NO = {"yes", "y", "on", "true"}, {"no", "n", "off", "false"}

Told = tuple[int, int, str, str]
"""Line, column, sentence and hint."""


class Slip(NamedTuple):
    """A text that is not TOML: its lines, and the place at which reading failed.

    ``first`` is the line on which the statement begins that could not be read; ``plain`` is what
    ``tomllib`` says.
    """

    lines: list[str]
    place: Place
    first: int
    plain: str

    @property
    def line(self) -> str:
        """The line on which reading failed."""
        return self.lines[self.place.line - 1]

    @property
    def begins_here(self) -> bool:
        """Whether that line is the beginning of its statement."""
        return self.first == self.place.line

    def at(self, column: int, sentence: str, hint: str) -> Told:
        """Tell of something on this line, at a column counted from 0."""
        return self.place.line, column + 1, sentence, hint


def pair(line: str) -> re.Match[str] | None:
    """Return the ``key`` and the ``value`` of a line that has both, however odd the value."""
    return _PAIR.match(line)


def begins(line: str) -> bool:
    """Whether a line plainly begins something new: a key, a table or a comment, or is blank."""
    told = _COLON.match(line)
    return not line.strip() or bool(_BEGINS.match(line)) or bool(told and told["key"] in _NAMES)


def left_open(line: str) -> bool:
    """Whether a line opens a text with an apostrophe and does not close it.

    If there is no other one in the whole file, ``tomllib`` gives up only at its end.
    """
    opened = _PAIR.match(line)
    value = opened["value"] if opened else ""
    return value.startswith("'") and not value.startswith("'''") and not _ONE_LINE.match(value)


def text_end(lines: list[str], first: int) -> int | None:
    """Return the line on which a text ends that opens with one quote on an earlier one."""
    opened = _PAIR.match(lines[first - 1])
    if not opened or opened["value"][:1] not in {'"', "'"} or _ONE_LINE.match(opened["value"]):
        return None
    closed = re.compile(rf"{opened['value'][0]}[ \t]*(?:#.*)?$")
    for number, line in enumerate(lines[first:], first + 1):
        if line.strip() and begins(line):
            return None
        if closed.search(line):
            return number
    return None


def repeated(slip: Slip) -> Told | None:
    """Tell of a key or table that is there already.

    tomllib's place is where the second one ends. If it stands alone on its line, which is nearly
    always so, the problem points at its key; else it stays with tomllib's place.
    """
    if not re.match("Cannot |Duplicate ", slip.plain):
        return None
    table = _HEADER.match(slip.line)
    if table and slip.begins_here:
        hint = _START_ONE if table["name"] == "segment" else ""
        sentence = f"the table {quoted(table['name'])} cannot be opened again here"
        return slip.at(slip.line.index("["), sentence, hint)
    found = _PAIR.match(slip.lines[slip.first - 1])
    if not found or "{" in found["value"]:
        hint = "keep one of the two"
        return (*slip.place, "this key is already set further up", hint)
    name = found["key"].strip("\"'")
    hint = "keep one of the two"
    if name in _TOP and any(_HEADER.match(line) for line in slip.lines[: slip.first]):
        hint += "; what is meant for the whole meeting goes above the first [[segment]]"
    sentence = f"{quoted(name)} is already set further up in the same table"
    return slip.first, found.start("key") + 1, sentence, hint


def curly_quotes(slip: Slip) -> Told | None:
    """Tell of quotation marks from a word processor."""
    column = slip.place.column - 1
    if slip.line[column : column + 1] not in _CURLY_QUOTES:
        return None
    sentence = "these are curly quotation marks, which TOML does not know"
    return slip.at(column, sentence, 'use straight ones: "text"')


def never_closed(slip: Slip) -> Told | None:
    """Tell of a text or list that runs on into what follows, at the line where it opens."""
    found = _PAIR.match(slip.lines[slip.first - 1])
    if not found or slip.begins_here:
        return None
    opened, place = found["value"], (slip.first, found.start("value") + 1)
    last = slip.place.line == len(slip.lines)
    if opened.startswith(LONG):
        over = map(_PAIR.match, slip.lines[max(slip.first, slip.place.line - 2) : slip.place.line])
        if last or any(one and one["value"].startswith(opened[:3]) for one in over):
            hint = f"put {opened[:3]} after its last line"
            return (*place, "the text that opens here is never closed", hint)
    if opened.startswith("[") and (last or begins(slip.line)):
        hint = "look for a missing ] or comma"
        return (*place, "the list that opens here is not closed", hint)
    return None


def time_without_quotes(slip: Slip) -> Told | None:
    """Tell of a duration or a time of day that needs quotes."""
    found = _PAIR.match(slip.line)
    bare = found and _BARE_TIME.match(found["value"])
    if not found or not bare or not slip.begins_here:
        return None
    what = "a time of day" if bare["clock"] else "a duration with letters"
    return slip.at(found.start("value"), f"{what} needs quotes", f'write "{bare[0]}"')


def key_with_spaces(slip: Slip) -> Told | None:
    """Tell of ``seconds each = 5``."""
    found = _SPACED.match(slip.line)
    if not found or not slip.begins_here:
        return None
    joined = "_".join(found["key"].split())
    return slip.at(found.start("key"), "a key has no space in it", f"write {joined[:40]} = ...")


def colon(slip: Slip) -> Told | None:
    """Tell of ``title: Check-in``."""
    found = _COLON.match(slip.line)
    if not found or not slip.begins_here:
        return None
    key = found["key"][:40]
    return slip.at(found.end() - 1, 'a key is followed by "=", not by ":"', f"write {key} = ...")


def header(slip: Slip) -> Told | None:
    """Tell of ``[[segment]``, and of a key beside a header."""
    found = _HEADER.match(slip.line)
    if not found or not slip.begins_here:
        return None
    column = slip.place.column - 1
    if _WHOLE_HEADER.match(slip.line):
        hint = "give every key a line of its own"
        return slip.at(column, "something is left over after the table's name", hint)
    sentence = "the brackets around this table's name do not match"
    return slip.at(column, sentence, "such as [[segment]]")


def value(slip: Slip) -> Told | None:
    """Tell of a value that cannot be read, by what it looks like."""
    found = _PAIR.match(slip.line)
    if not found or not slip.begins_here or slip.place.column <= found.start("value"):
        return None
    key, start = found["key"].strip("\"'"), found.start("value")
    if found["value"][:1] in {'"', "'"}:
        return _text(slip, found["value"])
    written = found["value"].partition("#")[0].rstrip()
    if not written:
        return slip.at(start, 'there is nothing after the "="', "write a value, or drop the line")
    if written[-1] in ",;" and slip.place.column == start + len(written):
        return _left_over(slip, written[-1])
    if slip.line[slip.place.column - 1 :].startswith(("//", "--")):
        return _left_over(slip, written)
    sentence, hint = _bare(key, written, top=not any(map(_HEADER.match, slip.lines[: slip.first])))
    return slip.at(start, sentence, hint) if sentence else None


def _text(slip: Slip, written: str) -> Told | None:
    """Tell of a text in quotes that is not closed, or that something follows."""
    mark, column = written[0], slip.place.column - 1
    if written.startswith(mark * 3):
        return None
    closed = _ONE_LINE.match(written)
    if closed is None:
        if text_end(slip.lines, slip.first):
            hint = f"put three quotes, {mark * 3}, before it and after it"
            return slip.at(column, "this text runs over several lines", hint)
        return slip.at(column, "the text on this line is not closed", f"end it with a {mark}")
    rest = written[closed.end() :].strip()
    if not rest or rest.startswith("#") or _PAIR.match(rest) or _ONE_LINE.fullmatch(rest):
        return None
    if mark in rest:
        inner = "write ' for those inside" if mark == '"' else 'put " around the whole instead'
        return slip.at(column, "there are quotes within the quotes", inner)
    return _left_over(slip, rest)


def _left_over(slip: Slip, rest: str) -> Told:
    """Tell of what stands after a value."""
    hint = "a comment starts with #"
    if rest in {",", ";"}:
        hint = f'take out the "{rest}"'
    return slip.at(slip.place.column - 1, "something is left over after the value", hint)


def _bare(key: str, written: str, *, top: bool) -> tuple[str, str]:
    """Return the sentence and the hint about a value without quotes; both empty if it is no slip.

    ``top`` is whether it stands above the first table, where minutes take no unit.
    """
    unit = _WITH_UNIT.fullmatch(written)
    figures = re.findall("[0-9]+", written)
    if written in {"true", "false"}:
        return "", ""
    if key in _FLAGS and written.lower() in _YES | _NO:
        word = "true" if written.lower() in _YES else "false"
        return "this must be true or false, in small letters", f"write {key} = {word}"
    if key in _SIZES and len(figures) == 2 and not written.startswith("["):
        return "two sizes are a list", f"write {key} = [{figures[0][:3]}, {figures[1][:3]}]"
    if re.fullmatch("0[0-9]{1,9}", written):
        return "a number has no zero in front", f"write {key} = {int(written)}"
    if unit and unit.lastgroup:
        own = top or _OWN_UNIT.get(key) == unit.lastgroup
        right = unit["number"] if own else f'"{unit["number"]}{unit.lastgroup}"'
        return "a word stands after the number", f"write {key} = {right}"
    if re.fullmatch("[0-9]{1,9},[0-9]{1,9}", written):
        return "a decimal number has a point", f"write {key} = {written.replace(',', '.')}"
    if not written[0].isalpha() or written[-1] in "]}":
        return "", ""
    if key in _FLAGS:
        return "this must be true or false", f"write {key} = true, or {key} = false"
    if key in _FIGURES:
        return "a number is written in figures", f"such as {key} = 5"
    if '"' in written:
        return "text needs quotes", "put them before and after the whole"
    items = [quoted(item.strip()) for item in written.split(",")] if key in _LISTS else []
    right = f"[{', '.join(items[:6])}]" if len(items) > 1 else quoted(written)
    return "text needs quotes", f"write {key} = {right}"
