"""A session: the fold of its facts.

``fold(facts)`` is the only way a session comes to be, live and after a crash alike. The law that
the tests hold it to: folding the journal gives the live state after every step of any walk.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from circle_tui.domain.attendance import marked
from circle_tui.domain.attendance_laying import attend, without_gone
from circle_tui.domain.facts import (
    AttendanceChanged,
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
    Polled,
    Promised,
    Prompted,
    Reordered,
    Replanned,
    Resumed,
    RolesGiven,
    Undone,
    Volunteered,
    Voted,
)
from circle_tui.domain.laying import recast, reorder, replan, share, volunteer
from circle_tui.domain.plan import EVERYBODY, TurnId, plan
from circle_tui.domain.state import (
    NOTHING,
    Session,
    changed,
    had,
    kept,
    settled,
    untouched,
    used_by,
    used_by_current,
)
from circle_tui.domain.voting import goes_to, lengthen

__all__ = [
    "NOTHING",
    "Session",
    "apply",
    "begin",
    "begun_anew",
    "fold",
    "had",
    "kept",
    "untouched",
    "used_by",
    "used_by_current",
]


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
        replanned=MappingProxyType({}),
        lengthened=MappingProxyType({}),
        polled=MappingProxyType({}),
        counted=MappingProxyType({}),
        prompted=MappingProxyType({}),
        pending=NOTHING,
        closed=None,
        standing=(fact,),
        attendance=marked(fact.seats, fact.attendance),
        cuts=MappingProxyType({}),
        volunteers=MappingProxyType({}),
        broken=MappingProxyType({}),
    )


def apply(session: Session, fact: Fact) -> Session:
    """Return the session after one more fact.

    Raises ``ValueError`` for a fact that no rule makes: a second ``Began``, a turn there is not.
    """
    if isinstance(fact, Undone):
        return fold(session.standing[:-1])
    after = _applied(session, fact)
    return replace(after, standing=(*_standing(session, fact), fact))


def _standing(session: Session, fact: Fact) -> tuple[Fact, ...]:
    """Return the facts that stand beside a new one; a count takes the place of the one before."""
    if not isinstance(fact, Polled) or fact.segment not in session.polled:
        return session.standing
    return tuple(
        before
        for before in session.standing
        if not isinstance(before, Polled) or before.segment != fact.segment
    )


def _applied(session: Session, fact: Fact) -> Session:
    match fact:
        case Moved(at, to):
            return _moved(session, at, to)
        case Passed(at, to):
            passed = session.passed | {session.current}
            return replace(_moved(session, at, to), passed=passed)
        case Paused(at):
            return replace(settled(session, at), running_since=None)
        case Resumed(at):
            return replace(session, running_since=at)
        case Extended(_, seconds):
            extra = session.extra.get(session.current, 0) + seconds
            return replace(session, extra=changed(session.extra, session.current, extra))
        case BidsAccepted():
            return share(session, fact)
        case RolesGiven():
            return recast(session, fact)
        case Replanned():
            return replan(session, fact)
        case AttendanceChanged():
            return attend(session, fact)
        case Reordered():
            return reorder(session, fact)
        case Volunteered():
            return volunteer(session, fact)
        case Promised(_, end):
            return replace(session, promised_end=end)
        case Voted(at):
            following = goes_to(session, fact)
            return _moved(session, at, following) if following else lengthen(session, fact)
        case Polled(_, segment, shown):
            polled = MappingProxyType({**session.polled, segment: shown})
            counted = MappingProxyType({**session.counted, segment: session.seats})
            return replace(session, polled=polled, counted=counted)
        case Prompted(_, segment, prompt):
            prompted = MappingProxyType({**session.prompted, segment: prompt})
            return replace(session, prompted=prompted)
        case Interrupted(at, since):
            return replace(session, pending=_undecided(session) + (at - since))
        case GivenBack(at):
            session = settled(session, at)
            used = max(NOTHING, session.used[session.current] - session.pending)
            used_then = changed(session.used, session.current, used)
            away = session.away + session.pending
            return replace(session, used=used_then, pending=NOTHING, away=away)
        case Closed(at):
            return replace(settled(session, at), running_since=None, closed=at)
        case Began() | Undone():
            raise ValueError("a session begins once, and undoing is the fold's own matter")


def _undecided(session: Session) -> timedelta:
    """Return what may be given back together with a new interruption.

    Of one that somebody has decided over only the last can be a part of it: each takes out the one
    before.
    """
    gaps = (fact for fact in reversed(session.standing) if isinstance(fact, Interrupted))
    last = next(gaps, None)
    decided = last.at - last.since if last and last.decided else NOTHING
    return max(NOTHING, session.pending - decided)


def begun_anew(session: Session, index: int) -> Session | None:
    """Return the session with the floor before a part whose speaker has gone, and it laid anew.

    ``None`` where there is nobody before it to whom the floor could go.
    """
    for turn in reversed(session.turns[: session.position]):
        if turn.id.segment < index and turn.id.seat in (EVERYBODY, *session.seats):
            return without_gone(replace(session, current=turn.id))
    return None


def _moved(session: Session, at: datetime, to: TurnId) -> Session:
    session = settled(session, at)
    if all(turn.id != to for turn in session.turns):
        session = begun_anew(session, to.segment) or session
    if all(turn.id != to for turn in session.turns):
        raise ValueError("the floor cannot go to a turn that there is not")
    passed = session.passed - {to}
    return without_gone(replace(session, current=to, passed=passed, pending=NOTHING))


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
