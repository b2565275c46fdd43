"""What a step changes, in memory and as the one line of JSON that a store file keeps of it.

A step is an object with up to two keys::

    {"tables": {"notes": {"clear": true, "gone": [13], "put": {"12": {...}}}, "old": null},
     "joint": {"id": "3f0c...", "by": "circle.store"}}

Of a table, in this order: ``clear`` empties it, ``gone`` go, and ``put`` are laid down, each in
its old place if the table still has the id and at the end if not. That is the order in which
TinyDB lists documents, so it survives reopening. ``null`` is a table that is dropped and ``{}`` one
that is there and may be empty. ``joint`` ties the step to those of other stores: ``joint.py``.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from circle_tui.domain.errors import NotStorable
from circle_tui.domain.values import value

Document = dict[str, Any]
Table = dict[int, Document]
Tables = dict[str, Table]

DEPTH = 100
"""How deep lists and mappings may lie in one another: far below where Python gives up reading."""

NOT_STORABLE = (
    "This could not be saved: it holds something that a file cannot keep. Text, numbers, true, "
    "false, nothing, lists and mappings can be kept. Nothing was changed."
)

_COMPACT = {"allow_nan": False, "separators": (",", ":")}
_encode = json.JSONEncoder(ensure_ascii=False, **_COMPACT).encode  # type: ignore[arg-type]
_encode_ascii = json.JSONEncoder(ensure_ascii=True, **_COMPACT).encode  # type: ignore[arg-type]

_CONTAINERS = frozenset({dict, list})
_DICT, _INT = frozenset({dict}), frozenset({int})
_TEXT_AND_SUCH = frozenset({str, bool, type(None)})

_LONG = 10**4000
"""Python reads no number with more than 4300 digits."""


@dataclass(slots=True)
class Change:
    """What a step does to one table; see the module for the order in which it does it.

    The documents in ``put`` are plain (see ``plain``) and from now on nobody's to alter.
    """

    clear: bool = False
    gone: dict[int, None] = field(default_factory=dict)
    put: Table = field(default_factory=dict)


Step = dict[str, Change | None]
"""What a step does to each table by name; ``None`` drops the table."""


@value
class Joint:
    """The tie between steps of several stores that are saved together or not at all.

    The coordinator's step says ``of`` which other files; each of theirs says ``by`` which file.
    """

    id: str
    by: str = ""
    of: tuple[str, ...] = ()


def apply(step: Step, tables: Tables) -> set[str]:
    """Make the changes of a step; return the tables in which it replaced or removed something."""
    outdated = set()
    for name, change in step.items():
        if change is None:
            if tables.pop(name, None) is not None:
                outdated.add(name)
            continue
        table = tables.setdefault(name, {})
        replaced = bool(change.gone or (change.clear and table))
        if change.clear:
            table.clear()
        for doc_id in change.gone:
            table.pop(doc_id, None)
        for doc_id, document in change.put.items():
            replaced = replaced or doc_id in table
            table[doc_id] = document
        if replaced:
            outdated.add(name)
    return outdated


def payload(step: Step, joint: Joint | None = None) -> bytes:
    """Return a step as a line of JSON, without the line break."""
    told: dict[str, Any] = {"tables": {name: _told(change) for name, change in step.items()}}
    if joint is not None:
        told["joint"] = (
            {"id": joint.id, "of": list(joint.of)} if joint.of else {"id": joint.id, "by": joint.by}
        )
    try:
        return _encode(told).encode()
    except UnicodeEncodeError:  # half of a surrogate pair: only an escape can hold that
        return _encode_ascii(told).encode()


def snapshot(tables: Tables) -> Iterator[bytes]:
    """Return the steps that make these tables from nothing.

    One document each: a damaged line then costs one document.
    """
    for name, table in tables.items():
        if not table:
            yield payload({name: Change()})
        for doc_id, document in table.items():
            yield payload({name: Change(put={doc_id: document})})


def parse(lines: list[bytes]) -> list[tuple[Step, Joint | None]]:
    """Return what ``payload`` made these lines of. Raises ``ValueError`` if it did not."""
    try:
        return [
            ({name: _change(raw) for name, raw in told["tables"].items()}, _joint(told))
            for told in json.loads(b"[" + b",".join(lines) + b"]")
        ]
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        raise ValueError("no step") from None


def plain(document: object) -> Document:
    """Return a document as reopening would give it: a tuple is a list, a key is text.

    Raises ``NotStorable``, which tells nothing of what was in it.
    """
    found = None
    with suppress(_Odd):
        found = _exact(document)
    if found is None:  # rarely; this costs four times as much
        try:
            found = _exact(json.loads(_encode(document)))
        except (TypeError, ValueError, RecursionError):
            raise NotStorable(NOT_STORABLE) from None
    if type(found) is not dict:
        raise NotStorable(NOT_STORABLE)
    return found


def copied(document: Mapping[str, Any]) -> Document:
    """Return a copy of a plain document; altering it alters nothing that is kept."""
    return {
        key: _copied(value) if type(value) in _CONTAINERS else value
        for key, value in document.items()
    }


def same(one: object, other: object) -> bool:
    """Tell whether two values are the same in JSON, where 1, 1.0 and true are three."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return len(one) == len(other) and all(
            key in other and same(value, other[key]) for key, value in one.items()
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float):
        return repr(one) == repr(other)  # 0.0 and -0.0 are two as well
    return one == other


def _copied(value: Any) -> Any:  # noqa: ANN401 - a piece of JSON
    if type(value) is dict:
        return copied(value)
    return [_copied(item) if type(item) in _CONTAINERS else item for item in value]


class _Odd(ValueError):
    """A value that JSON would give back as another one, or not at all."""


def _exact(value: Any, deep: int = DEPTH) -> Any:  # noqa: ANN401 - a piece of JSON
    """Return a copy of a value that JSON gives back as it is. Raises ``_Odd`` for any other."""
    kind = type(value)
    if kind in _TEXT_AND_SUCH or (kind is int and -_LONG < value < _LONG):
        return value
    if kind is float and isfinite(value):
        return value
    if kind not in _CONTAINERS or not deep:
        raise _Odd
    if kind is list:
        return [_exact(item, deep - 1) for item in value]
    found = {}
    for key, item in value.items():
        if type(key) is not str:
            raise _Odd
        found[key] = item if type(item) in _TEXT_AND_SUCH else _exact(item, deep - 1)
    return found


def _told(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    told: dict[str, Any] = {}
    if change.clear:
        told["clear"] = True
    if change.gone:
        told["gone"] = list(change.gone)
    if change.put:
        told["put"] = change.put
    return told


def _change(raw: Any) -> Change | None:  # noqa: ANN401 - whatever was in the file
    if raw is None:
        return None
    put, gone = raw.get("put", {}), raw.get("gone", ())
    if not (_DICT.issuperset(map(type, put.values())) and _INT.issuperset(map(type, gone))):
        raise ValueError("no document, or no id")
    documents = {int(key): document for key, document in put.items()}
    return Change(raw.get("clear") is True, dict.fromkeys(gone), documents)


def _joint(told: Any) -> Joint | None:  # noqa: ANN401 - whatever was in the file
    raw = told.get("joint")
    if raw is None:
        return None
    return Joint(str(raw["id"]), str(raw.get("by", "")), tuple(map(str, raw.get("of", ()))))
