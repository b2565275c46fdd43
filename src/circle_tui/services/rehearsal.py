"""A rehearsal: the real rules and the real fold, run through an evening on a clock of its own.

The facilitator is on time: each turn is ended when it is up, or by as much later as the rehearsal
was told to try. What is said here is what the live screen would say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.cast import NOTHING_SETTLED, Cast
from circle_tui.domain.errors import CircleError, Refused
from circle_tui.domain.plan import Turn
from circle_tui.domain.rules import Rule
from circle_tui.domain.session import Session, apply, fold
from circle_tui.domain.timing import Tone, tone, warning_seconds
from circle_tui.domain.values import value


class Cue(StrEnum):
    """What happens in a rehearsal."""

    PART = "part"
    """A segment begins; the prompt is shown."""
    TURN = "turn"
    """Somebody, or everybody, has the floor."""
    SOON = "soon"
    """The clock says that the turn is nearly over."""
    TIME_IS_UP = "time is up"
    END = "end"
    """The meeting is over."""


@value
class Event:
    """One moment, and the turn that is on."""

    at: datetime
    cue: Cue
    turn: Turn


@value
class Rehearsal:
    """The timeline of an evening; ``session`` is closed, and knows what was used and promised."""

    events: tuple[Event, ...]
    session: Session


def rehearse(
    agenda: Agenda,
    seats: Sequence[int],
    start: datetime,
    *,
    late: timedelta = timedelta(0),
    overrun: int = 0,
    cast: Cast = NOTHING_SETTLED,
) -> Rehearsal:
    """Run an agenda from beginning to end; ``start`` (aware) is when it was announced for.

    It begins ``late`` by so much, while the promise stays, and every turn takes ``overrun`` percent
    more than it has. Raises ``InputError`` when nobody is there.
    """
    began = rules.begin(agenda, seats, "rehearsal", start, cast)
    session = fold([replace(began, at=start + late)])
    now = session.began
    events: list[Event] = []
    for place, turn in enumerate(session.turns):
        if place:
            session = _done(session, rules.advance, now)
        events += _cues(session, now)
        now += timedelta(seconds=turn.seconds * (100 + overrun) / 100)
    session = _done(session, rules.close, now)
    events.append(Event(now, Cue.END, session.turns[-1]))
    return Rehearsal(tuple(events), session)


def _done(session: Session, rule: Rule, now: datetime) -> Session:
    """Return the session after a rule; being refused is a fault of the program."""
    outcome = rule(session, now)
    if isinstance(outcome, Refused):
        raise CircleError(f"The rehearsal stopped: {outcome.why}")
    for fact in outcome:
        session = apply(session, fact)
    return session


def _cues(session: Session, now: datetime) -> Iterator[Event]:
    """Yield what the screen shows during the turn that begins now, as its own clock has it."""
    turn = session.turns[session.position]
    left = timedelta(seconds=session.allotted(turn))
    warning = timedelta(seconds=warning_seconds(session.segment, session.allotted(turn)))
    before = session.turns[session.position - 1].id if session.position else None
    if before is None or before.segment != turn.id.segment:
        yield Event(now, Cue.PART, turn)
    yield Event(now, Cue.TURN, turn)
    soon = max(now, now + left - warning)
    if tone(session, soon) is Tone.SOON:
        yield Event(soon, Cue.SOON, turn)
    yield Event(now + left, Cue.TIME_IS_UP, turn)
