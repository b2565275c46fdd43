"""Rules: what may happen now. Each is a pure function from (session, now) to facts or a refusal.

A refusal is a sentence and is shown as it is; it says what is so, not which key to press. The key
line asks the same rules whether a command is available, so that it cannot disagree with the keys.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from circle_tui.domain.agenda import Agenda, ClockMode
from circle_tui.domain.cast import NOTHING_SETTLED, Cast
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import (
    Began,
    Closed,
    Extended,
    Fact,
    GivenBack,
    Interrupted,
    Moved,
    Passed,
    Paused,
    Resumed,
    Undone,
)
from circle_tui.domain.lengths import filled
from circle_tui.domain.plan import EVERYBODY, Turn, TurnId
from circle_tui.domain.promise import promised_end
from circle_tui.domain.session import Session, begun_anew, fold
from circle_tui.domain.timing import seconds_left, whole_seconds

Outcome = tuple[Fact, ...] | Refused
Rule = Callable[[Session, datetime], Outcome]

LONGEST_GIFT = 4 * 3600
"""A turn cannot be lengthened past four hours: a key that is stuck must not end in nonsense."""

LEAST_GAP = timedelta(seconds=15)
"""A shorter time without the clock is not worth a question: it is three beats of the program."""

ENDED = Refused("The session has ended; nothing in it changes any more.")

NOT_AWAY = Refused("No interruption to give back, or one too short. Give minutes.")
"""A sleep of the computer, a stop of the program or a pause that was taken back may be; what else
interrupts, nobody saw."""


def begin(
    agenda: Agenda,
    seats: Sequence[int],
    session: str,
    now: datetime,
    cast: Cast = NOTHING_SETTLED,
    scheduled: datetime | None = None,
) -> Began:
    """Return the fact that starts a session.

    ``scheduled`` is when it was planned for, if it was; ``promise`` says what then is promised.
    The fact has the agenda with its time to spare handed out, as the plan has it: bids that are
    accepted later share the same time. Raises ``InputError`` when nobody is present.
    """
    agenda = filled(agenda, seats, cast)
    promised = promised_end(agenda, seats, scheduled, now, cast)
    return Began(now, session, agenda, tuple(seats), promised, cast)


def _following(session: Session) -> Turn | None:
    """Return the next turn, if there is one. Turns that were passed on are never ahead."""
    return next(iter(session.turns[session.position + 1 :]), None)


def advance(session: Session, now: datetime) -> Outcome:
    """Give the floor to the next turn or segment."""
    if session.closed:
        return ENDED
    following = _following(session)
    if following is None:
        what = "part" if session.current.seat == EVERYBODY else "turn"
        return Refused(f"That was the last {what}. To stop for today, end the session.")
    return (Moved(now, following.id),)


def go_back(session: Session, now: datetime) -> Outcome:
    """Give the floor back to the turn before, which goes on where its clock stood.

    A turn that was passed on can be taken up again this way. That of somebody who has gone cannot;
    a presenter's part is begun by who has that role now.
    """
    if session.closed:
        return ENDED
    if session.position == 0:
        return Refused("This is the first turn; there is nothing to go back to.")
    for turn in reversed(session.turns[: session.position]):
        if turn.id.seat in (EVERYBODY, *session.seats):
            return (Moved(now, turn.id),)
        if theirs := _anew(session, turn.id.segment):
            return (Moved(now, theirs),)
    return Refused("Those who spoke before have left; there is nobody to give the floor back to.")


def _anew(session: Session, index: int) -> TurnId | None:
    """Return the turn by which somebody who is here begins the part of one who has gone, if any."""
    if session.agenda.segments[index].clock is not ClockMode.ONE:
        return None
    then = begun_anew(session, index)
    theirs = (turn.id for turn in then.turns if turn.id.segment == index) if then else ()
    return next((id_ for id_ in theirs if id_.seat in session.seats), None)


def whose_part(session: Session) -> str:
    """Say whose the part that is on is where it is no one person's."""
    return "the groups" if session.turns[session.position].groups else "everybody"


def pass_turn(session: Session, now: datetime) -> Outcome:
    """Skip the current person's turn; going back takes it up again."""
    if session.closed:
        return ENDED
    if session.current.seat == EVERYBODY:
        return Refused(f"This part belongs to {whose_part(session)}, so there is no turn to skip.")
    if not session.segment.may_pass:
        return Refused("Nobody skips their turn in this part; that is how this format works.")
    following = _following(session)
    if following is None:
        return Refused("That was the last turn. To stop for today, end the session.")
    return (Passed(now, following.id),)


def pause(session: Session, now: datetime) -> Outcome:
    """Stop the clock of the turn; the promised end stays where it is."""
    if session.closed:
        return ENDED
    if session.running_since is None:
        return Refused("The clock is already paused.")
    return (Paused(now),)


def resume(session: Session, now: datetime) -> Outcome:
    """Let the clock of the turn go on."""
    if session.closed:
        return ENDED
    if session.running_since is not None:
        return Refused("The clock is already running.")
    return (Resumed(now),)


def toggle_pause(session: Session, now: datetime) -> Outcome:
    """Pause when running, go on when paused: one key for both."""
    return pause(session, now) if session.running_since else resume(session, now)


def lengthen(session: Session, now: datetime) -> Outcome:
    """Give the current turn one minute more."""
    if session.closed:
        return ENDED
    turn = session.turns[session.position]
    if session.allotted(turn) + 60 > turn.seconds + LONGEST_GIFT:
        return Refused("This turn is already four hours longer than planned.")
    return (Extended(now, 60),)


def shorten(session: Session, now: datetime) -> Outcome:
    """Take one minute from the current turn, or what is left of it when that is less."""
    if session.closed:
        return ENDED
    left = whole_seconds(seconds_left(session, now))
    if left <= 0:
        return Refused("This turn's time is already up.")
    return (Extended(now, -min(60, left)),)


def interrupted(since: datetime, *, decided: bool = False) -> Rule:
    """Return the rule that records an absence of the program or the computer since an instant.

    ``decided`` is whether somebody has said already that the time counts.
    """

    def rule(session: Session, now: datetime) -> Outcome:
        if session.closed:
            return ENDED
        if session.running_since is None:
            return Refused("The clock was paused, so no time was lost.")
        lost_from = max(since, session.running_since)
        if lost_from >= now:
            return Refused("No time was lost.")
        return (Interrupted(now, lost_from, decided),)

    return rule


def give_back(session: Session, now: datetime) -> Outcome:
    """Give the time of the last interruption back to the current turn."""
    if session.closed:
        return ENDED
    if not session.pending:
        return NOT_AWAY
    return (GivenBack(now),)


def undo(session: Session, now: datetime) -> Outcome:
    """Take back the last thing that somebody did, as if it had not happened.

    An interruption is nobody's doing: those since then are stated again, and so is the question
    about their time. Where the clock turns out to have been paused over them there is none. Where
    it turns out to have run through a pause of ``LEAST_GAP`` or more, that time is told like one.
    """
    if session.closed:
        return ENDED
    since = tuple(takewhile(lambda fact: isinstance(fact, Interrupted), reversed(session.standing)))
    done = session.standing[: len(session.standing) - len(since)]
    if len(done) == 1:
        return Refused("There is nothing to undo yet.")
    taken_back: tuple[Fact, ...] = (Undone(now),) * (len(since) + 1)
    last = done[-1]
    if isinstance(last, Paused) and now - last.at >= LEAST_GAP:
        return (*taken_back, Interrupted(now, last.at))
    if since and fold(done[:-1]).running_since is not None:
        return (*taken_back, *reversed(since))
    return taken_back


def close(session: Session, now: datetime) -> Outcome:
    """End the session."""
    if session.closed:
        return ENDED
    return (Closed(now),)


def reopen(session: Session, now: datetime) -> tuple[Fact, ...]:
    """Return the facts by which a session that has ended goes on, as if the end had not come.

    No rule: nothing happens in a session that has ended, it is taken up again instead. Where the
    clock turns out to have run on for ``LEAST_GAP`` or more, that time is told like an
    interruption. Raises ``ValueError`` where there is no end.
    """
    if session.closed is None:
        raise ValueError("a session that has not ended goes on anyway")
    runs_on = fold(session.standing[:-1]).running_since is not None
    if runs_on and now - session.closed >= LEAST_GAP:
        return (Undone(now), Interrupted(now, session.closed))
    return (Undone(now),)
