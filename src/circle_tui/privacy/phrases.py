"""Phrases: the places and organisations that are listed, and the proper nouns that stay."""

from circle_tui.domain.masking import Kind
from circle_tui.privacy import context, words
from circle_tui.privacy.marks import Marks, is_near
from circle_tui.privacy.tokens import Shape
from circle_tui.privacy.words import Table

PLACE = "a place"
ORGANISATION = "an organisation"

_LONGEST = 6
"""Words in the longest phrase that is looked for."""

_NAMING = frozenset({Table.PLACES, Table.ORGANISATIONS})


def mark_phrases(marks: Marks) -> None:
    """Mark listed places and organisations, and protect what stays."""
    index = 0
    while index < len(marks.tokens):
        index += max(1, _phrase(marks, index))


def _phrase(marks: Marks, index: int) -> int:
    token = marks.tokens[index]
    if not token.spelt or not marks.is_free(index):
        return 0
    lengths = {table: _phrase_length(marks, index, table) for table in Table}
    table = max(Table, key=lambda table: lengths[table])
    length = lengths[table]
    if not length or context.after_title(marks.tokens, index):
        return 0
    end = index + length
    match table:
        case Table.STAYS:
            marks.keep(index, end)
        case Table.STAYS_AMBIGUOUS:
            if _is_somebody(marks, index, end):
                return 0
            marks.keep(index, end)
        case _ if length == 1 and _is_part_of_name(marks, index):
            return 0
        case Table.PLACES:
            marks.mark(index, end, Kind.PLACE, PLACE, sure=not marks.known[index])
        case Table.ORGANISATIONS:
            marks.mark(index, end, Kind.ORGANISATION, ORGANISATION, sure=True)
    return length


def _phrase_length(marks: Marks, index: int, table: Table) -> int:
    """Return how many tokens from here are a phrase; a capital has to be more than a start."""
    window = marks.words[index : index + _LONGEST]
    while window:
        length = words.phrase_at(
            window, 0, table, capitals=marks.tokens[index].shape is Shape.UPPER
        )
        phrase = marks.tokens[index : index + length]
        if not length:
            break
        if all(is_near(token.before) for token in phrase[1:]) and (
            _is_shown(marks, index, length)
            or (
                words.phrase_at(window, 0, table, capital=False) == length
                and not (length == 1 and table in _NAMING and marks.known[index])
            )
        ):
            return length
        window = window[: length - 1]
    return 0


def _is_shown(marks: Marks, index: int, length: int) -> bool:
    """Tell whether the capitals of a phrase say that it is one."""
    phrase = marks.tokens[index : index + length]
    capitals = all(token.capital or token.word == "s" for token in phrase)
    return capitals and not (length == 1 and phrase[0].opens)


def _is_part_of_name(marks: Marks, index: int) -> bool:
    """Tell whether a place's name is somebody's here: ``chair Wright``, ``P. Rice``."""
    if context.after_relation(marks.tokens, index):
        return True
    before = marks.tokens[index - 1] if index else None
    return bool(
        before
        and before.capital
        and marks.tokens[index].before in (" ", ". ", ".")
        and not marks[index - 1]
        and (
            len(before.word) == 1
            or not marks.known[index - 1]
            or (words.is_given(before.word) and not before.opens)
        )
    )


def _is_somebody(marks: Marks, index: int, end: int) -> bool:
    """Tell whether a country or a month that is a name too names somebody here."""
    beside = marks.tokens[end : end + 1]
    return (
        context.after_relation(marks.tokens, index)
        or context.does_something(marks.tokens, end - 1, being=False)
        or bool(beside and _is_capital_name(marks, end) and beside[0].before == " ")
    )


def _is_capital_name(marks: Marks, index: int) -> bool:
    """Tell whether a token has a capital of its own and is no role or abbreviation."""
    token = marks.tokens[index]
    return (
        token.shape in (Shape.TITLE, Shape.MIXED)
        and not token.opens
        and len(token.word) > 1
        and not words.is_role(token.word)
    )
