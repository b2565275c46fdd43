"""Whose turn it is: coming back later, two who change places, and who comes forward.

Nothing here changes how much time anybody has.
"""

from datetime import datetime

from circle_tui.domain.agenda import Order
from circle_tui.domain.cast import holders, speakers
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Reordered, Volunteered
from circle_tui.domain.laying import swapped
from circle_tui.domain.plan import EVERYBODY, IN_TURNS, TurnId
from circle_tui.domain.rules import ENDED, Outcome, Rule, whose_part
from circle_tui.domain.session import NOTHING, Session
from circle_tui.domain.sharing import STEP
from circle_tui.domain.state import of_round

NO_ORDER = Refused("Nobody is still to speak one after the other in this part.")


def still_to_speak(session: Session) -> tuple[TurnId, ...]:
    """Return the turns ahead of the round that is on; none where everybody is on at once."""
    on = session.current
    if session.segment.clock not in IN_TURNS or on.seat == EVERYBODY:
        return ()
    ahead = (turn.id for turn in session.turns[session.position + 1 :])
    return tuple(id_ for id_ in ahead if (id_.segment, id_.round) == (on.segment, on.round))


def come_back_later(session: Session, now: datetime) -> Outcome:
    """Let the person who is on come last in their round, with the time that is left to them."""
    if session.closed:
        return ENDED
    everybodys = session.current.seat == EVERYBODY
    if everybodys and not session.for_volunteers(session.current):
        why = f"This part belongs to {whose_part(session)}, so nobody can come back later."
        return Refused(why)
    if everybodys or session.segment.clock not in IN_TURNS:
        return Refused("This turn is not one person's among others, so nobody can come back later.")
    ahead = still_to_speak(session)
    if not ahead:
        return Refused("Nobody is left to speak before this person comes back.")
    return (Reordered(now, (*ahead, session.current)),)


def swap(one: TurnId, other: TurnId) -> Rule:
    """Return the rule by which two who are still to speak have each other's place."""

    def rule(session: Session, now: datetime) -> Outcome:
        if session.closed:
            return ENDED
        ahead = still_to_speak(session)
        if one == other or one not in ahead or other not in ahead:
            return Refused("Two people who are still to speak in this part can change places.")
        return (Reordered(now, swapped(session, one, other)),)

    return rule


def later_text(who: str, left: float) -> str:
    """Say who comes back later, and where so few seconds are ``left`` that it is with no time.

    ``who`` is empty where nobody is to be named: that alone is said then.
    """
    if left < STEP:
        return f"{who or 'This turn'} comes back later, with no time left."
    return f"{who} comes back later." if who else ""


def swap_text(one: str, other: str) -> str:
    """Say that two have each other's place."""
    return f"{one} and {other} change places."


def forward_text(who: str) -> str:
    """Say who has come forward for the turn that is on."""
    return f"{who} has the turn."


def may_come_forward(session: Session) -> tuple[int, ...]:
    """Return the seats of those who may take the turn that is on, if it is a volunteer's.

    In a part that whoever wants to speaks in, those who did not yet; once everybody has, everybody.
    The turn can be given to another until it is over. Whoever was not named can be, also where
    turns have gone by without a name that could have been theirs.
    """
    on, segment = session.current, session.segment
    if session.for_volunteers(on):
        held = holders(session.agenda, session.seats, session.cast)
        here = speakers(segment, session.seats, held, session.cast)
        taken = {
            seat
            for id_, seat in session.volunteers.items()
            if id_.segment == on.segment and id_ != on
        }
        return tuple(seat for seat in here if seat not in taken) or here
    if segment.order is not Order.VOLUNTEER or on.seat == EVERYBODY:
        return ()
    if segment.clock not in IN_TURNS:
        return ()
    ahead = (id_ for id_ in still_to_speak(session) if not session.used.get(id_, NOTHING))
    nobodys = (id_ for id_ in of_round(session, on) if id_ not in session.volunteers)
    seats = dict.fromkeys(id_.seat for id_ in (on, *ahead, *nobodys))
    return tuple(seat for seat in seats if seat in session.seats)


def waits_for_volunteer(session: Session) -> bool:
    """Tell whether the turn that is on is a volunteer's and nobody has come forward for it."""
    if session.current in session.volunteers:
        return False
    may = may_come_forward(session)
    return len(may) > 1 or (bool(may) and _unnamed(session))


def last_is_known(session: Session) -> bool:
    """Tell whether it follows who comes next where whoever wants to does: one person is left.

    It does not where somebody spoke and it was not said who.
    """
    waits = waits_for_volunteer(session) or _unnamed(session)
    return len(still_to_speak(session)) == 1 and not waits


def _unnamed(session: Session) -> bool:
    """Tell whether an earlier turn of the round was a volunteer's, and it was not said whose."""
    on = session.current
    return session.segment.order is Order.VOLUNTEER and any(
        (turn.id.segment, turn.id.round) == (on.segment, on.round)
        and turn.id not in session.volunteers
        for turn in session.turns[: session.position]
    )


def come_forward(seat: int) -> Rule:
    """Return the rule by which the turn that is on is that of somebody who came forward."""

    def rule(session: Session, now: datetime) -> Outcome:
        if session.closed:
            return ENDED
        if seat not in may_come_forward(session):
            return Refused("This person cannot come forward for the turn that is on.")
        if session.volunteers.get(session.current) == seat:
            return Refused("This person has the turn already.")
        return (Volunteered(now, seat),)

    return rule


def may_order(session: Session, _now: datetime) -> Outcome:
    """Allow looking at who speaks when; it leaves no fact."""
    if session.closed:
        return ENDED
    if may_come_forward(session) or len(still_to_speak(session)) > 1:
        return ()
    return NO_ORDER
