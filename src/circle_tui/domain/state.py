"""How a session stands: what the fold of its facts comes to, and what can be told from it."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TypeVar

from circle_tui.domain.agenda import Agenda, Order, Segment
from circle_tui.domain.attendance import THERE, Attendance
from circle_tui.domain.cast import Cast
from circle_tui.domain.facts import AttendanceChanged, Began, Fact
from circle_tui.domain.plan import EVERYBODY, IN_TURNS, Turn, TurnId
from circle_tui.domain.sharing import STEP
from circle_tui.domain.values import value

V = TypeVar("V")

NOTHING = timedelta(0)

STEPPED_OVER = timedelta(seconds=15)
"""Who had the floor for less, and for less than half of their turn, had no turn: they passed, or
were stepped over with the arrow (our own figure)."""


@value
class Session:
    """One meeting as it stands.

    ``seats`` are those who are in the room, ``attendance`` is how everybody with a seat stands.

    ``used`` is how long each turn has had the floor with the clock running, up to the last fact;
    while the clock runs, the current turn has had ``now - running_since`` more. What a segment
    took before its turns were settled stands there under seat ``EVERYBODY``, round 0. ``extra`` is
    what a turn was given on top of its plan, and ``replanned`` what one was planned for before what
    remained was planned again; turns that were left out then are in it too. ``shared`` are the
    segments that were shared out by bids, each with what its people asked for; ``named`` are the
    roles that somebody chose a holder for. ``cuts`` is what planning again added to or took from a
    part that is shared out by bids, ``volunteers`` who came forward for a turn. ``lengthened`` is
    how often votes gave a topic more time, ``polled`` what may be shown of the answers that were
    counted in a segment, ``counted`` the seats of those who were there then, ``prompted`` the
    prompt of the bank that stands in the place of a segment's own. ``pending`` is an interruption
    that may still be given back, ``away`` what was. ``broken`` are the turns that their persons
    left in, and are still away from: what was left of each then. ``standing`` are the facts that
    have not been undone.
    """

    id: str
    agenda: Agenda
    seats: tuple[int, ...]
    cast: Cast
    turns: tuple[Turn, ...]
    began: datetime
    promised_end: datetime
    current: TurnId
    running_since: datetime | None
    used: Mapping[TurnId, timedelta]
    extra: Mapping[TurnId, int]
    passed: frozenset[TurnId]
    shared: Mapping[int, tuple[tuple[int, int], ...]]
    named: frozenset[str]
    replanned: Mapping[TurnId, int]
    lengthened: Mapping[TurnId, int]
    polled: Mapping[int, tuple[int | None, ...]]
    counted: Mapping[int, tuple[int, ...]]
    prompted: Mapping[int, str]
    pending: timedelta
    closed: datetime | None
    standing: tuple[Fact, ...]
    attendance: Mapping[int, Attendance]
    cuts: Mapping[int, int]
    volunteers: Mapping[TurnId, int]
    broken: Mapping[TurnId, int]
    away: timedelta = NOTHING

    @property
    def segment(self) -> Segment:
        """The segment the current turn belongs to."""
        return self.agenda.segments[self.current.segment]

    @property
    def everybody(self) -> tuple[int, ...]:
        """The seats of those who were in the room at any time, for all that was seen of them."""
        awaited = self.awaited
        there = (seat for seat, state in self.attendance.items() if state in THERE)
        return tuple(seat for seat in there if seat not in awaited)

    @property
    def awaited(self) -> frozenset[int]:
        """The seats of those who were on their way when it began, and were not seen since.

        Who has spoken, or came forward, is seen, and so is whoever's state has changed.
        """
        began = self.standing[0]
        if not isinstance(began, Began) or not began.attendance:
            return frozenset()
        late = {seat for seat, state in began.attendance if state is Attendance.LATE}
        for fact in self.standing if late else ():
            if isinstance(fact, AttendanceChanged):
                late -= dict(fact.states).keys()
        late -= {speaker(self, turn.id) for turn in self.turns if late and was_had(self, turn)}
        return frozenset(late - set(self.volunteers.values()))

    @property
    def position(self) -> int:
        """The current turn's place among all turns, from 0."""
        return next(i for i, turn in enumerate(self.turns) if turn.id == self.current)

    def allotted(self, turn: Turn) -> int:
        """Return the seconds a turn has: its plan and what it was given or lost."""
        return turn.seconds + self.extra.get(turn.id, 0)

    def for_volunteers(self, id_: TurnId) -> bool:
        """Tell whether a turn is anybody's in a part that was planned with one for each person."""
        segment = self.agenda.segments[id_.segment]
        return segment.clock in IN_TURNS and id_.seat == EVERYBODY

    def planned(self, turn: Turn) -> int:
        """Return the seconds a turn was planned for, before what remained was planned again."""
        return self.replanned.get(turn.id, turn.seconds)


def named(session: Session, id_: TurnId) -> bool:
    """Tell whether it is known whose turn it is.

    Where whoever wants to speaks it is once they came forward, and of the last one of a round after
    all others did. A turn that went by without a name is nobody's: its seat only keeps its place.
    """
    if id_ in session.volunteers:
        return True
    segment = session.agenda.segments[id_.segment]
    if id_.seat == EVERYBODY or segment.order is not Order.VOLUNTEER:
        return id_.seat != EVERYBODY
    if segment.clock not in IN_TURNS:
        return True
    *others, last = of_round(session, id_)
    return id_ == last and all(other in session.volunteers for other in others)


def speaker(session: Session, id_: TurnId) -> int:
    """Return the seat of whose turn it is, ``EVERYBODY`` where that is no one person or unknown."""
    return session.volunteers.get(id_, id_.seat) if named(session, id_) else EVERYBODY


def of_round(session: Session, id_: TurnId) -> tuple[TurnId, ...]:
    """Return the turns of the same round of the same part, in their order."""
    ids = (turn.id for turn in session.turns)
    return tuple(other for other in ids if (other.segment, other.round) == (id_.segment, id_.round))


def went_by(session: Session, id_: TurnId) -> bool:
    """Tell whether a turn that is not on was begun, and nobody came forward for it."""
    if id_ == session.current or id_ in session.volunteers:
        return False
    behind = any(turn.id == id_ for turn in session.turns[: session.position])
    return behind or session.used.get(id_, NOTHING) > NOTHING


def used_by(session: Session, id_: TurnId, now: datetime) -> timedelta:
    """Return how long a turn has had the floor with the clock running."""
    before = session.used.get(id_, NOTHING)
    if id_ != session.current or session.running_since is None:
        return before
    return before + max(NOTHING, now - session.running_since)


def used_by_current(session: Session, now: datetime) -> timedelta:
    """Return how long the current turn has had the floor with the clock running."""
    return used_by(session, session.current, now)


def part_times(session: Session, index: int) -> tuple[int, int]:
    """Return the seconds a segment was planned for first, and those it took up to the last fact.

    What it took has the time of asking, and of those who left, in it, and is rounded once. Planning
    again moves no plan that it is held against; who came in the place of those planned adds none.
    Of bids the plan is what was accepted, with the asking before it.
    """
    first = {turn.id: turn.seconds for turn in session.turns if turn.id.segment == index}
    first |= {id_: planned for id_, planned in session.replanned.items() if id_.segment == index}
    planned = sum(s for id_, s in first.items() if not id_.round or not session.for_volunteers(id_))
    used = sum((took for id_, took in session.used.items() if id_.segment == index), NOTHING)
    return planned, round(used.total_seconds())


def left_of(session: Session, id_: TurnId, seconds: int) -> int:
    """Return the whole seconds that are left of a turn ahead that has so many: never below 0."""
    used = session.used.get(id_, NOTHING).total_seconds()
    return max(0, math.ceil(seconds - used))


def still_to_come(session: Session, turn: Turn) -> int:
    """Return the whole seconds that are left of a turn ahead, of which some may have been had."""
    return left_of(session, turn.id, session.allotted(turn))


def steps_left(session: Session, turn: Turn) -> int:
    """Return the seconds in whole steps that are left of a turn: what can be given to somebody."""
    left = session.allotted(turn) - session.used.get(turn.id, NOTHING).total_seconds()
    return max(0, int(left)) // STEP * STEP


def was_had(session: Session, turn: Turn) -> bool:
    """Tell whether a turn was more than stepped over, as far as the last fact tells."""
    used = session.used.get(turn.id, NOTHING)
    half = timedelta(seconds=session.allotted(turn) / 2)
    return used > NOTHING and used >= min(STEPPED_OVER, half)


def was_passed(session: Session, turn: Turn) -> bool:
    """Tell whether a turn was passed: who had spoken when it was skipped ended it early."""
    return turn.id in session.passed and not was_had(session, turn)


def changed(table: Mapping[TurnId, V], key: TurnId, value: V) -> Mapping[TurnId, V]:
    """Return a table of turns with one entry set."""
    return MappingProxyType({**table, key: value})


def settled(session: Session, at: datetime) -> Session:
    """Return the session with the running time up to ``at`` written to the current turn."""
    used = changed(session.used, session.current, used_by_current(session, at))
    running = None if session.running_since is None else at
    return replace(session, used=used, running_since=running)


def had(session: Session, index: int) -> tuple[Turn, ...]:
    """Return the turns of a segment that somebody has had, or has now.

    A turn that was stepped past lies behind, and counts as had.
    """
    here = session.position
    return tuple(
        turn
        for place, turn in enumerate(session.turns)
        if turn.id.segment == index
        and (place <= here or session.used.get(turn.id, NOTHING) > NOTHING)
    )


def untouched(session: Session, index: int) -> bool:
    """Tell whether nobody but its first speaker has had the floor in a segment.

    What that one has had can then be nobody's: it was spent on finding out who speaks.
    """
    turns = [turn for turn in session.turns if turn.id.segment == index]
    return had(session, index) in ((), tuple(turns[:1]))


def kept(session: Session, index: int) -> tuple[Turn, ...]:
    """Return the turns of a segment that sharing it out leaves as they are: those that were had.

    That is none while the segment is untouched and waits for its first sharing-out.
    """
    waits = index not in session.shared and untouched(session, index)
    return () if waits else had(session, index)
