"""Moving the promise: the room agrees to end at another minute, and from then on is held to that.

A meeting never moves it by itself. What is promised changes by this rule, or by a plan for what
remains that says so (``replan_rules``), and either can be undone.
"""

from datetime import datetime, timedelta, tzinfo

from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Promised
from circle_tui.domain.promise import shown
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
    """Return the end that comes if everybody keeps to their time, to the second.

    Shown it is the minute in which the meeting ends as shown, and nobody is behind it by the
    seconds of a minute. In overtime, where nothing is left to come, it is the next minute.
    """
    ends = projected_end(session, now)
    return min(ends, _first(now) + FURTHEST) if ends > now else _first(now)


def within_reach(end: datetime, now: datetime) -> datetime:
    """Return the whole minute nearest to ``end`` that can be promised now."""
    return max(_first(now), min(to_the_minute(end), _first(now) + FURTHEST))


def _first(now: datetime) -> datetime:
    """Return the next minute: the first that can be promised."""
    return now.replace(second=0, microsecond=0) + MINUTE


def promised_text(end: datetime, zone: tzinfo | None) -> str:
    """Say which end is promised from now on."""
    return f"Promised now: {shown(end, zone)}."


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
