"""TOML text to plain data, or the places where it stops being TOML.

``tomllib`` does the reading; this guards it against files which are made to keep a program busy.
What only a faulty text needs is imported for that one, since most are fine.
"""

import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from circle_tui.agendas.problems import Problem

if TYPE_CHECKING:
    from circle_tui.agendas.mending import Mended

MOST_PARTS = 8
"""Dotted parts that a key may have. ``tomllib`` takes quadratic time over them; agendas need 2."""

MOST_READ = 256 * 1024
"""Characters that are read again and again to find one mistake after another, all in all."""

MOST_MISTAKES = 100
"""Mistakes after which no more are looked for."""


class Parsed(NamedTuple):
    """What a text says as far as it is TOML, and where it is not.

    ``data`` is ``None`` if the ``problems`` leave too little to judge the rest. ``text`` is what
    was read in the end, every line where it was: ``nan``, which no key accepts, stands there for
    a value that could not be read.
    """

    data: dict[str, Any] | None
    problems: tuple[Problem, ...]
    text: str


def read_on(text: str, file: str) -> Parsed:
    """Return what a ``plain`` TOML text says, and every mistake that is plainly one of its own."""
    problems: list[Problem] = []
    crowded = _crowded(text, file)
    if crowded:
        return Parsed(None, (crowded,), text)
    before: Mended | None = None
    known = True
    for _ in range(max(2, min(MOST_MISTAKES, MOST_READ // (len(text) + 1)))):
        read = _read(text, file)
        if isinstance(read, dict):
            return Parsed(read if known else None, tuple(problems), text)
        if isinstance(read, Problem):
            return Parsed(None, (*problems, read), text)
        from circle_tui.agendas.complaints import complaint
        from circle_tui.agendas.mending import mended, unsaid

        wrong = complaint(text, file, str(read))
        if before and wrong.first <= before.last:
            before = unsaid(before, wrong)
        else:
            problems.append(wrong.problem)
            before = mended(text, wrong)
        if before is None:
            return Parsed(None, tuple(problems), text)
        text, known = before.text, known and before.known
    more = Problem(file, None, None, "there is more to mend than is shown here")
    return Parsed(None, (*problems, more), text)


def _read(text: str, file: str) -> dict[str, Any] | Problem | tomllib.TOMLDecodeError:
    """Return what a text says, or what keeps it from being read, as a value."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return error
    except RecursionError:
        sentence = "lists or tables are nested so deeply that the file cannot be read"
    except ValueError:  # tomllib lets through Python's own refusal to read thousands of digits
        sentence = "a number has so many digits that it cannot be read"
    return Problem(file, None, None, sentence)


def _crowded(text: str, file: str) -> Problem | None:
    """Return the problem of a key with more than ``MOST_PARTS`` parts, if there is one.

    A key and its dots are on one line, and hardly a line of an agenda has so many dots.
    """
    if all(line.count(".") < MOST_PARTS for line in text.split("\n")):
        return None
    from circle_tui.agendas.places import crowded_key, line_starts, place_of

    offset = crowded_key(text, MOST_PARTS)
    if offset is None:
        return None
    sentence = "this key has far too many parts joined by dots"
    return Problem(file, *place_of(line_starts(text), offset), sentence)
