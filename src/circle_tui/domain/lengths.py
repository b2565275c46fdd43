"""How long an agenda takes for so many people, without laying out a single turn.

It says the same as summing a plan (a law of the tests), at a cost that does not grow with how many
people, rounds or segments somebody wrote down: what checking a file of unknown origin needs.

A part that absorbs takes what is left of the promised minutes, up to its ``most``: that is its
author's word, and so it is done by itself. When time is short it is the first to give, but as a
choice, since nothing is ever shortened by itself (``fit``).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import add

from circle_tui.domain.agenda import IN_GROUPS, Agenda, ClockMode, Segment
from circle_tui.domain.cast import NOTHING_SETTLED, Cast, holders, speakers
from circle_tui.domain.groups import rounds_in
from circle_tui.domain.sharing import STEP, apportion_within

Said = Callable[[int], str]
"""How a length in seconds is told: in figures, or in words that can be heard."""

_STATED_TURNS = IN_GROUPS | {ClockMode.EACH}
"""Clocks whose author states one turn's or one round's time, which no slack may stretch."""


def agenda_seconds(agenda: Agenda, people: int) -> int:
    """Return the seconds an agenda takes with so many people, when nothing else is settled."""
    return sum(part_seconds(agenda, people))


def part_seconds(agenda: Agenda, people: int) -> tuple[int, ...]:
    """Return the seconds of each segment with so many people, when nothing else is settled."""
    return lengths_of(agenda, range(1, people + 1))


def lengths_of(
    agenda: Agenda, seats: Sequence[int], cast: Cast = NOTHING_SETTLED
) -> tuple[int, ...]:
    """Return the seconds of each segment for the seats present, slack handed out."""
    written, gains = _lengths_and_gains(agenda, seats, cast)
    return tuple(length + gain for length, gain in zip(written, gains, strict=True))


def filled(agenda: Agenda, seats: Sequence[int], cast: Cast = NOTHING_SETTLED) -> Agenda:
    """Return the agenda with its slack handed out to the parts that absorb, if there is any.

    By weight where there are several, none above its ``most``. Doing it twice changes nothing.
    """
    written, gains = _lengths_and_gains(agenda, seats, cast)
    if not any(gains):
        return agenda
    parts = zip(agenda.segments, written, gains, strict=True)
    grown = tuple(
        replace(segment, seconds=length + gain) if gain else segment
        for segment, length, gain in parts
    )
    return replace(agenda, segments=grown)


def takes_slack(segment: Segment) -> bool:
    """Return whether a segment absorbs: it says so, and one figure is the whole of it."""
    whole = segment.clock not in _STATED_TURNS and segment.rounds == 1
    return segment.absorb and whole and not segment.protected


def wishes(here: Sequence[int], cast: Cast) -> tuple[tuple[int, int], ...]:
    """Return the bids (seat and seconds) of those who have a turn and ask for some time."""
    return tuple((seat, seconds) for seat, seconds in cast.bids if seat in here and seconds > 0)


def _lengths_and_gains(
    agenda: Agenda, seats: Sequence[int], cast: Cast
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return each segment's seconds as written, and what it takes of the slack."""
    held = holders(agenda, seats, cast)
    promised = (agenda.minutes or 0) * 60
    written: list[int] = []
    rooms: list[int] = []
    steps: list[int] = []
    for segment in agenda.segments:
        here = speakers(segment, seats, held, cast)
        speaking = len(seats if segment.clock in IN_GROUPS else here)
        length, step = segment_seconds(segment, speaking), 1
        most = promised if segment.most is None else segment.most
        asked = sum(-(-seconds // STEP) * STEP for _, seconds in wishes(here, cast))
        if segment.clock is ClockMode.BID and asked:
            length, most, step = min(asked, length // STEP * STEP), min(most, asked), STEP
        written.append(length)
        rooms.append(max(0, most - length) // step * step if takes_slack(segment) else 0)
        steps.append(step)
    weights = [segment.weight for segment in agenda.segments]
    shares = apportion_within(promised - sum(written), weights, rooms)
    gains = [share // step * step for share, step in zip(shares, steps, strict=True)]
    # Bids take whole steps only; what they leave of one goes to the other parts.
    left = [
        room - gain if step == 1 else 0
        for room, gain, step in zip(rooms, gains, steps, strict=True)
    ]
    rest = apportion_within(sum(shares) - sum(gains), weights, left)
    return tuple(written), tuple(map(add, gains, rest))


def segment_seconds(segment: Segment, speaking: int) -> int:
    """Return the seconds of a segment, as written, in which so many people have a turn."""
    match segment.clock:
        case ClockMode.EACH:
            return segment.seconds * segment.rounds * speaking
        case ClockMode.TRIOS:
            return segment.seconds * rounds_in(segment, speaking)
        case ClockMode.PAIRS | ClockMode.FOURS | ClockMode.GROUP:
            return segment.seconds * segment.rounds
    return segment.seconds


def minutes_text(seconds: int) -> str:
    """Return ``20 min``, or ``17:05`` when the minutes are not whole (``1:53:40`` past an hour)."""
    return figure_text(seconds) if seconds % 60 else f"{seconds // 60} min"


def from_to_text(before: int, after: int) -> str:
    """Return ``from 30 to 20 min``, or ``from 25:45 to 20:00`` when not both are whole minutes."""
    if before % 60 or after % 60:
        return f"from {figure_text(before)} to {figure_text(after)}"
    return f"from {before // 60} to {minutes_text(after)}"


def figure_text(seconds: int) -> str:
    """Return ``17:05``, from an hour on ``1:17:05``: the figures of every clock and table."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def span_text(seconds: Sequence[int], said: Said = figure_text) -> str:
    """Return what each of several lengths is: ``17:05``, or ``17:05 to 17:10``."""
    least, most = said(min(seconds)), said(max(seconds))
    return least if least == most else f"{least} to {most}"
