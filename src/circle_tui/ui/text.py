"""The one way a text of a person's or a file's reaches a widget.

Textual reads a ``str`` as markup: ``[x] done`` loses its box, ``a [/`` ends the app, and
``[@click=app.quit]`` becomes a button. Neither of the two ``escape`` functions is safe
(Textualize/textual#6155). ``Content`` is literal.
"""

import os
from pathlib import Path
from unicodedata import category

from rich.cells import cell_len
from textual.content import Content

from circle_tui.ui.terminal.characters import clean

_AS_EMOJI, _JOINER = "\ufe0f", "\u200d"


def plain(text: str, *, multiline: bool = False) -> Content:
    """Return the text as literal ``Content``: no markup, nothing that a terminal would obey.

    Line ends become spaces unless ``multiline``. A sign that may be an emoji is shown as the sign:
    as an emoji it has two cells for Textual and for some terminals, and one for others, as tmux.
    So are emoji that are joined to one, which many terminals draw each for itself.
    """
    return Content(_apart(clean(text, multiline=multiline).replace(_AS_EMOJI, "")))


def _apart(text: str) -> str:
    """Return the text without joiners beside signs; letters, as of Persian, keep theirs."""
    told, *rest = text.split(_JOINER)
    for part in rest:
        told += part if _is_sign(told[-1:]) or _is_sign(part[:1]) else _JOINER + part
    return told


def _is_sign(character: str) -> bool:
    """Tell whether a character is a sign, as every emoji is."""
    return bool(character) and category(character).startswith("S")


def path_in_lines(path: Path, width: int) -> list[Content]:
    """Return a path in lines of ``width`` cells, broken between its parts and not inside a name.

    A name that is wider than that is broken by whoever shows it.
    """
    names = path.relative_to(path.anchor).parts
    lines = [""]
    for part in (path.anchor, *(name + os.sep for name in names[:-1]), *names[-1:]):
        if lines[-1] and cell_len(lines[-1] + part) > width:
            lines.append("")
        lines[-1] += part
    return [*map(plain, lines)]
