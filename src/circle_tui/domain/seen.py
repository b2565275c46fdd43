"""What somebody saw before they accepted it, held against what accepting would do by now.

The clock goes on while a plan is read, or heard. What is accepted is what was seen; where the times
have moved by more than a room would notice, it is to be seen anew first.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from circle_tui.domain.errors import Refused
from circle_tui.domain.plan import TurnId
from circle_tui.domain.state import Session

NOTICED = 30
"""Times that are off by fewer seconds are those that were seen: less is noise to a room."""

MOVED = Refused("The times have moved meanwhile, so all stays as it was.")


class Times(NamedTuple):
    """The seconds of each turn that remains, and when the meeting would end."""

    turns: Mapping[TurnId, int]
    ends: datetime


def times_of(session: Session, ends: datetime) -> Times:
    """Return the times of a session that would end at an instant."""
    ahead = session.turns[session.position :]
    return Times({turn.id: session.allotted(turn) for turn in ahead}, ends)


def have_moved(seen: Times, now: Times) -> bool:
    """Tell whether other turns are meant by now, or the times of what was seen are no more true.

    They are while both the turns, taken together, and the end differ by less than would be
    ``NOTICED``: who has to listen to a plan, or to read it, needs that long.
    """
    apart = abs((now.ends - seen.ends).total_seconds())
    return apart >= NOTICED or shares_have_moved(seen.turns, now.turns)


def shares_have_moved(seen: Mapping[TurnId, int], now: Mapping[TurnId, int]) -> bool:
    """Tell the same of the seconds of turns alone, whenever the meeting would end."""
    if seen.keys() != now.keys():
        return True
    return sum(abs(seconds - now[id_]) for id_, seconds in seen.items()) >= NOTICED
