"""The gate at the store's door: no document that names a member gets in.

It asks the same matcher that masks the names, so what was redacted always passes. This program's
own words are let through, or a member called Open or Group could never save anything; everything
that a person or a file supplied is looked at. Random ids are digits, which no name is made of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, get_args, get_type_hints

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import SEGMENT_KINDS
from circle_tui.domain.errors import PrivacyError
from circle_tui.domain.facts import Fact
from circle_tui.domain.notes import Note
from circle_tui.domain.record import SessionRecord
from circle_tui.privacy.roster import Matcher, matcher

REFUSAL = "Nothing was saved: the text still names a member. Mask the name and save again."

_FACTS = get_args(Fact)


def _fields(hint: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - a type hint has no better type
    """Yield name and type of every field of a dataclass, and of those its fields hold."""
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        for field in fields(hint):
            yield field.name, hints[field.name]
            yield from _fields(hints[field.name])
    for inner in get_args(hint):
        yield from _fields(inner)


def _words(hint: Any) -> set[str]:  # noqa: ANN401 - a type hint has no better type
    """Return the words that a field of this type can hold, if they are ours."""
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return set(hint)
    return set().union(*map(_words, get_args(hint)))


def _vocabulary() -> dict[str, set[str]]:
    """Return the keys of our own documents, each with those of our own words that it may hold."""
    words = {"fact": {kind.__name__ for kind in _FACTS}, "kind": set(SEGMENT_KINDS)}
    for kind in (ActionItem, Note, SessionRecord, *_FACTS):
        for key, hint in _fields(kind):
            words.setdefault(key, set()).update(_words(hint))
    return words


_VOCABULARY = _vocabulary()
"""Read off the domain's types, so that a new field or a new word cannot be forgotten here."""


def check(document: object, roster: Sequence[str]) -> None:
    """Raise ``PrivacyError`` if any text in ``document`` names somebody of the roster.

    ``document`` is any nesting of mappings, lists and plain values; ``roster`` holds names and
    e-mail addresses. The error says neither the name nor the text.
    """
    if _names(document, "", matcher(roster)):
        raise PrivacyError(REFUSAL)


def _names(value: object, key: str, names: Matcher) -> bool:
    match value:
        case str():
            return value not in _VOCABULARY.get(key, ()) and names.names_in(value)
        case dict():
            return any(
                (inner not in _VOCABULARY and names.names_in(str(inner)))
                or _names(item, inner, names)
                for inner, item in value.items()
            )
        case list() | tuple():
            return any(_names(item, key, names) for item in value)
    return False
