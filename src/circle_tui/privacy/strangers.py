"""Strangers: people, places and organisations that are on no roster.

A word that is in no list is masked: it may be a name. A word that is in a list is masked where a
capital, a title or the words around it show that a name is meant.
"""

from collections.abc import Callable

from circle_tui.domain.masking import Kind
from circle_tui.privacy import context, institutions, words
from circle_tui.privacy.found import Found
from circle_tui.privacy.likely import dotted_run
from circle_tui.privacy.marks import NAME_PARTICLES, Marks, is_near
from circle_tui.privacy.phrases import ORGANISATION, mark_phrases
from circle_tui.privacy.tokens import Shape, Tokens

TITLED = "a name after a title"
RELATED = "a name after what somebody is"
INITIALED = "a name after an initial"
UNLISTED = "a capitalised word that is in no list"
UNLISTED_SMALL = "a word that is in no list"
LETTERS = "capital letters that are in no list"
ALSO_A_NAME = "an ordinary word that is a name as well"
LISTED_NAME = "often somebody's name"
OUT_OF_PLACE = "a capital where no sentence begins"
OTHER_SCRIPT = "a word in another script"

_IN = frozenset({"at", "in", "from", "near", "to", "visiting", "outside", "around", "joined"})
_EPONYM = 6
"""Words in the longest eponym with what comes after it."""

_OTHER_LANGUAGES = frozenset(
    {"aan", "att", "auf", "dans", "das", "dem", "der", "des", "det", "een", "het", "ich", "ikke"}
    | {"inte", "ist", "jest", "las", "les", "los", "mit", "nao", "nicht", "nie", "niet", "och"}
    | {"og", "para", "pas", "por", "que", "sie", "som", "sono", "uma", "una", "und", "voor", "wir"}
)
"""Frequent in other languages and rare in English."""


def strangers(cut: Tokens) -> list[Found]:
    """Return who and what is named in a text beside the members, in order without overlap."""
    search = _Search(Marks(cut))
    search.run()
    return list(search.marks.spans())


class _Search:
    """The rules, in the order in which they have a say; the first that marks a token has it."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self._tokens = marks.tokens
        self._words = marks.words
        self._known = marks.known

    def run(self) -> None:
        """Mark every token that a rule speaks for."""
        self._each(self._eponym)
        mark_phrases(self.marks)
        for rule in (self._titled, self._related, self._initialed):
            self._each(rule)
        self._institutions()
        english = self._is_english()
        self._each(lambda index: self._unlisted(index, english=english))
        self._each(self._ordinary)
        self.marks.spread()

    def _each(self, rule: Callable[[int], None]) -> None:
        for index, token in enumerate(self._tokens):
            if token.spelt and self.marks.is_free(index):
                rule(index)

    def _institutions(self) -> None:
        """Mark named institutions: what comes before ``Hospital``, after ``University of``."""
        for start, end in institutions.named(self.marks):
            self.marks.mark(start, end, Kind.ORGANISATION, ORGANISATION)

    # Rules for one token each.

    def _titled(self, index: int) -> None:
        token = self._tokens[index]
        if not context.after_title(self._tokens, index) or len(token.word) == 1:
            return
        if token.capital or context.may_be_titled(token.word):
            self.marks.mark(index, index + 1, Kind.PERSON, TITLED, sure=True)

    def _related(self, index: int) -> None:
        token = self._tokens[index]
        if not context.after_relation(self._tokens, index) or len(token.word) == 1:
            return
        strength = words.name_strength(token.word)
        if not self._known[index]:
            self.marks.mark(index, index + 1, Kind.PERSON, RELATED, sure=True)
            return
        shown = token.capital and (strength or (not token.opens and not words.is_role(token.word)))
        rare = strength > 2 or (strength > 1 and not words.is_common(token.word))
        if shown or (rare and not token.opens):
            self.marks.mark(index, index + 1, Kind.PERSON, RELATED)

    def _initialed(self, index: int) -> None:
        token = self._tokens[index]
        if len(token.word) > 1:
            return
        run = dotted_run(self.marks.cut, index)
        after = index + len(run)
        letters = "".join(part.word for part in run)
        if len(run) > 1 and not words.is_abbreviation(letters) and run[0].capital:
            self.marks.mark(index, after, Kind.PERSON, LETTERS)
        if not run or after >= len(self._tokens) or not self.marks.is_free(after):
            return
        name = self._tokens[after]
        if name.before not in (". ", ".") or not name.spelt:
            return
        named = after
        while named + 1 < len(self._tokens) and self._leads(named):
            named += 1
        if self._can_be_surname(named):
            self.marks.mark(index, named + 1, Kind.PERSON, INITIALED, sure=not self._known[named])

    def _leads(self, index: int) -> bool:
        """Tell whether a token only leads to a name: ``van``, ``O'``."""
        word, gap = self._words[index], self._tokens[index + 1].before
        return (word in NAME_PARTICLES and gap in (" ", "-", " '")) or (
            len(word) <= 2 and gap == "'"
        )

    def _can_be_surname(self, index: int) -> bool:
        token = self._tokens[index]
        if len(token.word) < 2 or not token.spelt:
            return False
        if not self._known[index]:
            return True
        beyond = index + 1
        if beyond < len(self._tokens) and self._tokens[beyond].before == "-":
            return token.capital or not self._known[beyond]
        strength = words.name_strength(token.word)
        return bool(strength and (token.capital or not words.is_common(token.word)))

    def _eponym(self, index: int) -> None:
        """Protect an eponym that can be no person: ``Hodgkin clinic``, ``Crohn's patients``."""
        word = self._words[index]
        if not words.is_eponym(word):
            return
        # The s of a possessive is a token of its own; the lists know words without it.
        reach = range(index, min(index + _EPONYM, len(self._words)))
        places = [place for place in reach if self._words[place] != "s"]
        length = words.eponym_at([self._words[place] for place in places], 0)
        if length and all(
            is_near(self._tokens[place].before) for place in range(index + 1, places[length] + 1)
        ):
            self.marks.keep(index, places[length - 1] + 1)
        elif self._is_disease(index) or not (words.is_surname(word) or words.is_given(word)):
            self.marks.keep(index, index + 1)

    def _is_disease(self, index: int) -> bool:
        """Tell whether a possessive alone is the disease: ``a man with Parkinson's``."""
        after = self._tokens[index + 1 : index + 2]
        return (
            words.is_disease(self._words[index])
            and bool(after and after[0].word == "s" and after[0].before == "'")
            and not context.after_relation(self._tokens, index)
        )

    def _unlisted(self, index: int, *, english: bool) -> None:
        token = self._tokens[index]
        if self._known[index] or words.is_abbreviation(token.word) or self._is_counted(index):
            return
        if not _is_latin(token.word):
            if english or token.capital:
                self.marks.mark(index, index + 1, Kind.NAME, OTHER_SCRIPT)
            return
        named = words.is_given(token.word) or words.is_surname(token.word)
        if token.capital:
            if token.shape is Shape.UPPER and not named:
                self.marks.mark(index, index + 1, Kind.NAME, LETTERS)
            else:
                reason = LISTED_NAME if named else UNLISTED
                self.marks.mark(index, index + 1, Kind.PERSON, reason, sure=named)
        elif named and english:
            self.marks.mark(index, index + 1, Kind.PERSON, LISTED_NAME)
        elif english:
            self.marks.mark(index, index + 1, Kind.NAME, UNLISTED_SMALL)

    def _is_counted(self, index: int) -> bool:
        """Tell whether a few letters stand right beside a number: ``10am``, ``40k``, ``2nd``."""
        token = self._tokens[index]
        if len(token.word) > 3:
            return False
        after = self._tokens[index + 1 : index + 2]
        before = self._tokens[index - 1] if index else None
        return bool(
            (before and before.shape is Shape.DIGITS and not token.before)
            or (after and after[0].shape is Shape.DIGITS and not after[0].before)
        )

    def _ordinary(self, index: int) -> None:
        """Mark an ordinary word where more than the word says that it is a name."""
        token = self._tokens[index]
        if len(token.word) < 3 or words.is_role(token.word):
            return
        strength = words.name_strength(token.word)
        if token.capital and not token.opens:
            self._capital(index, strength)
        elif token.opens and token.capital:
            rare = self._is_named(index) and not words.is_common(token.word)
            if (
                strength > 1 and context.does_something(self._tokens, index, being=strength > 2)
            ) or (rare and context.stands_as_person(self._tokens, index)):
                self.marks.mark(index, index + 1, Kind.PERSON, ALSO_A_NAME)
        elif strength == 3 and not words.is_common(token.word):
            self.marks.mark(index, index + 1, Kind.PERSON, ALSO_A_NAME)

    def _is_named(self, index: int) -> bool:
        word = self._words[index]
        return words.is_given(word) or words.is_surname(word) or bool(words.nicknames(word))

    def _capital(self, index: int, strength: int) -> None:
        token = self._tokens[index]
        if (strength or self._is_named(index)) and token.shape is not Shape.UPPER:
            self.marks.mark(index, index + 1, Kind.PERSON, ALSO_A_NAME)
        elif (
            token.shape is Shape.TITLE
            and self._words[index - 1] in _IN
            and not words.in_domain(token.word)
        ):
            self.marks.mark(index, index + 1, Kind.PLACE, OUT_OF_PLACE)

    def _is_english(self) -> bool:
        """Tell whether an unlisted word says anything: in another language most are unlisted."""
        spelt = [index for index, token in enumerate(self._tokens) if token.spelt]
        latin = [index for index in spelt if _is_latin(self._words[index])]
        if len(latin) * 2 < len(spelt):
            return False
        others = [word for word in self._words if word in _OTHER_LANGUAGES]
        return len(set(others)) < 3 or len(others) * 6 < len(latin)


def _is_latin(word: str) -> bool:
    return word[0] < "\u0370"
