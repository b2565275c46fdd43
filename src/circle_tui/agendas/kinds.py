"""The kinds of value an agenda file may hold, and what each of them accepts.

A kind turns a value as ``tomllib`` gives it into the one the domain wants, or raises ``Wrong``
with the rest of a sentence that begins with the key.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from typing import TYPE_CHECKING, NamedTuple, Protocol

from circle_tui.agendas.problems import quoted, unseen_in, visible

if TYPE_CHECKING:
    from decimal import Decimal

    from circle_tui.agendas.places import KeyPath

LONGEST_SECONDS = 10 * 60 * 60
"""Longer than any part of a meeting."""

SPAN = r"(?:([0-9]{1,9})h)? ?(?:([0-9]{1,9})m)? ?(?:([0-9]{1,9})s)?"
"""How a duration with letters is written."""

TIME = r"([01]?[0-9]|2[0-3]):([0-5][0-9])"
"""How a time of day is written."""

_SPAN = re.compile(f"(-?){SPAN}")
_TIME = re.compile(TIME)
_MOST_DIGITS = 10**15
_LONGEST_WORD = 40


class Wrong(Exception):
    """A value that cannot be used.

    ``sentence`` goes on after the key's name; ``inside`` leads to the offending item of a list,
    ``seek`` is the offending text if it can be pointed at.
    """

    def __init__(
        self, sentence: str, hint: str = "", *, inside: "KeyPath" = (), seek: str = ""
    ) -> None:
        self.sentence = sentence
        self.hint = hint
        self.inside = inside
        self.seek = seek
        super().__init__(sentence)


class Kind(Protocol):
    """What a value may be."""

    def read(self, value: object) -> object:
        """Return the value as the domain wants it, or raise ``Wrong``."""


class Text(NamedTuple):
    """A text of at most ``most`` characters, on one line unless ``lines``; blanks around it go."""

    most: int
    lines: bool = False
    may_be_empty: bool = True

    def read(self, value: object) -> str:
        """Return the text without blanks around it."""
        if not isinstance(value, str):
            raise Wrong(f"is {shown(value)}, but it must be a text", "put it in quotes")
        text = value.strip()
        if unseen := [place for place in unseen_in(text) if text[place] != "\n"]:
            hidden = text[unseen[0]]
            # One that joins two emoji may stand before it; then its place cannot be found again.
            seek = hidden if text.index(hidden) == unseen[0] else ""
            raise Wrong(
                f"holds the character {visible(hidden)}, which nobody can see",
                "take it out",
                seek=seek,
            )
        if not text and not self.may_be_empty:
            raise Wrong("is empty", "write a few words that everybody will understand")
        if "\n" in text and not self.lines:
            raise Wrong("runs over several lines, but it must fit on one", "join the lines")
        if len(text) > self.most:
            raise Wrong(f"has {len(text)} characters, but at most {self.most} fit", "shorten it")
        return text


class Flag(NamedTuple):
    """``true`` or ``false``."""

    def read(self, value: object) -> bool:
        """Return the answer."""
        if isinstance(value, bool):
            return value
        unquoted = "write true or false, without quotes"
        hint = unquoted if isinstance(value, str) else "write one of these two words"
        raise Wrong(f"is {shown(value)}, but it must be true or false", hint)


class Choice(NamedTuple):
    """One of a few words, each with its meaning; ``make`` turns it into what the domain uses."""

    words: Mapping[str, str]
    make: Callable[[str], object] = str

    def read(self, value: object) -> object:
        """Return what the word stands for."""
        if isinstance(value, str) and value in self.words:
            return self.make(value)
        near = nearest(value, self.words) if isinstance(value, str) else None
        raise Wrong(
            f"is {shown(value)}, but it must be one of {', '.join(self.words)}",
            f'did you mean "{near}"?' if near else "put one of these words in quotes",
        )


class ListOf(NamedTuple):
    """At most ``most`` values of one kind, each once if ``unique``; one needs no brackets."""

    item: Kind
    most: int
    unique: bool = True

    def read(self, value: object) -> tuple[object, ...]:
        """Return the values in the order of the file."""
        if not isinstance(value, list):
            return (self.item.read(value),)
        if len(value) > self.most:
            raise Wrong(f"has {len(value)} items, but at most {self.most} fit", "take some out")
        found: list[object] = []
        for index, item in enumerate(value):
            try:
                found.append(self.item.read(item))
            except Wrong as wrong:
                inside = (index, *wrong.inside)
                raise Wrong(
                    f"has an item that {wrong.sentence}", wrong.hint, inside=inside, seek=wrong.seek
                ) from None
            if self.unique and found[-1] in found[:-1]:
                raise Wrong(f"names {shown(item)} twice", "take one of them out", inside=(index,))
        return tuple(found)


class Whole(NamedTuple):
    """A whole number from ``least`` to ``most``."""

    least: int
    most: int
    unit: str

    def read(self, value: object) -> int:
        """Return the number."""
        if not isinstance(value, int) or isinstance(value, bool):
            raise Wrong(
                f"is {shown(value)}, but it must be a whole number of {self.unit}",
                f"a plain number from {self.least} to {self.most}, without quotes",
            )
        if not self.least <= value <= self.most:
            raise Wrong(f"is {shown(value)}, but it must be from {self.least} to {self.most}")
        return value


class Sizes(NamedTuple):
    """The smallest and the largest number of people, both from ``least`` to ``most``."""

    least: int
    most: int

    def read(self, value: object) -> tuple[int, int]:
        """Return the two numbers, the smaller first."""
        hint = "write for example [5, 12]"
        if not isinstance(value, list) or len(value) != 2:
            raise Wrong(
                f"is {shown(value)}, but it must be the smallest and the largest number of people",
                hint,
            )
        for index, number in enumerate(value):
            try:
                Whole(self.least, self.most, "people").read(number)
            except Wrong as wrong:
                end = ("smallest", "largest")[index]
                raise Wrong(
                    f"has a {end} size that {wrong.sentence}", hint, inside=(index,)
                ) from None
        smallest, largest = value
        if smallest > largest:
            raise Wrong(f"goes from {smallest} down to {largest}", f"write [{largest}, {smallest}]")
        return smallest, largest


class Duration(NamedTuple):
    """A length of time: ``"1h30m"``, ``"90s"``, or a bare number of ``unit`` seconds each."""

    unit: int
    examples: str

    def read(self, value: object) -> int:
        """Return whole seconds, more than 0 and at most ``LONGEST_SECONDS``."""
        hint = f"write for example {self.examples}"
        seconds = self._seconds(value)
        if seconds is None:
            raise Wrong(f"is {shown(value)}, which is not a duration", hint)
        if seconds <= 0:
            raise Wrong(f"is {shown(value)}, but a duration must be more than 0", hint)
        if seconds > LONGEST_SECONDS:
            hours = LONGEST_SECONDS // 3600
            raise Wrong(f"is {shown(value)}, but a duration may be at most {hours} hours", hint)
        if seconds % 1:
            raise Wrong(f"is {shown(value)}, which is not a whole number of seconds", hint)
        return int(seconds)

    def _seconds(self, value: object) -> "int | Decimal | None":
        """Return the seconds a value means, exactly; ``None`` if it means none."""
        if isinstance(value, bool):
            return None
        if isinstance(value, int):
            return value * self.unit
        if isinstance(value, float):
            from decimal import Decimal  # here, because most files have no such number

            exact = Decimal(repr(value))
            return exact * self.unit if exact.is_finite() else None
        match = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
        if match is None or not any(match.groups()[1:]):
            return None
        hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
        return (-1 if match[1] else 1) * (hours * 3600 + minutes * 60 + seconds)


class TimeOfDay(NamedTuple):
    """A time on the wall, such as ``"20:30"``, from midnight to a minute before the next."""

    def read(self, value: object) -> time:
        """Return the time."""
        match = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
        if match is None:
            wanted = (
                f'write "{value:%H:%M}"' if isinstance(value, time) else 'write for example "20:30"'
            )
            raise Wrong(f"is {shown(value)}, but it must be a time of day in quotes", wanted)
        return time(int(match[1]), int(match[2]))


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the one of the words that was probably meant, if any is close."""
    from difflib import get_close_matches  # here, because most files have no such mistake

    close = get_close_matches(word[:_LONGEST_WORD].lower(), list(words), n=1)
    return close[0] if close else None


def shown(value: object) -> str:
    """Return a value for a sentence: a number or a text as such, the rest by its name."""
    match value:
        case bool():
            return str(value).lower()
        case int() if abs(value) >= _MOST_DIGITS:
            return "a huge number"
        case int() | float():
            return str(value)
        case str():
            return quoted(value)
        case date() | time():
            return f"the date or time {value}"
        case list():
            return f"a list of {len(value)}"
        case _:
            return "a table"
