"""A plan: an agenda laid over the people who are in the room today.

People appear as seats (1 to n), never by name: who sits where is kept elsewhere. Whatever a
segment's clock, its plan is turns, so a running session knows nothing of clock modes.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from circle_tui.domain.agenda import Agenda, ClockMode, EachInGroup, Segment
from circle_tui.domain.bids import settle_bids
from circle_tui.domain.bounds import MOST_TOPICS, refuse_too_many_turns
from circle_tui.domain.cast import NOTHING_SETTLED, Cast, holders, roles_in, speakers
from circle_tui.domain.errors import InputError
from circle_tui.domain.groups import Grouping, at_work, blocks, fours, pairs, trios
from circle_tui.domain.lengths import Said, figure_text, filled, span_text, wishes
from circle_tui.domain.sharing import split
from circle_tui.domain.values import value

EVERYBODY = 0
"""The seat of a turn that belongs to the whole group."""

IN_TURNS = frozenset({ClockMode.EACH, ClockMode.DIVIDE, ClockMode.BID})
"""The clocks by which people speak one after the other."""

_NO_ROLES: Mapping[str, int] = MappingProxyType({})


class TurnId(NamedTuple):
    """Names one turn of a session: the segment's index, the seat (0 for everybody), the round.

    Rounds count from 1 within a segment.
    """

    segment: int
    seat: int
    round: int = 1


@value
class Turn:
    """One share of a segment: whose it is and how many seconds were planned for it.

    ``groups`` tells who is with whom while everybody is in pairs or trios.
    """

    id: TurnId
    seconds: int
    groups: Grouping = ()


def turns_of(
    index: int,
    segment: Segment,
    seats: Sequence[int],
    cast: Cast = NOTHING_SETTLED,
    held: Mapping[str, int] = _NO_ROLES,
    before: Grouping = (),
) -> tuple[Turn, ...]:
    """Return the turns of one segment for the seats present, in speaking order.

    ``held`` tells who holds which role, ``before`` who was with whom in the last turn before.
    There is always at least one turn.
    """
    rounds = range(1, segment.rounds + 1)
    here = speakers(segment, seats, held, cast)
    match segment.clock:
        case ClockMode.GROUP:
            return _of_everybody(index, (segment.seconds,) * segment.rounds)
        case ClockMode.VOTE_EXTEND:
            return _of_everybody(index, _topics(segment))
        case ClockMode.PAIRS:
            return _in_groups(index, segment, pairs(seats, segment.rounds))
        case ClockMode.TRIOS:
            return _in_groups(index, segment, _rounds_of(segment, trios(seats)))
        case ClockMode.FOURS:
            return _in_groups(index, segment, (fours(seats, before),) * segment.rounds)
        case ClockMode.ONE:
            speaker = held.get(roles_in(segment)[0], seats[0])
            return (Turn(TurnId(index, speaker), segment.seconds),)
        case ClockMode.EACH:
            return tuple(
                Turn(TurnId(index, seat, number), segment.seconds)
                for number in rounds
                for seat in here
            )
        case ClockMode.DIVIDE:
            return _of_persons(index, _divided(segment, here))
        case ClockMode.BID:
            return _of_persons(index, _bid(segment, here, cast) or _divided(segment, here))


def _of_everybody(index: int, parts: Sequence[int]) -> tuple[Turn, ...]:
    return tuple(
        Turn(TurnId(index, EVERYBODY, number), seconds)
        for number, seconds in enumerate(parts, start=1)
    )


def _in_groups(index: int, segment: Segment, rounds: Sequence[Grouping]) -> tuple[Turn, ...]:
    return tuple(
        Turn(TurnId(index, EVERYBODY, number), segment.seconds, groups)
        for number, groups in enumerate(rounds, start=1)
    )


def _rounds_of(segment: Segment, groups: Grouping) -> tuple[Grouping, ...]:
    """Return who is at work in each round of a segment whose groups stay the same."""
    if segment.each_in_group is EachInGroup.NO:
        return (groups,) * segment.rounds
    return at_work(groups)


def _of_persons(index: int, shares: Mapping[int, int]) -> tuple[Turn, ...]:
    return tuple(Turn(TurnId(index, seat), seconds) for seat, seconds in shares.items())


def _topics(segment: Segment) -> tuple[int, ...]:
    """Return the time of each topic when none is lengthened; the last one takes what is left."""
    topic = segment.topic or segment.seconds
    count = max(1, min(MOST_TOPICS, segment.seconds // topic))
    return (*(topic,) * (count - 1), segment.seconds - topic * (count - 1))


def _divided(segment: Segment, here: Sequence[int]) -> dict[int, int]:
    return dict(zip(here, split(segment.seconds, len(here)), strict=True))


def _bid(segment: Segment, here: Sequence[int], cast: Cast) -> dict[int, int]:
    """Return what each bid comes to, in the order of the bids; empty while there is none.

    Who asks for nothing has no turn.
    """
    bids = wishes(here, cast)
    if not bids:
        return {}
    settled = settle_bids(bids, segment.seconds, segment.least or 0)
    return {bid.seat: bid.granted for bid in settled}


def plan(agenda: Agenda, seats: Sequence[int], cast: Cast = NOTHING_SETTLED) -> tuple[Turn, ...]:
    """Lay ``agenda`` over the seats present: every turn of the meeting, in order.

    What is left of the agenda's promised ``minutes`` goes to the parts that absorb.

    Raises ``InputError`` when nobody is present, or the agenda has no segment or more turns for so
    many than can be run.
    """
    if not seats:
        raise InputError("Nobody is marked as present. Mark at least one person, then start.")
    if not agenda.segments:
        raise InputError("This agenda has no segment, so there is nothing to run.")
    refuse_too_many_turns(agenda, len(seats))
    return laid(filled(agenda, seats, cast), seats, cast)


def laid(agenda: Agenda, seats: Sequence[int], cast: Cast) -> tuple[Turn, ...]:
    """Lay an agenda over seats as it is, with its time to spare handed out before.

    A session's agenda is such a one: who comes or goes later does not hand it out again.
    """
    held = holders(agenda, seats, cast)
    turns: list[Turn] = []
    for index, segment in enumerate(agenda.segments):
        before = turns[-1].groups if turns else ()
        turns += turns_of(index, segment, seats, cast, held, before)
    return in_order(agenda, turns)


def in_order(agenda: Agenda, turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """Return turns in the order of their parts and rounds; those of one round stay as they are.

    Parts of a block take turns, one person after the other.
    """
    begins = blocks(agenda.segments)
    return tuple(sorted(turns, key=lambda t: (begins[t.id.segment], t.id.round, t.id.segment)))


def by_segment(agenda: Agenda, turns: Sequence[Turn]) -> tuple[tuple[Turn, ...], ...]:
    """Return the turns of each segment."""
    parts: list[list[Turn]] = [[] for _ in agenda.segments]
    for turn in turns:
        parts[turn.id.segment].append(turn)
    return tuple(map(tuple, parts))


def planned_seconds(turns: Sequence[Turn]) -> int:
    """Return how long the turns take when everybody is on time."""
    return sum(turn.seconds for turn in turns)


def shares(agenda: Agenda, turns: Sequence[Turn], said: Said = figure_text) -> tuple[str, ...]:
    """Say what each person has in every segment that is taken in turns, as it was divided.

    Such as ``Turns 17:05 to 17:10 each``: where it does not come out even, some have a bit more.
    """
    return tuple(
        f"{segment.title} {span_text([turn.seconds for turn in own], said)} each"
        for segment, own in zip(agenda.segments, by_segment(agenda, turns), strict=True)
        if segment.clock in IN_TURNS
    )
