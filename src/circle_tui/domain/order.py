"""The running order: every part of a session, and the turns of the one that is on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from enum import StrEnum

from circle_tui.domain.agenda import Agenda, ClockMode, EachInGroup
from circle_tui.domain.groups import blocks
from circle_tui.domain.plan import EVERYBODY, Turn, TurnId, by_segment
from circle_tui.domain.state import (
    NOTHING,
    Session,
    named,
    of_round,
    part_times,
    still_to_come,
    was_passed,
    went_by,
)
from circle_tui.domain.timing import clock_text
from circle_tui.domain.values import value
from circle_tui.domain.voting import extended_text, takes_the_rest
from circle_tui.domain.who import (
    SOMEBODY,
    group_text,
    groups_now,
    seat_name,
    turn_name,
    volunteer_text,
)


class Mark(StrEnum):
    """Where a line of the running order stands."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    PASSED = "passed"


@value
class Line:
    """One line of the running order.

    ``indent`` is 1 for a turn or round within a segment, 2 for who is together in it.

    ``time`` is what was used when done, what is left when ahead; what is on has what it was given,
    or comes to as a part. ``over`` is ``+0:20`` or empty. A part is over what it was planned for
    first, as in the record, and a turn over what it had.
    """

    mark: Mark
    indent: int
    title: str = field(repr=False)
    time: str
    over: str = ""


def round_name(session: Session, turn: Turn) -> str:
    """Return what a round of a part is called: ``round 2``, ``topic 2``, ``person 2``."""
    segment = session.agenda.segments[turn.id.segment]
    if segment.each_in_group is not EachInGroup.NO:
        return f"person {turn.id.round}"
    if session.for_volunteers(turn.id):
        return f"volunteer {turn.id.round}"
    return f"{'topic' if segment.clock is ClockMode.VOTE_EXTEND else 'round'} {turn.id.round}"


def in_block(agenda: Agenda, index: int) -> bool:
    """Tell whether a part comes together with its neighbours, once for each person of a group."""
    begins = blocks(agenda.segments)
    return begins.count(begins[index]) > 1


def running_order(session: Session, names: Mapping[int, str], script: Agenda) -> Iterator[Line]:
    """Yield the running order: every segment, and the turns of the one that is running."""
    here = session.current.segment
    behind = frozenset(turn.id for turn in session.turns[: session.position])
    parts = by_segment(session.agenda, session.turns)
    for index, (segment, turns) in enumerate(zip(script.segments, parts, strict=True)):
        over = bool(turns) and turns[-1].id in behind
        mark = Mark.NOW if index == here else Mark.DONE if over else Mark.AHEAD
        if not turns:
            yield Line(Mark.PASSED, 0, segment.title, "left out")
        elif mark is Mark.DONE:
            planned, used = part_times(session, index)
            yield _timed(mark, 0, segment.title, used, planned)
        else:
            ahead = [turn for turn in turns if turn.id not in behind]
            left = sum(still_to_come(session, turn) for turn in ahead)
            takes = _comes_to(session, index, ahead) if mark is Mark.NOW else left
            yield Line(mark, 0, segment.title, clock_text(takes))
        if index == here and (len(turns) > 1 or turns[0].id.seat != EVERYBODY or turns[0].groups):
            yield from _turn_lines(session, turns, names, behind)


def _comes_to(session: Session, index: int, ahead: Iterable[Turn]) -> int:
    """Return the seconds a segment takes: what was used of it, and what is left of its turns."""
    used = sum((took for id_, took in session.used.items() if id_.segment == index), NOTHING)
    had = ((session.allotted(turn), session.used.get(turn.id, NOTHING)) for turn in ahead)
    left = sum(max(0.0, allotted - took.total_seconds()) for allotted, took in had)
    return round(used.total_seconds() + left)


def _used(session: Session, turn: Turn) -> int:
    return int(session.used.get(turn.id, NOTHING).total_seconds())


def _turn_lines(
    session: Session,
    turns: tuple[Turn, ...],
    names: Mapping[int, str],
    behind: frozenset[TurnId],
) -> Iterator[Line]:
    """Yield the turns of the round that is on, or every round with the groups of the one on.

    Of a part in a block only the round that is on: what follows it is the block's next part. Once a
    turn went by and nobody said whose, it is not known either who is still to come.
    """
    awaited = session.awaited
    unsaid = any(went_by(session, id_) for id_ in of_round(session, session.current))
    one_round = in_block(session.agenda, session.current.segment)
    for turn in turns:
        everybody = turn.id.seat == EVERYBODY
        if (one_round or not everybody) and turn.id.round != session.current.round:
            continue
        rounds = everybody and len(turns) > 1
        name = round_name(session, turn).capitalize() if rounds else turn_name(turn, names, awaited)
        rest = "the rest" if takes_the_rest(session, turn) else ""
        name = ", ".join(filter(None, (name, extended_text(session, turn.id), rest)))
        if turn.id in session.volunteers:
            name = seat_name(session.volunteers[turn.id], names)
        elif unsaid and not everybody and not named(session, turn.id):
            name = SOMEBODY
        if turn.id == session.current:
            name = volunteer_text(session) or name
            yield Line(Mark.NOW, 1, name, clock_text(session.allotted(turn)))
            for group in groups_now(session):
                yield Line(Mark.AHEAD, 2, group_text(group, names, awaited), "")
        elif was_passed(session, turn):
            yield Line(Mark.PASSED, 1, name, "passed")
        elif turn.id in behind:
            yield _timed(Mark.DONE, 1, name, _used(session, turn), session.allotted(turn))
        else:
            yield Line(Mark.AHEAD, 1, name, clock_text(still_to_come(session, turn)))


def _timed(mark: Mark, indent: int, title: str, used: int, allotted: int) -> Line:
    over = f"+{clock_text(used - allotted)}" if used > allotted else ""
    return Line(mark, indent, title, clock_text(used), over)
