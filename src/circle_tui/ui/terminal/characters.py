"""Which characters of a text may reach a terminal.

A note, a name or a file may hold anything. An escape sequence in it could retitle the window,
write to the clipboard or switch the screen; a bidirectional override could show one text and
store another; a character without width could hide inside a name.
"""

import re
from typing import Final

_CONTROLS: Final = r"\x00-\x08\x0e-\x1f\x7f-\x9f"
"""C0 and C1 controls and DEL, but for tab and the line ends. Some terminals obey the C1
range (U+009B is CSI) even when it arrives as UTF-8."""

_INVISIBLE: Final = r"\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""Bidirectional marks, embeddings, overrides and isolates (UAX #9, table 1), and characters
without width. U+200D stays: it joins emoji."""

_LINE_END: Final = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_UNSAFE: Final = re.compile(f"[{_CONTROLS}{_INVISIBLE}]")
_UNSAFE_IN_PASTE: Final = re.compile(rf"[\v\f{_CONTROLS}{_INVISIBLE}]")
_NEVER_SENT: Final = re.compile(
    rf"[\x00-\x06\x08\v\f\x0e-\x1a\x1c-\x1f\x7f-\x9f{_INVISIBLE}]"  # without bell, \t, \n, \r, ESC
)
_LONE_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")


def clean(text: str, *, multiline: bool = False) -> str:
    r"""Return the text without anything a terminal would obey or could not show.

    Every kind of line end becomes ``\n`` if ``multiline``, else a space. A tab becomes a space.
    Half a surrogate pair (from a file name that is not UTF-8) becomes U+FFFD. What is left can
    be encoded and printed by any command, with or without a screen.
    """
    text = _LINE_END.sub("\n" if multiline else " ", text).replace("\t", " ")
    return _LONE_SURROGATE.sub("\ufffd", _UNSAFE.sub("", text))


def clean_paste(text: str) -> str:
    r"""Return one piece of a paste without control or invisible characters.

    ``\t``, ``\r`` and ``\n`` stay as they are, for a piece may end between ``\r`` and ``\n``:
    the text field that receives the whole paste turns them into lines.
    """
    return _UNSAFE_IN_PASTE.sub("", text)


def clean_output(text: str) -> str:
    """Return what goes to the terminal without what Textual itself never sends.

    The last guard, for what came to a widget by another way than ``plain``. Escape sequences
    are Textual's own here and stay.
    """
    return _NEVER_SENT.sub("", text)
