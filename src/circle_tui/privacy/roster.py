"""A roster, ready to be looked for: the exact forms of its members' names, and where they stand.

Fail closed: a form is looked for whatever its case, even where it is a word as well (Will, May);
the facilitator unmasks what was no name. What may be a name but is not one for certain (nicknames,
typing errors, initials) is ``likely``'s affair.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache

from circle_tui.domain.people import Member
from circle_tui.domain.values import value
from circle_tui.privacy.folding import without_gaps
from circle_tui.privacy.forms import Forms, forms, owners
from circle_tui.privacy.found import Hit
from circle_tui.privacy.joining import joined
from circle_tui.privacy.tokens import Shape, Token, Tokens, tokens_of

_BETWEEN = frozenset(" '@+._-")
"""What may stand between the tokens of one form: ``Park-Lowe``, ``park lowe``, ``park.lowe``."""

_UNITS = frozenset({"am", "hr", "min", "mon", "pm", "sec"})
"""After a number these count time, whoever is called so (Min-seo)."""

LEAST_PIECE = 3
"""Letters in the least piece of a run of words in capitals (``AnaRuiz``) that is a name."""


MOST_PIECES = 4
"""So many pieces make one word of a name at most (``McDonald`` has two)."""


@value
class Mention:
    """A place in a text where a member is named: a range of the text and the member's index."""

    start: int
    end: int
    member: int


@value
class Matcher:
    """Finds the members of one roster by the exact forms of their names."""

    people: tuple[Forms, ...] = field(repr=False)
    words: Mapping[str, int] = field(repr=False)
    sequences: Mapping[str, Sequence[tuple[tuple[str, ...], int]]] = field(repr=False)
    inside: Sequence[tuple[str, int]] = field(repr=False)

    def names_in(self, text: str) -> bool:
        """Tell whether any member is named in ``text``."""
        return next(self._exact(tokens_of(without_gaps(text))), None) is not None

    def mentions(self, text: str) -> list[Mention]:
        """Return every place where a member is named, in order and without overlap."""
        cut = tokens_of(without_gaps(text))
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
        yield from self._spelt_out(cut)
        if self.inside:
            yield from self._within(cut)

    def _within(self, cut: Tokens) -> Iterator[Hit]:
        """Yield the names of scripts without spaces, also where somebody put spaces in them."""
        text = cut.folded.text
        places = [place for place, letter in enumerate(text) if letter not in " .·・-"]
        close = "".join(text[place] for place in places)
        for form, member in self.inside:
            start = close.find(form)
            while start >= 0:
                end = start + len(form)
                yield Hit(places[start], places[end - 1] + 1, member)
                start = close.find(form, end)

    def _spelt_out(self, cut: Tokens) -> Iterator[Hit]:
        """Yield names written letter by letter (``A n a``) or with digits for letters (``4na``)."""
        tokens = cut.tokens
        for first, last in runs(tokens, _is_lone_letter):
            if last - first >= LEAST_PIECE:
                letters = "".join(token.word for token in tokens[first:last])
                yield from self._in_letters(letters, tokens[first].start, tokens[last - 1].end)
        for first, last in runs(tokens, _is_glued_figure):
            typed = cut.folded.text[tokens[first].start : tokens[last - 1].end]
            if typed.isalnum() and not typed.isdigit():
                for figures in _FIGURES_AS_LETTERS:
                    member = self.words.get(typed.translate(figures), -1)
                    if member >= 0 and len(typed) >= LEAST_PIECE:
                        yield Hit(tokens[first].start, tokens[last - 1].end, member)

    def _in_letters(self, letters: str, start: int, end: int) -> Iterator[Hit]:
        for word, member in self.words.items():
            if len(word) >= LEAST_PIECE and word in letters:
                yield Hit(start, end, member)
                return

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
    words = owners(people, lambda person: person.words)
    inside = owners(people, lambda person: person.inside)
    sequences: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for index, person in enumerate(people):
        for sequence in person.sequences:
            sequences.setdefault(sequence[0], []).append((sequence, index))
    return Matcher(people, words, sequences, tuple(inside.items()))


_FIGURES_AS_LETTERS = tuple(str.maketrans("0134578", f"o{one}eastb") for one in "il")
"""What digits are written for: ``pr1y4``."""


def runs(
    tokens: Sequence[Token], goes_on: Callable[[Token, Token], bool]
) -> Iterator[tuple[int, int]]:
    """Yield the ranges of two tokens or more of which each goes on where the one before ended."""
    first = 0
    for index in range(1, len(tokens) + 1):
        if index == len(tokens) or not goes_on(tokens[index - 1], tokens[index]):
            if index - first > 1:
                yield first, index
            first = index


def _is_lone_letter(before: Token, token: Token) -> bool:
    """Tell whether two tokens are single letters with next to nothing between them."""
    lone = len(before.word) == len(token.word) == 1 and before.spelt and token.spelt
    return lone and 0 < len(token.before) <= 2


def _is_glued_figure(before: Token, token: Token) -> bool:
    """Tell whether letters and digits stand side by side with nothing between them."""
    return not token.before and Shape.TAKEN not in (before.shape, token.shape)


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


def _apart(mentions: Iterator[Mention]) -> list[Mention]:
    """Return mentions without overlap: two may share one original character, as of a ligature."""
    found: list[Mention] = []
    for mention in mentions:
        if found and mention.start < found[-1].end:
            found[-1] = Mention(found[-1].start, mention.end, found[-1].member)
        else:
            found.append(mention)
    return found
