"""A session: the fold of its facts.

``fold(facts)`` is the only way a session comes to be, live and after a crash alike. The law that
the tests hold it to: folding the journal gives the live state after every step of any walk.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TypeVar

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.bids import settle_bids
from circle_tui.domain.cast import Cast, holders
from circle_tui.domain.facts import (
    Began,
    BidsAccepted,
    Closed,
    Extended,
    Fact,
    GivenBack,
    Interrupted,
    Moved,
    Passed,
    Paused,
    Resumed,
    RolesGiven,
    Undone,
)
from circle_tui.domain.plan import EVERYBODY, IN_TURNS, Turn, TurnId, by_segment, plan

V = TypeVar("V")

NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting as it stands.

    ``used`` is how long each turn has had the floor with the clock running, up to the last fact;
    while the clock runs, the current turn has had ``now - running_since`` more. What a segment
    took before its turns were settled stands there under seat ``EVERYBODY``, round 0. ``extra`` is
    what a turn was given on top of its plan. ``shared`` are the segments that were shared out by
    bids, each with what its people asked for; ``named`` are the roles that somebody chose a holder
    for. ``pending`` is an interruption that may still be given back. ``standing`` are the facts
    that have not been undone.
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
    pending: timedelta
    closed: datetime | None
    standing: tuple[Fact, ...]

    @property
    def segment(self) -> Segment:
        """The segment the current turn belongs to."""
        return self.agenda.segments[self.current.segment]

    @property
    def position(self) -> int:
        """The current turn's place among all turns, from 0."""
        return next(i for i, turn in enumerate(self.turns) if turn.id == self.current)

    def allotted(self, turn: Turn) -> int:
        """Return the seconds a turn has: its plan and what it was given or lost."""
        return turn.seconds + self.extra.get(turn.id, 0)


def begin(fact: Began) -> Session:
    """Open a session on its first turn, with the clock running."""
    turns = plan(fact.agenda, fact.seats, fact.cast)
    return Session(
        id=fact.session,
        agenda=fact.agenda,
        seats=fact.seats,
        cast=fact.cast,
        turns=turns,
        began=fact.at,
        promised_end=fact.promised_end,
        current=turns[0].id,
        running_since=fact.at,
        used=MappingProxyType({}),
        extra=MappingProxyType({}),
        passed=frozenset(),
        shared=MappingProxyType({}),
        named=frozenset(),
        pending=NOTHING,
        closed=None,
        standing=(fact,),
    )


def used_by_current(session: Session, now: datetime) -> timedelta:
    """Return how long the current turn has had the floor with the clock running."""
    before = session.used.get(session.current, NOTHING)
    if session.running_since is None:
        return before
    return before + max(NOTHING, now - session.running_since)


def apply(session: Session, fact: Fact) -> Session:
    """Return the session after one more fact.

    Raises ``ValueError`` for a fact that no rule makes: a second ``Began``, a turn there is not.
    """
    if isinstance(fact, Undone):
        return fold(session.standing[:-1])
    after = _applied(session, fact)
    return replace(after, standing=(*session.standing, fact))


def _applied(session: Session, fact: Fact) -> Session:
    match fact:
        case Moved(at, to):
            return _moved(session, at, to)
        case Passed(at, to):
            passed = session.passed | {session.current}
            return replace(_moved(session, at, to), passed=passed)
        case Paused(at):
            return replace(_settled(session, at), running_since=None)
        case Resumed(at):
            return replace(session, running_since=at)
        case Extended(_, seconds):
            extra = session.extra.get(session.current, 0) + seconds
            return replace(session, extra=_with(session.extra, session.current, extra))
        case BidsAccepted():
            return _shared(session, fact)
        case RolesGiven():
            return _recast(session, fact)
        case Interrupted(at, since):
            return replace(session, pending=session.pending + (at - since))
        case GivenBack(at):
            settled = _settled(session, at)
            used = max(NOTHING, settled.used[session.current] - session.pending)
            return replace(
                settled, used=_with(settled.used, session.current, used), pending=NOTHING
            )
        case Closed(at):
            return replace(_settled(session, at), running_since=None, closed=at)
        case Began() | Undone():
            raise ValueError("a session begins once, and undoing is the fold's own matter")


def _with(table: Mapping[TurnId, V], key: TurnId, value: V) -> Mapping[TurnId, V]:
    return MappingProxyType({**table, key: value})


def _settled(session: Session, at: datetime) -> Session:
    """Return the session with the running time up to ``at`` written to the current turn."""
    used = _with(session.used, session.current, used_by_current(session, at))
    running = None if session.running_since is None else at
    return replace(session, used=used, running_since=running)


def _moved(session: Session, at: datetime, to: TurnId) -> Session:
    if all(turn.id != to for turn in session.turns):
        raise ValueError("the floor cannot go to a turn that there is not")
    settled = _settled(session, at)
    return replace(settled, current=to, passed=session.passed - {to}, pending=NOTHING)


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
    first = next(turn for turn in session.turns if turn.id.segment == index)
    return had(session, index) in ((), (first,))


def kept(session: Session, index: int) -> tuple[Turn, ...]:
    """Return the turns of a segment that sharing it out leaves as they are: those that were had.

    That is none while the segment is untouched and waits for its first sharing-out.
    """
    waits = index not in session.shared and untouched(session, index)
    return () if waits else had(session, index)


def _shared(session: Session, fact: BidsAccepted) -> Session:
    """Return the session with the turns of one segment as its bids have them.

    Turns that were had stay. Time that was taken before the first sharing-out is nobody's turn: it
    was spent on the asking.
    """
    index = fact.segment
    segment = session.agenda.segments[index]
    stay = kept(session, index)
    claims = [(seat, seconds) for seat, seconds in fact.bids if seconds > 0]
    budget = segment.seconds if fact.budget is None else fact.budget
    granted = settle_bids(claims, budget, segment.least or 0)
    new = (*stay, *(Turn(TurnId(index, bid.seat), bid.granted) for bid in granted))
    seats = {turn.id.seat for turn in stay}
    before = [bid for bid in session.shared.get(index, ()) if bid[0] in seats]
    shared = MappingProxyType({**session.shared, index: (*before, *fact.bids)})
    session = session if stay else _nobodys(session, fact.at, index)
    return replace(_with_turns(session, index, new), shared=shared)


def _recast(session: Session, fact: RolesGiven) -> Session:
    """Return the session with its roles given, and what is ahead planned for who holds them now.

    Segments that are over, that others than their first speaker have begun, or that were shared out
    by bids stay as they are. Who has the floor keeps it unless it is a role's that went to another.
    """
    given = dict(fact.roles)
    held = {**holders(session.agenda, session.seats, session.cast), **given}
    cast = session.cast._replace(roles=tuple(held.items()))
    session = replace(session, cast=cast, named=session.named | given.keys())
    planned = by_segment(session.agenda, plan(session.agenda, session.seats, cast))
    for index in range(session.current.segment, len(planned)):
        alone = session.agenda.segments[index].clock in (*IN_TURNS, ClockMode.ONE)
        if not alone or index in session.shared or not untouched(session, index):
            continue
        first = [turn.id for turn in had(session, index)]
        new = sorted(planned[index], key=lambda turn: turn.id not in first)
        if first and new[0].id not in first:
            session = _nobodys(session, fact.at, index)
        session = _with_turns(session, index, tuple(new))
    return session


def _nobodys(session: Session, at: datetime, index: int) -> Session:
    """Return the session with all that was taken of a segment so far as nobody's turn."""
    asking = TurnId(index, EVERYBODY, 0)
    if session.current.segment == index:
        session = replace(_settled(session, at), current=asking, pending=NOTHING)
    mine = [taken for id_, taken in session.used.items() if id_.segment == index]
    used = {id_: taken for id_, taken in session.used.items() if id_.segment != index}
    used |= {asking: sum(mine, NOTHING)} if mine else {}
    extra = {id_: seconds for id_, seconds in session.extra.items() if id_.segment != index}
    return replace(session, used=MappingProxyType(used), extra=MappingProxyType(extra))


def _with_turns(session: Session, index: int, new: tuple[Turn, ...]) -> Session:
    """Return the session with other turns in a segment; the first is on if nobody's was.

    Turns of persons stand side by side, whatever comes before and after them.
    """
    others = [turn for turn in session.turns if turn.id.segment != index]
    place = next(i for i, turn in enumerate(session.turns) if turn.id.segment == index)
    nobodys = session.current == TurnId(index, EVERYBODY, 0)
    return replace(
        session,
        turns=(*others[:place], *new, *others[place:]),
        current=new[0].id if nobodys else session.current,
    )


def fold(facts: Iterable[Fact]) -> Session:
    """Return the session that the facts tell, the first of which must be ``Began``.

    Raises ``ValueError`` when it is not, or when a fact does not fit the ones before: this program
    never wrote such a journal.
    """
    facts = iter(facts)
    first = next(facts, None)
    if not isinstance(first, Began):
        raise ValueError("a session's first fact must be Began")
    session = begin(first)
    for fact in facts:
        session = apply(session, fact)
    return session
