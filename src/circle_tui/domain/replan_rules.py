"""Planning what remains again: the ways there are, what each comes to, and the rule that takes one.

Everybody sees the times before they hold; accepting one way is one fact, and can be undone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.choices import Change, Choice, Way, changes_text
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Replanned
from circle_tui.domain.lengths import minutes_text
from circle_tui.domain.plan import EVERYBODY, Turn, TurnId, by_segment, planned_seconds
from circle_tui.domain.promise import shown
from circle_tui.domain.replan import (
    SAVED,
    Limit,
    lengthened,
    limits,
    remaining,
    shortened,
)
from circle_tui.domain.replan_parts import parts_then
from circle_tui.domain.rules import ENDED, Outcome, Rule
from circle_tui.domain.seen import MOVED, Times, have_moved
from circle_tui.domain.session import Session, apply, had
from circle_tui.domain.sharing import STEP
from circle_tui.domain.speaking import volunteers_in
from circle_tui.domain.timing import apart_text, projected_end, to_the_minute
from circle_tui.domain.ways import may_be_left_out

ON_TIME = Refused("The meeting is on time, so there is nothing to plan again.")

NOTHING_TAKES_IT = Refused("No part that remains takes the time that was saved.")

SHORTEN = "shorten"
LENGTHEN = "lengthen"
LATER = "later"
SHORTEN_AND_LATER = "shorten, later"

OTHERS = ", shorten others"

DONE = {
    "Shorten, and end": "Shortened, and moved the end",
    "Shorten": "Shortened",
    "Lengthen": "Lengthened",
    "Leave out": "Left out",
    "End": "Moved the end",
}
"""How the title of a way begins, and how it is told once that was done."""


class Replan(NamedTuple):
    """One way to plan what remains again, and what accepting it would do.

    ``pick`` names the way as long as it is there, whatever the clock does to its figures. ``parts``
    are all parts of which something remains, also those that stay as they are; what is left out
    has 0 seconds after. ``ends`` is when the meeting would end.
    """

    pick: str
    choice: Choice
    fact: Replanned
    parts: tuple[Change, ...]
    ends: datetime


class Replans(NamedTuple):
    """The ways there are, the mildest first, and ``said``: how things stand, in a sentence."""

    said: str
    ways: tuple[Replan, ...]


def may_replan(session: Session, now: datetime) -> Outcome:
    """Allow what remains to be planned again; it leaves no fact.

    Where a part must end at a wall time only ``replans`` knows whether there is anything to do.
    """
    if session.closed:
        return ENDED
    ahead = {turn.id.segment for turn in remaining(session)}
    if any(session.agenda.segments[index].ends_at for index in ahead):
        return ()
    late = (projected_end(session, now) - session.promised_end).total_seconds()
    return () if late >= STEP or late <= -SAVED else ON_TIME


def replans(
    session: Session, now: datetime, zone: tzinfo | None = None, script: Agenda | None = None
) -> Replans | Refused:
    """Return the ways to plan what remains again, or why there is none.

    ``zone`` is where the room is, ``script`` the agenda in whose words to tell them.
    """
    if session.closed:
        return ENDED
    must = limits(session, now, zone)
    room = _Room(session, now, zone, script or session.agenda)
    late = [limit for limit in must if limit.late >= STEP]
    if late:
        ways = tuple(_ways(room, must))
        said = _said(room, late, fits=any(way.choice.way is Way.SHORTEN for way in ways))
        return Replans(said, ways) if ways else Refused(said)
    saved = -must[-1].late
    if saved < SAVED:
        return ON_TIME
    seconds = lengthened(session, now, must)
    if seconds == tuple(turn.seconds for turn in remaining(session)):
        return NOTHING_TAKES_IT
    way = room.way(LENGTHEN, Way.LENGTHEN, room.fact(session, seconds))
    told = apart_text(projected_end(session, now), session.promised_end)
    return Replans(f"{told} were saved.", (way,))


def replan(seen: Replan, zone: tzinfo | None = None) -> Rule:
    """Return the rule by which a way holds just as it was seen, unless its times have moved."""

    def rule(session: Session, now: datetime) -> Outcome:
        found = replans(session, now, zone)
        if isinstance(found, Refused):
            return found
        way = next((way for way in found.ways if way.pick == seen.pick), None)
        if way is None:
            return Refused("What remains cannot be planned in that way any more.")
        before, after = (Times(dict(one.fact.turns), one.ends) for one in (seen, way))
        return MOVED if have_moved(before, after) else (replace(seen.fact, at=now),)

    return rule


def replanned_text(way: Replan, zone: tzinfo | None) -> str:
    """Say which way was taken, as what was done, and when the meeting ends now."""
    title = way.choice.title.removesuffix(OTHERS)
    others = ", shortened others" if title != way.choice.title else ""
    verb = next((verb for verb in DONE if title.startswith(verb)), "")
    return f"{DONE.get(verb, '')}{title.removeprefix(verb)}{others}: ends {shown(way.ends, zone)}."


class _Room(NamedTuple):
    """The session that is planned again, at an instant, and the words to tell it in."""

    session: Session
    now: datetime
    zone: tzinfo | None
    script: Agenda

    def name(self, index: int) -> str:
        """Return a segment's title in quotes."""
        return f'"{self.script.segments[index].title}"'

    def told(self, changes: Sequence[Change]) -> str:
        """Return what becomes shorter or longer."""
        return changes_text(self.script, changes, by_bids=bool(self.session.shared))

    def fact(self, base: Session, seconds: Sequence[int]) -> Replanned:
        """Return the fact by which the turns that remain of ``base`` have so many seconds."""
        turns = zip((turn.id for turn in remaining(base)), seconds, strict=True)
        return Replanned(self.now, tuple(turns), self.session.promised_end)

    def later(self, seconds: Sequence[int]) -> Replanned:
        """Return the fact by which the turns have so many seconds, and the end they lead to."""
        fact = self.fact(self.session, seconds)
        return replace(fact, promised_end=projected_end(apply(self.session, fact), self.now))

    def fitted(self, turns: Sequence[Turn]) -> Replanned | None:
        """Return the fact by which these turns remain and end on time, if the floors let them."""
        seconds = tuple(turn.seconds for turn in turns)
        bare = Replanned(
            self.now,
            tuple(zip((turn.id for turn in turns), seconds, strict=True)),
            self.session.promised_end,
        )
        base = apply(self.session, bare)
        fitting = shortened(base, self.now, limits(base, self.now, self.zone))
        return None if fitting is None else self.fact(base, fitting)

    def way(
        self, pick: str, way: Way, fact: Replanned, title: str = "", sentence: str = ""
    ) -> Replan:
        """Return a way with its figures; without a title it is told by what changes."""
        parts = parts_then(self.session, fact)
        changes = tuple(part for part in parts if part.before != part.after)
        if not title:
            one = self.name(changes[0].segment) if len(changes) == 1 else f"{len(changes)} parts"
            verb = "Lengthen" if way is Way.LENGTHEN else "Shorten"
            title, sentence = f"{verb} {one}", f"{verb} {self.told(changes)}."
        total = sum(seconds for _, seconds in fact.turns)
        later = to_the_minute(fact.promised_end) - to_the_minute(self.session.promised_end)
        choice = Choice(way, title, sentence, total, changes, later // timedelta(seconds=1))
        ends = projected_end(apply(self.session, fact), self.now)
        return Replan(pick, choice, fact, parts, ends)


def _ways(room: _Room, must: Sequence[Limit]) -> Iterator[Replan]:
    """Yield the ways to end on time, the mildest first, and those that end later."""
    session, now = room.session, room.now
    turns = remaining(session)
    seconds = shortened(session, now, must)
    if seconds is not None:
        yield room.way(SHORTEN, Way.SHORTEN, room.fact(session, seconds))
    yield from _for_volunteers(room, turns, must)
    yield from _left_out(room, turns)
    whole = room.later(tuple(turn.seconds for turn in turns))
    if seconds is None:
        yield from _at_the_floors(room, must, whole.promised_end)
    if must[-1].late >= STEP:
        title = f"End {apart_text(whole.promised_end, session.promised_end)} later"
        told = f"{title} than promised; every part keeps its time."
        yield room.way(LATER, Way.LATER, whole, title, told)


def _at_the_floors(room: _Room, must: Sequence[Limit], whole: datetime) -> Iterator[Replan]:
    """Yield the way that shortens what can be shortened, and ends a minute before ``whole`` so."""
    session = room.session
    seconds = shortened(session, room.now, must, at_all=True)
    assert seconds is not None
    fact = room.later(seconds)
    late = (fact.promised_end - session.promised_end).total_seconds()
    if late >= STEP and to_the_minute(fact.promised_end) < to_the_minute(whole):
        way = room.way(SHORTEN_AND_LATER, Way.LATER, fact)
        later = f"end {apart_text(fact.promised_end, session.promised_end)} later"
        told = f"{way.choice.sentence[:-1]}, each to its floor, and {later}."
        choice = replace(way.choice, title=f"Shorten, and {later}", sentence=told)
        yield way._replace(choice=choice)


def _whole_parts(session: Session, turns: Sequence[Turn]) -> Iterator[tuple[int, tuple[Turn, ...]]]:
    """Yield the parts (by index) of which nobody has had anything, with their turns."""
    for index, own in enumerate(by_segment(session.agenda, turns)):
        if own and not had(session, index):
            yield index, own


def _for_volunteers(room: _Room, turns: Sequence[Turn], must: Sequence[Limit]) -> Iterator[Replan]:
    """Yield a way for each part in which fewer people could speak, so that it ends on time."""
    segments = room.session.agenda.segments
    for index, own in _whole_parts(room.session, turns):
        last = max(place for place, turn in enumerate(turns, start=1) if turn in own)
        need = max((limit.late for limit in must if limit.turns >= last), default=0)
        found = None
        if own[0].id.seat != EVERYBODY and need >= STEP:
            found = volunteers_in(segments[index], own, int(-(-need // 1)))
        if found is None:
            continue
        numbers = range(1, found.people * found.rounds + 1)
        theirs = [Turn(TurnId(index, EVERYBODY, number), found.share) for number in numbers]
        place = turns.index(own[0])
        others = [turn for turn in turns if turn not in own]
        if fact := room.fitted([*others[:place], *theirs, *others[place:]]):
            name = room.name(index)
            told = found.sentence(name, planned_seconds(own))
            way = room.way(f"volunteers {index}", Way.VOLUNTEERS, fact, found.title(name), told)
            yield _also(room, way, index)


def _left_out(room: _Room, turns: Sequence[Turn]) -> Iterator[Replan]:
    """Yield the way that leaves out the shortest part by which the meeting can end on time."""
    session = room.session
    lengths = [planned_seconds(part) for part in by_segment(session.agenda, session.turns)]
    whole = dict(_whole_parts(session, turns))
    for _, index in sorted(may_be_left_out(session.agenda.segments, lengths)):
        if index not in whole:
            continue
        if fact := room.fitted([turn for turn in turns if turn.id.segment != index]):
            title = f"Leave out {room.name(index)}"
            told = f"{title} ({minutes_text(lengths[index])})."
            way = room.way(f"leave out {index}", Way.DROP, fact, title, told)
            yield _also(room, way, index)
            return


def _also(room: _Room, way: Replan, index: int) -> Replan:
    """Return a way about one part with what becomes of the others in its sentence."""
    others = [change for change in way.choice.changes if change.segment != index]
    if not others:
        return way
    title = f"{way.choice.title}{OTHERS}"
    told = f"{way.choice.sentence} Shorten {room.told(others)}."
    return way._replace(choice=replace(way.choice, title=title, sentence=told))


def _said(room: _Room, late: Sequence[Limit], *, fits: bool) -> str:
    """Say what would end too late, and whether the floors let it end on time."""
    told = []
    for limit in late:
        apart = apart_text(limit.at + timedelta(seconds=limit.late), limit.at)
        what, at = "The meeting", f"the promised {shown(limit.at, room.zone)}"
        if limit.segment is not None:
            what, at = f"The part {room.name(limit.segment)}", shown(limit.at, room.zone)
        told.append(f"{what} would end {apart} after {at}.")
    if not fits:
        told.append("What remains cannot give that: no part goes below its floor.")
    return " ".join(told)
