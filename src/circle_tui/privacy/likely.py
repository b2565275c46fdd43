"""Likely mentions of members: nicknames, other spellings, typing errors, initials, glued names.

Masked as well, but said to be unsure where an ordinary word or somebody else may be meant.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from itertools import chain

from circle_tui.domain.masking import Certainty
from circle_tui.domain.values import value
from circle_tui.privacy import words
from circle_tui.privacy.context import TITLES, stands_as_person
from circle_tui.privacy.forms import Forms, owners
from circle_tui.privacy.found import MEMBERS_NAME, Hit
from circle_tui.privacy.roster import Matcher
from circle_tui.privacy.spellings import near
from circle_tui.privacy.tokens import Shape, Token, Tokens

OTHER_SPELLING = "a member's name, spelt or joined another way"
NICKNAME = "a short form of a member's name"
ERROR = "close to a member's name"
WITHIN = "a member's name within a longer word"
INITIALS = "a member's initials"

_DOTTED = frozenset({"am", "bid", "eg", "ie", "md", "nb", "phd", "pm", "ps", "qid", "uk", "us"})
"""Abbreviations that are written with full stops more often than anybody's initials are."""

_BORROWED = frozenset(
    {"a", "attache", "blase", "brulee", "cafe", "cafes", "canape", "cliche", "cliches", "creme"}
    | {"crepe", "debacle", "debut", "decor", "deja", "detente", "doppelganger", "eclair", "elan"}
    | {"emigre", "entree", "facade", "fete", "fiance", "fiancee", "jalapeno", "matinee", "melange"}
    | {"menage", "naive", "naivete", "nee", "papier", "passe", "pate", "pinata", "premiere"}
    | {"protege", "proteges", "puree", "regime", "resume", "resumes", "role", "risque", "seance"}
    | {"smorgasbord", "soiree", "souffle", "tete", "touche", "uber", "voila", "vis"}
)
"""English words that some write with an accent."""

LONG = 8
"""From so many letters on two typing errors are allowed for; from ``LEAST_LONG`` on one."""
LEAST_LONG = 4
LEAST_CUT = 3
"""Letters in the least beginning of a given name that is taken for it: ``Mel``, ``Øyst``."""


@value
class Likely:
    """What is looked for beside the exact forms; each maps to a place in the roster."""

    spelt: Mapping[str, int] = field(repr=False)
    nicknames: Mapping[str, int] = field(repr=False)
    initials: Mapping[str, int] = field(repr=False)
    cores: Sequence[tuple[str, int]] = field(repr=False)
    given: Sequence[tuple[str, int]] = field(repr=False)


@lru_cache(maxsize=16)
def likely_forms(people: tuple[Forms, ...]) -> Likely:
    """Return what may name these people."""
    spelt = owners(people, lambda person: person.likely)
    initials = owners(people, lambda person: person.initials)
    nicknames = owners(people, lambda person: chain(*map(words.nicknames, person.given)))
    cores = [(core, index) for index, person in enumerate(people) for core in person.cores]
    given = [(name, index) for index, person in enumerate(people) for name in person.given]
    return Likely(
        spelt,
        nicknames,
        initials,
        sorted(cores, key=lambda core: (-len(core[0]), core)),
        sorted((name for name in given if len(name[0]) > LEAST_CUT), key=lambda name: name[0]),
    )


def likely_hits(cut: Tokens, names: Matcher) -> Iterator[Hit]:
    """Yield what may name a member among the tokens that are not masked yet."""
    forms = likely_forms(names.people)
    for index, token in enumerate(cut.tokens):
        if not token.spelt:
            continue
        if len(token.word) == 1:
            yield from _dotted(cut, index, forms)
        elif hit := _hit(cut, index, forms, names.words):
            yield hit


def _hit(cut: Tokens, index: int, forms: Likely, exact: Mapping[str, int]) -> Hit | None:
    token = cut.tokens[index]
    known = is_known(cut.tokens, index)
    shown = token.capital and not token.opens
    """A capital that no beginning of a sentence accounts for."""
    if (member := _in_plural(token.word, exact)) is not None:
        return _at(token, member, MEMBERS_NAME, sure=not known)
    member = forms.spelt.get(token.word, -1)
    if member >= 0 and (not known or shown):
        return _at(token, member, OTHER_SPELLING, sure=not known)
    member = forms.nicknames.get(token.word, -1)
    if member >= 0 and (not known or _is_nickname(cut.tokens, index)):
        return _at(token, member, NICKNAME, sure=not known)
    member = forms.initials.get(token.word, -1)
    if member >= 0 and _are_initials(cut.tokens, index, known=known):
        return _at(token, member, INITIALS)
    for name, owner in forms.given:
        if name.startswith(token.word) and _is_cut(cut.tokens, index, known=known):
            return _at(token, owner, NICKNAME)
    if not known and (member := _glued(token, forms, exact)) is not None:
        return _at(token, member, WITHIN)
    if not known or (token.capital and len(token.word) > LEAST_LONG):
        for core, owner in forms.cores:
            if near(token.word, core, _errors(core, known=known)):
                return _at(token, owner, ERROR)
    return None


def is_known(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a token is an ordinary word, or one of medicine or of the university."""
    word = tokens[index].word
    if not tokens[index].plain and word not in _BORROWED:
        return False  # a name that folds to a word: "Tôn Thất", "Đặng"
    if words.is_word(word) or words.in_domain(word) or words.is_role(word) or word in TITLES:
        return True
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after and after.before == "'":
        # "isn't" is a word; "isn" is none.
        return words.is_word(f"{word}'{after.word}") and after.word != "s"
    return False


def _at(token: Token, member: int, reason: str, *, sure: bool = False) -> Hit:
    certainty = Certainty.SURE if sure else Certainty.UNSURE
    return Hit(token.start, token.end, member, certainty, reason)


def _in_plural(word: str, exact: Mapping[str, int]) -> int | None:
    """Return whose name a word is the plural of, or has lost the apostrophe of: ``the Ruizes``."""
    for ending in ("s", "es"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and stem in exact:
            return exact[stem]
    return None


def _is_nickname(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether an ordinary word is meant as a nickname: ``asked bill``, but not ``a bill``."""
    token = tokens[index]
    if (token.capital and not token.opens) or not words.is_common(token.word):
        return True
    if not (token.capital or words.is_given(token.word)):
        return False
    return stands_as_person(tokens, index) and not _after_article(tokens, index)


def _is_cut(tokens: Sequence[Token], index: int, *, known: bool) -> bool:
    """Tell whether the beginning of a given name is meant as it: ``Mel``, ``Øyst``, ``Ty``."""
    token = tokens[index]
    rare = token.capital and not words.is_common(token.word)
    if len(token.word) < LEAST_CUT:
        return rare and token.shape is Shape.TITLE
    if not known or rare or (token.capital and not token.opens):
        return True
    likely = token.capital or not words.is_common(token.word)
    return likely and stands_as_person(tokens, index)


def _after_article(tokens: Sequence[Token], index: int) -> bool:
    return index > 0 and tokens[index - 1].word in {"a", "an", "the", "to", "my", "his", "her"}


def _are_initials(tokens: Sequence[Token], index: int, *, known: bool) -> bool:
    """Tell whether letters are somebody's initials and not a common abbreviation or a word."""
    token = tokens[index]
    if token.shape is not Shape.UPPER:
        return not known and not words.is_abbreviation(token.word)
    if not words.is_abbreviation(token.word) or stands_as_person(tokens, index):
        return True
    # "MD track" and "PI of record" go on with what they say; a person's initials stand alone.
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return after is None or after.before != " " or after.shape is Shape.TAKEN


def _glued(token: Token, forms: Likely, exact: Mapping[str, int]) -> int | None:
    """Return whose name is part of a longer word: ``askedruiz``, ``bibilab``."""
    for core, member in forms.cores:
        if core in token.word:
            return member
    for name, member in exact.items():
        if len(name) < 3 or name not in token.word:
            continue
        rest = token.word.replace(name, " ", 1).split()
        if not token.word.isascii() or all(map(words.is_word, rest)):
            return member
    return None


def _errors(core: str, *, known: bool) -> int:
    if known:
        return 1
    return 2 if len(core) >= LONG else 1


def _dotted(cut: Tokens, index: int, forms: Likely) -> Iterator[Hit]:
    """Yield initials with full stops: ``J.M.``, ``A. R.``."""
    run = dotted_run(cut, index) or _parted_run(cut.tokens, index)
    letters = "".join(token.word for token in run)
    member = forms.initials.get(letters, -1)
    if member >= 0 and letters not in _DOTTED:
        yield Hit(run[0].start, run[-1].end, member, Certainty.UNSURE, INITIALS)


def _parted_run(tokens: Sequence[Token], index: int) -> Sequence[Token]:
    """Return the capital letters that a blank, a dash or a stroke parts: ``P N``, ``P/N``."""
    end = index + 1
    while (
        end < len(tokens) and tokens[end].before in (" ", "-", "/") and len(tokens[end].word) == 1
    ):
        end += 1
    run = tokens[index:end]
    alone = index == 0 or len(tokens[index - 1].word) > 1 or tokens[index].before not in " -/"
    return run if alone and all(token.capital for token in run) else ()


def dotted_run(cut: Tokens, index: int) -> Sequence[Token]:
    """Return the single letters with full stops between them that begin at a token; maybe one."""
    tokens = cut.tokens
    if index and _continues(tokens[index - 1], tokens[index]):
        return ()
    end = index + 1
    while end < len(tokens) and _continues(tokens[end - 1], tokens[end]):
        end += 1
    dotted = end - index > 1 or cut.folded.text[tokens[index].end :][:1] == "."
    return tokens[index:end] if dotted else ()


def _continues(before: Token, token: Token) -> bool:
    return (
        len(before.word) == len(token.word) == 1
        and before.spelt
        and token.spelt
        and token.before in (".", ". ")
    )
