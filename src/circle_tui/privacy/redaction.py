"""Redaction: a text without the members' names, and what was taken out of it.

Each member met becomes a letter that means something in this one text only ([A], [B]), so that
nothing links two notes.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import count
from string import ascii_uppercase

from circle_tui.domain.masking import Certainty, Choices, Kind, Redaction, Span
from circle_tui.domain.people import Member
from circle_tui.privacy.folding import name_key
from circle_tui.privacy.roster import Matcher, Mention, matcher

_MASK = re.compile(r"\[([A-Z][0-9]*)\\?\]")
"""A letter that stands for somebody, also as Markdown writes its brackets."""

_JOINTS = frozenset({"", " ", "-", "_", ".", ", ", "\u00a0"})
"""Between two mentions of one member these make one of them: ``Ruiz, Ana`` is one person."""

NO_CHOICES = Choices()

_TAKEN = "["
"""Stands for what is masked while the search goes on: it ends a word, and is in no name."""


def redact(text: str, roster: Sequence[str | Member], choices: Choices = NO_CHOICES) -> Redaction:
    """Mask every mention of a member.

    The same member has the same letter throughout; letters that the text has as masks already are
    left to them, so that redacting twice is the same as once.
    """
    mentions = [
        mention
        for mention in _all_mentions(text, matcher(roster))
        if name_key(text[mention.start : mention.end]) not in choices.shown
    ]
    labels = _free_labels(text)
    letters: dict[int, str] = {}
    pieces: list[str] = []
    end = 0
    for mention in mentions:
        if mention.member not in letters:
            letters[mention.member] = next(labels)
        pieces += [text[end : mention.start], f"[{letters[mention.member]}]"]
        end = mention.end
    spans = tuple(
        Span(
            mention.start,
            mention.end,
            Kind.MEMBER,
            Certainty.SURE,
            "a member's name",
            f"[{letters[mention.member]}]",
        )
        for mention in mentions
    )
    return Redaction("".join([*pieces, text[end:]]), spans)


def redact_text(text: str, roster: Sequence[str | Member]) -> str:
    """Return ``text`` with every mention of a member masked."""
    return redact(text, roster).text


def _all_mentions(text: str, names: Matcher) -> list[Mention]:
    """Return every mention, and those that come to light when others are masked."""
    found: list[Mention] = []
    while more := names.mentions(text):
        found += more
        for mention in more:
            gap = _TAKEN * (mention.end - mention.start)
            text = text[: mention.start] + gap + text[mention.end :]
    return _joined(sorted(found, key=lambda mention: mention.start), text)


def _joined(mentions: list[Mention], text: str) -> list[Mention]:
    """Join neighbouring mentions of one member."""
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if last and last.member == mention.member and text[last.end : mention.start] in _JOINTS:
            joined[-1] = Mention(last.start, mention.end, last.member)
        else:
            joined.append(mention)
    return joined


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
