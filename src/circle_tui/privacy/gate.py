"""The gate at the store's door: no document that names a member gets in.

It asks the same matcher that masks the names, so what was redacted always passes. What only this
program can have written (its own words, its random ids) is let through, or a member called Open
or Group could never save anything; everything that a person or a file supplied is looked at.
"""

import re
from collections.abc import Sequence
from dataclasses import fields
from typing import get_args

from circle_tui.domain.actions import ActionItem, ActionStatus
from circle_tui.domain.agenda import (
    SEGMENT_KINDS,
    Agenda,
    ClockMode,
    Fidelity,
    NotesPolicy,
    Segment,
)
from circle_tui.domain.errors import PrivacyError
from circle_tui.domain.facts import Fact
from circle_tui.domain.notes import Note
from circle_tui.domain.record import SegmentRecord, SessionRecord
from circle_tui.privacy.roster import Matcher, matcher

REFUSAL = "Nothing was saved: the text still names a member. Mask the name and save again."

_FACTS = get_args(Fact)

_KEYS = {"fact"} | {
    field.name
    for kind in (ActionItem, Agenda, Segment, Note, SegmentRecord, SessionRecord, *_FACTS)
    for field in fields(kind)
}
"""The keys of our own documents."""

_WORDS = {
    "fact": {kind.__name__ for kind in _FACTS},
    "clock": set(ClockMode),
    "notes": set(NotesPolicy),
    "fidelity": set(Fidelity),
    "status": set(ActionStatus),
    "kind": set(SEGMENT_KINDS),
}
"""For each key that holds one of our own words: those words."""

_ID_KEYS = {"id", "session"}
_ID = re.compile(r"[0-9a-f-]{12,}")
"""A random id, in which three letters between digits may spell a name by chance ("3ada9")."""


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
            return not _is_ours(key, value) and names.names_in(value)
        case dict():
            return any(
                (inner not in _KEYS and names.names_in(str(inner))) or _names(item, inner, names)
                for inner, item in value.items()
            )
        case list() | tuple():
            return any(_names(item, key, names) for item in value)
    return False


def _is_ours(key: str, value: str) -> bool:
    if key in _ID_KEYS:
        return bool(_ID.fullmatch(value))
    return value in _WORDS.get(key, ())
