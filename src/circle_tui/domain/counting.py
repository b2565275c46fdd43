"""Counts of people as they are typed: understood, or refused in a sentence."""

import re
from collections.abc import Sequence

from circle_tui.domain.errors import Refused

_GAP = re.compile(r"[\s,;/:]+")
_NUMBER = re.compile(r"[0-9]{1,3}")
_DIGITS = re.compile(r"[0-9]+")
_IN_WORDS = {2: "two", 3: "three", 5: "five"}


def read_counts(typed: str, answers: Sequence[str], people: int) -> tuple[int, ...] | Refused:
    """Return one count for each of the answers, typed like ``5 2 1``, or why it is none.

    Nobody is counted twice, so that there are at most as many as ``people`` are here. Digits
    without a gap, ``521``, are one count each where they can be no number of people.
    """
    words = [word for word in _GAP.split(typed) if word]
    if len(words) == 1 and len(words[0]) == len(answers) and _together(words[0], people):
        words = list(words[0])
    wanted = f"{_IN_WORDS.get(len(answers), len(answers))} numbers"
    named = f"one each for {', '.join(answers[:-1])} and {answers[-1]}"
    if not words:
        return Refused(f"Type {wanted}, {named}.")
    if not all(map(_NUMBER.fullmatch, words)):
        return Refused(f"Only whole numbers up to 999, {named}.")
    if len(words) != len(answers):
        typed_so_far = "1 number is" if len(words) == 1 else f"{len(words)} numbers are"
        return Refused(f"{typed_so_far} there, but it takes {wanted}, {named}.")
    counts = tuple(map(int, words))
    total = sum(counts)
    if not total:
        return Refused("Nobody has answered yet, so there is nothing to count.")
    if total > people:
        return Refused(f"That is {total} in all, but only {people} are here.")
    return counts


def _together(word: str, people: int) -> bool:
    """Whether a word of digits is more than there are people."""
    return _DIGITS.fullmatch(word) is not None and int(word) > people
