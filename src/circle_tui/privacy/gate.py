"""The gate at the store's door: no document that names a member, or says how to reach anybody.

It asks the same matcher that masks the names, so what was redacted always passes. For addresses and
numbers it has patterns of its own, few and strict: a second opinion, whatever the code above it
masks. This program's own words are let through, or a member called Open or Group could never save
anything; everything that a person or a file supplied is looked at. Random ids are digits in one
piece, which neither a name nor a number to call is made of.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, get_args, get_type_hints

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import SEGMENT_KINDS
from circle_tui.domain.errors import PrivacyError
from circle_tui.domain.facts import Fact
from circle_tui.domain.hours import Hours
from circle_tui.domain.masking import Kind
from circle_tui.domain.notes import Decision, Note
from circle_tui.domain.parking import Parked
from circle_tui.domain.record import SessionRecord
from circle_tui.privacy.folding import fold, written_key
from circle_tui.privacy.roster import Matcher, matcher

NAMED = "Nothing was saved: the text still names a member. Mask the name and save again."

REACHABLE = (
    "Nothing was saved: the text still holds an e-mail address or a phone number. Mask it and save "
    "again."
)

_FACTS = get_args(Fact)

_FIGURES = re.compile(
    r"[0-9]*|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}(?::[0-9]{2}){2}\.[0-9]{6}\+00:00)?"
)
"""Ids, days and instants as this program writes them: in every document, and worth no search."""

_AT = re.compile("[@\uff20\ufe6b]")
_SEVEN_DIGITS = re.compile(r"\d(?:\D{0,4}\d){6}")
"""What a text has at least, as it was typed, that holds an address, or a number; few have."""

_EMAIL = re.compile(r"[\w.%+'-]{1,64}@\w[\w-]{0,62}(?:\.[\w-]{1,63}){0,7}\.[^\W\d_]{2,}")
"""An address in folded text. Every part is bounded, so that no text takes long to look through."""

_NO_DATE = r"(?!(?:\d{4}[./-]\d\d?[./-]\d\d?|\d\d?[./-]\d\d?[./-]\d{2,4})(?![./-]?\d))"
_NO_YEARS = r"(?!(?:19|20)\d\d[ -]{1,3}(?:19|20)\d\d(?!\d))"
_CUE = (
    r"\b(?:tele?(?:phone)?|phone|mobile|cell|fax|pager|bleep|whatsapp)"
    r"(?:[ .:#]{1,3}| no[. :]{1,2}| is )"
)

_PHONE = re.compile(
    rf"(?<![\w+])\+ ?\(?[1-9](?:[ ./()-]{{0,3}}\d){{7,14}}(?!\d)"
    rf"|{_CUE}\(?{_NO_DATE}{_NO_YEARS}\d(?:[ ./()-]{{0,3}}\d){{6,14}}(?!\d)"
    rf"|(?<![\w.-])(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{{3}}[ .-]\d{{4}}(?!\w|-\d)"
    rf"|(?<![\w.,:/-])(?={_NO_DATE}(?:\D{{0,3}}\d){{9}})"
    rf"\(?0\d{{1,5}}\)?(?:[ ./-]{{1,2}}\(?\d{{2,8}}\)?){{1,5}}(?!\w)"
)
"""A number that can be dialled, in folded text: with ``+``, or after a word that says so, or in
the groups of North America, or in groups that begin with a zero, nine digits at least.

Neither a date nor a span of years is one, nor an instant as this program writes it, nor digits in
one piece, which are an id.
"""

_CONTACTS = ((_AT, _EMAIL, Kind.EMAIL), (_SEVEN_DIGITS, _PHONE, Kind.PHONE))

_DIGIT = re.compile(r"\d")
"""One of any script; what is looked through has those of ours."""


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
    for kind in (ActionItem, Decision, Hours, Note, Parked, SessionRecord, *_FACTS):
        for key, hint in _fields(kind):
            words.setdefault(key, set()).update(_words(hint))
    return words


_VOCABULARY = _vocabulary()
"""Read off the domain's types, so that a new field or a new word cannot be forgotten here."""


def check(document: object, roster: Sequence[str], allowed: Set[str] = frozenset()) -> None:
    """Raise ``PrivacyError`` if any text in ``document`` names a member or holds a contact detail.

    ``document`` is any nesting of mappings, lists and plain values, of which keys count as well;
    ``roster`` holds names and e-mail addresses. ``allowed`` are names that somebody
    chose to leave, as they were written (see ``written_key``): a mention passes if it is exactly
    one of them, so "will" lets neither "Will" nor "will teague" pass. The
    error says neither the name nor the text.
    """
    names = matcher(roster)
    for text in _texts(document, ""):
        if names.names_in(text) and _names_somebody(text, names, allowed):
            raise PrivacyError(NAMED)
        for sign, pattern, _ in _CONTACTS:
            if sign.search(text) and _contact(text, pattern):
                raise PrivacyError(REACHABLE)


def _texts(value: object, key: str) -> Iterator[str]:
    """Yield every string in a document but our own words."""
    match value:
        case str():
            if value not in _VOCABULARY.get(key, ()) and not _FIGURES.fullmatch(value):
                yield value
        case dict():
            for inner, item in value.items():
                if inner not in _VOCABULARY:
                    yield str(inner)
                yield from _texts(item, inner)
        case list() | tuple():
            for item in value:
                yield from _texts(item, key)


def _names_somebody(text: str, names: Matcher, allowed: Set[str]) -> bool:
    """Tell whether a text in which somebody is named still is one without the allowed words."""
    if not allowed:
        return True
    while found := names.mentions(text):
        for mention in found:
            if written_key(text[mention.start : mention.end]) not in allowed:
                return True
            # A bracket ends a word and is in no name: what it uncovers is looked at next.
            gap = "[" * (mention.end - mention.start)
            text = text[: mention.start] + gap + text[mention.end :]
    return names.names_in(text)


def without_contacts(text: str) -> str:
    """Return a text with every address and number masked that the gate would refuse it for."""
    for sign, pattern, mask in _CONTACTS:
        while sign.search(text) and (found := _contact(text, pattern)):
            text = f"{text[: found.start]}[{mask}]{text[found.stop :]}"
    return text


def _contact(text: str, pattern: re.Pattern[str]) -> slice | None:
    """Return where a text has such an address or number first, ``None`` if nowhere."""
    folded = fold(text)
    plain = folded.text
    if not plain.isascii():
        plain = _DIGIT.sub(lambda digit: str(int(digit[0])), plain)
    if found := pattern.search(plain):
        return slice(folded.starts[found.start()], folded.ends[found.end() - 1])
    return None
