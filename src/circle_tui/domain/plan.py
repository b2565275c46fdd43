"""A plan: an agenda laid over the people who are in the room today.

People appear as seats (1 to n), never by name: who sits where is kept elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.errors import InputError

EVERYBODY = 0
"""The seat of a turn that belongs to the whole group."""

STEP = 5
"""Shares are multiples of five seconds: a share of 17:08.57 cannot be announced aloud."""


class TurnId(NamedTuple):
    """Names one turn of a session: the segment's index and the seat (0 for everybody)."""

    segment: int
    seat: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One share of a segment: whose it is and how many seconds were planned for it."""

    id: TurnId
    seconds: int


def split(total: int, people: int) -> tuple[int, ...]:
    """Share ``total`` seconds among ``people`` so that the parts sum exactly to the total.

    Largest-remainder rounding to five seconds; equal claims go to the earlier seats, and what is
    left of a total that is no multiple of five goes to the first. 7,200 s for seven people is five
    shares of 1,030 s and two of 1,025 s.
    """
    units, loose = divmod(total, STEP)
    base, longer = divmod(units, people)
    shares = [STEP * (base + (1 if seat < longer else 0)) for seat in range(people)]
    shares[0] += loose
    return tuple(shares)


def turns_of(index: int, segment: Segment, seats: Sequence[int]) -> tuple[Turn, ...]:
    """Return the turns of one segment for the seats present, in speaking order."""
    match segment.clock:
        case ClockMode.GROUP:
            return (Turn(TurnId(index, EVERYBODY), segment.seconds),)
        case ClockMode.EACH:
            return tuple(Turn(TurnId(index, seat), segment.seconds) for seat in seats)
        case ClockMode.DIVIDE:
            shares = split(segment.seconds, len(seats))
            return tuple(
                Turn(TurnId(index, seat), share) for seat, share in zip(seats, shares, strict=True)
            )


def plan(agenda: Agenda, seats: Sequence[int]) -> tuple[Turn, ...]:
    """Lay ``agenda`` over the seats present: every turn of the meeting, in order.

    Raises ``InputError`` when nobody is present or the agenda has no segment.
    """
    if not seats:
        raise InputError("Nobody is marked as present. Mark at least one person, then start.")
    if not agenda.segments:
        raise InputError("This agenda has no segment, so there is nothing to run.")
    return tuple(
        turn
        for index, segment in enumerate(agenda.segments)
        for turn in turns_of(index, segment, seats)
    )


def planned_seconds(turns: Sequence[Turn]) -> int:
    """Return how long the turns take when everybody is on time."""
    return sum(turn.seconds for turn in turns)


def shares(agenda: Agenda, seats: Sequence[int]) -> tuple[tuple[str, int], ...]:
    """Return the title and one person's seconds of every segment that is taken in turns."""
    return tuple(
        (segment.title, turns_of(index, segment, seats)[-1].seconds)
        for index, segment in enumerate(agenda.segments)
        if segment.clock is not ClockMode.GROUP
    )


def fit_text(agenda: Agenda, seats: Sequence[int]) -> str:
    """Say how long the agenda takes for the people present, and whether its promise holds.

    For example ``130 min for 8, fits`` or ``107 min for 12, 7 min over the promised 100``.
    """
    minutes = -(-planned_seconds(plan(agenda, seats)) // 60)
    told = f"{minutes} min for {len(seats)}"
    if agenda.minutes is None:
        return told
    if minutes > agenda.minutes:
        return f"{told}, {minutes - agenda.minutes} min over the promised {agenda.minutes}"
    return f"{told}, fits"
