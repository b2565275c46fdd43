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
from functools import cache, partial
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from circle_tui.domain.facts import Fact

V = TypeVar("V")
Document = dict[str, Any]
Read = Callable[[Any], object]

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
    return cast(V, _dataclass(kind, document))


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


class _Reader:
    """How documents of one dataclass are read: found out once, as there are hundreds of them."""

    def __init__(self, kind: type) -> None:
        self.fields = {key: _read(hint) for key, hint in get_type_hints(kind).items()}
        self.required = frozenset(
            field.name
            for field in fields(kind)
            if field.default is MISSING and field.default_factory is MISSING
        )
        """The keys that every document must have: those of fields without a default."""
        name = f"{kind.__name__}."
        self.gone = frozenset(key.removeprefix(name) for key in GONE if key.startswith(name))


_reader = cache(_Reader)


@cache
def _read(hint: Any) -> Read:  # noqa: ANN401 - a type hint has no better type
    """Return what reads ``data`` as what ``hint`` says, and raises ``ValueError`` if it is not."""
    if is_dataclass(hint):
        return partial(_dataclass, cast(type, hint))
    if get_origin(hint) is types.UnionType:
        (option,) = (each for each in get_args(hint) if each is not types.NoneType)
        read = _read(option)
        if types.NoneType not in get_args(hint):
            return read
        return lambda data: None if data is None else read(data)
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint))
    if issubclass(hint, tuple):
        items = _tuple(tuple(get_type_hints(hint).values()))
        return lambda data: hint(*items(data))
    if hint in _TEXTS or issubclass(hint, Enum):
        return partial(_text, _TEXTS.get(hint, hint))
    return partial(_exactly, hint)


def _dataclass(kind: type, data: object) -> object:
    reader = _reader(kind)
    if not isinstance(data, dict):
        raise Unreadable(kind.__name__)
    if reader.gone:
        data = {key: item for key, item in data.items() if key not in reader.gone}
    if not reader.required <= data.keys() <= reader.fields.keys():
        odd = (data.keys() - reader.fields.keys()) | (reader.required - data.keys())
        raise Unreadable(f"{kind.__name__}.{min(odd)}")
    values = {}
    for key, item in data.items():
        try:
            value = reader.fields[key](item)
            if isinstance(value, datetime) and (value.tzinfo is None) != (key in WALL_TIMES):
                raise ValueError
        except Unreadable:
            raise
        except (ValueError, OverflowError):
            raise Unreadable(f"{kind.__name__}.{key}") from None
        values[key] = value
    return kind(**values)


def _tuple(hints: tuple[Any, ...]) -> Callable[[object], tuple[object, ...]]:
    """Return what reads a list as a tuple of these types, or of any length of the first."""
    reads = tuple(_read(hint) for hint in hints if hint is not Ellipsis)

    def read(data: object) -> tuple[object, ...]:
        if not isinstance(data, list):
            raise ValueError
        if hints[-1] is Ellipsis:
            return tuple(map(reads[0], data))
        return tuple(read(item) for read, item in zip(reads, data, strict=True))

    return read


def _text(read: Callable[[str], object], data: object) -> object:
    if not isinstance(data, str):
        raise ValueError
    return read(data)


def _exactly(kind: type, data: object) -> object:
    if type(data) is not kind:
        raise ValueError
    return data


def _instant(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    return value.astimezone(UTC) if value.tzinfo else value


_TEXTS: dict[type, Callable[[str], object]] = {
    datetime: _instant,
    date: date.fromisoformat,
    time: time.fromisoformat,
}
