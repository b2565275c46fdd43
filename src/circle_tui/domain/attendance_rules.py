"""The rule by which people come and go, and what accepting it would do."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from circle_tui.domain.attendance import Attendance, here
from circle_tui.domain.bounds import too_many_turns
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import AttendanceChanged
from circle_tui.domain.rules import ENDED, Outcome, Rule
from circle_tui.domain.seen import MOVED, Times, have_moved, times_of
from circle_tui.domain.session import Session, apply
from circle_tui.domain.timing import projected_end


class Arrivals(NamedTuple):
    """What accepting a change of attendance would do: the fact, and the session and its end then.

    ``came`` and ``went`` are the seats of those who come into the room and leave it, ``arrived`` of
    those who were on their way and counted in: nobody's turn changes by them.
    """

    fact: AttendanceChanged
    after: Session
    came: tuple[int, ...]
    went: tuple[int, ...]
    ends: datetime
    arrived: tuple[int, ...] = ()


def may_attend(session: Session, _now: datetime) -> Outcome:
    """Allow it to be seen and said who is here; it leaves no fact."""
    return ENDED if session.closed else ()


def arrivals(
    session: Session, now: datetime, states: Mapping[int, Attendance]
) -> Arrivals | Refused:
    """Return what people in these states (by seat) would change, or why they cannot be.

    Seats whose state would not change mean nothing, and are left out.
    """
    if session.closed:
        return ENDED
    changed = {s: state for s, state in states.items() if session.attendance.get(s) != state}
    if not changed:
        return Refused("Nobody's state has changed.")
    if not changed.keys() <= session.attendance.keys():
        return Refused("Somebody of these has no seat in this session.")
    seats = here({**session.attendance, **changed})
    if not seats:
        return Refused("Somebody has to stay. To stop for today, end the session.")
    if why := too_many_turns(session.agenda, len(seats)):
        return Refused(f"There are too many people: {why}.")
    fact = AttendanceChanged(now, tuple(sorted(changed.items())), again=True)
    after = apply(session, fact)
    return Arrivals(
        fact,
        after,
        tuple(seat for seat in seats if seat not in session.seats),
        tuple(seat for seat in session.seats if seat not in seats),
        projected_end(after, now),
        tuple(seat for seat in seats if seat in session.awaited and seat in changed),
    )


def attend(states: Mapping[int, Attendance], seen: Arrivals | None = None) -> Rule:
    """Return the rule that puts people (by their seats) into these states, all at once.

    ``seen`` is what somebody was told that it does; where that has moved by now it is refused.
    """

    def rule(session: Session, now: datetime) -> Outcome:
        found = arrivals(session, now, states)
        if isinstance(found, Refused):
            return found
        if seen is not None and have_moved(_times(seen), _times(found)):
            return MOVED
        return (found.fact,)

    return rule


def _times(found: Arrivals) -> Times:
    return times_of(found.after, found.ends)
