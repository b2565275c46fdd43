"""A roster, ready to be looked for: the exact forms of its members' names, and where they stand.

Fail closed: a form is looked for whatever its case, even where it is a word as well (Will, May);
the facilitator unmasks what was no name. What may be a name but is not one for certain (nicknames,
typing errors, initials) is ``likely``'s affair.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from circle_tui.domain.masking import Certainty
from circle_tui.domain.people import Member
from circle_tui.privacy.forms import Forms, forms
from circle_tui.privacy.tokens import Shape, Token, Tokens, tokens_of

MEMBERS_NAME = "a member's name"

_BETWEEN = frozenset(" '@+._-")
"""What may stand between the tokens of one form: ``Park-Lowe``, ``park lowe``, ``park.lowe``."""

JOINTS = frozenset({"", " ", "-", "_", ".", ", ", "'"})
"""Between two mentions of one member these make one of them: ``Ruiz, Ana`` is one person."""

_UNITS = frozenset({"am", "hr", "min", "mon", "pm", "sec"})
"""After a number these count time, whoever is called so (Min-seo)."""

LEAST_PIECE = 3
"""Letters in the least piece of a run of words in capitals (``AnaRuiz``) that is a name."""


MOST_PIECES = 4
"""So many pieces make one word of a name at most (``McDonald`` has two)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A range of a folded text that names a member, given by the place in the roster."""

    start: int
    end: int
    member: int
    certainty: Certainty = Certainty.SURE
    reason: str = MEMBERS_NAME


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where a member is named: a range of the text and the member's index."""

    start: int
    end: int
    member: int


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds the members of one roster by the exact forms of their names."""

    people: tuple[Forms, ...] = field(repr=False)
    words: Mapping[str, int] = field(repr=False)
    sequences: Mapping[str, Sequence[tuple[tuple[str, ...], int]]] = field(repr=False)
    inside: Sequence[tuple[str, int]] = field(repr=False)

    def names_in(self, text: str) -> bool:
        """Tell whether any member is named in ``text``."""
        return next(self._exact(tokens_of(text)), None) is not None

    def mentions(self, text: str) -> list[Mention]:
        """Return every place where a member is named, in order and without overlap."""
        cut = tokens_of(text)
        starts, ends = cut.folded.starts, cut.folded.ends
        return _apart(
            Mention(starts[hit.start], ends[hit.end - 1], hit.member)
            for hit in joined(self.exact(cut), cut, self.people)
        )

    def exact(self, cut: Tokens) -> list[Hit]:
        """Return the hits of a text, which may overlap."""
        return list(self._exact(cut))

    def _exact(self, cut: Tokens) -> Iterator[Hit]:
        tokens = cut.tokens
        for index, token in enumerate(tokens):
            if token.shape is Shape.TAKEN:
                continue
            for sequence, member in self.sequences.get(token.word, ()):
                if last := _sequence_at(tokens, index, sequence):
                    yield Hit(token.start, last.end, member)
            member = self.words.get(token.word, -1)
            if member >= 0 and not _is_unit(tokens, index):
                yield Hit(token.start, token.end, member)
            elif token.shape is Shape.MIXED:
                yield from self._pieces(token, cut)
        for form, member in self.inside:
            start = cut.folded.text.find(form)
            while start >= 0:
                yield Hit(start, start + len(form), member)
                start = cut.folded.text.find(form, start + len(form))

    def _pieces(self, token: Token, cut: Tokens) -> Iterator[Hit]:
        """Yield the names in a token that capitals part: ``AnaRuiz``, ``askedRuiz``."""
        bounds = [token.start, *capitals_within(token, cut), token.end]
        for first, start in enumerate(bounds[:-1]):
            for end in bounds[first + 1 : first + 1 + MOST_PIECES]:
                member = self.words.get(cut.folded.text[start:end], -1)
                if member < 0 or end - start < LEAST_PIECE:
                    continue
                if len(token.word) - (end - start) <= LEAST_PIECE:
                    yield Hit(token.start, token.end, member)  # "apGwynfor"
                else:
                    yield Hit(start, end, member)


def matcher(roster: Sequence[str | Member]) -> Matcher:
    """Return what finds these people: names, or members with a name and perhaps an address."""
    return _matcher(tuple(_entry(person) for person in roster))


def _entry(person: str | Member) -> str:
    return f"{person.name} {person.email}" if isinstance(person, Member) else person


@lru_cache(maxsize=16)
def _matcher(roster: tuple[str, ...]) -> Matcher:
    people = tuple(forms(entry) for entry in roster)
    words: dict[str, int] = {}
    sequences: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    inside: dict[str, int] = {}
    for index, person in enumerate(people):
        for word in person.words:
            words.setdefault(word, index)
        for form in person.inside:
            inside.setdefault(form, index)
        for sequence in person.sequences:
            sequences.setdefault(sequence[0], []).append((sequence, index))
    return Matcher(people, words, sequences, tuple(inside.items()))


def _sequence_at(tokens: Sequence[Token], start: int, sequence: tuple[str, ...]) -> Token | None:
    """Return the last token of a form of several that begins at ``start``, if it stands there."""
    end = start + len(sequence)
    if end > len(tokens):
        return None
    stretch = tokens[start:end]
    if any(token.word != word for token, word in zip(stretch[:-1], sequence[:-1], strict=True)):
        return None
    if stretch[-1].word not in (sequence[-1], sequence[-1] + "s"):
        return None
    if not all(_may_part(token.before) for token in stretch[1:]):
        return None
    if end < len(tokens) and not tokens[end].before and tokens[end].shape is not Shape.TAKEN:
        # "R2D2" is not meant in "r2d2x", nor an initial in "a.r2".
        return None
    return tokens[end - 1]


def _may_part(gap: str) -> bool:
    return len(gap) <= 3 and _BETWEEN.issuperset(gap)


def _is_unit(tokens: Sequence[Token], index: int) -> bool:
    return (
        tokens[index].word in _UNITS
        and index > 0
        and tokens[index - 1].shape is Shape.DIGITS
        and tokens[index].before in ("", " ", "-")
    )


def capitals_within(token: Token, cut: Tokens) -> list[int]:
    """Return the folded places within a token where a capital follows a small letter."""
    starts, text = cut.folded.starts, cut.original
    return [
        place
        for place in range(token.start + 1, token.end)
        if starts[place] != starts[place - 1]
        and text[starts[place]].isupper()
        and not text[starts[place - 1]].isupper()
    ]


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


def _apart(mentions: Iterator[Mention]) -> list[Mention]:
    """Return mentions without overlap: two may share one original character, as of a ligature."""
    found: list[Mention] = []
    for mention in mentions:
        if found and mention.start < found[-1].end:
            found[-1] = Mention(found[-1].start, mention.end, found[-1].member)
        else:
            found.append(mention)
    return found
