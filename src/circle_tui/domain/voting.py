"""What a vote on more time does to a topic and to the topics ahead of it.

Topics by vote are Lean Coffee (Jim Benson and Jeremy Lightsmith): some minutes for a topic, then a
few more if a majority wants them, then fewer. That the added time comes out of the part's total,
so that the meeting ends when it said it would, is ours: topics stay whole, those that no longer
fit go, and the last one that is left takes the rest.
"""

from collections.abc import Sequence
from dataclasses import replace

from circle_tui.domain.agenda import ClockMode
from circle_tui.domain.facts import Replanned, Voted
from circle_tui.domain.laying import replan
from circle_tui.domain.plan import Turn, TurnId
from circle_tui.domain.state import NOTHING, Session, changed

_OFTEN = {1: "once", 2: "twice"}


def carried(vote: Voted) -> bool:
    """Tell whether a majority of the votes cast is for more time; a tie is not."""
    return vote.for_ > vote.against


def extension(session: Session) -> int:
    """Return the seconds that the next vote adds to the topic that is on; 0 when none is left."""
    times = session.lengthened.get(session.current, 0)
    return next(iter(session.segment.extend[times:]), 0)


def topics_ahead(session: Session) -> tuple[Turn, ...]:
    """Return the topics of this part that nobody has had yet: their time is there to be given."""
    return tuple(
        turn
        for turn in session.turns[session.position + 1 :]
        if turn.id.segment == session.current.segment
        and session.used.get(turn.id, NOTHING) == NOTHING
    )


def gift(session: Session) -> int:
    """Return the seconds that a majority would add now: never more than the topics ahead have."""
    there = sum(session.allotted(turn) for turn in topics_ahead(session))
    return max(0, min(extension(session), there))


def laid_again(session: Session) -> tuple[tuple[TurnId, int], ...]:
    """Return every turn from the one that is on as a majority would have it, with its seconds.

    The part's own turns have in all what they had before.
    """
    ahead = topics_ahead(session)
    now = [session.allotted(turn) for turn in ahead]
    left = sum(now) - gift(session)
    whole = [min(seconds, session.segment.topic or seconds) for seconds in now]
    fit = _how_many_fit(whole, left)
    seconds = {turn.id: length for turn, length in zip(ahead[:fit], whole, strict=False)}
    rest = left - sum(seconds.values())
    topic = session.turns[session.position]
    seconds[topic.id] = session.allotted(topic) + gift(session)
    seconds[ahead[fit - 1].id if fit else topic.id] += rest
    gone = {turn.id for turn in ahead[fit:]}
    return tuple(
        (turn.id, seconds.get(turn.id, session.allotted(turn)))
        for turn in session.turns[session.position :]
        if turn.id not in gone
    )


def _how_many_fit(lengths: Sequence[int], room: int) -> int:
    """Return how many of these lengths, from the first on, have room one after the other."""
    for place, length in enumerate(lengths):
        room -= length
        if room < 0:
            return place
    return len(lengths)


def lengthen(session: Session, fact: Voted) -> Session:
    """Return the session with its topic as long as the vote has it; as it is if that was lost."""
    if not carried(fact):
        return session
    turns = laid_again(session)
    times = session.lengthened.get(session.current, 0) + 1
    session = replan(session, Replanned(fact.at, turns, session.promised_end))
    return replace(session, lengthened=changed(session.lengthened, session.current, times))


def goes_to(session: Session, fact: Voted) -> TurnId | None:
    """Return whose the floor is after a vote that was lost; ``None`` if it stays where it is."""
    following = session.turns[session.position + 1 : session.position + 2]
    return following[0].id if following and not carried(fact) else None


def takes_the_rest(session: Session, topic: Turn) -> bool:
    """Tell whether a topic is the last one ahead, and longer since it has all that is left."""
    segment = session.agenda.segments[topic.id.segment]
    if segment.clock is not ClockMode.VOTE_EXTEND:
        return False
    last = [turn for turn in session.turns if turn.id.segment == topic.id.segment][-1]
    length = segment.topic
    return topic is last and length is not None and session.allotted(topic) > length


def extended_text(session: Session, topic: TurnId) -> str:
    """Say how often votes gave a topic more time, ``extended once``; empty if they never did."""
    times = session.lengthened.get(topic, 0)
    return f"extended {_OFTEN.get(times, f'{times} times')}" if times else ""
