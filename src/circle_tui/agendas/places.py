"""Where every key and value of a TOML document stands.

``tomllib`` gives values without positions, and a message that names the line is the difference
between mending a file in ten seconds and giving up. This is a scanner for *valid* TOML: it is only
asked about text that ``tomllib`` has accepted, all of it or up to a mistake, so it needs to find,
not to judge.
"""

import re
from bisect import bisect_right
from contextlib import suppress
from typing import NamedTuple

KeyPath = tuple[str | int, ...]
"""A way into a document, such as ``("segment", 2, "minutes")``."""

_BARE = r"[A-Za-z0-9_-]++"
_BASIC = r'"(?:[^"\\\n]++|\\.)*+"'
_LITERAL = r"'[^'\n]*+'"
_LONG = (  # a long text may end in one or two quotes of its own, before the three that close it
    r'"""(?:[^"\\]++|\\[\s\S]|""?(?!"))*+"{3,5}'
    r"|'''(?:[^']++|''?(?!'))*+'{3,5}"
)
_NAME = re.compile(rf"[ \t]*+({_BASIC}|{_LITERAL}|{_BARE})[ \t]*+")
_SCALAR = re.compile(
    rf"{_LONG}|(?:{_BASIC}|{_LITERAL})(?![\"'])"  # an open long text is no empty short one
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[^ \t\n,\]}#]*+"  # a date and a time may be spaced
    r"|[^ \t\n,\]}#\"'][^ \t\n,\]}#]*+"
)
_BLANKS = re.compile(r"(?:[ \t\n]++|#[^\n]*+)*+")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|.)")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


class Place(NamedTuple):
    """A place in a text: line and column, both from 1, the column in characters."""

    line: int
    column: int


class Places:
    """The places of all keys and values of one document; ``text`` has plain line ends."""

    def __init__(
        self, text: str, keys: dict[KeyPath, int], values: dict[KeyPath, tuple[int, int]]
    ) -> None:
        self.text = text
        self._keys = keys
        self._values = values
        self._lines = line_starts(text)

    def key(self, path: KeyPath) -> Place | None:
        """Return where a key or the header of a table starts; a list's item has no key."""
        offset = self._keys.get(path)
        return None if offset is None else place_of(self._lines, offset)

    def value(self, path: KeyPath, seek: str = "") -> Place | None:
        """Return where a value starts, or within it the text ``seek`` if it stands there as such.

        A table written with a header has no value place.
        """
        span = self._values.get(path)
        if span is None:
            return None
        found = self.text.find(seek, *span)
        return place_of(self._lines, max(found, span[0]))

    def source(self, path: KeyPath) -> str | None:
        """Return a value exactly as it is written in the file."""
        span = self._values.get(path)
        return None if span is None else self.text[slice(*span)]


def line_starts(text: str) -> list[int]:
    """Return the offset at which each line of a text begins."""
    return [0, *(match.end() for match in re.finditer(r"\n", text))]


def place_of(lines: list[int], offset: int) -> Place:
    """Return the line and column of an offset, given ``line_starts`` of its text."""
    line = bisect_right(lines, offset)
    return Place(line, offset - lines[line - 1] + 1)


def crowded_key(text: str, most: int) -> int | None:
    """Return the offset of the first key with more than ``most`` parts, in any text."""
    crowded = (  # texts and comments are stepped over, closed or not: that keeps it linear
        r'"""(?:[^"\\]++|\\[\s\S]|""?(?!"))*+"{0,5}'
        r"|'''(?:[^']++|''?(?!'))*+'{0,5}"
        rf"|(?P<key>(?:(?:{_BASIC}|{_LITERAL}|(?<![A-Za-z0-9_-]){_BARE})[ \t]*+\.[ \t]*+)"
        rf"{{{most},}}+)"
        r"""|"(?:[^"\\\n]++|\\.)*+"?|'[^'\n]*+'?|#[^\n]*+"""
    )
    return next((m.start() for m in re.finditer(crowded, text) if m["key"]), None)


def find_places(text: str) -> Places:
    """Return the places of a ``plain`` text that is valid TOML; ``ValueError`` for any other."""
    scanner = _Scanner(text)
    scanner.document()
    return Places(scanner.text, scanner.keys, scanner.values)


def statement_line(text: str, place: Place) -> int:
    """Return the line on which the statement begins that holds a mistake at ``place``.

    A text or a list may have been opened many lines above. ``text`` has plain line ends and is
    valid up to there.
    """
    lines = line_starts(text)
    scanner = _Scanner(text[: lines[place.line - 1] + place.column])
    with suppress(ValueError, RecursionError):  # the mistake itself ends the walk
        scanner.document()
    for start in reversed(scanner.starts):
        line = place_of(lines, start).line
        if not text[lines[line - 1] : start].strip():
            return line
    return 1


class _Scanner:
    """One walk over a document; ``at`` is the offset of what comes next."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.keys: dict[KeyPath, int] = {}
        self.values: dict[KeyPath, tuple[int, int]] = {}
        self.last: dict[KeyPath, int] = {}
        """The newest index of each array of tables: ``[a.b]`` means the last ``a``."""
        self.starts: list[int] = []
        """Where each statement begins."""

    def document(self) -> None:
        """Walk the whole document."""
        table: KeyPath = ()
        while self.next() != "":
            self.starts.append(self.at)
            if self.next() == "[":
                table = self.header()
            else:
                self.pair(table)

    def header(self) -> KeyPath:
        """Take ``[a.b]`` or ``[[a.b]]`` and return the path of the table that it opens."""
        start = self.at
        double = self.text.startswith("[[", start)
        brackets = 2 if double else 1
        self.at += brackets
        path: KeyPath = ()
        for name, _ in self.names():
            if path in self.last:
                path = (*path, self.last[path])
            path = (*path, name)
            self.keys.setdefault(path, start)
        self.at += brackets
        if double:
            self.last[path] = self.last.get(path, -1) + 1
            path = (*path, self.last[path])
            self.keys[path] = start
        return path

    def pair(self, table: KeyPath) -> None:
        """Take ``a.b = value``."""
        path = table
        for name, start in self.names():
            path = (*path, name)
            self.keys.setdefault(path, start)
        self.at += len("=")
        self.value(path)

    def value(self, path: KeyPath) -> None:
        """Take a value with all that is in it."""
        opening = self.next()
        start = self.at
        if opening == "[":
            self.at += 1
            index = 0
            while self.next() != "]":
                self.value((*path, index))
                self.comma()
                index += 1
            self.at += 1
        elif opening == "{":
            self.at += 1
            while self.next() != "}":
                self.pair(path)
                self.comma()
            self.at += 1
        else:
            self.take(_SCALAR)
        self.values[path] = (start, self.at)

    def names(self) -> list[tuple[str, int]]:
        """Take a dotted key; return each part, decoded, with its offset."""
        parts = []
        while True:
            match = self.take(_NAME)
            parts.append((_decoded(match[1]), match.start(1)))
            if not self.text.startswith(".", self.at):
                return parts
            self.at += len(".")

    def comma(self) -> None:
        """Step over the comma between two items, if there is one."""
        if self.next() == ",":
            self.at += 1

    def next(self) -> str:
        """Step over blanks and comments; return the character that follows, "" at the end."""
        self.take(_BLANKS)
        return self.text[self.at : self.at + 1]

    def take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """Step over what matches here."""
        match = pattern.match(self.text, self.at)
        if match is None:
            raise ValueError(f"not valid TOML at offset {self.at}")
        self.at = match.end()
        return match


def _decoded(name: str) -> str:
    """Return the name that a bare or quoted key part stands for."""
    if name[0] == '"':
        return _ESCAPE.sub(lambda match: _unescaped(match[1]), name[1:-1])
    return name[1:-1] if name[0] == "'" else name


def _unescaped(code: str) -> str:
    """Return the character of an escape, given without its backslash."""
    return chr(int(code[1:], 16)) if len(code) > 1 else _ESCAPED.get(code, code)
