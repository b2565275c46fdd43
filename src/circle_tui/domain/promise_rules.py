"""Moving the promise: the room agrees to end at another minute, and from then on is held to that.

A meeting never moves it by itself. What is promised changes by this rule, or by a plan for what
remains that says so (``replan_rules``), and either can be undone.
"""

from datetime import datetime, timedelta

from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Promised
from circle_tui.domain.rules import ENDED, Outcome, Rule
from circle_tui.domain.session import Session
from circle_tui.domain.timing import projected_end, to_the_minute

MINUTE = timedelta(minutes=1)

FURTHEST = timedelta(hours=12)
"""No meeting is promised to end later than this from now: a key that is stuck is no wish."""


def may_promise(session: Session, _now: datetime) -> Outcome:
    """Allow the promise to be moved; it leaves no fact."""
    return ENDED if session.closed else ()


def as_it_stands(session: Session, now: datetime) -> datetime:
    """Return the minute by which the meeting will be over if everybody keeps to their time."""
    ends = projected_end(session, now)
    up = ends.replace(second=0, microsecond=0)
    return within_reach(up if up == ends else up + MINUTE, now)


def within_reach(end: datetime, now: datetime) -> datetime:
    """Return the whole minute nearest to ``end`` that can be promised now."""
    first = now.replace(second=0, microsecond=0) + MINUTE
    return max(first, min(to_the_minute(end), first + FURTHEST))


def offered(session: Session, now: datetime) -> datetime:
    """Return the minute that is promised unless another one is chosen.

    Late, it is the end as it stands, which is what is promised most often; else the promise as it
    is, which nobody should move by a key too many.
    """
    return max(within_reach(session.promised_end, now), as_it_stands(session, now))


def promise_end(end: datetime) -> Rule:
    """Return the rule that promises the meeting's end at an instant."""

    def rule(session: Session, now: datetime) -> Outcome:
        if session.closed:
            return ENDED
        if to_the_minute(end) == to_the_minute(session.promised_end):
            return Refused("That is when the meeting is promised to end already.")
        if end <= now:
            return Refused("That minute is over, so nobody can promise it any more.")
        if end > now + FURTHEST + MINUTE:
            return Refused("Nobody promises an end that is more than twelve hours away.")
        return (Promised(now, end),)

    return rule
