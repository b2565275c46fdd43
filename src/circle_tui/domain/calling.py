"""What a kept thing is called on the command line: the first digits of its own random id.

A place in a list would name another thing as soon as one leaves it, and a running number would tell
in which order people spoke. The beginning of an id does neither: it stays with its thing for as
long as that is kept, and is as random as the id.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

from circle_tui.domain.errors import InputError

LEAST = 3
"""The digits of a number: few enough to type, and more than what is counted in a list."""


class Called(Protocol):
    """What is kept under a random id, and called by the beginning of it."""

    @property
    def id(self) -> str:
        """The id."""
        ...


CalledT = TypeVar("CalledT", bound=Called)


def numbers(ids: Collection[str]) -> dict[str, str]:
    """Return the shortest number of each of these ids that is no other's, of ``LEAST`` digits on.

    A thing that comes later can make a number longer. The shorter one then means neither.
    """
    called = {id_: id_ for id_ in ids}
    left, digits = list(called), LEAST
    while left and digits < max(map(len, left)):
        there = Counter(id_[:digits] for id_ in called)
        called |= {id_: id_[:digits] for id_ in left if there[id_[:digits]] == 1}
        left = [id_ for id_ in left if there[id_[:digits]] > 1]
        digits += 1
    return called


def meant(wanted: str, ids: Collection[str]) -> str | None:
    """Return the id that is meant by a number or by an id, ``None`` where that is none of these.

    More digits than the number has are good too, fewer than ``LEAST`` are not: they may be somebody
    counting lines. Raises ``InputError`` where it could be several.
    """
    said = wanted.strip()
    found = [id_ for id_ in ids if id_ == said]
    if not found and len(said) >= LEAST:
        found = [id_ for id_ in ids if id_.startswith(said)]
    if len(found) < 2:
        return found[0] if found else None
    known = numbers(ids)
    told = " or ".join(sorted(known[id_] for id_ in found))
    raise InputError(
        f"{said} could be {told}. Nothing was changed. Say which, with all its digits."
    )


def one_of(wanted: str, things: Iterable[CalledT], missing: str, where: str) -> CalledT:
    """Return the one of these things that has this number or id.

    Raises ``InputError`` when several could be meant, or none has it: ``missing`` says what none
    is, such as "No action item", and ``where`` is a sentence on where the numbers are.
    """
    there = {thing.id: thing for thing in things}
    found = meant(wanted, there)
    if found is not None:
        return there[found]
    raise InputError(f'{missing} has the number "{wanted[:40]}". Nothing was changed. {where}')
