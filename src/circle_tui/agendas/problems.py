"""What is wrong with an agenda file, said so that its author can mend it.

A problem names its place if the place is known: a made-up number is worse than no number.
"""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from circle_tui.domain.errors import InputError

LONGEST_SHOWN = 40
"""Characters of a key or value from the file that a message repeats."""

LONGEST_PATH = 400
"""Characters of a file's path that a message repeats; no editor follows a longer one."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories of control, format (bidi, zero-width), surrogate and separator characters."""


_JOINER, _AS_EMOJI = "\u200d", "\ufe0f"
_SKIN_TONES = tuple("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


def is_unseen(char: str) -> bool:
    """Whether a character changes what a reader sees without being seen itself."""
    return unicodedata.category(char) in _UNSEEN


def unseen_in(text: str) -> Sequence[int]:
    """Return the places of the unseen characters, but for those that make one emoji of several.

    A family, a profession or a flag is emoji with a joiner between them (UTS #51, 1.4.9): that is
    how a keyboard writes it, and anywhere else the joiner is a character that hides.
    """
    return [place for place, char in enumerate(text) if is_unseen(char) and not _joins(text, place)]


def _joins(text: str, place: int) -> bool:
    """Whether the character there is a joiner between two emoji."""
    before = text[:place].removesuffix(_AS_EMOJI)[-1:]
    after = text[place + 1 : place + 2]
    return (
        text[place] == _JOINER
        and _is_symbol(after)
        and (_is_symbol(before) or before in _SKIN_TONES)
    )


def _is_symbol(char: str) -> bool:
    return char != "" and unicodedata.category(char) == "So"


def visible(text: str) -> str:
    r"""Return the text with every unseen character as an escape, such as ``\u202e``.

    Texts come from files of unknown origin; shown as they are they could steer a terminal
    or turn a sentence around.
    """
    unseen = set(unseen_in(text))
    return "".join(_escaped(char) if i in unseen else char for i, char in enumerate(text))


def quoted(text: str) -> str:
    """Return a text from the file in quotes, harmless and cut to ``LONGEST_SHOWN``."""
    return f'"{visible(_cut(text, LONGEST_SHOWN))}"'


def path_text(path: str) -> str:
    """Return the path of a file, harmless and cut to ``LONGEST_PATH``."""
    return visible(_cut(path, LONGEST_PATH))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 3] + "..."


class Problem(NamedTuple):
    """One thing to mend: where (1-based, in characters), what, and what to do about it.

    A ``warning`` is said of a file that can be used as it is.
    """

    file: str
    line: int | None
    column: int | None
    sentence: str
    hint: str = ""
    warning: bool = False

    def __str__(self) -> str:
        """Return ``file:line:column: sentence (hint)``, without the numbers nobody knows."""
        place = [path_text(self.file), *(str(n) for n in (self.line, self.column) if n is not None)]
        told = f"{'warning: ' if self.warning else ''}{self.sentence}"
        return f"{':'.join(place)}: {told}" + (f" ({self.hint})" if self.hint else "")

    def rank(self) -> tuple[str, int, int, str]:
        """Return what to sort by, so that a list reads like the file; without a place is first."""
        return self.file, self.line or 0, self.column or 0, self.sentence


class AgendaError(InputError):
    """An agenda file cannot be used; ``problems`` are all the reasons, in the file's order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def _escaped(char: str) -> str:
    """Return the escape of one character in the notation that TOML itself uses."""
    short = {"\n": r"\n", "\t": r"\t", "\r": r"\r"}.get(char)
    code = ord(char)
    return short or (f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}")
