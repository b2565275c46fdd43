"""Domain values as plain JSON and back, driven by the types that the domain states.

Strict in both directions: what this program cannot read back is never written, and what it does
not know (a key too many, another type) is refused instead of guessed at. A key that is missing
takes the default of its field, or is refused where there is none: so a field that is added later,
with a default, leaves every circle readable. An error names the kind of value and the key only,
never what was in it.
"""

import re
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from circle_tui.domain.facts import Fact

V = TypeVar("V")
Document = dict[str, Any]

GONE = frozenset({"Card.replaced"})
"""Fields that an older version wrote and this one has no use for; what they held is let go."""

FACT = "fact"
"""The key under which a stored fact tells what happened."""

WALL_TIMES = frozenset({"starts", "first_step", "last_step"})
"""Fields that hold wall time, naive; every other instant is aware and in UTC."""

_FACTS: dict[str, type] = {kind.__name__: kind for kind in get_args(Fact)}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Unreadable(ValueError):
    """A value that does not fit its kind; the text names the kind and the key."""


def encode(value: object) -> Document:
    """Return a domain value (a dataclass) as a document of plain JSON values.

    Text that no file can hold (half of a surrogate pair) becomes U+FFFD. Raises ``Unreadable``
    when the value does not have the types its class states.
    """
    document = cast(Document, _plain(value))
    decode(type(value), document)
    return document


def decode(kind: type[V], document: object) -> V:
    """Return the value of a dataclass ``kind`` that ``encode`` made, now or in an older version.

    Raises ``Unreadable``.
    """
    return cast(V, _value(kind, document))


def encode_fact(fact: Fact) -> Document:
    """Return a fact as a document that also tells which fact it is."""
    return {FACT: type(fact).__name__, **encode(fact)}


def decode_fact(document: Document) -> Fact:
    """Return the fact that ``encode_fact`` made. Raises ``Unreadable``."""
    name = document.get(FACT)
    if not isinstance(name, str) or name not in _FACTS:
        raise Unreadable(f"Fact.{FACT}")
    rest = {key: value for key, value in document.items() if key != FACT}
    return cast(Fact, decode(_FACTS[name], rest))


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case str():
            return _LONE_SURROGATE.sub("\ufffd", value)
        case datetime():
            aware = value.astimezone(UTC) if value.tzinfo else value
            return aware.isoformat(timespec="microseconds")
        case date() | time():
            return value.isoformat()
        case tuple():
            return [_plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _required(kind: type) -> frozenset[str]:
    """Return the keys that every document of a dataclass must have: those without a default."""
    return frozenset(
        field.name
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    )


def _value(hint: Any, data: Any) -> object:  # noqa: ANN401 - a type hint has no better type
    """Return ``data`` as what ``hint`` says. Raises ``ValueError``."""
    if is_dataclass(hint):
        return _dataclass(cast(type, hint), data)
    if get_origin(hint) is types.UnionType:
        if data is None and types.NoneType in get_args(hint):
            return None
        (hint,) = (option for option in get_args(hint) if option is not types.NoneType)
        return _value(hint, data)
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint), data)
    if issubclass(hint, tuple):
        return hint(*_tuple(tuple(_hints(hint).values()), data))
    reader = _READERS.get(hint)
    if reader or issubclass(hint, Enum):
        if not isinstance(data, str):
            raise ValueError
        return reader(data) if reader else hint(data)
    if type(data) is not hint:
        raise ValueError
    return data


def _dataclass(kind: type, data: object) -> object:
    hints = _hints(kind)
    if not isinstance(data, dict):
        raise Unreadable(kind.__name__)
    data = {key: item for key, item in data.items() if f"{kind.__name__}.{key}" not in GONE}
    if odd := (data.keys() - hints.keys()) | (_required(kind) - data.keys()):
        raise Unreadable(f"{kind.__name__}.{min(odd)}")
    values = {}
    for key, item in data.items():
        try:
            value = _value(hints[key], item)
            if isinstance(value, datetime) and (value.tzinfo is None) != (key in WALL_TIMES):
                raise ValueError
        except Unreadable:
            raise
        except (ValueError, OverflowError):
            raise Unreadable(f"{kind.__name__}.{key}") from None
        values[key] = value
    return kind(**values)


def _tuple(hints: tuple[Any, ...], data: object) -> tuple[object, ...]:
    if not isinstance(data, list):
        raise ValueError
    if hints[-1] is Ellipsis:
        return tuple(_value(hints[0], item) for item in data)
    return tuple(_value(hint, item) for hint, item in zip(hints, data, strict=True))


def _instant(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    return value.astimezone(UTC) if value.tzinfo else value


_READERS: dict[type, Callable[[str], object]] = {
    datetime: _instant,
    date: date.fromisoformat,
    time: time.fromisoformat,
}
