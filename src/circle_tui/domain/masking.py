"""Masking: which ranges of a text are taken out before it is kept, and why."""

from dataclasses import field
from enum import StrEnum

from circle_tui.domain.values import value


class Kind(StrEnum):
    """What a span is taken for; in brackets it stands in the text that is kept.

    Only a ``MEMBER`` has a letter instead, one for each person in a text.
    """

    MEMBER = "member"
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    DATE = "date"
    AGE = "age"
    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"
    LINK = "link"
    ADDRESS = "address"
    ID = "id"
    NAME = "name"
    """A word that no list knows: somebody, some place or some organisation."""
    WORD = "word"
    """A word that somebody chose to mask."""


class Certainty(StrEnum):
    """Whether a span is masked beyond doubt, or to be on the safe side."""

    SURE = "sure"
    UNSURE = "unsure"


@value
class Span:
    """A range of the original text that is masked, and why; never the text itself.

    ``placeholder`` is what stands in its place, with its brackets; ``reason`` a few words,
    as the screen says them.
    """

    start: int
    end: int
    kind: Kind
    certainty: Certainty
    reason: str
    placeholder: str


@value
class Suggestion:
    """A range of a text that something outside the rules takes for a name."""

    start: int
    end: int
    kind: Kind


@value
class Redaction:
    """The masked text, and the spans of the original that were masked, in order."""

    text: str = field(repr=False)
    spans: tuple[Span, ...]


@value
class Choices:
    """What a person decided over the masks, in folded words (see ``privacy.folding.name_key``).

    ``shown`` are left as they stand, ``hidden`` are masked. Words and not places, so that a
    choice holds while the text around it is still being typed.
    """

    shown: frozenset[str] = field(default=frozenset(), repr=False)
    hidden: frozenset[str] = field(default=frozenset(), repr=False)
