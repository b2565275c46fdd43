"""The stage: what of a running session may be seen on a screen that others look at.

The live process publishes a ``Stage``; the public view, another process, makes of it what it shows.
There is nothing in it that would have to be hidden: the part's title and prompt with members' names
masked, as the session's facts have them, and how the clock stands. Never what the facilitator may
say, never a name, and initials only where the circle wants them.

The public view counts by itself, by the computer's running clock, which both processes share: it
runs on in sleep and does not follow the wall clock. The stage is renewed every few seconds, so an
old one tells that the live process is gone.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import tzinfo
from enum import StrEnum
from typing import Any
from unicodedata import combining

from circle_tui.domain.agenda import Order
from circle_tui.domain.beat import Beat
from circle_tui.domain.plan import EVERYBODY
from circle_tui.domain.session import Session
from circle_tui.domain.timing import (
    Tone,
    clock_text,
    seconds_left,
    warning_seconds,
    whole_seconds,
)
from circle_tui.domain.turn_rules import last_is_known
from circle_tui.domain.values import value
from circle_tui.domain.view import LiveView, live_view
from circle_tui.domain.who import silence_text, silent_for_all

FRESH = 15
"""Seconds for which a stage holds that is not renewed: three of the live process's beats."""

OVER_FOR = 3_600
"""Seconds for which a session that ended is said to be over, should nobody take the stage away."""


class Shown(StrEnum):
    """What is on a public view."""

    WAITING = "waiting"
    SEVERAL = "several"
    TURN = "turn"
    REVIEW = "review"
    BLANK = "blank"
    OVER = "over"


@value
class Reading:
    """What is to be seen of the review that is on: how far the group is, and what is looked at.

    ``item`` is empty unless the circle agreed that its action items are shown; whose it is, is
    never said.
    """

    progress: str = ""
    item: str = field(default="", repr=False)


NO_READING = Reading()


@value
class Stage:
    """What the live process publishes.

    ``boot`` and ``running`` are those of the ``Beat`` at which it was made, ``left`` the seconds
    that were left of the turn then, negative when it ran over, and ``warn`` how many before its end
    "soon" begins. ``silent`` says who keeps silent, by what they are and not by name. All texts are
    empty and the clock stands at nothing unless a turn is shown. ``sharing`` is whether the
    console's own screen is shared, for a console that takes up again. ``progress`` and ``item`` are
    those of the ``Reading``, of a review beside a turn or before the session.
    """

    shown: Shown
    boot: str
    running: float
    title: str = ""
    prompt: str = ""
    following: str = ""
    left: float = 0.0
    warn: int = 0
    paused: bool = False
    sharing: bool = False
    silent: str = ""
    progress: str = ""
    item: str = field(default="", repr=False)


@value
class StageView:
    """What the public view shows at one moment; an equal one repaints nothing."""

    shown: Shown
    title: str = ""
    clock: str = ""
    prompt: str = ""
    following: str = ""
    tone: Tone = Tone.CALM
    paused: bool = False
    silent: str = ""
    progress: str = ""
    item: str = field(default="", repr=False)


OPEN = frozenset(
    {
        *("segment", "place", "prompt", "silent", "quiet", "volunteer", "votes", "last", "ended"),
        *("clock", "allotted", "used", "portion", "tone", "paused", "pause", "interruption"),
        *("now", "promised", "projected", "drift", "drift_sign", "on_time", "late"),
    }
)
"""What of a live view is for all to see; anything else is private until it is named here.

Private is also what only tells which window to open: such a window names people, and waits.
"""

BLANK = LiveView()
"""A live view of which nothing may be seen."""

WAITING = StageView(Shown.WAITING)
SEVERAL = StageView(Shown.SEVERAL)


def stage_of(
    session: Session,
    beat: Beat,
    initials: Mapping[int, str],
    *,
    blank: bool = False,
    sharing: bool = False,
    reading: Reading = NO_READING,
) -> Stage:
    """Return what may be seen of a session at the moment of ``beat``; of a ``blank`` one nothing.

    ``initials`` says who sits where, as it may be shown; empty if nobody is to be told apart.
    ``reading`` is what may be seen of a review that is on.
    """
    if session.closed:
        return Stage(Shown.OVER, beat.boot, beat.running, sharing=sharing)
    if blank:
        return Stage(Shown.BLANK, beat.boot, beat.running, sharing=sharing)
    return Stage(
        Shown.TURN,
        beat.boot,
        beat.running,
        title=session.segment.title,
        prompt=session.segment.show,
        following=_following(session, initials),
        left=float(seconds_left(session, beat.at)),
        warn=0 if silent_for_all(session) else _warning(session),
        paused=session.running_since is None,
        sharing=sharing,
        silent=silence_text(session),
        progress=reading.progress,
        item=reading.item,
    )


def stage_before(beat: Beat, reading: Reading) -> Stage:
    """Return what may be seen of the review that comes before a session."""
    return Stage(
        Shown.REVIEW, beat.boot, beat.running, progress=reading.progress, item=reading.item
    )


def _warning(session: Session) -> int:
    return warning_seconds(session.segment, session.allotted(session.turns[session.position]))


def _following(session: Session, initials: Mapping[int, str]) -> str:
    """Say which part comes next, or within a part who does, if that may be told and is known."""
    if session.position + 1 == len(session.turns):
        return ""
    turn = session.turns[session.position + 1]
    if turn.id.segment != session.current.segment:
        return session.agenda.segments[turn.id.segment].title
    if session.segment.order is Order.VOLUNTEER and not last_is_known(session):
        return ""
    return initials.get(turn.id.seat, "")


def initial(name: str) -> str:
    """Return the first letter of a name as a capital with a full stop, accents and all."""
    first = name.strip()[:1]
    for mark in name.strip()[1:]:
        if not combining(mark):
            break
        first += mark
    return f"{first.upper()}." if first else ""


def left_behind(stage: Stage | None) -> Stage | None:
    """Return what a process leaves of its stage when it lets go of a session that is not over.

    That is whether its screen was shared and the public view blank, for the process that takes the
    session up; nothing of what was shown. Nothing at all tells that it is not known.
    """
    if stage is None:
        return None
    shown = Shown.BLANK if stage.shown is Shown.BLANK else Shown.WAITING
    return Stage(shown, boot="", running=0.0, sharing=stage.sharing)


def goes_on(stage: Stage | None) -> bool:
    """Tell from what lies in a circle's folder whether a session there is not over.

    That of a process that was killed stays as it was. A review is before a session.
    """
    return stage is not None and stage.shown in (Shown.TURN, Shown.BLANK, Shown.WAITING)


def is_current(stage: Stage, beat: Beat) -> bool:
    """Return whether what a stage says still holds at the moment of ``beat``."""
    age = beat.running - stage.running
    most = OVER_FOR if stage.shown is Shown.OVER else FRESH
    return stage.boot == beat.boot and 0 <= age <= most


def stage_left(stage: Stage, beat: Beat) -> float:
    """Return the seconds left of the turn at the moment of ``beat``, negative when it is over."""
    return stage.left if stage.paused else stage.left - (beat.running - stage.running)


def stage_view(stage: Stage, beat: Beat) -> StageView:
    """Return what to show of a stage at the moment of ``beat``."""
    if not is_current(stage, beat):
        return WAITING
    if stage.shown is not Shown.TURN:
        return StageView(stage.shown, progress=stage.progress, item=stage.item)
    left = whole_seconds(stage_left(stage, beat))
    return StageView(
        Shown.TURN,
        title=stage.title,
        clock=clock_text(left),
        prompt=stage.prompt,
        following=stage.following,
        tone=Tone.OVER if left <= 0 else Tone.SOON if left <= stage.warn else Tone.CALM,
        paused=stage.paused,
        silent=stage.silent,
        progress=stage.progress,
        item=stage.item,
    )


def shareable(
    session: Session, beat: Beat, initials: Mapping[int, str], zone: tzinfo | None
) -> LiveView:
    """Return the live screen's picture with everything left out that is not for all to see.

    The parts, their prompts and all that is said of time stay. Names go, also those that stand in
    the agenda's words, and with them who is with whom, who asked for what, and what to say. So does
    whatever else is on a live view and not known to be ``OPEN``.
    """
    view = live_view(session, beat.at, {}, zone)
    turn = session.turns[session.position]
    speaks = session.volunteers.get(turn.id, turn.id.seat)
    nobody = speaks == EVERYBODY or view.quiet or view.volunteer
    shared: dict[str, Any] = {name: getattr(view, name) for name in OPEN}
    shared["who"] = view.who if nobody else initials.get(speaks, "")
    shared["following"] = "the end" if view.last else _following(session, initials)
    shared["order"] = tuple(line for line in view.order if not line.indent)
    return replace(BLANK, **shared)
