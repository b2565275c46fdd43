"""Patterns: what leads to somebody by its shape, such as an address, a number or a date.

The tables of shapes are in ``contacts``, ``phones``, ``addresses``, ``dates``, ``ages`` and
``numbers``; ``quantities`` says which numbers stay. They are asked in turn, and each sees the text
without what was found or cleared before it, so that nothing is found twice.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from circle_tui.domain.masking import Kind
from circle_tui.privacy import addresses, ages, contacts, dates, numbers, phones, quantities
from circle_tui.privacy.folding import GAP
from circle_tui.privacy.found import Found
from circle_tui.privacy.rule import ANY_DIGIT, NUMBER, Rule, any_of
from circle_tui.privacy.tokens import PLACEHOLDER

_CLEARED = "\ue001"
"""Stands for what stays, while the rest is looked through."""

_LOOKS = 6
"""So many times a text is looked through at most (two are usual, and one finds nothing)."""

_PIECE = re.compile(f"[^{GAP}{_CLEARED}]+")


def identifiers(text: str) -> list[Found]:
    """Return what leads to somebody in a folded text, in order and without overlap.

    Masks in brackets are left, and so is ``GAP``, which stands for what is masked already: of an
    address with a member's name in it, the rest is found. What was found may bring more to light
    (of ``may@[A]@may`` the one address, then the other), so it looks until it finds nothing more.
    Takes a time in proportion to the text.
    """
    if "[" in text:
        text = PLACEHOLDER.sub(lambda mask: GAP * len(mask[0]), text)
    found: list[Found] = []
    for _ in range(_LOOKS):
        more = sorted(_search(text), key=lambda piece: piece.start)
        if not more:
            break
        found += more
        text = _filled(text, [(piece.start, piece.end) for piece in more], GAP)
    return sorted(found, key=lambda piece: piece.start)


def warm_up() -> None:
    """Compile every pattern, so that no keystroke waits for it."""
    for rule in _rules():
        _compiled(rule.pattern)


def _search(text: str) -> list[Found]:
    """Ask every rule once."""
    found: list[Found] = []
    cues = frozenset(_WORD.findall(text))
    numbers = _numbers(text)
    for rule in _rules():
        if not (numbers if rule.sign in (NUMBER, ANY_DIGIT) else rule.sign in text):
            continue
        if rule.cues and rule.cues.isdisjoint(cues):
            continue
        spans = [_range(match, rule.kind) for match in _matches(rule, text, numbers)]
        if rule.kind is not None:
            pieces = [piece for span in spans for piece in _pieces(text, *span)]
            found += [_found(rule, rule.kind, piece) for piece in pieces]
            spans = [piece.span() for piece in pieces]
        text = _filled(text, spans, _CLEARED if rule.kind is None else GAP)
    return found


def _matches(rule: Rule, text: str, numbers: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yield where a rule holds in a text whose ``numbers`` begin here."""
    pattern = _compiled(rule.pattern)
    if rule.sign != NUMBER:
        yield from filter(rule.holds, pattern.finditer(text))
        return
    end = 0
    for start in numbers:
        match = pattern.match(text, start) if start >= end else None
        if match is None:
            continue
        held = rule.holds(match)
        if held or rule.whole:
            end = match.end()
        if held:
            yield match


def _numbers(text: str) -> list[int]:
    """Return where numbers begin, also with the letters or the sign that open them."""
    starts: set[int] = set()
    for digits in _DIGITS.finditer(text):
        start = digits.start()
        starts.add(start)
        first = start
        while first and start - first < 3 and text[first - 1] in _SIGNS:
            first -= 1
            starts.add(first)
        if (start and text[start - 1] in _JOINTS) or text[start - 1 : start].isalpha():
            for opening in _OPENINGS:
                if found := opening.search(text, max(0, start - 40), start):
                    starts.add(found.start())
    return sorted(starts)


def _range(match: re.Match[str], kind: Kind | None) -> tuple[int, int]:
    """Return what of a match is meant: its group ``it``, or else all of it.

    The weekday before a date belongs to it.
    """
    start, end = match.span("it") if match.groupdict().get("it") else match.span()
    weekday = None
    if kind is Kind.DATE:
        weekday = _WEEKDAY.search(match.string, max(0, start - 12), start)
    return (weekday.start() if weekday else start), end


def _pieces(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return what is left of a range between what was masked or cleared before."""
    pieces = _PIECE.finditer(text, start, end)
    return [piece for piece in pieces if any(map(str.isalnum, piece[0]))]


def _found(rule: Rule, kind: Kind, piece: re.Match[str]) -> Found:
    """Return a piece of a match without the blanks and the odd brackets at its ends."""
    text = piece[0].strip()
    if text.startswith("(") and (text.endswith(")") or ")" not in text):
        text = text[1:].removesuffix(")")
    elif text.endswith(")") and "(" not in text:
        text = text[:-1]
    start = piece.start() + piece[0].index(text)
    return Found(start, start + len(text), kind, rule.certainty, rule.reason)


def _filled(text: str, spans: Sequence[tuple[int, int]], filling: str) -> str:
    """Return a text with these ranges filled."""
    if not spans:
        return text
    parts, done = [], 0
    for start, end in spans:
        parts += [text[done:start], filling * (end - start)]
        done = end
    return "".join([*parts, text[done:]])


_WORD = re.compile("[a-z]+")
_DIGITS = re.compile(r"\d+")
_SIGNS = frozenset("+(# $€£¥₹")
_JOINTS = frozenset("/_-")
_OPENINGS = (
    re.compile(r"(?<![a-z\d])[a-z]+$"),
    re.compile(r"(?<![a-z\d])[a-z]+[/_-][a-z/_-]*$"),
)
_WEEKDAY = re.compile(rf"\b{any_of(dates.WEEKDAYS)}[.,]? (?:the )?$")


@cache
def _rules() -> tuple[Rule, ...]:
    """Return every rule in the order in which they are asked."""
    return (
        *contacts.rules(),
        *numbers.rules(),
        *ages.rules(),
        *dates.rules(),
        *quantities.rules(),
        *phones.rules(),
        *addresses.rules(),
        *numbers.leftovers(),
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
