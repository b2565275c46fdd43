"""Redaction: a text without what names people, and what was taken out of it.

Each member met becomes a letter that means something in this one text only ([A], [B]), so that
nothing links two notes; everything else becomes a word for what it was ([person], [date]).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from string import ascii_uppercase

from circle_tui.domain.masking import Certainty, Choices, Kind, Redaction, Span, Suggestion
from circle_tui.domain.people import Member
from circle_tui.domain.values import value
from circle_tui.privacy import patterns, words
from circle_tui.privacy.folding import GAP, fold, name_key, without_gaps, written_key
from circle_tui.privacy.found import Found, Hit
from circle_tui.privacy.joining import JOINTS, joined
from circle_tui.privacy.likely import likely_forms, likely_hits
from circle_tui.privacy.roster import Matcher, matcher
from circle_tui.privacy.strangers import strangers
from circle_tui.privacy.tokens import Tokens, tokens_of

NO_CHOICES = Choices()

_MASK = re.compile(r"\[([A-Z][0-9]*)\\?\]")
"""A letter that stands for somebody, also as Markdown writes its brackets."""

SUGGESTED = "a name, says the language model"
CHOSEN = "masked by you"

NOBODY = -1
"""In place of a member's index: what names nobody on the roster."""

_ROUNDS = 6
"""What was masked may bring more to light; so many times at most (twice is usual)."""


@value
class _Part:
    """A range of the original text to mask; ``member`` is ``NOBODY`` for what is on no roster."""

    start: int
    end: int
    kind: Kind
    certainty: Certainty
    reason: str
    member: int = NOBODY


Stage = Callable[[Tokens], list[_Part]]
"""One search through a text that what was found before it has been taken out of."""


def redact(
    text: str,
    roster: Sequence[str | Member],
    choices: Choices = NO_CHOICES,
    suggested: Sequence[Suggestion] = (),
) -> Redaction:
    """Mask everything that names somebody, members or not, and everything that leads to them.

    The same member has the same letter throughout; what the text has as masks already is left, so
    that redacting twice is the same as once. ``choices`` are what a person decided for single
    words, ``suggested`` what a language model found. Raises nothing, whatever the text.
    """
    return _masked(text, _everything(text, matcher(roster), choices, suggested))


def warm_up(roster: Sequence[str | Member]) -> None:
    """Read the word lists and compile the patterns, so that no keystroke waits for them.

    A tenth of a second of work: for a thread.
    """
    words.warm_up()
    patterns.warm_up()
    likely_forms(matcher(roster).people)


def redact_text(text: str, roster: Sequence[str | Member]) -> str:
    """Return ``text`` with everything masked that ``redact`` masks."""
    return redact(text, roster).text


def mask_members(
    text: str, roster: Sequence[str | Member], shown: frozenset[str] = frozenset()
) -> str:
    """Return ``text`` with the members' names masked, and nothing else, but for ``shown`` words.

    For texts that are not about people, such as an agenda's own, and for what was redacted before
    somebody joined.
    """
    names = matcher(roster)
    return _masked(text, _in_rounds(text, (lambda cut: _exact(cut, names),), shown)).text


def _everything(
    text: str, names: Matcher, choices: Choices, suggested: Sequence[Suggestion]
) -> list[_Part]:
    """Return all that is to be masked in a text, in order."""
    stages = (
        lambda cut: _hidden(cut, choices.hidden),
        _identifiers,
        lambda cut: _exact(cut, names),
        lambda cut: _likely(cut, names),
        _strangers,
        lambda cut: _suggested(cut, suggested),
    )
    return _in_rounds(text, stages, choices.shown)


def _in_rounds(
    text: str, stages: Sequence[Stage], shown: frozenset[str] = frozenset()
) -> list[_Part]:
    """Return what the stages find one after the other, until they find nothing more.

    Each sees the text without what was found before it, and leaves what is ``shown``.
    """
    found: list[_Part] = []
    working = without_gaps(text)
    cut = tokens_of(working)
    searched: dict[int, str] = {}
    """What each stage saw last, and found nothing more in."""
    for _ in range(_ROUNDS):
        if all(searched.get(number) == working for number in range(len(stages))):
            break
        for number, stage in enumerate(stages):
            if searched.get(number) == working:
                continue
            searched[number] = working
            for part in stage(cut):
                if not _is_shown(part, text, shown):
                    found.append(part)
                    gap = GAP * (part.end - part.start)
                    working = working[: part.start] + gap + working[part.end :]
            if searched[number] != working:
                cut = tokens_of(working)
    return _together(sorted(found, key=lambda part: part.start), text)


def _is_shown(part: _Part, text: str, shown: frozenset[str]) -> bool:
    """Tell whether somebody chose to leave this, or each word of it, as it stands.

    A member's name is left only in the way in which it was written: who leaves the verb "will"
    readable did not speak of Will.
    """
    if not shown:
        return False
    typed = text[part.start : part.end]
    if part.member != NOBODY:
        return written_key(typed) in shown or all(word in shown for word in typed.split())
    if {written_key(typed), name_key(typed)} & shown:
        return True
    return all(token.word in shown for token in tokens_of(typed).tokens)


def _hidden(cut: Tokens, hidden: frozenset[str]) -> list[_Part]:
    """Return where the words stand that somebody chose to mask."""
    parts = []
    for wanted in (tuple(t.word for t in tokens_of(word).tokens) for word in sorted(hidden)):
        for first in range(len(cut.tokens) - len(wanted) + 1 if wanted else 0):
            stretch = cut.tokens[first : first + len(wanted)]
            if tuple(token.word for token in stretch) == wanted:
                parts.append(
                    _part(cut, stretch[0].start, stretch[-1].end, Kind.WORD, Certainty.SURE, CHOSEN)
                )
    return _apart(parts)


def _exact(cut: Tokens, names: Matcher) -> list[_Part]:
    return _of_members(cut, names.exact(cut), names)


def _likely(cut: Tokens, names: Matcher) -> list[_Part]:
    return _of_members(cut, list(likely_hits(cut, names)), names)


def _of_members(cut: Tokens, hits: Sequence[Hit], names: Matcher) -> list[_Part]:
    return _apart(
        _part(cut, hit.start, hit.end, Kind.MEMBER, hit.certainty, hit.reason, hit.member)
        for hit in joined(hits, cut, names.people)
    )


def _identifiers(cut: Tokens) -> list[_Part]:
    return _apart(_of(cut, found) for found in patterns.identifiers(cut.folded.text))


def _strangers(cut: Tokens) -> list[_Part]:
    return _apart(_of(cut, found) for found in strangers(cut))


def _suggested(cut: Tokens, suggested: Sequence[Suggestion]) -> list[_Part]:
    """Return the words within suggestions that nothing else has masked, those in a row as one."""
    starts, ends = cut.folded.starts, cut.folded.ends
    parts: list[_Part] = []
    for name in suggested:
        last = -1
        for index, token in enumerate(cut.tokens):
            if not token.spelt or not (
                starts[token.start] < name.end and name.start < ends[token.end - 1]
            ):
                continue
            part = _part(cut, token.start, token.end, name.kind, Certainty.UNSURE, SUGGESTED)
            if index == last + 1 and parts and last >= 0:
                parts[-1] = replace(parts[-1], end=part.end)
            else:
                parts.append(part)
            last = index
    return _apart(sorted(parts, key=lambda part: part.start))


def _of(cut: Tokens, found: Found) -> _Part:
    return _part(cut, found.start, found.end, found.kind, found.certainty, found.reason)


def _part(
    cut: Tokens,
    start: int,
    end: int,
    kind: Kind,
    certainty: Certainty,
    reason: str,
    member: int = NOBODY,
) -> _Part:
    starts, ends = cut.folded.starts, cut.folded.ends
    return _Part(starts[start], ends[end - 1], kind, certainty, reason, member)


def _apart(parts: Iterable[_Part]) -> list[_Part]:
    """Return parts without overlap: two may share one original character, as of a ligature."""
    apart: list[_Part] = []
    for part in parts:
        if apart and part.start < apart[-1].end:
            apart[-1] = replace(apart[-1], end=max(part.end, apart[-1].end))
        else:
            apart.append(part)
    return apart


def _together(parts: list[_Part], text: str) -> list[_Part]:
    """Join neighbouring parts that are one: of one member, or of one word with an apostrophe."""
    whole: list[_Part] = []
    for part in parts:
        last = whole[-1] if whole else None
        gap = text[last.end : part.start] if last else ""
        one = last and last.member == part.member != NOBODY and gap in JOINTS
        if last and (one or (gap and fold(gap).text == "'")):
            best = last if last.member != NOBODY or part.member == NOBODY else part
            sure = Certainty.SURE in (last.certainty, part.certainty)
            whole[-1] = replace(
                best,
                start=last.start,
                end=part.end,
                certainty=Certainty.SURE if sure else last.certainty,
            )
        else:
            whole.append(part)
    return whole


def _masked(text: str, parts: Sequence[_Part]) -> Redaction:
    """Put a placeholder in place of each part."""
    labels = _free_labels(text)
    letters: dict[int, str] = {}
    pieces: list[str] = []
    spans: list[Span] = []
    end = 0
    for part in parts:
        if part.member == NOBODY:
            placeholder = f"[{part.kind}]"
        else:
            if part.member not in letters:
                letters[part.member] = next(labels)
            placeholder = f"[{letters[part.member]}]"
        pieces += [text[end : part.start], placeholder]
        spans.append(
            Span(part.start, part.end, part.kind, part.certainty, part.reason, placeholder)
        )
        end = part.end
    return Redaction("".join([*pieces, text[end:]]), tuple(spans))


def _free_labels(text: str) -> Iterator[str]:
    """Yield A to Z, then A2 to Z2 and so on, but for those the text has as masks.

    One letter each, since two could spell a short name.
    """
    taken = set(_MASK.findall(text))
    for lap in count(1):
        for letter in ascii_uppercase:
            label = letter if lap == 1 else f"{letter}{lap}"
            if label not in taken:
                yield label
