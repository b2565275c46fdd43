"""Planning what remains again: whether there is anything to do, and the rule that takes one way.

Everybody sees the times before they hold; accepting one way is one fact, and can be undone.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.choices import Way
from circle_tui.domain.errors import Refused
from circle_tui.domain.promise import shown
from circle_tui.domain.replan import SAVED, Limit, aims, limits, remaining
from circle_tui.domain.replan_base import BEYOND, Midway, Replan
from circle_tui.domain.replan_growth import lengthened
from circle_tui.domain.replan_ways import SHORTEN, ways
from circle_tui.domain.rules import ENDED, Outcome, Rule
from circle_tui.domain.seen import MOVED, Times, have_moved
from circle_tui.domain.session import Session
from circle_tui.domain.sharing import STEP
from circle_tui.domain.timing import apart_text, projected_end

ON_TIME = Refused("The meeting is on time, so there is nothing to plan again.")

NOTHING_TAKES_IT = Refused("No part that remains takes the time that was saved.")

LENGTHEN = "lengthen"


class Replans(NamedTuple):
    """The ways there are, the mildest first, and ``said``: how things stand, in a sentence.

    ``brief`` is the same in a few words, for a window with one line for it.
    """

    said: str
    ways: tuple[Replan, ...]
    brief: str


def may_replan(session: Session, now: datetime) -> Outcome:
    """Allow what remains to be planned again; it leaves no fact.

    Where a part must end at a wall time only ``replans`` knows whether there is anything to do.
    """
    if session.closed:
        return ENDED
    ahead = {turn.id.segment for turn in session.turns[session.position :]}
    if any(session.agenda.segments[index].ends_at for index in ahead):
        return ()
    late = (projected_end(session, now) - session.promised_end).total_seconds()
    if late >= STEP:
        return ()
    if late > -SAVED:
        return ON_TIME
    return () if _given_back(session, now, limits(session, now)) else NOTHING_TAKES_IT


def replans(
    session: Session, now: datetime, zone: tzinfo | None = None, script: Agenda | None = None
) -> Replans | Refused:
    """Return the ways to plan what remains again, or why there is none.

    ``zone`` is where the room is, ``script`` the agenda in whose words to tell them.
    """
    if session.closed:
        return ENDED
    must = limits(session, now, zone)
    midway = Midway(session, now, zone, script or session.agenda)
    late = [limit for limit in must if limit.late >= STEP]
    found = ways(midway) if late else ()
    missed = _said(midway, late, fits=any(way.pick == SHORTEN for way in found)) if late else ""
    if found:
        return Replans(missed, found, _in_brief(midway, late))
    saved = -must[-1].late
    given = _given_back(session, now, must) if saved >= SAVED else {}
    if late and not given:
        return Refused(missed)
    if not given:
        return ON_TIME if saved < SAVED else NOTHING_TAKES_IT
    grown = tuple(
        midway.way(pick, Way.LENGTHEN, midway.fact(session, seconds))
        for pick, seconds in given.items()
    )
    told = apart_text(projected_end(session, now), session.promised_end)
    said = f"{told} {'was' if told.startswith('1 ') else 'were'} saved."
    return Replans(f"{missed} {said}".lstrip(), grown, said)


def _given_back(
    session: Session, now: datetime, must: Sequence[Limit]
) -> dict[str, tuple[int, ...]]:
    """Return the seconds of each turn when saved time is given back, by the pick of the way.

    What goes beyond the agenda's times is a way of its own, and only where it takes a minute.
    """
    has = tuple(turn.seconds for turn in remaining(session))
    back, all_ = (lengthened(session, now, must, beyond=beyond) for beyond in (False, True))
    found = {} if back == has else {LENGTHEN: back}
    if all_ != back and (not found or sum(all_) - sum(back) >= SAVED):
        found[BEYOND] = all_
    return found


def replan(seen: Replan, zone: tzinfo | None = None) -> Rule:
    """Return the rule by which a way holds just as it was seen, unless its times have moved."""

    def rule(session: Session, now: datetime) -> Outcome:
        found = replans(session, now, zone)
        if isinstance(found, Refused):
            return found
        way = next((way for way in found.ways if way.pick == seen.pick), None)
        if way is None:
            return Refused("What remains cannot be planned in that way any more.")
        midway = Midway(session, now, zone, session.agenda)
        before = Times(dict(seen.fact.turns), seen.ends)
        after = Times(*midway.again(way, seen.fact.promised_end))
        return MOVED if have_moved(before, after) else (replace(seen.fact, at=now),)

    return rule


def replanned_text(way: Replan, zone: tzinfo | None) -> str:
    """Say which way was taken, as what was done, and when the meeting ends now."""
    return f"{way.done}: ends {shown(way.ends, zone)}."


def _in_brief(midway: Midway, late: Sequence[Limit]) -> str:
    """Say by how much what would end too late: ``14 min late, promised 22:54``."""
    told = []
    for limit in late:
        apart = apart_text(limit.at + timedelta(seconds=limit.late), limit.at)
        whole = limit.segment is None
        what = "" if limit.segment is None else f"{midway.name(limit.segment)} "
        at = f"promised {shown(limit.at, midway.zone)}" if whole else shown(limit.at, midway.zone)
        told.append(f"{what}{apart} late, {at}")
    return "; ".join(told)


def _said(midway: Midway, late: Sequence[Limit], *, fits: bool) -> str:
    """Say what would end too late, and what of it the floors do not let end in time."""
    told, lost = [], []
    within = aims(midway.session, midway.now, midway.zone)
    for limit in late:
        apart = apart_text(limit.at + timedelta(seconds=limit.late), limit.at)
        at = shown(limit.at, midway.zone)
        if limit.segment is None:
            told.append(f"The meeting would end {apart} after the promised {at}.")
            continue
        name = midway.name(limit.segment)
        told.append(f"The part {name} would end {apart} after {at}.")
        if limit not in within:
            lost.append(f"end {name} by {at}")
    if not fits and len(remaining(midway.session)) == 1:
        told.append("No part comes after this one, and it needs the time it has.")
    elif not fits:
        told.append("What remains cannot give that: each part needs at least its shortest time.")
    elif lost:
        cannot = " or ".join(lost)
        told.append(f"Shortening cannot {cannot}: each part needs at least its shortest time.")
    return " ".join(told)
