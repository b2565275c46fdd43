"""How many turns a meeting may have: a bound on what a file of unknown origin can ask for.

A hundred segments of twelve rounds for 99 people are 118,800 turns, which no room can take and no
screen should have to hold.
"""

from circle_tui.domain.agenda import Agenda, ClockMode, EachInGroup, Segment
from circle_tui.domain.errors import InputError

MOST_TURNS = 1_000
"""The longest of the shipped agendas has 52, for the largest circle that it is meant for."""

MOST_TOPICS = 50
"""Topics within one segment; more than any meeting gets through."""

_LARGEST_TRIO = 5
"""People in the largest group of a segment in threes (``groups.trios``)."""


def turns_in(segment: Segment, people: int) -> int:
    """Return how many turns a segment has at most with so many people.

    Roles and bids only ever take turns away, so that a running session cannot outgrow what held
    when it began. Fewer people never have more.
    """
    match segment.clock:
        case ClockMode.ONE:
            return 1
        case ClockMode.DIVIDE | ClockMode.BID:
            return people
        case ClockMode.EACH:
            return people * segment.rounds
        case ClockMode.VOTE_EXTEND:
            topics = segment.seconds // (segment.topic or segment.seconds)
            return MOST_TOPICS if segment.absorb else max(1, min(MOST_TOPICS, topics))
        case ClockMode.TRIOS if segment.each_in_group is not EachInGroup.NO:
            return min(people, _LARGEST_TRIO)
    return segment.rounds


def too_many_turns(agenda: Agenda, people: int) -> str:
    """Return why so many people are too many for an agenda, "" if they are not."""
    turns = sum(turns_in(segment, people) for segment in agenda.segments)
    if turns <= MOST_TURNS:
        return ""
    return (
        f"with {people} people this agenda has {turns:,} turns, "
        f"and a meeting can have {MOST_TURNS:,} at most"
    )


def refuse_too_many_turns(agenda: Agenda, people: int) -> None:
    """Raise ``InputError`` when an agenda has more turns with so many people than can be run."""
    if why := too_many_turns(agenda, people):
        raise InputError(
            f"{why[0].upper()}{why[1:]}. Choose another agenda, or take out some of its rounds."
        )
