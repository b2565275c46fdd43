"""How a session stands: what the fold of its facts comes to, and what can be told from it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TypeVar

from circle_tui.domain.agenda import Agenda, Segment
from circle_tui.domain.attendance import THERE, Attendance
from circle_tui.domain.cast import Cast
from circle_tui.domain.facts import Fact
from circle_tui.domain.plan import EVERYBODY, IN_TURNS, Turn, TurnId
from circle_tui.domain.values import value

V = TypeVar("V")

NOTHING = timedelta(0)


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
    counted in a segment, ``prompted`` the prompt of the bank that stands in the place of a
    segment's own. ``pending`` is an interruption that may still be given back, ``away`` what was.
    ``standing`` are the facts that have not been undone.
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
    prompted: Mapping[int, str]
    pending: timedelta
    closed: datetime | None
    standing: tuple[Fact, ...]
    attendance: Mapping[int, Attendance]
    cuts: Mapping[int, int]
    volunteers: Mapping[TurnId, int]
    away: timedelta = NOTHING

    @property
    def segment(self) -> Segment:
        """The segment the current turn belongs to."""
        return self.agenda.segments[self.current.segment]

    @property
    def everybody(self) -> tuple[int, ...]:
        """The seats of those who were in the room at any time."""
        return tuple(seat for seat, state in self.attendance.items() if state in THERE)

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


def used_by(session: Session, id_: TurnId, now: datetime) -> timedelta:
    """Return how long a turn has had the floor with the clock running."""
    before = session.used.get(id_, NOTHING)
    if id_ != session.current or session.running_since is None:
        return before
    return before + max(NOTHING, now - session.running_since)


def used_by_current(session: Session, now: datetime) -> timedelta:
    """Return how long the current turn has had the floor with the clock running."""
    return used_by(session, session.current, now)


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
