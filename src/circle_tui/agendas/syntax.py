"""TOML text to plain data, or the one place where it stops being TOML.

``tomllib`` does the reading; this guards it against files which are made to keep a program busy.
What only a faulty text needs is imported for that one, since most are fine.
"""

import tomllib
from typing import Any

from circle_tui.agendas.problems import Problem

MOST_PARTS = 8
"""Dotted parts that a key may have. ``tomllib`` takes quadratic time over them; agendas need 2."""


def parse(text: str, file: str) -> dict[str, Any] | Problem:
    """Return what a TOML text says; the problem if it is not TOML.

    ``tomllib`` stops at the first mistake, so there is never more than one.
    """
    text = text.replace("\r\n", "\n")
    crowded = _crowded(text, file)
    if crowded:
        return crowded
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from circle_tui.agendas.complaints import syntax_problem

        return syntax_problem(text, file, str(error))
    except RecursionError:
        sentence = "lists or tables are nested so deeply that the file cannot be read"
        return Problem(file, None, None, sentence)
    except ValueError:  # tomllib lets through Python's own refusal to read thousands of digits
        return Problem(file, None, None, "a number has so many digits that it cannot be read")


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
