"""The circle's agreement: a text that is versioned, and that the circle commits to.

What is kept of a commitment is the day: not who was there, who spoke, or how many did. So whether
to commit again can only be told from the text and the roster, never from who came: somebody who
joined is asked for at every opening until the circle has adopted the text again.
"""

from collections.abc import Iterable
from dataclasses import field, replace
from datetime import date
from enum import Enum, auto

from circle_tui.domain.people import Member, Standing, standing
from circle_tui.domain.values import value


@value
class AgreementVersion:
    """One wording of the agreement; ``number`` counts from 1, days are those of the circle's zone.

    ``adopted`` is the last day on which the circle committed to it. ``joined_since`` says that
    somebody was added to the roster after that, whom days alone would not tell: one who joins in
    the evening, after the meeting. ``to_change`` says that the circle wants another wording.
    """

    number: int
    written: date
    text: str = field(repr=False)
    adopted: date | None = None
    joined_since: bool = False
    to_change: bool = False


Agreement = tuple[AgreementVersion, ...]
"""Every version, the oldest first; the last is the one that holds. Empty: none was written yet."""


class Why(Enum):
    """Why a circle is asked to commit to its agreement."""

    NEW = auto()
    """It never adopted any."""
    CHANGED = auto()
    """The wording is another than the one it adopted."""
    JOINED = auto()
    """Somebody joined since it adopted this one."""


def reworded(agreement: Agreement, text: str, day: date) -> Agreement:
    """Return the agreement with a new wording, which nobody has adopted; unchanged for the same."""
    if agreement and agreement[-1].text == text:
        return agreement
    return (*agreement, AgreementVersion(len(agreement) + 1, day, text))


def adopted(agreement: Agreement, day: date) -> Agreement:
    """Return the agreement after the circle committed to the version that holds."""
    *older, version = agreement
    return (*older, replace(version, adopted=day, joined_since=False, to_change=False))


def to_be_changed(agreement: Agreement) -> Agreement:
    """Return the agreement after the circle said that it wants another wording."""
    *older, version = agreement
    return (*older, replace(version, to_change=True))


def joined(agreement: Agreement) -> Agreement:
    """Return the agreement after somebody was added to the roster; unadopted it stays as it is."""
    if not agreement or agreement[-1].adopted is None:
        return agreement
    *older, version = agreement
    return (*older, replace(version, joined_since=True))


def why_commit(agreement: Agreement, members: Iterable[Member], day: date) -> Why | None:
    """Return why the circle is to commit to its agreement at a meeting on ``day``, or ``None``.

    ``members`` is the whole roster, whoever comes.
    """
    if not agreement:
        return None
    version = agreement[-1]
    if version.adopted is None:
        return Why.CHANGED if any(older.adopted for older in agreement) else Why.NEW
    came = [m.joined for m in members if m.joined and standing(m, day) is not Standing.JOINING]
    if version.joined_since or any(version.adopted < first for first in came):
        return Why.JOINED
    return None
