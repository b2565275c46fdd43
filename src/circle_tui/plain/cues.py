"""When to look at the clock again, so that each cue comes at its moment; the domain says which.

Past the end, a full minute over is told too: whoever does not see the clock would not know.
"""

from datetime import datetime

from circle_tui.domain.session import Session
from circle_tui.domain.timing import seconds_left, warning_seconds
from circle_tui.domain.who import silent_for_all

EACH_MINUTE = 5
"""So many minutes over are told one by one, and then every fifth: the room has heard it by then."""


def minutes_over(session: Session, now: datetime) -> int:
    """Return the last full number of minutes over that is worth a line, 0 for none.

    None is where everybody keeps silent: a line is heard, and they were told that the time is up.
    """
    if silent_for_all(session):
        return 0
    over = int(-seconds_left(session, now) // 60)
    return max(0, over if over < EACH_MINUTE else over - over % EACH_MINUTE)


def seconds_to_cue(session: Session, now: datetime) -> float | None:
    """Return in how many seconds there may be something to say, ``None`` while nothing runs."""
    if session.running_since is None:
        return None
    left = seconds_left(session, now)
    turn = session.turns[session.position]
    warning = warning_seconds(session.segment, session.allotted(turn))
    if left > warning:
        return left - warning
    return left if left > 0 else 60 - -left % 60
