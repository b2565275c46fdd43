"""Marks: what a search has decided on each token of a text, and the ranges that come of it."""

from collections.abc import Iterator

from circle_tui.domain.masking import Certainty, Kind
from circle_tui.domain.values import value
from circle_tui.privacy import words
from circle_tui.privacy.context import ASKING, RELATIONS, SAYING, TITLES
from circle_tui.privacy.found import Found
from circle_tui.privacy.likely import is_known
from circle_tui.privacy.tokens import Shape, Tokens

BESIDE = "part of the name beside it"

NAME_PARTICLES = frozenset(
    {"al", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn"}
    | {"la", "le", "ni", "ten", "ter", "van", "von"}
)
"""Between two parts of a name these belong to it."""

_LEADING = NAME_PARTICLES - {"do", "ten"} | {"ap", "dela", "las", "los", "mac", "mc", "t"}
"""Before a name these belong to it, and are rare as words."""

_ENDINGS = frozenset({"s", "d", "ll", "ve", "re", "t", "m"})
"""What may follow an apostrophe without belonging to the name before it."""

_PEOPLE = frozenset({Kind.PERSON, Kind.NAME})


@value
class Mark:
    """What a token is taken for, and why."""

    kind: Kind
    certainty: Certainty
    reason: str


class Marks:
    """The tokens of a text, each free, taken by an earlier search, kept as it is, or marked.

    ``known`` says of each whether it is an ordinary word, or no word at all.
    """

    def __init__(self, cut: Tokens) -> None:
        self.cut = cut
        self.tokens = cut.tokens
        self.words = [token.word for token in cut.tokens]
        self.known = [
            not token.spelt or len(token.word) == 1 or is_known(cut.tokens, index)
            for index, token in enumerate(cut.tokens)
        ]
        self._kept = [token.shape is Shape.TAKEN for token in cut.tokens]
        self._marks: list[Mark | None] = [None] * len(cut.tokens)

    def __getitem__(self, index: int) -> Mark | None:
        return self._marks[index]

    def is_free(self, index: int) -> bool:
        """Tell whether nothing was decided on a token yet."""
        return not self._kept[index] and self._marks[index] is None

    def is_kept(self, index: int) -> bool:
        """Tell whether a token stays as it stands."""
        return self._kept[index]

    def keep(self, start: int, end: int) -> None:
        """Let a range of tokens stand as they are."""
        self._kept[start:end] = [True] * (end - start)

    def mark(self, start: int, end: int, kind: Kind, reason: str, *, sure: bool = False) -> None:
        """Mark the tokens of a range, but for those that were masked before."""
        mark = Mark(kind, Certainty.SURE if sure else Certainty.UNSURE, reason)
        for index in range(start, end):
            if self.tokens[index].shape is not Shape.TAKEN:
                self._marks[index] = mark

    def may_name(self, index: int) -> bool:
        """Tell whether a word can be the name of something, and not only its kind."""
        token = self.tokens[index]
        if not token.spelt or words.is_role(token.word) or self.is_kept(index):
            return False
        if not token.capital and words.is_abbreviation(token.word):
            return False
        if self[index] or not self.known[index]:
            return True
        return token.capital and not token.opens

    def stays(self, index: int) -> bool:
        """Tell whether it is the name of something that is not masked by itself."""
        return self.tokens[index].spelt and self.is_kept(index)

    def is_plain(self, index: int) -> bool:
        """Tell whether it is a word in small letters that says what, and names nothing."""
        token = self.tokens[index]
        return (
            token.shape is Shape.LOWER
            and len(token.word) > 2
            and self.known[index]
            and not words.is_role(token.word)
            and token.word not in SAYING | ASKING
        )

    def spread(self) -> None:
        """Give what belongs to a marked name its mark: first names, initials, ``O'``."""
        for order, step in ((range(len(self.tokens)), -1), (reversed(range(len(self.tokens))), 1)):
            for index in order:
                beside = index + step
                if 0 <= beside < len(self.tokens) and self._belongs(index, beside):
                    mark = self._marks[beside]
                    if mark is not None:
                        self._marks[index] = Mark(mark.kind, mark.certainty, BESIDE)

    def _belongs(self, index: int, beside: int) -> bool:
        """Tell whether a token that is not marked belongs to the marked one beside it."""
        mark, token = self._marks[beside], self.tokens[index]
        if mark is None or self._marks[index]:
            return False
        gap = self.tokens[max(index, beside)].before
        if token.shape is Shape.DIGITS:
            return gap == "" and beside < index  # a code that is in no list: "XYLT2"
        if not token.spelt:
            return False
        if gap == "-":
            return True
        if gap in (" '", "'") and index < beside and token.word in _LEADING:
            return True
        if gap == "'":
            whole = mark.kind is Kind.ORGANISATION  # "St. Columba's"
            return index < beside or whole or token.word not in _ENDINGS
        if index < beside and token.word in _LEADING and mark.kind is not Kind.ORGANISATION:
            return gap == " "
        if gap == ", " and beside < index and mark.kind in _PEOPLE:
            # "Ruiz, Viva" is one person, wherever the given name is a word.
            return self._is_plain_capital(index) and self.tokens[beside].capital
        return gap in (" ", ". ", ".") and self._is_part_of_name(index, beside, gap)

    def _is_plain_capital(self, index: int) -> bool:
        """Tell whether a free token has a capital of its own and is a word of no trade."""
        token = self.tokens[index]
        return (
            self.is_free(index)
            and token.shape is Shape.TITLE
            and len(token.word) > 1
            and not token.opens
            and not words.is_role(token.word)
            and not words.in_domain(token.word)
        )

    def _is_part_of_name(self, index: int, beside: int, gap: str) -> bool:
        token, other = self.tokens[index], self.tokens[beside]
        if not self.is_free(index):
            return False
        if len(token.word) == 1:
            return token.capital and token.word not in ("i", "a")
        if "." in gap or token.word in TITLES | RELATIONS:
            return False
        strength = words.name_strength(token.word)
        if words.is_role(token.word) and strength < 2:
            return False
        if token.word == "ten":
            return index < beside and other.capital
        if not token.capital:
            return strength > 1 and not words.is_common(token.word)
        if token.opens:
            return other.capital and strength > 0
        return other.capital and token.shape is not Shape.UPPER

    def spans(self) -> Iterator[Found]:
        """Yield the marks as ranges in order, neighbours of one kind as one."""
        start = 0
        while start < len(self.tokens):
            mark = self._marks[start]
            if mark is None:
                start += 1
                continue
            end = start + 1
            while (reach := self._reach(end, mark.kind)) > end:
                mark, end = _merged(mark, self._marks[reach - 1]), reach
            yield Found(
                self.tokens[start].start,
                self.tokens[end - 1].end,
                mark.kind,
                mark.certainty,
                mark.reason,
            )
            start = end

    def _reach(self, end: int, kind: Kind) -> int:
        """Return how far a range that ends here goes on, over a particle or two as well."""
        if self._goes_on(end, kind):
            return end + 1
        over = end
        while over < min(len(self.tokens), end + 3) and self._is_particle(over):
            over += 1
            if self._goes_on(over, kind):
                return over + 1
        return end

    def _is_particle(self, index: int) -> bool:
        token = self.tokens[index]
        return token.word in NAME_PARTICLES and token.before in (" ", "-") and self.is_free(index)

    def _goes_on(self, index: int, kind: Kind) -> bool:
        mark = self._marks[index] if index < len(self.tokens) else None
        mark = self._marks[index] if index < len(self.tokens) else None
        if mark is None:
            return False
        gap, token = self.tokens[index].before, self.tokens[index]
        if gap == ", ":
            # "Ruiz, Ana" is one person; "Ruiz, sglt" is not.
            return mark.kind is kind and token.capital and self.tokens[index - 1].capital
        if gap not in ("", " ", "-", "'", ". ", ".", "_"):
            return False
        return mark.kind is kind or {mark.kind, kind} == _PEOPLE


def _merged(mark: Mark, other: Mark | None) -> Mark:
    """Return what two neighbours are together: a person rather than a name, sure if either is."""
    if other is None:
        return mark
    kind = mark.kind if mark.kind is other.kind else Kind.PERSON
    best = (
        mark if mark.certainty is Certainty.SURE or other.certainty is Certainty.UNSURE else other
    )
    return Mark(kind, best.certainty, best.reason)


def is_near(gap: str) -> bool:
    """Tell whether two words with this between them can be one phrase."""
    return gap in (" ", "-", ". ", ".", "'", " & ", "&", "/", "")
