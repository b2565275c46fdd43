"""The ways to plan what remains again, the mildest first.

What one cut does not save other parts give, down to their floors; what is missing then moves the
end by whole minutes, the fewest, so that the figures of a way add up.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from circle_tui.domain.choices import Way, left_out_text
from circle_tui.domain.combining import (
    Comes,
    Squeeze,
    best_of,
    comes_to,
    fewest_silent,
    mildest,
    minutes_late,
    minutes_missing,
)
from circle_tui.domain.facts import Replanned
from circle_tui.domain.floors import may_be_left_out
from circle_tui.domain.plan import EVERYBODY, Turn, TurnId, by_segment, planned_seconds
from circle_tui.domain.replan import aims, limits, remaining, rooms_of, shortened
from circle_tui.domain.replan_base import Cut, Midway, Replan
from circle_tui.domain.session import Session, had
from circle_tui.domain.sharing import STEP
from circle_tui.domain.speaking import Volunteers, volunteers_in
from circle_tui.domain.timing import to_the_minute

SHORTEN = "shorten"
LATER = "later"
SHORTEN_AND_LATER = "shorten, later"

MINUTE = timedelta(minutes=1)


def ways(midway: Midway) -> tuple[Replan, ...]:
    """Return the ways to end on time, the mildest first, and those that end later.

    They are never more than ``MOST_WAYS``: one that shortens, one by which fewer speak, one or two
    that leave a part out, and one that ends later. A wall time that nothing reaches any more does
    not stand in the way of the promise.
    """
    session, now = midway.session, midway.now
    turns, must = remaining(session), aims(session, now, midway.zone)
    whole = midway.later(turns)
    need = max(limit.late for limit in must)
    seconds = shortened(session, now, must)
    found = []
    if seconds is None:
        if fact := _at_the_floors(midway, whole.promised_end):
            found.append(midway.way(SHORTEN_AND_LATER, Way.SHORTEN, fact))
    elif need >= STEP:
        found.append(midway.way(SHORTEN, Way.SHORTEN, midway.fact(session, seconds)))
    later = found[0].fact.promised_end if found else whole.promised_end
    squeeze = Squeeze(
        need,
        sum(rooms_of(session, now)),
        minutes_late((later - session.promised_end).total_seconds()),
        minutes_late(must[-1].late),
        enough=seconds is not None,
    )
    found += _for_volunteers(midway, squeeze)
    found += _left_out(midway, squeeze)
    if must[-1].late >= STEP:
        found.append(midway.way(LATER, Way.LATER, whole))
    return tuple(found)


def _still_missing(midway: Midway, least: Replanned) -> int:
    """Return by how many minutes the end must move where all floors are reached, the fewest."""
    late = midway.ends(least) - midway.session.promised_end
    return minutes_missing(late.total_seconds())


def _at_the_floors(midway: Midway, whole: datetime) -> Replanned | None:
    """Return the fact that shortens what can be, and ends a minute before ``whole`` so.

    The end moves by whole minutes, the fewest; no part gives more than is then still missing.
    """
    turns, promised = remaining(midway.session), midway.session.promised_end
    least = midway.fitted(turns, promised, at_all=True)
    assert least is not None
    later = _still_missing(midway, least)
    end = promised + later * MINUTE
    if not later or to_the_minute(end) >= to_the_minute(whole):
        return None
    return midway.fitted(turns, end, at_all=True)


def _whole_parts(session: Session, turns: Sequence[Turn]) -> dict[int, tuple[Turn, ...]]:
    """Return the turns of the parts (by index) of which nobody has had anything."""
    parts = enumerate(by_segment(session.agenda, turns))
    return {index: own for index, own in parts if own and not had(session, index)}


def _for_volunteers(midway: Midway, squeeze: Squeeze) -> Iterator[Replan]:
    """Yield the way by which fewer people speak in a part: where the fewest have to do without."""
    segments = midway.session.agenda.segments
    tried = []
    for index, own in _whole_parts(midway.session, remaining(midway.session)).items():
        numbers = () if own[0].id.seat == EVERYBODY else volunteers_in(segments[index], own)
        cuts = [(_speak(midway, index, own, found), found.silent) for found in numbers]
        if best := mildest(cuts, lambda one: _comes(midway, squeeze, one[0])):
            (cut, silent), comes = best
            tried.append((cut, comes, silent * segments[index].weight))
    for cut, comes in fewest_silent(tried):
        yield _combined(midway, cut, comes)


def _speak(midway: Midway, index: int, own: Sequence[Turn], found: Volunteers) -> Cut:
    """Return the cut that only some speak in a part, of which these turns remain."""
    turns = remaining(midway.session)
    numbers = range(1, found.people * found.rounds + 1)
    theirs = [Turn(TurnId(index, EVERYBODY, number), found.share) for number in numbers]
    place = turns.index(own[0])
    others = [turn for turn in turns if turn not in own]
    before = planned_seconds(own)
    told = found.told(midway.name(index), before)
    then = (*others[:place], *theirs, *others[place:])
    saved = before - found.seconds
    return Cut(f"volunteers {index}", Way.VOLUNTEERS, index, then, told, saved, found.people)


def _left_out(midway: Midway, squeeze: Squeeze) -> Iterator[Replan]:
    """Yield the way that leaves out the part that is missed least.

    Where that takes more besides, one that is missed more and is enough alone is another way.
    """
    session = midway.session
    lengths = [planned_seconds(part) for part in by_segment(session.agenda, session.turns)]
    whole = _whole_parts(session, remaining(session))
    tried = []
    for index in may_be_left_out(session.agenda.segments, lengths):
        if index in whole:
            cut = _without(midway, index, planned_seconds(whole[index]))
            tried.append((cut, _comes(midway, squeeze, cut)))
    for cut, comes in best_of(tried):
        yield _combined(midway, cut, comes)


def _without(midway: Midway, index: int, seconds: int) -> Cut:
    """Return the cut that leaves out a part which would take so many seconds."""
    told = left_out_text(midway.name(index), seconds)
    turns = tuple(turn for turn in remaining(midway.session) if turn.id.segment != index)
    return Cut(f"leave out {index}", Way.DROP, index, turns, told, seconds)


def _comes(midway: Midway, squeeze: Squeeze, cut: Cut) -> Comes | None:
    """Return what a cut comes to; ``None`` too where it loses a wall time that could be met.

    Where it reaches one that shorter parts alone do not, those are not enough; where nothing else
    is late, a cut that does not is for nothing.
    """
    promised = midway.session.promised_end
    base = midway.base(cut.turns, promised)
    lost, then = _lost(midway, midway.session), _lost(midway, base, [cut.segment])
    brings = bool(lost - then)
    if then - (lost & _lost(midway, base)) or (squeeze.need < STEP and not brings):
        return None
    squeeze = squeeze._replace(enough=squeeze.enough and not brings)
    *walls, end = aims(base, midway.now, midway.zone, [cut.segment])
    alone = None if any(limit.late >= STEP for limit in walls) else minutes_late(end.late)
    if alone == 0:
        return comes_to(squeeze, cut.saved, alone, 0)
    least = midway.fitted(cut.turns, promised, [cut.segment], at_all=True)
    assert least is not None
    return comes_to(squeeze, cut.saved, alone, _still_missing(midway, least))


def _lost(midway: Midway, base: Session, kept: Collection[int] = ()) -> set[int | None]:
    """Return the parts whose wall time shorter parts do not reach; those ``kept`` give nothing."""
    every = limits(base, midway.now, midway.zone)
    within = aims(base, midway.now, midway.zone, kept)
    return {limit.segment for limit in every} - {limit.segment for limit in within}


def _combined(midway: Midway, cut: Cut, comes: Comes) -> Replan:
    """Return the way that a cut makes, together with what it takes besides."""
    promised = midway.session.promised_end
    fact = midway.later(cut.turns)
    if comes.shorter:
        end = promised + comes.later * MINUTE
        fitted = midway.fitted(cut.turns, end, [cut.segment], at_all=True)
        assert fitted is not None
        fact = fitted
    elif not comes.later:
        fact = replace(fact, promised_end=promised)
    return midway.way(cut.pick, cut.way, fact, cut)
