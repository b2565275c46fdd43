"""Joining: the mentions of one member that stand together, with what belongs to them, as one."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from circle_tui.domain.masking import Certainty
from circle_tui.privacy.forms import Forms
from circle_tui.privacy.found import Hit
from circle_tui.privacy.tokens import Token, Tokens

JOINTS = frozenset({"", " ", "-", "_", ".", ", ", "'"})
"""Between two mentions of one member these make one of them: ``Ruiz, Ana`` is one person."""


def joined(hits: Sequence[Hit], cut: Tokens, people: Sequence[Forms]) -> list[Hit]:
    """Return hits in order without overlap, with what belongs to a name between and beside them.

    That is the initials (``Will T. Teague``, ``A Ruiz``, ``Hyejin L.``) and the particles
    (``van de Veen``), and neighbouring mentions of one member become one.
    """
    whole: list[Hit] = []
    for hit in sorted(_with_initials(hits, cut, people), key=lambda hit: (hit.start, -hit.end)):
        last = whole[-1] if whole else None
        if last and (hit.start < last.end or _belong_together(last, hit, cut, people)):
            whole[-1] = Hit(
                last.start,
                max(last.end, hit.end),
                last.member,
                max(last.certainty, hit.certainty, key=_surer),
                last.reason if _surer(last.certainty) >= _surer(hit.certainty) else hit.reason,
            )
        else:
            whole.append(hit)
    return whole


def _surer(certainty: Certainty) -> int:
    return certainty is Certainty.SURE


def _belong_together(last: Hit, hit: Hit, cut: Tokens, people: Sequence[Forms]) -> bool:
    if last.member != hit.member:
        return False
    gap = cut.folded.text[last.end : hit.start]
    if gap in JOINTS:
        return True
    particles = {particle for particle, _ in people[hit.member].led}
    first = bisect_left(cut.tokens, last.end, key=lambda token: token.start)
    after = bisect_left(cut.tokens, hit.start, key=lambda token: token.start)
    between = cut.tokens[first:after]
    return (
        0 < len(between) <= 4
        and all(
            token.word in particles or (len(token.word) == 1 and token.spelt) for token in between
        )
        and all(token.before.strip() in ("", ".", "'", "-") for token in between)
        and gap.rstrip()[-1:] in ("", ".", "'", "-", *(token.word[-1] for token in between))
    )


def _with_initials(hits: Sequence[Hit], cut: Tokens, people: Sequence[Forms]) -> Iterator[Hit]:
    """Yield hits, each with a single letter or a particle of the name that stands beside it."""
    if not hits:
        return
    tokens = cut.tokens
    starting = {token.start: index for index, token in enumerate(tokens)}
    ending = {token.end: index for index, token in enumerate(tokens)}
    for hit in hits:
        start, end = hit.start, hit.end
        first, last = starting.get(start), ending.get(end)
        person = people[hit.member]
        letters = frozenset("".join(person.initials))
        while first and tokens[first].before in (" ", ".", ". ", "-", "_", "'", " '"):
            before = tokens[first - 1]
            dotted = "." in tokens[first].before
            particle = (before.word, tokens[first].word) in person.led and not dotted
            if not particle and not _is_initial(before, letters, dotted=dotted):
                break
            first, start = first - 1, before.start
        if last is not None and last + 1 < len(tokens):
            after = tokens[last + 1]
            follows = cut.folded.text[after.end : after.end + 1]
            if after.before in (" ", "-", "_") and _is_initial(
                after, letters, dotted=follows == "."
            ):
                end = after.end
        yield Hit(start, end, hit.member, hit.certainty, hit.reason)


def _is_initial(token: Token, letters: frozenset[str], *, dotted: bool) -> bool:
    """Tell whether a single letter is somebody's initial and not an article or a list's mark."""
    if not token.single or not token.spelt:
        return False
    if token.word[0] in letters:
        return dotted or token.word != "a" or token.capital
    return dotted and token.capital
