"""The table of a new plan for what remains: every part from now on, before and after, and the sum.

Its lines add up to the two ends, so that a room can do the sum: what is left of the turn that is
on has a line as well, or is what is told of a talk that is on. Where a part keeps its time it says
why.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from circle_tui.domain.choices import Change
from circle_tui.domain.facts import Replanned
from circle_tui.domain.lengths import figure_text, span_text
from circle_tui.domain.plan import TurnId
from circle_tui.domain.replan import may_change, rooms_of
from circle_tui.domain.replan_base import Replan
from circle_tui.domain.session import Session, apply
from circle_tui.domain.sharing import STEP
from circle_tui.domain.state import used_by_current
from circle_tui.domain.timing import whole_seconds
from circle_tui.domain.values import value


class Piece(StrEnum):
    """Which piece of a part a line is about, as it stands behind the part's title."""

    WHOLE = ""
    """All of a part of which nothing was had."""
    NOW = "now"
    """What is left of the turn that is on."""
    COMING = "to come"
    """The turns ahead in a part of which something was had."""
    REST = "the rest"
    """What is left of a talk that is on."""


@value
class Row:
    """One line: what of which part (by index), and its seconds ``before`` and ``after``.

    ``each`` is what each turn then has, ``why`` why it keeps its time or gets no shorter; both may
    be empty.
    """

    segment: int
    piece: Piece
    before: int
    after: int
    each: str = ""
    why: str = ""

    @property
    def left_out(self) -> bool:
        """Whether the part is left out."""
        return self.piece is Piece.WHOLE and not self.after

    @property
    def note(self) -> str:
        """What stands beside the figures."""
        return ", ".join(filter(None, (self.each, self.why)))


PROTECTED = "protected"
"""The agenda's author said that a part keeps its time."""

SHORTEST = "its shortest"
"""A part has come down to the least its author lets it have, or to half where none is stated."""

ON_NOW = "keeps its time"
"""Whoever speaks keeps the time they have."""


def table_of(session: Session, way: Replan, now: datetime) -> tuple[Row, ...]:
    """Return a line for everything from ``now`` on, as it is without a way and with it."""
    current = session.turns[session.position]
    allotted, used = session.allotted(current), used_by_current(session, now).total_seconds()
    then = dict(way.fact.turns).get(current.id, allotted)
    left, left_then = (max(0, whole_seconds(seconds - used)) for seconds in (allotted, then))
    talk = may_change(session, current)
    at_shortest = _at_shortest(session, way, now)
    rows = []
    if not talk:
        more = "" if then == allotted else f"{figure_text(then)} in all"
        why = "" if more else ON_NOW
        rows.append(Row(current.id.segment, Piece.NOW, left, left_then, more, why))
    for part in way.parts:
        protected = session.agenda.segments[part.segment].protected
        why = SHORTEST if part.segment in at_shortest else ""
        why = PROTECTED if protected and part.before == part.after else why
        each = f"{span_text(part.turns)} each" if part.turns and part.after else ""
        if talk and part.segment == current.id.segment:
            before, after = part.before - allotted + left, part.after - then + left_then
            each = "" if part.before == part.after else f"{figure_text(part.after)} in all"
            rows.append(Row(part.segment, Piece.REST, before, after, each, why))
        else:
            piece = Piece.COMING if part.begun else Piece.WHOLE
            rows.append(Row(part.segment, piece, part.before, part.after, each, why))
    return tuple(rows)


def _at_shortest(session: Session, way: Replan, now: datetime) -> set[int]:
    """Return the segments (by index) that have nothing to give any more where others give some."""
    if not any(_shorter(part) for part in way.parts):
        return set()
    after = apply(session, way.fact)
    rooms: dict[int, int] = {}
    for (id_, _), room in zip(way.fact.turns, rooms_of(after, now), strict=True):
        if id_ != session.current:
            rooms[id_.segment] = max(rooms.get(id_.segment, 0), room)
    replaced = _replaced(way.fact, {turn.id: turn.seconds for turn in session.turns})
    return {index for index, room in rooms.items() if room <= STEP and index not in replaced}


def _shorter(part: Change) -> bool:
    return 0 < part.after < part.before


def _replaced(fact: Replanned, planned: Mapping[TurnId, int]) -> set[int]:
    """Return the segments in which other turns take the place of those that were planned."""
    return {id_.segment for id_, _ in fact.turns if id_ not in planned}
