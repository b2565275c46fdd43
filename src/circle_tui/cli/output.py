"""How commands print: cleaned lines, aligned columns, and JSON for other programs."""

import sys
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from unicodedata import combining, east_asian_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import _ActionsContainer


def clean(text: str) -> str:
    """Return the text without anything a terminal would obey or could not show.

    Nearly all text is plain, and the patterns for the rest take a while to compile.
    """
    if text.isprintable():
        return text
    from circle_tui.ui.terminal import characters

    return characters.clean(text)


def say(line: str = "") -> None:
    """Print one line, free of anything a terminal would obey."""
    print(clean(line).rstrip())


def tell(*sentences: str) -> None:
    """Say on standard error what a person should know besides; empty sentences are left out."""
    if sys.stderr is None:  # closed by the caller
        return
    for sentence in filter(None, sentences):
        sys.stderr.write(f"circle: {clean(sentence)}\n")


def table(
    rows: Iterable[Sequence[str]],
    right: Sequence[int] = (),
    below: Iterable[Sequence[str]] = (),
) -> None:
    """Print rows in columns two blanks apart; the columns in ``right`` end at one edge.

    ``below`` has the lines that stand below each row, set in.
    """
    cleaned = [[clean(cell) for cell in row] for row in rows]
    widths = [max(map(_cells, column)) for column in zip(*cleaned, strict=True)]
    for row, lines in zip_longest(cleaned, below, fillvalue=()):
        parts = []
        for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
            blanks = " " * (width - _cells(cell))
            parts.append(blanks + cell if place in right else cell + blanks)
        say("  ".join(parts))
        for line in lines:
            say(f"     {line}")


def document(content: object) -> None:
    """Print one JSON document.

    Letters stay as they are where the output can show them; what is invisible is escaped, since
    JSON goes to terminals too.
    """
    import json

    can_show_all = (getattr(sys.stdout, "encoding", None) or "").lower().startswith("utf")
    text = json.dumps(content, ensure_ascii=not can_show_all, indent=2)
    print("".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text))


def json_option(parser: "_ActionsContainer") -> None:
    """Add ``--json``, to a parser or to a group whose options exclude one another."""
    parser.add_argument("--json", action="store_true", help="print one JSON document instead")


def count(number: int, thing: str) -> str:
    """Return ``1 member``, ``8 members``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _cells(text: str) -> int:
    """Return how many columns a terminal needs for a text."""
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )
