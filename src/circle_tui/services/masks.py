"""What is masked of a text that is being typed, and what somebody decides over it.

The screen shows a text in pieces: what stays as it stands, and the masks, each of which can be
taken off and put on again.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from circle_tui.domain.masking import Certainty, Choices, Kind, Span, Suggestion
from circle_tui.domain.people import Member
from circle_tui.domain.values import value
from circle_tui.privacy.folding import name_key, written_key
from circle_tui.privacy.hints import pointers
from circle_tui.privacy.likely import likely_hits
from circle_tui.privacy.redaction import CHOSEN, redact
from circle_tui.privacy.roster import matcher
from circle_tui.privacy.tokens import tokens_of

NO_CHOICES = Choices()

_CONTACT = frozenset({Kind.EMAIL, Kind.PHONE})
"""How to reach somebody: the store refuses that as it refuses a member's name."""

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]{2,})*")  # noqa: RUF001 - as it is typed
"""A word with its inner hyphens and apostrophes (O'Neill), without a possessive's s."""

_BEGUN = re.compile(r"[^\W_](?:[^\W_]|[-'’])*\Z")  # noqa: RUF001 - as above
"""The word at the end of a text, without what stands before it: ``(olive``."""


@value
class Mask:
    """One place of a text that is masked, or that somebody chose to leave readable.

    ``text`` is what stands there. ``key`` is the same as names are compared, or as it was written
    where a ``member`` is named: that is all that is left readable with it. ``shown`` tells that it
    is, ``always`` that this holds for every text of the circle.
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

    def stands_for(self, word: str) -> bool:
        """Tell whether this is a word of the text, given as it was written."""
        return self.key == (written_key(word) if self.member else name_key(word))

    @property
    def guessed(self) -> bool:
        """Whether it is masked only because no list knows the word, or it looks like a name."""
        return self.unsure and not self.shown and self.span.kind in (Kind.NAME, Kind.PERSON)

    @property
    def may_be_shown(self) -> bool:
        """Whether somebody can take the mask off: not from what is beyond doubt a way to reach."""
        return self.unsure or self.span.kind not in _CONTACT

    @property
    def guarded(self) -> bool:
        """Whether the store refuses what stands there until somebody was asked twice."""
        return self.member or self.span.kind in _CONTACT


@value
class Masked:
    """A text as it would be kept, and in pieces: what stays, and the masks, in their order.

    ``begun`` tells that the last mask is a guess at a word that is still being typed.
    """

    kept: str = field(repr=False)
    pieces: tuple[str | Mask, ...] = field(repr=False)
    begun: bool = False

    @property
    def masks(self) -> tuple[Mask, ...]:
        """The masks, also those that were taken off."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Mask))

    @property
    def decided(self) -> tuple[Mask, ...]:
        """The masks without a guess at a word that is only begun."""
        return self.masks[:-1] if self.begun else self.masks

    @property
    def finished(self) -> str:
        """The text as it would be kept, without a guess at a word that is only begun."""
        if not self.begun:
            return self.kept
        return self.kept.removesuffix(self.masks[-1].span.placeholder).rstrip()


NOTHING = Masked("", ())


def masked(
    text: str,
    members: Sequence[Member],
    choices: Choices = NO_CHOICES,
    always: frozenset[str] = frozenset(),
    suggested: Sequence[Suggestion] = (),
) -> Masked:
    """Return a text with everything masked that is to be, but for what was chosen to be shown.

    ``choices`` are for this text, ``always`` are the words left readable in this circle;
    ``suggested`` is what a language model takes for names in this very text.
    """
    hidden = choices.hidden
    shown = frozenset(word for word in choices.shown | always if name_key(word) not in hidden)
    kept = redact(text, members, Choices(shown, hidden), suggested)
    spans = [(span, False) for span in kept.spans]
    folded = name_key(text)
    if any(name_key(word) in folded for word in shown):
        without = redact(text, members, Choices(hidden=hidden), suggested).spans
        # What is masked all the same, as a part of it may be, is never drawn as readable.
        open_ = _apart_from(kept.spans, without)
        found = {name_key(text[span.start : span.end]) for span in without}
        by_hand = [word for word in choices.shown if name_key(word) not in found]
        open_ += _apart_from([*kept.spans, *open_], list(_standing(text, by_hand)))
        spans = sorted([*spans, *((span, True) for span in open_)], key=lambda pair: pair[0].start)
    pieces: list[str | Mask] = []
    end = 0
    for span, is_shown in spans:
        stands = text[span.start : span.end]
        member = span.kind is Kind.MEMBER
        if span.kind is Kind.WORD:
            member = names_member(stands, members)
        key = written_key(stands) if member else name_key(stands)
        pieces += [text[end : span.start]] if span.start > end else []
        pieces.append(Mask(span, stands, key, is_shown, key in always, member))
        end = span.end
    return Masked(kept.text, (*pieces, text[end:]) if end < len(text) else tuple(pieces))


def _apart_from(taken: Sequence[Span], spans: Sequence[Span]) -> list[Span]:
    """Return the spans that overlap none of those that are ``taken``, which overlap nowhere."""
    taken = sorted(taken, key=lambda span: span.start)
    starts = [span.start for span in taken]
    return [
        span
        for span in spans
        if (place := bisect_right(starts, span.start)) == 0 or taken[place - 1].end <= span.start
        if place == len(starts) or span.end <= starts[place]
    ]


def _standing(text: str, words: Sequence[str]) -> Iterator[Span]:
    """Yield where words stand that were masked by hand and are no more: they are in no list."""
    cut = tokens_of(text) if words else None
    for wanted in ([token.word for token in tokens_of(word).tokens] for word in words):
        assert cut is not None
        end = 0
        for first in range(len(cut.tokens) - len(wanted) + 1 if wanted else 0):
            stretch = cut.tokens[first : first + len(wanted)]
            if [token.word for token in stretch] == wanted and stretch[0].start >= end:
                end = stretch[-1].end
                start, stop = cut.folded.starts[stretch[0].start], cut.folded.ends[end - 1]
                yield Span(start, stop, Kind.WORD, Certainty.SURE, CHOSEN, f"[{Kind.WORD}]")


def names_member(text: str, members: Sequence[Member]) -> bool:
    """Tell whether a text names a member, or would in another case or another place.

    So "bob" names a Robert: what is decided over a word holds however it is written.
    """
    names = matcher(members)
    for before, written, after in (
        ("", text, ""),
        *(("asked ", case(text), " today") for case in (str.lower, str.title, str.upper)),
    ):
        cut = tokens_of(f"{before}{written}{after}")
        place = range(len(before), len(cut.folded.text) - len(after))
        if any(hit.start in place for hit in names.exact(cut)):
            return True
        if any(hit.start in place for hit in likely_hits(cut, names)):
            return True
    return False


def while_typing(read: Masked, line: str) -> Masked:
    """Return a text that is being typed, with its last word left undecided if that is a guess.

    It is, while the cursor stands right behind it; ``line`` is what stands before the cursor.
    """
    last = read.pieces[-1] if read.pieces else ""
    begun = (
        isinstance(last, Mask)
        and last.guessed
        and last.text[-1].isalnum()
        and " " not in last.text
        and line.endswith(last.text)
    )
    return replace(read, begun=begun)


def switched(choices: Choices, mask: Mask) -> Choices:
    """Return the choices with a mask taken off, or put on again if it was off."""
    if not mask.shown:
        return with_shown(choices, mask.key)
    if mask.always or mask.span.kind is Kind.WORD:
        return with_masked(choices, mask.key)
    return replace(choices, shown=choices.shown - {mask.key})


def with_shown(choices: Choices, key: str) -> Choices:
    """Return the choices with a word left readable."""
    return Choices(choices.shown | {key}, choices.hidden - {name_key(key)})


def with_masked(choices: Choices, key: str) -> Choices:
    """Return the choices with a word masked, however it is written."""
    word = name_key(key)
    shown = frozenset(other for other in choices.shown if name_key(other) != word)
    return Choices(shown, choices.hidden | {word})


def is_hidden(choices: Choices, word: str) -> bool:
    """Tell whether a word was masked by hand."""
    return name_key(word) in choices.hidden


def without_hidden(choices: Choices, word: str) -> Choices:
    """Return the choices without the mask that was put on a word by hand."""
    return replace(choices, hidden=choices.hidden - {name_key(word)})


def word_at(text: str, cursor: int) -> str:
    """Return the word that the cursor stands on, or the one before it, as it was written.

    Empty when there is none.
    """
    words = [word for word in _WORD.finditer(text) if word.start() <= cursor]
    return written_key(words[-1].group()) if words else ""


def without_begun_name(text: str, members: Sequence[Member]) -> str:
    """Return a text without its last word, if that is only begun and may become a member's name."""
    last = _BEGUN.search(text)
    begun = name_key(last.group()) if last else ""
    parts = {name_key(part) for member in members for part in member.name.split()}
    if last and any(part.startswith(begun) and part != begun for part in parts):
        return text[: last.start()]
    return text


def place_in(line: str, read: Masked, number: int) -> int:
    """Return where in the line that is typed a mask stands; the line has more than what is read."""
    end = start = place = 0
    for piece in read.pieces:
        written = piece.text if isinstance(piece, Mask) else piece
        for index, word in enumerate(written.split()):
            at = max(end, line.find(word, end))
            start, end = (start if index else at), at + len(word)
        if isinstance(piece, Mask):
            if place == number:
                return start
            place += 1
    return start


def hint(text: str) -> str:
    """Return the first phrase of a text, as it is kept, that may point to one person."""
    found = pointers(text)
    return text[found[0].start : found[0].end] if found else ""
