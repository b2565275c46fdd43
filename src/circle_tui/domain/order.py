"""The running order: every part of a session, and the turns of the one that is on."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from itertools import groupby

from circle_tui.domain.agenda import Agenda, ClockMode, EachInGroup
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
    together_text,
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
    or as a part what its lines come to. ``over`` is ``+0:20`` or empty. A part is over what it was
    planned for first, as in the record, and a turn over what it had.
    """

    mark: Mark
    indent: int
    title: str = field(repr=False)
    time: str
    over: str = ""


Told = tuple[int, Line]
"""A line beneath the part that is on, and the seconds that it stands for."""

BESIDES = "Other time so far"
"""What was taken in a part besides the turns that are listed."""


def round_name(session: Session, turn: Turn) -> str:
    """Return what a round of a part is called: ``round 2``, ``topic 2``, ``person 2``."""
    segment = session.agenda.segments[turn.id.segment]
    if segment.each_in_group is not EachInGroup.NO:
        return f"person {turn.id.round}"
    if session.for_volunteers(turn.id):
        return f"volunteer {turn.id.round}"
    return f"{'topic' if segment.clock is ClockMode.VOTE_EXTEND else 'round'} {turn.id.round}"


def running_order(session: Session, names: Mapping[int, str], script: Agenda) -> Iterator[Line]:
    """Yield the running order: every segment, and the turns of the one that is running.

    That one comes to the sum of its lines, in whole seconds, so that a room can do it.
    """
    here = session.current.segment
    behind = frozenset(turn.id for turn in session.turns[: session.position])
    parts = by_segment(session.agenda, session.turns)
    for index, (segment, turns) in enumerate(zip(script.segments, parts, strict=True)):
        if not turns:
            yield Line(Mark.PASSED, 0, segment.title, "left out")
        elif index == here:
            told = tuple(_told(session, turns, names, behind))
            yield Line(Mark.NOW, 0, segment.title, clock_text(sum(seconds for seconds, _ in told)))
            if len(turns) > 1 or turns[0].id.seat != EVERYBODY or turns[0].groups:
                yield from (line for _, line in told)
        elif turns[-1].id in behind:
            planned, used = part_times(session, index)
            yield _timed(Mark.DONE, 0, segment.title, used, planned)
        else:
            left = sum(still_to_come(session, turn) for turn in turns if turn.id not in behind)
            yield Line(Mark.AHEAD, 0, segment.title, clock_text(left))


def _used(session: Session, turn: Turn) -> int:
    return int(session.used.get(turn.id, NOTHING).total_seconds())


def _told(
    session: Session,
    turns: tuple[Turn, ...],
    names: Mapping[int, str],
    behind: frozenset[TurnId],
) -> Iterator[Told]:
    """Yield the lines of the part that is on, with the groups of the turn that is.

    Where people speak one after the other in several rounds, a round that is not on is one line.
    """
    on = session.current
    rounds = session.agenda.segments[on.segment].rounds
    done = {turn.id for turn in turns if turn.id in behind and not was_passed(session, turn)}
    if besides := _besides(session, done):
        yield besides, Line(Mark.DONE, 1, BESIDES, clock_text(besides))
    for (number, seated), same in groupby(turns, lambda turn: (turn.id.round, turn.id.seat > 0)):
        if rounds > 1 and seated and number != on.round:
            yield _round_line(session, tuple(same), behind, done)
        else:
            yield from _turn_lines(session, same, names, behind, several=len(turns) > 1)


def _besides(session: Session, done: Collection[TurnId]) -> int:
    """Return the seconds that the part that is on took besides the turn that is and those ``done``.

    They went into asking, and to who left, passed, or comes back later.
    """
    on = session.current
    took = (
        used
        for id_, used in session.used.items()
        if id_.segment == on.segment and id_ != on and id_ not in done
    )
    return int(sum(took, NOTHING).total_seconds())


def _round_line(
    session: Session,
    turns: Sequence[Turn],
    behind: Collection[TurnId],
    done: Collection[TurnId],
) -> Told:
    """Return a round that is not on as one line: what its turns took, or what is left of them."""
    over = turns[-1].id in behind
    took = (_used(session, turn) for turn in turns if turn.id in done)
    seconds = sum(took if over else (still_to_come(session, turn) for turn in turns))
    name = round_name(session, turns[0]).capitalize()
    return seconds, Line(Mark.DONE if over else Mark.AHEAD, 1, name, clock_text(seconds))


def _turn_lines(
    session: Session,
    turns: Iterable[Turn],
    names: Mapping[int, str],
    behind: Collection[TurnId],
    *,
    several: bool,
) -> Iterator[Told]:
    """Yield the turns of the round that is on, or each round that is everybody's.

    Once a turn went by and nobody said whose, it is not known either who is still to come.
    """
    awaited = session.awaited
    unsaid = any(went_by(session, id_) for id_ in of_round(session, session.current))
    for turn in turns:
        everybody = turn.id.seat == EVERYBODY
        rounds = everybody and several
        name = together_text(session, turn) or turn_name(turn, names, awaited)
        name = round_name(session, turn).capitalize() if rounds else name
        rest = "the rest" if takes_the_rest(session, turn) else ""
        name = ", ".join(filter(None, (name, extended_text(session, turn.id), rest)))
        if turn.id in session.volunteers:
            name = seat_name(session.volunteers[turn.id], names)
        elif unsaid and not everybody and not named(session, turn.id):
            name = SOMEBODY
        if turn.id == session.current:
            name = volunteer_text(session) or name
            has = session.allotted(turn)
            yield has, Line(Mark.NOW, 1, name, clock_text(has))
            for group in groups_now(session):
                yield 0, Line(Mark.AHEAD, 2, group_text(group, names, awaited), "")
        elif was_passed(session, turn):
            yield 0, Line(Mark.PASSED, 1, name, "passed")
        elif turn.id in behind:
            took = _used(session, turn)
            yield took, _timed(Mark.DONE, 1, name, took, session.allotted(turn))
        else:
            left = still_to_come(session, turn)
            yield left, Line(Mark.AHEAD, 1, name, clock_text(left))


def _timed(mark: Mark, indent: int, title: str, used: int, allotted: int) -> Line:
    over = f"+{clock_text(used - allotted)}" if used > allotted else ""
    return Line(mark, indent, title, clock_text(used), over)
