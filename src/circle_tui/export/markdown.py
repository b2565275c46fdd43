"""Markdown in which whatever people typed stays the text that they typed."""

import re

from circle_tui.domain.masking import Kind
from circle_tui.export.text import visible

_WORDS = "|".join(kind for kind in Kind if kind is not Kind.MEMBER)
_MASK = rf"\[(?!X\])(?:[A-Z][0-9]*|{_WORDS})\]"
"""What stands for somebody. Not ``[X]``: that is a task that is done, at the head of a bullet."""

_OPENS = r"[(\[:]"
"""What after a mask would make a link of it, or the place that all such links go to."""

_INLINE = re.compile(
    rf"(?P<mask>{_MASK})(?!{_OPENS})"
    r"|[\\`*_\[\]<>&~|$@#{}^]|:(?=//)|(?<=\b[wW]{3})\.|(?<=\w)\.(?=[^\W\d_]{2})"
)
"""What Markdown, GitHub's or pandoc's additions give a meaning to anywhere in a line.

Some readers make a link of any word with a dot and letters after it, which may be a domain. A mask
alone has no meaning: nothing in a summary says where such a link would go.
"""

_OPEN_MASK = re.compile(rf"(?<!\\)\[(X(?=\])|(?:[A-Z][0-9]*|{_WORDS})(?=\]{_OPENS}))\]")
"""A mask that has to be escaped, and is not."""

_LEADING = re.compile(r"^(\(?(?:\d+|[a-z]|[ivxlcdm]+))(?=[.)](?:\s|$))|^(?=[-+=:%])", re.IGNORECASE)
"""What may start a block: a bullet, a rule, an underline, ``1.``, ``a)`` or ``(i)``."""


def literal(text: str) -> str:
    """Return ``text`` as one line that every Markdown reader shows exactly as it was typed.

    Whatever could become a heading, list, quote, link, code, tag or table gets a backslash
    (CommonMark 0.31, 2.4).
    """
    marked = _INLINE.sub(lambda found: found["mask"] or "\\" + found[0], visible(text))
    return _LEADING.sub(r"\1\\", marked)


def with_literal_masks(markdown: str) -> str:
    """Return a text in which no mask that was put there later can be read as a link."""
    return _OPEN_MASK.sub(r"\\[\1\\]", markdown)
