"""Votes on more time for a topic: when one may be held, and the rule that its counts decide."""

from datetime import datetime

from circle_tui.domain.agenda import ClockMode
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Voted
from circle_tui.domain.lengths import minutes_text
from circle_tui.domain.rules import ENDED, Outcome, Rule
from circle_tui.domain.session import Session
from circle_tui.domain.timing import Tone, clock_text, tone
from circle_tui.domain.voting import carried, extension, gift, laid_again, topics_ahead
from circle_tui.domain.who import stopped

ANSWERS = ("yes", "no")
"""What is counted, in the order in which it is typed."""


def may_vote(session: Session, _now: datetime) -> Outcome:
    """Allow a vote on more time for the topic that is on; it leaves no fact."""
    if session.closed:
        return ENDED
    if session.segment.clock is not ClockMode.VOTE_EXTEND:
        return Refused(f"No topics to vote on here{_where(session)}.")
    if not session.segment.extend:
        return Refused("This agenda names no time that a vote could add.")
    return ()


def _where(session: Session) -> str:
    """Say in which part hands are counted for more time, in the words of a small window."""
    segments = session.agenda.segments
    titles = [s.title for s in segments if s.clock is ClockMode.VOTE_EXTEND and s.extend]
    return f'; they are in "{titles[0]}"' if titles else ", nor in another part"


def no_more_time(session: Session) -> str:
    """Say why a vote could not lengthen the topic that is on; empty if it could."""
    if gift(session):
        return ""
    if not extension(session):
        return "It was extended as often as it can be."
    return "No time of this part is left to extend it with."


def vote(for_: int, against: int) -> Rule:
    """Return the rule that a vote decides, by how many were for more time and how many against.

    A majority of the votes cast lengthens the topic. Without one the floor goes on to the next.
    """

    def rule(session: Session, now: datetime) -> Outcome:
        refused = may_vote(session, now)
        if isinstance(refused, Refused):
            return refused
        if min(for_, against) < 0 or not 0 < for_ + against <= len(session.seats):
            return Refused("That is no vote by the people who are here.")
        fact = Voted(now, for_, against)
        why = no_more_time(session) if carried(fact) else ""
        return Refused(why) if why else (fact,)

    return rule


def stands_text(session: Session, following: str) -> str:
    """Say what a majority would add, what is next without one, and what is ahead in the part."""
    ahead = topics_ahead(session)
    topics = f"{len(ahead)} topic{'' if len(ahead) == 1 else 's'}"
    there = clock_text(sum(session.allotted(turn) for turn in ahead))
    more = minutes_text(gift(session))
    adds = stopped(f"A majority adds {more}, else on to {following}")
    return f"{adds} Ahead in this part: {topics} in {there}."


def vote_means(session: Session, for_: int, against: int, following: str) -> str:
    """Say what so many votes come to; ``following`` is what is next."""
    told = f"{for_} for, {against} against:"
    if for_ <= against:
        return stopped(f"{told} no majority, on to {following}")
    here = session.turns[session.position]
    again = dict(laid_again(session))
    more = minutes_text(again[here.id] - session.allotted(here))
    left = sum(turn.id in again for turn in topics_ahead(session))
    return f"{told} {more} more, then {left or 'no'} topic{'' if left == 1 else 's'} ahead."


def vote_due_text(session: Session, now: datetime) -> str:
    """Say that a topic's time is nearly up and what a vote could add, ``Vote on 2 min more?``.

    Empty while there is time, and where a vote could add nothing.
    """
    refused = isinstance(may_vote(session, now), Refused)
    if refused or tone(session, now) is Tone.CALM or not gift(session):
        return ""
    return f"Vote on {minutes_text(gift(session))} more?"


def votes_text(session: Session) -> str:
    """Say how many votes each person has in the part that is on; empty where that is not said."""
    votes = session.segment.votes
    return "" if votes is None else f"Each has {votes} vote{'' if votes == 1 else 's'}."
