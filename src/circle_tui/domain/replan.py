"""Re-planning: what remains of a running session, made to end when it was promised.

The adaptive timer of OnlyT is where this comes from, with what its users asked for: parts that must
end at a wall time, one part that takes it all, floors, and times that are seen before they hold.
Nothing here changes anything; whoever speaks keeps the time they have. What was saved is given back
by ``replan_growth``.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from circle_tui.domain.agenda import ClockMode
from circle_tui.domain.bid_pots import first_pot
from circle_tui.domain.bids import settle_bids
from circle_tui.domain.facts import Began
from circle_tui.domain.floors import floor_of
from circle_tui.domain.giving import Part, cuts
from circle_tui.domain.lengths import lengths_of, takes_slack
from circle_tui.domain.plan import EVERYBODY, Turn, TurnId, by_segment, planned_seconds
from circle_tui.domain.session import Session, used_by
from circle_tui.domain.sharing import STEP
from circle_tui.domain.timing import BEHIND

SAVED = 60
"""Time that was saved can be given back from a minute on: an end is promised to the minute."""

MISSED = timedelta(hours=6)
"""A wall time so long before the meeting began is meant for it, and not for the day after."""

NOTICE = 60
"""A talk that is on is never cut down to less than so many seconds from now (our own figure)."""


class Limit(NamedTuple):
    """When something must be over: the meeting, or a part (by its index).

    ``turns`` is how many of the turns that remain come before, ``late`` by how many seconds it
    would be over too late (negative: too early).
    """

    turns: int
    at: datetime
    late: float
    segment: int | None = None


def remaining(session: Session) -> tuple[Turn, ...]:
    """Return the turn that is on and those ahead, each with the seconds it has now."""
    turns = session.turns[session.position :]
    return tuple(replace(turn, seconds=session.allotted(turn)) for turn in turns)


def limits(session: Session, now: datetime, zone: tzinfo | None = None) -> tuple[Limit, ...]:
    """Return what must be over when, the promised end last.

    A part's ``ends_at`` is wall time in ``zone`` (``None``: the computer's own). One up to six
    hours before the meeting began was missed; any other lies ahead of it.
    """
    ends: list[datetime] = []
    last: dict[int, int] = {}
    end = now
    for place, turn in enumerate(remaining(session)):
        end += timedelta(seconds=_left(session, turn, now))
        ends.append(end)
        last[turn.id.segment] = place
    found = []
    for index, place in last.items():
        wall = session.agenda.segments[index].ends_at
        if wall is not None:
            at = _instant(wall, session.began, zone)
            found.append(Limit(place + 1, at, (ends[place] - at).total_seconds(), index))
    late = (end - session.promised_end).total_seconds()
    return (*sorted(found), Limit(len(ends), session.promised_end, late))


def aims(
    session: Session, now: datetime, zone: tzinfo | None = None, kept: Collection[int] = ()
) -> tuple[Limit, ...]:
    """Return those limits for which what remains can be planned, the promised end last.

    A wall time that is out of reach even with every part before it at its floor is none of them:
    whatever is shortened for it would be lost, and the promise may well be kept. Segments that are
    ``kept`` (by index) give nothing.
    """
    *walls, end = limits(session, now, zone)
    if all(wall.late < STEP for wall in walls):
        return (*walls, end)
    rooms = rooms_of(session, now, kept)
    near = (wall for wall in walls if wall.late < STEP or _need(wall) <= sum(rooms[: wall.turns]))
    return (*near, end)


def _need(limit: Limit) -> int:
    """Return the whole steps that must be saved before a limit."""
    return int(-(-limit.late // STEP)) * STEP


def _left(session: Session, turn: Turn, now: datetime) -> float:
    return max(0.0, turn.seconds - used_by(session, turn.id, now).total_seconds())


def _instant(wall: time, began: datetime, zone: tzinfo | None) -> datetime:
    """Return when a wall time is, which must not depend on how late a part has become."""
    first = (began - MISSED).astimezone(zone)
    at = datetime.combine(first.date(), wall, first.tzinfo)
    return (at if at >= first else at + timedelta(days=1)).astimezone(UTC)


def behind(session: Session, now: datetime, zone: tzinfo | None = None) -> Limit | None:
    """Return what would be over too late, by most, so that what remains should be planned again.

    ``None`` where nothing would, or no new plan could help: a wall time is out of reach, or the
    last turn has nothing to give. A few seconds are not too late.
    """
    if session.closed:
        return None
    late = [limit for limit in aims(session, now, zone) if limit.late > BEHIND]
    last = session.position == len(session.turns) - 1
    if not late or (last and not any(rooms_of(session, now))):
        return None
    return max(reversed(late), key=lambda limit: limit.late)


def overlong(session: Session) -> timedelta:
    """Return by how much the plan that the meeting began with was too long for its agenda.

    Nothing of it is left where the end was moved by as much. Who came later is no matter of the
    plan: it is what made the meeting late.
    """
    minutes, began = session.agenda.minutes, session.standing[0]
    if minutes is None or not isinstance(began, Began):
        return timedelta(0)
    planned = timedelta(seconds=sum(lengths_of(began.agenda, began.seats, began.cast)))
    promised = session.promised_end - session.began
    return max(timedelta(0), planned - max(timedelta(minutes=minutes), promised))


def floors(session: Session) -> dict[TurnId, int]:
    """Return the seconds below which no turn may be shortened: its share of its part's floor.

    They come from the plan that the meeting began with, so that planning again and again stops at
    the same floor. Each bid has its own; without one it is half of what was asked for, as far as
    the plan had it, and not of the less that the promise left of it.
    """
    planned = [replace(turn, seconds=session.planned(turn)) for turn in session.turns]
    found: dict[TurnId, int] = {}
    parts = by_segment(session.agenda, planned)
    for index, (segment, turns) in enumerate(zip(session.agenda.segments, parts, strict=True)):
        whole, floor = planned_seconds(turns), floor_of(segment, turns)
        if index in session.shared and segment.least is None:
            asked = settle_bids(session.shared[index], first_pot(session, index))
            floor = min(whole, max(floor, -(-sum(bid.granted for bid in asked) // 2)))
        own = segment.clock is ClockMode.BID and not segment.protected
        for turn in turns:
            if own and segment.least is not None:
                found[turn.id] = min(turn.seconds, segment.least)
            else:
                found[turn.id] = -(-turn.seconds * floor // max(1, whole))
    return found


def may_change(session: Session, turn: Turn) -> bool:
    """Tell whether a turn can be planned again: it is ahead, or everybody's talk that is on."""
    return turn.id != session.current or (turn.id.seat == EVERYBODY and not turn.groups)


def rooms_of(session: Session, now: datetime, kept: Collection[int] = ()) -> list[int]:
    """Return how many seconds each turn that remains may give, in whole steps.

    Those of the segments that are ``kept`` (by index) give nothing.
    """
    rooms, least = [], floors(session)
    for turn in remaining(session):
        used = -(-used_by(session, turn.id, now) // timedelta(seconds=1))
        if turn.id == session.current:
            used += NOTICE
        floor = max(least[turn.id], used)
        gives = may_change(session, turn) and turn.id.segment not in kept
        room = max(0, turn.seconds - floor) if gives else 0
        rooms.append(room // STEP * STEP)
    return rooms


def shortened(
    session: Session,
    now: datetime,
    must: Sequence[Limit],
    kept: Collection[int] = (),
    *,
    at_all: bool = False,
) -> tuple[int, ...] | None:
    """Return the seconds of each turn that remains so that nothing is over too late.

    Parts that absorb give first, the others in proportion, and the less the heavier they are; who
    asked for time gives of what is above their floor. What is given sums to what is needed, rounded
    up to five seconds. Segments that are ``kept`` give nothing. ``None`` when the floors do not let
    it be; ``at_all`` takes what they do let.
    """
    turns = remaining(session)
    rooms = rooms_of(session, now, kept)
    segments = session.agenda.segments
    claims = _claims(session, turns)
    given = [0] * len(turns)
    for limit in must:
        if limit.late < STEP:
            continue
        need = _need(limit) - sum(given[: limit.turns])
        parts = []
        for place, turn in enumerate(turns[: limit.turns]):
            part = segments[turn.id.segment]
            seconds, room = claims[place] - given[place], rooms[place] - given[place]
            parts.append(Part(max(1, seconds), room, STEP, part.weight, takes_slack(part)))
        if at_all:
            need = min(need, sum(part.room for part in parts))
        more = cuts(need, parts)
        if more is None:
            return None
        for place, seconds in enumerate(more):
            given[place] += seconds
    return tuple(turn.seconds - less for turn, less in zip(turns, given, strict=True))


def _claims(session: Session, turns: Sequence[Turn]) -> list[int]:
    """Return what each turn gives by: its seconds; but where people asked, what is above its floor.

    So a part gives as much as any, and those in it as the bids that made it are cut: nobody's floor
    first, and what they asked above it by the same part.
    """
    least = floors(session)
    whole: dict[int, int] = {}
    above: dict[int, int] = {}
    for turn in filter(lambda turn: may_change(session, turn), turns):
        index = turn.id.segment
        if index in session.shared and session.agenda.segments[index].least is not None:
            whole[index] = whole.get(index, 0) + turn.seconds
            above[index] = above.get(index, 0) + max(0, turn.seconds - least[turn.id])
    return [
        max(0, turn.seconds - least[turn.id]) * whole[turn.id.segment] // above[turn.id.segment]
        if above.get(turn.id.segment)
        else turn.seconds
        for turn in turns
    ]
