"""What is masked of a text that is being typed, and what somebody decides over it.

The screen shows a text in pieces: what stays as it stands, and the masks, each of which can be
taken off and put on again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from circle_tui.domain.masking import Certainty, Choices, Kind, Span
from circle_tui.domain.people import Member
from circle_tui.privacy.folding import name_key
from circle_tui.privacy.hints import pointers
from circle_tui.privacy.redaction import redact

NO_CHOICES = Choices()

_CONTACT = frozenset({Kind.EMAIL, Kind.PHONE})
"""How to reach somebody: the store refuses that as it refuses a member's name."""

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]{2,})*")  # noqa: RUF001 - as it is typed
"""A word with its inner hyphens and apostrophes (O'Neill), without a possessive's s."""


@dataclass(frozen=True, slots=True)
class Mask:
    """One place of a text that is masked, or that somebody chose to leave readable.

    ``text`` is what stands there, ``key`` the same as names are compared. ``shown`` tells that it
    is left readable, ``always`` that this holds for every text of the circle, ``member`` that a
    member is named there.
    """

    span: Span
    text: str = field(repr=False)
    key: str = field(repr=False)
    shown: bool
    always: bool
    member: bool

    @property
    def unsure(self) -> bool:
        """Whether it is masked only to be on the safe side."""
        return self.span.certainty is Certainty.UNSURE

    @property
    def may_be_shown(self) -> bool:
        """Whether somebody can take the mask off: not from what is beyond doubt a way to reach."""
        return self.unsure or self.span.kind not in _CONTACT

    @property
    def guarded(self) -> bool:
        """Whether the store refuses what stands there until somebody was asked twice."""
        return self.member or self.span.kind in _CONTACT


@dataclass(frozen=True, slots=True)
class Masked:
    """A text as it would be kept, and in pieces: what stays, and the masks, in their order."""

    kept: str = field(repr=False)
    pieces: tuple[str | Mask, ...] = field(repr=False)

    @property
    def masks(self) -> tuple[Mask, ...]:
        """The masks, also those that were taken off."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Mask))


NOTHING = Masked("", ())


def masked(
    text: str,
    members: Sequence[Member],
    choices: Choices = NO_CHOICES,
    always: frozenset[str] = frozenset(),
) -> Masked:
    """Return a text with everything masked that is to be, but for what was chosen to be shown.

    ``choices`` are for this text, ``always`` are the words left readable in this circle.
    """
    shown = (choices.shown | always) - choices.hidden
    kept = redact(text, members, Choices(shown, choices.hidden))
    spans = list(kept.spans)
    folded = name_key(text)
    if any(word in folded for word in shown):
        # What is masked all the same, as a part of it may be, is never drawn as readable.
        spans += [
            span
            for span in _without_choice(text, members, choices)
            if all(span.end <= other.start or other.end <= span.start for other in kept.spans)
        ]
    pieces: list[str | Mask] = []
    end = 0
    for span in sorted(spans, key=lambda span: span.start):
        stands = text[span.start : span.end]
        key = name_key(stands)
        pieces += [text[end : span.start]] if span.start > end else []
        pieces.append(
            Mask(
                span,
                stands,
                key,
                shown=span not in kept.spans,
                always=key in always,
                member=_names_member(span, stands, members),
            )
        )
        end = span.end
    return Masked(kept.text, (*pieces, text[end:]) if end < len(text) else tuple(pieces))


def _without_choice(text: str, members: Sequence[Member], choices: Choices) -> tuple[Span, ...]:
    """Return what would be masked if nothing had been chosen to be shown.

    A word that was masked by hand and then no more is in no list: it is masked by hand here.
    """
    spans = redact(text, members, Choices(hidden=choices.hidden)).spans
    found = {name_key(text[span.start : span.end]) for span in spans}
    if by_hand := choices.shown - found - choices.hidden:
        return redact(text, members, Choices(hidden=choices.hidden | by_hand)).spans
    return spans


def _names_member(span: Span, stands: str, members: Sequence[Member]) -> bool:
    """Tell whether a member is named there, also under a mask that was put on by hand."""
    if span.kind is Kind.WORD:
        return names_member(stands, members)
    return span.kind is Kind.MEMBER


def names_member(text: str, members: Sequence[Member]) -> bool:
    """Tell whether a text names a member."""
    return any(span.kind is Kind.MEMBER for span in redact(text, members).spans)


def switched(choices: Choices, mask: Mask) -> Choices:
    """Return the choices with a mask taken off, or put on again if it was off."""
    if not mask.shown:
        return with_shown(choices, mask.key)
    if mask.always or mask.span.kind is Kind.WORD:
        return with_masked(choices, mask.key)
    return replace(choices, shown=choices.shown - {mask.key})


def with_shown(choices: Choices, key: str) -> Choices:
    """Return the choices with a word left readable."""
    return replace(choices, shown=choices.shown | {key}, hidden=choices.hidden - {key})


def with_masked(choices: Choices, key: str) -> Choices:
    """Return the choices with a word masked."""
    return replace(choices, shown=choices.shown - {key}, hidden=choices.hidden | {key})


def word_at(text: str, cursor: int) -> str:
    """Return the word that the cursor stands on, or the one before it, as names are compared.

    Empty when there is none.
    """
    words = [word for word in _WORD.finditer(text) if word.start() <= cursor]
    return name_key(words[-1].group()) if words else ""


def hint(text: str) -> str:
    """Return the first phrase of a text, as it is kept, that may point to one person."""
    found = pointers(text)
    return text[found[0].start : found[0].end] if found else ""
