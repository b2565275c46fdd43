"""What is drawn on a screen, as a page of text for a snapshot and as a picture for the docs.

A page has each row as it can be read, and beneath all the styles of each row by the names that the
theme gives its colours, so that a difference says what changed and where.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from textual.strip import Strip
from textual.theme import Theme

NAMED = ("foreground", "background", "surface", "panel", "accent", "warning", "error", "success")
"""Colours of a theme that have a name of their own; ``quiet`` is a variable."""

WIDE, HIGH = 9, 19
"""Pixels of a cell in a picture."""

BLOCKS = {"█": (0.0, 1.0), "▀": (0.0, 0.5), "▄": (0.5, 0.5)}
"""Where in its cell a block begins, and how high it is: fonts leave gaps between them."""


class Run(NamedTuple):
    """Text in one style, from a column on; colours as ``#rrggbb``."""

    column: int
    text: str
    colour: str
    ground: str
    marks: str


def runs(strip: Strip, theme: Theme) -> Iterator[Run]:
    """Yield a row of cells as runs of one style."""
    column = 0
    for (colour, ground, marks), group in groupby(strip, lambda s: _look(s.style, theme)):
        text = "".join(segment.text for segment in group)
        yield Run(column, text, colour, ground, marks)
        column += cell_len(text)


def _look(style: Style | None, theme: Theme) -> tuple[str, str, str]:
    style = style or Style()
    colour = _hex(style.color, theme.foreground or "")
    ground = _hex(style.bgcolor, theme.background or "")
    if style.reverse:
        colour, ground = ground, colour
    marks = ("bold", "italic", "underline", "strike", "dim")
    return colour, ground, " ".join(mark for mark in marks if getattr(style, mark))


def _hex(colour: Color | None, usual: str) -> str:
    return usual if colour is None or colour.is_default else colour.get_truecolor().hex


def contrast(one: str, other: str) -> float:
    """Return how far two colours ``#rrggbb`` stand apart, 1 to 21, as WCAG 2.2 defines it."""
    light, dark = sorted(map(_luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def page(strips: Sequence[Strip], theme: Theme) -> str:
    """Return what can be read, row by row, and the styles of each row beneath."""
    names = _names(theme)
    styles = [
        f"{number:3} {', '.join(said)}"
        for number, strip in enumerate(strips, start=1)
        if (said := [_said(run, names) for run in runs(strip, theme) if run.text.strip()])
    ]
    return "\n".join([*(f"|{strip.text}|" for strip in strips), "", *styles, ""])


def _names(theme: Theme) -> Mapping[str, str]:
    colours = {getattr(theme, name): name for name in reversed(NAMED)}
    return {**colours, theme.variables["quiet"]: "quiet"}


def _said(run: Run, names: Mapping[str, str]) -> str:
    columns = f"{run.column + 1}-{run.column + cell_len(run.text)}"
    ground = names.get(run.ground, run.ground)
    on = "" if ground == "background" else f" on {ground}"
    return " ".join(filter(None, (columns, run.marks, names.get(run.colour, run.colour)))) + on


def svg(strips: Sequence[Strip], theme: Theme, title: str) -> str:
    """Return a picture that looks the same wherever there is a font of one width."""
    wide, high = WIDE * strips[0].cell_length, HIGH * len(strips)
    drawn = "\n".join(
        shape
        for row, strip in enumerate(strips)
        for run in runs(strip, theme)
        for shape in _shapes(run, row, theme)
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img">
<title>{escape(title)}</title>
<style>text {{ font: 15px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace }}</style>
<rect width="{wide}" height="{high}" rx="6" fill="{theme.background}"/>
{drawn}
</svg>
"""


def _shapes(run: Run, row: int, theme: Theme) -> Iterator[str]:
    left, top = WIDE * run.column, HIGH * row
    if run.ground != theme.background:
        yield _rect(left, top, WIDE * cell_len(run.text), HIGH, run.ground)
    column = run.column
    for block, group in groupby(run.text, lambda char: char if char in BLOCKS else ""):
        text = "".join(group)
        width = cell_len(text)
        if block:
            begins, part = BLOCKS[block]
            place = top + HIGH * begins
            yield _rect(WIDE * column, place, WIDE * width, HIGH * part, run.colour)
        else:
            # Each word in its own place: not every program that shows pictures keeps spaces.
            for word in re.finditer(r"\S+", text):
                place = column + cell_len(text[: word.start()])
                yield _text(word[0], WIDE * place, top, run)
        column += width


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    # A hair wider and higher than the cell: else there are seams where the picture is scaled.
    return f'<rect x="{x}" y="{y}" width="{width + 0.3}" height="{height + 0.3}" fill="{colour}"/>'


def _text(text: str, left: float, top: float, run: Run) -> str:
    bold = ' font-weight="bold"' if "bold" in run.marks else ""
    italic = ' font-style="italic"' if "italic" in run.marks else ""
    return (
        f'<text x="{left}" y="{top + 14}" textLength="{WIDE * cell_len(text)}" '
        f'fill="{run.colour}"{bold}{italic}>{escape(text)}</text>'
    )
