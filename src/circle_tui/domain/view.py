"""What the live screen shows: a frozen, rounded picture of (session, now).

It changes at most once a second, and an equal view repaints nothing. What it says is text already,
so that every front end (screen, plain lines, public view) says the same.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta, tzinfo

from circle_tui.domain.agenda import Agenda, ClockMode, Order
from circle_tui.domain.bid_rules import unsettled
from circle_tui.domain.order import Line, round_name, running_order
from circle_tui.domain.plan import EVERYBODY, Turn
from circle_tui.domain.polls import counted_here, to_count_text
from circle_tui.domain.replan import behind, overlong
from circle_tui.domain.replan_marks import new_times_text
from circle_tui.domain.session import Session
from circle_tui.domain.timing import (
    Tone,
    apart_text,
    behind_text,
    clock_text,
    drift_sign,
    drift_text,
    pause_text,
    projected_end,
    seconds_left,
    shown_late,
    to_the_minute,
    tone,
    whole_seconds,
)
from circle_tui.domain.turn_rules import last_is_known
from circle_tui.domain.values import value
from circle_tui.domain.voting import extended_text
from circle_tui.domain.voting_rules import vote_due_text, votes_text
from circle_tui.domain.who import (
    asked_text,
    dealt_text,
    floor_name,
    group_text,
    groups_next,
    groups_now,
    open_text,
    roles_text,
    silence_text,
    silent_for_all,
    turn_name,
    volunteer_text,
)


@value
class LiveView:
    """Everything on the live screen that depends on facts and the clock.

    ``used`` is what the turn has taken of ``allotted``, ``portion`` the same in percent (0 to 100),
    ``now`` the wall time. ``pause`` says so, and for how long; empty while the clock runs.
    ``drift_sign`` is the difference in minutes with a sign.
    ``behind`` says how far, or that it is too long, if what remains should be planned again;
    ``unsettled`` is whether this
    part waits to be shared out by bids, ``asked`` what the person on asked for, ``new_times`` what
    a new plan made of the time that the script knows. ``vote_due`` says what a vote could add now
    that a topic's time is nearly up, ``votes`` how many each person has; ``to_count`` what is asked
    and not counted yet, ``counted`` what may be shown of a count.
    ``silent`` says who keeps silent; ``roles`` who has a role in this part, ``dealt`` who has one
    that nobody chose them for, while that is to be said, and ``unheld`` which one nobody has since
    who told their case has left. ``together`` are the groups of this
    turn, ``coming`` those of the next. ``volunteer`` is what to ask while nobody has come forward
    for the turn; ``quiet`` tells that everybody keeps silent, and nothing is announced but the end.

    Every field is blank until it is said otherwise: a screen that is shared shows such a view, with
    what is for all to see.
    """

    agenda: str = ""
    segment: str = ""
    place: str = ""
    who: str = field(default="", repr=False)
    volunteer: str = ""
    following: str = field(default="", repr=False)
    last: bool = False
    clock: str = ""
    allotted: str = ""
    used: str = ""
    portion: int = 0
    tone: Tone = Tone.CALM
    quiet: bool = False
    paused: bool = False
    pause: str = ""
    prompt: str = ""
    say: str = ""
    now: str = ""
    promised: str = ""
    projected: str = ""
    drift: str = ""
    drift_sign: str = ""
    on_time: bool = False
    late: bool = False
    interruption: str = ""
    behind: str = ""
    unsettled: bool = False
    asked: str = ""
    new_times: str = ""
    vote_due: str = ""
    votes: str = ""
    to_count: str = ""
    counted: str = ""
    silent: str = ""
    roles: str = field(default="", repr=False)
    dealt: str = field(default="", repr=False)
    unheld: str = ""
    together: tuple[str, ...] = field(default=(), repr=False)
    coming: tuple[str, ...] = field(default=(), repr=False)
    order: tuple[Line, ...] = ()
    ended: bool = False


def live_view(
    session: Session,
    now: datetime,
    names: Mapping[int, str],
    zone: tzinfo | None,
    script: Agenda | None = None,
    order: tuple[Line, ...] | None = None,
) -> LiveView:
    """Return the picture of a session at an instant.

    ``names`` says who sits where (a seat without a name is called by its number); ``zone`` is
    where the people in the room are, ``None`` for the computer's own zone. ``script`` is the agenda
    whose words to show, where they differ from those in the facts; ``order`` is the running order,
    where it is known already: no clock changes it.
    """
    script = script or session.agenda
    segment = script.segments[session.current.segment]
    turn = session.turns[session.position]
    allotted = session.allotted(turn)
    left = whole_seconds(seconds_left(session, now))
    projected = projected_end(session, now)
    ends = to_the_minute(projected)
    promised = to_the_minute(session.promised_end)
    late = shown_late(projected, session.promised_end)
    quiet, stands, awaited = silent_for_all(session), tone(session, now), session.awaited
    return LiveView(
        agenda=script.title,
        segment=segment.title,
        place=_place(session, turn),
        who=floor_name(session, turn, names),
        volunteer=volunteer_text(session),
        following=_following(session, names, script),
        last=session.position == len(session.turns) - 1,
        clock=clock_text(left),
        allotted=clock_text(allotted),
        used=clock_text(allotted - left),
        portion=100 if allotted <= 0 else max(0, min(100, 100 - left * 100 // allotted)),
        tone=Tone.CALM if quiet and stands is Tone.SOON else stands,
        quiet=quiet,
        paused=session.running_since is None and session.closed is None,
        pause=pause_text(session, now),
        prompt=segment.show,
        say=segment.say,
        now=wall(now, zone),
        promised=wall(promised, zone),
        projected=wall(ends, zone),
        drift=drift_text(late),
        drift_sign=drift_sign(late),
        on_time=not late,
        late=ends > promised,
        interruption=clock_text(round(session.pending.total_seconds())) if session.pending else "",
        behind=_behind(session, now, zone),
        unsettled=unsettled(session),
        asked=asked_text(session),
        new_times=new_times_text(session),
        vote_due=vote_due_text(session, now),
        votes=votes_text(session),
        to_count=to_count_text(session),
        counted=counted_here(session),
        silent=silence_text(session),
        roles=roles_text(session, names),
        dealt=dealt_text(session, now, names),
        unheld=open_text(session),
        together=tuple(group_text(group, names, awaited) for group in groups_now(session)),
        coming=tuple(group_text(group, names, awaited) for group in groups_next(session)),
        order=tuple(running_order(session, names, script)) if order is None else order,
        ended=session.closed is not None,
    )


def wall(instant: datetime, zone: tzinfo | None) -> str:
    """Return an instant as wall time, ``18:42``."""
    return f"{instant.astimezone(zone):%H:%M}"


def _behind(session: Session, now: datetime, zone: tzinfo | None) -> str:
    """Say how far the meeting is behind, or a part for its wall time; empty if nothing is.

    It is behind nothing where it is as late as the plan that it began with was too long.
    """
    limit = behind(session, now, zone)
    if limit is None:
        return ""
    ends = limit.at + timedelta(seconds=limit.late)
    too_long = overlong(session) if limit.segment is None else timedelta(0)
    if too_long and shown_late(ends - too_long, limit.at) <= 0:
        return f"{apart_text(ends, limit.at)} too long as planned"
    told = behind_text(ends, limit.at)
    return told if limit.segment is None else f"{told} for {wall(limit.at, zone)}"


def _turns_of_segment(session: Session, index: int) -> tuple[Turn, ...]:
    return tuple(turn for turn in session.turns if turn.id.segment == index)


def _place(session: Session, turn: Turn) -> str:
    """Return ``3 of 8``, ``2 of 8, round 2`` or ``round 2 of 3``; nothing if it is one clock.

    Where everybody in a group has a turn it is ``person 2 of 4``.
    """
    turns = _turns_of_segment(session, turn.id.segment)
    rounds = turns[-1].id.round
    if turn.id.seat == EVERYBODY:
        place = f"{round_name(session, turn)} of {rounds}" if rounds > 1 else ""
        return ", ".join(filter(None, (place, extended_text(session, turn.id))))
    if session.agenda.segments[turn.id.segment].clock is ClockMode.ONE:
        return ""
    same = [other for other in turns if other.id.round == turn.id.round]
    place = f"{same.index(turn) + 1} of {len(same)}"
    return f"{place}, {round_name(session, turn)}" if rounds > 1 else place


def _following(session: Session, names: Mapping[int, str], script: Agenda) -> str:
    """Say what comes next: a person or a round within the segment, else the next one's title."""
    place = session.position + 1
    if place == len(session.turns):
        return "the end"
    turn = session.turns[place]
    if turn.id.segment != session.current.segment:
        again = turn.id.segment < session.current.segment
        title = script.segments[turn.id.segment].title
        return f"{title}, {round_name(session, turn)}" if again else title
    if session.segment.order is Order.VOLUNTEER and not last_is_known(session):
        return "whoever wants to"
    if turn.id.seat == EVERYBODY:
        return round_name(session, turn)
    return turn_name(turn, names, session.awaited)
