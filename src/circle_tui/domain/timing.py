"""Time, computed from facts and the clock: what is left, what is over, when the meeting will end.

Nothing here is stored. Seconds are floats; instants are aware datetimes in UTC.
"""

import math
from datetime import datetime, timedelta
from enum import StrEnum

from circle_tui.domain.agenda import Segment
from circle_tui.domain.facts import Paused
from circle_tui.domain.session import NOTHING, Session, used_by, used_by_current
from circle_tui.domain.sharing import STEP

BEHIND = 15
"""A meeting that is less than so many seconds late needs no new plan (OnlyT's figure)."""


class Tone(StrEnum):
    """How urgent a clock is; always shown as a word or a mark too, never by colour alone."""

    CALM = "calm"
    SOON = "soon"
    OVER = "over"


def seconds_left(session: Session, now: datetime) -> float:
    """Return what is left of the current turn; negative once it runs over."""
    turn = session.turns[session.position]
    return session.allotted(turn) - used_by_current(session, now).total_seconds()


def until_change(left: float) -> float:
    """Return in how many seconds, above 0 and up to 1, a running clock shows another one."""
    return left - (whole_seconds(left) - 1)


def whole_seconds(left: float) -> int:
    """Return the seconds to show: rounded up while time is left, down to ``-n`` when over.

    Rounding up means that 0:00 appears exactly when time is up, and overtime counts from +0:01.
    """
    return math.ceil(left)


def clock_text(seconds: int) -> str:
    """Return ``12:34``, ``1:02:03`` from an hour on, and ``+0:05`` for five seconds over."""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    sign = "+" if seconds < 0 else ""
    if hours:
        return f"{sign}{hours}:{minutes:02}:{rest:02}"
    return f"{sign}{minutes}:{rest:02}"


def warning_seconds(segment: Segment, allotted: int) -> int:
    """Return how long before the end "soon" begins: the author's figure, else a fifth of the turn.

    A fifth, but at least 10 s and at most 60 s, is our own choice: one minute is what hot-seat
    formats announce, and a thirty-second turn needs less. It is never more than half the turn.
    """
    if segment.warn_at is not None:
        return segment.warn_at
    return min(allotted // 2, max(10, min(60, allotted // 5)))


def tone(session: Session, now: datetime) -> Tone:
    """Return how urgent the current turn's clock is."""
    left = whole_seconds(seconds_left(session, now))
    allotted = session.allotted(session.turns[session.position])
    if left <= 0:
        return Tone.OVER
    return Tone.SOON if left <= warning_seconds(session.segment, allotted) else Tone.CALM


def paused_for(session: Session, now: datetime) -> timedelta | None:
    """Return how long the clock has been paused, ``None`` while it runs or after the end."""
    if session.running_since is not None or session.closed:
        return None
    since = (fact.at for fact in reversed(session.standing) if isinstance(fact, Paused))
    return max(NOTHING, now - next(since, now))


def projected_end(session: Session, now: datetime) -> datetime:
    """Return when the meeting ends if everybody from now on keeps to their time.

    While paused it moves with the clock, since the pause itself takes time from the meeting.
    """
    if session.closed:
        return session.closed
    left = sum(
        max(0.0, session.allotted(turn) - used_by(session, turn.id, now).total_seconds())
        for turn in session.turns[session.position :]
    )
    return now + timedelta(seconds=left)


def to_the_minute(instant: datetime) -> datetime:
    """Return the nearest whole minute, as ends are announced.

    How late a meeting is comes from the two minutes that are shown, so that a room can do the sum.
    """
    return (instant + timedelta(seconds=30)).replace(second=0, microsecond=0)


def hours_text(minutes: int) -> str:
    """Return ``45 min``, ``2 h`` or ``2 h 04 min``: a length as it is said."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02} min" if rest else f"{hours} h"


def pause_text(session: Session, now: datetime) -> str:
    """Return ``paused 3 min``, ``paused`` in the first minute; empty while the clock runs.

    In whole minutes: a pause is still, and a screen that shows one should cost next to nothing.
    """
    pause = paused_for(session, now)
    if pause is None:
        return ""
    minutes = pause // timedelta(minutes=1)
    return f"paused {hours_text(minutes)}" if minutes else "paused"


def drift_text(seconds: float) -> str:
    """Say how an end stands to its promise: ``on time``, ``4 min late``.

    ``seconds`` lie between the two as they are shown: see ``shown_late``.
    """
    if not seconds:
        return "on time"
    return f"{_length_text(seconds)} {'late' if seconds > 0 else 'early'}"


def drift_sign(seconds: float) -> str:
    """Say the same in minutes with a sign, where words have no room: ``±0``, ``+4``, ``−3``."""
    if not seconds:
        return "±0"
    length = f"{round(abs(seconds) / 60)}" if abs(seconds) >= 60 else f"{abs(seconds):.0f} s"
    return f"{'+' if seconds > 0 else '−'}{length}"


def drift_of(end: datetime, promised: datetime) -> str:
    """Say how an end stands to the promise: see ``shown_late``."""
    return drift_text(shown_late(end, promised))


def shown_late(end: datetime, promised: datetime) -> float:
    """Return by how many seconds an end is shown to be late, negative where it is early.

    They lie between the two minutes that are shown, so that what is said is what a room reads off
    them. Where those are the same they are whole steps of what lies between the two, once that is
    enough for a new plan to be proposed: beside that nobody calls the meeting on time.
    """
    shown = (to_the_minute(end) - to_the_minute(promised)).total_seconds()
    late = (end - promised).total_seconds()
    return shown if shown or late <= BEHIND else late // STEP * STEP


def drift_then(end: datetime, promised: datetime, before: datetime) -> str:
    """Say how an end stands to the promise where another is promised with it.

    Later than was promised ``before`` it is no end that anybody would call on time.
    """
    if is_late(promised, before):
        return f"{apart_text(end, before)} later than promised"
    return drift_of(end, promised)


def is_late(end: datetime, promised: datetime) -> bool:
    """Tell whether an end is late by the two minutes that are shown of them.

    Whatever offers to end on time asks this: beside it nothing says that the meeting is on time.
    """
    return to_the_minute(end) > to_the_minute(promised)


def behind_text(ends: datetime, promised: datetime) -> str:
    """Say how far a late end lies behind its promise: ``4 min behind``, as beside it the drift."""
    return f"{_length_text(shown_late(ends, promised))} behind"


def apart_text(one: datetime, other: datetime) -> str:
    """Say how far two instants lie apart, by the two minutes that are shown of them: ``4 min``.

    In seconds where those are the same: ``20 s``.
    """
    shown = (to_the_minute(one) - to_the_minute(other)).total_seconds()
    return _length_text(shown or math.ceil(abs((one - other).total_seconds())))


def _length_text(seconds: float) -> str:
    length = abs(seconds)
    return f"{length:.0f} s" if length < 60 else hours_text(round(length / 60))
