"""What the live screen shows: a frozen, rounded picture of (session, now).

It changes at most once a second, and an equal view repaints nothing. What it says is text already,
so that every front end (screen, plain lines, public view) says the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum

from circle_tui.domain.agenda import Agenda, ClockMode, EachInGroup
from circle_tui.domain.bid_rules import unsettled
from circle_tui.domain.plan import EVERYBODY, Turn, TurnId, by_segment
from circle_tui.domain.replan import is_behind
from circle_tui.domain.session import NOTHING, Session
from circle_tui.domain.timing import (
    Tone,
    clock_text,
    drift_text,
    projected_end,
    seconds_left,
    to_the_minute,
    tone,
    whole_seconds,
)
from circle_tui.domain.who import (
    asked_text,
    dealt_text,
    group_text,
    groups_next,
    groups_now,
    roles_text,
    silence_text,
    turn_name,
)


class Mark(StrEnum):
    """Where a line of the running order stands."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the running order.

    ``indent`` is 1 for a turn or round within a segment, 2 for who is together in it.

    ``time`` is what was used when done, else what is planned; ``over`` is ``+0:20`` or empty.
    """

    mark: Mark
    indent: int
    title: str = field(repr=False)
    time: str
    over: str = ""


@dataclass(frozen=True, slots=True)
class LiveView:
    """Everything on the live screen that depends on facts and the clock.

    ``portion`` is how much of the turn is used, in percent (0 to 100), ``now`` the wall time.
    ``behind`` is whether what remains should be planned again, ``unsettled`` whether this part
    waits to be shared out by bids, ``asked`` what the person on asked for. ``silent`` says who
    keeps silent; ``roles`` who has a role in this part, and ``dealt`` who has one that nobody chose
    them for, while that is to be said. ``together`` are the groups of this turn, ``coming`` those
    of the next.
    """

    agenda: str
    segment: str
    place: str
    who: str = field(repr=False)
    following: str = field(repr=False)
    last: bool
    clock: str
    allotted: str
    portion: int
    tone: Tone
    paused: bool
    prompt: str
    say: str
    now: str
    promised: str
    projected: str
    drift: str
    on_time: bool
    late: bool
    interruption: str
    behind: bool
    unsettled: bool
    asked: str
    silent: str
    roles: str = field(repr=False)
    dealt: str = field(repr=False)
    together: tuple[str, ...] = field(repr=False)
    coming: tuple[str, ...] = field(repr=False)
    order: tuple[Line, ...]
    ended: bool


def live_view(
    session: Session,
    now: datetime,
    names: Mapping[int, str],
    zone: tzinfo | None,
    script: Agenda | None = None,
) -> LiveView:
    """Return the picture of a session at an instant.

    ``names`` says who sits where (a seat without a name is called by its number); ``zone`` is
    where the people in the room are, ``None`` for the computer's own zone. ``script`` is the agenda
    whose words to show, where they differ from those in the facts.
    """
    script = script or session.agenda
    segment = script.segments[session.current.segment]
    turn = session.turns[session.position]
    allotted = session.allotted(turn)
    left = whole_seconds(seconds_left(session, now))
    ends = to_the_minute(projected_end(session, now))
    promised = to_the_minute(session.promised_end)
    late = (ends - promised).total_seconds()
    return LiveView(
        agenda=script.title,
        segment=segment.title,
        place=_place(session, turn),
        who="Whoever wants to" if session.for_volunteers(turn.id) else turn_name(turn, names),
        following=_following(session, names, script),
        last=session.position == len(session.turns) - 1,
        clock=clock_text(left),
        allotted=clock_text(allotted),
        portion=100 if allotted <= 0 else max(0, min(100, 100 - left * 100 // allotted)),
        tone=tone(session, now),
        paused=session.running_since is None and session.closed is None,
        prompt=segment.show,
        say=segment.say,
        now=wall(now, zone),
        promised=wall(promised, zone),
        projected=wall(ends, zone),
        drift=drift_text(late),
        on_time=not late,
        late=late > 0,
        interruption=clock_text(round(session.pending.total_seconds())) if session.pending else "",
        behind=is_behind(session, now, zone),
        unsettled=unsettled(session),
        asked=asked_text(session),
        silent=silence_text(session),
        roles=roles_text(session, names),
        dealt=dealt_text(session, now, names),
        together=tuple(group_text(group, names) for group in groups_now(session)),
        coming=tuple(group_text(group, names) for group in groups_next(session)),
        order=tuple(_order(session, names, script)),
        ended=session.closed is not None,
    )


def wall(instant: datetime, zone: tzinfo | None) -> str:
    """Return an instant as wall time, ``18:42``."""
    return f"{instant.astimezone(zone):%H:%M}"


def _turns_of_segment(session: Session, index: int) -> tuple[Turn, ...]:
    return tuple(turn for turn in session.turns if turn.id.segment == index)


def _place(session: Session, turn: Turn) -> str:
    """Return ``3 of 8``, ``2 of 8, round 2`` or ``round 2 of 3``; nothing if it is one clock.

    Where everybody in a group has a turn it is ``person 2 of 4``.
    """
    turns = _turns_of_segment(session, turn.id.segment)
    rounds = turns[-1].id.round
    if turn.id.seat == EVERYBODY:
        return f"{_round(session, turn)} of {rounds}" if rounds > 1 else ""
    if session.agenda.segments[turn.id.segment].clock is ClockMode.ONE:
        return ""
    same = [other for other in turns if other.id.round == turn.id.round]
    place = f"{same.index(turn) + 1} of {len(same)}"
    return f"{place}, {_round(session, turn)}" if rounds > 1 else place


def _round(session: Session, turn: Turn) -> str:
    segment = session.agenda.segments[turn.id.segment]
    if segment.each_in_group is not EachInGroup.NO:
        return f"person {turn.id.round}"
    if session.for_volunteers(turn.id):
        return f"volunteer {turn.id.round}"
    return f"{'topic' if segment.clock is ClockMode.VOTE_EXTEND else 'round'} {turn.id.round}"


def _following(session: Session, names: Mapping[int, str], script: Agenda) -> str:
    """Say what comes next: a person or a round within the segment, else the next one's title."""
    place = session.position + 1
    if place == len(session.turns):
        return "the end"
    turn = session.turns[place]
    if turn.id.segment != session.current.segment:
        return script.segments[turn.id.segment].title
    return _round(session, turn) if turn.id.seat == EVERYBODY else turn_name(turn, names)


def _order(session: Session, names: Mapping[int, str], script: Agenda) -> Iterator[Line]:
    """Yield the running order: every segment, and the turns of the one that is running."""
    here = session.current.segment
    behind = frozenset(turn.id for turn in session.turns[: session.position])
    parts = by_segment(session.agenda, session.turns)
    for index, (segment, turns) in enumerate(zip(script.segments, parts, strict=True)):
        over = bool(turns) and turns[-1].id in behind
        mark = Mark.NOW if index == here else Mark.DONE if over else Mark.AHEAD
        if not turns:
            yield Line(Mark.PASSED, 0, segment.title, "left out")
        elif mark is Mark.DONE:
            allotted = sum(_claimed(session, turn) for turn in turns)
            used = sum(_used(session, turn) for turn in turns)
            yield _timed(mark, 0, segment.title, used, allotted)
        else:
            takes = sum((_used if t.id in behind else _allotted)(session, t) for t in turns)
            yield Line(mark, 0, segment.title, clock_text(takes))
        if index == here and (len(turns) > 1 or turns[0].id.seat != EVERYBODY or turns[0].groups):
            yield from _turn_lines(session, turns, names, behind)


def _used(session: Session, turn: Turn) -> int:
    return int(session.used.get(turn.id, NOTHING).total_seconds())


def _claimed(session: Session, turn: Turn) -> int:
    """Return the seconds a turn has; one that was passed on has no more than it used."""
    return _used(session, turn) if turn.id in session.passed else session.allotted(turn)


def _allotted(session: Session, turn: Turn) -> int:
    return session.allotted(turn)


def _turn_lines(
    session: Session,
    turns: tuple[Turn, ...],
    names: Mapping[int, str],
    behind: frozenset[TurnId],
) -> Iterator[Line]:
    """Yield the turns of the round that is on, or every round with the groups of the one on."""
    for turn in turns:
        everybody = turn.id.seat == EVERYBODY
        if not everybody and turn.id.round != session.current.round:
            continue
        rounds = everybody and len(turns) > 1
        name = _round(session, turn).capitalize() if rounds else turn_name(turn, names)
        if turn.id == session.current:
            yield Line(Mark.NOW, 1, name, clock_text(session.allotted(turn)))
            for group in turn.groups:
                yield Line(Mark.AHEAD, 2, group_text(group, names), "")
        elif turn.id in session.passed:
            yield Line(Mark.PASSED, 1, name, "passed")
        elif turn.id in behind:
            yield _timed(Mark.DONE, 1, name, _used(session, turn), session.allotted(turn))
        else:
            yield Line(Mark.AHEAD, 1, name, clock_text(session.allotted(turn)))


def _timed(mark: Mark, indent: int, title: str, used: int, allotted: int) -> Line:
    over = f"+{clock_text(used - allotted)}" if used > allotted else ""
    return Line(mark, indent, title, clock_text(used), over)
